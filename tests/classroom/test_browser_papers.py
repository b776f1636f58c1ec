"""An own paper in the trainee's JupyterLab, in a real browser: a chapter like any other, with own numbers."""

from __future__ import annotations

import json

import lab
import pytest
from grading_helpers import CHAPTER, hand_in, points_in_gradebook, sample
from paper_class import hand_out, members_of, new_room, paper

from grading.grade import grade
from grading.release import release
from shequ_lib.answer_cells import course_metadata, source_of

pytestmark = pytest.mark.browser


def form_cell(notebook, exercise):
    for cell in notebook["cells"]:
        ours = course_metadata(cell)
        if (ours.get("exercise"), ours.get("role")) == (exercise, "form"):
            return cell
    raise AssertionError(exercise)


def test_an_own_paper_is_answered_like_any_chapter_and_only_what_could_run_is_strange(chromium, tmp_path):
    room, course, mine = new_room(tmp_path), tmp_path / "发出的", tmp_path / "我 的"
    own = paper(hand_out(room, [(1001, "王小明")]), "1001_王小明")
    release.write(sample("class"), course)
    # somebody has put a program where the form of another exercise asks
    forged = form_cell(own, "all-dates")
    forged["source"] = source_of(forged).replace("ask(\n", "ask(\nopen(chr(97), chr(119)),\n")
    path = hand_in(mine / f"{CHAPTER}.ipynb", own)
    spec = course_metadata(form_cell(own, "how-many"))["spec"]
    number = members_of(room, "1001")["how-many"]
    with lab.opened(mine, "study", release=course) as address, lab.browser_page(chromium) as page:
        lab.open_chapter(page, address, path.name, 9)
        lab.expect(page.get_by_text(f"第 {number} 小区至少几人?")).to_be_visible()
        form = page.locator(".shequ-form-number")
        with lab.saved(form):
            lab.answer(page, spec, 5 + number, form)
        lab.expect(page.locator(".shequ-note")).to_contain_text("有 1 格不是本章原来的内容")
    assert not list(mine.glob("a"))
    assert json.loads(path.read_bytes())["metadata"]["shequ"]["trainee"]["number"] == "1001"
    assert grade.run(room, CHAPTER, [mine]).graded == 1
    assert points_in_gradebook(room, "1001")["how-many"] == 2
