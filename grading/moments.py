"""Moments that others noted, in `timestamp.txt`, a file's own time, a zip: any number may stand there."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from grading.regular_file import read_regular

TIMESTAMP = "timestamp.txt"  # nbgrader's note, beside a notebook, of when it was handed in
FORMAT = "%Y-%m-%d %H:%M:%S.%f UTC"  # nbgrader's
MOST = 100  # bytes of a timestamp
FIRST, LAST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
"""Nothing is handed in before or after: there lie 0, -1 and the largest numbers, which mean "unknown"."""


def plausible(moment: datetime | None) -> datetime | None:
    """Return a moment in UTC, None for one at which nothing can have been handed in."""
    if moment is None:
        return None
    try:
        moment = moment.astimezone(UTC)
    except (ValueError, OverflowError, OSError):  # the zone leads out of the calendar
        return None
    return moment if FIRST <= moment < LAST else None


def from_seconds(seconds: float) -> datetime | None:
    """Return a file's own time, None if it is not plausible."""
    try:
        return plausible(datetime.fromtimestamp(seconds, UTC))
    except (ValueError, OverflowError, OSError):
        return None


def from_zip(day: int, time: int) -> datetime | None:
    """Return the time that a zip notes: local, without its zone, in the two numbers of MS-DOS."""
    date = 1980 + (day >> 9), day >> 5 & 15, day & 31
    clock = time >> 11, time >> 5 & 63, (time & 31) * 2
    try:
        return plausible(datetime(*date, *clock).astimezone())
    except (ValueError, OverflowError, OSError):
        return None


def read_timestamp(path: Path) -> datetime | None:
    """Return the moment that nbgrader noted in `timestamp.txt`, None if there is none that can be read."""
    try:
        text = read_regular(path, MOST)[0].decode("utf-8-sig").strip().removesuffix(" UTC")
        moment = datetime.fromisoformat(text)
    except (OSError, ValueError):
        return None
    return plausible(moment if moment.tzinfo else moment.replace(tzinfo=UTC))
