"""The widgets to draw communities with. The picture is in map.js, the rules are in model.py."""

from __future__ import annotations

from shequ_lib import division, rulebook
from shequ_lib.errors import ShequError
from shequ_lib.play import frame, style
from shequ_lib.play.draw import html as draw_html
from shequ_lib.play.draw import map as draw_map
from shequ_lib.play.draw import model as draw_model
from shequ_lib.play.draw.model import Drawing
from shequ_lib.play.draw.town import town
from shequ_lib.play.picture import picture_widget
from shequ_lib.script import localise_all

SEEDS = range(1, 7)
TITLE = "划一划社区"
HELP = (
    "选一个社区，再点地块，就把地块划给它；再点一次取消。按住鼠标拖过去，可以连着划。"
    "用键盘：Tab 键到图上，方向键换地块，空格键划归，数字键直接划给那个社区，0 键取消，Ctrl+Z 退一步。"
)
GOAL = (
    "先选一个社区，再点图上的地块，把每块都划进一个社区：社区要连成一片，户数合口径，"
    "线要沿着大路或河，不从小区当中穿过。"
)
TAKEAWAY = "线照着居民区画，沿大路、沿河最清楚；户数够、连成一片、不留死角，几样要一起顾到。"


class CommunityDrawing:
    """Paint quarters into communities; what the rules say follows."""

    def __init__(self) -> None:
        rb = rulebook.active()
        maps = [(f"第 {seed} 张", seed) for seed in SEEDS]
        rules = [(rb.string(f"division.sizes.{rule}.name"), rule) for rule in division.rules(rulebook=rb)]
        self.seed = frame.choice("换一张图", maps, self._choose_map)
        self.rule = frame.choice(
            "户数按哪个口径", rules, self._choose_rule, value=rb.string("division.default")
        )
        self.map = picture_widget(__file__, "map", self._receive, board={}, drawing={})
        self.goal, self.output = frame.output(), frame.output("shequ-draw-verdict")
        self._new_drawing()
        self._show("")
        buttons = frame.row(
            frame.button("退一步", "取消刚才那一笔", self.undo),
            frame.button("看一种画法", "在图上画出一种合适的画法，可以退回来", self.show_solution),
        )
        picture = frame.column(self.map, buttons, css_class="shequ-draw-picture")
        sides = frame.sides(picture, self.output, css_class="shequ-draw-sides")
        how = frame.fold("怎样操作", HELP)
        parts = [frame.paragraph(GOAL), self.seed, self.rule, self.goal, sides, how]
        self.widget = frame.frame(TITLE, parts, self.restart, TAKEAWAY)

    def restart(self, *_: object) -> None:
        """Empty the map (can be taken back)."""
        self.drawing.clear()
        self._show("图已经清空，从头画起；按“退一步”可以退回来。")

    def paint(self, quarter: int, community: int) -> None:
        """Give a quarter to a community, or to nobody (0)."""
        self.drawing.paint(quarter, community)
        name = self.drawing.town.quarters[quarter].name
        if community == draw_model.NOBODY:
            self._show(f"{name}现在没有归属。")
        else:
            self._show(f"{name}划归社区 {community}。", community)

    def undo(self, *_: object) -> None:
        """Take the last stroke back."""
        self._show("退回了一步。" if self.drawing.undo() else "已经退到头了。")

    def show_solution(self, *_: object) -> None:
        """Draw a division that fits."""
        self.drawing.show_solution()
        self._show("这是一种画法，不是唯一的。按“退一步”回到你自己的图。")

    def _new_drawing(self) -> None:
        self.drawing = Drawing(town(self.seed.value), self.rule.value)
        self._compared = draw_model.comparison(self.drawing.town)
        self._least = draw_model.least(self.drawing.town, self.drawing.rule)
        self.map.board = localise_all(draw_map.board(self.drawing))

    def _choose_map(self, *_: object) -> None:
        self._new_drawing()
        self._show("换了一张图，从头画起。")

    def _choose_rule(self, *_: object) -> None:
        self.drawing.choose_rule(self.rule.value)
        self._least = draw_model.least(self.drawing.town, self.drawing.rule)
        self._show(f"现在按 {self.rule.label}来看。")

    def _receive(self, _: object, content: object, __: object) -> None:
        """Do what the picture asks for; a message that makes no sense is dropped."""
        match content:
            case {"paint": [int(quarter), int(community)]}:
                try:
                    self.paint(quarter, community)
                except ShequError:
                    return
            case {"undo": True}:
                self.undo()

    def _show(self, said: str, community: int = draw_model.NOBODY) -> None:
        verdict = self.drawing.verdict()
        self.map.drawing = localise_all(draw_map.shown(self.drawing, verdict, said, community))
        style.put(self.output, draw_html.judged(verdict, self._compared))
        style.put(self.goal, draw_html.goal(verdict, self._least))
