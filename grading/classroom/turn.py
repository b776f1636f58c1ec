"""One command at a time on a class folder: the next one says who is at work there, and waits.

The lock is the operating system's, so that it is gone with the process that held it, however that ended.
Where a file system has no locks, as some network drives, commands go on without: that is how it always was.
"""

from __future__ import annotations

import contextlib
import errno
import getpass
import json
import os
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from shequ_lib.errors import ShequError

LOCK = ".shequ.lock"
WAIT_SECONDS = 600  # a class of 4,000 with lines of pandas takes some minutes
_LOOK_SECONDS = 0.2  # between two tries
_PLACE = 1 << 30  # the byte that Windows locks: far behind what is written, which others must be able to read
_TAKEN = {errno.EAGAIN, errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK}


@contextmanager
def taken(
    classroom: Path, command: str, *, wait: bool = True, seconds: float = WAIT_SECONDS
) -> Iterator[None]:
    """Have a class folder for oneself.

    Args:
        classroom: the class folder; nothing is locked where it does not exist yet.
        command: who it is, for the others: `grade 06`.
        wait: wait for another command to end; otherwise refuse at once.
        seconds: how long to wait at most.

    Raises:
        ShequError: another command is at work on the folder.
    """
    file = _open(classroom / LOCK)
    try:
        if file is not None and _lock(file) is False:
            _wait(file, classroom, seconds if wait else 0)
        if file is not None:
            _note(file, command)
        yield
    finally:
        if file is not None:
            os.close(file)  # which also unlocks


def _wait(file: int, classroom: Path, seconds: float) -> None:
    who = _holder(file)
    if seconds:
        print(f"{who}，等它完成…（不想等就按 Ctrl+C）", file=sys.stderr, flush=True)
    until = time.monotonic() + seconds
    while _lock(file) is False:
        if time.monotonic() >= until:
            waited = f"等了 {seconds / 60:.0f} 分钟还没有完成" if seconds else "没有等它"
            raise ShequError(
                f"{who}，{waited}。请过一会儿再运行；确定没有别的命令在运行，就删掉 {classroom / LOCK} 再试。"
            )
        time.sleep(_LOOK_SECONDS)


def _open(path: Path) -> int | None:
    """Open the file that is locked; None where that cannot be, so that whoever only reads can go on."""
    for flags in (os.O_RDWR | os.O_CREAT, os.O_RDONLY):
        with contextlib.suppress(OSError):
            return os.open(path, flags | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NONBLOCK", 0), 0o666)
    return None


def _lock(file: int) -> bool | None:
    """Try to lock; tell whether that was possible, None where the file system has no locks."""
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(file, _PLACE, os.SEEK_SET)
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return False if error.errno in _TAKEN else None
    return True


def _note(file: int, command: str) -> None:
    """Write who holds the lock, for those who wait."""
    noted = {
        "command": f"shequ {command}",
        "user": _or_empty(getpass.getuser),
        "host": _or_empty(socket.gethostname),
        "pid": os.getpid(),
        "since": datetime.now().astimezone().isoformat(timespec="seconds"),
    }
    with contextlib.suppress(OSError):
        os.lseek(file, 0, os.SEEK_SET)
        os.truncate(file, 0)
        os.write(file, json.dumps(noted, ensure_ascii=False).encode("utf-8"))


def _or_empty(ask: Any) -> str:
    try:
        return str(ask())
    except Exception:  # no name for this user, no variables: anything but an answer
        return ""


def _holder(file: int) -> str:
    """Say who holds the lock, as far as that is known."""
    try:
        os.lseek(file, 0, os.SEEK_SET)
        noted = json.loads(os.read(file, 2000))
        since = datetime.fromisoformat(noted["since"]).astimezone()
        form = "%H:%M" if since.date() == datetime.now().astimezone().date() else "%m-%d %H:%M"
        who = f"{noted['user']}@{noted['host']}，进程 {int(noted['pid'])}，从 {since:{form}} 开始"
        line = f"另一个命令 {noted['command']} 正在用这个班级文件夹（{who}）"
    except (OSError, ValueError, KeyError, TypeError):
        line = "另一个命令正在用这个班级文件夹"
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in line)
