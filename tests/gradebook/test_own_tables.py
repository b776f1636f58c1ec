"""What an instructor changed in a table of ours is noticed before it is written over, and kept."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta

import openpyxl
import pytest
from grading_helpers import CHAPTER, MIXED_ANSWERS, hand_in, rows_of, submission

from grading import cli
from grading.grade import grade

pytestmark = pytest.mark.pipeline


@pytest.fixture
def room(room, tmp_path):
    for name in ("王小明", "李华"):
        hand_in(tmp_path / "交来的" / f"{name}.ipynb", submission(MIXED_ANSWERS))
    return room


def run(room):
    summary = grade.run(room, CHAPTER, [room.parent / "交来的"])
    return summary, sorted(path.name for path in summary.marks.parent.glob("成绩*"))


def test_a_change_by_hand_is_kept_beside_and_told(room):
    summary, names = run(room)
    assert names == [summary.marks.name]
    book = openpyxl.load_workbook(summary.marks)
    book["成绩"]["C2"], book["成绩"]["L1"] = 99, "我的备注"
    book.save(summary.marks)

    again, names = run(room)
    assert len(names) == 2 and len([line for line in again.lines() if "有人改过" in line]) == 1
    (kept,) = summary.marks.parent.glob("*（改过，*）.xlsx")
    assert any(str(kept) in line for line in again.lines())
    assert openpyxl.load_workbook(kept)["成绩"]["C2"].value == 99
    assert [row["总分"] for row in rows_of(again.marks)] == [11, 11]

    third, names = run(room)  # ours again: nothing to keep
    assert len(names) == 2 and not any("改过" in line for line in third.lines())


def test_an_unchanged_table_is_written_over_without_a_word(room):
    run(room)
    again, names = run(room)
    assert names == [again.marks.name] and not any("改过" in line for line in again.lines())


def test_a_table_that_was_moved_away_is_simply_written(room):
    summary, _ = run(room)
    summary.marks.rename(summary.marks.with_name("成绩-留着.xlsx"))
    again, names = run(room)
    assert len(names) == 2 and not any("改过" in line for line in again.lines())


def test_when_a_notebook_came_is_told_in_beijing(room):
    for path in (room.parent / "交来的").iterdir():
        os.utime(path, (1_792_490_400,) * 2)  # 2026-10-20T18:00 in Beijing
    summary, _ = run(room)
    times = {f"{row['交作业时间']:%Y-%m-%d %H:%M}" for row in rows_of(summary.marks)}
    assert len(times) == 1
    expected = datetime.fromtimestamp(1_792_490_400, UTC) + timedelta(hours=8)
    assert times == {f"{expected:%Y-%m-%d %H:%M}"}


def test_a_changed_report_is_kept_beside_and_told(room, capsys):
    run(room)
    report = ["report", "--classroom", str(room)]
    path = room / "results" / "班级报告.xlsx"
    for _ in range(2):
        assert cli.main(report) == 0
        assert "有人改过" not in capsys.readouterr().out
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["A1"] = "我的备注"
    book.save(path)
    assert cli.main(report) == 0
    assert "班级报告.xlsx 写好以后有人改过" in capsys.readouterr().out
    (kept,) = path.parent.glob("班级报告（改过，*）.xlsx")
    assert openpyxl.load_workbook(kept).worksheets[0]["A1"].value == "我的备注"
    assert openpyxl.load_workbook(path).worksheets[0]["A1"].value != "我的备注"


def test_a_changed_table_of_changes_is_kept_beside_and_told(room):
    run(room)
    correct = grade.Options(corrections=[("也算对", "1-1=B")])
    grade.run(room, CHAPTER, options=correct)
    (path,) = (room / "results" / CHAPTER).glob("分数变动-*.csv")
    path.write_text("我的备注", encoding="utf-8")
    again = grade.run(room, CHAPTER)
    assert path.read_text("utf-8") == "我的备注" and not any("改过" in line for line in again.lines())
    again = grade.run(room, CHAPTER, options=grade.Options(corrections=[("送分", "1-5")]))
    assert not any("改过" in line for line in again.lines()), "everybody had 1-5 right: nothing changed"
    again = grade.run(room, CHAPTER, options=grade.Options(corrections=[("也算对", "1-2=A")]))
    (kept,) = path.parent.glob("分数变动-*（改过，*）.csv")
    assert kept.read_text("utf-8") == "我的备注" and "王小明" in path.read_text("utf-8-sig")
    assert any(f"{path.name} 写好以后有人改过" in line for line in again.lines())
