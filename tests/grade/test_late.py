"""Who was late is told by name, on the page and in the table; what that costs is as the settings say."""

import contextlib
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
from grading_helpers import CHAPTER, MIXED_ANSWERS, hand_in, rows_of, submission
from nbgrader.api import Gradebook
from traitlets.config import Config

from grading import cli
from grading.grade import grade, late_penalty
from grading.intake.whose import Roster
from grading.roster import Trainee
from shequ_lib.errors import ShequError

ROOT = Path(__file__).parents[2]


def file_of(room, who, day, answers=MIXED_ANSWERS):
    path = hand_in(room.parent / "交来的" / f"{who}.ipynb", submission(answers))
    moment = datetime(2026, 3, day, 10, tzinfo=UTC).timestamp()
    os.utime(path, (moment, moment))
    return path


def run(room, *arguments):
    return cli.main(["grade", CHAPTER, *map(str, arguments), "--classroom", str(room)])


def statuses(room):
    table = room / "results" / CHAPTER / f"成绩-{CHAPTER}.xlsx"
    return {row["编号"]: row["状态"] for row in rows_of(table)}


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


# ---- what is allowed to single trainees ----


@pytest.fixture
def class_(room):
    """Three of four have handed in, two of them late; the class list is known."""
    roster = room.parent / "花名册.csv"
    roster.write_text("编号,姓名\n1,王小明\n2,李红\n3,张伟\n4,赵 丽\n", encoding="utf-8")
    came = [file_of(room, "1", 9), file_of(room, "2", 12), file_of(room, "3", 13)]
    assert run(room, *came, "--roster", roster, "--due", "2026-03-10 18:00") == 0
    return room


def known_to_nbgrader(room, who):
    """By how much nbgrader itself says that somebody is late, in hours."""
    with Gradebook(f"sqlite:///{room}/gradebook.db") as gradebook:
        return gradebook.find_submission(CHAPTER, who).total_seconds_late / 3600


@pytest.mark.pipeline
def test_an_extension_counts_here_and_for_nbgrader_until_it_is_taken_back(class_, capsys):
    assert run(class_, "--extend", "李红=2026-3-12 18:00", "--extend", "4=2026-12-31") == 0
    said = capsys.readouterr().out
    assert "迟交 1 人：张伟。" in said
    assert "延期 2 人：李红（到 2026年3月12日 18:00）、赵丽（到 2026年12月31日 23:59）。" in said
    assert (known_to_nbgrader(class_, "2"), known_to_nbgrader(class_, "3")) == (0, 72)
    assert "迟交" not in page_of(class_, "2-李红")
    assert statuses(class_)["4"] == "未交（延期到 2026年12月31日 23:59）" and "还有 1 人未交" in said
    # Who hands in only then is in time, in nbgrader's eyes too.
    assert run(class_, file_of(class_, "4", 20)) == 0
    assert "迟交 1 人：张伟。" in capsys.readouterr().out
    assert known_to_nbgrader(class_, "4") == 0
    # It ends at its moment, wherever the due date moves.
    assert run(class_, "--due", "2026-03-11 18:00") == 0
    assert known_to_nbgrader(class_, "2") == 0
    # Without a due date nbgrader must not be asked to add to nothing; with one again it is as before.
    assert run(class_, "--due", "无") == 0
    assert known_to_nbgrader(class_, "2") == 0
    assert run(class_, "--due", "2026-03-11 18:00") == 0
    assert known_to_nbgrader(class_, "2") == 0
    assert run(class_, "--extend", "2=", "--due", "2026-03-10 18:00") == 0
    assert "迟交 2 人：李红、张伟。" in capsys.readouterr().out
    assert known_to_nbgrader(class_, "2") == 48
    assert "截止时间是 2026年3月10日 18:00" in page_of(class_, "2-李红")


@pytest.mark.pipeline
def test_who_is_excused_is_neither_missing_nor_late_nor_in_the_averages(class_, capsys):
    def averages():
        table = class_ / "results" / CHAPTER / f"成绩-{CHAPTER}.xlsx"
        return [row[4] for row in openpyxl.load_workbook(table)["逐题"].iter_rows(values_only=True)][1:]

    blank = averages()
    capsys.readouterr()
    assert run(class_, "--excuse", "赵丽", "--excuse", "3") == 0
    said = capsys.readouterr().out
    assert "免交 2 人：张伟、赵丽。" in said and "迟交 1 人：李红。" in said and "未交" not in said
    found = statuses(class_)
    assert found["4"] == "免交" and found["3"].endswith("（免交，不计入平均）")
    assert cli.main(["report", CHAPTER, "--classroom", str(class_)]) == 0
    book = openpyxl.load_workbook(class_ / "results" / "班级报告-样章.xlsx")
    people = {row[0]: row for row in book.worksheets[0].iter_rows(values_only=True)}
    assert "免交" in people["4"] and "免交" in people["3"] and "免交" not in people["2"]
    assert run(class_) == 0  # it holds
    assert statuses(class_)["4"] == "免交"
    assert run(class_, "--excuse", "4=", "--excuse", "张伟=") == 0
    assert statuses(class_)["4"] == "未交" and averages() == blank


REFUSED = [
    (("--extend", "赵四=2026-12-31"), "没有“赵四”"),
    (("--excuse", "5"), "没有“5”"),
    (("--extend", "2=2026-03-01"), "比截止时间还早"),
    (("--extend", "2=明天"), "看不懂时间"),
    (("--extend", "2"), "请写成 1005=2026-12-31"),
    (("--excuse", "=2"), "请写成 1005"),
]


@pytest.mark.pipeline
def test_what_cannot_be_allowed_is_one_line_and_allows_nothing(class_, capsys):
    for arguments, says in REFUSED:
        capsys.readouterr()
        with contextlib.suppress(SystemExit):
            assert run(class_, "--excuse", "4", *arguments) == 1
        (line,) = capsys.readouterr().err.splitlines()
        assert says in line
    assert run(class_) == 0
    assert statuses(class_)["4"] == "未交"


def test_a_name_of_two_needs_a_number():
    people = [Trainee("1", "李红"), Trainee("2", "李红"), Trainee("GS-3", "张 伟")]
    with pytest.raises(ShequError, match="不止一人，请写编号"):
        Roster(people, CHAPTER).person("李红")
    named = [Roster(people, CHAPTER).person(text).id for text in ("1", "张伟", "gs-3")]
    assert named == ["1", "GS-3", "GS-3"]
    with pytest.raises(ShequError, match="没有“”"):
        Roster([Trainee("1"), Trainee("2")], CHAPTER).person("")


def test_of_all_chapters_nobody_is_extended(room, capsys):
    for option in (["--extend", "1=2026-12-31"], ["--excuse", "1"], ["--due", "无"]):
        assert cli.main(["grade", "all", *option, "--classroom", str(room)]) == 1
        assert "一章一章地写" in capsys.readouterr().err


@pytest.mark.pipeline
def test_an_extension_of_nbgraders_own_outlives_the_due_date(class_, capsys):
    with Gradebook(f"sqlite:///{class_}/gradebook.db") as gradebook:
        gradebook.find_submission(CHAPTER, "2").extension = timedelta(days=3)
        gradebook.db.commit()
    assert run(class_, "--due", "无") == 0
    capsys.readouterr()
    assert run(class_, "--due", "2026-03-10 18:00") == 0
    said = capsys.readouterr().out
    assert "迟交 1 人：张伟。" in said and "李红（到 2026年3月13日 18:00）" in said
    assert known_to_nbgrader(class_, "2") == 0
