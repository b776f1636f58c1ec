"""Each item has to be given a target; `schedule` and `sort` are written in the same way, item by item."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any, TypeVar

from grading.common.draws import pick, shuffled
from grading.master.head import ExerciseError, Head, Run, bare, distinct, wrong_entries
from grading.master.kind import Authoring, Built, Mistake
from shequ_lib.exercises.fold import fold
from shequ_lib.exercises.kind import AnswerKey, Spec, SpecT
from shequ_lib.exercises.kinds.match import EntryT, ItemKey, ItemsSpec, MatchSpec
from shequ_lib.exercises.normalise import normalise
from shequ_lib.exercises.score import Result

LEAST_PAIRS = 2  # that texts hold; one pair may meet by chance
_DRAWN = 8  # answers of made-up trainees
_PARTS = re.compile(r"\s*[;；\n]\s*")

NamesKeyT = TypeVar("NamesKeyT", bound=AnswerKey[Any, Any])
ItemsSpecT = TypeVar("ItemsSpecT", bound=ItemsSpec)


class ByName(Authoring[SpecT, NamesKeyT, dict[str, EntryT]]):
    """What kinds have in common whose answer gives something to each of some names."""

    def further(self, entry: Any, head: Head, spec: SpecT, key: NamesKeyT, run: Run) -> object:
        """Return the right answer with the items that another one has differently."""
        if not isinstance(entry, dict):
            raise ExerciseError("also: a further answer maps the items that differ to what is right, too")
        return {**key["answer"], **normalise(spec, entry)}

    def typed(self, text: str) -> dict[str, str]:
        """Return what stands on the two sides of each equals sign."""
        pairs = [part.partition("=") for part in _PARTS.split(text.strip().replace("＝", "=")) if part]
        return {left.strip(): right.strip() for left, _, right in pairs}

    def is_whole(self, key: NamesKeyT, answer: dict[str, EntryT] | None) -> bool:
        """Tell whether each item has something."""
        return len(answer or ()) == len(key["answer"])


class ByItem(ByName[SpecT, ItemKey, str]):
    """What `match`, `sort` and `schedule` have in common: texts by item, foreseen wrong item by item."""

    def readable(self, spec: SpecT, value: dict[str, str]) -> str:
        """Return a table, an item in a row."""
        return rows(value)

    def mistakes(self, spec: SpecT, key: ItemKey, value: dict[str, str], result: Result) -> list[Mistake]:
        """Return each item that was given something wrong, or nothing."""
        pieces = []
        for name, right in key["answer"].items():
            given = value.get(name)
            if given is None:
                pieces.append(Mistake(f"“{name}”没有作答", "", f"{name}|"))
            elif given != right:
                why = [
                    each["why"] for each in key["wrong"] if (each["item"], each["answer"]) == (name, given)
                ]
                pieces.append(Mistake(f"{name} → {given}", "".join(why), f"{name}|{given}"))
        return pieces


class ByTarget(ByItem[ItemsSpecT]):
    """What `match` and `sort` have in common: what each item can be given stands in a list."""

    second = "每一项都要写，如 甲=乙；丙=丁。"

    def targets(self, spec: ItemsSpecT) -> list[str]:
        """Return what each item can be given."""
        raise NotImplementedError

    def shown(self, spec: ItemsSpecT) -> list[str]:
        """Return the items and their targets."""
        return [*spec["items"], *self.targets(spec)]

    def pairs(self, spec: ItemsSpecT, key: ItemKey) -> tuple[Mapping[str, str], Sequence[str]]:
        """Return the target of each item, and all targets."""
        return key["answer"], self.targets(spec)

    def stands_in(self, spec: ItemsSpecT, key: ItemKey, texts: Sequence[str]) -> bool:
        """Tell whether some items stand in one text with their targets."""
        pairs = [(bare(item), bare(target)) for item, target in key["answer"].items()]
        return sum(any(a in text and b in text for text in texts) for a, b in pairs) >= LEAST_PAIRS

    def guesses(self, spec: ItemsSpecT, key: ItemKey, draw: random.Random) -> list[dict[str, str]]:
        """Return answers in which some items have been given any target."""
        return item_guesses(key, draw, lambda _right: pick(draw, self.targets(spec)))


class Match(ByTarget[MatchSpec]):
    """Items with their targets; some targets may be spare."""

    fields = frozenset({"items", "distractors"})
    optional = frozenset({"distractors"})

    def targets(self, spec: MatchSpec) -> list[str]:
        """Return the right-hand texts."""
        return spec["targets"]

    def build(self, head: Head, spec: MatchSpec, key: ItemKey, run: Run) -> Built:
        """Read the items, and shuffle what they can be given."""
        items = head["items"]
        if not isinstance(items, dict) or len(items) < 2:
            raise ExerciseError("items must map at least two left-hand texts to their right-hand texts")
        targets = sorted({*items.values(), *head.get("distractors", [])}, key=fold)
        random.Random(spec["id"]).shuffle(targets)
        distinct(targets, "the right-hand texts", least=2)
        spec["items"], spec["targets"], key["answer"] = list(items), targets, items
        return Built(items, item_wrongs(head, spec, key))

    def below(self, spec: MatchSpec) -> str:
        """Return the items, and what they can be given."""
        lines = [f"- {item} → ？" for item in spec["items"]]
        return "\n".join([*lines, "- 可选：", *(f"  - {target}" for target in spec["targets"])])


def rows(texts: Mapping[str, str]) -> str:
    """Return a table as HTML, a name with its text in a row."""
    made = (f"<tr><th>{escape(name)}</th><td>{escape(text)}</td></tr>" for name, text in texts.items())
    return f"<table>{''.join(made)}</table>"


def item_wrongs(head: Head, spec: Spec, key: ItemKey) -> list[tuple[dict[str, str], str]]:
    """Read wrong answers of single items into the key; return each within an answer that is right otherwise.

    Raises:
        ExerciseError: one of them has other fields.
    """
    key["wrong"], wrong = [], []
    for entry in wrong_entries(head, {"item", "answer", "why"}):
        one = normalise(spec, {entry["item"]: entry["answer"]})
        (item, answer), *_ = one.items()
        key["wrong"].append({"item": item, "answer": answer, "why": entry["why"]})
        wrong.append(({**key["answer"], item: answer}, entry["why"]))
    return wrong


def item_guesses(key: ItemKey, draw: random.Random, wrong: Callable[[str], str]) -> list[dict[str, str]]:
    """Return answers item by item: some of them wrong, some of them missing, and a few all wrong."""
    right = key["answer"]
    made: list[dict[str, str]] = []
    for _ in range(_DRAWN):
        spoiled = shuffled(draw, list(right))[: 1 + int(draw.random() * 3)]
        made.append({name: wrong(answer) if name in spoiled else answer for name, answer in right.items()})
    missing = pick(draw, list(right))
    made.append({name: answer for name, answer in right.items() if name != missing})
    for _ in range(_DRAWN // 2):
        made.append({name: wrong(answer) for name, answer in right.items()})
    return made


KIND = Match()
