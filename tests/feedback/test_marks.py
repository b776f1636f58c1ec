"""The workbook of marks: numbers are numbers, texts stay texts, and it reads like a class list."""

from datetime import date, datetime

import openpyxl
import pytest
from grading_helpers import rows_of
from hypothesis import given
from hypothesis import strategies as st

from grading.feedback import marks
from grading.feedback.marks import Exercise, Row
from grading.roster import Trainee
from shequ_lib.points import rounded, written

EXERCISES = (
    Exercise("notice-date", "notice-date", "6-3 公告日期", 2.0),
    Exercise("own-words", "own-words-answer", "6-4 =写一段", 4.0),
)
ROWS = (
    Row(
        Trainee("0001", "王小明"),
        "已批改",
        {"notice-date": 1.3333, "own-words": 3.0},
        total=4.3333,
        came=datetime(2026, 12, 31, 18, 5),
    ),
    Row(
        Trainee("0002", "=HYPERLINK(1)"),
        "待评",
        {"notice-date": 0.0, "own-words": None},
        waiting={"own-words"},
        unanswered={"notice-date"},
        total=0.0,
    ),
    Row(Trainee("+3", "@李\x07华"), "未交"),
)
FIRST = ["编号", "姓名", "总分", "满分", "得分率", "等第", "状态", "待评题数", "交作业时间"]


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "一 个 班" / "成绩.xlsx"
    marks.write(path, EXERCISES, ROWS, chapter="第六章 A&B", day=date(2026, 12, 31))
    return path


@pytest.fixture
def book(path):
    return openpyxl.load_workbook(path)


def rows(sheet):
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def test_what_counts_stands_before_the_exercises(book):
    head, *people = rows(book["成绩"])
    assert head == [*FIRST, "6-3 公告日期（2 分）", "6-4 =写一段（4 分）"]
    came = datetime(2026, 12, 31, 18, 5)
    assert people[0] == ["0001", "王小明", 4.33, 6, 4.3333 / 6, "合格", "已批改", 0, came, 1.33, 3]
    assert people[1] == ["0002", "=HYPERLINK(1)", 0, 6, None, None, "待评", 1, None, 0, None]
    assert people[2] == ["+3", "@李\ufffd华", None, 6, None, None, "未交", None, None, None, None]


def test_the_last_line_says_that_changes_in_the_table_do_not_count(book):
    assert "不算数" in rows(book["成绩"])[-1][0]
    assert rows(book["成绩"])[-2] == [None] * 11  # apart from the rows, so that nothing sorts or filters it
    assert book["成绩"].auto_filter.ref == "A1:K4"


def test_by_exercise(book):
    assert rows(book["逐题"]) == [
        ["练习", "满分", "平均分", "得分率", "未作答人数", "待评人数"],
        ["6-3 公告日期", 2, 0.67, 1.3333 / 4, 1, 0],
        ["6-4 =写一段", 4, 3, 0.75, 0, 1],
    ]
    assert book["逐题"]["D2"].number_format == "0%"


def test_no_text_becomes_a_formula(book):
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in ("n", "s", "d"), cell.coordinate


def test_it_prints_like_a_class_list(book):
    assert (book["成绩"].freeze_panes, book["逐题"].freeze_panes) == ("C2", "B2")
    sheet = book["成绩"]
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth) == ("landscape", 1)
    assert sheet.page_setup.fitToHeight == 0 and sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.print_title_rows, sheet.print_title_cols) == ("$1:$1", "$A:$B")
    assert sheet.oddHeader.left.text == "第六章 A&&B 成绩"
    assert sheet.oddHeader.right.text == "2026年12月31日"


def test_many_exercises_still_fit_on_one_page_across(tmp_path):
    many = [Exercise(str(number), str(number), f"6-{number} 一道题", 4.0) for number in range(30)]
    marks.write(tmp_path / "多.xlsx", many, ROWS[2:])
    assert openpyxl.load_workbook(tmp_path / "多.xlsx")["成绩"].page_setup.fitToWidth == 1


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


def test_rows_are_read_by_their_heads(path):
    assert [row["状态"] for row in rows_of(path)] == ["已批改", "待评", "未交"]


@pytest.mark.parametrize(
    ("points", "text"),
    [
        (90.4762, "90.48"),
        (82.1429, "82.14"),
        (4.0, "4"),
        (4.5, "4.5"),
        (0.0, "0"),
        (-0.001, "0"),
        (100, "100"),
        (1234567.0, "1234567"),
        (-2.5, "-2.5"),
    ],
)
def test_points_as_people_see_them(points, text):
    assert written(points) == text


@given(st.floats(-1e6, 1e6))
def test_points_have_two_digits_at_most_and_say_the_same_everywhere(points):
    text = written(points)
    assert len(text.partition(".")[2]) <= 2 and "e" not in text and text != "-0"
    assert float(text) == rounded(points) and abs(float(text) - points) <= 0.005 + 1e-9


def test_what_the_list_says_besides_stands_beside(tmp_path):
    people = (
        Trainee("1", "甲", (("街道", "朝晖"), ("社区", "=桃巷"))),
        Trainee("2", "乙", (("社区", "河东"),)),
    )
    marks.write(tmp_path / "成绩.xlsx", EXERCISES, [Row(person, "未交") for person in people])
    found = rows_of(tmp_path / "成绩.xlsx")
    assert list(found[0])[: len(FIRST) + 2] == [*FIRST, "街道", "社区"]
    assert [(row["街道"], row["社区"]) for row in found] == [("朝晖", "=桃巷"), (None, "河东")]
