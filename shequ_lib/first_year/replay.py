"""Replaying a record of decisions against the rules of all chapters.

Every rule is asked of the calculators: staff, money, rooms, coverage, self-assessment, who decides, the
nineteen items, and (for dates and manners) the log of each meeting. Each decision counts one point.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from shequ_lib import event_log, meetings
from shequ_lib import rulebook as rulebooks
from shequ_lib.budget import Budget, budget, shares
from shequ_lib.committee import item, who_decides
from shequ_lib.coverage import coverage
from shequ_lib.division import judge as judge_size
from shequ_lib.errors import ShequError, chinese_date
from shequ_lib.first_year.decisions import Decisions, words
from shequ_lib.first_year.scenario import Card, Plan, Scenario, Task, situations
from shequ_lib.meetings import MEETING, Fact, Meeting, Step
from shequ_lib.premises import premises
from shequ_lib.rulebook import Rulebook
from shequ_lib.self_assessment import assess
from shequ_lib.staffing import Community, StaffPlan, staff_plan

KEPT, BROKEN, OPEN = "kept", "broken", "open"
WAITING = "等会议的日期定下来才能核对"
POINT = 1.0  # of each decision

Wrong = Mapping[str, Any]


@dataclass(frozen=True)
class Finding:
    """What became of one decision.

    Attributes:
        task: its id.
        month: 1 to 12.
        name: what it is about, in Chinese.
        status: "kept", "broken", or "open" if it is not decided, or cannot be judged without the date of the
            meeting or step that it is counted from.
        rule: what the rule says, in Chinese.
        message: what is wrong, or what an open one waits for, in Chinese; else "".
        points: what it earned.
    """

    task: str
    month: int
    name: str
    status: str
    rule: str
    message: str
    points: float


@dataclass(frozen=True)
class Notice:
    """An advisory rule that was missed: told, but not marked (reading 14)."""

    month: int
    rule: str
    message: str


@dataclass(frozen=True)
class Report:
    """What a year came to."""

    findings: tuple[Finding, ...]
    notices: tuple[Notice, ...]

    @property
    def share(self) -> float:
        """What was earned of all, from 0 to 1."""
        earned = sum(finding.points for finding in self.findings)
        return earned / (POINT * len(self.findings))

    def count(self, status: str) -> int:
        """How many decisions are "kept", "broken" or "open"."""
        return sum(finding.status == status for finding in self.findings)


def replay(year: Scenario, decisions: Decisions, rulebook: Rulebook | None = None) -> Report:
    """Judge a record of decisions.

    Args:
        year: the scenario.
        decisions: a record in its normal form; what is missing is open and earns nothing.
        rulebook: the active one if None; the one that the scenario was made with.
    """
    rb = rulebook or rulebooks.active()
    findings: list[Finding] = []
    notices: list[Notice] = []
    for card in year.cards:
        dates, told = _dates(card, decisions, rb) if card.plan else ({}, [])
        notices += told
        for task in card.tasks:
            findings.append(_finding(year, card, task, decisions, dates, rb))
    notices += _quarters(year, decisions, rb)
    return Report(tuple(findings), tuple(sorted(notices, key=lambda notice: notice.month)))


def solve(year: Scenario, rulebook: Rulebook | None = None) -> Decisions:
    """A record that keeps every rule."""
    rb = rulebook or rulebooks.active()
    record: Decisions = {}
    for card in year.cards:
        held = _model_dates(card.plan, rb) if card.plan else {}
        for task in card.tasks:
            word, *rest = task.judge.split(" ")
            if word == "step":
                record[task.id] = held[rest[0]].isoformat()
            elif word == "fact":
                record[task.id] = rest[-1]
            else:
                record[task.id] = _right(year, task, rb)
    return record


def messages(report: Report, wrong: Iterable[tuple[Wrong, str]], decisions: Decisions) -> list[str]:
    """A report in lines of Chinese: a count, then by month each rule that was broken and what it says.

    Args:
        report: the report.
        wrong: foreseen wrong decisions, each with what to say about it.
        decisions: the record, to know which of these it holds.
    """
    lines = [
        f"全年 {len(report.findings)} 件事：合规 {report.count(KEPT)} 件，"
        f"不合规 {report.count(BROKEN)} 件，还没有决定 {report.count(OPEN)} 件。每件事分值一样。"
    ]
    foreseen = [pair for pair in wrong if pair[0].items() <= decisions.items()]
    for month in sorted({finding.month for finding in report.findings}):
        found = [finding for finding in report.findings if finding.month == month]
        notes = [notice for notice in report.notices if notice.month == month]
        broken = [finding for finding in found if finding.status == BROKEN]
        missing = [finding for finding in found if finding.status == OPEN]
        if not (broken or missing or notes):
            continue
        kept = sum(finding.status == KEPT for finding in found)
        lines.append(f"【{month} 月】{len(found)} 件事，合规 {kept} 件。")
        for finding in broken:
            whys = [why for change, why in foreseen if finding.task in change]
            where = f"{month} 月 · {finding.name}"
            lines.append("".join([f"{where}：{finding.message}规定：{_stop(finding.rule)}", *whys]))
        for message in ("", WAITING):
            names = "；".join(finding.name for finding in missing if finding.message == message)
            lines += [f"{month} 月 · {message or '还没有决定'}：{names}。"] if names else []
        lines += [f"{month} 月 · 提醒（不扣分）：{note.message}规定：{_stop(note.rule)}" for note in notes]
    return lines


def _stop(text: str) -> str:
    """A sentence with its full stop."""
    return text if text.endswith(("。", "？", "！")) else f"{text}。"


# --- numbers and choices ---


def _finding(  # noqa: PLR0917
    year: Scenario,
    card: Card,
    task: Task,
    decisions: Decisions,
    dates: dict[str, tuple[str, str]],
    rb: Rulebook,
) -> Finding:
    word = task.judge.split(" ")[0]
    decision = decisions.get(task.id)
    rule, message = _rule(year, card, task, rb), ""
    if decision is None or (word == "step" and task.id not in dates):
        message = "" if decision is None else WAITING
        return Finding(task.id, task.month, task.name, OPEN, rule, message, 0.0)
    if word == "step":
        broken, message = dates[task.id]
        rule = broken or rule
    elif word == "fact":
        assert card.plan is not None
        if _manner_breaks(card.plan, task, decision, rb):
            message = f"你的决定是“{words(task, decision)}”。"
    elif decision != _right(year, task, rb):
        message = f"你的决定是“{words(task, decision)}”。{task.why}"
    status, points = (BROKEN, 0.0) if message else (KEPT, POINT)
    return Finding(task.id, task.month, task.name, status, rule, message, points)


def _right(year: Scenario, task: Task, rb: Rulebook) -> Any:
    """The one right decision of a number or a choice, from the calculators."""
    word, _, argument = task.judge.partition(" ")
    return _ANSWERS[word](year, task, argument, rb)


@functools.lru_cache(maxsize=8)
def _staff(community: Community, rb: Rulebook) -> StaffPlan:
    return staff_plan(community, rulebook=rb)


@functools.lru_cache(maxsize=8)
def _money(community: Community, rb: Rulebook) -> Budget:
    return budget(community, rulebook=rb)


def _post(year: Scenario, _task: Task, argument: str, rb: Rulebook) -> Any:
    key, count = argument.split()
    return getattr(_staff(year.community, rb).post(key), count)


def _line(year: Scenario, _task: Task, key: str, rb: Rulebook) -> Any:
    return _money(year.community, rb).line(key).yuan


def _total(year: Scenario, _task: Task, part: str, rb: Rulebook) -> Any:
    total = _money(year.community, rb).total
    return total if part == "all" else shares(total, rb)[0]


def _rooms(year: Scenario, _task: Task, part: str, rb: Rulebook) -> Any:
    found = premises(year.community.households, rulebook=rb)
    area = found.total_m2 if part == "total" else found.activity_m2
    return int(area) if area.is_integer() else area


def _with_text(task: Task, text: str) -> str:
    """The key of the option with this text."""
    return next(option.key for option in task.options if option.text == text)


def _text(_year: Scenario, task: Task, key: str, rb: Rulebook) -> str:
    value = rb.value(key)
    return _with_text(task, "、".join(value) if isinstance(value, list) else rb.filled(key))


def _gap(year: Scenario, task: Task, _argument: str, rb: Rulebook) -> str:
    return _with_text(task, coverage(year.activities, rulebook=rb).gaps[0])


def _weakest(year: Scenario, task: Task, _argument: str, rb: Rulebook) -> str:
    return _with_text(task, assess(year.indicators, rulebook=rb).weakest[0])


def _size(year: Scenario, _task: Task, _argument: str, rb: Rulebook) -> str:
    return judge_size(year.community.households, rulebook=rb).result


def _holder(_year: Scenario, task: Task, rule: str, _rb: Rulebook) -> str:
    for body, groups in situations()["groups"]["body"]["holders"].items():
        if any(rule == group or rule.startswith(f"{group}.") for group in groups):
            return str(body)
    raise ShequError(f"情形 {task.id} 的规定 {rule} 不在 holders 之中。")


def _who_decides(_year: Scenario, _task: Task, rule: str, rb: Rulebook) -> str:
    return who_decides(rule.rpartition(".")[2], rulebook=rb).body


def _meeting(_year: Scenario, _task: Task, rule: str, rb: Rulebook) -> str:
    return meetings.get(rule.rpartition(".")[2], rulebook=rb).key


def _last(_year: Scenario, _task: Task, rule: str, _rb: Rulebook) -> str:
    return rule.rpartition(".")[2]


def _value(_year: Scenario, task: Task, key: str, rb: Rulebook) -> str:
    return _with_text(task, rb.string(key))


def _answer(_year: Scenario, task: Task, text: str, _rb: Rulebook) -> str:
    return _with_text(task, text)


def _item(_year: Scenario, task: Task, name: str, rb: Rulebook) -> str:
    return _with_text(task, item(name, rulebook=rb).right)


_ANSWERS: dict[str, Callable[[Scenario, Task, str, Rulebook], Any]] = {
    "post": _post,
    "line": _line,
    "total": _total,
    "rooms": _rooms,
    "text": _text,
    "gap": _gap,
    "weakest": _weakest,
    "size": _size,
    "holder": _holder,
    "who_decides": _who_decides,
    "meeting": _meeting,
    "last": _last,
    "value": _value,
    "answer": _answer,
    "item": _item,
}


# --- what the rule says ---


def _rule(year: Scenario, card: Card, task: Task, rb: Rulebook) -> str:
    """The rule of a decision in Chinese, from the calculator that judges it or from the rulebook."""
    word, _, argument = task.judge.partition(" ")
    if card.plan is not None:
        return _step_rule(card.plan, *argument.split(), rb=rb)
    if task.rule_text:
        right = task.option(_right(year, task, rb)) if word == "item" else None
        value = right.text if right else _listed(rb.value(task.rule))
        return task.rule_text.format(value=value, name=argument)
    if word == "post":
        return _staff(year.community, rb).post(argument.split()[0]).rule
    if word == "line":
        return _money(year.community, rb).line(argument).rule
    if word == "total":
        names = "、".join(line.name for line in _money(year.community, rb).lines)
        return rb.rule("budget.share") if argument == "city" else f"四项相加：{names}"
    if word == "rooms":
        found = premises(year.community.households, rulebook=rb)
        return found.rule if argument == "total" else found.activity_rule
    if word == "size":
        return judge_size(year.community.households, rulebook=rb).text
    if argument.startswith(("rights.decision.matter.", "rights.management.matter.")):
        decided = who_decides(argument.rpartition(".")[2], rulebook=rb)
        kind = "属于重大事项，提请" if decided.major else "属于日常管理，归"
        return f"“{decided.name}”{kind}{decided.body_name}"
    if word == "meeting":
        found_meeting = meetings.get(argument.rpartition(".")[2], rulebook=rb)
        return f"{found_meeting.use_when}，用{found_meeting.name}"
    if word == "weakest":
        return f"和谐社区的目标：{_names('goals', rb)}"
    if word == "gap":
        return f"社区建设的功能：{_names('service_functions', rb)}"
    if word == "value":
        return f"{_of_group(task.rule, rb)}（{rb.string(argument)}）"
    return _of_group(task.rule, rb)


def _step_rule(plan: Plan, step: str, fact: str = "", _right: str = "", *, rb: Rulebook) -> str:
    """The rule of a step or of one of its facts; for the day of the meeting, what the card gives."""
    if step == MEETING and not fact:
        return plan.window
    held = meetings.get(plan.meeting, rulebook=rb).step(step)
    return next(one.rule for one in held.facts if one.key == fact) if fact else held.rule


def _listed(value: Any) -> str:
    return "、".join(value) if isinstance(value, list) else str(value)


def _names(group: str, rb: Rulebook) -> str:
    return "、".join(rb.string(f"{group}.{key}.name") for key in rb.strings(f"{group}.order"))


def _of_group(group: str, rb: Rulebook) -> str:
    """What a group of the rulebook says: its rule, its statement, or its name and meaning."""
    if group in rb:
        return rb.filled(group)
    for name in ("rule", "statement"):
        if f"{group}.{name}" in rb:
            return rb.filled(f"{group}.{name}")
    name = rb.string(f"{group}.name") if f"{group}.name" in rb else ""
    for key in ("meaning", "short"):
        if f"{group}.{key}" in rb:
            return f"{name}：{rb.filled(f'{group}.{key}')}"
    if f"{group}.acts" in rb:
        about, acts = rb.string(f"{group}.about"), "、".join(rb.strings(f"{group}.acts"))
        return f"{name}的{about}由街道自己负责，社区居委会有权{acts}"
    return name or rb.filled(group)


# --- the meetings ---


def _model_dates(plan: Plan, rb: Rulebook) -> dict[str, date]:
    """Dates that keep every rule: each step on its last day, or as late as the next one allows."""
    kind = meetings.get(plan.meeting, rulebook=rb)
    held = kind.earliest_meeting(plan.opens)
    dates: dict[str, date] = {}
    for step in kind.steps:
        if step.key == "notice":
            dates[step.key] = plan.opens
        elif MEETING in (step.key, step.part_of) or step.same_day_if:
            dates[step.key] = held
        elif step.days is None:
            dates[step.key] = max(dates.values()) + timedelta(days=1)
        else:
            due = kind.due(step.key, dates[step.anchor])
            dates[step.key] = min(due, held) if step.number < kind.step(MEETING).number else due
    return dates


def _dates(card: Card, decisions: Decisions, rb: Rulebook) -> tuple[dict[str, tuple[str, str]], list[Notice]]:
    """Rule and message by task of each date that can be judged ("" for a good one); and what is advisory.

    A date can be judged once the meeting has one, and the step that it is counted from.

    A date that the card rules out is wrong by itself and costs no other date its point: a date beside it is
    wrong only if it is so both counted from the date given and by the days that the card leaves. All else is
    as the event log says: a missed deadline is the fault of the step that has it, counted from the date
    given, and of steps out of order the fewest are blamed.
    """
    plan = card.plan
    assert plan is not None
    kind = meetings.get(plan.meeting, rulebook=rb)
    tasks = {task.judge.split()[1]: task for task in card.tasks if task.judge.startswith("step ")}
    given = {
        key: date.fromisoformat(decisions[task.id]) for key, task in tasks.items() if task.id in decisions
    }
    logged = event_log.check(kind.key, _events(kind, plan, given), rulebook=rb)
    broken = _broken(logged)
    if ruled_out := _ruled_out(kind, plan, given):
        others = {key: day for key, day in given.items() if key not in ruled_out}
        alone = event_log.check(kind.key, _events(kind, plan, others), rulebook=rb)
        still = {*_broken(alone), *_beyond(kind, plan, others)}
        broken = {key: said for key, said in broken.items() if key in still} | ruled_out
    found = {}
    for key in given:
        anchor = kind.step(key).anchor
        if MEETING in given and (anchor not in tasks or anchor in given):
            found[tasks[key].id] = broken.get(key, ("", ""))
    notices = [
        Notice(card.month, finding.rule, f"{card.title}：{finding.message}")
        for finding in logged
        if finding.level == event_log.WARNING
    ]
    return found, notices


def _broken(findings: Iterable[event_log.Finding]) -> dict[str, tuple[str, str]]:
    """Rule and message of the first violation of each step."""
    found: dict[str, tuple[str, str]] = {}
    for finding in findings:
        if finding.level == event_log.VIOLATION:
            found.setdefault(finding.step, (finding.rule, finding.message))
    return found


def _ruled_out(kind: Meeting, plan: Plan, given: Mapping[str, date]) -> dict[str, tuple[str, str]]:
    """Rule and message by step of each date that cannot be, whatever the others are.

    So is a meeting too soon after the first day for its notice: no notice could be in time for it. (If the
    notice itself is before that day, the meeting that is counted from it is not blamed as well.)
    """
    found = {}
    for key, day in given.items():
        if day < plan.opens:
            found[key] = (plan.window, f"{chinese_date(day)}还不能办这一步。")
    held, notice = given.get(MEETING), kind.step("notice")
    if held is not None and MEETING not in found:
        earliest = kind.earliest_meeting(plan.opens)
        if held > plan.closes:
            found[MEETING] = (plan.window, f"{chinese_date(held)}开会太晚了。")
        elif held < earliest and notice.key not in found:
            soonest = f"最早 {chinese_date(earliest)}才赶得上{notice.name}的期限"
            message = f"{chinese_date(held)}开会太早了，{soonest}。"
            found[MEETING] = (f"{plan.window}{notice.rule}", message)
    return found


def _beyond(kind: Meeting, plan: Plan, given: Mapping[str, date]) -> set[str]:
    """Keys of the steps outside the days that the card leaves for them, whatever day the meeting is on.

    These are the days from the first one for the notice to the last one for the meeting, and as far as
    deadlines and the order of the steps reach from there.
    """
    first: dict[str, date] = {}
    last = {MEETING: plan.closes}
    start = plan.opens
    for step in kind.steps:
        start = kind.earliest_meeting(plan.opens) if step.key == MEETING else start
        first[step.key] = start
        if step.key not in plan.steps or (step.same_day_if and plan.agreed):
            last[step.key] = plan.closes
        elif step.days is not None and not step.advisory and step.anchor in last:
            last[step.key] = kind.due(step.key, last[step.anchor])
    end = date.max
    for step in reversed(kind.steps):
        end = last[step.key] = min(end, last.get(step.key, end))
    return {key for key, day in given.items() if not first[key] <= day <= last[key]}


def _events(
    kind: Meeting, plan: Plan, dates: Mapping[str, date], other: tuple[str, str] | None = None
) -> list[dict[str, Any]]:
    """A log of the meeting on these dates, all as it should be but for one fact of one step.

    Steps that nobody is asked to date take place with the meeting.
    """
    events = []
    for step in kind.steps:
        day = dates.get(step.key if step.key in plan.steps else MEETING)
        if day is None or (step.when and plan.agreed is False):
            continue
        events.append({"date": day, "event": step.key, **_facts(step, plan, other)})
    return events


def _facts(step: Step, plan: Plan, other: tuple[str, str] | None) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    for fact in step.facts:
        if fact.kind == "branch":
            facts[fact.key] = plan.agreed is not False
        elif not (fact.when and plan.agreed is False) and not (fact.unless and plan.agreed is not False):
            facts[fact.key] = _bad(fact) if (step.key, fact.key) == other else _good(fact)
    return facts


def _good(fact: Fact) -> Any:
    """A value that satisfies a fact."""
    if fact.kind == "yes":
        return True
    return fact.values[0] if fact.kind == "one_of" else list(fact.values)


def _bad(fact: Fact) -> Any:
    """A value that does not."""
    if fact.kind == "yes":
        return False
    return "" if fact.kind == "one_of" else list(fact.values)[1:]


def _manner_breaks(plan: Plan, task: Task, decision: str, rb: Rulebook) -> bool:
    """Whether the chosen way of doing a step breaks the rule of its fact, all else being right."""
    _, step, name, right = task.judge.split()
    return _breaks(plan, None if decision == right else (step, name), task.rule, rb)


@functools.lru_cache(maxsize=256)
def _breaks(plan: Plan, other: tuple[str, str] | None, rule: str, rb: Rulebook) -> bool:
    """Whether a meeting on the dates of the solution breaks a rule, all as it should be but one fact."""
    kind = meetings.get(plan.meeting, rulebook=rb)
    events = _events(kind, plan, _model_dates(plan, rb), other)
    return any(finding.rule_key == rule for finding in event_log.check(kind.key, events, rulebook=rb))


def _quarters(year: Scenario, decisions: Decisions, rb: Rulebook) -> list[Notice]:
    """Quarters without a symposium, once all its dates are there (advisory)."""
    held = [
        decisions.get(task.id)
        for card in year.cards
        if card.plan and card.plan.meeting == "symposium"
        for task in card.tasks
        if task.judge == f"step {MEETING}"
    ]
    if None in held:
        return []
    days = [date.fromisoformat(day) for day in held if day is not None]
    found = event_log.check_quarters("symposium", days, year.year, rulebook=rb)
    return [Notice(12, finding.rule, finding.message) for finding in found]
