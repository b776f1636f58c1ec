"""Reading a zip that anybody may have written: each entry by itself, within limits, nothing unpacked to disk.

Python's zipfile gives all entries or none: one name that is not UTF-8, one entry for a newer program, and a
whole class cannot be read. It also makes an object of whatever number of entries is claimed, and its other
methods take the memory that an entry asks for (LZMA: 4 GB) before a byte comes out. So the list of entries is
read here; to unpack is zlib's. Only stored and deflated entries are taken, which is what Windows, macOS and
the platforms write.
"""

from __future__ import annotations

import stat
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from typing import BinaryIO

from grading.common.entry_names import Knows, Written, read_names
from grading.common.moments import BEIJING, from_fields, from_zip
from shequ_lib.errors import ShequError

MAX_ENTRIES = 20_000  # of one archive
MAX_NAME = 1000  # bytes of an entry's name with its folders
MAX_LIST = 16 * 1024 * 1024  # bytes of the list of entries; 20,000 usual ones have 3 MB
MAX_UNPACKED = 100 * 1024 * 1024  # bytes that any archive may unpack to; a third of a second
MAX_RATIO = 50  # times its own size that a large archive may unpack to; notebooks of the course: 6
_END, _END_64, _LOCATOR, _ENTRY, _LOCAL = (
    b"PK" + sign for sign in (b"\5\6", b"\6\6", b"\6\7", b"\1\2", b"\3\4")
)
_END_SIZE, _END_64_SIZE, _LOCATOR_SIZE, _ENTRY_SIZE, _LOCAL_SIZE = 22, 56, 20, 46, 30
_MAX_COMMENT = 0xFFFF
_ENCRYPTED, _UTF8 = 0x1, 0x800  # bits of an entry's flags
_STORED, _DEFLATED = 0, 8
_METHODS = {9: "Deflate64", 12: "BZIP2", 14: "LZMA", 20: "Zstandard", 93: "Zstandard", 95: "XZ", 98: "PPMd"}
_CHUNK = 256 * 1024
_UNICODE_PATH = 0x7075  # the field of an entry's name in Unicode
# What other archives begin with; tar says so in a place of its own.
_OTHERS = {
    b"7z\xbc\xaf\x27\x1c": "7z",
    b"Rar!\x1a\x07": "rar",
    b"\x1f\x8b\x08": "gz",
    b"BZh": "bz2",
    b"\xfd7zXZ\0": "xz",
    b"\x28\xb5\x2f\xfd": "zst",
    b"MSCF\0\0\0\0": "cab",
}
_TAR, _TAR_AT = b"ustar", 257
HEAD = _TAR_AT + len(_TAR)  # bytes that tell what a file is
_HEAD_PACKED = 4 * HEAD  # bytes in which they are, packed
AGAIN = "请用电脑自带的“压缩”功能重新压缩成 zip。"


class ArchiveError(ShequError):
    """The archive, or what is left of it, cannot be read; one line of Chinese."""


class EntryError(ShequError):
    """One entry cannot be read; one line of Chinese."""


@dataclass(frozen=True)
class Entry:
    """One file in an archive, as the archive describes it.

    Attributes:
        name: with its folders, separated by `/`; in place of bytes that are no text stand surrogates.
        fault: why it cannot be read, empty if it may be.
        changed: when it was changed, None if that is unknown.
        size: bytes once unpacked, as it says.
        is_folder: it is a folder, not a file.
        is_link: it is a symbolic link.
    """

    name: str
    fault: str
    changed: datetime | None
    size: int
    is_folder: bool
    is_link: bool
    flags: int
    method: int
    checksum: int
    packed: int
    place: int

    @property
    def end(self) -> int:
        """Where its bytes end, at the least: a name of its own stands between its head and them."""
        return self.place + _LOCAL_SIZE + self.packed


class Archive:
    """A zip in an open file.

    Attributes:
        entries: what it lists.
        left: bytes that may still be unpacked from it.

    Args:
        file: the open file.
        knows: tells of an entry's name whether it means somebody who is expected; where the encoding of the
            names is in doubt, the reading in which they are known counts.
        zone: of the clock by which its entries are dated, as far as they do not say it themselves.

    Raises:
        ArchiveError: it is no zip, not whole, or not made as one is.
        OSError: it cannot be read.
    """

    def __init__(self, file: BinaryIO, knows: Knows | None = None, zone: tzinfo = BEIJING) -> None:
        self._file = file
        self._size = file.seek(0, 2)
        self.left = max(MAX_UNPACKED, MAX_RATIO * self._size)
        if problem := other_archive(self._at(0, HEAD)):
            raise ArchiveError(problem)
        self._begins, self._before, listed, self._claimed = self._find_list()
        found = list(_entries(listed, zone))
        names = read_names([written for _, written in found], knows)
        self.entries = self._checked(
            [_named(entry, written, name) for (entry, written), name in zip(found, names, strict=True)]
        )

    @property
    def lost(self) -> int:
        """How many entries the archive claims to have but does not list."""
        return max(self._claimed - len(self.entries), 0)

    def read(self, entry: Entry, most: int) -> bytes:
        """Unpack an entry.

        Args:
            entry: of this archive.
            most: bytes; a larger one is refused.

        Raises:
            EntryError: it is damaged, encrypted, packed in an unusual way or too large.
            ArchiveError: the archive unpacks to more than one may.
            OSError: the file cannot be read.
        """
        if entry.fault:
            raise EntryError(entry.fault)
        if entry.flags & _ENCRYPTED:
            raise EntryError("加了密码，没有收，请去掉密码再压缩。")
        if entry.method not in (_STORED, _DEFLATED):
            how = _METHODS.get(entry.method, f"第 {entry.method} 种")
            raise EntryError(f"压缩的方法（{how}）不常用，没有收，{AGAIN}")
        if entry.size > most or entry.packed > most + most // 100 + _CHUNK:  # deflate adds no more
            raise EntryError("解开后过大，没有收。")
        self.left -= entry.size
        if self.left < 0:
            raise ArchiveError("解开后大得不像一个班的作业，后面的没有收，请分成几个压缩包。")
        self._go_to(entry)
        packed = self._file.read(entry.packed)
        data = packed if entry.method == _STORED else _inflated(packed, entry.size)
        if len(packed) != entry.packed or len(data) != entry.size or zlib.crc32(data) != entry.checksum:
            raise EntryError(DAMAGED)
        return data

    def head(self, entry: Entry) -> bytes:
        """Return the first `HEAD` bytes of an entry, as far as they can be had; they are not checked.

        Raises:
            OSError: the file cannot be read.
        """
        if entry.fault or entry.flags & _ENCRYPTED or entry.method not in (_STORED, _DEFLATED):
            return b""
        try:
            self._go_to(entry)
            packed = self._file.read(min(entry.packed, _HEAD_PACKED))
            return packed[:HEAD] if entry.method == _STORED else _inflated(packed, HEAD - 1)
        except EntryError:
            return b""

    def _go_to(self, entry: Entry) -> None:
        """Go to where an entry's bytes begin.

        Raises:
            EntryError: it is not there.
        """
        self._file.seek(self._before + entry.place)
        head = self._file.read(_LOCAL_SIZE)
        if len(head) < _LOCAL_SIZE or head[:4] != _LOCAL:
            raise EntryError(DAMAGED)
        self._file.seek(sum(struct.unpack_from("<2H", head, 26)), 1)

    def _find_list(self) -> tuple[int, int, bytes, int]:
        """Find the list of entries.

        Returns:
            Where it begins, how many bytes of something else stand before the zip itself, the list, and how
            many entries it should have.
        """
        start = max(0, self._size - _END_SIZE - _MAX_COMMENT)
        tail = self._at(start, self._size - start)
        found = tail.rfind(_END)
        if found < 0 or len(tail) - found < _END_SIZE:
            raise ArchiveError(BROKEN)
        at = start + found
        disk, of_list, here, count, size, offset = struct.unpack_from("<4H2L", tail, found + 4)
        locator = self._at(at - _LOCATOR_SIZE, _LOCATOR_SIZE) if at >= _LOCATOR_SIZE else b""
        if locator[:4] == _LOCATOR:
            at -= _LOCATOR_SIZE + _END_64_SIZE
            record = self._at(at, _END_64_SIZE) if at >= 0 else b""
            if record[:4] != _END_64:
                raise ArchiveError(BROKEN)
            disk, of_list, here, count, size, offset = struct.unpack_from("<2L4Q", record, 16)
        if disk or of_list or here != count:
            raise ArchiveError("是分卷的压缩包，没有收，请压缩成一个 zip。")
        if count > MAX_ENTRIES or size > MAX_LIST:
            raise ArchiveError(_too_many())
        begins = at - size
        if begins < 0 or begins < offset:
            raise ArchiveError(BROKEN)
        listed = self._at(begins, size)
        if count and listed[:4] != _ENTRY:
            raise ArchiveError(BROKEN)
        return begins, begins - offset, listed, count

    def _checked(self, entries: list[Entry]) -> list[Entry]:
        """Find fault with entries that lie beyond the archive or share their bytes with another.

        By sharing, a small archive unpacks to a huge one. One look at each, in the order of their places.
        """
        room = self._begins - self._before
        checked = [
            replace(entry, fault=DAMAGED) if entry.end > room and not entry.fault else entry
            for entry in entries
        ]
        order = sorted(
            (place for place, entry in enumerate(checked) if not entry.fault),
            key=lambda place: checked[place].place,
        )
        sharing, furthest = set(), -1
        for place in order:
            if furthest >= 0 and checked[place].place < checked[furthest].end:
                sharing |= {furthest, place}
            if furthest < 0 or checked[place].end > checked[furthest].end:
                furthest = place
        return [
            replace(entry, fault=f"和压缩包里别的文件重叠，不正常，没有收，{AGAIN}")
            if place in sharing
            else entry
            for place, entry in enumerate(checked)
        ]

    def _at(self, place: int, size: int) -> bytes:
        self._file.seek(place)
        return self._file.read(size)


BROKEN = "打不开，不是完整的 zip 压缩包。"
DAMAGED = "解不开，已经损坏，没有收。"


def other_archive(head: bytes) -> str:
    """Return what to say of a file that is another kind of archive, empty if it is none.

    Args:
        head: its first `HEAD` bytes; its name says nothing, it may have been renamed.
    """
    kind = next((kind for sign, kind in _OTHERS.items() if head.startswith(sign)), "")
    kind = "tar" if head[_TAR_AT:HEAD] == _TAR else kind
    advice = "收不了；请解开，再用电脑自带的“压缩”功能存成 zip。"
    return f"是 {kind} 压缩包，{advice}" if kind else ""


def _too_many() -> str:
    return f"里面的文件超过 {MAX_ENTRIES} 个，没有收，请分成几个压缩包。"


def _entries(listed: bytes, zone: tzinfo) -> Iterator[tuple[Entry, Written]]:
    """Read the list of entries as far as it can be read; their names are still to be read."""
    at = count = 0
    while listed[at : at + 4] == _ENTRY and len(listed) - at >= _ENTRY_SIZE:
        count += 1
        if count > MAX_ENTRIES:
            raise ArchiveError(_too_many())
        flags, method, time, day, checksum, packed, size, name, extra, comment = struct.unpack_from(
            "<4H3L3H", listed, at + 8
        )
        attributes, place = struct.unpack_from("<2L", listed, at + 38)
        names = at + _ENTRY_SIZE
        written, fields, fault = listed[names : names + name], listed[names + name : names + name + extra], ""
        at = names + name + extra + comment
        if at > len(listed):
            return
        found = _fields(fields)
        try:
            size, packed, place = _large(found.get(1, b""), size, packed, place)
        except (struct.error, ValueError):
            fault = DAMAGED
        if name > MAX_NAME:
            fault = fault or f"文件名超过 {MAX_NAME} 字节，没有收。"
        entry = Entry(
            "",
            fault,
            from_fields(found) or from_zip(day, time, zone),
            size,
            written.endswith(b"/"),
            stat.S_ISLNK(attributes >> 16),
            flags,
            method,
            checksum,
            packed,
            place,
        )
        unicode = _unicode_path(found.get(_UNICODE_PATH, b""), written) if name <= MAX_NAME else ""
        yield entry, Written(written[:MAX_NAME], bool(flags & _UTF8), unicode, name <= MAX_NAME)


def _named(entry: Entry, written: Written, name: str | None) -> Entry:
    """Return an entry with its name, None for one that cannot be read."""
    fault = entry.fault
    if name is None:
        name = written.name.decode("utf-8", errors="surrogateescape")
        fault = fault or "文件名的编码坏了，认不出，没有收，请改好文件名再压缩。"
    name = name.replace("\\", "/")
    is_folder = entry.is_folder or (written.whole and name.endswith("/"))
    return replace(entry, name=name, fault=fault, is_folder=is_folder)


def _fields(extra: bytes) -> dict[int, bytes]:
    """Return the extra fields of an entry by their kinds, as far as they can be read; the first of a kind."""
    found: dict[int, bytes] = {}
    at = 0
    while len(extra) - at >= 4:
        kind, length = struct.unpack_from("<2H", extra, at)
        if at + 4 + length > len(extra):
            break
        found.setdefault(kind, extra[at + 4 : at + 4 + length])
        at += 4 + length
    return found


def _large(field: bytes, *numbers: int) -> list[int]:
    """Return size, packed size and place; those that have no room in an entry stand in its extra field 1.

    Raises:
        ValueError, struct.error: they do not.
    """
    missing = [place for place, number in enumerate(numbers) if number == 0xFFFFFFFF]
    found = list(numbers)
    values = struct.unpack_from(f"<{len(missing)}Q", field)
    for place, value in zip(missing, values, strict=True):
        found[place] = value
    return found


def _unicode_path(field: bytes, written: bytes) -> str:
    """Return the name in Unicode that stands in a field of its own, empty if it is not of this very name."""
    if len(field) <= 5 or field[0] != 1 or len(field) - 5 > MAX_NAME:
        return ""
    if struct.unpack_from("<L", field, 1) != (zlib.crc32(written),):  # the entry was renamed since
        return ""
    try:
        return field[5:].decode("utf-8")
    except UnicodeDecodeError:
        return ""


def _inflated(packed: bytes, size: int) -> bytes:
    """Unpack deflated bytes, one more than `size` at most.

    Raises:
        EntryError: they are damaged.
    """
    unpack = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        return unpack.decompress(packed, size + 1)
    except zlib.error:
        raise EntryError(DAMAGED) from None
