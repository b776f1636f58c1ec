"""A text has to be written; a person marks it."""

from __future__ import annotations

from typing import Any

from shequ_lib.exercises.kind import Kind, Spec
from shequ_lib.exercises.literal import AnswerError


class Essay(Kind):
    """An answer is a text."""

    is_by_hand = True

    def normalise(self, spec: Spec, value: Any) -> str:
        """Return the text as it is."""
        if not isinstance(value, str):
            raise AnswerError("请用文字作答。")
        return value

    def how_to(self, spec: Spec, variable: str) -> str:
        """Say where text is written."""
        return "请双击上面的文字格，把它换成你的回答。"


KIND = Essay()
