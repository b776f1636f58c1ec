"""The stage of a tale by itself in a real browser, with a kernel that only notes what it is sent."""

from __future__ import annotations

from pathlib import Path

import lab
import pytest

from shequ_lib.play.scene import stage
from shequ_lib.play.street.view import StreetOfWords

pytestmark = pytest.mark.browser

SCRIPT = """async ([source, css, state]) => {
    document.head.append(Object.assign(document.createElement('style'), {textContent: css}));
    const url = URL.createObjectURL(new Blob([source], {type: 'text/javascript'}));
    const {render} = (await import(url)).default;
    window.heard = [];
    window.sent = [];
    window.state = state;
    const model = {
        get: name => window.state[name],
        on: (...pair) => window.heard.push(pair),
        off: (name, call) => { window.heard = window.heard.filter(p => p[0] !== name || p[1] !== call); },
        send: message => window.sent.push(message)
    };
    window.put = stage => {
        window.state = {stage};
        window.heard.filter(([name]) => name === 'change:stage').forEach(([, call]) => call());
    };
    const el = document.createElement('div');
    document.body.replaceChildren(el);
    window.dispose = render({model, el});
}"""


@pytest.fixture
def view():
    return StreetOfWords()


@pytest.fixture
def page(chromium, view):
    """A page that shows only the stage."""
    folder = Path(stage.__file__).parent
    source, css = ((folder / name).read_text(encoding="utf-8") for name in ("stage.js", "stage.css"))
    with lab.browser_page(chromium, width=500, height=900) as page:
        page.evaluate(SCRIPT, [source, css, {"stage": view.stage.stage}])
        yield page


def sent(page):
    return page.evaluate("window.sent")


def answered(page, view):
    """Let the kernel answer the last message, as the widget does."""
    view._receive(None, sent(page)[-1], [])
    page.evaluate("stage => window.put(stage)", view.stage.stage)


def answers(page):
    return page.locator(".shequ-answer")


def test_a_double_click_and_a_second_answer_are_sent_once(page, view):
    answers(page).nth(0).dblclick()
    answers(page).nth(1).click()  # before the kernel has answered the first
    assert len(sent(page)) == 1
    answered(page, view)
    lab.expect(page.locator(".shequ-stage-next button")).to_be_focused()
    assert view.tale.moves_made == [sent(page)[0]["move"]]


def test_for_a_moment_after_a_change_nothing_can_be_pressed_by_mouse(page, view):
    answers(page).nth(0).click()
    answered(page, view)
    place = page.locator(".shequ-stage-next button").bounding_box()
    page.mouse.click(place["x"] + 5, place["y"] + 5)
    assert len(sent(page)) == 1
    lab.expect(page.locator(".shequ-stage-next button")).to_be_focused()
    page.locator(".shequ-stage-next button").click()  # waits until it can be pressed
    assert sent(page)[-1]["press"] == "next"


def test_a_key_that_is_held_down_answers_once(page, view):
    answers(page).nth(0).focus()
    page.keyboard.down("Enter")
    answered(page, view)
    lab.expect(page.locator(".shequ-stage-next button")).to_be_focused()
    page.keyboard.down("Enter")  # repeats
    page.keyboard.up("Enter")
    assert len(sent(page)) == 1
    page.keyboard.press("Enter")
    assert len(sent(page)) == 2


def test_no_key_reaches_the_notebook_but_tab(page):
    page.evaluate(
        "() => { window.keys = []; document.body.addEventListener('keydown', e => window.keys.push(e.key)); }"
    )
    answers(page).nth(0).focus()
    for key in ("d", "d", "b", "Escape", "Tab"):
        page.keyboard.press(key)
    assert page.evaluate("window.keys") == ["Tab"]


def test_it_lets_go_of_what_it_listens_to(page):
    assert page.evaluate("window.heard.length") == 2
    page.evaluate("window.dispose()")
    assert page.evaluate("window.heard.length") == 0


def test_it_shows_what_is_there_without_taking_the_focus(page):
    lab.expect(answers(page)).to_have_count(3)
    assert page.evaluate("document.activeElement === document.body")
