"""Several options may be right: every wrong one is foreseen, and every answer that is not complete."""

from __future__ import annotations

import random

from grading.common.draws import shuffled
from grading.master.head import ExerciseError, Head, Run
from grading.master.kind import INCOMPLETE, Built, Mistake, Rights, without_yes
from grading.master.kinds.choice import ByLetter, options
from shequ_lib.exercises.kinds.choice import OptionsKey, OptionsSpec
from shequ_lib.exercises.score import Result

_DRAWN = 8  # answers of made-up trainees


class Choices(ByLetter[list[str]]):
    """How many options are right is free, so that nobody counts on it."""

    least_wrong = 0
    rights: Rights = "several"

    def build(self, head: Head, spec: OptionsSpec, key: OptionsKey[list[str]], run: Run) -> Built:
        """Read the options; what is right with one wrong option is a wrong answer."""
        right = options(head, spec, key)
        if not 1 <= len(right) < len(spec["options"]):
            raise ExerciseError("choices has at least one right option and at least one wrong one")
        key["answer"] = right
        wrong = [(sorted([*right, x]), why) for x, why in key["options"].items() if x not in right]
        # Incomplete answers are right as far as they go, and must earn less than the whole set.
        return Built(right, [*wrong, *(([letter], INCOMPLETE) for letter in right if len(right) > 1)])

    def mistakes(
        self, spec: OptionsSpec, key: OptionsKey[list[str]], value: list[str], result: Result
    ) -> list[Mistake]:
        """Return each option that is too many, and each that is missing."""
        texts, whys = spec["options"], key["options"]
        chosen = [letter for letter in value if letter not in key["answer"]]
        missing = [letter for letter in key["answer"] if letter not in value]
        return [
            *(Mistake(f"多选了 {x}. {texts[x]}", whys[x], f"+{x}") for x in chosen),
            *(Mistake(f"漏选了 {x}. {texts[x]}", _also(whys[x]), f"-{x}") for x in missing),
        ]

    def guesses(self, spec: OptionsSpec, key: OptionsKey[list[str]], draw: random.Random) -> list[list[str]]:
        """Return sets of options, and the right ones without some."""
        letters, right = list(spec["options"]), key["answer"]
        made = [sorted(shuffled(draw, letters)[: 1 + int(draw.random() * 3)]) for _ in range(_DRAWN)]
        short = [*(right[:place] for place in range(2, len(right))), right[1:], right[2:]]
        return [*made, *(answer for answer in short if answer)]


def _also(why: str) -> str:
    """Return what the course says to a right option, for somebody who left it out: without its “对，”."""
    return f"这一项也要选：{without_yes(why)}".rstrip("：")


KIND = Choices()
