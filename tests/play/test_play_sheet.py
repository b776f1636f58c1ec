"""The community sheet: thresholds against counting one by one, two communities, the table, the widgets."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import pytest
from chance import THOROUGH, examples
from hypothesis import given
from hypothesis import strategies as st

from shequ_lib import community_table, rulebook, script
from shequ_lib.errors import LARGEST_NUMBER, ShequError
from shequ_lib.play.sheet import compare as sheet_compare
from shequ_lib.play.sheet import desk as sheet_desk
from shequ_lib.play.sheet import district as sheet_district
from shequ_lib.play.sheet import html as sheet_html
from shequ_lib.play.sheet import model as sheet_model
from shequ_lib.play.sheet import picture as sheet_picture
from shequ_lib.play.sheet import steps as sheet_steps
from shequ_lib.play.sheet.desk import FIRST, Desk
from shequ_lib.play.sheet.district import Order
from shequ_lib.play.sheet.model import FIGURES, with_value
from shequ_lib.play.sheet.tasks import DONE, OPEN, OVER, Tasks
from shequ_lib.play.sheet.view import CommunitySheet
from shequ_lib.play.shown import _parts
from shequ_lib.staffing import Community

COURSE = Path(__file__).parents[2] / "course"
DATA = COURSE / "data" / "communities.csv"
KEYS = st.sampled_from(list(FIGURES))
PARTIES = st.sampled_from(["党委", "党总支", "党支部"])
COMMUNITY = st.builds(
    Community,
    **{key: st.one_of(st.integers(0, figure.end), st.integers(0, 40_000)) for key, figure in FIGURES.items()},
    party=PARTIES,
    station_staff=st.none() | st.integers(0, 14),
    one_shoulder=st.booleans(),
    city_management_joint=st.booleans(),
    family_planning_joint=st.booleans(),
)


def given_by_hand(community):
    """What the standard gives, as plain numbers, without what follows a figure without a threshold."""
    sheet = sheet_model.sheet(community)
    posts = [(p.required, p.optional, p.joint, p.joint_optional) for p in sheet.plan.posts]
    return posts, sheet.rooms.floor_applies, sheet.money.line("party").yuan


def changed_other(tmp_path, text):
    path = tmp_path / "other.toml"
    head = '[rulebook]\ntitle = "x"\nextends = "gongshu-2008"\n'
    path.write_text(head + text, encoding="utf-8")
    return path


# --- what was crossed ---


def test_crossing_the_threshold_of_households_is_named():
    minimum = rulebook.active().count("staff.committee.threshold")
    step = rulebook.active().count("staff.committee.step")
    before = sheet_model.sheet(Community(households=minimum + 10))
    after = sheet_model.sheet(Community(households=minimum + step + 10))
    (line,) = sheet_model.crossings(before, after)
    assert "社区居委会专职成员：5 人 → 6 人。规则：不少于 5 人" in line
    assert sheet_model.crossings(after, after) == ()


def test_crossing_the_floor_of_the_premises_is_named():
    small, large = (sheet_model.sheet(Community(households=number)) for number in (1100, 1200))
    assert "用保底面积 → 按户数算" in sheet_model.crossings(small, large)[0]
    assert "按户数算 → 用保底面积" in sheet_model.crossings(large, small)[0]


def test_a_warning_that_appears_is_named():
    small, large = (sheet_model.sheet(Community(households=number)) for number in (3700, 4100))
    assert any("9 人" in line for line in sheet_model.crossings(small, large))


def test_another_party_is_named_with_its_money():
    branch, committee = (sheet_model.sheet(Community(party=party)) for party in ("党支部", "党委"))
    (line,) = sheet_model.crossings(branch, committee)
    assert "40,000 元 → 60,000 元" in line
    assert sheet_model.crossings(branch, sheet_model.sheet(Community(party="党总支"))) == ()


def test_people_in_words():
    plan = sheet_model.sheet(Community(unemployed=301, clients=9)).plan
    assert sheet_model.people(plan.post("labour")) == "1 人，可再配 1 人"
    assert sheet_model.people(plan.post("helpers")) == "可配 1 人"
    assert sheet_model.people(plan.post("temporary")) == "0 人"
    assert sheet_model.people(plan.post("station.head")) == "兼任 1 人，不另计"


@given(COMMUNITY, KEYS, st.integers(0, 6000))
def test_crossings_are_exactly_what_differs(community, key, value):
    other = with_value(community, key, value)
    before, after = sheet_model.sheet(community), sheet_model.sheet(other)
    differs = given_by_hand(community) != given_by_hand(other)
    assert bool(sheet_model.changes(before, after)) == differs
    names = [change.name for change in sheet_model.changes(before, after)]
    assert names == [change.name for change in sheet_model.changes(after, before)]
    by_hand = [
        new.name
        for old, new in zip(before.plan.posts, after.plan.posts, strict=True)
        if (old.required, old.optional, old.joint) != (new.required, new.optional, new.joint)
    ]
    assert [name for name in names if name in {post.name for post in after.plan.posts}] == by_hand


# --- how far to the next threshold ---


def values_to_try(key, end):
    """The values of a slider: in CI all, elsewhere those around its thresholds and some between."""
    if THOROUGH:
        return range(end + 1)
    near = {step + more for step in sheet_steps.steps(key) for more in (-1, 0, 1)}
    return sorted(value for value in near | {*range(0, end, 50)} if 0 <= value <= end)


@pytest.mark.parametrize("key", FIGURES)
def test_steps_agree_with_counting_one_by_one(key):
    """Every value that gives something else, and no other, is a step."""
    end = min(FIGURES[key].end, 3300)
    found, before = [], given_by_hand(Community())
    for value in values_to_try(key, end):
        now = given_by_hand(with_value(Community(), key, value))
        if now != before:
            found.append(value)
        before = now
    assert [value for value in sheet_steps.steps(key) if value <= end] == found
    assert found, "no threshold on this slider"


@given(COMMUNITY, KEYS)
@examples(60)
def test_the_next_step_is_the_nearest_value_that_gives_something_else(community, key):
    here, start = given_by_hand(community), getattr(community, key)
    for up in (True, False):
        step = sheet_steps.next_step(community, key, up=up)
        if step is None:
            for far in (FIGURES[key].end * 3, LARGEST_NUMBER) if up else (0, start // 2):
                assert given_by_hand(with_value(community, key, max(far, start) if up else far)) == here
            continue
        assert step.distance > 0
        assert step.value == start + (step.distance if up else -step.distance)
        assert given_by_hand(with_value(community, key, step.value)) != here
        assert step.changes
        last_same = step.value - 1 if up else step.value + 1
        # Counts only grow with their figure; so it is enough to look at the ends and some between them.
        for value in {last_same, (start + last_same) // 2, start}:
            assert given_by_hand(with_value(community, key, value)) == here


@given(st.integers(0, 5200))
@examples(12, least=2)
def test_the_next_step_of_the_households_agrees_with_counting(households):
    here = given_by_hand(Community(households=households))
    for up in (True, False):
        values = range(households + 1, 6000) if up else range(households - 1, -1, -1)
        nearest = next((v for v in values if given_by_hand(Community(households=v)) != here), None)
        step = sheet_steps.next_step(Community(households=households), "households", up=up)
        assert (step.value if step else None) == nearest


@pytest.mark.parametrize(
    ("key", "threshold"),
    [
        ("unemployed", "staff.labour.unemployed_threshold"),
        ("poor_households", "staff.aid.threshold"),
        ("residents", "staff.family_planning.threshold"),
    ],
)
def test_exactly_the_threshold_is_not_above_it(key, threshold):
    """Reading 1, and that it is said."""
    value = rulebook.active().count(threshold)
    step = sheet_steps.next_step(with_value(FIRST, key, value), key, up=True)
    assert step.distance == 1
    assert "不含本数" in sheet_steps.notes(with_value(FIRST, key, value), key)[0]
    assert sheet_steps.next_step(with_value(FIRST, key, value + 1), key, up=True) is None
    assert "只增配一次" in sheet_steps.notes(with_value(FIRST, key, value + 1), key)[0]


def test_the_readings_are_said_where_they_matter():
    threshold = rulebook.active().count("staff.committee.threshold")
    step = rulebook.active().count("staff.committee.step")
    at = Community(households=threshold)
    assert "不含本数" in sheet_steps.notes(at, "households")[0]
    full = Community(households=threshold + step)
    assert any("原文对此不明确" in line for line in sheet_model.sheet(full).plan.warnings)
    rest = sheet_steps.notes(Community(households=threshold + step + 7), "households")[0]
    assert "1 个整" in rest and "余下 7 户" in rest
    assert "余下 470 人不满一份" in sheet_steps.notes(FIRST, "retirees")[0]
    assert any("不相加" in line for line in sheet_steps.notes(FIRST, "temporary_residents"))
    assert any("不相加" in line for line in sheet_steps.notes(FIRST, "floating_residents"))
    assert "上限" in sheet_steps.notes(FIRST, "clients")[0]
    assert any("保底" in line for line in sheet_steps.notes(Community(households=900), "households"))


@given(COMMUNITY, KEYS)
def test_notes_are_there_for_every_value(community, key):
    assert all(note.endswith("。") for note in sheet_steps.notes(community, key))
    assert sheet_steps.notes(community, key)


def test_steps_follow_another_rulebook(tmp_path):
    other = rulebook.load(
        changed_other(tmp_path, "[staff.committee]\nstep = 500\n[staff.temporary]\nper = 700\n")
    )
    assert sheet_steps.steps("households", rulebook=other)[1:3] == (2500, 3000)
    assert sheet_steps.steps("temporary_residents", rulebook=other)[:2] == (700, 1400)
    community = Community(households=2450)
    assert sheet_steps.next_step(community, "households", up=True, rulebook=other).distance == 50
    assert sheet_model.sheet(community).plan.post("committee").required == 6
    assert sheet_model.sheet(community, rulebook=other).plan.post("committee").required == 5


# --- what the trainee does ---


def test_a_drag_is_one_move_until_the_hand_lets_go():
    desk = Desk()
    desk.set("households", 2390, done=False)
    assert desk.crossed is None
    desk.set("households", 2410, done=False)
    assert desk.crossed.fresh
    desk.set("households", 2850, done=False)
    assert [(c.before, c.after) for c in desk.crossed.changes] == [("5 人", "7 人")]
    assert "应配多 2 人" in desk.differs
    desk.set("households", 2860, done=True)
    assert desk.crossed.fresh and "应配多 2 人" in desk.differs
    desk.set("households", 2870)
    assert not desk.crossed.fresh and [c.after for c in desk.crossed.changes] == ["7 人"]
    assert desk.differs == "用房多 3 平方米"


def test_back_over_the_line_within_a_drag_crosses_nothing():
    desk = Desk()
    desk.set("households", 2410, done=False)
    desk.set("households", 2390, done=True)
    assert desk.crossed is None or not desk.crossed.fresh
    assert "应配" not in desk.differs


@pytest.mark.parametrize(
    ("typed", "value"), [("1200", 1200), ("１２００", 1200), ("1,200", 1200), ("1.2万", 12000), (" 7户", 7)]
)
def test_a_number_may_be_typed_as_people_do(typed, value):
    desk = Desk()
    desk.set("households", typed)
    assert desk.community.households == value and desk.problems == {}


@pytest.mark.parametrize("typed", ["-3", "2.5", "很多", "", "99999999999", None, [1], True])
def test_a_bad_number_is_refused_and_the_last_good_one_stays(typed):
    desk = Desk()
    desk.set("households", typed)
    assert desk.community == FIRST
    assert re.search("户数|数字", desk.problems["households"])
    desk.set("households", 2500)
    assert desk.problems == {} and desk.community.households == 2500


def test_the_choices_count():
    desk = Desk()
    before = desk.sheet.plan.required_total
    desk.set("city_management_joint", True)
    assert desk.sheet.plan.required_total == before - 1
    assert desk.crossed.changes[0].name == "社区城管工作人员"
    desk.set("station_staff", "12")
    assert any("12 人" in line for line in desk.sheet.plan.warnings)
    assert desk.sheet.plan.post("station.deputy").joint_optional == 1
    desk.set("station_staff", "")
    assert desk.community.station_staff is None
    desk.set("party", "黨委")
    assert desk.community.party == "党委"
    desk.set("party", "党小组")
    assert "党组织" in desk.problems["party"] and desk.community.party == "党委"
    desk.set("one_shoulder", "yes")
    assert "one_shoulder" in desk.problems
    desk.set("name", "x")
    assert desk.community.name == ""


def test_presets_stand_just_below_a_threshold():
    desk = Desk()
    labels = [preset.label for preset in desk.presets]
    assert len(labels) == len(set(labels)) >= 6
    for number, preset in enumerate(desk.presets):
        desk.try_preset(number)
        up, _ = desk.steps(preset.key)
        assert up.distance == 1, preset.label
        assert desk.tip and desk.figure == preset.key and desk.crossed is None
        desk.set(preset.key, getattr(desk.community, preset.key) + 1)
        assert desk.crossed.fresh, preset.label
        assert desk.tip == ""
    assert {preset.key for preset in desk.presets} >= {"households", "unemployed", "temporary_residents"}


def test_the_last_preset_comes_to_more_staff_than_members():
    desk = Desk()
    desk.try_preset(len(desk.presets) - 1)
    assert not any("上限" in line for line in desk.sheet.plan.warnings)
    desk.set("households", desk.community.households + 1)
    assert any("上限" in line for line in desk.crossed.warnings)


def test_a_changed_community_of_the_table_says_so():
    desk = Desk()
    desk.show(Community(name="梧溪社区", households=1464))
    desk.set("households", 1464)
    assert desk.community.name == "梧溪社区"
    desk.set("households", 1500)
    desk.set("households", 1600)
    assert desk.community.name == "梧溪社区（改过）"


@pytest.mark.parametrize("typed", ["99999999", "99,999,999", "１００００万", 20_001])
def test_more_households_than_a_community_has_are_refused_in_one_line(typed):
    desk = Desk()
    desk.set("households", typed)
    said = desk.problems["households"]
    assert said.count("。") == 1 and "\n" not in said
    assert f"最多写 {FIGURES['households'].most:,} 户" in said
    assert desk.community == FIRST


def test_every_figure_has_its_limit():
    for key, figure in FIGURES.items():
        desk = Desk()
        desk.set(key, figure.most)
        assert desk.problems == {} and getattr(desk.community, key) == figure.most
        desk.set(key, figure.most + 1)
        assert figure.label in desk.problems[key]
        assert getattr(desk.community, key) == figure.most
    desk.set("station_staff", sheet_desk.STATION_MOST + 1)
    assert "工作站实际人数" in desk.problems["station_staff"]


ACTIONS = st.lists(
    st.one_of(
        st.tuples(
            st.just("set"),
            st.sampled_from([*FIGURES, *sheet_compare.CHOICES, "name", "x"]),
            st.one_of(st.integers(-5, 30_000), st.text(max_size=5), st.booleans(), st.none(), PARTIES),
            st.booleans(),
        ),
        st.tuples(st.just("try_preset"), st.integers(0, 5)),
        st.tuples(st.sampled_from(["pin", "unpin", "swap", "restart"])),
    ),
    max_size=12,
)


@given(ACTIONS)
@examples(50)
def test_nothing_that_a_trainee_does_breaks_the_desk(actions):
    desk = Desk()
    for name, *arguments in actions:
        if name == "set":
            key, value, done = arguments
            desk.set(key, value, done=done)
        else:
            getattr(desk, name)(*arguments)
        assert desk.sheet == sheet_model.sheet(desk.community)
        assert desk.figure in FIGURES
        for key in {desk.figure, "unemployed", "residents"}:
            assert desk.steps(key) == (
                sheet_steps.next_step(desk.community, key, up=True),
                sheet_steps.next_step(desk.community, key, up=False),
            )
        up, down = desk.steps(desk.figure)
        notes = sheet_steps.notes(desk.community, desk.figure)
        assert sheet_html.crossing(desk) and sheet_html.following(desk, up, down, notes)
        if desk.pinned:
            assert sheet_html.compared(desk.pinned, desk.community)


# --- three tasks ---


def at_task(number):
    tasks = Tasks(Desk())
    for _ in range(number):
        tasks.next()
    return tasks


def solution(task):
    """A move that reaches a task, found by trying one value after the other."""
    for key in task.keys:
        kinds = rulebook.active().strings("staff.party.kinds")
        for value in values_to_try(key, FIGURES[key].end) if key in FIGURES else kinds:
            if task.judge(with_value(task.start, key, value)).state == DONE:
                yield key, value


@pytest.mark.parametrize("number", range(3))
def test_each_task_has_one_way_that_reaches_it(number):
    task = at_task(number).task
    ((key, value),) = solution(task)
    assert getattr(task.start, key) != value
    assert key == {"人": "unemployed", "钱": "party", "房": "households"}[task.name]
    assert task.judge(task.start).state == OPEN
    assert all(line.endswith(("。", "？", "好。")) for line in (task.goal, task.hint, task.learnt))


def test_staff_is_reached_by_the_fewest_people():
    tasks = at_task(0)
    threshold = rulebook.active().count("staff.labour.unemployed_threshold")
    for key, value, state in (
        ("unemployed", threshold, OPEN),
        ("unemployed", threshold + 3, OVER),
        ("unemployed", FIRST.unemployed, OPEN),
        ("retirees", rulebook.active().count("staff.labour.retirees_per"), OVER),
        ("retirees", FIRST.retirees, OPEN),
        ("unemployed", threshold + 1, DONE),
    ):
        tasks.desk.set(key, value)
        tasks.look()
        assert tasks.verdict.state == state, (key, value)
        assert bool(tasks.verdict.rule) == (state != OPEN)
    tasks.desk.set("unemployed", 0)
    tasks.look()
    assert tasks.verdict.state == DONE, "what was reached stays"


def test_at_the_threshold_itself_it_is_said_that_it_is_not_above():
    tasks = at_task(0)
    tasks.desk.set("unemployed", rulebook.active().count("staff.labour.unemployed_threshold"))
    tasks.look()
    assert "不含本数" in tasks.verdict.text


def test_money_that_brings_people_is_not_what_was_asked():
    tasks = at_task(1)
    for key, value in (("households", 2400), ("temporary_residents", 3900)):
        tasks.desk.set(key, value)
        tasks.look()
        assert tasks.verdict.state == OVER and "人也变了" in tasks.verdict.text
        tasks.desk.set(key, getattr(FIRST, key))
    tasks.desk.set("temporary_residents", 1950)
    tasks.look()
    assert tasks.verdict.state == OPEN and "多 500 元" in tasks.verdict.text


def test_rooms_are_the_floor_up_to_the_last_household():
    task = at_task(2).task
    ((_, most),) = solution(task)
    for homes in range(task.start.households, most + 40):
        state = task.judge(with_value(task.start, "households", homes)).state
        assert state == (OPEN if homes < most else DONE if homes == most else OVER)


def test_the_tasks_follow_another_rulebook(tmp_path):
    rulebook.use(
        changed_other(tmp_path, "[premises]\nminimum = 500\n[staff.labour]\nunemployed_threshold = 290\n")
    )
    tasks = Tasks(Desk())
    assert list(solution(tasks.task)) == [("unemployed", 291)]
    tasks.next()
    tasks.next()
    assert list(solution(tasks.task)) == [("households", 1666)]


def test_a_task_that_a_rulebook_makes_impossible_is_left_out(tmp_path):
    rulebook.use(changed_other(tmp_path, "[budget.party.committee]\nyuan = 40000\n"))
    assert [task.name for task in Tasks(Desk()).tasks] == ["人", "房"]


# --- two communities ---


@given(COMMUNITY, COMMUNITY)
@examples(40)
def test_a_comparison_is_the_same_from_the_other_side(one, two):
    forth, back = sheet_compare.differences(one, two), sheet_compare.differences(two, one)
    assert [d.name for d in forth] == [d.name for d in back]
    for there, here in zip(forth, back, strict=True):
        assert (there.first, there.second) == (here.second, here.first)
        for reason, other in zip(there.reasons, here.reasons, strict=True):
            (mine, theirs), (other_mine, other_theirs) = reason.split(" / "), other.split(" / ")
            assert mine.endswith(other_theirs) and other_mine.endswith(theirs)
        assert there.more != here.more
        assert there.more.translate(str.maketrans("多少", "少多")) == here.more


@given(COMMUNITY, COMMUNITY)
@examples(40)
def test_a_comparison_names_what_differs_and_why(one, two):
    found = {d.name: d for d in sheet_compare.differences(one, two)}
    first, second = sheet_model.sheet(one), sheet_model.sheet(two)
    for old, new in zip(first.plan.posts, second.plan.posts, strict=True):
        assert (old.name in found) == (sheet_model.people(old) != sheet_model.people(new))
        if old.name in found:
            assert found[old.name].reasons, old.name
            assert found[old.name].rule
    for old, new in zip(first.money.lines, second.money.lines, strict=True):
        assert (old.name in found) == (old.yuan != new.yuan)
        if old.name in found:
            assert found[old.name].reasons
    assert ("应配合计" in found) == (first.plan.required_total != second.plan.required_total)
    assert ("经费合计" in found) == (first.money.total != second.money.total)
    assert ("配套用房" in found) == (first.rooms.total_m2 != second.rooms.total_m2)


def test_a_reason_is_only_a_figure_that_matters():
    one = Community(households=1500, unemployed=100, retirees=480, floating_residents=700)
    two = Community(households=1700, unemployed=200, retirees=1500, floating_residents=900)
    found = {d.name: d for d in sheet_compare.differences(one, two)}
    assert list(found) == ["劳动保障管理岗位", "可再配合计", "配套用房", "其中居民活动"]
    assert found["劳动保障管理岗位"].reasons == ("企业退休人员 480 人 / 1,500 人",)
    assert found["劳动保障管理岗位"].more == "可配的多 3 人"
    assert found["配套用房"].reasons == ("常住户数 1,500 户 / 1,700 户",)
    assert found["配套用房"].more == "多 60 平方米"


def test_the_same_community_has_no_differences():
    assert sheet_compare.differences(FIRST, replace(FIRST, name="另一个")) == ()


# --- the table ---


@pytest.fixture(scope="module")
def rows():
    return sheet_district.read(DATA)


def test_the_sums_are_those_of_the_exercises(rows):
    """The calculators row by row give what the pandas table gives, for each street and for all."""
    summary = community_table.district_summary(pd.read_csv(DATA))
    found = sheet_district.by_place(rows)
    assert [name for name, _, _ in found] == list(summary["街镇"])
    assert [count for _, count, _ in found] == list(summary["社区数"])
    columns = ["户数", "应配合计", "可增合计", "经费合计", "应配用房"]
    for place, (_, _, totals) in enumerate(found):
        assert totals[:5] == pytest.approx([summary[name][place] for name in columns])
        assert totals[6] == pytest.approx(summary["用房缺口"][place])
    whole = pd.read_csv(DATA)
    assert found[-1][2][5] == whole["现有用房"].sum()
    money = sheet_district.totals(rows, sheet_district.columns(sheet_district.MONEY, rows))
    assert money[3:5] == [summary["市级"].iloc[-1], summary["区级"].iloc[-1]]


def test_each_post_of_each_row_is_that_of_the_exercises(rows):
    staff = community_table.staff_table(pd.read_csv(DATA))
    columns = {c.head: c for c in sheet_district.columns(sheet_district.STAFF, rows)}
    for head, column in columns.items():
        name = head.replace("（可再配）", "·可增")
        name = {"应配": "应配合计", "可再配": "可增合计"}.get(name, name)
        assert [column.value(row) for row in rows] == list(staff[name]), head
    left_out = [name for name in staff.columns if name.endswith("·可增") and staff[name].any()]
    assert {name.replace("·可增", "（可再配）") for name in left_out} <= set(columns)


@pytest.mark.parametrize("view", sheet_district.VIEWS)
def test_every_column_sorts_both_ways(rows, view):
    columns = sheet_district.columns(view, rows)
    assert len({column.key for column in columns}) == len(columns)
    for column in columns:
        up = sheet_district.arranged(rows, columns, Order(column.key))
        down = sheet_district.arranged(rows, columns, Order(column.key, falling=True))
        assert set(map(id, up)) == set(map(id, down)) == set(map(id, rows))
        if column.unit:
            values = [column.value(row) for row in up]
            assert values == sorted(values) == [column.value(row) for row in down][::-1]


def test_rows_of_one_street(rows):
    columns = sheet_district.columns(sheet_district.TOTALS, rows)
    street = sheet_district.places(rows)[2]
    kept = sheet_district.arranged(rows, columns, Order("money", falling=True), street)
    assert 0 < len(kept) < len(rows) and {row.place for row in kept} == {street}
    assert sheet_district.arranged(rows, columns, Order("nonsense")) == rows


def test_names_stand_in_the_order_of_the_table(rows):
    columns = sheet_district.columns(sheet_district.TOTALS, rows)
    assert sheet_district.arranged(rows, columns, Order("name")) == rows
    assert sheet_district.arranged(rows, columns, Order("place")) == rows


def test_a_table_saved_by_excel_is_read_too(rows, tmp_path):
    path = tmp_path / "communities.csv"
    path.write_bytes(DATA.read_text(encoding="utf-8-sig").encode("gb18030"))
    assert sheet_district.read(path) == rows


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("户数", "家数", "缺少这些列：户数"),
        ("1464", "很多", "第 2 行"),
        ("1712,4622", "1712.5,4622", "第 3 行：户数"),
        ("党总支,518", "党组,518", "党组织应为"),
        ("518,321", "-518,321", "现有用房"),
        ("梧溪社区,柳荫街道,城市社区,1464", "梧溪社区,柳荫街道,城市社区,", "户数没有填写"),
    ],
)
def test_a_bad_cell_is_named(tmp_path, old, new, said):
    path = tmp_path / "communities.csv"
    text = DATA.read_text(encoding="utf-8-sig")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ShequError, match=re.escape(said)):
        sheet_district.read(path)


def test_files_that_are_no_table(tmp_path):
    path = tmp_path / "communities.csv"
    with pytest.raises(ShequError, match="没有找到"):
        sheet_district.read(path)
    path.write_bytes(b"")
    with pytest.raises(ShequError, match="缺少这些列"):
        sheet_district.read(path)
    path.write_bytes(b"\xff\xfe\x00\x81\xff")
    with pytest.raises(ShequError, match="编码"):
        sheet_district.read(path)


def test_the_table_does_without_pandas():
    code = (
        "import sys; from pathlib import Path; from shequ_lib.play.sheet import district as d\n"
        f"rows = d.read(Path({str(DATA)!r}))\n"
        "assert len(d.by_place(rows)) == 11 and 'pandas' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


# --- the picture ---


@given(COMMUNITY)
@examples(30)
def test_the_picture_stays_in_its_frame(community):
    sheet = sheet_model.sheet(community)
    picture = ElementTree.fromstring(sheet_picture.place(community, sheet))
    assert picture.get("viewBox") == "0 0 720 150"
    assert f"应配 {sheet.plan.required_total:,} 人" in picture.get("aria-label")
    for part in picture.iter("rect"):
        assert float(part.get("x", 0)) >= 0 or part.get("rx")
        assert float(part.get("x", 0)) + float(part.get("width")) <= 720
    assert len(list(picture.iter("ellipse"))) <= sheet_picture.MOST_COINS
    people = [part for part in picture.iter("g") if "scale(.6)" in part.get("transform", "")]
    assert len(people) == min(
        sheet.plan.required_total + sheet.plan.optional_total, sheet_picture.MOST_PEOPLE
    )


# --- the widgets ---


def pressed(sheet, key):
    sheet._receive(None, {"press": key, "turn": sheet.panel.task["turn"]}, None)


def labels(sheet):
    return {button["key"]: button["label"] for button in sheet.panel.task["buttons"]}


def test_the_tasks_are_played_to_their_end(monkeypatch):
    monkeypatch.chdir(COURSE)
    sheet, sent = CommunitySheet(), []
    monkeypatch.setattr(sheet.panel, "send", sent.append)
    task = sheet.panel.task
    assert (task["mode"], task["bare"], task["only"]) == ("task", True, ["unemployed", "retirees"])
    assert set(sheet.panel.state["hints"].values()) == {""}, "where thresholds lie is to be found out"
    asked(sheet, 1, ("households", 4000, True))
    assert sheet.desk.community == FIRST, "only what the task names can be moved"
    asked(sheet, 2, ("unemployed", 305, False))
    assert sheet.panel.task["told"] == "", "a hand that still holds the slider is not judged"
    asked(sheet, 3, ("unemployed", 305, True))
    assert "还不是" in sheet.panel.task["told"] and "规则" in sheet.panel.task["told"]
    pressed(sheet, "hint")
    assert "提示" in sheet.panel.task["told"] and not sheet.panel.task["bare"]
    assert "hint" not in labels(sheet)
    for number, move in enumerate([("unemployed", 301), ("party", "党委"), ("households", 1166)]):
        assert f"<li aria-current=step>第 {number + 1} 件" in sheet.panel.task["progress"]
        asked(sheet, 4 + number, (*move, True))
        assert "✓ 做到了" in sheet.panel.task["told"]
        pressed(sheet, "next")
    assert sheet.panel.task["mode"] == "ended"
    assert "3 件都做到了，其中 1 件看了提示" in sheet.panel.task["told"]
    assert labels(sheet)["paper"] == "打印带走的话"
    pressed(sheet, "paper")
    assert "保底" in sent[0]["print"]["page"] and "1,166 户" in sent[0]["print"]["page"]
    pressed(sheet, "free")
    assert (sheet.panel.task["mode"], sheet.desk.community) == ("free", FIRST)
    assert sheet.below.layout.display == ""
    pressed(sheet, "all")
    assert sheet.panel.task["mode"] == "task" and sheet.tasks.reached == {}
    assert sheet.below.layout.display == "none"


def test_a_press_that_answers_an_older_page_does_nothing(monkeypatch):
    monkeypatch.chdir(COURSE)
    sheet = CommunitySheet()
    asked(sheet, 1, ("unemployed", 301, True))
    turn = sheet.panel.task["turn"]
    for _ in range(2):
        sheet._receive(None, {"press": "next", "turn": turn}, None)
    assert sheet.tasks.at == 1
    pressed(sheet, "nonsense")
    assert sheet.tasks.at == 1


def test_starting_a_task_again_asks_and_keeps_what_was_reached(monkeypatch):
    monkeypatch.chdir(COURSE)
    sheet = CommunitySheet()
    assert "again" not in labels(sheet), "there is nothing to throw away"
    asked(sheet, 1, ("unemployed", 301, True))
    (again,) = [button for button in sheet.panel.task["buttons"] if button["key"] == "again"]
    assert again["ask"] and again["yes"] and again["no"]
    pressed(sheet, "again")
    assert sheet.desk.community == FIRST and "人" in sheet.tasks.reached
    assert "next" in labels(sheet)


def test_few_widgets_are_made_before_somebody_moves_freely(monkeypatch):
    monkeypatch.chdir(COURSE)
    sheet = CommunitySheet()
    assert len(list(_parts([sheet.widget, *vars(sheet).values()], set()))) <= 15


@pytest.fixture
def sheet(monkeypatch):
    monkeypatch.chdir(COURSE)
    return CommunitySheet(free=True)


def shown(sheet):
    return [getattr(sheet.panel, part) for part in ("sums", "crossing", "next", "posts", "money", "rooms")]


def asked(sheet, seq, *sets):
    sheet._receive(None, {"seq": seq, "set": [list(one) for one in sets]}, None)


def test_the_page_gets_all_figures_and_their_thresholds(sheet):
    rows = sheet.panel.board["rows"]
    assert [row["key"] for row in rows] == list(FIGURES)
    assert all(row["marks"] for row in rows)
    assert all(0 < mark <= row["end"] for row in rows for mark in row["marks"])
    assert set(sheet.panel.state["hints"]) == set(FIGURES)
    json.dumps([sheet.panel.board, sheet.panel.state])  # plain data, as the page takes it


def test_a_move_is_answered_with_charts_and_the_threshold(sheet):
    panel = sheet.panel
    before = panel.posts, panel.rooms
    asked(sheet, 1, ("households", 2320, False))
    assert sheet.panel.state["seq"] == 1
    assert panel.posts == before[0], "no post has changed, so nothing is drawn anew"
    assert panel.rooms != before[1]
    asked(sheet, 2, ("households", 2410, False))
    assert panel.posts != before[0]
    assert "刚刚跨过的界线" in sheet.panel.crossing and "5 人 → <b>6 人</b>" in sheet.panel.crossing
    assert "规则：不少于 5 人" in sheet.panel.crossing
    assert sheet.panel.state["crossed"] == "households"
    assert sheet.panel.state["hints"]["households"].startswith("⚑")
    assert "再多 390 户，到 2,800 户" in sheet.panel.next
    asked(sheet, 3, ("households", 2420, True), ("party", "党委", True))
    assert "60,000" in sheet.panel.money
    assert sheet.panel.state["seq"] == 3 and sheet.panel.state["values"]["party"] == "党委"


def test_the_page_is_answered_whatever_it_sends(sheet):
    before = sheet.desk.community
    for seq, wanted in enumerate(
        ["x", [["households"]], [["nothing", 1, True]], [[1, 2, 3]], [None], [["party", [], True]]], 1
    ):
        sheet._receive(None, {"seq": seq, "set": wanted if isinstance(wanted, list) else [wanted]}, None)
        assert sheet.panel.state["seq"] == seq
    sheet._receive(None, {"something": 1}, None)
    sheet._receive(None, "x", None)
    assert sheet.desk.community == before


def test_a_bad_number_is_said_beside_its_slider(sheet):
    asked(sheet, 1, ("unemployed", "-5", True))
    assert "登记失业" in sheet.panel.state["problems"]["unemployed"]
    assert sheet.panel.state["values"]["unemployed"] == FIRST.unemployed
    asked(sheet, 2, ("unemployed", "5", True))
    assert sheet.panel.state["problems"] == {}


def test_starting_again(sheet):
    first = shown(sheet)
    sheet.move("temporary_residents", 2010)
    sheet.comparison.pin()
    sheet.move("households", 900)
    sheet.comparison.district.open.value = True
    sheet.comparison.more.value = True
    sheet.comparison.district._receive(None, {"sort": "money"}, None)
    sheet.press("again")
    assert shown(sheet) == first
    assert sheet.comparison.compared.value == "" and sheet.comparison.details.value == ""
    assert sheet.comparison.district.order == Order() and not sheet.comparison.district.open.value
    assert sheet.panel.state["other"] == {}


def test_details_are_worked_out_only_when_asked_for(sheet):
    assert sheet.comparison.details.value == ""
    sheet.comparison.more.value = True
    assert "每个社区 1 人；市级救助圈内的困难家庭" in sheet.comparison.details.value
    sheet.move("temporary_residents", 2010)
    assert "20,100" in sheet.comparison.details.value and "10,050" in sheet.comparison.details.value
    sheet.comparison.more.value = False
    assert sheet.comparison.details.value == ""


def test_two_communities_side_by_side(sheet):
    sheet.comparison.keep.click()
    assert "完全一样" in sheet.comparison.compared.value
    assert sheet.comparison.first.label == sheet_html.KEPT
    sheet.move("households", 2850)
    assert "社区居委会专职成员 甲" in sheet.panel.posts
    assert "常住户数 2,310 户 / 2,850 户" in sheet.comparison.compared.value
    assert "乙多 2 人" in sheet.comparison.compared.value
    assert sheet.panel.state["other"]["households"] == FIRST.households
    sheet.comparison.exchange.click()
    assert sheet.desk.community.households == FIRST.households
    assert "乙少 2 人" in sheet.comparison.compared.value
    sheet.comparison.leave.click()
    assert sheet.comparison.compared.value == "" and sheet.comparison.leave.disabled
    assert "甲" not in sheet.panel.posts


def test_both_communities_from_the_lists(sheet):
    labels = [label for label, _ in sheet.comparison.first.options]
    assert len(labels) == 94 and labels[2] == "柳荫街道 梧溪社区"
    sheet.comparison.first.value = 0
    sheet.comparison.second.value = 3
    assert (sheet.desk.pinned.name, sheet.desk.community.name) == ("梧溪社区", "桐浜社区")
    assert "甲：梧溪社区；乙：桐浜社区" in sheet.comparison.compared.value
    sheet.move("households", 3500)
    assert sheet.comparison.second.label == "滑块上现在的数"
    sheet.comparison.first.value = sheet.comparison.first.options[0][1]
    assert sheet.desk.pinned is None


def test_the_table_is_made_when_it_is_opened(sheet):
    assert sheet.comparison.district.table is None
    sheet.comparison.district.open.value = True
    table = sheet.comparison.district.table
    assert len(table.table["rows"]) == 92
    assert table.table["totals"][:2] == ["合计 92 个", ""]
    assert "全区" in sheet.comparison.district.below.children[-1].value
    json.dumps(table.table)
    sheet.comparison.district._receive(None, {"sort": "money"}, None)
    assert (table.table["order"], table.table["falling"]) == ("money", False)
    sheet.comparison.district._receive(None, {"sort": "money"}, None)
    assert table.table["falling"]
    sheet.comparison.district.place.value = "桑园坞镇"
    assert {row["cells"][1] for row in table.table["rows"]} == {"桑园坞镇"}
    assert table.table["totals"][0] == "合计 7 个"
    sheet.comparison.district.view.value = sheet_district.FACTS
    assert table.table["heads"][2]["text"] == "常住户数"
    for nonsense in ({"choose": 92}, {"choose": -1}, {"choose": "x"}, {"sort": 3}, "x"):
        sheet.comparison.district._receive(None, nonsense, None)


def test_a_row_goes_onto_the_sliders_or_beside_them(sheet):
    sheet.comparison.district.open.value = True
    sheet.comparison.district._receive(None, {"choose": 3}, None)
    assert sheet.desk.community.name == "桐浜社区" and sheet.desk.pinned is None
    assert "放到滑块上了" in sheet.comparison.district.told.value
    assert sheet.comparison.district.table.chosen == [3, -1]
    sheet.comparison.district.target.value = sheet_html.FIRST
    sheet.comparison.district._receive(None, {"choose": 7}, None)
    assert sheet.desk.community.name == "桐浜社区"
    assert sheet.desk.pinned.name == sheet.comparison.rows[7].community.name
    assert sheet.comparison.district.table.chosen == [3, 7]
    sheet.move("households", 1)
    assert sheet.comparison.district.table.chosen == [-1, 7]


def test_without_the_file_all_else_works(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    sheet = CommunitySheet(free=True)
    sheet.comparison.district.open.value = True
    assert "没有找到" in sheet.comparison.district.below.children[0].value
    sheet.comparison.keep.click()
    sheet.move("households", 4100)
    assert "乙多" in sheet.comparison.compared.value
    sheet.press("again")


def test_presets_from_their_list(sheet):
    sheet.comparison.preset.value = 1
    assert "试一试" in sheet.panel.crossing and "登记失业人员" in sheet.panel.crossing
    sheet.move("unemployed", sheet.desk.community.unemployed + 1)
    assert "劳动保障管理岗位：1 人 → <b>1 人，可再配 1 人</b>" in sheet.panel.crossing
    assert sheet.comparison.preset.index == 0, "so the same one can be chosen again"
    sheet.comparison.preset.value = 1
    assert "试一试" in sheet.panel.crossing
    sheet.press("again")
    assert sheet.comparison.preset.index == 0


def test_it_speaks_traditional_characters(monkeypatch):
    monkeypatch.chdir(COURSE)
    with script.using("hant"):
        sheet = CommunitySheet(free=True)
        assert sheet.panel.board["rows"][0]["label"] == "常住戶數"
        assert sheet.panel.state["values"]["party"] in sheet.panel.board["party"]["options"]
        asked(sheet, 1, ("party", "黨委", True))
        assert sheet.panel.state["values"]["party"] == "黨委"
        sheet.comparison.district.open.value = True
        assert sheet.comparison.district.table.table["heads"][2]["text"] == "常住戶數"


def test_a_rulebook_with_other_kinds_of_party(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    other = '[staff.party]\nkinds = ["甲组", "乙组"]\n[budget.party.committee]\nnames = ["甲组"]\n'
    rulebook.use(changed_other(tmp_path, other + '[budget.party.branch]\nnames = ["乙组"]\n'))
    sheet = CommunitySheet(free=True)
    assert sheet.desk.community.party == "甲组" and sheet.panel.board["party"]["options"] == ["甲组", "乙组"]
    sheet.move("party", "乙组")
    assert "40,000 元" in sheet.panel.crossing


def test_another_rulebook_changes_marks_and_charts(tmp_path, monkeypatch):
    monkeypatch.chdir(COURSE)
    rulebook.use(changed_other(tmp_path, "[staff.committee]\nminimum = 6\nstep = 500\n"))
    sheet = CommunitySheet(free=True)
    assert sheet.panel.board["rows"][0]["marks"][1] == 2500
    assert "社区居委会专职成员 应配 6 人" in sheet.panel.posts
    assert sheet_desk.presets()[0].community.households == 2499
