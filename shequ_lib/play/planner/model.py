"""The planner without its widgets: from a meeting and one date to the dates of all steps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shequ_lib import meetings
from shequ_lib.errors import chinese_date
from shequ_lib.rulebook import Rulebook

BINDING, ADVISORY, DAY, FREE = "必须", "一般应当", "会议当天", "没有规定期限"


@dataclass(frozen=True)
class PlanRow:
    """One step of the plan.

    Attributes:
        name: Chinese name of the step.
        actor: Who does it.
        latest: Latest date, or the day of the meeting; None if there is no deadline.
        force: BINDING, ADVISORY, DAY or FREE, or in which case it belongs to the day of the meeting.
        rule: The rule in one line of Chinese.
    """

    name: str
    actor: str
    latest: date | None
    force: str
    rule: str


@dataclass(frozen=True)
class Plan:
    """The plan of one meeting: its day, its steps in order, and a sentence that sums it up."""

    meeting: date
    rows: tuple[PlanRow, ...]
    summary: str


def plan(key: str, day: date, *, from_notice: bool, rulebook: Rulebook | None = None) -> Plan:
    """Plan a meeting (objective 6.20; calendar days, the day of the meeting not counted, reading 12).

    Args:
        key: Key or Chinese name of the meeting.
        day: Day of the meeting; or, if `from_notice`, the day on which the notice can go up.
        from_notice: Which of the two `day` is.
        rulebook: The active one if None.

    Raises:
        ShequError: There is no such meeting, or the dates leave the calendar.
    """
    meeting = meetings.get(key, rulebook=rulebook)
    held = meeting.earliest_meeting(day) if from_notice else day
    done = {"notice": day} if from_notice else None
    latest = {deadline.key: deadline for deadline in meeting.deadlines(held, done=done)}
    rows = []
    for step in meeting.steps:
        deadline = latest.get(step.key)
        if deadline is not None:
            when, force = deadline.latest, ADVISORY if deadline.advisory else BINDING
        elif meetings.MEETING in (step.key, step.part_of):
            when, force = held, DAY
        else:
            when, force = None, f"{_branch_name(meeting, step)}的，{DAY}" if step.same_day_if else FREE
        rows.append(PlanRow(step.name, step.actor, when, force, step.rule))
    return Plan(held, tuple(rows), _summary(meeting, held, from_notice=from_notice))


def _branch_name(meeting: meetings.Meeting, step: meetings.Step) -> str:
    facts = [fact for other in meeting.steps for fact in other.facts]
    return next((fact.name for fact in facts if fact.key == step.same_day_if), step.name)


def _summary(meeting: meetings.Meeting, held: date, *, from_notice: bool) -> str:
    notice = meeting.step("notice").name
    if from_notice:
        return f"“{notice}”要比会议早 {meeting.notice_days} 日，所以最早可以在 {chinese_date(held)}开会。"
    by = chinese_date(meeting.notice_by(held))
    return f"{chinese_date(held)}开会，“{notice}”要早 {meeting.notice_days} 日，最迟 {by}办好。"
