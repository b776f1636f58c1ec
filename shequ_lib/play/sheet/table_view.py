"""The table of all communities below the community sheet: sorted, by street, with totals, to choose from."""

from __future__ import annotations

from collections.abc import Callable

from shequ_lib.errors import ShequError
from shequ_lib.play import frame, style
from shequ_lib.play.picture import picture_widget
from shequ_lib.play.sheet import district as sheet_district
from shequ_lib.play.sheet import html as sheet_html
from shequ_lib.play.sheet.district import Order, Row
from shequ_lib.play.sheet.html import FIRST, SECOND
from shequ_lib.play.sheet.model import number
from shequ_lib.play.style import Widget
from shequ_lib.script import localise_all

HELP = (
    f"点表头排序，再点一次反过来；点社区名，就按上面选的去处作{SECOND}或作{FIRST}。"
    "用键盘：Tab 键到表里，上下方向键换社区，回车键选中。"
)
WHOLE = "全区"


class DistrictTable:
    """A button that opens the table; the table is worked out and drawn when it is first opened.

    Args:
        choose: Takes the number of a row that was chosen and what for (FIRST or SECOND); says what was done.
        back: Goes back to the sliders.

    Attributes:
        rows: All communities, in the order of the file; none if it cannot be read.
        widget: The button and all below it.
    """

    def __init__(self, choose: Callable[[int, str], str], back: Callable[..., None]) -> None:
        import ipywidgets as widgets

        self.rows: tuple[Row, ...] = ()
        self.problem = ""
        try:
            self.rows = sheet_district.read()
        except ShequError as error:
            self.problem = str(error)
        self._choose, self._back = choose, back
        self._busy = False  # while fields are set by the program
        self._chosen = [-1, -1]
        self.order = Order()
        self.table: Widget = None  # the table that the page draws
        self.open: Widget = widgets.ToggleButton(
            description=f"打开全区 {len(self.rows)} 个社区的表" if self.rows else "打开全区各社区的表",
            tooltip="打开或收起全区的表",
        )
        self.open.observe(self._opened, "value")
        self.below = frame.column()
        style.show(self.below, False)
        self.widget = frame.column(self.open, self.below)

    def restart(self) -> None:
        """Put the table back as it was, and close it."""
        self.open.value = False
        if self.table is None:
            return
        self._busy = True
        self.view.value, self.place.value, self.target.value = sheet_district.TOTALS, "", SECOND
        self._busy = False
        self.order = Order()
        style.put(self.told, "")
        self._arrange()

    def mark(self, second: int, first: int) -> None:
        """Show which rows are on the sliders (B) and compared with (A); -1 is none of the table."""
        self._chosen = [second, first]
        if self.table is not None:
            self.table.chosen = self._chosen

    def _opened(self, *_: object) -> None:
        import ipywidgets as widgets

        wanted = bool(self.open.value)
        if wanted and not self.below.children:
            if self.problem:
                self.below.children = [widgets.HTML(style.live_line(self.problem, "shequ-problem"))]
            else:
                self._build()
        style.show(self.below, wanted)

    def _build(self) -> None:
        streets = [(WHOLE, ""), *((name, name) for name in sheet_district.places(self.rows))]
        targets = [(f"放到滑块上（{SECOND}）", SECOND), (f"记作{FIRST}，来比", FIRST)]
        self.place = frame.choice("哪个街镇", streets, self._arrange)
        self.view = frame.choice("看哪些列", sheet_district.VIEWS, self._arrange)
        self.target = frame.choice("点社区名就", targets)
        self.table = picture_widget(__file__, "table", self._receive, table={}, chosen=self._chosen)
        self._arrange()
        self.told, totals = frame.output(), frame.output("shequ-places")
        style.put(totals, sheet_html.by_place(self.rows))
        back = frame.button("回到滑块", "回到上面的滑块", self._back)
        fields = frame.row(self.place, self.view, self.target)
        self.below.children = [fields, self.table, self.told, back, totals]

    def _receive(self, _: object, content: object, __: object) -> None:
        """Do what the table asks for; a message that makes no sense is dropped."""
        match content:
            case {"sort": str(key)}:
                self.order = Order(key, self.order.key == key and not self.order.falling)
                self._arrange()
            case {"choose": int(row)} if 0 <= row < len(self.rows):
                style.put(self.told, style.live_line(self._choose(row, self.target.value)))

    def _arrange(self, *_: object) -> None:
        """Show the rows and columns that are asked for, sorted, with their totals."""
        if self._busy:
            return
        columns = sheet_district.columns(self.view.value, self.rows)
        rows = sheet_district.arranged(self.rows, columns, self.order, self.place.value)
        numbers = {id(row): place for place, row in enumerate(self.rows)}
        totals = ["" if total is None else number(total) for total in sheet_district.totals(rows, columns)]
        table = {
            "label": "全区各社区的人员、经费和用房",
            "help": HELP,
            "heads": [{"key": column.key, "text": column.head, "unit": column.unit} for column in columns],
            "order": self.order.key,
            "falling": self.order.falling,
            "sorted": ["从小到大排", "从大到小排"],
            "rows": [
                {"id": numbers[id(row)], "cells": [_cell(column.value(row)) for column in columns]}
                for row in rows
            ],
            "totals": [f"合计 {len(rows)} 个", *totals[1:]],
        }
        self.table.table = localise_all(table)


def _cell(value: str | float) -> str:
    return value if isinstance(value, str) else number(value)
