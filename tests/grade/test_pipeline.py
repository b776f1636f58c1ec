"""From a folder of submissions to marks and feedback, through nbgrader end to end."""

import errno
import json
import os
import re
import shutil
import subprocess
import sys
import warnings
from pathlib import Path

import nbformat
import pytest
from grading_helpers import (
    CHAPTER,
    LINE,
    MIXED_ANSWERS,
    MIXED_POINTS,
    SAMPLE,
    exercises,
    give_by_hand,
    hand_in,
    points_in_gradebook,
    rows_of,
    sample,
    set_up,
    solved,
    submission,
)
from nbgrader.api import Gradebook
from nbgrader.converters import Autograde
from traitlets.config import Config

from grading import cli
from grading.classroom import class_folder, classroom
from grading.grade import grade
from grading.intake import intake
from grading.marking.sandbox.tables import Surroundings, Tables
from shequ_lib.answer_cells import read_answers
from shequ_lib.errors import ShequError

pytestmark = pytest.mark.pipeline


@pytest.fixture
def came(tmp_path):
    return tmp_path / "交来 的"


def run(room, *paths, **options):
    return grade.run(room, CHAPTER, paths, **options)


def page(summary, name):
    return (summary.feedback / f"{name}.html").read_text(encoding="utf-8")


def test_nbgrader_hands_out_the_class_edition(tmp_path):
    fresh = tmp_path / "一 个 班"
    assert set_up(fresh).new == [CHAPTER]
    released = nbformat.read(fresh / "release" / CHAPTER / f"{CHAPTER}.ipynb", as_version=4)
    assert released.cells == sample("class").notebooks[CHAPTER].cells
    assert (fresh / "release" / CHAPTER / "data" / "communities.csv").exists()


def test_each_answer_gets_what_it_deserves(room, came, handed_out):
    hand_in(came / "王小明.ipynb", submission(MIXED_ANSWERS, handed_out))
    hand_in(came / "满 分.ipynb", submission(solved(), handed_out))
    hand_in(came / "没动过.ipynb", handed_out)
    summary = run(room, came)
    assert (summary.graded, summary.failed, summary.problems) == (3, {}, [])
    assert points_in_gradebook(room, "王小明") == MIXED_POINTS
    full = {name: float(spec["points"]) for name, (spec, _) in exercises().items()}
    assert points_in_gradebook(room, "满 分") == {**full, "own-words": None}
    assert points_in_gradebook(room, "没动过") == dict.fromkeys(full, 0)
    with Gradebook(classroom.open_course(room).db_url) as gradebook:
        comments = gradebook.find_submission_notebook(CHAPTER, CHAPTER, "没动过").comments
        assert {comment.comment for comment in comments} == {"未作答"}
        comments = gradebook.find_submission_notebook(CHAPTER, CHAPTER, "王小明").comments
        assert {comment.comment for comment in comments} == {None}
    assert summary.waiting == {"1-9 写一段": 2}
    assert all("\n" not in line for line in summary.lines())
    heads = ("总分", "满分", "待评题数", "状态")
    assert [tuple(row[head] for head in heads) for row in rows_of(summary.marks)] == [
        (0, 23, 0, "白卷"),
        (19, 23, 1, "待评"),
        (11, 23, 1, "待评"),
    ]
    assert "白卷（一题也没有答）1 份：没动过。" in summary.lines()


def test_plain_nbgrader_with_a_kernel_gives_the_same_marks(room, came, handed_out, monkeypatch):
    hand_in(came / "王小明.ipynb", submission(MIXED_ANSWERS, handed_out))
    run(room, came)
    ours = points_in_gradebook(room, "王小明")
    shutil.copytree(room / "submitted" / "王小明", room / "submitted" / "照旧")
    course = classroom.open_course(room)
    course.assignment_id, course.student_id = CHAPTER, "照旧"
    stock = Autograde(coursedir=course, config=Config())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        stock.start()
    assert points_in_gradebook(room, "照旧") == ours == MIXED_POINTS


def test_feedback_tells_what_it_should_and_no_more(room, came, handed_out):
    roster = came.parent / "花 名册.csv"
    roster.write_text("学号,姓名\n007,王小明\n008,李华\n", encoding="utf-8-sig")
    answers = {**MIXED_ANSWERS, "how-many": "how_many = 4", "own-words": "<script>alert(1)</script>**好**"}
    answers["big-ones"] = LINE + 'big_ones = communities["没有"]'
    hand_in(came / "007.ipynb", submission(answers, handed_out))
    summary = run(room, came, roster=roster)
    assert summary.missing == 1
    text = page(summary, "007-王小明")
    for shown in (
        "王小明（007）",
        "B. 会后",
        "会后再贴",
        "比下限少一人",
        "4 人",
        "公告贴在哪里",
        "待老师评分",
        "没有运行成功",
    ):
        assert shown in text
    # At a glance: what was wrong does not look like what was right.
    outcomes = " ".join(re.findall(r'<tr class="(\w+)">', text))
    assert outcomes == "wrong partial partial partial wrong right partial wrong open"
    for hidden in (
        "HIDDEN",
        "SOLUTION",
        "Traceback",
        "grade(",
        "2026-12-30",
        "总要有人",
        "分析，反馈",
        "超过二千户",
        "<script>",
    ):
        assert hidden not in text
    assert not re.search(r"src=|href=(?!\"#)|@import|url\(", text), "the page must open offline"
    assert [(row["编号"], row["姓名"], row["状态"]) for row in rows_of(summary.marks)] == [
        ("007", "王小明", "待评"),
        ("008", "李华", "未交"),
    ]


def test_the_class_list_need_be_given_only_once(room, came, handed_out):
    roster = came.parent / "名单.csv"
    roster.write_text("学号,姓名\n007,王小明\n008,李华\n", encoding="gbk")
    hand_in(came / "王小明.ipynb", submission(MIXED_ANSWERS, handed_out))
    assert run(room, came, roster=roster).graded == 1
    hand_in(came / "李华.ipynb", submission(MIXED_ANSWERS, handed_out))
    hand_in(came / "路人.ipynb", submission(MIXED_ANSWERS, handed_out))
    summary = run(room, came)
    assert (summary.graded, summary.missing) == (2, 0)
    assert summary.problems == ["路人.ipynb：“路人”不在花名册里，没有批改。"]
    assert points_in_gradebook(room, "008") == MIXED_POINTS


def test_a_regrade_keeps_what_the_instructor_gave(room, came, handed_out):
    hand_in(came / "王小明.ipynb", submission(MIXED_ANSWERS, handed_out))
    run(room, came)
    give_by_hand(room, "王小明", "own-words", 3, "写得**清楚**")
    summary = run(room)
    assert (summary.graded, summary.waiting) == (1, {})
    assert points_in_gradebook(room, "王小明")["own-words"] == 3
    assert "写得<strong>清楚</strong>" in page(summary, "王小明")
    assert "老师已评分" in page(summary, "王小明")

    changed = hand_in(
        came / "王小明.ipynb", submission({**MIXED_ANSWERS, "own-words": "改过了。"}, handed_out)
    )
    later = changed.stat().st_mtime + 60
    os.utime(changed, (later, later))
    summary = run(room, came)
    assert points_in_gradebook(room, "王小明")["own-words"] == 3
    assert summary.waiting == {"1-9 写一段": 1}, "a changed essay must be looked at again"
    assert "以前那份留在" in "".join(summary.notes)


def test_a_submission_can_neither_break_nor_cheat(room, came, handed_out):
    notebook = submission(MIXED_ANSWERS, handed_out)
    answers = [cell for cell in notebook["cells"] if cell["metadata"]["shequ"].get("role") == "answer"]
    checks = [cell for cell in notebook["cells"] if cell["metadata"]["shequ"].get("role") == "check"]
    for cell in checks:
        cell["source"] = "99"
        cell["metadata"]["nbgrader"]["points"] = 99
        cell["outputs"] = [
            {
                "output_type": "execute_result",
                "data": {"text/plain": "2"},
                "metadata": {},
                "execution_count": 1,
            }
        ]
    copied = {**answers[4], "source": "how_many = 2"}
    retyped = {
        "cell_type": "markdown",
        "id": "x1",
        "metadata": answers[5]["metadata"],
        "source": answers[5]["source"],
    }
    gone = answers[0]
    notebook["cells"] = [
        *(
            retyped if cell is answers[5] else cell
            for cell in reversed(notebook["cells"])
            if cell is not gone
        ),
        copied,
        {
            "cell_type": "code",
            "id": "x2",
            "metadata": {},
            "source": "raise SystemExit",
            "outputs": [],
            "execution_count": None,
        },
    ]
    notebook["metadata"]["kernelspec"] = {"name": "julia", "display_name": "Julia", "language": "julia"}
    hand_in(came / "甲.ipynb", notebook)
    hand_in(came / "乙.ipynb", submission(MIXED_ANSWERS, handed_out))
    summary = run(room, came)
    assert summary.failed == {}
    assert points_in_gradebook(room, "甲") == {**MIXED_POINTS, "which-one": 0}
    assert points_in_gradebook(room, "乙") == MIXED_POINTS


def test_a_deleted_answer_is_unanswered_and_not_the_masters(room, came, handed_out):
    notebook = submission({}, handed_out)
    notebook["cells"] = [c for c in notebook["cells"] if c["metadata"]["shequ"].get("role") != "answer"][
        :3
    ] + [c for c in notebook["cells"] if c["metadata"]["shequ"].get("exercise") == "which-one"]
    hand_in(came / "甲.ipynb", notebook)
    run(room, came)
    assert set(points_in_gradebook(room, "甲").values()) == {0}


def test_a_line_that_dies_is_left_to_the_instructor(room, came, handed_out, monkeypatch):
    monkeypatch.setitem(Tables.__init__.__kwdefaults__, "wall_seconds", 3)
    hand_in(
        came / "甲.ipynb", submission({**MIXED_ANSWERS, "big-ones": "import os\nos._exit(0)"}, handed_out)
    )
    hand_in(came / "乙.ipynb", submission({**MIXED_ANSWERS, "big-ones": "while True: pass"}, handed_out))
    hand_in(came / "丙.ipynb", submission({**MIXED_ANSWERS, "big-ones": "1 / 0"}, handed_out))
    summary = run(room, came)
    assert {who: points_in_gradebook(room, who)["big-ones"] for who in "甲乙丙"} == {
        "甲": None,
        "乙": None,
        "丙": 0,
    }
    assert summary.waiting["1-8 大社区"] == 2
    for who in "甲乙":
        assert "需要老师看一下" in page(summary, who)


def test_one_notebook_that_cannot_be_graded_does_not_stop_the_others(room, came, handed_out):
    hand_in(came / "甲.ipynb", submission(MIXED_ANSWERS, handed_out))
    broken = room / "submitted" / "坏" / CHAPTER / f"{CHAPTER}.ipynb"
    broken.parent.mkdir(parents=True)
    broken.write_text("{", encoding="utf-8")
    summary = run(room, came)
    assert (summary.graded, list(summary.failed)) == (1, ["坏"])
    assert [row["状态"] for row in rows_of(summary.marks)] == ["没有批改成功", "待评"]


def test_setting_up_again_changes_nothing(room, came, handed_out):
    hand_in(came / "甲.ipynb", submission(MIXED_ANSWERS, handed_out))
    run(room, came)
    (room / class_folder.CONFIG).write_text(
        (room / class_folder.CONFIG).read_text(encoding="utf-8") + "\n# 我加的\n", encoding="utf-8"
    )
    assert set_up(room).unchanged == [CHAPTER]
    assert "我加的" in (room / class_folder.CONFIG).read_text(encoding="utf-8")
    assert points_in_gradebook(room, "甲") == MIXED_POINTS


def test_a_changed_master_is_refreshed_around_the_submissions(room, came, handed_out, tmp_path):
    hand_in(came / "甲.ipynb", submission(MIXED_ANSWERS, handed_out))
    run(room, came)
    give_by_hand(room, "甲", "own-words", 3, "好")
    solutions = Path(shutil.copytree(SAMPLE / "solutions", tmp_path / "母本"))
    master = solutions / f"{CHAPTER}.md"
    text = master.read_text(encoding="utf-8").replace("最迟哪天?", "公告最迟在哪天?")
    text = text.replace("title: 算人数\npoints: 2", "title: 算人数\npoints: 5").replace(
        "{exercise} in-order", "{exercise} new-order"
    )
    master.write_text(text, encoding="utf-8")
    done = set_up(room, sample("source", solutions))
    assert done.refreshed == [CHAPTER]
    assert "有增减" in done.notes[0]
    assert list(room.glob("gradebook-*.db")), "a copy of the gradebook is kept"
    summary = run(room)
    expected = {name: points for name, points in MIXED_POINTS.items() if name != "in-order"}
    assert points_in_gradebook(room, "甲") == {**expected, "how-many": 5, "new-order": 0, "own-words": 3}
    assert "公告最迟在哪天" in page(summary, "甲")


@pytest.mark.parametrize(
    ("where", "chapter", "message"),
    [("没有", CHAPTER, "请先运行 shequ teach"), ("", "07", "没有“07”这一章"), ("", "", "没有“”这一章")],
)
def test_problems_are_one_line(room, where, chapter, message):
    with pytest.raises(ShequError, match=message) as caught:
        grade.run(room / where, chapter)
    assert "\n" not in str(caught.value)


def test_a_class_folder_that_nbgrader_would_misread_is_refused(tmp_path):
    with pytest.raises(ShequError, match="路径里不能有"):
        class_folder.check_folder(tmp_path / "班[1]")


def test_an_edit_of_the_settings_that_does_not_read_is_one_line(room):
    (room / class_folder.CONFIG).write_text("c = (", encoding="utf-8")
    with pytest.raises(ShequError, match="读不通") as caught:
        run(room)
    assert "\n" not in str(caught.value)


def test_without_a_locale_or_an_activated_environment(room, tmp_path, came, handed_out):
    hand_in(came / "王小明.ipynb", submission(MIXED_ANSWERS, handed_out))
    script = (
        "import sys; from pathlib import Path; from grading.classroom import classroom; import nbformat\n"
        "from grading.grade import grade\n"
        "room, chapter, source, came = sys.argv[1:]\n"
        "classroom.setup(Path(room), {chapter: nbformat.read(source, as_version=4)})\n"
        "print('\\n'.join(grade.run(Path(room), chapter, [Path(came)]).lines()))\n"
    )
    source = room / "source" / CHAPTER / f"{CHAPTER}.ipynb"
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "新 班"), CHAPTER, str(source), str(came)],
        env={"LANG": "C", "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    assert "批改了 1 份" in done.stdout.decode("utf-8")


FILES = {"data/a.csv": "户数\n1\n"}


def run_line(source, files=None, rulebook=""):
    with Tables(Surroundings(files or {}, rulebook)) as tables:
        return tables.run(source, "x")


def test_what_a_trainees_line_gives_and_where_it_runs(monkeypatch):
    ran = run_line("import pandas as pd\nx = pd.read_csv('data/a.csv')['户数'].sum()\nprint('x' * 99)", FILES)
    assert ran.value == {"type": "number", "value": 1}
    monkeypatch.setenv("SHEQU_SECRET", "1")
    seen = run_line("import os\nx = len(os.listdir()) * 1000 + ('SHEQU_SECRET' in os.environ)")
    assert seen.value == {"type": "number", "value": 0}


@pytest.mark.parametrize("source", ["x = [0] * 10**12", "x = object()", "x = y", "x = (", "x = 'text'"])
def test_a_line_that_fails_says_so_in_chinese(source):
    ran = run_line(source)
    assert ran.value is None and not ran.broken
    assert re.search("[一-龥]", ran.message) and "\n" not in ran.message


def test_a_line_sees_the_rulebook_of_its_chapter():
    import shequ_lib

    text = (Path(shequ_lib.__file__).parent / "rulebooks" / "gongshu-2008.toml").read_text(encoding="utf-8")
    line = 'step = { value = 400, unit = "户"'
    assert text.count(line) == 1
    own = text.replace(line, line.replace("400", "500"))
    source = "from shequ_lib import rulebook\nx = rulebook.active().value('staff.committee.step')"
    seen = [run_line(source, rulebook=rulebook).value for rulebook in ("gongshu-2008", own)]
    assert seen == [{"type": "number", "value": 400}, {"type": "number", "value": 500}]


def test_autograded_notebooks_hold_the_submitted_answers(room, came, handed_out):
    hand_in(came / "甲.ipynb", submission(MIXED_ANSWERS, handed_out))
    run(room, came)
    marked = json.loads(
        (room / "autograded" / "甲" / CHAPTER / f"{CHAPTER}.ipynb").read_text(encoding="utf-8")
    )
    assert read_answers(marked) == MIXED_ANSWERS


def test_a_workbook_that_excel_has_open_is_one_line_and_the_next_run_writes_it(tmp_path, capsys):
    room, came = tmp_path / "班", tmp_path / "作业"
    set_up(room)
    hand_in(came / "甲.ipynb", submission(MIXED_ANSWERS))
    book = room / "results" / CHAPTER / f"成绩-{CHAPTER}.xlsx"
    book.mkdir(parents=True)  # cannot be written, as on Windows while Excel shows it
    command = ["grade", CHAPTER, "--classroom", str(room)]
    assert cli.main([*command[:2], str(came), *command[2:]]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "请先在 Excel 或 WPS 里关掉它" in line
    assert points_in_gradebook(room, "甲") == MIXED_POINTS
    book.rmdir()
    assert cli.main(command) == 0
    assert book.is_file()


@pytest.mark.parametrize(
    ("code", "says", "all_stop"),
    [
        (errno.ENOSPC, "磁盘满了", True),
        (errno.EROFS, "只读", True),
        (errno.EMFILE, "文件太多", True),
        (errno.EACCES, "没有权限", False),
        (errno.EIO, "请检查文件夹和磁盘", False),
    ],
)
def test_a_file_that_cannot_be_written_is_one_line(tmp_path, capsys, monkeypatch, code, says, all_stop):
    """Where the next file would fare no better the run stops; else it costs one trainee."""
    room, came = tmp_path / "班", tmp_path / "作业"
    set_up(room)
    for name in "甲乙":
        hand_in(came / f"{name}.ipynb", submission(MIXED_ANSWERS))
    command = ["grade", CHAPTER, str(came), "--classroom", str(room)]
    real = intake.write_file

    def refuse(path, content):
        if "甲" in path.parts:
            raise OSError(code, os.strerror(code), str(path))
        real(path, content)

    with monkeypatch.context() as patch:
        patch.setattr(intake, "write_file", refuse)
        assert cli.main(command) == 1
    output, errors = capsys.readouterr()
    lines = (
        errors.splitlines() if all_stop else [line for line in output.splitlines() if "没有批改成功" in line]
    )
    (line,) = lines
    assert says in line and "甲" in line and "再运行一次" in line
    assert ("批改了 1 份" in output) == (not all_stop)
    assert cli.main(command) == 0
    assert points_in_gradebook(room, "甲") == points_in_gradebook(room, "乙") == MIXED_POINTS
