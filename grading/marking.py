"""Step two of grading: mark the answers. Literals are read, never run; lines of pandas run inside walls.

Everything here takes plain data and gives plain data, so that it runs in any process on any machine.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from grading import sanitize
from grading.sandbox.tables import Tables
from grading.scheme import Exercise, Scheme
from shequ_lib import rulebook as rulebooks
from shequ_lib.answer_cells import course_metadata
from shequ_lib.exercises.normalise import fold
from shequ_lib.exercises.score import Result, mark, mark_source, unreadable
from shequ_lib.script import using


@dataclass(frozen=True)
class Marked:
    """What a submission earned.

    Attributes:
        answers: the text of each answer, by exercise.
        results: what each exercise but the essays earned, by exercise, as `to_plain` gives it.
        repairs: what had to be put right in the file, for the trainee.
    """

    answers: dict[str, str]
    results: dict[str, dict[str, Any]]
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
    noted = course_metadata(notebook).get("repairs")
    repairs = tuple(map(str, noted)) if isinstance(noted, list) else taken.repairs
    return Marked(taken.answers, mark_answers(scheme, taken.answers, tables), repairs)


def mark_answers(scheme: Scheme, answers: Mapping[str, str], tables: Tables) -> dict[str, dict[str, Any]]:
    """Mark the answers that were taken from a submission; return the results by exercise as plain data."""
    with using(scheme.surroundings.script):
        return {
            name: to_plain(*mark_one(exercise, answers[name], tables))
            for name, exercise in scheme.exercises.items()
            if exercise.spec["kind"] != "essay"
        }


def mark_one(exercise: Exercise, answer: str, tables: Tables) -> tuple[Result, bool]:
    """Mark one answer.

    Returns:
        The result, and whether the instructor has to look because the answer's process failed.
    """
    spec, key = exercise.spec, exercise.key
    if spec["kind"] != "table":
        return mark_source(spec, key, answer), False
    if is_untouched(exercise, answer):
        return mark(spec, key, None), False
    ran = tables.run(answer, spec["result"])
    if ran.message:
        return unreadable(spec, ran.message), ran.broken
    return mark(spec, key, ran.value), False


def is_untouched(exercise: Exercise, answer: str) -> bool:
    """Tell whether an answer is still what the release put there."""
    return fold(answer) == fold(exercise.slot.stub)


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


def to_plain(result: Result, needs_look: bool) -> dict[str, Any]:
    """Return a result as plain data, for a file, another process or another machine."""
    return {**asdict(result), "messages": list(result.messages), "needs_look": needs_look}


def from_plain(value: Mapping[str, Any]) -> Result:
    """Return the result that `to_plain` wrote."""
    known = {
        name: value[name] for name in ("points", "max_points", "status", "hint", "explain") if name in value
    }
    return Result(**known, messages=tuple(value.get("messages", ())))
