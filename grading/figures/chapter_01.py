"""The figures of chapter 1, on three words and on the law."""

from __future__ import annotations

from datetime import date

from grading.figures.book import Figure
from grading.figures.drawing import BLUE, GREEN, GREY, MARGIN, PLAIN, WIDTH, Box, Drawing
from grading.figures.words import FAINT, small, strong
from shequ_lib.rulebook import Rulebook


def law_dates(rules: Rulebook) -> Figure:
    """Show on one line when the law was passed and from when on it holds, and the same for a revision.

    Source: `concepts.law`; a rulebook that knows of a revision has two more days.
    """
    days = [("通过", "passed"), ("施行", "in_force"), ("修订", "revised"), ("修订施行", "revision_in_force")]
    known = [
        (name, day)
        for name, key in days
        if f"concepts.law.{key}" in rules and isinstance(day := rules.value(f"concepts.law.{key}"), date)
    ]
    drawing = Drawing()
    left, right, y = MARGIN + 50.0, WIDTH - MARGIN - 30.0, 66.0
    step = (right - left) / len(known)
    for place, (name, day) in enumerate(known):
        x = left + place * step
        in_force = place > 0  # from the second day on the law holds
        look = {"colour": GREEN.border, "head": place == len(known) - 1} if in_force else {"dashed": True}
        drawing.line((x, y), (x + step, y), thick=True, **look)
        drawing.text(x, y - 30, 90, strong(name), anchor="middle")
        drawing.text(x, y + 10, 100, small(f"{day.year}年\n{day.month}月{day.day}日"), anchor="middle")
        drawing.dot(x, y, 5, GREEN.border if in_force else FAINT)
    gap = (known[1][1] - known[0][1]).days
    drawing.text(left + step / 2, y - 54, step, small(f"{gap} 天还不算数", FAINT), anchor="middle")
    drawing.text(left + step * 1.5, y - 54, step, small("从这天起算数", GREEN.border), anchor="middle")
    told = "，".join(f"{day.year}年{day.month}月{day.day}日{name}" for name, day in known)
    return Figure(
        "先通过，后施行：虚线一段法律已经有了，还没有起作用",
        f"《{rules.string('concepts.law.name')}》{told}。"
        f"从通过到施行的 {gap} 天里还没有起作用，施行那天起才算数。",
        drawing,
    )


def three_words(rules: Rulebook) -> Figure:
    """Show how the three words lie within one another: people, a part of a street, its institution.

    Source: `concepts`.
    """
    community, office, committee = (
        f"concepts.{key}" for key in ("community", "community_committee", "committee")
    )
    places = "、".join(rules.strings(f"{office}.places"))
    names = {key: rules.string(f"{key}.name") for key in (community, office, committee)}
    kinds = {key: rules.string(f"{key}.kind") for key in (community, office, committee)}
    natures = {key: rules.string(f"{key}.nature") for key in (community, office, committee)}
    drawing = Drawing()
    width = 288.0
    head = [
        strong(f"{names[community]}：一个{kinds[community]}"),
        small(f"{natures[community]}，{rules.string(f'{community}.range')}"),
    ]
    part = small(f"{places}划出的一片", FAINT)
    office_words = strong(f"{names[office]}：一个{kinds[office]}"), small(natures[office])
    high = [
        sum(words.height(width - 28) for words in head) + 14,
        part.height(width - 56) + 12,
        drawing.needed(width - 84, *office_words) + 16,
    ]
    outer = drawing.frame(Box(MARGIN, MARGIN, width, sum(high) + 16), GREY)
    drawing.text(outer.x + 14, outer.y + 8, width - 28, *head)
    inner = drawing.frame(
        Box(outer.x + 16, outer.y + high[0], width - 32, high[1] + high[2]), PLAIN, dashed=True
    )
    drawing.text(inner.x + 12, inner.y + 6, width - 56, part)
    here = drawing.box(inner.x + 26, inner.y + high[1], width - 84, *office_words, tone=BLUE, thick=True)
    kind = drawing.box(
        WIDTH - MARGIN - 112,
        here.y - 12,
        112,
        strong(f"{names[committee]}：\n一种{kinds[committee]}"),
        small(natures[committee]),
        tone=GREEN,
    )
    drawing.line((here.right + 2, here.middle), (kind.x - 2, here.middle), head=True)
    drawing.text((outer.right + kind.x) / 2, here.middle - 24, 40, small("属于"), anchor="middle")
    return Figure(
        "三个词套在一起：大框里是人，小框里是机构，右边是它属于哪一种组织",
        f"最大的框是{names[community]}，指{kinds[community]}（{natures[community]}），"
        f"{rules.string(f'{community}.range')}；里面的虚线框是{places}划出的一片；再里面是{names[office]}，"
        f"指{kinds[office]}（{natures[office]}）。{names[office]}属于{names[committee]}这种{kinds[committee]}，"
        f"也就是{natures[committee]}。",
        drawing,
    )


FIGURES = (law_dates, three_words)
