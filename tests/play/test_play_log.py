"""The search in a record without a browser: each record can be solved, each slip is counted."""

from __future__ import annotations

import random
import re

import ipywidgets
import pytest

from shequ_lib import event_log, meetings
from shequ_lib.meetings import MEETING
from shequ_lib.play.log import model, picture
from shequ_lib.play.log.model import (
    BACK,
    CLEAN,
    DONE,
    FAULTS,
    FOUND,
    HALF,
    MILD,
    MISSING,
    RECORD,
    LogSearch,
    record,
)
from shequ_lib.play.log.view import RecordSearch
from shequ_lib.play.scene.model import BAD, GOOD, NOTE, PLAIN
from shequ_lib.play.stage.view import ON, OTHER, PAPER, UNDO

SEEDS = range(120)


def keys(story):
    return [move.key for move in story.scene().moves]


def key_of(story, label):
    return next(move.key for move in story.scene().moves if move.label == label)


def solution(seed):
    """The moves that find all of a record and blame nothing else."""
    story, moves = LogSearch(seed), []

    def do(key):
        story.do(key)
        moves.append(key)

    for number, finding in story.record.faults.items():
        do(f"line{number}")
        do(key_of(story, finding.rule))
    for step in story.record.missing:
        do(MISSING)
        do(step)
    do(DONE)
    return story, moves


@pytest.mark.parametrize("seed", SEEDS)
def test_all_of_each_record_can_be_found(seed):
    story, _ = solution(seed)
    assert story.record.count in FAULTS
    assert (story.ending.key, story.found, story.missed, story.wrong) == ("clear", story.record.count, 0, 0)
    assert all(reaction.verdict in (GOOD, PLAIN) for reaction in story.reactions)
    assert all(then for finding, then in story.record.thens.items() if finding.level == event_log.VIOLATION)


def test_the_four_meetings_take_turns_and_each_kind_of_fault_comes():
    made = [record(seed) for seed in SEEDS]
    assert {one.meeting.key for one in made[:4]} == set(meetings.keys())
    kinds = {
        (
            "step"
            if finding in one.missing.values()
            else "order"
            if "次序不对：" in finding.message
            else "day"
            if finding.rule_key == one.meeting.step(finding.step).rule_key
            else "fact"
        )
        for one in made
        for finding in (*one.faults.values(), *one.missing.values())
    }
    assert kinds == {"step", "order", "day", "fact"}
    assert any(one.milds for one in made)
    assert {one.count for one in made} == set(FAULTS)


def test_each_way_to_break_a_rule_comes_and_each_way_that_keeps_it_is_kept():
    seen, broken = set(), set()
    for seed in range(400):
        one = record(seed)
        for number, line in enumerate(one.lines):
            key = (one.meeting.key, re.sub("小[许方]", "{who}", line.text))
            seen.add(key)
            if line.then:
                broken.add(key)
                assert number in one.faults, key
            elif number in one.faults:
                assert one.faults[number].rule_key == one.meeting.step(line.step).rule_key, key
    for name in model._EASIEST_FIRST:
        for line in model._FILE[name]["line"]:
            grades = meetings.get("appraisal").step("meeting").facts[1].values
            names = {"who": "{who}"} | {f"grade{number}": grade for number, grade in enumerate(grades)}
            for way in line["way"]:
                key = (name, way["text"].format(**names))
                assert key in (broken if "then" in way else seen), key


@pytest.mark.parametrize("seed", range(40))
def test_the_rules_to_choose_from_do_not_tell_which_line_is_wrong(seed):
    story = LogSearch(seed)
    for number, line in enumerate(story.record.lines):
        rules = story._choices(number)
        assert len(rules) == len(set(rules)) == model.CHOICES
        step = story.meeting.step(line.step)
        if number in story.record.faults:
            assert story.record.faults[number].rule in rules
        elif number in story.record.milds:
            assert set(story.rules(line)) <= set(rules)
        else:
            assert set(story.rules(line)) - {step.rule} <= set(rules)
            assert line.tells or step.rule in rules


def test_one_rule_alone_is_right_and_what_is_offered_beside_it_is_kept():
    said, left_out, kept = set(), 0, 0
    for seed in SEEDS:
        story = LogSearch(seed)
        for number, line in enumerate(story.record.lines):
            step, rules = story.meeting.step(line.step), story._choices(number)
            finding = story.record.faults.get(number)
            if finding and finding.rule != step.rule:  # the rule of the step may say the same
                assert step.rule not in rules
                said.add(step.rule_key)
            elif finding:
                assert rules.count(step.rule) == 1
            elif line.day and line.tells and number not in story.record.milds:
                left_out += step.rule not in rules
                kept += step.rule in rules
    assert min(left_out, kept) * 3 > left_out + kept  # to leave it out tells nothing
    for key in ("symposium.step.meeting", "symposium.step.analysis", "mediation.step.notice"):
        assert f"meetings.{key}" in said


@pytest.mark.parametrize("words", ["先协商", "辖区单位的经理主持", "没有安排人记录", "口头告诉了两家"])
def test_a_rule_that_says_the_same_is_not_called_wrong(words):
    seed, number = next(
        (seed, number)
        for seed in range(400)
        for number, line in enumerate(record(seed).lines)
        if words in line.text
    )
    story = LogSearch(seed)
    story.do(f"line{number}")
    offered = {move.label for move in story.scene().moves}
    assert story.meeting.step(story.record.lines[number].step).rule not in offered
    story.do(key_of(story, story.record.faults[number].rule))
    assert story.marks[number] == FOUND


def test_of_a_broken_order_the_rule_of_the_step_gives_way():
    seed, number = next(
        (seed, number)
        for seed in range(400)
        for number, finding in record(seed).faults.items()
        if "次序不对：" in finding.message
    )
    story = LogSearch(seed)
    line, rules = story.record.lines[number], story._choices(number)
    step = story.meeting.step(line.step)
    assert rules[0] == story.record.faults[number].rule and "依次是" in rules[0]
    assert step.rule not in rules and set(story.rules(line)) - {step.rule} <= set(rules)


def test_the_rule_of_the_order_is_offered_as_well_where_it_is_kept():
    """Else to see it among the rules would tell that it is broken."""
    offered = kept = broken = 0
    for seed in SEEDS:
        story = LogSearch(seed)
        order = event_log.order_rule(story.meeting)
        for number, line in enumerate(story.record.lines):
            finding = story.record.faults.get(number)
            if order not in story._choices(number):
                assert not finding or finding.rule != order
                kept += story._in_order(line)
                continue
            if finding and finding.rule == order:
                broken += 1
                continue
            offered += 1
            steps = [each.key for each in story.meeting.steps if each.key in story.record.days]
            before = steps[: steps.index(line.step)]
            assert all(story.record.days[step] <= line.day for step in before)
            story.do(f"line{number}")
            story.do(key_of(story, order))
            assert story.marks[number] in (CLEAN, HALF, MILD)
    assert offered > 10 * broken > 0
    assert min(offered, kept) * 3 > offered + kept


def test_before_the_first_find_nothing_tells_the_order_of_the_steps():
    orders = set()
    for seed in range(4, 24):
        view = RecordSearch(seed)
        assert "依次" not in str(view.widget.page)
        view.press(MISSING)
        steps = [step.key for step in view.story.meeting.steps if not step.part_of]
        shown = [move["key"] for move in view.widget.page["moves"] if move["key"] != BACK]
        assert sorted(shown) == sorted(steps)
        orders.add(tuple(steps.index(key) for key in shown))
    assert len(orders) > 5


def test_the_number_of_faults_is_not_told_before_the_end():
    view = RecordSearch(0)
    assert not re.search(r"[2-4二三四两] ?处", str(view.widget.page))
    _, moves = solution(0)
    for key in moves:
        view.press(key)
        view.press(ON)
    assert "这份记录有 3 处毛病：找到 3 处" in view.widget.page["told"]


def test_slips_are_counted_each_for_what_it_is():
    seed = next(seed for seed in SEEDS if record(seed).milds and record(seed).faults)
    story = LogSearch(seed)
    made = story.record
    fault, mild = next(iter(made.faults)), next(iter(made.milds))
    clean = next(
        number for number in range(len(made.lines)) if number not in made.faults and number not in made.milds
    )
    for number, verdict, state in ((fault, NOTE, HALF), (mild, NOTE, MILD), (clean, BAD, CLEAN)):
        story.do(f"line{number}")
        right = made.faults[number].rule if number in made.faults else ""
        story.do(next(move.key for move in story.scene().moves if move.label != right and move.key != BACK))
        assert (story.latest()[0].verdict, story.marks[number]) == (verdict, state)
        assert story.scene().key == RECORD
    story.do(MISSING)
    story.do(MEETING)
    assert story.latest()[0].verdict == BAD
    story.do(DONE)
    assert (story.found, story.half, story.wrong) == (1, 1, 3)
    assert story.missed == made.count - 1
    assert story.ending.why.startswith(f"这份记录有 {made.count} 处毛病：找到 1 处，其中 1 处说成了别的规则")
    assert len([each for each in story.latest() if each.verdict == BAD]) == story.missed


def test_to_look_again_costs_nothing_and_a_line_is_judged_once():
    story = LogSearch(0)
    fault = next(iter(story.record.faults))
    story.do(f"line{fault}")
    story.do(BACK)
    story.do(MISSING)
    story.do(BACK)
    assert (story.marks, story.named, story.reactions) == ({}, {}, [])
    story.do(f"line{fault}")
    story.do(key_of(story, story.record.faults[fault].rule))
    story.do(f"line{fault}")
    again = story.latest()[0]
    assert again.text.startswith("这一行看过了。")
    assert (again.verdict, again.rule, RecordSearch().word(again)) == (PLAIN, "", "")
    assert (story.found, story.scene().key) == (1, RECORD)
    assert story.scene().moves[fault].label.startswith("✓ ")


def test_a_line_without_a_fault_breaks_no_rule():
    story = LogSearch(0)
    number, line = next(
        (number, line)
        for number, line in enumerate(story.record.lines)
        if line.tells and number not in story.record.faults and number not in story.record.milds
    )
    rule = story.rules(line)[-1]
    for _ in range(2):
        story.do(f"line{number}")
        if story.scene().key != RECORD:
            story.do(key_of(story, rule))
    first, again = story.reactions
    assert (first.verdict, first.rule, again.verdict, again.rule) == (BAD, "", PLAIN, "")
    assert first.text.endswith(f"规则：{rule}。") and story.wrong == 1


def test_the_mark_that_was_made_last_moves():
    def moving():
        return re.findall('<g class="shequ-moving"><text [^>]*y="([0-9.]+)"', picture.desk(story))

    story = LogSearch(0)
    for number in (4, 1):
        story.do(f"line{number}")
        assert moving() == []
        story.do(next(key for key in keys(story) if key != BACK))
        assert moving() == [str(picture._TOP + 14 + number * picture._STEP + 5)]
    story.do("line4")
    assert moving() == []


def test_half_of_the_faults_is_not_called_most_of_them():
    seed = next(seed for seed in SEEDS if len(record(seed).faults) == record(seed).count == 2)
    for found, title in ((1, "看出了一些"), (2, "看出了一大半")):
        story = LogSearch(seed)
        for number in list(story.record.faults)[:found]:
            story.do(f"line{number}")
            right = story.record.faults[number].rule
            story.do(next(key for key in keys(story) if key not in (BACK, key_of(story, right))))
        story.do(DONE)
        assert (story.ending.key, story.ending.title) == ("partly", title)


def test_what_is_only_advised_is_told_so():
    story = LogSearch(1)
    line = next(line for line in story.record.lines if line.step == "minutes" and line.day)
    assert "一般最迟可以到" in story.why(line)
    line = next(line for line in story.record.lines if line.step == "notice" and line.day)
    assert "最迟可以到" in story.why(line) and "一般" not in story.why(line)


def test_to_blame_every_line_is_no_good():
    for seed in range(8):
        story = LogSearch(seed)
        for number in range(len(story.record.lines)):
            story.do(f"line{number}")
            story.do(next(key for key in keys(story) if key != BACK))
        story.do(DONE)
        assert story.ending.key != "clear"
        assert story.wrong > 0


@pytest.mark.parametrize("number", range(40))
def test_any_way_through_can_be_drawn(number):
    chance, story = random.Random(number), LogSearch(number)
    for _ in range(12):
        story.do(chance.choice([key for key in keys(story) if key != DONE]))
        drawn = picture.desk(story)
        assert drawn.count("<svg") == 1 and "None" not in drawn
    if story.scene().key != RECORD:
        story.do(BACK)
    story.do(DONE)
    assert story.found + story.missed == story.record.count
    assert story.ending.takeaways[:3] == tuple(model._FILE["looks"])


def test_lines_are_short_enough_for_a_narrow_page():
    for seed in SEEDS:
        assert all(len(str(line)) <= 27 for line in record(seed).lines)


def test_the_view_prints_the_record_and_offers_another(monkeypatch):
    before = len(ipywidgets.widgets.widget._instances)
    view, sent = RecordSearch(1), []
    monkeypatch.setattr(view.widget, "send", sent.append)
    _, moves = solution(1)
    for key in moves:
        view.press(key)
        view.press(ON)
    assert view.closed
    page = view.widget.page
    assert [fold["label"] for fold in page["folds"]] == ["一行一行对一对", "翻一翻：见过的规则"]
    view.press(PAPER)
    assert "社区工作听证会的记录" in sent[0]["print"]["page"]
    assert "步骤全不全" in sent[0]["print"]["page"]
    view.press(UNDO)
    assert not view.closed
    view.press(OTHER)
    assert view.story.record.meeting.key == "mediation"
    assert len(ipywidgets.widgets.widget._instances) - before <= 5


def test_what_the_stage_says_of_each_state():
    assert {FOUND, HALF, MILD, CLEAN} == set(model.SIGNS) == set(picture.MARKS)
