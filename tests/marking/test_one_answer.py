"""One answer costs itself only: whatever stands in it, the others earn what they deserve."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from grading_helpers import (
    CHAPTER,
    LINE,
    MIXED_ANSWERS,
    MIXED_POINTS,
    give_by_hand,
    hand_in,
    points_in_gradebook,
    sample,
    set_up,
    submission,
)

from grading.common import filled
from grading.feedback import page
from grading.feedback.page import Given, Pages, Sheet
from grading.grade import grade
from grading.marking import marking, sanitize, scheme
from grading.marking.marking import from_plain, is_result, mark_notebook
from grading.marking.sandbox.tables import TableRun
from grading.papers.papers import Papers
from grading.roster import Trainee

RELEASED = submission({})
MANY = "\\u0315" * 9 + "\\u0300" * 9
# What stands in one answer, and whether only the instructor can tell what it deserves.
HOSTILE = {
    "which-one": ['"\\ud800"', '"B\\udfff"', "b'B'", "...", "1j", '"' + "B" * 1001 + '"'],
    "which-ones": ['["A", "\\ud800"]', "{1j}", "[b'A']", "[1e400]"],
    "in-order": ['["公告", "\\udc00"]', "[" + '"公告",' * 3000 + "]", "[[[[[1]]]]]"],
    "pair-up": ['{"\\ud800": "恳谈会"}', '{"征求意见": "\\ud800"}', "{b'': 1}", "{1j: 2}"],
    "how-many": [
        "1.7e308+1.7e308j",
        "1e999",
        "-1e999",
        "0x" + "f" * 5000,
        "1" * 5000,
        '"\\ud800"',
        '"5' + MANY + '"',
    ],
    "notice-date": ['"\\ud8002026-12-12"', '"' + "9" * 900 + '"', '"٢٠٢٦-١٣-١٢"', "1e308j"],
    "all-dates": ['{"公告": "\\ud800"}', '{"公告": ["2026-12-12"]}', '{("公告",): 1}'],
}
LITERALS = [
    (name, f"{name.replace('-', '_')} = {value}") for name, values in HOSTILE.items() for value in values
] + [
    ("how-many", "how_many = 5" + " " * 20_000),
    ("how-many", "how_many = '\ud800'"),
    ("which-one", "which_one = " + "-" * 9000 + "1"),
]


@pytest.fixture(scope="module")
def chapter(tmp_path_factory):
    folder = tmp_path_factory.mktemp("章")
    for name, data in sample("source").files().items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    read = scheme.read(folder, CHAPTER)
    marking.prepare(read)
    return read, json.loads((folder / f"{CHAPTER}.ipynb").read_bytes())


class Tables:
    """Stands for the walls: every line gives the same."""

    def __init__(self, ran=None):
        self.ran = ran or TableRun(value=None)

    def run(self, source, result, *, twice=False):
        if isinstance(self.ran, BaseException):
            raise self.ran
        return self.ran


def marked(chapter, answers, tables=None):
    """What the bytes of a file earn; all of it can be written, and a page of it can be made."""
    data = json.dumps(submission({**MIXED_ANSWERS, **answers}, RELEASED)).encode("ascii")
    done = mark_notebook(chapter[0], data, tables or Tables())
    json.dumps(done.results, ensure_ascii=False).encode("utf-8")
    assert all(map(is_result, done.results.values()))
    page_of(chapter, done).encode("utf-8")
    return done


def page_of(chapter, done, explain=page.RIGHT, waiting=()):
    given = {
        name: Given(done.results[name]["points"] if name in done.results else 0.0, name in waiting)
        for name in chapter[0].exercises
    }
    sheet = Sheet(Trainee("甲"), done.answers, done.results, given, done.repairs, explain=explain)
    return Pages(Papers(*chapter)).page(sheet)


@pytest.mark.parametrize(("exercise", "source"), LITERALS)
def test_what_a_literal_holds_costs_that_answer_only(chapter, exercise, source):
    results = marked(chapter, {exercise: source}).results
    for name, points in MIXED_POINTS.items():
        if name not in ("big-ones", "own-words", exercise):
            assert results[name]["points"] == points
    assert results[exercise]["points"] == 0
    assert not results[exercise]["needs_look"]
    assert results[exercise]["messages"]


@pytest.mark.parametrize(
    "ran",
    [
        TableRun(message="找不到“\ud800”这一列"),
        TableRun(value={"type": "frame", "columns": ["\ud800"], "rows": [[1]]}),
        TableRun(value={"type": "series", "index": ["a"], "values": []}),
        TableRun(value={"type": "number", "value": 10**5000}),
        TableRun(value={"type": []}),
        TableRun(value={"type": "frame", "columns": [], "rows": [[]] * 5000}),
    ],
)
def test_what_a_line_gives_costs_that_answer_only(chapter, ran):
    results = marked(chapter, {}, Tables(ran)).results
    assert results["big-ones"]["points"] == 0
    assert results["which-ones"]["points"] == 1


THREE = {"type": "series", "index": ["甲", "乙", "丙"], "values": [1, 2, 3]}
ONE_RIGHT = {**THREE, "values": [1, 0, 0]}
NONE_RIGHT = {**THREE, "values": [0, 0, 0]}


@pytest.mark.parametrize(
    ("here", "elsewhere", "points", "status", "copied"),
    [
        (THREE, THREE, 1, "right", False),
        (THREE, {**THREE, "index": ["丙", "乙", "甲"], "values": [3, 2, 1]}, 1, "right", False),
        (THREE, ONE_RIGHT, 0.3333, "partial", True),
        (THREE, NONE_RIGHT, 0, "wrong", True),
        (THREE, None, 0, "wrong", True),
        (ONE_RIGHT, THREE, 0.3333, "partial", False),
        (ONE_RIGHT, None, 0, "wrong", True),
    ],
)
def test_a_line_earns_no_more_than_it_does_with_other_figures(
    chapter, here, elsewhere, points, status, copied
):
    exercise = chapter[0].exercises["big-ones"]
    key = {"expected": THREE, "elsewhere": THREE, "wrong": []}
    exercise = replace(exercise, spec={**exercise.spec, "points": 1}, key=key)
    result, looked = marking.mark_one(exercise, "x = 1", Tables(TableRun(value=here, elsewhere=elsewhere)))
    assert (result.points, result.status, looked) == (points, status, False)
    assert (marking.COPIED in result.messages) is copied
    assert result.messages if here is ONE_RIGHT else len(result.messages) == copied
    stub = marking.mark_one(exercise, exercise.slot.stub, Tables(OSError("never run")))
    assert (stub[0].status, stub[1]) == ("unanswered", False)
    only_here = replace(exercise, key={"expected": THREE, "wrong": []})
    result, _ = marking.mark_one(only_here, "x = 1", Tables(TableRun(value=THREE)))
    assert (result.points, result.status) == (1, "right")


@pytest.mark.parametrize(
    "fault", [OverflowError("x"), MemoryError(), RecursionError(), KeyError("\ud800"), OSError(5)]
)
def test_where_the_marking_itself_fails_the_instructor_looks_at_that_answer(chapter, fault):
    done = marked(chapter, {}, Tables(fault))
    failed = done.results.pop("big-ones")
    assert (failed["points"], failed["needs_look"], failed["messages"]) == (0, True, [marking.FAILED])
    assert type(fault).__name__ in failed["failure"]
    assert not any(result["needs_look"] for result in done.results.values())
    assert done.results["how-many"]["points"] == 2
    assert type(fault).__name__ not in page_of(chapter, marked(chapter, {}, Tables(fault)))


@pytest.mark.parametrize("fault", [MemoryError(), RecursionError(), ValueError("x")])
def test_what_cannot_be_shown_costs_its_own_place_on_the_page(chapter, monkeypatch, fault):
    readable = page.readable

    def break_one(exercise, source):
        if exercise.spec["id"] == "how-many":
            raise fault
        return readable(exercise, source)

    monkeypatch.setattr(page, "readable", break_one)
    text = page_of(chapter, marked(chapter, {}))
    assert "显示不出来" in text
    assert "B. " in text


@pytest.mark.parametrize(
    ("explain", "waiting", "shown"),
    [
        (page.EVERYBODY, True, True),
        (page.RIGHT, False, True),  # somebody has marked it
        (page.RIGHT, True, False),
        (page.NOBODY, False, False),
    ],
)
def test_samples_of_an_essay_are_shown_to_those_who_may_see_explanations(chapter, explain, waiting, shown):
    data = json.dumps(submission(MIXED_ANSWERS, RELEASED)).encode("ascii")
    done = mark_notebook(chapter[0], data, Tables())
    text = page_of(chapter, done, explain, {"own-words"} if waiting else ())
    for sample_text in ("再把结果反馈给居民", "会后把结果记下来", "结果只留在本子里", "公告 2 分，反馈 1 分"):
        assert (sample_text in text) is shown


def test_a_line_that_is_too_long_is_not_run(chapter):
    stop = Tables(AssertionError("it was run"))
    results = marked(chapter, {"big-ones": "x = 1\n" * 4000}, stop).results
    assert "答案太长" in results["big-ones"]["messages"][0]
    at_the_limit = marked(chapter, {"big-ones": "#" * 20_000}, Tables(TableRun(message="跑过")))
    assert at_the_limit.results["big-ones"]["messages"] == ["跑过"]


def test_nobody_speaks_to_a_trainee_in_our_name(chapter):
    honest = sanitize.take(submission({"own-words": "啊" * 30_000}, RELEASED), chapter[0].slots).repairs

    def repairs(noted):
        notebook = submission(MIXED_ANSWERS, RELEASED)
        notebook["metadata"]["shequ"]["repairs"] = noted
        return mark_notebook(chapter[0], json.dumps(notebook).encode(), Tables()).repairs

    assert repairs(list(honest)) == honest
    for forged in (
        ["总分改为 100 分。"],
        [*honest, "x"],
        ["\ud800"],
        [5],
        "x",
        5,
        [None],
        list(honest) * 9,
        ["没有找到答案格，按未作答处理：" + "x" * 2000 + "。"],
    ):
        assert repairs(forged) == ()


@pytest.mark.parametrize(
    "change",
    [
        {"points": "2"},
        {"points": float("nan")},
        {"status": "perfect"},
        {"messages": "x"},
        {"messages": [5]},
        {"hint": None},
        {"needs_look": None},
    ],
)
def test_a_damaged_result_is_none(chapter, change):
    result = marked(chapter, {}).results["how-many"]
    assert from_plain(result).points == 2
    assert is_result(result)
    assert not is_result({**result, **change})
    assert not is_result([])


def test_a_file_is_written_whatever_its_text(tmp_path):
    filled.write_file(tmp_path / "x" / "y.txt", "一\ud800二")
    assert (tmp_path / "x" / "y.txt").read_text(encoding="utf-8") == "一?二"


def test_no_answer_can_be_taken_for_an_open_place(chapter):
    fake = filled.place("result/how-many")
    answers = {**dict.fromkeys(MIXED_ANSWERS, f'"{fake}"'), "own-words": f'"{fake}" {fake}'}
    copy = filled.Filled({"a": filled.place("answer"), "b": filled.place("result/how-many")})
    text = copy.text({"answer": answers["own-words"], "result/how-many": 5})
    assert json.loads(text) == {"a": answers["own-words"], "b": 5}
    assert marked(chapter, answers).answers == answers


@pytest.mark.pipeline
def test_a_class_of_such_answers_is_graded(tmp_path):
    """Through the walls, the gradebook, the pages and the notebooks, and again with a mark by hand."""
    lines = {
        "键": 'big_ones = communities["\\ud800"]',
        "列": 'big_ones = communities.rename(columns={"户数": "\\ud800"})',
        "格": 'big_ones = communities.assign(户数="\\udfff")',
        "标": 'big_ones = communities["户数"].rename(lambda n: "\\ud800")',
        "重音": 'big_ones = communities.assign(社区="a" + "\\u0315" * 20_000 + "\\u0300" * 20_000)',
        "祝词": 'big_ones = communities.assign(社区="\\ufdfa" * 100_000)',
        "大数": "big_ones = 10 ** 4000",
        "空行": "big_ones = pd.DataFrame(index=range(10**6))",
        "过宽": "big_ones = pd.DataFrame(columns=range(10**5))",
        "类名": 'big_ones = type("长" * 10**6, (), {})()',
    }
    room, came = tmp_path / "班", tmp_path / "交来的"
    set_up(room)
    for name, line in lines.items():
        hand_in(came / f"{name}.ipynb", submission({**MIXED_ANSWERS, "big-ones": LINE + line}, RELEASED))
    for number, (exercise, source) in enumerate(LITERALS[::5]):
        hand_in_ascii(came / f"字面{number}.ipynb", submission({**MIXED_ANSWERS, exercise: source}, RELEASED))
    hand_in(came / "作文.ipynb", submission({**MIXED_ANSWERS, "own-words": "长" * 20_001}, RELEASED))
    summary = grade.run(room, CHAPTER, [came])
    assert summary.problems == []
    for name in lines:
        assert points_in_gradebook(room, name) == {**MIXED_POINTS, "big-ones": 0}
        assert "Error" not in (summary.feedback / f"{name}.html").read_text(encoding="utf-8")
    for number, (exercise, _) in enumerate(LITERALS[::5]):
        assert points_in_gradebook(room, f"字面{number}") == {**MIXED_POINTS, exercise: 0}
    told = (summary.feedback / "作文.html").read_text(encoding="utf-8")
    assert "回答太长" in told
    assert "后面的没有收" in told
    assert max(path.stat().st_size for path in summary.feedback.glob("*.html")) < 200_000
    give_by_hand(room, "作文", "own-words", 3, "好")
    again = grade.run(room, CHAPTER, [])
    assert again.problems == []
    assert points_in_gradebook(room, "作文")["own-words"] == 3


def hand_in_ascii(path, notebook):
    path.write_bytes(json.dumps(notebook).encode("ascii"))


def test_control_characters_are_shown_as_such_on_the_page(chapter):
    signs = "\x00\x07\x08\x1b[2J\x7f\x9b"
    page = page_of(
        chapter, marked(chapter, {"own-words": f"先贴公告{signs}。", "which-one": f"x = '{signs}'"})
    )
    assert not any(sign in page for sign in "\x00\x07\x08\x1b\x7f\x9b")
    assert "先贴公告" in page


def test_a_picture_in_the_text_itself_takes_no_room_from_the_essay(chapter):
    picture = f"![图](data:image/png;base64,{'A' * 300_000})"
    done = marked(chapter, {"own-words": f"看图。\n\n{picture}\n\n{'先贴公告。' * 300}"})
    assert done.answers["own-words"].startswith("看图。") and done.answers["own-words"].endswith("先贴公告。")
