"""Grade a chapter: take in what came, mark it through nbgrader, write feedback and marks (`shequ grade`)."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import Autograde, GenerateFeedback
from nbgrader.coursedir import CourseDirectory

from grading import classroom as classrooms
from grading import intake, marks
from grading.feedback import cells_by_exercise, title_of, trainee_of
from grading.master.keys import read_exercises
from grading.progress import tracked
from grading.roster import Trainee, check_id, read_roster
from shequ_lib.answer_cells import read_answers
from shequ_lib.errors import ShequError

RESULTS = "results"


@dataclass
class Summary:
    """What a run did and what is left for the instructor; `lines()` says it in Chinese."""

    chapter: str
    marks: Path
    feedback: Path
    graded: int = 0
    missing: int = 0
    waiting: dict[str, int] = field(default_factory=dict)  # open marks by title of the exercise
    failed: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """Return the summary, one Chinese line each."""
        lines = [f"{self.chapter}：批改了 {self.graded} 份。"]
        if self.missing:
            lines.append(f"花名册里还有 {self.missing} 人未交。")
        lines += [f"成绩表：{self.marks}", f"反馈（每人一个网页）：{self.feedback}"] if self.graded else []
        lines += self.notes
        lines += [f"没有批改成功：{who}：{why}" for who, why in self.failed.items()]
        lines += [f"没有收：{problem}" for problem in self.problems]
        if self.waiting:
            many = "，".join(f"{title} {count} 份" for title, count in self.waiting.items())
            lines.append(f"等老师评分：{many}。")
            lines.append("评分请运行 shequ teach，在 formgrader 里评；评完再运行一次 shequ grade。")
        return lines


def run(
    classroom: Path,
    chapter: str,
    paths: Sequence[Path] = (),
    roster: Path | None = None,
) -> Summary:
    """Take in submissions of a chapter and grade all that the class folder holds.

    Args:
        classroom: the class folder made by `shequ teach`.
        chapter: the chapter's name, or its beginning if that is unambiguous (`06`).
        paths: folders, zips or notebooks to take in; none to grade again what was handed in before.
        roster: the class list (.xlsx or .csv); names then come from it, and only its people are taken in.
            The gradebook remembers it, so that it need be given only once.

    Raises:
        ShequError: no such class folder, chapter, path or list; one line in Chinese.
    """
    course = classrooms.open_course(classroom)
    root = Path(course.root)
    chapter = _chapter(root, chapter)
    source = nbformat.read(root / "source" / chapter / f"{chapter}.ipynb", as_version=4)
    exercises = _exercises(source)
    people = read_roster(roster) if roster is not None else _known_class(course)
    came = intake.take_in(paths, chapter, [exercise.id for exercise in exercises], people)
    results = root / RESULTS / chapter
    summary = Summary(chapter, results / f"成绩-{chapter}.xlsx", results / "反馈")
    summary.problems, summary.notes = came.problems, came.notes
    for submission in came.superseded:
        intake.keep(submission, root, chapter)
    for submission in came.submissions:
        intake.keep(submission, root, chapter)
        note = intake.file_away(submission, root, chapter)
        summary.notes += [note] if note else []
    _name_students(course, people or ())
    for trainee_id in tracked(_handed_in(root, chapter, summary), f"批改 {chapter}"):
        _grade_one(course, chapter, trainee_id, summary)
    rows = marks.read_rows(course.db_url, chapter, exercises, people or (), summary.failed)
    summary.missing = sum(row.status == "未交" for row in rows)
    for exercise in exercises:
        count = sum(exercise.id in row.waiting for row in rows)
        if count:
            summary.waiting[exercise.title] = count
    try:
        marks.write(summary.marks, exercises, rows)
    except OSError as error:
        name = summary.marks.name
        raise ShequError(f"{name} 写不进去，请先在 Excel 或 WPS 里关掉它，再运行一次。") from error
    return summary


def _chapter(root: Path, name: str) -> str:
    known = classrooms.chapters(root)
    fitting = [chapter for chapter in known if chapter == name] or [
        chapter for chapter in known if name and chapter.startswith(name)
    ]
    if len(fitting) != 1:
        raise ShequError(f"没有“{name}”这一章，本班有：{'、'.join(known) or '还没有任何一章'}。")
    return fitting[0]


def _exercises(source: NotebookNode) -> list[marks.Exercise]:
    questions = cells_by_exercise(source, "question")
    return [
        marks.Exercise(
            name,
            f"{name}-answer" if spec["kind"] == "essay" else name,
            title_of(questions[name], spec),
            float(spec["points"]),
        )
        for name, (spec, _key) in read_exercises(source).items()
    ]


def _handed_in(root: Path, chapter: str, summary: Summary) -> list[str]:
    found = []
    for path in sorted((root / "submitted").glob(f"*/{chapter}/{chapter}.ipynb")):
        trainee_id = path.parent.parent.name
        try:
            found.append(check_id(trainee_id))
        except ShequError as error:
            summary.problems.append(str(error))
    return found


def _known_class(course: CourseDirectory) -> tuple[Trainee, ...] | None:
    """Return the class list given with an earlier run, or None if there never was one."""
    with Gradebook(course.db_url) as gradebook:
        known = [Trainee(student.id, student.last_name or "") for student in gradebook.students]
    if not any(trainee.name for trainee in known):
        return None
    return tuple(sorted(known, key=lambda trainee: trainee.id))


def _name_students(course: CourseDirectory, people: Sequence[Trainee]) -> None:
    with Gradebook(course.db_url) as gradebook:
        for trainee in people:
            name = {"last_name": trainee.name, "first_name": ""} if trainee.name else {}
            gradebook.update_or_create_student(trainee.id, **name)


def _grade_one(course: CourseDirectory, chapter: str, trainee_id: str, summary: Summary) -> None:
    reviewed = _Reviewed(course, chapter, trainee_id)
    trainee = trainee_of(course.db_url, trainee_id)
    try:
        classrooms.convert(Autograde, course, chapter, trainee_id)
        reviewed.restore()
        classrooms.convert(GenerateFeedback, course, chapter, trainee_id)
    except Exception:  # whatever one submission provokes, the others go on; nbgrader has logged it
        course.log.exception("grading failed for %s", trainee_id)
        summary.failed[trainee_id] = f"原因记在班级文件夹的 {classrooms.LOG} 里。"
        return
    page = Path(course.format_path(course.feedback_directory, trainee_id, chapter)) / f"{chapter}.html"
    named = trainee_id if trainee.name in ("", trainee_id) else f"{trainee_id}-{trainee.name}"
    summary.feedback.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(page, summary.feedback / f"{_file_name(named)}.html")
    summary.graded += 1


class _Reviewed:
    """The instructor's reviews of one submission, kept over a regrade where the answer is still the same.

    nbgrader keeps manual points and comments by itself, but asks for each of them to be looked at again.
    """

    def __init__(self, course: CourseDirectory, chapter: str, trainee_id: str) -> None:
        self._db_url, self._names = course.db_url, (chapter, chapter, trainee_id)
        folder = course.format_path(course.autograded_directory, trainee_id, chapter)
        self._notebook = Path(folder) / f"{chapter}.ipynb"
        self._answers = self._read()
        self._done = set()
        with Gradebook(self._db_url) as gradebook:
            for grade in self._grades(gradebook):
                if not grade.needs_manual_grade:
                    self._done.add(grade.name)

    def restore(self) -> None:
        """Take back the call for a review where the answer has not changed."""
        answers = self._read()
        with Gradebook(self._db_url) as gradebook:
            for grade in self._grades(gradebook):
                exercise = grade.name.removesuffix("-answer")
                if grade.name in self._done and answers.get(exercise) == self._answers.get(exercise):
                    grade.needs_manual_grade = False
            gradebook.db.commit()

    def _grades(self, gradebook: Gradebook) -> list[Any]:
        try:
            grades = gradebook.find_submission_notebook(*self._names).grades
        except MissingEntry:
            return []
        return [grade for grade in grades if grade.manual_score is not None]

    def _read(self) -> dict[str, str]:
        try:
            return read_answers(nbformat.read(self._notebook, as_version=4))
        except (OSError, ValueError):
            return {}


def _file_name(text: str) -> str:
    return "".join("_" if sign in '\\/:*?"<>|' or ord(sign) < 32 else sign for sign in text)
