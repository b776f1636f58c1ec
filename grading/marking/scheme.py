"""What is needed to mark a chapter, as plain data: read once from the class folder, sent to every worker."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import shequ_lib
from grading.common.regular_file import read_file
from grading.common.trouble import why
from grading.marking import corrections, marking_code
from grading.marking.corrections import ALSO, GIFT, VOID, Asked, Correction
from grading.marking.sandbox.tables import Surroundings
from grading.marking.sanitize import Slot
from grading.master.keys import read_exercises
from shequ_lib.answer_cells import answer_cells, course_metadata, source_of
from shequ_lib.errors import ShequError
from shequ_lib.exercises import kinds
from shequ_lib.exercises.kind import AnyKind, Key, Spec
from shequ_lib.script import HANS

_FILES = "files"  # in the notebook's metadata: the digest of each file that it was made with
_DATA = re.compile(r"data/[^\s\"'\\`<>|?*()\[\]]+\.(?:csv|json|txt|toml|tsv)")
_HIDDEN = re.compile(r"^### BEGIN HIDDEN TESTS\n.*?^### END HIDDEN TESTS\n?", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Exercise:
    """An exercise: its public and hidden part, its title with the number, and where its answer goes."""

    spec: Spec
    key: Key
    title: str
    slot: Slot
    corrections: tuple[Correction, ...] = ()

    @property
    def kind(self) -> AnyKind:
        """Its kind."""
        return kinds.of(self.spec["kind"])

    @property
    def is_void(self) -> bool:
        """Whether it counts for nobody; it has no points then."""
        return any(each.kind == VOID for each in self.corrections)

    @property
    def fixed(self) -> float | None:
        """The points of everybody who handed in, whatever the answer; None where the answer counts."""
        given = any(each.kind in (GIFT, VOID) for each in self.corrections)
        return float(self.spec["points"]) if given else None

    @property
    def grade_id(self) -> str:
        """The name of the cell that carries its points."""
        return f"{self.spec['id']}-answer" if self.kind.is_by_hand else self.spec["id"]


@dataclass(frozen=True)
class Scheme:
    """How a chapter is marked.

    Attributes:
        chapter: its name.
        title: as people know it, such as `第六章 社区四会`.
        exercises: by id, in reading order.
        surroundings: what its lines of pandas find around them.
        digest: changes whenever the master, its data, its rulebook, a correction or what marks do.
    """

    chapter: str
    title: str
    exercises: Mapping[str, Exercise]
    surroundings: Surroundings
    digest: str

    @property
    def corrections(self) -> list[Correction]:
        """All corrections in force."""
        return [each for exercise in self.exercises.values() for each in exercise.corrections]

    @property
    def asked(self) -> dict[str, Asked]:
        """What can be corrected, by exercise."""
        return _asked(self.exercises)

    @property
    def slots(self) -> dict[str, Slot]:
        """Where the answers go, by exercise."""
        return {name: exercise.slot for name, exercise in self.exercises.items()}


def read(folder: Path, chapter: str) -> Scheme:
    """Read how a chapter is marked.

    Args:
        folder: of its source notebook, `source/06-four-meetings`, with data and rulebook beside it.
        chapter: its name.

    Raises:
        ShequError: the notebook cannot be read, or a file that its lines of pandas need is missing or is not
            the one that the right answers were worked out from.
    """
    data = _notebook(folder, chapter)
    try:
        notebook = json.loads(data)
        exercises = exercises_of(notebook)
        rulebook = rulebook_of(notebook)
        script = str(course_metadata(notebook).get("script", HANS))
        title = str(course_metadata(notebook).get("title", chapter))
    except ShequError:
        raise
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise ShequError(_spoiled(chapter, f"{chapter}.ipynb", "坏了，读不出来")) from error
    if not exercises:
        raise ShequError(_spoiled(chapter, f"{chapter}.ipynb", "里没有练习"))
    corrected = corrections.read(folder.parent.parent, chapter, _asked(exercises))
    exercises = {name: correct(exercise, corrected) for name, exercise in exercises.items()}
    runs = any(exercise.kind.is_code for exercise in exercises.values())
    named = _named_files(notebook, data)
    if runs:
        _check_files(folder, chapter, named)
    if rulebook.endswith(".toml"):
        rulebook = _text(folder, chapter, rulebook)
    files = {name: _text(folder, chapter, name) for name in named if name.startswith("data/") and runs}
    library = Path(shequ_lib.__file__).parent / "rulebooks"
    rules = {path.name: path.read_text(encoding="utf-8") for path in sorted(library.glob("*.toml"))}
    parts: list[Any] = [marking_code.digest(), data.decode("utf-8"), rulebook, files, rules]
    if corrected:
        parts.append(sorted(repr((each.exercise, each.kind, each.answer)) for each in corrected))
    digest = hashlib.sha256(json.dumps(parts).encode("ascii")).hexdigest()
    return Scheme(chapter, title, exercises, Surroundings(files, rulebook, script), digest)


def note_files(notebook: dict[str, Any], files: Mapping[str, bytes]) -> None:
    """Note in a source notebook which files it was made with, so that `read` knows them again."""
    noted = {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())}
    notebook["metadata"].setdefault("shequ", {})[_FILES] = noted


def _notebook(folder: Path, chapter: str) -> bytes:
    try:
        return read_file(folder / f"{chapter}.ipynb")
    except FileNotFoundError as error:
        raise ShequError(_spoiled(chapter, f"{chapter}.ipynb", "不见了")) from error
    except OSError as error:
        raise ShequError(_spoiled(chapter, f"{chapter}.ipynb", f"读不出来（{why(error)}）")) from error


def _named_files(notebook: Mapping[str, Any], data: bytes) -> dict[str, str]:
    """Return the files that a chapter reads, with their digests where it was made with them, else ""."""
    noted = course_metadata(notebook).get(_FILES)
    if isinstance(noted, dict):
        return {str(name): str(digest) for name, digest in noted.items()}
    return dict.fromkeys(sorted(set(_DATA.findall(data.decode("utf-8")))), "")


def _check_files(folder: Path, chapter: str, named: Mapping[str, str]) -> None:
    for name, digest in named.items():
        try:
            content = read_file(folder / name)
        except FileNotFoundError as error:
            raise ShequError(_spoiled(chapter, name, "不见了")) from error
        except OSError as error:
            raise ShequError(_spoiled(chapter, name, f"读不出来（{why(error)}）")) from error
        if digest and hashlib.sha256(content).hexdigest() != digest:
            raise ShequError(
                _spoiled(chapter, name, "和课程里的不一样（可能用 Excel 存过），标准答案对不上它")
            )


def _text(folder: Path, chapter: str, name: str) -> str:
    try:
        return read_file(folder / name).decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ShequError(_spoiled(chapter, name, "读不出来")) from error


def _spoiled(chapter: str, name: str, how: str) -> str:
    return (
        f"班级文件夹里的 source/{chapter}/{name} {how}。请运行 shequ teach 补上，再批改；还没有批改任何一份。"
    )


def without_key(source: str) -> str:
    """Return the text of a cell as it is handed out: without its hidden check."""
    return _HIDDEN.sub("", source)


def slots_of(notebook: dict[str, Any]) -> dict[str, Slot]:
    """Return where the answers go in a source notebook, by exercise."""
    return {name: exercise.slot for name, exercise in exercises_of(notebook).items()}


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
    return f"{number[1]} {spec['title']}" if number else spec["title"]


def _asked(exercises: Mapping[str, Exercise]) -> dict[str, Asked]:
    return {name: Asked(each.title, each.spec, each.key) for name, each in exercises.items()}


def correct(exercise: Exercise, corrected: Sequence[Correction]) -> Exercise:
    """Return an exercise with its corrections: other right answers in its key, no points if it is void."""
    own = corrections.in_force(exercise.spec["id"], exercise.key, corrected)
    also = [each.answer for each in own if each.kind == ALSO]
    key: Key = {**exercise.key, "also": also} if also else exercise.key
    void: Spec = {**exercise.spec, "points": 0}
    spec = void if any(each.kind == VOID for each in own) else exercise.spec
    return replace(exercise, spec=spec, key=key, corrections=own)


def exercises_of(notebook: dict[str, Any]) -> dict[str, Exercise]:
    """Return the exercises of a source notebook, by id, as the course has them."""
    answers = answer_cells(notebook)
    locked = {role: cells_by_exercise(notebook, role) for role in ("question", "form", "check")}
    made = {}
    for name, (spec, key) in read_exercises(notebook).items():
        released = {
            role: without_key(source_of(cells[name])) for role, cells in locked.items() if name in cells
        }
        slot = Slot(
            title=title_of(locked["question"][name], spec),
            stub=str(course_metadata(answers[name])["stub"]),
            is_text=answers[name]["cell_type"] == "markdown",
            locked=released,
        )
        made[name] = Exercise(spec, key, slot.title, slot)
    return made
