"""What lies in the folders, zips and files that an instructor names, one homework after the other.

Nothing is unpacked to disk, no link is followed, nothing is waited for; what cannot be taken is one line, and
the rest goes on.
"""

from __future__ import annotations

import io
import os
import re
import stat
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from grading.common.archive import HEAD, Archive, ArchiveError, Entry, EntryError, other_archive
from grading.common.moments import BEIJING, TIMESTAMP, from_seconds, read_timestamp
from grading.common.regular_file import NotRegularError, TooLargeError, open_regular, read_regular
from grading.common.shown import shown
from grading.intake import homework_file
from grading.intake.whose import exchange_id

SUFFIXES = (".ipynb", homework_file.SUFFIX)
ZIP = ".zip"
_TELLING_NOTHING = ("", ".txt", ".download", ".crdownload")  # what browsers and people put behind .ipynb
MAX_NESTED = 4  # zips within zips
MAX_INNER = 50 * 1024 * 1024  # bytes of a zip within a zip
MAX_DEPTH = 40  # folders within folders; a platform makes four or five
MAX_FILES = 300_000  # in one folder, with all below it
INBOUND = "inbound"  # where nbgrader's exchange keeps what came
_JUNK = {
    ".jupyter",
    ".self-study",
    "__MACOSX",
    ".ipynb_checkpoints",
    ".DS_Store",
    "Thumbs.db",
    "desktop.ini",
    TIMESTAMP,
}
_NO_HOMEWORK = "不是笔记本（.ipynb），没有收。"
_ODD = "是链接或特殊文件，没有收。"
_UNREADABLE = "打不开，没有收，请检查有没有权限，是否正被别的程序占用。"


@dataclass(frozen=True)
class Arrival:
    """A file that may be somebody's homework.

    Attributes:
        path: where it lay, below what was named.
        origin: the same as a message shows it.
        changed: when it was handed in, or else changed; None if that is unknown.
        data: what is in it.
        parcel: the name, without suffix, of the zip that it came in.
        noted: nbgrader itself noted when it was handed in.
    """

    path: PurePosixPath
    origin: str
    changed: datetime | None
    data: bytes = field(repr=False)
    parcel: str = ""
    noted: bool = False


@dataclass
class Arrivals:
    """Reads what was named.

    Attributes:
        chapters: those that are asked for.
        most: bytes of one file.
        own: the class folder's own `submitted/`, where nbgrader's notes of time count.
        refuse: takes one line for each thing that is not taken.
        note: takes one line for whatever else should be known.
        known: names of files that are the course's own and nobody's homework, such as its tables.
        zone: of the clocks by which entries of zips are dated.
        knows: tells of a path in a zip whether it names somebody, by which its encoding may be known.
    """

    chapters: Collection[str]
    most: int
    own: Path
    refuse: Callable[[str], None]
    note: Callable[[str], None]
    known: Collection[str] = ()
    zone: tzinfo = BEIJING
    knows: Callable[[str], bool] | None = None

    def __post_init__(self) -> None:
        self._own = os.path.realpath(self.own)
        self._stamps: list[str] = []  # timestamps that do not count, as shown

    def read(self, path: Path) -> Iterator[Arrival]:
        """Yield all that lies in one folder, zip or file."""
        self._stamps = []
        try:
            mode = path.stat().st_mode
        except (FileNotFoundError, NotADirectoryError):
            broken = os.path.lexists(path)
            self.refuse(f"{shown(path)} 是断开的链接。" if broken else f"找不到 {shown(path)}，请检查路径。")
            return
        except (OSError, ValueError):
            self.refuse(f"{shown(path)}：{_UNREADABLE}")
            return
        if stat.S_ISDIR(mode):
            yield from self._folder(path)
        elif path.suffix.lower() == ZIP:
            yield from self._zip(path, parcel=path.stem)
        elif _may_be_homework(path.name):
            parent = Path(os.path.realpath(path.parent))
            stamped = self._is_collected(parent, (parent.name,))
            if not stamped and os.path.lexists(path.with_name(TIMESTAMP)):
                self._stamps.append(TIMESTAMP)
            yield from self._one(path, PurePosixPath(path.name), stamped=stamped)
        else:
            name, packed = shown(path.name), _packed(path, follow=True)
            what = "不是文件夹、.zip、.ipynb 或自学网站的 .json，收不了作业。"
            self.refuse(f"{name}：{packed}" if packed else f"{name} {what}")
        if self._stamps:
            more = f"等 {len(self._stamps)} 个 {TIMESTAMP} " if len(self._stamps) > 1 else ""
            self.note(f"{self._stamps[0]} {more}不是 nbgrader 收作业时写的，没有采用，按文件自己的时间算。")

    def _folder(self, top: Path) -> Iterator[Arrival]:
        real = Path(os.path.realpath(top))
        waiting: list[tuple[str, ...]] = [()]
        left = MAX_FILES
        while waiting:
            parts = waiting.pop()
            folder = top.joinpath(*parts)
            where = shown("/".join(parts)) or shown(top.name or top)
            if len(parts) > MAX_DEPTH:
                self.refuse(f"{where}：文件夹套了 {MAX_DEPTH} 层以上，里面的没有收。")
                continue
            try:
                with os.scandir(folder) as listing:
                    found = sorted(islice(listing, left + 1), key=lambda entry: entry.name)
            except OSError:
                self.refuse(f"{where}：文件夹{_UNREADABLE}")
                continue
            left -= len(found)
            if left < 0:
                self.refuse(f"{where}：一共有 {MAX_FILES} 个以上的文件，从这里起没有收，请分几次收。")
                return
            stamped = self._is_collected(real.joinpath(*parts), parts or (real.name,))
            folders = []
            for entry in found:
                if entry.name == TIMESTAMP and not stamped:
                    self._stamps.append(shown("/".join((*parts, entry.name))))
                if _is_junk(entry.name):
                    continue
                inside = (*parts, entry.name)
                if _is_folder(entry):
                    folders.append(inside)
                else:
                    yield from self._one(folder / entry.name, PurePosixPath(*inside), stamped=stamped)
            waiting += reversed(folders)

    def _is_collected(self, folder: Path, parts: tuple[str, ...]) -> bool:
        """Tell whether nbgrader itself put a note of time into this folder.

        It does where its exchange is collected from, and in our own `submitted/`. A trainee may put a file of
        that name, or a whole folder of that kind, into a folder of their own.
        """
        in_exchange = any(exchange_id(parts[-1], chapter) for chapter in self.chapters)
        return (in_exchange and (len(parts) == 1 or parts[-2] == INBOUND)) or folder.is_relative_to(self._own)

    def _one(self, path: Path, inside: PurePosixPath, *, stamped: bool) -> Iterator[Arrival]:
        origin = shown(inside)
        try:
            if not stat.S_ISREG(path.lstat().st_mode):
                raise NotRegularError
            if path.name in self.known:
                return
            if path.suffix.lower() == ZIP:
                yield from self._zip(path, above=(*inside.parts[:-1], inside.stem), origin=origin)
                return
            if not _may_be_homework(path.name):
                self.refuse(f"{origin}：{_packed(path) or _NO_HOMEWORK}")
                return
            data, info = read_regular(path, self.most)
        except NotRegularError:
            self.refuse(f"{origin}：{_ODD}")
        except TooLargeError as error:
            self.refuse(f"{origin}：{self._too_large(error.size)}")
        except (OSError, ValueError):
            self.refuse(f"{origin}：{_UNREADABLE}")
        else:
            if problem := _no_homework(path.name, data):
                self.refuse(f"{origin}：{problem}")
                return
            moment = read_timestamp(path.with_name(TIMESTAMP)) if stamped else None
            changed = moment or from_seconds(info.st_mtime)
            yield Arrival(inside, origin, changed, data, noted=moment is not None)

    def _zip(
        self, path: Path, *, parcel: str = "", above: tuple[str, ...] = (), origin: str = ""
    ) -> Iterator[Arrival]:
        """Yield what is in a zip: one that was named (a parcel), or one that lies in a folder."""
        origin = origin or shown(path.name)
        try:
            with open_regular(path, follow=bool(parcel)) as stream:
                yield from self._archive(stream, _Place(origin, parcel, above))
        except NotRegularError:
            self.refuse(f"{origin}：{_ODD}")
        except OSError:
            self.refuse(f"{origin}：{_UNREADABLE}")

    def _archive(self, stream: BinaryIO, place: _Place, outer: Archive | None = None) -> Iterator[Arrival]:
        try:
            archive = Archive(stream, self.knows, self.zone)
            if outer is not None:  # however deep it lies, all together unpacks to no more
                archive.left = outer.left
            if not archive.entries:
                self.refuse(f"{place.origin}：压缩包里什么也没有。")
            for entry in archive.entries:
                yield from self._entry(archive, entry, place)
                if outer is not None:
                    outer.left = archive.left
            if archive.lost:
                self.refuse(f"{place.origin}：压缩包坏了，其中 {archive.lost} 个文件找不到，没有收。")
        except ArchiveError as error:
            self.refuse(f"{place.origin}：{error}")

    def _entry(self, archive: Archive, entry: Entry, place: _Place) -> Iterator[Arrival]:
        name = PurePosixPath(entry.name)
        origin = f"{place.origin} 里的 {shown(name)}"
        if name.name == TIMESTAMP:
            self._stamps.append(origin)
        junk = name.name in self.known or any(_is_junk(part) for part in name.parts if part != "..")
        if junk or entry.is_folder:
            return
        fault = self._fault(archive, entry, name)
        if fault:
            self.refuse(f"{origin}：{fault}")
        elif name.suffix.lower() == ZIP:
            yield from self._inner(archive, entry, place, name)
        else:
            try:
                data = archive.read(entry, self.most)
            except EntryError as error:
                self.refuse(f"{origin}：{error}")
                return
            if problem := _no_homework(name.name, data):
                self.refuse(f"{origin}：{problem}")
                return
            inside = PurePosixPath(*place.above, *name.parts)
            yield Arrival(inside, origin, entry.changed, data, place.parcel)

    def _fault(self, archive: Archive, entry: Entry, name: PurePosixPath) -> str:
        """Return why an entry is not even unpacked, an empty text if it may be."""
        if entry.fault:
            return entry.fault
        if name.is_absolute() or ".." in name.parts or re.match(r"[A-Za-z]:", entry.name):
            return "路径指向压缩包以外，没有收。"
        if entry.is_link:
            return "是链接，没有收。"
        if name.suffix.lower() == ZIP:
            return ""
        if not _may_be_homework(name.name):
            return other_archive(archive.head(entry)) or _NO_HOMEWORK
        return self._too_large(entry.size) if entry.size > self.most else ""

    def _inner(self, archive: Archive, entry: Entry, place: _Place, name: PurePosixPath) -> Iterator[Arrival]:
        """Yield what is in a zip within a zip."""
        origin = f"{place.origin} 里的 {shown(name)}"
        if place.depth >= MAX_NESTED:
            self.refuse(f"{origin}：压缩包套了 {MAX_NESTED} 层以上，里面的没有收，请解开再收。")
            return
        try:
            data = archive.read(entry, MAX_INNER)
        except EntryError as error:
            self.refuse(f"{origin}：{error}")
            return
        above = (*place.above, *name.parts[:-1], name.stem)
        inner = _Place(origin, place.parcel, above, place.depth + 1)
        yield from self._archive(io.BytesIO(data), inner, archive)

    def _too_large(self, size: int) -> str:
        return f"有 {size / 1024 / 1024:.0f} MB，超过 {self.most // 1024 // 1024} MB 的上限，没有收。"


@dataclass(frozen=True)
class _Place:
    """Where a zip lies: as a message shows it, the parcel that was named, the folders above, how deep."""

    origin: str
    parcel: str
    above: tuple[str, ...]
    depth: int = 1


def _may_be_homework(name: str) -> bool:
    """Tell whether a file is worth opening: by its name it may be homework, or it tells nothing."""
    path = PurePosixPath(name)
    return path.suffix.lower() in (*SUFFIXES, *_TELLING_NOTHING) or ".ipynb" in name.lower()


def _no_homework(name: str, data: bytes) -> str:
    """Return why a file is not read as homework, empty if it is: its name says so, or else what is in it."""
    if packed := other_archive(data[:HEAD]):
        return packed
    start = data[:3].removeprefix(b"\xef\xbb\xbf") + data[3:1000]
    is_json = start.lstrip()[:1] == b"{" and (b'"cells"' in data or b'"nbformat"' in data)
    return "" if is_json or PurePosixPath(name).suffix.lower() in SUFFIXES else _NO_HOMEWORK


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return False  # and so it is looked at, and listed, as a file


def _packed(path: Path, *, follow: bool = False) -> str:
    """Return what to say of a file that is an archive but no zip, empty if it is none."""
    try:
        with open_regular(path, follow=follow) as stream:
            return other_archive(stream.read(HEAD))
    except (OSError, ValueError):
        return ""  # then it is no notebook, whatever it is


def _is_junk(name: str) -> bool:
    return name in _JUNK or name.startswith(("._", "~$", ".~")) or name.endswith("-checkpoint.ipynb")
