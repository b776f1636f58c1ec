"""`shequ new exercise`: the skeleton of an exercise behind the last one of a chapter."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from grading.author import places
from grading.common.shown import shown
from grading.master import kinds
from grading.master.parse import Block, front_matter, parse
from grading.master.proofs import read_objectives
from shequ_lib.errors import ShequError
from shequ_lib.exercises.literal import variable

_FENCE = re.compile(r"\s*(`{3,}|~{3,})\s*")


@dataclass(frozen=True)
class Added:
    """Where an exercise was written."""

    path: Path
    line: int


def add(solutions: Path, chapter: str, name: str, kind: str) -> Added:
    """Write the skeleton of an exercise into the master of a chapter, behind its last marked exercise.

    Args:
        solutions: the folder of the masters.
        chapter: the chapter, by the beginning of its file's name or by its number.
        name: the id of the exercise.
        kind: its kind.

    Raises:
        ShequError: there is no such chapter or kind, or the id is not allowed or taken.
    """
    path = master_of(solutions, chapter)
    places.words(name, "练习")
    if front_matter(path).get("reference") == "true":
        raise ShequError(f"{path.name} 是查词用的，没有练习；请写另一章。")
    for other in masters(solutions):
        for block in parse(other).blocks:
            if block.kind == "exercise" and block.argument == name:
                where = f"{other.name} 第 {_first_line(block) - 1} 行"
                raise ShequError(f"练习 {name} 已经有了（{where}），什么也没有动；请换一个名称。")
    text = draft(kind, name, _objective(solutions, path))
    lines = f"{path.read_text(encoding='utf-8').rstrip()}\n".splitlines(keepends=True)
    at = _behind_the_last(path, lines)
    path.write_text("".join([*lines[:at], "\n", text, *lines[at:]]), encoding="utf-8", newline="\n")
    return Added(path, at + 2)


def draft(kind: str, name: str, objective: str) -> str:
    """Return the skeleton of an exercise of a kind, as it stands in a master.

    Raises:
        ShequError: there is no such kind.
    """
    if kind not in kinds.names():
        raise ShequError(f"没有题型“{shown(kind)}”；可以写 {'、'.join(sorted(kinds.names()))}。")
    values = {"id": name, "objective": objective, "variable": variable(name)}
    return places.skeleton(f"exercises/{kind}.md", values)


def masters(solutions: Path) -> list[Path]:
    """Return the masters of a folder, in order."""
    return sorted(solutions.glob("[0-9][0-9]-*.md"))


def master_of(solutions: Path, chapter: str) -> Path:
    """Return the master of a chapter.

    Args:
        solutions: the folder of the masters.
        chapter: its number (`6`, `06`), or the beginning of its file's name (`06-four`).

    Raises:
        ShequError: there is none, or several begin like this.
    """
    wanted = f"{int(chapter):02d}-" if re.fullmatch(r"[0-9]{1,2}", chapter) else chapter
    found = [path for path in masters(solutions) if path.stem.startswith(wanted)] if chapter else []
    if len(found) != 1:
        there = "、".join(path.stem for path in masters(solutions))
        many = "不止一章" if found else "没有这一章"
        raise ShequError(f"{many}：“{shown(chapter)}”。{solutions} 里有 {there}。")
    return found[0]


def _objective(solutions: Path, path: Path) -> str:
    """Return the first objective of a chapter, of one without any the first of all, for a start."""
    objectives = list(read_objectives(solutions / "objectives.csv"))
    if not objectives:
        raise ShequError("objectives.csv 里还没有学习目标，练习没有目标可练；请先写一行目标。")
    number = str(parse(path).number)
    return next((each for each in objectives if each.split(".")[0] == number), objectives[0])


def _first_line(block: Block) -> int:
    """Return the line on which the content of a block begins."""
    return block.vary.line if block.vary else block.line


def _behind_the_last(path: Path, lines: list[str]) -> int:
    """Return how many lines of a master stand before the place for a new exercise."""
    marked = [
        block
        for block in parse(path).blocks
        if block.kind == "exercise" and "unscored: true" not in block.body.splitlines()
    ]
    if not marked:
        return len(lines)
    start = _first_line(marked[-1]) - 2  # its opening fence, counted from 0
    opening = re.match(r"`+|~+", lines[start].lstrip())
    assert opening is not None
    for at in range(start + 1, len(lines)):
        closing = _FENCE.fullmatch(lines[at])
        if closing and closing[1].startswith(opening[0]):
            return at + 1
    return len(lines)
