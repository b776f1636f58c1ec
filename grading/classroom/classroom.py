"""The instructor's class folder: nbgrader's layout, filled from the masters (`shequ teach`)."""

from __future__ import annotations

import copy
import functools
import os
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader import api
from nbgrader.api import Comment, Grade, Gradebook, MissingEntry
from nbgrader.converters import GenerateAssignment
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from traitlets import TraitError
from traitlets.config import Config

from grading.classroom import class_folder, handout, turn
from grading.classroom.class_folder import CONFIG, LOG, check_folder
from grading.common.filled import write_file
from grading.common.progress import tracked
from grading.gradebook import backups, gradebook_copy, gradebook_trouble
from grading.gradebook.gradebook_trouble import file_of, told
from grading.marking.scheme import note_files
from grading.papers import bank, paper_record
from shequ_lib.errors import ShequError


@dataclass
class Setup:
    """What setting up did to each chapter; `notes` are Chinese lines for the instructor."""

    new: list[str] = field(default_factory=list)
    refreshed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def setup(
    classroom: Path,
    sources: Mapping[str, NotebookNode],
    files: Mapping[str, bytes] | None = None,
    *,
    banks: Mapping[str, Mapping[str, Sequence[bank.Cells]]] | None = None,
    made_from: str = "",
    wait: bool = True,
) -> Setup:
    """Make a class folder, or bring its chapters up to date; submissions, marks and settings stay.

    Args:
        classroom: the class folder.
        sources: the source notebook of each chapter, by chapter name; those without exercises are left out.
        files: what notebooks read beside themselves (`data/communities.csv`, …), by relative path; a chapter
            that names a file gets a copy.
        banks: the members of each chapter's families of questions (`expand.bank`), from which papers are
            drawn; None leaves what there is.
        made_from: what the banks are made from (`release.made_from`), noted with them.
        wait: wait for another command that is at work on the class folder; otherwise refuse.

    Raises:
        ShequError: the folder cannot be used, or nbgrader refuses a chapter.
    """
    classroom = check_folder(classroom)
    classroom.mkdir(parents=True, exist_ok=True)
    with turn.taken(classroom, "teach", wait=wait):
        if banks is not None:  # first, so that what was handed out is safe before anything changes
            _renew_banks(classroom, sources, banks)
            bank.note_made(classroom, made_from)
        return _set_up(classroom, sources, files or {})


def _renew_banks(
    classroom: Path,
    sources: Mapping[str, NotebookNode],
    banks: Mapping[str, Mapping[str, Sequence[bank.Cells]]],
) -> None:
    record = paper_record.read(classroom)
    for chapter, notebook in sources.items():
        bank.renew(classroom, chapter, banks.get(chapter, {}), notebook["metadata"], record.in_use(chapter))


def _set_up(classroom: Path, sources: Mapping[str, NotebookNode], files: Mapping[str, bytes]) -> Setup:
    config = classroom / CONFIG
    if not config.exists():
        template = resources.files("grading.classroom").joinpath("nbgrader_config.py.in")
        write_file(config, template.read_text(encoding="utf-8"))
    (classroom / ".jupyter" / "exchange").mkdir(parents=True, exist_ok=True)
    done = Setup()
    course = open_course(classroom, done.notes)

    @functools.cache
    def before_change() -> None:
        if any(classroom.glob("submitted/*/*")):
            with backups.kept(classroom, file_of(course.db_url), "teach") as backup:
                backup.wrote = True
                backup.finish()

    with told(course.db_url):
        for chapter, notebook in tracked(sorted(sources.items()), len(sources), "准备班级"):
            if _cells(notebook).graded:
                _set_up_chapter(course, chapter, notebook, files, done, before_change=before_change)
    return done


def _set_up_chapter(
    course: CourseDirectory,
    chapter: str,
    notebook: NotebookNode,
    files: Mapping[str, bytes],
    done: Setup,
    *,
    before_change: Callable[[], None],
) -> None:
    text = str(nbformat.writes(notebook, version=4))
    beside = {name: content for name, content in files.items() if name in text}
    noted = copy.deepcopy(notebook)
    note_files(noted, beside)
    text = str(nbformat.writes(noted, version=4)) + "\n"
    folder = Path(course.root) / "source" / chapter
    source = folder / f"{chapter}.ipynb"
    known = os.path.lexists(source)
    changed = _write_files(beside, folder)
    cells = _cells(notebook)
    same = not changed and source.is_file() and source.read_bytes() == text.encode("utf-8")
    root = Path(course.root)
    if same and _is_complete(course, chapter, cells) and handout.is_known(root, chapter):
        restored = handout.restore(root, chapter)
        done.notes += [restored] if restored else []
        done.unchanged.append(chapter)
        return
    before_change()
    note = _make_room(course, chapter, cells)
    done.notes += [note] if note else []
    restored = handout.make_way(root, chapter)
    done.notes += [restored] if restored else []
    write_file(source, text)
    _generate(course, chapter)
    handout.note(root, chapter)
    (done.refreshed if known else done.new).append(chapter)


def open_course(classroom: Path, notes: list[str] | None = None) -> CourseDirectory:
    """Return nbgrader's view of a class folder, with its settings; nbgrader logs to a file there.

    Args:
        classroom: the class folder.
        notes: the gradebook is made where it is missing, and gets a line here if there should be one; None
            refuses a class folder without its gradebook.

    Raises:
        ShequError: there is no class folder, its settings cannot be read, or something is wrong with its
            gradebook.
    """
    settings = class_folder.open_folder(classroom)
    try:
        course = CourseDirectory(config=settings.config, log=settings.log, root=str(settings.root))
    except TraitError as error:
        raise ShequError(f"{CONFIG} 里的 CourseDirectory 有一项看不懂，请改好或者删掉那一行。") from error
    path = file_of(course.db_url)
    lost = path is not None and not (path.is_file() and path.stat().st_size)
    gradebook_trouble.check(course.db_url, create=notes is not None)
    if not lost:
        gradebook_trouble.check_ours(course.db_url, class_folder.chapters(settings.root))
    if notes is not None:
        with told(course.db_url):
            create_gradebook(course.db_url)
        if lost and any(Path(course.root, "autograded").glob("*/*")):
            notes.append(
                "原来的成绩册不见了，建了一个空的：请把每一章再批改一次（shequ grade），老师评过的分要重评。"
                "有备份的话，先放回来再批改。"
            )
    return course


def convert(kind: type[Any], course: CourseDirectory, chapter: str, trainee: str = "*") -> None:
    """Run one of nbgrader's converters for a chapter (and a trainee), writing over what it made before."""
    course.assignment_id, course.student_id = chapter, trainee
    converter = kind(coursedir=course, config=Config(course.config), log=course.log)
    converter.force = True
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about nbgrader's own database, and copied cells of a submission
        converter.start()


def create_gradebook(db_url: str) -> None:
    """Make the gradebook if there is none.

    nbgrader starts a program, alembic, that says the version of its tables; here it is asked without one,
    which takes a fifth of the time, and finds its files whatever the locale.
    """
    api.get_alembic_version = _version_of_tables
    Gradebook(db_url).close()


@functools.cache
def _version_of_tables() -> str | None:
    from alembic.script import ScriptDirectory  # here, for a class has a gradebook nearly always

    return ScriptDirectory(str(Path(api.__file__).parent / "alembic")).get_current_head()


def _write_files(files: Mapping[str, bytes], folder: Path) -> bool:
    """Write the files that a notebook reads; tell whether one of them changed."""
    folder.mkdir(parents=True, exist_ok=True)
    changed = False
    for name, content in files.items():
        target = folder / name
        if not (target.is_file() and target.read_bytes() == content):
            write_file(target, content)
            changed = True
    return changed


def _is_complete(course: CourseDirectory, chapter: str, cells: _Cells) -> bool:
    """Tell whether the gradebook and `release/` have a chapter, so that nothing is left to do."""
    with Gradebook(course.db_url) as gradebook:
        try:
            known = gradebook.find_notebook(chapter, chapter)
        except MissingEntry:
            return False
        if {cell.name for cell in known.grade_cells} != set(cells.graded):
            return False
    released = Path(course.format_path(course.release_directory, ".", chapter))
    source = Path(course.root) / "source" / chapter
    return class_folder.is_released(released, chapter) and all(
        (released / path.relative_to(source)).is_file() for path in source.rglob("*") if path.is_file()
    )


def _generate(course: CourseDirectory, chapter: str) -> None:
    try:
        convert(GenerateAssignment, course, chapter)
    except (NbGraderException, OSError) as error:
        raise ShequError(f"{chapter} 没有准备好，详情见班级文件夹里的 {LOG}。") from error


@dataclass
class _Cells:
    """The cells that nbgrader keeps account of, by name."""

    graded: dict[str, tuple[float, str]] = field(default_factory=dict)  # points and cell type
    solved: set[str] = field(default_factory=set)
    kept: set[str] = field(default_factory=set)


def _cells(notebook: NotebookNode) -> _Cells:
    cells = _Cells()
    for cell in notebook.cells:
        ours = cell.metadata.get("nbgrader")
        if ours and (ours["grade"] or ours["solution"] or ours["locked"]):
            name = ours["grade_id"]
            cells.kept.add(name)
            if ours["grade"]:
                cells.graded[name] = (float(ours["points"]), cell.cell_type)
            if ours["solution"]:
                cells.solved.add(name)
    return cells


def _make_room(course: CourseDirectory, chapter: str, new: _Cells) -> str:
    """Fit the gradebook to a master that gained or lost exercises after somebody handed in.

    nbgrader refuses this. New exercises get an open mark in each submission, to be filled by the next
    grading; the marks of exercises that are gone go with them, so a copy of the gradebook is kept.
    """
    with Gradebook(course.db_url) as gradebook:
        try:
            old = gradebook.find_notebook(chapter, chapter)
        except MissingEntry:
            return ""
        known = (
            (old.grade_cells, set(new.graded)),
            (old.solution_cells, new.solved),
            (old.source_cells, new.kept),
        )
        if not old.submissions or all({cell.name for cell in cells} == names for cells, names in known):
            return ""
        kept = _keep_copy(course)
        fresh_grades, fresh_solutions, fresh_sources = (
            sorted(names - {cell.name for cell in cells}) for cells, names in known
        )
        for cell in [cell for cells, names in known for cell in cells if cell.name not in names]:
            for row in [*(getattr(cell, "grades", None) or []), *(getattr(cell, "comments", None) or [])]:
                gradebook.db.delete(row)
            gradebook.db.delete(cell)
        gradebook.db.commit()
        submitted = gradebook.find_notebook(chapter, chapter).submissions
        for name in fresh_grades:
            points, cell_type = new.graded[name]
            cell = gradebook.add_grade_cell(name, chapter, chapter, max_score=points, cell_type=cell_type)
            gradebook.db.add_all(Grade(cell_id=cell.id, notebook=each) for each in submitted)
        for name in fresh_solutions:
            cell = gradebook.add_solution_cell(name, chapter, chapter)
            gradebook.db.add_all(Comment(cell_id=cell.id, notebook=each) for each in submitted)
        for name in fresh_sources:  # their text comes when nbgrader reads the new source
            gradebook.add_source_cell(name, chapter, chapter, cell_type="markdown", locked=True, source="")
        gradebook.db.commit()
    return f"{chapter} 的练习有增减，已交的作业请再批改一次；原来的成绩册留在 {kept}。"


def _keep_copy(course: CourseDirectory) -> str:
    database = file_of(course.db_url)
    return "原来的数据库里" if database is None else gradebook_copy.keep_now(database).name
