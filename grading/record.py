"""Step three of grading: the one writer of nbgrader's gradebook, one transaction for each submission.

The tables are nbgrader's own, as its API fills them; one more, `shequ_grading`, notes for each submission
what it was graded from, in the same transaction. So a run that is killed at any moment leaves each
submission either as it was or done, and nothing is graded twice without need.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

from nbgrader.api import (
    Assignment,
    Comment,
    Grade,
    GradeCell,
    Notebook,
    SolutionCell,
    SourceCell,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
    new_uuid,
)
from sqlalchemy import (
    Column,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    insert,
    select,
    update,
)

from grading.roster import Trainee

_grading = Table(
    "shequ_grading",
    MetaData(),
    Column("notebook_id", String(32), primary_key=True),  # of nbgrader's submitted_notebook
    Column("content", String(64), nullable=False),
    Column("page", String(64), nullable=False),
    Column("answers", Text(), nullable=False),  # JSON: exercise -> short digest of its answer
)


@dataclass(frozen=True)
class Manual:
    """What an instructor gave one exercise by hand; `done` once they have looked at this very answer."""

    score: float | None = None
    extra: float | None = None
    comment: str | None = None
    done: bool = False


@dataclass(frozen=True)
class Before:
    """What the gradebook knows of a trainee's submission before it is graded.

    Attributes:
        name: the trainee's name, possibly empty.
        content: what the submission was graded from, empty if it never was.
        page: what its feedback was made from.
        answers: a short digest of each answer that was graded, by exercise.
        manual: what an instructor gave by hand, by the name of the graded cell.
        extension: seconds that this trainee may hand in later than the others.
    """

    name: str = ""
    content: str = ""
    page: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    manual: Mapping[str, Manual] = field(default_factory=dict)
    extension: float = 0.0


@dataclass(frozen=True)
class Entry:
    """What goes into the gradebook for one submission.

    Attributes:
        trainee_id: whose it is.
        timestamp: when it was handed in (UTC, without a zone, as nbgrader keeps it); None if unknown.
        scores: points and whether somebody has to look, by the name of the graded cell.
        comments: nbgrader's automatic comment, by the name of the answer cell.
        penalty: points taken off for handing in late; None for none.
        content: what it was graded from.
        page: what its feedback was made from.
        answers: a short digest of each answer, by exercise.
    """

    trainee_id: str
    timestamp: datetime | None
    scores: Mapping[str, tuple[float | None, bool]]
    comments: Mapping[str, str | None]
    penalty: float | None
    content: str
    page: str
    answers: Mapping[str, str]


class Recorder:
    """Reads and writes what the gradebook holds of one chapter.

    Args:
        db_url: the gradebook, any URL that nbgrader takes.
        chapter: the chapter, which is nbgrader's assignment and its one notebook.
    """

    def __init__(self, db_url: str, chapter: str) -> None:
        self._engine = create_engine(db_url, future=True)
        _grading.metadata.create_all(self._engine)
        self._connection = self._engine.connect()
        find = (
            select(Assignment.id, Notebook.id, Assignment.duedate)
            .join(Notebook, Notebook.assignment_id == Assignment.id)
            .where(Assignment.name == chapter, Notebook.name == chapter)
        )
        self._assignment, self._notebook, self.duedate = self._connection.execute(find).one()
        self.checksums: dict[str, str] = self._by_name(SourceCell, SourceCell.checksum)
        self._grade_cells = self._by_name(GradeCell, GradeCell.id)
        self._solution_cells = self._by_name(SolutionCell, SolutionCell.id)
        self._connection.rollback()

    def __enter__(self) -> Recorder:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()
        self._engine.dispose()

    def set_duedate(self, duedate: datetime) -> None:
        """Note when the chapter has to be handed in (UTC, without a zone)."""
        with self._connection.begin():
            self._connection.execute(
                update(Assignment).where(Assignment.id == self._assignment).values(duedate=duedate)
            )
        self.duedate = duedate

    def name_trainees(self, people: Iterable[Trainee]) -> None:
        """Enter the class list."""
        with self._connection.begin():
            rows = self._connection.execute(select(Student.id, Student.last_name))
            known = _pairs(rows)
            for trainee in people:
                if trainee.id not in known:
                    self._connection.execute(_new(Student, id=trainee.id, last_name=trainee.name or None))
                elif trainee.name and trainee.name != known[trainee.id]:
                    change = update(Student).where(Student.id == trainee.id)
                    self._connection.execute(change.values(last_name=trainee.name, first_name=""))

    def before(self, trainee_id: str) -> Before:
        """Return what the gradebook knows of a trainee's submission."""
        with self._connection.begin():
            find = (
                select(Student.last_name, SubmittedNotebook.id, SubmittedAssignment.extension)
                .outerjoin(
                    SubmittedAssignment,
                    (SubmittedAssignment.student_id == Student.id)
                    & (SubmittedAssignment.assignment_id == self._assignment),
                )
                .outerjoin(
                    SubmittedNotebook,
                    (SubmittedNotebook.assignment_id == SubmittedAssignment.id)
                    & (SubmittedNotebook.notebook_id == self._notebook),
                )
                .where(Student.id == trainee_id)
            )
            row = self._connection.execute(find).first()
            if row is None or row[1] is None:
                return Before(name=(row[0] or "") if row else "")
            name, submitted, extension = row
            noted = self._connection.execute(
                select(_grading).where(_grading.c.notebook_id == submitted)
            ).first()
            return Before(
                name=name or "",
                content=noted.content if noted else "",
                page=noted.page if noted else "",
                answers=json.loads(noted.answers) if noted else {},
                manual=self._manual(submitted),
                extension=extension.total_seconds() if extension else 0.0,
            )

    def write(self, entry: Entry) -> None:
        """Write what one submission earned, all of it or nothing."""
        with self._connection.begin():
            submitted = self._submitted_notebook(entry)
            change = update(SubmittedNotebook).where(SubmittedNotebook.id == submitted)
            self._connection.execute(change.values(late_submission_penalty=entry.penalty))
            grades = {
                self._grade_cells[name]: {"auto_score": points, "needs_manual_grade": look}
                for name, (points, look) in entry.scores.items()
            }
            self._upsert(Grade, submitted, grades)
            self._upsert(
                Comment,
                submitted,
                {self._solution_cells[name]: {"auto_comment": text} for name, text in entry.comments.items()},
            )
            noted = {
                "content": entry.content,
                "page": entry.page,
                "answers": json.dumps(dict(entry.answers), sort_keys=True),
            }
            changed = self._connection.execute(
                update(_grading).where(_grading.c.notebook_id == submitted).values(**noted)
            )
            if not changed.rowcount:
                self._connection.execute(insert(_grading).values(notebook_id=submitted, **noted))

    def _manual(self, submitted: str) -> dict[str, Manual]:
        grades = self._connection.execute(
            select(GradeCell.name, Grade.manual_score, Grade.extra_credit, Grade.needs_manual_grade)
            .join(GradeCell, Grade.cell_id == GradeCell.id)
            .where(
                Grade.notebook_id == submitted,
                (Grade.manual_score.is_not(None)) | (Grade.extra_credit.is_not(None)),
            )
        )
        found = {name: Manual(score, extra, None, not look) for name, score, extra, look in grades}
        comments = self._connection.execute(
            select(SolutionCell.name, Comment.manual_comment)
            .join(SolutionCell, Comment.cell_id == SolutionCell.id)
            .where(Comment.notebook_id == submitted, Comment.manual_comment.is_not(None))
        )
        for name, text in comments:
            graded = name if name in self._grade_cells else name.removesuffix("-answer")
            old = found.get(graded, Manual())
            found[graded] = Manual(old.score, old.extra, text, old.done)
        return found

    def _submitted_notebook(self, entry: Entry) -> str:
        """Return the id of the submission's notebook; what is missing up to it is made."""
        student = self._connection.execute(select(Student.id).where(Student.id == entry.trainee_id)).first()
        if student is None:
            self._connection.execute(_new(Student, id=entry.trainee_id))
        find = select(SubmittedAssignment.id, SubmittedAssignment.timestamp).where(
            SubmittedAssignment.assignment_id == self._assignment,
            SubmittedAssignment.student_id == entry.trainee_id,
        )
        found = self._connection.execute(find).first()
        if found is None:
            submission = new_uuid()
            self._connection.execute(
                _new(
                    SubmittedAssignment,
                    id=submission,
                    assignment_id=self._assignment,
                    student_id=entry.trainee_id,
                    timestamp=entry.timestamp,
                )
            )
        else:
            submission = found[0]
            if entry.timestamp is not None and entry.timestamp != found[1]:
                change = update(SubmittedAssignment).where(SubmittedAssignment.id == submission)
                self._connection.execute(change.values(timestamp=entry.timestamp))
        find_notebook = select(SubmittedNotebook.id).where(
            SubmittedNotebook.assignment_id == submission, SubmittedNotebook.notebook_id == self._notebook
        )
        notebook = self._connection.execute(find_notebook).scalar()
        if notebook is None:
            notebook = new_uuid()
            self._connection.execute(
                _new(
                    SubmittedNotebook,
                    id=notebook,
                    assignment_id=submission,
                    notebook_id=self._notebook,
                    flagged=False,
                )
            )
        return str(notebook)

    def _upsert(self, model: Any, notebook: str, values: Mapping[str, Mapping[str, Any]]) -> None:
        """Write rows of grades or comments, by cell id: new ones are made, old ones changed."""
        table = model.__table__
        find = select(table.c.cell_id, table.c.id).where(table.c.notebook_id == notebook)
        known = _pairs(self._connection.execute(find))
        fresh = [
            {"id": new_uuid(), "notebook_id": notebook, "cell_id": cell, **row}
            for cell, row in values.items()
            if cell not in known
        ]
        if fresh:
            self._connection.execute(insert(table), fresh)
        for cell, row in values.items():
            if cell in known:
                self._connection.execute(update(table).where(table.c.id == known[cell]).values(**row))

    def _by_name(self, model: Any, value: Any) -> dict[str, Any]:
        rows = self._connection.execute(select(model.name, value).where(model.notebook_id == self._notebook))
        return _pairs(rows)


def utc(moment: datetime) -> datetime:
    """Return a moment as the gradebook keeps it: in UTC, without a zone."""
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment


def _pairs(rows: Iterable[Any]) -> dict[Any, Any]:
    """Return rows of two columns as a dict."""
    return {row[0]: row[1] for row in rows}


def _new(model: Any, **values: Any) -> Any:
    return insert(model.__table__).values(**values)
