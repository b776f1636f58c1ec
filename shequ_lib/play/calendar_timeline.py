"""The chain of a meeting as a picture: where each step stands in time, and how far its deadline reaches.

Plain figures for the view to draw. In the appraisal the days run from different steps (reading 13), so a step
that is done early pulls the next deadline to an earlier day, too.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from shequ_lib.meetings import MEETING, Step
from shequ_lib.play.calendar_model import Schedule

MARGIN = timedelta(days=1)


@dataclass(frozen=True)
class Mark:
    """One step in the picture.

    Attributes:
        step: What the rulebook says about it.
        day: Where it stands; if it does not stand yet, its latest day or the first that the order allows.
        placed: Whether it stands.
        latest: The latest day by its deadline, or None if it has none.
        ends: The two ends of the arrow that carries the days of the deadline, or None.
        sooner: By how many days the deadline is earlier because the step before was done early.
    """

    step: Step
    day: date
    placed: bool
    latest: date | None
    ends: tuple[date, date] | None
    sooner: int


@dataclass(frozen=True)
class Timeline:
    """The picture: its marks in order, its first and last day, the day of the meeting.

    Attributes:
        marks: One mark for each step.
        first: First day of the picture.
        last: Last day of the picture.
        meeting: The day of the meeting.
        dated: Whether the days are real; with nothing placed only the distances count.
    """

    marks: tuple[Mark, ...]
    first: date
    last: date
    meeting: date
    dated: bool


def timeline(schedule: Schedule, meeting: str) -> Timeline:
    """Return the picture of a meeting's chain as it is planned now (objectives 6.6, 6.14, 6.18, 6.20).

    Raises:
        ShequError: The meeting is not to be held in this quarter.
    """
    chain, days = schedule.period.task(meeting).chain, schedule.days(meeting)
    held = days.get(MEETING)
    if held is None:
        window = chain.window(days, MEETING)
        bound = window.earliest or window.latest
        held = bound.day if bound else schedule.period.days[-1]
    done = {step: day for step, day in days.items() if step != MEETING}
    latest = {deadline.key: deadline.latest for deadline in chain.meeting.deadlines(held, done=done)}
    at: dict[str, date] = {}
    marks: list[Mark] = []
    for step in chain.steps:
        before = at[marks[-1].step.key] if marks else held
        own = held if step.key == MEETING else latest.get(step.key, max(before, held))
        at[step.key] = day = days.get(step.key, own)
        ends: tuple[date, date] | None = None
        sooner = 0
        if step.relation == "before":
            ends = (min(day, latest[step.key]), held)
        elif step.relation == "after":
            start = held if step.anchor == MEETING else at[step.anchor]
            ends = (start, latest[step.key])
            if step.anchor in latest:
                sooner = (chain.meeting.due(step.key, latest[step.anchor]) - latest[step.key]).days
        placed = step.key in days
        marks.append(Mark(step, day, placed, latest.get(step.key), ends, max(sooner, 0)))
    everything = [day for mark in marks for day in (mark.day, *(mark.ends or ()))]
    return Timeline(tuple(marks), min(everything) - MARGIN, max(everything) + MARGIN, held, dated=bool(days))
