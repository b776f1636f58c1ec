"""Intake: whose notebook is it, is it this chapter's, and nothing that should not come in comes in."""

import io
import json
import os
import socket
import stat
import subprocess
import sys
import tempfile
import warnings
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import chance
import nbformat
import openpyxl
import pytest
from grading_helpers import CHAPTER, MIXED_ANSWERS, hand_in, sample, set_up, submission

from grading import cli
from grading.common import archive, moments, regular_file
from grading.grade import grade
from grading.intake import arrivals, intake, reception
from grading.marking import scheme
from grading.roster import Trainee, read_roster
from shequ_lib.answer_cells import read_answers
from shequ_lib.errors import ShequError

ROSTER = (Trainee("20260001", "王小明"), Trainee("20260002", "李 华"), Trainee("0003", "李 华"))

ROOT = Path(__file__).parents[2]
SLOTS = scheme.slots_of(sample("source").notebooks[CHAPTER])


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
    "name", [f"{CHAPTER}.ipynb", f"作业/{CHAPTER}.ipynb", "..ipynb", "a+b.ipynb", "x[y].ipynb"]
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
        ("3a.ipynb", "不在花名册里"),
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
    monkeypatch.setattr(reception, "MAX_BYTES", 1000)
    came = take([folder])
    assert ids(came) == []
    assert "上限" in came.problems[0]


def test_of_two_the_later_counts_and_it_is_said(take, folder, handed_out):
    late = hand_in(folder / "甲.ipynb", submission({"how-many": "how_many = 2"}, handed_out))
    early = hand_in(folder / "旧" / f"甲-{CHAPTER}.ipynb", handed_out)
    os.utime(late, (1_700_000_000, 1_700_000_000))
    os.utime(early, (1_600_000_000, 1_600_000_000))
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


@pytest.mark.parametrize("name", ["作业.rar", "作业.zip", "作业.ipynb", "作业.7z", "作业"])
def test_an_archive_of_another_kind_says_what_to_do_wherever_it_lies(take, folder, handed_out, name):
    data = b"Rar!\x1a\x07\x01\x00" + b"x" * 300
    (folder / name).write_bytes(data)
    notebook = json.dumps(submission({}, handed_out)).encode()
    parcel = zipped(folder.parent / "班.zip", [("甲.ipynb", notebook), (name, data)])
    advice = "是 rar 压缩包，收不了；请解开，再用电脑自带的“压缩”功能存成 zip。"
    assert take([folder / name]).problems == [f"{name}：{advice}"]
    assert take([folder]).problems == [f"{name}：{advice}"]
    came = take([parcel])
    assert (ids(came), came.problems) == (["甲"], [f"班.zip 里的 {name}：{advice}"])


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


def test_an_entry_whose_name_is_too_long_is_listed_wherever_it_is_cut(take, folder, handed_out):
    notebook = hand_in(folder / "x.ipynb", handed_out).read_bytes()
    names = [
        "d/" * 2000 + "甲.ipynb",
        "d" * archive.MAX_NAME + "/",
        "a" * 999 + "/甲.ipynb",
        "夹/",
        "夹/乙.ipynb",
    ]
    came = take([zipped(folder / "作业.zip", [(name, notebook) for name in names])])
    assert ids(came) == ["乙"]
    assert ["文件名超过" in line for line in came.problems] == [True, True]


def test_an_entry_that_unpacks_too_large_is_refused(take, folder, monkeypatch):
    path = folder / "作业.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("甲.ipynb", b" " * 100_000)
    monkeypatch.setattr(reception, "MAX_BYTES", 50_000)
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
    assert read_roster(path).people == (Trainee("20260001", "王小明"), Trainee("0003", "李华"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk"])
@pytest.mark.parametrize("delimiter", [",", "\t"])
def test_a_class_list_as_csv(tmp_path, encoding, delimiter):
    text = f"Student_ID{delimiter}姓名\r\n20260001{delimiter}王小明\r\n"
    (tmp_path / "名单.csv").write_bytes(text.encode(encoding))
    assert read_roster(tmp_path / "名单.csv").people == (Trainee("20260001", "王小明"),)


def test_names_alone_are_a_class_list(tmp_path):
    assert read_roster(workbook(tmp_path / "名单.xlsx", [["姓名"], ["王小明"]])).people == (
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


# ---- whose it is ----


def test_a_file_in_anothers_folder_replaces_nobodys_homework(take, folder, handed_out):
    def put(place, answers, moment):
        os.utime(hand_in(folder / place, submission(answers, handed_out)), (moment, moment))

    exchange = f"20260001+{CHAPTER}+2026-11-29 03:04:05 UTC+abc"
    put("李四_1234_assignsubmission_file/李四.ipynb", MIXED_ANSWERS, 1_700_000_000)
    put("王小明_1233_assignsubmission_file/李四.ipynb", {}, 1_700_000_060)
    put("20260001/20260004.ipynb", {}, 1_700_000_120)
    put(f"{exchange}/20260004.ipynb", {}, 1_700_000_180)
    notebook = (folder / exchange / "20260004.ipynb").read_bytes()
    parcel = zipped(folder.parent / "王小明.zip", [("李四.ipynb", notebook)])
    came = take([folder, parcel], (*ROSTER, Trainee("20260004", "李四")))
    assert ids(came) == ["20260004"]
    assert read_answers(json.loads(filed(take, "20260004").read_bytes())) == MIXED_ANSWERS
    assert len(came.problems) == 4 and all("是 王小明，文件名是 李四，" in line for line in came.problems)
    assert came.notes == []
    assert not (take.room / intake.RECEIVED / "20260001").exists()
    assert len(received(take, "20260004")) == 1


def test_the_path_that_is_named_says_nothing_itself(take, tmp_path, handed_out):
    own = tmp_path / "王小明"  # the instructor's own folder, say
    hand_in(own / "20260002.ipynb", handed_out)
    assert ids(take([own], ROSTER)) == ["20260002"]
    assert ids(take([own / "20260002.ipynb"], ROSTER)) == ["20260002"]


@pytest.mark.parametrize("in_one_run", [True, False])
@pytest.mark.parametrize(("one", "other"), [("Abc", "abc"), ("é", "e\u0301x"), ("王é", "王É")])
def test_two_ids_that_are_one_folder_elsewhere_are_not_two_people(
    take, folder, handed_out, one, other, in_one_run
):
    hand_in(folder / "1" / f"{one}.ipynb", handed_out)
    hand_in(folder / "2" / f"{other}.ipynb", submission(MIXED_ANSWERS, handed_out))
    paths = [[folder]] if in_one_run else [[folder / "1"], [folder / "2"]]
    came = [take(each) for each in paths]
    problems = [line for each in came for line in each.problems]
    if other == "e\u0301x":  # another name
        assert problems == []
        return
    assert ids(came[0]) == [one] and len(problems) == 1 and "同一个文件夹" in problems[0]
    assert [path.name for path in (take.room / "submitted").iterdir()] == [one]
    assert ids(take([folder / "1"])) == [one]  # who was there first goes on


def test_two_forms_of_one_accent_are_one_trainee(take, folder, handed_out):
    hand_in(folder / "1" / "é.ipynb", handed_out)
    hand_in(folder / "2" / "e\u0301.ipynb", handed_out)
    assert ids(take([folder])) == ["é"]


def test_ids_of_a_class_list_that_are_one_folder_elsewhere_are_refused(tmp_path):
    for one, other in (("Abc", "abc"), ("A 1", "A1")):
        with pytest.raises(ShequError, match="同一个文件夹"):
            read_roster(workbook(tmp_path / "名单.xlsx", [["学号", "姓名"], [one, "甲"], [other, "乙"]]))
    with pytest.raises(ShequError, match="Windows"):
        read_roster(workbook(tmp_path / "名单.xlsx", [["学号", "姓名"], ["CON", "甲"]]))


# ---- when it was handed in ----

MOMENT = "2026-01-02 03:04:05.000006 UTC"


def stamped(path, handed_out):
    """A notebook of 1 May 2026 with a note beside it that says January."""
    os.utime(hand_in(path, handed_out), (1_777_593_600, 1_777_593_600))
    path.with_name("timestamp.txt").write_text(MOMENT)
    return path


@pytest.mark.parametrize(
    ("place", "counts"),
    [
        (f"甲+{CHAPTER}+2026-01-02 03:04:05 UTC+x/{CHAPTER}.ipynb", True),
        (f"甲+{CHAPTER}+2026-01-02 03:04:05 UTC/{CHAPTER}.ipynb", True),
        (f"课/inbound/甲+{CHAPTER}+2026-01-02/{CHAPTER}.ipynb", True),
        (f"甲/甲+{CHAPTER}+2026-01-02/{CHAPTER}.ipynb", False),
        (f"甲/{CHAPTER}/{CHAPTER}.ipynb", False),
        ("甲/甲.ipynb", False),
        ("甲.ipynb", False),
    ],
)
def test_a_note_of_time_counts_only_where_nbgrader_put_it(take, folder, handed_out, place, counts):
    stamped(folder / place, handed_out)
    came = take([folder])
    assert (ids(came), came.problems) == (["甲"], [])
    stamp = filed(take).with_name("timestamp.txt").read_text(encoding="utf-8")
    assert stamp == (MOMENT if counts else "2026-05-01 00:00:00.000000 UTC")
    assert ["timestamp.txt 不是 nbgrader 收作业时写的" in note for note in came.notes] == [True] * (
        not counts
    )


def test_a_note_of_time_beside_a_file_that_is_named_does_not_count_either(take, folder, handed_out):
    path = stamped(folder / "甲.ipynb", handed_out)
    assert len(take([path]).notes) == 1
    assert filed(take).with_name("timestamp.txt").read_text(encoding="utf-8").startswith("2026-05-01")


def test_a_note_of_time_in_our_own_folder_counts(take, handed_out):
    path = stamped(take.room / "submitted" / "甲" / CHAPTER / f"{CHAPTER}.ipynb", handed_out)
    before = path.read_bytes()
    for named in (take.room / "submitted", path.parent, path.parent.parent):
        came = take([named])
        assert came.notes == []
        assert (path.read_bytes(), path.with_name("timestamp.txt").read_text()) == (before, MOMENT)


def test_notes_of_time_in_a_zip_are_one_line(take, folder, handed_out):
    notebook = hand_in(folder / "x.ipynb", handed_out).read_bytes()
    entries = [
        (f"{who}/{name}", data)
        for who in "甲乙丙"
        for name, data in ((f"{who}.ipynb", notebook), ("timestamp.txt", MOMENT))
    ]
    (note,) = [note for note in take([zipped(folder / "作业.zip", entries)]).notes if "timestamp" in note]
    assert "等 3 个" in note


@pytest.mark.parametrize("kind", ["pipe", "folder", "link", "socket", "huge", "empty", "nonsense", "gone"])
def test_nothing_in_the_place_of_a_note_of_time_is_waited_for(take, tmp_path, handed_out, kind):
    folder = tmp_path / "交"
    stamp = stamped(folder / f"甲+{CHAPTER}+2026-01-02" / f"{CHAPTER}.ipynb", handed_out).with_name(
        "timestamp.txt"
    )
    stamp.unlink()
    if kind == "pipe":
        os.mkfifo(stamp)
    elif kind == "folder":
        stamp.mkdir()
    elif kind == "link":
        (tmp_path / "t").write_text(MOMENT)
        stamp.symlink_to(tmp_path / "t")
    elif kind == "socket":
        with socket.socket(socket.AF_UNIX) as made, pytest.MonkeyPatch.context() as patch:
            patch.chdir(stamp.parent)
            made.bind(stamp.name)
    elif kind == "huge":
        stamp.write_text(MOMENT)
        os.truncate(stamp, 2**40)
    elif kind != "gone":
        stamp.write_text("" if kind == "empty" else "9999-99-99")
    came = take([folder])
    assert (ids(came), came.problems) == (["甲"], [])
    noted = filed(take).with_name("timestamp.txt").read_text(encoding="utf-8")
    assert noted == "2026-05-01 00:00:00.000000 UTC"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (MOMENT, datetime(2026, 1, 2, 3, 4, 5, 6, UTC)),
        ("2026-01-02 03:04:05", datetime(2026, 1, 2, 3, 4, 5, 0, UTC)),
        ("2026-01-02 11:04:05+08:00", datetime(2026, 1, 2, 3, 4, 5, 0, UTC)),
        ("2000-01-01 00:00:00 UTC", datetime(2000, 1, 1, tzinfo=UTC)),
        ("1999-12-31 23:59:59 UTC", None),
        ("2099-12-31 23:59:59 UTC", datetime(2099, 12, 31, 23, 59, 59, 0, UTC)),
        ("2100-01-01 00:00:00 UTC", None),
        ("9999-12-31 23:59:59-14:00", None),
        ("9999-12-31 23:59:59 UTC", None),
        ("0001-01-01 00:00:00+14:00", None),
        ("x" * 101, None),
        (f"{MOMENT:100}", datetime(2026, 1, 2, 3, 4, 5, 6, UTC)),
        (f"{MOMENT:101}", None),
        ("", None),
    ],
)
def test_a_note_of_time_that_cannot_be_is_none(tmp_path, text, expected):
    (tmp_path / "timestamp.txt").write_text(text)
    assert intake.read_timestamp(tmp_path / "timestamp.txt") == expected


@pytest.mark.parametrize(
    "seconds", [2.0**40, -(2.0**37), 2.0**63, 1e300, float("inf"), float("nan"), 0, -1, 2**32 - 1]
)
def test_a_files_time_that_cannot_be_is_none(seconds):
    assert moments.from_seconds(seconds) is None


@pytest.mark.parametrize(
    ("day", "time"), [(0, 0), (0xFFFF, 0xFFFF), (0x21, 0), (0x5C9F, 0xFFFF), (0x5DFF, 0), (0xFF9F, 0xBF7D)]
)
def test_a_zips_time_that_cannot_be_is_none(day, time):
    assert moments.from_zip(day, time) is None


def test_homework_without_a_time_comes_now_and_it_is_said(take, folder, handed_out, monkeypatch):
    now = datetime(2026, 12, 1, 8, tzinfo=UTC)
    for name in ("甲", "乙"):
        hand_in(folder / f"{name}.ipynb", submission({"how-many": "how_many = 1"}, handed_out))
    monkeypatch.setattr(arrivals, "from_seconds", lambda _: None)
    came = intake.Inbox(take.room, CHAPTER, SLOTS, None, now=now).take_in([folder])
    assert came.notes == ["乙.ipynb 等 2 份没有可信的时间，按现在收到算。"]
    assert (
        filed(take).with_name("timestamp.txt").read_text(encoding="utf-8") == "2026-12-01 08:00:00.000000 UTC"
    )


@pytest.mark.skipif(not os.access("/dev/shm", os.W_OK), reason="needs a file system that holds any time")
@pytest.mark.parametrize("seconds", [2**40, -(2**37)])
def test_a_real_file_from_another_age_is_taken(take, handed_out, seconds):
    with tempfile.TemporaryDirectory(dir="/dev/shm") as name:
        path = hand_in(Path(name) / "甲.ipynb", handed_out)
        os.utime(path, (seconds, seconds))
        came = take([path])
    assert (ids(came), came.problems, len(came.notes)) == (["甲"], [], 1)


# ---- what lies there ----


def test_what_is_no_file_is_one_line_each(take, folder, handed_out):
    hand_in(folder / "甲.ipynb", handed_out)
    os.mkfifo(folder / "管.ipynb")
    with socket.socket(socket.AF_UNIX) as made, pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        made.bind("口.ipynb")
    (folder / "夹.ipynb").mkdir()
    hand_in(folder / "夹.ipynb" / "乙.ipynb", handed_out)
    (folder / "断.ipynb").symlink_to(folder / "没有")
    came = take([folder])
    assert ids(came) == ["乙", "甲"]
    assert sorted(line.split("：")[0] for line in came.problems) == ["口.ipynb", "断.ipynb", "管.ipynb"]


@pytest.mark.parametrize("swapped", ["pipe", "link", "folder"])
def test_a_file_that_becomes_something_else_before_it_is_opened_is_refused(tmp_path, monkeypatch, swapped):
    real, path = tmp_path / "a", tmp_path / "b"
    real.write_bytes(b"x")
    info = real.lstat()
    if swapped == "pipe":
        os.mkfifo(path)
    elif swapped == "link":
        path.symlink_to(real)
    else:
        path.mkdir()
    monkeypatch.setattr(Path, "lstat", lambda _: info)
    with pytest.raises(OSError):
        regular_file.read_regular(path, 10)


def test_a_file_is_as_large_as_allowed_or_refused(tmp_path):
    path = tmp_path / "x"
    path.write_bytes(b"x" * 10)
    assert regular_file.read_regular(path, 10)[0] == b"x" * 10
    with pytest.raises(regular_file.TooLargeError):
        regular_file.read_regular(path, 9)


def test_a_very_deep_folder_is_one_line(take, folder, handed_out):
    hand_in(folder.joinpath(*["d"] * arrivals.MAX_DEPTH, "甲.ipynb"), handed_out)
    hand_in(folder.joinpath(*["e"] * (arrivals.MAX_DEPTH + 1), "乙.ipynb"), handed_out)
    came = take([folder])
    assert (ids(came), len(came.problems)) == (["甲"], 1)
    assert "套了 40 层以上" in came.problems[0]


def test_a_folder_3000_deep_is_one_line(take, folder, handed_out, monkeypatch):
    hand_in(folder / "甲.ipynb", handed_out)
    monkeypatch.chdir(folder)
    for _ in range(3000):
        Path("d").mkdir()
        os.chdir("d")
    os.chdir(folder)
    try:
        came = take([folder])
    finally:
        subprocess.run(["rm", "-rf", str(folder / "d")], check=True)
    assert (ids(came), len(came.problems)) == (["甲"], 1)


@pytest.mark.parametrize("more", [0, 1])
def test_a_folder_of_more_files_than_allowed_is_one_line(take, folder, handed_out, monkeypatch, more):
    hand_in(folder / "甲.ipynb", handed_out)
    (folder / "里").mkdir()
    for number in range(3 + more):
        (folder / "里" / f"{number}.docx").touch()
    monkeypatch.setattr(arrivals, "MAX_FILES", 5)
    came = take([folder])
    assert (ids(came), len(came.problems)) == (["甲"], 1 if more else 3)


def test_names_of_any_bytes_are_listed_and_never_become_folders(take, folder, handed_out):
    data = hand_in(folder / "甲.ipynb", handed_out).read_bytes()
    for name in (b"\xff\xfe.ipynb", b"\xff/x.docx", "\u202e明小王.ipynb".encode(), b"a\n\x1b[2J.ipynb"):
        path = folder / os.fsdecode(name)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    came = take([folder])
    assert (ids(came), len(came.problems)) == (["甲"], 4)
    assert all(line.isprintable() and line.encode("utf-8") for line in came.problems)


def read_all(folder):
    """What comes of all that is in a folder, and of some of it named one by one, and what is said."""
    problems = []
    reader = arrivals.Arrivals(CHAPTER, 10**7, folder / "submitted", problems.append, print)
    named = [folder, *(folder / name for name in ("锁.zip", "乙", "乙/乙.ipynb", "丙.ipynb"))]
    return [each.origin for path in named for each in reader.read(path)], problems


def as_ordinary_user(work, *arguments):
    """Let a child that is no administrator do something; what is loaded need not be readable to it."""
    receiver, sender = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            if os.geteuid() == 0:
                os.setgroups([])
                os.setgid(1000)
                os.setuid(1000)
            os.write(sender, json.dumps(work(*arguments)).encode())
        finally:
            os._exit(0)  # whatever happens: it is a copy of the test run
    os.close(sender)
    with os.fdopen(receiver, "rb") as stream:
        said = stream.read()
    os.waitpid(child, 0)
    return json.loads(said)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a child that becomes another user")
def test_what_an_ordinary_user_cannot_read_is_listed(handed_out):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for place in ("甲.ipynb", "乙/乙.ipynb", "丙.ipynb", "丁/里/丁.ipynb", "戊/戊.ipynb"):
            hand_in(folder / place, handed_out)
        zipped(folder / "锁.zip", [])
        read_all(folder)  # so that all it takes is loaded
        closed = [folder / place for place in ("乙", "丙.ipynb", "丁/里", "锁.zip")]
        for path in closed:
            path.chmod(0)
        (folder / "戊").chmod(0o444)  # its names can be read, its files cannot
        folder.chmod(0o755)
        came, problems = as_ordinary_user(read_all, folder)
        for path in (*closed, folder / "戊"):
            path.chmod(0o700)
    assert came == ["甲.ipynb"]
    listed = ["丙.ipynb", "锁.zip", "丁/里", "乙", "戊/戊.ipynb"]
    assert sorted(line.split("：")[0] for line in problems[:5]) == sorted(listed)
    named = ["锁.zip", "乙", str(folder / "乙" / "乙.ipynb"), "丙.ipynb"]
    assert [line.split("：")[0] for line in problems[5:]] == named
    assert sum("打不开" in line for line in problems) == 9


def test_of_very_many_lines_the_first_are_listed_and_the_others_counted(take, folder):
    logged = []
    inbox = intake.Inbox(take.room, CHAPTER, SLOTS, None, log=logged.append)
    entries = [(f"{number}.docx", b"") for number in range(2000)]
    came = inbox.take_in(
        [zipped(folder / "多.zip", entries), zipped(folder / "少.zip", entries[: intake.LISTED])]
    )
    assert len(came.problems) == intake.LISTED + 1 + intake.LISTED
    assert came.problems[intake.LISTED] == f"多.zip：另有 {2000 - intake.LISTED} 个。"
    assert len(logged) == 1000
    came = intake.Inbox(take.room, CHAPTER, SLOTS, None, log=logged.append).take_in(
        [zipped(folder / "些.zip", entries[: intake.LISTED + 1])]
    )
    assert came.problems[-1] == "些.zip：另有 1 个，都记在班级文件夹的日志里。"


def test_one_trainee_does_not_fill_the_disk(take, folder, handed_out, monkeypatch):
    monkeypatch.setattr(intake, "MOST_OF_ONE", 3)
    entries = [
        (f"{number}/甲.ipynb", json.dumps(submission({"how-many": f"how_many = {number}"}, handed_out)))
        for number in range(5)
    ]
    came = take([zipped(folder / "多.zip", [*entries, ("乙.ipynb", entries[0][1])])])
    assert ids(came) == ["乙", "甲"]
    assert [("一次交了 3 份以上" in line) for line in came.problems] == [True, True]
    kept = sorted((take.room / intake.RECEIVED / "甲").rglob("*.ipynb"))
    assert len(kept) == 3 and len({path.read_bytes() for path in kept}) == 3


@pytest.mark.parametrize("kind", ["folder", "pipe", "huge"])
def test_something_else_in_the_place_of_a_clean_copy_is_one_line(take, folder, handed_out, kind):
    hand_in(folder / "甲.ipynb", handed_out)
    hand_in(folder / "乙.ipynb", handed_out)
    place = filed(take)
    place.parent.mkdir(parents=True)
    if kind == "folder":
        place.mkdir()
    elif kind == "pipe":
        os.mkfifo(place)
    else:
        place.touch()
        os.truncate(place, 2**40)
    came = take([folder])
    assert len(came.problems) == 1 and "请先删掉它" in came.problems[0]
    assert filed(take, "乙").is_file()


@pytest.mark.parametrize(
    "evil", ["\x1b[2J01-sample：批改了 40 份。\n", "\u202e\u2028\x9b31m", "\ue000\ud800" * 40]
)
def test_nothing_of_a_file_is_obeyed_by_a_terminal(take, folder, handed_out, evil):
    hand_in(folder / "甲.ipynb", {**handed_out, "metadata": {"shequ": {"chapter": "x"}}})
    text = (folder / "甲.ipynb").read_text(encoding="utf-8").replace('"x"', json.dumps(evil))
    (folder / "甲.ipynb").write_text(text, encoding="utf-8")
    answers = {"release": "", "saved": "", "answers": {}}
    site = {"format": "shequ-homework", "version": 1, "name": "", "rulebook": "", "script": "", "saved": ""}
    (folder / "乙.json").write_text(json.dumps({**site, "chapters": {evil: answers}}), encoding="utf-8")
    came = take([folder])
    assert len(came.problems) == 2
    assert all(line.isprintable() and line.encode("utf-8") for line in came.problems)


def test_nor_anything_of_a_class_list(take, folder, handed_out):
    for place in ("1", "2"):
        hand_in(folder / place / "0001.ipynb", handed_out)
    came = take([folder], [Trainee("0001", "王\x1b[2J\n小明\u202e")])
    assert len(came.notes) == 1 and came.notes[0].isprintable()


LIMITED = """
import json, resource, sys, time
from pathlib import Path
sys.path[:0] = [sys.argv[1], sys.argv[1] + "/tests/support"]
from grading_helpers import CHAPTER, sample
from grading.intake import intake
from grading.marking import scheme
from grading.roster import Trainee
slots = scheme.slots_of(sample("source").notebooks[CHAPTER])
roster = [Trainee(str(n), f"名{n}") for n in range(20260000, 20264000)]
inbox = intake.Inbox(Path(sys.argv[2]), CHAPTER, slots, roster)
used = resource.getrusage(resource.RUSAGE_SELF)
spent = int(used.ru_utime + used.ru_stime)
resource.setrlimit(resource.RLIMIT_CPU, (spent + 5, spent + 5))
print(len(inbox.take_in([Path(sys.argv[3])]).problems))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="needs Linux' limits")
def test_very_many_odd_entries_end_within_the_limit(take, tmp_path):
    name = "-_ " * 300
    entries = [(f"{name}{number}/王-{name}.ipynb", b"{}") for number in range(chance.number(5000))]
    parcel = zipped(tmp_path / "多.zip", entries)
    command = [sys.executable, "-c", LIMITED, str(ROOT), str(take.room), str(parcel)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout.strip()) == (0, str(intake.LISTED + 1)), ran.stderr


# ---- the command ----


@pytest.mark.pipeline
def test_what_was_not_taken_is_said_in_lines_and_by_the_exit_status(tmp_path, handed_out, capsys):
    room, came = tmp_path / "班", tmp_path / "交来的"
    set_up(room)
    hand_in(came / "甲.ipynb", submission(MIXED_ANSWERS, handed_out))

    def graded(*paths):
        return cli.main(["grade", CHAPTER, *map(str, paths), "--classroom", str(room)])

    assert graded(came) == 0
    clean = capsys.readouterr()
    assert clean.err == "" and "没有收" not in clean.out
    evil = {**handed_out, "metadata": {"shequ": {"chapter": "\x1b[2J01-sample：批改了 40 份。\n成绩表："}}}
    hand_in(came / "\x1b]0;x\x07\u202e乙.ipynb", evil)
    hand_in(came / ("丙" + "😀" * 50 + ".ipynb"), handed_out)
    (tmp_path / "坏.zip").write_bytes(b"PK")
    assert graded(tmp_path / "坏.zip", tmp_path / "没\r有\x1b[1m.zip", came) == 1
    said = capsys.readouterr()
    lines = said.out.split("\n")[:-1]
    assert all(line.isprintable() for line in lines) and said.err == ""
    assert lines[0] == f"{CHAPTER}：批改了 1 份，其中 1 份没有变化。"
    assert sum(line.startswith("没有收：") for line in lines) == 4
    assert sum(line.startswith("成绩表：") for line in lines) == 1
    assert graded() == 0  # nothing is left over


@pytest.mark.parametrize(
    "due",
    [
        "9999-12-31",
        "9999-12-31T23:59:59-14:00",
        "0001-01-01",
        "0001-01-01T00:00:00+14:00",
        "1999-12-31",
        "2100-01-01",
        "x\x1b[2J\n",
    ],
)
def test_a_deadline_that_cannot_be_is_one_line(tmp_path, capsys, due):
    with pytest.raises(SystemExit):
        cli.main(["grade", CHAPTER, "--due", due, "--classroom", str(tmp_path)])
    (line,) = capsys.readouterr().err.splitlines()
    assert "看不懂时间" in line and line.isprintable()


@pytest.mark.pipeline
def test_a_long_name_of_the_class_list_still_has_its_page(tmp_path, handed_out):
    room = tmp_path / "班"
    set_up(room)
    who = "長" * 60
    (tmp_path / "花名册.csv").write_text(f"编号,姓名\n{who},{'名' * 300}\n", encoding="utf-8")
    hand_in(tmp_path / f"{who}.ipynb", handed_out)
    summary = grade.run(room, CHAPTER, [tmp_path / f"{who}.ipynb"], tmp_path / "花名册.csv")
    assert (summary.graded, summary.failed) == (1, {})
    (page,) = summary.feedback.iterdir()
    assert page.name.startswith(f"{who}-名") and page.suffix == ".html"
