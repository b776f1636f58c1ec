"""An exercise of each kind: of the sample chapter, of what authors are shown, a year, and skeletons."""

from __future__ import annotations

import functools
import re
import textwrap
from pathlib import Path

from grading.author import new_exercise
from grading.marking import scheme
from grading.master import chapter as chapters
from grading.master import kinds
from grading.master.exercise import Exercise, read
from shequ_lib import rulebook

TESTS = Path(__file__).parents[1]
SAMPLE = TESTS / "data" / "sample"
DOCS = (TESTS.parent / "docs" / "for-authors.md").read_text(encoding="utf-8")
YEAR = """
---
kind: year
title: 在任第一年
points: 100
seed: 2027
objectives: [1.1]
hint: 先定开会那天。
explain: 带着这张表去上任。
wrong:
  - change: {staff-committee: 99}
    why: 多算了许多。
  - change: {staff-committee: 98}
    why: 多算了不少。
  - change: {staff-committee: 97}
    why: 多算了一些。
---
你到任的社区情况在下面的表里。
"""


@functools.cache
def examples() -> dict[str, Exercise]:
    """Return an exercise of each kind, by its name."""
    rules = rulebook.load("gongshu-2008")
    made = chapters.load(SAMPLE / "solutions" / "01-sample.md", rules, SAMPLE / "course").exercises
    further = [read(name, body, 1, None) for name, body in documented().items() if "{{" not in body]
    found = {each.kind: each for each in (*made, *further, read("a-year", YEAR, 1, None))}
    # A kind that `shequ new kind` has just made has no other example yet than its skeleton.
    return {name: _drafted(name) for name in kinds.names() - set(found)} | found


def _drafted(kind: str) -> Exercise:
    block = new_exercise.draft(kind, f"a-{kind.replace('_', '-')}", "1.1")
    return read(f"a-{kind.replace('_', '-')}", "\n".join(block.splitlines()[1:-1]), 1, None)


def documented() -> dict[str, str]:
    """Return the block of each exercise that authors are shown, by its id."""
    blocks = re.findall(r"^    ```\{exercise\} ([\w-]+)\n(.*?)^    ```\n", DOCS, re.MULTILINE | re.DOTALL)
    return {name: textwrap.dedent(body) for name, body in blocks}


def counted(exercise: Exercise) -> scheme.Exercise:
    """Return an exercise as marking sees it."""
    slot = scheme.Slot(exercise.spec["title"], exercise.stub_source, exercise.answering.is_by_hand, {})
    return scheme.Exercise(exercise.spec, exercise.key, f"1-1 {exercise.spec['title']}", slot)
