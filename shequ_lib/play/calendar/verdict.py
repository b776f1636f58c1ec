"""What the rules say to a plan of a quarter: which day each step stands on, which days are left for it.

`event_log.check` judges the days that stand, `calendar_chain` says which days the rules leave for a step;
that a day is taken by something else is a convention of the game and called so. No widgets (objectives 6.5,
6.6, 6.9, 6.13, 6.14, 6.18, 6.20).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from shequ_lib import event_log
from shequ_lib.event_log import VIOLATION, WARNING, Finding
from shequ_lib.meetings import Meeting, Step
from shequ_lib.play.calendar.chain import Window
from shequ_lib.play.calendar.period import Convention, Period, StepId, Task, short_date
from shequ_lib.play.log.model import FactValue, right_facts

TAKEN, STUCK = "taken", "stuck"
LEVELS = (VIOLATION, TAKEN, STUCK, WARNING)
OUT, CLOSED, HINTED, FREE = "out", "closed", "hinted", "free"
OCCASION = "occasion"
YEAR_END = 12  # the month that the game takes for 年底; the material does not say when it begins
YEAR_END_NOTE = f"“年底”从哪天起算，材料没有说；本局按 {YEAR_END} 月算"
GAME = "本局的约定，不是材料里的规定"

Plan = Mapping[StepId, date]
"""Days of the steps that stand."""


@dataclass(frozen=True)
class Note:
    """One thing to say about a plan.

    Attributes:
        level: VIOLATION, TAKEN (a convention of the game is in the way) and STUCK (a step has no day left)
            keep the plan from being done; WARNING (an advisory rule, reading 14) does not.
        step: The step.
        text: What it is, in a line or two.
        rule: The rule or convention that says so.
    """

    level: str
    step: StepId
    text: str
    rule: str


@dataclass(frozen=True)
class Row:
    """How a step stands.

    Attributes:
        id: The step.
        step: What the rulebook says about it.
        meeting: The meeting that it belongs to.
        day: The day that it stands on, or None.
        window: The days that the rules leave for it.
        usual: The same with advisory deadlines kept, too.
        states: For each day of the quarter OUT (against a rule), CLOSED (taken by a convention of the game),
            HINTED (against an advisory rule) or FREE.
        level: The worst level of the notes about it, or "".
    """

    id: StepId
    step: Step
    meeting: Meeting
    day: date | None
    window: Window
    usual: Window
    states: tuple[str, ...]
    level: str

    @property
    def days_left(self) -> int:
        """Number of days on which it can stand without any note."""
        return self.states.count(FREE)

    @property
    def stuck(self) -> bool:
        """Whether it has no day left at all."""
        return FREE not in self.states and HINTED not in self.states

    @property
    def name(self) -> str:
        """Its meeting and its name, such as 恳谈会“情况反馈”."""
        return f"{self.meeting.short}“{self.step.name}”"


@dataclass(frozen=True)
class Verdict:
    """What there is to say about a plan: a row for each step, in order, and the notes, the worst first."""

    rows: dict[StepId, Row]
    notes: tuple[Note, ...]

    @property
    def to_fix(self) -> tuple[Note, ...]:
        """What keeps the plan from being done."""
        return tuple(note for note in self.notes if note.level != WARNING)

    @property
    def left(self) -> int:
        """How many steps do not stand yet."""
        return sum(row.day is None for row in self.rows.values())

    @property
    def done(self) -> bool:
        """Whether every step stands and nothing has to be mended."""
        return self.left == 0 and not self.to_fix

    def rows_of(self, meeting: str) -> tuple[Row, ...]:
        """Return the rows of a meeting."""
        return tuple(row for (owner, _), row in self.rows.items() if owner == meeting)


def judge(period: Period, plan: Plan) -> Verdict:
    """Judge a plan of a quarter."""
    notes = [note for task in period.tasks for note in _judged(task, plan)]
    for step, day in plan.items():
        if (taken := period.closed(step, day, plan.items())) is not None:
            text = f"“{_step(period, step).name}”放在 {short_date(day)}办不成：{taken.text}"
            notes.append(Note(TAKEN, step, text, GAME))
    rows = {}
    for step in period.steps:
        row = _row(period, plan, step)
        if row.stuck and row.day is None and any(owner == step[0] for owner, _ in plan):
            notes.append(_no_day_left(period, plan, row))
        rows[step] = row
    notes.sort(key=lambda note: LEVELS.index(note.level))
    worst = {note.step: note.level for note in reversed(notes)}
    levelled = {step: replace(row, level=worst.get(step, "")) for step, row in rows.items()}
    return Verdict(levelled, tuple(notes))


def facts_on(step: Step, day: date) -> dict[str, FactValue]:
    """Return what is so when a step is done on a day: all that is to be done is done, only the day counts."""
    facts = right_facts(step)
    if OCCASION in facts and day.month != YEAR_END:
        facts[OCCASION] = f"{day.month} 月"
    return facts


def _step(period: Period, step: StepId) -> Step:
    return period.task(step[0]).chain.meeting.step(step[1])


def _judged(task: Task, plan: Plan) -> list[Note]:
    """What the judge says about the days of a meeting; what is still to be placed is not missing."""
    meeting = task.chain.meeting
    days = {step: day for (owner, step), day in plan.items() if owner == meeting.key}
    if not days:
        return []
    events = [
        {"date": day, "event": step.key, **facts_on(step, day)}
        for step in meeting.steps
        if (day := days.get(step.part_of or step.key)) is not None
    ]
    found = event_log.check(meeting.key, events, rulebook=meeting.rulebook)
    return [_note(meeting.key, finding) for finding in found if finding.dates]


def _note(meeting: str, finding: Finding) -> Note:
    rule = finding.rule
    if finding.rule_key.endswith(f".fact.{OCCASION}"):
        rule = f"{rule}（{YEAR_END_NOTE}）"
    return Note(finding.level, (meeting, finding.step), finding.message, rule)


def _row(period: Period, plan: Plan, id_: StepId) -> Row:
    chain = period.task(id_[0]).chain
    step = chain.meeting.step(id_[1])
    days = {key: day for (owner, key), day in plan.items() if owner == id_[0] and key != id_[1]}
    window = chain.window(days, step.key)
    usual = chain.window(days, step.key, advised=True)
    year_end = any(fact.key == OCCASION for fact in step.facts)

    def state(day: date) -> str:
        if not window.holds(day):
            return OUT
        if period.closed(id_, day, plan.items()) is not None:
            return CLOSED
        return FREE if usual.holds(day) and (day.month == YEAR_END or not year_end) else HINTED

    states = tuple(map(state, period.days))
    return Row(id_, step, chain.meeting, plan.get(id_), window, usual, states, "")


def _no_day_left(period: Period, plan: Plan, row: Row) -> Note:
    low, high = row.window.earliest, row.window.latest
    first, last = period.days[0], period.days[-1]
    if low is not None and high is not None and low.day > high.day:
        text = f"最早 {short_date(low.day)}，最迟却是 {short_date(high.day)}，没有一天符合规定。"
    elif low is not None and low.day > last:
        text = f"最早也要 {short_date(low.day)}，已经出了这一季。"
    elif high is not None and high.day < first:
        text = f"最迟 {short_date(high.day)}就要办，那时这一季还没开始。"
    else:
        start = max(low.day, first) if low else first
        end = min(high.day, last) if high else last
        days = [day for day in period.days if start <= day <= end]
        taken: list[Convention | None] = [period.closed(row.id, day, plan.items()) for day in days]
        reasons = dict.fromkeys(one.text for one in taken if one is not None)
        text = f"规定许可的 {short_date(start)}到 {short_date(end)}都被占了。{''.join(reasons)}"
    return Note(STUCK, row.id, f"“{row.step.name}”没有日子可放了：{text}", row.step.rule)
