"""Several steps have to be given their days."""

from __future__ import annotations

from shequ_lib.exercises.kind import Judgement, Kind, Spec
from shequ_lib.exercises.kinds.date import iso_date
from shequ_lib.exercises.kinds.match import ItemKey, fields, in_fields, judge_items


class ScheduleSpec(Spec):
    """The labels of the steps."""

    fields: list[str]


class Schedule(Kind[ScheduleSpec, ItemKey, dict[str, str]]):
    """An answer gives steps their days; some may be missing."""

    def normalise(self, spec: ScheduleSpec, value: object) -> dict[str, str] | None:
        """Return the days by step."""
        return fields(value, spec["fields"], lambda _, answer: iso_date(answer))

    def judge(self, spec: ScheduleSpec, key: ItemKey, value: dict[str, str]) -> Judgement:
        """Give points step by step."""
        return judge_items(key, value)

    def example(self, spec: ScheduleSpec) -> str:
        """Return the first steps with a day."""
        return in_fields(spec["fields"], "2026-12-12")


KIND = Schedule()
