"""An exercise for practice alone: judged at once in every edition, and part of nothing that counts."""

import copy
import json
import re
import shutil
import warnings

import nbformat
import pytest
from grading_helpers import (
    CHAPTER,
    MIXED_ANSWERS,
    MIXED_POINTS,
    SAMPLE,
    hand_in,
    points_in_gradebook,
    rows_of,
    set_up,
    submission,
)
from nbgrader.api import Gradebook
from nbgrader.converters import Autograde
from traitlets.config import Config

from grading.classroom import classroom
from grading.grade import grade
from grading.master.keys import read_exercises, read_objectives_named
from grading.release import release, unread
from grading.release.release import ReleaseError
from grading.site import pages
from shequ_lib import board
from shequ_lib.answer_cells import course_metadata, read_answers, source_of

PRACTICE = """
## 今昔对照

一段话。

```{exercise} then-and-now
---
kind: number
title: 现在几年
unscored: true
unit: 年
answer: 5
wrong:
  - answer: 3
    why: 这是从前的年数。
  - answer: 4
    why: 两头都不是。
  - answer: 6
    why: 多了一年。
hint: 看表里的最后一格。
explain: 从前三年，如今五年。
---
一届几年？
```
"""


@pytest.fixture(scope="module")
def solutions(tmp_path_factory):
    """The sample with an exercise for practice at its end."""
    made = shutil.copytree(SAMPLE / "solutions", tmp_path_factory.mktemp("m") / "母本")
    master = made / f"{CHAPTER}.md"
    master.write_text(master.read_text(encoding="utf-8") + PRACTICE, encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def courses(solutions):
    """The course with the practice, and the one without it, in each edition."""
    both = {True: solutions, False: SAMPLE / "solutions"}
    return {
        (practised, edition): release.build(folder, SAMPLE / "course", edition=edition)
        for practised, folder in both.items()
        for edition in ("class", "self-study", "source")
    }


def notebook(courses, edition, *, practised=True):
    return json.loads(nbformat.writes(courses[practised, edition].notebooks[CHAPTER]))


def cells_of(made):
    return {
        course_metadata(cell)["role"]: cell for cell in made["cells"] if course_metadata(cell).get("unscored")
    }


def answered(made, source):
    changed = copy.deepcopy(made)
    cells_of(changed)["answer"]["source"] = source
    return changed


@pytest.mark.parametrize("edition", ["class", "self-study", "source"])
def test_it_is_the_same_in_all_editions_with_its_key(courses, edition):
    cells = cells_of(notebook(courses, edition))
    assert list(cells) == ["question", "answer", "form", "check"]
    assert source_of(cells["question"]).startswith("### 练一练 · 现在几年（不计分）\n")
    assert source_of(cells["answer"]) == course_metadata(cells["answer"])["stub"]
    assert course_metadata(cells["form"])["spec"]["feedback"] is True
    assert "这是从前的年数" in source_of(cells["check"])
    assert not any("nbgrader" in cell["metadata"] for cell in cells.values())
    assert cells == cells_of(notebook(courses, "class"))


@pytest.mark.parametrize("edition", ["class", "self-study", "source"])
def test_it_changes_nothing_of_the_other_exercises(courses, edition):
    with_it, without = (notebook(courses, edition, practised=practised) for practised in (True, False))
    kept = [
        cell
        for cell in with_it["cells"]
        if not course_metadata(cell).get("unscored") and "今昔" not in source_of(cell)
    ]
    assert kept == without["cells"]
    for name in ("points", "exercises"):
        assert course_metadata(with_it)[name] == course_metadata(without)[name]
    if edition != "class":  # where nobody reads keys
        assert read_exercises(with_it) == read_exercises(without)
    assert read_objectives_named(with_it) == read_objectives_named(without)
    assert read_answers(with_it) == read_answers(without)


def test_it_is_judged_in_the_class_edition_without_a_word_of_points(courses):
    cells = cells_of(notebook(courses, "class"))
    shown = {}
    for year in ("None", "3", "5"):
        names = {}
        exec(source_of(cells["form"]), names)
        exec(f"then_and_now = {year}", names)
        body, _, call = source_of(cells["check"]).partition("\n\n")
        exec(body, names)
        shown[year] = eval(call, names)._repr_html_()
    assert "未作答" in shown["None"]
    assert "还不对" in shown["3"] and "这是从前的年数" in shown["3"] and "看表里的最后一格" in shown["3"]
    assert "答对了" in shown["5"] and "如今五年" in shown["5"]
    assert not any(re.search(r"\d 分", text) for text in shown.values())


def test_what_is_still_to_do_does_not_count_it(courses, tmp_path):
    for edition in ("class", "self-study"):
        folders = {}
        for practised in (True, False):
            folders[practised] = tmp_path / f"{edition}-{practised}"
            folders[practised].mkdir()
            made = notebook(courses, edition, practised=practised)
            made = answered(made, "then_and_now = 5") if practised else made
            (folders[practised] / f"{CHAPTER}.ipynb").write_text(json.dumps(made), encoding="utf-8")
        assert board.chapters(folders[True]) == board.chapters(folders[False])


def test_the_site_shows_it_and_does_not_count_it(courses):
    made = courses[True, "self-study"].notebooks[CHAPTER]
    facts = pages._facts(CHAPTER, made)
    assert "then-and-now" not in facts["exercises"]
    text = pages.chapter_text(made, "hans")
    assert 'data-form="then-and-now"' in text
    assert text.count("data-unscored") == 1


def test_readers_who_try_the_questions_do_not_get_it(courses):
    assert "then-and-now" not in unread.questions(notebook(courses, "class"), text=True)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("unscored: true", "unscored: yes", "unscored can only be true"),
        ("unscored: true", "unscored: true\npoints: 2", "take out points"),
        ("unscored: true", "unscored: true\nobjectives: [1.1]", "take out objectives"),
        ("kind: number", "kind: essay", "kind essay cannot be unscored"),
        ("---\nkind", "vary:\n  n: {from: 1, to: 9}\n---\nkind", "take out vary"),
        ("answer: 3\n", "answer: 5\n", "the wrong answer “then_and_now = 5” earns full marks"),
        ("    why: 两头都不是。\n", "    why: 这是从前的年数。\n", "two wrong answers share one why"),
        ("then-and-now", "which-one", "which-one]: this id stands twice"),
        ("    why: 多了一年。\n", "", "each entry of wrong has answer, why"),
    ],
)
def test_what_is_refused(tmp_path, old, new, says):
    made = shutil.copytree(SAMPLE / "solutions", tmp_path / "母本")
    assert old in PRACTICE
    master = made / f"{CHAPTER}.md"
    text = master.read_text(encoding="utf-8") + PRACTICE.replace(old, new, 1)
    master.write_text(text, encoding="utf-8")
    with pytest.raises(ReleaseError) as caught:
        release.build(made, SAMPLE / "course")
    assert says in "\n".join(caught.value.faults)


@pytest.mark.pipeline
def test_a_submission_with_it_is_graded_as_one_without_it(courses, tmp_path):
    rooms = {}
    for practised in (True, False):
        room = tmp_path / f"班 {practised}"
        set_up(room, courses[practised, "source"])
        handed_out = json.loads((room / "release" / CHAPTER / f"{CHAPTER}.ipynb").read_bytes())
        given = submission(MIXED_ANSWERS, handed_out)
        came = tmp_path / f"来 {practised}"
        hand_in(came / "甲.ipynb", answered(given, "then_and_now = 3") if practised else given)
        hand_in(came / "乙.ipynb", handed_out)
        if practised:
            hand_in(came / "丙.ipynb", given)
            hand_in(came / "丁.ipynb", answered(given, "import os; os.abort()"))
            hand_in(came / "戊.ipynb", answered(handed_out, "then_and_now = 5"))
        rooms[practised] = room, grade.run(room, CHAPTER, [came])
    (room, with_it), (plain, without) = rooms[True], rooms[False]
    assert (with_it.failed, with_it.problems, with_it.waiting) == ({}, [], {"1-9 写一段": 3})
    for trainee in ("甲", "丙", "丁"):
        assert points_in_gradebook(room, trainee) == points_in_gradebook(plain, "甲") == MIXED_POINTS
    for trainee in ("乙", "戊"):
        assert points_in_gradebook(room, trainee) == points_in_gradebook(plain, "乙")
    assert next(line for line in with_it.lines() if "白卷" in line).endswith("乙、戊。")
    names = ("总分", "满分", "待评题数", "状态")
    told = {next(iter(row.values())): [row[name] for name in names] for row in rows_of(with_it.marks)}
    want = {next(iter(row.values())): [row[name] for name in names] for row in rows_of(without.marks)}
    assert told["甲"] == told["丙"] == told["丁"] == want["甲"]
    assert told["乙"] == told["戊"] == want["乙"]
    for name in ("甲", "丁"):
        page = (with_it.feedback / f"{name}.html").read_text(encoding="utf-8")
        assert "现在几年" not in page
    with Gradebook(classroom.open_course(room).db_url) as gradebook:
        kept = gradebook.find_notebook(CHAPTER, CHAPTER)
        cells = [*kept.grade_cells, *kept.solution_cells, *kept.source_cells]
        assert cells and not any("then-and-now" in cell.name for cell in cells)
    again = grade.run(room, CHAPTER, [])
    assert (again.changed, again.failed) == (0, {})
    # nbgrader alone, with a kernel, comes to the same
    shutil.copytree(room / "submitted" / "甲", room / "submitted" / "照旧")
    course = classroom.open_course(room)
    course.assignment_id, course.student_id = CHAPTER, "照旧"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        Autograde(coursedir=course, config=Config()).start()
        course.student_id = "甲"
        classroom.convert(Autograde, course, CHAPTER, "甲")
    assert points_in_gradebook(room, "照旧") == points_in_gradebook(room, "甲") == MIXED_POINTS
