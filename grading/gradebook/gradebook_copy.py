"""Copies of an SQLite gradebook, made and put back by SQLite itself, whole or not at all."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

WAIT_SECONDS = 5  # for another program that is writing just now
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


def copy(path: Path, target: Path) -> None:
    """Copy a gradebook; a damaged one is not copied.

    Raises:
        sqlite3.Error: the gradebook is damaged, or cannot be read now.
        OSError: the copy cannot be written.
    """
    with closing(sqlite3.connect(path, timeout=WAIT_SECONDS)) as gradebook:
        _check(gradebook)
        _copy(gradebook, target)


def keep_now(path: Path) -> Path:
    """Copy a gradebook under the name of this moment; such a copy is never removed."""
    target = path.with_name(f"{path.stem}-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}{path.suffix}")
    with closing(sqlite3.connect(path, timeout=WAIT_SECONDS)) as gradebook:
        _copy(gradebook, target)
    return target


def put_back(kept: Path, path: Path) -> None:
    """Make a gradebook what a copy of it is, in one transaction: killed at any moment it is either.

    Raises:
        sqlite3.Error: the copy is damaged, or the gradebook cannot be written now.
    """
    with (
        closing(sqlite3.connect(kept)) as source,
        closing(sqlite3.connect(path, timeout=WAIT_SECONDS)) as target,
    ):
        _check(source)
        source.backup(target, progress=_impatient())


def is_good(path: Path) -> bool:
    """Tell whether a file is a gradebook that can be read.

    Raises:
        sqlite3.OperationalError: it cannot be read now, as where another program has it.
    """
    if not path.is_file() or not path.stat().st_size:
        return False
    try:
        with closing(sqlite3.connect(path, timeout=WAIT_SECONDS)) as gradebook:
            _check(gradebook)
    except sqlite3.OperationalError as error:
        if "no such table" in str(error):
            return False
        raise
    except sqlite3.Error:
        return False
    return True


def newest_good(path: Path, kept: Path) -> Path | None:
    """Return the latest copy of a gradebook that can be read, None if there is none.

    Args:
        path: the gradebook; copies beside it are looked at.
        kept: the folder with the copies before each run (see `backups`).
    """
    beside = f"{path.stem}-*{path.suffix}"
    found = [each for each in (*path.parent.glob(beside), *kept.glob("[0-9]*/*.db")) if each.is_file()]
    for each in sorted(found, key=lambda each: each.stat().st_mtime, reverse=True):
        try:
            if is_good(each):
                return each
        except sqlite3.Error:
            continue
    return None


def _check(gradebook: sqlite3.Connection) -> None:
    gradebook.execute("select 1 from assignment limit 1")
    found = gradebook.execute("pragma quick_check(1)").fetchone()
    if found != ("ok",):
        error = sqlite3.DatabaseError("quick_check failed")
        error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        raise error


def _copy(gradebook: sqlite3.Connection, target: Path) -> None:
    beside = target.with_name(f".{target.name}.unfinished")
    beside.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(beside)) as kept:
            kept.execute("pragma synchronous = off")  # the copy gets its final name only when it is complete
            gradebook.backup(kept, progress=_impatient())
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _impatient() -> Callable[[int, int, int], None]:
    """Return what ends a copying that another program holds up: of itself it would try for ever."""
    until = time.monotonic() + WAIT_SECONDS

    def look(status: int, _left: int, _all: int) -> None:
        if status in _BUSY and time.monotonic() > until:
            error = sqlite3.OperationalError("database is locked")
            error.sqlite_errorcode = status
            raise error

    return look
