"""The widget to draw communities with. The picture is in map.js, the rules are in model.py."""

from __future__ import annotations

from shequ_lib import division, rulebook
from shequ_lib.errors import ShequError
from shequ_lib.play.draw import around as draw_around
from shequ_lib.play.draw import html as draw_html
from shequ_lib.play.draw import map as draw_map
from shequ_lib.play.draw import model as draw_model
from shequ_lib.play.draw.around import AGAIN, SEEDS, SOLUTION, UNDO
from shequ_lib.play.draw.model import Drawing
from shequ_lib.play.draw.town import town
from shequ_lib.play.picture import picture_widget
from shequ_lib.script import localise_all


class CommunityDrawing:
    """Paint quarters into communities; what the rules say follows."""

    def __init__(self) -> None:
        around = localise_all(draw_around.around())
        self.widget = picture_widget(
            __file__, "map", self._receive, around=around, board={}, drawing={}, told={}
        )
        self.widget.add_class("shequ-play")
        self._draw(SEEDS[0], rulebook.active().string("division.default"), "")

    def press(self, key: str) -> None:
        """Press a button; each can be taken back by `UNDO`."""
        if key == UNDO:
            self._show("退回了一步。" if self.drawing.undo() else "已经退到头了。")
        elif key == SOLUTION:
            self.drawing.show_solution()
            self._show("这是一种画法，不是唯一的。按“退一步”回到你自己的图。")
        elif key == AGAIN:
            self.drawing.clear()
            self._show("图已经清空，从头画起；按“退一步”可以退回来。")

    def paint(self, quarter: int, community: int) -> None:
        """Give a quarter to a community, or to nobody (0).

        Raises:
            ShequError: There is no such quarter or community.
        """
        self.drawing.paint(quarter, community)
        name = self.drawing.town.quarters[quarter].name
        if community == draw_model.NOBODY:
            self._show(f"{name}现在没有归属。")
        else:
            self._show(f"{name}划归社区 {community}。", community)

    def choose_map(self, seed: int) -> None:
        """Begin another map."""
        self._draw(seed, self.drawing.rule, "换了一张图，从头画起。")

    def choose_rule(self, rule: str) -> None:
        """Judge by another rule of size from now on."""
        self.drawing.choose_rule(rule)
        self._least = draw_model.least(self.drawing.town, rule)
        self._show(f"现在按 {draw_around.rule_name(rule)}来看。")

    def _draw(self, seed: int, rule: str, said: str) -> None:
        self.seed, self.drawing = seed, Drawing(town(seed), rule)
        self._compared = draw_model.comparison(self.drawing.town)
        self._least = draw_model.least(self.drawing.town, rule)
        with self.widget.hold_sync():
            self.widget.board = localise_all(draw_map.board(self.drawing))
            self._show(said)

    def _receive(self, _: object, content: object, __: object) -> None:
        """Do what the page asks for; a message that makes no sense is dropped."""
        match content:
            case {"paint": [int(quarter), int(community)]}:
                try:
                    self.paint(quarter, community)
                except ShequError:
                    return
            case {"press": str(key)}:
                self.press(key)
            case {"map": str(seed)} if seed in map(str, SEEDS):
                self.choose_map(int(seed))
            case {"rule": str(rule)} if rule in division.rules(rulebook=rulebook.active()):
                self.choose_rule(rule)

    def _show(self, said: str, community: int = draw_model.NOBODY) -> None:
        """Show the drawing as it is now; all that has changed goes to the page in one message."""
        drawing, widget = self.drawing, self.widget
        verdict = drawing.verdict()
        told = {
            "map": str(self.seed),
            "rule": drawing.rule,
            "goal": draw_html.goal(verdict, self._least),
            "verdict": draw_html.judged(verdict, self._compared),
        }
        with widget.hold_sync():
            widget.drawing = localise_all(draw_map.shown(drawing, verdict, said, community))
            widget.told = localise_all(told)
