"""The instructor in a real browser: `shequ teach` opens JupyterLab with a formgrader that works."""

import re

import lab
import pytest
import whole_course
from grading_helpers import hand_in, rows_of
from nbgrader.api import Gradebook

from grading.classroom import classroom
from grading.grade import grade
from shequ_lib.answer_cells import put_answers

CHAPTER = "06-four-meetings"
pytestmark = pytest.mark.browser


def test_formgrader_lists_the_chapters_and_keeps_a_mark_for_an_essay(chromium, tmp_path):
    room = tmp_path / "一 个 班"
    with lab.served(room, command="teach") as address, lab.browser_page(chromium) as page:
        page.goto(f"{address}/lab?token={lab.TOKEN}")
        lab.expect(page.locator(".lm-MenuBar-item", has_text="Nbgrader")).to_be_visible()
        lab.expect(page.locator(".lm-MenuBar-item", has_text="文件")).to_be_visible()
        page.goto(f"{address}/formgrader/manage_assignments")
        lab.expect(page.locator("table")).to_contain_text("06-four-meetings")
        lab.expect(page.locator("table")).to_contain_text("11-staff-money-rooms")

        _hand_in_an_essay(room, tmp_path / "交来的")
        summary = grade.run(room, CHAPTER, [tmp_path / "交来的"])
        assert summary.graded == 1 and sum(summary.waiting.values()) == 1
        with Gradebook(classroom.open_course(room).db_url) as gradebook:
            submission = gradebook.find_submission_notebook(CHAPTER, CHAPTER, "王小明").id
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(f"{address}/formgrader/submissions/{submission}/")
        lab.expect(page.locator("body")).to_contain_text("先贴公告，再开会。")
        lab.expect(page.locator("body")).to_contain_text("未作答")
        points = page.locator("input.score[id$='-answer']")  # the field of the essay
        lab.expect(points).to_have_class(re.compile("needs_manual_grade"))  # then the page listens
        lab.expect(page.locator(".tabbable").first).to_be_focused()
        with page.expect_response(
            lambda answer: "/api/grade/" in answer.url and answer.request.method == "PUT"
        ):
            points.fill("3")
            points.press("Escape")
        lab.expect(page.locator(".tabbable:focus")).to_have_count(0)
        page.keyboard.press("Enter")  # the page's own keys work: this one goes back to the field
        lab.expect(points).to_be_focused()
        assert errors == []
    summary = grade.run(room, CHAPTER)
    assert summary.waiting == {}
    (row,) = rows_of(summary.marks)
    assert 3 in list(row.values())[9:] and row["总分"] == 3 and row["状态"] == "已批改"
    assert "老师已评分" in next(summary.feedback.glob("王小明*.html")).read_text(encoding="utf-8")


def _hand_in_an_essay(room, came):
    """One trainee who wrote one essay and nothing else."""
    course = whole_course.built("class")
    notebook = course.notebooks[CHAPTER]
    essay = next(
        cell["metadata"]["shequ"]["exercise"]
        for cell in notebook["cells"]
        if cell["metadata"]["shequ"].get("kind") == "essay" and cell["metadata"]["shequ"]["role"] == "answer"
    )
    put_answers(notebook, {essay: "先贴公告，再开会。"})
    hand_in(came / "王小明.ipynb", notebook)
