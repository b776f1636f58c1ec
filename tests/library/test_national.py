"""The second rulebook: its course proves, differs where the law differs, and agrees with itself."""

import re
from pathlib import Path

import pytest
import whole_course
from chance import THOROUGH

from grading.master import chapter as chapters
from grading.master.keys import read_exercises
from shequ_lib import committee, division, rulebook
from shequ_lib.answer_cells import course_metadata, read_answers, source_of
from shequ_lib.exercises.score import mark_source

ROOT = Path(__file__).parents[2]
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
    ("field", "old", "new"), [("新一届届满的日子", "2009-05-18", "2036-05-18"), ("第几届", 4, 3)]
)
def test_an_answer_is_marked_by_the_rulebook_of_its_course(exercises, field, old, new):
    for name, right, wrong in ((OLD, old, new), (NEW, new, old)):
        spec, key, answer = exercises[name]["rights-notice"]
        assert mark_source(spec, key, "rights_notice = " + repr({field: right})).points > 0
        assert mark_source(spec, key, "rights_notice = " + repr({field: wrong})).points == 0
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


TOUCHED = ["01", "02", "04", "05", "06", "11"]  # chapters in which something has changed
DATED = {"4.3", "6.17", "6.18"}  # objectives whose rule has changed and whose exercises have dates


def then_and_now(course):
    """The cells of each chapter from its section 今昔对照 to its end, by the chapter's number."""
    found = {}
    for name, notebook in course.notebooks.items():
        texts = [source_of(cell) for cell in notebook.cells]
        starts = [place for place, text in enumerate(texts) if text.startswith("## 今昔对照")]
        if starts:
            assert len(starts) == 1
            found[name[:2]] = notebook.cells[starts[0] :]
    return found


def test_then_and_now_ends_each_chapter_that_the_law_touches_with_one_exercise_for_practice(courses):
    for course in courses.values():
        sections = then_and_now(course)
        assert sorted(sections) == TOUCHED
        for cells in sections.values():
            rows = [line for line in source_of(cells[0]).splitlines() if line.startswith("|")]
            assert rows[0] == "| 材料里 | 现在 | 在窗口 |"
            assert len(rows) > 2 and all(row.count("|") == 4 for row in rows)
            assert [course_metadata(cell)["role"] for cell in cells] == [
                "text",
                *("question", "answer", "form", "check"),
            ]
            assert "（不计分）" in source_of(cells[1])


def test_then_and_now_is_the_same_whatever_the_course_goes_by(courses):
    old, new = (
        {n: [*map(source_of, cells)] for n, cells in then_and_now(c).items()} for c in courses.values()
    )
    assert old == new


@pytest.mark.parametrize(
    ("said", "objective"),
    [
        ("**自我监督**", "1.1"),
        ("修订后的规定", "1.2"),
        ("**民主协商**", "1.5"),
        ("1,000 至 3,000 户", "2.1"),
        ("下城区", "2.6"),
        ("第十九条", "4.2"),
        ("近亲属", "4.3"),
        ("第二十六条", "4.4"),
        ("民发〔2020〕20号", "4.7"),
        ("第三十四条", "4.10"),
        ("第二十八条", "5.2"),
        ("第三十二条", "6.1"),
        ("第三十六条", "6.17"),
        ("**居住证**", "11.6"),
    ],
)
def test_a_box_stands_before_the_exercises_that_it_touches(courses, said, objective):
    chapter = next(
        notebook
        for name, notebook in courses[OLD].notebooks.items()
        if int(name[:2]) == int(objective.split(".")[0])
    )
    box = asked = None
    for place, cell in enumerate(chapter.cells):
        ours = course_metadata(cell)
        if box is None and ours["role"] == "law" and said in source_of(cell):
            box = place
        if asked is None and objective in ours.get("objectives", ()):
            asked = place
    assert box is not None and asked is not None
    assert box < asked


@pytest.mark.parametrize("number", ["04", "06"] if THOROUGH else ["04"])
def test_what_is_dated_under_a_changed_rule_is_dated_before_2010(number):
    (path,) = (ROOT / "solutions").glob(f"{number}-*.md")
    made = chapters.load(path, rulebook.load(OLD), ROOT / "course", members=True)
    dated = 0
    for exercise in made.exercises:
        if not DATED & set(exercise.objectives):
            continue
        family = [member.exercise for member in made.families.get(exercise.id, ())] or [exercise]
        for member in family:
            texts = f"{member.question}\n{member.answer_source}\n{member.spec.get('items', '')}"
            years = {int(year) for year in re.findall(r"(?<!\d)(?:19|20)\d\d(?=[年-]| 年(?!以前))", texts)}
            assert max(years, default=0) < 2010, (member.id, years)
            dated += bool(years)
    assert dated
