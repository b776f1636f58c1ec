"""Drive a simulator that is told in scenes: the same moves in the model, the widgets and a real page."""

from __future__ import annotations

import json
import random
from pathlib import Path

import lab

SCREENSHOTS = Path(__file__).parent / "screenshots"


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


def notebook(folder, name):
    """A folder with a notebook of the course that holds only this simulator."""

    def cell(key, role, source):
        return {
            "cell_type": "code",
            "id": key,
            "metadata": {"deletable": False, "editable": False, "shequ": {"role": role}},
            "execution_count": None,
            "outputs": [],
            "source": source,
        }

    start = 'import shequ_lib.notebook\n\nshequ_lib.notebook.start(rulebook="gongshu-2008")'
    play = f"from shequ_lib.play import {name}\n\n{name}()"
    content = {
        "cells": [cell("start", "setup", start), cell("play", "play", play)],
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "shequ": {"chapter": "97-scene", "edition": "class", "rulebook": "gongshu-2008", "title": "演"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    folder.mkdir()
    (folder / "97-scene.ipynb").write_text(json.dumps(content), encoding="utf-8")
    return folder


def open_play(page, address):
    """Open that notebook and wait for the simulator."""
    page.goto(f"{address}/doc/tree/97-scene.ipynb?token={lab.TOKEN}")
    play = page.locator(".shequ-scene")
    lab.expect(play).to_be_visible()
    lab.expect(moves(page).first).to_be_visible()
    return play


def moves(page):
    """The buttons of the moves that can be made now."""
    return page.locator(".shequ-scene .shequ-move:visible")


def picture(page, name):
    """A picture of the whole simulator."""
    SCREENSHOTS.mkdir(exist_ok=True)
    page.locator(".shequ-scene").screenshot(path=SCREENSHOTS / f"{name}.png")


def by_mouse(page, texts, name, pictures):
    """Click the buttons with these texts, one after the other, each when the one before was answered."""
    for number, text in enumerate(texts, 1):
        moves(page).get_by_text(text, exact=True).click()
        lab.expect(page.locator(".shequ-scene")).to_contain_text(f"走了 {number} 步")
        if number in pictures:
            picture(page, f"{name}-{number}")


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


def no_overflow(page):
    """Whether nothing of the simulator is wider than the place it has."""
    return page.locator(".shequ-scene").evaluate(
        "box => [...box.querySelectorAll('*')].every(e => e.getBoundingClientRect().right"
        " <= box.getBoundingClientRect().right + 1 || getComputedStyle(e).display === 'none')"
    )
