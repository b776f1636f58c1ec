"""What the board of a year shows of a record: its months, a calendar and the money. No widget.

The examination and the practice year share it. Nothing here judges a decision; the deadlines that follow from
a date are shown only if they are asked for, which the examination never does.
"""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from shequ_lib import meetings
from shequ_lib.first_year.decisions import Decisions
from shequ_lib.first_year.scenario import MONTHS, Card, Plan, Scenario, Task
from shequ_lib.meetings import MEETING, Meeting, Step
from shequ_lib.rulebook import Rulebook

GIVEN, OWN, DUE = "given", "own", "due"
KINDS = (GIVEN, OWN, DUE)


@dataclass(frozen=True)
class Tile:
    """A month on the strip of months.

    Attributes:
        month: 1 to 12.
        decided: how many of its decisions are taken.
        total: how many there are.
        incidents: the kinds of its incidents, each with how many there are.
    """

    month: int
    decided: int
    total: int
    incidents: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Mark:
    """Something that stands on a day of the calendar.

    Attributes:
        day: the day.
        kind: "given" (the card says it), "own" (the trainee has set it) or "due" (it follows from that).
        about: the meeting that it belongs to, in Chinese.
        text: what it is, in Chinese.
    """

    day: date
    kind: str
    about: str
    text: str


@dataclass(frozen=True)
class MoneyLine:
    """A line of the year's money.

    Attributes:
        name: its Chinese name.
        entered: yuan that the trainee has entered; None if nothing.
        standard: yuan by the standard; None if it is not to be shown.
    """

    name: str
    entered: float | None
    standard: float | None


class History:
    """What was decided before, step by step; a month's steps can be taken back one at a time."""

    def __init__(self) -> None:
        self._steps: dict[int, list[dict[str, Any]]] = {}

    def note(self, month: int, before: dict[str, Any]) -> None:
        """Note a step.

        Args:
            month: the month that it belongs to.
            before: what each decision that it changes was before; None for an open one.
        """
        self._steps.setdefault(month, []).append(dict(before))

    def back(self, month: int) -> dict[str, Any] | None:
        """Take the last step of a month out and return what was before it, None if there is none."""
        steps = self._steps.get(month)
        return steps.pop() if steps else None

    def steps(self, month: int) -> list[dict[str, Any]]:
        """The steps of a month, the oldest first (a copy)."""
        return [dict(step) for step in self._steps.get(month, [])]

    def forget(self) -> None:
        """Forget all steps: nothing of what was before can be taken back any more."""
        self._steps.clear()


def tiles(year: Scenario, decided: Collection[str]) -> tuple[Tile, ...]:
    """The twelve months.

    Args:
        year: the scenario.
        decided: the ids of the decisions that are taken.
    """
    made = []
    for month in MONTHS:
        cards = year.month(month)
        tasks = [task.id for card in cards for task in card.tasks]
        incidents = Counter(card.incident for card in cards if card.incident)
        made.append(Tile(month, sum(id in decided for id in tasks), len(tasks), tuple(incidents.items())))
    return tuple(made)


def weeks(year: int, month: int) -> list[list[int]]:
    """The days of a month by weeks from Monday to Sunday; 0 where the week has a day of another month."""
    return calendar.Calendar().monthdayscalendar(year, month)


def marks(
    year: Scenario,
    decisions: Decisions,
    month: int,
    *,
    deadlines: bool = False,
    rulebook: Rulebook | None = None,
) -> tuple[Mark, ...]:
    """What stands on the calendar of a month, also of meetings of the months before; by day.

    Args:
        year: the scenario.
        decisions: a record in its normal form.
        month: 1 to 12.
        deadlines: whether to show what follows from the dates that are set.
        rulebook: the active one if None; the one that the scenario was made with.
    """
    found: list[Mark] = []
    for card in year.cards:
        if card.plan is None:
            continue
        kind = meetings.get(card.plan.meeting, rulebook=rulebook)
        dates = _dates(card, decisions)
        found += _given(card, card.plan)
        found += [Mark(day, OWN, card.title, _name(kind.step(step))) for step, day in dates.items()]
        if deadlines:
            found += _due(card, card.plan, kind, dates)
    here = dict.fromkeys(mark for mark in found if (mark.day.year, mark.day.month) == (year.year, month))
    return tuple(sorted(here, key=lambda mark: (mark.day, KINDS.index(mark.kind), mark.text)))


def given_marks(year: Scenario) -> tuple[Mark, ...]:
    """What the cards give of their meetings, card by card."""
    return tuple(mark for card in year.cards if card.plan is not None for mark in _given(card, card.plan))


def mark_name(card: Card, task: Task, *, rulebook: Rulebook | None = None) -> str:
    """What a date that the trainee sets is called on the calendar; "" if it does not stand there.

    Args:
        card: the card of the decision.
        task: the decision.
        rulebook: the active one if None; the one that the scenario was made with.
    """
    if card.plan is None or task.kind != "date":
        return ""
    return _name(meetings.get(card.plan.meeting, rulebook=rulebook).step(_step(task)))


def figures_months(year: Scenario) -> tuple[int, ...]:
    """The months whose decisions need the table of the community."""
    needed = {task.month for task in year.tasks if task.kind == "number" or task.judge == "size"}
    return tuple(sorted(needed))


def money_month(year: Scenario) -> int:
    """The month in which the money is entered."""
    return next(task.month for task in year.tasks if task.judge.startswith("line "))


def money_tasks(year: Scenario) -> tuple[Task, ...]:
    """The decisions that are lines of the year's money."""
    return tuple(task for task in year.tasks if task.judge.startswith(("line ", "total ")))


def money(year: Scenario, decisions: Decisions, standard: Decisions | None = None) -> tuple[MoneyLine, ...]:
    """The year's money as it was entered.

    Args:
        year: the scenario.
        decisions: a record in its normal form.
        standard: a record that keeps the standard, to be shown beside it; None for none.
    """
    right = standard or {}
    return tuple(
        MoneyLine(task.label, decisions.get(task.id), right.get(task.id)) for task in money_tasks(year)
    )


def _dates(card: Card, decisions: Decisions) -> dict[str, date]:
    """The dates that are set for a meeting, by step."""
    return {
        _step(task): date.fromisoformat(decisions[task.id])
        for task in card.tasks
        if task.kind == "date" and task.id in decisions
    }


def _step(task: Task) -> str:
    return task.judge.split()[1]


def _name(step: Step) -> str:
    return "开会" if step.key == MEETING else step.name


def _given(card: Card, plan: Plan) -> list[Mark]:
    return [
        Mark(plan.opens, GIVEN, card.title, "公告（通知）最早这天能发"),
        Mark(plan.closes, GIVEN, card.title, "最迟这天要开会"),
    ]


def _due(card: Card, plan: Plan, kind: Meeting, dates: dict[str, date]) -> Iterable[Mark]:
    """The last days that follow from the dates that are set; and how early the meeting can be."""
    for key in plan.steps:
        step = kind.step(key)
        if step.days is None or step.anchor not in dates:
            continue
        word = "一般不迟于这天" if step.advisory else "最迟这天"
        yield Mark(kind.due(key, dates[step.anchor]), DUE, card.title, f"{step.name}{word}")
    if "notice" in dates and MEETING not in dates:
        yield Mark(kind.earliest_meeting(dates["notice"]), DUE, card.title, "最早这天能开会")
