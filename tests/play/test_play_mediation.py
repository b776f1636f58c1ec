"""The mediation: what no sequence of moves can do, and its view without a browser."""

import re
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
from shequ_lib.play.mediation import picture
from shequ_lib.play.mediation.model import CASES, MOODS, TODAY, Mediation
from shequ_lib.play.mediation.view import MediationScene
from shequ_lib.play.scene.model import BAD, GOOD, NOTE
from shequ_lib.play.stage.view import AGAIN, ON, OTHER, PAPER, UNDO

LEAK, DANCE, WALL = range(3)
MOST = 8  # moves, that fit beside the picture
INVITED = "chair invite-0 invite-1 invite-4 invite-5 invited day-2 full recorder"
HEARD = f"{INVITED} hear-a hear-b ask-a ask-b talk"
AGREED = f"{HEARD} propose offer-0"
KEPT = f"{AGREED} write sign file leave visit"
SHUT = f"{HEARD} propose offer-1 stop impose"
SEEDS = st.integers(0, 5)
NUMBERS = st.integers(0, 10**6)


@pytest.mark.parametrize("seed", [0, 1, 3, 4])
def test_every_dispute_that_can_be_settled_has_a_way_without_fault(seed):
    story = played(Mediation(seed), KEPT)
    assert (story.ending.key, story.ending.verdict) == ("kept", GOOD)
    assert story.findings() == ()
    assert event_log.check("mediation", story.events) == ()
    assert all(reaction.verdict != BAD for reaction in story.reactions)


@pytest.mark.parametrize("seed", [2, 5, 8, 11])
def test_a_dispute_that_cannot_be_settled_today_has_a_good_end_too(seed):
    wish = Mediation(seed).wish
    story = played(Mediation(seed), f"{AGREED} stop ask-both way-{wish}")
    assert (story.ending.key, story.ending.verdict) == (("again", "other")[wish], GOOD)
    assert story.findings() == ()
    assert event_log.check("mediation", story.events) == ()


@pytest.mark.parametrize(
    "moves, ending, verdict",
    [
        ("chair invite-0 invited", "unheld", BAD),
        ("chair invite-0 invite-1 invited day-1 phone", "unheld", BAD),
        (SHUT, "shut", BAD),
        (f"{HEARD} stop dismiss", "shut", BAD),
        (f"{HEARD} stop way-0", "shut", BAD),
        (f"{AGREED} leave visit", "unbound", BAD),
        (f"{AGREED} write leave visit", "unbound", BAD),
        (f"{AGREED} write sign file leave wait", "lapsed", BAD),
        (f"{AGREED} write sign leave visit", "gaps", NOTE),
        (f"{AGREED} later sign file leave visit", "gaps", NOTE),
        (KEPT.replace("chair", "director", 1), "reminders", NOTE),
        (KEPT.replace("invite-4 ", ""), "reminders", NOTE),
        (KEPT.replace("write sign file", "write file sign"), "gaps", NOTE),
        (KEPT.replace("write sign file", "write file sign file"), "kept", GOOD),
        (KEPT.replace("recorder", "myself"), "gaps", NOTE),
        (KEPT.replace("day-2", "day-1"), "gaps", NOTE),
        (KEPT.replace("day-2", "day-3"), "kept", GOOD),
        (KEPT, "kept", GOOD),
    ],
)
def test_endings(moves, ending, verdict):
    story = played(Mediation(LEAK), moves)
    assert (story.ending.key, story.ending.verdict) == (ending, verdict)
    assert story.ending.why
    assert story.ending.takeaways


def test_both_open_endings_are_reached_by_what_the_parties_want():
    reached = set()
    for seed in range(12):
        wish = Mediation(seed).wish
        story = played(Mediation(seed), f"{HEARD} stop ask-both way-{wish}")
        reached.add(story.ending.key)
        against = played(Mediation(seed), f"{HEARD} stop ask-both way-{1 - wish}")
        assert against.ending.key == "shut"
        assert any("主持人定的却是" in finding.message for finding in against.findings())
    assert reached == {"again", "other"}


@examples(60)
@given(SEEDS, NUMBERS)
def test_no_sequence_of_moves_breaks_a_rule_unseen(seed, number):
    for story in (wander(Mediation(seed), number), drawn_to_the_end(Mediation(seed), number, KEPT)):
        shown = story.findings()
        assert len(set(shown)) == len(shown)
        broken = event_log.check("mediation", story.events)
        if story.ending.key == "unheld":
            # there was no meeting, so nothing that should have followed it is missing
            done = {event["event"] for event in story.events}
            broken = tuple(finding for finding in broken if finding.step in done)
        # nothing can be filed that is not signed, nor signed that is not written
        follows = {"written": ("signed_by_both", "filed"), "signed_by_both": ("filed",)}
        lacking = {finding.rule_key.rpartition(".")[2] for finding in broken}
        led_to = {key for first in lacking for key in follows.get(first, ())}
        assert {each for each in broken if each.rule_key.rpartition(".")[2] not in led_to} <= set(shown)
        assert {finding for row in story.review() for finding in row.findings} == set(shown)
        assert story.ending.verdict != GOOD or not shown
        for reaction in story.reactions:
            assert reaction.did
            assert reaction.text
            assert reaction.rule or reaction.verdict == NOTE


def every_way(moves, without=()):
    """Each story that goes on from these moves to its end, but for ways that come to the same."""
    known, ahead = set(), [moves.split()]
    while ahead:
        made = ahead.pop()
        story = played(Mediation(LEAK), " ".join(made))
        if story.ending is not None:
            yield story
            continue
        where = (story.scene(), frozenset(story.findings()), frozenset(each.text for each in story.reactions))
        if where not in known:
            known.add(where)
            ahead += [[*made, move.key] for move in story.scene().moves if move.key not in without]


def faults(story):
    return [finding.rule_key.rpartition(".")[2] for finding in story.findings()]


def test_on_every_way_from_an_agreement_each_fault_is_named_once_and_could_be_mended():
    ends = set()
    for story in every_way(AGREED, without=("approve", "publish")):
        found, last = faults(story), story.reactions[-2].text
        assert len(set(found)) == len(found)
        assert ("written" in found) == (not {"write", "later"} & set(story.moves_made))
        assert ("signed_by_both" in found) == (story.written and not story.signed)
        # an unsigned paper in the archive is no agreement; who signs later has to file it anew
        assert ("filed" in found) == (story.signed and not story.filed)
        assert ("followup" in found) == (story.moves_made[-1] != "visit")
        assert ("没有办" in last) == bool({"written", "signed_by_both", "filed"} & set(found))
        assert ("只是晚了" in last) == (set(found) - {"followup"} == {"result"})
        assert ("带着协议" in story.reactions[-1].text) <= story.written
        assert story.ending.key == (
            "unbound"
            if not story.signed
            else "lapsed"
            if "followup" in found
            else "gaps"
            if found
            else "kept"
        )
        ends.add(story.ending.key)
    assert ends == {"unbound", "lapsed", "gaps", "kept"}


def test_on_every_way_without_agreement_each_fault_is_named_once():
    for story in every_way(f"{HEARD} stop"):
        found, last = faults(story), story.moves_made[-1]
        assert len(set(found)) == len(found)
        assert ("asked_both" in found) == ("ask-both" not in story.moves_made)
        against = "ask-both" in story.moves_made and last == f"way-{1 - story.wish}"
        assert ("next" in found) == (last in ("impose", "dismiss") or against)
        assert not any("补查" in finding.message for finding in story.findings())


def test_where_no_meeting_was_held_only_what_kept_it_from_being_held_is_named():
    ends = set()
    prune = ("invite-2", "invite-3", "invite-5", "invite-6", "full", "partly", "day-2", "day-3")
    for chair in ("chair", "director", "official"):
        for story in every_way(f"{chair} invite-4", without=prune):
            assert story.ending.key == "unheld"
            said = [finding.message for finding in story.findings()]
            assert len(set(said)) == len(said)
            assert not any("会议召开」的记录" in message for message in said)
            rows = {row.name: row for row in story.review()}
            assert rows["会议召开"].done == ""
            told = story.moves_made[-1] == "invited"
            assert ("日前" in story.ending.why) != told
            assert (story.ending.takeaways[0][:4] == "双方当事") == told
            by_phone = "电话里" in story.reactions[-1].text
            assert by_phone == (story.moves_made[-1] == "phone")
            ends.add(story.moves_made[-1])
    assert ends == {"invited", "phone", "door"}


def test_who_chairs_need_not_be_invited():
    story = played(Mediation(WALL), "official invite-0 invite-1")
    assert "invite-5" not in {move.key for move in story.scene().moves}
    played(story, "invited day-2 full recorder")
    assert not any(CASES[WALL]["need_missing"] == reaction.text for reaction in story.reactions)
    played(story, "hear-a hear-b ask-a ask-b talk propose offer-0 stop")
    assert [finding.rule_key for finding in story.findings()] == ["meetings.mediation.chair"]


def test_to_hear_a_party_late_is_not_called_wrong():
    story = played(Mediation(LEAK), f"{INVITED} ask-a hear-a hear-b")
    assert [reaction.verdict for reaction in story.reactions[-3:]] == [BAD, NOTE, NOTE]
    played(story, "ask-a ask-b talk propose offer-0")
    assert faults(story) == ["sequence"]


@examples(40)
@given(SEEDS, NUMBERS)
def test_scenes_stay_playable(seed, number):
    story = Mediation(seed)
    chance = Random(number)
    while (scene := story.scene()) is not None:
        assert scene == story.scene()
        keys = [move.key for move in scene.moves]
        assert 1 <= len(keys) <= MOST
        assert not {ON, UNDO, AGAIN, OTHER, PAPER} & set(keys)
        assert len(set(keys)) == len(keys)
        assert len({move.label for move in scene.moves}) == len(keys)
        assert all(0 <= party.mood < len(MOODS) for party in story.parties)
        assert len(story.moves_made) < 100
        story.do(keys[chance.randrange(len(keys))])
    with pytest.raises(ShequError, match="已经结束"):
        story.do("chair")


@examples(20)
@given(SEEDS, NUMBERS)
def test_the_same_seed_and_moves_give_the_same_run(seed, number):
    one = wander(Mediation(seed), number)
    two = played(Mediation(seed), " ".join(one.moves_made))
    assert two.reactions == one.reactions
    assert two.ending == one.ending
    assert two.events == one.events


def test_the_order_of_the_buttons_is_the_same_on_every_machine():
    assert [move.key for move in Mediation(7).scene().moves] == ["official", "director", "chair"]
    assert [Mediation(seed).wish for seed in range(8)] == [0, 0, 0, 1, 1, 1, 0, 0]


def test_speaking_out_of_turn_is_answered_at_once():
    early = played(Mediation(LEAK), f"{INVITED} ask-a")
    assert early.latest()[-1].verdict == BAD
    assert "会上依次是" in early.latest()[-1].rule
    assert early.parties[0].revealed == ""
    late = played(early, "hear-a hear-b ask-a ask-b talk propose offer-0")
    assert any("次序不对" in finding.message for finding in late.findings())


def test_a_party_that_was_not_heard_does_not_agree():
    story = played(Mediation(LEAK), f"{INVITED} hear-a propose offer-0")
    assert not story.agreed
    assert "小周" in story.latest()[0].text


def test_without_trust_even_the_fair_proposal_fails():
    story = played(Mediation(LEAK), "chair invite-0 invite-1 invited day-1 partly recorder")
    played(story, "hear-a hear-b ask-a ask-b talk propose offer-0")
    assert not story.agreed
    assert "信不过" in story.latest()[0].text


def test_who_is_needed_differs_from_dispute_to_dispute():
    for seed, guest in ((LEAK, "invite-4"), (WALL, "invite-5")):
        missing = played(Mediation(seed), HEARD.replace(f"{guest} ", ""))
        assert any(CASES[seed]["need_missing"] == reaction.text for reaction in missing.reactions)
    alone = played(Mediation(DANCE), KEPT.replace("invite-4 invite-5 ", ""))
    assert alone.ending.key == "kept"


def test_a_vote_is_no_agreement():
    story = played(Mediation(LEAK), f"{HEARD} propose vote offer-0")
    assert any("举手" in finding.message for finding in story.findings())


def test_the_dates_offered_come_from_the_rulebook(tmp_path):
    text = (Path(rulebook.FOLDER) / "gongshu-2008.toml").read_text(encoding="utf-8")
    other = tmp_path / "other.toml"
    start = text.index("[meetings.mediation.step.notice]")
    changed = text[:start] + text[start:].replace("days = { value = 3", "days = { value = 5", 1)
    other.write_text(changed, encoding="utf-8")
    rb = rulebook.load(other)
    assert meetings.get("mediation", rulebook=rb).notice_days == 5
    for book, first in ((None, 3), (rb, 5)):
        story = played(Mediation(LEAK, rulebook=book), KEPT)
        assert story.ending.key == "kept"
        assert story.meeting_day == TODAY + timedelta(first)
        late = played(Mediation(LEAK, rulebook=book), KEPT.replace("day-2", "day-1"))
        assert any("晚了 1 日" in finding.message for finding in late.findings())


def test_a_rulebook_that_does_not_fit_the_scenes_is_refused(tmp_path):
    text = (Path(rulebook.FOLDER) / "gongshu-2008.toml").read_text(encoding="utf-8")
    other = tmp_path / "other.toml"
    other.write_text(text.replace('"主持人询问", ', "", 1), encoding="utf-8")
    with pytest.raises(ShequError, match="会上的环节"):
        Mediation(rulebook=rulebook.load(other))


def test_an_unknown_move_is_refused():
    with pytest.raises(ShequError, match="可以是"):
        Mediation().do("fly")


def test_no_figure_of_a_rule_stands_in_the_cases():
    for case in CASES:
        assert not re.search(r"\d+ ?日|\d+ ?天", case["story"])


# --- view ---


def press(view, *keys):
    """Press these buttons, and the one that goes on after each that was answered."""
    for key in keys:
        view.press(key)
        if view.reading:
            view.press(ON)


def folds(view):
    return {fold["label"]: fold["page"] for fold in view.widget.page["folds"]}


def test_view_plays_to_the_end_and_back():
    view = MediationScene()
    press(view, *KEPT.split())
    page = view.widget.page
    assert "圆满的结局：谈成了，也做到了" in page["told"]
    assert folds(view)["按程序对一对"].count("✓ 做到了") == len(view.story.meeting.steps)
    assert view.story.beginning in folds(view)["前面的经过"]
    assert "桌上是签好的协议" in page["picture"]
    press(view, UNDO)
    assert view.widget.page["question"] == "你怎么办？"
    assert "按程序对一对" not in folds(view)
    assert view.story.moves_made == KEPT.split()[:-1]
    press(view, AGAIN)
    assert view.story.moves_made == []


def test_view_shows_what_follows_and_the_rule_and_what_a_step_breaks():
    view = MediationScene()
    press(view, *f"{INVITED} hear-a".split())
    view.press("ask-a")
    page = view.widget.page
    assert (
        page["told"].index("皱起眉头") < page["told"].index("✗ 不妥") < page["told"].index("规则：会上依次是")
    )
    assert "陈阿姨（402）半信半疑；" in page["picture"]
    assert "aria-current=step>商谈" in page["progress"]
    press(view, ON)
    assert "陈阿姨（402）讲过了<" in view.widget.page["lead"]
    press(view, "hear-b", "ask-b")
    assert "小周（502）讲过了，问明白了：愿意修" in view.widget.page["lead"]
    view.press("stop")
    assert "这一步留下的问题" in view.widget.page["told"]


def test_the_picture_moves_a_party_nearer_with_its_mood():
    story = Mediation(LEAK)
    assert picture.table(story).count('data-to="translate(0px, 0px)"') == len(story.parties)
    story.parties[0].change(1)
    story.parties[1].change(1)
    nearer = [f'data-part="{key}" data-to="translate({by}px, 0px)"' for key, by in (("a", 9), ("b", -9))]
    assert all(part in picture.table(story) for part in nearer)


def test_view_has_another_dispute():
    view = MediationScene(LEAK)
    press(view, OTHER)
    assert "何姐" in view.widget.page["picture"]
    press(view, "chair", AGAIN)
    assert "何姐" in view.widget.page["picture"]
