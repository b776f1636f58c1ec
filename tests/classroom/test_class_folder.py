"""What may be wrong with a class folder: told before anything is graded, or it costs one trainee."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path

import pytest
from grading_helpers import (
    CHAPTER,
    LINE,
    MIXED_ANSWERS,
    MIXED_POINTS,
    hand_in,
    points_in_gradebook,
    set_up,
    submission,
)

from grading import cli
from grading.classroom import class_folder
from grading.grade import grade
from shequ_lib.errors import ShequError

pytestmark = pytest.mark.pipeline
RELEASED = submission({})
FIFO = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """A class folder in which three are graded; tests take copies."""
    place = tmp_path_factory.mktemp("夹")
    set_up(place / "班")
    for name in "甲乙丙":
        hand_in(place / "交来的" / f"{name}.ipynb", submission(MIXED_ANSWERS, RELEASED))
    assert cli.main(command(place)) == 0
    return place


@pytest.fixture
def place(graded, tmp_path):
    return Path(shutil.copytree(graded, tmp_path / "一 份"))


def command(place, *more):
    return ["grade", CHAPTER, str(place / "交来的"), "--classroom", str(place / "班"), *more]


def again(place, **how):
    return grade.run(place / "班", CHAPTER, [place / "交来的"], options=grade.Options(**how))


def refused(place, capsys):
    """Grade, which must fail before anything is done, and return the one line."""
    capsys.readouterr()
    assert cli.main(command(place)) == 1
    output, errors = capsys.readouterr()
    assert output == ""
    (line,) = errors.splitlines()
    assert "没有料到" not in line
    return line


def put(path, what):
    """Put something odd in place of a file."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
    if what == "folder":
        path.mkdir()
    elif what == "pipe":
        os.mkfifo(path)
    elif what == "loop":
        path.symlink_to(path)
    elif what == "link to nowhere":
        path.symlink_to("/nonexistent/file")
    elif isinstance(what, bytes):
        path.write_bytes(what)


ODD = ["folder", pytest.param("pipe", marks=FIFO), "loop", "link to nowhere"]
NO_NOTEBOOK = [
    b"",
    b"[]",
    b'{"cells": []}',
    b"\xff\xfe",
    b'{"cells": [1, null, {}], "metadata": 5}',
    b"[" * 100_000,
]


@pytest.mark.parametrize(
    "what", [None, *ODD, *NO_NOTEBOOK, "cut", "half", "foreign"], ids=lambda what: str(what)[:20]
)
def test_a_source_notebook_that_cannot_be_read(place, capsys, what):
    source = place / "班" / "source" / CHAPTER / f"{CHAPTER}.ipynb"
    whole = source.read_bytes()
    notebook = json.loads(whole)
    notebook["cells"] = notebook["cells"][: len(notebook["cells"]) // 2]
    instead = {
        "cut": whole[:3000],
        "half": json.dumps(notebook).encode(),
        "foreign": whole.replace(b'"shequ"', b'"other"'),
    }
    put(source, instead.get(what, what))
    assert "请" in (line := refused(place, capsys)) and "shequ teach" in line
    if what in ("folder", "loop", "pipe", "link to nowhere"):
        put(source, None)
    set_up(place / "班")
    assert again(place).failed == {}
    assert points_in_gradebook(place / "班", "甲") == MIXED_POINTS


@pytest.mark.parametrize("what", [None, "folder", *NO_NOTEBOOK[:3]], ids=lambda what: str(what)[:20])
def test_a_release_that_cannot_be_read_is_said_and_mended(place, capsys, what):
    released = place / "班" / "release" / CHAPTER / f"{CHAPTER}.ipynb"
    put(released, what)
    line = refused(place, capsys)
    assert f"release/{CHAPTER}" in line and "shequ teach" in line
    assert grade.run(place / "班", CHAPTER).graded == 3, "what was taken in needs it no more"
    set_up(place / "班")
    assert class_folder.is_released(released.parent, CHAPTER)
    assert again(place).graded == 3


@pytest.mark.parametrize(
    ("what", "says"),
    [
        (None, "不见了"),
        ("folder", "读不出来"),
        pytest.param("pipe", "读不出来", marks=FIFO),
        ("one line more", "和课程里的不一样"),
        ("gbk", "和课程里的不一样"),
        (b"", "和课程里的不一样"),
        (b"\xff\xfe\x00", "和课程里的不一样"),
    ],
    ids=str,
)
def test_data_that_the_lines_of_pandas_need(place, capsys, what, says):
    """A missing table made every right line worth nothing, in silence."""
    table = place / "班" / "source" / CHAPTER / "data" / "communities.csv"
    whole = table.read_bytes()
    instead = {"one line more": whole + b"x,1\n", "gbk": whole.decode("utf-8-sig").encode("gbk")}
    put(table, instead.get(what, what))
    line = refused(place, capsys)
    assert "data/communities.csv" in line and says in line and "shequ teach" in line
    if what in ("folder", "pipe"):
        put(table, None)
    set_up(place / "班")
    assert table.read_bytes() == whole
    summary = again(place)
    assert (summary.graded, summary.changed) == (3, 0)


@pytest.mark.parametrize("what", [b"x", "link to nowhere", None], ids=str)
def test_a_folder_of_chapters_that_cannot_be_read_is_not_one_without_chapters(place, capsys, what):
    source = place / "班" / "source"
    put(source, what)
    for arguments in (command(place), ["report", "--classroom", str(place / "班")]):
        capsys.readouterr()
        assert cli.main(arguments) == 1
        output, errors = capsys.readouterr()
        assert output == "" and errors.count("\n") == 1 and "source" in errors
        assert "没有批改过" not in errors


@pytest.mark.parametrize("what", ["file", "refused"])
def test_practice_that_cannot_be_read_stays_as_it_was_marked(place, what, monkeypatch):
    table = place / "班" / "results" / CHAPTER / f"练习-{CHAPTER}.xlsx"
    table.write_bytes(b"marked before")
    if what == "file":
        (place / "班" / "practice").write_bytes(b"x")
    else:
        (place / "班" / "practice").mkdir()
        real = os.scandir

        def scandir(path="."):
            if Path(path).name == "practice":
                raise PermissionError(13, "Permission denied", str(path))
            return real(path)

        monkeypatch.setattr(os, "scandir", scandir)
    summary = again(place)
    assert summary.graded == 3 and any("practice" in line for line in summary.problems)
    assert table.read_bytes() == b"marked before"


def test_files_beside_the_data_that_no_chapter_reads_change_nothing(place):
    """Excel and systems leave files in folders; they are no text."""
    data = place / "班" / "source" / CHAPTER / "data"
    (data / "~$communities.xlsx").write_bytes(b"\xff\xfe\0")
    (data / ".DS_Store").write_bytes(b"\0\xff")
    assert again(place).changed == 0


def test_a_source_from_before_files_were_noted_still_misses_its_data(place, capsys):
    source = place / "班" / "source" / CHAPTER / f"{CHAPTER}.ipynb"
    notebook = json.loads(source.read_bytes())
    del notebook["metadata"]["shequ"]["files"]
    source.write_text(json.dumps(notebook, ensure_ascii=False), encoding="utf-8")
    assert again(place).failed == {}
    put(source.parent / "data" / "communities.csv", None)
    assert "data/communities.csv 不见了" in refused(place, capsys)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("raise SystemExit(3)", "读不通"),
        ("import sys; sys.exit()", "读不通"),
        ("raise BaseException", "读不通"),
        ("raise RecursionError", "读不通"),
        ("1 / 0", "读不通"),
        ("c = (", "读不通"),
        ("\0", "读不通"),
        ("c = get_config()\nc.CourseDirectory = 7", "读不通"),
        ("c = get_config()\nc.CourseDirectory.directory_structure = '{'", "directory_structure"),
        ("c = get_config()\nc.CourseDirectory.directory_structure = '{nothing}'", "directory_structure"),
    ],
)
def test_settings_that_do_anything(place, capsys, text, says):
    (place / "班" / class_folder.CONFIG).write_text(text, encoding="utf-8")
    assert says in refused(place, capsys)


def test_settings_during_which_somebody_stops_the_run(place, capsys):
    (place / "班" / class_folder.CONFIG).write_text("raise KeyboardInterrupt", encoding="utf-8")
    assert cli.main(command(place)) == 130
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("what", ODD)
def test_something_odd_in_place_of_a_submitted_notebook_costs_one_trainee(place, what, capsys):
    put(place / "班" / "submitted" / "甲" / CHAPTER / f"{CHAPTER}.ipynb", what)
    hand_in(
        place / "交来的" / "乙.ipynb", submission({**MIXED_ANSWERS, "how-many": "how_many = 4"}, RELEASED)
    )
    later = (place / "交来的" / "乙.ipynb").stat().st_mtime + 60
    os.utime(place / "交来的" / "乙.ipynb", (later, later))
    for arguments in (command(place), ["grade", CHAPTER, "--classroom", str(place / "班")]):
        capsys.readouterr()
        assert cli.main(arguments) == 1
        output, errors = capsys.readouterr()
        assert errors == "" and "批改了 2 份" in output and "没有批改成功：甲" in output
    assert points_in_gradebook(place / "班", "乙")["how-many"] == 0
    assert points_in_gradebook(place / "班", "甲") == MIXED_POINTS, "what was graded before stays"
    put(place / "班" / "submitted" / "甲" / CHAPTER / f"{CHAPTER}.ipynb", None)
    assert cli.main(command(place)) == 0


def test_a_file_in_place_of_a_folder_costs_one_trainee(place):
    folder = place / "班" / "submitted" / "甲" / CHAPTER
    put(folder, b"x")
    (place / "班" / "submitted" / "Thumbs.db").write_bytes(b"a stray file is nobody")
    for summary in (again(place), grade.run(place / "班", CHAPTER)):
        assert summary.graded == 2 and any("甲" in who for who in summary.failed)
        assert all("\n" not in line for line in summary.lines())


@pytest.mark.parametrize("folder", ["received/甲", "autograded/丙", "feedback/丙"])
def test_a_file_in_place_of_any_folder_of_a_trainee(place, folder):
    put(place / "班" / folder, b"x")
    summary = again(place)
    name = folder[-1]
    assert summary.graded == (3 if name == "甲" else 2)
    assert [name in who for who in summary.failed] == [True]


@pytest.mark.parametrize("what", ["folder", pytest.param("pipe", marks=FIFO), "loop"])
@pytest.mark.parametrize("where", ["autograded", "feedback", "results"])
def test_something_odd_in_place_of_what_we_write(place, what, where):
    file = {
        "autograded": place / "班" / "autograded" / "甲" / CHAPTER / f"{CHAPTER}.ipynb",
        "feedback": place / "班" / "feedback" / "甲" / CHAPTER / f"{CHAPTER}.html",
        "results": place / "班" / "results" / CHAPTER / "反馈" / "甲.html",
    }[where]
    whole = file.read_bytes()
    put(file, what)
    summary = again(place)
    if what == "folder":
        assert (summary.graded, list(summary.failed)) == (2, ["甲"])
        assert "文件夹" in summary.failed["甲"] and "unfinished" not in summary.failed["甲"]
        put(file, None)
        summary = again(place)
    assert (summary.graded, summary.failed) == (3, {})
    assert file.read_bytes() == whole and not file.is_symlink()
    assert not list((place / "班").rglob("*.unfinished"))


def test_a_file_in_place_of_the_results_is_said_before_anything_is_graded(place, capsys):
    put(place / "班" / "results", b"x")
    assert "results" in refused(place, capsys)


def test_grading_goes_on_where_the_log_cannot_be_written(place, capsys):
    put(place / "班" / class_folder.LOG, "folder")
    hand_in(place / "班" / "submitted" / "坏" / CHAPTER / f"{CHAPTER}.ipynb", {})
    assert cli.main(command(place)) == 1
    output, errors = capsys.readouterr()
    assert errors == "" and "批改了 3 份" in output and "没有批改成功：坏" in output


BAD_METADATA = [
    ("repairs", 5),
    ("repairs", [5]),
    ("repairs", None),
    ("repairs", {"a": 1}),
    ("repairs", ["\ud800"]),
    ("graded_from", None),
    ("graded_from", ["a"]),
]
BAD_RESULT = [
    ("points", "2"),
    ("points", float("nan")),
    ("points", float("inf")),
    ("points", -1),
    ("points", 1e9),
    ("points", None),
    ("max_points", []),
    ("status", "splendid"),
    ("status", {}),
    ("messages", "abc"),
    ("messages", [5]),
    ("messages", ["\udfff"]),
    ("hint", 7),
    ("explain", None),
    ("needs_look", "yes"),
]


@pytest.mark.parametrize(("name", "value"), [*BAD_METADATA, *BAD_RESULT], ids=lambda each: ascii(each)[:20])
def test_a_damaged_marked_notebook_is_made_anew(place, name, value):
    path = place / "班" / "autograded" / "甲" / CHAPTER / f"{CHAPTER}.ipynb"
    whole = path.read_bytes()
    notebook = json.loads(whole)
    if (name, value) in BAD_METADATA:
        notebook["metadata"]["shequ"][name] = value
    else:
        for cell in notebook["cells"]:
            if "result" in cell["metadata"].get("shequ", {}):
                cell["metadata"]["shequ"]["result"][name] = value
    path.write_text(json.dumps(notebook), encoding="utf-8")
    assert again(place).failed == {}
    assert path.read_bytes() == whole
    assert points_in_gradebook(place / "班", "甲") == MIXED_POINTS


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[1]", b'{"cells": [1, null, {"metadata": 5}], "metadata": []}']
)
def test_a_marked_notebook_that_is_none_is_made_anew(place, data):
    path = place / "班" / "autograded" / "甲" / CHAPTER / f"{CHAPTER}.ipynb"
    whole = path.read_bytes()
    path.write_bytes(data)
    assert again(place).failed == {}
    assert path.read_bytes() == whole


@pytest.mark.skipif(sys.platform != "linux" or os.getuid() != 0, reason="root becomes another user")
def test_a_folder_that_may_not_be_read_costs_one_trainee(place, tmp_path, monkeypatch):
    """Root may read everything, so the refusal is played."""
    real = Path.stat

    def stat(self, **how):
        if "甲" in self.parts and "submitted" in self.parts:
            raise PermissionError(13, "Permission denied", str(self))
        return real(self, **how)

    monkeypatch.setattr(Path, "stat", stat)
    summary = grade.run(place / "班", CHAPTER)
    assert (summary.graded, list(summary.failed)) == (2, ["甲"])
    assert "没有权限" in summary.failed["甲"]


def test_a_disk_that_is_full_stops_the_run_in_one_line(place, monkeypatch):
    """One line, not one for each trainee: the next one would fare no better."""
    from grading.grade import submission as submissions

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(submissions, "write_file", full)
    shutil.rmtree(place / "班" / "autograded")
    with pytest.raises(OSError, match="No space"):
        again(place)
    monkeypatch.undo()
    assert again(place).failed == {}


def test_refusals_come_before_anything_is_taken_in(place, capsys):
    put(place / "班" / "source" / CHAPTER / "data" / "communities.csv", None)
    hand_in(place / "交来的" / "丁.ipynb", submission({"big-ones": f"{LINE}big_ones = 1"}, RELEASED))
    refused(place, capsys)
    assert not (place / "班" / "submitted" / "丁").exists()


def test_a_chapter_that_is_not_there_is_named(place):
    with pytest.raises(ShequError, match=f"没有“02”这一章，现有：第一章（{CHAPTER}）"):
        grade.run(place / "班", "02")
