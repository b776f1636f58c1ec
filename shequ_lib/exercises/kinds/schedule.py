"""Several steps have to be given their days."""

from __future__ import annotations

from typing import Any

from shequ_lib.exercises.kind import Judgement, Key, Kind, Spec
from shequ_lib.exercises.kinds.date import iso_date
from shequ_lib.exercises.kinds.match import fields, in_fields, judge_items


class Schedule(Kind):
    """An answer gives steps their days; some may be missing."""

    def normalise(self, spec: Spec, value: Any) -> dict[str, str] | None:
        """Return the days by step."""
        return fields(value, spec["fields"], lambda _, answer: iso_date(answer))

    def judge(self, spec: Spec, key: Key, value: dict[str, str]) -> Judgement:
        """Give points step by step."""
        return judge_items(key, value)

    def example(self, spec: Spec) -> str:
        """Return the first steps with a day."""
        return in_fields(spec["fields"], "2026-12-12")


KIND = Schedule()
