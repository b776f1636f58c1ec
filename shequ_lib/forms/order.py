"""The form of `order`: rows that are moved up and down."""

from __future__ import annotations

from functools import partial
from html import escape

from shequ_lib.forms.base import Answer, Form
from shequ_lib.play import style
from shequ_lib.play.style import Widget


class OrderForm(Form):
    """Rows in a fixed place; moving exchanges their texts, so the keyboard focus can follow the text."""

    def fields(self) -> list[Widget]:
        """Build a row per item, a line that tells what was moved, and a button to take the order as it is."""
        import ipywidgets as widgets

        self.order: list[str] = list(self.spec["items"])
        self.given = False
        self.texts = [widgets.HTML() for _ in self.order]
        self.ups, self.downs = [], []
        rows = []
        for place, text in enumerate(self.texts):
            self.ups.append(self._button("上移", "", partial(self.move, place, -1)))
            self.downs.append(self._button("下移", "", partial(self.move, place, 1)))
            row = widgets.Box([text, self.ups[place], self.downs[place]])
            row.add_class("shequ-row")
            rows.append(row)
        self.moved = widgets.HTML()
        style.put(self.moved, "")
        self.keep_button = self._button("就用这个次序", "不再移动，把现在的次序作为答案", self.keep)
        self.keep_button.layout.align_self = "flex-start"
        self._paint()
        return [*rows, self.moved, self.keep_button]

    def move(self, place: int, step: int, *_: object) -> None:
        """Move the item at `place` (from 0) up (`step` -1) or down (1) and keep the focus on its button."""
        other = place + step
        if not 0 <= other < len(self.order):
            style.put(
                self.moved,
                style.live_line(f"“{self.order[place]}”已经在最{'前' if step < 0 else '后'}面了。"),
            )
            return
        self.order[place], self.order[other] = self.order[other], self.order[place]
        self.given = True
        self._paint()
        style.put(
            self.moved,
            style.live_line(f"“{self.order[other]}”现在排第 {other + 1}，一共 {len(self.order)} 项。"),
        )
        (self.ups if step < 0 else self.downs)[other].focus()
        self.changed()

    def keep(self, *_: object) -> None:
        """Take the order as it stands for the answer."""
        self.given = True
        self._paint()
        self.changed()

    def read(self) -> object:
        """Return the items in their order, None as long as nothing was moved or confirmed."""
        return list(self.order) if self.given else None

    def fill(self, value: Answer) -> None:
        """Show the items in this order; None gives the order of the question."""
        self.given = value is not None
        self.order = list(value or self.spec["items"])
        style.put(self.moved, "")
        self._paint()

    def _paint(self) -> None:
        for place, item in enumerate(self.order):
            self.texts[place].value = f"{place + 1}．{escape(item)}"
            self.ups[place].tooltip = f"把“{item}”上移一位"
            self.downs[place].tooltip = f"把“{item}”下移一位"
        self.keep_button.layout.display = "none" if self.given else ""
