"""The tables of nbgrader's gradebook that grading reads and writes, as far as it needs their columns.

They are nbgrader's, kept here as well because importing nbgrader's own models takes longer than grading a
small class; a test compares them with those models.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Boolean, Column, DateTime, Float, Integer, Interval, MetaData, String, Table, Text

_ID = String(32)
_nbgrader = MetaData()

assignment = Table(
    "assignment",
    _nbgrader,
    Column("id", _ID, primary_key=True),
    Column("name", String(128)),
    Column("duedate", DateTime()),
)
notebook = Table(
    "notebook",
    _nbgrader,
    Column("id", _ID, primary_key=True),
    Column("name", String(128)),
    Column("assignment_id", _ID),
)
base_cell = Table(
    "base_cell",
    _nbgrader,
    Column("id", _ID, primary_key=True),
    Column("name", String(128)),
    Column("notebook_id", _ID),
)
grade_cell = Table(
    "grade_cells", _nbgrader, Column("id", _ID, primary_key=True), Column("max_score", Float())
)
solution_cell = Table("solution_cells", _nbgrader, Column("id", _ID, primary_key=True))
source_cell = Table(
    "source_cell",
    _nbgrader,
    Column("id", _ID, primary_key=True),
    Column("name", String(128)),
    Column("checksum", String(128)),
    Column("notebook_id", _ID),
)
student = Table(
    "student",
    _nbgrader,
    Column("id", String(128), primary_key=True),
    Column("first_name", String(128)),
    Column("last_name", String(128)),
)
submitted_assignment = Table(
    "submitted_assignment",
    _nbgrader,
    Column("id", _ID, primary_key=True),
    Column("assignment_id", _ID),
    Column("student_id", String(128)),
    Column("timestamp", DateTime()),
    Column("extension", Interval()),
)
submitted_notebook = Table(
    "submitted_notebook",
    _nbgrader,
    Column("id", _ID, primary_key=True),
    Column("assignment_id", _ID),
    Column("notebook_id", _ID),
    Column("flagged", Boolean),
    Column("late_submission_penalty", Float()),
)
grade = Table(
    "grade",
    _nbgrader,
    Column("id", _ID, primary_key=True),
    Column("notebook_id", _ID),
    Column("cell_id", _ID),
    Column("auto_score", Float()),
    Column("manual_score", Float()),
    Column("extra_credit", Float()),
    Column("needs_manual_grade", Boolean),
)
comment = Table(
    "comment",
    _nbgrader,
    Column("id", _ID, primary_key=True),
    Column("notebook_id", _ID),
    Column("cell_id", _ID),
    Column("auto_comment", Text()),
    Column("manual_comment", Text()),
)
tables: Mapping[str, Table] = _nbgrader.tables

# Ours, beside them: what each submission was graded from.
grading = Table(
    "shequ_grading",
    MetaData(),
    Column("notebook_id", _ID, primary_key=True),  # of submitted_notebook
    Column("content", String(64), nullable=False),
    Column("page", String(64), nullable=False),
    Column("answers", Text(), nullable=False),  # JSON: exercise -> short digest of its answer
)
# And where the same answer earned other points than before: see `grading.gradebook.changes`.
changes = Table(
    "shequ_changes",
    grading.metadata,
    Column("id", _ID, primary_key=True),
    Column("notebook_id", _ID, nullable=False),  # of submitted_notebook
    Column("moment", DateTime(), nullable=False),
    Column("before", Float(), nullable=False),
    Column("after", Float(), nullable=False),
    Column("whole", Boolean(), nullable=False),
    Column("exercises", Text(), nullable=False),  # JSON: exercise -> points before and now
    Column("told", Boolean(), nullable=False),
)
# The class, as the last list said that was given, and whose folders are still to be moved: see
# `grading.intake.members`.
members = Table(
    "shequ_members",
    grading.metadata,
    Column("trainee_id", String(128), primary_key=True),
    Column("place", Integer(), nullable=False),
    Column("name", Text(), nullable=False),
    Column("more", Text(), nullable=False),  # JSON: pairs of title and text
)
moves = Table(
    "shequ_moves",
    grading.metadata,
    Column("id", _ID, primary_key=True),
    Column("old_id", String(128), nullable=False),
    Column("old_name", Text(), nullable=False),
    Column("new_id", String(128), nullable=False),
    Column("new_name", Text(), nullable=False),
    Column("line", Text(), nullable=False),  # what to tell once it is done
    Column("staged", Boolean(), nullable=False),  # all that is to be moved has left its old place
)
# And what is allowed to single trainees: see `grading.gradebook.allowances`.
allowances = Table(
    "shequ_allowances",
    grading.metadata,
    Column("id", _ID, primary_key=True),
    Column("assignment_id", _ID, nullable=False),
    Column("student_id", String(128), nullable=False),
    Column("until", DateTime()),
    Column("excused", Boolean(), nullable=False),
)
# And what holds for the class from one run to the next, such as the zone of its times.
settings = Table(
    "shequ_settings",
    grading.metadata,
    Column("name", String(64), primary_key=True),
    Column("value", String(255), nullable=False),
)
# And the digest of each table as we wrote it last: see `grading.gradebook.own_tables`.
written = Table(
    "shequ_written",
    grading.metadata,
    Column("name", String(255), primary_key=True),
    Column("digest", String(64), nullable=False),
)


def new_id() -> str:
    """Return a fresh id of the form that nbgrader gives its rows: 32 hexadecimal digits.

    It begins with the time, so that new rows come to lie side by side in the database's indexes: writing
    a submission then takes as long in a large class as in a small one.
    """
    return f"{time.time_ns():016x}{secrets.token_hex(8)}"


def score(auto: float | None, manual: float | None, extra: float | None) -> float:
    """Return the points that nbgrader counts for a grade: the manual ones if there are any, and the extra."""
    if manual is None and auto is None:
        return 0.0
    return float(manual if manual is not None else auto or 0.0) + float(extra or 0.0)


def pairs(rows: Any) -> dict[Any, Any]:
    """Return rows of two columns as a dict."""
    return {row[0]: row[1] for row in rows}
