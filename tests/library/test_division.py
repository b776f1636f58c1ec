"""Sizes of communities by the rules of 2001 and 2007, what big areas may do, counts of the 92."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shequ_lib import division, rulebook
from shequ_lib.community_table import TableError
from shequ_lib.errors import ShequError

DATA = Path(__file__).parents[2] / "course" / "data" / "communities.csv"
RULES = st.sampled_from(["2001", "2007"])


@pytest.fixture(scope="module")
def communities():
    return pd.read_csv(DATA)


@pytest.mark.parametrize(
    ("households", "in_2001", "in_2007"),
    [
        (0, "too_small", "too_small"),
        (1499, "too_small", "too_small"),
        (1500, "fits", "fits"),
        (2000, "fits", "fits"),
        (2001, "too_big", "fits"),
        (3000, "too_big", "fits"),
        (3001, "too_big", "too_big"),
    ],
)
def test_both_rules_at_the_ends_of_their_ranges(households, in_2001, in_2007):
    assert division.judge(households, "2001").result == in_2001
    assert division.judge(households, rule="2007").result == in_2007


def test_a_judgement_says_all_that_belongs_to_it():
    judgement = division.judge(2400, rule="2001")
    assert (judgement.name, judgement.fits, judgement.rule) == ("偏大", False, "2001")
    assert (judgement.minimum, judgement.maximum, judgement.objective) == (1500, 2000, "2.1")
    assert "1500～2000 户左右" in judgement.text


def test_the_newest_rule_is_taken_if_none_is_named():
    assert division.rules() == ("2001", "2007")
    assert division.judge(2400) == division.judge(2400, "2007")
    assert division.size_range() == (1500, 3000)


@given(st.integers(0, 20_000), st.integers(0, 20_000), RULES)
def test_more_households_never_make_a_community_smaller(a, b, rule):
    rank = ["too_small", "fits", "too_big"]
    low, high = sorted((a, b))
    assert rank.index(division.judge(low, rule).result) <= rank.index(division.judge(high, rule).result)


@given(st.integers(0, 20_000))
def test_what_fitted_in_2001_fits_in_2007(households):
    assert not division.judge(households, "2001").fits or division.judge(households, "2007").fits


@pytest.mark.parametrize("value", [-1, 1.5, True, None, "1500", float("nan"), 10**12])
def test_bad_households(value):
    with pytest.raises(ShequError, match=r"^户数"):
        division.judge(value)


@pytest.mark.parametrize("rule", ["2010", "", 2007, "2007 年口径"])
def test_an_unknown_rule_is_answered_with_the_known_ones(rule):
    with pytest.raises(ShequError, match="2001、2007"):
        division.judge(1800, rule)


def test_big_areas():
    assert division.area_may("large") == "规模较大的居民区可以单独建立一个社区"
    assert division.area_may("特大型住宅区") == division.area_may("very_large")
    assert "若干个" in division.area_may("very_large")
    with pytest.raises(ShequError, match="规模较大的居民区、特大型住宅区"):
        division.area_may("huge")


def test_the_made_up_table_has_the_numbers_of_the_material(communities):
    rb = rulebook.load("gongshu-2008")
    counts = division.district_counts(communities)
    assert counts == division.DistrictCounts(
        **{key: rb.value(f"division.district.{key}") for key in vars(counts)}
    )
    assert (counts.streets, counts.towns, counts.communities, counts.city, counts.village) == (
        8,
        2,
        92,
        52,
        40,
    )
    assert counts.city + counts.village == counts.communities


def test_the_table_judges_each_row_as_judge_does(communities):
    table = division.division_table(communities)
    assert list(table) == ["社区", "街镇", "类型", "户数", "2001 年口径", "2007 年口径"]
    assert list(table.index) == list(communities.index)
    for rule in ("2001", "2007"):
        assert list(table[f"{rule} 年口径"]) == [division.judge(n, rule).name for n in communities["户数"]]


@given(st.lists(st.integers(0, 5000), max_size=12), RULES)
def test_the_summary_adds_up(households, rule):
    df = pd.DataFrame(
        {
            "街镇": [f"第{n % 3}街道" for n in range(len(households))],
            "户数": pd.Series(households, dtype="int64"),
        }
    )
    summary = division.division_summary(df, rule=rule).set_index("街镇")
    assert (summary[["合适", "偏小", "偏大"]].sum(axis=1) == summary["社区数"]).all()
    assert summary.loc["全区", "社区数"] == len(households)
    assert (summary.drop("全区").sum() == summary.loc["全区"]).all()
    assert summary.loc["全区", "合适"] == sum(division.judge(n, rule).fits for n in households)


def test_the_summary_by_type(communities):
    summary = division.division_summary(communities, by="类型").set_index("类型")
    assert list(summary.index) == ["城市社区", "撤村建居社区", "全区"]
    assert list(summary["社区数"]) == [52, 40, 92]


def test_all_bad_cells_are_named_with_their_rows():
    df = pd.DataFrame({"户数": [1800, -1, 2.5, None]})
    with pytest.raises(TableError) as caught:
        division.division_table(df)
    assert [problem.split("：")[0] for problem in caught.value.problems] == ["第 3 行", "第 4 行", "第 5 行"]
    df = pd.DataFrame({"街镇": ["东街道", "西乡"], "类型": ["农村社区", "城市社区"]})
    with pytest.raises(TableError) as caught:
        division.district_counts(df)
    assert len(caught.value.problems) == 2
    assert "农村社区" in caught.value.problems[0] and "西乡" in caught.value.problems[1]


@pytest.mark.parametrize(
    ("df", "named"),
    [
        (pd.DataFrame({"人口": [1]}), "户数"),
        (pd.DataFrame([[1, 2, "甲"]], columns=["户数", "户数", "街镇"]), "重名"),
        (pd.DataFrame({"户数": [1800], "街镇": ["全区"]}), "全区"),
        (pd.DataFrame({"户数": [1800], "街镇": [None]}), "空白"),
    ],
)
def test_bad_tables(df, named):
    with pytest.raises(ShequError, match=named):
        division.division_summary(df)


def test_another_rule_and_a_wrong_one_come_from_the_rulebook(tmp_path):
    head = '[rulebook]\ntitle = "x"\nextends = "gongshu-2008"\n'
    path = tmp_path / "other.toml"
    path.write_text(
        head + '[division]\ndefault = "2030"\n[division.sizes.2030]\nnew = true\nsource = "plan"\n'
        'objectives = ["2.2"]\nname = "2030 年口径"\nminimum = { value = 1, unit = "户" }\n'
        'maximum = { value = 9, unit = "户" }\nrule = "{minimum}～{maximum} 户"\n'
        '[documents]\nplan = "规划"\n',
        encoding="utf-8",
    )
    rb = rulebook.load(path)
    assert division.judge(9, rulebook=rb).fits and not division.judge(10, rulebook=rb).fits
    assert "2030 年口径" in division.division_table(pd.DataFrame({"户数": [5]}), rulebook=rb)
    path.write_text(head + "[division.sizes.2007]\nminimum = 3000\n", encoding="utf-8")
    assert division.size_range(rulebook=rulebook.load(path)) == (3000, 3000)
    path.write_text(head + "[division.sizes.2007]\nminimum = 4000\n", encoding="utf-8")
    with pytest.raises(ShequError, match=r"other\.toml.*division\.sizes\.2007\.maximum"):
        division.judge(1800, rulebook=rulebook.load(path))
