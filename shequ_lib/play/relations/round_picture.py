"""The pictures of who stands where on the stage: those of a round, and the whole with all its arrows."""

from __future__ import annotations

from html import escape

from shequ_lib.play.relations import picture
from shequ_lib.play.relations.model import Line, Relations
from shequ_lib.play.relations.tale import Standing
from shequ_lib.play.stage.people import CONTENT, GLAD, INK, person, svg, text

Point = tuple[float, float]

WIDTH, HEIGHT = 80, 38  # of an organisation
_LETTER = 11  # at an arrow
_PAPER, _THREE, _CHOSEN, _LINE, _NOW, _WORD = (
    "#f6f1e6",
    "#ffe9c7",
    "#cfe3fb",
    "#5b6672",
    "#0b57d0",
    "#7a2600",
)
_LOOKS = (
    {"hair": "short", "tint": "#26303c", "coat": "#0b57d0"},
    {"hair": "bun", "tint": "#6b6b6b", "coat": "#7a5cb5"},
    {"hair": "cap", "tint": "#8a5a2b", "coat": "#2e7d32"},
    {"hair": "long", "tint": "#3a2a20", "coat": "#b5534c"},
    {"hair": "bald", "tint": "#9a9a9a", "coat": "#8a5a2b", "glasses": True},
)


def stage(story: Standing, *, now: str) -> str:
    """Return the organisations of a round with the arrows that are found.

    Args:
        story: The round.
        now: Key of the arrow that was just found, drawn thicker; "" for none.
    """
    places: dict[str, list[float]] = story.case["places"]
    scene = story.scene()
    open_keys = {move.key for move in scene.moves} if scene else set()
    three = story.relations.rulebook.strings("three_in_one.order")
    bodies = ""
    for number, (key, (x, y)) in enumerate(places.items()):
        fill = _CHOSEN if key in story.chosen else _THREE if key in three else "#fff"
        press = f' data-press="{key}"' if key in open_keys else ""
        mood = GLAD if story.ending else CONTENT
        stroke = f'stroke="{INK}" stroke-width="{3 if key in story.chosen else 1}"'
        bodies += (
            f"<g{press}>{person(x - 22, y - 24, 0.42, _LOOKS[number % len(_LOOKS)], mood)}"
            f'<rect x="{x - WIDTH / 2}" y="{y - HEIGHT / 2}" width="{WIDTH}" height="{HEIGHT}" rx="7" '
            f'fill="{fill}" {stroke}/>'
            f"{_rows(x, y, story.relations.bodies[key].short, 13, INK)}</g>"
        )
    arrows = "".join(_arrow(story, line, now == line.key) for line in story.found)
    said = "；".join(map(story.relations.in_words, story.found)) or "还没有箭头"
    names = "、".join(story.relations.bodies[key].name for key in places)
    body = f'<rect width="360" height="250" fill="{_PAPER}"/>{bodies}{arrows}'
    return svg(body, escape(f"{story.case['name']}：{names}。{said}"))


def whole(relations: Relations) -> str:
    """Return all organisations with all that holds between them, as SVG that is as wide as its place."""
    three = relations.rulebook.strings("three_in_one.order")
    parts = ""
    for key, body in relations.bodies.items():
        x, y, width, height = picture.box(key)
        parts += (
            f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="10" stroke="{INK}" '
            f'stroke-width="2" fill="{_THREE if key in three else "#fff"}"/>'
            f"{_rows(x + width / 2, y + height / 2, body.short, 25, INK)}"
        )
    words = ""
    for line in relations.lines.values():
        arrow = picture.arrow(line)
        (x1, y1), (x2, y2) = arrow.ends
        parts += f'<path d="M{x1},{y1} L{x2},{y2}" stroke="{_LINE}" stroke-width="3"/>'
        for head in arrow.heads:
            parts += f'<polygon points="{" ".join(f"{x},{y}" for x, y in head)}" fill="{_LINE}"/>'
        left, top, width, height = arrow.words
        words += _rows(left + width / 2, top + height / 2, arrow.rows, 21, _WORD)
    said = escape("；".join(map(relations.in_words, relations.lines.values())))
    size = " ".join(map(str, picture.SIZE))
    look = f"display:block;width:100%;max-width:560px;height:auto;background:{_PAPER};border-radius:6px"
    return (
        f'<svg viewBox="0 0 {size}" style="{look}" role="img" aria-label="整张关系图。{said}">'
        f"{parts}{words}</svg>"
    )


def _rows(x: float, y: float, rows: tuple[str, ...], size: int, tint: str) -> str:
    """Return lines of text around a height, with an edge of paper around words of arrows."""
    edge = "" if tint == INK else f' stroke="{_PAPER}" stroke-width="4" paint-order="stroke"'
    lines = "".join(
        text(x, y + (number - (len(rows) - 1) / 2) * size * 1.15 + size * 0.36, size, row, tint=tint)
        for number, row in enumerate(rows)
    )
    return f"<g{edge}>{lines}</g>" if edge else lines


def ends(story: Standing, line: Line) -> tuple[Point, Point]:
    """Return where the arrow of a line starts and ends in the picture of its round."""
    places = story.case["places"]
    start, end = places[line.start], places[line.end]
    aside = story.case.get("aside", {}).get(line.key, 0)
    flat = start[1] == end[1]
    move = (0, aside) if flat else (aside, 0)
    first, last = ((place[0] + move[0], place[1] + move[1]) for place in (start, end))
    return _edge(first, last, start), _edge(last, first, end)


def _edge(inside: Point, outside: Point, middle: Point) -> Point:
    """Return where the way from a point within an organisation leaves it, with a gap."""
    dx, dy = outside[0] - inside[0], outside[1] - inside[1]
    far = [
        ((middle[way] + (half + 3 if step > 0 else -half - 3)) - inside[way]) / step
        for way, step, half in ((0, dx, WIDTH / 2), (1, dy, HEIGHT / 2))
        if step
    ]
    part = min(far)
    return inside[0] + dx * part, inside[1] + dy * part


def _arrow(story: Standing, line: Line, now: bool) -> str:
    (x1, y1), (x2, y2) = ends(story, line)
    tint, width = (_NOW, 3) if now else (_LINE, 1.8)
    heads = _head((x1, y1), (x2, y2), tint) + (_head((x2, y2), (x1, y1), tint) if line.mutual else "")
    words = [part for label in line.label for part in label.split("、")]
    aside = story.case.get("aside", {}).get(line.key, 0)
    x, y, word = (x1 + x2) / 2, (y1 + y2) / 2, "、".join(words)
    if y1 == y2:  # above or below the arrow, in as many rows as there is no room for one
        rows = (word,) if _LETTER * len(word) <= abs(x2 - x1) else tuple(words)
        height = _LETTER * 0.6 * len(rows) + 2
        label = _rows(x, y + (height if aside > 0 else -height), rows, _LETTER, _WORD)
    else:
        label = _rows(x + 6 + _LETTER / 2 * len(word), y, (word,), _LETTER, _WORD)
    moving = ' class="shequ-moving"' if now else ""
    shaft = f'<path d="M{x1},{y1} L{x2},{y2}" stroke="{tint}" stroke-width="{width}"/>'
    return f"<g{moving}>{shaft}{heads}{label}</g>"


def _head(start: Point, end: Point, tint: str) -> str:
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = (dx * dx + dy * dy) ** 0.5
    ux, uy = dx / length, dy / length
    x, y = end[0] - 9 * ux, end[1] - 9 * uy
    corners = ((end[0], end[1]), (x - 5 * uy, y + 5 * ux), (x + 5 * uy, y - 5 * ux))
    return f'<polygon points="{" ".join(f"{a:.1f},{b:.1f}" for a, b in corners)}" fill="{tint}"/>'
