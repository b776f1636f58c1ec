"""Premises: the lower limit to the household, the share for activities."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shequ_lib import rulebook
from shequ_lib.errors import ShequError
from shequ_lib.premises import premises


@pytest.mark.parametrize(
    ("households", "total", "activity", "floor"),
    [
        (0, 350, 210, True),
        (1166, 350, 210, True),
        (1167, 350.1, 210.06, False),
        (2730, 819, 491.4, False),
        (10_000, 3000, 1800, False),
    ],
)
def test_area(households, total, activity, floor):
    area = premises(households)
    assert (area.total_m2, area.activity_m2, area.floor_applies) == (total, activity, floor)


@given(st.integers(0, 1_000_000))
def test_area_is_exactly_rounded(households):
    area = premises(households)
    exact = max(Fraction(350), Fraction(30 * households, 100))
    assert area.total_m2 == float(exact)
    assert area.activity_m2 == float(exact * 60 / 100)
    assert area.floor_applies == (households <= 1166)


def test_the_limit_reached_by_households_alone_does_not_apply(tmp_path):
    path = tmp_path / "other.toml"
    path.write_text(
        '[rulebook]\ntitle = "x"\nextends = "gongshu-2008"\n[premises]\nminimum = 360\n', encoding="utf-8"
    )
    rb = rulebook.load(path)
    assert [premises(n, rulebook=rb).floor_applies for n in (1199, 1200, 1201)] == [True, False, False]
    assert premises(1200, rulebook=rb).total_m2 == 360


def test_rules_name_the_figures():
    area = premises(2730)
    assert "30 平方米" in area.rule and "350 平方米" in area.rule and "60%" in area.activity_rule


@pytest.mark.parametrize("value", [-1, 0.5, True, "2730", None, float("nan")])
def test_bad_input(value):
    with pytest.raises(ShequError, match=r"^户数"):
        premises(value)
