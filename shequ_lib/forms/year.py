"""The form of `year`: twelve months of cards, one month at a time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from html import escape
from typing import Any, ClassVar

from shequ_lib import first_year
from shequ_lib.first_year import Card, Task
from shequ_lib.first_year.scenario import MONTHS
from shequ_lib.forms import style
from shequ_lib.forms.base import Answer, Form
from shequ_lib.forms.match import CHOOSE
from shequ_lib.forms.style import Widget

LONG = 18  # characters; options longer than this are radio buttons, which wrap
DAYS = 62  # days from the first of its month that a date is chosen from


class YearForm(Form):
    """Cards of one month, with buttons to the months beside it. Months are built when they are opened.

    Attributes:
        month: the month on show.
        opened: the fields of each month that was opened, by id of the decision.
        record: the decisions of the months that were not.
    """

    clear_label: ClassVar[str] = "清除本月"

    def fields(self) -> list[Widget]:
        """Build the table of the community, the way from month to month, and the first month."""
        import ipywidgets as widgets

        self.year = first_year.scenario(self.spec["seed"])
        self.month = MONTHS[0]
        self.record: dict[str, Any] = {}
        self.opened: dict[int, dict[str, TaskField]] = {}
        self._pages: dict[int, Widget] = {}
        self.clear_button.description = self.clear_label
        self.clear_button.tooltip = "清除这个月的决定，别的月份不动"
        self.choose = widgets.Dropdown(
            options=[(f"{month} 月", month) for month in MONTHS],
            description="月份",
            style={"description_width": "initial"},
        )
        self.choose.add_class("shequ-month")
        self.choose.observe(self._chosen, "value")
        self.back_button = self._button("上月", "到上一个月", lambda *_: self.go(self.month - 1))
        self.on_button = self._button("下月", "到下一个月", lambda *_: self.go(self.month + 1))
        self.end_button = self._button("做好了，到下月", "到下一个月的开头", self._turn_page)
        self.end_button.layout.align_self = "flex-start"
        ways = widgets.Box([self.back_button, self.choose, self.on_button])
        ways.add_class("shequ-buttons")
        self.progress = widgets.HTML()
        self.page = widgets.VBox()
        self._show()
        return [widgets.HTML(self._figures()), ways, self.progress, self.page, self.end_button]

    def read(self) -> object:
        """Return all decisions taken so far as they stand in the fields, None if there are none."""
        given = dict(self.record)
        for fields in self.opened.values():
            given.update({name: field.read() for name, field in fields.items()})
        return {name: value for name, value in given.items() if value not in (None, "")} or None

    def fill(self, value: Answer) -> None:
        """Show these decisions; those that are not in `value` are open."""
        self.record = dict(value or {})
        for fields in self.opened.values():
            for name, field in fields.items():
                field.fill(self.record.pop(name, None))
        self._count()

    def changed(self, *args: object) -> None:
        """Write the record, and count what is decided."""
        super().changed(*args)
        if not self._filling:
            self._count()

    def go(self, month: int) -> None:
        """Show another month; beyond either end of the year, say so."""
        if month in MONTHS:
            self.choose.value = month
        else:
            self._count("这是今年的第一个月了。" if month < MONTHS[0] else "这是今年的最后一个月了。")

    def _chosen(self, *_: object) -> None:
        self.month = self.choose.value
        self._show()
        self._count()

    def _turn_page(self, *_: object) -> None:
        self.go(self.month + 1)
        self.choose.focus()  # the new month starts at the top

    def _clear(self, *_: object) -> None:
        """Clear the month on show; a whole year is never lost by one click."""
        self._filling = True
        try:
            for field in self.opened[self.month].values():
                field.fill(None)
        finally:
            self._filling = False
        self.changed()

    def _show(self) -> None:
        if self.month not in self.opened:
            self._open(self.month)
        self.page.children = [self._pages[self.month]]
        last = self.month == MONTHS[-1]
        self.end_button.layout.display = "none" if last else ""

    def _open(self, month: int) -> None:
        import ipywidgets as widgets

        cards, fields = [], {}
        for card in self.year.month(month):
            made = [TaskField(self.year.year, task, self.changed) for task in card.tasks]
            fields.update({field.task.id: field for field in made})
            box = widgets.VBox([widgets.HTML(_card(card)), *(field.widget for field in made)])
            box.add_class("shequ-card")
            cards.append(box)
        before, self._filling = self._filling, True
        try:
            for name, field in fields.items():
                field.fill(self.record.pop(name, None))
        finally:
            self._filling = before
        self.opened[month] = fields
        self._pages[month] = widgets.VBox(cards)

    def _count(self, note: str = "") -> None:
        """Say how many decisions are taken, this month and this year, and in which months some are open."""
        done, left = dict.fromkeys(MONTHS, 0), dict.fromkeys(MONTHS, 0)
        for task in self.year.tasks:
            taken = task.id in self.record or (
                task.month in self.opened and not self.opened[task.month][task.id].is_empty
            )
            done[task.month] += taken
            left[task.month] += not taken
        here, total = done[self.month] + left[self.month], len(self.year.tasks)
        text = f"{self.month} 月：已决定 {done[self.month]} / {here} 件。"
        text += f"全年：{sum(done.values())} / {total} 件。"
        open_months = [str(month) for month in MONTHS if left[month]]
        text += f"还有事的月份：{'、'.join(open_months)}。" if open_months else "十二个月都做完了。"
        self.progress.value = style.live_line(note + text, "shequ-progress")

    def _figures(self) -> str:
        rows = [list(row) for row in first_year.situation_table(self.year)]
        table = style.table(["项目", "情况"], rows, "社区情况表")
        return f"<details><summary>社区情况表（点这里展开或收起）</summary>{table}</details>"


class TaskField:
    """The field of one decision: a number, a day of the year, or one of the options."""

    def __init__(self, year: int, task: Task, changed: Callable[..., None]) -> None:
        import ipywidgets as widgets

        self.task = task
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
        self.input.observe(changed, "value")

    @property
    def is_empty(self) -> bool:
        """Whether nothing is decided."""
        return self.read() is None

    def read(self) -> str | None:
        """Return what is chosen or typed, None for nothing."""
        return (self.input.value or "").strip() or None

    def fill(self, value: Answer) -> None:
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

    def _choices(self, year: int) -> list[tuple[str, str]]:
        if self.task.kind == "choice":
            return [(option.text, option.key) for option in self.task.options]
        first = date(year, self.task.month, 1)
        days = (first + timedelta(days=number) for number in range(DAYS))
        return [(_day(day), day.isoformat()) for day in days if day.year == year]


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"


def _card(card: Card) -> str:
    table = style.table(list(card.heads), [list(row) for row in card.rows], card.title) if card.rows else ""
    head = f'<div role="heading" aria-level="5"><strong>{escape(card.title)}</strong></div>'
    return f"{head}<p>{escape(card.text)}</p>{table}"
