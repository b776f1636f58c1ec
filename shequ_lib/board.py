"""The live board of 00-start: how far each chapter is, and where to go next."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

from shequ_lib import answer_cells, play_record
from shequ_lib.errors import ShequError
from shequ_lib.exercises import kinds, literal
from shequ_lib.exercises.fold import fold
from shequ_lib.play_record import Played
from shequ_lib.points import written
from shequ_lib.script import localise

BROKEN = "打不开"
_CHAPTER_FILE = re.compile(r"\d\d-[^/\\]+\.ipynb")


@dataclass(frozen=True)
class ChapterState:
    """How far one chapter is.

    Attributes:
        file: File name of the notebook.
        title: Title for people.
        exercises: How many exercises the chapter has.
        answered: How many of them hold a readable answer.
        points: Points of all exercises.
        answered_points: Points of the answered ones.
        earned: Points that the checks in the notebook gave; None if they give none (class edition).
        next_exercise: Title of the first exercise without an answer, "" if there is none.
        problem: "" or why the chapter cannot be read, one line of Chinese.
    """

    file: str
    title: str
    exercises: int = 0
    answered: int = 0
    points: float = 0
    answered_points: float = 0
    earned: float | None = None
    next_exercise: str = ""
    problem: str = ""

    @property
    def done(self) -> bool:
        """Whether every exercise is answered."""
        return not self.problem and self.answered == self.exercises


def chapters(folder: str | Path = ".") -> list[ChapterState]:
    """Read how far the chapters in a folder are.

    Notebooks that are no chapter of the course are left out; a chapter that cannot be read is listed with
    its problem, because a trainee may have damaged it in any way.

    Args:
        folder: Folder with the course notebooks.

    Returns:
        The chapters in the order of their file names; none if there is no such folder.
    """
    files = sorted(path for path in Path(folder).glob("*.ipynb") if _CHAPTER_FILE.fullmatch(path.name))
    states = [_read_chapter(path) for path in files]
    return [state for state in states if state is not None]


def show(folder: str | Path = ".") -> None:
    """Display the board.

    Args:
        folder: Folder with the course notebooks; links are relative to it.
    """
    from IPython.display import HTML, display

    display(HTML(localise(board_html(chapters(folder), play_record.load(folder)))))


def board_html(states: list[ChapterState], played: Mapping[str, Played] | None = None) -> str:
    """Return the board as HTML without scripts; all texts from the notebooks are escaped.

    Args:
        states: How far each chapter is.
        played: What was played, by the simulator's name.
    """
    if not states:
        return "<p>这个文件夹里还没有章节。请把课程的笔记本放在同一个文件夹里再打开本页。</p>"
    readable = [state for state in states if not state.problem]
    answered, exercises = sum(s.answered for s in readable), sum(s.exercises for s in readable)
    rows = "".join(_row(state) for state in states)
    return (
        '<div class="shequ-board">'
        f"<p><strong>{_next_sentence(states)}</strong></p>"
        '<table class="shequ-table" style="width:100%;max-width:46em;text-align:left" aria-label="学习进度">'
        '<thead><tr><th style="text-align:left">章</th><th style="text-align:left">进度</th>'
        f'<th style="text-align:left">分数</th></tr></thead><tbody>{rows}</tbody></table>'
        f"<p>合计：{answered} / {exercises} 题已作答，{_points_text(readable)}。</p>"
        f"{play_record.as_html(played or {})}</div>"
    )


def _read_chapter(path: Path) -> ChapterState | None:
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return ChapterState(path.name, path.stem, problem=f"{BROKEN}：文件不是完整的笔记本，请找老师换一份。")
    ours = answer_cells.course_metadata(notebook)
    if ours.get("chapter") != path.stem:
        return None
    answers = answer_cells.answer_cells(notebook)
    if not answers:
        return None
    points, earned, titles = _facts(notebook)
    given = [exercise for exercise, cell in answers.items() if _is_answered(exercise, cell)]
    waiting = [exercise for exercise in answers if exercise not in given]
    marks = [earned[exercise] for exercise in given if exercise in earned]
    return ChapterState(
        file=path.name,
        title=str(ours.get("title") or path.stem),
        exercises=len(answers),
        answered=len(given),
        points=sum(points.get(exercise, 0) for exercise in answers),
        answered_points=sum(points.get(exercise, 0) for exercise in given),
        earned=sum(marks) if ours.get("edition") == "self-study" else None,
        next_exercise=titles.get(waiting[0], waiting[0]) if waiting else "",
    )


def _is_answered(exercise: str, cell: dict[str, Any]) -> bool:
    source = answer_cells.source_of(cell)
    if answer_cells.is_untouched(cell) or fold(source) in ("", fold(literal.TEXT_STUB)):
        return False
    kind = answer_cells.course_metadata(cell).get("kind")  # anybody may have written it
    if isinstance(kind, str) and kind in kinds.names() and not kinds.of(kind).is_literal:
        return True
    try:
        return literal.read(exercise, source) is not None
    except ShequError:
        return False


def _facts(notebook: dict[str, Any]) -> tuple[dict[str, float], dict[str, float], dict[str, str]]:
    """Return points, points earned, and title of the exercises by id."""
    points: dict[str, float] = {}
    earned: dict[str, float] = {}
    titles: dict[str, str] = {}
    for cell in notebook["cells"]:
        ours = answer_cells.course_metadata(cell)
        exercise, role = ours.get("exercise"), ours.get("role")
        if not isinstance(exercise, str):
            continue
        grader = cell["metadata"].get("nbgrader")
        worth = _number(grader.get("points")) if isinstance(grader, dict) else None
        if worth:
            points[exercise] = worth
        if role == "question":
            first = answer_cells.source_of(cell).strip().split("\n")[0]
            titles[exercise] = first.lstrip("# ").strip() or exercise
        if role == "check":
            mark = _printed_number(cell)
            if mark is not None:
                earned[exercise] = min(mark, points.get(exercise, mark))
    return points, earned, titles


def _printed_number(cell: dict[str, Any]) -> float | None:
    """Return the number that a check cell gave as its result."""
    outputs = cell.get("outputs")
    for output in outputs if isinstance(outputs, list) else []:
        data = output.get("data") if isinstance(output, dict) else None
        text = data.get("text/plain") if isinstance(data, dict) else None
        if isinstance(text, list):
            text = "".join(part for part in text if isinstance(part, str))
        if isinstance(text, str) and output.get("output_type") == "execute_result":
            try:
                return _number(float(text))
            except ValueError:
                continue
    return None


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return float(value) if math.isfinite(value) and value >= 0 else None


def _row(state: ChapterState) -> str:
    link = f'<a href="{escape(quote(state.file))}">{escape(state.title)}</a>'
    if state.problem:
        return f'<tr><td>{escape(state.title)}</td><td colspan="2">{escape(state.problem)}</td></tr>'
    word = "已完成" if state.done else "进行中" if state.answered else "未开始"
    return (
        f'<tr><td style="text-align:left">{link}</td><td style="text-align:left">'
        f'<progress max="{state.exercises}" value="{state.answered}" style="width:7em;max-width:100%" '
        f'aria-label="{escape(state.title)}的进度"></progress><br>'
        f"{word}：{state.answered} / {state.exercises} 题</td>"
        f'<td style="text-align:left">{_points_text([state])}</td></tr>'
    )


def _points_text(states: list[ChapterState]) -> str:
    total = sum(state.points for state in states)
    earned = [state.earned for state in states if state.earned is not None]
    if earned:
        return f"已得 {written(sum(earned))} / {written(total)} 分"
    return f"已答 {written(sum(state.answered_points for state in states))} / {written(total)} 分"


def _next_sentence(states: list[ChapterState]) -> str:
    for state in states:
        if not state.done and not state.problem:
            link = f'<a href="{escape(quote(state.file))}">{escape(state.title)}</a>'
            return f"接下来：{link}，从“{escape(state.next_exercise)}”开始。"
    if any(state.problem for state in states):
        return "能打开的章节都答完了；打不开的章节请找老师换一份。"
    return "各章都答完了，可以交给老师了。"
