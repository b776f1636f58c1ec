"""The election and the term after it: the people, the turnout, the matters, the tale and its widgets."""

from __future__ import annotations

import random
import re
from collections import Counter
from itertools import product
from pathlib import Path
from xml.etree import ElementTree

import chance
import ipywidgets
import pytest
import scene_drive
from hypothesis import given
from hypothesis import strategies as st

from shequ_lib import committee, division, play_record, rulebook
from shequ_lib.errors import ShequError
from shequ_lib.play.election import model as election_model
from shequ_lib.play.election import term as election_term
from shequ_lib.play.election.model import (
    DIRECT,
    GROUPS,
    HOURS,
    HOUSEHOLDS,
    KINDS,
    PREPARE,
    community,
    turnout,
)
from shequ_lib.play.election.story import ElectionTale, behind, percent
from shequ_lib.play.election.term import ACTS, INFORM, KNOWN, MAJOR, OFFICE, OWN, REPAIRS, REVIEW, Term, judge
from shequ_lib.play.election.view import ElectionView
from shequ_lib.play.scene.model import BAD, GOOD, PLAIN, replay
from shequ_lib.play.stage.view import ON, PAPER

SEEDS = range(40)
WAYS = (DIRECT, HOUSEHOLDS, GROUPS)
CHOICES = tuple(product(*([option.key for option in question.options] for question in PREPARE)))
PREPARED = "stairs three yes sunday"
COMPARED = (
    f"list direct {PREPARED} seats deputy+ member+ seats hour hour hour evening"
    " try-households evening try-groups evening begin"
)


def sound(seed=0):
    """The right acts of a term."""
    return " ".join(judge(matter).acts[0] for matter in election_term.drawn(seed))


def slipping(seed=0):
    """A poor election, and a term in which the office decides everything and repairs badly at first."""
    tale = at("households board one no workday member+ deputy+ seats evening begin", seed)
    while (scene := tale.scene()) is not None:
        offered = {move.key for move in scene.moves}
        tale.do(next(key for key in ("sign", "open", OFFICE) if key in offered))
    return " ".join(tale.moves_made)


def at(moves, seed=0):
    """The tale after these moves."""
    return scene_drive.played(ElectionTale(seed), moves)


def said(tale):
    return "".join(reaction.text + reaction.rule for reaction in tale.latest())


def other_rulebook(folder, *changes):
    """The course's rulebook with something else in it."""
    text = (Path(rulebook.FOLDER) / "gongshu-2008.toml").read_text(encoding="utf-8")
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    (folder / "other.toml").write_text(text, encoding="utf-8")
    return rulebook.load(folder / "other.toml")


# --- the people and the turnout ---


def test_what_the_day_is_made_of_adds_up():
    assert sum(kind.share for kind in KINDS) == sum(election_model.DATA["family"]) == 100
    keys = {kind.key for kind in KINDS}
    days = {option.key for option in PREPARE[-1].options}
    assert PREPARE[0].key == "announce" and PREPARE[-1].key == "day"
    for kind in KINDS:
        assert set(kind.hours) == set(kind.delegate) == days
        assert all(len(hours) == HOURS for hours in kind.hours.values())
    for option in (option for question in PREPARE for option in question.options):
        assert set(option.chance) == keys
        assert all(0 <= chance <= 1 for chance in option.chance.values())
        assert all(len(hours) == HOURS for hours in option.hours.values())
    weekdays = [option.date.weekday() for option in PREPARE[-1].options]
    assert [option.date_now.weekday() for option in PREPARE[-1].options] == weekdays
    assert [option.short for option in PREPARE[-1].options] == ["星期天", "星期三"] and weekdays == [6, 2]


@pytest.mark.parametrize("seed", SEEDS[: chance.number(len(SEEDS))])
def test_a_community_has_a_size_that_the_rulebook_finds_fit(seed):
    place = community(seed)
    assert division.judge(len(place.households)).fits
    assert place.ballots(DIRECT) == place.voters == sum(len(family) for family in place.households)
    assert place.ballots(HOUSEHOLDS) == len(place.households)
    assert place.ballots(GROUPS) == -(-len(place.households) // election_model.DATA["delegate_of"])
    assert 1 == place.behind(DIRECT) < place.behind(HOUSEHOLDS) < place.behind(GROUPS)


def test_the_same_seed_gives_the_same_people_and_another_others():
    first = community(3)
    election_model._community.cache_clear()
    assert community(3) == first
    seeds = SEEDS[: chance.number(len(SEEDS))]
    assert len({community(seed).voters for seed in seeds}) > len(seeds) * 0.75
    names = election_model.people(0, 140)
    assert len(set(names)) == 140
    assert names[:5] == election_model.people(0, 5) != election_model.people(1, 5)


def test_this_seed_gives_this_day_on_every_machine():
    day = turnout(0, HOUSEHOLDS, tuple(PREPARED.split()))
    assert (day.ballots, day.voters, day.cast(), day.told) == (2788, 6213, 2134, 4620)
    assert [sum(hour) for hour in day.by_hour] == [238, 336, 324, 212, 81, 101, 251, 237, 230, 124]


@given(st.integers(0, 8), st.sampled_from(WAYS), st.sampled_from(CHOICES))
def test_any_day_adds_up(seed, way, choices):
    day = turnout(seed, way, choices)
    assert day.ballots == community(seed).ballots(way)
    assert 0 <= day.cast() <= day.ballots
    assert sum(day.by_kind().values()) == day.cast() == sum(map(sum, day.by_hour))
    assert [day.cast(hours) for hours in range(HOURS + 1)] == sorted(
        day.cast(hours) for hours in range(HOURS + 1)
    )
    assert day.cast(0) == 0
    assert 0 < day.told <= day.voters
    assert (day.met > 0) == (way == GROUPS)
    assert day.met <= len(community(seed).households)
    assert day.effort > 0


@given(st.integers(0, 8), st.sampled_from(CHOICES))
def test_a_household_comes_if_somebody_of_it_would(seed, choices):
    direct, households = turnout(seed, DIRECT, choices), turnout(seed, HOUSEHOLDS, choices)
    assert households.cast() <= direct.cast()
    assert households.share() >= direct.share()


@pytest.mark.parametrize("way", WAYS)
def test_who_prepares_more_never_gets_fewer_and_pays_for_it(way):
    ranks = [[option.key for option in question.options] for question in PREPARE[:3]]
    for choices in CHOICES:
        day = turnout(1, way, choices)
        for number, rank in enumerate(ranks):
            if choices[number] != rank[-1]:
                better = rank[rank.index(choices[number]) + 1]
                more = turnout(1, way, (*choices[:number], better, *choices[number + 1 :]))
                assert more.cast() >= day.cast()
                assert more.effort > day.effort
                assert more.told >= day.told and more.met >= day.met


def test_on_a_workday_those_who_work_come_less():
    sunday, workday = (turnout(2, DIRECT, ("doors", "five", "yes", day)) for day in ("sunday", "workday"))
    assert workday.by_kind()["worker"] < sunday.by_kind()["worker"] * 0.7
    assert workday.by_kind()["elder"] == sunday.by_kind()["elder"]


def test_with_the_box_the_frail_vote_in_the_afternoon():
    frail = [kind.key for kind in KINDS].index("frail")
    without, with_box = (turnout(2, DIRECT, ("doors", "five", box, "sunday")) for box in ("no", "yes"))
    assert with_box.by_kind()["frail"] > 3 * without.by_kind()["frail"]
    assert sum(hour[frail] for hour in with_box.by_hour[:5]) == 0
    assert {key: n for key, n in without.by_kind().items() if key != "frail"} == {
        key: n for key, n in with_box.by_kind().items() if key != "frail"
    }


@pytest.mark.parametrize(
    ("way", "choices"),
    [
        ("mayor", CHOICES[0]),
        (DIRECT, ()),
        (DIRECT, CHOICES[0][:3]),
        (DIRECT, ("board", "one", "no", "monday")),
    ],
)
def test_a_day_that_there_is_not_is_refused(way, choices):
    with pytest.raises(ShequError):
        turnout(0, way, choices)


# --- the matters and who decides them ---


def kind_by_the_rules(matter):
    """What the calculators say, without the game."""
    if matter.item:
        return {"初审": REVIEW, "知情": INFORM}[committee.item_right(matter.item)]
    return MAJOR if committee.who_decides(matter.matter).body == "assembly" else OWN


def test_there_are_enough_matters_of_every_kind():
    assert len(KNOWN) >= 30
    for field in ("key", "title", "story", "right", "slip"):
        assert max(Counter(getattr(one, field) for one in KNOWN).values()) == 1
    by_matter = Counter(one.matter for one in KNOWN if one.matter)
    wanted = [one.matter for major in (True, False) for one in committee.matters(major)]
    assert set(by_matter) == set(wanted)
    assert min(by_matter.values()) >= 3
    rights = Counter(committee.item_right(one.item) for one in KNOWN if one.item)
    assert min(rights["初审"], rights["知情"]) >= 4
    assert all(bool(one.matter) != bool(one.item) for one in KNOWN)


@pytest.mark.parametrize("matter", KNOWN, ids=lambda matter: matter.key)
def test_every_act_on_a_matter_is_judged_by_the_rule_and_teaches(matter):
    kind = kind_by_the_rules(matter)
    judged = judge(matter)
    assert judged.kind == kind
    right = {MAJOR: {"residents", "representatives"}, OWN: {OFFICE}, REVIEW: {REVIEW}, INFORM: {INFORM}}
    for act in ACTS:
        term = Term(0)
        term.matters = (matter,)
        step = term.act(act)
        assert step.good == (act in right[kind]) == term.outcomes[0].right
        assert step.text.endswith(("。", "”")) and step.text.count("“") == step.text.count("”")
        assert (step.trust > 0) == step.good
        assert (step.days > 0) == (not step.good)
        assert (term.to_repair is not None) == (kind == MAJOR and act == OFFICE)
        assert (term.matter is None) == (term.to_repair is None)


def test_the_rule_names_its_place_in_the_rulebook():
    found = {one.key: judge(one) for one in KNOWN}
    assert found["recall"].place == "重大事项第 2 类“撤换、补选或罢免居委会成员”"
    assert "提请居民会议或成员代表会议" in found["recall"].rule
    assert found["lease"].place == "19 件事的清单（历史清单）第 19 件“房屋出租”"
    assert found["lease"].rule == "知情"
    assert found["duty-roster"].rule == "由社区居民委员会办"


@pytest.mark.parametrize("seed", SEEDS)
def test_a_term_has_matters_of_all_kinds(seed):
    matters = election_term.drawn(seed)
    assert len(matters) == len(set(matters)) == 8
    kinds = Counter(map(kind_by_the_rules, matters))
    assert kinds[MAJOR] >= 3 and kinds[OWN] >= 2 and kinds[REVIEW] >= 1 and kinds[INFORM] >= 1
    majors = [one.matter for one in matters if kind_by_the_rules(one) == MAJOR]
    assert len(majors) == len(set(majors))
    assert matters == election_term.drawn(seed)


def test_every_matter_can_come_and_nobody_can_count_the_kinds():
    drawn = [election_term.drawn(seed) for seed in range(400)]
    assert {one.key for matters in drawn for one in matters} == {one.key for one in KNOWN}
    assert len({tuple(sorted(Counter(map(kind_by_the_rules, one)).items())) for one in drawn}) == 4


@given(st.integers(0, 50), st.lists(st.integers(0, 9), max_size=60))
def test_no_sequence_of_acts_breaks_a_term(seed, numbers):
    term = Term(seed)
    for number in numbers:
        if term.matter is None:
            break
        before = (term.trust, term.will, term.days)
        options = term.repairs() or ACTS
        step = (term.repair if term.repairs() else term.act)(options[number % len(options)])
        assert (term.trust, term.will, term.days) == (
            before[0] + step.trust,
            before[1] + step.will,
            before[2] + step.days,
        )
        assert 0 <= term.trust <= 100 and 0 <= term.will <= 100
        for outcome in term.outcomes:
            assert outcome.right == (outcome.act in judge(outcome.matter).acts)
            needs_repair = outcome.judgement.kind == MAJOR and outcome.act == OFFICE
            assert outcome.closed == (not needs_repair or "open" in outcome.repairs)


def test_a_wrong_repair_costs_more_than_an_open_one():
    def felt(*repairs):
        term = Term(0)
        term.matters = tuple(one for one in KNOWN if one.key == "recall")
        term.act(OFFICE)
        for repair in repairs:
            assert not term.outcomes[0].closed
            term.repair(repair)
        assert term.outcomes[0].closed
        return term

    at_once, late = felt("open"), felt("sign", "hold", "open")
    assert late.trust < at_once.trust < Term(0).trust
    assert late.days > at_once.days > 0


def test_whoever_calls_too_many_meetings_has_to_put_one_off():
    term = Term(0)
    term.matters = tuple(one for one in KNOWN if one.matter == "daily")
    days = [term.act("residents").days for _ in range(4)]
    assert days[0] < days[-1]
    assert term.will < Term(0).will


def test_what_is_not_offered_is_refused():
    term = Term(0)
    term.matters = tuple(one for one in KNOWN if one.key == "recall")
    for call in (lambda: term.act("vote"), lambda: term.repair("open")):
        with pytest.raises(ShequError, match="现在不能做"):
            call()
    term.act(OFFICE)
    with pytest.raises(ShequError, match="还没有补救好"):
        term.act("residents")
    term.repair("hold")
    with pytest.raises(ShequError, match="现在不能做"):
        term.repair("hold")
    term.repair("open")
    with pytest.raises(ShequError, match="已经办完"):
        term.act(OFFICE)


# --- the tale ---


def test_to_a_sound_end_with_all_three_ways_compared():
    tale = at(f"{COMPARED} {sound()}")
    assert [one.way for one in tale.tried] == list(WAYS)
    assert tale.ending.verdict == GOOD and tale.term.days == 0
    assert not [reaction for reaction in tale.reactions[11:] if reaction.verdict == BAD]
    assert all("{" not in line for line in tale.ending.takeaways)


def test_the_office_that_decides_everything_ends_badly():
    tale = at(slipping())
    assert tale.ending.verdict == BAD
    assert tale.term.trust < 30
    assert "大事是在办公室里定的" in tale.ending.text


def test_one_slip_is_forgiven():
    acts = sound().split()
    acts[acts.index(INFORM)] = REVIEW
    tale = at(f"skip {' '.join(acts)}")
    assert tale.ending.key == "mended"
    assert tale.ending.title == "走错 1 次，都补上了"


def test_three_slips_are_too_many():
    tale = at("skip")
    wrong = {MAJOR: REVIEW, OWN: REVIEW, REVIEW: INFORM, INFORM: REVIEW}
    while tale.ending is None:
        judged = judge(tale.term.matter)
        tale.do(wrong[judged.kind] if len(tale.term.outcomes) < 3 else judged.acts[0])
    assert [outcome.right for outcome in tale.term.outcomes] == [False] * 3 + [True] * 5
    assert tale.ending.key == "astray"
    assert "办公室" not in tale.ending.text


@given(st.integers(0, 30), st.integers(0, 10**6))
def test_any_moves_tell_the_same_tale_twice_and_never_break(seed, number):
    chance, tale = random.Random(number), ElectionTale(seed)
    while (scene := tale.scene()) is not None and len(tale.moves_made) < 80:
        tale.do(scene.moves[chance.randrange(len(scene.moves))].key)
        assert tale.latest()
        for reaction in tale.latest():
            assert reaction.text and "{" not in reaction.text + reaction.rule
            assert reaction.rule or reaction.verdict != BAD
    again = replay(lambda: ElectionTale(seed), tale.moves_made)
    assert again.reactions == tale.reactions
    assert again.scene() == tale.scene() and again.ending == tale.ending
    if scene is not None and scene.key in ("day", "result"):
        assert committee.is_lawful(tale.seats())


def test_a_list_of_the_old_committee_is_no_election():
    tale = at("list")
    assert tale.latest()[0].verdict == BAD
    assert "每户派代表选举" in said(tale)
    assert [move.key for move in tale.scene().moves] == [*WAYS, "skip"]


@pytest.mark.parametrize("deputies", range(0, 4))
@pytest.mark.parametrize("members", range(0, 10))
def test_the_size_and_the_posts_are_judged_by_the_rule(deputies, members):
    tale = at(f"groups {PREPARED} member- member-")
    for key in [*["deputy+"] * deputies, *["member+"] * members]:
        tale.do(key)
    total = len(tale.seats())
    least, most = committee.size_range()
    assert total == min(1 + deputies + members, most + 3)
    tale.do("seats")
    opened = tale.scene().key == "day"
    assert opened == committee.is_lawful(tale.seats())
    assert opened == (least <= total <= most and bool(deputies) and total - 1 - deputies > 0)
    assert tale.latest()[0].verdict == (GOOD if opened else BAD)
    assert f"{least}～{most} 人" in said(tale)


def test_nobody_can_be_taken_who_is_not_there():
    tale = at(f"direct {PREPARED} deputy-")
    assert "没有人可减" in said(tale)
    assert tale.deputies == 0


def test_the_hours_add_up_to_the_evening():
    start = f"direct {PREPARED} deputy+ member+ seats"
    slow, fast = at(f"{start}{' hour' * HOURS}"), at(f"{start} hour evening")
    assert slow.tried == fast.tried
    assert slow.scene().key == fast.scene().key == "result"
    assert "没有规定" in said(fast)
    counts = [
        int(re.search(r"来了 ([\d,]+) 位", one.text)[1].replace(",", ""))
        for one in slow.reactions
        if "点来了" in one.text
    ]
    assert sum(counts) == slow.tried[0].cast()
    assert counts == [sum(hour) for hour in slow.tried[0].by_hour]


def test_the_material_has_no_threshold_and_the_law_stands_apart():
    tale = at(f"groups {PREPARED} deputy+ member+ seats evening")
    assert "材料没有规定" in said(tale)
    assert "三分之二" not in said(tale)
    assert any("三分之二" in line for line in tale.law())
    view = after(f"groups {PREPARED} deputy+ member+ seats evening")
    assert "第十九条" in folds(view)["现行规定（参考，不计分）"]


def test_another_preparation_is_compared_and_the_oldest_is_dropped():
    tale = at(f"direct {PREPARED} deputy+ member+ seats evening")
    for _ in range(2):
        for choices in CHOICES[:4]:
            for key in ("prepare", *choices, "seats", "evening"):
                tale.do(key)
    assert len(tale.tried) == 5
    for choices in CHOICES[4:8]:
        for key in ("prepare", *choices, "seats", "evening"):
            tale.do(key)
    assert len(tale.tried) == 6
    assert tale.tried[-1].choices == CHOICES[7]
    keys = [move.key for move in tale.scene().moves]
    assert keys == ["try-households", "try-groups", "prepare", "begin"]


def test_who_tells_more_people_starts_with_more_trust():
    few, many = (
        at(f"direct {choice} one no workday deputy+ member+ seats evening begin").term.trust
        for choice in ("board", "doors")
    )
    assert at("skip").term.trust < few < many


def test_a_tale_that_is_over_takes_no_move():
    tale = at(f"skip {sound()}")
    with pytest.raises(ShequError, match="已经结束"):
        tale.do("office")
    with pytest.raises(ShequError, match="现在不能做"):
        ElectionTale().do("begin")


def test_another_rulebook_tells_another_tale(tmp_path):
    rb = other_rulebook(
        tmp_path,
        ("elected_minimum = { value = 5,", "elected_minimum = { value = 7,"),
        ("term = { value = 3, ", "term = { value = 4, "),
        ('matters = ["plans_and_accounts", "members", ', 'matters = ["plans_and_accounts", '),
        (
            'i19 = { number = { value = 19, unit = "项" }, right = "知情"',
            'i19 = { number = { value = 19, unit = "项" }, right = "初审"',
        ),
    )
    tale = ElectionTale(rulebook=rb)
    scene_drive.played(tale, f"direct {PREPARED} deputy+ member+ seats")
    assert tale.scene().key == "seats" and "7～9 人" in said(tale)
    scene_drive.played(tale, "member+ member+ seats evening")
    assert "任期 4 年" in tale.scene().text and "2013年5月17日" in tale.scene().text
    by_key = {one.key: one for one in KNOWN}
    assert judge(by_key["lease"], rulebook=rb).kind == REVIEW
    drawn = {one.matter for seed in range(60) for one in election_term.drawn(seed, rulebook=rb)}
    assert "members" not in drawn and "projects" in drawn


def test_a_rulebook_that_cannot_be_played_is_refused_in_one_line(tmp_path):
    rb = other_rulebook(tmp_path, ('ways = ["direct", "households", "groups"]', 'ways = ["direct", "lots"]'))
    with pytest.raises(ShequError, match=r"rights\.election\.ways"):
        ElectionTale(rulebook=rb)
    rb = other_rulebook(tmp_path, ('roles = ["主任", "副主任", "委员"]', 'roles = ["主任", "委员"]'))
    with pytest.raises(ShequError, match=r"rights\.committee\.roles"):
        ElectionTale(rulebook=rb)


def test_the_law_of_2026_names_its_own_delegates_and_term():
    tale = ElectionTale(rulebook=rulebook.load("national-2026"))
    scene_drive.played(tale, f"groups {PREPARED} deputy+ member+ seats evening")
    assert tale.way_name(GROUPS) == "居民代表选举"
    assert "任期 5 年" in tale.scene().text and "2031年5月17日" in tale.scene().text
    assert not any("第十四条" in line for line in tale.law())
    assert any("第十四条" in line for line in ElectionTale().law())


def test_small_numbers_in_words():
    assert [percent(share) for share in (0, 0.456, 1)] == ["0%", "46%", "100%"]
    assert [behind(voters) for voters in (1, 2.24, 88.7)] == ["1", "2.2", "89"]


# --- on the stage ---


def presses(view, moves):
    """Make these moves on the stage, going on where what followed stands alone; return all keys pressed."""
    keys = []
    for key in moves.split():
        view.press(key)
        keys.append(key)
        if view.reading:
            view.press(ON)
            keys.append(ON)
    return keys


def after(moves, seed=0):
    """The stage after these moves."""
    view = ElectionView(seed)
    presses(view, moves)
    return view


def folds(view):
    """What can be opened below the stage: HTML by its label."""
    return {fold["label"]: fold["page"] for fold in view.page["folds"]}


def test_the_view_plays_to_the_end_and_shows_every_stage():
    view, seen, told = ElectionView(), {}, {}
    assert "一张票背后 89 人" in view.page["picture"]
    for step, key in enumerate(f"{COMPARED} {sound()}".split(), 1):
        view.press(key)
        told[key] = view.page["told"]
        assert re.search("不妥|妥当|记下", told[key])
        assert view.page["count"] == f"走了 {step} 步"
        if view.reading:
            assert not view.page["question"]
            view.press(ON)
        seen[key] = view.page
        ElementTree.fromstring(view.page["picture"])
    assert "还没定" in seen["direct"]["picture"] and "办法" not in seen["direct"]["picture"]
    assert "还没到" in seen["hour"]["picture"] and "238 位" not in seen["hour"]["picture"]
    assert "亲手投了票的居民" in seen["evening"]["picture"]
    assert "工夫 <strong>" in seen["evening"]["lead"] and "最后这一次投票的" in seen["evening"]["lead"]
    assert "居民的信任" in seen["begin"]["progress"] and "走错门多花的日子" in seen["begin"]["progress"]
    assert "圆满的结局" in view.page["told"] and "带走这几句" in view.page["told"]
    assert "重大事项，提请会议" in folds(view)["一件一件再看"]
    assert [move["key"] for move in view.page["moves"]] == ["paper", "again"]
    view.press("undo")
    assert view.story.ending is None


def test_a_new_beginning_asks_before_it_throws_away_and_a_step_goes_back():
    view = ElectionView()
    assert [tool["key"] for tool in view.page["tools"]] == ["other"]
    presses(view, "direct simple deputy+ deputy+")
    asks = {tool["key"]: tool.get("ask") for tool in view.page["tools"]}
    assert asks == {"undo": None, "again": "走过的都不要了？", "other": "走过的都不要了？"}
    view.press("undo")
    assert view.story.moves_made == ["direct", "simple", "deputy+"]
    view.press("other")
    assert (view.seed, view.story.moves_made) == (1, [])
    assert "桂巷社区" in view.page["lead"]
    presses(view, "skip")
    view.press("again")
    assert (view.seed, view.story.moves_made) == (1, [])


def test_a_press_answers_only_the_page_that_it_was_made_on():
    view = ElectionView()
    turn = view.turn
    for _ in range(2):
        view._receive(None, {"press": DIRECT, "turn": turn}, None)
    assert view.story.moves_made == [DIRECT] and view.reading


def test_the_team_is_put_together_by_plus_and_minus_beside_the_question():
    view = after("direct simple")
    assert set(view.story.picked) == {question.key for question in PREPARE}
    kinds = [(move["kind"], move["label"][-1]) for move in view.page["moves"]]
    assert kinds[:4] == [("step", "＋"), ("step", "－")] * 2 and kinds[4][0] == "last"
    assert view.page["often"] and not view.page["told"]
    moves = view.page["moves"]
    for key, words in [
        ("deputy+", "副主任 1 人"),
        ("deputy-", "副主任 0 人"),
        ("deputy-", "没有人可减"),
        ("deputy+", "一共 4 人"),
        ("member+", "一共 5 人"),
    ]:
        view.press(key)
        assert words in view.page["told"] and view.page["question"] == "班子怎样排？"
        assert view.page["moves"] == moves and view.page["often"]
    for name, role in view.story.seats():
        assert f"{role}{name}" in view.page["picture"]
    assert presses(view, "seats") == ["seats", ON]
    assert view.story.scene().key == "day"


def test_no_more_can_be_put_down_than_sit_at_the_table():
    view = after(f"direct simple {'member+ ' * 9}")
    assert len(view.story.seats()) == 12
    view.press("member+")
    assert "会议桌坐不下了" in view.page["told"] and len(view.story.seats()) == 12


def test_the_hours_pass_beside_the_question_until_the_evening():
    view = after("direct simple deputy+ member+ seats")
    for hour in range(1, HOURS):
        view.press("hour")
        assert f"点到 {8 + hour} 点来了" in view.page["told"] and view.page["question"] and view.page["often"]
    view.press("hour")
    assert view.reading and "关门点票" in view.page["told"] and not view.page["often"]
    assert "还没到" not in view.page["picture"]


def test_the_review_says_what_should_have_been_done():
    view = after(slipping())
    html = folds(view)["一件一件再看"]
    wrong = [outcome for outcome in view.story.term.outcomes if not outcome.right]
    assert html.count("应当：") == len(wrong) > 3
    assert "补救了 2 次才补上" in html
    for outcome in view.story.term.outcomes:
        assert outcome.matter.title in html and outcome.judgement.place in html
    assert html in view._printed()["page"]


def test_days_with_other_preparations_are_told_apart():
    moves = f"direct {PREPARED} deputy+ member+ seats evening prepare board one no workday seats evening"
    view = after(moves)
    assert "第 2 次" in view.page["picture"]
    assert "公开栏、一个、不设、星期三" in view.page["lead"]


def test_what_is_invented_can_be_looked_up_while_it_matters():
    assert "游戏的约定，不是规定" in after("direct").page["lead"]
    assert "不是规定" in folds(after("direct"))["游戏的约定：准备有多大用处"]
    assert "材料没有规定" in folds(after("skip"))["信任、劲头、日子是游戏的约定"]
    acts = sound().split()
    term = after(f"skip {' '.join(acts[:2])}")
    assert folds(term)["办过的事（2 件）"].count("走对了") == 2
    assert "班子已经选好" in folds(term)["前面的经过"]


def test_a_round_is_noted_with_the_rules_that_were_got_wrong(tmp_path):
    view = ElectionView()
    view.round.folder = tmp_path
    presses(view, slipping())
    noted = play_record.load(tmp_path)["election"]
    assert (noted.title, noted.rounds) == (ElectionView.title, 1)
    assert sum(noted.mistakes.values()) == sum(each.verdict == BAD for each in view.story.reactions)


@given(st.integers(0, 3), st.integers(0, 10**6))
def test_any_presses_leave_a_page_that_can_be_shown(seed, number):
    chance, view = random.Random(number), ElectionView(seed)
    for _ in range(40):
        buttons = [each["key"] for each in (*view.page["moves"], *view.page["tools"]) if each["key"] != PAPER]
        view.press(buttons[chance.randrange(len(buttons))])
        picture = ElementTree.fromstring(view.page["picture"])
        assert picture.get("viewBox") == "0 0 360 250" and picture.get("aria-label")
        assert bool(view.page["told"]) or bool(view.page["question"])


def test_few_widget_models_from_beginning_to_end():
    before = len(ipywidgets.widgets.widget._instances)
    view = ElectionView()
    assert view.widget is not None
    presses(view, f"{COMPARED} {sound()}")
    assert view.closed
    assert len(ipywidgets.widgets.widget._instances) - before <= 5


def test_the_conventions_are_called_so():
    tale = at("direct board")
    assert "游戏的约定，不是规定" in tale.scene().text
    assert tale.latest()[0].verdict == PLAIN and tale.latest()[0].rule == ""
    assert set(REPAIRS) == {"open", "sign", "hold"}
