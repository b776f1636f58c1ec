"""The cards of one month of a year, with a field for each decision."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from html import escape
from typing import Any

from shequ_lib.first_year import Card, Scenario, Task
from shequ_lib.play import style
from shequ_lib.play.parts.part import Box, Button, Choice, Html, Part, Text

CHOOSE = "（请选择）"
LONG = 18  # characters; options longer than this are radio buttons, which wrap
DAYS = 62  # days from the first of its month that a date is chosen from
AT_ONCE = 3  # fields of a long card that are shown at once
FEW = 4  # fields of a card that are shown at once if there are no more

Decided = Callable[[str, str | None], None]


class MonthCards:
    """The cards of a month.

    Args:
        year: the scenario.
        month: 1 to 12.
        decided: called when a person changes a field, with the id of the decision and what the field held
            before.
        below: gives the parts that stand below the field of a decision.
        reach: called with the id of a decision whose field should get the keyboard.

    Attributes:
        fields: the field of each decision, in the order in which they are shown: cards with few numbers to
            work out come first.
        box: what stands on the page.
    """

    def __init__(
        self,
        year: Scenario,
        month: int,
        decided: Decided,
        below: Callable[[Task], Iterable[Part]] = lambda _task: (),
        reach: Callable[[str], None] = lambda _name: None,
    ) -> None:
        self.fields: dict[str, TaskField] = {}
        self._decided, self._filling = decided, False
        self._batches: list[Batches] = []
        boxes = []
        for card in sorted(year.month(month), key=_numbers):
            rows: dict[str, list[Part]] = {}
            for task in card.tasks:
                field = self.fields[task.id] = TaskField(year.year, task, self._changed)
                rows[task.id] = [field.part, *below(task)]
            parts: list[Part] = [Html(card_html(card))]
            if _numbers(card) > FEW:
                self._batches.append(Batches(rows, reach))
                parts += self._batches[-1].parts
            else:
                parts += [part for row in rows.values() for part in row]
            boxes.append(Box(*parts, css_class="shequ-card"))
        self.box = Box(*boxes)

    def fill(self, decisions: dict[str, Any]) -> None:
        """Put decisions into their fields, None for an open one; nobody is told."""
        self._filling = True
        try:
            for name, decision in decisions.items():
                self.fields[name].fill(decision)
                if decision is not None:
                    self.uncover(name)
        finally:
            self._filling = False

    def uncover(self, name: str) -> None:
        """Show the field of a decision if it still waits for its turn."""
        for batches in self._batches:
            batches.uncover(name)

    def _changed(self, name: str, before: str | None) -> None:
        if not self._filling:
            self._decided(name, before)


class Batches:
    """The fields of a card with many numbers, a few at a time.

    Args:
        rows: the parts of each decision.
        reach: called with the id of the decision whose field comes next.

    Attributes:
        parts: what stands in the card.
    """

    def __init__(self, rows: dict[str, list[Part]], reach: Callable[[str], None]) -> None:
        self._names, self._reach, self._shown = list(rows), reach, 0
        self._boxes = [Box(*(part for name in batch for part in rows[name])) for batch in self._groups()]
        self.more = Button("", "这张表后面的几项", self._go_on)
        self.parts: list[Part] = [*self._boxes, self.more]
        self._show(1)

    def uncover(self, name: str) -> None:
        """Show the fields up to that of a decision; another card's decision changes nothing."""
        if name in self._names:
            self._show(self._names.index(name) // AT_ONCE + 1)

    def _groups(self) -> list[list[str]]:
        return [self._names[start : start + AT_ONCE] for start in range(0, len(self._names), AT_ONCE)]

    def _go_on(self, *_: object) -> None:
        if self._shown < len(self._boxes):
            first = self._groups()[self._shown][0]
            self._show(self._shown + 1)
            self._reach(first)

    def _show(self, count: int) -> None:
        """Show that many batches; what is shown once stays."""
        self._shown = max(self._shown, count)
        for number, box in enumerate(self._boxes):
            box.shown = number < self._shown
        left = len(self._names) - self._shown * AT_ONCE
        self.more.description = f"接着填，还有 {left} 项"
        self.more.shown = left > 0


class TaskField:
    """The field of one decision: a number, a day of the year, or one of the options.

    Args:
        year: the calendar year.
        task: the decision.
        changed: called with the id of the decision and what the field held before.
    """

    def __init__(self, year: int, task: Task, changed: Decided) -> None:
        self.task, self._told = task, changed
        label = task.label if task.unit in task.label else f"{task.label}（{task.unit}）"
        css_class = f"shequ-task-{task.id}"  # by which the page finds it
        self.part: Part
        if task.kind == "number":
            self.input: Text | Choice = Text(label, "输入数字，按回车", f"shequ-field {css_class}")
            self.part = self.input
        elif task.kind == "choice" and max(len(option.text) for option in task.options) > LONG:
            options = [(option.text, option.key) for option in task.options]
            self.input = Choice(label, options, None, is_open=True)
            self.part = Box(Html(escape(label)), self.input, css_class=f"shequ-options {css_class}")
        else:
            options = [(CHOOSE, ""), *self._choices(year)]
            self.input = Choice(label, options, "", f"shequ-field {css_class}")
            self.part = self.input
        self.input.on_change(self._changed)

    def read(self) -> str | None:
        """Return what is chosen or typed, None for nothing."""
        return _plain(self.input.value)

    def fill(self, value: Any) -> None:
        """Put a decision of the normal form into the field; None empties it."""
        if self.task.kind == "number":
            self.input.value = "" if value is None else str(value)
            return
        if self.task.kind == "date" and value is not None and isinstance(self.input, Choice):
            known = [key for _, key in self.input.options]
            if value not in known:  # a day that somebody wrote into the cell
                self.input.options = [*self.input.options, (_day(date.fromisoformat(value)), value)]
        empty = None if self.part is not self.input else ""
        self.input.value = empty if value is None else value

    def _changed(self, held: str | None) -> None:
        before = _plain(held)
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


def _numbers(card: Card) -> int:
    """How many numbers a card asks for."""
    return sum(task.kind == "number" for task in card.tasks)


def _plain(value: str | None) -> str | None:
    return (value or "").strip() or None


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"
