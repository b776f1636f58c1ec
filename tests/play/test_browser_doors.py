"""The six doors in a real browser, from the first knock to the end: by mouse, twice, by keyboard."""

from __future__ import annotations

import re

import lab
import play_drive
import pytest
import stage_drive
from doors_moves import winning
from stage_drive import PICTURE, QUESTION, STAGE

from shequ_lib import play_record
from shequ_lib.play.doors.model import FIT, PROMISE, SLOGAN, Doors
from shequ_lib.play.doors.view import SixDoors

pytestmark = pytest.mark.browser
SHUT = ["crossing", SLOGAN, "handrail", SLOGAN, "square", PROMISE, "go", "read"]


@pytest.fixture(scope="module")
def address():
    """A notebook of the course that holds only the simulator."""
    with play_drive.opened("six_doors") as address:
        yield address


def test_by_mouse_until_all_doors_are_open(chromium, address):
    with lab.browser_page(chromium, width=1100, height=800) as page:
        play = stage_drive.open_stage(page, address)
        play_drive.picture(page, "doors-1100-0")
        assert play_drive.serious_findings(page) == []
        page.locator(f'{STAGE} [data-press="crossing"]').click()  # a door of the picture is one, too
        lab.expect(play).to_contain_text("苏嫂这样说，你怎么答？")
        stage_drive.asked_in_sight(page, PICTURE)
        keys = stage_drive.presses(Doors(), winning(0))[1:]
        stage_drive.answered(page, str(int(stage_drive.turn(page)) - 1))
        stage_drive.by_mouse(page, keys[:4])
        play_drive.picture(page, "doors-1100-middle")
        stage_drive.by_mouse(page, keys[4:])
        lab.expect(play).to_contain_text("结局：门开了，人来了")
        play_drive.picture(page, "doors-1100-end")
        assert play_drive.serious_findings(page) == []
        assert stage_drive.no_overflow(page)

        stage_drive.button(page, "paper").click()
        paper = page.frame_locator(f"{STAGE} iframe")
        lab.expect(paper.locator("h1")).to_contain_text("六扇门")
        lab.expect(paper.locator("table")).to_contain_text("苏嫂")


def test_a_double_click_answers_once_and_restart_asks(chromium, address):
    with lab.browser_page(chromium, width=400, height=800) as page:
        play = stage_drive.open_stage(page, address)
        stage_drive.by_mouse(page, ["crossing", FIT], twice=True)
        lab.expect(play).to_contain_text("门开大了")
        stage_drive.by_mouse(page, ["on"], twice=True)
        stage_drive.button(page, "again").click()
        lab.expect(play).to_contain_text("走过的都不要了？")
        page.get_by_role("button", name="留着").click()
        lab.expect(play).to_contain_text("走了 2 步")
        lab.expect(stage_drive.button(page, "again")).to_be_focused()
        stage_drive.button(page, "again").click()
        stage_drive.by_mouse(page, ["again-sure"])
        lab.expect(play).to_contain_text("走了 0 步")


def test_by_keyboard_on_a_narrow_page_to_another_ending(chromium, address):
    with lab.browser_page(chromium, width=400, height=800) as page:
        play = stage_drive.open_stage(page, address)
        keys = stage_drive.presses(Doors(), SHUT)
        stage_drive.by_keyboard(page, keys[:1])
        stage_drive.asked_in_sight(page, PICTURE)
        answers = page.get_by_role("group", name="苏嫂这样说，你怎么答？")
        lab.expect(answers).to_have_accessible_description(re.compile("说了也白说"))
        assert stage_drive.too_small(page) == []
        stage_drive.by_keyboard(page, keys[1:])
        lab.expect(play).to_contain_text("结局：会场空了一半")
        noted = play_record.load(play_drive.folder())["doors"]
        assert noted.title == SixDoors.title
        assert sum(noted.mistakes.values()) >= 1
        assert stage_drive.no_overflow(page)
        assert play_drive.serious_findings(page) == []
        play_drive.picture(page, "doors-400-end")
        stage_drive.by_keyboard(page, ["undo"])
        lab.expect(page.locator(QUESTION)).to_contain_text("轮到你说")
