"""Prove a chapter before it is released; each refusal names file, line, exercise and what to do."""

from __future__ import annotations

import csv
import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import cast

from nbformat import NotebookNode

from grading.master import expand
from grading.master.chapter import Chapter
from grading.master.editions import shown_cells
from grading.master.exercise import Exercise
from grading.master.kind import INCOMPLETE
from shequ_lib.answer_cells import course_metadata, source_of
from shequ_lib.exercises import literal, plain_table
from shequ_lib.exercises.fold import fold
from shequ_lib.exercises.kinds.table import TableKey
from shequ_lib.exercises.score import Result, mark, mark_source

MOST_ALIKE = 0.5  # of the members of a family may have the same answer
MOST_TOLD = 5  # faults of the members of one family; what is wrong with one is often wrong with all
MIN_SECRET = 6  # characters; shorter strings of a key (a letter, a number) occur anywhere


def prove_chapter(chapter: Chapter, class_edition: NotebookNode, objectives: dict[str, str]) -> list[str]:
    """Return every fault of a chapter, one line each; an empty list is the proof.

    Args:
        chapter: the chapter.
        class_edition: its notebook as handed out.
        objectives: the objectives of the course, id -> text.
    """
    faults = []
    shown = _text(class_edition["cells"])
    for exercise in chapter.exercises:
        for fault in [*_marks(exercise), *_wrong_answers(exercise), *_leaks(exercise, shown)]:
            faults.append(f"{chapter.path.name}:{exercise.line} [{exercise.id}]: {fault}")
        for objective in exercise.objectives:
            if objective not in objectives:
                faults.append(
                    f"{chapter.path.name}:{exercise.line} [{exercise.id}]: no objective {objective}"
                )
    for exercise in chapter.unscored:  # its key is handed out with it, so there is nothing to leak
        for fault in [*_marks(exercise), *_wrong_answers(exercise)]:
            faults.append(f"{chapter.path.name}:{exercise.line} [{exercise.id}]: {fault}")
    faults += [f"{chapter.path.name}:1: {fault}" for fault in _coverage(chapter, objectives)]
    return faults


def prove_beside(chapter: Chapter, reference: NotebookNode) -> list[str]:
    """Return a fault for everything hidden of a chapter that stands in a notebook beside it."""
    beside, page = course_metadata(reference)["chapter"], _text(reference["cells"])
    others = [member.exercise for family in chapter.families.values() for member in family[1:]]
    found = [
        f"{chapter.path.name}:{exercise.line} [{exercise.id}]: in {beside}: {fault}"
        for exercise in [*chapter.exercises, *others]
        for fault in _leaks(exercise, page)
    ]
    return list(dict.fromkeys(found))


def prove_members(chapter: Chapter, class_edition: NotebookNode) -> list[str]:
    """Return every fault of the members of a chapter's families but the first ones, one line each.

    Args:
        chapter: the chapter, with all members drawn.
        class_edition: its notebook as handed out, with the first members.
    """
    bank = expand.bank(chapter)
    shown = _shown(bank)
    rest = _text(cell for cell in class_edition["cells"] if course_metadata(cell).get("exercise") not in bank)
    faults = []
    for exercise in chapter.exercises:
        family = chapter.families.get(exercise.id, ())
        # Whatever else is drawn for somebody: nothing of one exercise may stand in another.
        others = dict.fromkeys(
            line
            for name, texts in shown.items()
            if name != exercise.id
            for text in texts
            for line in text.splitlines()
        )
        around = "\n".join([rest, *others])
        found = [(0, fault) for fault in _leaks(exercise, "\n".join(others))]
        for number, member in enumerate(family):
            if number:
                found += [
                    (number, fault)
                    for fault in [
                        *_same(exercise, member.exercise),
                        *_marks(member.exercise),
                        *_wrong_answers(member.exercise),
                        *_leaks(member.exercise, f"{around}\n{shown[exercise.id][number]}"),
                    ]
                ]
        where = f"{chapter.path.name}:{exercise.line} [{exercise.id}]"
        for number, fault in found[:MOST_TOLD]:
            drawn = f"member {number} ({family[number].drawn}): " if family else ""
            faults.append(f"{where}: {drawn}{fault}")
        if len(found) > MOST_TOLD:
            faults.append(f"{where}: and {len(found) - MOST_TOLD} more faults of members")
        faults += [f"{where}: {fault}" for fault in _alike([member.exercise for member in family])]
    return faults


def _shown(bank: Mapping[str, Sequence[Sequence[NotebookNode]]]) -> dict[str, list[str]]:
    """Return what the cells of each member show when they are handed out, by family."""
    cells = iter(shown_cells([cell for members in bank.values() for cells in members for cell in cells]))
    return {
        name: [_text(itertools.islice(cells, len(member))) for member in members]
        for name, members in bank.items()
    }


def _same(first: Exercise, other: Exercise) -> Iterator[str]:
    """Say what members of a family must have in common and have not."""
    for name, here, there in (
        ("kind", other.kind, first.kind),
        ("points", other.spec["points"], first.spec["points"]),
    ):
        if here != there:
            yield f"its {name} is {here}, that of the first member {there}"
    for name in ("objectives", "settled", "lint"):
        if getattr(first, name) != getattr(other, name):
            yield f"its {name} differs from that of the first member"


def _alike(family: Sequence[Exercise]) -> Iterator[str]:
    """Say that one answer fits so many members that it pays to copy it."""
    if not family or family[0].answering.is_by_hand:
        return
    answer, times = Counter(member.answer_source for member in family).most_common(1)[0]
    if times > MOST_ALIKE * len(family):
        yield (
            f"{times} of {len(family)} members have the same answer “{answer.rpartition(chr(10))[2][:80]}”; "
            "vary what it depends on, of options the order, too"
        )


def _text(cells: Iterable[NotebookNode]) -> str:
    return "\n".join(source_of(cell) + repr(cell.get("outputs", "")) for cell in cells)


def prove_complete(numbers: list[int], objectives: dict[str, str]) -> list[str]:
    """Return a fault for each chapter that has objectives and no master.

    Args:
        numbers: the numbers of the chapters that have a master.
        objectives: the objectives of the course, id -> text.
    """
    wanted = dict.fromkeys(int(objective.split(".")[0]) for objective in objectives)
    return [
        f"objectives.csv: no master teaches chapter {number}; write one or say --partial"
        for number in wanted
        if number not in numbers
    ]


def prove_course(chapters: list[Chapter]) -> list[str]:
    """Return the faults that only the course as a whole shows: exercise ids used twice."""
    faults: list[str] = []
    first: dict[str, str] = {}
    for chapter in chapters:
        for exercise in (*chapter.exercises, *chapter.unscored):
            if exercise.id in first:
                where = f"{chapter.path.name}:{exercise.line} [{exercise.id}]"
                faults.append(f"{where}: the id is taken by {first[exercise.id]}")
            first.setdefault(exercise.id, chapter.path.name)
    return faults


def read_objectives(path: Path) -> dict[str, str]:
    """Return the objectives of the course, id -> text, from `solutions/objectives.csv`."""
    with path.open(encoding="utf-8", newline="") as file:
        return {row["id"]: row["objective"] for row in csv.DictReader(file)}


def _mark(exercise: Exercise, source: str, *, plain: plain_table.Plain | None = None) -> Result:
    if exercise.answering.is_code:
        return mark(exercise.spec, exercise.key, plain)
    return mark_source(exercise.spec, exercise.key, source)


def _marks(exercise: Exercise) -> Iterator[str]:
    if exercise.answering.is_by_hand:
        if exercise.answer_source.strip() == literal.TEXT_STUB:
            yield "the model answer is empty"
        return
    right = _mark(exercise, exercise.answer_source, plain=cast(TableKey, exercise.key).get("expected"))
    if right.points != exercise.spec["points"]:
        yield f"the answer earns {right.points:g} of {exercise.spec['points']}: {' '.join(right.messages)}"
    untouched = _mark(exercise, exercise.stub_source)
    if untouched.points != 0 or untouched.status != "unanswered":
        yield "the untouched cell is not 未作答 with 0 points"


def _wrong_answers(exercise: Exercise) -> Iterator[str]:
    kind = exercise.authoring
    whys = [fold(wrong.why) for wrong in exercise.wrong if wrong.why != INCOMPLETE]
    # What is right, too, was a wrong answer before.
    if len(whys) + len(exercise.key.get("also", [])) < kind.least_wrong:
        yield f"only {len(whys)} wrong answers; give at least {kind.least_wrong}, each with its why"
    if len(set(whys)) != len(whys):
        yield "two wrong answers share one why; each teaches its own lesson"
    for place, wrong in enumerate(exercise.wrong):
        if fault := kind.fault(exercise.spec, exercise.key, wrong, place):
            yield fault


def _leaks(exercise: Exercise, shown: str) -> Iterator[str]:
    """Look for anything hidden in what is handed out."""
    for marker in ("BEGIN HIDDEN", "BEGIN SOLUTION"):
        if marker in shown:
            yield f"the class edition holds {marker}"
    secrets = [
        exercise.answer_source.strip().rpartition("\n")[2],
        exercise.key["hint"],
        exercise.key["explain"],
        *exercise.authoring.secrets(exercise.key),
    ]
    for secret in secrets:
        if len(secret) >= MIN_SECRET and secret in shown:
            yield f"the class edition shows what is hidden: “{secret[:40]}”"


def _coverage(chapter: Chapter, objectives: dict[str, str]) -> Iterator[str]:
    """Each objective of the chapter is taught in a section and practised by an exercise."""
    taught = {objective for part in chapter.parts for objective in part.teaches}
    practised = {objective for exercise in chapter.exercises for objective in exercise.objectives}
    for objective in objectives:
        if objective.split(".")[0] == str(chapter.number):
            if objective not in taught:
                yield f"objective {objective} is taught in no section (<!-- teaches: {objective} -->)"
            if objective not in practised:
                yield f"objective {objective} is practised by no exercise"
    for objective in sorted(taught - set(objectives)):
        yield f"a section teaches objective {objective}, which does not exist"
