"""Whatever becomes of the standard streams and of the program, the work is done or one line says why not."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from grading import cli
from grading.cli import unexpected
from shequ_lib.errors import ShequError

# `shequ grade 06` with its work replaced by a line of the test's; the work itself takes a second to load.
SCRIPT = """
import sys, types
from pathlib import Path
import grading.grade
from grading import cli

grade = grading.grade.grade = sys.modules["grading.grade.grade"] = types.ModuleType("grading.grade.grade")
grade.Options = dict

class Done:
    failed = {{}}
    problems = []
    def lines(self):
        return ["批改了 3 份。", "成绩表：" + "长" * 40_000]

def run(*_, **__):
    Path(sys.argv[1], "done").touch()
    {line}
    return Done()

grade.run = run
sys.exit(cli.main(["grade", "06", "--classroom", sys.argv[1]]))
"""
ROOT = Path(__file__).parents[2]
SHELL = pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX shell")
FULL = pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")  # noqa: PTH110


def shell(folder, line, redirected, **environment):
    """Run the script from a shell with its streams redirected; return status, output and errors."""
    script = folder / "run.py"
    script.write_text(SCRIPT.format(line=line), encoding="utf-8")
    command = f'set -o pipefail; "{sys.executable}" "{script}" "{folder}" {redirected}'
    done = subprocess.run(
        ["bash", "-c", command],
        capture_output=True,
        # Where the locale lacks its signs, Python cannot read the path of an installation from its file.
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        check=False,
    )
    assert (folder / "done").exists()
    output, errors = done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
    for text in (output, errors):
        assert "Traceback" not in text and "Exception ignored" not in text and "Error" not in text
    return done.returncode, output, errors


@SHELL
@pytest.mark.parametrize(
    ("redirected", "status", "output", "errors"),
    [
        ("", 0, True, ""),
        (">&-", 0, False, "批改了 3 份"),  # the other stream says it
        ("2>&-", 0, True, ""),
        (">&- 2>&-", 0, False, ""),
        ("<&- >&- 2>&-", 0, False, ""),
        pytest.param(">/dev/full", 1, False, "没有显示完", marks=FULL),
        pytest.param("2>/dev/full", 0, True, "", marks=FULL),
        pytest.param(">/dev/full 2>&1", 1, False, "", marks=FULL),
        ("| true", 1, False, "没有显示完"),
    ],
)
def test_what_was_done_is_said_where_it_can_be(tmp_path, redirected, status, output, errors):
    got = shell(tmp_path, "pass", redirected)
    assert got[0] == status
    assert ("批改了 3 份" in got[1]) == output
    assert errors in got[2] and (errors or not got[2])


@SHELL
@pytest.mark.parametrize("redirected", ["", ">&-", "2>&-", "2>/dev/full", ">/dev/full"])
def test_what_went_wrong_is_said_where_it_can_be(tmp_path, redirected):
    if "/dev/full" in redirected and not os.path.exists("/dev/full"):  # noqa: PTH110
        pytest.skip("needs /dev/full")
    status, output, errors = shell(tmp_path, "raise cli.ShequError('请先做这件事。')", redirected)
    assert status == 1
    assert (output + errors).count("请先做这件事。") == 1


@SHELL
@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "utf-16"},
        {"LC_ALL": "C"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONUNBUFFERED": "1"},
    ],
    ids=str,
)
def test_chinese_comes_out_as_utf_8_whatever_the_locale(tmp_path, environment):
    status, output, errors = shell(tmp_path, "pass", "", **environment)
    assert (status, errors) == (0, "") and output.startswith("批改了 3 份。\n")


@SHELL
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&-"])
def test_no_file_takes_the_place_of_a_closed_stream(tmp_path, closed):
    """Else what a library writes to its standard error would go into the gradebook."""
    line = (
        "file = open(Path(sys.argv[1], 'book'), 'w'); import os; assert file.fileno() > 2; os.write(2, b'x')"
    )
    shell(tmp_path, line, closed)
    assert (tmp_path / "book").read_bytes() == b""


DATABASE = sqlite3.OperationalError("boom")


@pytest.mark.parametrize(
    ("error", "says", "status"),
    [
        (ShequError("请先做这件事。"), "请先做这件事。", 1),
        (KeyboardInterrupt(), "已停止", 130),
        (MemoryError(), "内存不够", 1),
        (RuntimeError("boom\nboom"), "没有料到的错（RuntimeError）", 1),
        (AttributeError("boom"), "没有料到的错（AttributeError）", 1),
        (RecursionError(), "没有料到的错（RecursionError）", 1),
        (OperationalError("select 1", {}, DATABASE), "没有料到的错（OperationalError）", 1),
        (UnicodeDecodeError("utf-8", b"\xff", 0, 1, "boom"), "没有料到的错（UnicodeDecodeError）", 1),
        (AssertionError(), "没有料到的错（AssertionError）", 1),
        (StopIteration(), "没有料到的错（StopIteration）", 1),
        (ExceptionGroup("boom", [ValueError("\udc80")]), "没有料到的错（ExceptionGroup）", 1),
        (OSError("boom"), "请检查文件夹和磁盘", 1),
        (TimeoutError(), "请检查文件夹和磁盘", 1),
    ],
    ids=lambda each: type(each).__name__,
)
@pytest.mark.parametrize("command", [["grade", "06", "--classroom"], ["report", "--classroom"], ["teach"]])
def test_any_failure_is_one_line(tmp_path, capsys, monkeypatch, error, says, status, command):
    def fail(_options):
        raise error

    monkeypatch.setattr(cli, f"_{command[0]}", fail)
    assert cli.main([*command, str(tmp_path)]) == status
    output, errors = capsys.readouterr()
    (line,) = errors.splitlines()
    assert output == "" and says in line and "boom" not in line
    log = tmp_path / unexpected.LOG
    assert log.exists() == ("没有料到" in says)
    if log.exists():
        assert str(log) in line
        text = log.read_text(encoding="utf-8")
        assert "Traceback" in text and f"shequ {' '.join(command)}" in text


def test_where_the_details_cannot_be_written_they_go_elsewhere(tmp_path, monkeypatch):
    (tmp_path / "一" / unexpected.LOG).mkdir(parents=True)
    (tmp_path / "二").mkdir()
    line = unexpected.line(RuntimeError("x"), [], [None, tmp_path / "没有", tmp_path / "一", tmp_path / "二"])
    assert str(tmp_path / "二" / unexpected.LOG) in line
    monkeypatch.setattr(unexpected.tempfile, "gettempdir", lambda: str(tmp_path / "没有"))
    line = unexpected.line(RuntimeError("x"), [], [tmp_path / "一"])
    assert unexpected.LOG not in line and "RuntimeError" in line and "\n" not in line


def test_the_file_of_details_does_not_grow_for_ever(tmp_path):
    log = tmp_path / unexpected.LOG
    for size, kept in ((unexpected._LARGEST, True), (unexpected._LARGEST + 1, False)):
        log.write_bytes(b"x" * size)
        unexpected.line(RuntimeError("x"), [], [tmp_path])
        assert (log.stat().st_size > size) == kept


def test_the_screen_is_the_same_again_after_a_command(capsys):
    before = sys.stdout, sys.stderr
    with pytest.raises(SystemExit):
        cli.main(["--help"])
    assert (sys.stdout, sys.stderr) == before
    assert "用法" in capsys.readouterr().out
