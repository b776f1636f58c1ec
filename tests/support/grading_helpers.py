"""What the tests of the instructor's side share: a class folder of the sample, and submissions to it."""

from __future__ import annotations

import atexit
import copy
import functools
import json
import shutil
import tempfile
from pathlib import Path

import nbformat
import openpyxl
from nbgrader.api import Gradebook

from grading.classroom import classroom
from grading.grade import workers
from grading.marking import scheme
from grading.master.keys import read_exercises
from grading.release import release
from shequ_lib.answer_cells import put_answers, read_answers

# The tests themselves run on all cores; what several processes are for says so (`options`), or is a command.
workers.cores = lambda: 1

SAMPLE = Path(__file__).parents[1] / "data" / "sample"
CHAPTER = "01-sample"
LINE = 'import pandas as pd\ncommunities = pd.read_csv("data/communities.csv")\n'

# One answer of every kind, some right, some not, with the points that each deserves.
MIXED = {
    "which-one": ('which_one = "B"', 0),
    "which-ones": ('which_ones = ["A"]', 1),
    "in-order": ('in_order = ["公告", "分析", "召集", "反馈"]', 2),
    "pair-up": ('pair_up = {"征求意见": "恳谈会", "化解矛盾": "评议会"}', 1),
    "how-many": ("how_many = 5", 2),
    "notice-date": ('notice_date = "2026-12-12"', 2),
    "all-dates": ('all_dates = {"公告": "2026-12-12"}', 1),
    "big-ones": (LINE + 'big_ones = communities[communities["户数"] > 2000]', 2),
    "own-words": ("先贴公告，**会后**再反馈。", None),
}
MIXED_ANSWERS = {exercise: source for exercise, (source, _) in MIXED.items()}
MIXED_POINTS = {exercise: points for exercise, (_, points) in MIXED.items()}


def sample(edition, solutions=SAMPLE / "solutions"):
    if solutions == SAMPLE / "solutions":
        return copy.deepcopy(_sample(edition))
    return release.build(solutions, SAMPLE / "course", edition=edition)


@functools.cache
def _sample(edition):
    return release.build(SAMPLE / "solutions", SAMPLE / "course", edition=edition)


def set_up(folder, course=None, only=None):
    """What `shequ teach` does; a new class folder of the sample is a copy of one that was made once.

    `only` is the one chapter of a course that is wanted.
    """
    if course is None and not folder.exists():
        made, done = _class_folder()
        shutil.copytree(made, folder)
        return copy.deepcopy(done)
    course = course or sample("source")
    files = {name: data for name, data in course.files().items() if not name.endswith(".ipynb")}
    notebooks = {only: course.notebooks[only]} if only else course.notebooks
    return classroom.setup(folder, notebooks, files)


@functools.cache
def _class_folder():
    place = Path(tempfile.mkdtemp(prefix="shequ-class-"))
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    (place / "班").mkdir()
    return place / "班", set_up(place / "班")


@functools.cache
def released():
    """The class edition as it is handed out, as a dict; not to be changed."""
    return json.loads(nbformat.writes(sample("class").notebooks[CHAPTER]))


def submission(answers, handed_out=None):
    """The class edition with answers written into it, as a dict."""
    notebook = copy.deepcopy(handed_out or released())
    put_answers(notebook, answers)
    return notebook


def hand_in(path, notebook):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(notebook, ensure_ascii=False), encoding="utf-8")
    return path


def solved():
    """The right answer of every exercise, from the master."""
    marks = ("### BEGIN SOLUTION", "### END SOLUTION")
    source = json.loads(nbformat.writes(sample("source").notebooks[CHAPTER]))
    return {
        exercise: "\n".join(line for line in scheme.without_key(text).split("\n") if line not in marks)
        for exercise, text in read_answers(source).items()
    }


def points_in_gradebook(room, trainee, chapter=CHAPTER):
    """Points by exercise; None where the instructor has to give them."""
    course = classroom.open_course(room)
    with Gradebook(course.db_url) as gradebook:
        grades = gradebook.find_submission_notebook(chapter, chapter, trainee).grades
        return {
            grade.name.removesuffix("-answer"): None
            if grade.needs_manual_grade and grade.manual_score is None
            else grade.score
            for grade in grades
        }


def give_by_hand(room, trainee, exercise, points, comment):
    """What the formgrader writes when the instructor marks an essay."""
    course = classroom.open_course(room)
    with Gradebook(course.db_url) as gradebook:
        grade = gradebook.find_grade(f"{exercise}-answer", CHAPTER, CHAPTER, trainee)
        grade.manual_score, grade.needs_manual_grade = points, False
        found = gradebook.find_comment(f"{exercise}-answer", CHAPTER, CHAPTER, trainee)
        found.manual_comment = comment
        gradebook.db.commit()


def rows_of(path, sheet="成绩"):
    """The rows of a table of ours by their heads; the remark at its foot is none."""
    heads, *rows = openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True)
    end = rows.index((None,) * len(heads)) if (None,) * len(heads) in rows else len(rows)
    return [dict(zip(heads, row, strict=True)) for row in rows[:end]]


def exercises():
    return read_exercises(sample("source").notebooks[CHAPTER])
