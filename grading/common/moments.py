"""Moments that others noted, in `timestamp.txt`, a file's own time, a zip: any number may stand there.

A time without a zone is one of Beijing, unless the instructor names another: never of this computer, which
may be a server anywhere.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from pathlib import Path

from grading.common.regular_file import read_regular

BEIJING = timezone(timedelta(hours=8), "北京时间")

TIMESTAMP = "timestamp.txt"  # nbgrader's note, beside a notebook, of when it was handed in
FORMAT = "%Y-%m-%d %H:%M:%S.%f UTC"  # nbgrader's
MOST = 100  # bytes of a timestamp
FIRST, LAST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
"""Nothing is handed in before or after: there lie 0, -1 and the largest numbers, which mean "unknown"."""
_FROM_1601 = 11_644_473_600  # seconds from 1601, where Windows begins to count, to 1970


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


def from_zip(day: int, time: int, zone: tzinfo = BEIJING) -> datetime | None:
    """Return the time that a zip notes: of the writer's clock, without its zone, in two numbers of MS-DOS."""
    date = 1980 + (day >> 9), day >> 5 & 15, day & 31
    clock = time >> 11, time >> 5 & 63, (time & 31) * 2
    try:
        return plausible(datetime(*date, *clock, tzinfo=zone))
    except (ValueError, OverflowError, OSError):
        return None


def from_fields(fields: Mapping[int, bytes]) -> datetime | None:
    """Return the moment in UTC that the extra fields of a zip's entry note, None if there is none."""
    unix, old_unix, ntfs = (fields.get(kind, b"") for kind in (0x5455, 0x5855, 0x000A))
    if len(unix) >= 5 and unix[0] & 1:  # Info-ZIP's; a bit says that the time of the last change is there
        return from_seconds(struct.unpack_from("<L", unix, 1)[0])
    if len(old_unix) >= 8:  # what macOS writes: last opened, last changed
        return from_seconds(struct.unpack_from("<L", old_unix, 4)[0])
    if len(ntfs) >= 16 and struct.unpack_from("<2H", ntfs, 4) == (1, 24):  # 7-Zip's, WinRAR's
        return from_seconds(struct.unpack_from("<Q", ntfs, 8)[0] / 1e7 - _FROM_1601)
    return None


def read_timestamp(path: Path) -> datetime | None:
    """Return the moment that nbgrader noted in `timestamp.txt`, None if there is none that can be read."""
    try:
        return noted(read_regular(path, MOST)[0].decode("utf-8-sig"))
    except (OSError, ValueError):
        return None


def noted(text: object) -> datetime | None:
    """Return the moment that a text in nbgrader's form notes, None if it is none."""
    try:
        moment = datetime.fromisoformat(str(text)[:MOST].strip().removesuffix(" UTC"))
    except ValueError:
        return None
    return plausible(moment if moment.tzinfo else moment.replace(tzinfo=UTC))
