"""Zips that anybody may have written: what zipfile writes is read the same; what is odd is a fault."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
import warnings
import zipfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading import archive
from grading.archive import Archive, ArchiveError, EntryError

MOST = 1_000_000


def zipped(*entries, method=zipfile.ZIP_DEFLATED, comment=b""):
    """A zip of names and contents as Python's own zipfile writes it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as made, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, data in entries:
            made.writestr(name, data)
        made.comment = comment
    return buffer.getvalue()


def opened(data):
    return Archive(io.BytesIO(data))


def read(data):
    """What each entry holds, or what is wrong with it."""
    found = opened(data)
    said = {}
    for entry in found.entries:
        try:
            said[entry.name] = found.read(entry, MOST)
        except EntryError as error:
            said[entry.name] = str(error)
    return said


def changed(data, *fields, sign=b"PK\x01\x02", which=-1):
    """The zip with some bytes of the last (or another) head overwritten."""
    places = [place for place in range(len(data)) if data.startswith(sign, place)]
    made = bytearray(data)
    for offset, form, value in fields:
        struct.pack_into(form, made, places[which] + offset, value)
    return bytes(made)


TWO = zipped(("好.ipynb", b"good" * 99), ("坏.ipynb", b"bad" * 99))


@given(
    st.lists(st.tuples(st.text("ab/é中😀", min_size=1, max_size=9), st.binary(max_size=300)), max_size=4),
    st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED]),
    st.binary(max_size=40),
    st.binary(max_size=40),
)
def test_what_zipfile_writes_is_read_as_zipfile_reads_it(entries, method, comment, before):
    data = before + zipped(*entries, method=method, comment=comment)
    theirs = zipfile.ZipFile(io.BytesIO(data))
    ours = opened(data)
    assert [entry.name for entry in ours.entries] == [info.filename for info in theirs.infolist()]
    assert [ours.read(entry, MOST) for entry in ours.entries] == [theirs.read(i) for i in theirs.infolist()]
    assert ours.lost == 0


@given(st.data())
def test_a_zip_damaged_anywhere_raises_nothing_else(data):
    damaged = bytearray(TWO)
    for _ in range(data.draw(st.integers(1, 4))):
        damaged[data.draw(st.integers(0, len(TWO) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(TWO)))
    for each in (bytes(damaged), TWO[:cut], TWO[cut:]):
        try:
            found = read(each)
        except ArchiveError as error:
            assert str(error).isprintable()
            continue
        assert all(isinstance(text, str) or text in (b"good" * 99, b"bad" * 99) for text in found.values())


def test_large_sizes_in_their_own_field_are_read():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made, made.open("甲.ipynb", "w", force_zip64=True) as entry:
        entry.write(b"x" * 5000)
    assert read(buffer.getvalue()) == {"甲.ipynb": b"x" * 5000}
    # The same, with all numbers of the list and of the end in the form for more than 4 GB.
    plain = zipped(("甲.ipynb", b"x" * 5000), method=zipfile.ZIP_STORED)
    at = plain.rindex(b"PK\x01\x02")
    head, name = bytearray(plain[at : at + 46]), plain[at + 46 : plain.rindex(b"PK\x05\x06")]
    struct.pack_into("<2L", head, 20, 0xFFFFFFFF, 0xFFFFFFFF)
    struct.pack_into("<H", head, 30, 28)
    struct.pack_into("<L", head, 42, 0xFFFFFFFF)
    listed = bytes(head) + name + struct.pack("<2H3Q", 1, 24, 5000, 5000, 0)
    end = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 1, 1, len(listed), at)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, at + len(listed), 1)
    last = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    assert read(plain[:at] + listed + end + locator + last) == {"甲.ipynb": b"x" * 5000}


GOOD = b"good" * 99


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ([(10, "<H", 9)], "Deflate64"),
        ([(10, "<H", 12)], "BZIP2"),
        ([(10, "<H", 14)], "LZMA"),
        ([(10, "<H", 93)], "Zstandard"),
        ([(10, "<H", 98)], "PPMd"),
        ([(10, "<H", 12345)], "第 12345 种"),
        ([(8, "<H", 0x801)], "加了密码"),
        ([(16, "<L", 7)], "已经损坏"),  # the checksum
        ([(24, "<L", 5)], "已经损坏"),  # the size is smaller than what is there
        ([(24, "<L", 298)], "已经损坏"),
        ([(24, "<L", MOST + 1)], "过大"),
        ([(24, "<L", 0xFFFFFFFF)], "已经损坏"),  # and there is no field for a larger one
        ([(20, "<L", 0xFFFFFFF0)], "已经损坏"),  # ends behind the archive
        ([(42, "<L", 0x7FFFFFFF)], "已经损坏"),
        ([(42, "<L", 5)], "重叠"),
    ],
)
def test_an_entry_that_cannot_be_read_is_one_line_and_its_neighbour_is_read(fields, says):
    found = read(changed(TWO, *fields))
    assert says in found["坏.ipynb"]
    assert found["好.ipynb"] == GOOD or says == "重叠"


@pytest.mark.parametrize(
    "fields",
    [
        [(6, "<H", 99)],  # a program that does not exist yet
        [(4, "<H", 0xFFFF)],
        [(34, "<H", 7)],  # a disk
        [(38, "<L", 0xFFFFFFFF & ~(0xF000 << 16))],
        [(12, "<L", 0)],
        [(12, "<L", 0xFFFFFFFF)],
    ],
)
def test_an_entry_that_is_only_odd_is_read(fields):
    data = changed(TWO, *fields)
    assert read(data) == {"好.ipynb": GOOD, "坏.ipynb": b"bad" * 99}
    assert opened(data).entries[1].changed is None or fields[0][0] != 12


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_other_methods_are_not_even_begun(method):
    data = zipped(("甲.ipynb", b"x" * 999), method=method)
    damaged = bytearray(data)
    damaged[44:60] = b"\xff" * 16  # a dictionary of 4 GB
    for each in (data, bytes(damaged)):
        (text,) = read(each).values()
        assert "重新压缩成 zip" in text


def test_a_deflated_entry_that_is_no_deflate_is_damaged():
    at = TWO.index(b"PK\x03\x04", 4) + 30 + len("坏.ipynb".encode())
    for junk in (b"\xff" * 5, b"\0" * 5, b"\x06\0\0\0\0"):
        found = read(TWO[:at] + junk + TWO[at + 5 :])
        assert (found["好.ipynb"], "已经损坏" in found["坏.ipynb"]) == (GOOD, True)


def test_a_name_that_is_not_utf_8_concerns_its_own_entry_only():
    data = TWO.replace("坏".encode(), b"\xff\xfe\x80")
    found = read(data)
    (bad,) = [text for name, text in found.items() if name != "好.ipynb"]
    assert (found["好.ipynb"], "编码坏了" in bad) == (GOOD, True)


@pytest.mark.parametrize("more", [0, 1])
def test_a_name_is_as_long_as_allowed_or_its_entry_is_refused(more):
    name = "n" * (archive.MAX_NAME + more)
    found = read(zipped((name, b"x"), ("好.ipynb", GOOD)))
    assert found["好.ipynb"] == GOOD
    assert ("文件名超过" in str(found[name[: archive.MAX_NAME]])) is bool(more)


def test_names_of_65_kb_are_cut_before_anything_looks_at_them():
    entries = opened(zipped(*((f"{n}" + "-" * 65_000 + "_", b"") for n in range(20)))).entries
    assert max(len(entry.name) for entry in entries) == archive.MAX_NAME


@pytest.mark.parametrize("more", [0, 1])
def test_an_archive_of_more_entries_than_allowed_is_refused(monkeypatch, more):
    monkeypatch.setattr(archive, "MAX_ENTRIES", 5)
    data = zipped(*((f"{n}", b"") for n in range(5 + more)))
    lied = changed(data, (8, "<H", 1), (10, "<H", 1), sign=b"PK\x05\x06")
    for each in (data, lied):
        if more:
            with pytest.raises(ArchiveError, match="超过 5 个"):
                opened(each)
        else:
            assert len(opened(each).entries) == 5


def overlapping(count, size):
    """A zip whose list names one and the same file many times."""
    data = zipped(("wu.ipynb", b" " * size))
    at, end = data.rindex(b"PK\x01\x02"), data.rindex(b"PK\x05\x06")
    listed = data[at:end] * count
    last = bytearray(data[end:])
    struct.pack_into("<2HL", last, 8, count, count, len(listed))
    return data[:at] + listed + bytes(last)


def test_entries_that_share_their_bytes_are_refused_without_unpacking(monkeypatch):
    monkeypatch.setattr(zlib, "decompressobj", None)
    found = opened(overlapping(300, MOST))
    assert len(found.entries) == 300
    for entry in found.entries:
        with pytest.raises(EntryError, match="重叠"):
            found.read(entry, MOST)


def test_entries_that_share_some_of_their_bytes_are_refused_too():
    # The first one's bytes reach over the second's head and into its bytes; a third stands apart.
    data = zipped(("a", b"1" * 500), ("b", b"2" * 500), ("c", b"3" * 500), method=zipfile.ZIP_STORED)
    found = read(changed(data, (20, "<L", 700), (24, "<L", 700), which=0))
    assert ["重叠" in str(text) for text in found.values()] == [True, True, False]


def test_an_archive_unpacks_to_no_more_than_a_multiple_of_its_size(monkeypatch):
    monkeypatch.setattr(archive, "MAX_UNPACKED", 1000)
    monkeypatch.setattr(archive, "MAX_RATIO", 2)
    # Its own size is far below 500 bytes, so 1000 are allowed: ten entries of 100.
    found = opened(zipped(*((f"{n}", b" " * 100) for n in range(3))))
    assert [len(found.read(entry, MOST)) for entry in found.entries] == [100] * 3
    found = opened(zipped(("0", b" " * 1000), ("1", b" ")))
    assert len(found.read(found.entries[0], MOST)) == 1000
    with pytest.raises(ArchiveError, match="大得不像"):
        found.read(found.entries[1], MOST)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "不是完整的 zip"),
        (b"PK\x05\x06", "不是完整的 zip"),
        (b"x" * 100_000, "不是完整的 zip"),
        (TWO[:-30], "不是完整的 zip"),
        (TWO[200:], "不是完整的 zip"),
        (changed(TWO, (4, "<H", 1), sign=b"PK\x05\x06"), "分卷"),
        (changed(TWO, (8, "<H", 1), sign=b"PK\x05\x06"), "分卷"),
        (changed(TWO, (12, "<L", 99_999), sign=b"PK\x05\x06"), "不是完整的 zip"),
        (changed(TWO, (12, "<L", 0xFFFFFFF), sign=b"PK\x05\x06"), "超过"),
        (changed(TWO, (16, "<L", 99_999), sign=b"PK\x05\x06"), "不是完整的 zip"),
        (TWO[:-22] + struct.pack("<4sLQL", b"PK\x06\x07", 0, 2**63, 1) + TWO[-22:], "不是完整的 zip"),
    ],
)
def test_what_is_no_whole_zip_is_one_line(data, says):
    with pytest.raises(ArchiveError, match=says) as caught:
        opened(data)
    assert str(caught.value).isprintable()


def test_entries_that_the_list_lacks_are_counted():
    found = opened(changed(TWO, (8, "<H", 7), (10, "<H", 7), sign=b"PK\x05\x06"))
    assert (len(found.entries), found.lost) == (2, 5)
    found = opened(changed(TWO, (0, "<L", 0)))  # the second head of the list is none
    assert (len(found.entries), found.lost) == (1, 1)


LIMITED = """
import io, resource, sys
resource.setrlimit(resource.RLIMIT_AS, (600 * 2**20,) * 2)
resource.setrlimit(resource.RLIMIT_CPU, (5, 5))
from grading.archive import Archive, ArchiveError, EntryError
from grading.intake import MAX_BYTES
def most():
    status = open("/proc/self/status").read()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024
before = most()
try:
    found = Archive(open(sys.argv[1], "rb"))
    for entry in found.entries:
        try:
            found.read(entry, MAX_BYTES)
        except EntryError:
            pass
except ArchiveError:
    pass
print(most() - before)
"""


def costs(path):
    """MB that it takes to read all of a zip; beyond 600 MB or 5 seconds of processor time it is killed."""
    ran = subprocess.run(
        [sys.executable, "-c", LIMITED, str(path)], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    return float(ran.stdout)


@pytest.mark.skipif(sys.platform != "linux", reason="needs Linux' limits")
@pytest.mark.parametrize("kind", ["many", "long names", "bomb", "overlaps", "list", "lzma"])
def test_no_zip_costs_more_than_the_limits(tmp_path, kind):
    path = tmp_path / "x.zip"
    size = 20 * 2**20
    if kind == "many":
        path.write_bytes(zipped(*((f"{n}.ipynb", b"") for n in range(archive.MAX_ENTRIES))))
    elif kind == "long names":
        path.write_bytes(zipped(*((f"{n}".ljust(60_000, "-"), b"") for n in range(100))))
    elif kind == "bomb":
        path.write_bytes(zipped(*((f"{n}.ipynb", b" " * size) for n in range(6))))
    elif kind == "overlaps":
        path.write_bytes(overlapping(10_000, size))
    elif kind == "list":  # a list without end, and an end that says so
        listed = TWO[TWO.index(b"PK\x01\x02") : TWO.rindex(b"PK\x05\x06")] * 200_000
        end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, len(listed), 0, 0)
        path.write_bytes(listed + end)
    else:
        data = bytearray(zipped(("wu.ipynb", b"x" * 999), method=zipfile.ZIP_LZMA))
        data[data.index(b"wu.ipynb") + 8 :][:9] = b"\x09\x04\x05\x00\xff\xff\xff\xff\xff"
        path.write_bytes(data)
    assert costs(path) < 200
