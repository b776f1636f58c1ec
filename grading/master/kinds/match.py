"""Each item has to be given a target; `schedule` and `sort` are written in the same way, item by item."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any

from grading.draws import pick, shuffled
from grading.master.head import ExerciseError, Head, Run, bare, distinct, wrong_entries
from grading.master.kind import Authoring, Built, Mistake
from shequ_lib.exercises.fold import fold
from shequ_lib.exercises.kind import Key, Spec
from shequ_lib.exercises.normalise import normalise
from shequ_lib.exercises.score import Result

LEAST_PAIRS = 2  # that texts hold; one pair may meet by chance
_DRAWN = 8  # answers of made-up trainees
_PARTS = re.compile(r"\s*[;；\n]\s*")


class ByItem(Authoring):
    """What kinds have in common whose answer gives something to each of some names."""

    def further(self, entry: Any, head: Head, spec: Spec, key: Key, run: Run) -> Any:
        """Return the right answer with the items that another one has differently."""
        if not isinstance(entry, dict):
            raise ExerciseError("also: a further answer maps the items that differ to what is right, too")
        return {**key["answer"], **normalise(spec, entry)}

    def readable(self, spec: Spec, value: Any) -> str:
        """Return a table, an item in a row."""
        rows = (f"<tr><th>{escape(name)}</th><td>{escape(text)}</td></tr>" for name, text in value.items())
        return f"<table>{''.join(rows)}</table>"

    def mistakes(self, spec: Spec, key: Key, value: Any, result: Result) -> list[Mistake]:
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

    def typed(self, text: str) -> Any:
        """Return what stands on the two sides of each equals sign."""
        pairs = [part.partition("=") for part in _PARTS.split(text.strip().replace("＝", "=")) if part]
        return {left.strip(): right.strip() for left, _, right in pairs}

    def is_whole(self, key: Key, answer: Any) -> bool:
        """Tell whether each item has something."""
        return len(answer or ()) == len(key["answer"])


class ByTarget(ByItem):
    """What `match` and `sort` have in common: what each item can be given stands in a list.

    Attributes:
        targets: what the list is called in the spec.
    """

    targets = "targets"
    second = "每一项都要写，如 甲=乙；丙=丁。"

    def shown(self, spec: Spec) -> list[str]:
        """Return the items and their targets."""
        return [*spec["items"], *spec[self.targets]]

    def pairs(self, spec: Spec, key: Key) -> tuple[Mapping[str, str], Sequence[str]]:
        """Return the target of each item, and all targets."""
        return key["answer"], spec[self.targets]

    def stands_in(self, spec: Spec, key: Key, texts: Sequence[str]) -> bool:
        """Tell whether some items stand in one text with their targets."""
        pairs = [(bare(item), bare(target)) for item, target in key["answer"].items()]
        return sum(any(a in text and b in text for text in texts) for a, b in pairs) >= LEAST_PAIRS

    def guesses(self, spec: Spec, key: Key, draw: random.Random) -> list[Any]:
        """Return answers in which some items have been given any target."""
        return item_guesses(key, draw, lambda _right: pick(draw, spec[self.targets]))


class Match(ByTarget):
    """Items with their targets; some targets may be spare."""

    fields = frozenset({"items", "distractors"})
    optional = frozenset({"distractors"})

    def build(self, head: Head, spec: Spec, key: Key, run: Run) -> Built:
        """Read the items, and shuffle what they can be given."""
        items = head["items"]
        if not isinstance(items, dict) or len(items) < 2:
            raise ExerciseError("items must map at least two left-hand texts to their right-hand texts")
        targets = sorted({*items.values(), *head.get("distractors", [])}, key=fold)
        random.Random(spec["id"]).shuffle(targets)
        distinct(targets, "the right-hand texts", least=2)
        spec["items"], spec["targets"], key["answer"] = list(items), targets, items
        return Built(items, item_wrongs(head, spec, key))

    def below(self, spec: Spec) -> str:
        """Return the items, and what they can be given."""
        lines = [f"- {item} → ？" for item in spec["items"]]
        return "\n".join([*lines, "- 可选：", *(f"  - {target}" for target in spec["targets"])])


def item_wrongs(head: Head, spec: Spec, key: Key) -> list[tuple[Any, str]]:
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


def item_guesses(key: Key, draw: random.Random, wrong: Callable[[str], str]) -> list[Any]:
    """Return answers item by item: some of them wrong, some of them missing, and a few all wrong."""
    right: dict[str, str] = key["answer"]
    made: list[Any] = []
    for _ in range(_DRAWN):
        spoiled = shuffled(draw, list(right))[: 1 + int(draw.random() * 3)]
        made.append({name: wrong(answer) if name in spoiled else answer for name, answer in right.items()})
    missing = pick(draw, list(right))
    made.append({name: answer for name, answer in right.items() if name != missing})
    for _ in range(_DRAWN // 2):
        made.append({name: wrong(answer) for name, answer in right.items()})
    return made


KIND = Match()
