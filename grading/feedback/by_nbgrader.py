"""The same page of feedback where nbgrader itself makes it (`nbgrader generate_feedback`, the formgrader)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nbconvert.exporters import Exporter
from nbformat import NotebookNode
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.preprocessors import GetGrades

from grading.feedback.page import Given, Pages, Sheet
from grading.gradebook.due_date import late_words
from grading.marking import sanitize
from grading.marking import scheme as schemes
from grading.marking.marking import prepare
from grading.marking.scheme import cells_by_exercise
from grading.papers import papers as own_papers
from grading.roster import Trainee
from shequ_lib.answer_cells import course_metadata, read_answers
from shequ_lib.exercises.score import UNANSWERED


class ReadGrades(GetGrades):  # type: ignore[misc]
    """nbgrader's own step that puts points and comments into the cells, and whether a mark is still open."""

    def _get_score(self, cell: NotebookNode, resources: dict[str, Any]) -> None:
        super()._get_score(cell, resources)
        ours = cell.metadata["nbgrader"]
        grade = self.gradebook.find_grade(
            ours["grade_id"], self.notebook_id, self.assignment_id, self.student_id
        )
        ours["needs_review"] = grade.needs_manual_grade


class FeedbackPage(Exporter):  # type: ignore[misc]
    """What nbgrader's own GenerateFeedback writes: the same page, from a marked notebook."""

    file_extension = ".html"
    output_mimetype = "text/html"

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: object
    ) -> tuple[str, dict[str, Any]]:
        """Return the page of a marked notebook into which nbgrader has put points and comments."""
        nb, filled = super().from_notebook_node(nb, resources, **kw)
        names = filled["nbgrader"]
        course = self.parent.coursedir
        folder = Path(course.format_path(course.source_directory, ".", names["assignment"]))
        papers = own_papers.read(Path(course.root), schemes.read(folder, names["assignment"]))
        scheme = papers.of(names["student"])
        prepare(scheme)
        checks, answers = cells_by_exercise(nb, "check"), cells_by_exercise(nb, "answer")
        given = {
            name: _given((checks.get(name) or answers[name])["metadata"]["nbgrader"], answers[name])
            for name in scheme.exercises
        }
        sheet = Sheet(
            trainee=trainee_of(names["db_url"], names["student"]),
            answers=read_answers(nb),
            results={name: course_metadata(cell)["result"] for name, cell in checks.items()},
            given=given,
            repairs=sanitize.known_repairs(course_metadata(nb).get("repairs")) or (),
            late=_late(names["db_url"], names["assignment"], names["student"]),
            late_penalty=names["late_penalty"],
        )
        return Pages(papers).page(sheet), filled


def _given(graded: Mapping[str, Any], answer: Any) -> Given:
    comment = answer["metadata"]["nbgrader"].get("comment") or ""
    return Given(
        points=float(graded.get("score") or 0),
        waiting=bool(graded.get("needs_review", False)),
        comment=comment if comment != UNANSWERED else "",
    )


def _late(db_url: str, chapter: str, trainee_id: str) -> str:
    """Return what a trainee is told who was late, empty for one who was not."""
    with Gradebook(db_url) as gradebook:
        try:
            found = gradebook.find_submission(chapter, trainee_id)
        except MissingEntry:
            return ""
        due = found.duedate if found.assignment.duedate is not None else None
        return late_words(found.timestamp, due)


def trainee_of(db_url: str, trainee_id: str) -> Trainee:
    """Return a trainee as the gradebook knows them."""
    with Gradebook(db_url) as gradebook:
        try:
            return Trainee(trainee_id, gradebook.find_student(trainee_id).last_name or "")
        except MissingEntry:
            return Trainee(trainee_id)
