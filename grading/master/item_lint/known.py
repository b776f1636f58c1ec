"""What is known to be wrong with the items of the course: a list that may only shrink.

`known_items.toml` stands beside the masters: by chapter the exercises, each with the rules that it breaks.
What is found and not listed is refused; so is what is listed and no longer found.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from grading.master.item_lint.finding import COURSE, Finding

FILE = "known_items.toml"

Known = dict[str, dict[str, list[str]]]  # chapter -> exercise -> rules


def read(path: Path) -> Known:
    """Return what a file lists; nothing if there is no file.

    Raises:
        ValueError: the file is no TOML, or lists something else than rules.
    """
    if not path.is_file():
        return {}
    known = tomllib.loads(path.read_text(encoding="utf-8"))
    for chapter, exercises in known.items():
        if not isinstance(exercises, dict) or not all(
            isinstance(rules, list) and all(isinstance(rule, str) for rule in rules)
            for rules in exercises.values()
        ):
            raise ValueError(f'[{chapter}] must have lines such as an-exercise = ["longest"]')
    return known


def faults(found: Sequence[Finding], known: Known) -> list[str]:
    """Return a line for what is found and not listed, and for what is listed and not found."""
    listed = {
        (chapter, exercise, rule): f'{FILE} [{chapter}] {exercise}: "{rule}"'
        for chapter, exercises in known.items()
        for exercise, rules in exercises.items()
        for rule in rules
    }
    names = {(each.chapter, each.exercise, each.rule) for each in found}
    return [
        *(str(each) for each in found if (each.chapter, each.exercise, each.rule) not in listed),
        *(
            f"{line} is no longer found; delete it from the list"
            for name, line in listed.items()
            if name not in names
        ),
    ]


def table(found: Sequence[Finding], rules: Sequence[str], chapters: Sequence[str]) -> list[str]:
    """Return how many findings each chapter has by rule, as Markdown."""
    counts = Counter((each.chapter, each.rule) for each in found)
    numbers = {name: [counts[name, rule] for rule in rules] for name in (*chapters, COURSE)}
    numbers["all"] = [sum(column) for column in zip(*numbers.values(), strict=True)]
    return [
        f"| chapter | {' | '.join(rules)} | all |",
        "|---" * (len(rules) + 2) + "|",
        *(
            f"| {name} | {' | '.join(str(number or '·') for number in (*row, sum(row)))} |"
            for name, row in numbers.items()
        ),
    ]
