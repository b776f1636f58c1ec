"""The same marks wherever the gradebook and the workers are; due dates; the formgrader's own page."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

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

from grading.classroom import class_folder, classroom
from grading.grade import grade, workers
from shequ_lib.errors import ShequError

pytestmark = pytest.mark.pipeline
RELEASED = submission({})


@pytest.fixture
def came(tmp_path):
    folder = tmp_path / "交来的"
    hand_in(folder / "甲.ipynb", submission(MIXED_ANSWERS, RELEASED))
    hand_in(folder / "乙.ipynb", submission(solved(), RELEASED))
    hand_in(folder / "丙.ipynb", RELEASED)
    for path in folder.iterdir():
        os.utime(path, (1_800_000_000,) * 2)  # 2027-01-15 in Beijing
    return folder


def run(room, *paths, **how):
    return grade.run(room, CHAPTER, paths, options=grade.Options(**how))


def page(summary, name):
    return (summary.feedback / f"{name}.html").read_text(encoding="utf-8")


def test_a_cluster_gives_the_same_marks(room, came, tmp_path):
    from distributed import LocalCluster

    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        summary = run(room, came, scheduler=cluster.scheduler_address)
        assert (summary.graded, summary.failed) == (3, {})
        again = run(room, scheduler=cluster.scheduler_address)
        assert (again.graded, again.changed) == (3, 0)
    assert points_in_gradebook(room, "甲") == MIXED_POINTS
    there = page(summary, "甲")
    shutil.copytree(came, tmp_path / "交来的二")
    set_up(tmp_path / "二班")
    assert page(run(tmp_path / "二班", tmp_path / "交来的二"), "甲") == there


def test_a_cluster_that_is_not_there_is_one_line(room, came, monkeypatch):
    monkeypatch.setattr(workers, "CONNECT_SECONDS", 1.0)
    with pytest.raises(ShequError, match="连不上") as caught:
        run(room, came, scheduler="tcp://127.0.0.1:9")
    assert "\n" not in str(caught.value)


@contextlib.contextmanager
def postgres():
    """A PostgreSQL server on this machine; it will not run as root."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not found:
        if os.environ.get("CI"):
            pytest.fail("CI must try PostgreSQL: install postgresql")
        pytest.skip("needs PostgreSQL (Debian: apt install postgresql)")
    become = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.getuid() == 0 else []

    def call(program, *arguments):
        command = [*become, found[-1] / program, "-D", data, *arguments]
        with (data.parent / "output").open("ab") as output:
            subprocess.run(command, stdout=output, stderr=output, cwd="/", check=True)

    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        data.mkdir()
        if become:
            Path(folder).chmod(0o755)
            shutil.chown(data, "postgres", "postgres")
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        call("initdb", "-A", "trust", "-U", "shequ", "-E", "UTF8", "--locale=C")
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=''"
        call("pg_ctl", "-w", "-o", options, "-l", data / "log", "start")
        try:
            yield f"postgresql+psycopg://shequ@127.0.0.1:{port}/postgres"
        finally:
            call("pg_ctl", "-m", "immediate", "stop")


def test_postgresql_keeps_the_gradebook(tmp_path, came):
    room = tmp_path / "班"
    with postgres() as address:
        room.mkdir()
        template = Path(classroom.__file__).parent / "nbgrader_config.py.in"
        text = template.read_text(encoding="utf-8").replace("# c.CourseDirectory", "c.CourseDirectory")
        (room / class_folder.CONFIG).write_text(
            text.replace("postgresql+psycopg://…", address), encoding="utf-8"
        )
        set_up(room)
        summary = run(room, came)
        assert (summary.graded, summary.failed) == (3, {})
        assert not (room / "gradebook.db").exists()
        assert points_in_gradebook(room, "甲") == MIXED_POINTS
        give_by_hand(room, "甲", "own-words", 3, "好")
        assert run(room).changed == 1
        assert points_in_gradebook(room, "甲")["own-words"] == 3
        assert [(row["总分"], row["满分"]) for row in rows_of(summary.marks)] == [
            (0, 23),
            (19, 23),
            (14, 23),
        ]
        config = room / class_folder.CONFIG
        for wrong in (address.replace("/postgres", "/nothing"), address.replace("shequ@", "nobody:secret@")):
            config.write_text(f"{config.read_text('utf-8')}\nc.CourseDirectory.db_url = {wrong!r}\n", "utf-8")
            with pytest.raises(ShequError, match="连不上成绩册的数据库") as caught:
                run(room)
            assert "\n" not in str(caught.value) and "secret" not in str(caught.value)


def test_nobody_sees_an_explanation_before_the_due_date_and_everybody_after_it(room, came):
    due = datetime(2027, 2, 1, tzinfo=UTC)
    summary = run(room, came, due=due, now=datetime(2027, 1, 20, tzinfo=UTC))
    for name in "甲乙丙":
        assert "讲解" not in page(summary, name)
    assert "会后再贴" in page(summary, "甲"), "what was wrong is told at once"
    summary = run(room, now=datetime(2027, 2, 2, tzinfo=UTC))
    assert summary.changed == 3
    for name in "甲乙丙":
        assert "公告让居民有时间安排" in page(summary, name)
    assert run(room, now=datetime(2027, 2, 3, tzinfo=UTC)).changed == 0


def test_without_a_due_date_the_explanation_is_for_those_who_were_right(room, came):
    summary = run(room, came)
    assert "公告让居民有时间安排" in page(summary, "乙")
    for name in "甲丙":
        assert "公告让居民有时间安排" not in page(summary, name)


def test_late_work_is_told_and_punished_as_the_settings_say(room, came):
    config = room / class_folder.CONFIG
    config.write_text(
        config.read_text(encoding="utf-8").replace("# c.LateSub", "c.LateSub"), encoding="utf-8"
    )
    os.utime(came / "乙.ipynb", (1_600_000_000,) * 2)
    now = datetime(2027, 1, 20, tzinfo=UTC)
    summary = run(room, came, due=datetime(2027, 1, 1, tzinfo=UTC), now=now)
    statuses = {row["编号"]: row["状态"] for row in rows_of(summary.marks)}
    assert statuses == {"丙": "白卷（迟交）", "乙": "待评", "甲": "待评（迟交，扣 11 分）"}
    assert "迟交扣 11 分" in page(summary, "甲")


def test_a_process_that_dies_costs_only_its_own_submission(room, came, monkeypatch):
    real = workers.mark_notebook
    doomed = room / "submitted" / "乙" / CHAPTER / f"{CHAPTER}.ipynb"

    def die(scheme, data, tables):
        if data == doomed.read_bytes():
            os._exit(3)
        return real(scheme, data, tables)

    monkeypatch.setattr(workers, "mark_notebook", die)
    summary = run(room, came, processes=2)
    assert (summary.graded, list(summary.failed)) == (2, ["乙"])
    assert points_in_gradebook(room, "甲") == MIXED_POINTS
    monkeypatch.undo()
    assert run(room).changed == 1


def _spin():
    while True:
        pass


def _eat():
    kept = []
    while True:
        kept.append(bytearray(10**7))


def _sleep():
    time.sleep(10**6)


@pytest.mark.skipif(sys.platform != "linux", reason="the processes are forked, and limits are Linux's")
@pytest.mark.parametrize("do", [_spin, _eat, _sleep])
def test_a_submission_that_takes_for_ever_or_all_memory_costs_only_itself(room, came, monkeypatch, capfd, do):
    from grading.grade import deadline

    monkeypatch.setattr(deadline, "CPU_SECONDS", 1.0)
    monkeypatch.setattr(deadline, "MORE_BYTES", 100 * 2**20)
    monkeypatch.setattr(deadline, "OWN_SECONDS", 3.0 if do is _sleep else 60.0)
    real = workers.mark_notebook
    doomed = room / "submitted" / "乙" / CHAPTER / f"{CHAPTER}.ipynb"
    monkeypatch.setattr(
        workers,
        "mark_notebook",
        lambda scheme, data, tables: do() if data == doomed.read_bytes() else real(scheme, data, tables),
    )
    summary = run(room, came, processes=2)
    assert (summary.graded, list(summary.failed)) == (2, ["乙"])
    assert "太费时间或内存" in summary.failed["乙"]
    assert points_in_gradebook(room, "甲") == MIXED_POINTS
    assert capfd.readouterr() == ("", "")
    monkeypatch.undo()
    assert run(room).changed == 1


def test_a_process_that_cannot_begin_is_one_line_for_each_and_none_on_the_screen(
    room, came, monkeypatch, capfd
):
    def fail(_scheme):
        raise RuntimeError("no place for a rulebook")

    monkeypatch.setattr(workers, "prepare", fail)
    summary = run(room, came, processes=2)
    assert summary.graded == 0 and sorted(summary.failed) == ["丙", "乙", "甲"]
    assert capfd.readouterr() == ("", "")
    monkeypatch.undo()
    assert run(room).graded == 3


def test_a_gradebook_that_another_program_holds_is_one_line_and_loses_nothing(room, came):
    path = room / "gradebook.db"
    with contextlib.closing(sqlite3.connect(path)) as other:
        other.execute("begin immediate")
        with pytest.raises(ShequError, match=r"成绩册现在读写不了.*再运行一次") as caught:
            run(room, came)
        assert "\n" not in str(caught.value)
        other.rollback()
        assert (
            run(room, came).changed == 3
        )  # a program that has it open, and does nothing, is in nobody's way
    assert points_in_gradebook(room, "甲") == MIXED_POINTS
    assert not list(room.glob("gradebook.db-*"))  # one file again, to copy and to keep


def test_nbgraders_own_chain_writes_the_same_marked_notebook(room, came):
    """So the formgrader, which shows it, need not know who graded."""
    import json

    from nbgrader.converters import Autograde

    run(room, came)
    path = room / "autograded" / "甲" / CHAPTER / f"{CHAPTER}.ipynb"
    ours = json.loads(path.read_bytes())
    classroom.convert(Autograde, classroom.open_course(room), CHAPTER, "甲")
    theirs = json.loads(path.read_bytes())
    del ours["metadata"]["shequ"]["graded_from"]
    for notebook in (ours, theirs):
        for cell in notebook["cells"]:
            cell["source"] = "".join(cell["source"])
            for output in cell.get("outputs", []):
                output["data"] = {kind: "".join(text) for kind, text in output["data"].items()}
    assert ours == theirs
    assert points_in_gradebook(room, "甲") == MIXED_POINTS
