"""`shequ new`: what it writes is refused while it says 【待写】, and proved once that is written."""

from __future__ import annotations

import itertools
import re
import shutil
from pathlib import Path

import pytest

from grading.author import new_exercise, new_simulator
from grading.author.new_chapter import chinese
from grading.cli import main
from grading.master import kinds
from grading.master.parse import parse
from grading.release import todo

ROOT = Path(__file__).parents[2]
OBJECTIVES = "id,chapter,kind,objective\n"
NAMES = sorted(kinds.names())
NUMBERS = itertools.count(100)


@pytest.fixture
def solutions(tmp_path):
    """A folder of masters with one chapter, just made."""
    folder = tmp_path / "solutions"
    folder.mkdir()
    (folder / "objectives.csv").write_text(OBJECTIVES, encoding="utf-8")
    assert new("chapter", "16", "night-school", "--solutions", folder) == 0
    return folder


def new(*arguments):
    return main(["new", *map(str, arguments)])


def release(solutions, capsys):
    """Release the chapter as its author does; returns status and what was said."""
    capsys.readouterr()
    output = solutions.parent / "course"
    status = main(["release", "--chapter", "16", "--solutions", str(solutions), "--output", str(output)])
    said = capsys.readouterr()
    return status, (said.out + said.err).splitlines()


def written(solutions):
    """Put words in the place of each 【待写：…】, the same for the same."""
    words = {}
    for path in solutions.iterdir():
        text = path.read_text(encoding="utf-8")
        text = todo.MARK.sub(lambda mark: words.setdefault(mark[0], f"话{next(NUMBERS):03d}乙"), text)
        path.write_text(text, encoding="utf-8")


def test_a_new_chapter_is_refused_in_one_line_until_it_is_written(solutions, capsys):
    status, lines = release(solutions, capsys)
    assert status == 1
    objective, master, count = lines
    assert objective.startswith("objectives.csv: 16.1: still to be written: 【待写：学完知道什么，一句话】")
    assert re.match(
        r"16-night-school\.md:2: still to be written: 【待写：名称】 \(and \d+ more below\)", master
    )
    assert count == "2 faults; nothing was written"

    written(solutions)
    status, lines = release(solutions, capsys)
    assert status == 0 and lines[0].startswith("1 chapter, 1 exercise"), lines
    assert (solutions.parent / "course" / "16-night-school.ipynb").is_file()


@pytest.mark.parametrize("kind", NAMES)
def test_a_new_exercise_of_each_kind_is_refused_until_it_is_written_and_then_proved(kind, solutions, capsys):
    written(solutions)
    assert new("exercise", "16", "one-more", "--kind", kind, "--solutions", solutions) == 0
    status, lines = release(solutions, capsys)
    assert status == 1 and len(lines) == 2
    assert re.match(r"16-night-school\.md:\d+ \[one-more\]: still to be written: 【待写：", lines[0])

    written(solutions)
    status, lines = release(solutions, capsys)
    assert status == 0, lines
    assert lines[0].startswith("1 chapter, 2 exercises")


def test_a_chapter_is_refused_until_the_simulator_that_it_shows_is_written(
    solutions, tmp_path, monkeypatch, capsys
):
    written(solutions)
    (tmp_path / "tests").mkdir()
    play = tmp_path / "shequ_lib" / "play"
    play.mkdir(parents=True)
    folder = new_simulator.add(tmp_path, "night_school").folder
    monkeypatch.setattr(todo, "PLAY", play)
    assert release(solutions, capsys)[0] == 0  # no chapter shows it yet

    master = solutions / "16-night-school.md"
    shown = "from shequ_lib.play import the_night_school\n\nthe_night_school()"
    cell = f"```{{code-cell}}\n{shown}\n```\n\n## 要点"
    master.write_text(master.read_text(encoding="utf-8").replace("## 要点", cell), encoding="utf-8")
    status, lines = release(solutions, capsys)
    assert status == 1 and len(lines) == 2
    said = (
        r"模拟 night_school 还没有写完：\S+/night_school/__init__\.py 第 1 行，【待写：.+】（还有 \d+ 处）；"
    )
    assert re.match(said, lines[0])

    left = 'beginning = "【待写：开头】"'
    for path in folder.iterdir():
        text = todo.MARK.sub("话", path.read_text(encoding="utf-8"))
        path.write_text(text.replace('beginning = "话"', left), encoding="utf-8")
    status, lines = release(solutions, capsys)
    assert status == 1 and "play/night_school/cases.toml 第 10 行，【待写：开头】；" in lines[0]

    cases = folder / "cases.toml"
    cases.write_text(todo.MARK.sub("话", cases.read_text(encoding="utf-8")), encoding="utf-8")
    assert release(solutions, capsys)[0] == 0


def test_the_exercise_goes_behind_the_last_marked_one_and_all_else_stays(solutions):
    written(solutions)
    master = solutions / "16-night-school.md"
    unscored = "```{exercise} for-practice\n---\nunscored: true\nkind: choice\n---\n?\n```\n"
    before = f"{master.read_text(encoding='utf-8')}\n## 今昔对照\n\n{unscored}"
    master.write_text(before, encoding="utf-8")
    assert new("exercise", "16-night", "one-more", "--kind", "date", "--solutions", solutions) == 0
    text = master.read_text(encoding="utf-8")
    at = text.index("```{exercise} one-more")
    assert text.index("```{exercise} night-school") < at < text.index("## 要点")
    end = text.index("\n```\n", at) + len("\n```\n")
    assert text[: at - 1] + text[end:] == before


def test_the_whole_course_says_where_the_end_of_the_exercises_is(tmp_path):
    """In a copy of each real master the new exercise is read as the last marked one."""
    solutions = tmp_path / "solutions"
    shutil.copytree(ROOT / "solutions", solutions)
    for path in new_exercise.masters(solutions):
        marked = marked_ids(path)
        if not marked:
            continue
        name = f"new-{path.stem[:2]}"
        added = new_exercise.add(solutions, path.stem[:2], name, "date")
        assert marked_ids(path) == [*marked, name]
        lines = path.read_text(encoding="utf-8").splitlines()
        assert lines[added.line - 1] == f"```{{exercise}} {name}" and not lines[added.line - 2]


def marked_ids(path):
    return [
        block.argument
        for block in parse(path).blocks
        if block.kind == "exercise" and "unscored: true" not in block.body
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("exercise", "16", "night-school", "--kind", "date"),
            "练习 night-school 已经有了（16-night-school.md 第 17 行）",
        ),
        (("exercise", "16", "Night", "--kind", "date"), "练习不能叫“Night”"),
        (("exercise", "16", "夜校", "--kind", "date"), "练习不能叫“夜校”"),
        (("exercise", "16", "one-more", "--kind", "guess"), "没有题型“guess”；可以写 choice、"),
        (("exercise", "17", "one-more", "--kind", "date"), "没有这一章：“17”"),
        (("chapter", "16", "day-school"), "第 16 章已经有了：16-night-school.md"),
        (("chapter", "17", "night-school"), "名称 night-school 已经有了：16-night-school.md"),
        (("chapter", "0", "day-school"), "“0”不能做章的号码"),
        (("chapter", "17", "../day"), "章不能叫“../day”"),
    ],
)
def test_what_exists_or_is_not_allowed_is_refused_in_one_line_and_nothing_is_written(
    arguments, said, solutions, capsys
):
    before = {path: path.read_bytes() for path in solutions.iterdir()}
    capsys.readouterr()
    assert new(*arguments, "--solutions", solutions) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(said)
    assert {path: path.read_bytes() for path in solutions.iterdir()} == before


def test_nothing_of_the_course_and_the_library_is_still_to_be_written():
    there = [*ROOT.glob("solutions/*"), *ROOT.glob("shequ_lib/*.py"), *ROOT.glob("shequ_lib/[!l]*/**/*")]
    there += [*ROOT.glob("shequ_lib/labextension/src/**/*.ts"), *ROOT.glob("grading/master/**/*.py")]
    texts = [path for path in there if path.suffix in (".md", ".csv", ".py", ".toml", ".ts")]
    assert len(texts) > 200
    assert [path for path in texts if "【待写" in path.read_text(encoding="utf-8")] == []


@pytest.mark.parametrize(
    ("number", "written"), [(3, "三"), (10, "十"), (16, "十六"), (20, "二十"), (47, "四十七")]
)
def test_the_number_of_a_chapter_is_written_as_it_is_said(number, written):
    assert chinese(number) == written
