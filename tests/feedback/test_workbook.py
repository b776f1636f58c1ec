"""Whatever stands in a table, the .xlsx is XML that every program opens, and a text stays a text."""

from __future__ import annotations

import errno
import math
import os
import re
import zipfile
from pathlib import Path
from xml.parsers import expat

import openpyxl
import pytest
from grading_helpers import rows_of
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from grading.common import csv_file, workbook
from grading.feedback import marks
from grading.feedback.marks import Exercise, Row
from grading.roster import Trainee
from shequ_lib.errors import ShequError

NO_XML = ["\0", "\x01", "\x08", "\x0b", "\x0c", "\x1f", "\ufffe", "\uffff", "\ud800", "\udfff"]
XML = [
    "\t",
    "\n",
    " ",
    "\x7f",
    "\x85",
    "\u2028",
    "\ud7ff",
    "\ue000",
    "\ufdd0",
    "\ufffd",
    "\U0001fffe",
    "\U0010ffff",
]


def saved(path, *texts):
    """Write texts into a column, check that the file is XML, and return the column as it is read."""
    book = Workbook()
    for text in texts:
        workbook.append(book.active, [text])
    workbook.save(book, path)
    check_xml(path)
    return [row[0] for row in openpyxl.load_workbook(path).active.iter_rows(values_only=True)]


def check_xml(path):
    with zipfile.ZipFile(path) as parts:
        assert parts.testzip() is None
        for name in parts.namelist():
            data = parts.read(name)
            expat.ParserCreate().Parse(data, True)
            assert "\ufffe" not in data.decode("utf-8") and "\uffff" not in data.decode("utf-8")


@pytest.mark.parametrize("sign", NO_XML, ids=ascii)
def test_a_sign_that_no_xml_can_hold_is_seen(tmp_path, sign):
    assert saved(tmp_path / "t.xlsx", f"甲{sign}乙", sign) == ["甲\ufffd乙", "\ufffd"]


@pytest.mark.parametrize("sign", XML, ids=ascii)
def test_a_sign_that_xml_can_hold_stays(tmp_path, sign):
    assert saved(tmp_path / "t.xlsx", f"甲{sign}乙") == [f"甲{sign}乙"]


def test_ends_of_lines_are_ends_of_lines(tmp_path):
    assert saved(tmp_path / "t.xlsx", "甲\r\n乙\r丙\n丁") == ["甲\n乙\n丙\n丁"]


@given(st.lists(st.text(st.characters(), max_size=40), min_size=1, max_size=5))
def test_any_text_gives_xml(tmp_path_factory, texts):
    saved(tmp_path_factory.getbasetemp() / "random.xlsx", *texts)


@pytest.mark.parametrize("text", ["_x000D_", "a_x0041_b", "_x003D_1+1", "_xFFFF_", "_x005F_x000D_"])
def test_what_a_spreadsheet_would_read_as_an_escape_is_escaped(tmp_path, text):
    (kept,) = saved(tmp_path / "t.xlsx", text)
    assert kept != text
    assert re.sub("_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), kept) == text


@pytest.mark.parametrize("text", ["_x00D_", "x000D_", "_x000G_", "_X000D_", "_x000D"])
def test_what_is_no_escape_stays(tmp_path, text):
    assert saved(tmp_path / "t.xlsx", text) == [text]


@pytest.mark.parametrize("sign", ["字", "\U0001f600"])
def test_a_cell_holds_as_much_as_excel_allows_and_says_what_was_cut(tmp_path, sign):
    units = len(sign.encode("utf-16-le")) // 2
    longest = sign * (32_767 // units)
    whole, cut = saved(tmp_path / "t.xlsx", longest, longest + sign)
    assert whole == longest
    assert len(cut.encode("utf-16-le")) <= 2 * 32_767 and cut.startswith(sign * 1000) and "太长" in cut[-20:]


def test_numbers_that_no_cell_can_hold(tmp_path):
    values = [math.nan, math.inf, -math.inf, 10**400, 123456789012345678, 2.5, 3.0, True]
    assert saved(tmp_path / "t.xlsx", *values) == [
        None, None, None, str(10**400), "123456789012345678", 2.5, 3, True,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("第六章 得分", "第六章 得分"),
        ("a/b\\c:d*e?f[g]h", "a b c d e f g h"),
        ("'x'", "x"),
        ("\uffff\0甲", "\ufffd\ufffd甲"),
        ("History", "History 2"),
        ("", "表"),
        ("''", "表"),
        ("字" * 31, "字" * 31),
        ("字" * 32, "字" * 31),
        ("\U0001f600" * 16, "\U0001f600" * 15),
    ],
)
def test_names_of_sheets_are_such_as_excel_takes(tmp_path, wanted, name):
    book = Workbook()
    book.active.title = "总表"
    assert workbook.sheet_name(book, wanted) == name
    book.create_sheet(name)
    workbook.save(book, tmp_path / "t.xlsx")
    check_xml(tmp_path / "t.xlsx")
    assert openpyxl.load_workbook(tmp_path / "t.xlsx").sheetnames == ["总表", name]


def test_no_two_sheets_have_one_name():
    book = Workbook()
    book.active.title = "Abc"
    names = []
    for _ in range(12):
        names.append(workbook.sheet_name(book, "aBC" + "x" * 40))
        book.create_sheet(names[-1])
    assert len({name.casefold() for name in names}) == 12 and max(map(len, names)) <= 31
    assert workbook.sheet_name(book, "ABC") == "ABC 2"


@pytest.mark.parametrize(
    "before", ["", " ", "\u200b", "\ufeff", "\u202e", "\u2066 \u200f", "\t", "\n", "\r\n"]
)
@pytest.mark.parametrize("sign", "=+-@＝＋－＠")
def test_no_text_is_calculated(tmp_path, before, sign):
    text = f'{before}{sign}HYPERLINK("http://x","y")'
    book = Workbook()
    (cell,) = workbook.append(book.active, [text])
    assert cell.data_type == "s" and cell.quotePrefix
    assert csv_file.guarded(text) == f"'{text}"


def test_marks_of_people_with_odd_names(tmp_path):
    exercises = [Exercise("a", "a", "1-1 \uffff_x000D_题", 2.0)]
    rows = [
        Row(Trainee(f"0{place}", f"甲{sign}乙"), f"已批改{sign}", {"a": 1.0}, total=1.0)
        for place, sign in enumerate(NO_XML)
    ]
    marks.write(tmp_path / "成绩.xlsx", exercises, rows, chapter="第一章 \0\ufffe&" + "长" * 300)
    check_xml(tmp_path / "成绩.xlsx")
    names = [row["姓名"] for row in rows_of(tmp_path / "成绩.xlsx")]
    assert set(names) == {"甲\ufffd乙"}


def test_csv_has_no_control_signs_either(tmp_path):
    csv_file.write(tmp_path / "t.csv", ["名"], [[f"甲{sign}"] for sign in NO_XML])
    lines = (tmp_path / "t.csv").read_text("utf-8-sig").splitlines()
    assert lines == ["名", *["甲\ufffd"] * len(NO_XML)]


@pytest.mark.parametrize(
    ("code", "says"), [(errno.ENOSPC, "磁盘满了"), (errno.EROFS, "只读"), (errno.EACCES, "Excel")]
)
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_why_a_table_was_not_written(tmp_path, monkeypatch, code, says, kind):
    def refuse(path, *_, **__):
        raise OSError(code, os.strerror(code), str(path))

    monkeypatch.setattr(Path, "write_bytes", refuse)
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(ShequError, match=says) as caught:
        if kind == "xlsx":
            workbook.save(Workbook(), tmp_path / "表.xlsx")
        else:
            csv_file.write(tmp_path / "表.csv", ["名"], [])
    assert "\n" not in str(caught.value) and "表" in str(caught.value)


def test_a_workbook_is_there_whole_or_not_at_all(tmp_path):
    path = tmp_path / "t.xlsx"
    saved(path, "旧")
    before = path.read_bytes()
    beside = path.with_name(".t.xlsx.unfinished")
    beside.mkdir()
    with pytest.raises(ShequError):
        saved(path, "新")
    assert path.read_bytes() == before
