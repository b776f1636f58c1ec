"""A day has to be found."""

from __future__ import annotations

import re
from datetime import date
from typing import TypeAlias

from shequ_lib.exercises.fold import fold, shown
from shequ_lib.exercises.kind import AnswerKey, Judgement, Kind, Spec, WrongAnswer, listed
from shequ_lib.exercises.literal import AnswerError

_DATE = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?")

DateKey: TypeAlias = AnswerKey[str, WrongAnswer[str]]


class Date(Kind[Spec, DateKey, str]):
    """An answer is a day, `YYYY-MM-DD`."""

    def normalise(self, spec: Spec, value: object) -> str:
        """Return the day."""
        return iso_date(value)

    def judge(self, spec: Spec, key: DateKey, value: str) -> Judgement:
        """Give all of the points or none; a day that is foreseen has its own reason."""
        if value == key["answer"]:
            return 1.0, []
        side = "晚" if value > key["answer"] else "早"
        return 0.0, listed(key, value) or [f"这一天偏{side}了，请从题目给的日子起重新数一遍。"]

    def example(self, spec: Spec) -> str:
        """Return a day."""
        return '"2026-12-12"'


def iso_date(value: object) -> str:
    """Return a date, written in any of the usual ways, as `YYYY-MM-DD`.

    Raises:
        AnswerError: it is no date of the calendar.
    """
    if isinstance(value, date):
        try:
            return value.strftime("%Y-%m-%d")
        except ValueError:  # pandas' own sign for no date is a date, too
            raise AnswerError("这一格没有日期，请写成 2026-12-12 这样。") from None
    match = _DATE.fullmatch(fold(value)) if isinstance(value, str) else None
    if match is None:
        raise AnswerError(f"“{shown(value)}”不是日期，请写成 2026-12-12 这样。")
    try:
        return date(*(int(part) for part in match.groups())).isoformat()
    except ValueError:
        raise AnswerError(f"日历上没有“{shown(value)}”这一天。") from None


KIND = Date()
