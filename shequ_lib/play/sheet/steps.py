"""Where the thresholds of a community's figures lie, found by asking the calculators.

No threshold is written here: the calculators are asked for one value after another until their answer
changes. In each of them a count only grows as its figure grows, so the search can go by halves.
"""

from __future__ import annotations

from dataclasses import dataclass

from shequ_lib import premises, staffing
from shequ_lib import rulebook as rulebooks
from shequ_lib.errors import LARGEST_NUMBER
from shequ_lib.play.sheet import model as sheet_model
from shequ_lib.play.sheet.model import FIGURES, Change
from shequ_lib.rulebook import Rulebook
from shequ_lib.staffing import Community, Post


@dataclass(frozen=True)
class Step:
    """The nearest value of a figure at which the standard gives something else.

    Attributes:
        value: the first value at which it does.
        distance: how far that is, always more than 0.
        changes: what is then different.
    """

    value: int
    distance: int
    changes: tuple[Change, ...]


def next_step(community: Community, key: str, *, up: bool, rulebook: Rulebook | None = None) -> Step | None:
    """Find how far a figure is from the next threshold.

    Args:
        community: Where the community stands.
        key: The figure, one of FIGURES.
        up: Whether the figure grows or falls.
        rulebook: The active one if None.

    Returns:
        The step, or None if there is no threshold that way.
    """
    rb = rulebook or rulebooks.active()
    value = _next_value(community, key, up, rb)
    if value is None:
        return None
    now = sheet_model.sheet(community, rulebook=rb)
    then = sheet_model.sheet(sheet_model.with_value(community, key, value), rulebook=rb)
    return Step(value, abs(value - getattr(community, key)), sheet_model.changes(now, then))


def steps(key: str, *, rulebook: Rulebook | None = None) -> tuple[int, ...]:
    """Return the values of a figure, up to the end of its slider, that give something else than one less."""
    rb = rulebook or rulebooks.active()
    found: list[int] = []
    value = _next_value(Community(), key, True, rb)
    while value is not None and value <= FIGURES[key].end:
        found.append(value)
        value = _next_value(sheet_model.with_value(Community(), key, value), key, True, rb)
    return tuple(found)


def notes(community: Community, key: str, *, rulebook: Rulebook | None = None) -> tuple[str, ...]:
    """Say how the wording of the standard is read at this value of a figure (readings 1, 2, 4, 5, 6, 11)."""
    rb = rulebook or rulebooks.active()
    value, unit = getattr(community, key), FIGURES[key].unit
    match key:
        case "households":
            return _households(value, rb)
        case "residents":
            return _once(value, rb.count("staff.family_planning.threshold"), unit)
        case "unemployed":
            return _once(value, rb.count("staff.labour.unemployed_threshold"), unit)
        case "poor_households":
            return _once(value, rb.count("staff.aid.threshold"), unit)
        case "retirees":
            return (_whole_units(value, rb.positive("staff.labour.retirees_per"), unit),)
        case "temporary_residents":
            line = _whole_units(value, rb.positive("staff.temporary.per"), unit)
            return (line, "暂住人口和流动人口分开算，不相加。")
        case "floating_residents":
            line = _whole_units(value, rb.positive("staff.floating.per"), unit)
            return (line, "流动人口和暂住人口分开算，不相加。")
        case _:
            per, most = rb.positive("staff.helpers.per"), staffing.helpers_at_most(value, rulebook=rb)
            return (f"{value:,} ÷ {per} 取整是 {most:,}：这是上限，可以少配，不能多配。",)


def _next_value(community: Community, key: str, up: bool, rb: Rulebook) -> int | None:
    """Return the nearest value of a figure to which the calculators give another answer."""
    start: int = getattr(community, key)
    here = _asked(community, key, start, rb)
    same, width = start, 1
    while True:
        probe = min(start + width, LARGEST_NUMBER) if up else max(start - width, 0)
        if _asked(community, key, probe, rb) != here:
            break
        if probe in (0, LARGEST_NUMBER):
            return None
        same, width = probe, width * 2
    other = probe
    while abs(other - same) > 1:
        middle = (same + other) // 2
        if _asked(community, key, middle, rb) == here:
            same = middle
        else:
            other = middle
    return other


def _asked(community: Community, key: str, value: int, rb: Rulebook) -> tuple[object, ...]:
    """Return what the calculators that look at a figure say to one value of it."""
    match key:
        case "households":
            floor = premises.premises(value, rulebook=rb).floor_applies
            return (*_counts(staffing.committee_posts(value, rulebook=rb)), floor)
        case "residents":
            joint = community.family_planning_joint
            return _counts(staffing.family_planning_posts(value, joint, rulebook=rb))
        case "unemployed":
            return _counts(staffing.labour_posts(value, community.retirees, rulebook=rb))
        case "retirees":
            return _counts(staffing.labour_posts(community.unemployed, value, rulebook=rb))
        case "poor_households":
            return _counts(staffing.aid_posts(value, rulebook=rb))
        case "temporary_residents":
            return _counts(staffing.temporary_posts(value, rulebook=rb))
        case "floating_residents":
            return _counts(staffing.floating_posts(value, rulebook=rb))
        case _:
            return (staffing.helpers_at_most(value, rulebook=rb),)


def _counts(post: Post) -> tuple[object, ...]:
    return (post.required, post.optional, post.joint, post.joint_optional)


def _households(value: int, rb: Rulebook) -> tuple[str, ...]:
    threshold, step = rb.count("staff.committee.threshold"), rb.positive("staff.committee.step")
    if value < threshold:
        lines = [f"没有超过 {threshold:,} 户，居委会按最少的人数配。"]
    elif value == threshold:
        lines = [f"正好 {threshold:,} 户：“超过”不含本数，还没有超过。"]
    else:
        whole, rest = divmod(value - threshold, step)
        lines = [f"比 {threshold:,} 户多出 {value - threshold:,} 户，里面有 {whole:,} 个整 {step} 户"]
        # At a full multiple the staff plan itself warns that the wording is unclear (reading 2).
        lines[0] += f"；余下 {rest} 户不满一份，不计。" if rest else "。"
    scaled, unit = premises.scaled_area(value, rb)
    if scaled < premises.scaled_minimum(rb):
        area = sheet_model.number(scaled / unit)
        lines.append(f"用房按户数算只有 {area} 平方米，不到保底的面积，两个数取大的。")
    return tuple(lines)


def _once(value: int, threshold: int, unit: str) -> tuple[str, ...]:
    """A post that is added once above a threshold."""
    if value == threshold:
        return (f"正好 {threshold:,} {unit}：“超过”不含本数，还没有超过；再多 1 {unit}才算。",)
    if value < threshold:
        return (f"没有超过 {threshold:,} {unit}。",)
    return (f"超过了 {threshold:,} {unit}，只增配一次，再多也不往上加。",)


def _whole_units(value: int, per: int, unit: str) -> str:
    whole, rest = divmod(value, per)
    text = f"{value:,} {unit}里有 {whole:,} 个整 {per:,} {unit}"
    return f"{text}；余下 {rest:,} {unit}不满一份，不计。" if rest else f"{text}，没有余数。"
