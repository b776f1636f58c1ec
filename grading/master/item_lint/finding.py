"""What a rule says about an item, and the texts of an exercise as its rules compare them."""

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import dataclass

from grading.master.chapter import Chapter
from grading.master.exercise import Exercise
from shequ_lib.exercises.fold import fold

ALL = "all"  # stands for an exercise's id where a whole chapter, or the whole course, is meant
COURSE = "course"  # stands for a chapter's name where the whole course is meant

_SIGNS = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Finding:
    """One item, or one chapter, that a rule does not let pass."""

    chapter: str
    exercise: str
    rule: str
    where: str  # as the other proofs say it: file, line, exercise
    message: str

    def __str__(self) -> str:
        """Return the line that the release prints."""
        return f"{self.where}: {self.rule}: {self.message}"


def of_exercise(chapter: Chapter, exercise: Exercise, rule: str, message: str) -> Finding:
    """Return a finding about one exercise."""
    where = f"{chapter.path.name}:{exercise.line} [{exercise.id}]"
    return Finding(chapter.name, exercise.id, rule, where, message)


def of_chapter(chapter: Chapter, rule: str, message: str) -> Finding:
    """Return a finding about a chapter as a whole."""
    return Finding(chapter.name, ALL, rule, f"{chapter.path.name}:1", message)


def of_course(rule: str, message: str) -> Finding:
    """Return a finding about the course as a whole."""
    return Finding(COURSE, ALL, rule, COURSE, message)


@functools.lru_cache(maxsize=16384)  # every exercise is compared with every other of its chapter
def bare(text: str) -> str:
    """Return the words of a text alone, folded: no punctuation, no Markdown, no white space."""
    return _SIGNS.sub("", fold(text))


def right_and_wrong(exercise: Exercise) -> tuple[list[str], list[str]]:
    """Return the right and the wrong options of an exercise; none if it has no options.

    An option of a further right answer (`also`) counts as right.
    """
    if exercise.kind not in ("choice", "choices"):
        return [], []
    letters = {letter for answer in answers(exercise) for letter in answer}
    options = exercise.spec["options"]
    return (
        [text for letter, text in options.items() if letter in letters],
        [text for letter, text in options.items() if letter not in letters],
    )


def answers(exercise: Exercise) -> list[list[str]]:
    """Return the letters of each right answer of a choice."""
    found = [exercise.key["answer"], *exercise.key.get("also", ())]
    return [[answer] if isinstance(answer, str) else list(answer) for answer in found]


def shown(exercise: Exercise) -> list[str]:
    """Return each text of an exercise that is read before it is answered: lines, options, items, targets."""
    spec = exercise.spec
    return [
        spec["title"],
        *exercise.question.splitlines(),
        *spec.get("options", {}).values(),
        *spec.get("items", ()),
        *spec.get("targets", ()),
        *spec.get("fields", ()),
    ]


def width(text: str) -> float:
    """Return how wide a text stands on the page, in Chinese characters."""
    return sum(1.0 if unicodedata.east_asian_width(sign) in "WFA" else 0.5 for sign in text)
