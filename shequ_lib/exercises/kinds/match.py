"""Each item has to be given a target."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Generic, TypeAlias, TypeVar

from shequ_lib.exercises.fold import one_of
from shequ_lib.exercises.kind import AnswerKey, Foreseen, Judgement, Kind, RightT, Spec
from shequ_lib.exercises.literal import AnswerError

EntryT = TypeVar("EntryT")  # what stands beside an item, in the normal form


class WrongItem(Foreseen, Generic[RightT]):
    """A wrong answer for one item."""

    item: str
    answer: RightT


ItemKey: TypeAlias = AnswerKey[dict[str, str], WrongItem[str]]


class ItemsSpec(Spec):
    """What is given something, in the order in which it is shown."""

    items: list[str]


class MatchSpec(ItemsSpec):
    """What the items can be given."""

    targets: list[str]


class Match(Kind[MatchSpec, ItemKey, dict[str, str]]):
    """An answer gives items their targets; some may be missing."""

    def normalise(self, spec: MatchSpec, value: object) -> dict[str, str] | None:
        """Return the targets by item, as the exercise writes both."""
        return fields(value, spec["items"], lambda _, answer: one_of(answer, spec["targets"], "可选的答案"))

    def judge(self, spec: MatchSpec, key: ItemKey, value: dict[str, str]) -> Judgement:
        """Give points item by item."""
        return judge_items(key, value)

    def example(self, spec: MatchSpec) -> str:
        """Return the first items with a place for their targets."""
        return in_fields(spec["items"], "…")


def fields(
    value: object, names: list[str], answer_of: Callable[[str, Any], EntryT]
) -> dict[str, EntryT] | None:
    """Return an answer that gives something to each of some names, in their order; None if to none.

    Args:
        value: what a person wrote.
        names: as the exercise writes them.
        answer_of: brings what is given to a name into the normal form; "" if that is nothing.

    Raises:
        AnswerError: it is no such answer.
    """
    if not isinstance(value, dict):
        raise AnswerError(f"请逐项作答：{'、'.join(names)}。")
    answers = {one_of(name, names, "题目里的项目"): answer for name, answer in value.items()}
    given = {name: answer_of(name, answers[name]) for name in names if answers.get(name) not in (None, "")}
    return {name: answer for name, answer in given.items() if answer != ""} or None


def judge_items(key: ItemKey, value: dict[str, str]) -> Judgement:
    """Return the share of names that have what the key gives them; a reason for each that has not."""
    right = [name for name, answer in key["answer"].items() if value.get(name) == answer]
    messages = []
    for name, answer in value.items():
        if name not in right:
            foreseen = [w["why"] for w in key["wrong"] if w["item"] == name and w["answer"] == answer]
            messages += foreseen or [f"“{name}”这一项不对，请再想想。"]
    missing = [name for name in key["answer"] if name not in value]
    if missing:
        messages.append(f"还没有作答：{'、'.join(missing)}。")
    return len(right) / len(key["answer"]), messages


def in_fields(names: Iterable[str], value: str) -> str:
    """Return how an answer to the first of some names is written."""
    return "{" + ", ".join(f'"{name}": "{value}"' for name in list(names)[:2]) + ", …}"


KIND = Match()
