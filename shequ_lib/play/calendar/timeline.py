"""The chain of a meeting as a picture: where each step stands in time, and how far its deadline reaches.

Plain figures for the view to draw. In the appraisal the days run from different steps (reading 13), so a step
that is done early pulls the next deadline to an earlier day, too.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from shequ_lib.meetings import MEETING, Step
from shequ_lib.play.calendar.model import Schedule

MARGIN = timedelta(days=1)


@dataclass(frozen=True)
class Mark:
    """One step in the picture.

    Attributes:
        step: What the rulebook says about it.
        day: Where it stands; if it does not stand yet, its latest day or the first that the order allows.
        placed: Whether it stands.
        latest: The latest day that the rules leave for it, or None if it has no deadline.
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
    at = {MEETING: held}
    due: dict[str, date] = {}
    marks: list[Mark] = []
    for step in chain.steps:
        latest, sooner = None, 0
        if step.days is not None:
            due[step.key] = chain.meeting.due(step.key, at[step.anchor])
            bound = schedule.verdict.rows[meeting, step.key].usual.latest
            latest = min(due[step.key], bound.day) if bound else due[step.key]
            anchor = chain.meeting.step(step.anchor)
            in_order = anchor.relation != "after" or at[anchor.key] >= at[anchor.anchor]
            if anchor.key in due and in_order:
                sooner = (chain.meeting.due(step.key, due[anchor.key]) - due[step.key]).days
        before = marks[-1].day if marks else held
        day = days.get(step.key, held if step.key == MEETING else latest or max(before, held))
        at[step.key] = day
        ends: tuple[date, date] | None = None
        if step.relation == "before":
            ends = (min(day, due[step.key]), held)
        elif step.relation == "after":
            ends = (at[step.anchor], due[step.key])
        marks.append(Mark(step, day, step.key in days, latest, ends, max(sooner, 0)))
    everything = [day for mark in marks for day in (mark.day, *(mark.ends or ()))]
    return Timeline(tuple(marks), min(everything) - MARGIN, max(everything) + MARGIN, held, dated=bool(days))
