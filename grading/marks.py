"""The workbook of marks of one chapter, for Excel and WPS."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy import Connection, select

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
from grading.roster import Trainee
from grading.workbook import WAITING, append, finish, save
from shequ_lib.exercises.score import UNANSWERED


@dataclass(frozen=True)
class Exercise:
    """An exercise as the workbook needs it: `grade_id` is the cell that carries its points."""

    id: str
    grade_id: str
    title: str
    points: float


@dataclass
class Row:
    """One trainee's marks; a mark is None while it waits for the instructor or where nothing came in."""

    trainee: Trainee
    status: str
    marks: dict[str, float | None] = field(default_factory=dict)
    waiting: set[str] = field(default_factory=set)
    unanswered: set[str] = field(default_factory=set)
    total: float | None = None

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
) -> list[Row]:
    """Return the marks of a chapter: the class list first, in its order, then everybody else by number.

    Args:
        db_url: nbgrader's gradebook.
        chapter: the chapter's name.
        exercises: its exercises.
        roster: the class list, possibly empty; whoever of it has not handed in is listed as 未交.
        failed: the ids of trainees whose submission could not be graded this time, with the reason.
    """
    engine = open_engine(db_url)
    try:
        with engine.connect() as connection:
            names = connection.execute(select(student.c.id, student.c.last_name).order_by(student.c.id)).all()
            listed = {trainee.id for trainee in roster}
            others = [Trainee(who, name or "") for who, name in names if who not in listed]
            kept = _kept(connection, chapter)
    finally:
        engine.dispose()
    return [_row(kept, exercises, each, failed or {}) for each in [*roster, *others]]


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
        return Row(trainee, "未交")
    counted = {exercise.grade_id for exercise in exercises}  # a void one does not count
    total = sum(points for name, (points, _, _) in submitted.grades.items() if name in counted)
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
    if submitted.late:
        row.status += f"（迟交，扣 {submitted.penalty:g} 分）" if submitted.penalty else "（迟交）"
    return row


def write(path: Path, exercises: Sequence[Exercise], rows: Sequence[Row], *, title: str = "成绩") -> None:
    """Write the workbook: a sheet by trainee, sheet 逐题 by exercise.

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
    _marks(by_trainee, exercises, rows)
    _exercises(book.create_sheet("逐题"), exercises, [row for row in rows if row.handed_in])
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
