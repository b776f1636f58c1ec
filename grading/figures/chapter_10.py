"""The figures of chapter 10, on party, committee and station."""

from __future__ import annotations

from grading.figures.book import Figure
from grading.figures.drawing import AMBER, BLUE, GREEN, GREY, MARGIN, WIDTH, Box, Drawing
from grading.figures.words import FAINT, small, strong
from shequ_lib.rulebook import Rulebook

_AT = "three_in_one."


def one_house(rules: Rulebook) -> Figure:
    """Show the three organisations in one office, and who of one has a post in another.

    Source: `three_in_one`, and the holders of the posts in `staff.station`.
    """
    keys = rules.strings(f"{_AT}order")
    cross, office = rules.strings(f"{_AT}manners")
    drawing = Drawing()
    cells = [
        (strong(rules.string(f"{_AT}{key}.name")), small(rules.string(f"{_AT}{key}.role"))) for key in keys
    ]
    chairs = [
        (rules.string(f"staff.station.{key}.holder"), rules.string(f"staff.station.{key}.name"))
        for key in ("deputy", "head")
    ]
    gap = 14
    wide = (WIDTH - 2 * MARGIN - 20 - 2 * gap) / 3
    high = max(drawing.needed(wide, *cell) for cell in cells)
    seats = [max(drawing.needed(wide, strong(one)) for one in chair) for chair in chairs]
    drawing.frame(Box(MARGIN, MARGIN, WIDTH - 2 * MARGIN, 34 + high + 20 + sum(seats) + 12 + 14), GREY)
    drawing.text(WIDTH / 2, MARGIN + 6, 300, small(f"{office}：一个大厅，三块牌子", FAINT), anchor="middle")
    boxes = drawing.row(
        MARGIN + 34, *cells, x=MARGIN + 10, width=3 * wide + 2 * gap, gap=gap, tones=(AMBER, GREEN, BLUE)
    )
    holders = {"head": boxes[0], "deputy": boxes[1]}
    y = boxes[0].bottom + 20
    for (holder, post), (key, box), seat in zip(chairs, reversed(holders.items()), seats, strict=True):
        here = drawing.box(box.x, y, wide, strong(holder), height=seat)
        there = drawing.box(boxes[2].x, y, wide, strong(post), height=seat)
        line = (here.right + 2, here.middle), (there.x - 2, here.middle)
        drawing.line(*line, head=True, dashed=True)
        if key == "head":
            drawing.text(boxes[1].centre, here.middle - 24, 80, small(cross), anchor="middle")
        y = here.bottom + 12
    told = "，".join(
        f"{rules.string(f'{_AT}{key}.name')}是{rules.string(f'{_AT}{key}.role')}" for key in keys
    )
    held = "，".join(f"{holder}兼任{post}" for holder, post in chairs)
    return Figure(
        f"“{rules.string(f'{_AT}name')}”：三个组织一个也没有取消，虚线是{cross}",
        f"三个组织在一起办公：{told}。{cross}，原则上{held}。",
        drawing,
    )


def three_lines(rules: Rulebook) -> Figure:
    """Show who leads the station, who guides it and who supervises it.

    Source: `three_in_one.station.over`.
    """
    station = rules.string(f"{_AT}station.name")
    over = [f"{_AT}station.{key}" for key in rules.strings(f"{_AT}station.over")]
    by = [rules.string(f"{key}.by") for key in over]
    how = [rules.string(f"{key}.relation") for key in over]
    drawing = Drawing()
    top = drawing.box(WIDTH / 2 - 70, MARGIN, 140, strong(by[0]), tone=AMBER)
    high = 76.0
    centre = drawing.box(
        WIDTH / 2 - 66, top.bottom + 44, 132, strong(station), tone=BLUE, height=high, thick=True
    )
    left = drawing.box(MARGIN, centre.y, 84, strong(by[1]), height=high)
    right = drawing.box(WIDTH - MARGIN - 84, centre.y, 84, strong(by[2]), tone=GREEN, height=high)
    drawing.line((top.centre, top.bottom), (top.centre, centre.y - 2), head=True, thick=True)
    drawing.text(top.centre + 10, top.bottom + 10, 80, strong(how[0]))
    for start, end, label in ((left.right, centre.x - 2, how[1]), (right.x, centre.right + 2, how[2])):
        words = strong(label)
        room = abs(end - start)
        drawing.text((start + end) / 2, centre.middle - 6 - words.height(room), room, words, anchor="middle")
        drawing.line((start, centre.middle), (end, centre.middle), head=True, thick=True)
    told = "；".join(f"{who}{what}{station}" for who, what in zip(by, how, strict=True))
    return Figure(
        "工作站的三条线：名称不能混",
        f"{told}。三条线的箭头都指着{station}。",
        drawing,
    )


FIGURES = (one_house, three_lines)
