"""What is needed to mark a chapter, as plain data: read once from the class folder, sent to every worker."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import shequ_lib
from grading.master.keys import read_exercises
from grading.sandbox.tables import Surroundings
from grading.sanitize import Slot
from shequ_lib.answer_cells import answer_cells, course_metadata, source_of
from shequ_lib.exercises.score import Key, Spec
from shequ_lib.script import HANS

VERSION = 2  # to be raised when the same answer earns other points, so that it is marked again
_HIDDEN = re.compile(r"^### BEGIN HIDDEN TESTS\n.*?^### END HIDDEN TESTS\n?", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Exercise:
    """An exercise: its public and hidden part, its title with the number, and where its answer goes."""

    spec: Spec
    key: Key
    title: str
    slot: Slot

    @property
    def grade_id(self) -> str:
        """The name of the cell that carries its points."""
        return f"{self.spec['id']}-answer" if self.spec["kind"] == "essay" else str(self.spec["id"])


@dataclass(frozen=True)
class Scheme:
    """How a chapter is marked.

    Attributes:
        chapter: its name.
        exercises: by id, in reading order.
        surroundings: what its lines of pandas find around them.
        digest: changes whenever the master, its data or its rulebook do.
    """

    chapter: str
    exercises: Mapping[str, Exercise]
    surroundings: Surroundings
    digest: str

    @property
    def slots(self) -> dict[str, Slot]:
        """Where the answers go, by exercise."""
        return {name: exercise.slot for name, exercise in self.exercises.items()}


def read(folder: Path, chapter: str) -> Scheme:
    """Read how a chapter is marked.

    Args:
        folder: of its source notebook, `source/06-four-meetings`, with data and rulebook beside it.
        chapter: its name.
    """
    data = (folder / f"{chapter}.ipynb").read_bytes()
    notebook = json.loads(data)
    rulebook = rulebook_of(notebook)
    if rulebook.endswith(".toml"):
        rulebook = (folder / rulebook).read_text(encoding="utf-8")
    files = {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted((folder / "data").rglob("*"))
        if path.is_file()
    }
    script = str(course_metadata(notebook).get("script", HANS))
    library = Path(shequ_lib.__file__).parent / "rulebooks"
    rules = {path.name: path.read_text(encoding="utf-8") for path in sorted(library.glob("*.toml"))}
    parts = [VERSION, data.decode("utf-8"), rulebook, files, rules]
    digest = hashlib.sha256(json.dumps(parts).encode("ascii")).hexdigest()
    return Scheme(chapter, _exercises(notebook), Surroundings(files, rulebook, script), digest)


def slots_of(notebook: dict[str, Any]) -> dict[str, Slot]:
    """Return where the answers go in a source notebook, by exercise."""
    return {name: exercise.slot for name, exercise in _exercises(notebook).items()}


def rulebook_of(notebook: Mapping[str, Any]) -> str:
    """Return what a chapter's `start` loads: the name of a rulebook, or of a `.toml` file beside it."""
    for cell in notebook["cells"]:
        if course_metadata(cell).get("role") == "setup":
            match = re.search(r'start\(rulebook="([^"]+)"', source_of(cell))
            return match[1] if match else ""
    return ""


def cells_by_exercise(notebook: Mapping[str, Any], role: str) -> dict[str, Any]:
    """Return the cells of one role (`question`, `check`, …) by exercise id."""
    return {
        ours["exercise"]: cell
        for cell in notebook["cells"]
        if (ours := course_metadata(cell)).get("role") == role
    }


def title_of(question: Any, spec: Spec) -> str:
    """Return the title of an exercise with its number, such as `6-3 公告日期`."""
    number = re.match(r"#+\s*(?:练习|練習)\s*(\S+)", source_of(question))
    return f"{number[1]} {spec['title']}" if number else str(spec["title"])


def _exercises(notebook: dict[str, Any]) -> dict[str, Exercise]:
    answers = answer_cells(notebook)
    locked = {role: cells_by_exercise(notebook, role) for role in ("question", "form", "check")}
    made = {}
    for name, (spec, key) in read_exercises(notebook).items():
        released = {
            role: _HIDDEN.sub("", source_of(cells[name])) for role, cells in locked.items() if name in cells
        }
        slot = Slot(
            title=title_of(locked["question"][name], spec),
            stub=str(course_metadata(answers[name])["stub"]),
            is_text=answers[name]["cell_type"] == "markdown",
            locked=released,
        )
        made[name] = Exercise(spec, key, slot.title, slot)
    return made
