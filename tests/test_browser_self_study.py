"""The self-study edition in a real browser: each answer is judged at once, and teaches."""

from __future__ import annotations

from pathlib import Path

import lab
import pytest
import whole_course

from grading.master.keys import read_exercises

ROOT = Path(__file__).parent.parent
CHAPTER = "07-importance"

KERNEL_READY = """async () => {
  const kernels = await (await fetch('/api/kernels')).json();
  return kernels.length && kernels[0].connections && kernels[0].execution_state === 'idle';
}"""

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
        page.screenshot(path=Path(__file__).parent / "screenshots" / "self-study.png")


def test_without_the_extension_the_form_gives_the_line_to_paste(chromium, tmp_path):
    """Another front end cannot write cells; here ours is told not to load the extension."""
    folder = tmp_path / "别的页面"
    with lab.served(folder) as address, lab.browser_page(chromium) as page:
        page.route("**/lab/extensions/shequ-course/**", lambda route: route.abort())
        page.goto(f"{address}/doc/tree/{CHAPTER}.ipynb?token={lab.TOKEN}")
        page.wait_for_function(KERNEL_READY)
        page.wait_for_load_state("networkidle")  # the extension that shows widgets comes late
        page.locator("[data-jp-item-name='restart-and-run'] jp-button").click()
        page.locator(".jp-Dialog .jp-mod-accept").click()
        form = lab.form_of(page, "choice")
        form.get_by_role("radio").nth(1).check()
        lab.expect(form.locator(".shequ-paste pre")).to_contain_text('= "B"')


def _source():
    return whole_course.built("source").notebooks[CHAPTER]
