"""What the examination's board shows, as plain data: the form in the page draws a year from it alone.

It holds what a person may see before the marks: cards, figures, what the calendar is given, and which
decisions stand on it or are money. How a decision is judged is left out, and so is every deadline: what
follows from a date is what the examination asks for.
"""

from __future__ import annotations

from typing import Any

from shequ_lib.first_year.board_model import (
    figures_months,
    given_marks,
    mark_name,
    money_month,
    money_tasks,
)
from shequ_lib.first_year.scenario import Card, Scenario, Task, situation_table
from shequ_lib.script import localise_all

Board = dict[str, Any]


def public_board(year: Scenario) -> Board:
    """Return the board of a year for the page, its texts in the active script.

    Args:
        year: the scenario.

    Returns:
        `year`, the calendar year. `figures`: the table of the community as `rows`, and the `months` that
        need it. `given`: the days that the cards give, each with `day`, `about` and `text`. `money`: the ids
        of the decisions that are its `lines`, and the `month` in which they are taken. `cards`: each with its
        `tasks`; `mark` of a task is what its day is called on the calendar.
    """
    board = {
        "year": year.year,
        "figures": {"rows": situation_table(year), "months": figures_months(year)},
        "given": [
            {"day": mark.day.isoformat(), "about": mark.about, "text": mark.text}
            for mark in given_marks(year)
        ],
        "money": {
            "month": money_month(year),
            "lines": [task.id for task in money_tasks(year)],
        },
        "cards": [_card(card) for card in year.cards],
    }
    localised: Board = localise_all(board)
    return localised


def _card(card: Card) -> dict[str, Any]:
    about = {
        "id": card.id,
        "month": card.month,
        "title": card.title,
        "text": card.text,
        "incident": card.incident,
        "tasks": [_task(card, task) for task in card.tasks],
    }
    return about | ({"heads": card.heads, "rows": card.rows} if card.rows else {})


def _task(card: Card, task: Task) -> dict[str, Any]:
    shown: dict[str, Any] = {"id": task.id, "kind": task.kind, "name": task.name, "label": task.label}
    if task.kind == "number":
        shown["unit"] = task.unit
    elif task.kind == "choice":
        shown["options"] = [[option.key, option.text] for option in task.options]
    else:
        shown["mark"] = mark_name(card, task)
    return shown
