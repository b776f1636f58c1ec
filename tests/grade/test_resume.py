"""Killed at any moment and run again, a batch comes to the same gradebook as one that was left alone."""

from __future__ import annotations

import multiprocessing
import os
import random
import shutil
import signal
import sqlite3
import sys
from pathlib import Path

import pytest
from chance import number
from grading_helpers import CHAPTER, MIXED_ANSWERS, give_by_hand, hand_in, set_up, submission
from sqlalchemy import event
from sqlalchemy.engine import Engine

from grading.grade import grade

pytestmark = [
    pytest.mark.pipeline,
    pytest.mark.skipif(sys.platform != "linux", reason="the processes are forked"),
]
KILLS, IN_A_ROW = int(os.environ.get("SHEQU_KILLS") or number(100)), 5
FORK = multiprocessing.get_context("fork")
ANSWERS = {name: text for name, text in MIXED_ANSWERS.items() if name != "big-ones"}


@pytest.fixture(scope="module")
def before(tmp_path_factory):
    """A class folder in which two were graded and one marked by hand; then new work came for three."""
    place = tmp_path_factory.mktemp("停")
    room, came = place / "班", place / "交来的"
    set_up(room)
    released = submission({})
    for day, (name, answers) in enumerate({"甲": ANSWERS, "乙": {}}.items()):
        _hand_in(came / f"{name}.ipynb", submission(answers, released), day)
    grade.run(room, CHAPTER, [came])
    give_by_hand(room, "甲", "own-words", 3, "好")
    _hand_in(came / "甲.ipynb", submission({**ANSWERS, "own-words": "改过了。"}, released), 10)
    _hand_in(came / "乙.ipynb", submission(ANSWERS, released), 11)
    _hand_in(came / "丙.ipynb", submission({"how-many": "how_many = 5"}, released), 12)
    return place


def _hand_in(path, notebook, day):
    hand_in(path, notebook)
    os.utime(path, (1_700_000_000 + day * 86_400,) * 2)


def _run(place, kill_at=0):
    """Grade in a process of its own; at the `kill_at`th step of it or of its workers it is killed."""
    steps = FORK.Value("i", 0)
    process = FORK.Process(target=_grade, args=(place, steps, kill_at))
    process.start()
    process.join()
    return process.exitcode, steps.get_obj().value  # the lock may be held by who was killed


def _grade(place, steps, kill_at):
    main = os.getpid()

    def step(*_, **__):
        with steps.get_lock():
            steps.value += 1
            now = steps.value
        if now == kill_at:
            os.kill(main, signal.SIGKILL)
            os.kill(os.getpid(), signal.SIGKILL)

    for name in ("write_bytes", "replace", "unlink"):
        real = getattr(Path, name)
        setattr(Path, name, lambda *given, real=real, **named: (step(), real(*given, **named))[1])
    for moment in ("before_cursor_execute", "after_cursor_execute", "commit", "begin"):
        event.listen(Engine, moment, step)
    grade.run(place / "班", CHAPTER, [place / "交来的"], options=grade.Options(processes=2))


def _state(place):
    """All that counts: the gradebook without its random ids, and the files."""
    with sqlite3.connect(place / "班" / "gradebook.db") as database:
        rows = {
            "grades": database.execute(
                "select s.student_id, s.timestamp, c.name, g.auto_score, g.manual_score,"
                " g.needs_manual_grade, n.late_submission_penalty"
                " from grade g join base_cell c on c.id = g.cell_id"
                " join submitted_notebook n on n.id = g.notebook_id"
                " join submitted_assignment s on s.id = n.assignment_id order by 1, 3"
            ).fetchall(),
            "comments": database.execute(
                "select s.student_id, c.name, m.auto_comment, m.manual_comment from comment m"
                " join base_cell c on c.id = m.cell_id join submitted_notebook n on n.id = m.notebook_id"
                " join submitted_assignment s on s.id = n.assignment_id order by 1, 2"
            ).fetchall(),
            "noted": database.execute(
                "select s.student_id, x.content, x.page, x.answers from shequ_grading x"
                " join submitted_notebook n on n.id = x.notebook_id"
                " join submitted_assignment s on s.id = n.assignment_id order by 1"
            ).fetchall(),
        }
    files = {
        str(path.relative_to(place)): path.read_bytes()
        for folder in ("autograded", "feedback", "submitted", "received", "results")
        for path in sorted((place / "班" / folder).rglob("*"))
        if path.is_file() and path.suffix != ".xlsx"
    }
    return rows, files


def test_killed_at_any_moment_it_comes_to_the_same_end(before, tmp_path):
    undisturbed = Path(shutil.copytree(before, tmp_path / "安静"))
    exit_code, steps = _run(undisturbed)
    assert exit_code == 0 and steps > 100
    wanted = _state(undisturbed)
    assert len(wanted[0]["noted"]) == 3
    chance = random.Random(1)
    killed = 0
    for chain in range(KILLS // IN_A_ROW):
        place = Path(shutil.copytree(before, tmp_path / f"第{chain}次"))
        for _ in range(IN_A_ROW):
            exit_code, _ = _run(place, chance.randrange(1, steps))
            killed += exit_code == -signal.SIGKILL
        assert _run(place)[0] == 0
        assert _state(place) == wanted
        shutil.rmtree(place)
    assert killed > KILLS / 2, "later kills of a chain find less to do"
