"""A year of the sewing corner: its agreement, its numbers, what comes later of a choice, its endings."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import ipywidgets
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shequ_lib import rulebook
from shequ_lib.play.scene.model import BAD, GOOD, replay
from shequ_lib.play.sewing import picture
from shequ_lib.play.sewing.model import (
    AGREEMENT,
    DECISIONS,
    DROP,
    ENOUGH,
    FILE,
    FULL,
    HOLD,
    SELF,
    SERVE,
    WEIGHTS,
    SewingYear,
)
from shequ_lib.play.sewing.view import YearOfSewing
from shequ_lib.play.stage.view import ON, PAPER

RB = rulebook.load(rulebook.DEFAULT)
MASTER = Path(__file__).parents[2] / "solutions" / "08-principles.md"
KINDS = {HOLD, SERVE, SELF, DROP}
SEEDS = range(40)


def choose(year, *kinds):
    """Make a choice of each of these kinds, one after the other."""
    for kind in kinds:
        made = [str(n) for n, option in enumerate(year.options()) if year.kind(option) == kind]
        year.do(made[0])
    return year


def path(**kinds):
    """The kinds of a whole year, SERVE and SELF in turn but where it is said."""
    keys = [decision["key"] for decision in DECISIONS]
    return [kinds.get(key, (SERVE, SELF)[number % 2]) for number, key in enumerate(keys)]


# --- the decisions ---


def test_the_agreement_is_that_of_the_chapter():
    text = MASTER.read_text(encoding="utf-8")
    for name in ("lend_days", "calls", "managers"):
        assert int(re.search(rf"set {name} = (\d+)", text)[1]) == AGREEMENT[name]
    share, of = AGREEMENT["aid_share"]
    assert (share, of) == (1, 2)
    assert "居委会补的，不超过居民自己凑的**一半**" in text
    assert AGREEMENT["quorum"] == [2, 3]
    assert "**三分之二以上**到会" in text
    assert f"居委会的人最多占 **{AGREEMENT['own_people']} 个**" in text
    assert "管钱和记账是**两个居民**，不由一人兼；居委会看得到，不经手" in text
    assert "有一样替大家定了、管了，那是**包**；什么都不管，那是**丢**" in text


def test_it_stands_before_the_table_that_it_leads_to():
    text = MASTER.read_text(encoding="utf-8")
    assert (
        text.index("year_of_sewing()") < text.index("| 钱 | 居委会补的") < text.index("principle-tool-room")
    )


@pytest.mark.parametrize("decision", DECISIONS, ids=lambda decision: decision["key"])
def test_a_decision_is_whole(decision):
    keys = [one["key"] for one in DECISIONS]
    kinds = [option["kind"] for option in decision["option"]]
    assert len(kinds) == 4
    assert {SELF, DROP, HOLD, SERVE} >= set(kinds) - {"aid", "now"}
    assert {SELF, DROP} <= set(kinds)
    assert all(option["after"].endswith(("。", "”")) for option in decision["option"])
    for option in decision["option"]:
        assert (option["kind"] in ("aid", "now")) == ("over" in option)
    for echo, text in decision.get("echo", {}).items():
        key, _, kind = echo.rpartition("-")
        assert keys.index(key) < keys.index(decision["key"])
        assert kind in KINDS
        assert text.endswith(("。", "”"))


def test_most_decisions_come_back_later():
    echoed = {echo.rpartition("-")[0] for decision in DECISIONS for echo in decision.get("echo", {})}
    assert len(echoed) >= len(DECISIONS) - 2


def test_each_choice_serves_one_principle_and_costs_the_other_or_serves_none():
    for kind, (service, autonomy) in WEIGHTS.items():
        assert service * autonomy < 0 or (kind == DROP and max(service, autonomy) < 0)


# --- the numbers of a year ---


@pytest.mark.parametrize("seed", SEEDS)
def test_each_month_offers_both_principles_inside_the_agreement_and_more_than_it_allows(seed):
    for first in (HOLD, SERVE, SELF, DROP):
        year = choose(SewingYear(seed), first)
        while year.scene() is not None:
            kinds = [year.kind(option) for option in year.options()]
            assert {SELF, HOLD} <= set(
                kinds
            ) or year.number == 7  # money as last time may be no more than allowed
            assert {SELF, DROP} <= set(kinds)
            assert SERVE in kinds or DECISIONS[year.number]["key"] == "house_rules"
            labels = [move.label for move in year.scene().moves]
            assert len(set(labels)) == len(labels)
            assert "{" not in "".join([year.scene().text, year.scene().matter, *labels])
            choose(year, SELF)


@pytest.mark.parametrize("seed", SEEDS)
def test_money_is_weighed_as_the_agreement_says(seed):
    year = SewingYear(seed)
    for option in year.options():
        given = int(re.search(r"(\d+) 元", year.label(option))[1]) if "{" in option["label"] else 0
        inside = 0 < given <= Fraction(*AGREEMENT["aid_share"]) * year.own
        assert inside == (year.kind(option) in (SERVE, SELF))
    choose(year, *path()[:7])
    for option in year.options():
        given = int(re.search(r"(\d+) 元", year.label(option))[1]) if "{" in option["label"] else 0
        inside = 0 < given <= Fraction(*AGREEMENT["aid_share"]) * year.numbers()["own2"]
        assert inside == (year.kind(option) in (SERVE, SELF))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_rule_holds_only_if_enough_households_came(seed):
    for kinds in (path(), path(money=HOLD, first=HOLD, managers=HOLD)):
        year = choose(SewingYear(seed), *kinds[:5])
        (now,) = [option for option in year.options() if option["kind"] == "now"]
        enough = Fraction(year.numbers()["came"], year.homes) >= Fraction(*AGREEMENT["quorum"])
        assert 0 < year.numbers()["came"] < year.homes
        assert (year.kind(now) == SERVE) == enough == (year.autonomy >= ENOUGH)


def test_who_was_given_too_much_collects_less_and_is_told_why():
    collected = {}
    for kind in (HOLD, SERVE, SELF, DROP):
        year = choose(SewingYear(3), *path(money=kind)[:7])
        collected[kind] = year.numbers()["own2"]
        assert DECISIONS[7]["echo"].get(f"money-{kind}", "") in year.scene().text
    assert collected[HOLD] < collected[DROP] < collected[SERVE] < collected[SELF]
    generous = choose(SewingYear(3), *path(money=HOLD)[:7])
    (aid,) = [option for option in generous.options() if option["kind"] == "aid"]
    assert generous.kind(aid) == HOLD
    nothing = choose(SewingYear(3), *path(money=DROP)[:7])
    assert "上一回的数" not in "".join(map(nothing.label, nothing.options()))


def test_years_differ():
    assert len({(year.homes, year.own) for year in map(SewingYear, SEEDS)}) > 15


# --- the endings ---


@pytest.mark.parametrize("seed", SEEDS)
def test_a_year_can_end_well_and_in_every_other_way(seed):
    def ended(*kinds):
        return choose(SewingYear(seed), *kinds).ending.key

    assert ended(*path()) == "stands"
    assert ended(*path(third=HOLD)) == "gaps"
    assert ended(*path(house_rules=HOLD, third=HOLD, books=HOLD, lease=HOLD)) == "leans"
    assert ended(*[SELF] * 9) == "empty"
    assert ended(*[HOLD, DROP, DROP] * 3) == "locked"
    assert ended(*path(first=DROP, managers=DROP, books=DROP, again=DROP)) == "locked"
    assert ended(*path(again=SERVE, lease=DROP)) == "locked"


def test_a_door_locked_in_the_end_stays_locked_however_well_the_year_went():
    year = choose(SewingYear(), *path(again=SERVE, lease=DROP))
    assert min(year.service, year.autonomy) >= ENOUGH
    assert (year.ending.key, year.ending.verdict) == ("locked", BAD)
    assert "管得太多" not in year.ending.text
    assert "来了" in picture.corner(year, told=True)
    assert "门锁着，一位居民也没有" in picture.corner(year, told=False)


def test_money_as_last_time_weighs_what_the_like_sum_weighs():
    year = choose(SewingYear(), *path(money=SELF)[:7])
    (aid,) = [option for option in year.options() if option["kind"] == "aid"]
    assert year.numbers()["same"] < year.numbers()["quarter2"]
    assert year.kind(aid) == SELF


def test_to_lean_on_one_principle_only_empties_the_other_even_inside_the_agreement():
    year = choose(SewingYear(0), *[SELF] * 9)
    assert not year.breaches()
    assert (year.ending.key, year.service) == ("empty", 0)


@given(st.integers(0, 60), st.data())
def test_no_year_breaks_the_agreement_unseen(seed, data):
    year = SewingYear(seed)
    while (scene := year.scene()) is not None:
        key = data.draw(st.sampled_from([move.key for move in scene.moves]))
        option = year.options()[int(key)]
        kind = "taken" if option.get("taken") else year.kind(option)
        year.do(key)
        (reaction,) = year.latest()
        assert reaction.verdict == (GOOD if kind in (SERVE, SELF) else BAD)
        assert DECISIONS[year.number - 1]["rule"].format(**year.numbers()) in reaction.rule
        assert FILE["rules"].get(kind, "") in reaction.rule
        assert 0 <= year.service <= FULL
        assert 0 <= year.autonomy <= FULL
    broken = len(year.breaches())
    assert (year.ending.verdict == GOOD) == (min(year.service, year.autonomy) >= ENOUGH and not broken)
    assert f"守住约定的 {len(DECISIONS) - broken} 件" in year.ending.why
    again = replay(lambda: SewingYear(seed), year.moves_made)
    assert (again.reactions, again.ending) == (year.reactions, year.ending)


def test_the_principles_have_the_names_of_the_rulebook(tmp_path):
    text = (Path(rulebook.FOLDER) / "gongshu-2008.toml").read_text(encoding="utf-8")
    other = tmp_path / "other.toml"
    other.write_text(text.replace('"扩大民主", "社区自治"', '"扩大民主", "邻里自治"'), encoding="utf-8")
    year = SewingYear(rulebook=rulebook.load(other))
    assert "邻里自治" in picture.corner(year, told=False)
    year.do("0")
    assert "邻里自治" in year.latest()[0].text


# --- the picture and the widgets ---


def test_the_picture_shows_who_does_the_work_and_which_side_is_heavier():
    year = choose(SewingYear(), HOLD)
    svg = picture.corner(year, told=True)
    assert "二月的缝纫角" in svg
    assert "小顾在机器旁边忙" in svg
    assert 'data-to="rotate(-9.6deg)"' in svg
    assert "三月的缝纫角" in picture.corner(year, told=False)
    assert "小顾不在屋里" in picture.corner(choose(year, DROP), told=True)
    assert "十二月的缝纫角" in picture.corner(choose(SewingYear(), *path()), told=False)


def press(view, key):
    """What the page sends for a button that is shown."""
    view._receive(None, {"press": key, "turn": view.turn}, [])


def test_a_whole_year_by_its_buttons(monkeypatch):
    view, sent = YearOfSewing(), []
    monkeypatch.setattr(view.widget, "send", sent.append)
    assert "加多少、减多少，是游戏的约定" in view.widget.page["progress"]
    for kind in path():
        press(view, str([view.story.kind(option) for option in view.story.options()].index(kind)))
        assert "规则：" in view.widget.page["told"]
        assert re.search(r"（[↑↓]\d）", view.widget.page["progress"])
        press(view, ON)
    now = view.widget.page
    assert "圆满的结局：缝纫角站稳了" in now["told"]
    assert "年底" in now["progress"]
    review, rules = now["folds"]
    assert review["page"].count("扶，偏") == len(DECISIONS)
    for decision in DECISIONS:
        assert decision["rule"].format(**view.story.numbers()) in rules["page"]
    press(view, PAPER)
    assert "不要包，也不要丢" in sent[0]["print"]["page"]


def test_it_has_few_widgets():
    ipywidgets.Widget.close_all()
    YearOfSewing()
    assert len(ipywidgets.widgets.widget._instances) <= 5
    ipywidgets.Widget.close_all()
