"""The course itself: its masters under the proofs, and one changed figure followed to the mark."""

from pathlib import Path

import pytest
import whole_course
from nbgrader.preprocessors import CheckCellMetadata

from grading.master.keys import read_exercises
from grading.release import release
from shequ_lib import staffing
from shequ_lib.answer_cells import read_answers, source_of
from shequ_lib.exercises.score import mark, mark_source

ROOT = Path(__file__).parents[2]
STAFF_CHAPTER = "11-staff-money-rooms"


@pytest.fixture(scope="module")
def course():
    return whole_course.built("source")


@pytest.fixture(scope="module")
def changed(tmp_path_factory):
    """The course built with a rulebook in which one more member comes with every 500 households, not 400."""
    rules = (ROOT / "shequ_lib" / "rulebooks" / "gongshu-2008.toml").read_text(encoding="utf-8")
    line = next(text for text in rules.splitlines() if text.startswith("step = { value = 400"))
    other = tmp_path_factory.mktemp("规则 手册") / "other.toml"
    other.write_text(rules.replace(line, line.replace("400", "500")), encoding="utf-8")
    return release.build(ROOT / "solutions", ROOT / "course", edition="source", script="hans", rules=other)


def test_nbgrader_accepts_every_cell(course):
    for notebook in course.notebooks.values():
        CheckCellMetadata().preprocess(notebook, {})  # raises where it does not


@pytest.mark.parametrize("chapter", ["06-four-meetings", STAFF_CHAPTER])
def test_the_two_first_chapters_ask_enough_in_many_ways(course, chapter):
    specs = [spec for spec, _ in read_exercises(course.notebooks[chapter]).values()]
    assert len(specs) >= 16
    assert len({spec["kind"] for spec in specs}) >= 6


def test_an_order_as_it_is_shown_earns_nothing(course):
    shown = [
        mark(spec, key, spec["items"])
        for notebook in course.notebooks.values()
        for spec, key in read_exercises(notebook).values()
        if spec["kind"] == "order"
    ]
    assert shown
    assert {result.points for result in shown} == {0}


def test_a_changed_figure_changes_text_answers_and_marks(course, changed):
    old, new = course.notebooks[STAFF_CHAPTER], changed.notebooks[STAFF_CHAPTER]
    prose = "\n".join(source_of(cell) for cell in new.cells if cell.cell_type == "markdown")
    assert "500 户" in prose
    assert "400 户" not in prose

    new_exercises, old_answers = read_exercises(new), read_answers(old)
    fallen = []
    for exercise, (spec, key) in read_exercises(old).items():
        if spec["kind"] not in ("essay", "table"):
            before = mark_source(spec, key, line(old_answers[exercise]))
            after = mark_source(*new_exercises[exercise], line(old_answers[exercise]))
            assert before.points == spec["points"]
            if after.points < before.points:
                fallen.append(exercise)
    assert "committee-gap" in fallen


def test_the_changed_course_carries_its_rulebook(changed, tmp_path):
    release.write(changed, tmp_path)
    assert (tmp_path / release.OWN_RULEBOOK).is_file()
    assert 'start(rulebook="rulebook.toml")' in source_of(changed.notebooks[STAFF_CHAPTER].cells[0])


def test_after_a_build_the_calculators_follow_the_rulebook_asked_for(course):
    assert staffing.committee_staff(2450) == 6


def line(source):
    """The answer of a master without nbgrader's marks."""
    return "\n".join(text for text in source.splitlines() if not text.startswith("###"))
