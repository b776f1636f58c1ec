"""The workbook of marks of one chapter, for Excel and WPS."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, tzinfo
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy import Connection, select

from grading.common.moments import BEIJING
from grading.common.workbook import WAITING, append, finish, foot, head_lines, save
from grading.gradebook import allowances, due_date
from grading.gradebook.allowances import Allowance
from grading.gradebook.gradebook_tables import (
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
from grading.gradebook.gradebook_trouble import open_engine
from grading.report.words import band, percent_format
from grading.roster import Trainee
from shequ_lib.exercises.score import UNANSWERED
from shequ_lib.points import rounded, written

GRADED, OPEN, BLANK, MISSING, FAILED = "已批改", "待评", "白卷", "未交", "没有批改成功"
_FOOT = (
    "要改分，请在评分页面里改，再运行一次 shequ grade。直接改这张表不算数：下次批改会重写它，改过的另存一份。"
)

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
    came: datetime | None = None  # as clocks show it, without a zone
    blank: bool = False

    @property
    def is_missing(self) -> bool:
        """Tell whether nothing came in that should have."""
        return self.status.startswith(MISSING)

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
        if row.came is not None:
            row.came = row.came.replace(tzinfo=UTC).astimezone(zone).replace(tzinfo=None)
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
    came: datetime | None  # UTC, without a zone
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
        found[trainee_id] = _Kept(bool(timestamp and due and timestamp > due), float(penalty or 0), timestamp)
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
        return Row(trainee, FAILED)
    submitted = kept.get(trainee.id)
    if submitted is None:
        return Row(trainee, MISSING)
    counted = {exercise.grade_id for exercise in exercises}  # a void one does not count
    total = sum(points for name, (points, _, _) in submitted.grades.items() if name in counted)
    row = Row(trainee, GRADED, total=round(total - submitted.penalty, 4))
    row.came = submitted.came
    for exercise in exercises:
        points, is_open, by_hand = submitted.grades.get(exercise.grade_id, (0.0, True, False))
        row.marks[exercise.id] = None if is_open and not by_hand else round(points, 4)
        if is_open:
            row.waiting.add(exercise.id)
        if f"{exercise.id}-answer" in submitted.unanswered:
            row.unanswered.add(exercise.id)
    row.blank = len(row.unanswered) == len(exercises)
    if row.waiting:
        row.status = OPEN
    elif row.blank:
        row.status = BLANK
    row.late = submitted.late
    if row.late:
        row.status += f"（迟交，扣 {written(submitted.penalty)} 分）" if submitted.penalty else "（迟交）"
    return row


def write(
    path: Path,
    exercises: Sequence[Exercise],
    rows: Sequence[Row],
    *,
    title: str = "成绩",
    chapter: str = "",
    day: date | None = None,
) -> None:
    """Write the workbook: a sheet by trainee, sheet 逐题 by exercise, one of those who are not in the class.

    Args:
        path: of the workbook.
        exercises: of the chapter.
        rows: one for each trainee.
        title: of the sheet by trainee.
        chapter: the chapter's title, to be printed above.
        day: of the marks, to be printed above; today if None.

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
    for sheet in book:
        head_lines(sheet, f"{chapter} {sheet.title}".strip(), day or date.today())
    save(book, path)


_FIRST = ("编号", "姓名", "总分", "满分", "得分率", "等第", "状态", "待评题数", "交作业时间")


def _marks(sheet: Worksheet, exercises: Sequence[Exercise], rows: Sequence[Row]) -> None:
    heads = [f"{exercise.title}（{written(exercise.points)} 分）" for exercise in exercises]
    besides = list(dict.fromkeys(title for row in rows for title, _ in row.trainee.more))
    first = len(_FIRST) + len(besides)
    append(sheet, [*_FIRST, *besides, *heads])
    full = sum(exercise.points for exercise in exercises)
    for row in rows:
        final = row.handed_in and not row.waiting  # before, neither says anything yet
        share = max(row.total or 0.0, 0.0) / full if final and full else None
        cells = append(
            sheet,
            [
                row.trainee.id,
                row.trainee.name,
                rounded(row.total),
                rounded(full),
                share,
                None if share is None else band(share),
                row.status,
                len(row.waiting) if row.handed_in else None,
                row.came,
                *(dict(row.trainee.more).get(title) for title in besides),
                *(rounded(row.marks.get(exercise.id)) for exercise in exercises),
            ],
        )
        cells[4].number_format, cells[8].number_format = percent_format(share), "yyyy-mm-dd hh:mm"
        for place, exercise in enumerate(exercises, start=first):
            if exercise.id in row.waiting:
                cells[place].fill = WAITING
    widths = {1: 14, 2: 12, 3: 8, 4: 8, 5: 8, 6: 9, 7: 16, 8: 9, 9: 17}
    widths |= dict.fromkeys(range(len(_FIRST) + 1, first + len(exercises) + 1), 11)
    finish(sheet, "C2", widths, last=11, one_page_wide=True)
    sheet.row_dimensions[1].height = 64
    foot(sheet, _FOOT)


def _exercises(sheet: Worksheet, exercises: Sequence[Exercise], rows: Sequence[Row]) -> None:
    append(sheet, ["练习", "满分", "平均分", "得分率", "未作答人数", "待评人数"])
    for exercise in exercises:
        marks = [mark for row in rows if (mark := row.marks.get(exercise.id)) is not None]
        average = sum(marks) / len(marks) if marks else None
        cells = append(
            sheet,
            [
                exercise.title,
                rounded(exercise.points),
                rounded(average),
                None if average is None else average / exercise.points,
                sum(exercise.id in row.unanswered for row in rows),
                sum(exercise.id in row.waiting for row in rows),
            ],
        )
        cells[3].number_format = percent_format(None if average is None else average / exercise.points)
    finish(sheet, "B2", {1: 30, 6: 16}, last=16)
