"""How the drawing of communities begins: the first map, with nothing drawn on it."""

from __future__ import annotations

from html import escape

from shequ_lib import rulebook
from shequ_lib.play.draw import model as draw_model
from shequ_lib.play.draw.around import GOAL, SEEDS, TITLE
from shequ_lib.play.draw.town import BRIDGE, LANE, RIVER, ROAD, Edge, Town, town
from shequ_lib.play.first import TEXT, First

_CSS = (
    "polygon{fill:#f1ede3;stroke:#b5ada0}text{text-anchor:middle;fill:#1d2b3a;font-size:17px}"
    ".n{font-size:15px}path{fill:none;stroke-linecap:round}"
    ".lane{stroke:#a79f90;stroke-width:2;stroke-dasharray:5 5}.road{stroke:#8d8779;stroke-width:9}"
    ".river{stroke:#6fb3e0;stroke-width:15}.bridge{stroke:#8d5b3b;stroke-width:9}"
)


def first() -> First:
    """Return how it begins."""
    made = town(SEEDS[0])
    rule = rulebook.active().string("division.default")
    least = draw_model.least(made, rule)
    goal = [] if least is None else [(TEXT, f"这张图的目标：社区尽量少，最少 {least} 个就够。")]
    return First(TITLE, _map(made), [(TEXT, GOAL), *goal], room=(1016, 1114))


def _map(made: Town) -> str:
    width, height = made.size
    edges = "".join(
        f'<path class="{kind}" d="{"".join(_line(edge) for edge in made.edges if edge.kind in kinds)}"/>'
        for kind, kinds in ((LANE, {LANE}), (ROAD, {ROAD}), (RIVER, {RIVER, BRIDGE}))
    )
    quarters, names = "", ""
    for quarter in made.quarters:
        points = " ".join(f"{x},{y}" for x, y in quarter.corners)
        x = round(sum(corner[0] for corner in quarter.corners) / len(quarter.corners))
        y = round(sum(corner[1] for corner in quarter.corners) / len(quarter.corners))
        quarters += f'<polygon points="{points}"/>'
        names += f'<text x="{x}" y="{y - 2}">{escape(quarter.name)}</text>'
        names += f'<text class="n" x="{x}" y="{y + 20}">{quarter.households:,}</text>'
    bridges = "".join(_across(edge) for edge in made.edges if edge.kind == BRIDGE)
    said = f"一张地图：{len(made.quarters)} 块地，有大路、弄堂、河和桥，还没有划过"
    return (
        f'<svg viewBox="0 0 {width} {height}" role="img" aria-label="{said}"><style>{_CSS}</style>'
        f'<rect width="{width}" height="{height}" fill="#fbfaf6"/>{quarters}{edges}'
        f'<path class="bridge" d="{bridges}"/>{names}</svg>'
    )


def _line(edge: Edge) -> str:
    (x1, y1), (x2, y2) = edge.ends
    return f"M{x1} {y1}L{x2} {y2}"


def _across(edge: Edge) -> str:
    """Return the way over the middle of an edge."""
    (x1, y1), (x2, y2) = edge.ends
    length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
    x, y, dx, dy = (x1 + x2) / 2, (y1 + y2) / 2, (y2 - y1) / length * 13, (x1 - x2) / length * 13
    return f"M{x - dx:.0f} {y - dy:.0f}L{x + dx:.0f} {y + dy:.0f}"
