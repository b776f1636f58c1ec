"""The self-study edition in a real browser: each answer is judged at once, and teaches."""

from __future__ import annotations

from pathlib import Path

import lab
import pytest
import whole_course

from grading.master.keys import read_exercises
from grading.release import release

ROOT = Path(__file__).parents[2]
CHAPTER = "07-importance"

pytestmark = pytest.mark.browser


def test_a_wrong_answer_teaches_and_a_right_one_is_explained(chromium, tmp_path):
    exercises = read_exercises(_source())
    spec, key = next((s, k) for s, k in exercises.values() if s["kind"] == "choice")
    first, second = [letter for letter in spec["options"] if letter != key["answer"]][:2]
    folder = tmp_path / "自学"
    with lab.served(folder, "--edition", "self-study") as address, lab.browser_page(chromium) as page:
        lab.open_chapter(page, address, f"{CHAPTER}.ipynb", len(exercises))
        form = lab.form_of(page, "choice")
        result = page.locator(".shequ-role-check.shequ-kind-choice .jp-OutputArea").first
        check = form.get_by_role("button", name="检查")

        lab.answer(page, spec, first)
        check.click()
        lab.expect(result).to_contain_text(key["options"][first])
        lab.expect(result).to_contain_text("提示")
        lab.expect(result).not_to_contain_text(key["explain"])

        lab.answer(page, spec, second)
        lab.expect(result).to_have_text("")
        check.click()
        lab.expect(result).to_contain_text(key["options"][second])
        lab.expect(result).to_contain_text(key["explain"])

        lab.answer(page, spec, key["answer"])
        check.click()
        lab.expect(result).to_contain_text("答对了")
        lab.expect(result).to_contain_text(f"{spec['points']} / {spec['points']}")
        page.screenshot(path=Path(__file__).parents[1] / "screenshots" / "self-study.png")


def test_without_the_extension_a_line_says_how_to_write_the_answer(chromium, tmp_path):
    """Another front end draws no forms; this is the instructor's JupyterLab, where the extension is off."""
    folder = tmp_path / "别的页面"
    release.write(whole_course.built("class"), folder)
    with lab.opened(folder, "teach") as address, lab.browser_page(chromium) as page:
        dialog = page.locator(".jp-Dialog")  # which kernel to take
        page.add_locator_handler(dialog, lambda: dialog.locator(".jp-mod-accept").click())
        page.goto(f"{address}/doc/tree/{CHAPTER}.ipynb?token={lab.TOKEN}")
        form = page.locator(".jp-CodeCell", has_text="from shequ_lib.notebook import ask").first
        lab.kernel_is_idle(page)
        for cell in (page.locator(".jp-CodeCell").first, form):
            cell.locator(".cm-content").click()
            page.keyboard.press("Shift+Enter")
        lab.expect(form.locator(".jp-OutputArea-output")).to_contain_text("答案写在上面那一格，形如：")


def _source():
    return whole_course.built("source").notebooks[CHAPTER]
