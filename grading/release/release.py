"""Make the notebooks of the course from its masters: `shequ release`."""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode

from grading.common.progress import tracked
from grading.common.script import convert, convert_file
from grading.master import expand, glossary, item_lint
from grading.master.chapter import Chapter, load
from grading.master.editions import class_edition, self_study_edition
from grading.master.glossary import Glossary
from grading.master.item_lint import known
from grading.master.item_lint.finding import Finding
from grading.master.parse import MasterError, front_matter
from grading.master.proofs import prove_chapter, prove_complete, prove_course, prove_members, read_objectives
from grading.release import first_pictures, todo
from shequ_lib import rulebook
from shequ_lib.answer_cells import course_metadata
from shequ_lib.errors import ShequError
from shequ_lib.script import HANS, using

OWN_RULES = "gongshu-2008"  # the rulebook of the material, that the masters are written by
OWN_RULEBOOK = "rulebook.toml"  # the name, beside the notebooks, of a rulebook that the library does not hold


def count(number: int, thing: str) -> str:
    """Return a number of things for the author, who reads English: 1 fault, 2 faults."""
    return f"{number} {thing}{'' if number == 1 else 's'}"


class ReleaseError(ShequError):
    """The course is refused; `faults` has one line for each reason."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join([*faults, f"{count(len(faults), 'fault')}; nothing was written"]))
        self.faults = faults


@dataclass(frozen=True)
class Course:
    """The chapters of the course, proved, with the notebooks that they give."""

    chapters: tuple[Chapter, ...]
    objectives: dict[str, str]
    notebooks: dict[str, NotebookNode]
    other_files: dict[str, bytes]  # what notebooks read beside themselves, by relative path
    is_whole: bool = True  # all chapters that have a master

    def files(self) -> dict[str, bytes]:
        """Return the files of the course folder by relative path, in the form they have on disk."""
        notebooks = {
            f"{name}.ipynb": expand.dumps(notebook).encode("utf-8")
            for name, notebook in self.notebooks.items()
        }
        return notebooks | self.other_files


def build(
    solutions: Path,
    data: Path,
    *,
    edition: str = "class",
    rules: str | Path = OWN_RULES,
    script: str = HANS,
    partial: bool = False,
    members: bool = False,
    prove: bool = True,
    only: str = "",
) -> Course:
    """Read, prove and expand all masters of a folder.

    Args:
        solutions: the folder of the masters and of `objectives.csv`.
        data: the folder that holds `data/communities.csv`.
        edition: "class" (handed out), "self-study" (checks left in) or "source" (answers included).
        rules: the name of a rulebook of the library, or the path of a `.toml` file.
        partial: True while only some chapters are written: an objective may lack its chapter.
        script: "hans" (simplified characters, as the masters are written) or "hant" (traditional).
        members: whether to draw and prove all members of each family, for `expand.bank`; the notebooks that
            this returns hold the first ones, and without this only those are made, which is faster.
        prove: whether to prove those members; where the course was released, they have been.
        only: the one chapter to read, prove and expand, by the beginning of its name (`06`); all if empty.

    Raises:
        ReleaseError: a master cannot be read or fails its proofs, or there is no such chapter; all faults are
            listed.
        ShequError: the rulebook cannot be read.
    """
    book = rulebook.use(rules)
    own = Path(rules) if str(rules).endswith(".toml") else None
    objectives = read_objectives(solutions / "objectives.csv")
    other_files = _other_files(data, own, script)
    masters = sorted(solutions.glob("[0-9][0-9]-*.md"))
    wanted = [path for path in masters if path.stem.startswith(only)]
    if only and len(wanted) != 1:
        raise ReleaseError([f"--chapter {only}: {count(len(wanted), 'master')} of that name; say more of it"])
    chapters: list[Chapter] = []
    notebooks: dict[str, NotebookNode] = {}
    with _folder_of(other_files) as folder:
        terms, faults = _glossary(masters, book, folder, script)
        faults += todo.of_objectives(objectives, {int(path.name[:2]) for path in wanted})
        for path in tracked(wanted, len(wanted), "准备课程"):
            try:
                if unwritten := todo.of_master(path):
                    faults += unwritten
                    continue
                chapter = load(path, book, folder, script, members=members)
            except MasterError as error:
                faults.append(str(error))
                continue
            start = OWN_RULEBOOK if own else None
            with using(script):
                source = expand.notebook(chapter, rulebook=start)
                handed_out = class_edition(source)
                faults += prove_chapter(chapter, handed_out, objectives)
                faults += prove_members(chapter, handed_out) if members and prove else []
                faults += terms.faults(chapter) if terms else []
                chapters.append(chapter)
                if edition == "self-study":
                    made = self_study_edition(expand.notebook(chapter, feedback=True, rulebook=start))
                else:
                    made = source if edition == "source" else handed_out
                first_pictures.into(made)
                notebooks[chapter.name] = made
                if terms:
                    terms.into(made, chapter)
    _link(notebooks, [path for path in masters if not glossary.is_reference(path)], script, terms)
    faults += todo.of_simulators(notebooks.values())
    faults += prove_course(chapters)
    if not partial and not only:
        faults += prove_complete([int(path.name[:2]) for path in masters], objectives)
    if faults:
        raise ReleaseError(faults)
    return Course(tuple(chapters), objectives, notebooks, other_files, is_whole=not only)


def _glossary(
    masters: list[Path], book: rulebook.Rulebook, data: Path, script: str
) -> tuple[Glossary | None, list[str]]:
    """Return the glossary of the course, None if there is none, and why it cannot be read."""
    for path in filter(glossary.is_reference, masters):
        try:
            chapter = load(path, book, data, script)
            return glossary.read(chapter, [each for each in masters if each != path]), []
        except MasterError as error:
            return None, [str(error)]
    return None, []


def made_from(solutions: Path, rules: str | Path, script: str) -> str:
    """Return a digest of all that members of families are made from: masters, rules, script, our code."""
    package = Path(__file__).parents[2]
    code = [*package.glob("grading/**/*.py"), *package.glob("shequ_lib/*.py")]
    code += package.glob("shequ_lib/[!l]*/**/*.py")  # not those that came with the tools of labextension/
    texts = [*solutions.glob("*.*"), *package.glob("shequ_lib/rulebooks/*.toml"), *code]
    texts += [Path(rules)] if str(rules).endswith(".toml") else []
    parts = [f"{rules} {script}".encode(), *(path.read_bytes() for path in sorted(texts) if path.is_file())]
    return hashlib.sha256(b"\0".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()


def prove_items(course: Course, solutions: Path) -> list[Finding]:
    """Refuse items that give their answer away, but for those that are known; return what was found.

    The rules look at the course as its author wrote it: simplified, by the rulebook of the material.

    Raises:
        ReleaseError: an item is not listed, or a listed one is no longer at fault; all are named.
    """
    found, faults = item_lint.look(course.chapters, whole=course.is_whole)
    found += item_lint.look_at_members(course.chapters, whole=course.is_whole)
    try:
        listed = known.read(solutions / known.FILE)
    except ValueError as error:
        raise ReleaseError([f"{known.FILE}: {error}"]) from None
    if not course.is_whole:
        listed = {
            chapter.name: {
                name: [rule for rule in rules if rule not in item_lint.OF_THE_COURSE]
                for name, rules in listed.get(chapter.name, {}).items()
            }
            for chapter in course.chapters
        }
    faults += known.faults(found, listed)
    if faults:
        raise ReleaseError(faults)
    return found


def _title(path: Path, script: str) -> str:
    """Return the title of a chapter; empty where its master cannot be read, which is told elsewhere."""
    with contextlib.suppress(MasterError):
        title = front_matter(path)["title"]
        return title if script == HANS else convert(title)
    return ""


def _link(
    notebooks: dict[str, NotebookNode], learnt: list[Path], script: str, terms: Glossary | None
) -> None:
    """Note in each notebook which comes before and after it, and where words are looked up: the page's ways.

    Args:
        notebooks: by the name of the chapter.
        learnt: the masters of what is learnt one after the other, in order.
        script: that of the titles.
        terms: the glossary.
    """
    titles = [(path.stem, _title(path, script)) for path in learnt]
    for before, after in itertools.pairwise(titles):
        for (here, _), name, (there, title) in ((before, "next", after), (after, "previous", before)):
            if here in notebooks:
                notebooks[here]["metadata"]["shequ"][name] = {"chapter": there, "title": title}
    for name, notebook in notebooks.items():
        if terms and name != terms.chapter.name:
            title = terms.chapter.front["title"]
            notebook["metadata"]["shequ"]["reference"] = {"chapter": terms.chapter.name, "title": title}


def _other_files(data: Path, own_rulebook: Path | None, script: str) -> dict[str, bytes]:
    paths = {path.relative_to(data).as_posix(): path for path in sorted(data.glob("data/*"))}
    if own_rulebook is not None:
        paths[OWN_RULEBOOK] = own_rulebook
    files = {name: path.read_bytes() for name, path in paths.items()}
    return files if script == HANS else {name: convert_file(content) for name, content in files.items()}


@contextlib.contextmanager
def _folder_of(files: dict[str, bytes]) -> Iterator[Path]:
    """Make a folder for a while in which the code of an answer finds what it will find in the course."""
    with tempfile.TemporaryDirectory(prefix="shequ-") as name:
        folder = Path(name)
        _write_files(files, folder)
        yield folder


def write(course: Course, folder: Path) -> list[str]:
    """Write the course into a folder and remove notebooks that no master gives; return what changed."""
    changed, files = differences(course, folder), course.files()
    for name in changed:
        target = folder / name
        content = files.get(name)
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
    if not course.is_whole:
        return sorted(changed)
    stale = [path.name for path in folder.glob("*.ipynb") if path.name not in files]
    if OWN_RULEBOOK not in files and (folder / OWN_RULEBOOK).exists():
        stale.append(OWN_RULEBOOK)
    return sorted([*changed, *stale])


def script_of(folder: Path) -> str | None:
    """Return the script of the notebooks of a course folder, None if it holds none."""
    for path in sorted(folder.glob("*.ipynb")):
        try:
            ours = course_metadata(json.loads(path.read_text(encoding="utf-8")))
        except ValueError:
            continue
        if "chapter" in ours:
            return str(ours.get("script", HANS))
    return None


def _write_files(files: dict[str, bytes], folder: Path) -> None:
    for name, content in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
