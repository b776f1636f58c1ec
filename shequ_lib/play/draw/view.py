"""The widgets to draw communities with. The picture is in map.js, the rules are in model.py."""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import Any

from shequ_lib import division, rulebook
from shequ_lib.errors import ShequError
from shequ_lib.play import frame, style
from shequ_lib.play.draw import model as draw_model
from shequ_lib.play.draw.model import Drawing, Finding, Verdict
from shequ_lib.play.draw.town import BRIDGE, LANE, RIVER, ROAD, Edge, Town, town
from shequ_lib.play.picture import picture_class
from shequ_lib.script import localise_all

SEEDS = range(1, 7)
LEVELS = {
    draw_model.FAULT: ("✗", "要改", "shequ-bad"),
    draw_model.HINT: ("△", "户数", "shequ-warn"),
    draw_model.TODO: ("○", "没画完", ""),
    draw_model.NOTE: ("·", "留意", ""),
    draw_model.GOOD: ("✓", "合适", "shequ-good"),
}
BETWEEN = {LANE: "隔弄堂", ROAD: "隔大路", RIVER: "隔河，走不通", BRIDGE: "隔河，有桥"}
LEGEND = [
    (ROAD, "大路"),
    (LANE, "小区里的弄堂"),
    (RIVER, "河"),
    (BRIDGE, "桥"),
    (draw_model.CLEAR, "清楚的线"),
    (draw_model.UNCLEAR, "不清楚的线"),
    (draw_model.ALLOWED, "特大型住宅区里的线"),
]
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
        import ipywidgets as widgets

        rb = rulebook.active()
        rules = [(rb.string(f"division.sizes.{rule}.name"), rule) for rule in division.rules(rulebook=rb)]
        self.seed = frame.labelled(
            widgets.Dropdown(options=[(f"第 {seed} 张", seed) for seed in SEEDS]), "换一张图"
        )
        self.rule = frame.labelled(
            widgets.Dropdown(options=rules, value=rb.string("division.default")), "户数按哪个口径"
        )
        self.map = picture_class(__file__, "map", dicts=("board", "drawing"))()
        self.goal = widgets.HTML()
        self.output = widgets.HTML()
        self.output.add_class("shequ-draw-verdict")
        self._new_drawing()
        self._show("")
        self.seed.observe(self.restart, "value")
        self.rule.observe(self._choose_rule, "value")
        self.map.on_msg(self._receive)
        buttons = widgets.HBox(
            [
                frame.button("退一步", "取消刚才那一笔", self.undo),
                frame.button("看一种画法", "在图上画出一种合适的画法，可以退回来", self.show_solution),
            ]
        )
        buttons.add_class("shequ-buttons")
        picture = widgets.VBox([self.map, buttons])
        picture.add_class("shequ-draw-picture")
        sides = widgets.HBox([picture, self.output])
        sides.add_class("shequ-draw-sides")
        self.widget = frame.frame(
            "划一划社区",
            [
                widgets.HTML(f"<p>{escape(GOAL)}</p>"),
                self.seed,
                self.rule,
                self.goal,
                sides,
                widgets.HTML(f"<details><summary>怎样操作</summary>{escape(HELP)}</details>"),
            ],
            self.restart,
            TAKEAWAY,
        )

    def restart(self, *_: object) -> None:
        """Take an empty map of the number that is chosen."""
        self._new_drawing()
        self._show("图已经清空，从头画起。")

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
        self.map.board = localise_all(_board(self.drawing))

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
        self.map.drawing = localise_all(
            {
                "owners": list(self.drawing.owners),
                "lines": list(verdict.lines),
                "labels": _labels(self.drawing),
                "totals": _totals(self.drawing, verdict),
                "said": said + _said(verdict, community),
            }
        )
        style.put(self.output, _verdict_html(verdict, self._compared))
        style.put(self.goal, _goal(verdict, self._least))


def _goal(verdict: Verdict, least: int | None) -> str:
    """Say what to reach on this map, and whether it is reached."""
    if least is None:
        return ""
    goal = f"<strong>这张图的目标：社区尽量少，最少 {least} 个就够。</strong>"
    if not verdict.done:
        return f"<p>{goal}</p>"
    drawn = len(verdict.communities)
    word = "✓ 做到了。" if drawn == least else f"画了 {drawn} 个，都合适；再试试并得少一些。"
    return f'<p>{goal}<span role="status">{word}</span></p>'


def _board(drawing: Drawing) -> dict[str, Any]:
    plan: Town = drawing.town
    return {
        "size": list(plan.size),
        "label": "划分社区的地图，用方向键换地块，用空格键划归",
        "brushLabel": "划给哪个社区",
        "brushes": [f"社区 {number}" for number in range(1, drawing.brushes + 1)],
        "eraser": "橡皮",
        "legend": [list(pair) for pair in LEGEND],
        "quarters": [
            {
                "name": quarter.name,
                "households": f"{quarter.households:,} 户",
                "row": quarter.row,
                "points": [list(corner) for corner in quarter.corners],
            }
            for quarter in plan.quarters
        ],
        "edges": [{"kind": edge.kind, "ends": [list(end) for end in edge.ends]} for edge in plan.edges],
    }


def _labels(drawing: Drawing) -> list[str]:
    """Say what each quarter is, whose it is, and what lies around it."""
    around: list[list[str]] = [[] for _ in drawing.owners]
    for edge in drawing.town.edges:
        for quarter, side in zip((edge.first, edge.second), _sides(drawing.town, edge), strict=True):
            around[quarter].append(f"{side}{BETWEEN[edge.kind]}")
    return [
        f"{quarter.name}，{quarter.households:,} 户，"
        f"{f'社区 {owner}' if owner else '没有归属'}，{'，'.join(beside)}"
        for quarter, owner, beside in zip(drawing.town.quarters, drawing.owners, around, strict=True)
    ]


def _sides(plan: Town, edge: Edge) -> tuple[str, str]:
    same_row = plan.quarters[edge.first].row == plan.quarters[edge.second].row
    return ("右边", "左边") if same_row else ("下边", "上边")


def _totals(drawing: Drawing, verdict: Verdict) -> list[str]:
    """Return the households that nobody has, and those of each community."""
    sizes = {one.number: one.households for one in verdict.communities}
    sizes[draw_model.NOBODY] = verdict.left_households
    return [f"{sizes.get(number, 0):,} 户" for number in range(drawing.brushes + 1)]


def _said(verdict: Verdict, number: int) -> str:
    """Sum up a change for the line above the map, which screen readers announce."""
    parts = []
    for one in verdict.communities:
        if one.number == number:
            parts.append(f"社区 {number} 有 {one.households:,} 户，{one.sizes[verdict.rule].name}")
            if one.pieces > 1:
                parts.append(f"分成了 {one.pieces} 块")
    if draw_model.UNCLEAR in verdict.lines:
        parts.append("有线从小区当中穿过")
    if verdict.done:
        parts.append("画好了，每个社区都合适")
    elif verdict.left:
        parts.append(f"还有 {len(verdict.left)} 块没有归属")
    else:
        parts.append(f"还有 {len(verdict.to_fix())} 处要改")
    return "，".join(parts) + "。"


def _verdict_html(verdict: Verdict, compared: str) -> str:
    if not verdict.communities:
        return "<p>还没有画。从一个小区开始，看看它和旁边的加起来有多少户。</p>"
    rules = list(verdict.communities[0].sizes.values())
    heads = ["社区", "户数", *(f"{size.rule} 年" for size in rules), "连成一片"]
    rows = [
        [
            str(one.number),
            f"{one.households:,}",
            *(size.name for size in one.sizes.values()),
            "是" if one.pieces == 1 else f"分成 {one.pieces} 块",
        ]
        for one in verdict.communities
    ]
    done = ""
    if verdict.done:
        done = (
            f'<p class="shequ-good"><strong>✓ 画好了：{len(verdict.communities)} 个社区都合适。</strong></p>'
            f"<p>{escape(compared)}尺子不同，同一个地方可以设的社区个数也不同；定几个，还要看居民管不管得过来、办事近不近。</p>"
        )
    by_rule = groupby(verdict.findings, key=lambda finding: (finding.level, finding.rule))
    listed = "".join(_findings_html(list(findings)) for _, findings in by_rule)
    return done + f"<ul>{listed}</ul>" + style.table(heads, rows, "各个社区的户数和结论", frozenset({1}))


def _findings_html(findings: list[Finding]) -> str:
    """Return findings of one level that one rule gives, with the rule below them."""
    sign, word, css_class = LEVELS[findings[0].level]
    texts = "".join(
        f'<span class="{css_class}"><span aria-hidden="true">{sign}</span> <strong>{word}</strong> '
        f"{escape(finding.text)}</span><br>"
        for finding in findings
    )
    return f"<li>{texts}<small>依据：{escape(findings[0].rule)}</small></li>"
