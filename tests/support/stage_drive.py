"""Drive a simulator that stands on the stage: the same presses in the model and in a real page."""

from __future__ import annotations

import re

import lab
import play_drive

STAGE = ".shequ-stage"
PICTURE, LEAD, QUESTION = (f".shequ-stage-{part}" for part in ("picture svg", "lead", "question"))
ON = "on"
# Some frames of the page, longer than Chromium takes a finger for a moving one.
REST = """() => new Promise(done => {
    const frame = left => (left ? requestAnimationFrame(() => frame(left - 1)) : done());
    frame(6);
})"""


def presses(story, moves):
    """The keys of the buttons to press for these moves: what followed is read after each that tells of it."""
    keys = []
    for key in moves:
        before = len(story.reactions)
        story.do(key)
        keys += [key, ON] if len(story.reactions) > before else [key]
    assert story.ending is not None
    return keys


def open_stage(page, address):
    """Open the notebook and wait for the first buttons."""
    play = play_drive.open_play(page, address)
    lab.expect(moves(page).first).to_be_visible()
    settled(page)
    return play


def moves(page):
    """The buttons of the moves that can be made now."""
    return page.locator(f"{STAGE} .shequ-stage-move")


def button(page, key):
    """The button of this key."""
    return page.locator(f'{STAGE} button[data-key="{key}"]')


def told(page):
    """What is read out."""
    return page.locator(".shequ-stage-told")


def turn(page):
    """What is shown now, as a text that differs from the one before."""
    return page.locator(STAGE).evaluate("e => e.dataset.turn")


def settled(page):
    """Wait until the stage takes presses."""
    lab.expect(page.locator(f"{STAGE}.shequ-settling")).to_have_count(0)


def answered(page, before):
    """Wait until the page after this one is there and takes presses."""
    lab.expect(page.locator(STAGE)).not_to_have_attribute("data-turn", before)
    settled(page)


def by_mouse(page, keys, *, twice=False):
    """Click the buttons of these keys; with `twice`, each of them by a double click, which counts once."""
    for key in keys:
        before = turn(page)
        (button(page, key).dblclick if twice else button(page, key).click)()
        answered(page, before)
        assert int(turn(page)) == int(before) + 1


def touch(page, *points):
    """Touch the page at the first of these points, go to the others, and let go."""
    session = page.context.new_cdp_session(page)
    for number, (x, y) in enumerate(points):
        kind = "touchMove" if number else "touchStart"
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
    page.evaluate(
        REST
    )  # a finger that is lifted in full swing throws the page: the next tap would only stop it
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    session.detach()


def by_touch(page, keys, *, twice=False):
    """Tap with a finger on the buttons of these keys; the page has `fingers`.

    With `twice`, a second tap follows at once on the same place, where something else may stand by then.
    """
    for key in keys:
        before = turn(page)
        settled(page)
        button(page, key).scroll_into_view_if_needed()
        if twice:
            box = button(page, key).bounding_box()
            at = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
            page.touchscreen.tap(*at)
            page.touchscreen.tap(*at)
        else:
            button(page, key).tap()
        answered(page, before)
        assert int(turn(page)) == int(before) + 1
        assert int(turn(page)) == int(before) + 1


def slow_double_click(page, key):
    """Click at one place twice, too slowly for the page to count it as one double click."""
    target, before = button(page, key), turn(page)
    target.hover()
    box = target.bounding_box()
    at = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.click(*at)
    lab.expect(page.locator(STAGE)).not_to_have_attribute("data-turn", before)
    page.mouse.click(*at)
    settled(page)
    assert int(turn(page)) == int(before) + 1


def by_keyboard(page, keys):
    """Reach each button with Tab and press it with Enter or Space; the focus never gets lost."""
    moves(page).first.focus()
    for number, key in enumerate(keys):
        before = turn(page)
        play_drive.tab_to(page, button(page, key))
        settled(page)  # a press before that would be dropped
        page.keyboard.press(("Enter", "Space")[number % 2])
        answered(page, before)
        lab.expect(page.locator(f"{STAGE} :focus")).to_have_count(1)
        if key != ON:
            in_sight_together(page, f"{STAGE} :focus")


def in_sight_together(page, *places):
    """Whether all these are in sight at once, as a whole."""
    for place in places:
        lab.expect(page.locator(place).first).to_be_in_viewport(ratio=0.99)


def asked_in_sight(page, *more):
    """Whether what is going on, the question, all its buttons and `more` are in sight at once."""
    in_sight_together(page, LEAD, QUESTION, ".shequ-stage-moves", *more)


def too_small(page):
    """The buttons in sight that are smaller than a finger needs, by their text."""
    return page.locator(f"{STAGE} button").evaluate_all(
        "all => all.map(e => [e.textContent, e.getBoundingClientRect()])"
        ".filter(([, box]) => Math.min(box.width, box.height) < 43.9).map(([text]) => text)"
    )


def no_overflow(page):
    """Whether nothing is wider than the place it has; what a picture cuts off at its edge does not count."""
    return all(
        play_drive.no_overflow(page, place)
        for place in (
            ".shequ-stage-panel",
            ".shequ-stage-progress",
            ".shequ-stage-folds",
            ".shequ-stage-tools",
        )
    ) and page.locator(PICTURE).evaluate(
        "e => e.getBoundingClientRect().right <= e.parentElement.getBoundingClientRect().right + 1"
    )


def listen_to_printing(page):
    """Note in `window.printed` of the page what is printed, instead of printing it."""
    page.add_init_script("window.print = () => { window.top.printed = document.body.innerText; }")


def printed(page):
    """What was printed."""
    page.wait_for_function("window.printed")
    return re.sub(r"\s+", " ", page.evaluate("window.printed"))
