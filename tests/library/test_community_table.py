"""Tables: the same rules as for one community, row by row; bad cells all at once; the made-up data."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from chance import examples
from hypothesis import given
from hypothesis import strategies as st

from grading.release import make_communities
from shequ_lib import budget, community_table, premises, rulebook, staffing
from shequ_lib.errors import LARGEST_NUMBER, ShequError
from shequ_lib.staffing import LABELS, Community

DATA = Path(__file__).parents[2] / "course" / "data" / "communities.csv"
TABLES = (community_table.staff_table, community_table.budget_table, community_table.premises_table)
FIELDS = (
    "households",
    "residents",
    "unemployed",
    "retirees",
    "poor_households",
    "temporary_residents",
    "floating_residents",
    "clients",
)
NEAR = [
    0,
    1,
    99,
    100,
    101,
    299,
    300,
    301,
    499,
    500,
    501,
    1166,
    1167,
    1999,
    2000,
    2001,
    2400,
    2999,
    3000,
    3001,
    4000,
]
NUMBER = st.one_of(st.sampled_from(NEAR), st.integers(0, 20_000), st.just(LARGEST_NUMBER))
COMMUNITY = st.builds(
    Community, **dict.fromkeys(FIELDS, NUMBER), party=st.sampled_from(["党委", "党总支", "党支部"])
)


def as_table(communities):
    columns = {LABELS[field]: [getattr(c, field) for c in communities] for field in (*FIELDS, "party")}
    return pd.DataFrame({"社区": [f"第{n}社区" for n in range(len(communities))], **columns})


def three_tables(df):
    return tuple(table(df) for table in TABLES)


@pytest.fixture
def data():
    return pd.read_csv(DATA)


@given(st.lists(COMMUNITY, max_size=12))
@examples(60)
def test_the_table_equals_the_rules_for_one(communities):
    df = as_table(communities)
    staff, money, area = three_tables(df)
    for row, community in enumerate(communities):
        plan = staffing.staff_plan(community)
        for post in plan.posts:
            if not post.key.startswith("station."):
                assert staff.get(post.name, pd.Series([0] * len(df)))[row] == post.required
                assert staff.get(post.name + "·可增", pd.Series([0] * len(df)))[row] == post.optional
        assert staff["应配合计"][row] == plan.required_total
        assert staff["可增合计"][row] == plan.optional_total
        assert staff["提示"][row] in ("", *plan.warnings)
        assert bool(staff["提示"][row]) == (plan.post("committee").required > 9)
        line = budget.budget(community)
        assert [money[item.name][row] for item in line.lines] == [item.yuan for item in line.lines]
        assert (money["经费合计"][row], money["市级"][row], money["区级"][row]) == (
            line.total,
            line.city,
            line.district,
        )
        rooms = premises.premises(community.households)
        assert (area["应配用房"][row], area["应配活动用房"][row]) == (rooms.total_m2, rooms.activity_m2)


def test_another_rulebook_changes_the_table(tmp_path, data):
    path = tmp_path / "other.toml"
    path.write_text(
        '[rulebook]\ntitle = "x"\nextends = "gongshu-2008"\n[staff.committee]\nstep = 500\nname = "居委会"\n'
        "[staff.aid]\noptional = true\n[staff.labour]\nretirees_optional = false\n"
        "[budget.share]\ncity = 33\ndistrict = 67\n",
        encoding="utf-8",
    )
    rb = rulebook.load(path)
    staff = community_table.staff_table(data, rulebook=rb)
    money = community_table.budget_table(data, rulebook=rb)
    for row in range(0, 92, 7):
        values = {field: int(data[LABELS[field]][row]) for field in FIELDS}
        community = Community(**values, party=data["党组织"][row])
        plan = staffing.staff_plan(community, rulebook=rb)
        assert staff["居委会"][row] == plan.post("committee").required
        assert staff["应配合计"][row] == plan.required_total
        assert staff["帮扶救助管理岗位·可增"][row] == plan.post("aid").optional
        assert money["市级"][row] == budget.budget(community, rulebook=rb).city


def test_index_and_input_stay(data):
    shuffled = data.sample(frac=1, random_state=1)
    before = shuffled.copy()
    for table in TABLES:
        assert table(shuffled).index.equals(before.index)
        assert list(table(shuffled)["社区"]) == list(before["社区"])
    pd.testing.assert_frame_equal(shuffled, before)


def test_an_empty_table(data):
    assert len(community_table.staff_table(data.head(0))) == 0
    assert list(community_table.district_summary(data.head(0))["社区数"]) == [0]


def test_premises_held():
    df = pd.DataFrame(
        {"户数": [1000, 2000, 2000, 500], "现有用房": [350, 599.5, 600, 0], "活动用房": [210, 500, 359, 0]}
    )
    table = community_table.premises_table(df)
    assert list(table["用房缺口"]) == [0, 0.5, 0, 350]
    assert list(table["用房达标"]) == [True, False, False, False]
    assert table["活动占比"][0] == 0.6 and pd.isna(table["活动占比"][3])
    assert "用房达标" not in community_table.premises_table(df[["户数", "现有用房"]])
    assert list(community_table.premises_table(df[["户数"]])) == ["户数", "应配用房", "应配活动用房"]


def test_all_bad_cells_are_reported_with_row_and_column(data):
    df = data.astype(object)
    df.loc[0, "户数"] = -5
    df.loc[2, "户数"] = "很多"
    df.loc[2, "登记失业"] = 3.5
    df.loc[4, "党组织"] = "党组"
    df.loc[5, "困难家庭"] = None
    df.loc[6, "暂住人口"] = True
    df.loc[7, "企业退休"] = float("inf")
    df.loc[8, "暂住人口"] = "1300"
    with pytest.raises(community_table.TableError) as caught:
        community_table.budget_table(df)
    lines = caught.value.problems
    assert str(caught.value).split("\n") == list(lines)
    starts = [line.split("应为")[0] for line in lines]
    assert starts == [
        f"第 2 行（{df['社区'][0]}）：「户数」",
        f"第 4 行（{df['社区'][2]}）：「户数」",
        f"第 4 行（{df['社区'][2]}）：「登记失业」",
        f"第 6 行（{df['社区'][4]}）：「党组织」",
        f"第 7 行（{df['社区'][5]}）：「困难家庭」",
        f"第 8 行（{df['社区'][6]}）：「暂住人口」",
        f"第 9 行（{df['社区'][7]}）：「企业退休」",
    ]
    assert "现在是 -5" in lines[0] and "「很多」" in lines[1] and "空白" in lines[4]


@pytest.mark.parametrize(
    "column",
    [
        pd.Series([True, False]),
        pd.Series([True, False], dtype="boolean"),
        pd.Series([1, None], dtype="Int64"),
        pd.Series([np.nan, 1.0]),
        pd.Series(["", "x"]),
        pd.Series(pd.to_datetime(["2026-01-01", "2026-01-02"])),
        pd.Series([10**18, 1]),
        pd.Series([np.True_, 1], dtype=object),
    ],
)
def test_columns_of_other_types(column):
    with pytest.raises(community_table.TableError, match="户数"):
        community_table.premises_table(pd.DataFrame({"户数": column}))


@pytest.mark.parametrize("column", [["1200", "350"], [1200.0, 350.0], pd.array([1200, 350], dtype="Int64")])
def test_numbers_of_other_types_are_read(column):
    assert list(community_table.premises_table(pd.DataFrame({"户数": column}))["应配用房"]) == [360, 350]


def test_more_activity_rooms_than_rooms():
    df = pd.DataFrame({"户数": [1000], "现有用房": [300], "活动用房": [301]})
    with pytest.raises(community_table.TableError, match="第 2 行"):
        community_table.premises_table(df)


def test_missing_and_repeated_columns(data):
    with pytest.raises(ShequError, match="户数、党组织"):
        community_table.budget_table(data.drop(columns=["户数", "党组织"]))
    with pytest.raises(ShequError, match=r"重名的列：户数"):
        community_table.premises_table(pd.concat([data, data[["户数"]]], axis=1))
    with pytest.raises(ShequError, match="片区"):
        community_table.district_summary(data, by="片区")


def test_district_summary(data):
    summary = community_table.district_summary(data)
    staff, money, area = three_tables(data)
    assert list(summary["街镇"]) == [*data["街镇"].drop_duplicates(), "全区"]
    last = summary.iloc[-1]
    assert (last["社区数"], last["户数"]) == (92, data["户数"].sum())
    assert (last["应配合计"], last["经费合计"]) == (staff["应配合计"].sum(), money["经费合计"].sum())
    assert last["应配用房"] == pytest.approx(area["应配用房"].sum())
    assert summary["经费合计"].iloc[:-1].sum() == last["经费合计"]
    first = data["街镇"] == summary["街镇"][0]
    assert summary["可增合计"][0] == staff.loc[first, "可增合计"].sum()
    assert list(community_table.district_summary(data, by="类型")["社区数"]) == [52, 40, 92]
    assert summary["经费合计"].dtype == "int64"


def test_a_group_without_a_name(data):
    data.loc[3, "街镇"] = None
    with pytest.raises(ShequError, match="街镇"):
        community_table.district_summary(data)


def test_made_up_communities(data):
    assert DATA.read_bytes() == make_communities.text().encode("utf-8-sig")
    assert list(data.columns) == list(make_communities.COLUMNS)
    assert len(data) == 92 and data["社区"].is_unique
    assert data["类型"].value_counts().to_dict() == {"城市社区": 52, "撤村建居社区": 40}
    places = data["街镇"].drop_duplicates()
    assert (places.str.endswith("街道").sum(), places.str.endswith("镇").sum()) == (8, 2)
    assert set(data["说明"]) == {"虚构数据"}
    assert (data["活动用房"] <= data["现有用房"]).all()


def test_made_up_numbers_keep_off_the_thresholds(data):
    above = data["户数"] > 2000
    assert not ((data["户数"] == 2000) | above & ((data["户数"] - 2000) % 400 == 0)).any()
    assert not (data["登记失业"] == 300).any() and not (data["困难家庭"] == 100).any()
    assert not (data["常住人口"] == 3000).any()
    for column, unit in (("企业退休", 500), ("暂住人口", 2000), ("流动人口", 500)):
        assert not (data[column] % unit == 0).any()


def test_made_up_communities_are_varied(data):
    staff, area = community_table.staff_table(data), community_table.premises_table(data)
    assert (staff["提示"] != "").sum() in range(1, 10)
    assert (data["户数"] <= 1166).sum() > 10 and (data["户数"] > 2000).sum() > 20
    assert 10 < area["用房达标"].sum() < 60
    assert set(data["党组织"]) == {"党委", "党总支", "党支部"}


def test_the_script_writes_the_file(tmp_path):
    target = tmp_path / "数据 表" / "communities.csv"
    subprocess.run([sys.executable, "-m", "grading.release.make_communities", str(target)], check=True)
    assert target.read_bytes() == DATA.read_bytes()
