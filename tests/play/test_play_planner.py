"""The line of days without a browser: true days come from the rules, each guess is judged."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from html import unescape

import pytest

from shequ_lib import meetings
from shequ_lib.meetings import MEETING
from shequ_lib.play.planner import model, picture
from shequ_lib.play.planner.model import (
    ADVISED,
    ALLOWED,
    CHECK,
    DAYS,
    EXACT,
    LATE,
    LIMIT,
    NONE,
    SOON,
    Line,
    LineOfDays,
)
from shequ_lib.play.planner.view import GuessTheDays, _table
from shequ_lib.play.scene.model import BAD, GOOD, NOTE
from shequ_lib.play.stage.view import AGAIN, ON, OTHER, PAPER, UNDO

SEEDS = range(60)


def place(line, day):
    return DAYS if day is None else (day - line.first).days


def right(line):
    """The places of the true days."""
    return {each.lane.step.key: place(line, each.day) for each in line.judge({})}


def line_of(key, seed=0):
    return next(line for line in LineOfDays(seed).lines if line.meeting.key == key)


def counted_in(story, words):
    return int((re.search(f"{words} ([0-9]+) 步", story.ending.why) or "00")[1])


def state(line, step, guess, **before):
    return next(each.state for each in line.judge({**before, step: guess}) if each.lane.step.key == step)


@pytest.mark.parametrize("seed", SEEDS)
def test_true_days_are_those_of_the_rules_and_lie_on_the_line(seed):
    for line in LineOfDays(seed).lines:
        made = {each.lane.step.key: each.day for each in line.judge({})}
        held = made.get(MEETING, line.day)
        latest = {each.key: each.latest for each in line.meeting.deadlines(held, done=_notice(line))}
        assert {key: day for key, day in made.items() if day and key != MEETING} == {
            key: day for key, day in latest.items() if key in made
        }
        if MEETING in made:
            assert held == line.meeting.earliest_meeting(line.day)
        assert all(0 <= place(line, day) < DAYS for day in (*filter(None, made.values()), line.day))


def _notice(line):
    return None if line.known == MEETING else {line.known: line.day}


def test_a_meeting_has_a_marker_for_each_step_but_the_known_one_and_what_belongs_to_its_day():
    assert [[lane.step.key for lane in line.lanes] for line in LineOfDays().lines] == [
        ["notice", "analysis", "feedback"],
        ["meeting", "minutes", "feedback"],
        ["notice", "followup"],
        ["notice", "summary", "survey", "feedback"],
    ]
    assert [lane.step.key for line in LineOfDays().lines for lane in line.lanes if lane.free] == [
        "analysis",
        "feedback",
        "followup",
    ]


def test_each_state_of_a_guess():
    day = timedelta(1)
    talk, hearing, panel = line_of("symposium"), line_of("hearing"), line_of("appraisal")
    last = talk.meeting.notice_by(talk.day)
    assert state(talk, "notice", last) == EXACT
    assert state(talk, "notice", last - day) == ALLOWED
    assert state(talk, "notice", last + day) == LATE
    assert state(talk, "notice", None) == NONE
    assert state(talk, "feedback", talk.day - day) == SOON
    assert state(talk, "feedback", talk.day) == ALLOWED
    assert state(talk, "analysis", None) == EXACT
    assert state(talk, "analysis", talk.day + day) == LIMIT
    first = hearing.meeting.earliest_meeting(hearing.day)
    assert (state(hearing, MEETING, first - day), state(hearing, MEETING, first + day)) == (SOON, ALLOWED)
    minutes = hearing.meeting.minutes_by(first)
    assert state(hearing, "minutes", minutes + day) == ADVISED
    assert state(hearing, "minutes", minutes + day, meeting=first + day) == EXACT
    told = panel.meeting.notice_by(panel.day) - 2 * day
    handed = panel.meeting.summary_due(told)
    assert state(panel, "summary", handed, notice=told) == EXACT
    assert state(panel, "survey", panel.meeting.survey_due(handed), notice=told, summary=handed) == EXACT
    assert state(panel, "summary", panel.day + day, notice=panel.day - day) == LATE  # the meeting is over


def test_all_right_ends_well_and_all_left_where_it_stood_ends_badly():
    story = LineOfDays(3)
    while story.ending is None:
        story.guess(right(story.line))
        story.do(CHECK)
        assert all(each.verdict == GOOD for each in story.latest())
    assert (story.ending.key, story.exact) == ("right", 12)
    rules = "".join(story.ending.takeaways)
    for key, step in (("symposium", "notice"), ("hearing", "minutes"), ("appraisal", "survey")):
        assert meetings.get(key).step(step).rule in rules

    lazy = LineOfDays(3)
    while lazy.ending is None:
        lazy.do(CHECK)
    assert lazy.ending.key == "far"
    counted = {words: counted_in(lazy, words) for words in ("不合规定", "期限看错")}
    assert sum(each.verdict == BAD for each in lazy.reactions) == sum(counted.values())
    assert counted["期限看错"] == 3  # a day where no limit is set


def test_each_kind_of_guess_is_counted_as_what_it_is():
    story = LineOfDays()
    while story.ending is None:
        places = right(story.line)
        for step in story.line.lanes:
            if step.free:
                places[step.step.key] = 0  # LIMIT
        if story.line.meeting.key == "hearing":
            places["minutes"] += 1  # ADVISED
        if story.line.meeting.key == "symposium":
            places["notice"] = DAYS  # NONE
            places["feedback"] -= 1  # ALLOWED
        if story.line.meeting.key == "mediation":
            places["notice"] += 1  # LATE
        story.guess(places)
        story.do(CHECK)
    assert story.ending.why == (
        "四个会一共 12 步：一天不差 5 步，合规、还差几天 1 步，提醒 1 步，不合规定 1 步，期限看错 4 步。"
    )
    table = _table(story)
    for words in ("✗ 没有写限期", "✗ 写了限期", "✗ 不合规定", "△ 提醒", "△ 合规，还没到头"):
        assert words in table


def test_who_is_late_where_it_is_only_advised_has_not_been_in_time():
    story = LineOfDays()
    while story.ending is None:
        places = right(story.line)
        if "minutes" in places:
            places["minutes"] += 1
        story.guess(places)
        story.do(CHECK)
    assert (story.ending.key, story.exact, counted_in(story, "提醒")) == ("near", 11, 1)
    assert "不合规定" not in story.ending.why


@pytest.mark.parametrize("seed", SEEDS)
def test_a_late_notice_gives_no_false_last_day(seed):
    line = line_of("appraisal", seed)
    true = {each.lane.step.key: each.day for each in line.judge({})}
    untouched = line.judge({lane.step.key: line.day for lane in line.lanes})
    assert {each.lane.step.key: each.day for each in untouched} == true
    assert [each.state for each in untouched][:2] == [LATE, LATE]


def test_some_right_ends_between():
    story = LineOfDays()
    while story.ending is None:
        if story.number < 3:
            story.guess(right(story.line))
        story.do(CHECK)
    assert story.ending.key == "near"


def shifted(by):
    """The story in which each marker with a true day stands so many days beside it."""
    story = LineOfDays()
    while story.ending is None:
        places = right(story.line)
        free = {lane.step.key for lane in story.line.lanes if lane.free}
        story.guess({key: at if key in free else at + by(key) for key, at in places.items()})
        story.do(CHECK)
    return story


def test_who_is_far_off_is_told_which_step_by_how_many_days_and_by_which_rule():
    story = shifted(lambda key: {"notice": 2, "feedback": 3}.get(key, 1))
    assert (story.ending.key, story.ending.verdict) == ("far", BAD)
    everything = [each for judged in story.judged for each in judged]
    most = max(each.days_off for each in everything)
    named = re.findall("放在 [0-9]+月[0-9]+日，[早晚] ([0-9]+) 天，规则是：", story.ending.text)
    assert [int(number) for number in named] == sorted((each.days_off for each in everything), reverse=True)[
        : model._TOLD
    ]
    worst = next(
        (line, each)
        for line, judged in zip(story.lines, story.judged, strict=True)
        for each in judged
        if each.days_off == most
    )
    assert model.rule(*worst).rstrip("。") in story.ending.text
    assert "看“对过的日子”" in story.ending.text and GuessTheDays().folds(story)[0][0] == "对过的日子"


def test_who_is_far_off_but_breaks_no_rule_is_not_told_of_a_bad_end():
    story = shifted(lambda key: {MEETING: 1, "summary": -2, "survey": -3}.get(key, -1))
    assert {each.state for judged in story.judged for each in judged} <= {EXACT, ALLOWED}
    assert (story.ending.key, story.ending.verdict) == ("far", NOTE)


def test_what_is_said_of_a_step_without_days_between():
    story = LineOfDays()
    while story.ending is None:
        places = right(story.line)
        if story.number == 0:
            places |= {"notice": DAYS, "analysis": 5}
        story.guess(places)
        story.do(CHECK)
    assert "恳谈会的“公告”写了期限，最迟 " in story.ending.text
    assert "“分析”没有写限期，放在了 " in story.ending.text


def test_what_a_page_sends_that_makes_no_sense_is_left_out():
    story = LineOfDays()
    story.guess({"notice": 10**9, "feedback": -5, "other": 3, 7: 8, "analysis": "x", "meeting": 2})
    story.do(CHECK)
    notice, analysis, feedback = story.judged[0]
    assert notice.guess is None
    assert (analysis.guess, feedback.guess) == (story.lines[0].day, story.lines[0].first)


def test_no_day_of_the_chapter_can_be_asked_for():
    days = [day for seed in SEEDS for line in LineOfDays(seed).lines for day in line.places if day]
    assert date(2009, 1, 15) < min(days) and max(days) < date(2009, 12, 1)


@pytest.mark.parametrize("key", model.ORDER)
def test_each_state_that_can_come_has_words(key):
    line = line_of(key)
    for lane in line.lanes:
        for guess in (*line.places, line.first - timedelta(30)):
            each = next(each for each in line.judge({lane.step.key: guess}) if each.lane == lane)
            said = model.told(line, each)
            assert said.startswith(f"{lane.name}：") and len(said) > 12 and "None" not in said
            assert not re.search("：[，。]|。。", said)


def test_the_picture_has_a_slider_for_each_step_and_tells_no_true_day():
    line = line_of("appraisal")
    drawn = picture.ask(line)
    sliders = re.findall('data-slide="([a-z]+)"', drawn)
    assert sliders == [lane.step.key for lane in line.lanes]
    labels = json.loads(unescape(re.search('data-labels="([^"]+)"', drawn)[1]))
    assert len(labels) == len(line.places) and labels[-1] == picture.NO_LIMIT
    assert "shequ-moving" not in drawn
    assert drawn.count('role="slider"') == 4 and 'role="group"' in drawn
    told = picture.answer(line, line.judge({}))
    assert "data-slide" not in told and 'role="img"' in told


def test_the_view_takes_markers_and_press_together_and_no_way_back(monkeypatch):
    view, sent = GuessTheDays(), []
    monkeypatch.setattr(view.widget, "send", sent.append)
    for _ in range(4):
        turn = view.turn
        stale = {"press": CHECK, "turn": turn - 1, "marks": {}}
        view._receive(None, stale, None)
        assert view.turn == turn
        view._receive(None, {"press": CHECK, "turn": turn, "marks": right(view.story.line)}, None)
        assert "一天不差" in view.widget.page["told"]
        assert UNDO not in [tool["key"] for tool in view.widget.page["tools"]]
        marks = {"notice": 0}
        view._receive(None, {"press": ON, "turn": view.turn, "marks": marks}, None)
    assert view.closed and "日子排得准" in view.widget.page["told"]
    view.press(PAPER)
    assert "评议会：考察" in sent[0]["print"]["page"]
    view.press(OTHER)
    assert view.story.lines[0].day != LineOfDays().lines[0].day
    view.press(AGAIN)
    assert "data-slide" in view.widget.page["picture"]


def test_a_line_is_drawn_by_its_chance_alone():
    assert [line.first for line in LineOfDays(5).lines] == [line.first for line in LineOfDays(5).lines]
    assert isinstance(LineOfDays(5).line, Line)
