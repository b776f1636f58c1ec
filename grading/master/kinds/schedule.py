"""Several steps have to be given their days."""

from __future__ import annotations

import random

from grading.common.draws import pick
from grading.master.head import ExerciseError, Head, Run
from grading.master.kind import Built
from grading.master.kinds.date import moved
from grading.master.kinds.match import ByItem, item_guesses, item_wrongs
from shequ_lib.exercises.kinds.match import ItemKey
from shequ_lib.exercises.kinds.schedule import ScheduleSpec
from shequ_lib.exercises.normalise import normalise


class Schedule(ByItem[ScheduleSpec]):
    """Labels with their dates."""

    fields = frozenset({"fields"})
    second = "每一项都要写，如 公告=2026-12-12；反馈=2026-12-20。"

    def build(self, head: Head, spec: ScheduleSpec, key: ItemKey, run: Run) -> Built:
        """Read the labels and their days."""
        fields = head["fields"]
        if not isinstance(fields, dict) or len(fields) < 2:
            raise ExerciseError("fields must map at least two labels to their dates")
        spec["fields"] = list(fields)
        key["answer"] = normalise(spec, fields)
        return Built(key["answer"], item_wrongs(head, spec, key))

    def shown(self, spec: ScheduleSpec) -> list[str]:
        """Return the labels."""
        return list(spec["fields"])

    def guesses(self, spec: ScheduleSpec, key: ItemKey, draw: random.Random) -> list[dict[str, str]]:
        """Return answers with days that are a little off."""
        return item_guesses(key, draw, lambda right: moved(right, pick(draw, (-2, -1, 1, 2, 7))))


KIND = Schedule()
