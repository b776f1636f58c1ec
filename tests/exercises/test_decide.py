"""A case that is decided step by step: its head, what each way through it earns, a family of cases."""

from __future__ import annotations

import copy
import random
from datetime import date
from pathlib import Path

import kind_examples
import pytest
import yaml
from family_course import course_of

from grading.marking.corrections import ALSO, Asked, asked_for
from grading.master import expand, item_lint, proofs
from grading.master import kinds as written
from grading.master.editions import class_edition
from grading.master.exercise import ExerciseError, read
from grading.master.keys import read_exercises
from grading.master.kinds.decide import MOST_GUESSED, STEPS, guessing
from grading.release import unread
from grading.report import mistakes
from shequ_lib.exercises import literal
from shequ_lib.exercises.kinds.decide import END, following
from shequ_lib.exercises.score import mark

CASE = kind_examples.examples()["decide"]


def block(change=None, **fields):
    """The documented case once more, with something changed."""
    body = kind_examples.documented()["noisy-square"]
    _, head, question = body.split("---\n", 2)
    said = yaml.load(head, Loader=yaml.BaseLoader) | fields
    if change:
        change({step["id"]: step for step in said["steps"]}, said["steps"])
    return f"---\n{yaml.safe_dump(said, allow_unicode=True)}---\n{question}"


def made(change=None, **fields):
    return read("noisy-square", block(change, **fields), 1, None)


def ways(spec, way=()):
    """Every way through a case, to its end."""
    number = following(spec, *way[-1]) if way else 1
    if number == END:
        yield {str(number): letter for number, letter in way}
        return
    for letter in spec["steps"][number - 1]["options"]:
        yield from ways(spec, (*way, (number, letter)))


# --- what a head may say ---


def test_a_decision_leads_to_a_higher_number_whatever_the_order_of_the_steps():
    exercise = made(lambda by_id, steps: steps.sort(key=lambda step: step["id"] != "letter"))
    shuffled = made(lambda by_id, steps: steps.insert(1, steps.pop()))
    assert [step["heading"] for step in shuffled.spec["steps"]] == [
        "一封来信",
        "值班记录",
        "开会之前",
        "会议记录",
    ]
    for spec in (exercise.spec, shuffled.spec):
        for number, step in enumerate(spec["steps"], start=1):
            assert all(option["then"] in {END, *range(number + 1, 5)} for option in step["options"].values())


def test_letters_stay_when_texts_are_mended():
    def mend(by_id, steps):
        by_id["notice"]["options"][1]["text"] = "12 月 14 日，给两个人都打电话"
        by_id["notice"]["text"] = "会前要告诉参会的人。"

    assert made(mend).key["right"] == CASE.key["right"]
    assert made(mend).answer_source == CASE.answer_source


def test_the_spec_does_not_say_what_is_right():
    texts = [str(CASE.spec), *CASE.authoring.shown(CASE.spec)]
    assert not any(secret in text for secret in CASE.authoring.secrets(CASE.key) for text in texts)
    fields = {name for step in CASE.spec["steps"] for option in step["options"].values() for name in option}
    assert fields == {"text", "after", "then"}


def _then(step, place, then):
    return lambda by_id, steps: by_id[step]["options"][place].update(then=then)


def _all_right(by_id, steps):
    for option in by_id["notice"]["options"]:
        option["right"] = "true"


def _none_right(by_id, steps):
    by_id["notice"]["options"][0].pop("right")


def _two_right(by_id, steps):
    for step in steps:
        step["options"][1]["right"] = "true"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_then("outcome", 0, "letter"), "lead round in a circle"),
        (_then("outcome", 0, "notice"), "notice, outcome lead round in a circle"),
        (_then("outcome", 0, "nowhere"), "step outcome: there is no step “nowhere”"),
        (_all_right, "step notice: at least one option is right, and at least one is wrong"),
        (_none_right, "step notice: at least one option is right, and at least one is wrong"),
        (_two_right, "who guesses at each step earns"),
        (
            lambda by_id, steps: by_id["letter"].update(text="长" * 1001),
            "step letter: a text of at most 1000",
        ),
        (lambda by_id, steps: by_id["letter"].update(heading="一\n二"), "step letter: heading: one line"),
        (lambda by_id, steps: by_id["letter"].pop("heading"), "each entry of steps has"),
        (lambda by_id, steps: by_id["letter"]["options"][0].update(after="长" * 201), "after: one line"),
        (lambda by_id, steps: by_id["letter"]["options"][0].update(right="no"), "right can only be true"),
        (lambda by_id, steps: by_id["letter"]["options"].pop(), "3 to 5 options, not 2"),
        (
            lambda by_id, steps: by_id["letter"].update(text="| 甲 | 乙 |\n|---|---|\n| 丙 |"),
            "a table is a head",
        ),
        (lambda by_id, steps: by_id["letter"].update(id="第一步"), "lower-case words"),
        (lambda by_id, steps: by_id["letter"].update(id="notice"), "the ids of the steps: two are the same"),
        (
            lambda by_id, steps: steps.extend({**steps[-1], "id": f"more-{n}"} for n in range(STEPS[1])),
            "steps: 3 to 12 of them, not 16",
        ),
        (
            lambda by_id, steps: steps.append({**copy.deepcopy(steps[-1]), "id": "lost"}),
            "no option leads to the step lost",
        ),
    ],
)
def test_a_case_that_cannot_be_decided_is_refused(change, said):
    with pytest.raises(ExerciseError, match=said):
        made(change)


# --- what a way earns ---


def test_only_right_decisions_to_the_end_earn_all_and_none_below_nothing():
    points = CASE.spec["points"]
    for way in ways(CASE.spec):
        wrong = [number for number, letter in way.items() if letter not in CASE.key["right"][number]]
        result = mark(CASE.spec, CASE.key, way)
        assert (result.points == points) == (not wrong)
        short = dict(list(way.items())[:-1])
        assert mark(CASE.spec, CASE.key, short).points < points
    assert sum(1 for _ in ways(CASE.spec)) == 9 + 2 * (2 + 9)


def test_what_a_guesser_earns_is_what_the_head_is_held_to():
    def expected(way):
        odds = 1.0
        for number in way:
            odds /= len(CASE.spec["steps"][int(number) - 1]["options"])
        return odds * mark(CASE.spec, CASE.key, way).points / CASE.spec["points"]

    drawn = sum(expected(way) for way in ways(CASE.spec))
    assert guessing(CASE.spec, CASE.key) == pytest.approx(drawn, abs=1e-3)
    assert drawn < 1 / 3 < MOST_GUESSED


def test_one_letter_all_the_way_does_not_pay():
    for letter in "ABC":
        number, way = 1, {}
        while number != END:
            way[str(number)] = letter
            number = following(CASE.spec, number, letter)
        assert mark(CASE.spec, CASE.key, way).points <= 0.7 * CASE.spec["points"]


def test_a_further_right_decision_is_named_by_its_words():
    exercise = made(also=[{"outcome": "请双方握个手，口头约定"}])
    assert [*proofs._marks(exercise), *proofs._wrong_answers(exercise)] == []
    letters = {option["text"]: x for x, option in exercise.spec["steps"][3]["options"].items()}
    way = {**exercise.key["answer"], "4": letters["请双方握个手，口头约定"]}
    assert mark(exercise.spec, exercise.key, way).points == exercise.spec["points"]
    for entry in ({"outcome": "没有这一项"}, {"nowhere": "握手"}, {"notice": "12 月 14 日，上门送书面通知"}):
        with pytest.raises(ExerciseError, match=r"there is no option|is right already"):
            made(also=[entry])


def test_a_class_can_take_another_way_as_right():
    wrong = CASE.wrong[0]
    way = literal.read(CASE.id, wrong.source)
    typed = "；".join(f"{number}={letter}" for number, letter in way.items())
    asked = {CASE.id: Asked("1-1 题", CASE.spec, CASE.key)}
    (more,) = asked_for(asked, [], [(ALSO, f"1-1= {typed}")], date(2026, 3, 1))
    assert mark(CASE.spec, {**CASE.key, "also": [more.answer]}, way).points == CASE.spec["points"]


# --- printed and reported ---


def test_the_feedback_page_shows_the_way_in_its_order():
    shown = CASE.authoring.readable(CASE.spec, {"1": CASE.key["answer"]["1"]})
    assert "第 1 步 · 情形 1：一封来信" in shown and "还没有选" in shown
    assert "还没有选" not in CASE.authoring.readable(CASE.spec, CASE.key["answer"])


def test_the_report_says_which_decision_was_wrong_at_which_step():
    (wrong,) = [each for each in CASE.wrong if "只剩一天" in each.why]
    (told,) = mistakes.judge(CASE.spec, CASE.key, wrong.source).mistakes
    assert told.text.startswith("情形 3：开会之前 → ") and told.text.endswith("12 月 17 日，上门送书面通知")
    assert told.message == "离开会只剩一天，不够三日。"
    stopped = mistakes.judge(CASE.spec, CASE.key, 'noisy_square = {"1": "A"}').mistakes
    assert stopped[-1].text == "停在情形 3：开会之前，没有往下选"


def test_options_are_looked_at_step_by_step():
    def absolute(by_id, steps):
        by_id["notice"]["options"][0]["text"] += "，一定要签收"
        by_id["outcome"]["options"][1]["text"] += "，一定要握手"

    assert set(item_lint.by_form(made(absolute))) >= {"absolute"}
    assert "absolute" not in item_lint.by_form(CASE)


def test_made_up_trainees_take_ways_that_are_answers():
    for guess in CASE.authoring.guesses(CASE.spec, CASE.key, random.Random(1)):
        assert CASE.answering.normalise(CASE.spec, guess) == guess


# --- a family: a complaint about a noisy square ---

FAMILY = (Path(__file__).parents[1] / "data" / "decide_family.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def chapter(tmp_path_factory):
    text = "\n```{facts}\n{% set days = meetings.mediation.notice_days %}\n```\n"
    return course_of(tmp_path_factory.mktemp("母 本"), {"the-square": FAMILY}, text=text).chapters[0]


def test_every_member_of_a_family_of_cases_is_proven_and_is_another_case(chapter):
    members = chapter.families["the-square"]
    assert len(members) == 24
    assert len({member.exercise.answer_source for member in members}) > 8
    assert (
        len({expand.exercise_cells(each.exercise, "1-1", 3, feedback=False)[0].source for each in members})
        == 24
    )


def test_a_draw_of_unread_cases_is_marked_by_its_own_key(chapter):
    one = expand.notebook(unread.drawn(chapter, 1))
    right = {name: key["answer"] for name, (_, key) in read_exercises(one).items()}
    assert all(points == most for points, most in unread.earned(one, right).values())
    asked = unread.questions(class_edition(one))
    assert "到情形 2。" in asked and asked.count("广场上的音响，晚上") == 1


def test_the_same_mistake_is_counted_together_whoever_had_which_case(chapter):
    kinds = {}
    for number, member in enumerate(chapter.families["the-square"]):
        exercise = member.exercise
        for wrong in exercise.wrong:
            judged = mistakes.judge(exercise.spec, exercise.key, wrong.source)
            counted = mistakes.of_member(judged, number, exercise.key)
            for each in counted.mistakes:
                kinds.setdefault(each.kind, set()).add(number)
    assert len(kinds["恳谈会收集想法，化解不了争执。"]) > 5


def test_written_says_how_a_second_way_is_written():
    assert written.of("decide").typed("1=B；3=A") == {"1": "B", "3": "A"}
