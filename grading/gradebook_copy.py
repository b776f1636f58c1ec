"""Copies of an SQLite gradebook beside it: one a day, made before the first change, and kept for a week."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

DAYS_KEPT = 7
_WAIT_SECONDS = 5  # for another program that is just writing
_DAILY = re.compile(r"-\d{8}$")


def keep_daily(path: Path, today: date) -> Path | None:
    """Copy a gradebook in which something is graded, unless there is a copy of this day.

    Returns:
        The copy, if one was made.

    Raises:
        sqlite3.DatabaseError: the gradebook is damaged, so that it must not be written any more; or it
            cannot be copied now.
        OSError: the copy cannot be written.
    """
    target = path.with_name(f"{path.stem}-{today:%Y%m%d}{path.suffix}")
    if target.exists():
        return None
    with closing(sqlite3.connect(path, timeout=_WAIT_SECONDS)) as gradebook:
        if not gradebook.execute("select 1 from submitted_assignment limit 1").fetchone():
            return None
        _check(gradebook)
        _copy(gradebook, target)
    daily = sorted(
        each for each in path.parent.glob(f"{path.stem}-*{path.suffix}") if _DAILY.search(each.stem)
    )
    for old in daily[:-DAYS_KEPT]:
        old.unlink(missing_ok=True)
    return target


def keep_now(path: Path) -> Path:
    """Copy a gradebook under the name of this moment; such a copy is never removed."""
    target = path.with_name(f"{path.stem}-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}{path.suffix}")
    with closing(sqlite3.connect(path, timeout=_WAIT_SECONDS)) as gradebook:
        _copy(gradebook, target)
    return target


def newest_good(path: Path) -> Path | None:
    """Return the latest copy of a gradebook that can be read, None if there is none."""
    found = [each for each in path.parent.glob(f"{path.stem}-*{path.suffix}") if each.is_file()]
    for copy in sorted(found, key=lambda each: each.stat().st_mtime, reverse=True):
        try:
            with closing(sqlite3.connect(copy)) as gradebook:
                gradebook.execute("select 1 from assignment limit 1")
                _check(gradebook)
        except sqlite3.Error:
            continue
        return copy
    return None


def _check(gradebook: sqlite3.Connection) -> None:
    found = gradebook.execute("pragma quick_check(1)").fetchone()
    if found != ("ok",):
        error = sqlite3.DatabaseError("quick_check failed")
        error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        raise error


def _copy(gradebook: sqlite3.Connection, target: Path) -> None:
    beside = target.with_name(f".{target.name}.unfinished")
    beside.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(beside)) as copy:
            copy.execute("pragma synchronous = off")  # it gets its name only once it is whole
            gradebook.backup(copy)
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
