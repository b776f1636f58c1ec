"""Which answers of a chapter anybody can read: those whose keys the self-study edition holds."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import nbformat

from grading.master.editions import self_study_edition
from grading.master.keys import read_exercises
from shequ_lib.exercises import kinds

MOST = 8  # exercises that a line names


def public_answers(source: dict[str, Any]) -> frozenset[str]:
    """Return the ids of the exercises whose key stands in the self-study edition of a source notebook."""
    edition = self_study_edition(nbformat.reads(json.dumps(source), as_version=4))
    return frozenset(name for name, (_, key) in read_exercises(edition).items() if "explain" in key)


def say(exercises: Sequence[tuple[str, str, bool]]) -> str:
    """Say in Chinese which answers are public.

    Args:
        exercises: of a chapter: label, kind, and whether the answer is public.
    """
    labels = [label for label, _, public in exercises if public]
    secret = [kind for _, kind, public in exercises if not public]
    if not labels:
        return "没有公开的答案"
    named = "、".join(labels[:MOST]) + (f"等 {len(labels)} 题" if len(labels) > MOST else "")
    if not secret:
        return f"{named}（全部）"
    by_hand = all(kinds.of(kind).is_by_hand for kind in secret)
    return f"{named}（除问答题外全部）" if by_hand else named
