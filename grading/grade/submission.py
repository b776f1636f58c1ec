"""One submission on its way from its file to its entry in the gradebook, its marked notebook and its page."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any

from grading.common.filled import Filled, place, write_file
from grading.common.moments import BEIJING, FORMAT, TIMESTAMP, read_timestamp
from grading.common.regular_file import read_file
from grading.feedback.page import EVERYBODY, NOBODY, RIGHT, Given, Pages, Sheet
from grading.gradebook.due_date import late_words
from grading.gradebook.record import Before, Entry, Manual, utc
from grading.marking import sanitize
from grading.marking.marking import Marked, Record, from_plain, is_result, is_untouched
from grading.marking.scheme import Scheme
from grading.papers.papers import Papers
from grading.roster import Trainee
from shequ_lib.answer_cells import course_metadata, is_unscored, read_answers
from shequ_lib.exercises.score import UNANSWERED
from shequ_lib.notebook import result_html
from shequ_lib.script import using

Marker = Callable[[Scheme, bytes], Marked]
LatePenalty = Callable[[str, float, float], float | None]
_ANSWER, _OUTPUT, _RESULT, _REPAIRS, _CONTENT = "answer/", "output/", "result/", "repairs", "content"
_CELL = "cell/"  # of a question that is not the same for all


@dataclass(frozen=True)
class Job:
    """What to grade: whose, where the files are, and what the gradebook knows already.

    Attributes:
        trainee_id: whose submission it is.
        submitted: the submitted notebook.
        marked: where the marked notebook goes.
        pages: where the page of feedback goes, all of them with the same text.
        before: what the gradebook knows.
        duedate: when it has to be handed in (UTC, without a zone); None if that was never said.
        now: the moment of the run, in the same form; explanations are given from the due date on.
        zone: in which moments are shown.
    """

    trainee_id: str
    submitted: Path
    marked: Path
    pages: tuple[Path, ...]
    before: Before
    duedate: datetime | None
    now: datetime
    zone: tzinfo = BEIJING


class Desk:
    """Grades submissions of one chapter; what all of them have in common is made once.

    Args:
        papers: how the chapter is marked for each trainee.
        checksums: nbgrader's checksums of its cells, by name.
        late_penalty: says what a late submission loses: of its trainee's id, its score and the seconds; None
            where nobody is late. It goes to other processes, so it must be a function by name, or a method.
    """

    def __init__(
        self,
        papers: Papers,
        checksums: Mapping[str, str],
        late_penalty: LatePenalty | None,
    ) -> None:
        self.papers, self._checksums, self._late_penalty = papers, checksums, late_penalty
        self._pages = Pages(papers)
        self._filled = Filled(_open_notebook(papers, checksums))

    def grade(self, job: Job, mark: Marker) -> Entry | None:
        """Grade one submission: write its files, return its entry; None if all is as it was.

        Args:
            job: what to grade.
            mark: marks the bytes of a submission, as a scheme says.

        Raises:
            ValueError: the submission is no notebook.
        """
        data = read_file(job.submitted)
        scheme = self.papers.of(job.trainee_id)
        content = graded_from(scheme, data)
        known = _read_marked(job.marked, scheme, content) if content == job.before.content else None
        done = known or mark(scheme, data)
        entry, sheet = self._entry(job, scheme, done, content)
        if known is None:
            self._write_notebook(job, done, content)
        if known is None or entry.page != job.before.page or not all(page.is_file() for page in job.pages):
            page = self._pages.page(sheet)
            for target in job.pages:
                write_file(target, page)
        elif entry.page == job.before.page:
            return None
        return entry

    def _entry(self, job: Job, scheme: Scheme, done: Marked, content: str) -> tuple[Entry, Sheet]:
        digests = {
            name: hashlib.sha256(text.encode("utf-8")).hexdigest()[:16] for name, text in done.answers.items()
        }
        scores: dict[str, tuple[float | None, bool]] = {}
        comments: dict[str, str | None] = {}
        given: dict[str, Given] = {}
        for name, exercise in scheme.exercises.items():
            manual = job.before.manual.get(exercise.grade_id, Manual())
            result = done.results.get(name)
            blank = is_untouched(exercise, done.answers[name])
            points: float | None = result["points"] if result else 0.0 if blank else None
            points = points if exercise.fixed is None else exercise.fixed
            seen = manual.done and job.before.answers.get(name) == digests[name]
            look = (
                not seen
                if manual.score is not None
                else points is None or bool(result and result["needs_look"])
            )
            look = look and exercise.fixed is None
            scores[exercise.grade_id] = (points, look)
            unanswered = blank or bool(result and result["status"] == "unanswered")
            comments[f"{name}-answer"] = UNANSWERED if unanswered else None
            counted = manual.score if manual.score is not None else points or 0.0
            counted = 0.0 if exercise.is_void else counted + (manual.extra or 0.0)
            given[name] = Given(counted, look, manual.comment or "")
        timestamp = read_timestamp(job.submitted.with_name(TIMESTAMP))
        moment = utc(timestamp) if timestamp else None
        due = job.duedate
        if due is not None:
            due += timedelta(seconds=job.before.extension)
        penalty = self._penalty(job, moment, sum(each.points for each in given.values()))
        sheet = Sheet(
            trainee=Trainee(job.trainee_id, job.before.name),
            answers=done.answers,
            results=done.results,
            given=given,
            repairs=done.repairs,
            late=late_words(moment, due, job.zone),
            late_penalty=penalty or 0.0,
            explain=RIGHT if job.duedate is None else EVERYBODY if job.now > job.duedate else NOBODY,
        )
        page = hashlib.sha256(
            repr((content, sheet.trainee, given, penalty, sheet.late, sheet.explain, moment)).encode("utf-8")
        ).hexdigest()
        return Entry(job.trainee_id, moment, scores, comments, penalty, content, page, digests), sheet

    def _penalty(self, job: Job, moment: datetime | None, score: float) -> float | None:
        """Return what nbgrader would take off: never less than nothing, never more than was earned."""
        if moment is None or job.duedate is None or self._late_penalty is None:
            return None
        late = (moment - job.duedate).total_seconds() - job.before.extension
        if late <= 0:
            return None
        penalty = self._late_penalty(job.trainee_id, score, late)
        return None if penalty is None else min(max(float(penalty), 0.0), score)

    def _write_notebook(self, job: Job, done: Marked, content: str) -> None:
        values: dict[str, Any] = {_REPAIRS: list(done.repairs), _CONTENT: content}
        values |= {f"{_ANSWER}{name}": text for name, text in done.answers.items()}
        with using(self.papers.scheme.surroundings.script):
            for name, plain in done.results.items():
                values[f"{_OUTPUT}{name}"] = [output_of(plain)]
                values[f"{_RESULT}{name}"] = plain
        values |= self._cells(job.trainee_id, values)
        write_file(job.marked, self._filled.text(values))
        moment = read_timestamp(job.submitted.with_name(TIMESTAMP))
        if moment is not None:
            write_file(job.marked.with_name(TIMESTAMP), moment.strftime(FORMAT))

    def _cells(self, trainee_id: str, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return the cells of the questions that are not the same for all, filled in, by their places."""
        checksums = {**self._checksums, **self.papers.checksums(trainee_id)}
        made = {}
        for (exercise, role), cell in self.papers.source(trainee_id).items():
            filled = _open_cell(cell, checksums)
            if role == "answer":
                filled["source"] = values[f"{_ANSWER}{exercise}"]
            elif role == "check":
                filled["outputs"] = values[f"{_OUTPUT}{exercise}"]
                filled["metadata"]["shequ"]["result"] = values[f"{_RESULT}{exercise}"]
            made[f"{_CELL}{exercise}/{role}"] = filled
        return made


def graded_from(scheme: Scheme, data: bytes) -> str:
    """Return a digest of all that the marks of a submission are made from."""
    return hashlib.sha256(scheme.digest.encode("ascii") + data).hexdigest()


def output_of(plain: Record) -> dict[str, Any]:
    """Return the output of a check cell, as if it had run: the points for nbgrader, a box for people."""
    result = from_plain(plain)
    shown = result_html(result, hint=True, explain=result.status == "right")
    return {
        "data": {"text/html": shown, "text/plain": repr(float(result.points))},
        "execution_count": None,
        "metadata": {},
        "output_type": "execute_result",
    }


def _open_notebook(papers: Papers, checksums: Mapping[str, str]) -> dict[str, Any]:
    """Return the source notebook as nbgrader's marked one, with places for what each submission brings."""
    metadata = papers.notebook["metadata"]
    noted = {**metadata.get("shequ", {}), "repairs": place(_REPAIRS), "graded_from": place(_CONTENT)}
    opened: dict[str, Any] = {**papers.notebook, "metadata": {**metadata, "shequ": noted}, "cells": []}
    for source in papers.notebook["cells"]:
        cell = _open_cell(source, checksums)
        ours = course_metadata(cell)
        if ours.get("exercise") in papers.families:
            cell = place(f"{_CELL}{ours['exercise']}/{ours['role']}")
        elif is_unscored(cell):
            pass  # as it was handed out
        elif ours.get("role") == "answer":
            cell["source"] = place(f"{_ANSWER}{ours['exercise']}")
        elif ours.get("role") == "check":
            cell["outputs"] = place(f"{_OUTPUT}{ours['exercise']}")
            ours["result"] = place(f"{_RESULT}{ours['exercise']}")
        opened["cells"].append(cell)
    return opened


def _open_cell(source: Mapping[str, Any], checksums: Mapping[str, str]) -> Any:
    """Return a source cell as it is in a marked notebook, before anything is filled in."""
    cell: dict[str, Any] = {**source, "metadata": {**source["metadata"]}}
    for name in {"nbgrader", "shequ"} & set(cell["metadata"]):
        cell["metadata"][name] = {**cell["metadata"][name]}  # what is filled in is filled in here
    if cell["cell_type"] == "code":
        cell["outputs"], cell["execution_count"] = [], None
    grader = cell["metadata"].get("nbgrader")
    if grader and grader["grade_id"] in checksums:
        grader["checksum"] = checksums[grader["grade_id"]]
    return cell


def _read_marked(path: Path, scheme: Scheme, content: str) -> Marked | None:
    """Return what a marked notebook says, None if it is not there, not whole, or not made from `content`."""
    try:
        notebook = sanitize.read(read_file(path))
    except OSError:
        return None
    if notebook is None or course_metadata(notebook).get("graded_from") != content:
        return None
    results = {
        ours["exercise"]: ours["result"]
        for ours in map(course_metadata, notebook["cells"])
        if ours.get("role") == "check"
        and isinstance(ours.get("exercise"), str)
        and is_result(ours.get("result"))
    }
    answers = read_answers(notebook)
    essays = {name for name, exercise in scheme.exercises.items() if exercise.kind.is_by_hand}
    if set(answers) != set(scheme.exercises) or set(results) != set(scheme.exercises) - essays:
        return None
    repairs = sanitize.known_repairs(course_metadata(notebook).get("repairs"))
    return None if repairs is None else Marked(answers, results, repairs)
