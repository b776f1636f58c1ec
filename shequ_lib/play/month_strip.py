"""The strip of twelve months: one tab stop, arrow keys move along it. The picture is in month_strip.js."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shequ_lib.play.style import Widget
from shequ_lib.script import localise_all

HERE = Path(__file__).parent


@dataclass(frozen=True)
class TileText:
    """What a tile of the strip says.

    Attributes:
        month: 1 to 12.
        look: "open", "part", "done", "closed" or "later", for its colours.
        word: how far the month is, in a few characters.
        marks: its incidents in a few words, or "".
    """

    month: int
    look: str
    word: str
    marks: str


@functools.cache
def _strip_class() -> Any:
    """Return the class of the picture; anywidget is loaded only when a year is shown."""
    import anywidget
    import traitlets

    class Strip(anywidget.AnyWidget):  # type: ignore[misc]
        """Twelve tiles; what its trait holds stands in month_strip.js."""

        _esm = (HERE / "month_strip.js").read_text(encoding="utf-8")
        _css = (HERE / "month_strip.css").read_text(encoding="utf-8")
        strip = traitlets.Dict().tag(sync=True)

    return Strip


class MonthStrip:
    """Shows the months and says which one was chosen.

    Args:
        choose: called with the month that a person chose.
    """

    def __init__(self, choose: Callable[[int], None]) -> None:
        self.widget: Widget = _strip_class()()
        self._choose = choose
        self.widget.on_msg(self._receive)

    def show(self, at: int | None, tiles: Sequence[TileText]) -> None:
        """Show the tiles.

        Args:
            at: the month that is looked at, None for none.
            tiles: the twelve months.
        """
        self.widget.strip = localise_all(
            {
                "label": "十二个月，用左右方向键换，按回车打开",
                "at": at,
                "tiles": [
                    {"name": f"{t.month} 月", "look": t.look, "word": t.word, "marks": t.marks} for t in tiles
                ],
            }
        )

    def focus(self) -> None:
        """Take the keyboard to the month that is looked at."""
        self.widget.send({"focus": True})

    def _receive(self, _: object, content: object, __: object) -> None:
        """Go where the picture asks for; a message that makes no sense is dropped."""
        match content:
            case {"go": int(month)} if not isinstance(month, bool) and 1 <= month <= 12:
                self._choose(month)
