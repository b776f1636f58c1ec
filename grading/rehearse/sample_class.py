"""A made-up class to rehearse with: `shequ sample-class 30 --seed 7`.

It hands in one notebook for each trainee and chapter, in the shape that `shequ grade` takes in, with a class
list and the true mark of every answer. The same seed gives the same bytes on every machine; people are made
one after the other, so that a class of any size needs no more memory than one notebook.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path

from openpyxl import Workbook

from grading.classroom import classroom, deal
from grading.classroom.class_folder import chapter_named
from grading.common import csv_file, workbook
from grading.common.progress import tracked
from grading.master import expand
from grading.master.chapter import Chapter
from grading.master.exercise import Exercise
from grading.papers import paper_record
from grading.rehearse import sample_names
from grading.rehearse.sample_answers import STATUSES, WAITING, Answer, Stock, stock
from grading.rehearse.sample_people import DEADLINE, Person, people
from grading.release.release import Course
from shequ_lib.answer_cells import answer_cells
from shequ_lib.errors import ShequError
from shequ_lib.script import using

LARGEST = 100_000
HOMEWORK, ROSTER, MARKS, FACTS = "作业", "花名册.xlsx", "真实成绩.csv", "真实情况.csv"
TWICE = "第一次交的"
REHEARSAL = "模拟班"  # the class folder that the instructor is told to use
_HANGZHOU = timezone(timedelta(hours=8))
_MARK_HEADS = ("编号", "姓名", "章", "练习", "题目", "满分", "得分", "情形", "抄自")
_FACT_HEADS = (
    "编号",
    "姓名",
    "章",
    "满分",
    "得分",
    "待评题数",
    "能力",
    "交来时间",
    "迟交",
    "份数",
    "空白",
    "抄自",
    "文件",
)


@dataclass
class Sample:
    """What was made; `lines()` says it in Chinese, with what to do next."""

    folder: Path
    count: int
    files: int = 0
    chapters: list[str] = field(default_factory=list)
    late: int = 0
    twice: int = 0
    empty: int = 0
    copied: int = 0
    untidy: bool = False
    zipped: int = 0
    own_papers: bool = False

    def lines(self) -> list[str]:
        """Return the summary, one Chinese line each."""
        homework, roster = self.folder / HOMEWORK, self.folder / ROSTER
        place = str(self.folder / REHEARSAL) if self.own_papers else REHEARSAL
        room = f"--classroom {place}"
        due = _clock(DEADLINE).replace(" ", "T")
        return [
            f"模拟班级：{self.count} 人，{len(self.chapters)} 章，{self.files} 份作业，在 {homework}。",
            f"迟交 {self.late} 人，交了两份 {self.twice} 人，"
            f"交白卷 {self.empty} 人，抄了邻座的 {self.copied} 人。",
            f"每个人每道题的真实得分：{self.folder / MARKS}；谁迟交、谁抄了谁：{self.folder / FACTS}",
            f"截止时间是 {_clock(DEADLINE)}（北京时间）；想试迟交，批改时加上 --due {due}。",
            *self._untidy(),
            *([f"各人各卷：卷子已经发好，班级文件夹是 {place}。"] if self.own_papers else []),
            "人和答案都是虚构的，不要放进真的班级。另用一个班级文件夹，依次运行：",
            f"  shequ teach {place} --no-open",
            f"  shequ grade {self.chapters[0]} {homework / self.chapters[0]} --roster {roster} {room}",
            f"  shequ report {room}",
        ]

    def _untidy(self) -> list[str]:
        if not self.untidy:
            return []
        found = "文件名和文件夹像真的班级那样不整齐，用来练收作业；哪份是谁的，见真实情况里的“文件”一列"
        return [f"{found}，有 {self.zipped} 份在压缩包的压缩包里。" if self.zipped else f"{found}。"]


def run(
    course: Course,
    count: int,
    seed: int,
    chapters: Sequence[str],
    output: Path,
    *,
    untidy: bool = False,
    essays: bool = False,
    own_papers: Course | None = None,
) -> Sample:
    """Make a class.

    Args:
        course: the course in its class edition.
        count: how many trainees.
        seed: the same seed gives the same class.
        chapters: names of chapters or their beginnings (`06`); none, or "all", for all with exercises.
        output: a folder that does not exist yet, or is empty.
        untidy: name files as a class really does, and put some into zips within a zip.
        essays: everybody writes essays.
        own_papers: the course in its source edition with all members of its families: all have questions of
            their own, handed out in a class folder that is made, too; None for a class without.

    Raises:
        ShequError: no such chapter, an impossible number, or a folder that holds something.
    """
    check(count, output)
    chosen = _chosen(course, chapters)
    members = people(count, seed, essays=essays)
    sample = Sample(output, count, chapters=[chapter.name for chapter in chosen], untidy=untidy)
    sample.late = sum(person.late for person in members)
    sample.twice = sum(person.twice for person in members)
    sample.empty = sum(person.empty for person in members)
    sample.copied = sum(person.copies is not None for person in members)
    sample.own_papers = own_papers is not None
    _roster(output / ROSTER, members)
    if own_papers is not None:
        _hand_out(own_papers, seed, output)
    with (
        csv_file.writing(output / MARKS, _MARK_HEADS) as add_mark,
        csv_file.writing(output / FACTS, _FACT_HEADS) as add_fact,
    ):
        for chapter in chosen:
            with using(chapter.script):
                handed_out = expand.dumps(course.notebooks[chapter.name])
                work = _Homework(chapter, handed_out, members, seed, untidy=untidy)
                if own_papers is not None and chapter.families:
                    work.use_papers(output / REHEARSAL)
                folder = output / HOMEWORK / chapter.name
                folder.mkdir(parents=True)
                for person in tracked(members, len(members), f"模拟 {chapter.name}"):
                    given = work.answers(person)
                    sample.files += work.hand_in(folder, person, given)
                    for row in work.marks(person, given):
                        add_mark(row)
                    add_fact(work.facts(person, given))
                if untidy:
                    sample.zipped += work.zip_some(folder)
    return sample


def _hand_out(course: Course, seed: int, output: Path) -> None:
    """Make a class folder in which all have papers, drawn by the seed of the class."""
    room = output / REHEARSAL
    banks = {chapter.name: expand.bank(chapter) for chapter in course.chapters}
    with using(course.chapters[0].script):
        classroom.setup(room, course.notebooks, course.other_files, banks=banks)
    if any(banks.values()):
        paper_record.make_secret(room, hashlib.sha256(f"secret {seed}".encode()).digest())
        deal.run(room, "", output / ROSTER)


def check(count: int, output: Path) -> None:
    """Refuse what cannot be, before the course is read.

    Raises:
        ShequError: an impossible number, or a folder that holds something.
    """
    if not 1 <= count <= LARGEST:
        raise ShequError(f"人数应在 1 到 {LARGEST:,} 之间，现在是 {count}。")
    if output.exists() and not (output.is_dir() and not any(output.iterdir())):
        raise ShequError(f"{output} 里已经有内容，没有动它；请用 --output 写明另一个文件夹。")


def _chosen(course: Course, names: Sequence[str]) -> list[Chapter]:
    known = {chapter.name: chapter for chapter in course.chapters if chapter.exercises}
    if not names or "all" in names:
        return list(known.values())
    return [known[name] for name in sorted({chapter_named(name, known) for name in names})]


class _Homework:
    """One chapter: what each person answers, what they hand in, and the truth about it."""

    def __init__(
        self, chapter: Chapter, handed_out: str, members: Sequence[Person], seed: int, *, untidy: bool
    ) -> None:
        self._chapter, self._members, self._seed = chapter.name, members, seed
        self._untidy, self._class_list = untidy, [person.trainee for person in members]
        self._chapter_of_all, self._handed_out = chapter, handed_out
        self._stock_of: dict[str, tuple[Exercise, Stock]] = {}
        self._papers: dict[str, dict[str, int]] = {}  # the numbers of the members, by trainee id and exercise
        self._dealt: dict[str, Path] = {}
        self._common = self._stocks_of(chapter)
        self._template = _Template(handed_out)

    def use_papers(self, room: Path) -> None:
        """Let everybody answer what was handed out to them in a class folder."""
        self._papers, self._dealt = deal.dealt(room, self._chapter, self._class_list)

    def _stocks(self, person: Person) -> list[Stock]:
        numbers = self._papers.get(person.trainee.id)
        if numbers is None:
            return self._common
        return self._stocks_of(self._chapter_of_all.with_members(numbers))

    def _stocks_of(self, chapter: Chapter) -> list[Stock]:
        """Return the stocks of a chapter's exercises; each is made once."""
        found = []
        for exercise in chapter.exercises:
            key = f"{exercise.id} {id(exercise)}"
            if key not in self._stock_of:
                self._stock_of[key] = exercise, stock(exercise, self._seed)
            found.append(self._stock_of[key][1])
        return found

    def answers(self, person: Person) -> list[Answer]:
        """Return the answers of one person, exercise by exercise."""
        stocks = self._stocks(person)
        if person.empty:
            return [each.blank for each in stocks]
        own = self._drawn(person)
        if person.copies is None:
            return own
        draw, neighbour = self._draw("copies", person), self._members[person.copies]
        theirs = self._stocks(neighbour)
        answers = zip(self._drawn(neighbour), own, strict=True)
        return [
            mine.copied(draw, given if mine is other else mine.judged(given), kept)
            for mine, other, (given, kept) in zip(stocks, theirs, answers, strict=True)
        ]

    def hand_in(self, folder: Path, person: Person, given: Sequence[Answer]) -> int:
        """Write what a person hands in; return how many files that is."""
        name = self._name(person)
        template, dealt = self._template, self._dealt.get(person.trainee.id)
        if dealt is not None:
            template = _Template(dealt.read_text(encoding="utf-8"))
        template.write(folder / name, self._sources(given), person.handed_in)
        if not person.twice:
            return 1
        earlier = person.handed_in - timedelta(hours=5)
        template.write(folder / TWICE / name, self._sources(self._unfinished(person)), earlier)
        return 2

    def zip_some(self, folder: Path) -> int:
        """Put some files into zips; return how many."""
        paths = [folder / self._name(person) for person in self._members]
        times = [person.handed_in.astimezone(_HANGZHOU) for person in self._members]
        return sample_names.zip_some(folder, paths, times)

    def _name(self, person: Person) -> str:
        if not self._untidy:
            return f"{person.trainee.id}.ipynb"
        draw = self._draw("name", person)
        return sample_names.untidy(draw, person.trainee, self._class_list, self._chapter)

    def marks(self, person: Person, given: Sequence[Answer]) -> Iterator[tuple[object, ...]]:
        """Yield the true mark of each answer, a row of `MARKS`."""
        who = (person.trainee.id, person.trainee.name, self._chapter)
        for each, answer in zip(self._stocks(person), given, strict=True):
            spec = each.exercise.spec
            status = STATUSES.get(answer.status, answer.status)
            about = (spec["id"], spec["title"], spec["points"])
            yield (*who, *about, answer.points, status, self._source_of(person))

    def facts(self, person: Person, given: Sequence[Answer]) -> tuple[object, ...]:
        """Return what else is true of one person's work, a row of `FACTS`."""
        return (
            person.trainee.id,
            person.trainee.name,
            self._chapter,
            sum(each.exercise.spec["points"] for each in self._common),
            round(sum(answer.points or 0 for answer in given), 4),
            sum(answer.status == WAITING for answer in given),
            round(person.ability, 2),
            _clock(person.handed_in),
            "是" if person.late else "",
            2 if person.twice else 1,
            "是" if person.empty else "",
            self._source_of(person),
            self._name(person),
        )

    def _drawn(self, person: Person) -> list[Answer]:
        draw = self._draw("answers", person)
        return [each.drawn(draw, person) for each in self._stocks(person)]

    def _unfinished(self, person: Person) -> list[Answer]:
        """Return what somebody hands in too early: not yet the last two fifths."""
        draw, done = self._draw("earlier", person), len(self._common) * 3 // 5
        return [
            each.drawn(draw, person) if place < done else each.blank
            for place, each in enumerate(self._stocks(person))
        ]

    def _draw(self, purpose: str, person: Person) -> random.Random:
        return random.Random(f"{purpose} {self._seed} {self._chapter} {person.place}")

    def _sources(self, given: Sequence[Answer]) -> dict[str, str]:
        return {each.exercise.id: answer.source for each, answer in zip(self._common, given, strict=True)}

    def _source_of(self, person: Person) -> str:
        return "" if person.copies is None else self._members[person.copies].trainee.id


class _Template:
    """A notebook cut at its answer cells: what stands between them is written as it is."""

    def __init__(self, text: str) -> None:
        notebook = json.loads(text)
        marker = {exercise: f"@@{exercise}@@" for exercise in answer_cells(notebook)}
        for exercise, cell in answer_cells(notebook).items():
            cell["source"] = [marker[exercise]]
        whole = json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        self._pieces: list[tuple[bytes, str]] = []  # what comes first, then whose answer
        for exercise, mark in marker.items():
            before, whole = whole.split(json.dumps(mark), 1)
            self._pieces.append((before.encode("utf-8"), exercise))
        self._end = whole.encode("utf-8")

    def write(self, path: Path, answers: dict[str, str], when: datetime) -> None:
        """Write the notebook with these answers, as nbformat would, and date the file."""
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            file.writelines(self._parts(answers))
        os.utime(path, (when.timestamp(), when.timestamp()))

    def _parts(self, answers: dict[str, str]) -> Iterator[bytes]:
        for before, exercise in self._pieces:
            yield before
            lines = answers[exercise].splitlines(keepends=True) or [""]
            yield ",\n    ".join(json.dumps(line, ensure_ascii=False) for line in lines).encode("utf-8")
        yield self._end


def _roster(path: Path, members: Sequence[Person]) -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = "花名册"
    workbook.append(sheet, ["编号", "姓名"])
    for person in members:
        workbook.append(sheet, [person.trainee.id, person.trainee.name])
    workbook.finish(sheet, "A2", {1: 14}, last=14)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(workbook.unchanging(book, DEADLINE - timedelta(days=30)))
    os.utime(path, (DEADLINE.timestamp(), DEADLINE.timestamp()))


def _clock(moment: datetime) -> str:
    return moment.astimezone(_HANGZHOU).strftime("%Y-%m-%d %H:%M")
