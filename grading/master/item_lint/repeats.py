"""An answer that stands word for word somewhere near: in another exercise, or in the table just above."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from grading.master.chapter import Chapter
from grading.master.exercise import Exercise
from grading.master.head import bare
from grading.master.item_lint.finding import shown

LEAST_SHARED = 3  # characters that an item of a match has in common with a row of a table
LEAST_PAIRS = 2  # of a match; one pair may meet by chance

_HEADING = re.compile(r"^#{1,4} ", re.MULTILINE)
_ROW = re.compile(r"^\s*\|(.+)\|\s*$", re.MULTILINE)
_RULER = re.compile(r"[\s|:-]+")


def elsewhere(chapter: Chapter, exercise: Exercise) -> Iterator[str]:
    """Say that another exercise of the chapter prints the answer where it is read before answering.

    What is told after an answer (why, hint, explanation) is left out: it is there to teach.
    """
    others = [
        other.id
        for other in chapter.exercises
        if other is not exercise and _stands_in(exercise, [bare(text) for text in shown(other)])
    ]
    if others:
        where = ", ".join(others)
        yield f"the answer stands in {where}; use other words there, or ask for something else here"


def in_table(chapter: Chapter, exercise: Exercise) -> Iterator[str]:
    """Say that a table of the same section, above the exercise, holds the answer word for word."""
    rows = table_rows(section_above(chapter, exercise))
    if rows and (_stands_in(exercise, ["".join(row) for row in rows]) or _pairs_in(exercise, rows)):
        yield "the table above holds the answer word for word; ask about a case instead"


def section_above(chapter: Chapter, exercise: Exercise) -> str:
    """Return the text of a section down to an exercise."""
    above: list[str] = []
    for part in chapter.parts:
        if part.exercise is exercise:
            break
        if part.kind == "text":
            headings = list(_HEADING.finditer(part.text))
            above = [part.text[headings[-1].start() :]] if headings else [*above, part.text]
    return "\n".join(above)


def table_rows(text: str) -> list[list[str]]:
    """Return the bare cells of each row of the tables of a text, without head lines' rulers."""
    return [
        [bare(cell) for cell in row.split("|")] for row in _ROW.findall(text) if not _RULER.fullmatch(row)
    ]


def _stands_in(exercise: Exercise, texts: Sequence[str]) -> bool:
    return exercise.authoring.stands_in(exercise.spec, exercise.key, texts)


def _pairs_in(exercise: Exercise, rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether half of the items share words with the row of their own target, and with no other row."""
    found = 0
    answer, _ = exercise.authoring.pairs(exercise.spec, exercise.key)
    pairs = {bare(item): bare(target) for item, target in answer.items()}
    for item, target in pairs.items():
        own = ["\n".join(cell for cell in row if cell != target) for row in rows if target in row]
        others = "\n".join("\n".join(row) for row in rows if target not in row)
        found += any(
            piece in row and piece not in others for row in own for piece in _pieces(item, LEAST_SHARED)
        )
    return found >= LEAST_PAIRS and 2 * found >= len(pairs)


def _pieces(text: str, length: int) -> set[str]:
    return {text[start : start + length] for start in range(len(text) - length + 1)}
