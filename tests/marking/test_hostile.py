"""A class of broken and hostile submissions, graded in one run: each as it deserves, the others untouched."""

from __future__ import annotations

import ctypes
import os
import socket
import threading
from pathlib import Path

import hostile
import nbformat
import psutil
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

from grading.grade import grade
from grading.marking.sandbox.tables import Tables

pytestmark = pytest.mark.pipeline
SECRET = "SHEQU_SECRET"
GRADED = [case for case in hostile.CASES if case.points is not None]
REFUSED = [case for case in hostile.CASES if case.points is None]
PR_SET_CHILD_SUBREAPER = 36


@pytest.fixture(scope="module")
def orphans_come_here():
    """A process below this one that loses its parent becomes a child of this one, not of process 1."""
    libc = ctypes.CDLL(None, use_errno=True)
    assert libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0
    yield
    libc.prctl(PR_SET_CHILD_SUBREAPER, 0, 0, 0, 0)


@pytest.fixture(scope="module")
def batch(tmp_path_factory, orphans_come_here):
    """All of them handed in together with two ordinary trainees, and graded."""
    before = _workers()  # what nbgrader's own way of grading started lives as long as the process it is in
    place = tmp_path_factory.mktemp("批")
    room, came, home = place / "班", place / "交来的", place / "家"
    set_up(room)
    home.mkdir()
    (home / "秘密.txt").write_text("SECRET-OF-HOME", encoding="utf-8")
    released = submission({})
    hand_in(came / "邻居甲.ipynb", submission(MIXED_ANSWERS, released))
    hand_in(came / "邻居乙.ipynb", released)
    with socket.create_server(("127.0.0.1", 0)) as server, pytest.MonkeyPatch.context() as patch:
        visitors = []
        threading.Thread(target=_count_visitors, args=(server, visitors), daemon=True).start()
        places = {
            "room": str(room),
            "home": str(home),
            "project": str(Path(__file__).parents[2]),
            "port": str(server.getsockname()[1]),
        }
        for case in hostile.CASES:
            (came / f"{case.name}.ipynb").write_bytes(case.make(released, places))
        (place / "压缩包.zip").write_bytes(hostile.zip_bomb())
        patch.setenv(SECRET, "SHEQU_SECRET")
        patch.setenv("HOME", str(home))
        patch.setitem(Tables.__init__.__kwdefaults__, "wall_seconds", 10)
        options = grade.Options(processes=2)
        summary = grade.run(room, CHAPTER, [came, place / "压缩包.zip"], options=options)
    return room, summary, visitors, before


def _count_visitors(server, visitors):
    while True:
        try:
            visitors.append(server.accept()[1])
        except OSError:
            return


def page(summary, name):
    return (summary.feedback / f"{name}.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("case", GRADED, ids=lambda case: case.name)
def test_each_is_graded_as_it_deserves(batch, case):
    room, summary, *_ = batch
    assert points_in_gradebook(room, case.name) == {**MIXED_POINTS, **case.points}
    text = page(summary, case.name)
    assert case.says in text
    for hidden in ("Traceback", "BEGIN HIDDEN", "SECRET-OF-HOME", "总要有人", "<script>document"):
        assert hidden not in text
    nbformat.validate(
        nbformat.read(room / "autograded" / case.name / CHAPTER / f"{CHAPTER}.ipynb", as_version=4)
    )


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.name)
def test_what_cannot_be_graded_is_refused_in_one_line(batch, case):
    _, summary, *_ = batch
    (line,) = [line for line in summary.problems if line.startswith(f"{case.name}.ipynb：")]
    assert case.says in line and "\n" not in line


def test_a_zip_neither_explodes_nor_writes_outside(batch):
    room, summary, *_ = batch
    lines = [line for line in summary.problems if line.startswith("压缩包.zip")]
    assert [("上限" in line, "压缩包以外" in line) for line in lines] == [(True, False)] + [(False, True)] * 2
    assert not list(room.parent.parent.rglob("外面.ipynb"))


def test_the_neighbours_are_untouched(batch):
    room, summary, *_ = batch
    assert points_in_gradebook(room, "邻居甲") == MIXED_POINTS
    assert set(points_in_gradebook(room, "邻居乙").values()) == {0}
    assert summary.failed == {}
    assert summary.graded == len(GRADED) + 2


def test_nothing_got_out_and_nothing_is_left_behind(batch):
    room, _, visitors, before = batch
    assert visitors == []
    assert not (room / "hacked").exists()
    assert not Path("/tmp/hacked").exists() and not Path("/usr/hacked").exists()
    assert not list(room.rglob("*.unfinished"))
    left = [process for process in _workers() if process not in before]
    _, left = psutil.wait_procs(left, timeout=10)  # one that was killed may take a moment to go
    assert left == []


def _workers():
    """The processes that run lines of pandas for this process."""
    return [process for process in psutil.process_iter(["cmdline"]) if _is_ours(process)]


def _is_ours(process):
    """Whether it is a worker that this process left behind, and not one of another test run.

    What loses its parent becomes a child of this process (`orphans_come_here`), so all of ours are below it.
    """
    if not any(part.endswith("/worker.py") for part in process.info["cmdline"] or []):
        return False
    try:
        return os.getpid() in [each.pid for each in process.parents()]
    except psutil.Error:
        return False  # gone meanwhile


def test_the_table_of_plain_nbgrader_names_every_case():
    table = (Path(__file__).parents[1] / "data" / "hostile_plain.md").read_text(encoding="utf-8")
    rows = [line.split(" | ")[0].removeprefix("| ") for line in table.splitlines() if line.startswith("| ")]
    assert rows[1:] == [case.name for case in hostile.CASES]


def test_grading_again_changes_nothing(batch):
    room, summary, *_ = batch
    again = grade.run(room, CHAPTER)
    assert (again.graded, again.changed) == (summary.graded, 0)
