"""Marks that a run changed although the answer stayed the same: noted with the mark, and told.

A chapter is marked anew when its master, its rulebook or the way of marking has changed. What an answer then
earns differently is noted in the transaction that writes it, so that it is told even if the run is killed
right after. Points given by hand stay as they are and are never told.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, bindparam, insert, inspect, select, update

from grading.common import csv_file
from grading.gradebook.gradebook_tables import (
    assignment,
    changes,
    grade,
    grading,
    new_id,
    score,
    student,
    submitted_assignment,
    submitted_notebook,
)
from shequ_lib.points import CLOSE, rounded, written

if TYPE_CHECKING:
    from grading.gradebook.record import Entry

HEADS = ("编号", "姓名", "章", "重新批改", "原来得分", "现在得分", "练习", "这题原来", "这题现在", "说明")
PART = "这次也交了新的答案，得分只算没有改过答案的题"


@dataclass(frozen=True)
class Change:
    """One mark that changed.

    Attributes:
        id: of the note.
        trainee_id: whose mark it is.
        name: the trainee's name, possibly empty.
        chapter: the chapter.
        moment: when it was marked anew (UTC, without a zone).
        before: points before, a penalty for lateness taken off.
        after: points now.
        whole: whether these are of the whole chapter; else only of the answers that stayed the same.
        exercises: points before and now by exercise, as far as they differ.
        told: whether a run has told it to its end.
    """

    id: str
    trainee_id: str
    name: str
    chapter: str
    moment: datetime
    before: float
    after: float
    whole: bool
    exercises: Mapping[str, Sequence[float]]
    told: bool

    @property
    def line(self) -> str:
        """The change in one line of Chinese."""
        who = (
            f"{self.name}（{self.trainee_id}）" if self.name not in ("", self.trainee_id) else self.trainee_id
        )
        number = self.chapter.partition("-")[0]
        chapter = f"第{int(number)}章" if number.isdecimal() else self.chapter
        part = "" if self.whole else f"（{PART}）"
        return f"重新批改后分数有变：{who} {chapter} {written(self.before)} → {written(self.after)}{part}。"

    @property
    def day(self) -> str:
        """The day of the change on this computer's calendar."""
        return self.moment.replace(tzinfo=UTC).astimezone().date().isoformat()


def note(
    connection: Connection, notebook_id: str, penalty: float | None, entry: Entry, cells: Mapping[str, str]
) -> None:
    """Note what an entry, about to be written, changes in points of answers that were marked before.

    Args:
        connection: to the gradebook, in the transaction that writes the entry.
        notebook_id: nbgrader's id of the submission's notebook.
        penalty: what was taken off for handing in late until now.
        entry: what will be written.
        cells: ids of the graded cells by name.
    """
    noted = connection.execute(select(grading.c.answers).where(grading.c.notebook_id == notebook_id)).scalar()
    if noted is None:
        return
    answers = _digests(noted)
    columns = (grade.c.cell_id, grade.c.auto_score, grade.c.manual_score, grade.c.extra_credit)
    rows = connection.execute(select(*columns).where(grade.c.notebook_id == notebook_id))
    given = {cell: tuple(points) for cell, *points in rows}
    before, after, differ = 0.0, 0.0, {}
    graded = {name: name if name in entry.scores else f"{name}-answer" for name in entry.answers}
    shared = [name for name in graded if name in answers and cells[graded[name]] in given]
    same = [name for name in shared if answers[name] == entry.answers[name]]
    for name in same:
        auto, manual, extra = given[cells[graded[name]]]
        old, new = score(auto, manual, extra), score(entry.scores[graded[name]][0], manual, extra)
        before, after = before + old, after + new
        if abs(old - new) > CLOSE:
            differ[name] = (old, new)
    if not differ:
        return
    whole = same == shared
    if whole:
        before, after = before - (penalty or 0.0), after - (entry.penalty or 0.0)
    connection.execute(
        insert(changes).values(
            id=new_id(),
            notebook_id=notebook_id,
            moment=datetime.now(UTC).replace(tzinfo=None),
            before=before,
            after=after,
            whole=whole,
            exercises=json.dumps(differ),
            told=False,
        )
    )


def read(connection: Connection, chapters: Sequence[str]) -> list[Change]:
    """Return all changes of some chapters ever noted, by chapter, trainee and moment."""
    if not inspect(connection).has_table(changes.name):
        return []
    rows = connection.execute(
        select(
            changes.c.id,
            student.c.id,
            student.c.last_name,
            assignment.c.name,
            changes.c.moment,
            changes.c.before,
            changes.c.after,
            changes.c.whole,
            changes.c.exercises,
            changes.c.told,
        )
        .join(submitted_notebook, changes.c.notebook_id == submitted_notebook.c.id)
        .join(submitted_assignment, submitted_notebook.c.assignment_id == submitted_assignment.c.id)
        .join(assignment, submitted_assignment.c.assignment_id == assignment.c.id)
        .join(student, submitted_assignment.c.student_id == student.c.id)
        .where(assignment.c.name.in_(chapters))
        .order_by(assignment.c.name, student.c.id, changes.c.moment, changes.c.id)
    )
    return [
        Change(id_, who, name or "", chapter, moment, before, after, whole, json.loads(exercises), told)
        for id_, who, name, chapter, moment, before, after, whole, exercises, told in rows
    ]


def tell(connection: Connection, chapter: str, titles: Mapping[str, str], path: Path) -> list[str]:
    """Write all changes of a chapter into a table, and return what was not told before, in lines of Chinese.

    Args:
        connection: to the gradebook, in a transaction.
        chapter: the chapter.
        titles: the titles of its exercises.
        path: the table, a CSV file; without a change there is none.

    Raises:
        ShequError: the table cannot be written; the changes are told next time.
    """
    found = read(connection, [chapter])
    fresh = [change for change in found if not change.told]
    if not fresh:
        return []
    rows = [
        (
            change.trainee_id,
            change.name,
            change.chapter,
            change.day,
            rounded(change.before),
            rounded(change.after),
            titles.get(exercise, exercise),
            rounded(old),
            rounded(new),
            "" if change.whole else PART,
        )
        for change in found
        for exercise, (old, new) in change.exercises.items()
    ]
    csv_file.write(path, HEADS, rows)
    told = [{"told_id": change.id} for change in fresh]
    connection.execute(update(changes).where(changes.c.id == bindparam("told_id")).values(told=True), told)
    return [*(change.line for change in fresh), f"哪些题变了，逐题记在：{path}"]


def _digests(noted: str) -> dict[str, str]:
    """Return the digests of the answers that were marked; none where the note cannot be read."""
    try:
        found = json.loads(noted)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
