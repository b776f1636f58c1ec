"""Drive a simulator that stands on the stage: the same presses in the model and in a real page."""

from __future__ import annotations

import lab
import play_drive

STAGE = ".shequ-stage"
ON = "on"


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
    return play


def moves(page):
    """The buttons of the moves that can be made now."""
    return page.locator(f"{STAGE} .shequ-stage-move")


def button(page, key):
    """The button of this key."""
    return page.locator(f'{STAGE} button[data-key="{key}"]')


def turn(page):
    """What is shown now, as a text that differs from the one before."""
    return page.locator(STAGE).evaluate("e => e.dataset.turn")


def answered(page, before):
    """Wait until the page after this one is there and takes presses."""
    lab.expect(page.locator(STAGE)).not_to_have_attribute("data-turn", before)
    lab.expect(moves(page).first).to_be_enabled()


def by_mouse(page, keys, *, twice=False):
    """Click the buttons of these keys; with `twice`, each of them by a double click, which counts once."""
    for key in keys:
        before = turn(page)
        (button(page, key).dblclick if twice else button(page, key).click)()
        answered(page, before)
        assert int(turn(page)) == int(before) + 1


def by_keyboard(page, keys):
    """Reach each button with Tab and press it with Enter or Space; the focus never gets lost."""
    moves(page).first.focus()
    for number, key in enumerate(keys):
        before = turn(page)
        play_drive.tab_to(page, button(page, key))
        page.keyboard.press(("Enter", "Space")[number % 2])
        answered(page, before)
        lab.expect(page.locator(f"{STAGE} :focus")).to_have_count(1)


def in_sight_together(page, *places):
    """Whether all these are in sight at once, as a whole."""
    for place in places:
        lab.expect(page.locator(place).first).to_be_in_viewport(ratio=0.99)


def touch_targets(page):
    """The buttons in sight that are lower than a finger needs, by their text."""
    return page.locator(f"{STAGE} button").evaluate_all(
        "all => all.filter(e => e.getBoundingClientRect().height < 44).map(e => e.textContent)"
    )
