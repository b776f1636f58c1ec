"""The strip of twelve months: one tab stop, arrow keys move along it. The picture is in month_strip.js."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from shequ_lib.play.picture import picture_widget
from shequ_lib.play.style import Widget
from shequ_lib.script import localise_all


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


class MonthStrip:
    """Shows the months and says which one was chosen.

    Args:
        choose: called with the month that a person chose.
    """

    def __init__(self, choose: Callable[[int], None]) -> None:
        self.widget: Widget = picture_widget(__file__, "month_strip", self._receive, strip={})
        self._choose = choose

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

    def reach(self, name: str) -> None:
        """Take the keyboard to the field of a decision, and bring it into sight.

        Args:
            name: id of the decision; its field has the class `shequ-task-` and this.
        """
        self.widget.send({"field": f"shequ-task-{name}"})

    def _receive(self, _: object, content: object, __: object) -> None:
        """Go where the picture asks for; a message that makes no sense is dropped."""
        match content:
            case {"go": int(month)} if not isinstance(month, bool) and 1 <= month <= 12:
                self._choose(month)
