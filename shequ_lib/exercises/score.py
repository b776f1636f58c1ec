"""Points and messages for an answer: the one place where answers are judged.

The notebook's own check, the proofs of the masters and the grading of a class all call `mark`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, cast

from shequ_lib.exercises import kinds, literal
from shequ_lib.exercises.kind import Key, KeyT, Spec
from shequ_lib.exercises.literal import AnswerError
from shequ_lib.exercises.normalise import normalise

Status = Literal["unanswered", "unreadable", "wrong", "partial", "right"]

UNANSWERED = "未作答"
BOTH = "这道题有两种答案都算对。"


@dataclass(frozen=True)
class Result:
    """What an answer earned and what to tell the trainee."""

    points: float
    max_points: float
    status: Status
    messages: tuple[str, ...] = ()
    hint: str = ""
    explain: str = ""


def mark_source(spec: Spec, key: Key, source: str) -> Result:
    """Mark the text of an answer cell that holds a literal (every kind but `table` and `essay`)."""
    try:
        value = literal.read(spec["id"], source)
    except AnswerError as error:
        return unreadable(spec, str(error))
    return mark(spec, key, value)


def mark(spec: Spec, key: Key, value: object) -> Result:
    """Mark an answer.

    Args:
        spec: the public part of the exercise (kind, points, options, …).
        key: the hidden part (answer, further right answers under `also`, wrong answers with their messages,
            hint, explanation).
        value: what the answer cell holds; for a `table`, plain data or what pandas gave.

    Returns:
        The result; an answer that cannot be read earns 0 and says why, it never raises.
    """
    points = float(spec["points"])
    try:
        value = normalise(spec, kinds.of(spec["kind"]).plain(value))
    except AnswerError as error:
        return unreadable(spec, str(error))
    if value is None:
        return Result(0.0, points, "unanswered", (UNANSWERED,))
    return best([_judged(spec, each, value) for each in keys(spec, key)])


def keys(spec: Spec, key: KeyT) -> list[KeyT]:
    """Return the key of each right answer that an exercise has, its own first.

    A further right answer is what `answer` would be, of a `table` what `expected` and `elsewhere` would be.
    The foreseen wrong answers are wrong by the exercise's own answer, so they say nothing of the others.
    """
    written: Key = key
    own = {name: value for name, value in written.items() if name != "also"}
    common = {name: value for name, value in own.items() if name not in ("expected", "elsewhere")}
    also = written.get("also", [])
    further = [kinds.of(spec["kind"]).further(each) for each in also]
    return cast("list[KeyT]", [own, *({**common, "wrong": [], **each} for each in further)])


def best(results: Sequence[Result]) -> Result:
    """Return what an answer earns by the right answer that earns it most, of the results by each (`keys`)."""
    found = max(results, key=lambda result: result.points)  # of equal ones the first
    return replace(found, messages=(BOTH,)) if found.status == "right" and found is not results[0] else found


def _judged(spec: Spec, key: Key, value: Any) -> Result:
    points = float(spec["points"])
    share, messages = kinds.of(spec["kind"]).judge(spec, key, value)
    status: Status = "right" if share == 1 else "partial" if share > 0 else "wrong"
    return Result(
        round(points * share, 4), points, status, tuple(messages), key.get("hint", ""), key.get("explain", "")
    )


def unreadable(spec: Spec, message: str) -> Result:
    """Return the result of an answer that cannot be read: no points, and what to put right."""
    return Result(0.0, float(spec["points"]), "unreadable", (message,))
