"""Intake: whose notebook is it, is it this chapter's, and nothing that should not come in comes in."""

import io
import json
import os
import stat
import warnings
import zipfile
from datetime import UTC, datetime

import nbformat
import openpyxl
import pytest
from grading_helpers import CHAPTER, MIXED_ANSWERS, hand_in, sample, submission

from grading import archive, intake, scheme
from grading.roster import Trainee, read_roster
from shequ_lib.answer_cells import read_answers
from shequ_lib.errors import ShequError

ROSTER = (Trainee("20260001", "王小明"), Trainee("20260002", "李 华"), Trainee("0003", "李 华"))


SLOTS = scheme.slots_of(sample("source").notebooks[CHAPTER])


@pytest.fixture(scope="module")
def handed_out():
    return submission({})


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "一 个 班" / "交来的"
    made.mkdir(parents=True)
    return made


@pytest.fixture
def take(tmp_path, handed_out):
    """Take submissions in to a class folder that holds nothing but the released chapter."""
    room = tmp_path / "班 级"
    hand_in(room / "release" / CHAPTER / f"{CHAPTER}.ipynb", handed_out)

    def take_in(paths, roster=None):
        return intake.Inbox(room, CHAPTER, SLOTS, roster).take_in(paths)

    take_in.room = room
    return take_in


def ids(came):
    return sorted(came.taken)


def filed(take, trainee="甲"):
    """The notebook that is graded from now on."""
    return take.room / "submitted" / trainee / CHAPTER / f"{CHAPTER}.ipynb"


def received(take, trainee="甲"):
    return [path.read_bytes() for path in sorted((take.room / intake.RECEIVED / trainee).rglob("*.ipynb"))]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("王小明.ipynb", "王小明"),
        ("20260001.ipynb", "20260001"),
        (f"20260001-{CHAPTER}.ipynb", "20260001"),
        (f"王 小明_{CHAPTER}.ipynb", "王 小明"),
        (f"{CHAPTER}-20260001.ipynb", "20260001"),
        (f"20260001/{CHAPTER}/{CHAPTER}.ipynb", "20260001"),
    ],
)
def test_the_file_name_tells_the_trainee(take, folder, handed_out, name, expected):
    hand_in(folder / name, handed_out)
    came = take([folder])
    assert (ids(came), came.problems) == ([expected], [])


@pytest.mark.parametrize(
    "name", [f"{CHAPTER}.ipynb", f"作业/{CHAPTER}.ipynb", "..ipynb", "a+b.ipynb", "x[1].ipynb"]
)
def test_a_name_that_tells_nothing_is_listed(take, folder, handed_out, name):
    hand_in(folder / name, handed_out)
    came = take([folder])
    assert (ids(came), len(came.problems)) == ([], 1)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("20260001.ipynb", "20260001"),
        ("王小明.ipynb", "20260001"),
        ("20260001-王小明.ipynb", "20260001"),
        ("王小明20260001.ipynb", "20260001"),
        (f"王小明/{CHAPTER}.ipynb", "20260001"),
        ("0003.ipynb", "0003"),
    ],
)
def test_a_class_list_gives_the_name(take, folder, handed_out, name, expected):
    hand_in(folder / name, handed_out)
    assert ids(take([folder], ROSTER)) == [expected]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("王小.ipynb", "不在花名册里"),
        ("20260001 (1).ipynb", "不在花名册里"),
        ("3.ipynb", "不在花名册里"),
        ("李 华.ipynb", "不止一人"),
    ],
)
def test_who_fits_nobody_is_listed_not_guessed(take, folder, handed_out, name, message):
    hand_in(folder / name, handed_out)
    came = take([folder], ROSTER)
    assert ids(came) == []
    assert message in came.problems[0]


def test_another_chapter_is_refused_with_its_name(take, folder, handed_out):
    other = {**handed_out, "metadata": {"shequ": {"chapter": "11-staff-money-rooms"}}}
    hand_in(folder / "甲.ipynb", other)
    assert "11-staff-money-rooms 的作业" in take([folder]).problems[0]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b'{"cells": 1}',
        b"[]",
        b"\xff\xfe\x00",
        b'{"cells": []}',
        b"[" * 100_000,
        '{"cells": ["啊"]}'.encode("gbk"),
    ],
)
def test_what_is_no_notebook_is_listed(take, folder, data):
    (folder / "甲.ipynb").write_bytes(data)
    came = take([folder])
    assert (ids(came), len(came.problems)) == ([], 1)


def test_a_notebook_without_the_courses_notes_is_known_by_nbgraders(take, folder, handed_out):
    bare = submission(MIXED_ANSWERS, handed_out)
    bare["metadata"] = {}
    for cell in bare["cells"]:
        cell["metadata"].pop("shequ", None)
    hand_in(folder / "甲.ipynb", bare)
    assert ids(take([folder])) == ["甲"]


def test_other_files_are_listed_and_junk_is_not(take, folder, handed_out):
    hand_in(folder / "甲.ipynb", handed_out)
    hand_in(folder / ".ipynb_checkpoints" / "甲-checkpoint.ipynb", handed_out)
    for name in ("说明.docx", "Thumbs.db", "._甲.ipynb"):
        (folder / name).write_bytes(b"x")
    came = take([folder])
    assert ids(came) == ["甲"]
    assert [line.split("：")[0] for line in came.problems] == ["说明.docx"]


def test_links_are_not_followed(take, folder, handed_out, tmp_path):
    secret = hand_in(tmp_path / "别处" / "乙.ipynb", handed_out)
    (folder / "甲.ipynb").symlink_to(secret)
    (folder / "里面").symlink_to(secret.parent, target_is_directory=True)
    came = take([folder])
    assert ids(came) == []
    assert len(came.problems) == 2


def test_a_file_that_is_too_large_is_not_read(take, folder, handed_out, monkeypatch):
    hand_in(folder / "甲.ipynb", handed_out)
    monkeypatch.setattr(intake, "MAX_BYTES", 1000)
    came = take([folder])
    assert ids(came) == []
    assert "上限" in came.problems[0]


def test_of_two_the_later_counts_and_it_is_said(take, folder, handed_out):
    late = hand_in(folder / "甲.ipynb", submission({"how-many": "how_many = 2"}, handed_out))
    early = hand_in(folder / "旧" / f"甲-{CHAPTER}.ipynb", handed_out)
    os.utime(late, (2_000_000_000, 2_000_000_000))
    os.utime(early, (1_900_000_000, 1_900_000_000))
    came = take([folder])
    assert read_answers(json.loads(filed(take).read_bytes()))["how-many"] == "how_many = 2"
    assert "两份：采用较晚的 甲.ipynb，没有采用 旧" in came.notes[0]
    assert received(take) == [early.read_bytes(), late.read_bytes()]


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("没有", "找不到"),
        ("没有.zip", "找不到"),
        ("a\nb\x1b[2J.zip", "找不到"),
        ("甲.ipynb/乙.ipynb", "找不到"),
        ("断.zip", "断开的链接"),
        ("圈.zip", "打不开"),
        ("x" * 300, "打不开"),
        ("a\0b", "打不开"),
        ("管道.zip", "是链接或特殊文件"),
        ("管道.ipynb", "是链接或特殊文件"),
        ("说明.docx", "收不了作业"),
        ("坏.zip", "不是完整的 zip"),
        ("空.zip", "什么也没有"),
    ],
)
def test_a_path_that_cannot_be_taken_is_one_line_and_the_others_are_taken(
    take, folder, handed_out, name, says
):
    hand_in(folder / "甲.ipynb", handed_out)
    (folder / "说明.docx").write_bytes(b"x")
    (folder / "坏.zip").write_bytes(b"PK\x03\x04 not really")
    (folder / "断.zip").symlink_to(folder / "没有")
    (folder / "圈.zip").symlink_to(folder / "圈.zip")
    zipped(folder / "空.zip", [])
    for pipe in ("管道.zip", "管道.ipynb"):
        os.mkfifo(folder / pipe)
    came = take([folder / name, folder / "甲.ipynb"])
    assert ids(came) == ["甲"]
    (line,) = came.problems
    assert says in line and line.isprintable()


def zipped(path, entries, encode=None):
    """A zip; `encode` writes names as Windows does, in that encoding and without the UTF-8 flag."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for number, (name, data) in enumerate(entries):
            stand_in = f"{number:0{len(name.encode(encode))}d}" if encode else name
            archive.writestr(stand_in, data)
    data = buffer.getvalue()
    if encode:
        for number, (name, _) in enumerate(entries):
            raw = name.encode(encode)
            data = data.replace(f"{number:0{len(raw)}d}".encode(), raw)
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("encode", ["gbk", "utf-8", None])
def test_chinese_names_in_a_zip(take, folder, handed_out, encode):
    notebook = hand_in(folder / "x.ipynb", handed_out).read_bytes()
    path = zipped(folder / "作业.zip", [("作业/王小明.ipynb", notebook)], encode)
    assert ids(take([path])) == ["王小明"]


def test_no_entry_of_a_zip_leaves_it(take, folder, handed_out, tmp_path):
    notebook = hand_in(tmp_path / "x.ipynb", handed_out).read_bytes()
    link = zipfile.ZipInfo("丙.ipynb")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    path = zipped(
        folder / "作业.zip",
        [
            ("../甲.ipynb", notebook),
            ("/乙.ipynb", notebook),
            ("C:\\丁.ipynb", notebook),
            (link, b"/etc/passwd"),
        ],
    )
    before = sorted(tmp_path.rglob("*"))
    came = take([path])
    assert ids(came) == []
    assert len(came.problems) == 4
    assert sorted(tmp_path.rglob("*")) == before


def test_an_entry_that_unpacks_too_large_is_refused(take, folder, monkeypatch):
    path = folder / "作业.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("甲.ipynb", b" " * 100_000)
    monkeypatch.setattr(intake, "MAX_BYTES", 50_000)
    assert "上限" in take([path]).problems[0]


def test_an_earlier_file_does_not_replace_a_later_one(take, folder, handed_out):
    def arrive(answers, day):
        path = hand_in(folder / "甲.ipynb", submission(answers, handed_out))
        moment = datetime(2026, 1, day, tzinfo=UTC).timestamp()
        os.utime(path, (moment, moment))
        return "".join(take([path]).notes), path.read_bytes()

    def counts():
        return read_answers(json.loads(filed(take).read_bytes()))["how-many"]

    stub = SLOTS["how-many"].stub
    note, first = arrive({}, 2)
    assert (note, counts()) == ("", stub)
    assert arrive({}, 3)[0] == ""
    note, second = arrive(MIXED_ANSWERS, 1)
    assert "更晚" in note and counts() == stub
    assert "换上" in arrive(MIXED_ANSWERS, 4)[0]
    assert counts() == MIXED_ANSWERS["how-many"]
    assert sorted(received(take)) == sorted([first, second])


def test_the_moment_is_the_one_that_nbgraders_exchange_noted(take, folder, handed_out):
    inbound = folder / f"20260001+{CHAPTER}+2026-01-02 03:04:05 UTC+abc"
    hand_in(inbound / f"{CHAPTER}.ipynb", handed_out)
    (inbound / "timestamp.txt").write_text("2026-01-02 03:04:05.000006 UTC")
    assert ids(take([folder])) == ["20260001"]
    stamp = filed(take, "20260001").with_name("timestamp.txt").read_text(encoding="utf-8")
    assert stamp == "2026-01-02 03:04:05.000006 UTC"


def test_an_archive_of_too_many_files_is_one_line(take, folder, monkeypatch):
    monkeypatch.setattr(archive, "MAX_ENTRIES", 2)
    (line,) = take([zipped(folder / "多.zip", [(f"{n}.ipynb", b"") for n in range(3)])]).problems
    assert "超过 2 个" in line
    assert len(take([zipped(folder / "少.zip", [(f"{n}.ipynb", b"") for n in range(2)])]).problems) == 2


@pytest.mark.parametrize("damage", ["no metadata", "no nbformat", "cells of no kind", "half a character"])
def test_a_damaged_notebook_is_filed_so_that_nbgrader_can_read_it(take, folder, handed_out, damage):
    notebook = submission(MIXED_ANSWERS, handed_out)
    if damage == "no metadata":
        del notebook["metadata"]
    elif damage == "no nbformat":
        del notebook["nbformat"]
    elif damage == "cells of no kind":
        notebook["cells"] += [17, {"cell_type": "spell"}, {}]
    else:
        notebook["cells"].append({"cell_type": "markdown", "metadata": {}, "source": "\ud800", "id": "x"})
    (folder / "甲.ipynb").write_text(json.dumps(notebook), encoding="ascii")
    assert ids(take([folder])) == ["甲"]
    clean = nbformat.read(filed(take), as_version=4)
    nbformat.validate(clean)
    assert read_answers(clean) == read_answers(notebook)


def workbook(path, rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def test_a_class_list_from_excel(tmp_path):
    path = workbook(
        tmp_path / "花 名册.xlsx",
        [
            ["拱墅区第一期"],
            [],
            ["序号", "学 号", "姓名", "单位"],
            [1, 20260001, " 王小明 ", "甲"],
            [2, "0003", "李华", "乙"],
            [None] * 4,
        ],
    )
    assert read_roster(path) == (Trainee("20260001", "王小明"), Trainee("0003", "李华"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk"])
@pytest.mark.parametrize("delimiter", [",", "\t"])
def test_a_class_list_as_csv(tmp_path, encoding, delimiter):
    text = f"Student_ID{delimiter}姓名\r\n20260001{delimiter}王小明\r\n"
    (tmp_path / "名单.csv").write_bytes(text.encode(encoding))
    assert read_roster(tmp_path / "名单.csv") == (Trainee("20260001", "王小明"),)


def test_names_alone_are_a_class_list(tmp_path):
    assert read_roster(workbook(tmp_path / "名单.xlsx", [["姓名"], ["王小明"]])) == (
        Trainee("王小明", "王小明"),
    )


@pytest.mark.parametrize(
    ("name", "rows", "message"),
    [
        ("名单.xlsx", [["学号", "姓名"], [1, "甲"], [1, "乙"]], "出现了两次"),
        ("名单.xlsx", [["谁", "哪里"], ["甲", "乙"]], "没有“学号”"),
        ("名单.xlsx", [["学号"], ["../x"]], "不能用的符号"),
    ],
)
def test_a_class_list_that_cannot_be_used_is_one_line(tmp_path, name, rows, message):
    with pytest.raises(ShequError, match=message) as caught:
        read_roster(workbook(tmp_path / name, rows))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["没有.xlsx", "名单.docx", "坏.xlsx"])
def test_a_class_list_that_cannot_be_opened_is_one_line(tmp_path, name):
    (tmp_path / "名单.docx").write_bytes(b"x")
    (tmp_path / "坏.xlsx").write_bytes(b"x")
    with pytest.raises(ShequError, match="花名册"):
        read_roster(tmp_path / name)
