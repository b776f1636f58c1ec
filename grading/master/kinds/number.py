"""A number has to be worked out."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from html import escape
from typing import Any, TypeVar

from grading.master.head import Head, Run, bare, wrong_entries
from grading.master.kind import Authoring, Built, Mistake
from shequ_lib.exercises.kind import AnswerKey, SpecT, ValueT, WrongAnswer
from shequ_lib.exercises.kinds.number import NumberKey, NumberSpec
from shequ_lib.exercises.normalise import normalise
from shequ_lib.exercises.score import Result

LEAST = 10  # that a text can be said to hold; smaller numbers with a unit (3 项, 2 个) stand anywhere

SingleKeyT = TypeVar("SingleKeyT", bound=AnswerKey[Any, WrongAnswer[Any]])


class Single(Authoring[SpecT, SingleKeyT, ValueT]):
    """What kinds have in common whose answer is one value, right or wrong."""

    needs = Authoring.needs | {"answer"}

    def build(self, head: Head, spec: SpecT, key: SingleKeyT, run: Run) -> Built:
        """Read the value, and the wrong ones."""
        key["answer"] = normalise(spec, head["answer"])
        wrong = [(normalise(spec, e["answer"]), e["why"]) for e in wrong_entries(head, {"answer", "why"})]
        key["wrong"] = [{"answer": answer, "why": why} for answer, why in wrong]
        return Built(key["answer"], wrong)


class Number(Single[NumberSpec, NumberKey, float]):
    """A number with its unit."""

    fields = frozenset({"unit", "tolerance"})
    optional = frozenset({"tolerance"})

    def build(self, head: Head, spec: NumberSpec, key: NumberKey, run: Run) -> Built:
        """Read the number, its unit, and how far off an answer may be."""
        spec["unit"] = head["unit"]
        if "tolerance" in head:
            key["tolerance"] = float(head["tolerance"])
        return super().build(head, spec, key, run)

    def stands_in(self, spec: NumberSpec, key: NumberKey, texts: Sequence[str]) -> bool:
        """Tell whether texts hold the number with its unit."""
        figure = f"{key['answer']:g}{bare(spec['unit'])}"
        return key["answer"] >= LEAST and bool(re.search(rf"(?<!\d){figure}", "\n".join(texts)))

    def readable(self, spec: NumberSpec, value: float) -> str:
        """Return the number with its unit."""
        return escape(with_unit(value, spec["unit"]))

    def mistakes(self, spec: NumberSpec, key: NumberKey, value: float, result: Result) -> list[Mistake]:
        """Return the number."""
        return [Mistake(with_unit(value, spec["unit"]), "".join(result.messages), repr(value))]

    def spellings(self, spec: NumberSpec, key: NumberKey) -> list[object]:
        """Return the number with commas and unit."""
        return [f"{key['answer']:,} {spec['unit']}"]

    def guesses(self, spec: NumberSpec, key: NumberKey, draw: random.Random) -> list[float]:
        """Return numbers near by, and such as somebody gets who forgets a step."""
        right = key["answer"]
        return [right + 1, right - 1, right + 10, right * 2, right * 10]


def with_unit(value: float, unit: str) -> str:
    """Return a number with the unit of an exercise, or of a field."""
    return f"{value:,.10g} {unit}".strip()


KIND = Number()
