"""Hand out a chapter with own papers: a notebook for each trainee, its questions drawn for that one alone.

`shequ hand-out`: whoever has a paper keeps it, whatever the course has become; whoever is new gets one.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from grading.classroom import class_folder, handout, turn
from grading.classroom.class_folder import ClassFolder
from grading.common.filled import write_file
from grading.common.names import file_name, folder_key
from grading.common.progress import tracked
from grading.common.regular_file import read_file
from grading.common.shown import shown
from grading.common.trouble import cannot
from grading.grade.grade import adopt
from grading.gradebook import backups, gradebook_trouble
from grading.gradebook.gradebook_trouble import told
from grading.gradebook.record import Recorder
from grading.intake import moved_folders
from grading.intake.intake import SUBMITTED
from grading.marking import scheme as schemes
from grading.papers import bank, paper_record
from grading.papers import papers as own_papers
from grading.papers.bank import DEALT
from grading.papers.paper_record import Record
from grading.papers.papers import Papers
from grading.roster import Trainee, read_roster
from shequ_lib.errors import ShequError
from shequ_lib.trainee import LONGEST

_NAMED = 10  # people in one line
_PACKED = (2000, 1, 1, 0, 0, 0)  # the date of what lies in a zip, the same each time


@dataclass
class Dealt:
    """What was handed out of one chapter; `lines()` says it in Chinese."""

    chapter: str
    title: str
    folder: Path
    new: list[str] = field(default_factory=list)  # how people are called
    known: int = 0
    without: list[str] = field(default_factory=list)  # who handed in everybody's chapter before
    notes: list[str] = field(default_factory=list)

    @property
    def package(self) -> Path:
        """All of it in one file."""
        return self.folder.with_name(f"{self.folder.name}.zip")

    def lines(self) -> list[str]:
        """Return the summary, one Chinese line each."""
        lines = [
            *self.notes,
            f"{self.title}：这次新发 {len(self.new)} 份{_names(self.new)}，各人的题目不同。",
        ]
        if self.known:
            lines.append(f"以前发过的 {self.known} 份都不变。")
        if self.without:
            lines.append(
                f"没有发给 {len(self.without)} 人{_names(self.without)}：已经交过全班一样的那一份，"
                "照旧按那一份批改。"
            )
        if self.new or self.known:
            number = self.chapter.partition("-")[0]
            lines += [
                f"每人一个文件夹：{self.folder}（全部打成一个压缩包：{self.package.name}）",
                "下一步：把各人的文件夹只发给本人，不要整包发到群里，也不要再发 release 里的那一份。",
                f"交回来以后照常批改（shequ grade {number} 作业.zip），每份按本人自己的题目判分。",
            ]
        return lines


def run(
    classroom: Path,
    chapter: str,
    roster: Path | None = None,
    *,
    today: date | None = None,
    wait: bool = True,
) -> list[Dealt]:
    """Hand out a chapter, or all that have families of questions.

    Args:
        classroom: the class folder made by `shequ teach`.
        chapter: the chapter's name, or its beginning; an empty text for all.
        roster: the class list, which becomes the class; None for the one that was given last.
        today: the day that is noted.
        wait: wait for another command that is at work on the class folder; otherwise refuse.

    Raises:
        ShequError: no such class folder, chapter or list, no class, nothing to draw from, or bank, record or
            secret are not as they were written; one line in Chinese.
    """
    room = class_folder.open_folder(classroom)
    with turn.taken(room.root, f"hand-out {chapter}".strip(), wait=wait), told(room.db_url):
        known = class_folder.chapters(room.root)
        chosen = [class_folder.chapter_named(chapter, known)] if chapter else known
        schemes_of = {name: schemes.read(room.root / "source" / name, name) for name in chosen}
        banks = {name: bank.read(room.root, name) for name in chosen}
        chosen = [name for name in chosen if banks[name].families]
        if not chosen:
            raise ShequError(_same_for_all(schemes_of[next(iter(schemes_of))].title if chapter else ""))
        gradebook_trouble.check(room.db_url)
        gradebook_trouble.check_ours(room.db_url, known)
        listed = read_roster(roster, ()) if roster is not None else None
        with Recorder(room.db_url, chosen[0]) as recorder:
            paper_record.read(room.root, expected=recorder.has_papers())
            secret = paper_record.secret(room.root)
            with _kept(room) as backup:
                people, said, moved = adopt(recorder, room, listed, backup)
                backup.wrote |= bool(moved)
            if not people:
                raise ShequError("还不知道班上有谁，请加上花名册：shequ hand-out 章 --roster 花名册.xlsx")
            recorder.name_trainees(people)
            recorder.note_papers()
        day = (today or date.today()).isoformat()
        dealt = []
        for name in chosen:
            deal = _Deal(room.root, schemes_of[name], banks[name], day)
            dealt.append(deal.to(people, secret))
        dealt[0].notes[:0] = [*said, *moved]
        return dealt


def _same_for_all(title: str) -> str:
    which = f"{title} 的题目" if title else "这门课的题目"
    return f"{which}人人一样，没有可以抽的题：照常把 release 里的那一份发给大家。"


@contextmanager
def _kept(room: ClassFolder) -> Iterator[backups.Backup]:
    """Keep what is before people get other numbers."""
    path = gradebook_trouble.file_of(room.db_url)
    with backups.kept(room.root, path, "hand-out") as backup:
        yield backup
        backup.finish()


class _Deal:
    """Deals the papers of one chapter."""

    def __init__(self, root: Path, scheme: schemes.Scheme, held: bank.Bank, day: str) -> None:
        self._root, self._scheme, self._bank, self._day = root, scheme, held, day
        self._chapter = scheme.chapter

    def to(self, people: Sequence[Trainee], secret: bytes) -> Dealt:
        """Deal to some people; those who have a paper keep it.

        The record is written before the first file: what is handed out is always known.
        """
        done = Dealt(self._chapter, self._scheme.title, folder_of(self._root, self._scheme.title))
        restored = handout.restore(self._root, self._chapter)
        done.notes += [restored] if restored else []
        record = paper_record.read(self._root)
        papers = record.papers.setdefault(self._chapter, {})
        for trainee in people:
            if trainee.id in papers:
                done.known += 1
            elif self._has_come(trainee.id):
                done.without.append(_called(trainee))
            else:
                families = self._bank.families
                papers[trainee.id] = paper_record.draw(secret, self._chapter, trainee.id, families, self._day)
                done.new.append(_called(trainee))
        paper_record.write(self._root, record)
        self._write(done, [trainee for trainee in people if trainee.id in papers], record)
        return done

    def _has_come(self, trainee_id: str) -> bool:
        return (self._root / SUBMITTED / trainee_id / self._chapter / f"{self._chapter}.ipynb").exists()

    def _write(self, done: Dealt, people: Sequence[Trainee], record: Record) -> None:
        papers = own_papers.read(self._root, self._scheme, record)
        released = self._root / "release" / self._chapter
        notebook = json.loads(read_file(released / f"{self._chapter}.ipynb"))
        beside = {
            path.relative_to(released).as_posix(): path.read_bytes()
            for path in handout.files_beside(released)
        }
        names = folder_names(people, {who: paper.code for who, paper in record.of(self._chapter).items()})
        files: dict[str, Path] = {}
        for trainee in tracked(people, len(people), f"发卷 {self._chapter}"):
            folder = done.folder / names[trainee.id]
            own = {f"{self._chapter}.ipynb": b"", **beside}
            for name, content in own.items():
                target = folder / name
                if not target.is_file():  # what was handed out stays as it is
                    write_file(target, content or self._paper(papers, notebook, trainee, record))
                files[f"{names[trainee.id]}/{name}"] = target
        if files:
            _pack(done.package, files)

    def _paper(self, papers: Papers, notebook: Mapping[str, Any], trainee: Trainee, record: Record) -> bytes:
        """Return somebody's notebook; it says whose it is, so that nobody need rename a file."""
        made = bank.overlay(notebook, list(papers.released(trainee.id, notebook).values()))
        ours = {**made["metadata"]["shequ"], "paper": record.of(self._chapter)[trainee.id].code}
        if len(trainee.id) <= LONGEST and len(trainee.name) <= LONGEST:
            ours["trainee"] = {"number": trainee.id, "name": trainee.name}
        made["metadata"] = {**made["metadata"], "shequ": ours}
        return (json.dumps(made, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _pack(path: Path, files: Mapping[str, Path]) -> None:
    """Write all into one zip, whole or not at all."""
    beside = path.with_name(f".{path.name}.unfinished")
    try:
        with zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED) as made:
            for name, file in files.items():
                entry = zipfile.ZipInfo(name, _PACKED)
                entry.compress_type = zipfile.ZIP_DEFLATED
                made.writestr(entry, file.read_bytes())
        beside.replace(path)
    except OSError as error:
        raise ShequError(cannot(error, path)) from error
    finally:
        beside.unlink(missing_ok=True)


def dealt(
    root: Path, chapter: str, people: Sequence[Trainee]
) -> tuple[dict[str, dict[str, int]], dict[str, Path]]:
    """Return the numbers of the members that people were handed, by exercise, and their files; both by id."""
    scheme = schemes.read(root / "source" / chapter, chapter)
    record = paper_record.read(root)
    papers = own_papers.read(root, scheme, record)
    names = folder_names(people, {who: paper.code for who, paper in record.of(chapter).items()})
    numbers = {
        who: {name: papers.number(who, name) for name in papers.families} for who in record.of(chapter)
    }
    folder = folder_of(root, scheme.title)
    return numbers, {who: folder / names[who] / f"{chapter}.ipynb" for who in numbers}


def folder_of(root: Path, title: str) -> Path:
    """Return where the papers of a chapter lie."""
    return root / DEALT / file_name(title)


def folder_names(people: Sequence[Trainee], codes: Mapping[str, str]) -> dict[str, str]:
    """Return the name of each one's folder by id: number and name, and on no system the same for two."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for trainee in people:
        name = moved_folders.paper_folder(trainee.id, trainee.name)
        if folder_key(name) in taken:
            name = file_name(f"{codes[trainee.id]}_{trainee.id}")
        taken.add(folder_key(name))
        names[trainee.id] = name
    return names


def _called(trainee: Trainee) -> str:
    return trainee.name or trainee.id


def _names(people: Sequence[str]) -> str:
    if not people:
        return ""
    more = " 等" if len(people) > _NAMED else ""
    return f"（{'、'.join(shown(who, 40) for who in people[:_NAMED])}{more}）"
