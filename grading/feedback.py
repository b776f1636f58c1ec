"""One page of feedback per trainee: what was asked, what was answered, points, and a message, in Chinese.

The page opens without a network and holds no hidden check, no key and no program output.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markdown_it import MarkdownIt
from markupsafe import Markup
from nbconvert.exporters import Exporter
from nbformat import NotebookNode
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.preprocessors import GetGrades

from grading.autograde import use_rulebook
from grading.master.keys import read_exercises
from grading.roster import Trainee
from shequ_lib import first_year
from shequ_lib.answer_cells import answer_cells, course_metadata, is_untouched, source_of
from shequ_lib.exercises import literal
from shequ_lib.exercises.normalise import normalise
from shequ_lib.exercises.score import UNANSWERED, AnswerError, Spec
from shequ_lib.script import HANS, localise, using

_TEMPLATES = Path(__file__).parent / "templates"
_OURS = MarkdownIt("commonmark", {"html": True}).enable("table")
_THEIRS = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")


@dataclass(frozen=True)
class Item:
    """The feedback on one exercise."""

    id: str
    title: str
    question: Markup
    answer: Markup
    points: float
    max_points: float
    box: Markup  # what the marking said; empty for an essay
    note: str  # where the mark stands, if the box does not say it
    comment: Markup  # the instructor's own words

    @property
    def is_open(self) -> bool:
        """Tell whether the mark waits for the instructor."""
        return self.note.startswith("待")


class ReadGrades(GetGrades):  # type: ignore[misc]
    """nbgrader's own step that puts points and comments into the cells, and whether a mark is still open."""

    def _get_score(self, cell: NotebookNode, resources: dict[str, Any]) -> None:
        super()._get_score(cell, resources)
        ours = cell.metadata["nbgrader"]
        grade = self.gradebook.find_grade(
            ours["grade_id"], self.notebook_id, self.assignment_id, self.student_id
        )
        ours["needs_review"] = grade.needs_manual_grade


class FeedbackPage(Exporter):  # type: ignore[misc]
    """What nbgrader's GenerateFeedback writes: an HTML page of our own."""

    file_extension = ".html"
    output_mimetype = "text/html"

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: object
    ) -> tuple[str, dict[str, Any]]:
        """Return the page of a marked notebook into which nbgrader has put points and comments."""
        nb, filled = super().from_notebook_node(nb, resources, **kw)
        names = filled["nbgrader"]
        use_rulebook(nb, Path(filled["metadata"]["path"]))
        page = render(
            nb, trainee_of(names["db_url"], names["student"]), names["score"], names["late_penalty"]
        )
        return page, filled


def trainee_of(db_url: str, trainee_id: str) -> Trainee:
    """Return a trainee as the gradebook knows them."""
    with Gradebook(db_url) as gradebook:
        try:
            return Trainee(trainee_id, gradebook.find_student(trainee_id).last_name or "")
        except MissingEntry:
            return Trainee(trainee_id)


def render(nb: NotebookNode, trainee: Trainee, score: float, late_penalty: float = 0) -> str:
    """Return the page as HTML.

    Args:
        nb: the marked notebook, with `score` and `comment` in the metadata of its cells.
        trainee: whose it is.
        score: the points of the whole chapter, the penalty taken off.
        late_penalty: points taken off for handing in late.
    """
    with using(str(course_metadata(nb).get("script", HANS))):
        return _render(nb, trainee, score, late_penalty)


def _render(nb: NotebookNode, trainee: Trainee, score: float, late_penalty: float) -> str:
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    template = (_TEMPLATES / "feedback.html.j2").read_text(encoding="utf-8")
    made = items(nb)
    # What the trainee and the instructor wrote stays in the script that they wrote.
    return environment.from_string(localise(template)).render(
        chapter=course_metadata(nb).get("title", ""),
        trainee=trainee,
        items=made,
        score=score,
        max_score=sum(item.max_points for item in made),
        late_penalty=late_penalty,
        waiting=[item for item in made if item.is_open],
    )


def items(nb: NotebookNode) -> list[Item]:
    """Return the feedback on each exercise, in reading order."""
    answers = answer_cells(nb)
    questions, checks = cells_by_exercise(nb, "question"), cells_by_exercise(nb, "check")
    return [
        _item(spec, questions[name], answers[name], checks.get(name))
        for name, (spec, _key) in read_exercises(nb).items()
    ]


def cells_by_exercise(nb: dict[str, Any], role: str) -> dict[str, dict[str, Any]]:
    """Return the cells of one role (`question`, `check`, …) by exercise id."""
    return {
        ours["exercise"]: cell for cell in nb["cells"] if (ours := course_metadata(cell)).get("role") == role
    }


def title_of(question: NotebookNode, spec: Spec) -> str:
    """Return the title of an exercise with its number, such as `6-3 公告日期`."""
    number = re.match(r"#+\s*(?:练习|練習)\s*(\S+)", source_of(question))
    return f"{number[1]} {spec['title']}" if number else str(spec["title"])


def _item(spec: Spec, question: NotebookNode, answer: NotebookNode, check: NotebookNode | None) -> Item:
    graded = (check or answer)["metadata"]["nbgrader"]
    points = float(graded.get("score") or 0)
    comment = answer["metadata"]["nbgrader"].get("comment") or ""
    box, note, waiting = Markup(""), "", graded.get("needs_review", False)
    if check is None:
        note = UNANSWERED if is_untouched(answer) else "待老师评分" if waiting else "老师已评分"
    else:
        result = course_metadata(check).get("result", {})
        box = Markup("" if result.get("status") == "unanswered" else _box(check))
        if waiting:
            note = "待老师查看"
        elif abs(points - float(result.get("points", points))) > 1e-6:
            note = f"老师复核后得 {points:g} 分"
    text = re.sub(r"\A#+[^\n]*\n+", "", source_of(question))
    return Item(
        id=spec["id"],
        title=title_of(question, spec),
        question=Markup(_OURS.render(text)),
        answer=Markup(readable(spec, answer)),
        points=points,
        max_points=float(spec["points"]),
        box=box,
        note=localise(note),
        comment=Markup(_THEIRS.render(comment) if comment != UNANSWERED else ""),
    )


def _box(check: NotebookNode) -> str:
    for output in check.get("outputs", []):
        if output.get("output_type") == "execute_result":
            return str(output["data"].get("text/html", ""))
    return ""


def readable(spec: Spec, cell: NotebookNode) -> str:
    """Return an answer as HTML that a person can read; everything of the trainee's is escaped."""
    source = source_of(cell)
    if is_untouched(cell):
        return localise(UNANSWERED)
    if spec["kind"] == "essay":
        return str(_THEIRS.render(source))
    if spec["kind"] == "table":
        return f"<pre>{escape(source)}</pre>"
    try:
        value = normalise(spec, literal.read(spec["id"], source))
    except AnswerError:
        return f"<pre>{escape(source[:2000])}</pre>"
    if spec["kind"] == "year" and value is not None:
        return _readable_year(spec, value)
    return _readable_value(spec, value)


def _readable_year(spec: Spec, record: first_year.Decisions) -> str:
    """Return the decisions of a year as a table, folded up because it is long."""
    decided = first_year.describe(first_year.scenario(spec["seed"]), record)
    rows = "".join(
        f'<tr><td style="white-space:nowrap">{line.month} 月</td><td>{escape(line.name)}</td>'
        f"<td>{escape(line.text)}</td></tr>"
        for line in decided
    )
    head = f"<summary>一共作了 {len(decided)} 个决定，点开看全部</summary>"
    return localise(
        f"<details>{head}<table><tr><th>月份</th><th>事情</th><th>你的决定</th></tr>{rows}</table></details>"
    )


def _readable_value(spec: Spec, value: str | list[str] | dict[str, str] | float | None) -> str:
    if value is None:
        return UNANSWERED
    if isinstance(value, (str, list)) and spec["kind"] in ("choice", "choices"):
        lines = [f"{letter}. {spec['options'][letter]}" for letter in value]
        return "<br>".join(escape(line) for line in lines)
    if isinstance(value, list):
        return "<ol>" + "".join(f"<li>{escape(item)}</li>" for item in value) + "</ol>"
    if isinstance(value, dict):
        rows = (f"<tr><th>{escape(name)}</th><td>{escape(text)}</td></tr>" for name, text in value.items())
        return f"<table>{''.join(rows)}</table>"
    if isinstance(value, (int, float)):
        return escape(f"{value:,.10g} {spec.get('unit', '')}".strip())
    return escape(str(value))
