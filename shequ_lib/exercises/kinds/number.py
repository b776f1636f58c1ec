"""A number has to be worked out."""

from __future__ import annotations

import math
import re
from typing import Any

from shequ_lib.exercises.fold import fold, shown
from shequ_lib.exercises.kind import Judgement, Key, Kind, Spec, listed
from shequ_lib.exercises.literal import MAX_NUMBER, AnswerError

_NUMBER = re.compile(r"[-+]?[0-9]{1,15}(\.[0-9]{1,9})?")


class Number(Kind):
    """An answer is a number."""

    def normalise(self, spec: Spec, value: Any) -> int | float:
        """Return the number: of any width, with or without its unit, with 万."""
        unit = spec.get("unit", "")
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

    def judge(self, spec: Spec, key: Key, value: float) -> Judgement:
        """Give all of the points or none; a number that is foreseen has its own reason."""
        if abs(value - key["answer"]) <= key.get("tolerance", 0):
            return 1.0, []
        side = "多" if value > key["answer"] else "少"
        return 0.0, listed(key, value) or [f"算得{side}了，请按规则逐步再算一遍。"]

    def example(self, spec: Spec) -> str:
        """Return a number."""
        return "12"


def _is_nan(value: float) -> bool:
    return isinstance(value, float) and math.isnan(value)  # a large whole number does not go into a float


KIND = Number()
