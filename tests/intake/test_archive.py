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
from hypothesis import assume, given
from hypothesis import strategies as st

from grading.common import archive
from grading.common.archive import Archive, ArchiveError, EntryError

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
    assume(not archive.other_archive(data[: archive.HEAD]))
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
from grading.common.archive import Archive, ArchiveError, EntryError
from grading.intake.intake import MAX_BYTES
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
@pytest.mark.parametrize("kind", ["many", "long names", "odd names", "bomb", "overlaps", "list", "lzma"])
def test_no_zip_costs_more_than_the_limits(tmp_path, kind):
    path = tmp_path / "x.zip"
    size = 20 * 2**20
    if kind == "many":
        path.write_bytes(zipped(*((f"{n}.ipynb", b"") for n in range(archive.MAX_ENTRIES))))
    elif kind == "long names":
        path.write_bytes(zipped(*((f"{n}".ljust(60_000, "-"), b"") for n in range(100))))
    elif kind == "odd names":  # of 16 MB in all, each in every encoding, each with other signs
        signs = [chr(place).encode("gbk", "ignore") for place in range(0x4E00, 0x9FA5)]
        path.write_bytes(
            packed(*((b"".join(signs[n : n + 370]), 0, b"") for n in range(archive.MAX_ENTRIES)))
        )
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


# ---- in which encoding names are ----

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘叶程苏魏吕丁任"
GIVEN = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂玲文辉红健俊帆婷玮琪晨昊轩宇欣怡浩然子涵淼鑫国华"
DOUBLES = ("谢伟", "叶伟", "郑强", "路梅")  # in GBK these are valid UTF-8, too


def packed(*entries):
    """A zip of entries as some program wrote them: bytes of the name, flags, extra fields."""
    body, listed, place = [], [], 0
    for number, (name, flags, extra) in enumerate(entries):
        data = b"%d" % number
        sizes = (zlib.crc32(data), len(data), len(data), len(name), len(extra))
        body.append(
            struct.pack("<4s5H3L2H", b"PK\3\4", 20, flags, 0, 0, 0x5A21, *sizes) + name + extra + data
        )
        head = struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, flags, 0, 0, 0x5A21, *sizes, 0, 0, 0, 0, place)
        listed.append(head + name + extra)
        place += len(body[-1])
    table, count = b"".join(listed), len(entries)
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count, count, len(table), place, 0)
    return b"".join(body) + table + end


def in_unicode(raw, name):
    """Info-ZIP's field of a name in Unicode."""
    data = struct.pack("<BL", 1, zlib.crc32(raw)) + name.encode()
    return struct.pack("<2H", 0x7075, len(data)) + data


def names(*entries, knows=None):
    found = Archive(io.BytesIO(packed(*entries)), knows).entries
    return [entry.name if not entry.fault else None for entry in found]


WAYS = {
    "GBK": lambda name: (name.encode("gbk"), 0, b""),
    "UTF-8": lambda name: (name.encode(), 0, b""),
    "UTF-8 and says so": lambda name: (name.encode(), 0x800, b""),
    "a field in Unicode": lambda name: (name.encode("gbk"), 0, in_unicode(name.encode("gbk"), name)),
    "a field beside letters": lambda name: (b"x?.ipynb", 0, in_unicode(b"x?.ipynb", name)),
}
people = st.one_of(
    st.sampled_from(DOUBLES),
    st.builds("".join, st.tuples(st.sampled_from(SURNAMES), st.text(GIVEN, min_size=1, max_size=2))),
)


@given(
    st.lists(people, min_size=1, max_size=30),
    st.sampled_from(sorted(WAYS)),
    st.sampled_from(["{}.ipynb", "作业/{}.ipynb", "{}/06-four-meetings.ipynb", "2026001{}_第六章.ipynb"]),
)
def test_chinese_names_are_read_in_whatever_way_they_are_written(them, way, form):
    written = [form.format(name) for name in them]
    assert names(*map(WAYS[way], written)) == written


@given(
    st.lists(people, min_size=3, max_size=20),
    st.lists(st.sampled_from(sorted(WAYS)), min_size=20, max_size=20),
)
def test_names_of_several_programs_in_one_zip_are_read_too(them, ways):
    # As when a zip is added to: a name that two encodings have is only read for sure where all agree.
    them = [name for name in them if name not in DOUBLES]
    written = [f"{name}.ipynb" for name in them]
    assert names(*(WAYS[way](name) for way, name in zip(ways, written, strict=False))) == written


def plain(name, encoding="utf-8", flags=0, extra=b""):
    return (name.encode(encoding), flags, extra)


GBK_ONLY = plain("王小明", "gbk")
RAW = GBK_ONLY[0]
FIELD = in_unicode(RAW, "李四")
TAIWAN = ["張偉", "陳雅婷", "黃國華", "劉靜", "鄭建宏"]


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        # Names that are valid in both, alone and with one that decides.
        ([plain("谢伟", "gbk")], ["谢伟"]),
        ([plain("·"), GBK_ONLY], ["路", "王小明"]),
        ([plain("José"), plain("王小明")], ["José", "王小明"]),
        # A Mac: UTF-8, unsaid, accents apart.
        ([plain("Jose\u0301"), plain("李华")], ["Jose\u0301", "李华"]),
        # A field counts for nothing if it is of another name, of another version, not UTF-8, or not whole.
        ([(RAW, 0, FIELD)], ["李四"]),
        ([(RAW, 0, in_unicode(b"x", "李四"))], ["王小明"]),
        ([(RAW, 0, FIELD[:4] + b"\2" + FIELD[5:])], ["王小明"]),
        ([(RAW, 0, FIELD[:-1] + b"\xff")], ["王小明"]),
        ([(RAW, 0, FIELD[:-1])], ["王小明"]),
        # A flag that lies: GBK, or nothing that can be read; the others are not touched.
        ([(RAW, 0x800, b""), plain("李华", flags=0x800)], ["王小明", "李华"]),
        ([(b"\xe7\x8e", 0x800, b""), plain("李华", flags=0x800)], [None, "李华"]),
        ([(b"\xff\xfe\x80", 0x800, b""), plain("叶伟", "gbk")], [None, "叶伟"]),
        # Taiwan's Windows; a name alone may be taken for GBK, and so more of them decide.
        ([plain(name, "big5") for name in TAIWAN], TAIWAN),
        ([plain(name, "gbk") for name in TAIWAN[:3]], TAIWAN[:3]),
        ([plain("許強"), plain("韓強")], ["許強", "韓強"]),
        # No Chinese at all: the letters that zip began with, but not its lines and blocks.
        ([(b"Jos\x82.ipynb", 0, b""), GBK_ONLY], ["José.ipynb", "王小明"]),
        ([(b"\xc9\xcd.\xb0\xff", 0, b""), GBK_ONLY], [None, "王小明"]),
    ],
)
def test_names_of_every_kind(entries, expected):
    assert names(*entries) == expected


def test_whom_the_class_list_knows_is_meant():
    big5 = ("趙英.ipynb".encode("big5"), 0, b"")
    assert names(big5) == ["化璣.ipynb"]
    assert names(big5, knows=lambda name: name.startswith("趙英")) == ["趙英.ipynb"]
    double = ("лΰ.ipynb".encode(), 0, b"")
    assert names(double, GBK_ONLY, knows=lambda name: name.startswith("лΰ")) == ["лΰ.ipynb", "王小明"]
    # It does not turn a name that can be read in one way only.
    assert names(GBK_ONLY, knows=lambda name: False) == ["王小明"]


def test_the_same_name_read_twice_is_asked_once():
    asked = []
    names(*[("谢伟".encode("gbk"), 0, b"")] * 50, knows=lambda name: bool(asked.append(name)))
    assert sorted(asked) == sorted(set(asked))


OTHERS = {
    "7z": b"7z\xbc\xaf\x27\x1c\0\4",
    "rar": b"Rar!\x1a\x07\x01\0",
    "gz": b"\x1f\x8b\x08\0",
    "tar": b"x.ipynb".ljust(257, b"\0") + b"ustar\x0000",
    "xz": b"\xfd7zXZ\0\0",
}


@pytest.mark.parametrize("kind", OTHERS)
def test_another_archive_is_one_line_that_says_what_to_do(kind):
    # Even one that holds a zip as it is: of that not all might be seen.
    for data in (OTHERS[kind], OTHERS[kind] + b"x" * 400, OTHERS[kind] + TWO):
        with pytest.raises(ArchiveError, match=f"^是 {kind} 压缩包，收不了；请解开，.*存成 zip。$"):
            opened(data)


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_the_head_of_an_entry_costs_nothing(method):
    found = opened(zipped(("大.rar", OTHERS["rar"] + b" " * 10**7), ("空.rar", b""), method=method))
    left = found.left
    assert [archive.other_archive(found.head(entry))[:5] for entry in found.entries] == ["是 rar", ""]
    assert found.left == left
