"""Drive a simulator that is played on a stage: the same moves in the model and in a real page."""

from __future__ import annotations

import re

import lab
import play_drive

STAGE = ".shequ-stage"


def labels(tale, keys):
    """The texts of the buttons to press for these moves, which must lead to an ending."""
    found = []
    for key in keys:
        found.append(next(move.label for move in tale.scene().moves if move.key == key))
        tale.do(key)
    assert tale.ending is not None
    return found


def answer(page, text):
    """The button of an answer."""
    return page.locator(".shequ-answer").get_by_text(text, exact=True)


def next_button(page):
    """The one main button after an answer."""
    return page.locator(".shequ-stage-next button")


def tool(page, name):
    """A button below the card."""
    return page.locator(".shequ-stage-tools").get_by_role("button", name=name)


def said(page):
    """What is read out."""
    return page.locator(".shequ-stage-said")


def by_mouse(page, texts, *, twice=False):
    """Click each answer and the main button, with a double click if wanted, up to the ending."""
    for text in texts:
        press(answer(page, text), twice=twice)
        lab.expect(said(page)).to_contain_text(f"你：{text}")
        press(next_button(page), twice=twice)
        lab.expect(next_button(page)).to_have_count(0)
    lab.expect(said(page)).to_contain_text("带走这几句")


def press(button, *, twice):
    """Click, or double-click as people do who are not used to a mouse."""
    if twice:
        button.dblclick()
    else:
        button.click()


def slow_double_click(page, button):
    """Click at one place twice, too slowly for the page to count it as one double click."""
    button.hover()
    box = button.bounding_box()
    at = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.click(*at)
    lab.expect(page.locator(f"{STAGE}.shequ-settling")).to_have_count(1)
    page.mouse.click(*at)


def by_keyboard(page, texts):
    """Reach each button with Tab and press it; the focus never gets lost and is always in sight."""
    page.locator(".shequ-stage-card").focus()
    for number, text in enumerate(texts):
        play_drive.tab_to(page, answer(page, text), 8)
        page.keyboard.press(("Enter", "Space")[number % 2])
        lab.expect(next_button(page)).to_be_focused()
        lab.expect(said(page)).to_contain_text(f"你：{text}")
        lab.expect(next_button(page)).to_be_in_viewport(ratio=1)
        page.keyboard.press(("Space", "Enter")[number % 2])
        lab.expect(page.locator(".shequ-stage-card")).to_be_focused()
        if number + 1 < len(texts):
            seen_together(page)


def seen_together(page):
    """The question, what it is about and the answers are in sight at once."""
    for part in (".shequ-stage-matter", ".shequ-stage-question", ".shequ-stage-answers"):
        lab.expect(page.locator(part)).to_be_in_viewport(ratio=0.99)


def touchable(page):
    """Whether each button of the simulator is large enough for a finger."""
    sizes = page.locator(f"{play_drive.PLAY} button:visible").evaluate_all(
        "buttons => buttons.map(b => b.getBoundingClientRect()).map(b => [b.width, b.height])"
    )
    return bool(sizes) and all(min(size) >= 43.9 for size in sizes)


def no_overflow(page):
    """Whether nothing is wider than the place it has; what a picture cuts off at its edge does not count."""
    return all(
        play_drive.no_overflow(page, place)
        for place in (".shequ-stage-card", ".shequ-stage-panel", ".shequ-stage-tools")
    ) and page.locator(".shequ-stage-picture svg").evaluate(
        "e => e.getBoundingClientRect().right <= e.parentElement.getBoundingClientRect().right + 1"
    )


def listen_to_printing(page):
    """Note in `window.printed` of the page what is printed, instead of printing it."""
    page.add_init_script("window.print = () => { window.top.printed = document.body.innerText; }")


def printed(page):
    """What was printed."""
    page.wait_for_function("window.printed")
    return re.sub(r"\s+", " ", page.evaluate("window.printed"))


def moving_picture(page):
    """How long parts of the picture take to move."""
    return page.locator("[data-part]").first.evaluate("e => getComputedStyle(e).transitionDuration")
