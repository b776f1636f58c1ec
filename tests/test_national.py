"""The second rulebook: its course proves, differs where the law differs, and agrees with itself."""

from pathlib import Path

import pytest
import whole_course

from grading.master.keys import read_exercises
from shequ_lib import committee, division, rulebook
from shequ_lib.answer_cells import course_metadata, read_answers, source_of
from shequ_lib.exercises.score import mark_source

ROOT = Path(__file__).parent.parent
OLD, NEW = "gongshu-2008", "national-2026"

CHANGED = {
    "concepts.self_governance",
    "concepts.democracy",
    "concepts.committee.meaning",
    "division.default",
    "rights.election.way.groups.name",
    "rights.election.way.groups.voters",
    "rights.committee.term",
    "principles.democracy.meaning",
    "principles.democracy.keywords",
    "goals.self_government.indicators",
}
ADDED = ("concepts.law.", "division.sizes.2026.", "rights.committee.term_since", "in_force.")

# What the course says under one rulebook and must not say under the other.
ONLY_OLD = (
    "三个“自我”",
    "四个“民主”",
    "四个民主",
    "每届任期 **3 年**",
    "每届 3 年",
    "居民小组代表选举",
    "比本课材料多了",
)
ONLY_NEW = (
    "四个“自我”；",
    "五个“民主”",
    "五个民主",
    "每届任期 **5 年**（2018年12月29日",
    "每届 5 年",
    "| **居民代表选举** |",
    "2026 年口径",
)


@pytest.fixture(scope="module")
def courses():
    """Both courses with their answers, each under its own proofs."""
    return {name: whole_course.built("source", rules=name) for name in (OLD, NEW)}


@pytest.fixture(scope="module")
def exercises(courses):
    """Of both courses: (spec, key, right answer) of each exercise by id."""
    return {name: dict(_exercises(course)) for name, course in courses.items()}


def _exercises(course):
    for notebook in course.notebooks.values():
        answers = read_answers(notebook)
        for exercise, (spec, key) in read_exercises(notebook).items():
            lines = answers[exercise].splitlines()
            yield exercise, (spec, key, "\n".join(line for line in lines if not line.startswith("###")))


def sources(course, *roles):
    """The text of all cells, or of those of some roles."""
    return [
        source_of(cell)
        for notebook in course.notebooks.values()
        for cell in notebook.cells
        if not roles or course_metadata(cell).get("role") in roles
    ]


def test_it_changes_what_the_law_changes_and_nothing_else():
    old, new = rulebook.load(OLD), rulebook.load(NEW)
    differing = {key for key in old.keys("") if new.entry(key) != old.entry(key)}
    assert differing == CHANGED
    added = set(new.keys("")) - set(old.keys(""))
    assert added and all(key.startswith(ADDED) for key in added)
    for key in differing | added:
        assert new.entry(key).source.startswith("《中华人民共和国城市居民委员会组织法》（20"), key
        assert new.entry(key).file == "national-2026.toml"


def test_its_figures():
    rb = rulebook.load(NEW)
    assert committee.term_end("2026-05-18", rulebook=rb).isoformat() == "2031-05-18"
    assert division.size_range(rulebook=rb) == (1000, 3000)
    assert division.size_range("2007", rulebook=rb) == (1500, 3000)
    assert division.judge(1210, rulebook=rb).fits and not division.judge(1210).fits
    assert rb.value("concepts.democracy")[1] == "民主协商"


def test_both_courses_ask_the_same_exercises(exercises):
    assert list(exercises[OLD]) == list(exercises[NEW])


def test_every_chapter_starts_with_its_own_rulebook(courses):
    for name, course in courses.items():
        for notebook in course.notebooks.values():
            assert f'start(rulebook="{name}")' in source_of(notebook.cells[0])


def test_the_first_page_names_the_rulebook(courses):
    for name, course in courses.items():
        page = "\n".join(source_of(cell) for cell in course.notebooks["00-start"].cells)
        assert f"**{rulebook.load(name).title}**" in page


@pytest.mark.parametrize("said", ONLY_OLD)
def test_what_only_the_old_course_says(courses, said):
    assert any(said in source for source in sources(courses[OLD]))
    assert [source[:200] for source in sources(courses[NEW]) if said in source] == []


@pytest.mark.parametrize("said", ONLY_NEW)
def test_what_only_the_new_course_says(courses, said):
    assert any(said in source for source in sources(courses[NEW]))
    assert [source[:200] for source in sources(courses[OLD]) if said in source] == []


def test_the_size_of_2007_is_always_named_as_such(courses):
    for source in sources(courses[NEW], "text", "question"):
        for line in source.splitlines():
            if "1,500—3,000" in line or "1,500 到 3,000" in line:
                assert "2007 年口径" in line


def test_boxes_do_not_repeat_what_the_text_says_by_now(courses):
    old, new = ("\n".join(sources(course, "law")) for course in courses.values())
    for said in ("自我监督", "1,000 至 3,000 户", "**5 年**", "由全体有选举权的居民"):
        assert said in old
        assert said not in new
    for kept in ("至少一名妇女", "超过三分之二", "提前 10 日", "15 日", "居住证"):
        assert kept in old
        assert kept in new


@pytest.mark.parametrize(
    ("exercise", "old", "new"),
    [
        ("rights-term-end", "2003-05-18", "2031-05-18"),
        ("rights-which-term", 5, 3),
    ],
)
def test_an_answer_is_marked_by_the_rulebook_of_its_course(exercises, exercise, old, new):
    for name, right, wrong in ((OLD, old, new), (NEW, new, old)):
        spec, key, answer = exercises[name][exercise]
        assert mark_source(spec, key, f"{exercise.replace('-', '_')} = {right!r}").points == spec["points"]
        assert mark_source(spec, key, f"{exercise.replace('-', '_')} = {wrong!r}").points == 0
        assert mark_source(spec, key, answer).points == spec["points"]


@pytest.mark.parametrize(
    "exercise", ["concept-self-or-not", "concept-weak-link", "division-two-rules", "rights-ways"]
)
def test_the_old_answer_is_not_enough_under_the_new_rule(exercises, exercise):
    spec, key, answer = exercises[NEW][exercise]
    assert mark_source(spec, key, answer).points == spec["points"]
    assert mark_source(spec, key, exercises[OLD][exercise][2]).points < spec["points"]


def test_the_new_parts_of_the_formula_are_practised(exercises):
    assert "自我监督" in exercises[NEW]["concept-self-or-not"][1]["answer"].values()
    assert "民主协商" in exercises[NEW]["concept-weak-link"][1]["answer"].values()


def test_what_pandas_should_find_follows_the_size(exercises):
    old, new = (exercises[name]["division-fit-by-town"][1]["expected"] for name in (OLD, NEW))
    assert sum(old["values"]) < sum(new["values"])
