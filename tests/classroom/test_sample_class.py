"""A made-up class: the same for the same seed, like a real one, and with marks that are true."""

import csv
import dataclasses
import datetime
import hashlib
import json
import shutil
import statistics
from collections import Counter

import nbformat
import openpyxl
import pandas as pd
import pytest
from family_course import WHOLE, course_of
from grading_helpers import CHAPTER, SAMPLE, rows_of, sample, set_up

from grading import cli
from grading.grade import grade
from grading.master.editions import class_edition
from grading.master.keys import read_exercises
from grading.rehearse import sample_class
from grading.rehearse.sample_people import DEADLINE, people
from grading.release import release
from grading.roster import read_roster
from shequ_lib.answer_cells import read_answers
from shequ_lib.errors import ShequError
from shequ_lib.exercises.score import mark_source
from shequ_lib.points import rounded

ROOT = SAMPLE.parents[2]


@pytest.fixture(scope="module")
def course():
    return sample("class")


@pytest.fixture(scope="module")
def year_masters(tmp_path_factory):
    """A folder with the master of the examination alone, which has a year of decisions."""
    folder = tmp_path_factory.mktemp("year")
    for file in ("14-first-year.md", "objectives.csv", "brands.toml"):
        shutil.copy(ROOT / "solutions" / file, folder / file)
    return folder


@pytest.fixture(scope="module")
def made(course, tmp_path_factory):
    folder = tmp_path_factory.mktemp("模拟") / "一 个 班"
    return folder, sample_class.run(course, 40, 7, ["all"], folder)


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def fingerprint(folder):
    return {
        path.relative_to(folder).as_posix(): (
            hashlib.sha256(path.read_bytes()).hexdigest(),
            path.stat().st_mtime if path.suffix in (".ipynb", ".xlsx") else 0,
        )
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_same_seed_gives_the_same_bytes_and_times(course, made, tmp_path):
    folder, _ = made
    sample_class.run(course, 40, 7, [CHAPTER], tmp_path / "wieder")
    assert fingerprint(folder) == fingerprint(tmp_path / "wieder")
    sample_class.run(course, 40, 8, [CHAPTER], tmp_path / "anders")
    other = fingerprint(tmp_path / "anders")
    assert other != fingerprint(folder)


def test_the_bytes_never_change(course, tmp_path):
    """A class that somebody knows by its seed stays what it is, on every machine and in every version."""
    sample_class.run(course, 6, 3, [CHAPTER], tmp_path / "s")
    names = [row["姓名"] for row in rows(tmp_path / "s" / "真实情况.csv")]
    assert names == NAMES
    digest = hashlib.sha256((tmp_path / "s" / "真实成绩.csv").read_bytes()).hexdigest()[:16]
    assert digest == DIGEST


NAMES = ["孔雨桐", "梁芳", "程景明", "杜诗琪", "冯平", "何建国"]
DIGEST = "2f634762e41bf9bb"


def test_one_notebook_for_each_trainee_in_the_shape_that_grading_takes(course, made):
    folder, done = made
    chapter = folder / "作业" / CHAPTER
    listed = read_roster(folder / "花名册.xlsx").people
    assert len(listed) == 40 and listed[0].id == "2026001" and all(each.name for each in listed)
    assert sorted(path.stem for path in chapter.glob("*.ipynb")) == [each.id for each in listed]
    assert done.files == len(list(chapter.rglob("*.ipynb"))) == 40 + done.twice
    handed_out = json.loads(nbformat.writes(course.notebooks[CHAPTER]))
    for path in chapter.rglob("*.ipynb"):
        notebook = nbformat.read(path, as_version=4)
        nbformat.validate(notebook)
        # What nbformat writes of it is what is there, and only answers differ from what was handed out.
        assert nbformat.writes(notebook, version=4) + "\n" == path.read_text(encoding="utf-8")
        for cell, before in zip(notebook.cells, handed_out["cells"], strict=True):
            if cell.metadata["shequ"]["role"] != "answer":
                assert cell.source == "".join(before["source"])


def test_the_true_marks_are_those_of_the_one_place_where_answers_are_judged(course, made):
    folder, _ = made
    exercises = read_exercises(sample("source").notebooks[CHAPTER])
    truth = {(row["编号"], row["练习"]): row for row in rows(folder / "真实成绩.csv")}
    assert len(truth) == 40 * len(exercises)
    for trainee in read_roster(folder / "花名册.xlsx").people:
        path = folder / "作业" / CHAPTER / f"{trainee.id}.ipynb"
        answers = read_answers(nbformat.read(path, as_version=4))
        for exercise, (spec, key) in exercises.items():
            if spec["kind"] not in ("table", "essay"):
                expected = mark_source(spec, key, answers[exercise]).points
                assert float(truth[trainee.id, exercise]["得分"]) == expected
    for row in rows(folder / "真实情况.csv"):
        given = [each["得分"] for (trainee, _), each in truth.items() if trainee == row["编号"]]
        assert float(row["得分"]) == pytest.approx(sum(float(each or 0) for each in given))
        assert int(row["待评题数"]) == given.count("")


def test_tables_are_marked_by_what_the_masters_code_gives(made):
    folder, _ = made
    tables = [row for row in rows(folder / "真实成绩.csv") if row["练习"] == "big-ones"]
    assert {row["情形"] for row in tables} >= {"全对", "错"}
    assert {row["得分"] for row in tables if row["情形"] == "全对"} == {"2"}


def test_it_is_like_a_class(made):
    folder, _ = made
    marks = pd.read_csv(folder / "真实成绩.csv", dtype={"编号": str})
    facts = pd.read_csv(folder / "真实情况.csv", dtype={"编号": str, "抄自": str})
    statuses = Counter(marks["情形"])
    assert set(statuses) == {"全对", "部分对", "错", "未作答", "读不懂", "等老师评分"}
    assert 0.4 < (facts["得分"] / (facts["满分"] - 4)).mean() < 0.85
    honest = facts[facts["抄自"].isna() & facts["空白"].isna()]
    assert statistics.correlation(honest["能力"], honest["得分"]) > 0.5
    assert abs(facts["能力"].mean()) < 0.5 and 0.7 < facts["能力"].std() < 1.3
    late = facts[facts["迟交"] == "是"]
    deadline = DEADLINE.astimezone(datetime.timezone(datetime.timedelta(hours=8))).strftime("%Y-%m-%d %H:%M")
    assert len(late) and (late["交来时间"] > deadline).all()
    assert (facts.drop(late.index)["交来时间"] <= deadline).all()
    assert facts[facts["空白"] == "是"]["得分"].tolist() == [0]
    assert facts["份数"].tolist().count(2) == 2 and facts["待评题数"].sum() >= 1


def test_who_copies_has_the_answers_of_the_neighbour(made):
    folder, done = made
    facts = {row["编号"]: row for row in rows(folder / "真实情况.csv")}
    copied = {trainee: row["抄自"] for trainee, row in facts.items() if row["抄自"]}
    assert len(copied) == done.copied > 0

    def answers(trainee):
        path = folder / "作业" / CHAPTER / f"{trainee}.ipynb"
        return read_answers(nbformat.read(path, as_version=4))

    for copier, source in copied.items():
        assert int(copier) == int(source) + 1 and not facts[source]["抄自"]
        mine, theirs = answers(copier), answers(source)
        assert sum(mine[exercise] == theirs[exercise] for exercise in mine) >= 6


def test_who_hands_in_twice_was_not_ready_before(made):
    folder, _ = made
    chapter = folder / "作业" / CHAPTER
    for first in (chapter / "第一次交的").glob("*.ipynb"):
        last = chapter / first.name
        assert first.stat().st_mtime < last.stat().st_mtime
        early, late = (read_answers(nbformat.read(path, as_version=4)) for path in (first, last))
        assert early["own-words"] == "（在这里写你的回答）" and early != late


@pytest.mark.parametrize("count", range(1, 10))
def test_roles_go_round_in_any_class(count):
    members = people(count, 5)
    assert [person.place for person in members] == list(range(count))
    for kind in ("late", "twice", "empty", "writes"):
        assert sum(getattr(person, kind) for person in members) <= 1 + count // 6
    if count >= 8:
        assert all(any(getattr(person, kind) for person in members) for kind in ("late", "twice", "empty"))
        assert any(person.copies is not None for person in members)


def test_a_year_in_office(year_masters, tmp_path):
    year_course = release.build(year_masters, ROOT / "course", partial=True)
    done = sample_class.run(year_course, 30, 2, ["14"], tmp_path / "s")
    assert done.files == 31
    source = release.build(year_masters, ROOT / "course", edition="source", partial=True)
    spec, key = read_exercises(source.notebooks["14-first-year"])["first-year"]
    points = []
    for row in rows(tmp_path / "s" / "真实成绩.csv"):
        path = tmp_path / "s" / "作业" / "14-first-year" / f"{row['编号']}.ipynb"
        answer = read_answers(nbformat.read(path, as_version=4))["first-year"]
        assert mark_source(spec, key, answer).points == float(row["得分"])
        points.append(float(row["得分"]))
    assert len(set(points)) > 15 and 30 < statistics.fmean(points) < 90
    sample_class.run(year_course, 30, 2, ["14"], tmp_path / "again")
    assert fingerprint(tmp_path / "again") == fingerprint(tmp_path / "s")


def test_traditional_characters(tmp_path):
    course = release.build(SAMPLE / "solutions", SAMPLE / "course", script="hant")
    sample_class.run(course, 12, 1, [], tmp_path / "s")
    source = release.build(SAMPLE / "solutions", SAMPLE / "course", script="hant", edition="source")
    exercises = read_exercises(source.notebooks[CHAPTER])
    right = 0
    for row in rows(tmp_path / "s" / "真实成绩.csv"):
        spec, key = exercises[row["练习"]]
        if spec["kind"] not in ("table", "essay"):
            path = tmp_path / "s" / "作业" / CHAPTER / f"{row['编号']}.ipynb"
            answer = read_answers(nbformat.read(path, as_version=4))[row["练习"]]
            assert mark_source(spec, key, answer).points == float(row["得分"])
            right += float(row["得分"]) > 0
    assert right > 20


@pytest.mark.pipeline
def test_an_untidy_class_is_taken_in_whole_and_everybody_has_an_essay_to_mark(course, tmp_path):
    """It rehearses the taking in of real names: nothing need be renamed, and the marks are the true ones."""
    folder, room = tmp_path / "样", tmp_path / "班"
    done = sample_class.run(course, 40, 7, [CHAPTER], folder, untidy=True, essays=True)
    names = {row["编号"]: row["文件"] for row in rows(folder / "真实情况.csv")}
    assert done.zipped == 6 and len(set(names.values())) == 40
    assert sum(name != f"{trainee}.ipynb" for trainee, name in names.items()) > 30
    sample_class.run(course, 40, 7, [CHAPTER], tmp_path / "wieder", untidy=True, essays=True)
    assert fingerprint(folder) == fingerprint(tmp_path / "wieder")

    set_up(room)
    summary = grade.run(room, CHAPTER, [folder / "作业" / CHAPTER], folder / "花名册.xlsx")
    assert (summary.graded, summary.missing, summary.problems) == (40, 0, [])
    totals = {row["编号"]: row["总分"] for row in rows_of(summary.marks)}
    assert totals == {row["编号"]: rounded(float(row["得分"])) for row in rows(folder / "真实情况.csv")}
    assert sum(summary.waiting.values()) == 40 - done.empty
    assert all("formgrader" not in line for line in done.lines())
    assert any("--due 2026-03-13T18:00" in line for line in done.lines())


def test_the_roster_opens_as_a_workbook(made):
    folder, _ = made
    sheet = openpyxl.load_workbook(folder / "花名册.xlsx").active
    assert [cell.value for cell in sheet[1]] == ["编号", "姓名"]
    assert all(isinstance(cell.value, str) for row in sheet.iter_rows() for cell in row)


@pytest.mark.parametrize(
    ("count", "chapters", "message"),
    [
        (0, [], "人数应在 1 到 100,000 之间，现在是 0。"),
        (100_001, [], "人数应在 1 到 100,000 之间，现在是 100001。"),
        (3, ["99"], "没有“99”这一章，现有：第一章（01-sample）。"),
        (3, [""], "没有“”这一章，现有：第一章（01-sample）。"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line_and_nothing_written(
    course, tmp_path, count, chapters, message
):
    with pytest.raises(ShequError) as refused:
        sample_class.run(course, count, 1, chapters, tmp_path / "s")
    assert str(refused.value) == message
    assert not (tmp_path / "s").exists()


def test_a_folder_with_something_in_it_is_left_alone(course, tmp_path, capsys):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(ShequError, match="已经有内容"):
        sample_class.run(course, 3, 1, [], tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
    assert cli.main(["sample-class", "3", "--output", str(tmp_path)]) == 1
    error = capsys.readouterr().err
    assert error.count("\n") == 1 and "--output" in error


def test_the_command(tmp_path, monkeypatch, capsys, course):
    monkeypatch.setattr(release, "build", lambda *_args, **_options: course)
    assert cli.main(["sample-class", "9", "--seed", "4", "--output", str(tmp_path / "s")]) == 0
    out = capsys.readouterr().out
    assert "模拟班级：9 人，1 章，10 份作业" in out and f"shequ grade {CHAPTER}" in out
    with pytest.raises(SystemExit):
        cli.main(["sample-class", "viele"])
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.pipeline
def test_a_class_with_own_papers_has_true_marks_also_for_what_is_copied(tmp_path):
    families = course_of(tmp_path / "母 本", WHOLE)
    handed_out = {name: class_edition(each) for name, each in families.notebooks.items()}
    course, name = dataclasses.replace(families, notebooks=handed_out), families.chapters[0].name
    folder = tmp_path / "模拟"
    done = sample_class.run(course, 60, 7, [name], folder, own_papers=families)
    assert done.copied and "卷子已经发好" in "".join(done.lines())
    sample_class.run(course, 60, 7, [name], tmp_path / "wieder", own_papers=families)
    homework = {name: each for name, each in fingerprint(folder).items() if name.startswith(("作业", "真实"))}
    assert homework.items() <= fingerprint(tmp_path / "wieder").items(), "the same seed draws the same papers"
    texts = {
        path.read_text("utf-8").partition("配几人")[0][-40:]
        for path in (folder / "作业" / name).glob("*.ipynb")
    }
    assert len(texts) > 15, "and not everybody the same one"
    room = folder / "模拟班"
    summary = grade.run(
        room, name, [folder / "作业" / name], folder / "花名册.xlsx", grade.Options(processes=1)
    )
    assert (summary.graded, summary.problems, summary.failed) == (60, [], {})
    found = {row["编号"]: row for row in rows_of(summary.marks)}
    truth = rows(folder / "真实成绩.csv")
    assert any(row["抄自"] and row["情形"] == "错" for row in truth)
    for row in truth:
        (head,) = (head for head in found[row["编号"]] if row["题目"] in head)
        assert found[row["编号"]][head] == float(row["得分"]), row
