"""The figures of chapter 8, on the principles of building a community."""

from __future__ import annotations

from grading.figures.book import Figure
from grading.figures.drawing import AMBER, BLUE, GREEN, GREY, MARGIN, PLAIN, WIDTH, Box, Drawing
from grading.figures.words import FAINT, small, strong
from shequ_lib.rulebook import Rulebook


def together(rules: Rulebook) -> Figure:
    """Show what the three 共 are between residents and units.

    Source: `principles.together`, `principles.together_what`.
    """
    short, full = rules.strings("principles.together"), rules.strings("principles.together_what")
    said = ("都是社区的一员", "一起出人、出钱、出主意", "场地、设备互相用")
    drawing = Drawing()
    label, start, each, high = 112.0, MARGIN + 128.0, 88.0, 34.0
    end = WIDTH - MARGIN - 8 - each
    middle = (start + end + each) / 2
    y = float(MARGIN)
    for place, (name, what) in enumerate(zip(short, full, strict=True)):
        drawing.text(MARGIN, y + 20, label, strong(name), small(what, FAINT))
        tall = 82.0
        if place == 0:
            drawing.frame(Box(start - 8, y, end + each - start + 16, tall), GREY)
            left = drawing.box(start + 30, y + 38, each, small("居民"), tone=GREEN, height=high)
            right = drawing.box(end - 30, y + 38, each, small("单位"), tone=BLUE, height=high)
        else:
            left = drawing.box(start, y + 38, each, small("居民"), tone=GREEN, height=high)
            right = drawing.box(end, y + 38, each, small("单位"), tone=BLUE, height=high)
        drawing.text(middle, y + 8, end + each - start, small(said[min(place, 2)]), anchor="middle")
        if place == 1:
            shared = drawing.box(middle - 30, y + 38, 60, small("一件事"), tone=PLAIN, height=high)
            drawing.line((left.right + 2, left.middle), (shared.x - 2, left.middle), head=True)
            drawing.line((right.x - 2, left.middle), (shared.right + 2, left.middle), head=True)
        elif place > 1:
            drawing.line((left.right + 3, left.middle), (right.x - 3, left.middle), head=True, tail=True)
        y += tall + 16
    told = "；".join(f"{name}（{what}）：{how}" for name, what, how in zip(short, full, said, strict=False))
    return Figure(
        "说身份的、一起建的、互相用的",
        f"居民和单位之间的几个“共”。{told}，哪一头给哪一头都可以。",
        drawing,
    )


def principles(rules: Rulebook) -> Figure:
    """Show the principles in their order, and which of them the four 自我 and the three 共 belong to.

    Source: `principles`.
    """
    hanging = {"democracy": "principles.self_governance", "sharing": "principles.together"}
    drawing = Drawing()
    wide, gap = 166.0, 26.0
    start = MARGIN + wide + gap
    room = WIDTH - MARGIN - start
    y = float(MARGIN)
    told = []
    for key in rules.strings("principles.order"):
        name, meaning = rules.string(f"principles.{key}.name"), rules.string(f"principles.{key}.meaning")
        parts = rules.strings(f"principles.{key}.parts")
        if key in hanging:
            members = rules.strings(hanging[key])
            columns = 2 if len(members) % 2 == 0 else len(members)
            each = (room - 6 * (columns - 1)) / columns
            high = drawing.needed(each, small(members[0]))
            rows = -(-len(members) // columns)
            box = drawing.box(
                MARGIN, y, wide, strong("，\n".join(parts)), tone=BLUE, height=rows * (high + 6) - 6
            )
            top = box.middle - (rows * (high + 6) - 6) / 2
            for number, member in enumerate(members):
                drawing.box(
                    start + number % columns * (each + 6),
                    top + number // columns * (high + 6),
                    each,
                    small(member),
                    tone=GREEN if key == "democracy" else AMBER,
                )
            told.append(f"{name}，要做到{'、'.join(members)}")
        else:
            high = drawing.needed(room + 2, small(meaning))
            box = drawing.box(MARGIN, y, wide, strong("，\n".join(parts)), tone=BLUE, height=high)
            high = small(meaning).height(room)
            drawing.text(start, box.middle - high / 2, room, small(meaning))
            told.append(f"{name}，{meaning}")
        drawing.line((box.right + 2, box.middle), (start - 5, box.middle))
        y = box.bottom + 9
    return Figure(
        "每一项都是两个短语；几个“自我”、几个“共”，各挂在自己的那一项上",
        f"从上往下：{'；'.join(told)}。",
        drawing,
    )


FIGURES = (together, principles)
