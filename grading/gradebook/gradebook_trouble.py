"""Whatever is wrong with the gradebook, as one Chinese line that says what to do; nothing is mended here."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, inspect, make_url, select
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from grading.common.shown import shown
from grading.gradebook import backups, gradebook_copy
from grading.gradebook.gradebook_tables import assignment
from shequ_lib.errors import ShequError

CONNECT_SECONDS = 10  # seconds to connect to a database server
_IN_USE = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL}
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_SAFE = "已经批改好的都在。"


def open_engine(db_url: str) -> Engine:
    """Return SQLAlchemy's engine for a gradebook; it connects only when something is asked.

    Raises:
        ShequError: the address is none, or what it needs is not installed.
    """
    try:
        url = make_url(db_url)
        server = url.get_backend_name() == "postgresql" and "connect_timeout" not in url.query
        more: dict[str, Any] = {"connect_args": {"connect_timeout": CONNECT_SECONDS}} if server else {}
        return create_engine(url, future=True, **more)
    except ModuleNotFoundError as error:
        raise ShequError(
            f"成绩册要用的软件 {error.name} 没有装。用 PostgreSQL 请先 pip install 'shequ-course[postgres]'，"
            "并把 nbgrader_config.py 里的 db_url 写成 postgresql+psycopg://… 的样子。"
        ) from error
    except (ArgumentError, NoSuchModuleError, ValueError, TypeError) as error:
        raise ShequError(
            "nbgrader_config.py 里成绩册的地址 db_url 看不懂。请改成 postgresql+psycopg://… 或 sqlite:///… "
            "的样子，或者把那一行删掉，用本文件夹里的 gradebook.db。"
        ) from error


def file_of(db_url: str) -> Path | None:
    """Return the file of a gradebook, None where a server keeps it."""
    url = open_engine(db_url).url
    return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None


def check(db_url: str, *, create: bool = False) -> None:
    """Refuse a gradebook that is not there, before anything is done.

    Args:
        db_url: its address.
        create: it may be missing, for it is going to be made.

    Raises:
        ShequError: it is missing, empty or no gradebook, or cannot be reached.
    """
    path = file_of(db_url)
    if path is not None:
        if path.is_dir():
            raise ShequError(f"{path} 是一个文件夹，不是成绩册。请把它移走，再运行一次。")
        if not path.parent.is_dir():
            raise ShequError(
                f"放成绩册的文件夹 {path.parent} 不存在，请检查 nbgrader_config.py 里的 db_url。"
            )
        if not path.exists() or not path.stat().st_size:
            if create:
                return
            raise ShequError(_lost(path))
    with told(db_url):
        engine = open_engine(db_url)
        try:
            tables = inspect(engine).get_table_names()
            engine.connect().close()
        finally:
            engine.dispose()
    if assignment.name not in tables and path is not None and tables:
        raise ShequError(f"{path} 是别的程序的数据库，不是成绩册，没有动它。{_other(path)}")
    if assignment.name not in tables and not create:
        raise ShequError("数据库里还没有成绩册，请先运行 shequ teach。" if path is None else _lost(path))


def check_ours(db_url: str, chapters: Collection[str]) -> None:
    """Refuse the gradebook of another course, so that nothing of it is mixed with this one.

    Args:
        db_url: its address.
        chapters: those of the class folder; without any it may become anything's.

    Raises:
        ShequError: it has assignments, and none of them is of these chapters.
    """
    with told(db_url):
        engine = open_engine(db_url)
        try:
            made = inspect(engine).has_table(assignment.name)  # a new database of a server has no table yet
            with engine.connect() as connection:
                names = connection.execute(select(assignment.c.name)).scalars() if made else ()
                there = {str(name) for name in names}
        finally:
            engine.dispose()
    if there and chapters and not there & set(chapters):
        path = file_of(db_url)
        what = "成绩册的数据库" if path is None else f"成绩册 {path.name}"
        others = shown("、".join(sorted(there)), 60)
        instead = (
            "请检查 nbgrader_config.py 里的 db_url。" if path is None else f"请把它移走，再{_instead(path)}"
        )
        raise ShequError(f"{what} 是别的课程的（{others}），没有本课程的任何一章，没有动它。{instead}")


@contextmanager
def told(db_url: str, *, content: bool = False) -> Iterator[None]:
    """Say in one line what is wrong with a gradebook.

    Args:
        db_url: its address.
        content: nothing but reading happens inside, so that a value of the wrong form is the gradebook's.

    Raises:
        ShequError: instead of any error of a database.
    """
    try:
        yield
    except ShequError:
        raise
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise ShequError(_line(error, db_url)) from error
    except (ValueError, TypeError, LookupError, OverflowError) as error:
        if content:
            raise ShequError(_damaged(file_of(db_url))) from error
        raise


def is_damage(error: sqlite3.Error) -> bool:
    """Tell whether an error says that a gradebook is damaged or none at all."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGED


def missing_chapter(chapter: str) -> str:
    """Say that a gradebook does not know a chapter of the class folder, or knows other exercises of it."""
    return (
        f"成绩册里没有 {chapter} 这一章，或者练习对不上。请先运行 shequ teach 补上，再批改；"
        "已经交的作业和评过的分都在。"
    )


def _line(error: Exception, db_url: str) -> str:
    cause = getattr(error, "orig", None) or error
    path = file_of(db_url)
    if isinstance(cause, sqlite3.Error):
        return _of_sqlite(cause, path)
    if isinstance(error, DBAPIError):
        return _of_server(cause, db_url)
    return f"成绩册读写出错。请再运行一次；{_SAFE}"


def _of_sqlite(cause: sqlite3.Error, path: Path | None) -> str:
    code = getattr(cause, "sqlite_errorcode", 0)
    primary, name = code & 0xFF, path.name if path is not None else "gradebook.db"
    reason = str(cause).split("\n", 1)[0]
    if primary in _IN_USE:
        return (
            f"成绩册现在读写不了（{reason}）。请关掉正在用它的程序（如 formgrader、看数据库的软件），"
            f"再运行一次；{_SAFE}"
        )
    if is_damage(cause) or "decode" in reason:  # a column of text that holds something else
        return _damaged(path)
    if primary == sqlite3.SQLITE_READONLY:
        return (
            f"成绩册 {name} 写不进去：文件、文件夹或磁盘是只读的。请改成可以写"
            f"（也可以把班级文件夹整个复制到能写的地方），再运行一次；{_SAFE}"
        )
    if primary in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH):
        return (
            f"成绩册 {name} 打不开：没有权限，或者文件夹写不进去。请检查它和所在文件夹的权限，"
            f"再运行一次；{_SAFE}"
        )
    if primary in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_NOMEM):
        why = {sqlite3.SQLITE_FULL: "磁盘满了", sqlite3.SQLITE_NOMEM: "内存不够"}.get(
            primary, "磁盘满了或者读写出错"
        )
        return f"成绩册 {name} 写不进去：{why}。请腾出一些空间、检查磁盘，再运行一次；{_SAFE}"
    if primary == sqlite3.SQLITE_CONSTRAINT:
        return f"成绩册同时被别的程序改动了，请再运行一次；{_SAFE}"
    if reason.startswith(("no such column", "no such table")) or " has no column " in reason:
        return _old_schema(reason)
    return f"成绩册 {name} 读写出错（{reason}）。请再运行一次；{_SAFE}"


def _of_server(cause: BaseException, db_url: str) -> str:
    state = str(getattr(cause, "sqlstate", None) or "")
    if state in ("42P01", "42703"):  # a table or a column is missing
        return _old_schema(str(cause).split("\n", 1)[0])
    if state in ("42501", "25006"):  # no right to do so; read only
        return f"成绩册的数据库写不进去：这个用户没有权限，或者数据库是只读的。请改好，再运行一次；{_SAFE}"
    if state.startswith("53"):  # full, too many connections, no memory
        return f"成绩册的数据库忙不过来，或者磁盘满了。请检查它，再运行一次；{_SAFE}"
    if state.startswith("23") or state in ("40001", "40P01"):
        return f"成绩册同时被别的程序改动了，请再运行一次；{_SAFE}"
    address = open_engine(db_url).url.render_as_string(hide_password=True)
    return (
        f"连不上成绩册的数据库 {address}。请看看数据库开着没有，nbgrader_config.py 里 db_url 的"
        f"地址、用户名和密码对不对，再运行一次；{_SAFE}"
    )


def _old_schema(reason: str) -> str:
    return (
        f"成绩册是别的版本的 nbgrader 建的（{reason}）。请在班级文件夹里运行 nbgrader db upgrade，"
        "再运行一次；升级前它会自己留一份备份。"
    )


def _damaged(path: Path | None) -> str:
    if path is None:
        return "成绩册的数据库里有读不懂的内容。请用数据库的备份恢复，再批改一次。"
    beside = "、".join(
        f"{path.name}{end}" for end in ("-wal", "-shm", "-journal") if Path(f"{path}{end}").exists()
    )
    instead = _instead(path)
    aside = "" if "--undo" in instead else f"把它{f'和 {beside} ' if beside else ''}改名留着，再"
    return f"成绩册 {path.name} 坏了，读不出来。请{aside}{instead}"


def _lost(path: Path) -> str:
    what = "是空的" if path.exists() else "不见了"
    return f"成绩册 {path.name} {what}。请{_instead(path)}"


def _other(path: Path) -> str:
    """Say how another file comes in place of one that is not ours; `--undo` moves it away itself."""
    instead = _instead(path)
    return f"请{instead}" if "--undo" in instead else f"请把它移走，再{instead}"


def _instead(path: Path) -> str:
    copy = gradebook_copy.newest_good(path, backups.place(path))
    if copy is None:
        return "运行 shequ teach 重建，然后把每章批改一次（老师评过的分要重评；别处有备份的话，先放回来）。"
    moment = datetime.fromtimestamp(copy.stat().st_mtime)
    return (
        f"运行 shequ grade --undo，换上 {moment:%Y-%m-%d %H:%M} 的备份，然后把每章批改一次；"
        "备份以后老师评的分要重评。"
    )
