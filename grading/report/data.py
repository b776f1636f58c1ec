"""Everything that the report is made of, read once: gradebook, masters and graded notebooks."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

from nbgrader.api import (
    Assignment,
    BaseCell,
    Grade,
    Gradebook,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from nbgrader.coursedir import CourseDirectory
from sqlalchemy import inspect, select

from grading.classroom import class_folder
from grading.common.progress import tracked
from grading.gradebook import allowances, changes
from grading.gradebook.gradebook_tables import settings
from grading.intake import members
from grading.marking import sanitize
from grading.marking import scheme as schemes
from grading.marking.marking import prepare
from grading.marking.scheme import cells_by_exercise
from grading.master import kinds
from grading.master.keys import read_objectives_named, read_sections
from grading.papers import paper_record
from grading.papers import papers as own_papers
from grading.papers.papers import Papers
from grading.report import mistakes, public, year
from grading.report.mistakes import Judged
from grading.roster import Trainee
from shequ_lib.answer_cells import answer_cells, course_metadata, is_untouched, source_of
from shequ_lib.errors import ShequError
from shequ_lib.exercises import kinds as answered
from shequ_lib.exercises.fold import fold
from shequ_lib.exercises.kind import Key, Spec
from shequ_lib.exercises.kinds.table import TableSpec
from shequ_lib.exercises.kinds.year import YearKey, YearSpec

_NUMBERED = re.compile(r"第([零一二三四五六七八九十百]+)章")


@dataclass(frozen=True)
class Exercise:
    """An exercise: `grade_id` is the cell that carries its points, `label` its number and title."""

    id: str
    label: str
    grade_id: str
    objectives: tuple[str, ...]
    spec: Spec = field(repr=False)
    key: Key = field(repr=False)

    @property
    def kind(self) -> str:
        """The kind of the exercise."""
        return self.spec["kind"]

    @property
    def is_by_hand(self) -> bool:
        """Whether a person marks it."""
        return answered.of(self.kind).is_by_hand

    @property
    def points(self) -> float:
        """The full marks."""
        return float(self.spec["points"])


@dataclass(frozen=True)
class Item:
    """What the figures count as one question: an exercise, or a single decision of a first year in office.

    `unit` is what two people may answer alike: the exercise, or the card that a decision stands on.
    """

    id: str
    exercise: str
    unit: str
    label: str
    kind: str
    points: float
    objectives: tuple[str, ...]

    @property
    def is_decision(self) -> bool:
        """Whether it is a decision of a first year in office."""
        return self.id != self.exercise

    @property
    def is_by_hand(self) -> bool:
        """Whether a person marks it."""
        return answered.of(self.kind).is_by_hand


@dataclass(frozen=True)
class Chapter:
    """A chapter of the class: `items` are its exercises, but for a year its decisions.

    `public` are the ids of the exercises whose answers everybody can read on the self-study site. `families`
    are those of which some have questions of their own.
    """

    name: str
    title: str
    exercises: tuple[Exercise, ...]
    items: tuple[Item, ...]
    public: frozenset[str] = frozenset()
    families: tuple[str, ...] = ()

    @property
    def points(self) -> float:
        """The full marks of the chapter."""
        return sum(exercise.points for exercise in self.exercises)

    @property
    def public_words(self) -> str:
        """Which answers are public, in words."""
        return public.say([(one.label, one.kind, one.id in self.public) for one in self.exercises])

    @property
    def short(self) -> str:
        """What a column of the chapter is called."""
        return short_title(self.title or self.name)


@dataclass
class Paper:
    """What one person handed in for one chapter, graded.

    Attributes:
        total: the points of the chapter, a penalty for lateness taken off.
        penalty: what was taken off.
        late: it came after the deadline.
        marks: points by exercise; None while the mark waits for the instructor.
        judged: by item, what became of it; empty where the graded notebook cannot be read.
        wrong: by unit, what tells a wrong answer from others, "" if it is not wrong.
        essays: by exercise, what was written.
        members: by exercise of a family, the number of the question; 0 for everybody's who has no own paper.
    """

    total: float
    penalty: float = 0.0
    late: bool = False
    marks: dict[str, float | None] = field(default_factory=dict)
    judged: dict[str, Judged] = field(default_factory=dict)
    wrong: dict[str, str] = field(default_factory=dict)
    essays: dict[str, str] = field(default_factory=dict)
    members: dict[str, int] = field(default_factory=dict)

    @property
    def waiting(self) -> list[str]:
        """The exercises whose mark waits for the instructor."""
        return [exercise for exercise, mark in self.marks.items() if mark is None]

    @property
    def blank(self) -> bool:
        """Whether it was handed in without a single answer."""
        return bool(self.judged) and all(one.status == "unanswered" for one in self.judged.values())


@dataclass
class ClassData:
    """A class.

    Attributes:
        people: the class list, or else everybody in the gradebook.
        left: who has marks and is not in the class list; nothing that is said of the class counts them.
        chapters: what is reported on.
        papers: by trainee id and name of the chapter.
        objectives: the text of each objective by its number.
        sections: by objective, the sections that teach it.
        notes: what could not be read, and whose mark was changed by marking anew, Chinese lines for the
            instructor.
        excused: trainee ids and chapters that need not be handed in; what came all the same does not count.
        room: the name of the class folder.
    """

    people: tuple[Trainee, ...]
    chapters: tuple[Chapter, ...]
    papers: dict[tuple[str, str], Paper]
    objectives: dict[str, str] = field(default_factory=dict)
    sections: dict[str, tuple[str, ...]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    left: tuple[Trainee, ...] = ()
    excused: set[tuple[str, str]] = field(default_factory=set)
    room: str = ""

    def of(self, chapter: Chapter) -> dict[str, Paper]:
        """Return the papers of a chapter by trainee id, in the order of the class list."""
        return {
            person.id: self.papers[person.id, chapter.name]
            for person in self.people
            if (person.id, chapter.name) in self.papers
        }


def read(
    course: CourseDirectory,
    names: Sequence[str],
    roster: Sequence[Trainee] | None,
    objectives: Mapping[str, str],
) -> ClassData:
    """Read a class.

    Args:
        course: the class folder, as nbgrader sees it.
        names: the chapters to read, or their beginnings (`06`); none for all that are graded.
        roster: the class list, if it is given, else the one that the gradebook remembers; whoever of it
            handed nothing in is listed all the same.
        objectives: the text of each objective by its number.

    Raises:
        ShequError: no such chapter, or nothing is graded yet.
    """
    root = Path(course.root)
    with Gradebook(course.db_url) as gradebook:
        record = paper_record.read(root, expected=_has_papers(gradebook))
        chosen = _chosen(root, names, _graded(gradebook))
        people, others = _people(gradebook, roster)
        data = ClassData(people, (), {}, dict(objectives), _sections(root), room=root.resolve().name)
        chapters = []
        for name in chosen:
            source = _notebook(root / "source" / name / f"{name}.ipynb")
            if source is None:
                raise ShequError(f"{name} 的母本读不出，请再运行一次 shequ teach。")
            scheme = schemes.read(root / "source" / name, name)
            prepare(scheme)
            papers = own_papers.read(root, scheme, record)
            chapter = _chapter(name, source, papers)
            chapters.append(chapter)
            allowed = allowances.read(gradebook.db.connection(), name)
            data.excused |= {(who, name) for who, each in allowed.items() if each.excused}
            for trainee_id, paper in _papers(gradebook, chapter).items():
                paper.members = {each: papers.number(trainee_id, each) for each in chapter.families}
                if (trainee_id, name) not in data.excused:
                    data.papers[trainee_id, name] = paper
            _read_answers(course, chapter, papers, data)
        found = changes.read(gradebook.db.connection(), chosen)
        data.notes += [f"{change.day}：{change.line}" for change in found]
    data.chapters = tuple(chapters)
    there = {trainee_id for trainee_id, _ in data.papers}
    data.left = tuple(trainee for trainee in others if trainee.id in there)
    return data


def _chosen(root: Path, names: Sequence[str], graded: set[str]) -> list[str]:
    known = class_folder.chapters(root)
    if not names:
        chosen = [name for name in known if name in graded]
        if not chosen and graded:
            raise ShequError("批改过的章在班级文件夹的 source 里都找不到，请运行 shequ teach 补上。")
        if not chosen:
            raise ShequError("这个班级还没有批改过的作业，请先运行 shequ grade。")
        return chosen
    chosen = sorted({class_folder.chapter_named(name, known) for name in names})
    bare = [name for name in chosen if name not in graded]
    if bare:
        raise ShequError(f"{'、'.join(bare)} 还没有批改过，没有成绩可以写进报告，请先运行 shequ grade。")
    return chosen


def _has_papers(gradebook: Gradebook) -> bool:
    """Tell whether the gradebook says that own papers were handed out."""
    connection = gradebook.db.connection()
    if not inspect(connection).has_table(settings.name):
        return False
    find = select(settings.c.value).where(settings.c.name == paper_record.SETTING)
    return connection.execute(find).scalar() is not None


def _graded(gradebook: Gradebook) -> set[str]:
    rows = gradebook.db.query(Assignment.name).join(
        SubmittedAssignment, SubmittedAssignment.assignment_id == Assignment.id
    )
    return {row[0] for row in rows.distinct()}


def _people(
    gradebook: Gradebook, roster: Sequence[Trainee] | None
) -> tuple[tuple[Trainee, ...], tuple[Trainee, ...]]:
    """Return the class, and everybody else in the gradebook."""
    rows = gradebook.db.query(Student.id, Student.last_name).order_by(Student.id)
    known = tuple(Trainee(trainee_id, name or "") for trainee_id, name in rows)
    people = roster if roster is not None else members.remembered(gradebook.db.connection())
    if people is None:
        return known, ()
    listed = {trainee.id for trainee in people}
    return tuple(people), tuple(trainee for trainee in known if trainee.id not in listed)


def _chapter(name: str, source: dict[str, Any], papers: Papers) -> Chapter:
    scheme = papers.scheme
    named = read_objectives_named(source)
    exercises, items = [], []
    for exercise_id, counted in scheme.exercises.items():
        if counted.is_void:
            continue
        objectives = named.get(exercise_id, ())
        label = counted.title if counted.fixed is None else f"{counted.title}（送分）"
        exercise = Exercise(exercise_id, label, counted.grade_id, objectives, counted.spec, counted.key)
        exercises.append(exercise)
        items += _items(exercise)
    title = str(course_metadata(source).get("title", name))
    told = public.public_answers(source) - set(papers.families)  # there everybody's stands, and nobody else's
    families = tuple(each.id for each in exercises if each.id in papers.families)
    return Chapter(name, title, tuple(exercises), tuple(items), told, families)


def _items(exercise: Exercise) -> list[Item]:
    kind = kinds.of(exercise.kind)
    if not kind.in_decisions:
        name, about = exercise.id, (exercise.kind, exercise.points, exercise.objectives)
        return [Item(name, name, name, exercise.label, *about)]
    decided = kind.decisions(exercise.spec, exercise.objectives)
    each = exercise.points / len(decided)
    return [
        Item(
            f"{exercise.id}/{one.id}",
            exercise.id,
            f"{exercise.id}/{one.card}",
            one.label,
            exercise.kind,
            each,
            one.objectives,
        )
        for one in decided
    ]


def _papers(gradebook: Gradebook, chapter: Chapter) -> dict[str, Paper]:
    """Return the marks of a chapter by trainee id; two queries, however large the class is."""
    by_grade_id = {exercise.grade_id: exercise.id for exercise in chapter.exercises}
    # Whole rows would bring nbgrader's own sums along, each a query of its own.
    submitted = (
        gradebook.db.query(
            SubmittedAssignment.student_id,
            SubmittedAssignment.timestamp,
            SubmittedAssignment.extension,
            Assignment.duedate,
            SubmittedNotebook.id,
            SubmittedNotebook.late_submission_penalty,
        )
        .join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
        .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .filter(Assignment.name == chapter.name)
    )
    papers, of_notebook = {}, {}
    for trainee_id, came, extension, due, notebook_id, taken_off in submitted:
        late = came is not None and due is not None and came > due + (extension or timedelta())
        penalty = float(taken_off or 0)
        papers[str(trainee_id)] = of_notebook[notebook_id] = Paper(-penalty, penalty, late)
    rows = (
        gradebook.db.query(
            Grade.notebook_id, BaseCell.name, Grade.score, Grade.manual_score, Grade.needs_manual_grade
        )
        .join(BaseCell, Grade.cell_id == BaseCell.id)
        .join(SubmittedNotebook, Grade.notebook_id == SubmittedNotebook.id)
        .join(SubmittedAssignment, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
        .filter(Assignment.name == chapter.name)
    )
    for notebook_id, cell, score, by_hand, unseen in rows:
        if notebook_id in of_notebook and cell in by_grade_id:
            waits = unseen and by_hand is None
            of_notebook[notebook_id].marks[by_grade_id[cell]] = None if waits else round(float(score or 0), 4)
    for paper in papers.values():
        for exercise in chapter.exercises:  # one that is newer than the submission waits to be graded
            paper.marks.setdefault(exercise.id, None)
        paper.total = round(paper.total + sum(mark or 0 for mark in paper.marks.values()), 4)
    return papers


def _read_answers(course: CourseDirectory, chapter: Chapter, handed_out: Papers, data: ClassData) -> None:
    """Add to the papers of a chapter what the graded notebooks say of each answer."""
    seen: dict[tuple[str, str], Any] = {}  # the same answer to the same question is judged once
    unread = 0
    of_others: list[str] = []
    papers = [
        (trainee_id, paper) for (trainee_id, name), paper in data.papers.items() if name == chapter.name
    ]
    for trainee_id, paper in tracked(papers, len(papers), f"读 {chapter.name}"):
        folder = course.format_path(course.autograded_directory, trainee_id, chapter.name)
        notebook = _notebook(Path(folder) / f"{chapter.name}.ipynb")
        if notebook is None:
            unread += 1
            continue
        answers, checks = answer_cells(notebook), cells_by_exercise(notebook, "check")
        asked = handed_out.of(trainee_id).exercises
        for exercise in chapter.exercises:
            if exercise.id in answers:
                own = replace(exercise, spec=asked[exercise.id].spec, key=asked[exercise.id].key)
                _read_answer(own, answers[exercise.id], checks.get(exercise.id), paper, seen)
        repairs = sanitize.known_repairs(course_metadata(notebook).get("repairs")) or ()
        if sanitize.tells_of_another_paper(repairs):
            of_others.append(trainee_id)
    if of_others:
        names = {person.id: person.name for person in data.people}
        listed = "、".join(f"{names.get(who) or who}（{who}）" for who in of_others)
        data.notes.append(
            f"{chapter.short}：{listed} 交来的文件里有不是发给本人的题目，都按发给本人的题目判分；"
            "是哪几题，见各人的反馈。"
        )
    if unread:
        data.notes.append(f"{chapter.name}：{unread} 份批改后的笔记本读不出，这些人只算成绩，不算错答。")


def _read_answer(
    exercise: Exercise,
    answer: dict[str, Any],
    check: dict[str, Any] | None,
    paper: Paper,
    seen: dict[tuple[str, str], Any],
) -> None:
    source = source_of(answer)
    if exercise.is_by_hand:
        blank = is_untouched(answer)
        paper.judged[exercise.id] = Judged("unanswered" if blank else "written")
        if not blank:
            paper.essays[exercise.id] = fold(source)
        return
    status = str(course_metadata(check).get("result", {}).get("status", ""))
    member = paper.members.get(exercise.id)
    place = (exercise.id, f"{member} {status} {source}")
    if place not in seen:
        judged = _judged(exercise, source, status, _box(check))
        if member is not None and isinstance(judged, Judged):
            judged = mistakes.of_member(judged, member, exercise.key)
        seen[place] = judged
    judged = seen[place]
    if isinstance(judged, year.YearJudged):
        for task, one in judged.decisions.items():
            paper.judged[f"{exercise.id}/{task}"] = one
        for card, wrong in judged.cards.items():
            paper.wrong[f"{exercise.id}/{card}"] = wrong
    else:
        paper.judged[exercise.id] = judged
        paper.wrong[exercise.id] = judged.wrong


def _judged(exercise: Exercise, source: str, status: str, box: str) -> Judged | year.YearJudged:
    if answered.of(exercise.kind).is_code:
        return mistakes.judge_code(cast(TableSpec, exercise.spec), source, status, box)
    judged = mistakes.judge(exercise.spec, exercise.key, source)
    if kinds.of(exercise.kind).in_decisions:
        return year.judge(cast(YearSpec, exercise.spec), cast(YearKey, exercise.key), judged.value)
    return judged


def _box(check: dict[str, Any] | None) -> str:
    """Return what marking said, as HTML; a file may hold it as one string or as a list of lines."""
    for output in (check or {}).get("outputs", []):
        if output.get("output_type") == "execute_result":
            shown = output["data"].get("text/html", "")
            return "".join(shown) if isinstance(shown, list) else str(shown)
    return ""


def _sections(root: Path) -> dict[str, tuple[str, ...]]:
    """Return the sections of all chapters by the objectives that they teach."""
    sections: dict[str, list[str]] = {}
    for name in class_folder.chapters(root):
        source = _notebook(root / "source" / name / f"{name}.ipynb") or {"cells": []}
        title = short_title(str(course_metadata(source).get("title", name)))
        for heading, taught in read_sections(source):
            for objective in taught:
                sections.setdefault(objective, []).append(f"{title} · {heading}" if heading else title)
    return {objective: tuple(dict.fromkeys(names)) for objective, names in sections.items()}


def titles(chapters: Sequence[Chapter]) -> str:
    """Return what some chapters are called together: the title of one, `第六、十一至十四章` of several."""
    if len(chapters) == 1:
        return chapters[0].title or chapters[0].name
    return short_titles(chapters)


def short_titles(chapters: Sequence[Chapter]) -> str:
    """Return the numbers of some chapters, `第六、十一至十四章`, or their short titles where one has none."""
    numbers = [_NUMBERED.fullmatch(chapter.short) for chapter in chapters]
    if not all(numbers):
        return "、".join(chapter.short for chapter in chapters)
    places = [int(chapter.name[:2]) if chapter.name[:2].isdecimal() else 0 for chapter in chapters]
    runs: list[list[str]] = []
    for at, number in enumerate(numbers):
        follows = at > 0 and places[at] == places[at - 1] + 1
        if not follows:
            runs.append([])
        runs[-1].append(number[1] if number else "")
    parts = [f"{run[0]}至{run[-1]}" if len(run) > 2 else "、".join(run) for run in runs]
    return f"第{'、'.join(parts)}章"


def short_title(title: str) -> str:
    """Return the number of a chapter's title (`第六章`), or the title where it has none."""
    return title.split(maxsplit=1)[0] if title.startswith("第") else title


def _notebook(path: Path) -> dict[str, Any] | None:
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) and isinstance(found.get("cells"), list) else None
