"""Scores of the five goals from a self-assessment: means, the weakest goal, ties, bad rows."""

import math
from statistics import mean

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shequ_lib import self_assessment
from shequ_lib.community_table import TableError
from shequ_lib.errors import ShequError

GOALS = ["居民自治", "管理有序", "服务完善", "治安良好", "环境优美"]
POINTS = st.one_of(st.integers(0, 100), st.integers(0, 1000).map(lambda tenths: tenths / 10))
ROWS = st.lists(st.fixed_dictionaries({"目标": st.sampled_from(GOALS), "得分": POINTS}), max_size=25)

TABLE = [
    {"目标": "居民自治", "指标": "参与渠道畅通", "得分": 80},
    {"目标": "居民自治", "指标": "制度健全", "得分": 85},
    {"目标": "管理有序", "指标": "职责明确", "得分": 90},
    {"目标": "service", "指标": "服务质量", "得分": 70.5},
    {"目标": "治安良好", "指标": "群防群治", "得分": 88},
    {"目标": "环境优美", "指标": "环境整洁", "得分": 92},
]


def test_the_five_goals_and_no_sixth():
    assert list(self_assessment.goals()) == GOALS


def test_a_table():
    found = self_assessment.assess(TABLE)
    assert [score.mean for score in found.scores] == [82.5, 90, 70.5, 88, 92]
    assert found.weakest == ("服务完善",) and found.missing == ()
    own = found.score("居民自治")
    assert (own.key, own.indicators) == ("self_government", 2)
    assert found.score("self_government") == own
    assert "平均" in self_assessment.METHOD


def test_goals_without_indicators_are_missing_and_not_weakest():
    found = self_assessment.assess([{"目标": "治安良好", "得分": 60}])
    assert found.weakest == ("治安良好",)
    assert found.missing == ("居民自治", "管理有序", "服务完善", "环境优美")
    assert found.score("管理有序").mean is None
    nothing = self_assessment.assess([])
    assert nothing.weakest == () and len(nothing.missing) == 5


def test_nought_is_a_score():
    found = self_assessment.assess([{"目标": "治安良好", "得分": 0}, {"目标": "服务完善", "得分": 1}])
    assert found.weakest == ("治安良好",) and found.score("治安良好").mean == 0


def test_equal_means_are_weakest_together():
    rows = [("环境优美", 80.1), ("环境优美", 80.3), ("服务完善", 80.2), ("居民自治", 90)]
    found = self_assessment.assess([{"目标": goal, "得分": points} for goal, points in rows])
    assert found.weakest == ("服务完善", "环境优美")


@given(ROWS)
def test_means_and_weakest(rows):
    found = self_assessment.assess(rows)
    assert sum(score.indicators for score in found.scores) == len(rows)
    for score in found.scores:
        given_points = [row["得分"] for row in rows if row["目标"] == score.name]
        assert score.indicators == len(given_points)
        if given_points:
            assert score.mean == pytest.approx(mean(given_points))
            assert min(given_points) <= score.mean <= max(given_points)
    means = {score.name: score.mean for score in found.scores if score.mean is not None}
    assert set(found.weakest) | set(found.missing) <= set(GOALS)
    assert all(means[name] == min(means.values()) for name in found.weakest)
    assert bool(found.weakest) == bool(rows)


@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(rows, random):
    mixed = list(rows)
    random.shuffle(mixed)
    assert self_assessment.assess(mixed) == self_assessment.assess(rows)


@given(ROWS)
def test_a_table_says_the_same(rows):
    df = pd.DataFrame(rows, columns=["目标", "得分"])
    found, table = self_assessment.assess(rows), self_assessment.assessment_table(df)
    assert list(table) == ["目标", "指标数", "平均得分", "短板"]
    assert list(table["目标"]) == GOALS
    assert list(table["指标数"]) == [score.indicators for score in found.scores]
    assert tuple(table.loc[table["短板"], "目标"]) == found.weakest
    for cell, score in zip(table["平均得分"], found.scores, strict=True):
        assert math.isnan(cell) if score.mean is None else cell == score.mean


@pytest.mark.parametrize("points", [0, 100, 0.0, 100.0])
def test_the_ends_of_the_scale(points):
    assert self_assessment.assess([{"目标": "治安良好", "得分": points}]).scores[3].mean == points


@pytest.mark.parametrize("points", [-1, -0.1, 100.1, 101, True, None, "85", math.nan, math.inf, 10**400])
def test_points_that_are_none(points):
    with pytest.raises(TableError, match="第 2 行：「得分」应为 0～100 的数"):
        self_assessment.assess([{"目标": "治安良好", "得分": points}])


@pytest.mark.parametrize("goal", ["文明祥和", "", None, 3, "治安"])
def test_a_goal_that_is_none(goal):
    with pytest.raises(TableError, match=r"第 2 行：「目标」.*环境优美"):
        self_assessment.assess([{"目标": goal, "得分": 80}])
    with pytest.raises(ShequError, match="环境优美"):
        self_assessment.assess([]).score(goal)


def test_all_bad_cells_are_named():
    df = pd.DataFrame({"目标": ["治安良好", "甲", None], "得分": [80, 120, None]})
    with pytest.raises(TableError) as caught:
        self_assessment.assessment_table(df)
    assert [problem[:5] for problem in caught.value.problems] == ["第 3 行", "第 3 行", "第 4 行", "第 4 行"]
    assert "空白" in caught.value.problems[3]


def test_a_row_that_is_none_and_a_missing_column():
    with pytest.raises(ShequError, match="第 2 行"):
        self_assessment.assess([80])
    with pytest.raises(ShequError, match="得分"):
        self_assessment.assessment_table(pd.DataFrame({"目标": ["治安良好"]}))
    with pytest.raises(ShequError, match="重名"):
        self_assessment.assessment_table(
            pd.DataFrame([["治安良好", 80, 90]], columns=["目标", "得分", "得分"])
        )
