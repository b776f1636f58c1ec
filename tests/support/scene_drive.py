"""Drive a simulator that is told in scenes: the same moves in the model, the widgets and a real page."""

from __future__ import annotations

import random

import lab
import play_drive

from shequ_lib.play import frame


def played(story, moves):
    """The story after these moves, as one text."""
    for key in moves.split():
        story.do(key)
    return story


def wander(story, number):
    """Play to the end with moves by chance; calls nothing but what the view calls, too."""
    chance = random.Random(number)
    while (scene := story.scene()) is not None:
        moves = scene.moves
        story.do(moves[chance.randrange(len(moves))].key)
    return story


def drawn_to_the_end(story, number, plan):
    """Follow a good plan, but stray from it at about every sixth move; then go on by chance."""
    chance = random.Random(number)
    wanted = plan.split()
    while (scene := story.scene()) is not None:
        keys = [move.key for move in scene.moves]
        planned = [key for key in keys if key in wanted and chance.randrange(6)]
        story.do(min(planned, key=wanted.index) if planned else keys[chance.randrange(len(keys))])
    return story


def click(view, key):
    """Press the button of a move."""
    keys = [move.key for move in view.story.scene().moves]
    view.buttons[keys.index(key)].click()


def labels(make, moves):
    """The texts of the buttons to press for these moves."""
    story, found = make(), []
    for key in moves.split():
        found.append(next(move.label for move in story.scene().moves if move.key == key))
        story.do(key)
    assert story.ending is not None
    return found


def open_play(page, address):
    """Open the notebook and wait for the simulator's first buttons."""
    play = play_drive.open_play(page, address)
    lab.expect(moves(page).first).to_be_visible()
    return play


def moves(page):
    """The buttons of the moves that can be made now."""
    return page.locator(".shequ-scene .shequ-move:visible")


def settle(page):
    """Wait as long as the next click would be taken for the second half of a double one."""
    page.wait_for_timeout(1000 * frame.SETTLING + 100)


def by_mouse(page, texts, name, pictures):
    """Click the buttons with these texts, one after the other, each when the one before was answered."""
    for number, text in enumerate(texts, 1):
        settle(page)
        moves(page).get_by_text(text, exact=True).click()
        lab.expect(page.locator(".shequ-scene")).to_contain_text(f"走了 {number} 步")
        if number in pictures:
            play_drive.picture(page, f"{name}-{number}")


def by_keyboard(page, texts):
    """Reach each button with Tab and press it with Enter or Space; the focus never gets lost."""
    moves(page).first.focus()
    for number, text in enumerate(texts, 1):
        for _ in range(moves(page).count()):
            if page.evaluate("document.activeElement.textContent") == text:
                break
            page.keyboard.press("Tab")
        lab.expect(page.locator(":focus-visible")).to_have_text(text)
        page.keyboard.press(("Enter", "Space")[number % 2])
        lab.expect(page.locator(".shequ-scene")).to_contain_text(f"走了 {number} 步")
        assert page.locator(".shequ-scene :focus").count() == 1
