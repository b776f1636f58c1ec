"""The premises (配套用房) of a community, in square metres of floor area.

Source: the material, chapter 11, objectives 11.15 and 11.16; reading 11.
"""

from __future__ import annotations

from dataclasses import dataclass

from shequ_lib import rulebook as rulebooks
from shequ_lib.errors import whole_number
from shequ_lib.rulebook import Rulebook
from shequ_lib.staffing import LABELS, Numbers


@dataclass(frozen=True)
class Premises:
    """What a community has to have.

    Attributes:
        total_m2: floor area in square metres, at the least.
        activity_m2: of this for the residents' activities, at the least.
        floor_applies: whether the total is the lower limit, because the households alone would give less.
        rule: the rule of the total in one line of Chinese.
        activity_rule: the rule of the share in one line of Chinese.
    """

    total_m2: float
    activity_m2: float
    floor_applies: bool
    rule: str
    activity_rule: str


def premises(households: int, *, rulebook: Rulebook | None = None) -> Premises:
    """Floor area that a community of so many permanent households has to have.

    Raises:
        ShequError: if households is no whole number from 0 up.
    """
    rb = rulebook or rulebooks.active()
    number = whole_number(LABELS["households"], households)
    scaled, unit = scaled_area(number, rb)
    by_limit = scaled_minimum(rb)
    total = max(scaled, by_limit)
    return Premises(
        total_m2=total / unit,
        activity_m2=activity_area(total, unit, rb),
        floor_applies=scaled < by_limit,
        rule=rb.rule("premises"),
        activity_rule=rb.rule("premises.activity"),
    )


def scaled_area(households: Numbers, rb: Rulebook) -> tuple[Numbers, int]:
    """Area by households alone, made a whole number: times the households that the standard is for."""
    return households * rb.count("premises.per_unit"), rb.positive("premises.households_unit")


def scaled_minimum(rb: Rulebook) -> int:
    """The lower limit of the area on the same scale."""
    return rb.count("premises.minimum") * rb.positive("premises.households_unit")


def activity_area(scaled: Numbers, unit: int, rb: Rulebook) -> Numbers:
    """Square metres for activities out of a scaled area, from one division so that it is exactly rounded."""
    return scaled * rb.count("premises.activity.share") / (100 * unit)
