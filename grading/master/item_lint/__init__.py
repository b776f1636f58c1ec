"""Rules for the items of the course: what lets an exercise be answered without the chapter.

Each rule is a small function that yields what to do. A reasoned exception stands in the head of an exercise,
as `lint: {longest: "why"}`; what is known and not yet mended stands in `known_items.toml` (see `known`).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from grading.master.chapter import Chapter
from grading.master.exercise import Exercise
from grading.master.family import Member
from grading.master.item_lint import course, echo, matching, options, repeats, stem
from grading.master.item_lint.finding import Finding, of_exercise

RULES = {
    "longest": "the key stands out as the longest option",
    "shortest": "the key stands out as the shortest option",
    "absolute": "absolute words stand on one side only",
    "echo": "a rare word of the stem leads to the key",
    "elsewhere": "another exercise of the chapter prints the answer",
    "table": "the table above prints the answer",
    "one-to-one": "a match is solved by elimination",
    "negation": "a negative in the question is not in bold",
    "several": "（多选） is missing",
    "rights": "half of the options are right each time",
    "place": "the keys stand in one place too often",
}


# What is rare, or too often, only all chapters together tell.
OF_THE_COURSE = frozenset({"echo", "rights", "place"})


def look(chapters: Sequence[Chapter], *, whole: bool = True) -> tuple[list[Finding], list[str]]:
    """Return what the rules find in a course, and a line for each exception that is wrong or not needed.

    Args:
        chapters: all of the course, or some of them.
        whole: these are all; otherwise the rules that need them all are left out.
    """
    words = echo.Words.of(chapters)
    found: list[Finding] = []
    faults: list[str] = []
    for chapter in chapters:
        for exercise in chapter.exercises:
            here = [
                of_exercise(chapter, exercise, rule, message)
                for rule, message in _of_one(chapter, exercise, words)
                if whole or rule not in OF_THE_COURSE
            ]
            found += [each for each in here if each.rule not in exercise.lint]
            for rule in exercise.lint:
                where = f"{chapter.path.name}:{exercise.line} [{exercise.id}]: lint: {rule}"
                if rule not in RULES:
                    faults.append(f"{where} is no rule; there are {', '.join(RULES)}")
                elif (whole or rule not in OF_THE_COURSE) and not _is_broken(chapter, exercise, rule, words):
                    faults.append(f"{where} has nothing to except; delete it")
    if whole:
        found += [*course.rights(chapters), *course.place(chapters), *course.length(chapters)]
    return found, faults


def _is_broken(chapter: Chapter, exercise: Exercise, rule: str, words: echo.Words) -> bool:
    """Tell whether an exercise, or any member of its family, breaks a rule, or may: not all are drawn."""
    if len(chapter.families.get(exercise.id, ())) == 1:
        return True
    drawn = ((own, member.exercise) for _, own, member in _other_members(chapter, exercise.id))
    return any(
        rule == broken
        for own, each in itertools.chain([(chapter, exercise)], drawn)
        for broken, _ in _of_one(own, each, words)
    )


def _other_members(chapter: Chapter, name: str) -> Iterator[tuple[int, Chapter, Member]]:
    """Yield the members of a family but the first: number, the chapter with it in its place, and itself."""
    for number, member in enumerate(chapter.families.get(name, ())[1:], start=1):
        yield number, chapter.with_members({name: number}), member


def by_form(exercise: Exercise) -> list[str]:
    """Return the rules that the options or pairs of an exercise break by themselves."""
    checks = {
        "longest": options.longest,
        "shortest": options.shortest,
        "absolute": options.absolute,
        "one-to-one": matching.one_to_one,
    }
    return [rule for rule, check in checks.items() if rule not in exercise.lint and any(check(exercise))]


def look_at_members(chapters: Sequence[Chapter], *, whole: bool = True) -> list[Finding]:
    """Return what the rules find in the members of families, but the first, which `look` has looked at.

    `whole` is as in `look`.

    That a number or a date which somebody has drawn stands elsewhere, too, is chance and tells nothing.
    """
    words = echo.Words.of(chapters)
    found: list[Finding] = []
    for chapter in chapters:
        for name in chapter.families:
            for number, own, member in _other_members(chapter, name):
                exercise = member.exercise
                left_out = set() if whole else set(OF_THE_COURSE)
                if not exercise.spec.keys() & {"options", "items"}:
                    left_out |= {"elsewhere", "table"}
                found += [
                    of_exercise(own, exercise, rule, f"member {number} ({member.drawn}): {message}")
                    for rule, message in _of_one(own, exercise, words)
                    if rule not in exercise.lint and rule not in left_out
                ]
    return found


def _of_one(chapter: Chapter, exercise: Exercise, words: echo.Words) -> Iterator[tuple[str, str]]:
    checks = {
        "longest": options.longest(exercise),
        "shortest": options.shortest(exercise),
        "absolute": options.absolute(exercise),
        "echo": (*echo.echo(exercise, words), *echo.echo_in_match(exercise, words)),
        "elsewhere": repeats.elsewhere(chapter, exercise),
        "table": repeats.in_table(chapter, exercise),
        "one-to-one": matching.one_to_one(exercise),
        "negation": stem.negation(exercise),
        "several": stem.several(exercise),
    }
    for rule, messages in checks.items():
        for message in messages:
            yield rule, message
