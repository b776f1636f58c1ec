"""A case that is decided step by step, in JupyterLab: answered, opened again, and checked."""

from __future__ import annotations

import kind_examples
import lab
import nbformat
import pytest
from grading_helpers import SAMPLE
from playwright.sync_api import expect

from grading.release import release
from shequ_lib.answer_cells import read_answers
from shequ_lib.exercises import literal

MASTER = """---
title: 第一章 样章
---

# 第一章 样章

## 一件事
<!-- teaches: 1.1 -->

一段话。

```{{exercise}} noisy-square
{}```
"""
CHAPTER = "01-case"
WAY = {"1": "B", "2": "C", "3": "A", "4": "C"}

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with a chapter of the self-study edition that has one case, and beside it the release."""
    masters = tmp_path_factory.mktemp("母本")
    case = kind_examples.documented()["noisy-square"]
    (masters / f"{CHAPTER}.md").write_text(MASTER.format(case), encoding="utf-8")
    (masters / "objectives.csv").write_text("id,chapter,kind,objective\n1.1,1,rule,办事\n", encoding="utf-8")
    chapter = release.build(masters, SAMPLE / "course", edition="self-study").notebooks[CHAPTER]
    room = tmp_path_factory.mktemp("课")
    for name in ("学", "发"):
        (room / name).mkdir()
        (room / name / f"{CHAPTER}.ipynb").write_text(nbformat.writes(chapter), encoding="utf-8")
    return room


def test_a_way_is_kept_shown_again_and_checked_step_by_step(chromium, folder):
    spec = kind_examples.examples()["decide"].spec
    with (
        lab.opened(folder / "学", "study", release=folder / "发") as address,
        lab.browser_page(chromium) as page,
    ):
        lab.open_chapter(page, address, f"{CHAPTER}.ipynb", 1)
        question = page.locator(".shequ-role-question")
        expect(question.get_by_text("一步一步往下办")).to_be_visible()
        expect(
            question.get_by_text("选好以后，查这一项的结果")
        ).to_be_hidden()  # the form shows it step by step
        expect(question.locator("ul").locator("visible=true")).to_have_count(0)
        lab.answer(page, spec, WAY)
        lab.open_chapter(page, address, f"{CHAPTER}.ipynb", 1)
        assert lab.shows(page, spec, WAY)
        page.get_by_role("button", name="检查").click()
        expect(page.locator(".shequ-result")).to_contain_text("第 3 步选得不对：离开会只剩一天，不够三日。")
        expect(page.locator(".shequ-result")).to_contain_text("选对 2 步，按 4 步算分。")
    kept = nbformat.read(folder / "学" / f"{CHAPTER}.ipynb", as_version=4)
    assert literal.read("noisy-square", read_answers(kept)["noisy-square"]) == WAY
