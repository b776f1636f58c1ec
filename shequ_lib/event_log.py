"""Checking what really happened at one of the four meetings against its procedure.

A log is a list of events, in any order:

    [{"date": "2026-12-12", "event": "会议公告", "places": ["居务公开栏"]},
     {"date": "2026-12-15", "event": "meeting", "recorded": True}]

`event` is the key, Chinese name or alias of a step; the other keys are facts of that step (`meetings.Fact`),
by key or Chinese name; `note` is for people. Several events of one step are put together: the step is done on
the day when its last fact is there (or, if that never is, on its first day). What a log says is not so is a
violation; what it does not say is a warning. Two events on one day are in order, unless a deadline lies
between them. Readings 12 to 15; objectives 6.5 to 6.20.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from shequ_lib import meetings
from shequ_lib import rulebook as rulebooks
from shequ_lib.errors import ShequError, calendar_date, chinese_date, days_later, shown, whole_number
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
    found: list[Finding] = []
    for step in meeting.steps:
        there = log.first.get(step.key)
        if there is None:
            if not step.part_of and (not step.when or log.branches.get(step.when) is True):
                found.append(_finding(step, f"没有「{step.name}」的记录。"))
            elif step.part_of and step.part_of in log.first:
                found.extend(_facts(step, log))
            continue
        late = _late(step, meeting, log)
        found.extend(late or _misplaced(step, meeting, log))
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


@dataclass
class _Log:
    """A log that has been read: by step, its dates and facts."""

    days: dict[str, list[date]] = field(default_factory=dict)
    facts: dict[str, list[tuple[date, dict[str, Any]]]] = field(default_factory=dict)
    branches: dict[str, bool] = field(default_factory=dict)

    @property
    def first(self) -> dict[str, date]:
        return {step: min(days) for step, days in self.days.items()}

    def known(self, step: Step, until: date = date.max) -> dict[str, Any]:
        """All that the log says about a step up to a day: lists put together, else the latest word."""
        merged: dict[str, Any] = {}
        for day, facts in sorted(self.facts.get(step.key, []), key=lambda record: record[0]):
            if day > until:
                break
            for key, value in facts.items():
                both = isinstance(value, list) and key in merged
                merged[key] = [*merged[key], *value] if both else value
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
        log.days.setdefault(step.key, []).append(day)
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


def _late(step: Step, meeting: Meeting, log: _Log) -> list[Finding]:
    """The step after its latest date (readings 12 to 14)."""
    start = log.first.get(step.anchor)
    if step.days is None or start is None:
        return []
    anchor = meeting.step(step.anchor)
    latest = days_later(f"{anchor.name}日期", start, -step.days if step.relation == "before" else step.days)
    day = log.done(step)
    if day <= latest:
        return []
    message = (
        f"「{step.name}」在 {chinese_date(day)}，「{anchor.name}」在 {chinese_date(start)}；"
        f"最迟应在 {chinese_date(latest)}，晚了 {(day - latest).days} 日。"
    )
    return [_finding(step, message, day, start, advisory=step.advisory)]


def _misplaced(step: Step, meeting: Meeting, log: _Log) -> list[Finding]:
    """The step on a later day than one that should follow it."""
    if step.part_of:
        return []
    day = log.first[step.key]
    early = [
        other
        for other in meeting.steps[step.number :]
        if other.key in log.first and not other.part_of and log.first[other.key] < day
    ]
    if not early:
        return []
    names = "、".join(f"「{other.name}」（{chinese_date(log.first[other.key])}）" for other in early)
    message = f"次序不对：「{step.name}」在 {chinese_date(day)}，反而晚于应在它之后的{names}。"
    return [_finding(step, message, day, *(log.first[other.key] for other in early))]


def _other_day(step: Step, meeting: Meeting, log: _Log) -> list[Finding]:
    """A step that belongs to the meeting but was not on its day."""
    same_day = step.part_of or (log.branches.get(step.same_day_if) is True and MEETING)
    if not same_day or same_day not in log.days:
        return []
    outside = [day for day in log.days[step.key] if day not in log.days[same_day]]
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
            message = f"「{step.name}」的「{fact.name}」不合要求：{problem}。"
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
