"""A day has to be found."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta

from grading.master.kind import Mistake
from grading.master.kinds.number import Single
from shequ_lib.errors import chinese_date
from shequ_lib.exercises.kind import Spec
from shequ_lib.exercises.kinds.date import DateKey
from shequ_lib.exercises.score import Result


class Date(Single[Spec, DateKey, str]):
    """A day; each wrong one is a mistake in counting."""

    def stands_in(self, spec: Spec, key: DateKey, texts: Sequence[str]) -> bool:
        """Tell whether texts hold the day."""
        year, month, day = map(int, key["answer"].split("-"))
        return f"{year}年{month}月{day}日" in "\n".join(texts)

    def mistakes(self, spec: Spec, key: DateKey, value: str, result: Result) -> list[Mistake]:
        """Return the day as people write it."""
        return [Mistake(chinese_date(date.fromisoformat(value)), "".join(result.messages), value)]

    def spellings(self, spec: Spec, key: DateKey) -> list[object]:
        """Return the day in other common ways."""
        day = date.fromisoformat(key["answer"])
        return [f"{day.year}年{day.month}月{day.day}日", f"{day.year}/{day.month}/{day.day}"]

    def guesses(self, spec: Spec, key: DateKey, draw: random.Random) -> list[str]:
        """Return days that are a little off."""
        return [moved(key["answer"], days) for days in (-7, -2, -1, 1, 2, 7)]


def moved(day: str, days: int) -> str:
    """Return a day so many days later."""
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


KIND = Date()
