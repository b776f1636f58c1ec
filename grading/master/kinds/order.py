"""Items have to be put in order; wrong orders name the places of the right one."""

from __future__ import annotations

import math
import random
import re
from collections.abc import Sequence
from html import escape
from typing import Any

from grading.common.draws import shuffled
from grading.master.head import ExerciseError, Head, Run, bare, distinct, wrong_entries
from grading.master.kind import Authoring, Built, Mistake
from shequ_lib.exercises.kinds.order import OrderKey, OrderSpec, pairs_the_wrong_way
from shequ_lib.exercises.score import Result

_DRAWN = 4  # orders of made-up trainees that are mere chance
_ITEMS = re.compile(r"\s*[、，,;；>→\n]\s*")


class Order(Authoring[OrderSpec, OrderKey, list[str]]):
    """The items stand in the right order in the head."""

    fields = frozenset({"items"})

    def build(self, head: Head, spec: OrderSpec, key: OrderKey, run: Run) -> Built:
        """Shuffle the items, so that the order that is shown earns nothing."""
        items = head["items"]
        distinct(items, "items", least=3)
        mixed = list(items)
        generator = random.Random(spec["id"])
        while 2 * pairs_the_wrong_way(mixed, items) < math.comb(len(items), 2):
            generator.shuffle(mixed)
        spec["items"], key["answer"] = mixed, items
        wrong = [
            (_in_places(entry["order"], items), entry["why"])
            for entry in wrong_entries(head, {"order", "why"})
        ]
        key["wrong"] = [{"answer": answer, "why": why} for answer, why in wrong]
        return Built(items, wrong)

    def further(self, entry: Any, head: Head, spec: OrderSpec, key: OrderKey, run: Run) -> list[str]:
        """Return another right order, which names the places of the first."""
        return _in_places(entry, head["items"])

    def below(self, spec: OrderSpec) -> str:
        """Return the items as they are shown."""
        return "\n".join(f"- {item}" for item in spec["items"])

    def shown(self, spec: OrderSpec) -> list[str]:
        """Return the items."""
        return list(spec["items"])

    def stands_in(self, spec: OrderSpec, key: OrderKey, texts: Sequence[str]) -> bool:
        """Tell whether texts name the items in order."""
        text, place = "\n".join(texts), 0
        for item in map(bare, key["answer"]):
            found = text.find(item, place)
            if found < 0:
                return False
            place = found + len(item)
        return True

    def readable(self, spec: OrderSpec, value: list[str]) -> str:
        """Return the items, numbered."""
        return "<ol>" + "".join(f"<li>{escape(item)}</li>" for item in value) + "</ol>"

    def mistakes(self, spec: OrderSpec, key: OrderKey, value: list[str], result: Result) -> list[Mistake]:
        """Return the whole order."""
        return [Mistake(" → ".join(value), "".join(result.messages), repr(value))]

    def typed(self, text: str) -> list[str]:
        """Return what stands between commas or arrows."""
        return [item for item in _ITEMS.split(text.strip()) if item]

    def guesses(self, spec: OrderSpec, key: OrderKey, draw: random.Random) -> list[list[str]]:
        """Return orders with two neighbours swapped, the wrong way round, and by chance."""
        right = key["answer"]
        swapped = []
        for place in range(len(right) - 1):
            order = list(right)
            order[place : place + 2] = reversed(order[place : place + 2])
            swapped.append(order)
        return [*swapped, right[::-1], *(shuffled(draw, right) for _ in range(_DRAWN))]


def _in_places(places: Any, items: list[str]) -> list[str]:
    """Return items in another order, that names their places in the right one."""
    if not isinstance(places, list) or sorted(places) != sorted(str(i + 1) for i in range(len(items))):
        raise ExerciseError(f"another order lists each place once, such as [2, 1, 3], not {places}")
    return [items[int(place) - 1] for place in places]


KIND = Order()
