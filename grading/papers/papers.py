"""How a chapter is marked for each of a class with own papers: its scheme, with their own questions in it.

Whoever has no own paper is marked by the chapter's scheme itself, as in a class without any.
"""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from grading.common import kept_json
from grading.marking import scheme as schemes
from grading.marking.corrections import ALSO, Correction
from grading.marking.scheme import Exercise, Scheme
from grading.papers import bank, paper_record
from grading.papers.bank import Member
from grading.papers.paper_record import Record
from shequ_lib.answer_cells import course_metadata, source_of
from shequ_lib.errors import ShequError
from shequ_lib.exercises import kinds
from shequ_lib.exercises.kind import Spec


@dataclass(frozen=True)
class Papers:
    """The papers of a chapter; plain data, so that it goes to any process.

    Attributes:
        scheme: of whoever has no own paper.
        notebook: the chapter's source notebook.
        owned: id of the member, by trainee id and exercise.
        members: those, by id.
        order: ids of the members by exercise, in the order in which they are numbered; the first one, number
            0, is everybody's who has no own paper.
    """

    scheme: Scheme
    notebook: Mapping[str, Any] = field(repr=False)
    owned: Mapping[str, Mapping[str, str]] = field(default_factory=dict, repr=False)
    members: Mapping[str, Member] = field(default_factory=dict, repr=False)
    order: Mapping[str, Sequence[str]] = field(default_factory=dict, repr=False)

    def of(self, trainee_id: str) -> Scheme:
        """Return how the work of a trainee is marked."""
        own = self.owned.get(trainee_id)
        if not own:
            return self.common
        exercises = {**self.common.exercises, **{name: self._exercise(own[name]) for name in own}}
        parts = [self.scheme.digest, *((name, self._digest(own[name])) for name in sorted(own))]
        digest = hashlib.sha256(kept_json.compact(parts).encode("utf-8")).hexdigest()
        return replace(self.scheme, exercises=exercises, digest=digest)

    @functools.cached_property
    def common(self) -> Scheme:
        """How the work of somebody is marked who has no own paper."""
        if not self.families:
            return self.scheme
        exercises = {
            name: replace(each, slot=replace(each.slot, others=self._questions.get(name, frozenset())))
            for name, each in self.scheme.exercises.items()
        }
        return replace(self.scheme, exercises=exercises)

    @functools.cached_property
    def families(self) -> tuple[str, ...]:
        """The exercises of which somebody has an own member, in the chapter's order."""
        own = {exercise for members in self.owned.values() for exercise in members}
        return tuple(name for name in self.scheme.exercises if name in own)

    def without_own(self) -> Papers:
        """Return the same where nobody has an own paper, as on the self-study site."""
        return Papers(self.scheme, self.notebook)

    def source(self, trainee_id: str) -> Mapping[tuple[str, str], Mapping[str, Any]]:
        """Return a trainee's source cells of the families, by exercise and role."""
        return {**self._common_source, **self._cells(trainee_id, "source")}

    @functools.cached_property
    def _common_source(self) -> dict[tuple[str, str], Mapping[str, Any]]:
        cells = {bank.key_of(cell): cell for cell in self.notebook["cells"]}
        return {key: cell for key, cell in cells.items() if key[0] in self.families}

    def released(
        self, trainee_id: str, handed_out: Mapping[str, Any]
    ) -> Mapping[tuple[str, str], Mapping[str, Any]]:
        """Return a trainee's cells of the families as they are handed out; `handed_out` is everybody's."""
        common = {bank.key_of(cell): cell for cell in handed_out["cells"]}
        own = self._cells(trainee_id, "released")
        return {key: own.get(key, cell) for key, cell in common.items() if key[0] in self.families}

    def checksums(self, trainee_id: str) -> Mapping[str, str]:
        """Return nbgrader's checksums of a trainee's own cells, by name."""
        found: dict[str, str] = {}
        for member in self.owned.get(trainee_id, {}).values():
            found |= self.members[member].checksums
        return found

    def member(self, trainee_id: str, exercise: str) -> str:
        """Return the id of the member that a trainee has of an exercise, empty for everybody's."""
        return self.owned.get(trainee_id, {}).get(exercise, "")

    def number(self, trainee_id: str, exercise: str) -> int:
        """Return the number of the member that a trainee has of an exercise, 0 for everybody's."""
        member = self.member(trainee_id, exercise)
        return self.order[exercise].index(member) if member else 0

    def whose(self, questions: Mapping[str, str]) -> str:
        """Return whose paper has all these questions; empty where it is nobody's, or more than one's."""
        fitting = [
            who
            for who, own in self.owned.items()
            if all(
                exercise in own and self._question(own[exercise]) == text
                for exercise, text in questions.items()
            )
        ]
        return fitting[0] if len(fitting) == 1 and questions else ""

    def refuse_one_for_all(self, fresh: Sequence[Correction]) -> None:
        """Refuse a second right answer to a question that is another one for each trainee.

        Raises:
            ShequError: one line in Chinese.
        """
        for each in fresh:
            if each.kind == ALSO and each.exercise in self.families:
                number = self.scheme.asked[each.exercise].number
                raise ShequError(
                    f"{number} 各人的题目不同，一个答案对不上所有的人，没有加。要给全班都算对，请送分"
                    f"（--gift {number}）或者作废（--void {number}）；只是个别人的答案也对，"
                    "请在 formgrader 里给这个人加分。"
                )

    def _cells(self, trainee_id: str, form: str) -> dict[tuple[str, str], Mapping[str, Any]]:
        own = [self.members[member] for member in self.owned.get(trainee_id, {}).values()]
        return {
            bank.key_of(cell): cell
            for member in own
            for cell in (member.source if form == "source" else member.released)
        }

    @functools.cached_property
    def _questions(self) -> dict[str, frozenset[str]]:
        """The questions that anybody may have been handed, by exercise."""
        found: dict[str, set[str]] = {
            name: {each.slot.locked.get("question", "").rstrip()}
            for name, each in self.scheme.exercises.items()
            if name in self.families
        }
        for own in self.owned.values():
            for exercise, member in own.items():
                found[exercise].add(self._question(member))
        return {name: frozenset(texts) for name, texts in found.items()}

    def _question(self, member: str) -> str:
        for cell in self.members[member].source:
            if course_metadata(cell).get("role") == "question":
                return source_of(cell).rstrip()
        return ""

    @functools.cached_property
    def _exercises(self) -> dict[str, Exercise]:
        """The members that were asked for so far, as they count in this class."""
        return {}

    def _exercise(self, member: str) -> Exercise:
        """Return a member as it counts in this class: with the chapter's numbers, points and corrections."""
        if member not in self._exercises:
            ((name, made),) = schemes.exercises_of({"cells": list(self.members[member].source)}).items()
            common = self.common.exercises[name]
            of_class = [each for each in common.corrections if not each.of_course and each.kind != ALSO]
            slot = replace(made.slot, title=common.title, others=common.slot.others)
            spec: Spec = {**made.spec, "points": common.spec["points"]}
            made = replace(made, spec=spec, title=common.title, slot=slot)
            self._exercises[member] = schemes.correct(made, of_class)
        return self._exercises[member]

    @functools.cached_property
    def _digests(self) -> dict[str, str]:
        """Digests of the members that were asked for so far."""
        return {}

    def _digest(self, member: str) -> str:
        if member not in self._digests:
            text = kept_json.compact(self.members[member].source)
            self._digests[member] = hashlib.sha256(text.encode("utf-8")).hexdigest()
        return self._digests[member]


def read(root: Path, scheme: Scheme, record: Record | None = None) -> Papers:
    """Read the papers of a chapter.

    Args:
        root: the class folder.
        scheme: of the chapter.
        record: who was handed which paper; None to read it.

    Raises:
        ShequError: record or bank are not as they were written; one line in Chinese.
    """
    chapter = scheme.chapter
    record = paper_record.read(root) if record is None else record
    notebook = json.loads((root / "source" / chapter / f"{chapter}.ipynb").read_bytes())
    papers = record.of(chapter)
    if not papers:
        return Papers(scheme, notebook)
    held = bank.read(root, chapter)
    used = record.in_use(chapter)
    if not used <= set(held.members):
        raise bank.missing(chapter)
    owned = {
        who: {
            name: member
            for name, member in paper.members.items()
            if name in scheme.exercises and _fits(held.members[member], scheme.exercises[name])
        }
        for who, paper in papers.items()
    }
    order = {name: list(family) for name, family in held.families.items()}
    for own in owned.values():  # what the course no longer has comes after all that it has
        for name, member in sorted(own.items()):
            if member not in order.setdefault(name, [""]):
                order[name].append(member)
    return Papers(scheme, notebook, owned, {name: held.members[name] for name in sorted(used)}, order)


def _fits(member: Member, exercise: Exercise) -> bool:
    """Tell whether an exercise's cell in the gradebook, by hand or not, is still that of what came out."""
    kind = kinds.of(str(course_metadata(member.source[0]).get("kind")))
    return kind.is_by_hand == exercise.kind.is_by_hand
