"""What stands in a skeleton until its author has written it: 【待写：…】, which no release lets through."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from grading.master.parse import MasterError, parse

MARK = re.compile(r"【待写[^】\n]*】?")


def of_master(path: Path) -> list[str]:
    """Return one line for a master in which something is still to be written, an empty list else.

    Raises:
        MasterError: the master cannot be split into its blocks.
    """
    found = _found(path.read_text(encoding="utf-8").splitlines())
    if not found:
        return []
    line, mark = found[0]
    return [str(MasterError(path, line, _message(mark, len(found)), _exercise_at(path, line)))]


def of_objectives(objectives: Mapping[str, str], chapters: Collection[int]) -> list[str]:
    """Return one line for each objective of some chapters that is still to be written.

    Args:
        objectives: the objectives of the course, id -> text.
        chapters: the numbers of the chapters that are looked at.
    """
    return [
        f"objectives.csv: {name}: {_message(mark[0], 1)}"
        for name, text in objectives.items()
        if int(name.split(".")[0]) in chapters and (mark := MARK.search(text))
    ]


def _found(lines: Iterable[str]) -> list[tuple[int, str]]:
    return [(number, mark[0]) for number, line in enumerate(lines, start=1) for mark in MARK.finditer(line)]


def _message(mark: str, count: int) -> str:
    more = f" (and {count - 1} more below)" if count > 1 else ""
    return f"still to be written: {mark}{more}; put your own words in the place of each 【待写：…】"


def _exercise_at(path: Path, line: int) -> str:
    """Return the id of the exercise that a line of a master stands in, "" if in none."""
    for block in parse(path).blocks:
        first = block.vary.line if block.vary else block.line
        if block.kind == "exercise" and first <= line < block.line + len(block.body.splitlines()):
            return block.argument
    return ""
