"""Several options may be right, and how many is not told."""

from __future__ import annotations

from shequ_lib.exercises.kind import Judgement, Kind
from shequ_lib.exercises.kinds.choice import OptionsKey, OptionsSpec, letters

_SHARE = 0.25  # of the points at most, for each right option of an incomplete answer


class Choices(Kind[OptionsSpec, OptionsKey[list[str]], list[str]]):
    """An answer is a list of letters."""

    def normalise(self, spec: OptionsSpec, value: object) -> list[str] | None:
        """Return the letters in order; None for nothing but commas."""
        return letters(spec, value) or None

    def judge(self, spec: OptionsSpec, key: OptionsKey[list[str]], value: list[str]) -> Judgement:
        """Give a share for each right option; one wrong option costs all, else choosing all would pay."""
        right = set(key["answer"])
        wrong = [letter for letter in value if letter not in right]
        if wrong:
            return 0.0, [f"{letter}：{key['options'][letter]}" for letter in wrong]
        if set(value) == right:
            return 1.0, [f"{letter}：{key['options'][letter]}" for letter in value]
        share = min(_SHARE, 1 / len(right)) * len(value)
        return share, [f"选的都对，但还没有选全，还差 {len(right) - len(value)} 项。"]

    def example(self, spec: OptionsSpec) -> str:
        """Return two letters."""
        return '["A", "C"]'


KIND = Choices()
