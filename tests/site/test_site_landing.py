"""Homework on the pages of a site, without Python and JupyterLite: what is too much, and what is kept."""

from __future__ import annotations

import dataclasses
import json

import one_browser
import pytest
from grading_helpers import sample
from nbformat.v4 import new_markdown_cell, new_notebook
from playwright.sync_api import expect
from site_drive import served

from grading.common import outside_json
from grading.intake import homework_file
from grading.intake.homework_file import HomeworkError, read_homework
from grading.site import pages

pytestmark = pytest.mark.browser

ESSAY = "own-words"
PARTS = {"kernel": "kernel-1", "scripts": [], "first": []}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The pages of the sample course, and its chapter as the site has it; no Python and no JupyterLite."""
    folder = tmp_path_factory.mktemp("site")
    course = sample("self-study")
    start = new_notebook(cells=[new_markdown_cell("## 题目的样子\n\n选一个。")])
    whole = dataclasses.replace(
        course,
        notebooks={**course.notebooks, pages.START: start},
        chapters=tuple(
            dataclasses.replace(chapter, front={"summary": "", "minutes": 1, **chapter.front})
            for chapter in course.chapters
        ),
    )
    pages.write(folder, whole, {}, PARTS)
    (folder / "files").mkdir()
    for name, notebook in course.notebooks.items():
        (folder / "files" / f"{name}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    with served(folder) as address:
        yield address


@pytest.fixture
def page(chromium, site):
    launch = one_browser.playwright().chromium.launch
    with launch(executable_path=chromium, args=["--no-sandbox"]) as browser:
        page = browser.new_page()
        page.goto(site)
        yield page


def _download(page, answer):
    """Answer the essay, download the homework; returns its bytes."""
    page.evaluate(
        """async ([exercise, answer]) => {
          const { name } = shequ.course.chapters.find(one => one.exercises.includes(exercise));
          await shequ.keepAnswers(`${name}.ipynb`, new Map([[exercise, answer]]));
        }""",
        [ESSAY, answer],
    )
    with page.expect_download() as download:
        page.locator("#shequ-download").click()
    return download.value.path().read_bytes()


def test_an_answer_at_the_limit_is_handed_in_and_a_longer_one_is_named(page):
    said = page.locator("#shequ-said")
    most = "😀" * homework_file.MAX_ANSWER  # two units of JavaScript, one character of Python
    [chapter] = read_homework(_download(page, most)).values()
    assert most in [cell["source"] for cell in chapter["cells"]]
    expect(said).to_contain_text("交作业就交这个文件")

    data = _download(page, most + "长")
    with pytest.raises(HomeworkError):
        read_homework(data)
    title = page.evaluate("name => shequ.course.chapters.find(one => one.titles[name]).titles[name]", ESSAY)
    expect(said).to_contain_text("有 1 道题的答案太长，这个文件交上去收不了")
    expect(said).to_contain_text(title)
    expect(said).not_to_contain_text("交作业就交这个文件")


def test_a_file_that_grading_would_refuse_by_its_size_is_not_restored(page, tmp_path):
    good = _download(page, "先贴公告。")
    for extra, words in ((0, "已经恢复 0 道题的答案"), (1, "这个文件太大")):
        file = tmp_path / f"{extra}.json"
        file.write_bytes(good + b" " * (outside_json.MAX_BYTES - len(good) + extra))
        page.locator("#shequ-file").set_input_files(file)
        expect(page.locator("#shequ-said")).to_contain_text(words)


def test_what_was_typed_when_the_chapter_was_left_is_counted(page):
    page.locator(".shequ-chapters a").first.click()
    page.locator("#shequ-text.shequ-live textarea").first.fill("先贴公告，再请大家来谈。")
    page.go_back()  # before the chapter has stored anything
    expect(page.locator(".shequ-progress").first).to_contain_text("答了 1 / ")
