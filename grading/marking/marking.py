"""Step two of grading: mark the answers. Literals are read, never run; lines of pandas run inside walls.

Everything here takes plain data and gives plain data, so that it runs in any process on any machine.
"""

from __future__ import annotations

import math
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NotRequired, TypedDict, TypeGuard, cast, get_args

from grading.marking import sanitize
from grading.marking.sandbox.tables import Tables
from grading.marking.scheme import Exercise, Scheme
from shequ_lib import rulebook as rulebooks
from shequ_lib.answer_cells import course_metadata
from shequ_lib.exercises import plain_table
from shequ_lib.exercises.fold import same
from shequ_lib.exercises.kinds.table import TableKey, TableSpec
from shequ_lib.exercises.score import Result, Status, best, keys, mark, mark_source, unreadable
from shequ_lib.outside_text import encodable, is_encodable
from shequ_lib.script import using

COPIED = "换一份数据再算，得到的就不对或不全对了：请用代码从数据算出结果，不要把数直接写上去。"
FAILED = "这一题没有批改成功，需要老师看一下。"
_FAILURE_LENGTH = 300  # characters


class Record(TypedDict):
    """What an answer earned, as it is kept: a `Result`, and whether the instructor has to look."""

    points: float
    max_points: float
    status: Status
    messages: list[str]
    hint: str
    explain: str
    needs_look: bool
    failure: NotRequired[str]


@dataclass(frozen=True)
class Marked:
    """What a submission earned.

    Attributes:
        answers: the text of each answer, by exercise.
        results: what each exercise but the essays earned, by exercise, as `to_plain` gives it.
        repairs: what had to be put right in the file, for the trainee.
    """

    answers: dict[str, str]
    results: dict[str, Record]
    repairs: tuple[str, ...]


def mark_notebook(scheme: Scheme, data: bytes, tables: Tables) -> Marked:
    """Mark a submission.

    Args:
        scheme: of its chapter; its rulebook must be the active one (see `prepare`).
        data: the submitted file.
        tables: runs the lines of pandas.

    Raises:
        ValueError: the file is no notebook.
    """
    notebook = sanitize.read(data)
    if notebook is None:
        raise ValueError("the file is no notebook")
    taken = sanitize.take(notebook, scheme.slots)
    # What `shequ grade` took in has been put right already, and says what was.
    noted = sanitize.known_repairs(course_metadata(notebook).get("repairs"))
    repairs = taken.repairs if noted is None else noted
    return Marked(taken.answers, mark_answers(scheme, taken.answers, tables), repairs)


def mark_answers(scheme: Scheme, answers: Mapping[str, str], tables: Tables) -> dict[str, Record]:
    """Mark the answers that were taken from a submission; return the results by exercise as plain data.

    Where the marking of one answer fails, that answer alone is left to the instructor.
    """
    with using(scheme.surroundings.script):
        return {
            name: _settled(exercise, _mark_safely(exercise, answers[name], tables))
            for name, exercise in scheme.exercises.items()
            if not exercise.kind.is_by_hand
        }


def _settled(exercise: Exercise, result: Record) -> Record:
    """Return a result with the points of an exercise for which the answer no longer counts."""
    if exercise.fixed is None:
        return result
    return {**result, "points": exercise.fixed, "max_points": exercise.fixed, "needs_look": False}


def _mark_safely(exercise: Exercise, answer: str, tables: Tables) -> Record:
    try:
        return to_plain(*mark_one(exercise, answer, tables))
    except Exception as error:  # also where memory or the stack do not suffice
        result = to_plain(unreadable(exercise.spec, FAILED), needs_look=True)
        # For whoever mends it, in the marked notebook; nobody is shown it.
        return {**result, "failure": encodable(f"{type(error).__name__}: {error}"[:_FAILURE_LENGTH])}


def mark_one(exercise: Exercise, answer: str, tables: Tables) -> tuple[Result, bool]:
    """Mark one answer.

    Returns:
        The result, and whether the instructor has to look because the answer's process failed.
    """
    spec, key = exercise.spec, exercise.key
    if not exercise.kind.is_code:
        return mark_source(spec, key, answer), False
    if is_untouched(exercise, answer):
        return mark(spec, key, None), False
    if len(answer) > sanitize.MAX_CODE:
        return unreadable(spec, f"答案太长：这一格最多 {sanitize.MAX_CODE} 个字符。"), False
    each_key = keys(spec, cast(TableKey, key))
    ran = tables.run(
        answer, cast(TableSpec, spec)["result"], twice=any("elsewhere" in each for each in each_key)
    )
    if ran.message:
        return unreadable(spec, ran.message), ran.broken
    results = [(mark(spec, each, ran.value), each) for each in each_key]
    return best([_with_other_figures(result, each, ran.elsewhere) for result, each in results]), False


def _with_other_figures(result: Result, key: TableKey, elsewhere: plain_table.Plain | None) -> Result:
    """Return what a line earns where its result must come from the figures, and not be typed in.

    Args:
        result: what the line earned with the chapter's figures.
        key: of the exercise.
        elsewhere: what the line gave with other figures; it earns no more than that is worth.
    """
    if "elsewhere" not in key:
        return result
    share = 0.0
    if elsewhere is not None:
        share = plain_table.share_right(elsewhere, key["elsewhere"], ordered=key.get("ordered", False))[0]
    points = round(result.max_points * share, 4)
    if points >= result.points:
        return result
    messages = (COPIED,) if result.status == "right" else (*result.messages, COPIED)
    return replace(result, points=points, status="partial" if points else "wrong", messages=messages)


def is_untouched(exercise: Exercise, answer: str) -> bool:
    """Tell whether an answer is still what the release put there."""
    return same(answer, exercise.slot.stub)


def prepare(scheme: Scheme) -> None:
    """Make the rulebook of a chapter the active one in this process."""
    rulebook = scheme.surroundings.rulebook
    if "\n" not in rulebook:
        rulebooks.use(rulebook or rulebooks.DEFAULT)
        return
    with tempfile.TemporaryDirectory(prefix="shequ-") as folder:
        own = Path(folder) / "rulebook.toml"
        own.write_text(rulebook, encoding="utf-8")
        rulebooks.use(own)


def to_plain(result: Result, needs_look: bool) -> Record:
    """Return a result as plain data, for a file, another process or another machine."""
    return {
        "points": result.points,
        "max_points": result.max_points,
        "status": result.status,
        "messages": [encodable(message) for message in result.messages],
        "hint": result.hint,
        "explain": result.explain,
        "needs_look": needs_look,
    }


def is_result(value: object) -> TypeGuard[Record]:
    """Tell whether something that was read from a file has the form that `to_plain` gives."""
    if not isinstance(value, dict) or value.get("status") not in get_args(Status):
        return False
    points, full, texts = value.get("points"), value.get("max_points"), value.get("messages")
    return (
        isinstance(points, (int, float))
        and isinstance(full, (int, float))
        and 0 <= points <= full < math.inf
        and isinstance(texts, list)
        and all(
            isinstance(text, str) and is_encodable(text)
            for text in (*texts, value.get("hint"), value.get("explain"))
        )
        and isinstance(value.get("needs_look"), bool)
    )


def from_plain(value: Record) -> Result:
    """Return the result that `to_plain` wrote."""
    return Result(
        value["points"],
        value["max_points"],
        value["status"],
        tuple(value.get("messages", [])),
        value.get("hint", ""),
        value.get("explain", ""),
    )
