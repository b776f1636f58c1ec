"""What a rule says about an item, and the texts of an exercise as its rules compare them."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from grading.master.chapter import Chapter
from grading.master.exercise import Exercise

ALL = "all"  # stands for an exercise's id where a whole chapter, or the whole course, is meant
COURSE = "course"  # stands for a chapter's name where the whole course is meant


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


def shown(exercise: Exercise) -> list[str]:
    """Return each text of an exercise that is read before it is answered, line by line."""
    below = exercise.authoring.shown(exercise.spec)
    return [exercise.spec["title"], *exercise.question.splitlines(), *below]


def width(text: str) -> float:
    """Return how wide a text stands on the page, in Chinese characters."""
    return sum(1.0 if unicodedata.east_asian_width(sign) in "WFA" else 0.5 for sign in text)
