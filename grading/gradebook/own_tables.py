"""The tables that we write and an instructor may edit: an edit is noticed before it is written over.

What was written last is remembered by its digest, in the gradebook. A table that is there and is another one
has been changed by hand, so it is kept beside the new one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, delete, insert, select

from grading.common.workbook import refused
from grading.gradebook.gradebook_tables import written
from grading.gradebook.gradebook_trouble import open_engine


@contextmanager
def writing(db_url: str, path: Path, now: datetime) -> Iterator[list[str]]:
    """Write a table within this, and nothing that an instructor changed in it is lost.

    Args:
        db_url: the gradebook.
        path: the table.
        now: the moment, by the clock on the wall, for the name of what is kept.

    Yields:
        What to say: one line if the table had been changed, else none.

    Raises:
        ShequError: what was changed cannot be kept; nothing is written then.
    """
    key = f"{path.parent.name}/{path.name}"  # of a report elsewhere, too: it is kept rather once too often
    engine = open_engine(db_url)
    try:
        with engine.begin() as connection:
            written.create(connection, checkfirst=True)  # an older gradebook may not have it
            known = connection.execute(select(written.c.digest).where(written.c.name == key)).scalar()
        changed = path.is_file() and _digest(path) != known
        kept = _aside(path, now) if changed else None
        lines = [] if kept is None else [_said(path, kept)]
        yield lines
        if kept is not None and not path.exists():  # it was not written anew: it stays what it is
            kept.replace(path)
            lines.clear()
        elif path.is_file():
            with engine.begin() as connection:
                _remember(connection, key, _digest(path))
    finally:
        engine.dispose()


def _digest(path: Path) -> str:
    with refused(path), path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _aside(path: Path, now: datetime) -> Path:
    """Put a changed table beside, under a name of its own."""
    kept = path.with_stem(f"{path.stem}（改过，{now:%Y-%m-%d %H.%M.%S}）")
    with refused(path):
        path.replace(kept)
    return kept


def _said(path: Path, kept: Path) -> str:
    return f"{path.name} 写好以后有人改过，改过的留在：{kept}（表里改的分不算，要改分请在评分页面里改）。"


def _remember(connection: Connection, key: str, digest: str) -> None:
    connection.execute(delete(written).where(written.c.name == key))
    connection.execute(insert(written).values(name=key, digest=digest))
