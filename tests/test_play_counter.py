"""The counter: the days, the matters, the answers and the tally."""

from __future__ import annotations

import random
from collections import Counter as Count

import pytest

from shequ_lib import rulebook
from shequ_lib.errors import ShequError
from shequ_lib.play.counter import model as counter_model
from shequ_lib.play.counter.model import HANDLERS, MATTERS, MATTERS_KNOWN, CounterDay
from shequ_lib.play.counter.view import Counter

SEEDS = range(60)


def right_keys(day):
    """The right answers of a day, in their order."""
    return [key for matter in day.matters for key in (matter.function, matter.handler)]


def test_there_are_enough_matters_each_known_by_its_key():
    assert len(MATTERS_KNOWN) >= 40
    assert max(Count(matter.key for matter in MATTERS_KNOWN).values()) == 1
    assert max(Count(matter.story for matter in MATTERS_KNOWN).values()) == 1


def test_every_function_and_handler_is_in_the_rulebook_and_has_a_matter():
    order = rulebook.active().strings("functions.order")
    assert {matter.function for matter in MATTERS_KNOWN} == set(order)
    assert {matter.handler for matter in MATTERS_KNOWN} == set(HANDLERS)
    assert all(rulebook.active().string(key) for key in HANDLERS.values())


@pytest.mark.parametrize("matter", MATTERS_KNOWN, ids=lambda matter: matter.key)
def test_every_reason_is_filled_from_the_rulebook(matter):
    day = CounterDay()
    assert "{" in matter.because
    assert "{" not in day.rulebook.fill_in(matter.because)
    assert matter.story.endswith(("。", "”", "？"))
    assert matter.ask.endswith("？")


def test_the_same_seed_gives_the_same_day_and_another_another():
    assert all(CounterDay(seed).matters == CounterDay(seed).matters for seed in SEEDS)
    assert len({CounterDay(seed).matters for seed in SEEDS}) > 50


@pytest.mark.parametrize("seed", SEEDS)
def test_a_day_has_ten_different_matters_and_several_handlers(seed):
    matters = CounterDay(seed).matters
    assert len({matter.key for matter in matters}) == MATTERS
    assert len({matter.handler for matter in matters}) >= 4


def test_every_matter_can_come():
    seen = {matter.key for seed in range(600) for matter in CounterDay(seed).matters}
    assert seen == {matter.key for matter in MATTERS_KNOWN}


@pytest.mark.parametrize("seed", SEEDS)
def test_any_answers_end_in_a_tally_that_adds_up(seed):
    day, chance = CounterDay(seed), random.Random(seed)
    while (choices := day.choices()) and len(day.results) < 100:
        assert day.tally() is None
        result = day.answer(choices[chance.randrange(len(choices))].key)
        assert result.text
        assert result.rule
        assert result.right == (result.chosen == result.wanted)
    tally = day.tally()
    assert len(day.results) == 2 * MATTERS
    assert tally.functions + tally.handlers + len(tally.missed) == 2 * MATTERS
    assert tally.takeaways
    assert "{" not in "".join(tally.takeaways)


def test_right_answers_leave_nothing_missed():
    day = CounterDay(3)
    for key in right_keys(day):
        assert day.answer(key).right
    assert (day.tally().functions, day.tally().handlers, day.tally().missed) == (MATTERS, MATTERS, ())


def test_what_is_not_offered_is_refused():
    day = CounterDay()
    with pytest.raises(ShequError, match="现在不能选"):
        day.answer("committee")
    for key in right_keys(day):
        day.answer(key)
    with pytest.raises(ShequError, match="已经结束"):
        day.answer("education")


def test_thirteen_functions_then_six_handlers():
    day = CounterDay()
    assert len(day.choices()) == 13
    day.answer("education")
    assert [choice.key for choice in day.choices()] == list(HANDLERS)


def test_the_view_shows_the_rule_at_once_and_the_tally_in_the_end():
    view = Counter()
    for step in range(2 * MATTERS):
        view.buttons[0].click()
        assert "规则：" in view.reaction.value
        assert f"走了 {step + 1} 步" == view.count.value
    assert "这一天结束了" in view.reaction.value
    assert all(button.layout.display == "none" for button in view.buttons)
    view.buttons[0].click()
    view.undo.click()
    assert view.day.tally() is None
    view.another.click()
    assert (view.seed, view.day.results) == (1, [])
    view.buttons[2].click()
    view.restart()
    assert (view.seed, view.day.results, view.undo.disabled) == (1, [], True)


def test_all_wrong_texts_exist():
    assert set(counter_model._FILE["wrong"]) == set(counter_model._FILE["because"]) == set(HANDLERS)
