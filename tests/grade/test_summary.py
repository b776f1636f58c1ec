"""What a run says at its end: names, not only numbers."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from grading_helpers import CHAPTER, hand_in, set_up, submission

from grading import cli
from grading.grade import grade

pytestmark = pytest.mark.pipeline


def test_a_run_names_who_has_not_handed_in(tmp_path, capsys):
    set_up(tmp_path / "班")
    book = openpyxl.Workbook()
    people = [("1001", "王小明"), ("1002", "李红"), ("1003", "张伟"), ("1004", "张伟"), ("1005", "")]
    for row in (("编号", "姓名"), *people):
        book.active.append(row)
    book.save(tmp_path / "花名册.xlsx")
    hand_in(tmp_path / "来" / "1002.ipynb", submission({}))
    roster = ["--roster", str(tmp_path / "花名册.xlsx")]
    came = ["grade", CHAPTER, str(tmp_path / "来"), *roster, "--classroom", str(tmp_path / "班")]
    assert cli.main(came) == 0
    output = capsys.readouterr().out
    assert "花名册里还有 4 人未交：王小明、张伟（1003）、张伟（1004）、1005。" in output


@pytest.mark.parametrize(("count", "named"), [(30, 30), (31, 30), (4000, 30)])
def test_at_most_thirty_are_named(count, named):
    summary = grade.Summary(CHAPTER, Path(), Path())
    summary.absent = [f"某{number}" for number in range(count)]
    (line,) = [line for line in summary.lines() if "未交" in line]
    assert line.count("某") == named and (f"等 {count} 人" in line) == (count > named)
