"""The figures of a test, against plain Python, exact fractions and pandas."""

import itertools
import math
import random
import statistics as plain
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading.report import statistics, words

NAN = float("nan")


def matrix(seed, people, items, top=4):
    """Points of a class with abler and less able people, so that no figure is trivial."""
    draw = random.Random(seed)
    rows = []
    for _ in range(people):
        ability = draw.random()
        rows.append([round(top * min(1, max(0, ability + draw.random() - 0.5))) for _ in range(items)])
    return rows


def alpha_by_fractions(rows):
    """Cronbach's alpha from its definition, without rounding."""

    def variance(values):
        middle = Fraction(sum(values), len(values))
        return sum((value - middle) ** 2 for value in values) / (len(values) - 1)

    items = len(rows[0])
    parts = sum(variance([row[place] for row in rows]) for place in range(items))
    return Fraction(items, items - 1) * (1 - parts / variance([sum(row) for row in rows]))


@pytest.mark.parametrize("seed", range(6))
def test_alpha_is_that_of_its_definition(seed):
    rows = matrix(seed, 5 + 7 * seed, 2 + seed)
    assert statistics.cronbach_alpha(np.array(rows, float)) == pytest.approx(float(alpha_by_fractions(rows)))


def test_alpha_of_a_textbook_case():
    # Two items that always agree are as reliable as can be; two that never do are not at all.
    assert statistics.cronbach_alpha(np.array([[1, 1], [2, 2], [3, 3.0]])) == pytest.approx(1)
    assert statistics.cronbach_alpha(np.array([[0, 1], [1, 0], [0, 1], [1, 2.0]])) == pytest.approx(0)


def test_alpha_leaves_out_an_item_that_somebody_has_no_mark_for():
    rows = matrix(3, 12, 4)
    with_open = np.array([[*row, NAN if place == 5 else 9.0] for place, row in enumerate(rows)])
    assert statistics.cronbach_alpha(with_open) == statistics.cronbach_alpha(np.array(rows, float))


@pytest.mark.parametrize("seed", range(6))
def test_item_rest_is_what_pandas_says(seed):
    frame = pd.DataFrame(matrix(seed, 9 + seed, 5), dtype=float)
    expected = [frame[item].corr(frame.drop(columns=item).sum(axis=1)) for item in frame]
    assert statistics.item_rest(frame.to_numpy()) == [
        None if math.isnan(each) else pytest.approx(each) for each in expected
    ]


def test_item_rest_with_open_marks_compares_people_by_the_same():
    frame = pd.DataFrame(matrix(1, 20, 4), dtype=float)
    frame.loc[3, 2] = NAN
    rests = statistics.item_rest(frame.to_numpy())
    assert rests[2] == pytest.approx(frame[2].corr(frame[[0, 1, 3]].sum(axis=1)))
    assert rests[0] == pytest.approx(frame[0].corr(frame[[1, 3]].sum(axis=1)))


@pytest.mark.parametrize("seed", range(4))
def test_outer_difference_by_hand(seed):
    draw = random.Random(seed)
    people = 100  # 27 of them at either end
    totals = draw.sample(range(1000), people)
    shares = [draw.randint(0, 4) / 4 for _ in range(people)]
    order = sorted(range(people), key=totals.__getitem__)
    expected = plain.fmean(shares[i] for i in order[-27:]) - plain.fmean(shares[i] for i in order[:27])
    found = statistics.outer_difference(np.array([shares]).T, np.array(totals, float))
    assert found == [pytest.approx(expected)]


@given(st.permutations(range(12)))
def test_outer_difference_does_not_depend_on_the_order_of_equals(order):
    totals = np.array([1, 1, 1, 1, 2, 2, 3, 3, 3, 4, 4, 4], float)
    shares = np.array([[0, 1, 0, 0, 1, 0, 1, 0, 1, 1, 0, 1]], float).T
    shuffled = statistics.outer_difference(shares[list(order)], totals[list(order)])
    assert shuffled == [pytest.approx(statistics.outer_difference(shares, totals)[0])]
    # 3.24 of twelve at either end: the three best and 0.24 of the next three, likewise below.
    upper = (2 + 0.08 * 2) / 3.24
    lower = (0.25 * 3.24) / 3.24
    assert shuffled == [pytest.approx(upper - lower)]


@given(st.lists(st.integers(0, 40), max_size=60))
def test_distribution_counts_everybody_once(points):
    counts = [0] * 10
    for each in points:
        counts[min(9, each * 10 // 40)] += 1
    assert statistics.distribution(np.array([each / 40 for each in points])) == counts


def test_a_share_on_a_bound_belongs_to_the_higher_band():
    assert statistics.distribution(np.array([0.3 - 1e-15, 7 / 10, 1.0, NAN])) == [
        0,
        0,
        0,
        1,
        0,
        0,
        0,
        1,
        0,
        1,
    ]


def test_standard_error():
    rows = matrix(2, 30, 6)
    totals = [sum(row) for row in rows]
    expected = plain.stdev(totals) * math.sqrt(1 - float(alpha_by_fractions(rows)))
    assert statistics.standard_error(np.array(rows, float)) == pytest.approx(expected)


@pytest.mark.parametrize(
    "points",
    [np.empty((0, 3)), np.empty((3, 0)), np.ones((1, 3)), np.ones((5, 3)), np.full((4, 3), NAN)],
    ids=["nobody", "no items", "one person", "all the same", "no marks"],
)
def test_what_cannot_be_had_is_none_and_never_a_nan(points):
    assert statistics.cronbach_alpha(points) is None
    assert statistics.standard_error(points) is None
    assert statistics.item_rest(points) == [None] * points.shape[1]
    totals = np.nansum(points, axis=1)
    assert statistics.outer_difference(points, totals) == [None] * points.shape[1]
    assert statistics.mean(points[:, :0].ravel()) is None and statistics.median(np.array([NAN])) is None
    for people, items in itertools.product((0, 1, 2, 30), (0, 1, 5)):
        assert words.of_alpha(None, people, items).word == "算不出"


def test_a_correlation_is_never_beyond_one():
    column = np.array([0.1, 0.2, 0.3, 0.7])
    for factor in (1, 3, 1000):  # the last digit differs between processors
        same, opposite = (statistics.correlation(column, sign * factor * column) for sign in (1, -1))
        assert 1 - 1e-12 < same <= 1 and -1 <= opposite < -1 + 1e-12


@pytest.mark.parametrize(
    ("share", "rest", "outer", "people", "skipped", "expected"),
    [
        (0.7, 0.4, 0.5, 30, 0, ["合适"]),
        (0.2, 0.4, 0.5, 30, 0, ["太难"]),
        (0.5, 0.4, 0.5, 30, 0, ["偏难"]),
        (0.2, 0.05, 0.1, 30, 0, ["太难", "区分不出好坏"]),
        (0.99, 0.0, 0.0, 30, 0, ["太容易"]),
        (0.6, -0.2, -0.1, 30, 0, ["可能有歧义"]),
        (0.6, -0.02, 0.1, 30, 0, ["区分不出好坏"]),  # the two figures disagree: no accusation
        (0.6, None, None, 30, 0, ["区分不出好坏"]),
        (0.6, 0.4, 0.5, 30, 9, ["多人没答"]),
        (0.6, -0.9, -0.9, 9, 0, ["人数太少"]),
        (0.2, None, None, 1, 1, ["太难", "人数太少"]),
    ],
)
def test_what_an_exercise_is_called(share, rest, outer, people, skipped, expected):
    found = words.of_item(share, rest, outer, people, skipped)
    assert [verdict.word for verdict in found] == expected
    assert all(verdict.advice.endswith(("。", "？")) for verdict in found)


@pytest.mark.parametrize(
    ("alpha", "word"),
    [
        (0.95, "很可靠"),
        (0.9, "很可靠"),
        (0.8, "可靠"),
        (0.7, "基本可靠"),
        (0.6, "勉强"),
        (0.1, "不可靠"),
        (-2, "不可靠"),
    ],
)
def test_what_a_reliability_is_called(alpha, word):
    assert words.of_alpha(alpha, 30, 10).word == word
    assert "只供参考" in words.of_alpha(alpha, 9, 10).advice


def test_bands_and_how_figures_are_written():
    assert [words.band(share) for share in (1, 0.9, 0.8999, 0.75, 0.6, 0.59, 0)] == [
        "优秀",
        "优秀",
        "良好",
        "良好",
        "合格",
        "待提高",
        "待提高",
    ]
    assert (words.percent(None), words.percent(-0.07), words.figure(None), words.figure(-0.5)) == (
        "—",
        "−7%",
        "—",
        "−0.50",
    )
    assert words.of_pair(0.002) == "只凭碰巧，要 500 个这样的班才会有一对"
    assert words.of_pair(1 / 345_678) == "只凭碰巧，要 30 万个这样的班才会有一对"
    assert words.of_pair(0.0) == "只凭碰巧，几乎不可能"
