"""The figures of chapter 3, on what a committee does."""

from __future__ import annotations

from grading.figures.book import Figure
from grading.figures.drawing import AMBER, BLUE, GREEN, MARGIN, PLAIN, WIDTH, Drawing
from grading.figures.words import small, strong
from shequ_lib.rulebook import Rulebook


def all_functions(rules: Rulebook) -> Figure:
    """Show all functions in their order, and which of them help the government.

    Source: `functions`.
    """
    keys = rules.strings("functions.order")
    helps = set(rules.strings("functions.assisted"))
    helper, own = rules.strings("functions.kinds")
    drawing = Drawing()
    rows = -(-len(keys) // 2)
    wide, gap = (WIDTH - 2 * MARGIN - 10) / 2, 6
    names = {
        key: (
            rules.string(f"functions.{key}.label").removeprefix("职能"),
            rules.string(f"functions.{key}.name"),
        )
        for key in keys
    }
    high = max(drawing.needed(wide, small(f"{number}　{name}")) for number, name in names.values())
    told: dict[bool, list[str]] = {True: [], False: []}
    for place, key in enumerate(keys):
        number, name = names[key]
        x = MARGIN + (wide + 10) * (place // rows)
        y = MARGIN + (high + gap) * (place % rows)
        tone = AMBER if key in helps else PLAIN
        drawing.box(x, y, wide, small(f"{number}　{name}"), tone=tone, height=high, anchor="start")
        told[key in helps].append(f"{number}、{name}")
    y = MARGIN + (high + gap) * rows + 6
    for x, name, kind, tone in (
        (MARGIN, helper, told[True], AMBER),
        (MARGIN + wide + 10, own, told[False], PLAIN),
    ):
        drawing.bar(x, y + 3, 26, 14, tone)
        drawing.text(x + 34, y, wide - 34, small(f"{name}（{len(kind)} 项）"))
    return Figure(
        f"一张总图：有颜色的是{helper}，其余主要是居民自己的事",
        f"{helper}的有 {len(told[True])} 项：{'；'.join(told[True])}。"
        f"{own}有 {len(told[False])} 项：{'；'.join(told[False])}。",
        drawing,
    )


def both_sides(rules: Rulebook) -> Figure:
    """Show whom the committee helps, and to whom it answers.

    Source: `functions.assisted`, `functions.accountability`.
    """
    helper = rules.strings("functions.kinds")[0]
    numbers = "、".join(
        rules.string(f"functions.{key}.label").removeprefix("职能")
        for key in rules.strings("functions.assisted")
    )
    report_to = rules.strings("functions.accountability.report_to")
    when = rules.string("functions.accountability.report_when")
    name = rules.string("concepts.committee.name")
    drawing = Drawing()
    wide, high = 116.0, 92.0
    left = drawing.box(MARGIN, MARGIN, wide, strong("政府部门"), tone=AMBER, height=high)
    middle = drawing.box(WIDTH / 2 - 44, MARGIN, 88, strong(name), tone=BLUE, height=high, thick=True)
    right = drawing.box(
        WIDTH - MARGIN - wide, MARGIN, wide, strong("\n或".join(report_to)), tone=GREEN, height=high
    )
    for start, end, words in (
        (middle.x - 3, left.right + 3, ("协助", "不包办")),
        (middle.right + 3, right.x - 3, ("负责", f"{when}汇报")),
    ):
        at, room = (start + end) / 2, abs(end - start) + 4
        drawing.text(at, middle.middle - 25, room, small(words[0]), anchor="middle")
        drawing.line((start, middle.middle), (end, middle.middle), head=True)
        drawing.text(at, middle.middle + 5, room, small(words[1]), anchor="middle")
    drawing.text(left.centre, left.bottom + 4, wide, small(f"第{numbers}项"), anchor="middle")
    return Figure(
        "帮谁做是一头，向谁交代是另一头",
        f"左边，{name}{helper}做第{numbers}项，不包办；右边，{name}对{'或'.join(report_to)}负责，{when}汇报。",
        drawing,
    )


FIGURES = (all_functions, both_sides)
