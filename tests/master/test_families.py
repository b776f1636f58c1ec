"""Families: what an author may draw, what a member is, and that no two members are the same question."""

from __future__ import annotations

import json
import random
import re
import shutil
from datetime import date
from pathlib import Path

import pytest
import whole_course
import yaml
from chance import THOROUGH
from family_course import CHOICES, DATE, NUMBER, WHOLE, course_of
from hypothesis import given
from hypothesis import strategies as st

from grading.master import expand, item_lint, vary
from grading.master.drawn import items_of, options_of, wrong_of
from grading.master.editions import class_edition
from grading.master.keys import read_exercises
from grading.release import release, unread
from grading.release.release import ReleaseError
from shequ_lib.answer_cells import course_metadata, read_answers
from shequ_lib.exercises.score import mark_source

ROOT = Path(__file__).parents[2]


def refusal(folder, body, name="notice-date"):
    with pytest.raises(ReleaseError) as caught:
        course_of(folder / "母 本", {name: body})
    return "\n".join(caught.value.faults)


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    return course_of(tmp_path_factory.mktemp("母 本"), WHOLE)


@pytest.fixture(scope="module")
def chapter(course):
    return course.chapters[0]


def test_a_family_has_the_members_it_says_each_a_question_of_its_own(chapter):
    assert {name: len(members) for name, members in chapter.families.items()} == {
        "notice-date": vary.MEMBERS,
        "how-many": vary.MEMBERS,
        "which-ones": 12,
        "pair-up": 6,
    }
    for members in chapter.families.values():
        shown = [
            (m.exercise.question, str(sorted(m.exercise.spec.get("options", {}).values()))) for m in members
        ]
        items = [sorted(m.exercise.spec.get("items", [])) for m in members]
        assert len({f"{one}{two}" for one, two in zip(shown, items, strict=True)}) == len(members)


def test_the_right_answer_of_a_member_is_that_of_its_own_question(chapter):
    for member in chapter.families["notice-date"]:
        asked = date(*map(int, re.search(r"(\d+)年(\d+)月(\d+)日", member.exercise.question).groups()))
        assert (asked - date.fromisoformat(member.exercise.key["answer"])).days == 3
    for member in chapter.families["how-many"]:
        households = int(re.search(r"(\d+) 户", member.exercise.question)[1])
        assert 2400 <= households <= 6400
        assert households % 400
        assert member.exercise.key["answer"] == households // 400
    for member in chapter.families["which-ones"]:
        places = {text for letter, text in member.exercise.spec["options"].items()}
        right = {member.exercise.spec["options"][letter] for letter in member.exercise.key["answer"]}
        assert right == places & {"公开栏", "出入口", "楼道口"}
        assert 1 <= len(right) <= 3


def test_the_first_member_is_the_one_that_the_author_chose(chapter, course):
    first = read_exercises(course.notebooks["01-families"])
    assert first["notice-date"][1]["answer"] == "2026-02-27"
    assert list(first["which-ones"][0]["options"].values()) == ["公开栏", "出入口", "主任家门口", "干部群里"]
    assert [m[0].exercise for m in chapter.families.values()] == list(chapter.exercises)


def test_members_stay_when_more_are_asked_for_and_when_only_the_first_is_made(tmp_path, chapter):
    more = {**WHOLE, "which-ones": CHOICES.replace("members: 12", "members: 20")}
    grown = course_of(tmp_path / "more", more).chapters[0]
    assert grown.families["which-ones"][:12] == chapter.families["which-ones"]
    alone = course_of(tmp_path / "alone", WHOLE, members=False).chapters[0]
    assert {name: members[:1] for name, members in chapter.families.items()} == alone.families


def test_another_exercise_with_the_same_section_draws_others(tmp_path, chapter):
    other = course_of(tmp_path / "other", {"another-date": DATE}).chapters[0].families["another-date"]
    assert [member.drawn for member in other][1:] != [m.drawn for m in chapter.families["notice-date"]][1:]


def test_a_notebook_with_cells_of_the_bank_is_that_of_whoever_has_these_members(chapter, course):
    bank = expand.bank(chapter)
    assert list(bank) == list(WHOLE)
    numbers = {name: len(members) - 1 - place for place, (name, members) in enumerate(bank.items())}
    for chosen in ({}, numbers):
        cells = []
        for cell in course.notebooks["01-families"]["cells"]:
            name = course_metadata(cell).get("exercise")
            if name is None:
                cells.append(cell)
            elif course_metadata(cell)["role"] == "question":
                cells += bank[name][chosen.get(name, 0)]
        assert cells == expand.notebook(chapter.with_members(chosen))["cells"]


def test_every_member_earns_its_points_in_the_notebook_that_holds_it(chapter):
    for number in range(6):
        source = expand.notebook(chapter.with_members(dict.fromkeys(WHOLE, number)))
        answers = read_answers(source)
        for name, (spec, key) in read_exercises(source).items():
            solved = "\n".join(text for text in answers[name].splitlines() if not text.startswith("#"))
            assert mark_source(spec, key, solved).points == spec["points"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("  first: {day: 2026-03-02}\n", "  when: [day.year > 2026]\n", "no member in 5,000 tries"),
        (
            "2026-01-20, to: 2026-12-20}",
            "2026-03-01, to: 2026-03-06}",
            "of 20 members only 6 ask different things",
        ),
        ("会议定在 {{ day | cn_date }}，", "", "of 20 members only 1 ask different things"),
        ("2026-12-20}", "2026-01-20}", "day: from 2026-01-20 to 2026-01-20 there is nothing to choose"),
        ("2026-12-20}", "40}", "two whole numbers or two dates"),
        ("2026-12-20}", "2026-02-30}", "does not exist"),
        ("2026-12-20}", "2026-12-20, step: 0}", "step is a whole number above 0"),
        ("day: 2026-03-02", "day: 2026-12-21", "first: day: 2026-12-21 is none of the values"),
        ("day: 2026-03-02", "days: 2026-03-02", "first gives values to names that are drawn: day"),
        (
            "first: {day: 2026-03-02}",
            "when: [dya.year]",
            "“dya.year” cannot be evaluated: 'dya' is undefined",
        ),
        (
            "day: 2026-03-02}",
            "day: 2026-03-02}\n  when: [day.month > 5]",
            "first does not meet the condition",
        ),
        ("day: 2026-03-02}", "day: 2026-03-02}\n  members: 1", "members is a whole number from 2"),
        ("day: {from", "rb: {from", "the name rb is taken"),
        ("day: {from", "line: {from", "the name line is taken"),
        ("day: {from", "Day: {from", "“Day” is no name"),
        ("day: {from", "day: {form", "draw it as"),
        ("  day: {from", " day: {from", "no YAML"),
        ("day: 2026-03-02}", "day: 2026-03-02}\n  let: {day: day}", "the name day is taken"),
        ("{from: 2026-01-20, to: 2026-12-20}", "{one_of: [2026-03-02, 2026-03-02]}", "stands twice"),
        ("{from: 2026-01-20, to: 2026-12-20}", "{draw: 3, of: [甲, 乙]}", "at least 3 values"),
        ("{from: 2026-01-20, to: 2026-12-20}", "{one_of: nowhere}", "'nowhere' is undefined"),
        ('"{{ day }}"\n', '"{{ day - timedelta(3) }}"\n', "earns full marks"),
        (
            "points: 2",
            "points: {{ 2 if day.month == 3 else 3 }}",
            "its points is 3, that of the first member 2",
        ),
        ("points: 2", "points: {{ 2 if day.month == 3 else '两' }}", "whole number above 0"),
        ("{{ day - timedelta(3) }}", "{{ date(2026, 2, 27) }}", "20 of 20 members have the same answer"),
        ("points: 2", "points: {{ staff }}", "'staff' is undefined"),
    ],
)
def test_a_family_that_is_not_right_is_refused_by_name_and_line(tmp_path, old, new, expected):
    assert old in DATE
    fault = refusal(tmp_path, DATE.replace(old, new, 1))
    assert expected in fault
    assert re.match(r"01-families\.md:\d+ \[notice-date\]: ", fault)


def test_a_fault_of_one_member_names_it_and_what_it_drew(tmp_path):
    body = NUMBER.replace('"{{ needed - 1 }}"', '"{{ needed - needed % 2 }}"')
    fault = refusal(tmp_path, body, "how-many")
    assert re.search(
        r"member \d+ \(households=\d+, place=..社区\): the wrong answer “how_many = \d+” earns full", fault
    )
    assert "more faults of members" in fault


def test_nothing_hidden_of_one_family_may_stand_in_a_member_of_another(tmp_path):
    telling = NUMBER.replace("配几人？", "配几人？{{ '从会议日往回数。' if needed == 9 }}")
    with pytest.raises(ReleaseError) as caught:
        course_of(tmp_path / "母 本", {"notice-date": DATE, "how-many": telling})
    faults = [fault for fault in caught.value.faults if "shows what is hidden" in fault]
    assert faults
    assert all("[notice-date]" in fault for fault in faults)


def test_a_draw_whose_key_stands_out_is_drawn_again(tmp_path):
    one = "{text: 小区大门两边的公开栏, right: true, why: 大家都看得见。}"
    rest = ["出入口旁边的公开栏", "办公室里", "抽屉里", "柜子里", "群里", "车上", "屋顶上"]
    others = [f"{{text: {text}, why: {text}不行。}}" for text in rest]
    body = CHOICES.replace("  first: {cases: [1, 2, 5, 6]}\n", "").replace("members: 12", "members: 9")
    body = body.replace("of: pool", f"of: [{', '.join([one, *others])}]")
    made = course_of(tmp_path / "drawn again", {"which-ones": body}).chapters[0].families["which-ones"]
    assert all(rest[0] in member.exercise.spec["options"].values() for member in made[1:])
    kept = body.replace("points: 4", "points: 4\nlint: {longest: 原文就这么长}")
    made = course_of(tmp_path / "kept", {"which-ones": kept}).chapters[0].families["which-ones"]
    assert not all(rest[0] in member.exercise.spec["options"].values() for member in made[1:])
    with pytest.raises(ReleaseError, match=r"draws gave their answer away \(longest\)"):
        course_of(tmp_path / "none left", {"which-ones": body.replace(rest[0], "门里")})


def test_what_gives_a_member_away_is_found_and_names_it(tmp_path):
    facts = "| 在哪里 | 贴什么 |\n|---|---|\n| 公开栏 | 告示 |\n| 出入口 | 告示 |\n| 楼道口 | 告示 |\n"
    course = course_of(tmp_path / "母 本", {"which-ones": CHOICES}, text=facts)
    found = item_lint.look_at_members(course.chapters)
    assert {(each.exercise, each.rule) for each in found} == {
        ("which-ones", "table"),
        ("which-ones", "several"),
    }
    assert re.match(r"member \d+ \(cases=", found[0].message)
    (tmp_path / "母 本" / "known_items.toml").write_text(
        '[01-families]\nwhich-ones = ["several"]', encoding="utf-8"
    )
    with pytest.raises(ReleaseError, match="table: member"):
        release.prove_items(course, tmp_path / "母 本")


def test_a_draw_of_unread_questions_is_one_notebook_and_marks_its_own_answers(chapter):
    one, other = (expand.notebook(unread.drawn(chapter, seed)) for seed in (1, 2))
    first = expand.notebook(unread.drawn(chapter, 0))
    assert first["cells"] == expand.notebook(chapter)["cells"]
    right = {name: key["answer"] for name, (_, key) in read_exercises(one).items()}
    assert all(points == most for points, most in unread.earned(one, right).values())
    assert not all(points == most for points, most in unread.earned(other, right).values())
    assert len({unread.questions(class_edition(each)) for each in (first, one, other)}) == 3


def test_a_line_of_a_fault_is_that_of_the_file(tmp_path):
    fault = refusal(tmp_path, DATE.replace("hint: 会议当日不算。", "hint: 会议: 当日: 不算"))
    text = (tmp_path / "母 本" / "01-families.md").read_text(encoding="utf-8").splitlines()
    line = next(number for number, text in enumerate(text, 1) if text.startswith("hint: 会议:"))
    assert fault.startswith(
        f"01-families.md:{line} [notice-date]: member 0 (day=2026-03-02): the head is no YAML"
    )
    fault = refusal(tmp_path, DATE.replace("first: {day", "first: {{{ dya"))
    line = next(number for number, text in enumerate(text, 1) if text.startswith("  first:"))
    assert fault.startswith(f"01-families.md:{line} [notice-date]: cannot be rendered")


def test_a_condition_of_jinja_may_leave_a_family_out(tmp_path):
    section, _, rest = DATE.partition("---")
    for key, there in (("staff.committee.minimum", True), ("no.such", False)):
        body = f"{section}{{% if '{key}' in rb %}}\n---{rest}{{% endif %}}\n"
        chapter = course_of(tmp_path / key, {**WHOLE, "notice-date": body}).chapters[0]
        assert ("notice-date" in chapter.families) is there
        assert ("notice-date" in expand.bank(chapter)) is there


def test_traditional_members_are_the_simplified_ones(tmp_path, chapter):
    other = course_of(tmp_path / "hant", WHOLE, script="hant").chapters[0]
    assert "會議定在" in other.families["notice-date"][1].exercise.question
    for name, members in chapter.families.items():
        for one, two in zip(members, other.families[name], strict=True):
            assert one.drawn == two.drawn
    assert "練習" in expand.bank(other)["how-many"][3][0]["source"]


def test_a_course_without_its_members_is_as_fast_to_draw_as_one_without_families(monkeypatch, tmp_path):
    tries = []
    monkeypatch.setattr(vary, "draw", lambda *given, real=vary.draw: tries.append(given[2]) or real(*given))
    course_of(tmp_path / "母 本", WHOLE, members=False)
    assert tries == [0] * len(WHOLE)


@given(
    start=st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    days=st.integers(1, 800),
    step=st.integers(1, 40),
    seed=st.integers(),
)
def test_a_date_lies_within_its_range_and_on_its_steps_over_the_ends_of_months(start, days, step, seed):
    end = date.fromordinal(start.toordinal() + days)
    text = f"vary:\n  day: {{from: {start}, to: {end}, step: {step}}}\n"
    if step > days:
        with pytest.raises(vary.VaryError, match="nothing to choose"):
            vary.read(text, lambda _: False, _no_expression)
        return
    section = vary.read(text, lambda _: False, _no_expression)
    day = section.sources["day"].draw(random.Random(seed))
    assert start <= day <= end
    assert (day - start).days % step == 0
    assert section.sources["day"].fixed(day) == day


@given(pool=st.lists(st.integers(0, 10**6), min_size=1, max_size=30, unique=True), data=st.data())
def test_what_is_drawn_of_a_pool_is_of_it_and_nothing_comes_twice(pool, data):
    count = data.draw(st.integers(1, len(pool)))
    text = f"vary:\n  some: {{draw: {count}, of: {json.dumps(pool)}}}\n"
    section = vary.read(text, lambda _: False, _no_expression)
    values = section.sources["some"].draw(random.Random(data.draw(st.integers())))
    assert len(set(values)) == count
    assert set(values) <= set(pool)


def _no_expression(expression, _names):
    raise AssertionError(expression)


# The course itself. In a quick run the families of some chapters, the same ones each time; in CI all of them.

FAMILIES = [
    path
    for path in sorted((ROOT / "solutions").glob("[0-9][0-9]-*.md"))
    if re.search(r"^```\{exercise\} .+\nvary:$", path.read_text(encoding="utf-8"), re.MULTILINE)
]
LOOKED_AT = FAMILIES if THOROUGH else [random.Random(2026).choice(FAMILIES)]


@pytest.mark.parametrize(
    ("rules", "script"), [("gongshu-2008", "hans"), ("national-2026", "hans"), ("gongshu-2008", "hant")]
)
@pytest.mark.parametrize("path", LOOKED_AT, ids=lambda path: path.stem)
def test_every_member_of_the_course_passes_every_proof(path, rules, script, tmp_path):
    for each in (path, *(ROOT / "solutions").glob("*.csv"), *(ROOT / "solutions").glob("*.toml")):
        shutil.copy(each, tmp_path)
    course = release.build(tmp_path, ROOT / "course", rules=rules, script=script, partial=True, members=True)
    assert all(len(members) > 1 for members in course.chapters[0].families.values())


def test_each_way_of_asking_has_a_family():
    kinds = {
        exercise.kind
        for chapter in whole_course.built("source").chapters
        for exercise in chapter.exercises
        if exercise.id in chapter.families
    }
    assert {"number", "date", "schedule", "choices", "match"} <= kinds


def test_drawn_cases_become_the_entries_of_a_head():
    cases = [
        {"text": "甲：“一”", "to": "左", "why": "看左边。", "right": True, "hard": True, "trap": "右"},
        {"text": "乙", "to": "右", "why": "看右边。", "no": [["左", "不在左边。"], ["中", "不在中间。"]]},
    ]
    options, items, wrong = (
        yaml.load(made(cases), Loader=yaml.BaseLoader) for made in (options_of, items_of, wrong_of)
    )
    assert options == [
        {"text": "甲：“一”", "why": "看左边。", "right": "true"},
        {"text": "乙", "why": "看右边。"},
    ]
    assert items == {"甲：“一”": "左", "乙": "右"}
    assert [(each["item"], each["answer"], each["why"]) for each in wrong] == [
        ("甲：“一”", "右", "看左边。"),
        ("乙", "左", "不在左边。"),
        ("乙", "中", "不在中间。"),
    ]
