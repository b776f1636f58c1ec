"""The search in a record in a real browser, to its end: by mouse, twice, by keyboard, by touch."""

from __future__ import annotations

import lab
import play_drive
import pytest
import stage_drive
from stage_drive import PICTURE, QUESTION
from test_play_log import solution

from shequ_lib.play.log.model import BACK, DONE, MISSING, LogSearch

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address():
    """A notebook of the course that holds only the simulator."""
    with play_drive.opened("log_reader") as address:
        yield address


def test_by_mouse_until_all_is_found(chromium, address):
    with lab.browser_page(chromium, width=1100, height=800) as page:
        play = stage_drive.open_stage(page, address)
        stage_drive.asked_in_sight(page, PICTURE)
        play_drive.picture(page, "log-1100-0")
        assert play_drive.serious_findings(page) == []
        keys = stage_drive.presses(LogSearch(), solution(0)[1])
        stage_drive.by_mouse(page, keys[:1])
        stage_drive.asked_in_sight(page, PICTURE)
        play_drive.picture(page, "log-1100-rule")
        stage_drive.by_mouse(page, keys[1:3])
        lab.expect(stage_drive.button(page, keys[0])).to_contain_text("✓")
        stage_drive.by_mouse(page, keys[3:])
        lab.expect(play).to_contain_text("结局：一处不漏，一处不冤")
        play_drive.picture(page, "log-1100-end")
        assert play_drive.serious_findings(page) == []
        assert stage_drive.no_overflow(page)

        stage_drive.button(page, "paper").click()
        paper = page.frame_locator(".shequ-stage iframe")
        lab.expect(paper.locator("table")).to_contain_text("开会")
        stage_drive.by_mouse(page, ["other"])
        lab.expect(page.locator(QUESTION)).to_contain_text("哪一行有毛病")
        lab.expect(play).to_contain_text("旧水泵房")


def test_by_keyboard_on_a_narrow_page_to_another_ending(chromium, address):
    with lab.browser_page(chromium, width=400, height=800) as page:
        play = stage_drive.open_stage(page, address)
        clean = next(n for n in range(9) if n not in LogSearch().record.faults)
        keys = stage_drive.presses(
            LogSearch(), [f"line{clean}", "rule0", f"line{clean}", MISSING, BACK, MISSING, "meeting", DONE]
        )
        stage_drive.by_keyboard(page, keys[:2])
        stage_drive.by_keyboard(page, keys[2:3])
        stage_drive.in_sight_together(page, QUESTION, ".shequ-stage-moves", PICTURE)
        play_drive.picture(page, "log-400-1")
        assert stage_drive.too_small(page) == []
        stage_drive.by_keyboard(page, keys[3:])
        lab.expect(play).to_contain_text("漏了 3 处，点错 2 处")
        assert stage_drive.no_overflow(page)
        assert play_drive.serious_findings(page) == []
        play_drive.picture(page, "log-400-end")


def test_by_touch_and_twice_on_a_narrow_page(chromium, address):
    with lab.browser_page(chromium, width=400, height=800, fingers=True) as page:
        play = stage_drive.open_stage(page, address)
        stage_drive.by_touch(page, ["line0"])
        lab.expect(page.locator(QUESTION)).to_contain_text("违反的是哪一条")
        stage_drive.by_mouse(page, ["rule0"], twice=True)
        lab.expect(play).to_contain_text("走了 2 步")
        stage_drive.by_mouse(page, ["on"], twice=True)
        stage_drive.button(page, "again").click()
        lab.expect(play).to_contain_text("走过的都不要了？")
        stage_drive.by_mouse(page, ["again-sure"])
        lab.expect(play).to_contain_text("走了 0 步")
