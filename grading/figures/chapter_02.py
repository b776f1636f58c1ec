"""The figures of chapter 2, on how a district is divided into communities."""

from __future__ import annotations

from grading.figures.book import Figure
from grading.figures.drawing import AMBER, BLUE, GREEN, GREY, MARGIN, WIDTH, Drawing
from grading.figures.words import FAINT, small, strong
from shequ_lib import division
from shequ_lib.rulebook import Rulebook

_TONES = (BLUE, GREEN, AMBER)
_COUNTS = "零一两三四五六七八九"


def size_ranges(rules: Rulebook) -> Figure:
    """Show the ranges of households of all rules on one scale, so that it is seen where they agree.

    Source: `division.sizes`.
    """
    names = division.rules(rulebook=rules)
    ranges = {name: division.size_range(name, rulebook=rules) for name in names}
    ends = sorted({end for both in ranges.values() for end in both})
    drawing = Drawing()
    left, right = 108.0, WIDTH - MARGIN - 8
    scale = (right - left) / (ends[-1] * 1.12)
    places = {end: left + end * scale for end in ends}
    top = drawing.labels(MARGIN, *((x, small(f"{end:,}", FAINT)) for end, x in places.items())) + 6
    bottom = top + 50 * len(names) + 4
    for x in places.values():
        drawing.line((x, top - 4), (x, bottom), dashed=True, colour="#b1bac4")
    drawing.line((left, bottom), (right, bottom), head=True)
    drawing.line((left, top - 4), (left, bottom))
    drawing.text(right, bottom + 4, 40, small("户", FAINT), anchor="end")
    y = top
    for place, name in enumerate(names):
        low, high = ranges[name]
        drawing.text(MARGIN, y + 13, left - MARGIN - 8, strong(rules.string(f"division.sizes.{name}.name")))
        drawing.bar(left + low * scale, y + 10, (high - low) * scale, 30, _TONES[place % len(_TONES)])
        y += 50
    told = "；".join(rules.rule(f"division.sizes.{name}") for name in names)
    low, high = max(low for low, _ in ranges.values()), min(high for _, high in ranges.values())
    both = f"从 {low:,} 到 {high:,} 户，按哪个口径都合适。" if low < high else ""
    many = _COUNTS[len(names)]
    return Figure(
        f"{many}个口径放在一把尺子上：色条盖住的户数，按那个口径合适",
        f"{many}个口径的户数画在同一把尺子上。{told}。{both}",
        drawing,
    )


def district(rules: Rulebook) -> Figure:
    """Show the streets, towns and communities of the district, each as a small square.

    Source: `division.district`.
    """
    at = "division.district."
    drawing = Drawing()
    each_row, bottom = 20, 0.0
    y = float(MARGIN)
    x = float(MARGIN)
    for name, key in (("街道", "streets"), ("镇", "towns")):
        count = rules.count(at + key)
        words = drawing.text(x, y, 90, strong(f"{name} {count} 个"))
        tiles = drawing.tiles(x, words.bottom + 4, count, GREY, each_row=8, size=22)
        x = max(tiles.right, x + 90) + 30
        bottom = max(tiles.bottom, bottom)
    y = bottom + 16
    drawing.text(
        MARGIN, y, WIDTH - 2 * MARGIN, strong(f"社区一共 {rules.count(at + 'communities')} 个，一格是一个")
    )
    y += 28
    for kind, tone in (("city", BLUE), ("village", GREEN)):
        count = rules.count(at + kind)
        drawing.text(MARGIN, y, 200, small(f"{rules.string(f'{at}{kind}_name')} {count} 个"))
        y = drawing.tiles(MARGIN, y + 24, count, tone, each_row=each_row, size=18).bottom + 10
    return Figure(
        "当时全区的家底，一格是一个（历史数字）",
        f"每个街道、镇、社区都画成一个小方格。{rules.rule('division.district')}。",
        drawing,
    )


FIGURES = (size_ranges, district)
