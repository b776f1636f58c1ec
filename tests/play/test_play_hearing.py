"""The hearing: a skipped step always makes it fail; and its view without a browser."""

from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from chance import examples
from hypothesis import given
from hypothesis import strategies as st
from scene_drive import drawn_to_the_end, played, wander

from shequ_lib import event_log, meetings, rulebook
from shequ_lib.errors import ShequError
from shequ_lib.play.hearing.model import CASES, LEFT_OUT, TODAY, Hearing
from shequ_lib.play.hearing.view import HearingRoom
from shequ_lib.play.scene.model import BAD, GOOD, NOTE

GARAGE, PARKING, WASTE = range(3)
GUESTS = "seat-0 seat-1 seat-2 seat-3 seat-4 seat-5 invited"
AGENDA = "item-0 item-1 item-2 item-3 full item-4 close"
MINUTES = "part-0 part-1 part-2 written new in-time"
SOUND = f"community agreed {GUESTS} day-2 full settle chair recorder {AGENDA} {MINUTES} board"
SKIPPED = SOUND.replace("item-3 full ", "")
SEEDS = st.integers(0, 5)
NUMBERS = st.integers(0, 10**6)


def sound(seed):
    """The way without a fault for this project."""
    return SOUND.replace("community", CASES[seed % len(CASES)]["owner"], 1)


@pytest.mark.parametrize("seed", range(6))
def test_every_project_has_a_way_without_fault(seed):
    story = played(Hearing(seed), sound(seed))
    assert (story.ending.key, story.ending.verdict) == ("sound", GOOD)
    assert story.findings() == ()
    assert event_log.check("hearing", story.events) == ()
    assert all(reaction.verdict != BAD for reaction in story.reactions)


@pytest.mark.parametrize("seed", [GARAGE, PARKING, WASTE])
@pytest.mark.parametrize(
    "there, instead",
    [
        ("day-2 full settle", "skip-notice"),
        ("item-0 ", ""),
        ("item-1 ", ""),
        ("item-2 item-3 full ", "item-3 "),
        ("item-3 full ", ""),
        ("item-3 full ", "item-3 later "),
        ("item-3 full ", "item-3 myself "),
        ("item-4 ", ""),
        (MINUTES, "skip-minutes"),
        ("board", "nothing"),
    ],
)
def test_a_skipped_step_makes_it_fail(seed, there, instead):
    story = played(Hearing(seed), sound(seed).replace(there, instead))
    assert (story.ending.key, story.ending.verdict) == ("failed", BAD)
    assert len(story.skipped()) == 1
    assert story.skipped()[0] in story.ending.text
    assert story.violations()


@pytest.mark.parametrize(
    "there, instead, ending, verdict",
    [
        ("agreed", "pick", "show", BAD),
        ("agreed", "first-come", "show", BAD),
        (" new ", " old ", "show", BAD),
        ("seat-2 seat-3 ", "", "show", BAD),
        ("seat-3 ", "", "reminders", NOTE),
        ("in-time", "late", "reminders", NOTE),
        ("item-3 full", "item-3 vague", "reminders", NOTE),
        ("in-time", "drawer", "gaps", NOTE),
        ("part-1 ", "", "gaps", NOTE),
        ("part-2 written new", "written", "show", BAD),
        ("board", "delegates", "gaps", NOTE),
        ("day-2", "day-1", "gaps", NOTE),
        ("day-2", "day-3", "sound", GOOD),
        ("full settle", "partly settle", "gaps", NOTE),
        ("full settle", "chat settle", "gaps", NOTE),
        ("settle", "hope", "gaps", NOTE),
        ("settle chair", "settle responsible", "gaps", NOTE),
        ("settle chair", "settle loudest", "gaps", NOTE),
        ("recorder", "memory", "gaps", NOTE),
        ("item-0 item-1", "item-1 item-0", "gaps", NOTE),
        ("item-1 item-2 item-3 full", "item-2 item-1 item-3 full", "show", BAD),
        ("community", "mediation", "gaps", NOTE),
        ("written", "private grade written", "sound", GOOD),
    ],
)
def test_endings(there, instead, ending, verdict):
    story = played(Hearing(GARAGE), SOUND.replace(there, instead, 1))
    assert (story.ending.key, story.ending.verdict) == (ending, verdict)
    assert story.ending.why
    assert story.ending.takeaways


@pytest.mark.parametrize(
    "there, instead, wrong",
    [
        ("in-time", "late", ["step.minutes"]),
        ("in-time", "drawer", ["step.minutes.fact.filed"]),
        ("part-1 ", "", ["step.minutes.fact.parts"]),
        (" new ", " old ", ["plan_use"]),
        ("day-2", "day-1", ["step.notice"]),
        ("settle", "hope", ["step.notice.fact.delegates"]),
    ],
)
def test_a_mistake_is_blamed_on_its_own_rule_and_once(there, instead, wrong):
    view = HearingRoom(GARAGE)
    story = played(view.story, SOUND.replace(there, instead, 1))
    texts = {finding.rule_key: finding.rule for finding in story.findings()}
    assert list(view.mistaken(story)) == [texts[f"meetings.hearing.{key}"] for key in wrong]


def test_without_the_responsible_unit_nobody_can_answer():
    absent = played(Hearing(PARKING), sound(PARKING).replace(" seat-5", "").split(" full item-4")[0])
    assert "full" not in [move.key for move in absent.scene().moves]
    assert "vague" not in [move.key for move in absent.scene().moves]
    assert "没有来" in absent.scene().text


def test_a_matter_of_the_government_organised_by_the_community_lacks_its_papers():
    story = played(Hearing(PARKING), SOUND.split(" full item-4", maxsplit=1)[0])
    keys = [move.key for move in story.scene().moves]
    assert "vague" in keys
    assert "full" not in keys


def test_an_opinion_is_missing_where_a_delegate_stays_away():
    everybody = played(Hearing(GARAGE), SOUND.split(" item-3", maxsplit=1)[0])
    assert len(everybody.heard) == 3
    fewer = played(Hearing(GARAGE), SOUND.replace("seat-4 ", "").split(" item-3")[0])
    assert len(fewer.heard) == 2
    assert "椅子空着" in fewer.latest()[0].text
    unsettled = played(Hearing(GARAGE), SOUND.replace("settle", "hope").split(" item-3")[0])
    assert [seat.state for seat in unsettled.seats()].count("absent") == 1
    assert len(unsettled.heard) == 2


@examples(60)
@given(SEEDS, NUMBERS)
def test_no_sequence_of_moves_breaks_a_rule_unseen(seed, number):
    for story in (wander(Hearing(seed), number), drawn_to_the_end(Hearing(seed), number, sound(seed))):
        shown = story.findings()
        assert len(set(shown)) == len(shown)
        assert set(event_log.check("hearing", story.events)) <= set(shown)
        assert {finding for row in story.review() for finding in row.findings} == set(shown)
        assert story.ending.verdict != GOOD or not shown
        for reaction in story.reactions:
            assert reaction.did
            assert reaction.text
            assert reaction.rule


@examples(60)
@given(SEEDS, NUMBERS)
def test_a_hearing_fails_exactly_if_a_step_was_skipped(seed, number):
    story = drawn_to_the_end(Hearing(seed), number, sound(seed))
    done = {event["event"] for event in story.events}
    items = next(event["agenda"] for event in story.events if event["event"] == "agenda")
    whole = done == {step.key for step in meetings.get("hearing").steps} and len(items) == len(LEFT_OUT)
    assert (story.ending.key == "failed") == (not whole)


@examples(40)
@given(SEEDS, NUMBERS)
def test_scenes_stay_playable(seed, number):
    story, chance = Hearing(seed), Random(number)
    while (scene := story.scene()) is not None:
        assert scene == story.scene()
        keys = [move.key for move in scene.moves]
        assert 1 <= len(keys) <= 12  # more would not be in sight together
        assert len(set(keys)) == len(keys)
        assert len({move.label for move in scene.moves}) == len(keys)
        assert len(story.moves_made) < 100
        story.do(keys[chance.randrange(len(keys))])
    with pytest.raises(ShequError, match="已经结束"):
        story.do("board")


@examples(20)
@given(SEEDS, NUMBERS)
def test_the_same_seed_and_moves_give_the_same_run(seed, number):
    one = wander(Hearing(seed), number)
    two = played(Hearing(seed), " ".join(one.moves_made))
    assert two.reactions == one.reactions
    assert two.ending == one.ending
    assert two.events == one.events


def test_dates_and_parts_come_from_the_rulebook(tmp_path):
    text = (Path(rulebook.FOLDER) / "gongshu-2008.toml").read_text(encoding="utf-8")
    start = text.index("[meetings.hearing.step.notice]")
    changed = text[:start] + text[start:].replace("days = { value = 3", "days = { value = 6", 1)
    parts = '"基本情况", "代表意见", "倾向性方案"'
    assert parts in changed
    other = tmp_path / "other.toml"
    other.write_text(changed.replace(parts, f'"签到表", {parts}'), encoding="utf-8")
    rb = rulebook.load(other)
    story = played(Hearing(GARAGE, rulebook=rb), SOUND.replace("part-2", "part-2 part-3"))
    assert story.ending.key == "sound"
    assert story.meeting_day == TODAY + timedelta(6)
    assert "签到表" in story.parts


def test_a_rulebook_that_does_not_fit_the_scenes_is_refused(tmp_path):
    text = (Path(rulebook.FOLDER) / "gongshu-2008.toml").read_text(encoding="utf-8")
    other = tmp_path / "other.toml"
    other.write_text(text.replace('    "主持人小结",\n', "", 1), encoding="utf-8")
    with pytest.raises(ShequError, match="议程"):
        Hearing(rulebook=rulebook.load(other))


# --- view ---


def press(view, moves):
    """Press the buttons of these moves; what can be ticked goes along with the next button."""
    ticks = []
    for key in moves.split():
        if key in {move.key for move in view.story.scene().moves if move.tick}:
            ticks.append(key)
            continue
        view._receive(None, {"press": key, "turn": view.turn, "ticks": ticks}, None)
        ticks = []
        if view.reading and view.story.ending is None:
            view.press("on")


def kinds(view):
    return {move["key"]: move["kind"] for move in view.widget.page["moves"]}


def test_view_plays_to_the_end_and_back():
    view = HearingRoom()
    press(view, SOUND)
    view.press("on")
    page = view.widget.page
    assert "这场听证站得住" in page["told"]
    assert page["folds"][0]["label"] == "按程序对一对"
    assert page["count"] == f"走了 {len(SOUND.split()) - 6 - 3} 步"  # six guests and three parts are ticks
    view.press("paper")
    view.press("undo")
    assert "怎样让居民知道？" in view.widget.page["question"]
    view.press("again")
    assert view.story.moves_made == []


def test_view_shows_who_sits_in_the_room():
    view = HearingRoom(GARAGE)
    assert view.widget.page["picture"].count(">空着<") == 6
    press(view, SOUND.split(" day-2", maxsplit=1)[0])
    assert view.widget.page["picture"].count(">请到了<") == 6
    press(view, "day-2 full settle chair")
    assert view.widget.page["picture"].count(">在座<") == 6
    press(view, "recorder item-0 item-1 item-2")
    assert view.widget.page["picture"].count(">正在说<") == 3
    assert "会上做过的" in view.widget.page["lead"]


def test_guests_are_one_list_to_tick_and_come_back_ticked():
    view = HearingRoom(GARAGE)
    press(view, "community agreed")
    assert sorted(kinds(view).items()) == sorted(
        {**{f"seat-{n}": "tick" for n in range(6)}, "parties": "tick", "invited": "main"}.items()
    )
    press(view, "seat-1 seat-4 invited")
    assert view.story.invited in ([1, 4], [4, 1])
    assert view.widget.page["count"] == "走了 3 步"
    view.press("undo")
    assert view.story.invited == []
    assert [key for key, kind in sorted(kinds(view).items()) if kind == "ticked"] == ["seat-1", "seat-4"]
    view.press("undo")
    assert view.story.moves_made == ["community"]
    for nonsense in ({"ticks": "seat-1"}, {"ticks": [1, None, "no-such"]}):
        view._receive(None, {"press": "agreed", "turn": view.turn, **nonsense}, None)
        assert view.story.moves_made == ["community", "agreed"]
        view.press("undo")


def test_who_was_ticked_wrongly_is_told_once_with_the_rest():
    view = HearingRoom(GARAGE)
    press(view, "community agreed")
    view._receive(None, {"press": "invited", "turn": view.turn, "ticks": ["parties", "seat-0"]}, None)
    assert "那是协调会的事" in view.widget.page["told"]
    assert "还空着" in view.widget.page["told"]


def test_view_names_what_a_skipped_step_breaks():
    view = HearingRoom(GARAGE)
    press(view, SKIPPED)
    view.press("on")
    page = view.widget.page
    assert "这场听证没有站住" in page["told"]
    assert "违反规定" in page["folds"][0]["page"]
    assert "缺少责任单位或部门解答" in page["folds"][0]["page"]


def test_view_has_another_project():
    view = HearingRoom(GARAGE)
    view.press("other")
    assert "划停车位" in view.widget.page["lead"]
