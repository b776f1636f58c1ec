"""The line of days in a real browser, to its end: markers moved by mouse, by keyboard, by touch."""

from __future__ import annotations

import re

import lab
import play_drive
import pytest
import stage_drive
from stage_drive import ON, PICTURE, QUESTION
from test_play_planner import right

from shequ_lib.play.planner.model import CHECK, LineOfDays

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address():
    """A notebook of the course that holds only the simulator."""
    with play_drive.opened("meeting_planner") as address:
        yield address


def marker(page, key):
    return page.locator(f'[data-slide="{key}"]')


def stands(page, key, place):
    lab.expect(marker(page, key)).to_have_attribute("aria-valuenow", str(place))


def at(page, line, key, place):
    """Where on the screen the middle of a marker would be that stands at a place."""
    box = marker(page, key).bounding_box()
    width = page.locator(PICTURE).bounding_box()["width"]
    now = int(marker(page, key).get_attribute("aria-valuenow"))
    return box["x"] + box["width"] / 2 + (place - now) * 9.5 * width / 360, box["y"] + box["height"] / 2


def drag(page, line, key, place):
    here = int(marker(page, key).get_attribute("aria-valuenow"))
    page.mouse.move(*at(page, line, key, here))
    page.mouse.down()
    page.mouse.move(*at(page, line, key, (here + place) / 2))
    page.mouse.move(*at(page, line, key, place))
    page.mouse.up()
    stands(page, key, place)


def swipe(page, line, key, place):
    here = int(marker(page, key).get_attribute("aria-valuenow"))
    points = [at(page, line, key, each) for each in (here, (here + place) / 2, place)]
    stage_drive.touch(page, *points)
    stands(page, key, place)


def walk(page, _, key, place):
    play_drive.tab_to(page, marker(page, key))
    while (now := int(marker(page, key).get_attribute("aria-valuenow"))) != place:
        step = "PageDown" if now - place > 6 else "PageUp" if place - now > 6 else ""
        page.keyboard.press(step or ("ArrowRight" if place > now else "ArrowLeft"))
    stands(page, key, place)


def test_by_mouse_to_the_end(chromium, address):
    with lab.browser_page(chromium, width=1100, height=800) as page:
        play = stage_drive.open_stage(page, address)
        stage_drive.asked_in_sight(page, PICTURE)
        play_drive.picture(page, "planner-1100-0")
        assert play_drive.serious_findings(page) == []
        for number, line in enumerate(LineOfDays().lines):
            for key, place in right(line).items():
                drag(page, line, key, place - (number == 0 and key == "feedback"))
            stage_drive.by_mouse(page, [CHECK], twice=number == 1)
            if number == 0:
                lab.expect(play).to_contain_text("早了 1 天")
                play_drive.picture(page, "planner-1100-told")
            stage_drive.by_mouse(page, [ON])
        lab.expect(play).to_contain_text("一天不差 11 步")
        lab.expect(play).to_contain_text("圆满的结局：日子排得准")
        play_drive.picture(page, "planner-1100-end")
        assert play_drive.serious_findings(page) == []
        stage_drive.button(page, "paper").click()
        lab.expect(page.frame_locator(".shequ-stage iframe").locator("table")).to_contain_text("评议会")


def test_by_keyboard_on_a_narrow_page_to_the_end(chromium, address):
    with lab.browser_page(chromium, width=400, height=800) as page:
        play = stage_drive.open_stage(page, address)
        play_drive.picture(page, "planner-400-0")
        for number, line in enumerate(LineOfDays().lines):
            for key, place in right(line).items() if number in (0, 3) else ():
                walk(page, line, key, place)
            if number == 1:
                lab.expect(page.locator("[data-slide]").first).to_be_focused()
                lab.expect(page.get_by_role("slider", name="会议纪要")).to_have_attribute(
                    "aria-valuetext", re.compile("月")
                )
            play_drive.tab_to(page, stage_drive.button(page, CHECK))
            before = stage_drive.turn(page)
            page.keyboard.press("Enter")
            stage_drive.answered(page, before)
            lab.expect(stage_drive.button(page, ON)).to_be_focused()
            assert stage_drive.no_overflow(page)
            before = stage_drive.turn(page)
            page.keyboard.press("Space")
            stage_drive.answered(page, before)
        lab.expect(play).to_contain_text("一天不差 7 步")
        assert play_drive.serious_findings(page) == []
        play_drive.picture(page, "planner-400-end")


def test_by_touch_on_a_narrow_page(chromium, address):
    with lab.browser_page(chromium, width=400, height=800, fingers=True) as page:
        play = stage_drive.open_stage(page, address)
        line = LineOfDays().lines[0]
        stage_drive.in_sight_together(page, QUESTION, ".shequ-stage-moves", PICTURE)
        assert stage_drive.too_small(page) == []
        boxes = [marker(page, key).bounding_box() for key in right(line)]
        assert all(min(box["width"], box["height"]) >= 44 for box in boxes)
        for key, place in right(line).items():
            swipe(page, line, key, place)
        stage_drive.by_touch(page, [CHECK])
        lab.expect(play.locator(".shequ-good").filter(has_text="✓")).to_have_count(3)
        play_drive.picture(page, "planner-400-told")
        stage_drive.button(page, "again").click()
        lab.expect(play).to_contain_text("走过的都不要了？")
        page.get_by_role("button", name="留着").tap()
        lab.expect(play).not_to_contain_text("走过的都不要了？")
        stage_drive.by_touch(page, [ON])
        for line in LineOfDays().lines[1:]:
            for key, place in right(line).items():
                swipe(page, line, key, place)
            stage_drive.by_touch(page, [CHECK, ON])
        lab.expect(play).to_contain_text("一天不差 12 步")
