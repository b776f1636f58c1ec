"""Step three of grading: the one writer of nbgrader's gradebook, one transaction for each submission.

The tables are nbgrader's own, as its API fills them; one more, `shequ_grading`, notes for each submission
what it was graded from, in the same transaction. So a run that is killed at any moment leaves each
submission either as it was or done, and nothing is graded twice without need.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from types import TracebackType
from typing import Any

from sqlalchemy import Connection, Engine, Join, Table, delete, insert, inspect, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from grading.common.moments import BEIJING
from grading.gradebook import allowances, changes, due_date
from grading.gradebook.gradebook_tables import (
    assignment,
    base_cell,
    comment,
    grade,
    grade_cell,
    grading,
    new_id,
    notebook,
    pairs,
    settings,
    solution_cell,
    source_cell,
    student,
    submitted_assignment,
    submitted_notebook,
)
from grading.gradebook.gradebook_trouble import missing_chapter, open_engine
from grading.papers import paper_record
from grading.roster import Trainee
from shequ_lib.errors import ShequError

_ZONE = "zone"


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


@dataclass(frozen=True)
class _Known:
    """What the gradebook has of a trainee and a chapter: ids, when it was handed in, points taken off."""

    trainee: str | None = None
    submission: str | None = None
    timestamp: datetime | None = None
    notebook: str | None = None
    penalty: float | None = None


def graded_cells(db_url: str, chapters: Sequence[str]) -> dict[str, set[str]]:
    """Return the names of the cells that carry points, by chapter; none for one that is not known."""
    engine = open_engine(db_url)
    try:
        with engine.connect() as connection:
            find = (
                select(assignment.c.name, base_cell.c.name)
                .join(notebook, notebook.c.assignment_id == assignment.c.id)
                .join(base_cell, base_cell.c.notebook_id == notebook.c.id)
                .join(grade_cell, grade_cell.c.id == base_cell.c.id)
                .where(assignment.c.name.in_(chapters), notebook.c.name == assignment.c.name)
            )
            found: dict[str, set[str]] = {chapter: set() for chapter in chapters}
            for chapter, cell in connection.execute(find):
                found[chapter].add(cell)
            return found
    finally:
        engine.dispose()


class Recorder:
    """Reads and writes what the gradebook holds of one chapter.

    Args:
        db_url: the gradebook, any URL that nbgrader takes.
        chapter: the chapter, which is nbgrader's assignment and its one notebook.

    Raises:
        ShequError: the gradebook does not know the chapter.
    """

    def __init__(self, db_url: str, chapter: str) -> None:
        self._engine = open_engine(db_url)
        try:
            self._open(chapter)
        except BaseException:
            self._engine.dispose()
            raise

    def _open(self, chapter: str) -> None:
        self.chapter = chapter
        _make_table(self._engine)
        self._connection = self._engine.connect()
        # A log beside the gradebook while it is written: as safe from a killed run, in half the time.
        # Afterwards the gradebook is one file again.
        _journal(self._connection, "wal")
        find = (
            select(assignment.c.id, notebook.c.id, assignment.c.duedate)
            .join(notebook, notebook.c.assignment_id == assignment.c.id)
            .where(assignment.c.name == chapter, notebook.c.name == chapter)
        )
        found = self._connection.execute(find).first()
        if found is None:
            _journal(self._connection, "delete")
            raise ShequError(missing_chapter(chapter))
        self._assignment, self._notebook, self.duedate = found
        find_sources = select(source_cell.c.name, source_cell.c.checksum)
        find_sources = find_sources.where(source_cell.c.notebook_id == self._notebook)
        self.checksums: dict[str, str] = pairs(self._connection.execute(find_sources))
        self._extensions: dict[str, timedelta] = {}
        self._grade_cells = self._by_name(grade_cell)
        self._solution_cells = self._by_name(solution_cell)
        self._connection.rollback()

    def __enter__(self) -> Recorder:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            _journal(self._connection, "delete")
        finally:
            self._connection.close()
            self._engine.dispose()

    @property
    def has_written(self) -> bool:
        """Whether anything in the gradebook was changed; where a server keeps it, that it may have been."""
        if self._connection.dialect.name != "sqlite":
            return True
        return bool(self._connection.connection.driver_connection.total_changes)  # type: ignore[union-attr]

    def names(self) -> dict[str, str]:
        """Return the names of all who are in the gradebook, by id; empty where none is known."""
        with self._connection.begin():
            rows = self._connection.execute(select(student.c.id, student.c.last_name)).all()
        return {who: name or "" for who, name in rows}

    def knows(self, grade_ids: Iterable[str]) -> bool:
        """Tell whether the gradebook has a cell for each of these names, and no others for points."""
        return set(grade_ids) == set(self._grade_cells)

    @contextlib.contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Give a connection to the gradebook for what happens whole or not at all."""
        with self._connection.begin():
            yield self._connection

    def zone(self) -> tzinfo:
        """Return the zone of times that do not say theirs, as it was named last; Beijing's if none was."""
        with self._connection.begin():
            find = select(settings.c.value).where(settings.c.name == _ZONE)
            named = self._connection.execute(find).scalar()
        try:
            return due_date.zone_named(named) if named else BEIJING
        except ValueError:  # this computer does not know it
            return BEIJING

    def set_zone(self, zone: tzinfo) -> None:
        """Note the zone of times that do not say theirs."""
        if due_date.zone_name(zone) == due_date.zone_name(self.zone()):
            return
        with self._connection.begin():
            self._connection.execute(delete(settings).where(settings.c.name == _ZONE))
            self._connection.execute(insert(settings).values(name=_ZONE, value=due_date.zone_name(zone)))

    def has_papers(self) -> bool:
        """Tell whether own papers were ever handed out in this class."""
        with self._connection.begin():
            find = select(settings.c.value).where(settings.c.name == paper_record.SETTING)
            return self._connection.execute(find).scalar() is not None

    def note_papers(self) -> None:
        """Note that own papers were handed out in this class."""
        if not self.has_papers():
            with self._connection.begin():
                self._connection.execute(insert(settings).values(name=paper_record.SETTING, value="1"))

    def set_duedate(self, duedate: datetime | None) -> None:
        """Note when the chapter has to be handed in (UTC, without a zone), None for whenever one likes."""
        with self._connection.begin():
            if duedate is None and self.duedate is not None:
                allowances.keep_extensions(self._connection, self._assignment, self.duedate)
            self._connection.execute(
                update(assignment).where(assignment.c.id == self._assignment).values(duedate=duedate)
            )
        self.duedate = duedate

    def allowed(self) -> dict[str, allowances.Allowance]:
        """Return what is allowed to single trainees, by their ids."""
        with self._connection.begin():
            return allowances.read(self._connection, self.chapter)

    def allow(self, extend: Mapping[str, datetime | None], excuse: Mapping[str, bool]) -> None:
        """Note what is allowed to single trainees from now on (see `allowances.change`)."""
        before = self.allowed()
        with self._connection.begin():
            allowances.change(self._connection, self._assignment, before, extend, excuse)

    def settle_extensions(self) -> dict[str, allowances.Allowance]:
        """Let extensions count by the due date that holds; return all that is allowed."""
        found = self.allowed()
        with self._connection.begin():
            self._extensions = allowances.settle(self._connection, self._assignment, found, self.duedate)
        return found

    def set_full_marks(self, points: Mapping[str, float]) -> None:
        """Note the full marks of graded cells by name: a void one has none, in the formgrader, too."""
        find = select(grade_cell.c.id, grade_cell.c.max_score).where(
            grade_cell.c.id.in_(self._grade_cells.values())
        )
        with self._connection.begin():
            known = pairs(self._connection.execute(find))
            for name, full in points.items():
                cell = self._grade_cells[name]
                if known[cell] != full:
                    change = update(grade_cell).where(grade_cell.c.id == cell)
                    self._connection.execute(change.values(max_score=full))

    def name_trainees(self, people: Iterable[Trainee]) -> None:
        """Enter the class list."""
        with self._connection.begin():
            # The whole name is nbgrader's last name; the other part is there and empty, or it would say None.
            rows = self._connection.execute(select(student.c.id, student.c.last_name, student.c.first_name))
            known = {trainee_id: (last, first) for trainee_id, last, first in rows}
            for trainee in people:
                if trainee.id not in known:
                    fresh = insert(student).values(
                        id=trainee.id, last_name=trainee.name or None, first_name=""
                    )
                    self._connection.execute(fresh)
                elif trainee.name and (trainee.name, "") != known[trainee.id]:
                    change = update(student).where(student.c.id == trainee.id)
                    self._connection.execute(change.values(last_name=trainee.name, first_name=""))

    def before(self, trainee_ids: Sequence[str]) -> dict[str, Before]:
        """Return what the gradebook knows of some trainees' submissions, by their ids."""
        found = {trainee_id: Before() for trainee_id in trainee_ids}
        find = (
            select(
                student.c.id,
                student.c.last_name,
                submitted_notebook.c.id,
                submitted_assignment.c.extension,
                grading.c.content,
                grading.c.page,
                grading.c.answers,
            )
            .select_from(_with_submission(self._assignment, self._notebook))
            .outerjoin(grading, grading.c.notebook_id == submitted_notebook.c.id)
            .where(student.c.id.in_(trainee_ids))
        )
        with self._connection.begin():
            rows = self._connection.execute(find).all()
            manual = self._manual([row[2] for row in rows if row[2]])
            for trainee_id, name, submitted, extension, content, page, answers in rows:
                found[trainee_id] = Before(
                    name=name or "",
                    content=content or "",
                    page=page or "",
                    answers=_answers(answers),
                    manual=manual.get(submitted, {}),
                    extension=self._extensions.get(trainee_id, extension or timedelta()).total_seconds(),
                )
        return found

    def write(self, entry: Entry) -> None:
        """Write what one submission earned, all of it or nothing."""
        try:
            self._write(entry)
        except IntegrityError:  # nbgrader has just made the same rows: now they are found
            self._write(entry)

    def _write(self, entry: Entry) -> None:
        grades = {
            self._grade_cells[name]: {"auto_score": points, "needs_manual_grade": look}
            for name, (points, look) in entry.scores.items()
        }
        comments = {
            self._solution_cells[name]: {"auto_comment": text} for name, text in entry.comments.items()
        }
        noted = {
            "content": entry.content,
            "page": entry.page,
            "answers": json.dumps(dict(entry.answers), sort_keys=True),
        }
        with self._connection.begin():
            known = self._known(entry.trainee_id)
            if known.notebook is not None:
                changes.note(self._connection, known.notebook, known.penalty, entry, self._grade_cells)
            submitted, is_new = self._submitted_notebook(entry, known)
            put = self._insert if is_new else self._upsert
            put(grade, submitted, grades)
            put(comment, submitted, comments)
            change = update(grading).where(grading.c.notebook_id == submitted).values(**noted)
            if is_new or not self._connection.execute(change).rowcount:
                self._connection.execute(insert(grading).values(notebook_id=submitted, **noted))

    def tell_changes(self, chapter: str, titles: Mapping[str, str], path: Path) -> list[str]:
        """Return whose mark changed though the answer did not (`changes.tell`)."""
        with self._connection.begin():
            return changes.tell(self._connection, chapter, titles, path)

    def _manual(self, submitted: Sequence[str]) -> dict[str, dict[str, Manual]]:
        """Return what instructors gave by hand, by submitted notebook and the name of the graded cell."""
        found: dict[str, dict[str, Manual]] = {}
        grades = self._connection.execute(
            select(
                grade.c.notebook_id,
                base_cell.c.name,
                grade.c.manual_score,
                grade.c.extra_credit,
                grade.c.needs_manual_grade,
            )
            .join(base_cell, grade.c.cell_id == base_cell.c.id)
            .where(
                grade.c.notebook_id.in_(submitted),
                (grade.c.manual_score.is_not(None)) | (grade.c.extra_credit.is_not(None)),
            )
        )
        for whose, name, score, extra, look in grades:
            found.setdefault(whose, {})[name] = Manual(score, extra, None, not look)
        comments = self._connection.execute(
            select(comment.c.notebook_id, base_cell.c.name, comment.c.manual_comment)
            .join(base_cell, comment.c.cell_id == base_cell.c.id)
            .where(comment.c.notebook_id.in_(submitted), comment.c.manual_comment.is_not(None))
        )
        for whose, name, text in comments:
            graded = name if name in self._grade_cells else name.removesuffix("-answer")
            given = found.setdefault(whose, {})
            old = given.get(graded, Manual())
            given[graded] = Manual(old.score, old.extra, text, old.done)
        return found

    def _known(self, trainee_id: str) -> _Known:
        """Return what the gradebook has of a trainee and the chapter."""
        find = (
            select(
                student.c.id,
                submitted_assignment.c.id,
                submitted_assignment.c.timestamp,
                submitted_notebook.c.id,
                submitted_notebook.c.late_submission_penalty,
            )
            .select_from(_with_submission(self._assignment, self._notebook))
            .where(student.c.id == trainee_id)
        )
        row = self._connection.execute(find).first()
        return _Known() if row is None else _Known(*row)

    def _submitted_notebook(self, entry: Entry, known: _Known) -> tuple[str, bool]:
        """Return the id of the submission's notebook, and whether it is new; what is missing is made."""
        submission, made = known.submission, known.notebook
        if known.trainee is None:
            self._connection.execute(insert(student).values(id=entry.trainee_id))
        if submission is None:
            submission = new_id()
            self._connection.execute(
                insert(submitted_assignment).values(
                    id=submission,
                    assignment_id=self._assignment,
                    student_id=entry.trainee_id,
                    timestamp=entry.timestamp,
                    extension=self._extensions.get(entry.trainee_id),
                )
            )
        elif entry.timestamp != known.timestamp:
            change = update(submitted_assignment).where(submitted_assignment.c.id == submission)
            self._connection.execute(change.values(timestamp=entry.timestamp))
        if made is not None:
            change = update(submitted_notebook).where(submitted_notebook.c.id == made)
            self._connection.execute(change.values(late_submission_penalty=entry.penalty))
            return made, False
        made = new_id()
        self._connection.execute(
            insert(submitted_notebook).values(
                id=made,
                assignment_id=submission,
                notebook_id=self._notebook,
                flagged=False,
                late_submission_penalty=entry.penalty,
            )
        )
        return made, True

    def _insert(self, table: Table, submitted: str, values: Mapping[str, Mapping[str, Any]]) -> None:
        """Write new rows of grades or comments, by cell id."""
        rows = [
            {"id": new_id(), "notebook_id": submitted, "cell_id": cell, **row} for cell, row in values.items()
        ]
        if rows:
            self._connection.execute(insert(table), rows)

    def _upsert(self, table: Table, submitted: str, values: Mapping[str, Mapping[str, Any]]) -> None:
        """Write rows of grades or comments, by cell id: new ones are made, old ones changed."""
        find = select(table.c.cell_id, table.c.id).where(table.c.notebook_id == submitted)
        known = pairs(self._connection.execute(find))
        self._insert(table, submitted, {cell: row for cell, row in values.items() if cell not in known})
        for cell, row in values.items():
            if cell in known:
                self._connection.execute(update(table).where(table.c.id == known[cell]).values(**row))

    def _by_name(self, kind: Table) -> dict[str, str]:
        """Return the ids of the chapter's cells of one kind by name."""
        find = select(base_cell.c.name, kind.c.id).join(kind, kind.c.id == base_cell.c.id)
        return pairs(self._connection.execute(find.where(base_cell.c.notebook_id == self._notebook)))


def _with_submission(assignment_id: str, notebook_id: str) -> Join:
    """Return students with what they handed in of a chapter, if anything."""
    return student.outerjoin(
        submitted_assignment,
        (submitted_assignment.c.student_id == student.c.id)
        & (submitted_assignment.c.assignment_id == assignment_id),
    ).outerjoin(
        submitted_notebook,
        (submitted_notebook.c.assignment_id == submitted_assignment.c.id)
        & (submitted_notebook.c.notebook_id == notebook_id),
    )


def _answers(text: str | None) -> dict[str, str]:
    """Return the digests that were noted with a grading; where they cannot be read, none is known."""
    try:
        noted = json.loads(text or "{}")
    except ValueError:
        return {}
    return noted if isinstance(noted, dict) else {}


def _make_table(engine: Engine) -> None:
    """Make our tables where they are missing; another process may be about it at the same moment."""
    try:
        grading.metadata.create_all(engine)
    except DBAPIError:
        if not all(map(inspect(engine).has_table, grading.metadata.tables)):
            raise


def _journal(connection: Connection, mode: str) -> None:
    """Let SQLite keep its journal in some way; where the file's system or a reader forbids it, as before."""
    if connection.dialect.name == "sqlite":
        with contextlib.suppress(OperationalError):
            connection.exec_driver_sql("pragma busy_timeout = 200")  # not worth waiting for
            got = connection.exec_driver_sql(f"pragma journal_mode = {mode}").scalar()
            connection.exec_driver_sql(f"pragma synchronous = {'normal' if got == 'wal' else 'full'}")
        connection.exec_driver_sql("pragma busy_timeout = 5000")
        connection.rollback()


def utc(moment: datetime) -> datetime:
    """Return a moment as the gradebook keeps it: in UTC, without a zone."""
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
