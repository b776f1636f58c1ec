"""The instructor's class folder: nbgrader's layout, filled from the masters (`shequ teach`)."""

from __future__ import annotations

import os
import shutil
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Comment, Grade, Gradebook, MissingEntry
from nbgrader.converters import GenerateAssignment
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from grading import class_folder
from grading.class_folder import CONFIG, LOG, check_folder
from grading.lab import scripts_first
from grading.progress import tracked
from shequ_lib.errors import ShequError


@dataclass
class Setup:
    """What setting up did to each chapter; `notes` are Chinese lines for the instructor."""

    new: list[str] = field(default_factory=list)
    refreshed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def setup(
    classroom: Path, sources: Mapping[str, NotebookNode], files: Mapping[str, bytes] | None = None
) -> Setup:
    """Make a class folder, or bring its chapters up to date; submissions, marks and settings stay.

    Args:
        classroom: the class folder.
        sources: the source notebook of each chapter, by chapter name; those without exercises are left out.
        files: what notebooks read beside themselves (`data/communities.csv`, …), by relative path; a chapter
            that names a file gets a copy.

    Raises:
        ShequError: the folder cannot be used, or nbgrader refuses a chapter.
    """
    classroom = check_folder(classroom)
    classroom.mkdir(parents=True, exist_ok=True)
    config = classroom / CONFIG
    if not config.exists():
        template = resources.files("grading").joinpath("templates", "nbgrader_config.py.in")
        config.write_text(template.read_text(encoding="utf-8"), encoding="utf-8")
    (classroom / ".jupyter" / "exchange").mkdir(parents=True, exist_ok=True)
    done = Setup()
    course = open_course(classroom)
    for chapter, notebook in tracked(sorted(sources.items()), len(sources), "准备班级"):
        if not _cells(notebook).graded:
            continue
        text = str(nbformat.writes(notebook, version=4)) + "\n"
        folder = classroom / "source" / chapter
        source = folder / f"{chapter}.ipynb"
        known = source.exists()
        changed = _write_files(text, files or {}, folder)
        if (
            known
            and not changed
            and source.read_text(encoding="utf-8") == text
            and _is_complete(course, chapter)
        ):
            done.unchanged.append(chapter)
            continue
        note = _make_room(course, chapter, _cells(notebook)) if known else ""
        done.notes += [note] if note else []
        source.write_text(text, encoding="utf-8", newline="\n")
        _generate(course, chapter)
        (done.refreshed if known else done.new).append(chapter)
    return done


def open_course(classroom: Path) -> CourseDirectory:
    """Return nbgrader's view of a class folder, with its settings; nbgrader logs to a file there.

    Raises:
        ShequError: there is no class folder, or its settings cannot be read.
    """
    settings = class_folder.open_folder(classroom)
    course = CourseDirectory(config=settings.config, log=settings.log)
    create_gradebook(course.db_url)
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
    """Make the gradebook if there is none; nbgrader calls alembic, by name, to note its version.

    Alembic reads its settings, which name the folder of nbgrader, in the encoding of the locale.
    """
    needed = {"PATH": scripts_first()} | ({"LC_ALL": "C.UTF-8"} if os.name == "posix" else {})
    before = {name: os.environ.get(name) for name in needed}
    os.environ.update(needed)
    try:
        Gradebook(db_url).close()
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _write_files(notebook: str, files: Mapping[str, bytes], folder: Path) -> bool:
    """Write the files that a notebook names beside it; tell whether one of them changed."""
    folder.mkdir(parents=True, exist_ok=True)
    changed = False
    for name, content in files.items():
        target = folder / name
        if name in notebook and not (target.is_file() and target.read_bytes() == content):
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
            changed = True
    return changed


def _is_complete(course: CourseDirectory, chapter: str) -> bool:
    """Tell whether the gradebook and `release/` have a chapter, so that nothing is left to do."""
    released = Path(course.format_path(course.release_directory, ".", chapter)) / f"{chapter}.ipynb"
    with Gradebook(course.db_url) as gradebook:
        try:
            gradebook.find_notebook(chapter, chapter)
        except MissingEntry:
            return False
    return released.exists()


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
        copy = _keep_copy(course)
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
    return f"{chapter} 的练习有增减，已交的作业请再批改一次；原来的成绩册留在 {copy}。"


def _keep_copy(course: CourseDirectory) -> str:
    database = Path(course.root) / "gradebook.db"
    if not database.exists():
        return "原来的数据库里"
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
    return Path(shutil.copy2(database, database.with_name(f"gradebook-{stamp}.db"))).name
