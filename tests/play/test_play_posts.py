"""The three-in-one posts: every situation can be solved, no holding breaks a rule unseen."""

import itertools
import random
import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shequ_lib import rulebook, script, widget_script
from shequ_lib.errors import ShequError
from shequ_lib.play.posts import model as posts_model
from shequ_lib.play.posts import round as posts_round
from shequ_lib.play.posts.model import (
    ALLOWED,
    DEPUTY,
    DEVIATES,
    DIRECTOR,
    FAULT,
    GOOD,
    HEAD,
    HIRED,
    SECOND,
    SECRETARY,
    SILENT,
    TODO,
    VICE_DIRECTOR,
    VICE_SECRETARY,
    judge,
    posts,
)
from shequ_lib.play.posts.round import CASES, FIRST, MENDED, SHOWN, Lists, cases, solution
from shequ_lib.play.posts.view import ThreeInOnePosts
from shequ_lib.play.stage.view import ON, OTHER, PAPER, UNDO

RB = rulebook.active()
# A community with two people more than anybody may need, of which seven work in the station.
FREE = replace(
    cases(0)[0],
    people=tuple(f"某{letter}" for letter in "甲乙丙丁戊己庚辛壬癸子丑"),
    staff=7,
)
KEYS = [post.key for post in posts()]
MEMBERS = [key for key in KEYS if key.startswith("member")]
# In FREE each post of party and committee has a person of its own, in this order.
SECRETARY_HERE, VICE_SECRETARY_HERE, DIRECTOR_HERE, VICE_DIRECTOR_HERE, MEMBER_HERE = range(5)
WORKER = 9  # holds no post
SEATS = (HEAD, DEPUTY, SECOND)
GOOD_HOLDERS = {**FREE.holders, HEAD: SECRETARY_HERE, DEPUTY: DIRECTOR_HERE}
ONE_SHOULDER = {**GOOD_HOLDERS, DIRECTOR: SECRETARY_HERE}


def judged(holders, staff=7, case=FREE):
    """The verdict on who holds what."""
    return judge(replace(case, staff=staff), holders)


def level(holders, post, staff=7, case=FREE):
    """What is said of a post."""
    found = judged(holders, staff, case).of(post)
    return found.level if found else None


def is_done(holders, staff, people):
    """The same verdict as the model's, written another way: from the sentences of the material."""
    own = [holders[SECRETARY], holders[DIRECTOR], holders[VICE_DIRECTOR], *(holders[key] for key in MEMBERS)]
    deputies = [holders[key] for key in (DEPUTY, SECOND) if holders[key] is not None]
    if None in own or not deputies or HIRED in (*deputies, holders[HEAD]):
        return False
    if len(set(own[1:])) < 5 or holders[VICE_SECRETARY] == holders[SECRETARY]:
        return False
    if len(deputies) > (2 if staff >= 10 else 1) or not 5 <= staff <= people:
        return False
    if holders[HEAD] != holders[SECRETARY] or len({holders[HEAD], *deputies}) <= len(deputies):
        return False
    if holders[SECRETARY] == holders[DIRECTOR]:
        return bool({holders[VICE_SECRETARY], holders[VICE_DIRECTOR]} & set(deputies))
    return holders[DIRECTOR] in deputies


# --- the rules ---


def test_the_posts_are_those_of_the_rulebook():
    made = posts()
    assert [post.title for post in made] == [
        "书记", "副书记", "主任", "副主任", "委员", "委员", "委员", "站长", "副站长", "第二名副站长",
    ]  # fmt: skip
    full = {post.full for post in made}
    assert {RB.string("staff.station.head.holder"), RB.string("staff.station.deputy.holder")} <= full
    assert set(RB.string("staff.station.deputy.holder_one_shoulder").split("或")) <= full
    assert set(RB.strings("three_in_one.cross_holding.one_shoulder_posts")) <= full


def test_secretary_and_director_hold_the_stations_posts_in_principle():
    verdict = judged(GOOD_HOLDERS, 7)
    assert (verdict.done, verdict.one_shoulder) == (True, False)
    assert (level(GOOD_HOLDERS, HEAD), level(GOOD_HOLDERS, DEPUTY)) == (GOOD, GOOD)
    assert verdict.principle == "原则上，站长由社区党组织书记兼，副站长由社区居委会主任兼"


@pytest.mark.parametrize("deputy", [VICE_SECRETARY_HERE, VICE_DIRECTOR_HERE])
def test_on_one_shoulder_a_vice_is_the_deputy(deputy):
    verdict = judged({**ONE_SHOULDER, DEPUTY: deputy}, 7)
    assert (verdict.done, verdict.one_shoulder) == (True, True)
    assert "副站长由社区党组织副书记或社区居委会副主任兼" in verdict.principle
    assert verdict.of(DIRECTOR).level == ALLOWED
    assert "一肩挑" in verdict.of(DIRECTOR).text


def test_without_a_vice_secretary_only_the_vice_director_is_left():
    holders = {**ONE_SHOULDER, VICE_SECRETARY: None}
    assert level({**holders, DEPUTY: VICE_DIRECTOR_HERE}, DEPUTY) == GOOD
    assert level({**holders, DEPUTY: VICE_SECRETARY_HERE}, DEPUTY) == DEVIATES


@pytest.mark.parametrize(
    ("change", "post", "wanted"),
    [
        ({HEAD: DIRECTOR_HERE, DEPUTY: SECRETARY_HERE}, HEAD, DEVIATES),
        ({HEAD: DIRECTOR_HERE, DEPUTY: SECRETARY_HERE}, DEPUTY, DEVIATES),
        ({DEPUTY: MEMBER_HERE}, DEPUTY, DEVIATES),
        ({DEPUTY: VICE_DIRECTOR_HERE}, DEPUTY, DEVIATES),  # only on one shoulder
        ({DEPUTY: SECRETARY_HERE}, DEPUTY, FAULT),  # who is the head already
        ({DIRECTOR: SECRETARY_HERE, DEPUTY: SECRETARY_HERE}, DEPUTY, FAULT),
        ({DIRECTOR: SECRETARY_HERE}, DEPUTY, DEVIATES),  # the old director
        ({HEAD: HIRED}, HEAD, FAULT),
        ({DEPUTY: HIRED}, DEPUTY, FAULT),
        ({SECOND: MEMBER_HERE}, SECOND, FAULT),  # 7 people work there
        ({HEAD: None}, HEAD, TODO),
        ({DEPUTY: None}, DEPUTY, TODO),
        ({SECRETARY: None}, SECRETARY, TODO),
        ({SECRETARY: None}, HEAD, DEVIATES),
        ({MEMBERS[0]: None}, MEMBERS[0], TODO),
        ({VICE_SECRETARY: None}, VICE_SECRETARY, None),
        ({VICE_SECRETARY: SECRETARY_HERE}, VICE_SECRETARY, FAULT),
        ({MEMBERS[0]: DIRECTOR_HERE}, MEMBERS[0], FAULT),
        ({VICE_DIRECTOR: DIRECTOR_HERE}, VICE_DIRECTOR, FAULT),
        ({VICE_DIRECTOR: VICE_SECRETARY_HERE}, VICE_DIRECTOR, SILENT),
        ({MEMBERS[1]: SECRETARY_HERE}, MEMBERS[1], SILENT),
        ({DIRECTOR: VICE_SECRETARY_HERE}, DIRECTOR, SILENT),
    ],
)
def test_each_holding_is_judged(change, post, wanted):
    assert level({**GOOD_HOLDERS, **change}, post) == wanted


def test_a_deputy_alone_may_stand_in_either_place():
    holders = {**GOOD_HOLDERS, DEPUTY: None, SECOND: DIRECTOR_HERE}
    assert judged(holders, 7).done


@pytest.mark.parametrize(("staff", "wanted"), [(5, FAULT), (9, FAULT), (10, SILENT), (12, SILENT)])
def test_a_second_deputy_from_ten_people_on(staff, wanted):
    holders = {**GOOD_HOLDERS, SECOND: WORKER}
    assert level(holders, SECOND, staff) == wanted
    assert judged(holders, staff).done == (wanted == SILENT)


@pytest.mark.parametrize(
    ("staff", "wanted"),
    [(0, DEVIATES), (4, DEVIATES), (5, None), (9, None), (10, SILENT), (12, SILENT), (13, FAULT)],
)
def test_the_number_of_people_in_the_station(staff, wanted):
    """5 to 9, but from 10 on a second deputy: both are kept, and it is said (reading 8)."""
    verdict = judged(GOOD_HOLDERS, staff)
    found = verdict.of("")
    assert (found.level if found else None) == wanted
    if wanted == SILENT:
        assert "两句话对不上" in found.text
        assert verdict.of(SECOND).level == SILENT  # may, not must
    if wanted == FAULT:
        assert "12 人" in found.text  # who are all there


def test_posts_held_besides_are_not_added_to_the_head_count():
    verdict = judged(GOOD_HOLDERS, 7)
    assert (verdict.posts, verdict.people, verdict.hired) == (9, 7, 0)
    verdict = judged({**ONE_SHOULDER, DEPUTY: VICE_DIRECTOR_HERE}, 7)
    assert (verdict.posts, verdict.people, verdict.hired) == (9, 6, 0)
    verdict = judged({**GOOD_HOLDERS, HEAD: HIRED, DEPUTY: HIRED}, 7)
    assert (verdict.posts, verdict.people, verdict.hired) == (9, 7, 2)


PEOPLE = st.sampled_from([None, 0, 0, 1, 2, 2, 3, 4, 5, 6, WORKER])
changes = st.dictionaries(st.sampled_from(KEYS), PEOPLE, max_size=4)
hirings = st.dictionaries(st.sampled_from([HEAD, DEPUTY, SECOND]), st.just(HIRED), max_size=1)


@given(
    st.sampled_from([GOOD_HOLDERS, {**ONE_SHOULDER, DEPUTY: VICE_DIRECTOR_HERE}]),
    changes,
    hirings,
    st.integers(3, 14),
)
def test_no_holding_breaks_a_rule_unseen(start, change, hired, staff):
    holders = {**start, **change, **hired}
    verdict = judged(holders, staff)
    assert verdict.done == is_done(holders, staff, len(FREE.people))
    assert verdict.done == (not verdict.to_fix())
    for finding in verdict.findings:
        assert finding.text.endswith("。")
        assert finding.rule
        assert finding.level in posts_model.LEVELS
        assert "{" not in finding.text + finding.rule
        assert finding.post in ("", *KEYS)
    for key in KEYS:
        filled = holders[key] is not None
        assert verdict.of(key) is not None or not filled
    assert verdict.posts == sum(person is not None for person in holders.values())
    assert verdict.posts >= verdict.people + verdict.hired


def test_a_rulebook_whose_advice_is_a_rule(tmp_path):
    text = (rulebook.FOLDER / "gongshu-2008.toml").read_text(encoding="utf-8")
    posts_held = 'one_shoulder_posts = ["社区党组织书记", "社区居委会主任"]\nadvisory = { value = '
    for old, new in [
        (f"{posts_held}true", f"{posts_held}false"),
        ('holder = { value = "社区居委会主任"', 'holder = { value = "社区居委会副主任"'),
        ('maximum_from = { value = 10, unit = "人"', 'maximum_from = { value = 8, unit = "人"'),
        ('elected_minimum = { value = 5, unit = "人"', 'elected_minimum = { value = 6, unit = "人"'),
    ]:
        assert text.count(old) == 1
        text = text.replace(old, new)
    (tmp_path / "strict.toml").write_text(text, encoding="utf-8")
    strict = rulebook.load(tmp_path / "strict.toml")
    made = cases(0, rulebook=strict)
    assert len([post for post in posts(rulebook=strict) if post.title == "委员"]) == 4
    holders = solution(made[0], rulebook=strict)
    assert holders[DEPUTY] == holders[VICE_DIRECTOR]
    holders[DEPUTY] = holders[DIRECTOR]
    worker = len(made[0].people) - 1
    assert judge(replace(made[0], staff=7), holders, rulebook=strict).of(DEPUTY).level == FAULT
    assert (
        judge(replace(made[0], staff=8), {**holders, SECOND: worker}, rulebook=strict).of(SECOND).level
        == FAULT
    )
    assert all(solution(case, rulebook=strict) for case in made)


@pytest.mark.parametrize(
    ("change", "staff", "words"),
    [
        ({"mayor": 1}, 7, "职务应为"),
        ({HEAD: 99}, 7, "不在名单里"),
        ({SECRETARY: HIRED}, 7, "不在名单里"),
        ({}, -1, "工作人员"),
        ({}, 6.5, "工作人员"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(change, staff, words):
    with pytest.raises(ShequError, match=words):
        judged({**GOOD_HOLDERS, **change}, staff)


# --- the situations ---


@pytest.mark.parametrize("seed", range(25))
def test_every_situation_can_be_solved_and_is_not_solved_at_first(seed):
    made = cases(seed)
    assert len(made) == CASES
    assert len({case.key for case in made}) == len({case.title for case in made}) == len(made)
    assert any(case.holders[SECRETARY] == case.holders[DIRECTOR] for case in made)
    for case in made:
        assert not judge(case, case.holders).done
        found = solution(case)
        assert judge(case, found).done
        assert is_done(found, case.staff, len(case.people))
        assert {key: found[key] for key in KEYS if key not in SEATS} == {
            key: case.holders[key] for key in KEYS if key not in SEATS
        }
        assert case.deputies in (None, len({found[DEPUTY], found[SECOND]} - {None}))
        assert len(set(case.people)) == len(case.people)
        assert case.staff <= len(case.people)
        assert "{" not in case.story + case.lesson


def test_every_situation_comes():
    keys = {case.key for seed in range(60) for case in cases(seed)}
    assert keys == {case["key"] for case in posts_round._FILE["case"]}


def test_the_same_seed_gives_the_same_lists_anywhere():
    assert cases(5) == cases(5)
    assert len({cases(seed)[0].people for seed in range(30)}) == 30
    code = (
        "from shequ_lib.play.posts.round import cases;"
        "print([(case.story, case.people, case.holders) for case in cases(3)])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == f"{[(case.story, case.people, case.holders) for case in cases(3)]}\n"
    with pytest.raises(ShequError, match="编号"):
        cases(-1)


def test_two_deputies_where_two_are_wanted():
    case = next(case for seed in range(20) for case in cases(seed) if case.key == "two_deputies")
    good = solution(case)
    verdict = judge(case, {**good, SECOND: None})
    assert (verdict.done, verdict.of(SECOND).level) == (False, TODO)


# --- the tale ---


def fill(lists, wanted):
    """The moves that put these people into the seats of the list on the table."""
    made = []
    while True:
        seat = lists.open_seat
        if seat:
            key = "nobody" if wanted[seat] is None else f"p{wanted[seat]}"
        else:
            key = next((one for one in lists.seats() if lists.holders[one] != wanted[one]), None)
            if key is None:
                return made
        lists.do(key)
        made.append(key)


def reachable(case, lists):
    """A way to fill the seats with people whose cards are offered."""
    for head, deputy, second in itertools.product(lists.cards(), lists.cards(), [None, *lists.cards()]):
        holders = {**case.holders, HEAD: head, DEPUTY: deputy, SECOND: second}
        if judge(case, holders).done:
            return holders
    raise AssertionError(case.key)


def played(seed=0, *, slips=(), lost=()):
    """The lists to their end, and the moves; those in `slips` are handed in wrongly once, in `lost` twice."""
    lists, made = Lists(seed), []
    while lists.scene() is not None:
        number, case = lists.number, lists.case
        good = reachable(case, lists)
        tries = 2 if number in lost else 1 if number in slips else 0
        if tries:
            made += fill(lists, {**good, HEAD: HIRED})
            for _ in range(tries):
                lists.do("send")
                made.append("send")
        if lists.number == number and lists.scene():
            made += [*fill(lists, good), "send"]
            lists.do("send")
    return lists, made


@pytest.mark.parametrize("seed", range(40))
def test_every_list_can_be_taken_at_once(seed):
    lists, _ = played(seed)
    assert (lists.ending.key, lists.ending.verdict) == (FIRST, "good")
    assert lists.results == [FIRST] * CASES
    assert all(reaction.verdict == "good" and reaction.rule for reaction in lists.reactions)
    assert len(lists.ending.takeaways) == CASES + 1


def test_a_list_comes_back_once_with_its_rule_and_can_be_mended():
    lists, _ = played(slips={1})
    assert lists.results == [FIRST, MENDED, FIRST, FIRST]
    assert lists.ending.key == MENDED
    back = [reaction for reaction in lists.reactions if reaction.verdict == "bad"]
    assert len(back) == 1
    assert "工资从哪里开" in back[0].text
    assert "不另计人数" in back[0].rule


def test_the_second_time_a_list_is_shown():
    lists, _ = played(lost={0, 2})
    assert lists.results == [SHOWN, FIRST, SHOWN, FIRST]
    assert (lists.ending.key, lists.ending.verdict) == (SHOWN, "bad")
    shown = [reaction for reaction in lists.reactions if reaction.verdict == "plain"]
    assert lists.list_of(0) in shown[0].text
    assert all(judge(case, final).done for case, final in zip(lists.cases, lists.final, strict=True))


def test_nothing_is_told_before_a_list_is_handed_in():
    lists = Lists()
    for _ in range(2):
        lists.do(f"p{HIRED}")
        assert lists.reactions == []
    assert [move.key for move in lists.scene().moves] == [HEAD, DEPUTY, "send"]
    lists.do(HEAD)
    assert "send" not in [move.key for move in lists.scene().moves]


@pytest.mark.parametrize("number", range(40))
def test_any_moves_come_to_an_end_and_each_verdict_has_its_rule(number):
    chance, lists = random.Random(number), Lists(number)
    while (scene := lists.scene()) is not None:
        keys = [move.key for move in scene.moves]
        assert len(keys) == len(set(keys)) <= 8
        lists.do("send" if "send" in keys and chance.random() < 0.5 else chance.choice(keys))
        assert all(reaction.rule for reaction in lists.latest())
        assert all("{" not in reaction.text + reaction.rule for reaction in lists.latest())
        assert len(lists.moves_made) < 400
    assert len(lists.results) == len(lists.final) == CASES


# --- the view ---


def test_the_view_from_the_first_seat_to_the_paper():
    view = ThreeInOnePosts()
    assert "站长空着" in view.widget.page["picture"]
    assert "依据" not in view.widget.page["lead"]
    assert view.story.case.story in view.widget.page["lead"]
    seen = []
    for key in played(slips={1}, lost={3})[1]:
        assert f'data-press="{key}"' in view.widget.page["picture"] or key in ("send", "nobody")
        view.press(key)
        if view.reading:
            seen.append(view.widget.page["told"])
            view.press(ON)
    assert sum("✓ 收下了" in told for told in seen) == 3
    assert "● 这样排" in seen[-1]
    folds = view.widget.page["folds"]
    assert all(word in folds[0]["page"] for word in ("一次收下", "退回来改好了", "没有改好"))
    assert "带走这几句" in view.paper(view.story)
    view.press(PAPER)
    view.press(UNDO)
    assert view.story.ending is None
    view.press(OTHER)
    assert (view.seed, view.story.moves_made) == (1, [])


def test_the_picture_counts_posts_and_people():
    view = ThreeInOnePosts()
    assert "职务 7 个，人 7 个" in view.widget.page["picture"]
    view.press("p0")
    assert "职务 8 个，人 7 个" in view.widget.page["picture"]
    view.press(f"p{HIRED}")
    assert "职务 9 个，人 8 个" in view.widget.page["picture"]


def test_the_page_speaks_traditional_characters():
    with script.using("hant"):
        widget_script.install()
        assert "書記" in ThreeInOnePosts().widget.page["picture"]
