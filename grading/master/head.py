"""The head of an exercise: what its fields must be, whatever the kind, and when two texts are the same."""

from __future__ import annotations

import functools
import re
from typing import Any, Protocol

from shequ_lib.exercises.fold import fold

Head = dict[str, Any]
"""The fields of a head as they are written: texts, lists and mappings."""

_SIGNS = re.compile(r"[\W_]+")


class ExerciseError(ValueError):
    """The block of an exercise is refused; the message says what to do. `line` counts within the block."""

    def __init__(self, message: str, line: int = 1) -> None:
        super().__init__(message)
        self.line = line


class Run(Protocol):
    """Runs the code of a `table` answer, with the chapter's data or with other data."""

    def __call__(self, code: str, name: str, *, other: bool = False) -> Any:
        """Return the value of `name`."""


def wrong_entries(head: Head, fields: set[str]) -> list[dict[str, Any]]:
    """Return the entries of `wrong`, each of which has exactly these fields.

    Raises:
        ExerciseError: one of them has not.
    """
    return entries(head["wrong"], "wrong", fields)


def entries(
    given: Any, name: str, fields: set[str], further: frozenset[str] = frozenset()
) -> list[dict[str, Any]]:
    """Return the entries of a list in a head.

    Args:
        given: the list.
        name: what the field is called.
        fields: what each entry has.
        further: what an entry may have besides.

    Raises:
        ExerciseError: it is no list, or an entry has other fields.
    """
    if not isinstance(given, list):
        raise ExerciseError(f"{name} must be a list")
    for entry in given:
        if not isinstance(entry, dict) or not fields <= set(entry) <= fields | further:
            raise ExerciseError(f"each entry of {name} has {', '.join(sorted(fields))}; this one is {entry}")
    return given


def distinct(texts: Any, what: str, *, least: int) -> None:
    """Check that something is a list of texts that a person can tell apart.

    Raises:
        ExerciseError: it is not, or there are fewer than `least`.
    """
    if not isinstance(texts, list) or len(texts) < least:
        raise ExerciseError(f"{what}: at least {least}")
    if not all(isinstance(text, str) and fold(text) for text in texts):
        raise ExerciseError(f"{what}: one of them is no text")
    if len({fold(text) for text in texts}) != len(texts):
        raise ExerciseError(f"{what}: two are the same")


@functools.lru_cache(maxsize=16384)  # every exercise is compared with every other of its chapter
def bare(text: str) -> str:
    """Return the words of a text alone, folded: no punctuation, no Markdown, no white space."""
    return _SIGNS.sub("", fold(text))
