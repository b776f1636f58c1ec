"""What a kind of exercise is, for whoever answers it and whoever marks it.

What an author writes of it, and how it is proven, is the other half (`grading/master`): it is not needed
where answers are given, in a browser.
"""

from __future__ import annotations

from typing import Any

Spec = dict[str, Any]
"""The public part of an exercise: id, kind, points, and what its kind asks with (options, items, a unit)."""
Key = dict[str, Any]
"""The hidden part: the answer, further right answers, wrong ones with their messages, hint, explanation."""
Judgement = tuple[float, list[str]]
"""The share of the points, from 0 to 1, and what to say to the answer."""


class Kind:
    """One kind of exercise; each module of `kinds` holds one, as `KIND`.

    Attributes:
        is_code: the answer is lines of code, and what they give is judged.
        is_by_hand: the answer is a text that a person marks.
    """

    is_code = False
    is_by_hand = False

    @property
    def is_literal(self) -> bool:
        """Whether the answer cell holds a literal."""
        return not (self.is_code or self.is_by_hand)

    def normalise(self, spec: Spec, value: Any) -> Any:
        """Return an answer in the normal form, whatever way a person wrote it; None if nothing is answered.

        Args:
            spec: the public part of the exercise.
            value: what the answer cell holds; it is not empty.

        Raises:
            AnswerError: it is no answer of this kind; the message says what is.
        """
        raise NotImplementedError

    def judge(self, spec: Spec, key: Key, value: Any) -> Judgement:
        """Return what an answer in the normal form is worth, and what to say to it."""
        raise NotImplementedError

    def plain(self, value: Any) -> Any:
        """Return what an answer cell gave as plain data: only code gives anything else.

        Raises:
            AnswerError: it is nothing that can be judged.
        """
        return value

    def further(self, right: Any) -> Key:
        """Return what a further right answer, as it stands under `also`, changes of the key."""
        return {"answer": right}

    def example(self, spec: Spec) -> str:
        """Return a literal that shows how an answer is written."""
        return "{…}"

    def how_to(self, spec: Spec, variable: str) -> str:
        """Return one line for a front end that draws no forms: what to write into the answer cell."""
        return f"答案写在上面那一格，形如：{variable} = {self.example(spec)}，写好按 Shift+Enter。"


def listed(key: Key, value: Any) -> list[str]:
    """Return what the key says to an answer that it foresees as wrong."""
    return [wrong["why"] for wrong in key["wrong"] if wrong["answer"] == value]
