"""Coverage of the seven functions by a list of activities: counts, gaps, groups, bad rows."""

import subprocess
import sys

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shequ_lib import coverage
from shequ_lib.community_table import TableError
from shequ_lib.errors import ShequError

FUNCTIONS = ["管理协调", "社区服务", "治安综合治理", "医疗保健计生", "环境维护", "文体教育", "社会保障"]
GROUPS = ["特殊群体", "全体居民", "辖区单位"]
ROWS = st.lists(
    st.fixed_dictionaries({"功能": st.sampled_from(FUNCTIONS), "对象": st.sampled_from([*GROUPS, "", None])}),
    max_size=25,
)

YEAR = [
    {"活动": "义诊", "功能": "医疗保健计生"},
    {"活动": "上门理发", "功能": "社区服务", "对象": "特殊群体"},
    {"活动": "磨刀修伞", "功能": "社区服务", "对象": "全体居民"},
    {"活动": "代收快递", "功能": "service", "对象": "residents"},
    {"活动": "消防演习", "功能": "治安综合治理"},
]


def test_names_in_the_order_of_the_material():
    assert list(coverage.functions()) == FUNCTIONS
    assert list(coverage.groups()) == GROUPS


def test_a_year():
    found = coverage.coverage(YEAR)
    assert found.total == 5
    assert list(found.counts.items()) == list(zip(FUNCTIONS, [0, 3, 1, 1, 0, 0, 0], strict=True))
    assert found.gaps == ("管理协调", "环境维护", "文体教育", "社会保障")
    assert found.covered == 3
    assert found.groups == {"特殊群体": 1, "全体居民": 2, "辖区单位": 0}
    assert (found.groups_served, found.groups_missed) == (("特殊群体", "全体居民"), ("辖区单位",))


def test_nothing_at_all_is_all_gaps():
    found = coverage.coverage([])
    assert (found.total, found.covered, len(found.gaps), found.groups_served) == (0, 0, 7, ())


def test_one_activity_closes_one_gap():
    for name in FUNCTIONS:
        assert set(FUNCTIONS) - set(coverage.coverage([{"功能": name}]).gaps) == {name}


@given(ROWS)
def test_counts_add_up(rows):
    found = coverage.coverage(rows)
    services = found.counts["社区服务"]
    assert sum(found.counts.values()) == found.total == len(rows)
    assert sum(found.groups.values()) + found.ungrouped == services
    assert found.covered + len(found.gaps) == len(FUNCTIONS)
    assert all((found.counts[name] == 0) == (name in found.gaps) for name in FUNCTIONS)


@given(ROWS, ROWS)
def test_more_activities_never_open_a_gap(some, more):
    assert set(coverage.coverage(some + more).gaps) <= set(coverage.coverage(some).gaps)


@given(ROWS)
def test_a_table_says_the_same(rows):
    df = pd.DataFrame(rows, columns=["功能", "对象"], dtype=object)
    found = coverage.coverage(rows)
    table, groups = coverage.coverage_table(df), coverage.group_table(df)
    assert list(table) == ["功能", "活动数", "缺口"] and list(groups) == ["对象", "活动数", "缺口"]
    assert dict(zip(table["功能"], table["活动数"], strict=True)) == found.counts
    assert tuple(table.loc[table["缺口"], "功能"]) == found.gaps
    assert dict(zip(groups["对象"], groups["活动数"], strict=True)) == found.groups


def test_only_community_service_has_groups():
    found = coverage.coverage(
        [{"功能": "社会保障", "对象": "特殊群体"}, {"功能": "文体教育", "对象": "小朋友"}]
    )
    assert found.groups_served == ()
    assert found.ungrouped == 0


def test_blanks_of_a_table_are_blanks():
    df = pd.DataFrame({"功能": ["社区服务", " 社区服务 "], "对象": ["辖区单位", None]})
    assert coverage.coverage_table(df)["活动数"].sum() == 2
    assert list(coverage.group_table(df)["活动数"]) == [0, 0, 1]


@pytest.mark.parametrize("as_table", [True, False])
def test_all_bad_rows_are_named(as_table):
    rows = [
        {"功能": "社区服务", "对象": "游客"},
        {"功能": "环境维护", "对象": ""},
        {"功能": "娱乐", "对象": ""},
        {"功能": None, "对象": ""},
    ]
    with pytest.raises(TableError) as caught:
        coverage.group_table(pd.DataFrame(rows)) if as_table else coverage.coverage(rows)
    first, second, third = caught.value.problems
    assert first.startswith("第 2 行") and "游客" in first and "辖区单位" in first
    assert second.startswith("第 4 行") and "娱乐" in second
    assert third.startswith("第 5 行") and "空白" in third


def test_a_row_that_is_none_and_a_missing_column():
    with pytest.raises(ShequError, match="第 2 行"):
        coverage.coverage(["社区服务"])
    with pytest.raises(ShequError, match="功能"):
        coverage.coverage_table(pd.DataFrame({"活动": ["义诊"]}))
    with pytest.raises(ShequError, match="对象"):
        coverage.group_table(pd.DataFrame({"功能": ["社区服务"]}))
    with pytest.raises(ShequError, match="重名"):
        coverage.coverage_table(pd.DataFrame([["社区服务", "社区服务"]], columns=["功能", "功能"]))


def test_the_calculators_of_these_chapters_need_nothing_but_the_standard_library():
    code = (
        "import sys; before = set(sys.modules)\n"
        "import shequ_lib.division, shequ_lib.committee, shequ_lib.coverage, shequ_lib.self_assessment\n"
        "new = {m.split('.')[0] for m in set(sys.modules) - before}\n"
        "print(sorted(new - set(sys.stdlib_module_names)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['shequ_lib']"
