"""Planning a quarter in a real browser, from an empty calendar to the sheet: by mouse, by keyboard."""

from __future__ import annotations

import re
from datetime import timedelta

import lab
import play_drive
import pytest

from shequ_lib.meetings import MEETING
from shequ_lib.play.calendar import solver as calendar_solver
from shequ_lib.play.calendar.model import Schedule
from shequ_lib.play.calendar.period import short_date
from shequ_lib.play.calendar.solver import period

pytestmark = pytest.mark.browser
HELD, NOTICE, SUMMARY, SURVEY = (("appraisal", step) for step in (MEETING, "notice", "summary", "survey"))


class Page:
    """The calendar on a page, by the steps and days of the model."""

    def __init__(self, page, address, seed):
        self.page = page
        self.made = period(seed)
        self.plan = calendar_solver.solve(self.made)
        self.play = play_drive.open_play(page, address)
        self.cells = page.locator(".shequ-calendar [role=gridcell]")
        self.steps = page.locator(".shequ-calendar .group label")
        self.said = page.locator(".shequ-calendar .said")
        lab.expect(self.cells).to_have_count(len(self.made.days))

    def step(self, step):
        return self.steps.nth(self.made.steps.index(step))

    def day(self, day):
        return self.cells.nth(self.made.days.index(day))

    def all_meetings(self):
        """Show every meeting at once; the button goes, and the keyboard comes to the chosen step."""
        self.page.get_by_role("button", name="几个会一起排").click()
        lab.expect(self.steps.last).to_be_visible()
        lab.expect(self.page.locator(".shequ-calendar .group input:focus")).to_have_count(1)
        lab.expect(self.page.get_by_role("button", name="几个会一起排")).to_be_hidden()

    def choose(self, step):
        self.step(step).get_by_role("radio").check()

    def picture(self, name):
        size = self.page.viewport_size
        self.page.set_viewport_size({**size, "height": 4800})
        play_drive.picture(self.page, f"calendar-{name}")
        self.page.set_viewport_size(size)

    def in_order(self):
        """Every step with its day in the order in which the calendar offers them."""
        schedule = Schedule(self.made)
        step = schedule.next_step(self.made.steps[0])
        while schedule.verdict.left:
            yield step, self.plan[step]
            schedule.put(step, self.plan[step])
            step = schedule.next_step(step)


def test_by_mouse(chromium):
    with play_drive.opened("quarter_calendar") as address, lab.browser_page(chromium, width=1000) as page:
        calendar = Page(page, address, 0)
        plan = calendar.plan
        assert play_drive.no_overflow(page)
        calendar.picture("empty-1000")
        lab.expect(page.locator(".shequ-calendar .group:visible")).to_have_count(1)
        calendar.all_meetings()

        # the appraisal: each deadline is there as soon as its anchor is, and tightens
        calendar.choose(HELD)
        lab.expect(calendar.said).to_contain_text("现在放：评议会“会议召集”")
        calendar.day(plan[HELD]).click()
        latest = short_date(plan[HELD] - timedelta(days=15))
        lab.expect(calendar.step(NOTICE)).to_contain_text(f"最迟 {latest}")
        lab.expect(calendar.step(NOTICE).get_by_role("radio")).to_be_checked()
        lab.expect(calendar.day(plan[HELD] - timedelta(days=15))).to_contain_text("最迟")
        lab.expect(calendar.day(plan[HELD])).to_contain_text("评议开会")
        lab.expect(page.locator(".shequ-calendar .chain")).to_contain_text("至少 15 日")

        # a day too late: told with its rule, and the next click moves it
        calendar.day(plan[HELD] - timedelta(days=14)).click()
        lab.expect(calendar.said).to_contain_text("违反规定")
        lab.expect(calendar.said).to_contain_text("评议会召开 15 日前")
        lab.expect(calendar.day(plan[HELD] - timedelta(days=14)).locator(".placed .wrong")).to_have_text(
            "评议通知"
        )
        assert play_drive.serious_findings(page) == []
        calendar.picture("wrong-1000")
        calendar.day(plan[NOTICE]).click()
        lab.expect(calendar.said).to_contain_text("合规定")
        lab.expect(calendar.step(SURVEY)).to_contain_text(short_date(plan[NOTICE] + timedelta(days=15)))
        calendar.day(plan[SUMMARY]).click()
        lab.expect(calendar.step(SUMMARY)).to_contain_text(f"✓ {short_date(plan[SUMMARY])}")
        lab.expect(calendar.step(SURVEY)).to_contain_text(short_date(plan[SUMMARY] + timedelta(days=5)))

        # a second click takes away, the button brings back; a double click only places
        calendar.choose(SUMMARY)
        calendar.day(plan[SUMMARY]).click()
        lab.expect(calendar.said).to_contain_text("拿下来了")
        page.get_by_role("button", name="退一步").click()
        lab.expect(calendar.step(SUMMARY)).to_contain_text(f"✓ {short_date(plan[SUMMARY])}")
        page.get_by_role("button", name="拿下来").click()
        lab.expect(calendar.said).to_contain_text("拿下来了")
        calendar.day(plan[SUMMARY]).dblclick()
        lab.expect(calendar.step(SUMMARY)).to_contain_text(f"✓ {short_date(plan[SUMMARY])}")

        for step, day in plan.items():
            if step not in (HELD, NOTICE, SUMMARY):
                calendar.choose(step)
                calendar.day(day).click()
                lab.expect(calendar.step(step)).to_contain_text(f"✓ {short_date(day)}")
        lab.expect(calendar.said).to_contain_text("全部排好了")
        sheet = page.locator(".shequ-sheet")
        lab.expect(sheet.locator("tbody tr")).to_have_count(len(plan))
        lab.expect(sheet).to_contain_text("这一局碰到过的规则")
        assert play_drive.serious_findings(page) == []
        assert play_drive.no_overflow(page)
        calendar.picture("done-1000")

        page.get_by_role("button", name="打印日程单").click()
        paper = page.frame_locator(".shequ-calendar iframe")
        lab.expect(paper.locator("tbody tr")).to_have_count(len(plan))

        # on a phone what is said stays in sight while the calendar passes below
        page.set_viewport_size({"width": 400, "height": 800})
        lab.expect(calendar.step(NOTICE)).to_be_visible()
        calendar.day(calendar.made.days[-1]).scroll_into_view_if_needed()
        lab.expect(calendar.said).to_be_in_viewport()
        assert play_drive.no_overflow(page)
        calendar.picture("done-400")

        page.get_by_role("button", name="换一季").click()
        lab.expect(calendar.steps).to_have_count(12)
        lab.expect(page.get_by_role("button", name="换一季")).to_be_focused()
        page.get_by_role("button", name="退一步").click()
        lab.expect(calendar.steps).to_have_count(len(plan))
        lab.expect(calendar.step(NOTICE)).to_contain_text("✓")
        page.get_by_role("button", name="重来").click()
        lab.expect(calendar.said).to_contain_text("从头排起")
        lab.expect(calendar.step(NOTICE)).to_contain_text("还没放")


def test_by_keyboard_only_on_a_narrow_page(chromium):
    with (
        play_drive.opened("quarter_calendar", "seed=1") as address,
        lab.browser_page(chromium, width=400, height=800) as page,
    ):
        calendar = Page(page, address, 1)
        days = calendar.made.days
        calendar.picture("empty-400")
        assert play_drive.no_overflow(page)

        first = calendar.made.steps.index(("symposium", MEETING))
        play_drive.tab_to(page, calendar.steps.nth(first).get_by_role("radio"))
        page.keyboard.press("ArrowDown")
        lab.expect(calendar.said).to_contain_text("情况分析")
        page.keyboard.press("ArrowUp")
        lab.expect(calendar.said).to_contain_text("现在放：恳谈会“会议召集”")
        play_drive.tab_to(page, calendar.cells.nth(0))

        at = 0
        for number, (step, day) in enumerate(calendar.in_order()):
            lab.expect(calendar.step(step).get_by_role("radio")).to_be_checked()
            at = walk(page, days, at, days.index(day))
            lab.expect(calendar.cells.nth(at)).to_be_focused()
            page.keyboard.press("Enter" if number % 2 else "Space")
            lab.expect(calendar.step(step)).to_contain_text(f"✓ {short_date(day)}")
            lab.expect(calendar.cells.nth(at)).to_be_focused()
            lab.expect(calendar.cells.nth(at)).to_have_attribute("aria-label", re.compile("已经放了"))
        lab.expect(calendar.said).to_contain_text("全部排好了")
        assert page.locator(".jp-Cell").count() == 2  # no key reached the notebook

        page.keyboard.press("Delete")
        lab.expect(calendar.said).to_contain_text("拿下来了")
        page.keyboard.press("Control+z")
        lab.expect(calendar.said).to_contain_text("全部排好了")
        for key, place in (
            ("Control+End", len(days) - 1),
            ("Control+Home", 0),
            ("PageDown", 31),
            ("PageUp", 0),
        ):
            page.keyboard.press(key)
            lab.expect(calendar.cells.nth(place)).to_be_focused()
        page.keyboard.press("End")
        lab.expect(calendar.cells.nth(6 - days[0].weekday())).to_be_focused()
        page.keyboard.press("Home")
        lab.expect(calendar.cells.nth(0)).to_be_focused()
        assert calendar.said.get_attribute("aria-live") == "polite"
        assert play_drive.serious_findings(page) == []
        assert play_drive.no_overflow(page)
        calendar.picture("keyboard-400")


def walk(page, days, start, goal):
    """Go from one day to another with the arrow keys, by weeks and by days."""
    weeks, rest = divmod(abs(goal - start), 7)
    for _ in range(weeks):
        page.keyboard.press("ArrowDown" if goal > start else "ArrowUp")
    for _ in range(rest):
        page.keyboard.press("ArrowRight" if goal > start else "ArrowLeft")
    return goal


def test_weeks_are_whole_beside_nbgraders_styles(chromium, tmp_path):
    """In `shequ teach` nbgrader's rule for every .row of the page once took the first day's place."""
    folder = play_drive.notebook(tmp_path / "teach", "quarter_calendar", "seed=1")
    with lab.opened(folder, "teach") as address, lab.browser_page(chromium, width=1440) as page:
        page.goto(f"{address}/doc/tree/{play_drive.NOTEBOOK}?token={lab.TOKEN}")
        lab.kernel_is_idle(page)
        page.locator(".jp-CodeCell").first.click()
        for _ in range(2):  # nothing runs by itself here
            page.keyboard.press("Shift+Enter")
        weeks = page.locator(".shequ-calendar .week")
        for width in (1440, 400):
            page.set_viewport_size({"width": width, "height": 1000})
            lab.expect(weeks.first).to_be_visible()
            play_drive.picture(page, f"calendar-teach-{width}")
            steps = weeks.evaluate_all(
                "weeks => weeks.map(w => w.lastElementChild.offsetTop - w.firstElementChild.offsetTop)"
            )
            assert len(steps) > 10 and max(map(abs, steps)) < 10, steps  # each week on one line


def test_by_touch_on_a_narrow_page(chromium):
    with (
        play_drive.opened("quarter_calendar") as address,
        lab.browser_page(chromium, width=400, height=800, fingers=True) as page,
    ):
        calendar = Page(page, address, 0)
        page.get_by_role("button", name="几个会一起排").tap()
        lab.expect(calendar.steps.last).to_be_visible()
        for step, day in calendar.plan.items():
            calendar.step(step).tap()
            lab.expect(calendar.step(step).get_by_role("radio")).to_be_checked()
            calendar.day(day).tap()
            lab.expect(calendar.step(step)).to_contain_text(f"✓ {short_date(day)}")
        lab.expect(calendar.said).to_contain_text("全部排好了")
        assert play_drive.no_overflow(page)
