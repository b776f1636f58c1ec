"""Whose homework a path says it is: one person whom all of it fits, or a line that says why not."""

from pathlib import PurePosixPath

import pytest

from grading.intake.whose import DoubtError, NoRoster, Roster, name_in
from grading.roster import Trainee

CHAPTER = "01-sample"
NOW = "2026-11-29 03:04:05 UTC"
CLASS = (
    Trainee("20260001", "王小明"),
    Trainee("20260002", "李华"),
    Trainee("20260003", "张 伟"),
    Trainee("20260004", "陈静"),
    Trainee("20260005", "陈静"),
    Trainee("7", "赵丽"),
    Trainee("GS-008", "买买提·吐尔逊"),
)


def by_roster(path, parcel=""):
    return Roster(CLASS, CHAPTER).whose(PurePosixPath(path), parcel).id


def by_name(path, parcel="", known=()):
    return NoRoster(known, CHAPTER).whose(PurePosixPath(path), parcel).id


@pytest.mark.parametrize(
    ("path", "parcel", "expected"),
    [
        ("20260001.ipynb", "", "20260001"),
        ("王小明.ipynb", "", "20260001"),
        ("王小明20260001.ipynb", "", "20260001"),
        ("20260004-陈静.ipynb", "", "20260004"),
        (f"张 伟_{CHAPTER}.ipynb", "", "20260003"),
        ("7.ipynb", "", "7"),
        ("一班/第1组/王小明.ipynb", "", "20260001"),
        ("2026-03-01/王小明.ipynb", "", "20260001"),
        (f"{CHAPTER}/王小明.ipynb", "", "20260001"),
        ("王小明/作业.ipynb", "", "20260001"),
        (f"王小明/study/{CHAPTER}.ipynb", "", "20260001"),
        ("王小明/20260001.ipynb", "", "20260001"),
        ("陈静/20260005.ipynb", "", "20260005"),
        ("20260005/陈静.ipynb", "", "20260005"),
        (f"王小明_1233_assignsubmission_file/{CHAPTER}.ipynb", "", "20260001"),
        (f"王小明_20260002_assignsubmission_file/{CHAPTER}.ipynb", "", "20260001"),
        (f"王小明_1233_assignsubmission_file_{CHAPTER}.ipynb", "", "20260001"),
        ("王小明_1233_assignsubmission_file/王小明.ipynb", "", "20260001"),
        ("某某_1233_assignsubmission_file/李华.ipynb", "", "20260002"),
        (f"20260001+{CHAPTER}+{NOW}/{CHAPTER}.ipynb", "", "20260001"),
        (f"20260001+{CHAPTER}+{NOW}+20260002/王小明.ipynb", "", "20260001"),
        (f"{CHAPTER}.ipynb", "王小明", "20260001"),
        ("李华.ipynb", "一班作业", "20260002"),
        (f"GS-008/买买提·吐尔逊-{CHAPTER}.ipynb", "", "GS-008"),
    ],
)
def test_all_of_a_path_fits_one_person(path, parcel, expected):
    assert by_roster(path, parcel) == expected


@pytest.mark.parametrize(
    ("path", "parcel", "says"),
    [
        ("20260001/20260002.ipynb", "", "文件夹是 王小明，文件名是 李华，"),
        ("王小明/李华.ipynb", "", "文件夹是 王小明，文件名是 李华，"),
        ("王小明/20260002.ipynb", "", "文件夹是 王小明，文件名是 李华，"),
        ("王小明/旧的/更旧的/李华.ipynb", "", "文件夹是 王小明，文件名是 李华，"),
        ("王小明/李华/作业.ipynb", "", "文件夹是 王小明，文件夹是 李华，"),
        ("王小明/7.ipynb", "", "文件夹是 王小明，文件名是 赵丽，"),
        ("李华_12_assignsubmission_file/王小明.ipynb", "", "文件夹是 李华，文件名是 王小明，"),
        ("李华_12_assignsubmission_file_王小明.ipynb", "", "文件夹是 李华，文件名是 王小明，"),
        (f"20260001+{CHAPTER}+{NOW}+abc/20260002.ipynb", "", "文件夹是 王小明，文件名是 李华，"),
        (f"李华/20260001+{CHAPTER}+{NOW}+abc/{CHAPTER}.ipynb", "", "文件夹是 李华，文件夹是 王小明，"),
        ("王小明-李华.ipynb", "", "文件名里有 "),
        ("王小明和我/李华.ipynb", "王小明", "压缩包是 王小明，文件名是 李华，"),
        ("20260001-李华.ipynb", "", "文件名里有 "),
        ("李华 20260001 作业.ipynb", "", "文件名里有 "),
        ("李华 作业/王小明.ipynb", "", "文件夹是 李华，文件名是 王小明，"),
        ("王小明/作业 李华 (2).ipynb", "", "文件夹是 王小明，文件名是 李华，"),
        ("20260004/20260005.ipynb", "", "文件夹是 陈静（20260004），文件名是 陈静（20260005），"),
        ("陈静/李华.ipynb", "", "文件夹是 陈静（20260004）或陈静（20260005），文件名是 李华，"),
        ("GS-008/王小明.ipynb", "", "文件夹是 买买提·吐尔逊，文件名是 王小明，"),
        ("20260001x李华.ipynb", "", "文件名里有 王小明 和 李华，"),
        ("交x李华给20260001.ipynb", "", "文件名里有 王小明 和 李华，"),
    ],
)
def test_two_people_in_one_path_are_nobody(path, parcel, says):
    with pytest.raises(DoubtError, match="看不出是谁的，没有收；请") as caught:
        by_roster(path, parcel)
    assert str(caught.value).startswith(says)
    assert str(caught.value).isprintable()


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("王小.ipynb", "“王小”不在花名册里"),
        ("王小明 收的/作业.ipynb", "“作业”不在花名册里"),
        ("陈静.ipynb", "叫“陈静”的不止一人"),
        (f"陈静/{CHAPTER}.ipynb", "叫“陈静”的不止一人"),
        (f"{CHAPTER}.ipynb", "看不出是谁的"),
        (f"作业/{CHAPTER}.ipynb", "“作业”不在花名册里"),
        (f"99+{CHAPTER}+{NOW}/{CHAPTER}.ipynb", "“99”不在花名册里"),
    ],
)
def test_nobody_is_guessed(path, says):
    with pytest.raises(DoubtError, match=says):
        by_roster(path)


@pytest.mark.parametrize(
    ("path", "parcel", "expected"),
    [
        ("王小明.ipynb", "", "王小明"),
        ("一班/王小明.ipynb", "", "王小明"),
        ("20260301/20260002.ipynb", "", "20260002"),  # a day
        ("202603/202602.ipynb", "", "202602"),
        ("1/2.ipynb", "", "2"),
        (f"20260001/{CHAPTER}/{CHAPTER}.ipynb", "", "20260001"),
        (f"20260001+{CHAPTER}+{NOW}/20260001.ipynb", "", "20260001"),
        ("王小明_12_assignsubmission_file/20260001.ipynb", "", "20260001"),
        ("王小明_12_assignsubmission_file/20260001-王小明.ipynb", "", "20260001-王小明"),
        ("甲.ipynb", "乙", "甲"),
    ],
)
def test_without_a_roster_the_files_name_counts(path, parcel, expected):
    assert by_name(path, parcel) == expected


@pytest.mark.parametrize(
    ("path", "parcel", "known", "says"),
    [
        ("20260001/20260002.ipynb", "", (), "文件夹是 20260001，文件名是 20260002，"),
        (f"20260001/{CHAPTER}/20260002.ipynb", "", (), "文件夹是 20260001，文件名是 20260002，"),
        ("GS20260001/旧/GS20260002.ipynb", "", (), "文件夹是 GS20260001，文件名是 GS20260002，"),
        ("20260002.ipynb", "20260001", (), "压缩包是 20260001，文件名是 20260002，"),
        (f"20260001+{CHAPTER}+{NOW}/王小明.ipynb", "", (), "文件夹是 20260001，文件名是 王小明，"),
        ("王小明_12_assignsubmission_file/李华.ipynb", "", (), "文件夹是 王小明，文件名是 李华，"),
        ("王小明/李华.ipynb", "", ("王小明", "李华"), "文件夹是 王小明，文件名是 李华，"),
        ("李华.ipynb", "王小明", ("王小明",), "压缩包是 王小明，文件名是 李华，"),
    ],
)
def test_without_a_roster_a_folder_of_somebody_else_contradicts(path, parcel, known, says):
    with pytest.raises(DoubtError) as caught:
        by_name(path, parcel, known)
    assert str(caught.value).startswith(says)


@pytest.mark.parametrize(
    ("stem", "expected"),
    [
        (CHAPTER, ""),
        (f"甲-{CHAPTER}", "甲"),
        (f"甲 _-{CHAPTER}", "甲"),
        (f"{CHAPTER}_甲", "甲"),
        (f"甲{CHAPTER}", "甲"),
        (f"--{CHAPTER}", ""),
        ("甲", "甲"),
    ],
)
def test_the_chapter_is_no_part_of_a_name(stem, expected):
    assert name_in(PurePosixPath(f"{stem}.ipynb"), (CHAPTER,)) == expected


@pytest.mark.parametrize(
    "hostile", ["-" * 65_000, "_" * 65_000 + "x", "a-" * 30_000, "\u0315\u0300" * 30_000]
)
def test_a_name_of_any_length_costs_nothing(hostile):
    path = PurePosixPath(f"{hostile}/{hostile}.ipynb")
    assert len(name_in(path, (CHAPTER,))) <= 201
    with pytest.raises(DoubtError):
        by_roster(path)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("7", "7"),
        ("gs-008", "GS-008"),
        ("GS008", "GS-008"),
        (" 王小明", "20260001"),
        ("张伟", "20260003"),
        ("20260004陈静", "20260004"),
        ("x1", "x1"),
        ("007", "7"),
    ],
)
def test_who_is_meant_by_what_is_typed_for_one_person(text, expected):
    assert Roster([*CLASS, Trainee("x1", "钱一")], CHAPTER).person(text).id == expected


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("陈静", "不止一人，请写编号"),
        ("", "没有“”"),
        ("陈静怡", "没有“陈静怡”"),
        ("20260009", "没有“20260009”"),
        ("20260001李华", "没有"),
        ("王小明 李华", "没有"),
    ],
)
def test_nobody_is_guessed_for_what_is_typed(text, says):
    with pytest.raises(DoubtError, match=says):
        Roster(CLASS, CHAPTER).person(text)


def test_what_stands_where_the_exchange_has_the_moment_may_name_somebody_else():
    with pytest.raises(DoubtError):
        by_roster(f"作业+{CHAPTER}+20260001/20260002.ipynb")
