"""Checking what really happened at one of the four meetings against its procedure.

A log is a list of events, in any order:

    [{"date": "2026-12-12", "event": "会议公告", "places": ["居务公开栏"]},
     {"date": "2026-12-15", "event": "meeting", "recorded": True}]

`event` is the key, Chinese name or alias of a step; the other keys are facts of that step (`meetings.Fact`),
by key or Chinese name; `note` is for people. Several events of one step are put together: the step is done on
the day when its last fact is there (or, if that never is, on its first day). What a log says is not so is a
violation; what it does not say is a warning. Two events on one day are in order, unless a deadline lies
between them. Readings 12 to 15; objectives 6.5 to 6.20.

Who is blamed. A deadline that is missed is the fault of the step whose deadline it is, counted from the
first day of the other step, right or wrong: a notice two days before its meeting is a late notice. What has
to be on the day of another step has that rule alone. All other steps have to follow each other, by their
first days; where they do not, as few as possible are out of order and the rest keep their places
(`_out_of_order`). So each step breaks at most one rule about its day; beside it, it may be late for a
deadline that only advises.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from shequ_lib import meetings
from shequ_lib import rulebook as rulebooks
from shequ_lib.errors import ShequError, calendar_date, chinese_date, shown, whole_number
from shequ_lib.meetings import MEETING, Fact, Meeting, Step
from shequ_lib.rulebook import Rulebook, Value

VIOLATION = "violation"
WARNING = "warning"


@dataclass(frozen=True)
class Finding:
    """One thing that is not as the rules ask.

    Attributes:
        level: "violation", or "warning" for advisory rules and for what the log does not say.
        step: key of the step.
        rule_key: group of the rule in the rulebook.
        rule: the rule in one line of Chinese.
        message: what is wrong, in one line of Chinese.
        dates: the dates that it is about.
    """

    level: str
    step: str
    rule_key: str
    rule: str
    message: str
    dates: tuple[date, ...]


def check(
    meeting_key: str, events: Iterable[Mapping[str, Any]], *, rulebook: Rulebook | None = None
) -> tuple[Finding, ...]:
    """Find each violation of, and each warning about, the procedure of one meeting.

    Args:
        meeting_key: key or Chinese name of the meeting.
        events: the log of this one meeting from notice to end.
        rulebook: the active one if None.

    Returns:
        The findings in the order of the steps; none if all is well.

    Raises:
        ShequError: if the meeting, a step or a fact is unknown (it lists the allowed names), or a date or
            value is not of its kind; it names the place of the event in the list.
    """
    meeting = meetings.get(meeting_key, rulebook=rulebook)
    log = _read(meeting, events)
    late = {step.key: finding for step in meeting.steps for finding in _late(step, meeting, log)}
    astray = _out_of_order(meeting, log, late)
    found: list[Finding] = []
    for step in meeting.steps:
        there = log.first.get(step.key)
        if there is None:
            if not step.part_of and (not step.when or log.branches.get(step.when) is True):
                found.append(_finding(step, f"没有「{step.name}」的记录。"))
            elif step.part_of and step.part_of in log.first:
                found.extend(_facts(step, log))
            continue
        found.extend(said[step.key] for said in (late, astray) if step.key in said)
        found.extend(_other_day(step, meeting, log))
        found.extend(_facts(step, log))
    return tuple(found)


def check_quarters(
    meeting_key: str,
    meeting_dates: Iterable[date | str],
    year: int,
    *,
    rulebook: Rulebook | None = None,
) -> tuple[Finding, ...]:
    """Warn of each quarter of a year with too few meetings (reading 14: advisory; objective 6.4).

    Args:
        meeting_key: key or Chinese name of a meeting that is held quarterly (the symposium).
        meeting_dates: dates of all its meetings; other years do not matter.
        year: the calendar year.
        rulebook: the active one if None.

    Raises:
        ShequError: if the meeting is unknown or not quarterly, or a date is none.
    """
    rb = rulebook or rulebooks.active()
    meeting = meetings.get(meeting_key, rulebook=rb)
    group = f"meetings.{meeting.key}"
    if f"{group}.per_quarter" not in rb:
        raise ShequError(f"{meeting.name}没有规定每季度召开的次数。")
    wanted, year = rb.count(f"{group}.per_quarter"), whole_number("年份", year)
    held: dict[int, list[date]] = {quarter: [] for quarter in (1, 2, 3, 4)}
    for value in meeting_dates:
        day = calendar_date("会议日期", value)
        if day.year == year:
            held[(day.month + 2) // 3].append(day)
    return tuple(
        Finding(
            level=WARNING,
            step=MEETING,
            rule_key=f"{group}.per_quarter",
            rule=meeting.frequency,
            message=f"{year}年第 {quarter} 季度召开{meeting.short} {len(days)} 次，一般应有 {wanted} 次。",
            dates=tuple(sorted(days)),
        )
        for quarter, days in held.items()
        if len(days) < wanted
    )


def order_rule(meeting: Meeting) -> str:
    """Return the rule that the steps of a meeting follow each other, in one line of Chinese."""
    order = "、".join(one.name for one in meeting.steps if not one.part_of)
    return f"{meeting.short}的步骤依次是：{order}"


@dataclass
class _Log:
    """A log that has been read: by step, its dates and facts."""

    days: dict[str, set[date]] = field(default_factory=dict)
    facts: dict[str, list[tuple[date, dict[str, Any]]]] = field(default_factory=dict)
    branches: dict[str, bool] = field(default_factory=dict)

    @functools.cached_property
    def first(self) -> dict[str, date]:
        """The first day of each step, once all events are read."""
        return {step: min(days) for step, days in self.days.items()}

    def known(self, step: Step, until: date = date.max) -> dict[str, Any]:
        """All that the log says about a step up to a day: lists put together, else the latest word."""
        merged: dict[str, Any] = {}
        for day, facts in sorted(self.facts.get(step.key, []), key=lambda record: record[0]):
            if day > until:
                break
            for key, value in facts.items():
                if not isinstance(value, list) or key not in merged:
                    merged[key] = value
                elif [item for item in merged[key] if item in value] != value:  # else it was said before
                    merged[key] = [*merged[key], *value]
        return merged

    def done(self, step: Step) -> date:
        """The day when the last fact was there, or the first day."""
        for day in sorted(self.days[step.key]):
            facts = self.known(step, day)
            wanted = [fact for fact in step.facts if self.applies(fact) and not fact.advisory]
            if all(fact.key in facts and not _problem(fact, facts[fact.key]) for fact in wanted):
                return day
        return min(self.days[step.key])

    def applies(self, fact: Fact) -> bool:
        """Whether a fact matters, as far as the branches taken are known."""
        if fact.when:
            return self.branches.get(fact.when) is True
        return not fact.unless or self.branches.get(fact.unless) is False


def _read(meeting: Meeting, events: Iterable[Mapping[str, Any]]) -> _Log:
    if isinstance(events, str | Mapping) or not isinstance(events, Iterable):
        raise ShequError(f"事件记录应为由事件组成的列表，现在是 {shown(events)}。")
    log = _Log()
    for number, event in enumerate(events, 1):
        where = f"第 {number} 条记录"
        if not isinstance(event, Mapping):
            raise ShequError(f"{where}应写成 {{'date': …, 'event': …}} 的样子，现在是 {shown(event)}。")
        for needed in ("date", "event"):
            if needed not in event:
                raise ShequError(f"{where}缺少「{needed}」。")
        day = calendar_date(f"{where}的日期", event["date"])
        try:
            step = meeting.step(event["event"])
        except ShequError as error:
            raise ShequError(f"{where}：{error}") from None
        log.days.setdefault(step.key, set()).add(day)
        owners = [step, *(part for part in meeting.steps if part.part_of == step.key)]
        for name, value in event.items():
            if name in ("date", "event", "note") or value is None:
                continue
            owner, fact = _fact(owners, name, where)
            log.facts.setdefault(owner.key, []).append((day, {fact.key: _typed(fact, value, where)}))
            if fact.kind == "branch":
                log.branches[fact.key] = value
    return log


def _fact(owners: Sequence[Step], name: str, where: str) -> tuple[Step, Fact]:
    for owner in owners:
        for fact in owner.facts:
            if name in (fact.key, fact.name):
                return owner, fact
    allowed = "、".join(f"{fact.name}（{fact.key}）" for owner in owners for fact in owner.facts) or "无"
    raise ShequError(f"{where}：「{owners[0].name}」没有名为{shown(name)}的事实；可以写：{allowed}。")


def _typed(fact: Fact, value: object, where: str) -> object:
    if fact.kind in ("yes", "branch"):
        good, wanted = isinstance(value, bool), "是（True）或否（False）"
    elif fact.kind == "one_of":
        good, wanted = isinstance(value, str), "一段文字"
    else:
        good = isinstance(value, list | tuple) and all(isinstance(item, str) for item in value)
        wanted = "由文字组成的列表"
    if not good:
        raise ShequError(f"{where}的「{fact.name}」应为{wanted}，现在是 {shown(value)}。")
    return list(value) if isinstance(value, tuple) else value


def _finding(step: Step, message: str, *days: date, advisory: bool = False) -> Finding:
    return Finding(WARNING if advisory else VIOLATION, step.key, step.rule_key, step.rule, message, days)


def _latest(step: Step, meeting: Meeting, log: _Log) -> date | None:
    """The last day of a step by its own deadline, counted from the first day of the other step.

    None if there is no such deadline, or the log does not have the other step.
    """
    start = log.first.get(step.anchor)
    if step.days is None or start is None:
        return None
    try:
        return meeting.due(step.key, start)
    except ShequError:  # beyond the ends of the calendar
        return date.min if step.relation == "before" else date.max


def _late(step: Step, meeting: Meeting, log: _Log) -> list[Finding]:
    """The step after its latest date (readings 12 to 14)."""
    latest = _latest(step, meeting, log)
    if latest is None or step.key not in log.days:
        return []
    day, start = log.done(step), log.first[step.anchor]
    if day <= latest:
        return []
    message = (
        f"「{step.name}」在 {chinese_date(day)}，"
        f"「{meeting.step(step.anchor).name}」在 {chinese_date(start)}；"
        f"最迟应在 {chinese_date(latest)}，晚了 {(day - latest).days} 日。"
    )
    return [_finding(step, message, day, start, advisory=step.advisory)]


def _out_of_order(meeting: Meeting, log: _Log, late: Mapping[str, Finding]) -> dict[str, Finding]:
    """The steps that do not stand where the procedure has them, by key.

    Left out are steps that are blamed already: those that missed a deadline, and those that have to be on the
    day of another step, which have a rule of their own. Of the others as many as possible keep their places
    (the longest chain of days that do not go back); the fewest that are left over are out of order. If there
    are several ways to choose these, then of the steps kept

    1. the meeting is one, for everything else is counted from it;
    2. the most are in time, for themselves and for the deadlines of what follows: a step that comes after the
       last day of one that has to follow it is late, and not the other one early;
    3. they come early in the procedure: of two that are left, what should have waited was done too early.

    Every log has one answer by these. Steps are compared by their first days: one has begun too early even if
    its last fact came in time.
    """
    steps = [
        step
        for step in meeting.steps
        if step.key in log.days
        and not step.part_of
        and not _day_of(step, log)
        and not (step.key in late and late[step.key].level == VIOLATION)
    ]
    day = {step.key: log.first[step.key] for step in steps}
    in_time = _in_time(steps, meeting, log, late)

    def preference(kept: Sequence[Step]) -> tuple[bool, int]:
        return any(step.key == MEETING for step in kept), sum(step.key in in_time for step in kept)

    kept: Sequence[Step] = ()
    for many in range(len(steps), 0, -1):
        chains = [
            chain
            for chain in itertools.combinations(steps, many)  # those with early steps come first
            if all(day[one.key] <= day[other.key] for one, other in itertools.pairwise(chain))
        ]
        if chains:
            kept = max(chains, key=preference)
            break
    return {step.key: _astray(step, kept, meeting, day) for step in steps if step not in kept}


def _in_time(
    steps: Sequence[Step], meeting: Meeting, log: _Log, late: Mapping[str, Finding]
) -> frozenset[str]:
    """Keys of the steps that are not late, nor later than the last day of a step that has to follow them."""
    found, last = set(), date.max
    for step in reversed(steps):
        last = min(last, _latest(step, meeting, log) or date.max)
        if step.key not in late and log.first[step.key] <= last:
            found.add(step.key)
    return frozenset(found)


def _astray(step: Step, kept: Sequence[Step], meeting: Meeting, day: Mapping[str, date]) -> Finding:
    """What is wrong with a step that is out of order, measured by those that kept their places."""
    early = [other for other in kept if other.number < step.number and day[other.key] > day[step.key]]
    late = [other for other in kept if other.number > step.number and day[other.key] < day[step.key]]
    others = early or late
    names = "、".join(f"「{other.name}」（{chinese_date(day[other.key])}）" for other in others)
    here = f"次序不对：「{step.name}」在 {chinese_date(day[step.key])}"
    if early:
        first = max(day[other.key] for other in early)
        message = (
            f"{here}，应在它之前的{names}还没有办；"
            f"最早应在 {chinese_date(first)}，早了 {(first - day[step.key]).days} 日。"
        )
    else:
        message = f"{here}，反而晚于应在它之后的{names}。"
    days = (day[step.key], *(day[other.key] for other in others))
    return Finding(VIOLATION, step.key, step.rule_key, order_rule(meeting), message, days)


def _day_of(step: Step, log: _Log) -> str:
    """Key of the step on whose day this one has to be, as far as the log knows it; "" if there is none."""
    same_day = step.part_of or (MEETING if log.branches.get(step.same_day_if) is True else "")
    return same_day if same_day in log.days else ""


def _other_day(step: Step, meeting: Meeting, log: _Log) -> list[Finding]:
    """A step that belongs to the meeting but was not on its day."""
    same_day = _day_of(step, log)
    outside = sorted(log.days[step.key] - log.days[same_day]) if same_day else []
    if not outside:
        return []
    start = log.first[same_day]
    message = (
        f"「{step.name}」应在「{meeting.step(same_day).name}」当天（{chinese_date(start)}），"
        f"现在是 {'、'.join(chinese_date(day) for day in outside)}。"
    )
    return [_finding(step, message, *outside, start)]


def _facts(step: Step, log: _Log) -> list[Finding]:
    """What is not as it has to be at a step; and one warning for all that the log does not say about it."""
    facts = log.known(step)
    days = tuple(sorted(log.days.get(step.key) or log.days[step.part_of]))
    found, unsaid = [], []
    for fact in step.facts:
        if not log.applies(fact):
            continue
        if fact.key not in facts:
            unsaid += [] if fact.advisory else [fact.name]
        elif problem := _problem(fact, facts[fact.key]):
            level = WARNING if fact.advisory else VIOLATION
            message = f"「{step.name}」的「{fact.name}」不符合要求：{problem}。"
            found.append(Finding(level, step.key, fact.rule_key, fact.rule, message, days))
    if unsaid:
        message = f"「{step.name}」没有记明：{'、'.join(unsaid)}；请补查。"
        found.append(Finding(WARNING, step.key, f"{step.rule_key}.fact", step.rule, message, days))
    return found


def _problem(fact: Fact, value: Value) -> str:
    """What is wrong with a recorded fact, or ""."""
    if fact.kind == "yes":
        return "" if value else "没有做到"
    if fact.kind == "one_of":
        return "" if value in fact.values else f"现在是{shown(value)}"
    if fact.kind in ("all_of", "sequence"):
        missing = [item for item in fact.values if item not in value]
        if missing:
            return f"缺少{'、'.join(missing)}"
        if fact.kind == "sequence" and [item for item in value if item in fact.values] != list(fact.values):
            return "次序不对"
    return ""
