"""Plans of a quarter that break neither a rule nor a convention: a proof that it can be done."""

from __future__ import annotations

import functools
from datetime import date, timedelta
from itertools import product

from shequ_lib import rulebook as rulebooks
from shequ_lib.meetings import MEETING, Step
from shequ_lib.play.calendar.chain import Window
from shequ_lib.play.calendar.period import FEW, Period, StepId, Task, draw
from shequ_lib.rulebook import Rulebook


def period(seed: int, *, rulebook: Rulebook | None = None) -> Period:
    """Return the quarter of a seed: it can be planned, but each meeting only on very few days.

    Args:
        seed: Any whole number from 0 up.
        rulebook: The active one if None.

    Raises:
        ShequError: The seed is negative, or nothing fits into a quarter by this rulebook.
    """
    return _period(seed, rulebook or rulebooks.active())


@functools.lru_cache(maxsize=32)
def _period(seed: int, rulebook: Rulebook) -> Period:
    return draw(seed, _good, rulebook=rulebook)


def _good(made: Period) -> bool:
    return all(0 < len(plans(made, task)) <= FEW for task in made.tasks) and solve(made) is not None


def solve(made: Period) -> dict[StepId, date] | None:
    """Return a plan of the whole quarter that keeps advisory rules, too; None if there is none."""
    for chosen in product(*(plans(made, task).values() for task in made.tasks)):
        plan = {
            (task.chain.meeting.key, step): day
            for task, days in zip(made.tasks, chosen, strict=True)
            for step, day in days.items()
        }
        if all(made.closed(step, day, plan.items()) is None for step, day in plan.items()):
            return plan
    return None


def plans(made: Period, task: Task) -> dict[date, dict[str, date]]:
    """Return, for every day on which a meeting can be held, days of all its steps; by itself."""
    open_days = {
        step.key: [day for day in made.days if made.closed((task.chain.meeting.key, step.key), day) is None]
        for step in task.chain.steps
    }
    found = {}
    for day in open_days[MEETING]:
        if (plan := _complete(task, open_days, {MEETING: day})) is not None:
            found[day] = {step.key: plan[step.key] for step in task.chain.steps}
    return found


def _complete(
    task: Task, open_days: dict[str, list[date]], placed: dict[str, date]
) -> dict[str, date] | None:
    """Place the steps that are left; that with the fewest days first."""
    left = []
    for step in task.chain.steps:
        if step.key not in placed:
            window = task.chain.window(placed, step.key, advised=True)
            left.append((step, window, window.within(open_days[step.key])))
    if not left:
        return placed
    step, window, days = min(left, key=lambda one: len(one[2]))
    for day in sorted(days, key=lambda day: _unease(step, window, day)):
        if (plan := _complete(task, open_days, {**placed, step.key: day})) is not None:
            return plan
    return None


def _unease(step: Step, window: Window, day: date) -> int:
    """Order days as a careful person would: one to spare before a deadline, soon after what is before."""
    if step.relation == "before" and window.latest is not None:
        return abs((window.latest.day - timedelta(days=1) - day).days)
    if window.earliest is not None:
        return abs((window.earliest.day + timedelta(days=2) - day).days)
    return 0
