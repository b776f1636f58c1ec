"""Folders and pages of whoever got another number or name, moved as `members` noted it in the gradebook.

First everything leaves its old place, for numbers may have been exchanged; then it goes to the new one. A
note is gone only when its folders are there, so a run that is killed is completed by the next.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, delete, select, update

from grading.classroom import class_folder
from grading.classroom.class_folder import ClassFolder
from grading.common.moments import FIRST, TIMESTAMP, read_timestamp
from grading.common.names import file_name
from grading.gradebook.gradebook_tables import moves
from grading.intake.intake import PRACTICE, RECEIVED, SUBMITTED
from grading.papers import paper_record
from grading.papers.bank import DEALT

if TYPE_CHECKING:
    from grading.gradebook.record import Recorder

_BETWEEN = ".moving"  # the folder, in the class folder, of what has left its old place


def page_name(trainee_id: str, name: str) -> str:
    """Return the name of somebody's page of feedback."""
    return file_name(trainee_id if name in ("", trainee_id) else f"{trainee_id}-{name}", ".html")


def paper_folder(trainee_id: str, name: str) -> str:
    """Return the name of the folder in which somebody's own paper is handed out."""
    return file_name(trainee_id if name in ("", trainee_id) else f"{trainee_id}_{name}")


def finish(
    recorder: Recorder, room: ClassFolder, pages: str, before_change: Callable[[Path], None]
) -> list[str]:
    """Move what is noted, and return what was moved in lines of Chinese.

    Args:
        recorder: the gradebook.
        room: the class folder.
        pages: where pages of feedback lie in the class folder, for any chapter: `results/*/反馈`. Those of
            practice are made anew each time.
        before_change: is told each folder whose clean copy is going to come, change or go.
    """
    with recorder.transaction() as connection:
        noted = connection.execute(select(moves).order_by(moves.c.id)).all()
    if not noted:
        return []
    for row in noted:
        for here, between, there in _places(room, pages, row):
            if between.parent.name in (SUBMITTED, PRACTICE):
                before_change(here)
                before_change(there)
    if not all(row.staged for row in noted):
        for row in noted:
            for here, between, _ in _places(room, pages, row):
                if os.path.lexists(here) and not between.exists():
                    between.parent.mkdir(parents=True, exist_ok=True)
                    here.rename(between)
                with contextlib.suppress(OSError):  # what is left of its folder, if that is empty
                    here.parent.rmdir()
        with recorder.transaction() as connection:
            connection.execute(update(moves).values(staged=True))
    for row in noted:
        for _, between, there in list(_places(room, pages, row)):
            if between.exists():
                _put(between, there)
    shutil.rmtree(room.root / _BETWEEN, ignore_errors=True)
    paper_record.move(room.root, [(row.id, row.old_id, row.new_id) for row in noted], datetime.now(UTC))
    with recorder.transaction() as connection:
        _forget(connection, [row.id for row in noted])
    return [row.line for row in noted if row.line]


def _forget(connection: Connection, ids: list[str]) -> None:
    connection.execute(delete(moves).where(moves.c.id.in_(ids)))


def _places(room: ClassFolder, pages: str, row: Row[Any]) -> Iterator[tuple[Path, Path, Path]]:
    """Yield where something lies, where it is meanwhile, and where it goes."""
    between = room.root / _BETWEEN / row.id
    if row.old_id != row.new_id:
        for kind in (SUBMITTED, RECEIVED, PRACTICE):
            chapters = {path.name for path in (room.root / kind / row.old_id).glob("*")}
            chapters |= {path.name for path in (between / kind).glob("*")}
            for chapter in sorted(chapters):
                old, new = (room.root / kind / who / chapter for who in (row.old_id, row.new_id))
                yield old, between / kind / chapter, new
        for step in ("autograded", "feedback"):
            for chapter in class_folder.chapters(room.root):
                old, new = (room.place(step, who, chapter) for who in (row.old_id, row.new_id))
                yield old, between / step / chapter, new
    old_page, new_page = page_name(row.old_id, row.old_name), page_name(row.new_id, row.new_name)
    old_paper, new_paper = paper_folder(row.old_id, row.old_name), paper_folder(row.new_id, row.new_name)
    dealt = {path.name for path in (room.root / DEALT).glob("*/")}
    for name in sorted(dealt | {path.name for path in (between / "papers").glob("*")}):
        folder = room.root / DEALT / name
        yield folder / old_paper, between / "papers" / name, folder / new_paper
    for folder in sorted(room.root.glob(pages)):
        yield folder / old_page, between / "pages" / f"{folder.parent.name}.html", folder / new_page


def _put(between: Path, there: Path) -> None:
    """Put something in its new place; where something is already, the later of two submissions stays."""
    there.parent.mkdir(parents=True, exist_ok=True)
    if not os.path.lexists(there):
        between.rename(there)
    elif between.parent.name == RECEIVED:
        for path in sorted(between.iterdir()):
            path.rename(_free(there / path.name))
    elif between.parent.name in (SUBMITTED, PRACTICE):
        ours, came = (read_timestamp(folder / TIMESTAMP) or FIRST for folder in (there, between))
        if came > ours:
            shutil.rmtree(there)
            between.rename(there)


def _free(path: Path) -> Path:
    """Return a path, or one like it that is not taken."""
    number, free = 1, path
    while os.path.lexists(free):
        number += 1
        free = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return free
