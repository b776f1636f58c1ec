"""A number has to be worked out."""

from __future__ import annotations

import math
import re
from typing import NotRequired

from shequ_lib.exercises.fold import fold, shown
from shequ_lib.exercises.kind import AnswerKey, Judgement, Kind, Spec, WrongAnswer, listed
from shequ_lib.exercises.literal import MAX_NUMBER, AnswerError

_NUMBER = re.compile(r"[-+]?[0-9]{1,15}(\.[0-9]{1,9})?")


class NumberSpec(Spec):
    """What is counted."""

    unit: str


class NumberKey(AnswerKey[float, WrongAnswer[float]]):
    """By how much an answer may be off."""

    tolerance: NotRequired[float]


class Number(Kind[NumberSpec, NumberKey, float]):
    """An answer is a number."""

    def normalise(self, spec: NumberSpec, value: object) -> int | float:
        """Return the number: of any width, with or without its unit, with 万."""
        return plain_number(value, spec.get("unit", ""))

    def judge(self, spec: NumberSpec, key: NumberKey, value: float) -> Judgement:
        """Give all of the points or none; a number that is foreseen has its own reason."""
        if abs(value - key["answer"]) <= key.get("tolerance", 0):
            return 1.0, []
        side = "多" if value > key["answer"] else "少"
        return 0.0, listed(key, value) or [f"算得{side}了，请按规则逐步再算一遍。"]

    def example(self, spec: NumberSpec) -> str:
        """Return a number."""
        return "12"


def plain_number(value: object, unit: str) -> int | float:
    """Return the number that somebody wrote: of any width, with or without its unit, with 万.

    Raises:
        AnswerError: it is none.
    """
    if isinstance(value, str):
        text = fold(value).replace(",", "").removesuffix(fold(unit))
        plain = text.removesuffix("万")
        if not _NUMBER.fullmatch(plain):
            raise AnswerError(f"“{shown(value)}”不是数字，请只写数字，如 12。")
        value = float(plain if plain == text else f"{plain}e4")  # 1.13 times 10000 would be a little less
    if isinstance(value, bool) or not isinstance(value, (int, float)) or _is_nan(value):
        raise AnswerError(f"“{shown(value)}”不是数字，请只写数字，如 12。")
    if abs(value) > MAX_NUMBER:
        raise AnswerError("这个数太大，请核对是否多写了数字。")
    return int(value) if float(value).is_integer() else value


def _is_nan(value: float) -> bool:
    return isinstance(value, float) and math.isnan(value)  # a large whole number does not go into a float


KIND = Number()
