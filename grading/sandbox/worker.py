"""The process inside the walls: kept warm, it forks a child for each line of pandas and passes on its reply.

Run as a script by `tables.py`, with requests on standard input and replies on standard output. This process
itself never runs a trainee's line, so it stays clean for the next one; what a child leaves behind is killed.
It imports nothing of `grading`, which is not there inside the walls, but where it must confine itself.

A message is four bytes of length and then the body. Requests are JSON: {"open": {files, rulebook, script}}
once for a chapter, then {"run": {source, result, wall_seconds}}. A reply is one of the letters below, then
for DONE what the child wrote.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import select
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grading.sandbox.confine import Calls

DONE, LATE, DEAD, READY = b"D", b"L", b"X", b"R"
CPU_SECONDS = 20
MEMORY_BYTES = 3 * 1024**3  # of address space; pandas alone reserves over 1 GB of it
FILE_BYTES = 16 * 1024**2
REPLY_BYTES = 32 * 1024**2
MESSAGE_BYTES = 2 * REPLY_BYTES
OPEN_FILES = 64
SCRATCH_BYTES = 64 * 1024**2  # of the scratch folder, which walls build of that size, or is watched
SCRATCH_ENTRIES = 16_000  # where it is watched
_LOOK_SECONDS = 0.2  # between two looks at how full the scratch folder is
_PAUSE = 0.005  # seconds between two looks at a child that has closed its end but is not gone


def read_message(stream: IO[bytes]) -> bytes:
    """Return the next message, empty at the end of the stream."""
    head = stream.read(4)
    size = int.from_bytes(head, "big")
    return stream.read(size) if len(head) == 4 and size <= MESSAGE_BYTES else b""


def write_message(stream: IO[bytes], body: bytes) -> None:
    """Write one message."""
    stream.write(len(body).to_bytes(4, "big") + body)
    stream.flush()


def main(scratch: str, kind: str, user: int, readable: list[str]) -> None:
    """Serve requests until the stream ends.

    Args:
        scratch: an empty folder, the only place that can be written to.
        kind: "alone" where this process has a process namespace to itself, so that all others may be killed;
            "confined" where it must build its walls itself, with `confine.py`; else "shared".
        user: the number of the user to become, 0 to stay; only for a worker that starts as root.
        readable: the folders to read from, for a worker that confines itself.
    """
    alone = kind == "alone"
    if user:
        os.setgroups([])
        os.setgid(user)
        os.setuid(user)
    _shield()
    requests, replies = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    os.chdir(scratch)
    calls = _confine(readable, scratch) if kind == "confined" else None
    _warm_up()
    write_message(replies, READY)
    files: dict[str, str] = {}
    while body := read_message(requests):
        request = json.loads(body)
        if "open" in request:
            files = request["open"]["files"]
            _use(request["open"]["rulebook"], request["open"]["script"])
            write_message(replies, READY)
        else:
            _lay_out(files)
            write_message(replies, _run_in_child(request["run"], alone=alone, calls=calls))
            _empty()


def _shield() -> None:
    """Keep the children, which are the same user, from reading or changing this process (Linux)."""
    if sys.platform == "linux":
        import ctypes

        libc = ctypes.CDLL(None, use_errno=True)
        libc.prctl(38, 1, 0, 0, 0)  # PR_SET_NO_NEW_PRIVS
        libc.prctl(4, 0, 0, 0, 0)  # PR_SET_DUMPABLE


def _confine(readable: list[str], scratch: str) -> Calls:
    """Give up all other files, and return the system calls that a child may keep."""
    import shequ_lib
    from grading.sandbox import confine

    assert shequ_lib  # found now, for soon the folder that it lies in cannot be searched any more
    calls = confine.Calls()
    confine.take_files(readable, scratch)
    return calls


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


def _lay_out(files: dict[str, str]) -> None:
    for name, text in files.items():
        target = Path(name)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="")


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


def _empty() -> None:
    """Empty the scratch folder; where that fails this process ends, and a new one gets a new folder."""
    for path in list(Path().iterdir()):
        remove(path)
    if any(Path().iterdir()):
        os._exit(1)


def _run_in_child(request: dict[str, Any], *, alone: bool, calls: Calls | None) -> bytes:
    """Fork, let the child run the line, and return the reply for the other side."""
    deadline = time.monotonic() + request["wall_seconds"]
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(ours)
            _be_child(request, theirs, alone=alone, calls=calls)
        finally:
            os._exit(1)
    os.close(theirs)
    try:
        reply, end = _collect(ours, deadline, watched=not alone)
        if end == DONE:
            end = _wait(child, deadline, watched=not alone)
    finally:
        os.close(ours)
        _kill_all(child, alone=alone)
    return DONE + reply if end == DONE else end


def _collect(stream: int, deadline: float, *, watched: bool) -> tuple[bytes, bytes]:
    """Return what came, and DONE if that is all, LATE after the deadline, DEAD if anything is too much.

    Args:
        stream: to read from.
        deadline: by the monotonic clock.
        watched: whether to look how full the scratch folder gets, since nothing else limits it.
    """
    parts: list[bytes] = []
    size, looked = 0, time.monotonic()
    while size <= REPLY_BYTES and (now := time.monotonic()) < deadline:
        if watched and now > looked + _LOOK_SECONDS:
            if _overfull():
                return b"", DEAD
            looked = time.monotonic()
        if select.select([stream], [], [], min(deadline - now, _LOOK_SECONDS))[0]:
            part = os.read(stream, 1 << 20)
            if not part:
                return b"".join(parts), DONE
            parts.append(part)
            size += len(part)
    return b"", LATE if size <= REPLY_BYTES else DEAD


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
    except OSError:  # too deep, or moved away under our eyes
        return True
    return False


def _wait(child: int, deadline: float, *, watched: bool) -> bytes:
    """Return DONE if the child ends well, LATE if it has not by the deadline, else DEAD."""
    while True:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return DONE if status == 0 else DEAD
        if time.monotonic() > deadline:
            return LATE
        if watched and _overfull():
            return DEAD
        time.sleep(_PAUSE)


def _kill_all(child: int, *, alone: bool) -> None:
    """Kill the child and all that it left behind, wherever that has hidden."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if alone:
            os.kill(-1, signal.SIGKILL)  # all in this process namespace but this process and the first one
        else:
            os.killpg(child, signal.SIGKILL)
    with contextlib.suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    with contextlib.suppress(ChildProcessError):
        os.waitpid(child, 0)
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _be_child(request: dict[str, Any], reply_to: int, *, alone: bool, calls: Calls | None) -> None:
    """Run the line with nothing open but the way back, and end."""
    os.setsid()
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    if sys.platform == "linux" and not alone:
        import ctypes

        ctypes.CDLL(None).prctl(1, int(signal.SIGKILL), 0, 0, 0)  # PR_SET_PDEATHSIG: end with the worker
    os.closerange(3, reply_to)
    os.closerange(reply_to + 1, 256)
    _limit(alone=alone)
    if calls is not None:
        calls.keep_only()
    reply = json.dumps(_evaluate(request["source"], request["result"])).encode("ascii")
    with os.fdopen(reply_to, "wb") as way_back:
        way_back.write(reply)
    os._exit(0)  # nothing that the line left behind (threads, exit handlers) may hold the process


def _limit(*, alone: bool) -> None:
    import resource

    limits = [
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_FSIZE, FILE_BYTES),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ]
    if alone:  # this user's processes are counted inside the walls only: with one allowed, none can be added
        limits.append((resource.RLIMIT_NPROC, 1))
    for what, limit in limits:
        _soft, hard = resource.getrlimit(what)
        most = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        with contextlib.suppress(ValueError, OSError):  # macOS does not know every limit
            resource.setrlimit(what, (most, most))


def _evaluate(source: str, result: str) -> dict[str, Any]:
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
    request = json.loads(read_message(requests))["run"]
    reply = json.dumps(_evaluate(request["source"], request["result"])).encode("ascii")
    write_message(replies, DONE + reply)
    os._exit(0)


if __name__ == "__main__":
    sys.path.insert(0, sys.argv[1])
    if sys.argv[2:] == ["once"]:
        once()
    else:
        main(sys.argv[2], sys.argv[3], int(sys.argv[4]), sys.argv[5:])
