"""Filing the submissions of one chapter, one notebook per trainee: what came is kept, the latest counts.

`reception.py` reads what came and says whose it is.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path, PurePosixPath
from typing import Any, TypeAlias

from grading.common.filled import Filled, place, write_file
from grading.common.moments import BEIJING, FIRST, FORMAT, TIMESTAMP, from_seconds, noted, read_timestamp
from grading.common.names import folder_key
from grading.common.outside_json import MAX_BYTES
from grading.common.regular_file import NotRegularError, TooLargeError, read_regular
from grading.common.shown import LINE, shown
from grading.intake import homework_file
from grading.intake.arrivals import Arrival
from grading.intake.reception import Reception
from grading.intake.whose import NoRoster, Roster
from grading.marking import sanitize
from grading.marking.sanitize import Slot
from grading.papers.bank import key_of
from grading.papers.papers import Papers
from grading.roster import Trainee
from shequ_lib.answer_cells import answer_cells, course_metadata, read_answers
from shequ_lib.trainee import Trainee as Noted

__all__ = ["MAX_BYTES", "PRACTICE", "RECEIVED", "SUBMITTED", "Inbox", "Intake", "read_timestamp"]
RECEIVED = "received"  # the folder, in the class folder, of everything that ever came in
SUBMITTED = "submitted"  # that of what is graded
PRACTICE = "practice"  # that of what is marked for practice only
_MOST_FILED = 4 * MAX_BYTES  # of a clean copy, which holds the chapter besides the answers
_FROM_SITE = "self_study"  # noted in a clean copy: its answers come from the self-study site
_LATEST = "latest"  # noted there, too: the file's own time, where it counts as handed in at another one
_AHEAD = timedelta(minutes=5)  # by which the clock of somebody's computer may be ahead
_TOGETHER = timedelta(minutes=10)  # within which files are dated that were copied or downloaded without times
_FEWEST = 3  # the least number of files of which that may be said
_STAMP = "%Y%m%d-%H%M%S"  # of what is kept
MOST_OF_ONE = 100  # files of one trainee that one run takes
LISTED = 30  # lines of one folder or zip that are listed; the others are counted
_LOGGED = 1000  # further lines of one folder or zip, which go into the log only


_Rank: TypeAlias = tuple[bool, datetime]  # a notebook counts before homework of the site, then the later one


@dataclass
class Intake:
    """What came in: how many trainees', and a Chinese line for everything left out or doubtful.

    `failed` says, by file, what could not be put in its place.
    """

    taken: set[str] = field(default_factory=set)
    practice: set[str] = field(default_factory=set)  # whose homework from the self-study site came
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)

    def lines(self) -> list[str]:
        """Return what is said of files of no chapter, one Chinese line each."""
        failed = [f"没有收成功：{origin}：{why}" for origin, why in self.failed.items()]
        return [*self.notes, *failed, *(f"没有收：{problem}" for problem in self.problems)]

    @property
    def is_any(self) -> bool:
        """Tell whether anything came."""
        return bool(self.taken or self.practice or self.problems or self.failed)


class Lines:
    """Lines of one kind; of each folder or zip only the first are listed, whatever lies in it."""

    def __init__(self, lines: list[str], log: Callable[[str], None] | None) -> None:
        self._lines, self._log, self._count = lines, log, 0

    def add(self, line: str) -> None:
        self._count += 1
        if self._count <= LISTED:
            self._lines.append(shown(line, LINE))
        elif self._log is not None and self._count <= LISTED + _LOGGED:
            self._log(shown(line, LINE))

    def always(self, line: str) -> None:
        """Add a line that is listed however many there are: it speaks of all the others."""
        self._lines.append(shown(line, LINE))

    def close(self, source: Path) -> None:
        """End the lines of one folder or zip."""
        more, self._count = self._count - LISTED, 0
        if more > 0:
            where = "，都记在班级文件夹的日志里" if self._log is not None and more <= _LOGGED else ""
            self._lines.append(f"{shown(source.name)}：另有 {more} 个{where}。")


@dataclass(frozen=True)
class _File:
    """A file that is somebody's: a notebook, or what became of a homework file of the self-study site."""

    arrival: Arrival
    notebook: dict[str, Any] = field(repr=False)
    from_site: bool
    changed: datetime

    @property
    def rank(self) -> _Rank:
        """Which of two counts."""
        return not self.from_site, self.changed


class Inbox:
    """Takes in submissions of one chapter, one after the other, so that a large class needs no more memory.

    What came is kept byte by byte under `received/`. What nbgrader and we grade from then on is a clean copy
    under `submitted/`: the chapter as it was handed out with the trainee's answers, and a note of what had to
    be put right.

    Args:
        classroom: the class folder.
        chapter: the chapter's name, as in `06-four-meetings`.
        slots: where the answers go, by exercise.
        roster: the class list, or None to take file names as trainee numbers.
        count_self_study: homework of the self-study site, where everybody can read the answers, counts; else
            its clean copy goes to `practice/`.
        titles: names and titles of all chapters, which are no part of anybody's name.
        log: takes the lines that are too many to be listed.
        now: the moment at which what has no time of its own was handed in; the present one if None.
        due: when the chapter has to be handed in; None if that was never said.
        late_as_dated: files count as late by their dates even where those are probably of a copy.
        zone: of the clocks by which entries of zips are dated.
        before_change: is told each folder whose clean copy is going to change or go.
        papers: who was handed questions of their own; None where nobody was.
    """

    def __init__(
        self,
        classroom: Path,
        chapter: str,
        slots: Mapping[str, Slot],
        roster: Sequence[Trainee] | None,
        *,
        count_self_study: bool = False,
        titles: Sequence[str] = (),
        log: Callable[[str], None] | None = None,
        now: datetime | None = None,
        due: datetime | None = None,
        late_as_dated: bool = False,
        zone: tzinfo = BEIJING,
        before_change: Callable[[Path], None] | None = None,
        papers: Papers | None = None,
    ) -> None:
        self._papers = papers
        self._before_change = before_change or (lambda _folder: None)
        self._classroom, self._chapter, self._slots = classroom, chapter, slots
        self._count_self_study = count_self_study
        self._now = (now or datetime.now(UTC)).astimezone(UTC)
        self._known = _known(classroom)
        self._folders = {folder_key(trainee_id): trainee_id for trainee_id in self._known}
        self._people = (
            NoRoster(self._known, chapter, titles) if roster is None else Roster(roster, chapter, titles)
        )
        self._counts: Counter[str] = Counter()
        # What came of each, its rank and origin, by trainee and whether it is for practice.
        self._came: dict[tuple[str, bool], tuple[_Rank, str]] = {}
        self._due, self._late_as_dated, self._zone = due, late_as_dated, zone
        self._undated: list[str] = []
        self._ahead: list[str] = []  # what is dated in the future
        self._dates: list[datetime] = []  # of the files of one folder or zip
        self._dated: dict[Path, datetime] = {}  # clean copies that lie there by such a date
        self._clean: Filled | None = None
        self._handed_out: dict[str, Any] = {}  # the chapter as everybody has it who has no own paper
        self._names = {trainee.id: trainee.name for trainee in roster or ()}
        self._kept = _Kept(classroom, chapter)
        self.intake = Intake()
        self.problems, self.notes = Lines(self.intake.problems, log), Lines(self.intake.notes, log)

    def take_in(self, paths: Sequence[Path]) -> Intake:
        """Take in all submissions of this chapter alone below some paths (see `Reception`).

        Args:
            paths: folders, zips, notebooks or homework files of the self-study site.
        """
        Reception(
            self._classroom,
            {self._chapter: self},
            (),
            self.problems,
            self.notes,
            self.intake.failed,
            zone=self._zone,
        ).take_in(paths)
        return self.intake

    def whose(self, arrival: Arrival, noted: Noted) -> Trainee:
        """Return whose a file is, by its path and by whom the notebook notes.

        Raises:
            DoubtError: it fits nobody, more than one, or different people.
        """
        return self._people.whose(arrival.path, arrival.parcel, noted)

    def person(self, text: str) -> Trainee:
        """Return whom a number or name means that was typed for one person.

        Raises:
            DoubtError: it is nobody, or more than one.
        """
        return self._people.person(text)

    def names_somebody(self, path: str) -> bool:
        """Tell whether a path names anybody of the class list; without one nobody is expected."""
        return self._people.names_somebody(PurePosixPath(path))

    def problem_of(self, notebook: dict[str, Any]) -> str:
        """Return why a notebook is no submission of the chapter, an empty text if it is one."""
        if self._slots and not set(self._slots) & set(read_answers(notebook)):
            return "里面没有本章的任何一道练习，没有批改。"
        return ""

    def close(self, source: Path) -> None:
        """End what came from one folder or zip."""
        self._tell_of_time(source)
        self.problems.close(source)
        self.notes.close(source)

    def accept(
        self, arrival: Arrival, trainee: Trainee, notebook: dict[str, Any], *, from_site: bool
    ) -> None:
        """Take in a file of a person."""
        problem = self._refused(trainee)
        if problem:
            self.problems.add(f"{arrival.origin}：{problem}")
            return
        moment = self._moment(trainee.id, arrival, from_site=from_site)
        file = _File(arrival, notebook, from_site, moment)
        if not arrival.noted:
            self._dates.append(moment)
        self._kept.keep(trainee.id, file)
        practice = file.from_site and not self._count_self_study
        (self.intake.practice if practice else self.intake.taken).add(trainee.id)
        who, earlier = trainee.name or trainee.id, self._came.get((trainee.id, practice))
        if earlier is not None:
            self.notes.add(_of_two(who, earlier, (file.rank, arrival.origin)))
        if earlier is None or file.rank >= earlier[0]:
            self._came[trainee.id, practice] = file.rank, arrival.origin
        note = self._file_away(trainee.id, who, file, practice=practice)
        if note and earlier is None:
            self.notes.add(note)

    def _moment(self, trainee_id: str, arrival: Arrival, *, from_site: bool) -> datetime:
        """Return when a file was handed in: without a date that can be, when it first came, or now."""
        if arrival.changed is not None and arrival.changed <= self._now + _AHEAD:
            return arrival.changed
        (self._undated if arrival.changed is None else self._ahead).append(arrival.origin)
        return min(self._kept.since(trainee_id, arrival.data, from_site=from_site) or self._now, self._now)

    def _tell_of_time(self, source: Path) -> None:
        """Tell which files of a folder or zip have dates that cannot be, or that are probably of a copy."""
        for origins, what in (
            (self._undated, "没有可信的时间"),
            (self._ahead, "的时间在将来，可能是电脑的钟不准"),
        ):
            many = f"等 {len(origins)} 份" if len(origins) > 1 else ""
            if origins:
                self.notes.always(f"{origins[0]} {many}{what}，按现在收到算。")
            origins.clear()
        copied = _copied(self._dates, self._due)
        if copied is not None:
            first, last, count = copied
            where = f"{shown(source.name or source)}：有 {count} 份的时间都在截止以后、前后不到十分钟，"
            if self._late_as_dated:
                self.notes.always(f"{where}按这个时间算，都是迟交。")
            else:
                self.notes.always(
                    f"{where}像是下载或复制的时间，看不出谁迟交，都没有按迟交算；"
                    "确实是那时才交的，请加上 --late-as-dated 再收一次。"
                )
            for folder, moment in self._dated.items():
                if first <= moment <= last:
                    self._date(folder / TIMESTAMP, moment)
        self._dates.clear()
        self._dated.clear()

    def _date(self, timestamp: Path, moment: datetime) -> None:
        """Note when a clean copy was handed in, or that nobody knows."""
        self._before_change(timestamp.parent)
        if self._late_as_dated:
            write_file(timestamp, moment.strftime(FORMAT))
        else:
            timestamp.unlink(missing_ok=True)

    def _refused(self, trainee: Trainee) -> str:
        """Return why nothing more is taken under this id, an empty text if it may be."""
        other = self._folders.setdefault(folder_key(trainee.id), trainee.id)
        if other != trainee.id and trainee.id not in self._known:
            return (
                f"编号“{trainee.id}”和已有的“{other}”只差大小写、全角半角之类，在 Windows 和 macOS 上是同一个"
                "文件夹，没有收，请改成一样的，或者完全不同的。"
            )
        self._counts[trainee.id] += 1
        if self._counts[trainee.id] > MOST_OF_ONE:
            return f"{trainee.name or trainee.id} 一次交了 {MOST_OF_ONE} 份以上，这一份没有收。"
        return ""

    def _file_away(self, trainee_id: str, who: str, file: _File, *, practice: bool) -> str:
        """Put the clean copy where nbgrader looks for it, unless one that counts before it is there already.

        Returns:
            A Chinese note where an earlier submission stays or gives way, else an empty text.
        """
        folder = self._classroom / (PRACTICE if practice else SUBMITTED) / trainee_id / self._chapter
        notebook, timestamp = folder / f"{self._chapter}.ipynb", folder / TIMESTAMP
        slots = self._slots if practice else self._slots_of(trainee_id)
        taken, note = self._take(file, slots, "" if practice else trainee_id), ""
        try:
            data, info = read_regular(notebook, _MOST_FILED)
        except FileNotFoundError:
            pass
        except (NotRegularError, TooLargeError):
            self.problems.add(
                f"{file.arrival.origin}：{shown(notebook)} 不是文件或者太大，收不进去，请先删掉它。"
            )
            return ""
        else:
            stamp = read_timestamp(timestamp)
            old = sanitize.read(data)
            before = _latest(old) or stamp or from_seconds(info.st_mtime) or FIRST
            if old is not None and _is_same(old, slots, taken):
                # The same work came again: it was handed in when it came for the first time.
                if stamp is not None and file.changed < stamp:
                    self._before_change(folder)
                    write_file(timestamp, file.changed.strftime(FORMAT))
                    self._dated.pop(folder, None)
                    return f"{who} 的同样的答案更早就交过，时间按早的算。"
                if not file.arrival.noted and before == file.changed and stamp in (None, file.changed):
                    self._dated[folder] = file.changed
                return ""
            old_from_site = course_metadata(old).get(_FROM_SITE) is True
            if (not old_from_site, before) > file.rank:
                if file.from_site and not old_from_site:
                    return f"{who} 交过笔记本，以笔记本为准；没有采用自学网站的 {file.arrival.origin}。"
                return f"{who} 以前交的那份更晚，继续采用；没有采用 {file.arrival.origin}。"
            note = f"{who} 交了新的一份，已经换上；以前那份留在 {RECEIVED}/ 里。"
        self._tell_foreign(trainee_id, who, file, taken)
        first = self._kept.first(trainee_id, lambda kept: self._has(kept, slots, taken.answers))
        if first is not None and first < file.changed - timedelta(seconds=1):  # it is kept by the second
            note = note and f"{who} 又交了以前交过的答案，已经换上，时间按第一次交的算。"
        else:
            first = file.changed
            if not file.arrival.noted:
                self._dated[folder] = first
        self._write(folder, file, taken, first, "" if practice else trainee_id)
        if file.from_site and not practice:
            self._forget_practice(trainee_id)
        return note

    def _slots_of(self, trainee_id: str) -> Mapping[str, Slot]:
        return self._slots if self._papers is None else self._papers.of(trainee_id).slots

    def _take(self, file: _File, slots: Mapping[str, Slot], trainee_id: str) -> sanitize.Taken:
        """Take the answers from a file; those from the site may be to other questions than were handed out.

        What is for practice is nobody's: there the questions are those of the site.
        """
        taken = sanitize.take(file.notebook, slots)
        if self._papers is None or not (file.from_site and trainee_id):
            return taken
        foreign = {
            name: self._slots[name].locked.get("question", "").rstrip()
            for name in self._papers.families
            if self._papers.member(trainee_id, name) and taken.answers[name] != slots[name].stub
        }
        if not foreign:
            return taken
        line = sanitize.of_another_paper([slots[name].title for name in foreign])
        return replace(taken, repairs=(*taken.repairs, line), foreign=foreign)

    def _tell_foreign(self, trainee_id: str, who: str, file: _File, taken: sanitize.Taken) -> None:
        """Tell the instructor of questions in a file that were handed to others."""
        if self._papers is None or not taken.foreign:
            return
        slots = self._papers.of(trainee_id).slots
        listed = "、".join(f"“{slots[name].title}”" for name in taken.foreign)
        owner = self._papers.whose(taken.foreign)
        named = self._called(owner) if owner else "别人"
        whose = f"{named} 那一份的" if owner else "别人那一份的，或者是公开的那一份的"
        self.notes.always(
            f"{file.arrival.origin}：{who}（{trainee_id}）交的这一份里，{listed} 是{whose}题目；"
            f"还是按发给 {who} 的题目批改，反馈里也告诉了本人。"
        )

    def _called(self, trainee_id: str) -> str:
        name = self._names.get(trainee_id, "")
        return trainee_id if name in ("", trainee_id) else f"{name}（{trainee_id}）"

    def _forget_practice(self, trainee_id: str) -> None:
        """Remove what was for practice, perhaps, and now counts."""
        practised = self._classroom / PRACTICE / trainee_id / self._chapter
        if practised.exists():
            self._before_change(practised)
            shutil.rmtree(practised, ignore_errors=True)

    def _write(
        self, folder: Path, file: _File, taken: sanitize.Taken, first: datetime, trainee_id: str
    ) -> None:
        """Write a clean copy, and the moment at which it counts as handed in.

        Its questions are those that the trainee was handed; without an id those that are everybody's.
        """
        self._before_change(folder)
        # The time is written first: after a run that is killed in between, the notebook is taken in again.
        write_file(folder / TIMESTAMP, first.strftime(FORMAT))
        values: dict[str, Any] = {f"answer/{name}": text for name, text in taken.answers.items()}
        values |= {"repairs": list(taken.repairs), _FROM_SITE: file.from_site}
        values[_LATEST] = file.changed.strftime(FORMAT)
        copy = self._copy()
        if self._papers is not None:
            for (exercise, role), cell in self._papers.released(trainee_id, self._handed_out).items():
                own = {**cell, "source": taken.answers[exercise]} if role == "answer" else cell
                values[f"cell/{exercise}/{role}"] = own
        write_file(folder / f"{self._chapter}.ipynb", copy.text(values))

    @staticmethod
    def _has(kept: bytes, slots: Mapping[str, Slot], answers: Mapping[str, str]) -> bool:
        """Tell whether a notebook that was kept has these answers."""
        notebook = sanitize.read(kept)
        return notebook is not None and sanitize.take(notebook, slots).answers == answers

    def _copy(self) -> Filled:
        """Return the chapter as it was handed out, with places for the answers."""
        if self._clean is None:
            path = self._classroom / "release" / self._chapter / f"{self._chapter}.ipynb"
            data = path.read_bytes()
            notebook, self._handed_out = json.loads(data), json.loads(data)
            ours = notebook["metadata"].setdefault("shequ", {})
            for noted_there in ("repairs", _FROM_SITE, _LATEST):
                ours[noted_there] = place(noted_there)
            for exercise, cell in answer_cells(notebook).items():
                cell["source"] = place(f"answer/{exercise}")
            families = self._papers.families if self._papers is not None else ()
            notebook["cells"] = [
                place(f"cell/{'/'.join(key_of(cell))}") if key_of(cell)[0] in families else cell
                for cell in notebook["cells"]
            ]
            self._clean = Filled(notebook)
        return self._clean


def _is_same(old: dict[str, Any], slots: Mapping[str, Slot], taken: sanitize.Taken) -> bool:
    """Tell whether a clean copy has the answers that were taken, and as many of its questions are right."""
    noted_there = sanitize.known_repairs(course_metadata(old).get("repairs")) or ()
    as_foreign = sanitize.tells_of_another_paper(noted_there) == bool(taken.foreign)
    return as_foreign and sanitize.take(old, slots).answers == taken.answers


class _Kept:
    """Keeps every submission as it came, whatever becomes of it; the same bytes once."""

    def __init__(self, classroom: Path, chapter: str) -> None:
        self._classroom, self._chapter = classroom, chapter
        self._of: dict[str, _Shelf] = {}

    def keep(self, trainee_id: str, file: _File) -> None:
        """Keep what came of a trainee."""
        stamp, suffix = file.changed.strftime(_STAMP), _suffix(from_site=file.from_site)
        self._shelf(trainee_id).put(stamp, suffix, file.arrival.data)

    def since(self, trainee_id: str, data: bytes, *, from_site: bool) -> datetime | None:
        """Return when the very same file of a trainee first came, None if it never did."""
        return self._shelf(trainee_id).since(_suffix(from_site=from_site), data)

    def first(self, trainee_id: str, has: Callable[[bytes], bool]) -> datetime | None:
        """Return when a notebook of some kind first came of a trainee, None if none ever did.

        Args:
            trainee_id: of the trainee.
            has: tells whether the bytes are such a notebook.
        """
        return self._shelf(trainee_id).first(has)

    def _shelf(self, trainee_id: str) -> _Shelf:
        if trainee_id not in self._of:
            self._of[trainee_id] = _Shelf(self._classroom / RECEIVED / trainee_id / self._chapter)
        return self._of[trainee_id]


def _suffix(*, from_site: bool) -> str:
    """Return the suffix of what is kept, whatever that of the file was."""
    return homework_file.SUFFIX if from_site else ".ipynb"


class _Shelf:
    """The folder of what came of one trainee; each file in it is looked at once at the most."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._names: set[str] = set()
        self._numbers: Counter[str] = Counter()
        self._unread: dict[tuple[str, int], list[Path]] = {}
        self._digests: dict[tuple[str, bytes], str] = {}  # the names of the files
        with os.scandir(folder) as listing:
            for entry in listing:
                self._names.add(entry.name)
                if entry.is_file(follow_symlinks=False):
                    path = Path(entry.path)
                    self._unread.setdefault((path.suffix, entry.stat().st_size), []).append(path)

    def put(self, stamp: str, suffix: str, data: bytes) -> None:
        """Keep a file under its moment, unless it is there already."""
        digest = self._digest(suffix, data)
        if digest in self._digests:
            return
        name = f"{stamp}{suffix}"
        while name in self._names:
            self._numbers[stamp] += 1
            name = f"{stamp}-{self._numbers[stamp] + 1}{suffix}"
        write_file(self._folder / name, data)
        self._names.add(name)
        self._digests[digest] = name

    def since(self, suffix: str, data: bytes) -> datetime | None:
        """Return the moment under which the same bytes are kept, None if they are not."""
        return _stamped(self._digests.get(self._digest(suffix, data), ""))

    def first(self, has: Callable[[bytes], bool]) -> datetime | None:
        """Return the first moment under which a notebook of some kind is kept, None if there is none."""
        for name in sorted(name for name in self._names if name.endswith(".ipynb"))[:MOST_OF_ONE]:
            moment = _stamped(name)
            try:
                if moment is not None and has(read_regular(self._folder / name, MAX_BYTES)[0]):
                    return moment
            except OSError:
                continue
        return None

    def _digest(self, suffix: str, data: bytes) -> tuple[str, bytes]:
        """Return what tells a file from others, those of its size having been read."""
        for path in self._unread.pop((suffix, len(data)), []):
            self._digests[suffix, hashlib.sha256(path.read_bytes()).digest()] = path.name
        return suffix, hashlib.sha256(data).digest()


def _stamped(name: str) -> datetime | None:
    """Return the moment under which a file is kept, None if its name says none."""
    try:
        return datetime.strptime(name[:15], _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None


def _latest(clean: dict[str, Any] | None) -> datetime | None:
    """Return the moment of the file from which a clean copy was made, None if it does not say it."""
    return noted(course_metadata(clean).get(_LATEST, "")) if clean is not None else None


def _copied(dates: list[datetime], due: datetime | None) -> tuple[datetime, datetime, int] | None:
    """Return the first and last date of files that were probably copied without theirs, and their number.

    That is so where nearly all of a folder are dated within a few minutes after the due date.
    """
    if due is None or len(dates) < _FEWEST:
        return None
    dates = sorted(dates)
    most, first, begin = 0, 0, 0
    for end, moment in enumerate(dates):
        while moment - dates[begin] > _TOGETHER:
            begin += 1
        if end - begin + 1 > most:
            most, first = end - begin + 1, begin
    if most < max(_FEWEST, len(dates) * 9 / 10) or dates[first] <= due:
        return None
    return dates[first], dates[first + most - 1], most


def _known(classroom: Path) -> set[str]:
    """Return the ids of those who handed in anything before."""
    try:
        with os.scandir(classroom / SUBMITTED) as listing:
            return {entry.name for entry in listing if entry.is_dir()}
    except FileNotFoundError:
        return set()


def _of_two(who: str, first: tuple[_Rank, str], second: tuple[_Rank, str]) -> str:
    """Say which of two files of one trainee counts."""
    older, newer = sorted((first, second), key=lambda each: each[0])
    if older[0][0] != newer[0][0]:
        return f"{who} 既交了笔记本，又交了自学网站的作业：采用笔记本 {newer[1]}，没有采用 {older[1]}。"
    return f"{who} 交了两份：采用较晚的 {newer[1]}，没有采用 {older[1]}。"
