"""The practice year in a real browser: January by mouse and by keyboard."""

from __future__ import annotations

import contextlib

import lab
import play_drive
import pytest
import scene_drive

from shequ_lib import first_year
from shequ_lib.first_year.practice_file import NAME

pytestmark = pytest.mark.browser
SEED = 15
SOLVED = first_year.solve(first_year.scenario(SEED))


@contextlib.contextmanager
def year(chromium, width):
    """A fresh year on a page of this width."""
    folder = play_drive.study_folder()
    with (
        play_drive.opened("first_year_board", f"seed={SEED}, exam=14") as address,
        lab.browser_page(chromium, width=width, height=860) as page,
    ):
        try:
            yield page, play_drive.open_play(page, address)
        finally:
            (folder / NAME).unlink(missing_ok=True)


def field(page, name):
    return page.locator(f".shequ-task-{name} :is(input, select)").first


def too_small(page):
    return page.locator(".shequ-play :is(button, input[type=text], select):visible").evaluate_all(
        "all => all.filter(e => e.getBoundingClientRect().height < 43.9).map(e => e.outerHTML.slice(0, 150))"
    )


def test_january_by_mouse_from_people_to_the_last_number(chromium):
    with year(chromium, 1100) as (page, play):
        lab.expect(play.locator(".shequ-card").first).to_contain_text("站长")
        lab.expect(play.locator(".shequ-task-staff-labour")).to_be_visible()
        lab.expect(play.locator(".shequ-task-staff-aid")).to_be_hidden()
        play_drive.picture(page, "practice-1100-0")
        assert play_drive.serious_findings(page) == []
        assert too_small(page) == []
        close = page.get_by_role("button", name="这个月做完了")
        close.dblclick()
        lab.expect(play).to_contain_text("要关，再点一次")
        page.get_by_role("button", name="到第一件没定的事").click()
        lab.expect(field(page, "holder-head")).to_be_focused()
        for name in ("holder-head", "holder-deputy"):
            task = next(task for task in first_year.scenario(SEED).tasks if task.id == name)
            field(page, name).select_option(label=task.option(SOLVED[name]).text)
        lab.expect(play).to_contain_text("已定 2 / 11 件")
        staff = [name for name in SOLVED if name.startswith("staff-")]
        for place, name in enumerate(staff):
            if place in (3, 6):
                page.get_by_role("button", name=f"接着填，还有 {9 - place} 项").click()
                lab.expect(field(page, name)).to_be_focused()
            page.keyboard.press("ControlOrMeta+a")
            field(page, name).fill(str(SOLVED[name]))
            page.keyboard.press("Enter")
            lab.expect(play).to_contain_text(f"已定 {place + 3} / 11 件")
        play_drive.picture(page, "practice-1100-january")
        close.click()
        lab.expect(play).to_contain_text("这个月一件也没有出错")
        scene_drive.settle(page)
        page.get_by_role("button", name="到 2 月").click()
        lab.expect(play).to_contain_text("2 月：已定 0 /")
        assert play_drive.serious_findings(page) == []
        assert play_drive.no_overflow(page)


def test_on_a_phone_the_first_open_matter_comes_into_sight(chromium):
    with year(chromium, 400) as (page, play):
        assert play_drive.no_overflow(page)
        play_drive.picture(page, "practice-400-0")
        find = page.get_by_role("button", name="到第一件没定的事")
        play_drive.tab_to(page, find)
        page.keyboard.press("Enter")
        lab.expect(field(page, "holder-head")).to_be_focused()
        lab.expect(field(page, "holder-head")).to_be_in_viewport()
        page.keyboard.press("ArrowDown")
        lab.expect(play).to_contain_text("已定 1 / 11 件")
        find.click()
        lab.expect(field(page, "holder-deputy")).to_be_in_viewport()
        assert too_small(page) == []
