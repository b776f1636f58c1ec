"""The cards of one month of a year, with a field for each decision."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from html import escape
from typing import Any

from shequ_lib.first_year import Card, Scenario, Task
from shequ_lib.play import style
from shequ_lib.play.style import Widget

CHOOSE = "（请选择）"
LONG = 18  # characters; options longer than this are radio buttons, which wrap
DAYS = 62  # days from the first of its month that a date is chosen from

Decided = Callable[[str, str | None], None]


class MonthCards:
    """The cards of a month.

    Args:
        year: the scenario.
        month: 1 to 12.
        decided: called when a person changes a field, with the id of the decision and what the field held
            before.
        below: gives widgets that stand below the field of a decision.
    """

    def __init__(
        self,
        year: Scenario,
        month: int,
        decided: Decided,
        below: Callable[[Task], Iterable[Widget]] = lambda _task: (),
    ) -> None:
        import ipywidgets as widgets

        self.fields: dict[str, TaskField] = {}
        self._decided, self._filling = decided, False
        boxes = []
        for card in year.month(month):
            parts = [widgets.HTML(card_html(card))]
            for task in card.tasks:
                field = self.fields[task.id] = TaskField(year.year, task, self._changed)
                parts += [field.widget, *below(task)]
            box = widgets.VBox(parts)
            box.add_class("shequ-card")
            boxes.append(box)
        self.widget: Widget = widgets.VBox(boxes)

    def fill(self, decisions: dict[str, Any]) -> None:
        """Put decisions into their fields, None for an open one; nobody is told."""
        self._filling = True
        try:
            for name, decision in decisions.items():
                self.fields[name].fill(decision)
        finally:
            self._filling = False

    def _changed(self, name: str, before: str | None) -> None:
        if not self._filling:
            self._decided(name, before)


class TaskField:
    """The field of one decision: a number, a day of the year, or one of the options.

    Args:
        year: the calendar year.
        task: the decision.
        changed: called with the id of the decision and what the field held before.
    """

    def __init__(self, year: int, task: Task, changed: Decided) -> None:
        import ipywidgets as widgets

        self.task, self._told = task, changed
        label = task.label if task.unit in task.label else f"{task.label}（{task.unit}）"
        shared: dict[str, Any] = {"description": label, "style": {"description_width": "initial"}}
        if task.kind == "number":
            self.input = widgets.Text(placeholder="输入数字，按回车", continuous_update=False, **shared)
            self.widget: Widget = self.input
        elif task.kind == "choice" and max(len(option.text) for option in task.options) > LONG:
            self.input = widgets.RadioButtons(
                options=[(option.text, option.key) for option in task.options], value=None
            )
            self.widget = widgets.VBox([widgets.HTML(escape(label)), self.input])
            self.widget.add_class("shequ-options")
        else:
            self.input = widgets.Dropdown(options=[(CHOOSE, ""), *self._choices(year)], value="", **shared)
            self.widget = self.input
        if self.widget is self.input:
            self.input.add_class("shequ-field")
        self.input.observe(self._changed, "value")

    def read(self) -> str | None:
        """Return what is chosen or typed, None for nothing."""
        return _plain(self.input.value)

    def fill(self, value: Any) -> None:
        """Put a decision of the normal form into the field; None empties it."""
        if self.task.kind == "number":
            self.input.value = "" if value is None else str(value)
            return
        if self.task.kind == "date" and value is not None:
            known = [key for _, key in self.input.options]
            if value not in known:  # a day that somebody wrote into the cell
                self.input.options = [*self.input.options, (_day(date.fromisoformat(value)), value)]
        empty = None if self.widget is not self.input else ""
        self.input.value = empty if value is None else value

    def _changed(self, change: Any) -> None:
        before = _plain(change["old"])
        if before != self.read():
            self._told(self.task.id, before)

    def _choices(self, year: int) -> list[tuple[str, str]]:
        if self.task.kind == "choice":
            return [(option.text, option.key) for option in self.task.options]
        first = date(year, self.task.month, 1)
        days = (first + timedelta(days=number) for number in range(DAYS))
        return [(_day(day), day.isoformat()) for day in days if day.year == year]


def card_html(card: Card) -> str:
    """Return the heading, text and table of a card (all escaped here)."""
    table = style.table(list(card.heads), [list(row) for row in card.rows], card.title) if card.rows else ""
    sort = f'<span class="shequ-incident">{escape(card.incident)}</span> ' if card.incident else ""
    head = f'<div role="heading" aria-level="3">{sort}<strong>{escape(card.title)}</strong></div>'
    return f"{head}<p>{escape(card.text)}</p>{table}"


def _plain(value: Any) -> str | None:
    return (value or "").strip() or None


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"
