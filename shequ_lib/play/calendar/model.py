"""A quarter that is being planned, without the widgets: place steps, move them, take them away, take back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from shequ_lib.errors import ShequError, shown
from shequ_lib.event_log import VIOLATION, WARNING
from shequ_lib.meetings import MEETING
from shequ_lib.play.calendar import solver as calendar_solver
from shequ_lib.play.calendar.period import APPRAISAL, Period, StepId, short_date
from shequ_lib.play.calendar.verdict import Note, Plan, Row, judge

DIRECTIONS = {"before": "往回", "after": "往后"}


@dataclass(frozen=True)
class Shift:
    """An end of a window that has moved: `end` is "earliest" or "latest", a day that is not there is None."""

    row: Row
    end: str
    old: date | None
    new: date | None

    @property
    def tighter(self) -> bool:
        """Whether fewer days are left than before."""
        if self.old is None or self.new is None:
            return self.old is None
        return self.new < self.old if self.end == "latest" else self.new > self.old


class Schedule:
    """A quarter that is being planned."""

    def __init__(self, period: Period) -> None:
        """Start with nothing placed."""
        self.period = period
        self.placed: Plan = {}
        self.verdict = judge(period, {})
        self.met: dict[str, Note] = {}  # what was broken on the way, by rule
        self._before: list[Plan] = []

    def put(self, step: StepId, day: date) -> bool:
        """Place a step on a day, or move it there; whether it was elsewhere.

        Raises:
            ShequError: There is no such step to place, or the day is not in the quarter.
        """
        self._known(step)
        if day not in self.period.days:
            first, last = short_date(self.period.days[0]), short_date(self.period.days[-1])
            raise ShequError(f"日子应在 {first}到 {last}之间，现在是 {shown(day.isoformat())}。")
        return self._become({**self.placed, step: day})

    def take(self, step: StepId) -> bool:
        """Take a step away; whether it was there.

        Raises:
            ShequError: There is no such step to place.
        """
        self._known(step)
        return self._become({other: day for other, day in self.placed.items() if other != step})

    def undo(self) -> bool:
        """Take the last change back; whether there was one."""
        if not self._before:
            return False
        self.placed = self._before.pop()
        self.verdict = judge(self.period, self.placed)
        return True

    def show_solution(self) -> None:
        """Put a plan without any note on the calendar (can be taken back)."""
        self._become(calendar_solver.solve(self.period) or {})

    def days(self, meeting: str) -> dict[str, date]:
        """Return the days of the steps of a meeting that stand, by key."""
        return {step: day for (owner, step), day in self.placed.items() if owner == meeting}

    def next_step(self, step: StepId) -> StepId:
        """Return what to go on with: the next step of the meeting that is left, else of another meeting.

        The day of a meeting comes before its other steps: everything is counted from it.
        """
        keys = [task.chain.meeting.key for task in self.period.tasks]
        place = keys.index(step[0])
        for key in [*keys[place:], *keys[:place]]:
            left = [row.id for row in self.verdict.rows_of(key) if row.day is None]
            if left:
                return (key, MEETING) if (key, MEETING) in left else left[0]
        return step

    def _known(self, step: StepId) -> None:
        if step not in self.period.steps:
            raise ShequError(f"这一季没有要放的步骤 {shown('/'.join(step))}。")

    def _become(self, placed: Plan) -> bool:
        if placed == self.placed:
            return False
        self._before.append(self.placed)
        self.placed = placed
        self.verdict = judge(self.period, placed)
        for note in self.verdict.notes:
            if note.level in (VIOLATION, WARNING):
                self.met.setdefault(note.rule, note)
        return True


def shifts(before: Mapping[StepId, Row], after: Mapping[StepId, Row]) -> tuple[Shift, ...]:
    """Return the ends of windows that a change has moved, of steps that stand neither before nor after."""
    found = []
    for step, row in after.items():
        if row.day is None and before[step].day is None:
            for end in ("earliest", "latest"):
                old, new = getattr(before[step].usual, end), getattr(row.usual, end)
                days = (old.day if old else None, new.day if new else None)
                if days[0] != days[1]:
                    found.append(Shift(row, end, *days))
    return tuple(found)


def takeaways(period: Period) -> tuple[str, ...]:
    """Return what to remember of a quarter, with the figures of the rulebook (objectives 6.6 to 6.20)."""
    by_days: dict[int, list[str]] = {}
    for task in period.tasks:
        meeting = task.chain.meeting
        by_days.setdefault(meeting.notice_days, []).append(meeting.short)
    said = "；".join(f"{'、'.join(names)} {days} 日前" for days, names in by_days.items())
    lines = [f"先定开会的日子，再往回数公告（通知）：{said}。按日历天数，周末也算，开会当天不算。"]
    after = "；".join(
        f"{task.chain.meeting.short}“{step.name}”{'一般 ' if step.advisory else ' '}{step.days} 日内"
        for task in period.tasks
        for step in task.chain.steps
        if step.anchor == MEETING and step.relation == "after"
    )
    lines.append(f"散会以后从开会那天往后数：{after}。写着“一般”的，迟了是提醒，不是违规。")
    for task in period.tasks:
        meeting = task.chain.meeting
        if meeting.key == APPRAISAL:
            said = "，".join(
                f"“{step.name}”从“{meeting.step(step.anchor).name}”"
                f"{DIRECTIONS[step.relation]}数 {step.days} 日"
                for step in task.chain.steps
                if step.days is not None
            )
            lines.append(f"{meeting.short}一环扣一环：{said}。前一步办早了，后一步的最迟日也跟着早。")
    lines.append("没有写期限的步骤也要办，也要按次序；厅、公开栏、人凑不凑得齐，排日子时一起看。")
    return tuple(lines)
