"""One option of several is right."""

from __future__ import annotations

from collections.abc import Collection
from typing import Generic

from shequ_lib.exercises.fold import fold, shown
from shequ_lib.exercises.kind import AnswerKey, Foreseen, Judgement, Kind, RightT, Spec
from shequ_lib.exercises.literal import AnswerError


class OptionsSpec(Spec):
    """What each option says, by its letter."""

    options: dict[str, str]


class OptionsKey(AnswerKey[RightT, Foreseen], Generic[RightT]):
    """What is said to whoever chose an option, by its letter."""

    options: dict[str, str]


class Choice(Kind[OptionsSpec, OptionsKey[str], str]):
    """An answer is the letter of an option."""

    def normalise(self, spec: OptionsSpec, value: object) -> str:
        """Return the letter."""
        chosen = letters(spec, value)
        if len(chosen) != 1:
            raise AnswerError("这是单选题，只选一项。")
        return chosen[0]

    def judge(self, spec: OptionsSpec, key: OptionsKey[str], value: str) -> Judgement:
        """Give all of the points or none; each option has its own reason."""
        return float(value == key["answer"]), [key["options"][value]]

    def example(self, spec: OptionsSpec) -> str:
        """Return a letter."""
        return '"B"'


def letters(spec: OptionsSpec, value: object) -> list[str]:
    """Return the letters of the chosen options, in the order of the alphabet.

    Raises:
        AnswerError: something is not the letter of an option.
    """
    options = spec["options"]
    if isinstance(value, str):
        value = [letter for letter in fold(value).upper() if letter not in ",、;和"]
    if not isinstance(value, (list, tuple, set)):
        raise AnswerError(f"请写选项字母，如 {next(iter(options))}。")
    return sorted({letter_of(options, item) for item in value})


def letter_of(options: Collection[str], given: object) -> str:
    """Return the letter that somebody wrote.

    Raises:
        AnswerError: it is not that of an option.
    """
    letter = fold(given).upper() if isinstance(given, str) else ""
    if letter not in options:
        raise AnswerError(f"没有选项“{shown(given)}”，可选的是 {'、'.join(options)}。")
    return letter


KIND = Choice()
