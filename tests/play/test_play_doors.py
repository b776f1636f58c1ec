"""The six doors without a browser: each building can be won, each ending comes, each word comes back."""

from __future__ import annotations

import random
import re

import ipywidgets
import pytest
from doors_moves import keys, winning

from shequ_lib import rulebook
from shequ_lib.errors import ShequError
from shequ_lib.play.doors import model, picture
from shequ_lib.play.doors.model import (
    BEST,
    CHAT,
    CRACK,
    ENDINGS,
    FIT,
    HALF,
    KNOCKS,
    MISS,
    NEWS,
    RETRACT,
    SHUT,
    WIDE,
    Doors,
)
from shequ_lib.play.doors.view import SixDoors
from shequ_lib.play.scene.model import GOOD, PLAIN
from shequ_lib.play.stage.view import AGAIN, ON, OTHER, PAPER, UNDO

BUILDINGS = range(4)
RB = rulebook.active()


def played(story, moves):
    for key in moves.split():
        story.do(key)
    return story


def wander(seed, number):
    """Play to the end by chance, rather well; yields the story after each move."""
    chance, story = random.Random(number), Doors(seed)
    while story.scene() is not None:
        good = [key for key in keys(story) if key in (FIT, BEST, NEWS)]
        story.do(chance.choice(good if good and chance.random() < 0.75 else keys(story)))
        yield story


@pytest.mark.parametrize("seed", BUILDINGS)
def test_in_each_building_all_doors_can_be_opened_wide(seed):
    story = played(Doors(seed), " ".join(winning(seed)))
    assert (story.ending.key, story.ending.verdict) == ("open", GOOD)
    assert [door.level for door in story.doors.values()].count(WIDE) >= model.MANY
    assert not any(story.hint(door) for door in story.doors.values() if door.level == WIDE)


def test_every_ending_can_be_reached_in_every_building():
    for seed in BUILDINGS:
        reached = {"open"}
        for number in range(250):
            *_, story = wander(seed, number)
            reached.add(story.ending.key)
        assert reached == set(ENDINGS), seed


def test_no_verdict_is_without_its_rule_and_no_way_of_playing_breaks_the_afternoon():
    for seed in BUILDINGS:
        for number in range(60):
            for story in wander(seed, number):
                slogan = story.moves_made[-1] == model.SLOGAN
                assert all(
                    bool(reaction.rule) != (slogan or reaction.verdict == PLAIN)
                    for reaction in story.latest()
                )
                assert all("{" not in reaction.rule + reaction.text for reaction in story.latest())
                assert all(SHUT <= door.level <= WIDE for door in story.doors.values())
                assert sum(door.visits for door in story.doors.values()) == KNOCKS - story.left <= KNOCKS
                scene = story.scene()
                assert scene is None or (scene.moves and len(keys(story)) == len(set(keys(story))) <= 8)


def test_the_same_seed_offers_the_same_and_the_next_another_building():
    def shape(seed):
        story = played(Doors(seed), "crossing")
        return story.building, tuple(story.doors), keys(story)

    assert shape(0) == shape(0) == (*shape(len(BUILDINGS))[:2], shape(0)[2])
    assert len({shape(seed)[:2] for seed in BUILDINGS}) == len(BUILDINGS)


def test_what_fits_opens_and_gives_what_another_door_needs():
    story = played(Doors(0), "handrail")
    assert BEST not in keys(story)
    story = played(Doors(0), "crossing fit handrail")
    assert story.doors["crossing"].level == HALF
    assert ("社区力量", "苏嫂的公公，老木匠，肯出手") in story.notes()
    story.do(BEST)
    assert story.doors["handrail"].level == WIDE
    assert [kind for kind, _ in story.notes()] == ["社区力量", "社区资源"]
    assert "社区力量" in story.latest()[0].rule


def test_an_empty_word_closes_and_two_of_them_are_heard_at_the_next_door():
    story = played(Doors(0), "crossing slogan")
    assert story.doors["crossing"].level == SHUT
    story = played(Doors(0), "crossing slogan handrail slogan square")
    assert "都听见了" in story.scene().text
    assert story.doors["square"].level == SHUT
    assert "都听见了" not in played(Doors(0), "crossing slogan handrail fit square").scene().text


def test_what_misses_the_worry_moves_nothing():
    story = played(Doors(0), "crossing miss")
    assert (story.doors["crossing"].level, story.doors["crossing"].moved) == (CRACK, 0)
    assert MISS not in keys(played(story, "crossing"))


def test_a_promise_is_heard_at_the_next_door_and_in_the_evening_unless_it_is_taken_back():
    story = played(Doors(0), "crossing promise square")
    assert "你答应苏嫂下个星期准把路口的灯改好" in story.scene().text
    story.do(FIT)
    assert story.doors["square"].level == CRACK
    assert "也听见了" in story.latest()[0].text
    story = played(story, "manhole fit jobs best quarrel fit handrail fit go")
    ending = played(story, next(key for key in keys(story) if key in story.doors)).ending
    assert ending.key == "promised"
    assert "你答应过苏嫂：下个星期准把路口的灯改好" in ending.why

    story = played(Doors(0), f"crossing promise crossing {RETRACT}")
    assert (story.promises(), story.doors["crossing"].level) == ((), CRACK)
    assert [reaction.rule[:6] for reaction in story.reactions] == ["游戏的约定："] * 2
    assert FIT in keys(played(story, "crossing"))


def test_news_comes_after_a_while_and_has_to_be_brought():
    story = played(Doors(0), "crossing fit")
    assert "crossing" not in keys(story)
    story = played(story, "handrail fit square fit")
    assert "街道来电话" in story.scene().text
    assert set(keys(played(story, "crossing"))) == {NEWS, CHAT}
    story.do(CHAT)
    assert story.doors["crossing"].level == HALF
    assert "crossing" in keys(story)  # it still waits
    story = played(story, f"crossing {NEWS}")
    assert story.doors["crossing"].level == WIDE
    assert story.news() == ()


def test_what_cannot_be_done_now_is_refused():
    with pytest.raises(ShequError, match="现在不能做"):
        Doors(0).do(NEWS)
    story = played(Doors(0), " ".join(winning(0)))
    with pytest.raises(ShequError, match="结束"):
        story.do("go")


def test_what_to_take_away_is_the_rulebooks():
    lines = "".join(played(Doors(0), " ".join(winning(0))).ending.takeaways)
    for reason in RB.strings("importance.reasons.order"):
        assert RB.string(f"importance.reasons.{reason}.kind") in lines
    assert RB.rule("importance.meaning") in lines
    assert all(aspect in lines for aspect in RB.strings("importance.aspects"))


@pytest.mark.parametrize("by_length", [max, min])
@pytest.mark.parametrize("seed", BUILDINGS)
def test_who_always_takes_the_longest_or_the_shortest_answer_opens_few_doors(seed, by_length):
    story = Doors(seed)
    while (scene := story.scene()) is not None:
        at_door = scene.key.startswith(model.DOOR)
        move = by_length(scene.moves, key=lambda move: len(move.label)) if at_door else scene.moves[0]
        story.do(move.key)
    assert story.ending.key != "open"
    assert [door.level for door in story.doors.values()].count(WIDE) <= 1


# --- the widgets ---


@pytest.fixture(autouse=True)
def _closed():
    yield
    ipywidgets.Widget.close_all()


def press(view, *pressed):
    for key in pressed:
        view._receive(None, {"press": key, "turn": view.turn}, None)


def test_a_page_takes_one_press_and_no_late_one():
    view = SixDoors()
    turn = view.turn
    view._receive(None, {"press": "crossing", "turn": turn}, None)
    view._receive(None, {"press": FIT, "turn": turn}, None)
    assert view.story.moves_made == ["crossing"]
    for nonsense in (
        {"press": 3, "turn": view.turn},
        {"turn": view.turn},
        "fit",
        {"press": "no", "turn": view.turn},
    ):
        view._receive(None, nonsense, None)
    assert view.story.moves_made == ["crossing"]


def test_what_follows_is_read_before_the_next_question():
    view = SixDoors()
    press(view, "crossing")
    assert "说了也白说" in view.widget.page["lead"]
    press(view, FIT)
    page = view.widget.page
    assert ("门开大了" in page["told"], page["question"], page["lead"]) == (True, "", "")
    assert [move["key"] for move in page["moves"]] == [ON]
    press(view, ON)
    assert view.widget.page["told"] == ""
    press(view, UNDO)
    assert "你怎么答" in view.widget.page["question"]
    assert view.story.moves_made == ["crossing"]


def test_a_door_that_does_not_move_is_not_said_to_open_or_close():
    view = SixDoors()

    def told(moves):
        for key in moves.split():
            press(view, key)
        page = view.widget.page["told"]
        press(view, ON)
        return page

    page = told("crossing promise")
    assert "门开了，话说满了" in page
    assert "游戏的约定：别人才定得了的" in page
    assert "课文" not in page
    page = told("crossing fit")  # as far open as before
    assert "说到了点子上" in page
    assert "门开大了" not in page
    page = told("square slogan")  # shut by what was heard of the promise
    assert "门还是关着" in page
    assert "门关小了" not in page
    assert "课文" not in page


def test_restart_asks_while_something_would_be_lost():
    view = SixDoors()
    assert [tool["key"] for tool in view.widget.page["tools"]] == [OTHER]
    press(view, "crossing")
    assert all(tool.get("ask") for tool in view.widget.page["tools"] if tool["key"] != UNDO)
    press(view, AGAIN)
    assert view.story.moves_made == []
    press(view, OTHER)
    assert view.story.building == Doors(1).building


def test_the_end_can_be_printed(monkeypatch):
    view = SixDoors()
    sent = []
    monkeypatch.setattr(view.widget, "send", sent.append)
    for key in winning(0):
        press(view, key)
        if view.reading:
            press(view, ON)
    assert "结局：门开了" in view.widget.page["told"]
    press(view, PAPER)
    paper = sent[0]["print"]["page"]
    assert all(door.name in paper for door in view.story.doors.values())
    assert "重要途径" in paper


def test_the_pictures_say_in_words_what_they_show():
    story = played(Doors(0), "crossing fit")
    assert "101 苏嫂，开了半扇" in picture.building(story)
    assert 'data-press="handrail"' in picture.building(story)
    assert 'data-press="crossing"' not in picture.building(story)  # nothing to say there yet
    for drawn in (picture.building(story), picture.near(story.doors["crossing"]), picture.meeting(story)):
        assert len(re.findall('role="img" aria-label="[^"]+"', drawn)) == 1


def test_few_widget_models():
    before = len(ipywidgets.widgets.widget._instances)
    SixDoors()
    assert len(ipywidgets.widgets.widget._instances) - before <= 5
