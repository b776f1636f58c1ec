"""A text has to be written; a person marks it."""

from __future__ import annotations

from typing import Any, NotRequired, TypedDict

from shequ_lib.exercises.kind import Foreseen, KeyOf, Kind, Spec
from shequ_lib.exercises.literal import AnswerError


class EssaySpec(Spec):
    """The rubric: each criterion with its levels, `[[criterion, [[points, what], …]], …]`."""

    rubric: list[list[Any]]
    min_chars: NotRequired[int]


class Middle(TypedDict):
    """A text that is not there yet: what it earns by criterion, and what it lacks."""

    points: list[int]
    why: str
    text: str


class Samples(TypedDict):
    """A text of the top level, and one of the middle."""

    top: str
    middle: Middle


class EssayKey(KeyOf[str, Foreseen]):
    """Nothing to judge by: a person does."""

    samples: Samples


class Essay(Kind[EssaySpec, EssayKey, str]):
    """An answer is a text."""

    is_by_hand = True

    def normalise(self, spec: EssaySpec, value: object) -> str:
        """Return the text as it is."""
        if not isinstance(value, str):
            raise AnswerError("请用文字作答。")
        return value

    def how_to(self, spec: EssaySpec, variable: str) -> str:
        """Say where text is written."""
        return "请双击上面的文字格，把它换成你的回答。"


KIND = Essay()
