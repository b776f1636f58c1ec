"""The counter: the days, the matters, who comes again, and how a day ends."""

from __future__ import annotations

import random
from collections import Counter as Count

import pytest

from shequ_lib import rulebook
from shequ_lib.errors import ShequError
from shequ_lib.play.counter import model
from shequ_lib.play.counter.model import (
    COLUMN,
    DONE,
    HANDLER,
    HANDLERS,
    HOURS,
    LEFT,
    MATTERS,
    MATTERS_KNOWN,
    UNWRITTEN,
    WAIT,
    CounterDay,
)
from shequ_lib.play.counter.view import Counter
from shequ_lib.play.scene.model import BAD, GOOD, NOTE
from shequ_lib.play.stage.view import AGAIN, ON, OTHER, PAPER, UNDO

SEEDS = range(60)


def right(day):
    """The right answer to what is asked now."""
    if day.at is None:
        return WAIT
    return day.at.matter.function if day.asked == COLUMN else day.at.matter.handler


def wrong(day):
    """The last wrong answer."""
    return [move.key for move in day.scene().moves if move.key != right(day)][-1]


def played(seed=0, *, faults=()):
    """A day to its end, and its moves; of `faults` (visitor, what is asked) the first answer is wrong."""
    day, moves = CounterDay(seed), []
    while day.scene() is not None:
        fault = day.at and not day.at.visits and (day.at.number, day.asked) in faults
        moves.append(wrong(day) if fault else right(day))
        day.do(moves[-1])
    return day, moves


def test_there_are_enough_matters_each_known_by_its_key():
    assert len(MATTERS_KNOWN) >= 40
    assert max(Count(matter.key for matter in MATTERS_KNOWN).values()) == 1
    assert max(Count(matter.story for matter in MATTERS_KNOWN).values()) == 1


def test_every_function_and_handler_is_in_the_rulebook_and_has_a_matter_and_its_texts():
    order = rulebook.active().strings("functions.order")
    assert {matter.function for matter in MATTERS_KNOWN} == set(order)
    assert {matter.handler for matter in MATTERS_KNOWN} == set(HANDLERS)
    assert all(rulebook.active().string(key) for key in HANDLERS.values())
    for texts in ("wrong", "because", "role"):
        assert set(model._FILE[texts]) == set(HANDLERS)


@pytest.mark.parametrize("matter", MATTERS_KNOWN, ids=lambda matter: matter.key)
def test_every_reason_is_filled_from_the_rulebook(matter):
    assert "{" in matter.because
    assert "{" not in "".join(CounterDay().rules(matter))
    assert matter.story.endswith(("。", "”", "？"))
    assert matter.ask.endswith("？")


def test_the_same_seed_gives_the_same_day_and_another_another():
    def day(seed):
        return tuple(visitor.matter.key for visitor in CounterDay(seed).visitors)

    assert all(day(seed) == day(seed) for seed in SEEDS)
    assert len({day(seed) for seed in SEEDS}) > 50
    assert {key for seed in range(900) for key in day(seed)} == {matter.key for matter in MATTERS_KNOWN}


@pytest.mark.parametrize("seed", SEEDS)
def test_right_answers_send_nobody_twice(seed):
    day, moves = played(seed)
    assert (day.ending.key, day.ending.verdict) == ("once", GOOD)
    assert moves.count(WAIT) == 1
    assert len(moves) == 2 * MATTERS + 1
    assert len({visitor.matter.function for visitor in day.visitors}) == MATTERS
    assert len({visitor.matter.handler for visitor in day.visitors}) >= 2
    assert all(reaction.verdict == GOOD for reaction in day.reactions)


def test_what_comes_of_a_matter_is_heard_after_the_next_one():
    day = CounterDay()
    first, second = day.visitors[:2]
    for _ in range(2):
        day.do(right(day))
        assert day.latest() == ()
    assert (first.state, day.hour) == (model.WAITING, HOURS[1])
    day.do(right(day))
    day.do(right(day))
    assert first.matter.then in day.latest()[0].text
    assert (first.state, second.state) == (DONE, model.WAITING)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("part", [COLUMN, HANDLER])
def test_only_what_was_wrong_comes_again(seed, part):
    day, _ = played(seed, faults={(2, part)})
    visitor = day.visitors[1]
    assert (day.ending.key, day.ending.verdict) == ("again", NOTE)
    assert [each.visits for each in day.visitors] == [1, 2, 1, 1]
    assert (len(visitor.columns), len(visitor.handlers)) == ((2, 1) if part == COLUMN else (1, 2))
    assert Count(reaction.verdict for reaction in day.reactions)[NOTE if part == COLUMN else BAD] == 1


def test_a_wrong_answer_is_not_offered_again():
    day = CounterDay()
    while day.ending is None and day.visits < MATTERS:
        day.do(wrong(day))
    tried = {visitor.number: (*visitor.columns, *visitor.handlers) for visitor in day.visitors}
    while day.at and day.at.visits:
        visitor = day.at
        assert not {move.key for move in day.scene().moves} & set(tried[visitor.number])
        day.do(right(day))
    told = [reaction for reaction in day.reactions if reaction.verdict in (BAD, NOTE)]
    assert len(told) >= MATTERS


@pytest.mark.parametrize("handler", HANDLERS)
def test_who_was_asked_wrongly_does_not_say_whom_to_ask(handler):
    texts = model._FILE["wrong"][handler] + CounterDay().rulebook.fill_in(model._FILE["role"][handler])
    others = [CounterDay().handler(key) for key in HANDLERS if key != handler]
    assert not any(name in texts for name in others)


def test_whoever_is_in_the_queue_at_closing_time_is_not_helped():
    every = {(number, part) for number in range(1, MATTERS + 1) for part in (COLUMN, HANDLER)}
    day, _ = played(faults=every)
    assert (day.ending.key, day.ending.verdict) == ("left", BAD)
    assert day.visits == len(HOURS)
    assert Count(visitor.state for visitor in day.visitors) == {DONE: len(HOURS) - MATTERS, LEFT: 1}


def test_what_is_done_and_only_written_down_wrongly_at_closing_time_is_not_called_undone():
    view = Counter()
    view.round.folder = None
    while view.story.scene() is not None:
        view.press(wrong(view.story) if view.story.asked == COLUMN else right(view.story))
        if view.reading:
            view.press(ON)
    day = view.story
    states = Count(visitor.state for visitor in day.visitors)
    assert states[UNWRITTEN] and not states[LEFT]
    assert (day.ending.key, day.ending.verdict) == ("again", NOTE)
    assert f"办成了、没有记好的 {states[UNWRITTEN]} 位" in day.ending.why
    assert "没有办成" not in day.ending.why + view.widget.page["folds"][0]["page"]
    assert "办成了，没有记好" in view.widget.page["folds"][0]["page"]
    assert f"办成 <strong>{MATTERS}</strong> 位" in view.widget.page["progress"]
    assert len(list(view.mistaken(day))) == sum(reaction.verdict == NOTE for reaction in day.reactions) > 0


@pytest.mark.parametrize("seed", SEEDS)
def test_any_answers_end_the_day_and_nothing_is_told_without_its_rule(seed):
    day, chance = CounterDay(seed), random.Random(seed)
    while (scene := day.scene()) is not None:
        assert day.ending is None
        assert 1 <= len(scene.moves) <= len(HANDLERS)
        assert right(day) in [move.key for move in scene.moves]
        good = chance.random() < 0.6
        day.do(right(day) if good else chance.choice(scene.moves).key)
        assert all(reaction.rule and "{" not in reaction.text + reaction.rule for reaction in day.latest())
        assert len(day.latest()) <= 2
    assert day.visits <= len(HOURS)
    assert not day.pending
    assert {visitor.state for visitor in day.visitors} <= {DONE, UNWRITTEN, LEFT}
    assert "{" not in "".join(day.ending.takeaways)


def test_what_is_not_offered_is_refused():
    day = CounterDay()
    with pytest.raises(ShequError, match="现在不能做"):
        day.do("committee")
    for key in played()[1]:
        day.do(key)
    with pytest.raises(ShequError, match="已经结束"):
        day.do(WAIT)


def pressed(view, keys):
    """Press these moves, and go on after each that is told of."""
    for key in keys:
        view.press(key)
        if view.reading:
            view.press(ON)


def test_the_view_from_the_first_visitor_to_the_paper():
    view = Counter()
    assert "9:00" in view.widget.page["progress"]
    assert view.story.visitors[0].matter.story in view.widget.page["lead"]
    moves = played(faults={(2, HANDLER)})[1]
    pressed(view, moves[:-1])
    view.press(moves[-1])
    assert "第 2 位有了回音" in view.widget.page["told"]
    assert " → " in view.widget.page["told"]
    view.press(ON)
    assert "多跑了才办成" in view.widget.page["folds"][0]["page"]
    assert "带走这几句" in view.paper(view.story)
    view.press(PAPER)
    view.press(UNDO)
    assert view.story.ending is None
    view.press(OTHER)
    assert (view.seed, view.story.moves_made) == (1, [])
    view.press(view.widget.page["moves"][0]["key"])
    view.press(AGAIN)
    assert view.story.moves_made == []


def test_the_picture_says_what_it_shows_and_names_who_was_not_helped():
    view = Counter()
    assert "第 1 位站在窗口前" in view.widget.page["picture"]
    every = {(number, part) for number in range(1, MATTERS + 1) for part in (COLUMN, HANDLER)}
    pressed(view, played(faults=every)[1])
    assert "应当：" not in view.widget.page["told"]
    assert "没有办成" in view.widget.page["folds"][0]["page"]
    assert "应当：" in view.widget.page["folds"][0]["page"]
    assert "窗口前没有人" in view.widget.page["picture"]
