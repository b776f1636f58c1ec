"""An exercise for practice alone in a real browser: the class edition judges it, and it alone, at once."""

from __future__ import annotations

import json

import lab
import pytest

pytestmark = pytest.mark.browser

CHAPTER = "01-concepts"
PRACTICE = "concept-new-board"


def test_the_class_edition_judges_it_and_does_not_count_it(chromium, tmp_path):
    folder = tmp_path / "班级"
    with lab.served(folder) as address, lab.browser_page(chromium) as page:
        file = folder / f"{CHAPTER}.ipynb"
        notebook = json.loads(file.read_bytes())
        scored = notebook["metadata"]["shequ"]["exercises"]
        lab.open_chapter(page, address, file.name, scored + 1)
        lab.expect(page.locator(".shequ-form")).to_have_count(scored + 1)
        lab.expect(page.get_by_role("button", name="检查")).to_have_count(1)
        lab.expect(page.locator(".shequ-contents-done")).to_contain_text(f"{scored}")
        lab.expect(page.locator(".shequ-contents-sign")).to_have_count(scored)

        form = page.locator(".shequ-unscored .shequ-form")
        result = page.locator(".shequ-unscored.shequ-role-check .jp-OutputArea")
        spec = {"id": PRACTICE, "kind": "choices", "options": dict.fromkeys("ABCDEF")}
        lab.answer(page, spec, ["A", "B"], form)
        form.get_by_role("button", name="检查").click()
        lab.expect(result).to_contain_text("还不对")
        lab.expect(result).to_contain_text("提示")
        form.get_by_role("button", name="清除").click()
        lab.answer(page, spec, ["A", "D"], form)
        form.get_by_role("button", name="检查").click()
        lab.expect(result).to_contain_text("答对了")
        lab.expect(result).not_to_contain_text("分")
        lab.expect(page.locator(".shequ-contents-done")).to_contain_text("0")
