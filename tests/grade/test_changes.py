"""A mark that changes though the answer did not is told: in the run's list, in a table, in the report."""

import csv
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from grading_helpers import (
    CHAPTER,
    MIXED_ANSWERS,
    MIXED_POINTS,
    SAMPLE,
    give_by_hand,
    hand_in,
    points_in_gradebook,
    sample,
    set_up,
    submission,
)

from grading.grade import grade
from grading.gradebook import record
from grading.marking import marking_code
from grading.report import data

pytestmark = pytest.mark.pipeline

ROOT = Path(__file__).parents[2]

TOTAL = sum(points or 0 for points in MIXED_POINTS.values())
TABLE = f"分数变动-{CHAPTER}.csv"


@pytest.fixture
def room(room, tmp_path, handed_out):
    """A class in which two people have been graded."""
    hand_in(tmp_path / "来" / "王小明.ipynb", submission(MIXED_ANSWERS, handed_out))
    hand_in(tmp_path / "来" / "李华.ipynb", submission(MIXED_ANSWERS, handed_out))
    first = run(room, tmp_path / "来")
    assert (first.graded, told(first)) == (2, [])
    return room


def run(room, *paths, **options):
    return grade.run(room, CHAPTER, paths, options=grade.Options(processes=1, **options))


def told(summary):
    return [line for line in summary.lines() if "分数有变" in line]


def table(room):
    path = room / "results" / CHAPTER / TABLE
    if not path.exists():
        return None
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))[1:]


def gradebook(room, *statements):
    with sqlite3.connect(room / "gradebook.db") as connection:
        for statement in statements:
            connection.execute(*statement)
        connection.commit()
    connection.close()


def marked_otherwise(room, trainee, exercise, points):
    """As if an older way of marking had given this answer other points."""
    submitted = (
        "select n.id from submitted_notebook n join submitted_assignment a on n.assignment_id = a.id "
        "where a.student_id = ?"
    )
    cell = "select id from base_cell where name = ?"
    gradebook(
        room,
        (
            f"update grade set auto_score = ? where notebook_id = ({submitted}) and cell_id = ({cell})",
            (points, trainee, exercise),
        ),
        ("update shequ_grading set content = 'of an older scheme'",),
    )


def test_nothing_is_told_of_what_is_new_or_the_same(room, monkeypatch, tmp_path, handed_out):
    assert told(run(room)) == []
    monkeypatch.setattr(marking_code, "digest", lambda: "of another program")
    hand_in(tmp_path / "又来" / "新同学.ipynb", submission(MIXED_ANSWERS, handed_out))
    again = run(room, tmp_path / "又来")
    assert (again.graded, again.changed, told(again)) == (3, 3, [])
    assert table(room) is None


def test_a_mark_that_marking_anew_changes_is_told_with_both_points(room):
    marked_otherwise(room, "王小明", "how-many", 0)
    assert told(run(room)) == [
        f"重新批改后分数有变：王小明 第1章 {TOTAL - 2:g} → {TOTAL:g}。",
    ]
    assert points_in_gradebook(room, "王小明")["how-many"] == 2
    (row,) = table(room)
    assert [*row[:3], *row[4:]] == [
        "王小明", "", CHAPTER, f"{TOTAL - 2:g}", f"{TOTAL:g}", "1-5 算人数", "0", "2", "",
    ]  # fmt: skip
    assert told(run(room)) == []  # once
    assert len(table(room)) == 1


def test_a_changed_master_is_told_for_everybody_whom_it_touches(room, tmp_path, handed_out):
    hand_in(tmp_path / "再" / "没动过.ipynb", handed_out)
    run(room, tmp_path / "再")
    solutions = Path(shutil.copytree(SAMPLE / "solutions", tmp_path / "solutions"))
    master = solutions / f"{CHAPTER}.md"
    text = master.read_text(encoding="utf-8")
    old = 'answer: "{{ staff }}"'
    assert old in text
    text = text.replace(old, 'answer: "{{ staff + 2 }}"')
    master.write_text(text, encoding="utf-8")
    set_up(room, sample("source", solutions))
    summary = run(room)
    assert told(summary) == [
        f"重新批改后分数有变：{who} 第1章 {TOTAL:g} → {TOTAL - 2:g}。" for who in ("李华", "王小明")
    ]
    assert summary.changed == 3
    assert any(TABLE in line for line in summary.lines())


def test_the_name_stands_beside_the_number(room, tmp_path):
    roster = tmp_path / "花名册.csv"
    roster.write_text("编号,姓名\n王小明,王晓明\n李华,李华\n", encoding="utf-8")
    marked_otherwise(room, "王小明", "how-many", 1)
    summary = grade.run(room, CHAPTER, (), roster, grade.Options(processes=1))
    assert told(summary)[0].startswith("重新批改后分数有变：王晓明（王小明） 第1章 ")


def test_points_given_by_hand_are_never_told(room):
    give_by_hand(room, "王小明", "own-words", 4, "写得好")
    assert told(run(room)) == []
    marked_otherwise(room, "王小明", "own-words-answer", 3)  # nobody counts these
    gradebook(room, ("update grade set manual_score = 1 where auto_score = 0 and manual_score is null",))
    marked_otherwise(room, "李华", "which-one", 2)  # its points by hand stand
    assert told(run(room)) == []
    marked_otherwise(room, "王小明", "how-many", 0)
    hand = 4 + 1  # the essay, and the one that had nothing
    assert told(run(room)) == [
        f"重新批改后分数有变：王小明 第1章 {TOTAL + hand - 2:g} → {TOTAL + hand:g}。",
    ]


def test_another_answer_has_another_mark_and_nothing_is_told(room, tmp_path, handed_out):
    better = {**MIXED_ANSWERS, "how-many": "how_many = 7", "which-one": 'which_one = "A"'}
    hand_in(tmp_path / "又来" / "王小明.ipynb", submission(better, handed_out))
    assert told(run(room, tmp_path / "又来")) == []
    assert points_in_gradebook(room, "王小明") != MIXED_POINTS


def test_of_a_new_submission_the_answers_that_stayed_are_compared(room, tmp_path, handed_out):
    marked_otherwise(room, "王小明", "notice-date", 1)
    changed = {**MIXED_ANSWERS, "how-many": "how_many = 7"}
    hand_in(tmp_path / "又来" / "王小明.ipynb", submission(changed, handed_out))
    (line,) = told(run(room, tmp_path / "又来"))
    assert f"{TOTAL - 3:g} → {TOTAL - 2:g}（这次也交了新的答案，得分只算没有改过答案的题）" in line


def test_a_change_is_told_even_if_the_run_that_made_it_was_stopped(room, monkeypatch):
    def stop(*_args):
        raise KeyboardInterrupt

    marked_otherwise(room, "王小明", "how-many", 0)
    with monkeypatch.context() as patch:
        patch.setattr(record.Recorder, "tell_changes", stop)
        with pytest.raises(KeyboardInterrupt):
            run(room)
    assert points_in_gradebook(room, "王小明")["how-many"] == 2
    assert len(told(run(room))) == 1
    assert told(run(room)) == []


def test_the_report_says_whose_mark_changed(room):
    from grading.classroom import classroom

    def notes():
        return data.read(classroom.open_course(room), (), None, {}).notes

    assert notes() == []
    marked_otherwise(room, "王小明", "how-many", 0)
    run(room)
    (note,) = notes()
    assert note.endswith(f"重新批改后分数有变：王小明 第1章 {TOTAL - 2:g} → {TOTAL:g}。")
    gradebook(room, ("drop table shequ_changes",))  # a gradebook from before there was one
    assert notes() == []


def test_all_that_marks_an_answer_is_in_the_digest_of_the_program():
    """A process that marks loads nothing else of ours but what reads files and says what went wrong."""
    code = """if True:
        import sys
        from grading.marking import marking, sanitize
        from grading.marking.sandbox import calls, confine, worker
        from shequ_lib import event_log, first_year
        from shequ_lib.exercises import kinds
        [kinds.of(name) for name in kinds.names()]
        ours = [one for name, one in sys.modules.items() if name.split(".")[0] in ("grading", "shequ_lib")]
        print(*(one.__file__ for one in ours), sep="\\n")
    """
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True, cwd=ROOT)
    loaded = {Path(line).relative_to(ROOT).as_posix() for line in done.stdout.split("\n") if line}
    assert "shequ_lib/exercises/kinds/choices.py" in loaded
    beside = {name for name in loaded - set(marking_code.files()) if not name.endswith("__init__.py")}
    reading = {
        "common/other_data",
        "common/outside_json",
        "common/regular_file",
        "common/shown",
        "common/trouble",
        "marking/marking_code",
        "master/head",
        "master/kind",
    }
    assert beside <= {f"grading/{name}.py" for name in reading}


def test_where_the_program_lies_is_not_in_its_digest(monkeypatch, tmp_path):
    """A module that moves to another folder, and what imports it from there, mark as they did."""

    def digest_of(folder, imports):
        path = tmp_path / folder / "marking.py"
        path.parent.mkdir()
        path.write_text(f"{imports}\n\nRIGHT = take(1)\n", encoding="utf-8")
        monkeypatch.setattr(marking_code, "files", lambda: {f"grading/{folder}/marking.py": path})
        return marking_code.digest.__wrapped__()

    before = digest_of("flat", "from grading.sanitize import take")
    assert digest_of("stage", "from grading.marking.sanitize import (\n    take,\n)") == before
    assert digest_of("other", "from grading.scheme import take") != before
    package = digest_of("package", "from grading import keys, report\nfrom grading.master import kinds")
    assert digest_of("whole", "from grading import report\nfrom grading.master import keys, kinds") == package
    assert (
        digest_of("renamed", "from grading import report\nfrom grading.master import keys as kinds")
        != package
    )


def test_another_line_in_the_program_gives_another_digest(monkeypatch, tmp_path):
    before = marking_code.digest()
    assert before == marking_code.digest.__wrapped__()
    path = tmp_path / "score.py"
    path.write_text("RIGHT = 2", encoding="utf-8")
    monkeypatch.setattr(marking_code, "files", lambda: {"shequ_lib/exercises/score.py": path})
    first = marking_code.digest.__wrapped__()
    path.write_text("RIGHT = 3", encoding="utf-8")
    assert len({before, first, marking_code.digest.__wrapped__()}) == 3
