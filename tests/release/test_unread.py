"""What a reader gets of a chapter gives no answer away, and a file of answers earns what it would."""

from __future__ import annotations

import subprocess
import sys

import pytest
from grading_helpers import sample

from grading.master.keys import read_exercises
from grading.release import unread
from shequ_lib.exercises import kinds, literal

pytestmark = pytest.mark.pipeline


@pytest.fixture(scope="module")
def source():
    return next(iter(sample("source").notebooks.values()))


@pytest.fixture(scope="module")
def exercises(source):
    return {
        name: (spec, key)
        for name, (spec, key) in read_exercises(source).items()
        if kinds.of(spec["kind"]).is_literal
    }


def test_the_questions_come_without_the_text_and_without_an_answer(source, exercises):
    handed_out = next(iter(sample("class").notebooks.values()))
    alone, whole = unread.questions(handed_out), unread.questions(handed_out, text=True)
    for name, (spec, key) in exercises.items():
        assert f"[{name}]" in alone
        assert spec["title"] in alone
        assert literal.write(name, key["answer"]) not in whole
        assert not key.get("explain") or key["explain"] not in whole
        assert not key.get("hint") or key["hint"] not in whole
    texts = [
        "".join(c["source"]) for c in handed_out["cells"] if c["metadata"]["shequ"].get("role") == "text"
    ]
    assert any(texts)
    for text in filter(None, texts):
        assert text in whole
        assert text not in alone


def test_right_answers_earn_all_and_none_earns_nothing(source, exercises):
    right = {name: key["answer"] for name, (_, key) in exercises.items()}
    marks = unread.earned(source, right)
    assert marks.keys() == exercises.keys()
    assert all(points == most > 0 for points, most in marks.values())
    assert all(points == 0 for points, _ in unread.earned(source, {}).values())
    one = next(iter(right))
    assert [name for name, (points, _) in unread.earned(source, {one: right[one]}).items() if points] == [one]


@pytest.mark.parametrize("strange", [None, True, [], {}, [[1]], "x" * 5000, 1e300, {"a": [None]}])
def test_any_answer_is_marked(source, exercises, strange):
    marks = unread.earned(source, dict.fromkeys(exercises, strange))
    assert all(0 <= points <= most for points, most in marks.values())


def test_the_table_adds_up():
    marks = {"01-a": {"x": (1.0, 2.0), "y": (2.0, 2.0)}, "02-b": {"z": (0.0, 4.0)}}
    lines = unread.table(marks, lost=True).splitlines()
    assert lines[2:5] == [
        "| 01-a | 3 / 4 | 75.0 | 1 / 2 |",
        "| 02-b | 0 / 4 | 0.0 | 0 / 1 |",
        "| all | 3 / 8 | 37.5 | 1 / 3 |",
    ]
    assert lines[-2:] == ["- x: 1 of 2", "- z: 0 of 4"]


def test_the_command_marks_a_file(tmp_path):
    answers = tmp_path / "答 案.json"
    answers.write_text('{"no-such": 1}', encoding="utf-8")
    command = [sys.executable, "-m", "grading.unread", "07", "--mark", str(answers)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    assert "| 07-importance | 0 / " in done.stdout
    assert "no-such" in done.stderr
    answers.write_text("[", encoding="utf-8")
    done = subprocess.run(command, check=False, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_an_answer_is_written_as_a_form_writes_it(exercises):
    for name, (_, key) in exercises.items():
        assert literal.read(name, literal.write(name, key["answer"])) == key["answer"]
