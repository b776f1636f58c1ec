"""The class is whom the last list names: who leaves, returns, is renamed or renumbered keeps every mark."""

import contextlib
import json
import shutil
from pathlib import Path

import openpyxl
import pytest
from grading_helpers import (
    CHAPTER,
    MIXED_ANSWERS,
    MIXED_POINTS,
    give_by_hand,
    hand_in,
    points_in_gradebook,
    rows_of,
    set_up,
    solved,
    submission,
)
from nbgrader.api import Gradebook

from grading import cli
from grading.classroom import classroom
from grading.grade import grade
from grading.gradebook.record import Recorder
from grading.intake import moved_folders
from grading.intake.members import remembered
from shequ_lib.answer_cells import read_answers

pytestmark = pytest.mark.pipeline
BY_HAND = {**MIXED_POINTS, "own-words": 3}


@pytest.fixture
def came(tmp_path, handed_out):
    """Put homework into a folder, one file for each name."""

    def put(*names, answers=None):
        folder = tmp_path / f"交来的 {len(list(tmp_path.iterdir()))}"
        for name in names:
            hand_in(
                folder / f"{name}.ipynb",
                submission(MIXED_ANSWERS if answers is None else answers, handed_out),
            )
        return folder

    return put


def run(room, *paths, listed=None):
    roster = None
    if listed is not None:
        roster = room.parent / "花名册.csv"
        lines = [",".join(map(str, row)) for row in (("学号", "姓名"), *listed)]
        roster.write_text("\n".join(lines), encoding="utf-8")
    return grade.run(room, CHAPTER, paths, roster, grade.Options(processes=1))


def table(summary, sheet="成绩"):
    """Number, name and state by the table of marks."""
    book = openpyxl.load_workbook(summary.marks)
    if sheet not in book.sheetnames:
        return []
    return [(row["编号"], row["姓名"], row["状态"]) for row in rows_of(summary.marks, sheet)]


def pages(summary):
    return sorted(path.name for path in summary.feedback.iterdir())


def students(room):
    with Gradebook(classroom.open_course(room).db_url) as gradebook:
        return sorted(student.id for student in gradebook.students)


def folders(room):
    """Whose folders there are, by what they are for."""
    kinds = ("submitted", "received", "autograded", "feedback")
    return {kind: sorted(path.name for path in (room / kind).iterdir()) for kind in kinds}


def test_who_leaves_is_kept_apart_and_comes_back(room, came):
    both, first = [(1001, "王小明"), (1002, "李红")], [(1001, "王小明")]
    run(room, came("1001", "1002"), listed=both)
    give_by_hand(room, "1002", "own-words", 3, "好")
    summary = run(room, listed=[*first, (1003, "张伟")])
    assert table(summary) == [("1001", "王小明", "待评"), ("1003", "张伟", "未交")]
    assert table(summary, "不在花名册") == [("1002", "李红", "已批改")]
    assert summary.missing == 1 and summary.waiting == {"1-9 写一段": 1}
    line = "不在这份花名册里的 1 人（李红）：成绩都留着，单独列在“不在花名册”里。"
    assert line in summary.notes
    again = run(room, came("1002"))  # the list is remembered, and leaving is told once
    assert table(again) == table(summary) and line not in again.notes
    assert len(again.problems) == 1 and "1002" in again.problems[0]
    each = openpyxl.load_workbook(summary.marks)["逐题"]
    assert each["F10"].value == 1  # essays that wait, of the class only
    back = run(room, listed=both)
    assert [row[0] for row in table(back)] == ["1001", "1002"] and table(back, "不在花名册") == []
    assert points_in_gradebook(room, "1002") == BY_HAND


def test_what_a_list_says_besides_is_remembered(room, came):
    roster = room.parent / "花名册.csv"
    roster.write_text("学号,街道,姓名\n1002,湖墅,李红\n1001,米市巷,王小明\n", encoding="utf-8")
    grade.run(room, CHAPTER, [came("1001")], roster)
    assert [row[0] for row in table(run(room))] == ["1002", "1001"]  # and its order
    url = classroom.open_course(room).db_url
    with Recorder(url, CHAPTER) as recorder, recorder.transaction() as connection:
        people = remembered(connection)
    assert [one.more for one in people] == [(("街道", "湖墅"),), (("街道", "米市巷"),)]


def test_a_page_moves_to_the_new_name(room, came):
    assert pages(run(room, came("1001"), listed=[(1001, "王小明")])) == ["1001-王小明.html"]
    summary = run(room, listed=[(1001, "王晓明")])
    assert pages(summary) == ["1001-王晓明.html"]
    assert "王晓明" in (summary.feedback / "1001-王晓明.html").read_text(encoding="utf-8")
    assert [line for line in summary.notes if "从“王小明”改成“王晓明”，成绩仍归 1001" in line]
    assert run(room, listed=[(1001, "王晓明")]).notes == []


def test_a_new_number_takes_everything_along(room, came):
    run(room, came("1001", "1002"), listed=[(1001, "王小明"), (1002, "李红")])
    give_by_hand(room, "1001", "own-words", 3, "好")
    summary = run(room, listed=[(2001, "王 小明"), (1002, "李红")])
    assert summary.notes == ["王小明 的编号从 1001 改成 2001：作业和成绩（含人工评分）都移过去了。"]
    assert points_in_gradebook(room, "2001") == BY_HAND
    assert students(room) == ["1002", "2001"]
    assert set(map(tuple, folders(room).values())) == {("1002", "2001")}
    assert pages(summary) == ["1002-李红.html", "2001-王小明.html"]
    assert (summary.graded, summary.missing, table(summary, "不在花名册")) == (2, 0, [])
    assert not (room / ".moving").exists()
    assert run(room, listed=[(2001, "王小明"), (1002, "李红")]).notes == []


def test_exchanged_and_shifted_numbers_keep_each_with_their_own(room, came):
    run(room, came("1", answers=solved()), listed=[(1, "王小明"), (2, "李红"), (3, "张伟")])
    run(room, came("2"))
    run(room, came("3", answers={}))
    give_by_hand(room, "2", "own-words", 3, "好")
    full = points_in_gradebook(room, "1")
    run(room, listed=[(1, "李红"), (2, "王小明"), (3, "张伟")])
    assert points_in_gradebook(room, "1") == BY_HAND and points_in_gradebook(room, "2") == full
    summary = run(room, listed=[(1, "王小明"), (2, "张伟"), (4, "赵丽")])  # 李红 left, her number is his
    assert points_in_gradebook(room, "1") == full
    assert points_in_gradebook(room, "1-李红") == BY_HAND
    assert sum(points_in_gradebook(room, "2").values()) == 0
    assert table(summary, "不在花名册") == [("1-李红", "李红", "已批改")]
    assert set(map(tuple, folders(room).values())) == {("1", "1-李红", "2")}
    summary = run(room, listed=[(1, "王小明"), (2, "张伟"), (5, "李红")])
    assert points_in_gradebook(room, "5") == BY_HAND and table(summary, "不在花名册") == []


def test_two_people_of_one_name_are_not_guessed(room, came):
    run(room, came("1001"), listed=[(1001, "王伟")])
    summary = run(room, listed=[(2001, "王伟"), (2002, "王伟")])
    assert [line for line in summary.notes if "叫“王伟”的不止一人" in line and "1001" in line]
    assert table(summary) == [("2001", "王伟", "未交"), ("2002", "王伟", "未交")]
    assert [row[0] for row in table(summary, "不在花名册")] == ["1001"]
    assert folders(room)["submitted"] == ["1001"]


def test_who_came_without_a_list_is_nobody_else_with_one(room, came):
    run(room, came("王小明", "路人"))
    give_by_hand(room, "王小明", "own-words", 3, "好")
    summary = run(room, listed=[(1001, "王小明"), (1002, "李红")])
    assert summary.notes == [
        "不在这份花名册里的 1 人（路人）：成绩都留着，单独列在“不在花名册”里。",
        "以前收的“王小明”就是花名册里的 王小明（1001）：作业和成绩（含人工评分）都移过去了。",
    ]
    assert points_in_gradebook(room, "1001") == BY_HAND
    assert students(room) == ["1001", "1002", "路人"]
    assert set(map(tuple, folders(room).values())) == {("1001", "路人")}
    assert pages(summary) == ["1001-王小明.html", "路人.html"]


@pytest.mark.parametrize("marked", [(), ("王小明",), ("1001",)])
def test_two_of_one_person_become_one(room, came, marked):
    run(room, came("王小明", answers=solved()))
    run(room, came("1001"))  # later, so this one counts
    for who in marked:
        give_by_hand(room, who, "own-words", 3, "好")
    summary = run(room, listed=[(1001, "王小明")])
    assert students(room) == ["1001"] and [row[0] for row in table(summary)] == ["1001"]
    points = points_in_gradebook(room, "1001")
    assert points.pop("own-words") == (3 if marked else None)
    assert points == {name: mark for name, mark in MIXED_POINTS.items() if name != "own-words"}
    assert len(list((room / "received" / "1001" / CHAPTER).iterdir())) == 2
    assert set(map(tuple, folders(room).values())) == {("1001",)}
    assert [line for line in summary.notes if "采用较晚的一份" in line]


def test_two_marked_by_hand_are_not_merged(room, came):
    run(room, came("王小明", "1001"))
    for who in ("王小明", "1001"):
        give_by_hand(room, who, "own-words", 3, "好")
    summary = run(room, listed=[(1001, "王小明")])
    assert [line for line in summary.notes if "两边都有人工评分" in line and "清空" in line]
    assert points_in_gradebook(room, "王小明") == points_in_gradebook(room, "1001") == BY_HAND
    assert [row[0] for row in table(summary, "不在花名册")] == ["王小明"]
    give_by_hand(room, "王小明", "own-words", None, None)
    assert table(run(room, listed=[(1001, "王小明")]), "不在花名册") == []


@pytest.fixture(scope="module")
def two(handed_out, tmp_path_factory):
    """A class of two with marks of every kind."""
    room = tmp_path_factory.mktemp("二") / "一 个 班"
    set_up(room)
    for who, answers in (("1", solved()), ("2", MIXED_ANSWERS)):
        hand_in(room.parent / who / f"{who}.ipynb", submission(answers, handed_out))
        run(room, room.parent / who, listed=[(1, "王小明"), (2, "李红")])
    give_by_hand(room, "2", "own-words", 3, "好")
    return room


@pytest.mark.parametrize("step", range(1, 31, 3))
def test_a_run_that_is_killed_is_completed_by_the_next(two, tmp_path, monkeypatch, step):
    room, steps = Path(shutil.copytree(two, tmp_path / "一 个 班")), iter(range(1, step))
    full, exchanged = points_in_gradebook(room, "1"), [(1, "李红"), (2, "王小明")]

    class Killed(BaseException):
        pass

    def dying(real):
        def call(*args, **options):
            if next(steps, None) is None:
                raise Killed
            return real(*args, **options)

        return call

    with monkeypatch.context() as patch:
        for name in ("rename", "rmdir"):
            patch.setattr(Path, name, dying(getattr(Path, name)))
        patch.setattr(moved_folders, "_forget", dying(moved_folders._forget))
        with contextlib.suppress(Killed):
            run(room, listed=exchanged)
            assert step > 20, "not as many steps as this"
    summary = run(room)
    assert points_in_gradebook(room, "1") == BY_HAND and points_in_gradebook(room, "2") == full
    assert pages(summary) == ["1-李红.html", "2-王小明.html"]
    assert set(map(tuple, folders(room).values())) == {("1", "2")}
    assert not (room / ".moving").exists()
    for who, choice in (("1", MIXED_ANSWERS), ("2", solved())):
        handed = json.loads((room / "submitted" / who / CHAPTER / f"{CHAPTER}.ipynb").read_bytes())
        assert read_answers(handed)["which-one"] == choice["which-one"]


def test_the_report_is_of_the_class_and_lists_others_apart(room, came, capsys):
    run(room, came("1001"), listed=[(1001, "王小明"), (1002, "李红")])
    run(room, came("1002", answers={}))
    run(room, listed=[(1001, "王小明")])
    assert cli.main(["report", "--classroom", str(room)]) == 0
    said = capsys.readouterr().out
    assert "班级报告：1 人，1 人交了作业" in said and "另有 1 人不在花名册里" in said
    book = openpyxl.load_workbook(room / "results" / "班级报告.xlsx")
    assert [row[0] for row in book["总表"].iter_rows(min_row=2, values_only=True)] == ["1001"]
    assert [row[:2] for row in book["不在花名册"].iter_rows(min_row=2, values_only=True)] == [
        ("1002", "李红")
    ]
    assert {row[4] for row in book["逐题分析"].iter_rows(min_row=2, values_only=True)} == {0}  # 未作答


def test_by_the_command_with_a_list_as_wps_writes_it(room, came, capsys):
    book = openpyxl.Workbook()
    for row in (
        ["第三期"],
        ["序号", "工号", "学号", "姓名"],
        [1, "A1", 1001, "王 小明"],
        [2, "A2", 1002, "李　红"],
        ["合计"],
    ):
        book.active.append(row)
    book.save(room.parent / "花名册.xlsx")
    roster = ["--roster", str(room.parent / "花名册.xlsx"), "--classroom", str(room), "--jobs", "1"]
    assert cli.main(["grade", CHAPTER, str(came("1001", "李红")), *roster]) == 0
    said = capsys.readouterr().out
    assert "批改了 2 份" in said and "用“学号”这一列作编号，没有用“工号”" in said and "未交" not in said
