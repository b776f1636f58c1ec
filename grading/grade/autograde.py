"""The steps that take the place of nbgrader's own when a submission is autograded.

`nbgrader_config.py` of the class folder names them, so that `nbgrader autograde` and the formgrader's button
mark as `shequ grade` does, one submission after the other: first the answers alone are taken over into the
master, then they are marked without running the notebook, then nbgrader's gradebook is written.
"""

from __future__ import annotations

import atexit
import json
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor, SaveAutoGrades
from traitlets import Bool

from grading.common import outside_json
from grading.grade.submission import output_of
from grading.marking import sanitize
from grading.marking import scheme as schemes
from grading.marking.marking import mark_answers, prepare
from grading.marking.sandbox.tables import Tables
from grading.marking.scheme import Scheme
from grading.papers import bank
from grading.papers import papers as own_papers
from grading.papers.papers import Papers
from shequ_lib.answer_cells import (
    answer_cells,
    course_metadata,
    is_unscored,
    is_untouched,
    read_answers,
    source_of,
)
from shequ_lib.errors import ShequError
from shequ_lib.exercises.score import UNANSWERED
from shequ_lib.script import using

Resources = dict[str, Any]


class Reader(NotebookExporter):  # type: ignore[misc]
    """nbgrader's own reader and writer of notebooks; it reads no file that is too much."""

    def from_filename(
        self, filename: str, resources: Resources | None = None, **kw: Any
    ) -> tuple[str, Resources]:
        """Return a notebook as the steps leave it.

        Raises:
            ShequError: the file is too large, or holds too much.
        """
        path = Path(filename)
        with path.open("rb") as file:
            problem = outside_json.excess(file.read(outside_json.MAX_BYTES + 1))
        if problem:
            raise ShequError(f"{path.name}：{problem}")
        read, filled = super().from_filename(filename, resources=resources, **kw)
        return read, filled


class _Step(NbGraderPreprocessor):  # type: ignore[misc]
    """A step that knows how the chapter is marked."""

    def papers(self, resources: Resources) -> Papers:
        """Return how the chapter is marked for each trainee."""
        course = self.parent.parent.coursedir  # this step's parent is the exporter, whose parent is Autograde
        chapter = resources["nbgrader"]["assignment"]
        folder = Path(course.root) / course.format_path(course.source_directory, ".", chapter)
        papers = own_papers.read(Path(course.root), schemes.read(folder, chapter))
        prepare(papers.scheme)
        return papers


class TakeAnswers(_Step):
    """Replace a submission by the master with the submission's answers: nothing else of it is kept."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        """Return the master of the class folder's `source/` with the answers of `nb`."""
        papers, trainee_id = self.papers(resources), resources["nbgrader"]["student"]
        own = bank.overlay(papers.notebook, list(papers.source(trainee_id).values()))
        master = nbformat.reads(json.dumps(own), as_version=4)
        taken = sanitize.take(nb, papers.of(trainee_id).slots)
        for exercise, cell in answer_cells(master).items():
            cell["source"] = taken.answers[exercise]
        for cell in master.cells:
            if cell.cell_type == "code":
                cell.outputs, cell.execution_count = [], None
        noted = sanitize.known_repairs(course_metadata(nb).get("repairs"))
        master.metadata.setdefault("shequ", {})["repairs"] = list(taken.repairs if noted is None else noted)
        return master, resources


class Mark(_Step):
    """Mark every exercise and write points and message into its check cell, as if that cell had run."""

    allow_unsandboxed = Bool(False, help="Run lines of pandas even where nothing walls them off.").tag(
        config=True
    )

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        """Return `nb` with the outputs of its check cells, and what each answer earned in their metadata."""
        papers, trainee_id = self.papers(resources), resources["nbgrader"]["student"]
        scheme, own = papers.of(trainee_id), papers.source(trainee_id)
        tables = _tables(papers.scheme, allow=self.allow_unsandboxed)
        results = mark_answers(scheme, read_answers(nb), tables)
        for cell in nb.cells:
            ours = course_metadata(cell)
            # nbgrader's own step has put everybody's question there, as the gradebook has it.
            asked = own.get(bank.key_of(cell))
            if asked is not None and ours.get("role") != "answer":
                cell.source = source_of(asked)
            if ours.get("role") == "check" and not is_unscored(cell):
                plain = results[ours["exercise"]]
                with using(scheme.surroundings.script):
                    cell.outputs = [nbformat.from_dict(output_of(plain))]
                ours["result"] = json.loads(json.dumps(plain))
        return nb, resources


_worker: dict[str, Tables] = {}


def _tables(scheme: Scheme, *, allow: bool) -> Tables:
    """Return this process's worker for a chapter; there is one at a time, and it ends with the process."""
    if scheme.digest not in _worker:
        if not _worker:
            atexit.register(_close)
        _close()
        _worker[scheme.digest] = Tables(scheme.surroundings, allow_unsandboxed=allow)
    return _worker[scheme.digest]


def _close() -> None:
    while _worker:
        _worker.popitem()[1].close()


class Record(SaveAutoGrades):  # type: ignore[misc]
    """nbgrader's own recording, with its comment in Chinese and failed processes left to the instructor."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        """Record the points and comments of `nb` in the gradebook."""
        self.results = {
            ours["exercise"]: ours["result"] for ours in map(course_metadata, nb.cells) if "result" in ours
        }
        marked, filled = super().preprocess(nb, resources)
        return marked, filled

    def _add_score(self, cell: NotebookNode, resources: Resources) -> None:
        super()._add_score(cell, resources)
        if self.results.get(_exercise(cell), {}).get("needs_look"):
            grade = self.gradebook.find_grade(*self._names(cell))
            grade.needs_manual_grade = True
            self.gradebook.db.commit()

    def _add_comment(self, cell: NotebookNode, resources: Resources) -> None:
        comment = self.gradebook.find_comment(*self._names(cell))
        status = self.results.get(_exercise(cell), {}).get("status")
        blank = is_untouched(cell)
        comment.auto_comment = UNANSWERED if status == "unanswered" or blank else None
        self.gradebook.db.commit()

    def _names(self, cell: NotebookNode) -> tuple[str, str, str, str]:
        return cell.metadata["nbgrader"]["grade_id"], self.notebook_id, self.assignment_id, self.student_id


def _exercise(cell: NotebookNode) -> str:
    return str(course_metadata(cell).get("exercise", ""))
