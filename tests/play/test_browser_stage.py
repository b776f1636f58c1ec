"""The stage of a tale by itself in a real browser, with a kernel that only notes what it is sent."""

from __future__ import annotations

from pathlib import Path

import lab
import pytest

from shequ_lib.play.election.view import ElectionView
from shequ_lib.play.stage import view as stage
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
    window.put = page => {
        window.state = {page};
        window.heard.filter(([name]) => name === 'change:page').forEach(([, call]) => call());
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
        page.evaluate(SCRIPT, [source, css, {"page": view.widget.page}])
        yield page


def sent(page):
    return page.evaluate("window.sent")


def answered(page, view):
    """Let the kernel answer the last message, as the widget does; return whether the stage settles then."""
    view._receive(None, sent(page)[-1], [])
    settles = "page => { window.put(page); return document.querySelector('.shequ-settling') !== null; }"
    return page.evaluate(settles, view.widget.page)


def moves(page):
    return page.locator(".shequ-stage-move")


def settled(page):
    """The stage when it takes presses."""
    lab.expect(page.locator(".shequ-stage.shequ-settling")).to_have_count(0)


def go_on(page):
    return page.locator('[data-key="on"]')


def test_a_double_click_and_a_second_answer_are_sent_once(page, view):
    moves(page).nth(0).dblclick()
    moves(page).nth(1).click()  # before the kernel has answered the first
    assert len(sent(page)) == 1
    answered(page, view)
    lab.expect(go_on(page)).to_be_focused()
    assert view.story.moves_made == [sent(page)[0]["press"]]


def test_for_a_moment_after_a_page_nothing_can_be_pressed(page, view):
    moves(page).nth(0).click()
    answered(page, view)
    place = go_on(page).bounding_box()
    page.mouse.click(place["x"] + 5, place["y"] + 5)
    lab.expect(go_on(page)).to_be_focused()
    page.keyboard.press("Enter")
    assert len(sent(page)) == 1
    go_on(page).click()  # waits until it can be pressed
    assert sent(page)[-1]["press"] == "on"


def test_plus_can_be_pressed_again_at_once_and_its_button_stays(page):
    election = ElectionView()
    for key in ("direct", "on", "simple", "on"):
        election.press(key)
    page.evaluate("page => window.put(page)", election.widget.page)
    lab.expect(page.locator(".shequ-settling")).to_have_count(0)
    plus = page.locator('button[data-key="member+"]')
    button, place = plus.element_handle(), plus.bounding_box()
    page.mouse.move(place["x"] + 20, place["y"] + 20)
    for clicks in (1, 2, 3):  # as the browser counts them
        page.mouse.down(click_count=clicks)
        page.mouse.up(click_count=clicks)
        assert not answered(page, election)
        assert len(election.story.seats()) == 3 + clicks == 3 + len(sent(page))
        assert button.evaluate("e => e === document.activeElement")
        assert plus.bounding_box() == place
    lab.expect(page.get_by_role("status")).to_contain_text("一共 6 人")
    page.locator('button[data-key="seats"]').click()
    assert answered(page, election)


def test_a_press_that_nobody_has_answered_can_be_made_again(page):
    settled(page)
    page.evaluate(
        "const now = performance.now; window.late = 0; performance.now = () => now.call(performance) + late"
    )
    moves(page).nth(0).click()
    moves(page).nth(0).click()
    assert len(sent(page)) == 1
    page.evaluate("window.late = 5000")
    moves(page).nth(0).click()
    assert len(sent(page)) == 2


def test_a_key_that_is_held_down_answers_once(page, view):
    settled(page)
    moves(page).nth(0).focus()
    page.keyboard.down("Enter")
    answered(page, view)
    lab.expect(go_on(page)).to_be_focused()
    settled(page)
    page.keyboard.down("Enter")  # repeats
    page.keyboard.up("Enter")
    assert len(sent(page)) == 1
    page.keyboard.press("Enter")
    assert len(sent(page)) == 2


def test_to_begin_anew_asks_and_a_double_click_does_not_answer(page, view):
    moves(page).nth(0).click()
    answered(page, view)
    page.locator('[data-key="again"]').dblclick()
    lab.expect(page.locator(".shequ-stage-ask")).to_be_visible()
    lab.expect(page.locator('[data-key="again-stay"]')).to_be_focused()
    page.locator('[data-key="again-stay"]').click()
    lab.expect(page.locator('[data-key="again"]')).to_be_focused()
    assert len(sent(page)) == 1
    page.locator('[data-key="again"]').click()
    page.locator('[data-key="again-sure"]').click()
    assert sent(page)[-1]["press"] == "again"


def test_what_was_opened_below_the_stage_stays_open(page, view):
    moves(page).nth(0).click()
    answered(page, view)
    page.locator("summary").click()
    go_on(page).click()
    answered(page, view)
    assert page.locator("details").evaluate("e => e.open")


def test_a_part_of_the_picture_moves_from_where_it_was(page, view):
    moving = page.locator('[data-part="street"]')
    before = moving.bounding_box()["x"]
    moves(page).nth(0).click()
    answered(page, view)
    go_on(page).click()
    answered(page, view)
    assert moving.get_attribute("data-to") != "translate(0px, 0px)"
    assert abs(moving.bounding_box()["x"] - before) < 40  # on its way
    page.wait_for_function(
        "Promise.all(document.querySelector('[data-part]').getAnimations().map(a => a.finished))"
    )
    assert moving.bounding_box()["x"] < before - 100


def test_no_key_reaches_the_notebook_but_tab(page):
    page.evaluate(
        "() => { window.keys = []; document.body.addEventListener('keydown', e => window.keys.push(e.key)); }"
    )
    moves(page).nth(0).focus()
    for key in ("d", "d", "b", "Escape", "Tab"):
        page.keyboard.press(key)
    assert page.evaluate("window.keys") == ["Tab"]


def test_it_lets_go_of_what_it_listens_to(page):
    assert page.evaluate("window.heard.length") == 2
    page.evaluate("window.dispose()")
    assert page.evaluate("window.heard.length") == 0


def test_it_shows_what_is_there_without_taking_the_focus(page):
    lab.expect(moves(page)).to_have_count(3)
    assert page.evaluate("document.activeElement === document.body")
