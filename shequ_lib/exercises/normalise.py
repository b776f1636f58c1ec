"""Bring an answer into the normal form of its kind, whatever way a person wrote it.

The page does the same (`labextension/src/answers/normalise.ts`): what a form shows is what will be marked.
`tests/data/answer_cases.json` holds cases that both must pass.
"""

from __future__ import annotations

from typing import Any

from shequ_lib.exercises import kinds
from shequ_lib.exercises.kind import Spec


def normalise(spec: Spec, value: object) -> Any:
    """Return `value` in the normal form of `spec["kind"]`, or None where nothing is answered.

    Args:
        spec: the public part of an exercise.
        value: what the answer cell holds; for a `table`, plain data (see `plain_table`).

    Raises:
        AnswerError: the value is not an answer of this kind; the message says what is.
    """
    return None if is_nothing(value) else kinds.of(spec["kind"]).normalise(spec, value)


def is_nothing(value: object) -> bool:
    """Tell whether a value is nothing at all, whatever was asked for."""
    return value is None or (isinstance(value, (str, list, tuple, dict, set)) and not value)
