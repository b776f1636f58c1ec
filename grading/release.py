"""Make the notebooks of the course from its masters: `shequ release`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode

from grading.master import expand
from grading.master.chapter import Chapter, load
from grading.master.editions import class_edition, self_study_edition
from grading.master.parse import MasterError
from grading.master.proofs import prove_chapter, prove_course, read_objectives
from grading.progress import tracked
from shequ_lib import rulebook
from shequ_lib.errors import ShequError

EDITIONS = ("class", "self-study", "source")
OWN_RULEBOOK = "rulebook.toml"  # the name, beside the notebooks, of a rulebook that the library does not hold


class ReleaseError(ShequError):
    """The course is refused; `faults` has one line for each reason."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join([*faults, f"{len(faults)} faults; nothing was written"]))
        self.faults = faults


@dataclass(frozen=True)
class Course:
    """The chapters of the course, proved, with the notebooks that they give."""

    chapters: tuple[Chapter, ...]
    objectives: dict[str, str]
    notebooks: dict[str, NotebookNode]
    data: Path
    rulebook_file: Path | None

    def files(self) -> dict[str, bytes]:
        """Return the files of the course folder by relative path, in the form they have on disk."""
        files = {
            f"{name}.ipynb": expand.dumps(notebook).encode("utf-8")
            for name, notebook in self.notebooks.items()
        }
        for path in sorted(self.data.glob("data/*")):
            files[path.relative_to(self.data).as_posix()] = path.read_bytes()
        if self.rulebook_file is not None:
            files[OWN_RULEBOOK] = self.rulebook_file.read_bytes()
        return files


def build(
    solutions: Path, data: Path, *, edition: str = "class", rules: str | Path = "gongshu-2008"
) -> Course:
    """Read, prove and expand all masters of a folder.

    Args:
        solutions: the folder of the masters and of `objectives.csv`.
        data: the folder that holds `data/communities.csv`.
        edition: "class" (handed out), "self-study" (checks left in) or "source" (answers included).
        rules: the name of a rulebook of the library, or the path of a `.toml` file.

    Raises:
        ReleaseError: a master cannot be read or fails its proofs; all faults are listed.
        ShequError: the rulebook cannot be read.
    """
    book = rulebook.use(rules)
    own = Path(rules) if str(rules).endswith(".toml") else None
    objectives = read_objectives(solutions / "objectives.csv")
    chapters, notebooks, faults = [], {}, []
    for path in tracked(sorted(solutions.glob("[0-9][0-9]-*.md")), "准备课程"):
        try:
            chapter = load(path, book, data)
        except MasterError as error:
            faults.append(str(error))
            continue
        start = OWN_RULEBOOK if own else None
        source = expand.notebook(chapter, feedback=edition == "self-study", rulebook=start)
        handed_out = class_edition(expand.notebook(chapter, rulebook=start))
        faults += prove_chapter(chapter, handed_out, objectives)
        chapters.append(chapter)
        notebooks[chapter.name] = {
            "class": handed_out,
            "self-study": self_study_edition(source),
            "source": source,
        }[edition]
    faults += prove_course(chapters)
    if faults:
        raise ReleaseError(faults)
    return Course(tuple(chapters), objectives, notebooks, data, own)


def write(course: Course, folder: Path) -> list[str]:
    """Write the course into a folder and remove notebooks that no master gives; return what changed."""
    changed = differences(course, folder)
    for name in changed:
        target = folder / name
        content = course.files().get(name)
        if content is None:
            target.unlink()
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
    return changed


def differences(course: Course, folder: Path) -> list[str]:
    """Return the names of the files in a course folder that are not what the masters give."""
    files = course.files()
    changed = [
        name
        for name, content in files.items()
        if not (folder / name).is_file() or (folder / name).read_bytes() != content
    ]
    stale = [path.name for path in folder.glob("*.ipynb") if path.name not in files]
    if OWN_RULEBOOK not in files and (folder / OWN_RULEBOOK).exists():
        stale.append(OWN_RULEBOOK)
    return sorted([*changed, *stale])


def copy_data(course: Course, folder: Path) -> None:
    """Copy the data that a chapter reads (and a rulebook of its own) beside its notebook."""
    for name, content in course.files().items():
        if not name.endswith(".ipynb"):
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
