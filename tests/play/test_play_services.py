"""A year of services: its data, its puzzles, the rules of filing and planning, and its widgets."""

from __future__ import annotations

import itertools
import re
from collections import Counter as Count
from dataclasses import replace
from pathlib import Path

import chance
import ipywidgets
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shequ_lib import coverage as judge
from shequ_lib import rulebook
from shequ_lib.errors import ShequError
from shequ_lib.play import frame
from shequ_lib.play.services import model as services_model
from shequ_lib.play.services import picture as services_picture
from shequ_lib.play.services.cases import ACTIVITIES, AT_ONCE, MISSED, MONTHS, PEOPLE, Activity
from shequ_lib.play.services.model import COMPLETE, FUNCTION, GAPS, GROUP, MONTH, UNEVEN, ServiceYear
from shequ_lib.play.services.solver import cheapest, timetable
from shequ_lib.play.services.view import YearOfServices

SEEDS = range(120)
RB = rulebook.load(rulebook.DEFAULT)
FUNCTIONS = RB.strings("service_functions.order")
GROUPS = RB.strings("service_functions.groups.order")
SERVICE = RB.string("service_functions.groups.belongs_to")


def filed(year, key):
    """File an activity as it is right."""
    activity = year.activity(key)
    if year.asked(key) == FUNCTION:
        year.file(key, activity.function)
    if year.asked(key) == GROUP:
        year.file(key, activity.group)
    return activity


def planned(year, plan):
    """File and plan all of these."""
    for key, month in plan.items():
        filed(year, key)
        assert year.place(key, month).good, (key, month)
    return year


# --- the data ---


def test_there_are_enough_activities_for_each_function_and_group():
    assert len(ACTIVITIES) >= 30
    slots = Count(activity.group or activity.function for activity in ACTIVITIES)
    assert set(slots) == ({*FUNCTIONS} - {SERVICE}) | {*GROUPS}
    assert min(slots.values()) >= 4
    assert max(Count(activity.name for activity in ACTIVITIES).values()) == 1
    assert set(MISSED) == {*FUNCTIONS, *GROUPS}


@pytest.mark.parametrize("activity", ACTIVITIES, ids=lambda activity: activity.key)
def test_an_activity_is_whole(activity):
    assert activity.function in FUNCTIONS
    assert bool(activity.group) == (activity.function == SERVICE)
    assert activity.tempting in FUNCTIONS
    assert activity.tempting != activity.function
    assert set(activity.reaches) <= set(PEOPLE)
    assert activity.starts
    assert activity.cost > 0
    assert len(activity.name) <= 7
    assert activity.does.endswith("。") and activity.why.endswith("。") and activity.then.endswith("”")
    names = [RB.string(f"service_functions.{key}.name") for key in FUNCTIONS]
    assert not any(name in activity.does + activity.name for name in names)  # that would be the answer


def test_the_people_are_those_whom_the_material_names():
    named = {
        *RB.strings("service_functions.groups.special.people"),
        *RB.strings("service_functions.social_security.people"),
    }
    own = {people.name for people in PEOPLE.values()} - named
    assert {people.name for people in PEOPLE.values()} >= named
    assert own == {"青少年", "流动人口"}
    services = RB.strings("service_functions.security.services")
    assert all(any(name in service for service in services) for name in own)


# --- the solver ---


def brute_force(activities, needed):
    """The least cost of a set that meets all needs and has a timetable, by looking at every set."""
    costs = [
        sum(a.cost for a in some)
        for number in range(len(activities) + 1)
        for some in itertools.combinations(activities, number)
        if needed <= frozenset().union(*(a.meets for a in some)) and placeable(some)
    ]
    return min(costs, default=None)


def placeable(activities):
    """Whether there is a timetable, by looking at every one."""
    for starts in itertools.product(*(a.starts for a in activities)):
        running = Count(m for a, s in zip(activities, starts, strict=True) for m in a.running(s))
        if all(number <= AT_ONCE for number in running.values()):
            return True
    return False


SMALL = st.builds(
    lambda function, reaches, cost, months, start: replace(
        ACTIVITIES[0],
        function=function,
        group="",
        reaches=tuple(sorted(reaches)),
        cost=cost,
        months=months,
        start=start,
    ),
    st.sampled_from(["management", "health"]),
    st.sets(st.sampled_from(["elderly", "youth", "poor"]), max_size=2),
    st.integers(1, 9),
    st.integers(1, 3),
    st.sampled_from([(1,), (1, 2), (11, 12), (12,)]),
)


@given(st.lists(SMALL, min_size=1, max_size=6), st.sets(st.sampled_from(["elderly", "youth", "poor"])))
def test_the_cheapest_plan_is_the_cheapest(drawn, people):
    activities = [replace(activity, key=str(number)) for number, activity in enumerate(drawn)]
    needed = frozenset({"management", "health", *people})
    plan = cheapest(activities, needed)
    by_key = {activity.key: activity for activity in activities}
    assert (None if plan is None else sum(by_key[key].cost for key in plan)) == brute_force(
        activities, needed
    )


@given(st.lists(SMALL, max_size=6))
def test_a_timetable_keeps_to_the_hands_there_are(drawn):
    activities = [replace(activity, key=str(number)) for number, activity in enumerate(drawn)]
    plan = timetable(activities)
    assert (plan is not None) == placeable(activities)
    if plan is not None:
        running = Count(month for a in activities for month in a.running(plan[a.key]))
        assert all(number <= AT_ONCE for number in running.values())
        assert all(plan[a.key] in a.starts for a in activities)


# --- the puzzle ---


@pytest.mark.parametrize("seed", SEEDS[: chance.number(len(SEEDS))])
def test_every_year_can_leave_nothing_out_but_only_with_thought(seed):
    year = ServiceYear(seed)
    assert len({activity.key for activity in year.activities}) == services_model.OFFERED
    assert len(year.people) == services_model.KINDS

    # The cheapest activity of each function and group, as one would do at first, forgets people.
    for slot in [*FUNCTIONS, *GROUPS]:
        fitting = [a for a in year.activities if slot == (a.group or a.function)]
        if fitting:
            filed(year, min(fitting, key=lambda a: (a.cost, a.key)).key)
    first = [key for key in year._filed if year.asked(key) == MONTH]
    year = planned(ServiceYear(seed), timetable([year.activity(key) for key in first]))
    assert year.report().verdict == UNEVEN
    assert len(year.missed_people()) >= 2

    # It can be done with the money, and the money is not much more than it needs.
    year = planned(ServiceYear(seed), year.best)
    report = year.report()
    assert report.verdict == COMPLETE
    assert (report.spent, report.misfiled) == (report.cheapest, ())
    assert report.cheapest * 1.10 <= year.budget < report.cheapest * 1.10 + 500
    assert year.voices() == ()


def test_the_same_seed_gives_the_same_year_and_another_another():
    def shape(seed):
        year = ServiceYear(seed)
        return year.name, year.units, year.people, year.activities, year.budget, year.best

    shapes = [shape(seed) for seed in SEEDS]
    assert [shape(seed) for seed in SEEDS[:20]] == shapes[:20]
    assert len({(name, activities) for name, _, _, activities, _, _ in shapes}) == len(SEEDS)
    assert {a.key for _, _, _, activities, _, _ in shapes for a in activities} == {a.key for a in ACTIVITIES}


# --- filing ---


def test_a_tempting_function_is_refused_with_reason_and_rule_and_then_named():
    year = ServiceYear()
    activity = next(a for a in year.activities if a.key == "mosquitoes")
    reaction = year.file("mosquitoes", activity.tempting)
    assert not reaction.good
    assert activity.why in reaction.text
    assert "它归" not in reaction.text
    assert all(service in reaction.rule for service in RB.strings("service_functions.health.services"))
    assert year.asked("mosquitoes") == FUNCTION
    reaction = year.file("mosquitoes", "culture")
    assert "它归环境维护" in reaction.text
    assert year.tries["mosquitoes"] == 2
    assert year.file("mosquitoes", "environment").good
    assert year.asked("mosquitoes") == MONTH
    year.place("mosquitoes", 5)
    report = year.report()
    assert (report.filed, report.first_time) == (1, 0)
    assert "统一灭蚊：归环境维护" in report.misfiled[0]


def test_community_service_is_asked_for_its_group_and_nothing_else_is():
    year = ServiceYear()
    assert year.file("meals", SERVICE).good
    assert year.asked("meals") == GROUP
    reaction = year.file("meals", "units")
    assert not reaction.good
    assert "社会化服务" in reaction.rule
    assert year.file("meals", "special").good
    with pytest.raises(ShequError, match="已经归好"):
        year.file("meals", "special")


@given(st.sampled_from(range(40)), st.data())
def test_filing_is_right_exactly_where_the_data_say_so(seed, data):
    year = ServiceYear(seed)
    activity = data.draw(st.sampled_from(year.activities))
    answer = data.draw(st.sampled_from(FUNCTIONS))
    assert year.file(activity.key, answer).good == (answer == activity.function)


# --- planning ---


def test_what_stands_in_the_way_of_a_start_is_said():
    year = planned(ServiceYear(), {"meals": 1, "rent_law": 2})
    for key in ("mosquitoes", "harvest_feast", "escort"):
        filed(year, key)
    assert year.hindrance("mosquitoes", 4).short == "时候不对"
    assert year.hindrance("mosquitoes", 5) is None
    assert year.hindrance("escort", 10) is None  # October to December
    assert year.hindrance("escort", 11).short == "做不完"
    full = year.hindrance("escort", 1)
    assert (full.short, "2 月已经有 2 件" in full.text) == ("人手满", True)
    assert year.hindrance("escort", 3) is None  # meals still run, and nothing else
    assert year.hindrance("meals", 1) is None  # it is not in its own way
    reaction = year.place("escort", 1)
    assert not reaction.good
    assert "约定" in reaction.convention
    assert "escort" not in year.plan


def test_the_last_yuan_can_be_spent_and_none_after_it():
    year = planned(ServiceYear(), {"meals": 1})
    filed(year, "mosquitoes")
    year.budget = year.activity("meals").cost + year.activity("mosquitoes").cost
    assert year.hindrance("mosquitoes", 5) is None
    year.budget -= 1
    assert "还差 1 元" in year.hindrance("mosquitoes", 5).text
    assert year.hindrance("meals", 5) is None  # moving costs nothing


def test_what_an_activity_brings_and_what_its_end_takes_is_said():
    year = planned(ServiceYear(), {"meals": 1})
    filed(year, "season_check")
    news = year.place("season_check", 3)
    assert "医疗保健计生有覆盖了，7 项里有了 2 项" in news.text
    assert "照顾到了退休人员" in news.text
    assert news.voice == year.activity("season_check").then
    filed(year, "free_checkup")
    assert "照顾到了贫困户" in year.place("free_checkup", 4).text
    assert "改到 6 月" in year.place("free_checkup", 6).text
    assert "又空出来了：贫困户" in year.remove("free_checkup").text
    lost = year.remove("season_check")
    assert not lost.good
    assert "医疗保健计生、退休人员" in lost.text


def test_once_more_of_the_same_covers_nothing_new():
    year = planned(ServiceYear(), {"club_table": 1})
    filed(year, "school_bus")
    year.place("school_bus", 2)
    planned(year, {"mosquitoes": 5})
    filed(year, "flower_beds")
    assert "覆盖还是只算一项" in year.place("flower_beds", 3).text


def test_what_makes_no_sense_is_refused():
    year = ServiceYear()
    key = year.activities[0].key
    with pytest.raises(ShequError, match="活动单上没有"):
        year.asked("晨会")
    with pytest.raises(ShequError, match="应为"):
        year.file(key, "晨会")
    with pytest.raises(ShequError, match="还没有归好"):
        year.place(key, 1)
    with pytest.raises(ShequError, match="没有排进"):
        year.remove(key)
    filed(year, key)
    with pytest.raises(ShequError, match="月份"):
        year.place(key, 13)


ACTIONS = st.lists(
    st.tuples(st.sampled_from(["file", "right", "place", "remove"]), st.integers(0, 19), st.integers(0, 11)),
    max_size=60,
)


@given(st.integers(0, 30), ACTIONS)
def test_no_way_of_playing_breaks_the_year(seed, actions):
    year = ServiceYear(seed)
    for action, number, value in actions:
        key = year.activities[number].key
        try:
            if action == "file":
                reaction = year.file(key, (FUNCTIONS + GROUPS)[value % 10])
                assert reaction.rule
            elif action == "right":
                filed(year, key)
                continue
            elif action == "place":
                reaction = year.place(key, value + 1)
            else:
                reaction = year.remove(key)
        except ShequError:
            continue
        assert reaction.text
    rows = [{judge.FUNCTION: a.function, judge.GROUP: a.group} for a in year.activities if a.key in year.plan]
    assert year.coverage() == judge.coverage(rows)
    assert year.spent == sum(a.cost for a in year.activities if a.key in year.plan) <= year.budget
    assert year.left == year.budget - year.spent
    for month in range(1, MONTHS + 1):
        assert len(year.running(month)) <= AT_ONCE
    assert all(year.asked(key) == MONTH for key in year.plan)
    assert all(start in year.activity(key).starts for key, start in year.plan.items())
    report, missing = year.report(), year.missing()
    gaps = judge.coverage(rows).gaps + judge.coverage(rows).groups_missed
    assert len(missing) == len(gaps)
    people = [reach.name for reach in report.people if not reach.times]
    assert report.verdict == (GAPS if gaps else UNEVEN if people else COMPLETE)
    assert bool(year.voices()) == bool(gaps or people)
    assert len(year.voices()) <= 3


def test_only_those_complain_who_miss_something():
    year = ServiceYear()
    assert len(year.voices()) == 3
    assert len(year.voices(99)) == len(FUNCTIONS) + services_model.KINDS
    planned(year, {"meals": 1})
    said = year.voices(99)
    assert MISSED[SERVICE] not in said
    assert MISSED["special"] not in said
    assert {MISSED["residents"], MISSED["units"]} <= set(said)


def test_another_rulebook_names_what_is_asked(tmp_path):
    text = (Path(rulebook.FOLDER) / "gongshu-2008.toml").read_text(encoding="utf-8")
    other = tmp_path / "other.toml"
    other.write_text(text.replace('name = "环境维护"', 'name = "环境管护"'), encoding="utf-8")
    year = ServiceYear(rulebook=rulebook.load(other))
    assert "环境管护" in year.file("mosquitoes", "environment").text
    assert "环境管护" in year.coverage().counts
    less = tmp_path / "less.toml"
    less.write_text(text.replace('"culture", "social_security"]', '"culture"]'), encoding="utf-8")
    with pytest.raises(ShequError, match="用不了"):
        ServiceYear(rulebook=rulebook.load(less))


# --- the widgets ---


@pytest.fixture(autouse=True)
def _clicks_settle_at_once(request, monkeypatch):
    if "double" not in request.node.name:
        monkeypatch.setattr(frame, "SETTLING", 0)


def press(view, box, label):
    """Press the button of a box whose first line is this."""
    (button,) = [b for b in box.children if b.description.split("\n")[0] == label]
    button.click()


def play(view, key, month):
    """File an activity rightly and plan it, by its buttons."""
    activity: Activity = view.year.activity(key)
    press(view, view.cards, activity.name)
    if view.year.asked(key) == FUNCTION:
        press(view, view.functions, RB.string(f"service_functions.{activity.function}.name"))
    if view.year.asked(key) == GROUP:
        press(view, view.groups, RB.string(f"service_functions.groups.{activity.group}.name"))
    press(view, view.months, f"{month} 月")


def seen(view):
    """Which boxes of buttons are seen."""
    boxes = {"cards": view.cards, FUNCTION: view.functions, GROUP: view.groups, MONTH: view.months}
    return [name for name, box in boxes.items() if box.shown]


def test_a_whole_year_by_its_buttons():
    view = YearOfServices()
    assert seen(view) == ["cards"]
    for key, month in view.year.best.items():
        play(view, key, month)
        assert seen(view) == ["cards"]
        assert "排在" in view.reaction.value
    assert "缺口" not in view.people.value
    assert "没有听到谁" in view.voices.value
    assert not view.report.shown
    view.end.click()
    assert "一处不漏" in view.report.value
    assert "没有更省的排法了" in view.report.value
    press(view, view.cards, view.year.activities[0].name)
    assert not view.report.shown


def test_the_questions_come_one_after_the_other_and_can_be_left():
    view = YearOfServices()
    press(view, view.cards, "送饭上门")
    assert seen(view) == [FUNCTION]
    press(view, view.functions, "医疗保健计生")
    assert seen(view) == [FUNCTION]
    assert "规则：医疗保健计生" in view.reaction.value
    press(view, view.functions, "社区服务")
    assert seen(view) == [GROUP]
    press(view, view.groups, "特殊群体")
    assert seen(view) == [MONTH]
    view.months.children[11].click()
    assert "约定：" in view.reaction.value
    assert seen(view) == [MONTH]
    view.leave.click()
    assert seen(view) == ["cards"]
    play(view, "meals", 1)
    press(view, view.cards, "送饭上门")
    assert "✓ 现在" in view.months.children[0].description
    assert view.drop.shown
    view.drop.click()
    assert view.year.plan == {}
    assert "退回" in view.reaction.value


def test_each_step_can_be_taken_back():
    view = YearOfServices()
    press(view, view.cards, "送饭上门")
    press(view, view.functions, "医疗保健计生")
    view.leave.click()
    play(view, "meals", 1)
    press(view, view.cards, "送饭上门")
    view.drop.click()
    view.undo.click()
    assert view.year.plan == {"meals": 1}
    assert "退回了一步：“送饭上门”" in view.reaction.value
    view.undo.click()
    assert (view.year.plan, view.year.asked("meals")) == ({}, MONTH)
    view.undo.click()
    assert view.year.asked("meals") == GROUP
    view.undo.click()
    assert view.year.asked("meals") == FUNCTION
    assert view.year.tries["meals"] == 1  # a wrong answer stays one
    assert seen(view) == ["cards"]
    view.undo.click()
    assert "退到头了" in view.reaction.value


def test_a_second_click_on_a_button_that_is_on_its_way_out_does_nothing():
    view = YearOfServices()
    for box in (view.functions, view.groups, view.months):
        box.children[0].click()
    view.drop.click()
    view.leave.click()
    assert (view.year.plan, view.year.tries, view.chosen) == ({}, {}, "")


def test_a_double_click_answers_no_question_that_it_has_not_seen():
    view = YearOfServices()
    view.settling = frame.Settling()  # what opened the list is long ago
    view.cards.children[0].click()
    view.functions.children[0].click()
    assert seen(view) == [FUNCTION]
    assert view.year.tries == {} and not view.year.begun


def test_a_new_beginning_can_be_taken_back():
    view = YearOfServices()
    play(view, "meals", 1)
    view.restart()
    view.another.click()
    assert (view.seed, view.year.plan) == (1, {})
    view.undo.click()
    assert view.seed == 0 and view.year.plan == {}
    view.undo.click()
    assert (view.year.plan, view.intro.value) == ({"meals": 1}, YearOfServices().intro.value)
    view.undo.click()
    assert view.year.plan == {}


def test_the_strip_of_a_narrow_page_says_what_the_picture_says():
    view = YearOfServices()
    assert view.strip.value.count("<li") == len(FUNCTIONS) == view.strip.value.count('<li class="gap">✗ ')
    play(view, "meals", 1)
    assert view.strip.value.count('<li class="gap">✗ ') == len(FUNCTIONS) - 1
    covered = view.year.coverage()
    people = [reach for reach in view.year.reached() if reach.times]
    assert f"还剩 {view.year.left:,} 元；对象 1/{len(covered.groups)}；" in view.strip.value
    assert f"照顾到 {len(people)}/{services_model.KINDS} 种人" in view.strip.value
    assert 'aria-hidden="true"' in view.strip.value


def test_restart_and_another_community():
    view = YearOfServices()
    first = view.intro.value
    play(view, "mosquitoes", 5)
    view.restart()
    assert (view.year.plan, view.year.asked("mosquitoes"), view.intro.value) == ({}, FUNCTION, first)
    view.another.click()
    assert view.seed == 1
    assert view.intro.value != first
    assert [b.description.split("\n")[0] for b in view.cards.children] == [
        activity.name for activity in view.year.activities
    ]


def test_few_widget_models():
    before = len(ipywidgets.widgets.widget._instances)
    view = YearOfServices()
    for key, month in view.year.best.items():
        play(view, key, month)
    view.finish()
    view.other()
    assert len(ipywidgets.widgets.widget._instances) - before <= 5


def test_prices_and_hands_are_called_a_convention():
    assert "游戏的约定，材料里没有" in YearOfServices().intro.value


def test_the_map_hatches_and_names_each_gap_and_says_it_in_words():
    covered = judge.coverage([{"功能": SERVICE, "对象": "special"}, {"功能": "culture"}, {"功能": "culture"}])
    svg = services_picture.honeycomb(covered, "社区服务")
    assert svg.count("✗ 缺口") == svg.count('fill="url(#') == 5
    assert svg.count("✓ 有覆盖") == 1
    assert "△ 对象 1/3" in svg
    assert "文体教育 2 次" in re.search('aria-label="([^"]*)"', svg)[1]
    assert "缺口：管理协调、治安综合治理" in svg
    heights = {int(height) for height in re.findall(r'<rect clip-path="[^"]*"[^>]*height="(\d+)"', svg)}
    assert len(heights) == 3  # none, one and two activities
    other = services_picture.honeycomb(covered, "社区服务")
    assert not set(re.findall('id="([^"]*)"', svg)) & set(re.findall('id="([^"]*)"', other))
