"""Our copy of nbgrader's tables is nbgrader's."""

import datetime

import pytest
from nbgrader import api

from grading import gradebook_tables as ours
from grading.classroom import create_gradebook


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


@pytest.mark.parametrize("manual", [None, 0.0, 2.0])
@pytest.mark.parametrize("auto", [None, 0.0, 1.5])
@pytest.mark.parametrize("extra", [None, 0.5])
def test_points_count_as_nbgrader_counts_them(tmp_path, auto, manual, extra):
    address = f"sqlite:///{tmp_path / 'gradebook.db'}"
    create_gradebook(address)
    with api.Gradebook(address) as gradebook:
        gradebook.add_assignment("a")
        gradebook.add_notebook("a", "a")
        gradebook.add_grade_cell("c", "a", "a", max_score=5, cell_type="code")
        gradebook.add_student("s")
        gradebook.add_submission("a", "s", timestamp=datetime.datetime(2026, 1, 1))
        grade = gradebook.find_grade("c", "a", "a", "s")
        grade.auto_score, grade.manual_score, grade.extra_credit = auto, manual, extra
        gradebook.db.commit()
        assert gradebook.find_grade("c", "a", "a", "s").score == ours.score(auto, manual, extra)
