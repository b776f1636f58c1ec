"""Taking in what trainees hand in: a folder, a zip or single notebooks, one notebook per trainee.

Nothing is unpacked to disk, no link is followed, and a file that fits nobody is listed, never guessed.
"""

from __future__ import annotations

import json
import os
import re
import stat
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any

from grading import homework_file, sanitize
from grading.filled import Filled, place, write_file
from grading.roster import Trainee, check_id, clean
from grading.sanitize import Slot, Taken
from grading.trouble import cannot, is_about_the_disk, read_file
from shequ_lib.answer_cells import answer_cells, course_metadata, read_answers
from shequ_lib.errors import ShequError

MAX_BYTES = 20 * 1024 * 1024  # of one notebook; one of the course has about 100 KB
MAX_ENTRIES = 20_000  # of one archive
TIMESTAMP = "timestamp.txt"
SUFFIXES = (".ipynb", homework_file.SUFFIX)
RECEIVED = "received"  # the folder, in the class folder, of everything that ever came in
_JUNK = {"__MACOSX", ".ipynb_checkpoints", ".DS_Store", "Thumbs.db", "desktop.ini", TIMESTAMP}
_LONGEST = 200  # characters of a name in a message
_UTF8_FLAG = 0x800  # general purpose bit 11 of a zip entry: its name is UTF-8


@dataclass
class Intake:
    """What came in: how many trainees', and a Chinese line for everything left out or doubtful.

    `failed` says, by file, what could not be put in its place.
    """

    taken: set[str] = field(default_factory=set)
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _File:
    path: PurePosixPath
    origin: str
    changed: datetime
    data: bytes = field(repr=False)


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
    """

    def __init__(
        self,
        classroom: Path,
        chapter: str,
        slots: Mapping[str, Slot],
        roster: Sequence[Trainee] | None,
    ) -> None:
        self._classroom, self._chapter, self._slots = classroom, chapter, slots
        self._people = None if roster is None else _by_file_name(roster)
        self._came: dict[str, tuple[datetime, str]] = {}
        self._clean: Filled | None = None
        self.intake = Intake()

    def take_in(self, paths: Sequence[Path]) -> Intake:
        """Take in all submissions below some paths.

        Args:
            paths: folders, .zip files or .ipynb files.

        Raises:
            ShequError: a path does not exist or is no folder, zip or notebook.
        """
        for file in _files(paths, self.intake.problems):
            try:
                self._take(file)
            except OSError as error:
                if is_about_the_disk(error):  # the others would fare no better
                    raise
                self.intake.failed[file.origin] = cannot(error)
        return self.intake

    def _take(self, came: _File) -> None:
        file, problem = _as_notebook(came, self._chapter)
        notebook = sanitize.read(file.data)
        problem = problem or _problem(notebook, self._chapter, set(self._slots))
        if notebook is None or problem:
            self.intake.problems.append(f"{file.origin}：{problem}")
            return
        trainee = _trainee(file, self._chapter, self._people, self.intake.problems)
        if trainee is None:
            return
        _keep(self._classroom, self._chapter, trainee.id, came)
        self.intake.taken.add(trainee.id)
        who = trainee.name or trainee.id
        earlier = self._came.get(trainee.id)
        if earlier is not None:
            older, newer = sorted((earlier, (file.changed, file.origin)), key=lambda each: each[0])
            self.intake.notes.append(f"{who} 交了两份：采用较晚的 {newer[1]}，没有采用 {older[1]}。")
        if earlier is None or file.changed >= earlier[0]:
            self._came[trainee.id] = (file.changed, file.origin)
            note = self._file_away(trainee.id, who, file, sanitize.take(notebook, self._slots))
            self.intake.notes += [note] if note and earlier is None else []

    def _file_away(self, trainee_id: str, who: str, file: _File, taken: Taken) -> str:
        """Put the clean copy where nbgrader looks for it, unless a later one is there already.

        Returns:
            A Chinese note where an earlier submission stays or gives way, else an empty text.
        """
        folder = self._classroom / "submitted" / trainee_id / self._chapter
        notebook, timestamp = folder / f"{self._chapter}.ipynb", folder / TIMESTAMP
        note = ""
        if os.path.lexists(notebook):
            before = read_timestamp(timestamp) or datetime.fromtimestamp(notebook.stat().st_mtime, UTC)
            old = sanitize.read(read_file(notebook))
            if old is not None and sanitize.take(old, self._slots).answers == taken.answers:
                return ""
            if before > file.changed:
                return f"{who} 以前交的那份更晚，继续采用；没有采用 {file.origin}。"
            note = f"{who} 交了新的一份，已经换上；以前那份留在 {RECEIVED}/ 里。"
        # The moment first: a run that is killed in between then takes the notebook in again.
        write_file(timestamp, file.changed.strftime("%Y-%m-%d %H:%M:%S.%f UTC"))
        values: dict[str, Any] = {f"answer/{name}": text for name, text in taken.answers.items()}
        write_file(notebook, self._copy().text({**values, "repairs": list(taken.repairs)}))
        return note

    def _copy(self) -> Filled:
        """Return the chapter as it was handed out, with places for the answers."""
        if self._clean is None:
            path = self._classroom / "release" / self._chapter / f"{self._chapter}.ipynb"
            notebook = json.loads(path.read_bytes())
            notebook["metadata"].setdefault("shequ", {})["repairs"] = place("repairs")
            for exercise, cell in answer_cells(notebook).items():
                cell["source"] = place(f"answer/{exercise}")
            self._clean = Filled(notebook)
        return self._clean


def _keep(classroom: Path, chapter: str, trainee_id: str, file: _File) -> None:
    """Keep a submission as it came, whatever becomes of it."""
    folder, suffix = classroom / RECEIVED / trainee_id / chapter, file.path.suffix.lower()
    folder.mkdir(parents=True, exist_ok=True)
    size = len(file.data)
    if any(
        path.stat().st_size == size and path.read_bytes() == file.data for path in folder.glob(f"*{suffix}")
    ):
        return
    stamp, number = file.changed.strftime("%Y%m%d-%H%M%S"), 1
    target = folder / f"{stamp}{suffix}"
    while target.exists():
        number += 1
        target = folder / f"{stamp}-{number}{suffix}"
    write_file(target, file.data)


def _as_notebook(file: _File, chapter: str) -> tuple[_File, str]:
    """Return a file with a notebook in place of a whole homework file, and what is wrong with it."""
    if file.path.suffix.lower() != homework_file.SUFFIX:
        return file, ""
    try:
        chapters = homework_file.read_homework(file.data)
    except homework_file.HomeworkError as error:
        return file, str(error)
    if chapter not in chapters:
        return file, f"这份作业里没有 {chapter} 的答案，没有批改。"
    return replace(file, data=json.dumps(chapters[chapter]).encode("utf-8")), ""


def _problem(notebook: dict[str, Any] | None, chapter: str, exercises: set[str]) -> str:
    if notebook is None:
        return "不是能读的笔记本文件，可能没有传完整，请让学员重新交。"
    found = course_metadata(notebook).get("chapter")
    if isinstance(found, str) and found != chapter:
        return f"这是 {found[:60]} 的作业，不是 {chapter} 的，没有批改。"
    if exercises and not exercises & set(read_answers(notebook)):
        return "里面没有本章的任何一道练习，没有批改。"
    return ""


def _trainee(
    file: _File, chapter: str, people: dict[str, Trainee | None] | None, problems: list[str]
) -> Trainee | None:
    name = _name_of(file.path, chapter, strict=people is None)
    if not name:
        problems.append(f"{file.origin}：看不出是谁的作业，请把文件名改成学号再收。")
        return None
    if people is None:
        try:
            return Trainee(check_id(name))
        except ShequError as error:
            problems.append(f"{file.origin}：{error}")
            return None
    if name not in people:
        problems.append(f"{file.origin}：“{_shown(name)}”不在花名册里，没有批改。")
        return None
    if people[name] is None:
        problems.append(f"{file.origin}：花名册里叫“{name}”的不止一人，请用学号作文件名。")
    return people[name]


def _name_of(path: PurePosixPath, chapter: str, *, strict: bool) -> str:
    """Return what a file's name says about its trainee, or an empty text.

    `20260001.ipynb`, `20260001-06-four-meetings.ipynb`, `06-four-meetings-20260001.ipynb`, nbgrader's own
    `20260001/06-four-meetings/06-four-meetings.ipynb`, or, unless `strict`, `20260001/06-four-meetings.ipynb`
    (without a class list any folder would pass for a trainee).
    """
    stem = clean(path.stem)
    if stem == chapter:
        folders = [clean(part) for part in path.parts[:-1]]
        if folders and folders[-1].split("+")[1:2] == [chapter]:  # nbgrader's exchange: id+chapter+moment
            return folders[-1].split("+")[0]
        if folders[-1:] == [chapter]:
            folders.pop()
        elif strict:
            return ""
        return folders[-1] if folders else ""
    for pattern in (rf"(.+?)[-_ ]+{re.escape(chapter)}", rf"{re.escape(chapter)}[-_ ]+(.+)"):
        match = re.fullmatch(pattern, stem)
        if match:
            return match.group(1).strip()
    return stem


def _by_file_name(roster: Sequence[Trainee]) -> dict[str, Trainee | None]:
    """Return every file name that can only mean one person; None marks a name that two people share."""
    people: dict[str, Trainee | None] = {}
    for trainee in roster:
        if trainee.name and trainee.name != trainee.id:
            people[trainee.name] = None if trainee.name in people else trainee
    for trainee in roster:
        people[trainee.id] = trainee
        for sign in ("-", "_", " ", ""):
            if trainee.name:
                people.setdefault(f"{trainee.id}{sign}{trainee.name}", trainee)
                people.setdefault(f"{trainee.name}{sign}{trainee.id}", trainee)
    return people


def _files(paths: Sequence[Path], problems: list[str]) -> Iterator[_File]:
    for path in paths:
        if path.is_dir():
            yield from _folder(path, problems)
        elif not path.is_file():
            raise ShequError(f"找不到 {path}，请检查路径。")
        elif path.suffix.lower() == ".zip":
            yield from _zip(path, problems)
        elif path.suffix.lower() in SUFFIXES:
            yield from _one(path, PurePosixPath(path.name), _shown(path.name), problems)
        else:
            raise ShequError(f"{path.name} 不是文件夹、.zip、.ipynb 或自学网站的 .json，收不了作业。")


def _folder(folder: Path, problems: list[str]) -> Iterator[_File]:
    for where, folders, names in os.walk(folder, followlinks=False):
        base = Path(where)
        for name in sorted(folders):
            if (base / name).is_symlink():
                problems.append(f"{_shown((base / name).relative_to(folder).as_posix())}：是链接，没有收。")
        folders[:] = sorted(name for name in folders if not _is_junk(name))
        for name in sorted(names):
            inside = PurePosixPath((base / name).relative_to(folder).as_posix())
            if not _is_junk(name):
                yield from _one(base / name, inside, _shown(str(inside)), problems)


def _shown(name: str) -> str:
    """Return a name as a message shows it: in one line, with nothing that a terminal would obey."""
    shown = "".join(sign if sign.isprintable() else "\ufffd" for sign in name)
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"


def _one(path: Path, inside: PurePosixPath, origin: str, problems: list[str]) -> Iterator[_File]:
    info = path.lstat()
    if not stat.S_ISREG(info.st_mode):
        problems.append(f"{origin}：是链接或特殊文件，没有收。")
    elif path.suffix.lower() not in SUFFIXES:
        problems.append(f"{origin}：不是笔记本（.ipynb），没有收。")
    elif info.st_size > MAX_BYTES:
        problems.append(f"{origin}：{_too_large(info.st_size)}")
    else:
        try:
            data = path.read_bytes()
        except OSError:
            problems.append(f"{origin}：打不开，请检查文件是否正被别的程序占用。")
            return
        noted = path.with_name(TIMESTAMP)  # where it went through nbgrader's exchange
        moment = None if noted.is_symlink() else read_timestamp(noted)
        yield _File(inside, origin, moment or datetime.fromtimestamp(info.st_mtime, UTC), data)


def _zip(path: Path, problems: list[str]) -> Iterator[_File]:
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise ShequError(f"{path.name} 打不开，不是完整的 zip 压缩包。") from error
    with archive:
        if len(archive.infolist()) > MAX_ENTRIES:
            raise ShequError(f"{path.name} 里的文件超过 {MAX_ENTRIES} 个，没有收，请分成几个压缩包。")
        for entry in archive.infolist():
            written = _entry_name(entry).replace("\\", "/")
            name = PurePosixPath(written)
            origin = f"{path.name} 里的 {_shown(str(name))}"
            if written.endswith("/") or any(_is_junk(part) for part in name.parts if part != ".."):
                continue
            if name.is_absolute() or ".." in name.parts or re.match(r"[A-Za-z]:", str(name)):
                problems.append(f"{origin}：路径指向压缩包以外，没有收。")
            elif stat.S_ISLNK(entry.external_attr >> 16):
                problems.append(f"{origin}：是链接，没有收。")
            elif name.suffix.lower() not in SUFFIXES:
                problems.append(f"{origin}：不是笔记本（.ipynb），没有收。")
            elif entry.file_size > MAX_BYTES:
                problems.append(f"{origin}：{_too_large(entry.file_size)}")
            else:
                data = _entry_data(archive, entry)
                if data is None:
                    problems.append(f"{origin}：解不开（损坏、加了密码，或解开后过大），没有收。")
                else:
                    yield _File(name, origin, _entry_time(entry), data)


def _entry_data(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes | None:
    try:
        with archive.open(entry) as stream:
            data = stream.read(MAX_BYTES + 1)  # an entry's own statement of its size may be false
    except (zipfile.BadZipFile, RuntimeError, OSError, EOFError, NotImplementedError, ValueError):
        return None
    except Exception as error:
        if type(error).__module__ in ("zlib", "lzma"):
            return None
        raise
    return data if len(data) <= MAX_BYTES else None


def _entry_name(entry: zipfile.ZipInfo) -> str:
    """Return an entry's name; without the UTF-8 flag it is what Windows wrote (GBK) or bare UTF-8."""
    if entry.flag_bits & _UTF8_FLAG:
        return entry.orig_filename
    try:
        raw = entry.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return entry.orig_filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.orig_filename


def _entry_time(entry: zipfile.ZipInfo) -> datetime:
    """Return when an entry was changed; a zip holds local time without its zone."""
    try:
        return datetime(*entry.date_time).astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        return datetime(1980, 1, 1, tzinfo=UTC)


def read_timestamp(path: Path) -> datetime | None:
    """Return the moment that nbgrader noted in `timestamp.txt`, None if there is none."""
    try:
        with path.open(encoding="utf-8") as stream:
            text = stream.read(100).strip().removesuffix(" UTC")
        return datetime.fromisoformat(text).replace(tzinfo=UTC)
    except (OSError, ValueError):
        return None


def _is_junk(name: str) -> bool:
    return name in _JUNK or name.startswith(("._", "~$", ".~"))


def _too_large(size: int) -> str:
    return f"有 {size / 1024 / 1024:.0f} MB，超过 {MAX_BYTES // 1024 // 1024} MB 的上限，没有收。"
