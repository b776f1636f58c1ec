"""The workbook of marks: numbers are numbers, texts stay texts, and it reads like a class list."""

import openpyxl
import pytest

from grading import marks
from grading.marks import Exercise, Row
from grading.roster import Trainee

EXERCISES = (
    Exercise("notice-date", "notice-date", "6-3 公告日期", 2.0),
    Exercise("own-words", "own-words-answer", "6-4 =写一段", 4.0),
)
ROWS = (
    Row(Trainee("0001", "王小明"), "已批改", {"notice-date": 1.5, "own-words": 3.0}, total=4.5),
    Row(
        Trainee("0002", "=HYPERLINK(1)"),
        "待人工评分",
        {"notice-date": 0.0, "own-words": None},
        waiting={"own-words"},
        unanswered={"notice-date"},
        total=0.0,
    ),
    Row(Trainee("+3", "@李\x07华"), "未交"),
)


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "一 个 班" / "成绩.xlsx"
    marks.write(path, EXERCISES, ROWS)
    return openpyxl.load_workbook(path)


def rows(sheet):
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def test_marks_by_trainee(book):
    assert rows(book["成绩"]) == [
        ["编号", "姓名", "6-3 公告日期（2 分）", "6-4 =写一段（4 分）", "总分", "满分", "待人工评分", "状态"],
        ["0001", "王小明", 1.5, 3, 4.5, 6, 0, "已批改"],
        ["0002", "=HYPERLINK(1)", 0, None, 0, 6, 1, "待人工评分"],
        ["+3", "@李\ufffd华", None, None, None, 6, None, "未交"],
    ]


def test_by_exercise(book):
    assert rows(book["逐题"]) == [
        ["练习", "满分", "平均分", "得分率", "未作答人数", "待人工评分人数"],
        ["6-3 公告日期", 2, 0.75, 0.375, 1, 0],
        ["6-4 =写一段", 4, 3, 0.75, 0, 1],
    ]
    assert book["逐题"]["D2"].number_format == "0%"


def test_no_text_becomes_a_formula(book):
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in ("n", "s"), cell.coordinate


def test_the_head_stays_in_view_and_columns_are_wide_enough(book):
    assert (book["成绩"].freeze_panes, book["逐题"].freeze_panes) == ("C2", "B2")
    assert all(book["成绩"].column_dimensions[letter].width >= 12 for letter in "ABCDEFGH")


def test_nobody_handed_in(tmp_path):
    marks.write(tmp_path / "空.xlsx", EXERCISES, ROWS[2:])
    assert rows(openpyxl.load_workbook(tmp_path / "空.xlsx")["逐题"])[1] == [
        "6-3 公告日期",
        2,
        None,
        None,
        0,
        0,
    ]
