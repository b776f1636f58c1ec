"""The one error of the library, and the checks of input that raise it.

Whatever a person types reaches a calculator through one of these functions. A bad value is refused with one
line of Chinese that names the argument and shows the value; nothing is rounded, clamped or guessed.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

LARGEST_NUMBER = 1_000_000_000
"""Above this a number of people or households is a slip of the keyboard (and tables stay exact in 64
bits)."""


class ShequError(ValueError):
    """A mistake of the user: its message is one line of Chinese that names the argument."""


def shown(value: object) -> str:
    """The value as it appears in an error message: on one line, at most 40 characters."""
    text = f"「{value}」" if isinstance(value, str) else repr(value)
    text = " ".join(text.split())
    return text if len(text) <= 40 else text[:39] + "…"


def whole_number(label: str, value: object) -> int:
    """Check a number of people, households or days.

    Args:
        label: the Chinese name of the argument, for the message.
        value: a whole number from 0 to LARGEST_NUMBER; 12.0 passes as 12.

    Returns:
        The number as an int.

    Raises:
        ShequError: for a negative, fractional, huge or missing number, a truth value, a text.
    """
    problem = f"{label}应为不小于 0 的整数，现在是 {shown(value)}。"
    if isinstance(value, bool):
        raise ShequError(problem)
    if isinstance(value, float):
        if not math.isfinite(value) or not value.is_integer():
            raise ShequError(problem)
        number = int(value)
    else:
        try:
            number = operator.index(value)  # type: ignore[arg-type]
        except TypeError:
            raise ShequError(problem) from None
    if number < 0:
        raise ShequError(problem)
    if number > LARGEST_NUMBER:
        raise ShequError(f"{label}太大，现在是 {shown(number)}，请核对是否多写了数字。")
    return number


def calendar_date(label: str, value: object) -> date:
    """Check a date.

    Args:
        label: the Chinese name of the argument, for the message.
        value: a date, a datetime (its day counts) or a text like "2026-12-15".

    Returns:
        The date.

    Raises:
        ShequError: if it is anything else, or a day that the calendar does not have.
    """
    if isinstance(value, datetime):
        try:
            return date(value.year, value.month, value.day)
        except (TypeError, ValueError):  # pandas NaT
            raise ShequError(f"{label}没有填写日期。") from None
    if isinstance(value, date):
        return value
    if isinstance(value, str):
        try:
            return datetime.strptime(value.strip(), "%Y-%m-%d").date()
        except ValueError:
            pass
    raise ShequError(f"{label}应为日期，写成 2026-12-15 的样子，现在是 {shown(value)}。")


def days_later(label: str, day: date, days: int) -> date:
    """The date so many calendar days after (or, if negative, before) the given one.

    Raises:
        ShequError: if the calendar has no such date (before year 1 or after year 9999).
    """
    try:
        return day + timedelta(days=days)
    except OverflowError:
        raise ShequError(f"{label}超出了日历的范围，现在是 {day.isoformat()}。") from None


def table_columns(df: pd.DataFrame, wanted: Iterable[str]) -> None:
    """Check that a table has some columns, and no column twice.

    Raises:
        ShequError: one is missing, or stands twice.
    """
    missing = [name for name in wanted if name not in df.columns]
    if missing:
        raise ShequError(f"表格缺少这些列：{'、'.join(missing)}。")
    twice = sorted({str(name) for name in df.columns[df.columns.duplicated()]})
    if twice:
        raise ShequError(f"表格里有重名的列：{'、'.join(twice)}。")


def chinese_date(day: date) -> str:
    """A date for people, such as 2026年12月15日."""
    return f"{day.year}年{day.month}月{day.day}日"


def date_with_weekday(day: date) -> str:
    """A date for people who plan by the week, such as 2026年12月12日（星期六）."""
    return f"{chinese_date(day)}（星期{'一二三四五六日'[day.weekday()]}）"
