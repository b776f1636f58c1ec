"""What the cells of a course notebook call: `start`, `ask`, `check` and `grade`."""

from __future__ import annotations

import os
from html import escape
from pathlib import Path
from typing import Any

from shequ_lib import rulebook as rulebooks
from shequ_lib import script as scripts
from shequ_lib import trainee
from shequ_lib.exercises import kinds
from shequ_lib.exercises.kind import Key, Spec
from shequ_lib.exercises.literal import AnswerError, variable
from shequ_lib.exercises.normalise import normalise
from shequ_lib.exercises.score import UNANSWERED, Result, mark
from shequ_lib.points import written
from shequ_lib.script import localise

PREVIEW_ROWS = 12

_specs: dict[str, Spec] = {}
_tries: dict[str, list[Any]] = {}


def start(rulebook: str, script: str = scripts.HANS) -> None:
    """Prepare a notebook: choose the rulebook and the script, and make errors readable.

    Args:
        rulebook: the name of a rulebook of the library, or of a `.toml` file beside the notebook.
        script: "hans" or "hant": the characters, simplified or traditional, that the library answers in.
    """
    rulebooks.use(Path(rulebook) if rulebook.endswith(".toml") else rulebook)
    scripts.use(script)
    if not _graded_by_machine():
        from shequ_lib.friendly_errors import install

        install()
        if script != scripts.HANS:
            from shequ_lib import widget_script

            widget_script.install()
        trainee.show()


def ask(spec: Spec, _value: Any = None) -> HowTo:
    """Take note of an exercise, for its check; the form itself is drawn by the page.

    Args:
        spec: the public spec of the exercise.
        _value: of no use any more; notebooks of older releases give it.

    Returns:
        how to answer where no page draws a form (in VS Code, say).
    """
    _specs[spec["id"]] = spec
    return HowTo(spec)


def check(exercise: str, value: Any) -> FormatCheck:
    """Check the form of an answer, not whether it is right; the result of a `table` is shown, too."""
    spec = _specs[exercise]
    if kinds.of(spec["kind"]).is_code and value is not None and not _graded_by_machine():
        from IPython.display import HTML, display

        display(HTML(_preview(value)))
    return FormatCheck(spec, value)


def grade(exercise: str, value: Any, key: Key) -> Score:
    """Mark an answer against its key."""
    spec = _specs[exercise]
    result = mark(spec, key, value)
    tries = _tries.setdefault(exercise, [])
    if result.status in ("wrong", "partial") and repr(value) not in tries:
        tries.append(repr(value))
    explained = result.status == "right" or len(tries) > 1
    return Score(result, explained=explained, scored=not spec.get("unscored"))


def _preview(value: Any) -> str:
    """Return the first rows of what a line of pandas gave as an HTML table."""
    table = value.to_frame() if hasattr(value, "to_frame") else value
    if not hasattr(table, "to_html"):
        return f"<p>{localise('你得到的结果：')}{escape(str(value)[:200])}</p>"
    more = f"（共 {len(table)} 行，只显示前 {PREVIEW_ROWS} 行）" if len(table) > PREVIEW_ROWS else ""
    return localise(f"<p>你得到的结果{more}：</p>") + str(table.head(PREVIEW_ROWS).to_html())


def _graded_by_machine() -> bool:
    """Tell whether nbgrader runs the notebook: then no form is shown and errors stay as they are."""
    return "NBGRADER_EXECUTION" in os.environ


class HowTo:
    """One line for a front end that draws no forms: what to write into the answer cell."""

    def __init__(self, spec: Spec) -> None:
        self._spec = spec

    def __repr__(self) -> str:
        return localise(self._line())

    def _line(self) -> str:
        return kinds.of(self._spec["kind"]).how_to(self._spec, variable(self._spec["id"]))


class FormatCheck:
    """Whether an answer is there and has the right form, for a person to see."""

    def __init__(self, spec: Spec, value: Any) -> None:
        self.problem = ""
        try:
            self.answered = normalise(spec, kinds.of(spec["kind"]).plain(value)) is not None
        except AnswerError as error:
            self.answered, self.problem = True, str(error)

    def __repr__(self) -> str:
        return localise(self.problem or ("格式检查通过" if self.answered else UNANSWERED))

    def _repr_html_(self) -> str:
        if self.problem:
            return _box("wrong", "✎", self.problem)
        if not self.answered:
            return _box("unanswered", "○", UNANSWERED)
        return _box("saved", "✓", "格式检查通过（对错由老师批改后告知）")


class Score(float):
    """Points as nbgrader reads them (a number), and as a person reads them (`_repr_html_`)."""

    result: Result
    explained: bool
    scored: bool

    def __new__(cls, result: Result, *, explained: bool = False, scored: bool = True) -> Score:
        """Make a score; `explained` adds the explanation to what a person sees, `scored` the points."""
        score = super().__new__(cls, result.points)
        score.result, score.explained, score.scored = result, explained, scored
        return score

    def _repr_html_(self) -> str:
        return result_html(self.result, hint=True, explain=self.explained, scored=self.scored)


def result_html(result: Result, *, hint: bool, explain: bool, scored: bool = True) -> str:
    """Return a result as a small HTML box in Chinese.

    Args:
        result: what the answer earned.
        hint: offer the hint after a wrong answer.
        explain: show the explanation.
        scored: say the points; an exercise for practice alone has none.
    """
    if result.status == "unanswered":
        return _box("unanswered", "○", UNANSWERED)
    mark_sign, word = {
        "right": ("✓", "答对了"),
        "partial": ("◐", "答对了一部分"),
        "wrong": ("✗", "还不对"),
        "unreadable": ("✎", "答案读不懂"),
    }[result.status]
    points = f"，得 {written(result.points)} / {written(result.max_points)} 分" if scored else ""
    head = word + points
    body = "".join(f"<p>{escape(message)}</p>" for message in result.messages)
    if hint and result.hint and result.status in ("wrong", "partial"):
        body += f"<details><summary>提示</summary><p>{escape(result.hint)}</p></details>"
    if explain and result.explain:
        body += f"<p><strong>讲解</strong> {escape(result.explain)}</p>"
    return _box(result.status, mark_sign, head, body)


def _box(status: str, sign: str, head: str, body: str = "") -> str:
    colour = {"right": "#1a7f37", "saved": "#1a7f37", "partial": "#9a6700", "unanswered": "#59636e"}
    return localise(
        f'<div class="shequ-result shequ-{status}" role="status" style="border-left:4px solid '
        f'{colour.get(status, "#cf222e")};padding:2px 10px;margin:4px 0">'
        f'<strong><span aria-hidden="true">{sign}</span> {escape(head)}</strong>{body}</div>'
    )
