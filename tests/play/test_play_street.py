"""A walk down the street of words: its cases, what comes back, its endings, and its widgets."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import ipywidgets
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shequ_lib import rulebook
from shequ_lib.errors import ShequError
from shequ_lib.play.scene.model import BAD, GOOD, replay
from shequ_lib.play.stage.view import AGAIN, ON, OTHER, PAPER, UNDO
from shequ_lib.play.street import picture
from shequ_lib.play.street.model import (
    CASES,
    CONFUSIONS,
    FILE,
    MENDED,
    OPEN,
    PLACES,
    RIGHT,
    WRONG,
    StreetWalk,
)
from shequ_lib.play.street.view import StreetOfWords

RB = rulebook.load(rulebook.DEFAULT)
ALL = [case for cases in CASES.values() for case in cases]
SEEDS = st.integers(0, 30)


def answers(walk, right):
    """Play to the end; `right` says of each answer in turn whether it is to be right."""
    wanted = iter(right)
    while (scene := walk.scene()) is not None:
        case = walk.stops[walk.at].case
        good = {str(n) for n, option in enumerate(case["option"]) if option.get("right")}
        keys = [move.key for move in scene.moves]
        want = next(wanted)
        walk.do(next(key for key in keys if (key in good) == want))
    return walk


def every(value):
    return itertools.repeat(value)


# --- the cases ---


def test_each_place_has_several_cases():
    assert sum(map(len, CASES.values())) == len(FILE["case"]) >= 16
    assert min(map(len, CASES.values())) >= 2


@pytest.mark.parametrize("case", ALL, ids=lambda case: f"{case['place']}-{case['question']}")
def test_a_case_is_whole(case):
    right = [option for option in case["option"] if option.get("right")]
    wrong = [option for option in case["option"] if not option.get("right")]
    assert (len(right), len(wrong)) == (1, 2)
    assert set(case["rule"]) <= set(FILE["rules"])
    assert all(option["took"] in CONFUSIONS and option["back"] for option in wrong)
    assert not set(right[0]) & {"took", "back"}
    assert len(case["show"]) <= 9  # as much as the plate of the picture holds
    assert len({option["label"] for option in case["option"]}) == 3
    for option in case["option"]:
        assert option["then"].endswith(("。", "”"))
        assert not any(
            rule in option["then"] for rule in ("规则", "不妥", "妥当")
        )  # the consequence, not the verdict


def test_every_rule_is_used_and_names_come_from_the_rulebook():
    asked = [*ALL, *(option for case in ALL for option in case["option"])]
    assert {name for one in asked for name in one.get("rule", ())} == set(FILE["rules"])
    assert {option["took"] for case in ALL for option in case["option"] if "took" in option} == set(
        CONFUSIONS
    )
    names = [RB.string(f"concepts.{key}.full_name") for key in ("committee", "community_committee")]
    names += [RB.string("concepts.committee.nature"), RB.string("concepts.community.nature")]
    for rule in FILE["rules"].values():
        assert not any(name in rule for name in names)
        RB.fill_in(rule)


def test_the_full_name_on_signs_and_seals_is_that_of_the_rulebook():
    full = RB.string("concepts.community_committee.full_name")
    for case in ALL:
        if case["place"] in ("sign", "seal"):
            right = next(option["label"] for option in case["option"] if option.get("right"))
            assert right == f"清荷{full}"
            assert "name" in case["rule"]


def test_another_rulebook_says_its_own_names(tmp_path):
    text = (Path(rulebook.FOLDER) / "gongshu-2008.toml").read_text(encoding="utf-8")
    other = tmp_path / "other.toml"
    other.write_text(
        text.replace('full_name = "社区居民委员会"', 'full_name = "社区居民会"'), encoding="utf-8"
    )
    walk = StreetWalk(rulebook=rulebook.load(other))
    walk.do("0")
    assert "社区居民会" in walk.latest()[0].rule


# --- the walk ---


@pytest.mark.parametrize("seed", range(6))
def test_every_street_can_be_walked_without_a_mistake(seed):
    walk = answers(StreetWalk(seed), every(True))
    assert walk.ending.key == "clear"
    assert [stop.state for stop in walk.stops] == [RIGHT] * len(PLACES)
    assert len(walk.moves_made) == len(PLACES)


@pytest.mark.parametrize("seed", range(6))
def test_every_ending_can_be_reached(seed):
    made = {
        "clear": every(True),
        "mended": itertools.chain([False], every(True)),
        "lost": every(False),
    }
    for key, right in made.items():
        assert answers(StreetWalk(seed), right).ending.key == key
    # wrong at the first place, and wrong again when it comes back after two more
    left = answers(StreetWalk(seed), itertools.chain([False, True, True, False], every(True)))
    assert left.ending.key == "left"
    assert left.states()[WRONG] == 1


@pytest.mark.parametrize("right", [every(True), itertools.chain([False], every(True)), every(False)])
def test_an_ending_tells_only_what_is_so_on_every_street(right):
    text = answers(StreetWalk(0), right).ending.text
    assert not [word for word in (*PLACES.values(), "章", "函", "小魏") if word in text]


def test_what_was_wrong_comes_back_two_places_later_without_the_answer_that_failed():
    walk = StreetWalk(0)
    assert "你替小顾走一趟街" in walk.scene().text
    walk.do("1")
    assert walk.latest()[0].verdict == BAD
    assert walk.stops[0].state == OPEN
    for place in ("notice", "post"):
        assert walk.stops[walk.at].place == place
        good = next(n for n, o in enumerate(walk.stops[walk.at].case["option"]) if o.get("right"))
        walk.do(str(good))
    scene = walk.scene()
    assert walk.stops[walk.at].place == "sign"
    assert scene.text == CASES["sign"][0]["option"][1]["back"]
    assert "1" not in [move.key for move in scene.moves]
    walk.do("0")
    assert walk.latest()[0].verdict == GOOD
    assert walk.stops[0].state == MENDED
    assert walk.stops[walk.at].place == "seal"


def test_what_is_wrong_at_the_last_place_comes_back_too():
    walk = answers(StreetWalk(1), itertools.chain([True] * 7, [False], every(True)))
    assert walk.ending.key == "mended"
    assert walk.stops[-1].state == MENDED


def test_the_next_street_has_another_case_at_each_place():
    for seed in range(6):
        one, two = StreetWalk(seed), StreetWalk(seed + 1)
        assert all(a.case != b.case for a, b in zip(one.stops, two.stops, strict=True))


@given(SEEDS, st.data())
def test_no_walk_breaks_a_rule_unseen(seed, data):
    walk = StreetWalk(seed)
    while (scene := walk.scene()) is not None:
        assert scene.question
        assert len(scene.moves) in (2, 3)
        number = data.draw(st.sampled_from([move.key for move in scene.moves]))
        option = walk.stops[walk.at].case["option"][int(number)]
        walk.do(number)
        (reaction,) = walk.latest()
        assert reaction.verdict == (GOOD if option.get("right") else BAD)
        assert reaction.text.startswith(option["then"])
        assert reaction.rule
        assert len(walk.moves_made) <= 2 * len(PLACES)
    assert OPEN not in walk.states()
    assert sum(walk.states().values()) == len(PLACES)
    assert str(walk.states()[RIGHT]) in walk.ending.why
    with pytest.raises(ShequError, match="已经结束"):
        walk.do("0")
    again = replay(lambda: StreetWalk(seed), walk.moves_made)
    assert (again.reactions, again.ending) == (walk.reactions, walk.ending)


def test_the_ending_names_what_was_confused_most():
    powerful = StreetWalk(0)
    powerful.do("2")  # a sign of the government
    answers(powerful, every(True))
    assert powerful.ending.takeaways[-1] == CONFUSIONS["power"]
    assert not set(answers(StreetWalk(0), every(True)).ending.takeaways) & set(CONFUSIONS.values())


# --- the picture and the widgets ---


def test_the_picture_shows_what_was_painted_and_stays_until_one_goes_on():
    walk = StreetWalk(0)
    assert 'aria-label="牌子：清荷？"' in picture.street(walk, told=False)
    walk.do("1")
    told = picture.street(walk, told=True)
    assert 'aria-label="牌子：清荷社区"' in told
    assert 'data-to="translate(0px, 0px)"' in told
    assert f'data-to="translate({-picture.STEP}px, 0px)"' in picture.street(walk, told=False)


def shown(view):
    return view.widget.page


def press(view, *keys):
    """What the page sends for buttons that are shown, one after the other."""
    for key in keys:
        view._receive(None, {"press": key, "turn": view.turn}, [])


def tools(view):
    return [tool["key"] for tool in shown(view)["tools"]]


def test_the_stage_tells_what_followed_before_it_goes_on():
    view = StreetOfWords()
    assert [move["key"] for move in shown(view)["moves"]] == [move.key for move in view.story.scene().moves]
    press(view, "1")
    now = shown(view)
    assert [move["key"] for move in now["moves"]] == [ON]
    assert now["told"].index("怎么就剩这一间了") < now["told"].index("✗ 不妥") < now["told"].index("规则：")
    assert "收材料" in now["lead"]  # the paper that it is about stays
    press(view, "0")  # nothing can be answered now
    assert view.story.moves_made == ["1"]
    press(view, ON)
    assert shown(view)["told"] == ""
    assert "公告栏" in shown(view)["lead"]
    ((label, rules),) = ((fold["label"], fold["page"]) for fold in shown(view)["folds"])
    assert label == "翻一翻：见过的规则"
    assert "全称是社区居民委员会" in rules


def test_what_was_pressed_on_an_earlier_page_is_dropped():
    view = StreetOfWords()
    turn = view.turn
    for key in ("0", "1", ON):
        view._receive(None, {"press": key, "turn": turn}, [])
    assert view.story.moves_made == ["0"]
    assert view.reading


@pytest.mark.parametrize(
    "content", [None, "0", {}, {"press": 3}, {"press": "9"}, {"press": "fly"}, {"press": AGAIN}]
)
def test_a_message_that_makes_no_sense_changes_nothing(content):
    view = StreetOfWords()
    before = dict(shown(view))
    view._receive(None, {**content, "turn": view.turn} if isinstance(content, dict) else content, [])
    assert shown(view) == before


def test_to_begin_anew_is_asked_while_there_is_something_to_lose():
    view = StreetOfWords()
    assert tools(view) == [OTHER]
    press(view, "0")
    assert [tool["key"] for tool in shown(view)["tools"] if tool.get("ask")] == [AGAIN, OTHER]
    press(view, AGAIN)
    assert view.story.moves_made == []
    assert not any(tool.get("ask") for tool in shown(view)["tools"])


def test_one_step_back_and_another_street():
    view = StreetOfWords()
    press(view, "1", ON, UNDO)
    assert view.story.moves_made == []
    assert "清荷？" in shown(view)["picture"]
    press(view, OTHER)
    assert view.seed == 1
    assert "清荷居委会" in shown(view)["picture"]


def test_the_places_say_where_one_stands_and_how_each_is_called():
    view = StreetOfWords()
    assert "<li aria-current=step>牌子</li>" in shown(view)["progress"]
    press(view, "1")
    assert re.search("<li aria-current=step>牌子 <span[^>]*定错了", shown(view)["progress"])
    press(view, ON)
    assert "<li aria-current=step>公告栏</li>" in shown(view)["progress"]


def test_the_end_has_a_slip_to_print(monkeypatch):
    view, sent = StreetOfWords(), []
    monkeypatch.setattr(view.widget, "send", sent.append)
    remember = f"<strong>记住</strong> {view.takeaway}"
    while view.story.ending is None:
        assert remember not in shown(view)["told"]  # it would tell the rule
        case = view.story.stops[view.story.at].case
        press(view, next(str(n) for n, option in enumerate(case["option"]) if option.get("right")))
        if view.story.ending is not None:
            assert shown(view)["moves"][0]["label"] == "看结局"
        press(view, ON)
    now = shown(view)
    assert "圆满的结局：一条街，处处定对了" in now["told"]
    assert remember in now["told"]
    assert now["folds"][0]["label"] == "一处一处再看"
    press(view, PAPER)
    paper = sent[0]["print"]["page"]
    assert "写全称：社区居民委员会" in paper
    assert view.story.reactions[0].rule in paper


def test_it_has_few_widgets():
    ipywidgets.Widget.close_all()
    StreetOfWords()
    assert len(ipywidgets.widgets.widget._instances) <= 5
    ipywidgets.Widget.close_all()
