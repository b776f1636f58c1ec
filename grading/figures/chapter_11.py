"""The figures of chapter 11, on staff, money and rooms."""

from __future__ import annotations

import re

from grading.figures.book import Figure
from grading.figures.drawing import AMBER, BLUE, GREEN, GREY, MARGIN, WIDTH, Drawing
from grading.figures.words import FAINT, small, strong
from shequ_lib import premises, staffing
from shequ_lib.rulebook import Rulebook

_STEPS = 4  # of the stairs that are shown above the lowest one


def committee_stairs(rules: Rulebook) -> Figure:
    """Show how the committee's staff grows with the households, step by step.

    Source: `staff.committee`, computed by `staffing.committee_staff`.
    """
    threshold, step = rules.count("staff.committee.threshold"), rules.positive("staff.committee.step")
    edges = [threshold + step * number for number in range(1, _STEPS + 1)]
    first, last = threshold - 2 * step, edges[-1] + step * 3 // 4
    staff = [staffing.committee_staff(households, rulebook=rules) for households in (threshold, *edges)]
    drawing = Drawing()
    left, right = MARGIN + 4.0, WIDTH - MARGIN - 8
    floor, rise = 214.0, 34.0
    scale = (right - left) / (last - first)

    def x(households: float) -> float:
        return left + (households - first) * scale

    def y(people: int) -> float:
        return floor - 30 - (people - staff[0]) * rise / max(staff[1] - staff[0], 1)

    starts, ends = [first, *edges], [*edges, last]
    stairs = [
        corner
        for people, start, end in zip(staff, starts, ends, strict=True)
        for corner in ((x(start), y(people)), (x(end), y(people)))
    ]
    drawing.area((left, floor), *stairs, (x(last), floor), tone=BLUE)
    drawing.line((left, floor), (right, floor), head=True)
    for people, start, end in zip(staff, starts, ends, strict=True):
        drawing.line((x(start), y(people)), (x(end), y(people)), colour=BLUE.border, thick=True)
        drawing.text((x(start) + x(end)) / 2, y(people) - 24, 60, strong(f"{people} 人"), anchor="middle")
        if start != first:
            drawing.dot(x(start), y(people), 4, BLUE.border)
    for households in (threshold, *edges):
        drawing.line((x(households), floor), (x(households), floor + 5))
        drawing.text(x(households), floor + 6, 60, small(f"{households:,}", FAINT), anchor="middle")
    drawing.text(right, floor + 26, 120, small("常住户数", FAINT), anchor="end")
    drawing.text(left, floor + 26, 300, small(f"超过 {threshold:,} 户才往上加，每满 {step} 户一级", FAINT))
    told = "，".join(f"满 {edge:,} 户 {people} 人" for edge, people in zip(edges, staff[1:], strict=True))
    return Figure(
        "居委会专职成员像上楼梯：不满一级不加",
        f"户数从左往右增加，人数一级一级往上：{threshold:,} 户以内 {staff[0]} 人，{told}，照此再往上。",
        drawing,
    )


def one_person_once(rules: Rulebook) -> Figure:
    """Show that whoever works in the station is somebody who is counted already.

    Source: `staff.station`.
    """
    at = "staff.station."
    low, high = rules.count(at + "workers.minimum"), rules.count(at + "workers.maximum")
    fewest, most = rules.count(at + "deputy.minimum"), rules.count(at + "deputy.maximum")
    posts = [
        ("head", f"{rules.count(at + 'head.count')} 人"),
        ("deputy", f"{fewest}～{most} 人"),
        ("workers", f"{low}～{high} 人"),
    ]
    name = rules.string("staff.station.name")
    drawing = Drawing()
    wide, gap = 168.0, 80.0
    left, right = MARGIN + 8.0, MARGIN + 8 + wide + gap
    heads = small("已经数过的人", FAINT), small(name, FAINT)
    for x, head in zip((left, right), heads, strict=True):
        drawing.text(x + wide / 2, MARGIN, wide, head, anchor="middle")
    y = MARGIN + max(head.height(wide) for head in heads) + 8
    told = []
    for key, people in posts:
        holder, post = rules.string(f"{at}{key}.holder"), rules.string(f"{at}{key}.name")
        paragraphs = strong(post), small(people)
        here = drawing.box(left, y, wide, strong(holder), tone=BLUE, height=drawing.needed(wide, *paragraphs))
        there = drawing.box(right, y, wide, *paragraphs, dashed=True)
        drawing.text((here.right + there.x) / 2, here.middle - 24, gap - 8, small("兼任"), anchor="middle")
        drawing.line((here.right + 4, here.middle), (there.x - 4, here.middle), head=True, dashed=True)
        told.append(f"{holder}兼{post}（{people}）")
        y = here.bottom + 12
    return Figure(
        "工作站的岗位：实线框里的人数一次，虚线框里的不再数",
        f"{name}的岗位原则上都由已经数过的人兼任：{'；'.join(told)}。合计时一个人只数一次。",
        drawing,
    )


def budget_halves(rules: Rulebook) -> Figure:
    """Show the four funds, what each is counted by, and who pays which part of them.

    Source: `budget`.
    """
    kinds = ["budget.party.committee", "budget.party.branch"]
    lines = []
    for key in rules.strings("budget.lines"):
        group = f"budget.{key}"
        parts = kinds if key == "party" else [group]
        lines.append((rules.string(f"{group}.name"), [_grouped(rules.rule(part)) for part in parts]))
    drawing = Drawing()
    y = float(MARGIN)
    wide, name_wide, gap = WIDTH - 2 * MARGIN, 132.0, 6
    rule_wide = wide - name_wide - gap
    for name, rule in lines:
        texts = [small(text) for text in rule]
        high = max(drawing.needed(name_wide, strong(name)), drawing.needed(rule_wide, *texts))
        drawing.box(MARGIN, y, name_wide, strong(name), tone=BLUE, height=high)
        drawing.box(MARGIN + name_wide + gap, y, rule_wide, *texts, height=high, anchor="start")
        y += high + 6
    drawing.line((WIDTH / 2, y), (WIDTH / 2, y + 26), head=True)
    drawing.text(WIDTH / 2 + 10, y + 2, 150, small("加起来，两级分担"))
    y += 30
    city, district = rules.count("budget.share.city"), rules.count("budget.share.district")
    part = wide * city / (city + district)
    for x, width, label, tone in (
        (MARGIN, part, f"市级 {city}%", GREEN),
        (MARGIN + part, wide - part, f"区级 {district}%", AMBER),
    ):
        bar = drawing.bar(x, y, width, 40, tone)
        drawing.text(bar.centre, y + 9, width, strong(label), anchor="middle")
    told = "；".join(f"{name}，{'，'.join(rule)}" for name, rule in lines)
    return Figure(
        "四项经费各看各的数，加起来再由市、区两级分担",
        f"{told}。{rules.rule('budget.share')}。",
        drawing,
    )


def _grouped(text: str) -> str:
    """Write the large numbers of a rule as the text of the chapter does: 5,000."""
    return re.sub(r"\d{4,}", lambda found: f"{int(found[0]):,}", text)


def premises_line(rules: Rulebook) -> Figure:
    """Show how the premises grow with the households from the least area on, and the residents' part.

    Source: `premises`, computed by `premises.premises`.
    """
    unit, per_unit = rules.positive("premises.households_unit"), rules.positive("premises.per_unit")
    least, share = rules.count("premises.minimum"), rules.count("premises.activity.share")
    bend = least * unit / per_unit  # the households from which on the area grows
    most = round(bend * 3 / unit) * unit
    drawing = Drawing()
    left, right, top, floor = MARGIN + 2.0, WIDTH - MARGIN - 8, 30.0, 236.0
    areas = {households: premises.premises(households, rulebook=rules) for households in (1, most)}
    across, up = (right - left - 30) / most, (floor - top) / areas[most].total_m2

    def at(households: float, area: float) -> tuple[float, float]:
        return left + households * across, floor - area * up

    all_of_it = [at(0, least), at(bend, least), at(most, areas[most].total_m2)]
    part = [at(0, areas[1].activity_m2), at(bend, areas[1].activity_m2), at(most, areas[most].activity_m2)]
    drawing.area(at(0, 0), *all_of_it, at(most, 0), tone=GREY)
    drawing.area(at(0, 0), *part, at(most, 0), tone=GREEN)
    drawing.line(*all_of_it, colour=BLUE.border, thick=True)
    drawing.line(*part, colour=GREEN.border, dashed=True)
    drawing.line((left, floor), (right, floor), head=True)
    drawing.line(at(0, 0), at(0, areas[most].total_m2))
    drawing.line(at(bend, 0), at(bend, least), dashed=True)
    x, y = at(0, least)
    drawing.text(x + 8, y - 26, 200, small(f"保底 {least} 平方米"))
    x, y = at(bend * 2, least * 2)
    drawing.text(x - 14, y - 26, 200, small(f"每 {unit} 户 {per_unit} 平方米"), anchor="end")
    x, y = at(most, 0)
    drawing.text(x - 8, y - 34, 280, small(f"居民活动：{share}% 以上"), anchor="end")
    x, y = at(bend, 0)
    drawing.text(x, y + 4, 200, small(f"大约 {round(bend / unit) * unit:,} 户", FAINT), anchor="middle")
    drawing.text(right, floor + 4, 120, small("常住户数", FAINT), anchor="end")
    return Figure(
        "配套用房至少要多大：户数少看保底，户数多按户数算",
        f"横着是户数，竖着是面积。{rules.rule('premises')}，取大的；"
        f"大约 {round(bend / unit) * unit:,} 户以内都是保底数，再多就跟着户数往上。"
        f"{rules.rule('premises.activity')}。",
        drawing,
    )


FIGURES = (committee_stairs, one_person_once, budget_halves, premises_line)
