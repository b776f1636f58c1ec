"""Who was late is told by name, on the page and in the table; what that costs is as the settings say."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest
from grading_helpers import CHAPTER, MIXED_ANSWERS, hand_in, set_up, submission
from traitlets.config import Config

from grading import cli, grade, late_penalty

ROOT = Path(__file__).parent.parent


@pytest.fixture
def room(tmp_path):
    made = tmp_path / "班"
    set_up(made)
    return made


def file_of(room, who, day, answers=MIXED_ANSWERS):
    path = hand_in(room.parent / "交来的" / f"{who}.ipynb", submission(answers))
    moment = datetime(2026, 3, day, 10, tzinfo=UTC).timestamp()
    os.utime(path, (moment, moment))
    return path


def run(room, *arguments):
    return cli.main(["grade", CHAPTER, *map(str, arguments), "--classroom", str(room)])


def statuses(room):
    table = room / "results" / CHAPTER / f"成绩-{CHAPTER}.xlsx"
    rows = openpyxl.load_workbook(table)["成绩"].iter_rows(min_row=2, values_only=True)
    return {row[0]: row[-1] for row in rows}


def page_of(room, name):
    return (room / "results" / CHAPTER / "反馈" / f"{name}.html").read_text(encoding="utf-8")


# ---- what it costs ----


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, late_penalty.nothing),
        ({"LateSubmissionPlugin": {"penalty_method": "none"}}, late_penalty.nothing),
        ({"LateSubmissionPlugin": {"penalty_method": "zero"}}, late_penalty.everything),
        (
            {"AssignLatePenalties": {"plugin_class": "nbgrader.plugins.LateSubmissionPlugin"}},
            late_penalty.nothing,
        ),
    ],
)
def test_nbgraders_own_plugin_needs_no_nbgrader(settings, expected):
    assert late_penalty.of(Config(settings)) is expected


def test_ours_takes_off_what_nbgraders_does():
    from nbgrader.plugins import LateSubmissionPlugin

    for method, ours in (("none", late_penalty.nothing), ("zero", late_penalty.everything)):
        theirs = LateSubmissionPlugin(config=Config({"LateSubmissionPlugin": {"penalty_method": method}}))
        assert theirs.late_submission_penalty("甲", 7.5, 60.0) == ours("甲", 7.5, 60.0)


def test_another_plugin_is_asked():
    from nbgrader.plugins import LateSubmissionPlugin

    class Half(LateSubmissionPlugin):
        def late_submission_penalty(self, student_id, score, total_seconds_late):
            return score / 2

    assert late_penalty.of(Config({"AssignLatePenalties": {"plugin_class": Half}}))("甲", 7.0, 60.0) == 3.5


UNNEEDED = """
import sys
from grading import cli
assert cli.main(["grade", *sys.argv[1:]]) == 0
print([name for name in sys.modules if name.split(".")[0] == "nbgrader"][:3])
"""


@pytest.mark.pipeline
def test_a_run_with_a_due_date_does_without_nbgrader(room):
    path = file_of(room, "甲", 12)
    arguments = [CHAPTER, str(path), "--due", "2026-03-10", "--classroom", str(room)]
    ran = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", UNNEEDED, *arguments],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.splitlines()[-1] == "[]"


# ---- who was late ----


def test_at_most_thirty_are_named():
    summary = grade.Summary("06", Path("x"), Path("y"))
    summary.late = [f"名{number}" for number in range(31)]
    (line,) = [line for line in summary.lines() if "迟交" in line]
    assert line.startswith("迟交 31 人：名0、") and "名29 等" in line and "名30" not in line
    summary.late = ["王\x1b[2J小明"]
    assert "迟交 1 人：王\ufffd[2J小明。" in summary.lines()


@pytest.mark.pipeline
def test_who_was_late_is_named_and_reads_it_even_if_it_costs_nothing(room, capsys):
    came = [file_of(room, "甲", 12), file_of(room, "乙", 9)]
    assert run(room, *came, "--due", "2026-03-10 18:00") == 0
    assert "迟交 1 人：甲。" in capsys.readouterr().out.splitlines()
    assert "迟交：交于 2026年3月12日 18:00，截止时间是 2026年3月10日 18:00。" in page_of(room, "甲")
    assert "迟交" not in page_of(room, "乙")
    assert {who: "迟交" in status for who, status in statuses(room).items()} == {"甲": True, "乙": False}
    assert run(room, "--due", "2026-03-12 18:00") == 0
    assert "迟交" not in capsys.readouterr().out + page_of(room, "甲")
