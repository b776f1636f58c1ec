"""Read the declarative block of an exercise into its public spec, its hidden key and its proofs' material.

What is common to all kinds stands here; each kind reads its own fields (`kinds`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from grading.master import kinds
from grading.master.head import ExerciseError, Head, Run
from grading.master.kind import AnyAuthoring, Wrong
from shequ_lib.exercises import kinds as answered
from shequ_lib.exercises.kind import AnyKind, Key, Spec

__all__ = ["Exercise", "ExerciseError", "Run", "Wrong", "read"]
# The parser of libyaml, where PyYAML has it, is ten times as fast.
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_NEEDED = frozenset({"kind", "title", "points", "objectives"})
_COMMON = _NEEDED | {"hint", "explain", "wrong", "answer", "also", "gift", "void", "lint", "unscored"}
_OF_MARKS = ("points", "objectives", "also", "gift", "void", "lint")  # of no use where nothing is marked
_SHARES = 1  # what an unscored exercise is judged in; nobody is told


@dataclass(frozen=True)
class Exercise:
    """One exercise of a master, figures filled in."""

    id: str
    line: int
    objectives: tuple[str, ...]
    spec: Spec
    key: Key
    question: str
    answer_source: str  # the answer cell of the master, solved
    stub_source: str  # the answer cell as handed out
    wrong: tuple[Wrong, ...]
    settled: str = ""  # gift: full points for everybody who hands in; void: it does not count; else empty
    lint: Mapping[str, str] = field(default_factory=dict)  # rule of `item_lint` -> why it does not hold here

    @property
    def kind(self) -> str:
        """The name of its kind."""
        return self.spec["kind"]

    @property
    def is_unscored(self) -> bool:
        """Whether it is for practice alone: judged at once, marked never."""
        return self.spec.get("unscored") is True

    @property
    def authoring(self) -> AnyAuthoring:
        """The half of its kind that writes, proves and prints it."""
        return kinds.of(self.kind)

    @property
    def answering(self) -> AnyKind:
        """The half of its kind that reads and judges answers."""
        return answered.of(self.kind)


def read(exercise_id: str, body: str, line: int, run: Run) -> Exercise:
    """Read one block.

    Args:
        exercise_id: the id after the directive's name.
        body: the block, figures filled in.
        line: the line of the file on which the block's body starts.
        run: runs the code of a `table` answer.

    Raises:
        ExerciseError: something is missing, unknown or contradicts itself.
    """
    if not _ID.fullmatch(exercise_id):
        raise ExerciseError(f"the id “{exercise_id}” must be lower-case ASCII words joined by “-”")
    head, question = _split(body)
    name = head.get("kind")
    if name not in kinds.names():
        raise ExerciseError(f"kind “{name}” is unknown; there are {', '.join(sorted(kinds.names()))}")
    kind = kinds.of(name)
    unscored = _unscored(head, name)
    _known_fields(head, name, kind, unscored=unscored)
    points = _SHARES if unscored else _points(head)
    spec: Spec = {"id": exercise_id, "kind": name, "title": head["title"], "points": points}
    if unscored:
        spec["unscored"] = True
    key: Key = {"hint": head.get("hint", ""), "explain": head.get("explain", "")}
    built = kind.build(head, spec, key, run)
    settled = _settled(head)
    wrong = list(built.wrong)
    if "also" in head:
        key["also"] = _also(kind, head, spec, key, run)
        if kind.rights:  # there every option is foreseen as a wrong answer
            wrong = [each for each in wrong if isinstance(each, Wrong) or each[0] not in key["also"]]
    objectives = [] if unscored else head["objectives"]
    if not isinstance(objectives, list) or not (objectives or unscored):
        raise ExerciseError("objectives must be a list such as [6.6, 6.20]")
    return Exercise(
        exercise_id,
        line,
        tuple(objectives),
        spec,
        key,
        question.strip(),
        kind.solved(head, spec, built.answer),
        kind.stub(spec),
        tuple(
            each if isinstance(each, Wrong) else Wrong(kind.solved(head, spec, each[0]), each[1])
            for each in wrong
        ),
        settled,
        _exceptions(head),
    )


def _split(body: str) -> tuple[Head, str]:
    match = re.fullmatch(r"\s*---\n(.*?)\n---\n(.*)", body + "\n", re.DOTALL)
    if match is None:
        raise ExerciseError("the block starts with a head between two lines ---, then the question")
    try:
        head = yaml.load(match[1], Loader=_LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error)
        raise ExerciseError(f"the head is no YAML: {problem}", mark.line + 2 if mark else 1) from None
    if not isinstance(head, dict):
        raise ExerciseError("the head must be a mapping of names to values")
    if not match[2].strip():
        raise ExerciseError("the question is empty")
    return head, match[2]


def _unscored(head: Head, name: str) -> bool:
    """Tell whether the head says that nobody earns anything; then it can say nothing of marks."""
    if "unscored" not in head:
        return False
    if head["unscored"] != "true":
        raise ExerciseError(f"unscored can only be true, not “{head['unscored']}”; leave it out otherwise")
    if not answered.of(name).is_literal:
        raise ExerciseError(f"kind {name} cannot be unscored: its answers are not judged at once")
    if said := [each for each in _OF_MARKS if each in head]:
        raise ExerciseError(f"nothing is marked where unscored is true; take out {', '.join(said)}")
    return True


def _known_fields(head: Head, name: str, kind: AnyAuthoring, *, unscored: bool) -> None:
    unknown = set(head) - _COMMON - kind.fields
    if unknown:
        raise ExerciseError(f"unknown field {', '.join(sorted(unknown))} for kind {name}")
    needed = (_NEEDED - set(_OF_MARKS) if unscored else _NEEDED) | kind.needs | (kind.fields - kind.optional)
    missing = [each for each in sorted(needed) if not head.get(each)]
    if missing:
        raise ExerciseError(f"missing {', '.join(missing)}")


def _points(head: Head) -> int:
    if not str(head["points"]).isdigit() or int(head["points"]) == 0:
        raise ExerciseError(f"points must be a whole number above 0, not “{head['points']}”")
    return int(head["points"])


def _settled(head: Head) -> str:
    """Return `gift` or `void` if the head says so; then no answer counts."""
    said = [name for name in ("gift", "void") if name in head]
    for name in said:
        if head[name] != "true":
            raise ExerciseError(f"{name} can only be true, not “{head[name]}”; leave it out otherwise")
    if len(said) > 1:
        raise ExerciseError("gift and void contradict each other; keep one")
    if said and "also" in head:
        raise ExerciseError(f"also has no effect beside {said[0]}; keep one")
    return said[0] if said else ""


def _exceptions(head: Head) -> dict[str, str]:
    """Return the rules of items that do not hold for an exercise, each with its reason."""
    excepted = head.get("lint", {})
    if not isinstance(excepted, dict) or not all(
        isinstance(why, str) and why.strip() for why in excepted.values()
    ):
        raise ExerciseError("lint gives a reason for each rule that does not hold here: {longest: why}")
    return excepted


def _also(kind: AnyAuthoring, head: Head, spec: Spec, key: Key, run: Run) -> list[Any]:
    """Return the further right answers, as they stand in the key."""
    if kind.no_second:
        raise ExerciseError(kind.no_second)
    if not isinstance(head["also"], list) or not head["also"]:
        raise ExerciseError("also must be a list of further right answers")
    found: list[Any] = []
    for entry in head["also"]:
        made = kind.further(entry, head, spec, key, run)
        if made in [kind.right(key), *found]:
            raise ExerciseError(f"also: “{entry}” is right already")
        found.append(made)
    return found
