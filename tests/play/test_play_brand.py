"""A brand at its hearing without a browser: it can be won, each ending comes, numbers judge each card."""

from __future__ import annotations

import random
import re

import ipywidgets
import pytest

from shequ_lib import brand_practice, rulebook
from shequ_lib.errors import ShequError
from shequ_lib.play.brand import model, picture
from shequ_lib.play.brand.model import (
    CASES,
    COSTS,
    KEEP,
    QUESTIONS,
    REPRESENTATIVES,
    SLOTS,
    Hearing,
)
from shequ_lib.play.brand.view import BrandHearing
from shequ_lib.play.scene.model import BAD, GOOD, NOTE, PLAIN
from shequ_lib.play.stage.view import ON, PAPER

BRANDS = range(len(CASES))
RB = rulebook.active()
YEAR = ["assembly", "move", "neighbours"]


def card(story, slot, *, right=True):
    return next(each.key for each in story.cards[slot] if each.right == right)


def pitched(seed=0, wrong=()):
    """A hearing whose pitch is right but for these slots."""
    story = Hearing(seed)
    for slot in SLOTS:
        story.do(card(story, slot, right=slot not in wrong))
    return story


def heard(story, *, mend=True):
    """Answer all that the hall asks: what is right stays, what is not is mended (or stays, too)."""
    while story.question is not None:
        question = story.question
        if question.tempts or not mend:
            story.do(KEEP)
        else:
            story.do(question.slot)
            story.do(card(story, question.slot))
    return story


def ended(story, moves):
    for key in moves:
        story.do(key)
    assert story.ending is not None
    return story.ending


def winning(seed, wrong=SLOTS[1:4]):
    """The moves that mend these gaps and come to the sign."""
    story = heard(pitched(seed, wrong))
    ended(story, YEAR)
    return tuple(story.moves_made)


@pytest.mark.parametrize("seed", BRANDS)
def test_every_brand_can_be_put_right_and_get_its_sign(seed):
    for wrong in ((), SLOTS[:1], SLOTS[2:5], SLOTS[:5]):
        story = heard(pitched(seed, wrong))
        assert story.gaps() == ()
        ending = ended(story, YEAR)
        assert (ending.key, ending.verdict) == ("sign", GOOD)
        assert story.votes == REPRESENTATIVES
        assert all(story.checks().values())


@pytest.mark.parametrize("seed", BRANDS)
@pytest.mark.parametrize(
    ("wrong", "moves", "ending"),
    [
        (["proof"], YEAR, "proof"),
        (["proof", "money"], YEAR, "proof"),  # the first that fails, not the last
        ([], ["assembly", "pause", "staff"], "time"),
        ([], ["assembly", "hide", "neighbours"], "time"),
        (["money"], YEAR, "money"),
        ([], ["assembly", "move", "staff"], "hands"),
        (["opening", "proof"], YEAR, "withdrawn"),
        (["first", "principle", "proof", "money"], ["assembly"], "refused"),
        ([], ["hearing_decides"], "sent_back"),
        ([], ["street_decides"], "sent_back"),
        (["first", "principle"], YEAR, "owing"),
        (["decide"], ["assembly"], "sent_back"),
        (["first", "decide"], ["assembly"], "sent_back"),
    ],
)
def test_what_was_left_in_the_pitch_or_done_in_the_year_comes_back(seed, wrong, moves, ending):
    assert ended(heard(pitched(seed, wrong), mend=False), moves).key == ending


@pytest.mark.parametrize("seed", BRANDS)
def test_the_numbers_of_each_card_agree_with_what_it_says_and_whether_it_is_right(seed):
    story = Hearing(seed)
    for slot in SLOTS:
        assert [each.right for each in story.cards[slot]].count(True) == 1
        assert all(bool(each.asks) != each.right for each in story.cards[slot])
    for each in story.cards["proof"]:
        assert (brand_practice.points(**each.facts) >= brand_practice.PROOF) == each.right
        if each.facts["asked"]:
            assert f"{each.facts['users']} 户，回访 {each.facts['asked']} 户" in each.text
    for each in story.cards["money"]:
        enough = 100 * brand_practice.secured(**each.facts) >= brand_practice.LINE * story.case["needs"]
        assert enough == each.right
        assert all(f"{yuan:,} 元" in each.text for yuan in each.facts.values() if yuan)
    right = next(each for each in story.cards["first"] if each.right)
    functions, goals = dict(story.case["functions"]), dict(story.case["goals"])
    function = next(name for name in functions if f"{name}半年办过 {functions[name]} 次" in right.text)
    goal = next(name for name in goals if f"{name}自评 {goals[name]} 分" in right.text)
    assert brand_practice.SOME[0] <= functions[function] <= brand_practice.SOME[1]
    assert goals[goal] in sorted(goals.values())[:2]
    assert {f"落在{function}", f"朝着{goal}"} <= set(re.findall("(?:落在|朝着)[^，。]+", story.fact("first")))
    for stop in story.case["stops"]:
        assert f"{stop['days']} 天" in stop["text"]


def test_the_names_of_goals_functions_and_principles_are_the_rulebooks():
    for seed in BRANDS:
        story = Hearing(seed)
        named = {RB.string(f"goals.{key}.name") for key in RB.strings("goals.order")}
        assert {name for name, _ in story.case["goals"]} == named
        functions = {
            RB.string(f"service_functions.{key}.name") for key in RB.strings("service_functions.order")
        }
        assert {name for name, _ in story.case["functions"]} <= functions
        principles = {RB.string(f"principles.{key}.name") for key in RB.strings("principles.order")}
        assert {each.text for each in story.cards["principle"]} <= principles


@pytest.mark.parametrize("seed", BRANDS)
def test_a_sign_with_gaps_in_the_pitch_is_no_good_ending(seed):
    story = heard(pitched(seed, ["first", "principle"]), mend=False)
    ending = ended(story, YEAR)
    assert (ending.key, ending.verdict) == (model.OWING, NOTE)
    assert all(story.names[slot] in ending.why for slot in ("first", "principle"))


def test_what_no_meeting_decided_is_asked_after_though_the_vote_passed():
    story = heard(pitched(0, ["decide"]), mend=False)
    ended(story, ["assembly"])
    assert [reaction.verdict for reaction in story.latest()] == [GOOD, BAD]


def test_the_hall_asks_of_gaps_and_tempts_where_all_is_right():
    assert [each.tempts for each in pitched().queue] == [True, True]
    story = pitched(0, ["proof"])
    assert [each.slot for each in story.queue if not each.tempts] == ["proof"]
    assert all(not story.pitch[each.slot].right for each in story.queue if not each.tempts)
    assert len(pitched(0, SLOTS).queue) == QUESTIONS
    story.do(story.question.slot if story.question.tempts else KEEP)


def test_who_gives_in_to_a_temptation_spoils_what_was_right():
    story = pitched()
    slot = story.question.slot
    story.do(slot)
    story.do(card(story, slot, right=False))
    assert story.latest()[0].verdict == BAD
    assert story.gaps() == (slot,)
    assert ended(heard(story), ["assembly", *YEAR[1:]]) is not None
    assert story.votes == REPRESENTATIVES - COSTS


def test_to_change_what_was_not_asked_for_costs_the_question():
    story = pitched(0, ["proof"])
    while story.question.tempts:
        story.do(KEEP)
    story.do("money")
    assert "不是这个" in story.latest()[0].text
    assert "对照" in story.latest()[0].rule
    assert story.gaps() == ("proof",)
    assert story.question is None or story.question.slot != "proof"


def test_no_way_of_playing_breaks_the_hearing_and_every_ending_comes():
    reached = set()
    for seed in BRANDS:
        for number in range(400):
            chance, story = random.Random(number), Hearing(seed)
            while (scene := story.scene()) is not None:
                assert len({move.key for move in scene.moves}) == len(scene.moves) <= 7
                story.do(chance.choice(scene.moves).key)
                for reaction in story.latest():
                    assert reaction.rule or reaction.verdict == PLAIN
                    assert "{" not in reaction.text + reaction.rule
            reached.add(story.ending.key)
            assert all(
                "{" not in line for line in (story.ending.text, story.ending.why, *story.ending.takeaways)
            )
            if story.ending.key in model.CHECKS:
                assert not story.checks()[story.ending.key]
    assert {"sent_back", "refused", "withdrawn"} <= reached


def test_the_pitch_gives_no_verdict_before_the_hall_has_asked():
    story = Hearing()
    for slot in SLOTS[:-1]:
        story.do(card(story, slot, right=False))
        assert story.reactions == []


@pytest.mark.parametrize("by_length", [max, min])
@pytest.mark.parametrize("seed", BRANDS)
def test_who_always_takes_the_longest_or_the_shortest_card_leaves_gaps(seed, by_length):
    story = Hearing(seed)
    for _ in SLOTS:
        story.do(by_length(story.scene().moves, key=lambda move: len(move.label)).key)
    assert len(story.gaps()) >= 2


def test_the_same_seed_gives_the_same_and_the_next_another_brand():
    def shape(seed):
        story = pitched(seed, SLOTS[:3])
        return story.case["title"], tuple(story.queue)

    assert shape(0) == shape(0)
    assert shape(0)[0] != shape(1)[0]
    assert shape(0)[0] == shape(len(CASES))[0]
    assert len({shape(seed)[1] for seed in range(12)}) > len(CASES)  # others ask, in another order


def test_what_cannot_be_done_now_is_refused():
    with pytest.raises(ShequError, match="现在不能做"):
        Hearing().do(KEEP)


@pytest.mark.parametrize(
    ("before", "stopped", "after", "months"),
    [(7, 0, 6, 13), (7, brand_practice.STOP_DAYS, 6, 13), (7, brand_practice.STOP_DAYS + 1, 6, 6)],
)
def test_a_long_stop_lets_the_count_begin_anew(before, stopped, after, months):
    assert brand_practice.months(before, stopped, after) == months


def test_exactly_on_the_line_is_enough():
    assert brand_practice.wants_asked(60) == 36
    assert brand_practice.wants_asked(61) == 37
    assert brand_practice.points(compared=True, users=60, asked=36, letter=True) == brand_practice.PROOF
    assert brand_practice.points(compared=True, users=60, asked=35, letter=True) < brand_practice.PROOF
    assert brand_practice.secured(passed=1000, agreed=500, fees=600) == 1800


# --- the widgets ---


@pytest.fixture(autouse=True)
def _closed():
    yield
    ipywidgets.Widget.close_all()


def press(view, key):
    view._receive(None, {"press": key, "turn": view.turn}, None)


def test_a_whole_hearing_by_its_buttons(monkeypatch):
    view, sent = BrandHearing(), []
    monkeypatch.setattr(view.widget, "send", sent.append)
    for key in winning(0):
        press(view, key)
        if view.reading:
            assert [move["key"] for move in view.widget.page["moves"]] == [ON]
            press(view, ON)
    assert "结局：立牌了" in view.widget.page["told"]
    assert "墙上挂着牌子" in view.widget.page["picture"]
    press(view, PAPER)
    paper = sent[0]["print"]["page"]
    assert all(view.story.names[slot] in paper for slot in SLOTS)
    assert brand_practice.LINE_WORDS in paper


def test_who_asks_stands_in_the_picture_until_the_answer():
    story = pitched(0, ["opening"])
    drawn = picture.hall(story, now="", asks="street")
    assert "站起来问的是街道" in drawn
    view = BrandHearing()
    for slot in SLOTS:
        press(view, card(view.story, slot, right=slot != "opening"))
    assert "站起来" not in view.widget.page["picture"]  # first what followed is read
    press(view, ON)
    assert "站起来问的是" in view.widget.page["picture"]
    assert view.story.person(view.story.question.who) in view.widget.page["lead"]


def test_few_widget_models():
    before = len(ipywidgets.widgets.widget._instances)
    BrandHearing()
    assert len(ipywidgets.widgets.widget._instances) - before <= 5
