"""The examination in a real browser: decisions of two months, given, saved and found again."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import lab
import play_drive
import pytest
import whole_course

from grading.master.keys import read_exercises
from shequ_lib import first_year
from shequ_lib.answer_cells import read_answers
from shequ_lib.exercises import literal

ROOT = Path(__file__).parents[2]
CHAPTER = "14-first-year"
FORM = ".shequ-form-year"

pytestmark = pytest.mark.browser


def test_decisions_are_saved_and_found_again(chromium, tmp_path):
    source = whole_course.built("source").notebooks[CHAPTER]
    ((exercise, (spec, _)),) = read_exercises(source).items()
    solved = first_year.solve(first_year.scenario(spec["seed"]))
    study = tmp_path / "结业 考试"

    def first_number(page):
        return lab.form_of(page, "year").locator("input[type=text]").first

    with lab.served(study) as address, lab.browser_page(chromium, width=1000) as page:
        lab.open_chapter(page, address, f"{CHAPTER}.ipynb", 1)
        form = lab.form_of(page, "year")
        name, value = next((n, v) for n, v in solved.items() if isinstance(v, int))
        first_number(page).click()
        with lab.saved(form):
            page.keyboard.type(str(value))
        form.get_by_role("button", name="下月", exact=True).focus()
        page.keyboard.press("Enter")
        lab.expect(form).to_contain_text("2 月：已决定 0 /")
        with lab.saved(form):
            form.locator(".shequ-board-card select").first.select_option(index=1)
        lab.expect(form).to_contain_text("2 月：已决定 1 /")
        page.screenshot(path=Path(__file__).parents[1] / "screenshots" / "year-1000.png", full_page=True)

        # the strip of months: one tab stop, the arrow keys move, Enter opens
        february, march = (form.get_by_role("tab", name=re.compile(f"^{month} 月")) for month in (2, 3))
        february.focus()
        page.keyboard.press("ArrowRight")
        lab.expect(march).to_be_focused()
        page.keyboard.press("Enter")
        lab.expect(march).to_have_attribute("aria-selected", "true")
        day = date.fromisoformat(solved["symposium-1-meeting"])
        with lab.saved(form):
            form.get_by_label("开会的日期").select_option(value=None, label=f"{day.month}月{day.day}日")
        lab.expect(form.locator(".shequ-board-side")).to_contain_text(f"{day.day}日 开会（你定的）")
        lab.expect(form).to_contain_text("全年：3 /")
        form.locator(".shequ-board-side").scroll_into_view_if_needed()
        assert play_drive.serious_findings(page, FORM) == []
        assert play_drive.no_overflow(page, FORM)
        with lab.saved(form):
            form.get_by_role("button", name="退一步").click()
        lab.expect(form).to_contain_text("全年：2 /")
        lab.expect(form).not_to_contain_text("合规")
        page.set_viewport_size({"width": 400, "height": 900})
        lab.expect(march).to_be_visible()
        assert play_drive.no_overflow(page, FORM)
        page.set_viewport_size({"width": 1000, "height": 900})

        lab.open_chapter(page, address, f"{CHAPTER}.ipynb", 1)
        lab.expect(lab.form_of(page, "year")).to_contain_text("全年：2 /")
        lab.expect(first_number(page)).to_have_value(str(value))

    text = read_answers(json.loads((study / f"{CHAPTER}.ipynb").read_text(encoding="utf-8")))[exercise]
    record = literal.read(exercise, text)
    assert record[name] == value
    assert len(record) == 2
