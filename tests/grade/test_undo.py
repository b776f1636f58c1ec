"""Going back: each run of grading can be taken back, and nothing is lost by it."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from grading_helpers import (
    CHAPTER,
    MIXED_ANSWERS,
    MIXED_POINTS,
    give_by_hand,
    hand_in,
    points_in_gradebook,
    set_up,
    submission,
)

from grading import cli
from grading.gradebook import backups
from grading.roster import Trainee

pytestmark = pytest.mark.pipeline
RELEASED = submission({})
TABLES = ("student", "submitted_assignment", "submitted_notebook", "grade", "comment", "shequ_grading")


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """A class folder in which two are graded; tests take copies."""
    place = tmp_path_factory.mktemp("退")
    set_up(place / "班")
    for name in "甲乙":
        hand_in(place / "第一次" / f"{name}.ipynb", submission(MIXED_ANSWERS, RELEASED))
    assert cli.main(grade(place, "第一次")) == 0
    return place


@pytest.fixture
def place(graded, tmp_path):
    return Path(shutil.copytree(graded, tmp_path / "一 份"))


def grade(place, *came):
    return ["grade", CHAPTER, *(str(place / name) for name in came), "--classroom", str(place / "班")]


def undo(place, *more):
    return ["grade", "--undo", "--classroom", str(place / "班"), *more]


def later(path, seconds):
    os.utime(path, (path.stat().st_mtime + seconds,) * 2)


def second(place, folder="第二次", seconds=60):
    """甲 hands in anew, all wrong, and 丙 for the first time."""
    later(hand_in(place / folder / "甲.ipynb", submission({"how-many": "how_many = 4"}, RELEASED)), seconds)
    hand_in(place / folder / "丙.ipynb", submission(MIXED_ANSWERS, RELEASED))
    return folder


def state(place):
    """What the class folder holds, files by name and the gradebook by rows; without archive and backups."""
    room = place / "班"
    kept = {
        path.relative_to(room).as_posix(): path.read_bytes()
        for step in ("submitted", "practice", "autograded", "feedback", "results")
        for path in (room / step).rglob("*")
        if path.is_file()
    }
    with closing(sqlite3.connect(room / "gradebook.db")) as gradebook:
        for table in TABLES:
            kept[table] = sorted(map(repr, gradebook.execute(f"select * from {table}")))
    return kept


def test_each_run_is_taken_back_wholly(place, capsys):
    first = state(place)
    assert cli.main(grade(place, second(place))) == 0
    after_second = state(place)
    assert points_in_gradebook(place / "班", "甲")["how-many"] == 0
    assert cli.main([*grade(place, second(place, "第三次", 120)), "--due", "2026-01-01"]) == 0
    received = {path: path.read_bytes() for path in (place / "班" / "received").rglob("*.ipynb")}
    assert state(place) != after_second

    capsys.readouterr()
    assert cli.main(undo(place)) == 0
    assert state(place) == after_second
    assert cli.main(undo(place, "--no-wait")) == 0
    assert state(place) == first
    output, errors = capsys.readouterr()
    assert errors == "" and output.count("已撤销") == 2 and CHAPTER in output and "收进 2 份" in output
    assert {path: path.read_bytes() for path in (place / "班" / "received").rglob("*.ipynb")} == received

    assert cli.main(undo(place)) == 0, "the very first run, too"
    assert not list((place / "班" / "submitted").iterdir())
    assert not list((place / "班" / "results").rglob("*.*"))
    assert cli.main(undo(place)) == 1
    assert "没有可以撤销的批改" in capsys.readouterr().err
    assert cli.main(grade(place, "第一次")) == 0
    assert points_in_gradebook(place / "班", "乙") == MIXED_POINTS


def test_a_run_that_changed_nothing_is_not_one_to_take_back(place, capsys):
    first = state(place)
    assert cli.main(grade(place, second(place))) == 0
    for _ in range(backups.KEPT + 2):
        assert cli.main(grade(place)) == 0
    assert len(list((place / "班" / "备份").glob("[0-9]*"))) == 3
    assert cli.main(undo(place)) == 0
    assert state(place) == first


def test_the_last_ten_runs_are_kept(place):
    for number in range(backups.KEPT + 2):
        assert cli.main([*grade(place), "--due", f"2026-01-{number + 1:02}"]) == 0
    kept = sorted((place / "班" / "备份").iterdir())
    assert len(kept) == backups.KEPT and kept[-1].name.startswith("0013-")


def test_marks_given_by_hand_since_are_not_lost_unasked(place, capsys):
    give_by_hand(place / "班", "乙", "own-words", 2, "早就给的")
    first = state(place)
    assert cli.main(grade(place, second(place))) == 0
    give_by_hand(place / "班", "丙", "own-words", 3, "好")
    give_by_hand(place / "班", "乙", "own-words", 4, "改了")
    before = state(place)
    capsys.readouterr()
    assert cli.main(undo(place)) == 1
    output, errors = capsys.readouterr()
    assert output == "" and errors.count("\n") == 1 and "2 处" in errors and "--undo --yes" in errors
    assert state(place) == before
    assert cli.main(undo(place, "--yes")) == 0
    assert "2 处" in capsys.readouterr().out
    again = state(place)
    assert {name: again[name] for name in TABLES} == {name: first[name] for name in TABLES}
    (aside,) = (place / "班" / "备份").glob("撤销前-*")
    with closing(sqlite3.connect(aside / "gradebook.db")) as gradebook:
        assert sorted(map(repr, gradebook.execute("select * from grade"))) == before["grade"]
    kept = aside / "files" / "submitted" / "丙" / CHAPTER / f"{CHAPTER}.ipynb"
    assert kept.read_bytes() == before[f"submitted/丙/{CHAPTER}/{CHAPTER}.ipynb"]


def test_a_run_that_was_killed_is_taken_back_too(place, monkeypatch, capsys):
    from grading.gradebook import record

    first = state(place)
    real = record.Recorder.write

    def dies(self, entry):
        if entry.trainee_id == "甲":
            raise KeyboardInterrupt
        real(self, entry)

    monkeypatch.setattr(record.Recorder, "write", dies)
    assert cli.main(grade(place, second(place))) == 130
    monkeypatch.undo()
    assert state(place) != first
    assert cli.main(undo(place)) == 0
    assert state(place) == first
    assert "没有做完" in capsys.readouterr().out


def test_homework_of_the_site_that_was_for_practice_is_for_practice_again(place):
    chapters = {CHAPTER: {"release": "", "saved": "2026-11-27T06:31:46Z", "answers": MIXED_ANSWERS}}
    more = {"name": "丁", "rulebook": "gongshu-2008", "script": "hans", "saved": "2026-11-27T06:32:30Z"}
    hand_in(
        place / "自学" / "丁.json", {"format": "shequ-homework", "version": 1, **more, "chapters": chapters}
    )
    assert cli.main(grade(place, "自学")) == 0
    practised = state(place)
    assert f"practice/丁/{CHAPTER}/{CHAPTER}.ipynb" in practised
    assert cli.main([*grade(place, "自学"), "--count-self-study"]) == 0
    assert f"practice/丁/{CHAPTER}/{CHAPTER}.ipynb" not in state(place)
    assert cli.main(undo(place)) == 0
    assert set(state(place)) == set(practised)
    assert {k: v for k, v in state(place).items() if "练习" not in k} == {
        k: v for k, v in practised.items() if "练习" not in k
    }


def test_another_chapter_than_the_last_is_not_taken_back(place, capsys):
    before = state(place)
    assert cli.main(["grade", "06", "--undo", "--classroom", str(place / "班")]) == 1
    assert CHAPTER in capsys.readouterr().err and state(place) == before
    assert cli.main([*grade(place, "第一次"), "--undo"]) == 1
    assert cli.main(["grade", "01", "--undo", "--classroom", str(place / "班")]) == 0


def test_an_open_table_is_said_before_anything_is_taken_back(place, capsys, monkeypatch):
    before = state(place)
    real = Path.open

    def locked(self, mode="r", **how):
        if self.suffix == ".xlsx" and "+" in mode:
            raise PermissionError(13, "Permission denied", str(self))
        return real(self, mode, **how)

    monkeypatch.setattr(Path, "open", locked)
    assert cli.main(undo(place)) == 1
    assert "在 Excel 或 WPS 里关掉" in capsys.readouterr().err
    monkeypatch.undo()
    assert state(place) == before


def test_a_spoiled_backup_changes_nothing(place, capsys):
    (kept,) = (place / "班" / "备份").glob("*/gradebook.db")
    kept.write_bytes(b"nothing")
    before = state(place)
    assert cli.main(undo(place)) == 1
    assert "坏了，没有撤销" in capsys.readouterr().err and state(place) == before


@pytest.mark.parametrize("name", ["../第一次/x", "submitted/../source", "source/01-sample/data", "/etc/x/y"])
def test_a_note_that_leads_elsewhere_removes_nothing(place, capsys, name):
    """The backups lie in a folder that may have been unpacked from anywhere."""
    (folder,) = (place / "班" / "备份").iterdir()
    with (folder / "new.jsonl").open("a", encoding="utf-8") as noted:
        noted.write(json.dumps(name) + "\n")
    assert cli.main(undo(place)) == 1
    assert "备份被改动过" in capsys.readouterr().err
    assert (place / "第一次" / "甲.ipynb").is_file() and (place / "班" / "source" / CHAPTER / "data").is_dir()


def test_teach_keeps_the_gradebook_before_it_changes_chapters(place, capsys):
    from grading_helpers import sample

    course = sample("source")
    course.notebooks[CHAPTER].metadata["touched"] = 1
    first = state(place)
    assert set_up(place / "班", course).refreshed == [CHAPTER]
    assert [each.name[-5:] for each in sorted((place / "班" / "备份").iterdir())] == ["ample", "teach"]
    assert set_up(place / "班", course).refreshed == []
    assert len(list((place / "班" / "备份").iterdir())) == 2
    assert cli.main(grade(place, second(place))) == 0
    assert cli.main(undo(place)) == 0
    assert state(place)["grade"] == first["grade"]
    output = capsys.readouterr().out
    assert "有 2 份是按以前的" in output and "请再运行" not in output


def test_the_class_list_goes_back_too(place):
    from openpyxl import Workbook

    first = state(place)
    book = Workbook()
    book.active.append(["编号", "姓名"])
    for each in (Trainee("甲", "王小明"), Trainee("乙", "李红")):
        book.active.append([each.id, each.name])
    book.save(place / "花名册.xlsx")
    assert cli.main([*grade(place), "--roster", str(place / "花名册.xlsx")]) == 0
    assert any("王小明" in name for name in state(place))
    assert cli.main(undo(place)) == 0
    assert state(place) == first


def test_what_nobody_claimed_goes_back_too(place):
    from openpyxl import Workbook, load_workbook

    from grading.intake.unclaimed import TABLE

    book = Workbook()
    for row in (("编号", "姓名"), ("甲", "王小明"), ("乙", "李红"), ("丙", "张伟")):
        book.active.append(row)
    book.save(place / "花名册.xlsx")
    hand_in(place / "第二次" / "看不出是谁.ipynb", submission(MIXED_ANSWERS, RELEASED))
    assert cli.main([*grade(place, "第二次"), "--roster", str(place / "花名册.xlsx")]) == 1
    table = place / "班" / TABLE
    claimed = load_workbook(table)
    claimed.active.cell(2, 6).value = "丙"
    claimed.save(table)
    before, written = state(place), table.read_bytes()
    assert cli.main(["grade", "all", "--classroom", str(place / "班")]) == 0
    assert any(name.startswith("submitted/丙/") for name in state(place))
    assert cli.main(undo(place)) == 0
    assert state(place) == before and table.read_bytes() == written
    assert cli.main(undo(place)) == 0
    assert not table.exists()


def test_a_number_that_a_new_list_changed_is_as_it_was(place):
    roster = place / "花名册.csv"
    roster.write_text("编号,姓名\n乙,王小明\n丙,李红\n", encoding="utf-8")
    assert cli.main([*grade(place), "--roster", str(roster)]) == 0
    first = state(place)
    roster.write_text("编号,姓名\n1001,王小明\n丙,李红\n", encoding="utf-8")
    assert cli.main([*grade(place), "--roster", str(roster)]) == 0
    assert (place / "班" / "submitted" / "1001").is_dir()
    assert not (place / "班" / "submitted" / "乙" / CHAPTER).exists()
    assert cli.main(undo(place)) == 0
    assert state(place) == first
