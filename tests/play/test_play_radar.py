"""A harmonious community: its measures, the search for the best, the moves, and the page."""

from __future__ import annotations

import itertools
from collections import Counter as Count
from fractions import Fraction
from pathlib import Path

import chance
import ipywidgets
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from shequ_lib import play_record, rulebook, script, self_assessment
from shequ_lib.errors import ShequError
from shequ_lib.play.first import WAY
from shequ_lib.play.radar import beginning
from shequ_lib.play.radar import model as radar_model
from shequ_lib.play.radar import solver as radar_solver
from shequ_lib.play.radar.model import BROAD, OFFERED, STAFF_MONTHS, Harmony, points
from shequ_lib.play.radar.panel import AGAIN, GIVEN, MARKING, MEASURES, ON, OTHER, RESULT, STEPS, TITLE
from shequ_lib.play.radar.solver import Measure
from shequ_lib.play.radar.view import HarmoniousCommunity
from shequ_lib.play.still import words

SEEDS = range(60)
RB = rulebook.load(rulebook.DEFAULT)
GOALS = RB.strings("goals.order")
NAMES = [RB.string(f"goals.{key}.name") for key in GOALS]
SIZES = [len(RB.strings(f"goals.{key}.indicators")) for key in GOALS]
MARKS = st.lists(st.integers(0, 100), min_size=sum(SIZES), max_size=sum(SIZES))


def assessed(harmony, scores):
    """The goals by the judge of the course, from plain rows."""
    rows = [
        {"目标": one.goal_name, "得分": score} for one, score in zip(harmony.indicators, scores, strict=True)
    ]
    return self_assessment.assess(rows)


def lowest(assessment):
    return min(Fraction(round(s.mean * s.indicators), s.indicators) for s in assessment.scores)


def uniform(harmony, **points_of):
    """Marks that are the same for all indicators of a goal; 80 if it is not named."""
    return [points_of.get(one.goal, 80) for one in harmony.indicators]


# --- the measures ---


def test_every_measure_lifts_indicators_of_the_rulebook():
    harmony = Harmony()
    measures = harmony._all
    assert len(measures) >= 20
    assert max(Count(measure.name for measure in measures).values()) == 1
    for measure in measures:
        goals = {harmony.indicators[number].goal for number, _ in measure.lifts}
        assert goals == {measure.goal} if measure.goal else len(goals) >= 3
        assert all(raised > 0 for _, raised in measure.lifts)
        assert 1 <= measure.cost <= STAFF_MONTHS
    own = Count(measure.goal for measure in measures)
    assert all(own[goal] >= max(OFFERED) for goal in GOALS)
    assert own[""] >= BROAD


def test_only_the_goals_of_the_material_are_marked():
    harmony = Harmony()
    assert [score.name for score in harmony.before().scores] == NAMES
    assert len(harmony.indicators) == sum(SIZES)
    text = (Path(radar_model.__file__).parent / "cases.toml").read_text(encoding="utf-8")
    assert "文明祥和" not in text + "".join(harmony.report().takeaways)


# --- the search ---

SMALL = st.builds(
    lambda goal, cost, lifts: Measure("", goal, "", "", cost, tuple(lifts)),
    st.just(""),
    st.integers(1, 4),
    st.lists(st.tuples(st.integers(0, 6), st.integers(1, 40)), min_size=1, max_size=3),
)


@given(
    st.lists(SMALL, max_size=6),
    st.lists(st.integers(0, 100), min_size=7, max_size=7),
    st.integers(0, 8),
)
def test_the_search_finds_what_looking_at_every_choice_finds(measures, scores, hands):
    goals = [[0, 1], [2, 3, 4], [5, 6]]

    def value(some):
        done = list(scores)
        for number, raised in (lift for measure in some for lift in measure.lifts):
            done[number] = min(done[number] + raised, 100)
        means = [Fraction(sum(done[number] for number in goal), len(goal)) for goal in goals]
        return min(means), sum(means) / len(means), sum(measure.cost for measure in some)

    every = [
        value(some)
        for number in range(len(measures) + 1)
        for some in itertools.combinations(measures, number)
        if sum(measure.cost for measure in some) <= hands
    ]
    found = tuple(radar_solver.choices(measures, scores, goals, 100, hands))
    assert sorted((c.lowest, c.mean, c.cost) for c in found) == sorted(every)
    best, broad = radar_solver.highest(found), radar_solver.broadest(found)
    assert (best.lowest, -best.cost) == max((low, -cost) for low, _, cost in every)
    assert (broad.mean, -broad.cost) == max((mean, -cost) for _, mean, cost in every)


@pytest.mark.parametrize("seed", range(3))
def test_no_choice_of_measures_is_judged_higher_than_the_best(seed):
    """By the judge itself, every choice of a community one by one."""
    harmony = Harmony(seed)
    best = harmony.report().best
    highest = (Fraction(), 0)
    for number in range(len(harmony.measures) + 1):
        for some in itertools.combinations(harmony.measures, number):
            cost = sum(measure.cost for measure in some)
            if cost <= STAFF_MONTHS:
                done = radar_solver.lifted(harmony.given, some, 100)
                highest = max(highest, (lowest(assessed(harmony, done)), -cost))
    assert (best.lowest, -best.cost) == highest


@pytest.mark.parametrize("seed", SEEDS[: chance.number(len(SEEDS))])
def test_every_community_is_worth_thinking_about(seed):
    harmony = Harmony(seed)
    before = harmony.before()
    report = harmony.report()
    assert len(before.weakest) == 1
    assert len(harmony.measures) == sum(OFFERED) + BROAD
    assert report.best.lowest >= report.lowest[0] + 5
    assert report.broadest.lowest <= report.best.lowest - 2
    assert report.broadest.mean > report.best.mean
    # Whoever looks only at the goal that is weakest at first does worse, too.
    own = [m for m in harmony.measures if m.goal and harmony._goal(m.goal) in before.weakest]
    goals = [[n for n, one in enumerate(harmony.indicators) if one.goal == goal] for goal in GOALS]
    narrow = radar_solver.highest(tuple(radar_solver.choices(own, harmony.given, goals, 100, STAFF_MONTHS)))
    assert narrow.lowest <= report.best.lowest - 1

    for measure in report.best.measures:
        harmony.take(measure.key)
    report = harmony.report()
    assert report.reached
    assert report.lowest[1] == report.best.lowest == lowest(harmony.after())
    assert (report.cost, report.idle) == (report.best.cost, ())


def test_the_same_seed_gives_the_same_community_and_another_another():
    def shape(harmony):
        return harmony.name, harmony.given, harmony.measures

    harmonies = [Harmony(seed) for seed in SEEDS]
    assert [shape(Harmony(seed)) for seed in SEEDS[:10]] == [shape(harmony) for harmony in harmonies[:10]]
    assert len({harmony.given for harmony in harmonies}) == len(SEEDS)
    assert {harmony.before().weakest[0] for harmony in harmonies} == set(NAMES)


# --- the moves ---


def measure_for(harmony, goal, *, last=False):
    """A measure that is offered for a goal: the first or the last."""
    return [measure for measure in harmony.measures if measure.goal == goal][-1 if last else 0]


def test_the_weakest_goal_rises_and_each_staff_month_is_counted():
    harmony = Harmony()
    harmony.mark(uniform(harmony, service=40))
    assert harmony.before().weakest == ("服务完善",)
    measure = measure_for(harmony, "service")
    size, raised = SIZES[GOALS.index("service")], sum(raised for _, raised in measure.lifts)
    reaction = harmony.take(measure.key)
    assert reaction.good
    rise = Fraction(raised, size)
    assert (
        f"短板从 40 分提到 {points(40 + rise)} 分，合每人月 {points(rise / measure.cost)} 分" in reaction.text
    )
    assert all(sign in reaction.rule for sign in RB.strings("goals.service.indicators"))
    assert self_assessment.METHOD in reaction.convention
    assert harmony.gain(measure.key) == rise
    assert "退回" in harmony.take(measure.key).text
    assert harmony.after() == harmony.before()


def test_effort_for_the_strongest_goal_leaves_the_weakest_where_it_was():
    harmony = Harmony()
    harmony.mark(uniform(harmony, service=40, security=60))
    harmony.mark([score + (5 if one.goal == "environment" else 0) for one, score in
                  zip(harmony.indicators, harmony.scores, strict=True)])  # fmt: skip
    measure = measure_for(harmony, "environment")
    reaction = harmony.take(measure.key)
    assert not reaction.good
    assert "短板没有动，最低的还是服务完善" in reaction.text
    assert "本来最强" in reaction.text
    assert harmony.report().idle == (measure.name,)


def test_effort_for_the_mean_is_told_from_effort_for_the_weakest():
    harmony = Harmony()
    harmony.mark(uniform(harmony, service=40, security=60))
    reaction = harmony.take(measure_for(harmony, "security").key)
    assert not reaction.good
    assert "总平均高了" in reaction.text


def test_when_the_weakest_goal_changes_the_new_one_is_named():
    harmony = Harmony()
    harmony.mark(uniform(harmony, service=40, security=41))
    reaction = harmony.take(measure_for(harmony, "service").key)
    assert "短板从 40 分提到 41 分" in reaction.text
    assert "现在最低的是治安良好" in reaction.text


def test_goals_that_are_equally_low_must_rise_together():
    harmony = Harmony()
    harmony.mark(uniform(harmony, service=40, security=40))
    assert harmony.before().weakest == ("服务完善", "治安良好")
    first = harmony.take(measure_for(harmony, "service").key)
    assert not first.good
    assert "最低的还是治安良好" in first.text
    assert harmony.take(measure_for(harmony, "security").key).good


def test_marks_end_at_the_maximum():
    harmony = Harmony()
    harmony.mark([100] * len(harmony.scores))
    assert [s.mean for s in harmony.before().scores] == [100] * len(GOALS)
    key = harmony.measures[0].key
    reaction = harmony.take(key)
    assert "已经到顶" in reaction.text
    assert all(lift.before == lift.after == 100 for lift in harmony.lifts(key))
    assert harmony.rises(key) == ()
    best = harmony.report().best
    assert (best.measures, best.cost, best.lowest) == ((), 0, 100)
    harmony.mark([100] * (len(harmony.scores) - 1) + [99])
    assert harmony.report().best.lowest == 100


def test_no_more_than_the_hands_that_there_are():
    harmony = Harmony()
    taken = []
    for measure in harmony.measures:
        reaction = harmony.take(measure.key)
        if measure.key in harmony.taken:
            taken.append(measure)
        else:
            assert f"只剩 {harmony.left} 人月" in reaction.text
            assert "约定" in reaction.convention
            assert measure.cost > harmony.left
    assert sum(measure.cost for measure in taken) == harmony.cost <= STAFF_MONTHS


def test_looking_inside_finds_the_lowest_indicator_of_the_weakest_goal():
    harmony = Harmony()
    scores = uniform(harmony, service=40)
    number = next(n for n, one in enumerate(harmony.indicators) if one.goal == "service")
    scores[number + 2] = 7
    harmony.mark(scores)
    assert [(one.name, score) for one, score in harmony.look_inside()] == [("服务质量较好", 7)]


@pytest.mark.parametrize("bad", [-1, 101, 70.5, True, "80", None])
def test_marks_that_are_none_are_refused(bad):
    harmony = Harmony()
    with pytest.raises(ShequError):
        harmony.mark([*harmony.given[:-1], bad])
    with pytest.raises(ShequError, match="应有"):
        harmony.mark(harmony.given[1:])
    assert harmony.scores == harmony.given
    with pytest.raises(ShequError, match="没有"):
        harmony.take("晨会")


def test_whole_marks_at_both_ends_are_taken():
    harmony = Harmony()
    harmony.mark([0] * len(harmony.given))
    assert harmony.report().lowest[0] == 0
    assert 0 < harmony.report().best.lowest < 100


@given(MARKS)
def test_whatever_the_marks_the_weakest_goal_can_be_worked_at(marks):
    harmony = Harmony()
    harmony.mark(marks)
    before = harmony.before()
    assert before == assessed(harmony, marks)
    ranks = sorted(range(len(GOALS)), key=lambda n: before.scores[n].mean)
    offered = Count(measure.goal for measure in harmony.measures)
    assert [offered[GOALS[n]] for n in ranks] == list(OFFERED)
    report = harmony.report()
    assert report.best.lowest >= report.broadest.lowest >= 0
    assert report.best.lowest >= report.lowest[0]


@given(st.integers(0, 20), st.lists(st.integers(0, 11), max_size=25), MARKS)
def test_no_way_of_playing_breaks_the_count(seed, picks, marks):
    harmony = Harmony(seed)
    for number, pick in enumerate(picks):
        if number == 12:
            harmony.mark(marks)
            assert harmony.taken == []
        if pick >= len(harmony.measures):
            continue
        before, taken = lowest(harmony.after()), list(harmony.taken)
        reaction = harmony.take(harmony.measures[pick].key)
        assert reaction.text
        assert harmony.cost <= STAFF_MONTHS
        now = lowest(harmony.after())
        if len(harmony.taken) > len(taken):
            assert reaction.good == (now > before)
            assert now >= before
        assert now == lowest(assessed(harmony, radar_solver.lifted(
            harmony.scores, [harmony.measure(key) for key in harmony.taken], 100)))  # fmt: skip
    report = harmony.report()
    assert report.lowest[1] <= report.best.lowest
    assert report.mean[1] <= report.broadest.mean
    assert report.reached == (report.lowest[1] == report.best.lowest)


@given(st.integers(0, 20), st.permutations(range(11)))
def test_the_order_of_the_measures_does_not_matter(seed, order):
    one, other = Harmony(seed), Harmony(seed)
    for number in order:
        if one.measures[number].cost <= one.left:
            one.take(one.measures[number].key)
    assume(one.taken)
    for measure in other.measures:
        if measure.key in one.taken:
            other.take(measure.key)
    assert one.after() == other.after()


def test_another_rulebook_is_followed(tmp_path):
    assert Harmony(rulebook=rulebook.load("national-2026")).indicators[1].name.startswith("五个民主")
    text = (Path(rulebook.FOLDER) / "gongshu-2008.toml").read_text(encoding="utf-8")
    other = tmp_path / "other.toml"
    other.write_text(text.replace('name = "服务完善"', 'name = "服务周到"'), encoding="utf-8")
    harmony = Harmony(rulebook=rulebook.load(other))
    harmony.mark(uniform(harmony, service=40))
    assert harmony.before().weakest == ("服务周到",)
    other.write_text(text.replace('"服务质量较好"', '"服务叫人满意"'), encoding="utf-8")
    with pytest.raises(ShequError, match="质量"):
        Harmony(rulebook=rulebook.load(other))


# --- the page ---


@pytest.fixture
def view():
    return HarmoniousCommunity()


def send(view, **message):
    """Send what the page sends when something on it is pressed."""
    view.widget._handle_custom_msg({"turn": view.widget.page["turn"], **message}, [])


def press(view, key):
    """Press a button that is there."""
    page = view.widget.page
    assert key in [button["key"] for button in (page["back"], *page["buttons"])]
    send(view, press=key)


def move(view, scores):
    """Move sliders, as the page does."""
    view.widget.set_state({"scores": scores})


def card(view, key):
    return next(card for card in view.widget.page["cards"] if card["key"] == key)


def asks(view, key):
    """What a button asks before it does anything."""
    page = view.widget.page
    return next(one for one in (page["back"], *page["buttons"]) if one["key"] == key).get("ask")


def shown(view):
    """All that the page shows and that changes."""
    page = {key: value for key, value in view.widget.page.items() if key != "turn"}
    return page, view.widget.chart, view.widget.scores


def test_from_the_marks_to_the_result(view):
    page = view.widget.page
    assert page["step"] == MARKING
    assert page["inside"].startswith("看进去")
    assert page["called"].startswith(f"▼ 短板：{view.harmony.before().weakest[0]}")
    assert "办完以后" not in view.widget.chart + page["table"]
    press(view, ON)
    assert view.widget.page["step"] == MEASURES
    best = view.harmony.report().best
    for measure in best.measures:
        send(view, take=measure.key)
        assert card(view, measure.key)["taken"]
        assert "✓ 做" in card(view, measure.key)["lines"][-1]
    assert "办完以后" in view.widget.chart
    assert "办完以后" in view.widget.page["table"]
    assert view.widget.page["report"] == ""
    press(view, ON)
    report = view.widget.page["report"]
    assert view.widget.page["step"] == RESULT
    assert "短板补到了最高，人手也用得最省" in report
    assert f"提到 {points(best.lowest)} 分，用了 {best.cost} 人月" in report
    assert "带走这几句" in report
    press(view, ON)
    assert view.widget.page["step"] == MEASURES


def test_the_result_names_the_better_way_and_what_was_in_vain(view):
    harmony = view.harmony
    strongest = max(harmony.before().scores, key=lambda score: score.mean).key
    send(view, go=MEASURES)
    key = measure_for(harmony, strongest).key
    send(view, take=key)
    assert card(view, key)["lines"][-1] == "✓ 做，短板没动"
    assert "短板没有动" in view.widget.page["told"]
    send(view, go=RESULT)
    report = view.widget.page["report"]
    assert "短板还可以补得更高" in report
    assert measure_for(harmony, strongest).name in report
    assert all(measure.name in report for measure in harmony.report().best.measures)


def test_a_card_says_what_a_measure_does_and_what_it_lacks(view):
    send(view, go=MEASURES)
    harmony = view.harmony
    for measure in harmony.measures:
        shown = card(view, measure.key)
        assert shown["name"] == f"{measure.name}　{measure.cost} 人月"
        assert shown["lines"][0] == measure.does
        assert all(rise.goal in shown["lines"][1] for rise in harmony.rises(measure.key))
    for measure in harmony.measures:
        send(view, take=measure.key)
    short = next(measure for measure in harmony.measures if measure.cost > harmony.left
                 and measure.key not in harmony.taken)  # fmt: skip
    assert card(view, short.key)["lines"][-1] == f"人手不够，还差 {short.cost - harmony.left} 人月"
    assert f"还剩 {harmony.left} 人月" in view.widget.page["hands"]


def test_sliders_change_the_radar_at_once_and_can_be_put_back(view):
    given, before = list(view.harmony.given), shown(view)
    assert view.widget.scores == given
    move(view, [0, 0, 0, 0, *given[4:]])
    assert view.widget.chart != before[1]
    assert view.widget.page["called"] == "▼ 短板：居民自治，0 分"
    assert view.widget.page["notes"][0] == "平均 0 分　▼ 短板"
    press(view, GIVEN)
    assert shown(view) == before
    move(view, ["x"])  # a message that makes no sense
    assert view.harmony.scores == tuple(given)


def test_new_marks_give_the_measures_back(view):
    send(view, go=MEASURES)
    send(view, take=view.harmony.measures[0].key)
    send(view, go=MARKING)
    move(view, [90, *view.harmony.given[1:]])
    assert view.harmony.taken == []
    assert "请重新挑" in view.widget.page["told"]


def test_restart_and_another_community(view):
    first = shown(view)
    move(view, [0, *view.harmony.given[1:]])
    send(view, go=MEASURES)
    send(view, take=view.harmony.measures[0].key)
    press(view, AGAIN)
    assert shown(view) == first
    press(view, OTHER)
    assert view.seed == 1
    assert view.widget.chart != first[1]
    assert view.harmony.name in view.widget.page["intro"]
    assert view.widget.scores == list(view.harmony.given)


def test_what_throws_something_away_asks_first(view):
    assert not any(asks(view, key) for key in (GIVEN, OTHER, AGAIN))
    move(view, [0, *view.harmony.given[1:]])
    assert all("不要了" in asks(view, key) for key in (GIVEN, OTHER, AGAIN))
    press(view, GIVEN)
    assert not any(asks(view, key) for key in (GIVEN, OTHER, AGAIN))
    send(view, go=MEASURES)
    send(view, take=view.harmony.measures[0].key)
    assert all(asks(view, key) for key in (OTHER, AGAIN))
    assert not any(asks(view, key) for key in (GIVEN, ON))


@pytest.mark.parametrize(
    "message",
    [{}, {"press": "all"}, {"press": 1}, {"go": 3}, {"go": -1}, {"go": "1"}, {"take": "晨会"}, {"take": 0}],
)
def test_messages_that_make_no_sense_are_dropped(view, message):
    send(view, go=MEASURES)
    before = shown(view)
    send(view, **message)
    assert shown(view) == before


def test_what_answers_an_older_page_is_dropped(view):
    turn, key = view.widget.page["turn"], view.harmony.measures[0].key
    send(view, take=key)  # the measures are not in sight yet
    assert view.harmony.taken == []
    press(view, ON)
    for message in ({"press": ON}, {"go": RESULT}, {"take": key}):
        send(view, **message, turn=turn)
    assert view.widget.page["step"] == MEASURES
    assert view.harmony.taken == []


def test_marks_and_effort_are_called_a_convention_and_there_are_three_steps(view):
    assert "游戏的约定" in view.widget.page["intro"]
    assert "中间就断了" in view.widget.page["intro"]
    assert view.widget.board["steps"] == list(STEPS)


def test_a_round_is_noted_once_its_result_is_seen(tmp_path, monkeypatch):
    monkeypatch.setattr(play_record, "_notebook_folder", lambda: tmp_path)
    view = HarmoniousCommunity()
    send(view, go=RESULT)  # nothing was done
    assert play_record.load(tmp_path) == {}
    for _ in range(2):
        send(view, go=MEASURES)
        send(view, take=view.harmony.measures[0].key)
        send(view, take=view.harmony.measures[1].key)
        send(view, go=RESULT)
    noted = play_record.load(tmp_path)["radar"]
    assert (noted.title, noted.rounds, noted.mistakes) == (TITLE, 1, {})
    press(view, AGAIN)
    send(view, go=MEASURES)
    send(view, take=view.harmony.measures[0].key)
    press(view, ON)
    assert play_record.load(tmp_path)["radar"].rounds == 2


def test_texts_of_the_page_follow_the_script():
    with script.using("hant"):
        view = HarmoniousCommunity()
        send(view, go=MEASURES)
        send(view, take=view.harmony.measures[0].key)
        assert view.widget.board["steps"][1] == "二　挑措施"
        assert "給自己打打分" in view.widget.board["title"]
        assert "還剩" in view.widget.page["hands"]
        assert "辦完以後" in view.widget.page["table"]
        assert "辦完以後" in view.widget.chart


def test_how_it_begins_is_what_the_page_shows_first(view):
    first = beginning.first(0)
    assert first.title == view.widget.board["title"]
    lines = [(WAY, step) for step in view.widget.board["steps"]] + words(view.widget.page["intro"])
    assert list(first.lines) == lines
    told = first.picture.partition('aria-label="')[2].partition('"')[0]
    for score in view.harmony.before().scores:
        assert f"{score.name} {points(score.mean)} 分" in told
    assert f"最低的是{view.harmony.before().weakest[0]}" in told


def test_few_widget_models():
    before = set(ipywidgets.widgets.widget._instances)
    view = HarmoniousCommunity()
    move(view, [50, *view.harmony.given[1:]])
    press(view, GIVEN)
    press(view, ON)
    for measure in view.harmony.measures:
        send(view, take=measure.key)
    press(view, ON)
    press(view, OTHER)
    press(view, AGAIN)
    assert len(set(ipywidgets.widgets.widget._instances) - before) <= 3


def test_points_are_short():
    assert [points(Fraction(163, 4)), points(Fraction(80)), points(Fraction(1, 3)), points(None)] == [
        "40.75",
        "80",
        "0.33",
        "0",
    ]
