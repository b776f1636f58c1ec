"""The figures of chapter 7, on why communities are built."""

from __future__ import annotations

from grading.figures.book import Figure
from grading.figures.drawing import AMBER, BLUE, GREEN, GREY, MARGIN, WIDTH, Drawing
from grading.figures.words import small, strong
from shequ_lib.rulebook import Rulebook


def bridge(rules: Rulebook) -> Figure:
    """Show the community as a bridge between two sides, and as the ground of what stands on it.

    Source: `importance.bridge`, `importance.bridge_between`, `importance.foundation_of`.
    """
    state, residents = rules.strings("importance.bridge_between")
    name, kind = rules.string("concepts.community.name"), rules.string("importance.bridge")
    above = rules.strings("importance.foundation_of")
    drawing = Drawing()
    wide, high = 104.0, 96.0
    left = drawing.box(MARGIN, MARGIN, wide, strong(residents), tone=GREEN, height=high)
    middle = drawing.box(
        WIDTH / 2 - wide / 2, MARGIN, wide, strong(name), small(kind), tone=BLUE, height=high, thick=True
    )
    right = drawing.box(WIDTH - MARGIN - wide, MARGIN, wide, strong(state), tone=AMBER, height=high)
    for here, there in ((left, middle), (middle, right)):
        at, room = (here.right + there.x) / 2, there.x - here.right
        drawing.text(at, here.y + 8, room, small("居民的话"), anchor="middle")
        drawing.line((here.right + 3, here.y + 34), (there.x - 3, here.y + 34), head=True)
        drawing.line((there.x - 3, here.y + 62), (here.right + 3, here.y + 62), head=True)
        drawing.text(at, here.y + 67, room, small("政策服务"), anchor="middle")
    tops = drawing.row(
        middle.bottom + 28, *([strong(one)] for one in above), x=MARGIN + 40, width=WIDTH - 2 * MARGIN - 80
    )
    drawing.box(
        MARGIN, tops[0].bottom, WIDTH - 2 * MARGIN, strong(f"一个个{name}在下面打底"), tone=GREY, height=34
    )
    return Figure(
        "上半：两头都要通的桥；下半：打底的基础",
        f"一头是{residents}，一头是{state}，{name}在中间，是{kind}：居民的话经过它送上去，政策和服务经过它送下来。"
        f"{name}又是基础：{'、'.join(above)}，都靠一个个{name}在下面打底。",
        drawing,
    )


def how_it_is_built(rules: Rulebook) -> Figure:
    """Show the parts of what building a community means, and that it begins anew.

    Source: `importance.meaning`, `importance.aspects`.
    """
    at = "importance.meaning."
    parts = [
        ("领导", rules.string(f"{at}led_by")),
        ("依靠", rules.string(f"{at}relies_on")),
        ("利用", rules.string(f"{at}uses")),
    ]
    strengthens, solves = rules.string(f"{at}strengthens"), rules.string(f"{at}solves")
    aspects, raises = rules.strings("importance.aspects"), "、".join(rules.strings(f"{at}raises"))
    nature = rules.string(f"{at}nature")
    drawing = Drawing()
    wide = WIDTH - 2 * MARGIN - 44
    middle = MARGIN + wide / 2
    top = drawing.row(MARGIN, *([small(how), strong(what)] for how, what in parts), width=wide)
    work = drawing.box(
        MARGIN,
        top[0].bottom + 26,
        wide,
        strong("社区建设"),
        small(f"强化{strengthens}，解决{solves}"),
        tone=BLUE,
        thick=True,
    )
    sides = drawing.row(work.bottom + 26, *([strong(one)] for one in aspects), width=wide, tones=(GREEN,))
    aim = drawing.box(MARGIN, sides[0].bottom + 26, wide, strong(f"居民的{raises}不断提高"), tone=AMBER)
    for upper, lower in ((top[0], work), (work, sides[0]), (sides[0], aim)):
        drawing.line((middle, upper.bottom + 2), (middle, lower.y - 2), head=True)
    drawing.text(middle + 10, work.bottom + 2, 150, small("一起往前走"))
    back = MARGIN + wide + 14
    drawing.line(
        (aim.right, aim.middle), (back, aim.middle), (back, work.middle), (work.right, work.middle), head=True
    )
    y = (aim.middle + work.middle) / 2 - 44
    drawing.text(back + 4, y, 26, small("\n".join("做下去")))
    told = "，".join(f"{how}：{what}" for how, what in parts)
    return Figure(
        "社区建设拆开来看：从上往下做，右边的箭头是“做不完，再来一遍”",
        f"{told}。用它们来做社区建设：强化{strengthens}，解决{solves}；带动{'、'.join(aspects)}一起往前走；"
        f"居民的{raises}不断提高。新的需求又来了，再做下去，所以是一个{nature}。",
        drawing,
    )


FIGURES = (bridge, how_it_is_built)
