"""A class of forty as one really comes: one command from the zip to the table, and nobody names a file."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import datetime

import openpyxl
import pytest
from grading_helpers import CHAPTER, MIXED_ANSWERS, rows_of, set_up, submission

from grading import cli

pytestmark = pytest.mark.pipeline

SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章"
PEOPLE = {f"2026{place:04}": f"{surname}小{surname}" for place, surname in enumerate(SURNAMES, start=1)}
IN_TIME, LATE = (2026, 3, 9, 17, 30, 0), (2026, 3, 10, 20, 0, 0)
DUE = "2026-03-10 18:00"
FORMS = (
    "{name}.ipynb",
    "{id}{name}作业.ipynb",
    "{name}-第一章 副本.ipynb",
    "{name}(1).ipynb",
    "{id}.ipynb.txt",
    "{name}/study/01-sample.ipynb",
    "{name}_12345_assignsubmission_file_/01-sample.ipynb",
    "朝晖街道-{name}-最终版.ipynb",
    "第3组/{name} - 副本 (2).ipynb",
    "{id}_{name}_01.ipynb.json",
)


def zipped(files):
    """A zip of files by name, each with its time and bytes; names as Windows writes them in China."""
    made = io.BytesIO()
    raw = {}
    with zipfile.ZipFile(made, "w") as archive:
        for place, (name, (moment, data)) in enumerate(files.items()):
            written = name.encode("gb18030")
            stand_in = f"@{place:02}@".ljust(len(written), "_")  # Python itself would write UTF-8
            archive.writestr(zipfile.ZipInfo(stand_in, moment), data)
            raw[stand_in.encode("ascii")] = written
    whole = made.getvalue()
    for stand_in, written in raw.items():
        assert whole.count(stand_in) == 2
        whole = whole.replace(stand_in, written)
    return whole


def handed_in(place, *, answers=MIXED_ANSWERS):
    return json.dumps(submission({**answers, "how-many": f"how_many = {place}"}))


def roster(path, people):
    """A list with a title, a serial number and a sum below, as an office keeps it."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["拱墅区社区工作者培训班花名册"])
    sheet.append(["序号", "学 号", "姓名（必填）", "街道"])
    for place, (number, name) in enumerate(people.items(), start=1):
        sheet.append([place, number, f"{name[0]}　{name[1:]}", "朝晖街道"])
    sheet.append([None, "合计", f"共 {len(people)} 人"])
    book.save(path)
    return path


def came():
    """The files of all but the last two, each in one of the forms; every third in a zip of its own."""
    files, inner = {}, {}
    for place, (number, name) in enumerate(list(PEOPLE.items())[:-2]):
        path = FORMS[place % len(FORMS)].format(id=number, name=name)
        moment = LATE if place in (5, 15) else IN_TIME
        if place % 3 == 0:
            inner[f"{place}.zip"] = (moment, zipped({path: (moment, handed_in(place))}))
        else:
            files[path] = (moment, handed_in(place))
    twice = list(PEOPLE.values())[1]
    files[f"{twice}(2).ipynb"] = ((2026, 3, 9, 18, 0, 0), handed_in(99))
    return zipped({**files, "小组长交来的.zip": (IN_TIME, zipped(inner))})


def run(room, *arguments):
    return cli.main(["grade", "第一章", *map(str, arguments), "--classroom", str(room)])


def test_from_the_zip_to_the_table(tmp_path, capsys):
    room, parcel = tmp_path / "班 级", tmp_path / "作业.zip"
    set_up(room)
    parcel.write_bytes(came())
    first = roster(tmp_path / "花名册.xlsx", PEOPLE)
    assert run(room, parcel, "--roster", first, "--due", DUE) == 0
    said = capsys.readouterr().out
    names = list(PEOPLE.values())
    assert "批改了 38 份" in said and f"花名册里还有 2 人未交：{names[-2]}、{names[-1]}。" in said
    assert f"迟交 2 人：{names[5]}、{names[15]}。" in said
    table = room / "results" / CHAPTER / f"成绩-{CHAPTER}.xlsx"
    rows = rows_of(table)
    assert [(row["编号"], row["姓名"], row["街道"]) for row in rows] == [
        (number, name, "朝晖街道") for number, name in PEOPLE.items()
    ]
    assert rows[1]["交作业时间"] == datetime(2026, 3, 9, 18, 0)  # of two files the later
    assert not (room / "未认领.xlsx").exists()

    # Two are called otherwise, one has left: the next list says so, and all marks stay where they belong.
    totals = {row["编号"]: row["总分"] for row in rows}
    changed = dict(PEOPLE)
    numbers = list(changed)
    changed[numbers[3]], changed[numbers[4]] = "欧阳春", "诸葛夏"
    gone = changed.pop(numbers[7])
    assert run(room, "--roster", roster(tmp_path / "新花名册.xlsx", changed)) == 0
    said = capsys.readouterr().out
    assert gone in said
    rows = rows_of(table)
    assert {row["编号"]: row["总分"] for row in rows} == {who: totals[who] for who in changed}
    assert [row["编号"] for row in rows_of(table, "不在花名册")] == [numbers[7]]
    pages = {path.name for path in (room / "results" / CHAPTER / "反馈").iterdir()}
    assert f"{numbers[3]}-欧阳春.html" in pages and f"{numbers[3]}-{names[3]}.html" not in pages
