"""The form of `year`: a board of twelve months, one at a time. It says nothing about right and wrong."""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar

from shequ_lib import first_year
from shequ_lib.exercises.normalise import Spec
from shequ_lib.first_year import board_model
from shequ_lib.first_year.board_model import History, Tile
from shequ_lib.first_year.scenario import MONTHS
from shequ_lib.forms.base import Answer, Form
from shequ_lib.forms.link import OpenComm, open_comm
from shequ_lib.play import style, year_board
from shequ_lib.play.month_cards import MonthCards
from shequ_lib.play.month_strip import MonthStrip, TileText
from shequ_lib.play.style import Widget


class YearForm(Form):
    """The strip of months, the cards of one of them, and beside it a calendar and the money.

    Months are built when they are opened; all of them can be changed at any time.

    Attributes:
        month: the month on show.
        opened: the cards of each month that was opened.
        record: the decisions of the months that were not.
    """

    clear_label: ClassVar[str] = "清除本月"

    def __init__(self, spec: Spec, opener: OpenComm = open_comm) -> None:
        super().__init__(spec, opener)
        self.widget.add_class("shequ-year")

    def fields(self) -> list[Widget]:
        """Build the table of the community, the strip of months, and the first month."""
        import ipywidgets as widgets

        self.year = first_year.scenario(self.spec["seed"])
        self.month = MONTHS[0]
        self.record: dict[str, Any] = {}
        self.opened: dict[int, MonthCards] = {}
        self._history = History()
        self.clear_button.description = self.clear_label
        self.clear_button.tooltip = "清除这个月的决定，别的月份不动"
        self.strip = MonthStrip(self.go)
        self.back_button = self._button("上月", "到上一个月", lambda *_: self.go(self.month - 1))
        self.on_button = self._button("下月", "到下一个月", lambda *_: self.go(self.month + 1))
        self.undo_button = self._button("退一步", "收回这个月里刚才的决定", self.undo)
        self.end_button = self._button("做好了，到下月", "到下一个月的开头", self._turn_page)
        ways = widgets.Box([self.back_button, self.on_button])
        ways.add_class("shequ-buttons")
        ends = widgets.Box([self.end_button, self.undo_button])
        self.progress = widgets.HTML()
        self.page = widgets.VBox()
        self.figures, self.calendar, self.money = widgets.HTML(), widgets.HTML(), widgets.HTML()
        self._show()
        self._count()
        return [
            year_board.rules(),
            widgets.HTML(year_board.figures_html(self.year)),
            self.strip.widget,
            ways,
            self.progress,
            year_board.sides(self.page, [self.figures, self.calendar, self.money], ends),
        ]

    def read(self) -> object:
        """Return all decisions taken so far as they stand in the fields, None if there are none."""
        return self._given() or None

    def fill(self, value: Answer) -> None:
        """Show these decisions; those that are not in `value` are open."""
        self.record = dict(value or {})
        self._history.forget()
        for cards in self.opened.values():
            cards.fill({name: self.record.pop(name, None) for name in cards.fields})
        self._count()

    def changed(self, *args: object) -> None:
        """Write the record, and count what is decided."""
        super().changed(*args)
        if not self._filling:
            self._count()

    def go(self, month: int) -> None:
        """Show another month; beyond either end of the year, say so."""
        if month in MONTHS:
            self.month = month
            self._show()
            self._count()
        else:
            self._count("这是今年的第一个月了。" if month < MONTHS[0] else "这是今年的最后一个月了。")

    def undo(self, *_: object) -> None:
        """Take the last step of the month on show back."""
        before = self._history.back(self.month)
        if before is None:
            self._count("这个月里没有可以退的了。")
            return
        self._here.fill(before)
        self.changed()

    @property
    def _here(self) -> MonthCards:
        return self.opened[self.month]

    def _given(self) -> dict[str, Any]:
        """All decisions as they stand in the fields."""
        given = dict(self.record)
        for cards in self.opened.values():
            given.update({name: field.read() for name, field in cards.fields.items()})
        return {name: value for name, value in given.items() if value not in (None, "")}

    def _decided(self, month: int, name: str, before: str | None) -> None:
        self._history.note(month, {name: before})
        self.changed()

    def _turn_page(self, *_: object) -> None:
        self.go(self.month + 1)
        self.strip.focus()  # the new month starts at the top

    def _clear(self, *_: object) -> None:
        """Clear the month on show; a whole year is never lost by one click."""
        given = {name: field.read() for name, field in self._here.fields.items()}
        if any(value is not None for value in given.values()):
            self._history.note(self.month, given)
        self._here.fill(dict.fromkeys(given))
        self.changed()

    def _show(self) -> None:
        if self.month not in self.opened:
            self.opened[self.month] = cards = MonthCards(
                self.year, self.month, partial(self._decided, self.month)
            )
            cards.fill({name: self.record.pop(name, None) for name in cards.fields})
        self.page.children = [self._here.widget]
        style.put(self.figures, year_board.figures_beside(self.year, self.month))
        last = self.month == MONTHS[-1]
        self.end_button.layout.display = "none" if last else ""

    def _count(self, note: str = "") -> None:
        """Say how many decisions are taken, this month and this year; show its dates and its money."""
        given = self._given()
        tiles = board_model.tiles(self.year, given)
        here, done = tiles[self.month - 1], sum(tile.decided for tile in tiles)
        text = f"{self.month} 月：已决定 {here.decided} / {here.total} 件。"
        text += f"全年：{done} / {len(self.year.tasks)} 件。"
        left = [str(tile.month) for tile in tiles if tile.decided < tile.total]
        text += f"还有事的月份：{'、'.join(left)}。" if left else "十二个月都做完了。"
        self.progress.value = style.live_line(note + text, "shequ-progress")
        self.strip.show(self.month, [_tile(tile) for tile in tiles])
        record = first_year.readable(self.year, given)
        marks = board_model.marks(self.year, record, self.month)
        self.calendar.value = year_board.calendar_html(self.year.year, self.month, marks)
        folded = self.month != board_model.money_month(self.year)
        lines = board_model.money(self.year, record)
        self.money.value = year_board.money_html(lines, "你填的", folded=folded)


def _tile(tile: Tile) -> TileText:
    look, word = "part", f"{tile.decided}/{tile.total} 件"
    if tile.decided in (0, tile.total):
        look, word = ("done", "✓ 都定了") if tile.decided else ("open", f"{tile.total} 件")
    return TileText(tile.month, look, word, year_board.incidents_text(tile.incidents))
