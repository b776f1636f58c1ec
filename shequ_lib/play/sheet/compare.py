"""Two communities side by side: what the standard gives them differently, and because of which figures.

The reasons are found by asking the calculators: a figure is a reason if giving one community the other's
figure changes the item. So nothing about the rules is written here (objective 11.19).
"""

from __future__ import annotations

from dataclasses import dataclass

from shequ_lib.play.sheet import model as sheet_model
from shequ_lib.play.sheet.model import FIGURES, Sheet
from shequ_lib.rulebook import Rulebook
from shequ_lib.staffing import Community

# What else of a community the rules look at; the names that the page gives them.
CHOICES = {
    "party": "党组织",
    "station_staff": "工作站实际人数",
    "one_shoulder": "书记、主任“一肩挑”",
    "city_management_joint": "城管由居委会成员兼任",
    "family_planning_joint": "计生副会长兼职",
}


@dataclass(frozen=True)
class Difference:
    """One item that two communities have differently.

    Attributes:
        name: the item.
        first: what the first community has.
        second: what the second has.
        more: by how much the second has more or less.
        reasons: the figures that make the difference, with both values; empty for a total.
        rule: the rule in one line of Chinese; empty for a total.
        key: "posts", "money" or "rooms".
    """

    name: str
    first: str
    second: str
    more: str
    reasons: tuple[str, ...]
    rule: str
    key: str


@dataclass(frozen=True)
class _Item:
    name: str
    shown: str
    amount: float
    unit: str
    rule: str
    key: str
    total: bool = False


def differences(
    first: Community, second: Community, *, rulebook: Rulebook | None = None
) -> tuple[Difference, ...]:
    """Compare what the standard gives two communities, item by item; what is the same is left out.

    Raises:
        ShequError: A community or the rulebook has a wrong entry.
    """
    one, two = (sheet_model.sheet(community, rulebook=rulebook) for community in (first, second))
    posts = {old.name: (old, new) for old, new in zip(one.plan.posts, two.plan.posts, strict=True)}
    reasons = _reasons(first, second, one, two, rulebook)
    found = []
    for place, (old, new) in enumerate(zip(_items(one), _items(two), strict=True)):
        if old.shown == new.shown:
            continue
        if old.key == "posts" and not old.total:
            more = sheet_model.more_or_less(*posts[old.name])
        else:
            more = sheet_model.more(new.amount - old.amount, new.unit)
        # Two kinds of party have two rules, each with its amount.
        rule = new.rule if old.rule == new.rule else f"{old.rule}；{new.rule}"
        found.append(Difference(old.name, old.shown, new.shown, more, reasons[place], rule, old.key))
    return tuple(found)


def _reasons(
    first: Community, second: Community, one: Sheet, two: Sheet, rulebook: Rulebook | None
) -> list[tuple[str, ...]]:
    """Return for each item the figures that make a difference, with both values."""
    found: list[list[str]] = [[] for _ in _items(one)]
    for key in (*FIGURES, *CHOICES):
        mine, theirs = getattr(first, key), getattr(second, key)
        if mine == theirs:
            continue
        swapped = (
            sheet_model.sheet(sheet_model.with_value(first, key, theirs), rulebook=rulebook),
            sheet_model.sheet(sheet_model.with_value(second, key, mine), rulebook=rulebook),
        )
        for place, items in enumerate(zip(*map(_items, (one, swapped[0], two, swapped[1])), strict=True)):
            was_one, now_one, was_two, now_two = (item.shown for item in items)
            if not items[0].total and (was_one != now_one or was_two != now_two):
                found[place].append(f"{_label(key)} {_value(key, mine)} / {_value(key, theirs)}")
    return [tuple(reasons) for reasons in found]


def _items(sheet: Sheet) -> list[_Item]:
    plan, money, rooms = sheet.plan, sheet.money, sheet.rooms
    posts = [
        _Item(post.name, sheet_model.people(post), post.required, "人", post.rule, "posts")
        for post in plan.posts
    ]
    totals = [
        _Item(name, f"{count:,} 人", count, "人", "", "posts", total=True)
        for name, count in (("应配合计", plan.required_total), ("可再配合计", plan.optional_total))
    ]
    lines = [
        _Item(line.name, f"{line.yuan:,} 元", line.yuan, "元", line.rule, "money") for line in money.lines
    ]
    lines.append(_Item("经费合计", f"{money.total:,} 元", money.total, "元", "", "money", total=True))
    areas = [
        _Item(name, f"{sheet_model.number(area)} 平方米", area, "平方米", rule, "rooms")
        for name, area, rule in (
            ("配套用房", rooms.total_m2, rooms.rule),
            ("其中居民活动", rooms.activity_m2, rooms.activity_rule),
        )
    ]
    return [*posts, *totals, *lines, *areas]


def _label(key: str) -> str:
    return FIGURES[key].label if key in FIGURES else CHOICES[key]


def _value(key: str, value: object) -> str:
    if key in FIGURES:
        return f"{value:,} {FIGURES[key].unit}"
    if isinstance(value, bool):
        return "是" if value else "否"
    return "不清楚" if value is None else str(value)
