"""What is allowed to single trainees in a chapter: a later due date (延期), or not to hand it in (免交).

nbgrader knows an extension only of what has been handed in. So it is kept in a table of ours, and put into
nbgrader's own column as soon as there is a submission: the formgrader and its plugins then know it, too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, inspect, select, update

from grading.gradebook.gradebook_tables import allowances, assignment, new_id, submitted_assignment


@dataclass(frozen=True)
class Allowance:
    """What is allowed to one trainee.

    Attributes:
        until: when it is due for them (UTC, without a zone); None if as for everybody.
        excused: it need not be handed in, and does not count.
    """

    until: datetime | None = None
    excused: bool = False


def read(connection: Connection, chapter: str) -> dict[str, Allowance]:
    """Return what is allowed in a chapter, by trainee id."""
    if not inspect(connection).has_table(allowances.name):
        return {}
    rows = connection.execute(
        select(allowances.c.student_id, allowances.c.until, allowances.c.excused)
        .join(assignment, allowances.c.assignment_id == assignment.c.id)
        .where(assignment.c.name == chapter)
    )
    return {trainee_id: Allowance(until, excused) for trainee_id, until, excused in rows}


def change(
    connection: Connection,
    assignment_id: str,
    before: Mapping[str, Allowance],
    extend: Mapping[str, datetime | None],
    excuse: Mapping[str, bool],
) -> None:
    """Note what is allowed from now on.

    Args:
        connection: to the gradebook, in a transaction.
        assignment_id: nbgrader's id of the chapter.
        before: what was allowed until now.
        extend: until when (UTC, without a zone), by trainee id; None takes it back.
        excuse: whether it need not be handed in, by trainee id.
    """
    for trainee_id in extend.keys() | excuse.keys():
        old = before.get(trainee_id, Allowance())
        row = {
            "until": extend.get(trainee_id, old.until),
            "excused": excuse.get(trainee_id, old.excused),
        }
        mine = (allowances.c.assignment_id == assignment_id) & (allowances.c.student_id == trainee_id)
        connection.execute(delete(allowances).where(mine))
        if row["until"] is not None or row["excused"]:
            fresh = insert(allowances).values(
                id=new_id(), assignment_id=assignment_id, student_id=trainee_id, **row
            )
            connection.execute(fresh)
        if old.until is not None and row["until"] is None:
            _extend(connection, assignment_id, trainee_id, None)


def keep_extensions(connection: Connection, assignment_id: str, due: datetime) -> None:
    """Note extensions that were entered through nbgrader alone as ours, before there is no due date any more.

    Args:
        connection: to the gradebook, in a transaction.
        assignment_id: nbgrader's id of the chapter.
        due: the due date that they are counted from.
    """
    noted = select(allowances.c.student_id).where(allowances.c.assignment_id == assignment_id)
    find = select(submitted_assignment.c.student_id, submitted_assignment.c.extension).where(
        submitted_assignment.c.assignment_id == assignment_id,
        submitted_assignment.c.extension.is_not(None),
        submitted_assignment.c.student_id.not_in(noted),
    )
    for trainee_id, extension in connection.execute(find).all():
        if extension > timedelta():
            row = {"student_id": trainee_id, "until": due + extension, "excused": False}
            fresh = insert(allowances).values(id=new_id(), assignment_id=assignment_id, **row)
            connection.execute(fresh)


def settle(
    connection: Connection, assignment_id: str, found: Mapping[str, Allowance], due: datetime | None
) -> dict[str, timedelta]:
    """Put extensions into nbgrader's column, and return them by trainee id, for submissions still to come.

    Without a due date there is nothing to extend: nbgrader would fail to add one to nothing.
    """
    if due is None:
        of_chapter = submitted_assignment.c.assignment_id == assignment_id
        given = submitted_assignment.c.extension.is_not(None)
        connection.execute(update(submitted_assignment).where(of_chapter, given).values(extension=None))
    extensions = {
        trainee_id: max(allowed.until - due, timedelta())
        for trainee_id, allowed in found.items()
        if allowed.until is not None and due is not None
    }
    for trainee_id, extension in extensions.items():
        _extend(connection, assignment_id, trainee_id, extension)
    return extensions


def _extend(connection: Connection, assignment_id: str, trainee_id: str, extension: timedelta | None) -> None:
    mine = (submitted_assignment.c.assignment_id == assignment_id) & (
        submitted_assignment.c.student_id == trainee_id
    )
    other = submitted_assignment.c.extension.is_distinct_from(extension)
    connection.execute(update(submitted_assignment).where(mine, other).values(extension=extension))
