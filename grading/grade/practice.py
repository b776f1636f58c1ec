"""Homework of the self-study site, marked for practice: table and pages of its own, nothing in the gradebook.

The site gives every answer away, so what comes from it says nothing of a mark, unless the instructor says
that it counts.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from grading.common.names import file_name
from grading.common.regular_file import read_regular
from grading.common.shown import shown, shown_lines
from grading.common.trouble import cannot
from grading.feedback import marks
from grading.grade.submission import Desk, Job
from grading.grade.workers import Outcome
from grading.gradebook.record import Before, Entry, utc
from grading.intake.intake import PRACTICE
from grading.marking import sanitize
from grading.marking.scheme import Scheme
from grading.roster import Trainee
from shequ_lib.answer_cells import course_metadata

COUNT = "--count-self-study"  # the option of `shequ grade` by which such homework counts
_PAGES = "练习"  # the folder of the pages, in that of the chapter's results
_MOST = 100 * 1024 * 1024  # bytes of a marked notebook

Grade = Callable[[Desk, Iterable[Job], int], Iterator[Outcome]]


@dataclass
class Practice:
    """What was marked for practice; `problems` and `log` say what could not be."""

    table: Path
    rows: list[marks.Row] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    log: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """Return one Chinese line if anything came."""
        if not self.rows:
            return []
        return [f"{len(self.rows)} 份来自自学网站，算练习，不计分（见 {self.table}）；要计分请加 {COUNT}。"]


def table_of(results: Path, chapter: str) -> Path:
    """Return where the table of practice goes."""
    return results / f"练习-{chapter}.xlsx"


def mark(
    root: Path,
    results: Path,
    scheme: Scheme,
    people: Sequence[Trainee],
    *,
    desk: Callable[[], Desk],
    grade: Grade,
) -> Practice:
    """Mark all homework of the self-study site in the class folder; write the table and the pages.

    Args:
        root: the class folder.
        results: where the results of the chapter go.
        scheme: how the chapter is marked.
        people: those whose names are known.
        desk: makes the desk that grades; it is not asked where there is nothing to do.
        grade: lets a desk grade some jobs; the last argument is their number.
    """
    found = Practice(table_of(results, scheme.chapter))
    names = {trainee.id: trainee.name for trainee in people}
    try:
        copies = _copies(root, scheme.chapter)
    except OSError as error:  # what was marked before stays
        found.problems.append(cannot(error))
        return found
    jobs = [_job(root, path, results, names) for path in copies]
    _tidy(results / _PAGES, {page for job in jobs for page in job.pages})
    if not jobs:
        found.table.unlink(missing_ok=True)
        return found
    exercises = [
        marks.Exercise(name, each.grade_id, each.title, float(each.spec["points"]))
        for name, each in scheme.exercises.items()
        if not each.kind.is_by_hand and not each.is_void  # nobody marks an essay
    ]
    for outcome in grade(desk(), jobs, len(jobs)):
        who = outcome.trainee_id
        if outcome.entry is None:
            found.problems.append(f"{shown(who)} 的练习没有批改成功，原因记在班级文件夹的日志里。")
            found.log.append(f"practice of {shown(who)} failed:\n{shown_lines(outcome.problem)}")
        else:
            found.rows.append(_row(outcome.entry, exercises, names.get(who, "")))
    found.rows.sort(key=lambda row: row.trainee.id)
    marks.write(found.table, exercises, found.rows, title="练习", chapter=scheme.title)
    return found


def _copies(root: Path, chapter: str) -> list[Path]:
    try:
        with os.scandir(root / PRACTICE) as listing:
            folders = sorted(entry.name for entry in listing if entry.is_dir())
    except FileNotFoundError:
        return []
    copies = [root / PRACTICE / name / chapter / f"{chapter}.ipynb" for name in folders]
    return [path for path in copies if path.exists()]


def _job(root: Path, path: Path, results: Path, names: Mapping[str, str]) -> Job:
    trainee_id = path.parent.parent.name
    marked = path.with_name("marked") / path.name
    name = names.get(trainee_id, "")
    named = trainee_id if name in ("", trainee_id) else f"{trainee_id}-{name}"
    # With what it was marked from, so that what has not changed is not marked again.
    before = Before(name=f"{name or trainee_id}，自学网站的练习，不计分", content=_marked_from(marked))
    page = results / _PAGES / file_name(named, ".html")
    return Job(trainee_id, path, marked, (page,), before, None, utc(datetime.now(UTC)))


def _marked_from(marked: Path) -> str:
    try:
        notebook = sanitize.read(read_regular(marked, _MOST)[0])
    except OSError:
        return ""
    return str(course_metadata(notebook).get("graded_from", ""))


def _row(entry: Entry, exercises: Sequence[marks.Exercise], name: str) -> marks.Row:
    row = marks.Row(Trainee(entry.trainee_id, name), "练习，不计分", total=0.0)
    for exercise in exercises:
        points, needs_look = entry.scores[exercise.grade_id]
        row.marks[exercise.id] = None if needs_look else points or 0.0
        if entry.comments.get(f"{exercise.id}-answer"):
            row.unanswered.add(exercise.id)
    row.total = round(sum(points or 0.0 for points in row.marks.values()), 4)
    return row


def _tidy(folder: Path, pages: set[Path]) -> None:
    """Remove pages of those whose homework counts by now."""
    for path in folder.glob("*.html"):
        if path not in pages:
            path.unlink()
