"""The log reader without its widgets: rows of what was done and when, and what they break."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from shequ_lib import event_log, meetings
from shequ_lib.event_log import Finding
from shequ_lib.meetings import MEETING, Fact, Step
from shequ_lib.rulebook import Rulebook

FactValue = bool | str | list[str]


@dataclass(frozen=True)
class LogRow:
    """One event of a log.

    Attributes:
        event: Key of the step.
        day: Its date; None while nobody has chosen one.
        facts: What was so, by key of the fact.
    """

    event: str
    day: date | None
    facts: dict[str, FactValue] = field(default_factory=dict)


def right_value(fact: Fact) -> FactValue:
    """Return a value that satisfies a fact; a branch takes its main way."""
    if fact.kind in ("yes", "branch"):
        return True
    if fact.kind == "one_of":
        return fact.values[0]
    return list(fact.values)


def right_facts(step: Step) -> dict[str, FactValue]:
    """Return facts that satisfy a step on its main way (an agreement was reached)."""
    return {fact.key: right_value(fact) for fact in step.facts if not fact.unless}


def right_log(key: str, meeting_day: date, *, rulebook: Rulebook | None = None) -> tuple[LogRow, ...]:
    """Return a log that breaks no rule: every step on its latest day, or on the earliest that order allows.

    Args:
        key: Key or Chinese name of the meeting.
        meeting_day: Day of the meeting.
        rulebook: The active one if None.
    """
    meeting = meetings.get(key, rulebook=rulebook)
    latest = {deadline.key: deadline.latest for deadline in meeting.deadlines(meeting_day)}
    rows: list[LogRow] = []
    for step in meeting.steps:
        last = rows[-1].day if rows else None
        if MEETING in (step.key, step.part_of):
            day = meeting_day
        elif step.key in latest:
            day = latest[step.key]
        elif step.same_day_if:
            day = meeting_day
        else:
            day = (last or meeting_day) + timedelta(days=1)
        rows.append(LogRow(step.key, day, right_facts(step)))
    return tuple(rows)


def flawed_log(key: str, meeting_day: date, *, rulebook: Rulebook | None = None) -> tuple[LogRow, ...]:
    """Return `right_log` with two mistakes to find: the notice a day late, and the last step left out."""
    first, *rest = right_log(key, meeting_day, rulebook=rulebook)
    late = replace(first, day=first.day + timedelta(days=1)) if first.day else first
    return (late, *rest[:-1])


def findings(key: str, rows: Iterable[LogRow], *, rulebook: Rulebook | None = None) -> tuple[Finding, ...]:
    """Return what a log breaks (objective 6.20); rows without a date are not part of it yet.

    Raises:
        ShequError: There is no such meeting or step.
    """
    events = [{"date": row.day, "event": row.event, **row.facts} for row in rows if row.day is not None]
    return event_log.check(key, events, rulebook=rulebook)
