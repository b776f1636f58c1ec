"""A key is corrected after the fact: by a second right answer, by points for all, or not counted at all."""

from __future__ import annotations

import contextlib
import re
import shutil
import sqlite3
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from grading_helpers import (
    CHAPTER,
    MIXED_ANSWERS,
    MIXED_POINTS,
    SAMPLE,
    exercises,
    give_by_hand,
    hand_in,
    points_in_gradebook,
    sample,
    set_up,
    submission,
)

from grading import cli
from grading.marking import corrections
from grading.marking.corrections import ALSO, GIFT, VOID, Asked
from grading.master.keys import read_exercises
from grading.release.release import ReleaseError
from shequ_lib.exercises.score import BOTH, mark

pytestmark = pytest.mark.pipeline
TABLE = "更正.xlsx"


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """A class folder in which two are graded, one who answered nothing; tests take copies."""
    place = tmp_path_factory.mktemp("更")
    set_up(place / "班")
    hand_in(place / "来" / "甲.ipynb", submission(MIXED_ANSWERS))
    hand_in(place / "来" / "乙.ipynb", submission({}))
    assert cli.main(["grade", CHAPTER, str(place / "来"), "--classroom", str(place / "班")]) == 0
    return place


@pytest.fixture
def room(graded, tmp_path):
    return Path(shutil.copytree(graded, tmp_path / "一 份")) / "班"


def grade(room, *more):
    return cli.main(["grade", CHAPTER, *more, "--classroom", str(room)])


def marks(room):
    """Return the table of marks: one dict a trainee, by the number of the exercise or the column's name."""
    (path,) = (room / "results" / CHAPTER).glob("成绩-*.xlsx")
    heads, *rows = openpyxl.load_workbook(path)["成绩"].iter_rows(values_only=True)
    names = [str(head).split()[0] for head in heads]
    return {row[0]: dict(zip(names, row, strict=True)) for row in rows}


def page(room, who):
    text = (room / "results" / CHAPTER / "反馈" / f"{who}.html").read_text("utf-8")
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", text.partition("</header>")[2]))


def full_in_gradebook(room):
    with contextlib.closing(sqlite3.connect(room / "gradebook.db")) as gradebook:
        find = "select name, max_score from grade_cells join base_cell using (id)"
        return dict(gradebook.execute(find))


def test_a_second_right_answer_earns_all_and_is_told(room, capsys):
    before = marks(room)
    assert grade(room, "--also", "1-1=B") == 0
    output = capsys.readouterr().out
    assert "更正：1-1" in output and "“B”也算对" in output
    assert re.search(r"重新批改后分数有变：甲 第1章 \S+ → \S+。", output) and "变：乙" not in output
    after = marks(room)
    assert after["甲"]["1-1"] == 2 and after["甲"]["总分"] == before["甲"]["总分"] + 2
    assert after["乙"] == before["乙"]
    assert "这道题有两种答案都算对" in page(room, "甲")
    (change,) = (room / "results" / CHAPTER).glob("分数变动-*.csv")
    assert "1-1" in change.read_text("utf-8-sig")
    assert grade(room) == 0, "it stays in force, and is said again"
    output = capsys.readouterr().out
    assert "“B”也算对" in output and "分数有变" not in output and "2 份没有变化" in output


def test_a_gift_is_everybodys_who_handed_in(room, capsys):
    assert grade(room, "--gift", "1-1", "--gift", "own-words") == 0
    assert "送分" in capsys.readouterr().out
    for who in "甲乙":
        assert (marks(room)[who]["1-1"], marks(room)[who]["1-9"]) == (2, 4)
        assert page(room, who).count("送分") == 2
        assert marks(room)[who]["状态"] in ("已批改", "白卷")  # nothing is open


def test_what_is_void_counts_neither_for_anybody_nor_in_the_maximum(room, capsys):
    before, full = marks(room), full_in_gradebook(room)
    give_by_hand(room, "甲", "own-words", 3, "好")
    assert grade(room, "--void", "1-5", "--void", "1-9") == 0
    output = capsys.readouterr().out
    assert output.count("作废，不计分") == 2 and "等老师评分" not in output
    after = marks(room)
    assert "1-5" not in after["甲"] and "1-9" not in after["甲"]
    assert after["甲"]["满分"] == before["甲"]["满分"] - 2 - 4
    assert after["甲"]["总分"] == before["甲"]["总分"] - 2
    assert page(room, "甲").count("这道题作废，不计分") == 2
    assert {**full, "how-many": 0, "own-words-answer": 0} == full_in_gradebook(room)
    assert cli.main(["report", "--classroom", str(room)]) == 0
    sheets = openpyxl.load_workbook(room / "results" / "班级报告.xlsx")
    told = [str(value) for sheet in sheets for row in sheet.iter_rows(values_only=True) for value in row]
    assert any("1-1" in text for text in told)
    assert not any(text.startswith(("1-5 ", "1-9 ")) for text in told)

    (room / TABLE).unlink()  # and it counts again
    assert grade(room) == 0
    assert full_in_gradebook(room) == full
    assert points_in_gradebook(room, "甲") == {**MIXED_POINTS, "own-words": 3}


def test_undo_takes_a_correction_back(room, capsys):
    before = marks(room), page(room, "甲"), full_in_gradebook(room)
    assert grade(room, "--void", "1-1") == 0
    assert cli.main(["grade", "--undo", "--classroom", str(room)]) == 0
    assert not (room / TABLE).exists()
    assert (marks(room), page(room, "甲"), full_in_gradebook(room)) == before
    capsys.readouterr()
    assert grade(room) == 0
    assert "2 份没有变化" in capsys.readouterr().out


REFUSED = [
    (["--void", "1-33"], "没有“1-33”这道题"),
    (["--gift", ""], "没有“”这道题"),
    (["--also", "1-1"], "如 6-3=B"),
    (["--also", "1-1=Z"], "没有选项“Z”"),
    (["--also", "1-1=AB"], "单选题"),
    (["--also", "1-1="], "没有写全"),
    (["--also", "1-3=公告、分析"], "还缺"),
    (["--also", "1-4=征求意见=恳谈会"], "没有写全"),
    (["--also", "1-5=七"], "不是数字"),
    (["--also", "1-6=2026-02-30"], "没有“2026-02-30”这一天"),
    (["--also", "1-8=x"], "结果一样的本来就算对"),
    (["--also", "1-9=x"], "由老师评分，没有标准答案"),
    (["--also", "1-5=5"], "本来就算对"),
    (["--void", "1-1", "--gift", "1-1"], "已经有更正"),
    (["--void", "1-1", "--void", "1-1"], "已经作废"),
]


@pytest.mark.parametrize(("options", "says"), REFUSED, ids=" ".join)
def test_what_cannot_be_meant_is_one_line_and_changes_nothing(room, capsys, options, says):
    before = (room / "gradebook.db").read_bytes()
    capsys.readouterr()
    assert grade(room, *options) == 1
    output, errors = capsys.readouterr()
    assert output == "" and errors.count("\n") == 1 and says in errors
    assert (room / "gradebook.db").read_bytes() == before and not (room / TABLE).exists()


def asked():
    return {name: Asked(f"1-{n} x", *each) for n, (name, each) in enumerate(exercises().items(), start=1)}


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("1-2=c，a", ["A", "C"]),
        ("１－５=７", 7),
        ("1-6=2026年12月11日", "2026-12-11"),
        ("1-3=分析、公告、召集、反馈", ["分析", "公告", "召集", "反馈"]),
        ("1-4=征求意见=协调会；化解矛盾=恳谈会", {"征求意见": "协调会", "化解矛盾": "恳谈会"}),
        ("1-7=公告=2026-12-11;反馈=2026.12.21", {"公告": "2026-12-11", "反馈": "2026-12-21"}),
    ],
)
def test_a_second_answer_as_people_write_it(text, answer):
    (made,) = corrections.asked_for(asked(), [], [(ALSO, text)], datetime(2026, 12, 1).date())
    assert made.answer == answer


SECOND = {
    "which-one": "B",
    "which-ones": ["C"],
    "in-order": ["反馈", "召集", "分析", "公告"],
    "pair-up": {"征求意见": "协调会", "化解矛盾": "恳谈会"},
    "how-many": 99,
    "notice-date": "2026-12-01",
}


@pytest.mark.parametrize("name", SECOND)
def test_the_answer_that_earns_most_counts(name):
    spec, key = exercises()[name]
    assert mark(spec, key, SECOND[name]).points < spec["points"]
    both = {**key, "also": [SECOND[name]]}
    for value in (key["answer"], SECOND[name]):
        result = mark(spec, both, value)
        assert (result.points, result.status) == (spec["points"], "right")
    assert mark(spec, both, SECOND[name]).messages == (BOTH,)


def table(room, *rows):
    book = openpyxl.Workbook()
    for row in (("章", "题", "更正", "内容", "日期"), *rows):
        book.active.append(row)
    book.save(room / TABLE)


@pytest.mark.parametrize("chapter", [CHAPTER, "01", 1])
@pytest.mark.parametrize("number", ["1-1", datetime(2026, 1, 1), "which-one"])
def test_the_table_is_read_as_excel_leaves_it(room, chapter, number, capsys):
    table(room, (chapter, number, "作废", None, datetime(2026, 12, 1)), (), ("02-other", "2-1", "作废"))
    assert grade(room) == 0
    assert "1-1" not in marks(room)["甲"] and "2026-12-01 起" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ((CHAPTER, "1-77", "作废"), "第 2 行：没有“1-77”这道题"),
        ((CHAPTER, "1-1", "取消"), "第 2 行：“更正”一栏只能写"),
        ((CHAPTER, "1-1", "也算对", "Q"), "第 2 行：1-1 的答案“Q”写得不对"),
        ((CHAPTER, "1-1", "送分", "B"), "第 2 行：送分不用写答案"),
    ],
)
def test_a_row_that_cannot_be_meant_stops_the_run_in_one_line(room, row, says, capsys):
    table(room, row)
    for command in ("grade", "report"):
        capsys.readouterr()
        assert cli.main([command, CHAPTER, "--classroom", str(room)]) == 1
        output, errors = capsys.readouterr()
        assert output == "" and errors.count("\n") == 1 and TABLE in errors and says in errors


def test_a_table_that_is_none_stops_the_run(room, capsys):
    (room / TABLE).write_bytes(b"no workbook")
    assert grade(room) == 1
    assert f"{TABLE} 打不开" in capsys.readouterr().err


def test_what_is_added_leaves_the_rows_that_are_there(room):
    table(room, ("02-other", "2-1", "作废", None, "2026-01-01"))
    assert grade(room, "--void", "1-1") == 0
    heads, *rows = openpyxl.load_workbook(room / TABLE).active.iter_rows(values_only=True)
    assert rows[0][:3] == ("02-other", "2-1", VOID) and rows[1][:3] == (CHAPTER, "1-1", VOID)
    assert heads[:4] == ("章", "题", "更正", "内容") and GIFT not in str(rows)


def test_the_formgraders_own_button_marks_by_the_corrections_too(room):
    from nbgrader.converters import Autograde

    from grading.classroom import classroom

    assert grade(room, "--also", "1-1=B", "--gift", "1-5") == 0
    course = classroom.open_course(room)
    classroom.convert(Autograde, course, CHAPTER, "甲")
    assert points_in_gradebook(room, "甲")["which-one"] == 2


HEADS = {  # what an author adds to the head of an exercise
    "which-one": "also: [B]",
    "in-order": "also: [[2, 1, 3, 4]]",
    "pair-up": "also: [{化解矛盾: 评议会}]",
    "how-many": "void: true",
    "big-ones": "also: ['big_ones = communities[communities[\"户数\"] >= 0]']",
    "own-words": "gift: true",
}


@pytest.fixture(scope="module")
def corrected(tmp_path_factory):
    """The source notebooks of the sample, with corrections in the heads of its master."""
    solutions = Path(shutil.copytree(SAMPLE / "solutions", tmp_path_factory.mktemp("母") / "本"))
    master = solutions / f"{CHAPTER}.md"
    text = master.read_text("utf-8")
    for name, line in HEADS.items():
        text = re.sub(rf"(exercise}} {name}\n---\n)", rf"\g<1>{line}\n", text)
    for gone in (  # these are right now
        "  - order: [2, 1, 3, 4]\n    why: 没有公告,人来不齐。\n",
        "  - item: 化解矛盾\n    answer: 评议会\n    why: 评议会是考核工作的。\n",
        "  - answer: big_ones = communities\n    why: 没有筛选,得到了全部。\n",
    ):
        assert gone in text
        text = text.replace(gone, "")
    master.write_text(text, "utf-8")
    return sample("source", solutions)


def test_what_a_master_corrects_counts_and_is_said(corrected, tmp_path, capsys):
    room = tmp_path / "班"
    set_up(room, corrected)
    other_line = MIXED_ANSWERS["big-ones"].replace("> 2000", "> 0")
    answers = {
        **MIXED_ANSWERS,
        "in-order": 'in_order = ["召集", "公告", "分析", "反馈"]',
        "big-ones": other_line,
    }
    hand_in(tmp_path / "来" / "甲.ipynb", submission(answers))
    hand_in(tmp_path / "来" / "乙.ipynb", submission({"how-many": "how_many = 5"}))
    assert grade(room, str(tmp_path / "来")) == 0
    output = capsys.readouterr().out
    assert output.count("更正：") == 2 and "等老师评分" not in output
    assert re.search("更正：1-5 [^。]*作废[^。]*（课程里写好的）。", output)
    assert re.search("更正：1-9 [^。]*送分", output)
    made = marks(room)
    earned = [made["甲"][number] for number in ("1-1", "1-3", "1-4", "1-8", "1-9")]
    assert earned == [2, 3, 2, 2, 4] and made["乙"]["1-9"] == 4
    assert "1-5" not in made["甲"] and made["甲"]["满分"] == 21
    for told in ("这道题作废，不计分。", "这道题送分，交了作业的都得满分。"):
        assert page(room, "甲").count(told) == 1
    assert "这道题有两种答案都算对" in page(room, "甲")

    assert grade(room, "--gift", "1-5") == 0, "the instructor's word goes before the course's"
    assert (marks(room)["甲"]["1-5"], marks(room)["甲"]["满分"]) == (2, 23)
    capsys.readouterr()
    for option, says in ((["--also", "1-1=B"], "本来就算对"), (["--gift", "1-9"], "课程里已经送分")):
        assert grade(room, *option) == 1
        assert says in capsys.readouterr().err


def test_a_row_that_came_into_the_course_later_stops_nothing(corrected, tmp_path, capsys):
    room = tmp_path / "班"
    set_up(room, corrected)
    hand_in(tmp_path / "来" / "甲.ipynb", submission(MIXED_ANSWERS))
    table(room, (CHAPTER, "1-1", "也算对", "B"), (CHAPTER, "1-5", "作废"))
    assert grade(room, str(tmp_path / "来")) == 0
    assert marks(room)["甲"]["1-1"] == 2 and "1-5" not in marks(room)["甲"]


def test_trainees_read_in_the_question_what_counts_for_nobody(corrected):
    questions = [cell["source"] for cell in corrected.notebooks[CHAPTER].cells if "练习" in cell["source"]]
    (void,) = [text for text in questions if "不计分" in text]
    assert void.startswith("### 练习 1-5 · 算人数（不计分）\n\n**这道题作废，不计分。**")
    assert corrected.notebooks[CHAPTER].metadata["shequ"]["points"] == 21


def test_the_self_study_edition_takes_the_second_answer_as_right(corrected):
    from grading.master.editions import self_study_edition
    from grading.report import public

    edition = self_study_edition(corrected.notebooks[CHAPTER])
    spec, key = read_exercises(edition)["which-one"]
    assert mark(spec, key, "B").points == 2
    assert "own-words" not in public.public_answers(corrected.notebooks[CHAPTER])


@pytest.mark.parametrize(
    ("name", "line", "says"),
    [
        ("which-one", "also: B", "must be a list"),
        ("which-one", "also: [A]", "is right already"),
        ("which-one", "also: [B, B]", "is right already"),
        ("which-one", "also: [Z]", "没有选项"),
        ("how-many", "also: [{{ staff }}]", "is right already"),
        ("how-many", "also: ['']", "is empty"),
        ("how-many", "also: [{{ staff + 1 }}]", "earns full marks"),
        ("in-order", "also: [[1, 2, 3]]", "each place once"),
        ("pair-up", "also: [协调会]", "maps the items"),
        ("big-ones", "also: [[1]]", "is code"),
        ("big-ones", "also: [big_ones = communities]", "gives the right result"),
        ("own-words", "also: [别的话]", "marked by hand"),
        ("which-one", "gift: yes", "can only be true"),
        ("which-one", "gift: true\nvoid: true", "contradict"),
        ("which-one", "void: true\nalso: [B]", "no effect beside void"),
    ],
)
def test_what_makes_no_sense_in_a_head_is_refused(tmp_path, name, line, says):
    solutions = Path(shutil.copytree(SAMPLE / "solutions", tmp_path / "本"))
    master = solutions / f"{CHAPTER}.md"
    text = master.read_text("utf-8")
    master.write_text(text.replace(f"exercise}} {name}\n---\n", f"exercise}} {name}\n---\n{line}\n"), "utf-8")
    with pytest.raises(ReleaseError) as caught:
        sample("source", solutions)
    assert any(f"[{name}]" in fault and says in fault for fault in caught.value.faults)
