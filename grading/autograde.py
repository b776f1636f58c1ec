"""The steps that take the place of nbgrader's own when a submission is autograded.

`nbgrader_config.py` of the class folder names them, so that `shequ grade`, `nbgrader autograde` and the
formgrader all mark in the same way: first the answers alone are taken over into the master, then they are
marked without running the notebook, then nbgrader's gradebook is written.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_output
from nbgrader.preprocessors import NbGraderPreprocessor, SaveAutoGrades

from grading import run_table
from grading.master.keys import read_exercises
from shequ_lib import rulebook as rulebooks
from shequ_lib.answer_cells import answer_cells, course_metadata, is_untouched, read_answers, source_of
from shequ_lib.exercises.normalise import fold
from shequ_lib.exercises.score import UNANSWERED, Key, Result, Spec, mark, mark_source, unreadable
from shequ_lib.notebook import result_html
from shequ_lib.script import HANS, using

Resources = dict[str, Any]


class TakeAnswers(NbGraderPreprocessor):  # type: ignore[misc]
    """Replace a submission by the master with the submission's answers: nothing else of it is kept."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        """Return the master of the class folder's `source/` with the answers of `nb`."""
        names = resources["nbgrader"]
        course = self.parent.parent.coursedir  # this step's parent is the exporter, whose parent is Autograde
        folder = course.format_path(course.source_directory, ".", names["assignment"])
        master = nbformat.read(Path(folder) / f"{names['notebook']}.ipynb", as_version=4)
        fill_in(master, read_answers(nb))
        return master, resources


def fill_in(master: NotebookNode, answers: dict[str, str]) -> None:
    """Write each answer into its cell of `master`, and the stub where there is none; clear all outputs."""
    for exercise, cell in answer_cells(master).items():
        stub = str(course_metadata(cell)["stub"])
        text = answers.get(exercise, stub)
        # Half a surrogate pair is legal in JSON but in no file or database.
        text = text.encode("utf-8", errors="replace").decode("utf-8")
        cell["source"] = stub if fold(text) in ("", fold(stub)) else text
    for cell in master.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None


class Mark(NbGraderPreprocessor):  # type: ignore[misc]
    """Mark every exercise and write points and message into its check cell, as if that cell had run.

    Literal answers are read, never run; the code of a `table` answer runs in a process of its own.
    """

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        """Return `nb` with the outputs of its check cells, and what each answer earned in their metadata."""
        folder = Path(resources["metadata"]["path"])
        rulebook = use_rulebook(nb, folder)
        script = str(course_metadata(nb).get("script", HANS))
        exercises, answers = read_exercises(nb), answer_cells(nb)
        for cell in nb.cells:
            ours = course_metadata(cell)
            if ours.get("role") == "check":
                spec, key = exercises[ours["exercise"]]
                with using(script):
                    result, broken = mark_cell(spec, key, answers[spec["id"]], folder / "data", rulebook)
                    shown = result_html(result, hint=True, explain=result.status == "right")
                data = {"text/plain": repr(float(result.points)), "text/html": shown}
                cell.outputs = [new_output("execute_result", data, execution_count=None)]
                cell.metadata["shequ"]["result"] = {
                    "points": result.points,
                    "status": result.status,
                    "needs_look": broken,
                }
        return nb, resources


def use_rulebook(nb: NotebookNode, folder: Path) -> str:
    """Make the rulebook of a chapter the active one, as its `start` does; return its name or path.

    Args:
        nb: the notebook.
        folder: where it lies, with a rulebook of its own if it has one.
    """
    rulebook = rulebook_of(nb)
    if rulebook.endswith(".toml"):
        rulebook = str(folder / rulebook)
    rulebooks.use(rulebook or rulebooks.DEFAULT)
    return rulebook


def rulebook_of(nb: NotebookNode) -> str:
    """Return what a chapter's `start` loads: the name of a rulebook, or of a `.toml` file beside it."""
    for cell in nb.cells:
        if course_metadata(cell).get("role") == "setup":
            match = re.search(r'start\(rulebook="([^"]+)"', source_of(cell))
            return match[1] if match else ""
    return ""


def mark_cell(spec: Spec, key: Key, cell: NotebookNode, data: Path, rulebook: str) -> tuple[Result, bool]:
    """Mark one answer cell.

    Returns:
        The result, and whether the instructor has to look because the answer's process failed.
    """
    if spec["kind"] != "table":
        return mark_source(spec, key, source_of(cell)), False
    if is_untouched(cell):
        return mark(spec, key, None), False
    ran = run_table.run(source_of(cell), spec["result"], data, rulebook=rulebook)
    if ran.message:
        return unreadable(spec, ran.message), ran.broken
    return mark(spec, key, ran.value), False


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
        comment.auto_comment = UNANSWERED if status == "unanswered" or is_untouched(cell) else None
        self.gradebook.db.commit()

    def _names(self, cell: NotebookNode) -> tuple[str, str, str, str]:
        return cell.metadata["nbgrader"]["grade_id"], self.notebook_id, self.assignment_id, self.student_id


def _exercise(cell: NotebookNode) -> str:
    return str(course_metadata(cell).get("exercise", ""))
