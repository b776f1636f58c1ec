"""The record of decisions: one plain dict, `{"staff-committee": 6, "symposium-1-notice": "2027-03-05", …}`.

Its normal form holds only what is decided, in the order of the year: numbers as numbers, choices as the key
of the option, dates as `YYYY-MM-DD`. The page reads records in the same way
(`labextension/src/answers/normalise_year.ts`); `tests/data/year_cases.json` holds cases that both must pass.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from shequ_lib.errors import chinese_date, shown
from shequ_lib.exercises.fold import fold
from shequ_lib.exercises.kinds.date import iso_date
from shequ_lib.exercises.kinds.number import plain_number
from shequ_lib.exercises.literal import AnswerError
from shequ_lib.first_year.scenario import Scenario, Task

Decisions: TypeAlias = dict[str, Any]


@dataclass(frozen=True)
class Shown:
    """A decision for people: its month, what it is about, and what was decided."""

    month: int
    name: str
    text: str


def normalise(year: Scenario, value: Any) -> Decisions | None:
    """Return a record in its normal form, None if nothing is decided.

    Args:
        year: the year that the record is about.
        value: what the answer cell holds; numbers, choices and dates in any of the usual ways.

    Raises:
        AnswerError: it is no record of this year; the message names the decision.
    """
    if value is None:
        return None
    if not isinstance(value, dict):
        raise AnswerError("全年的决定应当是一份“项目: 决定”的记录，请在表单里作答。")
    tasks = {task.id: task for task in year.tasks}
    for name in value:
        if not isinstance(name, str) or name not in tasks:
            raise AnswerError(f"这一年里没有名为{shown(name)}的决定。")
    record = {}
    for name, task in tasks.items():
        if not _blank(value.get(name)):
            record[name] = _decision(year, task, value[name])
    return record or None


def readable(year: Scenario, value: dict[str, Any]) -> Decisions:
    """Return the decisions of an unfinished record that can be read, in their normal form."""
    try:
        return normalise(year, value) or {}
    except AnswerError:
        pass  # the form says what is wrong with it; the rest counts
    record: Decisions = {}
    for name, decision in value.items():
        with contextlib.suppress(AnswerError):
            record.update(normalise(year, {name: decision}) or {})
    return record


def words(task: Task, decision: Any) -> str:
    """Return a decision of the normal form as people say it."""
    if task.kind == "choice":
        option = task.option(decision)
        return option.text if option else str(decision)
    if task.kind == "date":
        return chinese_date(date.fromisoformat(decision))
    return f"{decision:,.10g} {task.unit}"


def describe(year: Scenario, record: Decisions) -> tuple[Shown, ...]:
    """Return a record for people, one line for each decision taken."""
    return tuple(
        Shown(task.month, task.name, words(task, record[task.id])) for task in year.tasks if task.id in record
    )


def _blank(value: Any) -> bool:
    if isinstance(value, str):
        return not value.strip()
    return value is None or (isinstance(value, (list, tuple, dict, set)) and not value)


def _decision(year: Scenario, task: Task, value: Any) -> Any:
    """One decision in its normal form."""
    try:
        if task.kind == "choice":
            return _choice(task, value)
        if task.kind == "number":
            return plain_number(value, task.unit)
        decision = iso_date(value)
    except AnswerError as error:
        raise AnswerError(f"{task.month} 月“{task.name}”：{error}") from None
    if date.fromisoformat(decision).year != year.year:
        raise AnswerError(f"{task.month} 月“{task.name}”：日期应当在 {year.year} 年里，现在是 {decision}。")
    return decision


def _choice(task: Task, value: Any) -> str:
    known = {fold(text): option.key for option in task.options for text in (option.text, option.key)}
    if not isinstance(value, str):
        raise AnswerError("请从选项里选一个。")
    if fold(value) not in known:
        raise AnswerError(f"没有{shown(value)}这个选项。")
    return known[fold(value)]
