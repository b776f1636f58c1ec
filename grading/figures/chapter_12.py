"""The figures of chapter 12, on the goals."""

from __future__ import annotations

from grading.figures.book import Figure
from grading.figures.drawing import AMBER, BLUE, GREEN, MARGIN, WIDTH, Drawing
from grading.figures.words import FAINT, small, strong
from shequ_lib.rulebook import Rulebook

# Who is at the two ends of each mechanism, and whether it goes both ways, in the order of the rulebook.
_ENDS = (
    ("居民", "各方", True, "坐下来一起定"),
    ("居民", "居民", True, "有人受理、调解、回访"),
    ("社区", "单位", True, "互相出力"),
    ("居民", "上面", False, "把话传到"),
)


def house(rules: Rulebook) -> Figure:
    """Show the goals as the pillars of a house, each with the number of its indicators.

    Source: `goals`. Where the material breaks off (a reading says so), the pillar does, too.
    """
    keys = rules.strings("goals.order")
    drawing = Drawing()
    left, right = MARGIN + 6.0, WIDTH - MARGIN - 6.0
    roof = MARGIN + 58.0
    corners = (left - 4, roof), (WIDTH / 2, float(MARGIN)), (right + 4, roof)
    drawing.area(*corners, tone=AMBER)
    drawing.line(*corners, corners[0], colour=AMBER.border)
    drawing.text(WIDTH / 2, roof - 28, 120, strong("和谐社区"), anchor="middle")
    gap = 12
    each = (right - left - gap * (len(keys) - 1)) / len(keys)
    told = []
    for place, key in enumerate(keys):
        name, signs = rules.string(f"goals.{key}.name"), rules.strings(f"goals.{key}.indicators")
        broken = rules.entry(f"goals.{key}.name").reading is not None
        words = strong(f"{name[:2]}\n{name[2:]}"), small(f"{len(signs)} 项\n指标")
        x = left + (each + gap) * place
        drawing.box(x, roof + 8, each, *words, tone=BLUE, height=130, dashed=broken)
        told.append(f"{name}（{'、'.join(signs)}）" + ("，材料在这里中断" if broken else ""))
    floor = roof + 146
    drawing.line((left - 4, floor), (right + 4, floor), thick=True)
    return Figure(
        "屋顶下的柱子，一根是一个目标；虚线的一根，材料在那里中断",
        f"和谐社区是屋顶，由 {len(keys)} 根柱子撑着：{'；'.join(told)}。",
        drawing,
    )


def mechanisms(rules: Rulebook) -> Figure:
    """Show between whom each mechanism of good order works, and in which direction.

    Source: `goals.management.mechanisms`.
    """
    names = rules.strings("goals.management.mechanisms")
    drawing = Drawing()
    wide, label = 70.0, 150.0
    start = MARGIN + label + 8
    end = WIDTH - MARGIN - wide
    y = float(MARGIN)
    told = []
    for name, (one, other, mutual, how) in zip(names, _ENDS, strict=False):
        left = drawing.box(start, y, wide, strong(one), tone=GREEN, height=46)
        right = drawing.box(end, y, wide, strong(other), tone=BLUE, height=46)
        words = strong(name)
        drawing.text(MARGIN, left.middle - words.height(label) / 2, label, words)
        room = right.x - left.right
        said = small(how, FAINT)
        drawing.text(
            (left.right + right.x) / 2, left.middle - 5 - said.height(room), room, said, anchor="middle"
        )
        drawing.line((left.right + 4, left.middle), (right.x - 4, left.middle), head=True, tail=mutual)
        told.append(f"{name}，{one}{'和' if mutual else '向'}{other}，{how}")
        y = left.bottom + 12
    return Figure(
        "四个机制各在谁和谁之间：两头有箭头的，是有来有往",
        f"{'；'.join(told)}。话传到了，不等于商量过了。",
        drawing,
    )


FIGURES = (house, mechanisms)
