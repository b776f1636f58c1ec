"""The board reads notebooks that trainees may have damaged in any way."""

import json

import pytest

from shequ_lib import board
from shequ_lib.exercises.literal import TEXT_STUB


def exercise(name, kind, source, points=2, output=None, stub=None):
    ours = {"exercise": name, "kind": kind}
    answer = {
        "cell_type": "markdown" if kind == "essay" else "code",
        "metadata": {"shequ": {**ours, "role": "answer", "stub": stub or f"{name} = None"}},
        "source": source,
    }
    question = {
        "cell_type": "markdown",
        "metadata": {"shequ": {**ours, "role": "question"}},
        "source": [f"#### 练习 6-1 · {name}(2 分)\n", "问题"],
    }
    if kind == "essay":
        answer["metadata"]["nbgrader"] = {"points": points}
        return [question, answer]
    outputs = []
    if output is not None:
        outputs = [{"output_type": "execute_result", "data": {"text/plain": [output]}}]
    check = {
        "cell_type": "code",
        "metadata": {"shequ": {**ours, "role": "check"}, "nbgrader": {"points": points, "grade_id": name}},
        "source": "",
        "outputs": outputs,
    }
    return [question, answer, check]


def write(folder, chapter, *exercises, edition="class", title="第六章"):
    cells = [cell for parts in exercises for cell in parts]
    ours = {"chapter": chapter, "title": title, "edition": edition}
    notebook = {"cells": cells, "metadata": {"shequ": ours}, "nbformat": 4, "nbformat_minor": 5}
    path = folder / f"{chapter}.ipynb"
    path.write_text(json.dumps(notebook, ensure_ascii=False), encoding="utf-8")
    return path


def test_counts_what_is_answered(tmp_path):
    write(
        tmp_path,
        "06-four-meetings",
        exercise("a", "choice", 'a = "B"'),
        exercise("b", "number", "b = None", points=3),
        exercise("c", "number", "c = 这里写", points=3),
        exercise("d", "essay", "我的回答", points=4),
        exercise("e", "essay", TEXT_STUB, points=4),
        exercise("f", "table", "df\nf = 3", stub="df\nf = None"),
        exercise("g", "table", "df\ng = None", stub="df\ng = None"),
    )
    (state,) = board.chapters(tmp_path)
    assert (state.exercises, state.answered) == (7, 3)
    assert (state.points, state.answered_points) == (20, 8)
    assert state.earned is None
    assert state.next_exercise == "练习 6-1 · b(2 分)"
    assert not state.done


def test_self_study_adds_up_the_checks_of_answered_exercises(tmp_path):
    write(
        tmp_path,
        "06-four-meetings",
        exercise("a", "choice", 'a = "B"', output="2.0"),
        exercise("b", "choices", 'b = ["A"]', output="0.5"),
        exercise("c", "choice", "c = None", output="2.0"),
        exercise("d", "choice", 'd = "A"', output="格式检查通过"),
        exercise("e", "choice", 'e = "A"', output="1e300"),
        exercise("f", "choice", 'f = "A"', output="nan"),
        edition="self-study",
    )
    (state,) = board.chapters(tmp_path)
    assert state.earned == 4.5
    assert "已得 4.5 / 12 分" in board.board_html([state])


def test_a_finished_chapter_sends_to_the_next(tmp_path):
    write(tmp_path, "06-four-meetings", exercise("a", "choice", 'a = "B"'))
    write(tmp_path, "11-staff", exercise("b", "choice", "b = None"), title="第十一章")
    first, second = board.chapters(tmp_path)
    assert first.done
    assert not second.done
    html = board.board_html([first, second])
    assert '接下来：<a href="11-staff.ipynb">第十一章</a>' in html
    assert "已完成：1 / 1 题" in html
    assert "未开始：0 / 1 题" in html


def test_all_finished(tmp_path):
    write(tmp_path, "06-four-meetings", exercise("a", "choice", 'a = "B"'))
    assert "各章都答完了" in board.board_html(board.chapters(tmp_path))


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"\xff\xfe", b"[" * 100_000, b'{"cells": [}'],
)
def test_a_broken_file_is_listed_not_raised(tmp_path, content):
    (tmp_path / "06-four-meetings.ipynb").write_bytes(content)
    (state,) = board.chapters(tmp_path)
    assert "打不开" in state.problem
    assert not state.done
    assert "打不开" in board.board_html([state])


def test_a_link_to_nowhere_is_listed_not_raised(tmp_path):
    (tmp_path / "06-four-meetings.ipynb").mkdir()
    (state,) = board.chapters(tmp_path)
    assert "打不开" in state.problem


@pytest.mark.parametrize(
    "notebook",
    [
        [],
        None,
        {"cells": 3},
        {"metadata": {"shequ": {"chapter": "06-four-meetings"}}},
        {"metadata": {"shequ": {"chapter": "06-four-meetings"}}, "cells": [None, {}, {"metadata": 1}]},
        {"metadata": {"shequ": {"chapter": "another"}}, "cells": []},
    ],
)
def test_what_is_no_chapter_is_left_out(tmp_path, notebook):
    (tmp_path / "06-four-meetings.ipynb").write_text(json.dumps(notebook))
    assert board.chapters(tmp_path) == []


def test_copies_and_other_notebooks_are_left_out(tmp_path):
    path = write(tmp_path, "06-four-meetings", exercise("a", "choice", "a = None"))
    (tmp_path / "06-four-meetings-Copy1.ipynb").write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "我的草稿.ipynb").write_text("{")
    assert [state.file for state in board.chapters(tmp_path)] == ["06-four-meetings.ipynb"]


def test_strange_cells_do_not_break_the_count(tmp_path):
    cells = exercise("a", "choice", 'a = "B"')
    cells[2]["outputs"] = [None, {"output_type": "execute_result", "data": {"text/plain": 5}}, {"data": []}]
    cells[2]["metadata"]["nbgrader"]["points"] = "many"
    cells[0]["source"] = {"not": "text"}
    write(tmp_path, "06-four-meetings", cells, edition="self-study")
    (state,) = board.chapters(tmp_path)
    assert (state.answered, state.points, state.earned) == (1, 0, 0)


def test_a_folder_that_is_not_there(tmp_path):
    assert board.chapters(tmp_path / "nowhere") == []
    assert "还没有章节" in board.board_html([])


def test_texts_of_a_notebook_are_not_html(tmp_path):
    write(tmp_path, "06-four-meetings", exercise("a", "choice", "a = None"), title="<script>x</script>")
    assert "<script>" not in board.board_html(board.chapters(tmp_path))
