"""The due date as an instructor writes it and reads it."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from grading.common.moments import BEIJING, plausible
from grading.common.shown import shown
from shequ_lib.errors import ShequError

NONE = ("none", "无")  # how to say that there is none
_HOW = "请写成 2026-12-31 或 2026-12-31T18:00"
_LONGEST = 60
_OFFSET = r"[+-](?:0\d|1[0-4]):?[0-5]\d"
_FORM = re.compile(
    r"(\d{4})(?:-(\d{1,2})-(\d{1,2})|/(\d{1,2})/(\d{1,2})|\.(\d{1,2})\.(\d{1,2})|年(\d{1,2})月(\d{1,2})日)"
    r"(?:(?:\s*T\s*|\s+|(?<=日))(\d{1,2}):(\d{2})(?::(\d{2}))?" + rf"(Z|{_OFFSET})?)?",
    re.IGNORECASE,
)


class TimeError(ShequError, ValueError):
    """A time or a zone that cannot be understood; one line of Chinese."""


def read(text: str, zone: tzinfo | None = BEIJING) -> datetime:
    """Read a date or a date with a time; a date means its last moment.

    Args:
        text: as in 2026-12-31, 2026/12/31 18:00 or 2026年12月31日 18:00:30.
        zone: where no other stands behind it; None leaves a moment that says none without one.

    Raises:
        TimeError: it is none.
    """
    found = _FORM.fullmatch(unicodedata.normalize("NFKC", text[:_LONGEST]).strip())
    moment = None
    if found and len(text) <= _LONGEST:
        year, *days, hour, minute, second, offset = found.groups()
        month, day = (int(each) for each in days if each)
        where = _offset(offset) if offset else zone
        try:
            date = datetime(int(year), month, day, tzinfo=where)
            if hour:
                at = time(int(hour) % 24, int(minute), int(second or 0))
                moment = datetime.combine(date, at, where)
                if int(hour) == 24 and at == time():  # the end of that day
                    moment += timedelta(days=1)
                elif int(hour) >= 24:
                    moment = None
            else:
                moment = date + timedelta(days=1, microseconds=-1)
        except (ValueError, OverflowError):
            moment = None
    if moment is None or plausible(moment) is None:
        raise TimeError(f"看不懂时间“{shown(text, _LONGEST)}”，{_HOW}")
    return moment


def said(moment: datetime, zone: tzinfo = BEIJING) -> str:
    """Return a moment in Chinese, as in 2026年12月31日 18:00; one without a zone is in UTC."""
    there = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(zone)
    second = f":{there.second:02}" if there.second and not there.microsecond else ""  # not at a day's end
    return f"{there.year}年{there.month}月{there.day}日 {there.hour:02}:{there.minute:02}{second}"


def late_words(came: datetime | None, due: datetime | None, zone: tzinfo = BEIJING) -> str:
    """Return what a trainee is told who was late, else an empty text; moments without a zone are in UTC."""
    if came is None or due is None or came <= due:
        return ""
    return f"迟交：交于 {said(came, zone)}，截止时间是 {said(due, zone)}。"


def zone_named(name: str) -> tzinfo:
    """Return a zone by its name, as in Asia/Shanghai, or by its distance from Greenwich, as in +08:00.

    Raises:
        TimeError: there is none.
    """
    if re.fullmatch(_OFFSET, name):
        return _offset(name)
    try:
        return BEIJING if name == "Asia/Shanghai" else ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:  # some names are no path, which fails in many ways
        raise TimeError(f"没有“{shown(name, _LONGEST)}”这个时区，请写成 Asia/Shanghai 或 +08:00") from error


def zone_name(zone: tzinfo) -> str:
    """Return the name by which `zone_named` knows a zone."""
    if zone is BEIJING:
        return "Asia/Shanghai"
    if isinstance(zone, ZoneInfo):
        return zone.key
    minutes = int((zone.utcoffset(None) or timedelta()).total_seconds()) // 60
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def zone_said(zone: tzinfo) -> str:
    """Return what a zone is called."""
    return "北京时间" if zone is BEIJING else f"时区 {shown(zone, _LONGEST)}"


def _offset(text: str) -> timezone:
    """Return the zone of a distance such as +08:00 or Z."""
    if text in "Zz":
        return UTC
    minutes = int(text[1:3]) * 60 + int(text[-2:])
    return timezone(timedelta(minutes=minutes if text[0] == "+" else -minutes))
