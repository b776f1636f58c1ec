"""Who stands where: it says what the rulebook says, no guess breaks it, the picture is clear."""

from collections import Counter
from itertools import combinations, permutations
from xml.etree import ElementTree

import pytest
from chance import examples
from hypothesis import given
from hypothesis import strategies as st

from shequ_lib import rulebook, script
from shequ_lib.errors import ShequError
from shequ_lib.play.relations import model as relations_model
from shequ_lib.play.relations import picture as relations_picture
from shequ_lib.play.relations import round_picture
from shequ_lib.play.relations.model import (
    AGAIN,
    BACK,
    BOTH,
    FORTH,
    FOUND,
    GENERAL,
    KINDS,
    NOTHING,
    RIGHT,
    TURNED,
    WAYS,
    WRONG,
    Relations,
)
from shequ_lib.play.relations.tale import HINT, HINTS, ROUNDS, Standing, rounds
from shequ_lib.play.relations.view import WhoStandsWhere
from shequ_lib.play.scene.model import BAD, GOOD, NOTE

RB = rulebook.active()
BODIES = list(Relations().bodies)
LINES = Relations().lines
PAIRS = list(permutations(BODIES, 2))
ALL_WORDS = [*(kind.key for kind in KINDS), NOTHING]
# What a word of the rulebook has in it when a word to guess with names it.
SIGNS = {
    "lead": ["领导"],
    "decide": ["决定", "确定"],
    "carry_out": ["执行", "报告", "落实", "承担"],
    "watch": ["监督", "评议"],
    "guide": ["指导", "帮助"],
    "support": ["支持", "服务", "培育", "协助"],
    "mobilise": ["动员"],
    "commission": ["委托"],
    "share": ["共建"],
}


def right_guess(line, game=None):
    """Say a line rightly."""
    return (game or Relations()).guess(line.start, line.end, line.way(line.start), line.kinds[0])


# --- what it says is the rulebook's ---


def test_every_relation_of_the_rulebook_is_told_once():
    wanted = [f"organisations.relation.{key}" for key in RB.strings("organisations.order")]
    wanted += [f"three_in_one.station.{key}" for key in RB.strings("three_in_one.station.over")]
    said = Counter(key for case in relations_model._FILE["line"] for key in case["says"])
    remarked = {case["key"].rpartition(".")[0] for case in relations_model._FILE["remark"]}
    assert [key for key in wanted if said[key] != 1 and not (said[key] == 0 and key in remarked)] == []


@pytest.mark.parametrize("case", relations_model._FILE["line"], ids=lambda case: case["key"])
def test_a_line_joins_those_whom_the_rulebook_names_and_the_same_way(case):
    game, line = Relations(), LINES[case["key"]]
    start, end = game.bodies[line.start].name, game.bodies[line.end].name
    for key in case["says"]:
        if key.startswith("organisations.relation"):
            assert start in RB.string(f"{key}.a")
            assert RB.string(f"{key}.b") == end
            assert RB.string(f"{key}.direction") == ("mutual" if line.mutual else "a_to_b")
        elif key.startswith("three_in_one.station"):
            by = RB.string(f"{key}.by")
            assert by in (start, RB.string("three_in_one.committee.name"))
            assert (line.start, line.end) == (line.start, "station")


def test_every_body_is_in_the_rulebook():
    game = Relations()
    assert {RB.string(f"organisations.body.{key}.name") for key in RB.strings("organisations.bodies")} <= {
        body.name for body in game.bodies.values()
    }
    for case in relations_model._FILE["body"]:
        assert case["name"] in RB or case["key"] == "authorities"
    authorities = game.bodies["authorities"].name
    assert all(part in authorities for part in RB.strings("three_in_one.admission.levels"))
    assert all(part in authorities for part in RB.strings("three_in_one.admission.by"))


@pytest.mark.parametrize("line", LINES.values(), ids=lambda line: line.key)
def test_the_words_to_guess_with_are_those_of_the_rulebook(line):
    words = "".join(statement.word for statement in line.statements)
    for kind, signs in SIGNS.items():
        assert any(sign in words for sign in signs) == (kind in line.kinds), (kind, words)
    assert set(line.kinds) <= set(SIGNS)
    assert all(1 <= statement.chapter <= 14 for statement in line.statements)
    assert line.statements[0].chapter in (3, 5, 10)
    assert line.scene.endswith(("。", "”", "？"))
    assert "{" not in str(line)


def test_another_rulebook_says_it_in_its_own_words(tmp_path):
    text = (rulebook.FOLDER / "gongshu-2008.toml").read_text(encoding="utf-8")
    old = "议事协商委员会监督居委会的管理、服务和教育工作"
    assert text.count(old) == 1
    (tmp_path / "other.toml").write_text(text.replace(old, "议事协商委员会看着居委会"), encoding="utf-8")
    game = Relations(rulebook=rulebook.load(tmp_path / "other.toml"))
    assert game.lines["council_to_committee"].statements[0].text == "议事协商委员会看着居委会"


# --- guessing ---


@pytest.mark.parametrize("line", LINES.values(), ids=lambda line: line.key)
def test_a_line_is_found_from_either_end_and_its_direction_is_said_right(line):
    for kind in line.kinds:
        assert Relations().guess(line.start, line.end, line.way(line.start), kind).result == FOUND
        assert Relations().guess(line.end, line.start, line.way(line.end), kind).result == FOUND
    for way in set(WAYS) - {line.way(line.start)}:
        answer = Relations().guess(line.start, line.end, way, line.kinds[0])
        assert answer.result in (TURNED, FOUND)
        assert all(told.way(line.start) == way for told in answer.lines) == (answer.result == FOUND)
        assert answer.result == FOUND or line in answer.lines


def test_who_leads_whom_cannot_be_turned_round():
    answer = Relations().guess("committee", "party", FORTH, "lead")
    assert answer.result == TURNED
    assert "方向反了" in answer.text
    assert "有方向" in Relations().guess("committee", "party", BOTH, "lead").text
    assert "双方" in Relations().guess("committee", "units", FORTH, "share").text


@pytest.mark.parametrize(
    ("first", "second", "word"),
    [
        ("committee", "property", "lead"),
        ("committee", "agencies", "lead"),
        ("street_party", "committee", "lead"),
        ("council", "committee", "decide"),
        ("government", "station", "lead"),
        ("committee", "station", "lead"),
        ("units", "committee", "carry_out"),
        ("assembly", "committee", "watch"),
        ("council", "assembly", "watch"),
        ("station", "committee", "watch"),
    ],
)
def test_what_the_chapters_warn_of_is_wrong(first, second, word):
    answer = Relations().guess(first, second, FORTH, word)
    assert not answer.right
    assert set(answer.lines) <= set(answer.pair.lines)


def test_of_a_company_it_is_said_that_it_is_no_subordinate():
    pair = Relations().between("property", "committee")
    said = [remark.statement.text for remark in pair.remarks]
    assert RB.string("organisations.relation.committee_and_property.statement") in said
    assert RB.string("organisations.body.property.head_rule") in said


@pytest.mark.parametrize("pair", list(combinations(BODIES, 2)), ids="-".join)
def test_where_the_material_says_nothing_nothing_is_right(pair):
    first, second = pair
    game = Relations()
    empty = not game.between(first, second).lines
    assert game.guess(first, second, FORTH, NOTHING).result == (RIGHT if empty else WRONG)
    if empty:
        for way in WAYS:
            for kind in KINDS:
                answer = game.guess(first, second, way, kind.key)
                assert answer.result in (WRONG, GENERAL)
                assert not answer.lines
                assert answer.result == GENERAL or "没有讲" in answer.text


def test_what_follows_from_a_general_sentence_is_not_wrong():
    assert Relations().guess("party", "council", FORTH, "lead").result == GENERAL
    assert Relations().guess("council", "party", BACK, "lead").result == GENERAL
    assert Relations().guess("council", "party", FORTH, "lead").result == WRONG
    assert Relations().guess("government", "committee", BOTH, "share").result == GENERAL
    assert Relations().guess("station", "agencies", FORTH, "support").result == GENERAL


@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
def test_every_guess_gets_an_answer_with_a_reason(pair):
    game = Relations()
    for way in WAYS:
        for word in ALL_WORDS:
            before = len(game.found)
            answer = game.guess(*pair, way, word)
            assert answer.text.endswith("。")
            assert "{" not in answer.text + answer.guess
            assert (len(game.found) > before) == (answer.result == FOUND)
            assert answer.right or (answer.lines == answer.pair.lines) or answer.result == TURNED


@given(
    st.lists(
        st.tuples(st.sampled_from(PAIRS), st.sampled_from(WAYS), st.sampled_from(ALL_WORDS)), max_size=60
    )
)
def test_any_guesses_add_up(guesses):
    game, again = Relations(), Relations()
    for pair, way, word in guesses:
        before = set(game.found)
        answer = game.guess(*pair, way, word)
        assert again.guess(*pair, way, word) == answer
        new = set(game.found) - before
        assert new == ({answer.lines[0].key} if answer.result == FOUND else set())
    assert game.found == again.found and len(game.found) == len(set(game.found))


def test_every_line_is_found_once():
    game = Relations()
    assert [right_guess(line, game).result for line in LINES.values()] == [FOUND] * len(LINES)
    assert game.found == list(LINES)
    assert right_guess(LINES["party_to_committee"], game).result == AGAIN
    assert all("{" not in line and line.endswith("。") for line in game.takeaways().values())


def test_a_wrong_guess_tells_the_answer_but_finds_nothing():
    game = Relations()
    answer = game.guess("council", "committee", FORTH, "lead")
    assert (answer.result, game.found) == (WRONG, [])
    assert [line.key for line in answer.lines] == ["council_to_committee"]
    assert right_guess(answer.lines[0], game).result == FOUND


def test_a_right_guess_does_not_tell_the_other_way():
    answer = Relations().guess("committee", "property", FORTH, "watch")
    assert [line.key for line in answer.lines] == ["committee_to_property"]
    assert "还有 1 条" in answer.text


def test_what_makes_no_sense_is_refused_in_words():
    game = Relations()
    for arguments, words in [
        (("committee", "committee", FORTH, "lead"), "两个不同的组织"),
        (("committee", "owners", FORTH, "lead"), "没有名为"),
        (("committee", "party", "up", "lead"), "方向"),
        (("committee", "party", FORTH, "love"), "关系应为"),
    ]:
        with pytest.raises(ShequError, match=words):
            game.guess(*arguments)
    assert game.found == []


# --- the picture ---


def overlap(one, other):
    return (
        one[0] < other[0] + other[2]
        and other[0] < one[0] + one[2]
        and one[1] < other[1] + other[3]
        and other[1] < one[1] + one[3]
    )


def test_no_word_stands_on_a_body_or_another_word_or_outside():
    rooms = {line.key: relations_picture.arrow(line).words for line in LINES.values()}
    boxes = {body: relations_picture.box(body) for body in BODIES}
    for (one, first), (other, second) in combinations((rooms | boxes).items(), 2):
        assert not overlap(first, second), (one, other)
    for left, top, width, height in (*rooms.values(), *boxes.values()):
        assert left >= 0 and top >= 0
        assert left + width <= relations_picture.SIZE[0]
        assert top + height <= relations_picture.SIZE[1]


@pytest.mark.parametrize("line", LINES.values(), ids=lambda line: line.key)
def test_an_arrow_goes_from_one_to_the_other_and_through_nobody(line):
    arrow = relations_picture.arrow(line)
    (x1, y1), (x2, y2) = arrow.heads[-1][0] if line.mutual else arrow.ends[0], arrow.heads[0][0]
    near = 2 * relations_picture.GAP
    for (x, y), body in (((x1, y1), line.start), ((x2, y2), line.end)):
        left, top, width, height = relations_picture.box(body)
        assert overlap((x - near, y - near, 2 * near, 2 * near), (left, top, width, height))
        assert not overlap((x, y, 0, 0), (left, top, width, height))
    for body in BODIES:
        for step in range(101):
            x, y = x1 + (x2 - x1) * step / 100, y1 + (y2 - y1) * step / 100
            assert not overlap((x, y, 0, 0), relations_picture.box(body)), body
    assert len(arrow.heads) == (2 if line.mutual else 1)
    assert "".join(arrow.rows) == "".join(line.label).replace("、", "")


# --- the rounds ---


def played(story):
    """Play a round to its end, each word right at once; what was said."""
    while story.left:
        line = story.line
        for key in (line.start, line.end, line.kinds[0]):
            story.do(key)
    story.do(NOTHING)
    return story


def test_the_rounds_ask_for_every_line_once():
    asked = [key for case in ROUNDS for key in case["lines"]]
    assert sorted(asked) == sorted(LINES)
    assert all(len(case["lines"]) <= 7 for case in ROUNDS)


@pytest.mark.parametrize("case", ROUNDS, ids=lambda case: case["key"])
def test_a_round_has_places_for_all_that_it_asks_about(case):
    wanted = {body for key in case["lines"] for body in (LINES[key].start, LINES[key].end)}
    assert wanted | set(case["apart"]) == set(case["places"])
    assert not Relations().between(*case["apart"]).lines
    assert set(case.get("aside", {})) <= set(case["lines"])
    assert set(case["remember"]) <= set(Relations().takeaways())


@pytest.mark.parametrize("chapter", [5, 10])
def test_a_chapter_begins_with_a_scene_of_its_own(chapter):
    story = Standing(rounds(chapter)[0])
    assert story.line.statements[0].chapter == chapter
    assert story.scene().matter == story.line.scene
    assert sorted(case["key"] for case in rounds(chapter)) == sorted(case["key"] for case in ROUNDS)


@pytest.mark.parametrize("case", ROUNDS, ids=lambda case: case["key"])
def test_a_round_without_a_slip(case):
    story = played(Standing(case))
    assert [line.key for line in story.found] == case["lines"]
    assert (story.ending.verdict, story.slips) == (GOOD, set())
    assert len(story.moves_made) == 3 * len(case["lines"]) + 1
    assert all(reaction.verdict == GOOD and "{" not in reaction.rule for reaction in story.reactions)
    assert all(line.endswith("。") for line in story.ending.takeaways)


def test_a_wrong_word_earns_a_hint_before_the_answer():
    story = Standing(ROUNDS[0])
    line = story.line
    answer = Relations().in_words(line)
    story.do(line.start)
    story.do(line.end)
    for _ in range(HINTS):
        story.do("watch")
        (reaction,) = story.latest()
        assert reaction.verdict == BAD and "提示" in reaction.text
        assert answer not in reaction.text and not reaction.rule
        assert story.line == line
    story.do("watch")
    (reaction,) = story.latest()
    assert answer in reaction.text and line.statements[0].text in reaction.rule
    assert story.found == [] and story.left[-1] == line.key, "the scene comes again at the end"
    played(story)
    assert story.ending.verdict == NOTE and line.key in story.slips


def test_hints_by_their_button_say_more_each_time():
    story = Standing(ROUNDS[0])
    line = story.line
    story.do(HINT)
    assert all(Relations().bodies[key].brief in story.latest()[0].text for key in (line.start, line.end))
    story.do(HINT)
    assert story.chosen == [line.start, line.end]
    assert story.scene().moves[-1].label == "看答案"
    story.do(HINT)
    assert line.key == story.left[-1]


def test_who_is_not_in_the_scene_is_said_before_the_word_is_asked():
    story = Standing(ROUNDS[0])
    story.do("council")
    story.do("assembly")
    assert "不是这两家" in story.latest()[0].text
    assert story.chosen == [] and story.line.key in story.slips


def test_the_wrong_way_round_is_told_as_such():
    story = Standing(ROUNDS[0])
    story.do("party")
    story.do("street_party")
    story.do("lead")
    assert "方向反了" in story.latest()[0].text
    assert (story.found, story.chosen) == ([], [])


def test_what_holds_but_is_not_the_scene_finds_nothing():
    story = Standing(ROUNDS[0])
    story.left = ["assembly_to_committee", "committee_to_assembly"]
    for key in ("committee", "assembly", "carry_out"):
        story.do(key)
    assert story.latest()[0].verdict == NOTE and "不是这一条" in story.latest()[0].text
    assert story.line.key == "assembly_to_committee"


def test_what_follows_for_both_from_a_general_sentence_is_not_called_wrong_in_a_round():
    story = Standing(next(case for case in ROUNDS if "committee_to_government" in case["lines"]))
    story.left = ["committee_to_government"]
    for key in ("committee", "government", "share"):
        story.do(key)
    (reaction,) = story.latest()
    assert reaction.verdict == NOTE and "不算错" in reaction.text and "双方共驻共建" in reaction.text
    assert (story.missed, story.line.key) == ([], "committee_to_government")


def test_each_wrong_word_is_noted_with_what_the_material_says_and_a_hint_is_not():
    view = WhoStandsWhere()
    line = view.story.line
    press(view, HINT, "on", HINT, "on", "watch")
    assert len(list(view.mistaken(view.story))) == 1
    assert line.statements[0].text in view.story.missed[0]
    played(view.story)
    assert len(view.story.missed) == 1
    right = WhoStandsWhere()
    played(right.story)
    assert list(right.mistaken(right.story)) == []


def test_of_the_last_two_nothing_is_said():
    story = Standing(ROUNDS[0])
    while story.left:
        for key in (story.line.start, story.line.end, story.line.kinds[0]):
            story.do(key)
    story.do("lead")
    assert story.latest()[0].verdict == BAD
    assert "隔着社区党组织" in story.latest()[0].rule
    assert story.ending.verdict == NOTE


@given(st.integers(0, 3), st.lists(st.integers(0, 11), max_size=60))
@examples(30)
def test_nothing_that_is_pressed_breaks_a_round(number, presses):
    story = Standing(ROUNDS[number])
    for press in presses:
        scene = story.scene()
        if scene is None:
            break
        before = set(story.left)
        story.do(scene.moves[press % len(scene.moves)].key)
        assert set(story.left) <= before
        assert len(story.found) + len(story.left) == len(ROUNDS[number]["lines"])
        ElementTree.fromstring(round_picture.stage(story, now=story.shown))


# --- the pictures of the rounds ---


@pytest.mark.parametrize("case", ROUNDS, ids=lambda case: case["key"])
def test_the_organisations_of_a_round_stand_apart_and_inside(case):
    boxes = [
        (x - round_picture.WIDTH / 2, y - round_picture.HEIGHT / 2, round_picture.WIDTH, round_picture.HEIGHT)
        for x, y in case["places"].values()
    ]
    for left, top, width, height in boxes:
        assert left >= 0 and top >= 0 and left + width <= 360 and top + height <= 250
    assert not any(overlap(one, other) for one, other in combinations(boxes, 2))


@pytest.mark.parametrize("case", ROUNDS, ids=lambda case: case["key"])
def test_an_arrow_of_a_round_goes_through_nobody(case):
    story = Standing(case)
    for key in case["lines"]:
        (x1, y1), (x2, y2) = round_picture.ends(story, LINES[key])
        for x, y in case["places"].values():
            box = (x - round_picture.WIDTH / 2, y - round_picture.HEIGHT / 2, round_picture.WIDTH, 38)
            for step in range(51):
                part = step / 50
                assert not overlap((x1 + (x2 - x1) * part, y1 + (y2 - y1) * part, 0, 0), box), key


def test_the_whole_picture_has_every_line():
    whole = ElementTree.fromstring(round_picture.whole(Relations()))
    assert len(list(whole.iter("path"))) == len(LINES)
    assert all(Relations().in_words(line) in whole.get("aria-label") for line in LINES.values())


# --- the view ---


def press(view, *keys):
    for key in keys:
        view._receive(None, {"press": key, "turn": view.turn}, None)


def test_a_round_in_the_view_and_then_the_next():
    view = WhoStandsWhere()
    assert "画上了 0 支" in view.widget.page["progress"]
    assert "是谁在做" in view.widget.page["question"]
    assert 'data-press="council"' in view.widget.page["picture"]
    while view.story.left:
        line = view.story.line
        assert line.scene in view.widget.page["lead"]
        press(view, line.start, line.end, line.kinds[0])
        assert "✓ 对" in view.widget.page["told"]
        press(view, "on")
    assert "整张关系图" not in str(view.widget.page["folds"])
    press(view, NOTHING, "on")
    assert "一次就全说对了" in view.widget.page["told"]
    assert "看整张关系图" in str(view.widget.page["folds"])
    assert "哪一章" in view.paper(view.story)
    press(view, "other")
    assert "手边、对面" in view.widget.page["picture"]


def test_a_chapter_has_its_round_first_in_the_view():
    view = WhoStandsWhere(chapter=10)
    assert "工作站的几条线" in view.widget.page["picture"]
    assert view.story.line.key == "party_to_station"


def test_it_speaks_traditional_characters():
    with script.using("hant"):
        view = WhoStandsWhere()
        assert "黨工委" in view.widget.page["picture"]
        press(view, "street_party")
        assert view.widget.page["question"] == "做給誰？"
