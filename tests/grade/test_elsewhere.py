"""Grading where processes do not start as on Linux: Windows and macOS, as far as Linux can play them."""

from __future__ import annotations

import os
import subprocess
import sys
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

pytestmark = [
    pytest.mark.pipeline,
    pytest.mark.skipif(sys.platform != "linux", reason="there it is no play"),
]
ROOT = Path(__file__).parents[2]
LIKE_MACOS = "sched_getaffinity"  # processes of a pool are not forked
LIKE_WINDOWS = "sched_getaffinity fork killpg getuid"  # nothing can be forked


def shequ(missing, *arguments):
    return subprocess.run(
        [sys.executable, "-m", "grading.cli", *map(str, arguments)],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT / "tests" / "data" / "elsewhere"), "MISSING": missing},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def came(tmp_path):
    set_up(tmp_path / "班")
    released = submission({})
    hand_in(tmp_path / "作业" / "甲.ipynb", submission(MIXED_ANSWERS, released))
    hand_in(tmp_path / "作业" / "乙.ipynb", released)
    return tmp_path / "作业"


@pytest.mark.parametrize(
    ("missing", "due"),
    [(LIKE_MACOS, ("--due", "2020-01-01")), (LIKE_WINDOWS, ())],
    ids=["macOS, late", "Windows"],
)
def test_a_class_is_graded(came, missing, due):
    room = came.with_name("班")
    done = shequ(missing, "grade", CHAPTER, came, "--classroom", room, "--allow-unsandboxed", *due)
    assert done.returncode == 0, done.stderr
    assert "批改了 2 份" in done.stdout and "Traceback" not in done.stdout + done.stderr
    assert points_in_gradebook(room, "甲") == MIXED_POINTS
    assert set(points_in_gradebook(room, "乙").values()) == {0}


def test_without_walls_it_refuses_in_one_line(came):
    done = shequ(LIKE_WINDOWS, "grade", CHAPTER, came, "--classroom", came.with_name("班"))
    assert done.returncode != 0
    (line,) = done.stderr.splitlines()
    assert "没有隔离" in line and "--allow-unsandboxed" in line
