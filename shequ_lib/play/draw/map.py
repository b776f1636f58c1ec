"""What map.js draws and says, as plain data: the quarters and lines, whose they are, how many households."""

from __future__ import annotations

from typing import Any

from shequ_lib.play.draw import model as draw_model
from shequ_lib.play.draw.model import Drawing, Verdict
from shequ_lib.play.draw.town import BRIDGE, LANE, RIVER, ROAD, Edge, Town

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


def board(drawing: Drawing) -> dict[str, Any]:
    """Return what stays while one map is worked on."""
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


def shown(drawing: Drawing, verdict: Verdict, said: str, community: int) -> dict[str, Any]:
    """Return what changes with each stroke.

    Args:
        drawing: The drawing.
        verdict: What the rules say to it.
        said: What was done, in Chinese.
        community: The community that it was done to, or NOBODY.
    """
    return {
        "owners": list(drawing.owners),
        "lines": list(verdict.lines),
        "labels": _labels(drawing),
        "totals": _totals(drawing, verdict),
        "said": said + _said(verdict, community),
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
