"""A trainee in a real browser: answers by mouse and keyboard, comes back, hands in, and is marked."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import lab
import pytest
import whole_course
from grading_helpers import set_up
from nbgrader.api import Gradebook

from grading import cli
from grading.classroom import classroom
from grading.master.keys import read_exercises
from shequ_lib.answer_cells import read_answers
from shequ_lib.exercises import literal

ROOT = Path(__file__).parents[2]
SCREENSHOTS = Path(__file__).parents[1] / "screenshots"
CHAPTER = "06-four-meetings"
KINDS = (
    "choice", "choices", "order", "match", "sort", "spot", "fill", "number", "date", "schedule", "table",
    "essay",
)  # fmt: skip
ESSAY = "先贴公告,再开会;会后把办法告诉大家。"

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def course():
    """The course with its answers."""
    return whole_course.built("source")


@pytest.fixture(scope="module")
def first_of_kind(course):
    """The first exercise of each kind in chapter 6: (spec, key, answer cell of the master)."""
    source = course.notebooks[CHAPTER]
    solved = read_answers(source)
    found = {}
    for exercise, (spec, key) in read_exercises(source).items():
        found.setdefault(spec["kind"], (spec, key, solved[exercise]))
    assert set(found) == set(KINDS)
    return found


@pytest.fixture(scope="module")
def given(first_of_kind):
    """One answer of every kind with the points that it deserves: right, partly right and wrong ones."""

    def key(kind):
        return first_of_kind[kind][1]

    def points(kind):
        return first_of_kind[kind][0]["points"]

    pairs = key("match")["answer"]
    item, target = next(iter(pairs.items()))
    other = next(x for x in first_of_kind["match"][0]["targets"] if x != target)
    code = [line for line in first_of_kind["table"][2].splitlines() if not line.startswith("###")]
    return {
        "choice": (key("choice")["answer"], points("choice")),
        "choices": (key("choices")["answer"][:1], points("choices") / 4),
        "order": (key("order")["answer"], points("order")),
        "match": ({**pairs, item: other}, points("match") * (len(pairs) - 1) / len(pairs)),
        "sort": (
            {card: key("sort")["answer"][card] for card in first_of_kind["sort"][0]["items"]},
            points("sort"),
        ),
        "spot": (key("spot")["answer"], points("spot")),
        "fill": (key("fill")["answer"], points("fill")),
        "number": (key("number")["answer"], points("number")),
        "date": (key("date")["wrong"][0]["answer"], 0),
        "schedule": (key("schedule")["answer"], points("schedule")),
        "table": ("\n".join(code), points("table")),
        "essay": (ESSAY, None),
    }


@pytest.fixture(scope="module")
def answered(chromium, tmp_path_factory, course, first_of_kind, given):
    """The folder after every kind was answered, what the forms showed on reopening, and the board."""
    study = tmp_path_factory.mktemp("study") / "王小明 的课"
    forms = len(read_exercises(course.notebooks[CHAPTER]))
    shown = {}
    with lab.served(study) as address, lab.browser_page(chromium) as page:
        lab.open_chapter(page, address, f"{CHAPTER}.ipynb", forms)
        for kind in KINDS:
            lab.answer(page, first_of_kind[kind][0], given[kind][0])
            SCREENSHOTS.mkdir(exist_ok=True)
            page.screenshot(path=SCREENSHOTS / f"answered-{kind}.png")
        lab.open_chapter(page, address, f"{CHAPTER}.ipynb", forms)
        for kind in KINDS:
            if kind != "table":
                lab.shows(page, first_of_kind[kind][0], given[kind][0])
                shown[kind] = lab.shown(page, first_of_kind[kind][0])
        page.goto(f"{address}/doc/tree/00-start.ipynb")
        lab.expect(page.locator(".shequ-role-board")).to_contain_text("第六章")
        page.screenshot(path=SCREENSHOTS / "board.png")
        board = page.locator(".shequ-role-board").inner_text()
    return study, shown, board


def test_reopening_shows_every_form_as_it_was_left(answered, given):
    _, shown, _ = answered
    for kind, value in shown.items():
        expected = given[kind][0]
        assert value == (str(expected) if kind == "number" else expected), kind


def test_the_file_on_disk_holds_the_same_literals(answered, first_of_kind, given):
    study, _, _ = answered
    sources = read_answers(json.loads((study / f"{CHAPTER}.ipynb").read_text(encoding="utf-8")))
    for kind in KINDS:
        spec = first_of_kind[kind][0]
        source = sources[spec["id"]]
        if kind in ("table", "essay"):
            assert source.strip() == given[kind][0].strip()
        else:
            assert source == literal.write(spec["id"], given[kind][0])
    untouched = [x for x in sources if x not in [spec["id"] for spec, _, _ in first_of_kind.values()]]
    assert untouched
    assert all(literal.CODE_STUB in sources[x] for x in untouched)


def test_the_board_counts_what_was_answered(answered):
    _, _, board = answered
    assert "第六章" in board
    assert f"{len(KINDS)}" in board


def test_grading_gives_exactly_what_the_answers_deserve(
    answered, course, first_of_kind, given, tmp_path, capsys
):
    study, _, _ = answered
    room, came = tmp_path / "一 个 班", tmp_path / "作 业"
    came.mkdir()
    shutil.copyfile(study / f"{CHAPTER}.ipynb", came / "王小明.ipynb")
    shutil.copyfile(ROOT / "course" / f"{CHAPTER}.ipynb", came / "没动.ipynb")
    (came / "母本.ipynb").write_bytes(course.files()[f"{CHAPTER}.ipynb"])
    set_up(room, course, only=CHAPTER)
    assert cli.main(["grade", "06", str(came), "--classroom", str(room)]) == 0
    assert "批改了 3 份" in capsys.readouterr().out

    earned = {who: marks_of(room, who) for who in ("王小明", "没动", "母本")}
    expected = {first_of_kind[kind][0]["id"]: points for kind, (_, points) in given.items()}
    for exercise, (spec, _) in read_exercises(course.notebooks[CHAPTER]).items():
        essay = spec["kind"] == "essay"
        assert earned["王小明"][exercise] == (
            None if essay else pytest.approx(expected.get(exercise, 0), abs=1e-3)
        ), exercise
        assert earned["没动"][exercise] == 0
        assert earned["母本"][exercise] == (None if essay else spec["points"])
    page = next((room / "results" / CHAPTER / "反馈").glob("没动*")).read_text(encoding="utf-8")
    assert page.count("未作答") >= len(earned["没动"])


def marks_of(room, trainee):
    """Points by exercise; None where the instructor has to give them."""
    with Gradebook(classroom.open_course(room).db_url) as gradebook:
        return {
            grade.name.removesuffix("-answer"): None if grade.needs_manual_grade else grade.score
            for grade in gradebook.find_submission_notebook(CHAPTER, CHAPTER, trainee).grades
        }
