"""What only a whole chapter, or the whole course, gives away: how many are right, where the key stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import cast

from grading.master.chapter import Chapter
from grading.master.exercise import Exercise
from grading.master.item_lint.finding import Finding, of_chapter, of_course, width
from shequ_lib.exercises.kinds.choice import OptionsKey

# Who always marks half of the options, or one place, or the longest option, must not do so much better than
# chance that it pays. A chapter has few items, so only what no chance explains is refused there.
MOST_HALF = 0.5  # of the multi-selects of the course
MOST_IN_ONE_PLACE = 0.4  # of the single-selects of the course; with four options chance gives a quarter
MOST_LONGEST = 0.4  # of the single-selects of the course, by however little
LEAST_SINGLE = 4  # single-selects that can be told from chance
LEAST_SEVERAL = 2  # multi-selects


def rights(chapters: Sequence[Chapter]) -> Iterator[Finding]:
    """Say where half of the options of a multi-select are right each time."""
    everything = []
    for chapter in chapters:
        halves = [_about_half(each) for each in _choosing(chapter, "several")]
        everything += halves
        if len(halves) >= LEAST_SEVERAL and all(halves):
            message = f"half of the options are right in each of {len(halves)} multi-selects"
            yield of_chapter(chapter, "rights", f"{message}; vary it, from 1 to all but one")
    if len(everything) >= LEAST_SEVERAL and sum(everything) > MOST_HALF * len(everything):
        message = f"in {sum(everything)} of {len(everything)} multi-selects half of the options are right"
        yield of_course("rights", f"{message}; vary it")


def place(chapters: Sequence[Chapter]) -> Iterator[Finding]:
    """Say where the keys of single-selects stand in one place too often; nothing shuffles them later."""
    everything: Counter[str] = Counter()
    for chapter in chapters:
        letters = Counter(cast("OptionsKey[str]", each.key)["answer"] for each in _choosing(chapter, "one"))
        everything += letters
        if letters.total() >= LEAST_SINGLE and 2 * max(letters.values()) > letters.total():
            letter, times = letters.most_common(1)[0]
            message = f"{letter} is right in {times} of {letters.total()} single-selects; move options about"
            yield of_chapter(chapter, "place", message)
    if everything.total() >= LEAST_SINGLE:
        letter, times = everything.most_common(1)[0]
        if times > MOST_IN_ONE_PLACE * everything.total():
            message = f"{letter} is right in {times} of {everything.total()} single-selects"
            yield of_course("place", f"{message}; move options about")


def length(chapters: Sequence[Chapter]) -> Iterator[Finding]:
    """Say that the longest option is too often the right one, though each time by little."""
    found = [_is_longest(each) for chapter in chapters for each in _choosing(chapter, "one")]
    if len(found) >= LEAST_SINGLE and sum(found) > MOST_LONGEST * len(found):
        message = f"the key is the longest option in {sum(found)} of {len(found)} single-selects"
        yield of_course("longest", f"{message}; shorten keys")


def _choosing(chapter: Chapter, rights: str) -> list[Exercise]:
    """Return the exercises of a chapter in which one option is right, or several are."""
    return [exercise for exercise in chapter.exercises if exercise.authoring.rights == rights]


def _about_half(exercise: Exercise) -> bool:
    key = cast("OptionsKey[list[str]]", exercise.key)
    return abs(2 * len(key["answer"]) - len(key["options"])) <= 1


def _is_longest(exercise: Exercise) -> bool:
    right, wrong = exercise.authoring.right_and_wrong(exercise.spec, exercise.key)
    return max(map(width, right)) > max(map(width, wrong), default=0)
