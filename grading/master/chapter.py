"""A chapter: a master with its figures filled in and its exercises read."""

from __future__ import annotations

import contextlib
import re
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from grading.common.other_data import other_files
from grading.common.script import convert
from grading.master import exercise as exercises
from grading.master.exercise import Exercise
from grading.master.family import Member, members_of
from grading.master.parse import Block, MasterError, parse
from grading.master.render import Renderer
from shequ_lib import rulebook
from shequ_lib.errors import ShequError
from shequ_lib.script import HANS, localise, using

_TEACHES = re.compile(r"<!--\s*teaches:\s*([\d., ]+?)\s*-->")


@dataclass(frozen=True)
class Part:
    """One part of a chapter in reading order: text, a law box, live code, or an exercise."""

    kind: str  # text, law, code-cell, term, exercise
    line: int
    text: str = ""
    options: tuple[tuple[str, str], ...] = ()
    exercise: Exercise | None = None  # of a family its first member, if no other is asked for
    teaches: tuple[str, ...] = ()
    members: tuple[Member, ...] = ()  # of a family, the first one first; the others only if they are drawn

    def with_member(self, numbers: Mapping[str, int]) -> Part:
        """Return the part with another member of its family, if it is one."""
        if not self.members:
            return self
        return replace(self, exercise=self.members[numbers.get(self.members[0].exercise.id, 0)].exercise)


@dataclass(frozen=True)
class Chapter:
    """A chapter ready to become a notebook."""

    path: Path
    name: str
    number: int
    front: dict[str, str]
    parts: tuple[Part, ...]
    rules: rulebook.Rulebook
    script: str = HANS

    @property
    def is_reference(self) -> bool:
        """Whether it is no chapter to be learnt, but one to look things up in."""
        return self.front.get("reference") == "true"

    @property
    def exercises(self) -> tuple[Exercise, ...]:
        """The exercises that are marked, in reading order."""
        return tuple(each for each in self._all if not each.is_unscored)

    @property
    def unscored(self) -> tuple[Exercise, ...]:
        """The exercises that are for practice alone, in reading order."""
        return tuple(each for each in self._all if each.is_unscored)

    @property
    def _all(self) -> Iterator[Exercise]:
        return (part.exercise for part in self.parts if part.exercise is not None)

    @property
    def families(self) -> dict[str, tuple[Member, ...]]:
        """The members of each family by the id of its exercise, in reading order."""
        return {part.members[0].exercise.id: part.members for part in self.parts if part.members}

    def with_members(self, numbers: Mapping[str, int]) -> Chapter:
        """Return the chapter as somebody gets it who has these members of its families.

        Args:
            numbers: the number of a member by the id of its exercise; 0, the first one, where there is none.
        """
        return replace(self, parts=tuple(part.with_member(numbers) for part in self.parts))


def load(
    path: Path, rules: rulebook.Rulebook, data: Path, script: str = HANS, *, members: bool = False
) -> Chapter:
    """Read a master, fill in the figures of a rulebook, and bring it into a script.

    Args:
        path: the master.
        rules: the active rulebook, that text and answers are computed from.
        data: the folder that `table` answers run in (it holds `data/communities.csv`, in the script).
        script: "hans" (simplified, as written) or "hant" (traditional).
        members: whether to draw all members of each family; the first one alone is faster.

    Raises:
        MasterError: the master is refused; the message names file, line, exercise and what to do.
    """
    master = parse(path)
    renderer = Renderer(master, rules, script)
    parts: list[Part] = []
    seen: set[str] = set()
    for block in master.blocks:
        if block.kind == "exercise":

            def read(names: Mapping[str, Any], block: Block = block) -> Exercise | None:
                text = _in_script(script, path, block, renderer.render(block, names))
                with using(script):
                    return _exercise(path, block, text, data) if text.strip() else None

            drawn = members_of(path, block, renderer, read, everyone=members) if block.vary else ()
            exercise = drawn[0].exercise if drawn else None if block.vary else read({})
            if exercise is None:
                continue
            if exercise.is_unscored and drawn:
                message = "unscored: everybody has the same, so nothing varies; take out vary"
                raise MasterError(path, block.vary.line if block.vary else block.line, message, exercise.id)
            if exercise.id in seen:
                raise MasterError(path, block.line - 1, "this id stands twice; choose another", exercise.id)
            seen.add(exercise.id)
            parts.append(Part("exercise", block.line, exercise=exercise, members=drawn))
            continue
        rendered = renderer.render(block)
        if block.kind == "term" and rendered.strip():
            rendered = f"### {block.argument}\n\n{rendered}"
        text = _in_script(script, path, block, rendered)
        if not text.strip():  # facts, or a block that a Jinja condition leaves out
            continue
        teaches = tuple(re.findall(r"\d+\.\d+", " ".join(_TEACHES.findall(text))))
        parts.append(
            Part(
                block.kind,
                block.line,
                _TEACHES.sub("", text).strip(),
                tuple(block.options.items()),
                None,
                teaches,
            )
        )
    front = master.front
    if script != HANS:
        front = {key: convert(value) if isinstance(value, str) else value for key, value in front.items()}
    return Chapter(path, master.chapter, master.number, front, tuple(parts), rules, script)


def _in_script(script: str, path: Path, block: Block, text: str) -> str:
    """Return the text of a block in a script; what a notebook shows must leave it alone from then on."""
    if script == HANS:
        return text
    converted = convert(text)
    with using(script):
        shown = localise(converted)
    if shown == converted:
        return converted
    place = next(at for at, (old, new) in enumerate(zip(converted, shown, strict=True)) if old != new)
    around = converted[max(place - 4, 0) : place + 5]
    message = f"script_table.json would change “{around}”; run python -m grading.make_script_table"
    raise MasterError(path, block.line + converted.count("\n", 0, place), message, block.argument)


def _exercise(path: Path, block: Block, text: str, data: Path) -> Exercise:
    def run(code: str, name: str, *, other: bool = False) -> Any:
        if not other:
            return _run(code, name, data)
        with tempfile.TemporaryDirectory(prefix="shequ-") as folder:
            files = {path.name: path.read_text(encoding="utf-8") for path in data.glob("data/*.csv")}
            (Path(folder) / "data").mkdir()
            for file, content in other_files(files).items():
                (Path(folder) / "data" / file).write_text(content, encoding="utf-8", newline="")
            return _run(code, name, Path(folder))

    try:
        return exercises.read(block.argument, text, block.line, run)
    except exercises.ExerciseError as error:
        raise MasterError(path, block.line + error.line - 1, str(error), block.argument) from error
    except ShequError as error:
        raise MasterError(
            path, block.line, f"an answer of the block is refused: {error}", block.argument
        ) from error


def _run(code: str, name: str, folder: Path) -> Any:
    """Run the code of a master (written by the course's own authors) and return the value of `name`."""
    names: dict[str, Any] = {}
    with contextlib.chdir(folder):
        try:
            exec(compile(code, "<master>", "exec"), names)
        except Exception as error:
            raise exercises.ExerciseError(f"the code of an answer fails: {error!r}") from error
    if name not in names:
        raise exercises.ExerciseError(f"the code of an answer does not set {name}")
    return names[name]
