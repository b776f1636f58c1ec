"""One page of feedback per trainee: what was asked, what was answered, points, and a message, in Chinese.

The page opens without a network and holds no hidden check, no key and no program output.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from importlib import resources
from typing import cast

from jinja2 import Environment, Template
from markdown_it import MarkdownIt
from markupsafe import Markup

from grading.marking import corrections
from grading.marking.marking import Record, from_plain, is_untouched
from grading.marking.scheme import Exercise
from grading.master import kinds
from grading.papers.papers import Papers
from grading.roster import Trainee
from shequ_lib.answer_cells import course_metadata
from shequ_lib.exercises import literal
from shequ_lib.exercises.kinds.essay import EssayKey, EssaySpec, Samples
from shequ_lib.exercises.literal import AnswerError
from shequ_lib.exercises.normalise import normalise
from shequ_lib.exercises.score import UNANSWERED, Result
from shequ_lib.notebook import result_html
from shequ_lib.points import CLOSE, written
from shequ_lib.script import localise, using

_OURS = MarkdownIt("commonmark", {"html": True}).enable("table")
# Of a person's Markdown: an address named once could be used a thousand times, so none is named.
_THEIRS = MarkdownIt("commonmark", {"html": False}).disable(["image", "reference"])
_TABLES = MarkdownIt("commonmark", {"html": False}).disable(["image", "reference"]).enable("table")
_MAX_CELLS = 5_000  # of the tables in a text: a row may leave out its cells, and a page cannot
_MAX_LINES = 3_000  # of an essay that is laid out; lines that go on in quotes within quotes cost most
_MAX_HTML = (
    400_000  # characters of one answer's HTML; the worst of all texts that are short enough has half of it
)
_UNREADABLE_SHOWN = 2_000  # characters of an answer that cannot be read
_UNSHOWN = "这一题的内容显示不出来，请问老师。"
# Control characters, which HTML does not have, are shown as such.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
# When the explanation is shown: to everybody, to those who were right, to nobody (the due date is ahead).
EVERYBODY, RIGHT, NOBODY = "everybody", "right", "nobody"


@dataclass(frozen=True)
class Given:
    """How an exercise stands in the gradebook: points, whether a mark is open, the instructor's words."""

    points: float
    waiting: bool = False
    comment: str = ""


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
    correction: str  # what was corrected after the fact

    @property
    def outcome(self) -> str:
        """Tell how the exercise went: open, right, partial or wrong."""
        if self.is_open:
            return "open"
        if self.points >= self.max_points - CLOSE:
            return "right"
        return "partial" if self.points > CLOSE else "wrong"

    @property
    def is_open(self) -> bool:
        """Tell whether the mark waits for the instructor."""
        return self.note.startswith("待")


@dataclass(frozen=True)
class Sheet:
    """All that the page of one submission is made from, as plain data.

    Attributes:
        trainee: whose it is.
        answers: the text of each answer, by exercise.
        results: what each exercise but the essays earned, by exercise, as plain data.
        given: how each exercise stands in the gradebook.
        repairs: what had to be put right in the file.
        late: when it came and was due, in words, if it was late.
        late_penalty: points taken off for handing in late.
        explain: who sees the explanations: EVERYBODY, RIGHT or NOBODY.
    """

    trainee: Trainee
    answers: Mapping[str, str]
    results: Mapping[str, Record]
    given: Mapping[str, Given]
    repairs: tuple[str, ...] = ()
    late: str = ""
    late_penalty: float = 0.0
    explain: str = RIGHT


class Pages:
    """Makes the pages of a chapter; what all trainees have in common is made once.

    Args:
        papers: how the chapter is marked for each trainee, with the questions.
    """

    def __init__(self, papers: Papers) -> None:
        self._papers = papers
        self._script = papers.scheme.surroundings.script
        self._chapter = str(course_metadata(papers.notebook).get("title", ""))
        self._shown: dict[str, Markup] = {}  # questions as HTML, by their text

    def page(self, sheet: Sheet) -> str:
        """Return a trainee's page as HTML."""
        # What the trainee and the instructor wrote stays in the script that they wrote.
        with using(self._script):
            scheme = self._papers.of(sheet.trainee.id)
            made = [self._item(exercise, sheet) for exercise in scheme.exercises.values()]
            score = sum(item.points for item in made) - sheet.late_penalty
            page: str = _template(self._script).render(
                chapter=self._chapter,
                trainee=sheet.trainee,
                items=made,
                repairs=[localise(line) for line in sheet.repairs],
                score=score,
                max_score=sum(item.max_points for item in made),
                late=localise(sheet.late),
                late_penalty=sheet.late_penalty,
                waiting=[item for item in made if item.is_open],
            )
            return _CONTROLS.sub("\ufffd", page)

    def _item(self, exercise: Exercise, sheet: Sheet) -> Item:
        name = exercise.spec["id"]
        answer, given, plain = sheet.answers[name], sheet.given[name], sheet.results.get(name)
        box, note = Markup(""), ""
        if plain is None:
            blank = is_untouched(exercise, answer)
            note = UNANSWERED if blank else "待老师评分" if given.waiting else "老师已评分"
            marked = not blank and not given.waiting
            may_see = sheet.explain == EVERYBODY or (sheet.explain == RIGHT and marked)
            if may_see and (samples := cast(EssayKey, exercise.key).get("samples")):
                box = Markup(_samples(cast(EssaySpec, exercise.spec), samples))
        else:
            result = from_plain(plain)
            box = _safely(lambda: _box(exercise, result, sheet.explain))
            if given.waiting:
                note = "待老师查看"
            elif abs(given.points - result.points) > CLOSE:
                note = f"老师复核后得 {written(given.points)} 分"
        if exercise.is_void:
            box, note = Markup(""), ""
        return Item(
            id=name,
            title=exercise.title,
            question=self._question(exercise),
            answer=_safely(lambda: readable(exercise, answer)),
            points=0.0 if exercise.is_void else given.points,
            max_points=float(exercise.spec["points"]),
            box=box,
            note=localise(note),
            comment=Markup(markdown(given.comment) if given.comment else ""),
            correction=localise(corrections.note(exercise.corrections)),
        )

    def _question(self, exercise: Exercise) -> Markup:
        text = exercise.slot.locked["question"]
        if text not in self._shown:
            self._shown[text] = Markup(_OURS.render(re.sub(r"\A#+[^\n]*\n+", "", text)))
        return self._shown[text]


def _box(exercise: Exercise, result: Result, explain: str) -> str:
    """Return what the marking said as HTML, with the explanation for those who may see it."""
    box = ""
    if result.status != "unanswered":
        shown = explain == EVERYBODY or (explain == RIGHT and result.status == "right")
        box = result_html(result, hint=True, explain=shown)
    if explain == EVERYBODY and not result.explain and exercise.key.get("explain"):
        box += f"<p><strong>{localise('讲解')}</strong> {escape(exercise.key['explain'])}</p>"
    return box


def _samples(spec: EssaySpec, samples: Samples) -> str:
    """Return both samples of an essay as HTML, with what the second one earns and lacks."""
    middle = samples["middle"]
    earned = "，".join(
        f"{criterion} {points} 分"
        for (criterion, _), points in zip(spec["rubric"], middle["points"], strict=True)
    )
    total = localise(f"{sum(middle['points'])} 分，满分 {spec['points']} 分：")
    return (
        f'<details class="sample"><summary>{localise("范文：写得好的一篇")}</summary>'
        f"{_OURS.render(samples['top'])}</details>"
        f'<details class="sample"><summary>{localise("范文：中等的一篇")}</summary>'
        f"{_OURS.render(middle['text'])}"
        f"<p><strong>{total}</strong>{escape(localise(earned))}。{escape(middle['why'])}</p></details>"
    )


def _safely(make: Callable[[], str]) -> Markup:
    """Return what one answer looks like; whatever it provokes, the page shows all the others."""
    try:
        return Markup(make())
    except Exception:
        return Markup(localise(_UNSHOWN))


@functools.cache
def _template(script: str) -> Template:
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    text = resources.files("grading.feedback").joinpath("feedback.html.j2").read_text(encoding="utf-8")
    with using(script):
        environment.filters["points"] = written
        return environment.from_string(localise(text))


def readable(exercise: Exercise, source: str) -> str:
    """Return an answer as HTML that a person can read; everything of the trainee's is escaped."""
    spec = exercise.spec
    if is_untouched(exercise, source):
        return localise(UNANSWERED)
    if exercise.kind.is_by_hand:
        return markdown(source)
    if exercise.kind.is_code:
        return _verbatim(source)
    try:
        value = normalise(spec, literal.read(spec["id"], source))
    except AnswerError:
        return _verbatim(source[:_UNREADABLE_SHOWN])
    return UNANSWERED if value is None else kinds.of(spec["kind"]).readable(spec, value)


def markdown(text: str) -> str:
    """Return a person's Markdown as HTML, or as it was typed where that would be too much for a page."""
    lines = text.replace("\r", "\n").split("\n")  # as the library takes them
    if len(lines) > _MAX_LINES:
        return _verbatim(text)
    cells = len(lines) * (1 + max(line.count("|") for line in lines))
    try:
        shown = str((_TABLES if cells <= _MAX_CELLS else _THEIRS).render(text))
    except Exception:  # a fault of the library must not cost more than the layout
        return _verbatim(text)
    return shown if len(shown) <= _MAX_HTML else _verbatim(text)


def _verbatim(text: str) -> str:
    return f"<pre>{escape(text)}</pre>"
