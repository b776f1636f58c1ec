"""One command at a time on a class folder: who waits is told for whom, and a killed one leaves no lock."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from grading_helpers import (
    CHAPTER,
    MIXED_ANSWERS,
    MIXED_POINTS,
    hand_in,
    points_in_gradebook,
    set_up,
    submission,
)

from grading import cli
from grading.classroom import turn
from shequ_lib.errors import ShequError

HOLD = """
import sys
from pathlib import Path
from grading.classroom import turn
with turn.taken(Path(sys.argv[1]), "grade 06"):
    print("mine", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def holder(tmp_path):
    """Another process that has the folder until its standard input ends."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline() == "mine\n"
    yield process
    process.kill()
    process.communicate()


def test_the_second_one_is_told_who_is_at_it(tmp_path, holder):
    with pytest.raises(ShequError) as caught, turn.taken(tmp_path, "report", wait=False):
        pass
    line = str(caught.value)
    assert "\n" not in line and "没有等它" in line
    for part in ("shequ grade 06", f"进程 {holder.pid}", "从 ", "开始", turn.LOCK):
        assert part in line


def test_it_waits_and_says_so_once(tmp_path, holder, capsys, monkeypatch):
    looked = []

    def sleep(_):
        looked.append(1)
        if len(looked) == 3:
            holder.communicate()  # it ends
        elif len(looked) > 3:
            time.monotonic()

    monkeypatch.setattr(turn.time, "sleep", sleep)
    with turn.taken(tmp_path, "report"):
        pass
    assert len(looked) >= 3
    (line,) = capsys.readouterr().err.splitlines()
    assert "等它完成" in line and "Ctrl+C" in line and "shequ grade 06" in line


def test_it_does_not_wait_for_ever(tmp_path, holder, monkeypatch, capsys):
    monkeypatch.setattr(turn.time, "sleep", lambda _: None)
    now = iter(range(0, 10_000, 100))
    monkeypatch.setattr(turn.time, "monotonic", lambda: next(now))
    with pytest.raises(ShequError, match="等了 10 分钟"), turn.taken(tmp_path, "report"):
        pass
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_a_process_that_dies_gives_the_folder_back(tmp_path, holder, how):
    holder.send_signal(how)
    holder.wait()
    with turn.taken(tmp_path, "report", wait=False):
        pass


def test_one_after_the_other_in_one_process(tmp_path):
    for _ in range(3):
        with turn.taken(tmp_path, "grade 06", wait=False):
            pass
    with pytest.raises(ZeroDivisionError), turn.taken(tmp_path, "grade 06", wait=False):
        _ = 1 / 0
    with turn.taken(tmp_path, "grade 06", wait=False):
        pass


@pytest.mark.skipif(sys.platform == "win32", reason="locks of POSIX")
@pytest.mark.parametrize("code", [errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL, errno.EIO])
def test_where_a_file_system_has_no_locks_it_goes_on(tmp_path, monkeypatch, code):
    import fcntl

    def refuse(*_):
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(fcntl, "flock", refuse)
    with turn.taken(tmp_path, "grade 06", wait=False), turn.taken(tmp_path, "report", wait=False):
        pass


def test_where_nothing_can_be_written_it_goes_on(tmp_path):
    with turn.taken(tmp_path / "没有", "report", wait=False):
        pass
    (tmp_path / turn.LOCK).mkdir()
    with turn.taken(tmp_path, "report", wait=False):
        pass
    assert not (tmp_path / "没有").exists()


@pytest.mark.parametrize("noted", [b"", b"{", b"[]", b'{"command": "x"}', b'{"since": 5}', b"\xff"])
def test_the_lock_holds_where_its_note_cannot_be_read(tmp_path, holder, noted):
    (tmp_path / turn.LOCK).write_bytes(noted)
    with pytest.raises(ShequError, match="另一个命令正在用"), turn.taken(tmp_path, "report", wait=False):
        pass


def test_a_note_cannot_write_to_the_terminal(tmp_path, holder):
    (tmp_path / turn.LOCK).write_text(
        '{"command": "\\u001b[2J", "user": "a\\nb", "host": "", "pid": 1,'
        ' "since": "2026-01-01T00:00:00+08:00"}'
    )
    with pytest.raises(ShequError) as caught, turn.taken(tmp_path, "report", wait=False):
        pass
    assert str(caught.value).isprintable()


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    folder = tmp_path_factory.mktemp("班") / "班"
    set_up(folder)
    return folder


@pytest.mark.pipeline
def test_every_command_waits_its_turn(room, capsys):
    with turn.taken(room, "grade 09"):
        for arguments in (["grade", CHAPTER], ["report"]):
            assert cli.main([*arguments, "--classroom", str(room), "--no-wait"]) == 1
            (line,) = capsys.readouterr().err.splitlines()
            assert "shequ grade 09" in line
        with pytest.raises(ShequError, match="shequ grade 09"):
            from grading.classroom import classroom

            classroom.setup(room, {}, {}, wait=False)


@pytest.mark.pipeline
@pytest.mark.parametrize("many", [2, 4])
def test_several_at_once_come_to_the_marks_of_one(tmp_path, many):
    room, came = tmp_path / "班", tmp_path / "交来的"
    set_up(room)
    released = submission({})
    for number in range(12):
        hand_in(came / f"甲{number}.ipynb", submission(MIXED_ANSWERS, released))
    command = [sys.executable, "-m", "grading.cli", "grade", CHAPTER, str(came), "--classroom", str(room)]
    runs = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8")
        for _ in range(many)
    ]
    for run in runs:
        output, errors = run.communicate()
        assert run.returncode == 0, errors
        assert "批改了 12 份" in output and "Traceback" not in errors and errors.count("\n") <= 1
    for number in range(12):
        assert points_in_gradebook(room, f"甲{number}") == MIXED_POINTS
    assert not [*room.rglob("*.unfinished"), *room.glob("gradebook.db-*")]


@pytest.mark.pipeline
@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_who_waits_goes_on_when_the_other_one_is_stopped(tmp_path, how):
    room, came = tmp_path / "班", tmp_path / "交来的"
    set_up(room)
    released = submission({})
    slow = [
        f"慢{number}" for number in range(8)
    ]  # half a minute each: a busy machine does not come to the end
    for name in slow:
        answers = {**MIXED_ANSWERS, "big-ones": "while True: pass"}
        hand_in(came / f"{name}.ipynb", submission(answers, released))
    quick = hand_in(tmp_path / "别人的" / "甲.ipynb", submission(MIXED_ANSWERS, released)).parent

    def start(folder):
        command = [
            sys.executable,
            "-m",
            "grading.cli",
            "grade",
            CHAPTER,
            str(folder),
            "--classroom",
            str(room),
        ]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        return subprocess.Popen(command, **pipes, text=True, encoding="utf-8")

    first = start(came)
    while not Path(room, "submitted", slow[-1], CHAPTER, f"{CHAPTER}.ipynb").exists():
        assert first.poll() is None
    second = start(quick)
    assert "等它完成" in second.stderr.readline()
    for name in slow:  # being marked: not by the second one, too
        Path(room, "submitted", name, CHAPTER, f"{CHAPTER}.ipynb").unlink()
    first.send_signal(how)
    _, errors = first.communicate()
    if how == signal.SIGINT:
        assert first.returncode == 130 and errors.count("\n") == 1 and "已停止" in errors, errors
    second.communicate()
    assert points_in_gradebook(room, "甲") == MIXED_POINTS
    assert not list(room.rglob("*.unfinished"))
