"""One option of several is right: every other one is foreseen."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Generic, TypeVar

from grading.master.head import ExerciseError, Head, Run, bare
from grading.master.kind import Authoring, Built, Mistake, Rights
from shequ_lib.exercises.fold import fold
from shequ_lib.exercises.kinds.choice import OptionsKey, OptionsSpec
from shequ_lib.exercises.score import Result

LETTERS = "ABCDEFGH"
LEAST = 3  # characters of an option that a text can be said to hold; shorter ones stand anywhere

LettersT = TypeVar("LettersT", bound=Sequence[str])


class ByLetter(Authoring[OptionsSpec, OptionsKey[LettersT], LettersT], Generic[LettersT]):
    """What `choice` and `choices` have in common: each option says why it is wrong, or right."""

    fields = frozenset({"options"})
    needs = frozenset({"hint", "explain"})

    def below(self, spec: OptionsSpec) -> str:
        """Return the options with their letters."""
        return "\n".join(f"- {letter}. {option}" for letter, option in spec["options"].items())

    def secrets(self, key: OptionsKey[LettersT]) -> list[str]:
        """Return what is said of each option."""
        return list(key["options"].values())

    def shown(self, spec: OptionsSpec) -> list[str]:
        """Return the options."""
        return list(spec["options"].values())

    def right_and_wrong(self, spec: OptionsSpec, key: OptionsKey[LettersT]) -> tuple[list[str], list[str]]:
        """Return the options that belong to a right answer, and the others."""
        letters = {letter for answer in [key["answer"], *key.get("also", [])] for letter in answer}
        return (
            [text for letter, text in spec["options"].items() if letter in letters],
            [text for letter, text in spec["options"].items() if letter not in letters],
        )

    def stands_in(self, spec: OptionsSpec, key: OptionsKey[LettersT], texts: Sequence[str]) -> bool:
        """Tell whether texts hold all that is right and nothing wrong, or the other way round."""
        everything = "\n".join(texts)
        right, wrong = ([bare(text) for text in side] for side in self.right_and_wrong(spec, key))
        return _alone(right, wrong, everything) or (len(wrong) > 1 and _alone(wrong, right, everything))

    def readable(self, spec: OptionsSpec, value: LettersT) -> str:
        """Return the chosen options, each in a line."""
        return "<br>".join(escape(f"{letter}. {spec['options'][letter]}") for letter in value)


class Choice(ByLetter[str]):
    """One of the options is right."""

    rights: Rights = "one"

    def build(self, head: Head, spec: OptionsSpec, key: OptionsKey[str], run: Run) -> Built:
        """Read the options; every one that is not right is a wrong answer."""
        right = options(head, spec, key)
        if len(right) != 1:
            raise ExerciseError(f"a choice has exactly one right option, this one has {len(right)}")
        key["answer"] = right[0]
        return Built(right[0], [(x, why) for x, why in key["options"].items() if x not in right])

    def mistakes(self, spec: OptionsSpec, key: OptionsKey[str], value: str, result: Result) -> list[Mistake]:
        """Return the chosen option, with what is said of it."""
        return [Mistake(f"{value}. {spec['options'][value]}", key["options"][value], value)]

    def spellings(self, spec: OptionsSpec, key: OptionsKey[str]) -> list[object]:
        """Return the letter as many people type it."""
        return [key["answer"].lower()]


def options(head: Head, spec: OptionsSpec, key: OptionsKey[LettersT]) -> list[str]:
    """Read the options into spec and key; return the letters of the right ones.

    Raises:
        ExerciseError: too few, two that are the same, or one without a reason.
    """
    given = head["options"]
    if not isinstance(given, list) or not 3 <= len(given) <= len(LETTERS):
        raise ExerciseError(f"give three to {len(LETTERS)} options")
    right, seen = [], set()
    spec["options"], key["options"] = {}, {}
    for letter, option in zip(LETTERS, given, strict=False):
        if not isinstance(option, dict) or not {"text", "why"} <= set(option) <= {"text", "why", "right"}:
            raise ExerciseError(f"option {letter} needs text and why (and right: true where it is right)")
        if fold(option["text"]) in seen:
            raise ExerciseError(f"option {letter} is a duplicate: “{option['text']}”")
        seen.add(fold(option["text"]))
        spec["options"][letter], key["options"][letter] = option["text"], option["why"]
        if option.get("right") == "true":
            right.append(letter)
    return right


def _alone(these: Sequence[str], others: Sequence[str], text: str) -> bool:
    return all(len(each) >= LEAST and each in text for each in these) and not any(
        each in text for each in others
    )


KIND = Choice()
