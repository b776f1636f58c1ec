"""A case is decided step by step: each decision has its consequence, and opens what comes next."""

from __future__ import annotations

import re
from typing import TypedDict

from shequ_lib.exercises.fold import fold, shown
from shequ_lib.exercises.kind import AnswerKey, Foreseen, Judgement, Kind, Spec
from shequ_lib.exercises.kinds.choice import letter_of
from shequ_lib.exercises.literal import AnswerError

END = 0  # stands for the next situation where there is none
_NUMBER = re.compile(r"(?:情形)?([0-9]{1,2})")


class Option(TypedDict):
    """What can be done, what comes of it, and to the situation of which number it leads (`END`: to none)."""

    text: str
    after: str
    then: int


class Step(TypedDict):
    """A situation: its heading, its document, and the options by their letters."""

    heading: str
    text: str
    options: dict[str, Option]


class DecideSpec(Spec):
    """The situations; their numbers count from 1."""

    steps: list[Step]


class DecideKey(AnswerKey[dict[str, str], Foreseen]):
    """The letters that are right, by number, and what is said of each option, by number and letter (`2B`)."""

    right: dict[str, str]
    options: dict[str, str]


class Decide(Kind[DecideSpec, DecideKey, dict[str, str]]):
    """An answer gives the situations that somebody came through, by their numbers, the letters chosen there.

    A decision leads to a situation with a higher number, or ends the case.
    """

    def normalise(self, spec: DecideSpec, value: object) -> dict[str, str] | None:
        """Return the decisions on the way from the first situation on; what is not on it is dropped."""
        if not isinstance(value, dict):
            raise AnswerError("请写明每个情形里选哪一项。")
        chosen = {}
        for name, answer in value.items():
            number = _number(spec, name)
            options = spec["steps"][number - 1]["options"]
            chosen[number] = "" if answer in (None, "") else letter_of(options, answer)
        way, number = {}, 1
        while number != END and chosen.get(number):
            way[str(number)] = chosen[number]
            number = following(spec, number, chosen[number])
        return way or None

    def judge(self, spec: DecideSpec, key: DecideKey, value: dict[str, str]) -> Judgement:
        """Give the share of right decisions, of as many as the case takes at least and as were made.

        A case that is not at its end lacks the decisions that would still bring it there.
        """
        least = least_decisions(spec, key)
        right, messages = 0, []
        for place, (number, letter) in enumerate(value.items(), start=1):
            is_right = letter in rights(key, number)
            right += is_right
            told = "选对了" if is_right else "选得不对"
            messages.append(f"第 {place} 步{told}：{_said(key, number, letter)}")
        *_, (last, letter) = value.items()
        open_ = least[following(spec, int(last), letter)]
        most = max(least[1], len(value) + open_)
        if right < most:
            so_far = "事情还没有办完，请接着往下选。" if open_ else ""
            messages.append(f"{so_far}选对 {right} 步，按 {most} 步算分。")
        return right / most, messages

    def example(self, spec: DecideSpec) -> str:
        """Return a decision in the first situation."""
        return '{"1": "A", …}'

    def how_to(self, spec: DecideSpec, variable: str) -> str:
        """Say how a way through the case is written."""
        return f"{super().how_to(spec, variable)}冒号左边写走到的情形的号码，右边写选项字母。"


def following(spec: DecideSpec, number: int, letter: str) -> int:
    """Return the number of the situation to which a decision leads, `END` if to none."""
    return spec["steps"][number - 1]["options"][letter]["then"]


def rights(key: DecideKey, number: str) -> str:
    """Return the letters that are right in a situation: its own, and those that are right besides."""
    return key["right"][number] + key["answer"].get(number, "")


def least_decisions(spec: DecideSpec, key: DecideKey) -> list[int]:
    """Return how many decisions it takes at least to the end, deciding rightly, from each situation on."""
    least = [0] * (len(spec["steps"]) + 1)
    for number in range(len(spec["steps"]), 0, -1):
        ways = rights(key, str(number))
        least[number] = 1 + min(least[following(spec, number, letter)] for letter in ways)
    return least


def _said(key: DecideKey, number: str, letter: str) -> str:
    """Return what is said of a decision; what was wrong when its reason was written may be right since."""
    is_right_since = letter in rights(key, number) and letter not in key["right"][number]
    return "这样办也对。" if is_right_since else key["options"][number + letter]


def _number(spec: DecideSpec, name: object) -> int:
    match = _NUMBER.fullmatch(fold(name)) if isinstance(name, str) else None
    if match is None or not 1 <= int(match[1]) <= len(spec["steps"]):
        raise AnswerError(f"“{shown(name)}”不是情形的号码，号码从 1 到 {len(spec['steps'])}。")
    return int(match[1])


KIND = Decide()
