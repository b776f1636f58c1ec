"""Our copy of nbgrader's tables is nbgrader's."""

import itertools

import pytest
from nbgrader import api

from grading.classroom.classroom import create_gradebook
from grading.gradebook import gradebook_tables as ours


@pytest.mark.parametrize("name", sorted(ours.tables))
def test_the_columns_are_nbgraders(name):
    theirs = api.Base.metadata.tables[name]
    for column in ours.tables[name].columns:
        there = theirs.columns[column.name]
        assert type(column.type) is type(there.type), column.name
        assert column.primary_key == there.primary_key


@pytest.mark.parametrize(
    "name", ["student", "submitted_assignment", "submitted_notebook", "grade", "comment"]
)
def test_rows_can_be_made_without_nbgrader(name):
    """What must not be empty is among the columns that we fill."""
    needed = {
        column.name
        for column in api.Base.metadata.tables[name].columns
        if not column.nullable and column.name not in ours.tables[name].columns
    }
    assert needed == set()


@pytest.mark.pipeline
def test_points_count_as_nbgrader_counts_them(tmp_path):
    address = f"sqlite:///{tmp_path / 'gradebook.db'}"
    create_gradebook(address)
    cases = list(itertools.product((None, 0.0, 1.5), (None, 0.0, 2.0), (None, 0.5)))
    with api.Gradebook(address) as gradebook:
        gradebook.add_assignment("a")
        gradebook.add_notebook("a", "a")
        gradebook.add_grade_cell("c", "a", "a", max_score=5, cell_type="code")
        for number, (auto, manual, extra) in enumerate(cases):
            gradebook.add_student(f"{number}")
            gradebook.add_submission("a", f"{number}")
            grade = gradebook.find_grade("c", "a", "a", f"{number}")
            grade.auto_score, grade.manual_score, grade.extra_credit = auto, manual, extra
        gradebook.db.commit()
        for number, case in enumerate(cases):
            assert gradebook.find_grade("c", "a", "a", f"{number}").score == ours.score(*case)
