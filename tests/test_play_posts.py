"""The three-in-one posts: every situation can be solved, no holding breaks a rule unseen."""

import subprocess
import sys

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
    STATION,
    TODO,
    VICE_DIRECTOR,
    VICE_SECRETARY,
    judge,
    posts,
)
from shequ_lib.play.posts.round import CASES, Round, cases, solution
from shequ_lib.play.posts.view import EMPTY, ThreeInOnePosts

RB = rulebook.active()
FREE = cases(0)[0]
KEYS = [post.key for post in posts()]
MEMBERS = [key for key in KEYS if key.startswith("member")]
# In FREE each post of party and committee has a person of its own, in this order.
SECRETARY_HERE, VICE_SECRETARY_HERE, DIRECTOR_HERE, VICE_DIRECTOR_HERE, MEMBER_HERE = range(5)
WORKER = 9  # holds no post
GOOD_HOLDERS = {**FREE.holders, HEAD: SECRETARY_HERE, DEPUTY: DIRECTOR_HERE}
ONE_SHOULDER = {**GOOD_HOLDERS, DIRECTOR: SECRETARY_HERE}


def level(holders, post, staff=7, case=FREE):
    """What is said of a post."""
    found = judge(case, holders, staff).of(post)
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
    verdict = judge(FREE, GOOD_HOLDERS, 7)
    assert (verdict.done, verdict.one_shoulder) == (True, False)
    assert (level(GOOD_HOLDERS, HEAD), level(GOOD_HOLDERS, DEPUTY)) == (GOOD, GOOD)
    assert verdict.principle == "原则上，站长由社区党组织书记兼，副站长由社区居委会主任兼"


@pytest.mark.parametrize("deputy", [VICE_SECRETARY_HERE, VICE_DIRECTOR_HERE])
def test_on_one_shoulder_a_vice_is_the_deputy(deputy):
    verdict = judge(FREE, {**ONE_SHOULDER, DEPUTY: deputy}, 7)
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
    assert judge(FREE, holders, 7).done


@pytest.mark.parametrize(("staff", "wanted"), [(5, FAULT), (9, FAULT), (10, SILENT), (12, SILENT)])
def test_a_second_deputy_from_ten_people_on(staff, wanted):
    holders = {**GOOD_HOLDERS, SECOND: WORKER}
    assert level(holders, SECOND, staff) == wanted
    assert judge(FREE, holders, staff).done == (wanted == SILENT)


@pytest.mark.parametrize(
    ("staff", "wanted"),
    [(0, DEVIATES), (4, DEVIATES), (5, None), (9, None), (10, SILENT), (12, SILENT), (13, FAULT)],
)
def test_the_number_of_people_in_the_station(staff, wanted):
    """5 to 9, but from 10 on a second deputy: both are kept, and it is said (reading 8)."""
    verdict = judge(FREE, GOOD_HOLDERS, staff)
    found = verdict.of("")
    assert (found.level if found else None) == wanted
    if wanted == SILENT:
        assert "两句话对不上" in found.text
        assert verdict.of(SECOND).level == SILENT  # may, not must
    if wanted == FAULT:
        assert "12 人" in found.text  # who are all there


def test_posts_held_besides_are_not_added_to_the_head_count():
    verdict = judge(FREE, GOOD_HOLDERS, 7)
    assert (verdict.posts, verdict.people, verdict.hired) == (9, 7, 0)
    verdict = judge(FREE, {**ONE_SHOULDER, DEPUTY: VICE_DIRECTOR_HERE}, 7)
    assert (verdict.posts, verdict.people, verdict.hired) == (9, 6, 0)
    verdict = judge(FREE, {**GOOD_HOLDERS, HEAD: HIRED, DEPUTY: HIRED}, 7)
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
    verdict = judge(FREE, holders, staff)
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
    assert judge(made[0], holders, 7, rulebook=strict).of(DEPUTY).level == FAULT
    assert judge(made[0], {**holders, SECOND: WORKER}, 8, rulebook=strict).of(SECOND).level == FAULT
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
        judge(FREE, {**GOOD_HOLDERS, **change}, staff)


# --- the situations ---


@pytest.mark.parametrize("seed", range(25))
def test_every_situation_can_be_solved_and_is_not_solved_at_first(seed):
    made = cases(seed)
    assert len(made) == CASES + 1
    assert len({case.key for case in made}) == len({case.title for case in made}) == len(made)
    for case in made:
        assert not judge(case, case.holders, case.staff).done
        found = solution(case)
        assert judge(case, found, case.staff).done
        assert is_done(found, case.staff, len(case.people))
        assert all(found[key] == case.holders[key] for key in case.settled)
        assert case.deputies in (None, len({found[DEPUTY], found[SECOND]} - {None}))
        assert len(set(case.people)) == len(case.people)
        assert case.staff <= len(case.people)
        assert "{" not in case.story + case.lesson


def test_every_situation_comes():
    keys = {case.key for seed in range(40) for case in cases(seed)}
    assert keys == {"free", *(case["key"] for case in posts_round._FILE["case"])}


def test_the_same_seed_gives_the_same_round_anywhere():
    assert cases(5) == cases(5)
    assert len({cases(seed)[1].people for seed in range(30)}) == 30
    assert cases(0)[0].people[:3] == ("邓志明", "冯海燕", "林春生")
    code = (
        "from shequ_lib.play.posts.round import cases;"
        "print([(case.story, case.people, case.holders) for case in cases(3)])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == f"{[(case.story, case.people, case.holders) for case in cases(3)]}\n"
    with pytest.raises(ShequError, match="编号"):
        cases(-1)


def test_what_is_settled_cannot_be_changed_unseen():
    case = cases(0)[1]
    good = solution(case)
    for key in case.settled:
        other = next(person for person in range(len(case.people)) if person not in good.values())
        verdict = judge(case, {**good, key: other}, case.staff)
        assert verdict.of(key).level == FAULT
        assert "已经定了" in verdict.of(key).text
    assert not judge(case, good, case.staff + 1).done


def test_a_vice_secretary_who_is_not_there_stays_away():
    case = next(case for seed in range(9) for case in cases(seed) if case.key == "no_vice_secretary")
    good = solution(case)
    assert good[VICE_SECRETARY] is None
    assert "没有设" in judge(case, {**good, VICE_SECRETARY: 5}, case.staff).of(VICE_SECRETARY).text


def test_two_deputies_where_two_are_wanted():
    case = next(case for seed in range(9) for case in cases(seed) if case.key == "two_deputies")
    good = solution(case)
    verdict = judge(case, {**good, SECOND: None}, case.staff)
    assert (verdict.done, verdict.of(SECOND).level) == (False, TODO)


# --- a round ---


def test_a_round_from_start_to_end():
    game = Round(2)
    for number in range(1, len(game.cases)):
        assert not game.finished
        game.choose(number)
        for key, person in solution(game.case).items():
            game.put(key, person)
        assert game.verdict().done
        assert game.solved == {case.key for case in game.cases[1 : number + 1]}
    assert game.finished
    assert game.shown == set()
    assert len(game.takeaways()) == CASES + 1


def test_looking_solves_but_is_remembered():
    game = Round()
    game.choose(2)
    game.show_solution()
    assert game.verdict().done
    assert game.shown == game.solved == {game.case.key}
    assert game.undo()
    assert game.holders == game.case.holders
    assert not game.undo()


def test_looking_keeps_what_was_put_before_in_the_free_community():
    game = Round()
    game.put(SECRETARY, WORKER)
    game.put_on_one_shoulder(True)
    game.show_solution()
    assert (game.holders[SECRETARY], game.holders[HEAD], game.verdict().done) == (WORKER, WORKER, True)
    game.put(MEMBERS[0], game.holders[MEMBERS[1]])  # now nothing fits
    game.show_solution()
    assert game.verdict().done


def test_one_shoulder_is_a_switch():
    game = Round()
    director = game.holders[DIRECTOR]
    game.put_on_one_shoulder(True)
    assert game.holders[DIRECTOR] == game.holders[SECRETARY]
    assert game.verdict().one_shoulder
    game.put_on_one_shoulder(True)
    game.put_on_one_shoulder(False)
    assert game.holders[DIRECTOR] == director
    game.choose(next(n for n, case in enumerate(game.cases) if case.key == "became_one"))
    game.put_on_one_shoulder(False)
    assert not game.verdict().one_shoulder
    assert game.verdict().of(DIRECTOR).level == FAULT  # settled otherwise


def test_one_shoulder_without_a_secretary_is_none():
    game = Round()
    game.put(SECRETARY, None)
    game.put_on_one_shoulder(True)
    assert not game.verdict().one_shoulder
    game.put_on_one_shoulder(False)
    assert game.holders[DIRECTOR] is None or game.holders[DIRECTOR] == DIRECTOR_HERE


actions = st.lists(
    st.one_of(
        st.tuples(st.just("put"), st.sampled_from(KEYS), PEOPLE),
        st.tuples(st.just("put"), st.sampled_from([HEAD, DEPUTY]), st.just(HIRED)),
        st.tuples(st.just("set_staff"), st.integers(0, 20)),
        st.tuples(st.just("put_on_one_shoulder"), st.booleans()),
        st.tuples(st.just("undo")),
        st.tuples(st.just("show_solution")),
        st.tuples(st.just("choose"), st.integers(0, CASES)),
    ),
    max_size=25,
)


@given(actions)
def test_any_actions_keep_the_round_in_order(done):
    game = Round(1)
    for name, *arguments in done:
        before = set(game.solved)
        try:
            getattr(game, name)(*arguments)
        except ShequError:  # a person whom another community has
            assert (name, game.solved) == ("put", before)
            continue
        new = game.solved - before
        assert not new or (new == {game.case.key} and game.verdict().done)
    assert game.shown <= game.solved


# --- the view ---


@pytest.fixture
def view():
    return ThreeInOnePosts()


def test_clicks_from_start_to_end(view):
    assert "站长还没有定" in view.findings.value
    view.fields[HEAD].value = SECRETARY_HERE
    assert "符合原则" in view.said.value
    assert view.fields[HEAD].description == "站长 ✓ 符合原则"
    view.fields[DEPUTY].value = DIRECTOR_HERE
    assert "✓ 排好了" in view.said.value
    assert "再拨一拨" in view.findings.value
    for number in range(1, len(view.round.cases)):
        view.next_case()
        assert view.round.case.story in view.story.value
        assert "解开了" not in view.findings.value
        for key, person in solution(view.round.case).items():
            view.fields[key].value = EMPTY if person is None else person
        assert f"解开了 {number} 题" in view.findings.value
        assert view.round.case.lesson in view.findings.value
    assert "6 题全解开了" in view.ending.value
    assert "看了排法" not in view.ending.value


def test_the_switch_and_the_fields_go_together(view):
    view.fields[HEAD].value = SECRETARY_HERE
    view.fields[DEPUTY].value = DIRECTOR_HERE
    view.one_shoulder.value = True
    assert view.fields[DIRECTOR].value == SECRETARY_HERE
    assert "不算违规，不过有 1 处偏离了原则" in view.said.value
    assert view.fields[DEPUTY].description == "副站长 △ 偏离原则"
    view.fields[DIRECTOR].value = DIRECTOR_HERE
    assert view.one_shoulder.value is False
    view.fields[SECRETARY].value = DIRECTOR_HERE
    assert view.one_shoulder.value is True
    view.fields[SECRETARY].value = EMPTY
    assert view.one_shoulder.value is False
    view.one_shoulder.value = True  # of nobody
    assert view.one_shoulder.value is False


def test_the_head_count_is_shown(view):
    view.fields[HEAD].value = SECRETARY_HERE
    assert "职务 <strong>8</strong> 个，担任的人 <strong>7</strong> 个" in view.people.value
    assert "多出来的 1 个职务是兼任，不另加人" in view.people.value
    view.fields[DEPUTY].value = HIRED
    assert "还要另外加 1 个人" in view.people.value
    assert "✗ 不行" in view.fields[DEPUTY].description


def test_buttons(view):
    view.undo()
    assert "退到头" in view.said.value
    view.staff.value = 10
    assert "两句话对不上" in view.findings.value
    view.undo()
    assert view.staff.value == FREE.staff
    view.show_solution()
    assert "✓ 排好了" in view.said.value
    assert view.fields[HEAD].value == SECRETARY_HERE
    view.restart()
    assert view.fields[HEAD].value == EMPTY
    view.case.value = 3
    assert view.round.number == 3
    view.case.value = 0
    assert view.round.number == 0


def test_every_finding_shows_its_rule(view):
    view.fields[HEAD].value = DIRECTOR_HERE
    view.fields[SECOND].value = HIRED
    html = view.findings.value
    assert html.count("依据：") == html.count("<li>") - html.count("还没定")
    for finding in view.round.verdict().findings:
        if finding.level not in (ALLOWED, TODO):
            assert finding.rule in html[html.index(finding.text) :]


def test_a_question_is_asked_before_the_answer_is_told(view):
    view.case.value = next(n for n, case in enumerate(view.round.cases) if case.key == "swapped")
    assert view.findings.value == ""
    assert "先自己动手排" in view.said.value
    assert view.principle.value == "书记、主任是两个人。"
    assert not any("△" in field.description for field in view.fields.values())
    view.fields[HEAD].value = SECRETARY_HERE
    assert "已经是站长" in view.findings.value
    assert view.fields[DEPUTY].description == "副站长 ✗ 不行"
    view.fields[DEPUTY].value = DIRECTOR_HERE
    assert "副站长由社区居委会主任兼" in view.principle.value


def test_people_of_the_station_alone_can_be_hired(view):
    for key, post in view.round.posts.items():
        assert (HIRED in [value for _, value in view.fields[key].options]) == (post.body == STATION)


def test_the_widgets_speak_traditional_characters():
    with script.using("hant"):
        widget_script.install()
        made = ThreeInOnePosts()
        assert "書記" in made.fields[SECRETARY].get_state("description")["description"]
