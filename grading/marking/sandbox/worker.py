"""The process inside the walls: kept warm, it forks a child for each line of pandas, and reads none of them.

Run as a script by `tables.py`, with requests on standard input and replies on standard output. It imports
nothing of `grading`, which is not there inside the walls, but where it must confine itself.

A child inherits all that this process ever had in its memory, freed or not. So that no line can find there
what another trainee wrote or got, this process never has it:

- A request is read by the child itself, before it gives up all system calls but those of `calls.py`.
- A reply goes from the child's pipe to standard output inside the kernel (`splice`).
- What a line leaves in the scratch folder, names of files included, is looked at and removed by a process of
  its own, which ends with that (`_Scratch`).

A message is four bytes of length and then the body. Requests are JSON: {"open": {files, other_files,
rulebook, script, calls, wall_seconds}} once, then {"source", "result", "twice"} for each line. A reply is
PART and a piece of what the child wrote, any number of times, and then DONE, LATE or DEAD.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import json
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Any, NoReturn, TypedDict

if TYPE_CHECKING:
    from shequ_lib.exercises.plain_table import Plain

READY, PART, DONE, LATE, DEAD = b"R", b"P", b"D", b"L", b"X"
CPU_SECONDS = 20
MEMORY_BYTES = 3 * 1024**3  # of address space; pandas alone reserves over 1 GB of it
FILE_BYTES = 16 * 1024**2
REPLY_BYTES = 512 * 1024  # of what a child writes: two results of at most 200,000 characters (`plain_table`)
MESSAGE_BYTES = 64 * 1024**2  # of a request, which is ours
OPEN_FILES = 64
SCRATCH_BYTES = 64 * 1024**2  # of the scratch folder, which walls build of that size, or is watched
SCRATCH_ENTRIES = 16_000
_DISK_BYTES = 4 * SCRATCH_BYTES  # by which a disk may get fuller while a line runs; others write to it, too
_LOOK_SECONDS = 0.05  # between two looks at how full the scratch folder is
_PAUSE = 0.005  # seconds between two looks at a child that has closed its end but is not gone
_TOO_LARGE = "结果太大，请检查是不是漏了筛选或汇总。"


class Asked(TypedDict):
    """A line, the variable that it leaves its result in, and whether it runs with other figures, too."""

    source: str
    result: str
    twice: bool


class Reply(TypedDict, total=False):
    """What a line left as plain data, with other figures, too; or in Chinese why nothing."""

    value: Plain | None
    elsewhere: Plain | None
    message: str


def read_message(stream: IO[bytes], limit: int = MESSAGE_BYTES) -> bytes:
    """Return the next message, empty at the end of the stream or if it has more bytes than `limit`."""
    head = _exactly(stream, 4)
    size = int.from_bytes(head, "big")
    return _exactly(stream, size) if len(head) == 4 and size <= limit else b""


def _exactly(stream: IO[bytes], size: int) -> bytes:
    """Return so many bytes, or none at the end of the stream; nothing beyond them is read."""
    parts: list[bytes] = []
    while size and (part := stream.read(size)):
        parts.append(part)
        size -= len(part)
    return b"" if size else b"".join(parts)


def write_message(stream: IO[bytes], body: bytes) -> None:
    """Write one message."""
    stream.write(len(body).to_bytes(4, "big") + body)
    stream.flush()


@dataclass(frozen=True)
class _Chapter:
    """What the lines of a chapter have in common.

    Attributes:
        files: what a line finds in the scratch folder, by relative path.
        other_files: the same with other figures, for a line that is run twice.
        calls: the system calls that a line may make (see `calls.py`); empty for all.
        wall_seconds: how long a line may take.
        alone: whether there is a process namespace to itself, so that all other processes may be killed.
    """

    files: dict[str, str]
    other_files: dict[str, str]
    calls: bytes
    wall_seconds: float
    alone: bool


def main(scratch: str, kind: str, user: int, readable: list[str]) -> None:
    """Serve requests until the stream ends.

    Args:
        scratch: an empty folder, the only place that can be written to.
        kind: "alone" where this process has a process namespace to itself, so that all others may be killed;
            "confined" where it must build its walls itself, with `confine.py`; else "shared".
        user: the number of the user to become, 0 to stay; only for a worker that starts as root.
        readable: the folders to read from, for a worker that confines itself.
    """
    if user:
        os.setgroups([])
        os.setgid(user)
        os.setuid(user)
    # With Python's own handler, the processes of a namespace could end its first process by a signal.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _shield()
    requests, replies = os.fdopen(os.dup(0), "rb", buffering=0), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    os.chdir(scratch)
    if kind == "confined":
        _confine(readable, scratch)
    _warm_up()
    write_message(replies, READY)
    opened = json.loads(read_message(requests))["open"]
    calls = bytes.fromhex(opened["calls"])
    # A file system that does not count its entries is watched as a disk is, by a process that must not end.
    alone = kind == "alone" and os.statvfs(".").f_files > 0
    chapter = _Chapter(opened["files"], opened["other_files"], calls, opened["wall_seconds"], alone)
    _use(opened["rulebook"], opened["script"])
    room = _ScratchInMemory(chapter.files) if alone else _ScratchOnDisk(chapter.files)
    write_message(replies, READY)
    waiting = select.poll()
    waiting.register(requests, select.POLLIN)
    while waiting.poll()[0][1] & select.POLLIN:  # else the other side has closed the connection
        with room:
            end = _run_in_child(requests, replies, chapter, room)
        write_message(replies, end)


def _shield() -> None:
    """Give up every right, and keep children, which are the same user, from reading this process (Linux)."""
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        libc.prctl(38, 1, 0, 0, 0)  # PR_SET_NO_NEW_PRIVS
        libc.prctl(4, 0, 0, 0, 0)  # PR_SET_DUMPABLE
        header = (ctypes.c_uint32 * 2)(0x20080522, 0)  # the third version of the call; this process
        if libc.capset(header, (ctypes.c_uint32 * 6)()) != 0:
            raise OSError(ctypes.get_errno(), "capset")


def _confine(readable: list[str], scratch: str) -> None:
    """Give up all other files."""
    import shequ_lib
    from grading.marking.sandbox import confine

    assert shequ_lib  # found now, for soon the folder that it lies in cannot be searched any more
    confine.take_files(readable, scratch)


def _keep_calls(program: bytes) -> None:
    """Give up, in this process and for good, all system calls but those of a program of `calls.py`.

    Raises:
        OSError: the kernel does not take it.
    """

    class Program(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))

    made = Program(len(program) // 8, program)
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(22, 2, ctypes.byref(made), 0, 0) != 0:  # PR_SET_SECCOMP, SECCOMP_MODE_FILTER
        raise OSError(ctypes.get_errno(), "seccomp")


def refuses_calls(program: str) -> bool:
    """Give up this process's system calls, and tell whether they are gone.

    Args:
        program: what `calls.program` gives, in hexadecimal.
    """
    _shield()
    try:
        _keep_calls(bytes.fromhex(program))
    except OSError:
        return False
    forbidden: tuple[Callable[[], object], ...] = (
        os.fork,
        lambda: os.kill(os.getpid(), 0),
        lambda: os.setpriority(os.PRIO_PROCESS, 0, 19),
        lambda: os.memfd_create("x"),
    )
    for call in forbidden:
        try:
            call()
        except PermissionError:
            continue
        return False
    return True


def _warm_up() -> None:
    """Load what lines of pandas use, so that no child has to; then leave the memory alone, to share it."""
    import io
    import traceback

    import pandas as pd

    import shequ_lib.notebook
    from shequ_lib.exercises import plain_table
    from shequ_lib.friendly_errors import friendly

    frame = pd.read_csv(io.StringIO("a,b\nx,1\ny,2\n"))
    frame["c"] = frame["b"] * 2
    grouped = frame[frame["b"] > 0].groupby("a")[["b", "c"]].sum().sort_values("b", ascending=False)
    plain_table.plain(grouped.reset_index())
    plain_table.plain(frame.merge(grouped, on="a").set_index("a")["c_x"])
    assert shequ_lib.notebook
    try:
        frame["missing"]
    except KeyError as error:
        friendly(KeyError, error, error.__traceback__)
        traceback.format_exc()
    gc.collect()
    gc.freeze()


def _use(rulebook: str, script: str) -> None:
    """Make a chapter's rulebook (a name, or the text of a file) and script the active ones."""
    from shequ_lib import rulebook as rulebooks
    from shequ_lib import script as scripts

    scripts.use(script)
    if "\n" in rulebook:
        own = Path("rulebook.toml")
        own.write_text(rulebook, encoding="utf-8")
        rulebooks.use(own)
        own.unlink()
    else:
        rulebooks.use(rulebook or rulebooks.DEFAULT)


def remove(path: Path) -> None:
    """Remove a file or a folder that a line of pandas left; one too deep or too closed as far as `rm` can."""
    try:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
    except (OSError, RecursionError):
        for command in (["chmod", "-R", "u+rwX", "--"], ["rm", "-rf", "--"]):
            with contextlib.suppress(OSError):  # Windows has neither
                subprocess.run([*command, path], check=False, stderr=subprocess.DEVNULL)


def _empty() -> bool:
    """Empty the present folder, and tell whether it is empty."""
    for path in list(Path().iterdir()):
        remove(path)
    return not any(Path().iterdir())


def _lay_out(files: dict[str, str]) -> None:
    for name, text in files.items():
        target = Path(name)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="")


class _Scratch(AbstractContextManager["_Scratch"]):
    """The scratch folder, which is the present one: laid out for a line, emptied after it.

    This process must not read what a line put there, not even the names. Where the folder cannot be emptied
    this process ends, and the next line gets a new one with a new folder.
    """

    def __init__(self, files: dict[str, str]) -> None:
        self._files = files

    @property
    def watched(self) -> list[int]:
        """A stream that can be read when the folder holds more than it may, if there is one."""
        return []

    def overfull(self) -> bool:
        """Tell whether the folder is seen to hold more than it may."""
        return False

    def __enter__(self) -> _Scratch:
        _lay_out(self._files)
        return self

    def _sweep(self) -> None:
        sweeper = os.fork()
        if sweeper == 0:
            try:
                os._exit(0 if _empty() else 1)
            finally:
                os._exit(1)
        self._end_unless_done(sweeper)

    def _end_unless_done(self, sweeper: int) -> None:
        if os.waitpid(sweeper, 0)[1] != 0:
            os._exit(1)


class _ScratchInMemory(_Scratch):
    """A scratch folder that is a file system of its own, which says how many entries it has."""

    def __init__(self, files: dict[str, str]) -> None:
        super().__init__(files)
        self._free = self._entries_left()

    def overfull(self) -> bool:
        """Tell whether there are too many entries; its size has a limit already."""
        return self._free - self._entries_left() > SCRATCH_ENTRIES

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with contextlib.suppress(OSError):
            for name in self._files:
                os.unlink(name)  # noqa: PTH108
            for folder in sorted({str(above) for name in self._files for above in Path(name).parents})[:0:-1]:
                os.rmdir(folder)  # noqa: PTH106
        if self._entries_left() != self._free:
            self._sweep()

    @staticmethod
    def _entries_left() -> int:
        return os.statvfs(".").f_ffree


class _ScratchOnDisk(_Scratch):
    """A scratch folder on disk: a process beside each line watches how full it gets, and empties it then."""

    _watcher, _way = 0, -1

    @property
    def watched(self) -> list[int]:
        """Where the watcher gives word."""
        return [self._way]

    def __enter__(self) -> _Scratch:
        super().__enter__()
        ours, theirs = socket.socketpair()
        self._watcher = os.fork()
        if self._watcher == 0:
            try:
                ours.close()
                _end_with_parent()
                free = _bytes_left()
                while not select.select([theirs], [], [], _LOOK_SECONDS)[0]:
                    # Files that were unlinked while open have no entry any more; the disk knows of them.
                    if _overfull() or free - _bytes_left() > _DISK_BYTES:
                        theirs.send(b"!")
                        theirs.recv(1)
                os._exit(0 if _empty() else 1)
            finally:
                os._exit(1)
        theirs.close()
        self._way = ours.detach()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self._way)  # which tells the watcher that the line has ended
        self._end_unless_done(self._watcher)


def _bytes_left() -> int:
    system = os.statvfs(".")
    return system.f_bavail * system.f_frsize


def _end_with_parent() -> None:
    """Let this process be killed when the one that forked it ends (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, int(signal.SIGKILL), 0, 0, 0)  # PR_SET_PDEATHSIG


def _run_in_child(requests: IO[bytes], replies: IO[bytes], chapter: _Chapter, room: _Scratch) -> bytes:
    """Fork a child that reads and runs a line, pass its reply on, and return how it ended."""
    deadline = time.monotonic() + chapter.wall_seconds
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(ours)
            _be_child(requests, theirs, chapter)
        finally:
            os._exit(1)
    os.close(theirs)
    try:
        end = _pass_on(ours, replies, deadline, room)
        return _wait(child, deadline, room) if end == DONE else end
    finally:
        os.close(ours)
        _kill_all(child, alone=chapter.alone)


def _pass_on(stream: int, replies: IO[bytes], deadline: float, room: _Scratch) -> bytes:
    """Pass on what the child writes.

    Returns:
        DONE if that is all, LATE after the deadline, DEAD if the reply or the scratch folder is too large.
    """
    import fcntl
    import termios

    size = 0
    while size <= REPLY_BYTES and (now := time.monotonic()) < deadline:
        there = select.select([stream, *room.watched], [], [], min(deadline - now, _LOOK_SECONDS))[0]
        if room.overfull() or set(there) & set(room.watched):
            return DEAD
        if there:
            waiting = fcntl.ioctl(stream, termios.FIONREAD, bytes(4))
            count = int.from_bytes(waiting, sys.byteorder)
            if count == 0:
                return DONE
            size += count
            if size <= REPLY_BYTES:
                replies.write((count + 1).to_bytes(4, "big") + PART)
                replies.flush()
                _move(stream, replies.fileno(), count)
    return LATE if size <= REPLY_BYTES else DEAD


def _move(source: int, target: int, count: int) -> None:
    """Move bytes that are there from one pipe into another, past this process where that can be done."""
    while count:
        if hasattr(os, "splice"):
            count -= os.splice(source, target, count)
        else:
            count -= os.write(target, os.read(source, count))


def _overfull() -> bool:
    """Tell whether the scratch folder holds more than it may; where that cannot be told, it does."""
    size = entries = 0
    folders = ["."]
    try:
        while folders:
            with os.scandir(folders.pop()) as found:
                for entry in found:
                    entries += 1
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(entry.path)
                    else:
                        with contextlib.suppress(FileNotFoundError):  # gone since
                            size += entry.stat(follow_symlinks=False).st_size
                    if size > SCRATCH_BYTES or entries > SCRATCH_ENTRIES:
                        return True
    except OSError:  # too deep, or moved away meanwhile
        return True
    return False


def _wait(child: int, deadline: float, room: _Scratch) -> bytes:
    """Return DONE if the child ends well, LATE if not in time, else DEAD."""
    while True:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return DONE if status == 0 else DEAD
        if time.monotonic() > deadline:
            return LATE
        if room.overfull() or select.select(room.watched, [], [], 0)[0]:
            return DEAD
        time.sleep(_PAUSE)


def _kill_all(child: int, *, alone: bool) -> None:
    """Kill the child and all that it left behind, wherever that has hidden."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if alone:
            os.kill(-1, signal.SIGKILL)  # all in this namespace but the first, this one
        else:
            os.killpg(child, signal.SIGKILL)
    with contextlib.suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    with contextlib.suppress(ChildProcessError):
        os.waitpid(child, 0)
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _be_child(requests: IO[bytes], reply_to: int, chapter: _Chapter) -> NoReturn:
    """Read a request, run it with nothing open but the way back, and end."""
    request = json.loads(read_message(requests))
    os.setsid()
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    _end_with_parent()
    os.closerange(3, reply_to)
    os.closerange(reply_to + 1, 256)
    _limit(alone=chapter.alone)
    if chapter.calls:
        _keep_calls(chapter.calls)
    reply = _reply(request, chapter.other_files)
    with os.fdopen(reply_to, "wb") as way_back:
        way_back.write(reply)
    os._exit(0)  # nothing that the line left behind (threads, exit handlers) may hold the process


def _reply(request: Asked, other_files: dict[str, str]) -> bytes:
    """Run a line and return what it left; where that is asked for, with other figures, too."""
    home = Path.cwd()
    said = _evaluate(request["source"], request["result"])
    if request["twice"] and said.get("value") is not None:
        os.chdir(home)
        with contextlib.suppress(OSError):
            _empty()
            _lay_out(other_files)
        said["elsewhere"] = _evaluate(request["source"], request["result"]).get("value")
    reply = json.dumps(said).encode("ascii")
    return reply if len(reply) <= REPLY_BYTES else json.dumps({"message": _TOO_LARGE}).encode("ascii")


def _limit(*, alone: bool) -> None:
    import resource

    limits = [
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_FSIZE, FILE_BYTES),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_MEMLOCK, 0),
    ]
    if alone:  # this user's processes are counted inside the walls only: with one allowed, none can be added
        limits.append((resource.RLIMIT_NPROC, 1))
    for what, limit in limits:
        _soft, hard = resource.getrlimit(what)
        most = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        with contextlib.suppress(ValueError, OSError):  # macOS does not know every limit
            resource.setrlimit(what, (most, most))


def _evaluate(source: str, result: str) -> Reply:
    """Run a line and return what it left in `result` as plain data, or a Chinese message."""
    from shequ_lib.exercises import plain_table
    from shequ_lib.exercises.literal import AnswerError
    from shequ_lib.friendly_errors import friendly

    names: dict[str, Any] = {"__name__": "__main__"}
    try:
        exec(compile(source, "<答案>", "exec"), names)
        return {"value": plain_table.plain(names.get(result))}
    except AnswerError as error:
        return {"message": str(error)}
    except MemoryError:
        return {"message": "程序占用的内存太多，已停止。"}
    except Exception as error:
        return {"message": f"程序没有运行成功：{friendly(type(error), error, error.__traceback__)}"}


def once() -> None:
    """Serve one chapter and one request in this process, where a process cannot be forked (Windows)."""
    requests, replies = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    chapter = json.loads(read_message(requests))["open"]
    _use(chapter["rulebook"], chapter["script"])
    _lay_out(chapter["files"])
    write_message(replies, PART + _reply(json.loads(read_message(requests)), chapter["other_files"]))
    write_message(replies, DONE)
    os._exit(0)


if __name__ == "__main__":
    sys.path.insert(0, sys.argv[1])
    if sys.argv[2:] == ["once"]:
        once()
    elif sys.argv[2] == "probe":
        sys.exit(0 if refuses_calls(sys.argv[3]) else 1)
    else:
        main(sys.argv[2], sys.argv[3], int(sys.argv[4]), sys.argv[5:])
