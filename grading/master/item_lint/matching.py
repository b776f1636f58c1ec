"""A match that is solved by elimination."""

from __future__ import annotations

from collections.abc import Iterator

from grading.master.exercise import Exercise


def one_to_one(exercise: Exercise) -> Iterator[str]:
    """Say that each target is used exactly once: the last pair needs no knowledge."""
    pairs, targets = exercise.authoring.pairs(exercise.spec, exercise.key)
    if pairs and len(set(pairs.values())) == len(pairs) == len(targets):
        yield "each target is used exactly once; add a distractor, or an item that shares a target"
