"""The widgets of the ruler for the size of a community; the rules are in `division`."""

from __future__ import annotations

from shequ_lib import division
from shequ_lib.play import style
from shequ_lib.play.frame import frame, labelled, render
from shequ_lib.play.style import Widget

MOST = 9000  # households: far above every limit
TITLE = "户数的尺子"
TAKEAWAY = "“左右”留了余地：刚过头一点是提醒，不是违规。"


class SizeRuler:
    """Change the households, see what each paper says to them.

    Args:
        first: the households that stand there at first.
    """

    def __init__(self, first: int = 1200) -> None:
        import ipywidgets as widgets

        self._first = first
        self.households: Widget = labelled(
            widgets.BoundedIntText(value=first, min=0, max=MOST, step=50), "户数"
        )
        self.output: Widget = widgets.HTML()
        self.households.observe(self._paint, "value")
        self._paint()
        self.widget = frame(TITLE, [self.households, self.output], self._restart, TAKEAWAY)

    def _restart(self, *_: object) -> None:
        self.households.value = self._first

    def _paint(self, *_: object) -> None:
        render(self.output, self._table)

    def _table(self) -> str:
        judged = [division.judge(self.households.value, rule) for rule in division.rules()]
        rows = [[f"{one.rule} 年", one.text, one.name] for one in judged]
        return style.table(["口径", "规定", "结论"], rows, "每个口径的结论")
