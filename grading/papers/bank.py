"""The bank of a chapter in the class folder: every member of its families of questions, for own papers.

A member is known by what is handed out of it. So a member whose key was mended in the course is the same one
with another key, and one that the course no longer has stays as long as somebody was handed it.
"""

from __future__ import annotations

import copy
import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from grading.common import kept_json
from grading.common.regular_file import read_file
from grading.common.trouble import why
from shequ_lib.answer_cells import course_metadata, source_of
from shequ_lib.errors import ShequError

DEALT = "发卷"  # the folder, in the class folder, of what is handed out to each trainee
_MADE = "made.json"  # what the banks were made from
FOLDER = ".papers"  # of the class folder: neither nbgrader nor JupyterLab looks into it
Cells = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Member:
    """One member of a family.

    Attributes:
        source: its cells as in a source notebook, with solution and hidden check.
        released: the same as they are handed out.
        checksums: nbgrader's checksums of the cells, by name, as its gradebook has them of other cells.
    """

    source: Cells
    released: Cells
    checksums: Mapping[str, str]


@dataclass(frozen=True)
class Bank:
    """The families of a chapter.

    Attributes:
        families: what the course has now, by exercise: the ids of the members, the first one is everybody's
            who has no own paper.
        members: those, and what was handed out earlier, by id.
    """

    families: Mapping[str, Sequence[str]] = field(default_factory=dict)
    members: Mapping[str, Member] = field(default_factory=dict)


def place(root: Path, chapter: str) -> Path:
    """Return where the bank of a chapter lies."""
    return root / FOLDER / f"bank-{chapter}.json"


def read(root: Path, chapter: str) -> Bank:
    """Return the bank of a chapter, an empty one where there is none.

    Raises:
        ShequError: it is not as it was written; one line in Chinese.
    """
    path = place(root, chapter)
    try:
        value = kept_json.read(path)
        members = {name: Member(**each) for name, each in value["members"].items()}
        return Bank(value["families"], members)
    except FileNotFoundError:
        return Bank()
    except (kept_json.SpoiledError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise ShequError(_spoiled(path, "坏了")) from error
    except OSError as error:
        raise ShequError(_spoiled(path, f"读不出来（{why(error)}）")) from error


def _spoiled(path: Path, how: str) -> str:
    return (
        f"各人卷子的题库 {FOLDER}/{path.name} {how}。请运行 shequ teach 补上，再运行一次；"
        "还没有批改、发出任何一份。"
    )


def missing(chapter: str) -> ShequError:
    """Return what is said where a paper names a member that the bank does not have."""
    return ShequError(_spoiled(place(Path(), chapter), "不见了，或者缺了已经发出去的题"))


def renew(
    root: Path,
    chapter: str,
    made: Mapping[str, Sequence[Cells]],
    metadata: Mapping[str, Any],
    in_use: Collection[str],
) -> None:
    """Write the bank of a chapter as the course gives it now.

    Args:
        root: the class folder.
        chapter: its name.
        made: the source cells of each member, by exercise (`expand.bank`).
        metadata: of the source notebook.
        in_use: ids of members that were handed out; those stay, whatever the course has.

    Raises:
        ShequError: one of those is neither in the course nor in what is left of the bank.
    """
    try:
        old = read(root, chapter)
    except ShequError:
        old = Bank()  # the course gives it anew, but for what it no longer has
    families: dict[str, list[str]] = {}
    members: dict[str, Member] = {}
    fresh: dict[str, list[Cells]] = {}
    for exercise, family in made.items():
        for cells in json.loads(json.dumps(family)):
            name = id_of(cells)
            families.setdefault(exercise, []).append(name)
            known = old.members.get(name)
            if known is not None and known.source == cells:
                members[name] = known
            else:
                fresh.setdefault(exercise, []).append(cells)
    members |= _released(fresh, metadata)
    lost = sorted(name for name in in_use if name not in members and name not in old.members)
    if lost:
        raise ShequError(
            f"各人卷子的题库 {FOLDER}/{place(root, chapter).name} 坏了或者不见了，里面有 {len(lost)} 道"
            "已经发出去、课程里已经没有的题。请从备份里放回这个文件，再运行一次；什么也没有动。"
        )
    members |= {name: old.members[name] for name in in_use if name not in members}
    if members or place(root, chapter).exists():
        kept = {name: vars(each) for name, each in members.items()}
        kept_json.write(place(root, chapter), {"families": families, "members": kept})


def is_current(root: Path, made_from: str) -> bool:
    """Tell whether the banks of a class folder were made from this, and are as they were written."""
    try:
        noted = kept_json.read(root / FOLDER / _MADE)
        return bool(noted["from"] == made_from) and noted["banks"] == _digests(root)
    except (kept_json.SpoiledError, ValueError, LookupError, TypeError, OSError):
        return False


def note_made(root: Path, made_from: str) -> None:
    """Note what the banks of a class folder have been made from (`release.made_from`)."""
    kept_json.write(root / FOLDER / _MADE, {"from": made_from, "banks": _digests(root)})


def _digests(root: Path) -> dict[str, str]:
    return {
        path.name: hashlib.sha256(read_file(path)).hexdigest()
        for path in sorted((root / FOLDER).glob("bank-*.json"))
    }


def id_of(cells: Cells) -> str:
    """Return what a member is known by: its texts as they are handed out."""
    from grading.marking.scheme import without_key

    texts = []
    for cell in cells:
        ours = course_metadata(cell)
        is_answer = ours.get("role") == "answer"
        texts.append((ours.get("role"), ours.get("stub") if is_answer else without_key(source_of(cell))))
    return hashlib.sha256(kept_json.compact(texts).encode("utf-8")).hexdigest()[:16]


def _released(fresh: Mapping[str, Sequence[Cells]], metadata: Mapping[str, Any]) -> dict[str, Member]:
    """Return new members with what nbgrader makes of them; one notebook holds one member of each family."""
    import nbformat

    from grading.master.editions import class_edition, self_study_edition

    members: dict[str, Member] = {}
    for turn in range(max(map(len, fresh.values()), default=0)):
        chosen = [family[turn] for family in fresh.values() if turn < len(family)]
        cells = [cell for each in chosen for cell in each]
        notebook = nbformat.from_dict(
            {"cells": copy.deepcopy(cells), "metadata": dict(metadata), "nbformat": 4, "nbformat_minor": 5}
        )
        released = iter(json.loads(json.dumps(class_edition(notebook).cells)))
        # The gradebook has checksums of cells without solution and with hidden check.
        recorded = iter(self_study_edition(notebook).cells)
        for each in chosen:
            checksums = {}
            for _ in each:
                grader = next(recorded).metadata.nbgrader
                checksums[grader.grade_id] = grader.checksum
            members[id_of(each)] = Member(each, [next(released) for _ in each], checksums)
    return members


def overlay(notebook: Mapping[str, Any], cells: Cells) -> dict[str, Any]:
    """Return a notebook in which some exercises have these cells instead of their own."""
    own = {key_of(cell): cell for cell in cells}
    return {**notebook, "cells": [own.get(key_of(cell), cell) for cell in notebook["cells"]]}


def key_of(cell: Any) -> tuple[str, str]:
    """Return exercise and role of a cell, which tell it from all others of the course."""
    ours = course_metadata(cell)
    return str(ours.get("exercise", "")), str(ours.get("role", ""))
