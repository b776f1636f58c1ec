"""Draws that are the same on every machine: `random.random` alone is the same in every version of Python."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TypeVar

Item = TypeVar("Item")


def normal(draw: random.Random) -> float:
    """Return a draw that is as good as normal: sums alone, so that it is the same on every machine."""
    return sum(draw.random() for _ in range(12)) - 6


def pick(draw: random.Random, items: Sequence[Item]) -> Item:
    """Return one of the items, each as likely as the other."""
    return items[int(draw.random() * len(items))]


def shuffled(draw: random.Random, items: Sequence[Item]) -> list[Item]:
    """Return the items in a drawn order."""
    return [item for _, item in sorted(((draw.random(), item) for item in items), key=lambda pair: pair[0])]
