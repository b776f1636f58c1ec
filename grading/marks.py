"""The workbook of marks of one chapter, for Excel and WPS."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy import Connection, select

from grading import allowances, due_date
from grading.allowances import Allowance
from grading.gradebook_tables import (
    assignment,
    base_cell,
    comment,
    grade,
    notebook,
    score,
    student,
    submitted_assignment,
    submitted_notebook,
)
from grading.gradebook_trouble import open_engine
from grading.moments import BEIJING
from grading.roster import Trainee
from grading.workbook import WAITING, append, finish, save
from shequ_lib.exercises.score import UNANSWERED

APART = "不在花名册"  # the sheet of those
_MISSING = "未交"


@dataclass(frozen=True)
class Exercise:
    """An exercise as the workbook needs it: `grade_id` is the cell that carries its points."""

    id: str
    grade_id: str
    title: str
    points: float


@dataclass
class Row:
    """One trainee's marks; a mark is None while it waits for the instructor or where nothing came in.

    `apart` says that there is a class list and it does not name the trainee: the marks are kept, and count in
    nothing that is said of the class.
    """

    trainee: Trainee
    status: str
    marks: dict[str, float | None] = field(default_factory=dict)
    waiting: set[str] = field(default_factory=set)
    unanswered: set[str] = field(default_factory=set)
    total: float | None = None
    apart: bool = False
    late: bool = False
    excused: bool = False

    @property
    def is_missing(self) -> bool:
        """Tell whether nothing came in that should have."""
        return self.status.startswith(_MISSING)

    @property
    def handed_in(self) -> bool:
        """Tell whether a submission has been graded."""
        return self.total is not None


def read_rows(
    db_url: str,
    chapter: str,
    exercises: Sequence[Exercise],
    roster: Sequence[Trainee],
    failed: Mapping[str, str] | None = None,
    *,
    zone: tzinfo = BEIJING,
) -> list[Row]:
    """Return the marks of a chapter: the class list in its order, then apart others who have some.

    Args:
        db_url: nbgrader's gradebook.
        chapter: the chapter's name.
        exercises: its exercises.
        roster: the class list; whoever of it has not handed in is listed as 未交. If it is empty there is
            none, and the class is everybody in the gradebook.
        failed: the ids of trainees whose submission could not be graded this time, with the reason.
        zone: in which moments are shown.
    """
    engine = open_engine(db_url)
    try:
        with engine.connect() as connection:
            names = connection.execute(select(student.c.id, student.c.last_name).order_by(student.c.id)).all()
            listed = {trainee.id for trainee in roster}
            others = [Trainee(who, name or "") for who, name in names if who not in listed]
            kept = _kept(connection, chapter)
            allowed = allowances.read(connection, chapter)
    finally:
        engine.dispose()
    rows = [_row(kept, exercises, each, failed or {}) for each in [*roster, *others]]
    if roster:
        for row in rows[len(roster) :]:
            row.apart = True
    for row in rows:
        _allow(row, allowed.get(row.trainee.id, Allowance()), zone)
    return [row for row in rows if not row.apart or not row.is_missing]


def _allow(row: Row, allowed: Allowance, zone: tzinfo) -> None:
    """Say in a row what is allowed to the trainee."""
    row.excused = allowed.excused
    if allowed.excused:
        row.status = "免交" if row.is_missing else f"{row.status}（免交，不计入平均）"
    elif allowed.until is not None and row.is_missing:
        row.status += f"（延期到 {due_date.said(allowed.until, zone)}）"


@dataclass
class _Kept:
    """What the gradebook holds of one submission, by the names of its cells."""

    late: bool
    penalty: float
    grades: dict[str, tuple[float, bool, bool]] = field(default_factory=dict)  # score, open, by hand
    unanswered: set[str] = field(default_factory=set)


def _kept(connection: Connection, chapter: str) -> dict[str, _Kept]:
    """Read all submissions of a chapter in three queries, by trainee."""
    submissions = connection.execute(
        select(
            submitted_notebook.c.id,
            submitted_assignment.c.student_id,
            submitted_assignment.c.timestamp,
            submitted_assignment.c.extension,
            assignment.c.duedate,
            submitted_notebook.c.late_submission_penalty,
        )
        .join(submitted_assignment, submitted_notebook.c.assignment_id == submitted_assignment.c.id)
        .join(assignment, submitted_assignment.c.assignment_id == assignment.c.id)
        .where(assignment.c.name == chapter)
    ).all()
    found, owner = {}, {}
    for submitted, trainee_id, timestamp, extension, duedate, penalty in submissions:
        due = duedate + extension if duedate and extension else duedate
        found[trainee_id] = _Kept(bool(timestamp and due and timestamp > due), float(penalty or 0))
        owner[submitted] = found[trainee_id]
    of_chapter = (
        select(submitted_notebook.c.id)
        .join(notebook, submitted_notebook.c.notebook_id == notebook.c.id)
        .where(notebook.c.name == chapter)
    )
    grades = connection.execute(
        select(
            grade.c.notebook_id,
            base_cell.c.name,
            grade.c.auto_score,
            grade.c.manual_score,
            grade.c.extra_credit,
            grade.c.needs_manual_grade,
        )
        .join(base_cell, grade.c.cell_id == base_cell.c.id)
        .where(grade.c.notebook_id.in_(of_chapter))
    )
    for submitted, name, auto, manual, extra, is_open in grades:
        owner[submitted].grades[name] = (score(auto, manual, extra), is_open, manual is not None)
    comments = connection.execute(
        select(comment.c.notebook_id, base_cell.c.name)
        .join(base_cell, comment.c.cell_id == base_cell.c.id)
        .where(comment.c.notebook_id.in_(of_chapter), comment.c.auto_comment == UNANSWERED)
    )
    for submitted, name in comments:
        owner[submitted].unanswered.add(name)
    return found


def _row(
    kept: Mapping[str, _Kept], exercises: Sequence[Exercise], trainee: Trainee, failed: Mapping[str, str]
) -> Row:
    if trainee.id in failed:
        return Row(trainee, "没有批改成功")
    submitted = kept.get(trainee.id)
    if submitted is None:
        return Row(trainee, _MISSING)
    total = sum(points for points, _, _ in submitted.grades.values())
    row = Row(trainee, "已批改", total=round(total - submitted.penalty, 4))
    for exercise in exercises:
        points, is_open, by_hand = submitted.grades.get(exercise.grade_id, (0.0, True, False))
        row.marks[exercise.id] = None if is_open and not by_hand else round(points, 4)
        if is_open:
            row.waiting.add(exercise.id)
        if f"{exercise.id}-answer" in submitted.unanswered:
            row.unanswered.add(exercise.id)
    if row.waiting:
        row.status = "待人工评分"
    row.late = submitted.late
    if row.late:
        row.status += f"（迟交，扣 {submitted.penalty:g} 分）" if submitted.penalty else "（迟交）"
    return row


def write(path: Path, exercises: Sequence[Exercise], rows: Sequence[Row], *, title: str = "成绩") -> None:
    """Write the workbook: a sheet by trainee, sheet 逐题 by exercise, one of those who are not in the class.

    Args:
        path: of the workbook.
        exercises: of the chapter.
        rows: one for each trainee.
        title: of the sheet by trainee.

    Raises:
        ShequError: it cannot be written, as when Excel has it open.
    """
    book = Workbook()
    by_trainee = book.active
    by_trainee.title = title
    members = [row for row in rows if not row.apart]
    counted = [row for row in members if row.handed_in and not row.excused]
    _marks(by_trainee, exercises, members)
    _exercises(book.create_sheet("逐题"), exercises, counted)
    if len(members) < len(rows):
        _marks(book.create_sheet(APART), exercises, [row for row in rows if row.apart])
    save(book, path)


def _marks(sheet: Worksheet, exercises: Sequence[Exercise], rows: Sequence[Row]) -> None:
    heads = [f"{exercise.title}（{exercise.points:g} 分）" for exercise in exercises]
    append(sheet, ["编号", "姓名", *heads, "总分", "满分", "待人工评分", "状态"])
    full = sum(exercise.points for exercise in exercises)
    for row in rows:
        marks = [row.marks.get(exercise.id) for exercise in exercises]
        waiting = len(row.waiting) if row.handed_in else None
        who = (row.trainee.id, row.trainee.name)
        cells = append(sheet, [*who, *marks, row.total, full, waiting, row.status])
        for place, exercise in enumerate(exercises, start=2):
            if exercise.id in row.waiting:
                cells[place].fill = WAITING
    finish(sheet, "C2", {1: 14, 2: 12, **dict.fromkeys(range(3, 3 + len(exercises)), 13)}, last=22)


def _exercises(sheet: Worksheet, exercises: Sequence[Exercise], rows: Sequence[Row]) -> None:
    append(sheet, ["练习", "满分", "平均分", "得分率", "未作答人数", "待人工评分人数"])
    for exercise in exercises:
        marks = [mark for row in rows if (mark := row.marks.get(exercise.id)) is not None]
        average = sum(marks) / len(marks) if marks else None
        cells = append(
            sheet,
            [
                exercise.title,
                exercise.points,
                None if average is None else round(average, 2),
                None if average is None else average / exercise.points,
                sum(exercise.id in row.unanswered for row in rows),
                sum(exercise.id in row.waiting for row in rows),
            ],
        )
        cells[3].number_format = "0%"
    finish(sheet, "B2", {1: 30, 6: 16}, last=16)
