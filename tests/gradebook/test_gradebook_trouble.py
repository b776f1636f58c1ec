"""Whatever is wrong with a gradebook is one Chinese line that says what to do, and nothing is lost."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import sqlite3
import time
from datetime import datetime
from pathlib import Path

import pytest
from grading_helpers import (
    CHAPTER,
    MIXED_ANSWERS,
    MIXED_POINTS,
    hand_in,
    points_in_gradebook,
    set_up,
    submission,
)
from nbgrader.api import Gradebook
from sqlalchemy.exc import DBAPIError

from grading import cli
from grading.classroom import class_folder, classroom
from grading.gradebook import backups, gradebook_copy, gradebook_trouble, record
from shequ_lib.errors import ShequError

pytestmark = pytest.mark.pipeline


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """A class folder in which two are graded, and what they handed in; tests take copies."""
    place = tmp_path_factory.mktemp("册")
    set_up(place / "班")
    released = submission({})
    for name in "甲乙":
        hand_in(place / "交来的" / f"{name}.ipynb", submission(MIXED_ANSWERS, released))
    assert cli.main(grade(place)) == 0
    return place


@pytest.fixture
def place(graded, tmp_path):
    return Path(shutil.copytree(graded, tmp_path / "一 份"))


def grade(place):
    return ["grade", CHAPTER, str(place / "交来的"), "--classroom", str(place / "班")]


def refused(arguments, capsys):
    """Run a command that must fail, and return its one line."""
    capsys.readouterr()
    assert cli.main(arguments) == 1
    output, errors = capsys.readouterr()
    assert output == ""
    (line,) = errors.splitlines()
    assert "没有料到" not in line
    return line


def book(place):
    return place / "班" / "gradebook.db"


def spoil(path, how):
    """Damage a gradebook."""
    data = bytearray(path.read_bytes())
    if how == "no database":
        data = b"this is no database" * 1000
    elif how == "header":
        data[16:24] = b"\xff" * 8
    elif how == "middle":
        for page in range(4096, len(data), 4096):
            data[page : page + 200] = bytes(range(200))
    elif how == "truncated":
        data = data[:20_000]
    path.write_bytes(data)


@pytest.mark.parametrize("how", ["no database", "header", "middle", "truncated"])
def test_a_damaged_gradebook_is_told_by_every_command_and_left_alone(place, capsys, how):
    shutil.rmtree(place / "班" / "备份")
    spoil(book(place), how)
    before = book(place).read_bytes()
    for arguments in (grade(place), ["report", "--classroom", str(place / "班")]):
        line = refused(arguments, capsys)
        assert "gradebook.db 坏了" in line and "改名留着" in line and "shequ teach" in line
    with pytest.raises(ShequError, match=r"坏了"):
        set_up(place / "班")
    assert book(place).read_bytes() == before
    book(place).replace(place / "班" / "旧的.db")  # what the line says to do
    assert set_up(place / "班").notes, "that the marks given by hand are gone is said"
    assert cli.main(grade(place)) == 0
    assert points_in_gradebook(place / "班", "甲") == MIXED_POINTS


@pytest.mark.parametrize("how", ["middle", "no database", "deleted", "empty"])
def test_a_damaged_gradebook_goes_back_to_the_last_good_copy(place, capsys, how):
    assert cli.main(grade(place)) == 0  # before it began, a copy was made
    _, copy = sorted((place / "班" / "备份").glob("*/gradebook.db"))
    day = f"{datetime.fromtimestamp(copy.stat().st_mtime):%Y-%m-%d %H:%M}"
    spoil(book(place), how)
    if how in ("deleted", "empty"):
        book(place).unlink()
    if how == "empty":
        book(place).touch()
    damaged = book(place).read_bytes() if book(place).exists() else None
    (place / "班" / "gradebook-99991231.db").write_bytes(b"newer, but no good")
    for arguments in (grade(place), ["report", "--classroom", str(place / "班")]):
        line = refused(arguments, capsys)
        assert day in line and "shequ grade --undo" in line
    assert cli.main(["grade", "--undo", "--classroom", str(place / "班")]) == 0
    output, errors = capsys.readouterr()
    assert errors == "" and day in output
    (aside,) = (place / "班" / "备份").glob("换下的-*")
    assert [each.read_bytes() for each in aside.iterdir()] == ([] if damaged is None else [damaged])
    assert cli.main(grade(place)) == 0
    for name in "甲乙":
        assert points_in_gradebook(place / "班", name) == MIXED_POINTS


@pytest.mark.parametrize("how", ["deleted", "empty"])
def test_a_gradebook_that_is_gone_is_not_made_in_silence(place, capsys, how):
    shutil.rmtree(place / "班" / "备份")
    book(place).unlink()
    if how == "empty":
        book(place).touch()
    for arguments in (grade(place), ["report", "--classroom", str(place / "班")]):
        line = refused(arguments, capsys)
        assert "gradebook.db" in line and "shequ teach" in line
    assert not book(place).exists() or not book(place).stat().st_size
    (note,) = set_up(place / "班").notes
    assert "成绩册不见了" in note and "\n" not in note
    assert cli.main(grade(place)) == 0
    assert points_in_gradebook(place / "班", "甲") == MIXED_POINTS


def test_a_folder_in_place_of_the_gradebook(place, capsys):
    book(place).unlink()
    book(place).mkdir()
    for arguments in (grade(place), ["report", "--classroom", str(place / "班")]):
        assert "是一个文件夹，不是成绩册" in refused(arguments, capsys)
    with pytest.raises(ShequError, match="是一个文件夹"):
        set_up(place / "班")


def anothers(path, what):
    """Put somebody else's database in place of the gradebook."""
    path.unlink()
    if what == "course":
        classroom.create_gradebook(f"sqlite:///{path}")
        with Gradebook(f"sqlite:///{path}") as gradebook:
            gradebook.add_assignment("ps1")
            gradebook.add_student("bitdiddle")
    else:
        with contextlib.closing(sqlite3.connect(path)) as other:
            other.execute("create table bookmarks (address text)")


@pytest.mark.parametrize("kept", [True, False])
@pytest.mark.parametrize("what", ["course", "program"])
def test_a_gradebook_of_another_course_is_left_alone(place, capsys, what, kept):
    whole = book(place).read_bytes()
    anothers(book(place), what)
    if not kept:
        shutil.rmtree(place / "班" / "备份")
    before = book(place).read_bytes()
    says = {"course": "别的课程的（ps1）", "program": "别的程序的数据库"}[what]
    does = "shequ grade --undo" if kept else "请把它移走"
    for arguments in (grade(place), ["report", "--classroom", str(place / "班")]):
        line = refused(arguments, capsys)
        assert says in line and does in line
    with pytest.raises(ShequError, match=says[:5]):
        set_up(place / "班")
    assert book(place).read_bytes() == before
    if kept:
        assert cli.main(["grade", "--undo", "--classroom", str(place / "班")]) == 0
        assert [each.read_bytes() for each in (place / "班" / "备份").glob("换下的-*/*")] == [before]
    else:
        assert "换下" not in refused(["grade", "--undo", "--classroom", str(place / "班")], capsys)
        book(place).write_bytes(whole)
    assert cli.main(grade(place)) == 0
    assert points_in_gradebook(place / "班", "甲") == MIXED_POINTS


def sql(place, statement):
    with contextlib.closing(sqlite3.connect(book(place))) as gradebook:
        gradebook.execute(statement)
        gradebook.commit()


@pytest.mark.parametrize("statement", ["delete from notebook", "delete from assignment"])
def test_a_gradebook_without_the_chapter_sends_to_teach_which_mends_it(tmp_path, capsys, graded, statement):
    place = tmp_path / "份"
    shutil.copytree(graded / "交来的", place / "交来的")
    set_up(place / "班")
    sql(place, statement)
    assert "请先运行 shequ teach" in refused(grade(place), capsys)
    assert set_up(place / "班").refreshed == [CHAPTER]
    assert cli.main(grade(place)) == 0
    assert points_in_gradebook(place / "班", "甲") == MIXED_POINTS


@pytest.mark.parametrize(
    "statement",
    [
        "alter table submitted_assignment rename column extension to other",
        "alter table grade drop column extra_credit",
        "drop table comment",
    ],
)
def test_a_gradebook_of_another_version_of_nbgrader(place, capsys, statement):
    sql(place, statement)
    assert "nbgrader db upgrade" in refused(grade(place), capsys)


@pytest.mark.parametrize(
    "statement",
    [
        "update submitted_assignment set timestamp = 'yesterday'",
        "update submitted_notebook set late_submission_penalty = 'much'",
        "update student set last_name = cast(x'ff' as text)",
    ],
)
def test_values_that_nobody_can_read_are_damage(place, capsys, statement):
    sql(place, statement)
    assert "坏了" in refused(["grade", CHAPTER, "--classroom", str(place / "班")], capsys)


def test_digests_that_nobody_can_read_are_forgotten(place):
    sql(place, "update shequ_grading set answers = '{'")
    assert cli.main(grade(place)) == 0
    assert points_in_gradebook(place / "班", "甲") == MIXED_POINTS


def test_left_over_logs_of_sqlite_do_no_harm(place):
    Path(f"{book(place)}-wal").write_bytes(os.urandom(9000))
    Path(f"{book(place)}-shm").write_bytes(os.urandom(32768))
    assert cli.main(grade(place)) == 0
    assert points_in_gradebook(place / "班", "甲") == MIXED_POINTS


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("nonsense", "db_url 看不懂"),
        ("", "db_url 看不懂"),
        ("klingon://a/b", "db_url 看不懂"),
        ("postgresql+psycopg://u:p@host:port/x", "db_url 看不懂"),
        ("postgresql+asyncnone://u:p@host/x", "db_url 看不懂"),
        ("oracle://u:p@host/x", "没有装"),
        ("sqlite:////nonexistent/folder/x.db", "/nonexistent/folder 不存在"),
        ("postgresql+psycopg://u:secret@127.0.0.1:1/x", "连不上成绩册的数据库"),
    ],
)
def test_an_address_that_is_none(place, capsys, address, says):
    config = place / "班" / class_folder.CONFIG
    config.write_text(f"{config.read_text('utf-8')}\nc.CourseDirectory.db_url = {address!r}\n", "utf-8")
    for arguments in (grade(place), ["report", "--classroom", str(place / "班")]):
        line = refused(arguments, capsys)
        assert says in line and "secret" not in line
    with pytest.raises(ShequError, match=says):
        set_up(place / "班")


def test_an_address_that_is_no_text(place, capsys):
    config = place / "班" / class_folder.CONFIG
    config.write_text(f"{config.read_text('utf-8')}\nc.CourseDirectory.db_url = 7\n", "utf-8")
    for arguments in (grade(place), ["report", "--classroom", str(place / "班")]):
        assert "看不懂" in refused(arguments, capsys)


@pytest.mark.parametrize(
    ("code", "says"),
    [
        (sqlite3.SQLITE_BUSY, "请关掉正在用它的程序"),
        (sqlite3.SQLITE_LOCKED_SHAREDCACHE, "请关掉正在用它的程序"),
        (sqlite3.SQLITE_READONLY, "只读"),
        (sqlite3.SQLITE_READONLY_DIRECTORY, "只读"),
        (sqlite3.SQLITE_CANTOPEN, "权限"),
        (sqlite3.SQLITE_FULL, "磁盘满了"),
        (sqlite3.SQLITE_IOERR_WRITE, "检查磁盘"),
        (sqlite3.SQLITE_NOMEM, "内存不够"),
        (sqlite3.SQLITE_CORRUPT_INDEX, "坏了"),
        (sqlite3.SQLITE_NOTADB, "坏了"),
        (sqlite3.SQLITE_CONSTRAINT_UNIQUE, "再运行一次"),
        (sqlite3.SQLITE_MISUSE, "再运行一次"),
    ],
)
def test_what_sqlite_says_in_chinese(tmp_path, code, says):
    cause = sqlite3.OperationalError("something in English")
    cause.sqlite_errorcode = code
    for error in (cause, DBAPIError("select 1", {}, cause)):
        with (
            pytest.raises(ShequError, match=says) as caught,
            gradebook_trouble.told(f"sqlite:///{tmp_path}/g.db"),
        ):
            raise error
        line = str(caught.value)
        assert "\n" not in line
        assert ("请关掉正在用它" in line) == (says == "请关掉正在用它的程序"), "only where that would help"


@pytest.mark.parametrize(
    ("state", "says"),
    [
        ("42P01", "nbgrader db upgrade"),
        ("42501", "没有权限"),
        ("25006", "只读"),
        ("53100", "磁盘满了"),
        ("23505", "再运行一次"),
        ("28P01", "密码"),
        (None, "连不上"),
    ],
)
def test_what_a_server_says_in_chinese(state, says):
    cause = RuntimeError("FATAL: something")
    cause.sqlstate = state
    with (
        pytest.raises(ShequError, match=says) as caught,
        gradebook_trouble.told("postgresql+psycopg://u:secret@h/x"),
    ):
        raise DBAPIError("select 1", {}, cause)
    assert "\n" not in str(caught.value) and "secret" not in str(caught.value)


def test_a_mistake_of_ours_is_not_blamed_on_the_gradebook(tmp_path):
    with pytest.raises(ValueError, match="ours"), gradebook_trouble.told(f"sqlite:///{tmp_path}/g.db"):
        raise ValueError("ours")


def test_a_copy_holds_what_is_still_in_the_log_of_a_killed_run(place):
    with contextlib.closing(sqlite3.connect(book(place), isolation_level=None)) as other:
        other.execute("pragma journal_mode = wal")
        other.execute("update student set last_name = '王小明'")
        copy = gradebook_copy.keep_now(book(place))
    with contextlib.closing(sqlite3.connect(copy)) as gradebook:
        assert gradebook.execute("select distinct last_name from student").fetchall() == [("王小明",)]


@pytest.mark.parametrize("step", ["gradebook", "clean copies"])
def test_a_disk_that_is_full_while_copying_is_one_line_and_nothing_changes(place, monkeypatch, capsys, step):
    def full(*_, **__):
        raise OSError(errno.ENOSPC, "No space left on device")

    hand_in(place / "交来的" / "甲.ipynb", submission({"how-many": "how_many = 4"}))
    later = time.time() + 60
    os.utime(place / "交来的" / "甲.ipynb", (later, later))
    names = {"gradebook": (gradebook_copy, "_copy"), "clean copies": (backups.Backup, "note")}
    monkeypatch.setattr(*names[step], full)
    before = files(place / "班")
    assert "磁盘满了" in refused(grade(place), capsys)
    if step == "gradebook":
        assert files(place / "班") == before
    assert points_in_gradebook(place / "班", "甲") == MIXED_POINTS
    monkeypatch.undo()
    assert cli.main(grade(place)) == 0
    assert points_in_gradebook(place / "班", "甲")["how-many"] == 0


def files(folder):
    return {
        path: path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name not in (".shequ.lock", class_folder.LOG)
    }


def test_two_that_make_our_table_at_the_same_moment(place, monkeypatch):
    """The other one was quicker: between our look and our making."""
    from sqlalchemy import MetaData

    room = class_folder.open_folder(place / "班")
    real = MetaData.create_all

    def too_late(self, bind, **_):
        real(self, bind, checkfirst=False)

    monkeypatch.setattr(MetaData, "create_all", too_late)
    with record.Recorder(room.db_url, CHAPTER) as recorder:
        assert recorder.checksums


def test_a_row_that_nbgrader_makes_meanwhile_is_found_at_the_second_try(place):
    """`nbgrader autograde` may run beside; here its student comes between our look and our insert."""
    room = class_folder.open_folder(place / "班")
    with record.Recorder(room.db_url, CHAPTER) as recorder:
        entry = record.Entry("新来的", None, {}, {}, None, "c", "p", {})
        real = recorder._submitted_notebook

        def late(entry, known):
            recorder._submitted_notebook = real
            from sqlalchemy import insert

            from grading.gradebook.gradebook_tables import student

            for _ in range(2):
                recorder._connection.execute(insert(student).values(id="重复"))

        recorder._submitted_notebook = late
        recorder.write(entry)
        assert recorder.before(["新来的"])["新来的"].content == "c"


def test_a_folder_that_was_never_set_up_is_not_asked_for_its_gradebook(tmp_path):
    with pytest.raises(ShequError, match="还不是班级文件夹"):
        classroom.open_course(tmp_path)
