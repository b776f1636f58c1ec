"""The marking's side of the walls: give a line of pandas in, get plain data or a Chinese message back."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from multiprocessing.util import Finalize
from pathlib import Path

import shequ_lib
from grading.common.other_data import other_files
from grading.marking.sandbox import calls, walls, worker
from grading.marking.sandbox.walls import Walls
from shequ_lib.exercises import plain_table
from shequ_lib.script import HANS

WALL_SECONDS = 30.0
_START_SECONDS = 120.0
_GRACE = 10.0  # seconds more than the worker's own limit, after which the worker is taken for dead
_MESSAGE_LENGTH = 2000
_NEEDS_LOOK = "需要老师看一下"
DIED = f"程序中途停掉了，没有结果；{_NEEDS_LOOK}。"


@dataclass(frozen=True)
class TableRun:
    """What came of a run.

    Attributes:
        value: plain data, None where nothing came or there is a message.
        message: in Chinese, why nothing came.
        broken: whether the process itself failed.
        elsewhere: what came with other figures, where that was asked for.
    """

    value: plain_table.Plain | None = None
    message: str = ""
    broken: bool = False
    elsewhere: plain_table.Plain | None = None


@dataclass(frozen=True)
class Surroundings:
    """What a chapter's lines of pandas find around them.

    Attributes:
        files: the text of each file that they may read, by relative path.
        rulebook: the name of a rulebook, or the whole text of a `.toml` file.
        script: "hans" or "hant".
    """

    files: Mapping[str, str] = field(default_factory=dict)
    rulebook: str = ""
    script: str = HANS


class Tables:
    """A worker inside walls that runs lines of pandas, one at a time; started when the first one comes.

    A worker that dies, hangs or is late is ended with all that it started; the next line gets a new one.

    Args:
        surroundings: what the lines find.
        wall_seconds: how long one line may take.
        number: of this worker among those that run at the same time.
        kind: the walls; the best that the machine has if None.
        allow_unsandboxed: run even where the walls do not keep out all that they should.
    """

    def __init__(
        self,
        surroundings: Surroundings,
        *,
        wall_seconds: float = WALL_SECONDS,
        number: int = 0,
        kind: Walls | None = None,
        allow_unsandboxed: bool = False,
    ) -> None:
        self._surroundings, self._wall_seconds, self._number = surroundings, wall_seconds, number
        self._kind, self._allow_unsandboxed = kind, allow_unsandboxed
        self._worker: subprocess.Popen[bytes] | None = None
        self._removal: Finalize | None = None

    @cached_property
    def _walls(self) -> Walls:
        """The walls; looked for when the first line comes, for many chapters have none."""
        return self._kind or walls.best()

    @cached_property
    def _other_files(self) -> dict[str, str]:
        """The data with other figures: made once, however many workers die."""
        return other_files(self._surroundings.files)

    def run(self, source: str, result: str, *, twice: bool = False) -> TableRun:
        """Run a trainee's line.

        Args:
            source: the line, or lines.
            result: the variable that they leave their result in.
            twice: run it with other figures, too (see `other_data`).
        """
        if not (self._allow_unsandboxed or self._walls.closed):
            return TableRun(message=f"这台电脑不能隔离程序，没有运行；{_NEEDS_LOOK}。", broken=True)
        end, reply = b"", b""
        for fresh in (self._worker is None, True):
            try:
                if self._worker is None:
                    self._start()
                asked: worker.Asked = {"source": source, "result": result, "twice": twice}
                end, reply = self._ask(asked, self._wall_seconds + _GRACE)
            except OSError:
                end = b""
            if end or fresh:
                break
            self.close()  # the line before may have broken the worker: this line gets a new one
        if end != worker.DONE or not hasattr(os, "fork"):
            self.close()
        if end == worker.LATE:
            message = f"程序运行超过 {self._wall_seconds:g} 秒，已停止；{_NEEDS_LOOK}。"
            return TableRun(message=message, broken=True)
        return _reply(reply) if end == worker.DONE else TableRun(message=DIED, broken=True)

    def close(self) -> None:
        """End the worker and all that it started; `run` starts another one."""
        if self._worker is not None:
            if hasattr(os, "killpg"):
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.killpg(self._worker.pid, signal.SIGKILL)
            self._worker.kill()
            self._worker.wait()
            for stream in (self._worker.stdin, self._worker.stdout):
                if stream is not None:
                    with contextlib.suppress(OSError):
                        stream.close()
            self._worker = None
        if self._removal is not None:
            self._removal()
            self._removal = None

    def __enter__(self) -> Tables:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _start(self) -> None:
        scratch = Path(tempfile.mkdtemp(prefix="shequ-"))
        # Also where this process ends without `close`, and in a pool, whose processes know no `atexit`.
        self._removal = Finalize(None, worker.remove, args=(scratch,), exitpriority=1)
        library = Path(shequ_lib.__file__).parent
        environment = walls.environment()
        if hasattr(os, "fork"):
            command = walls.command(self._walls, library, self._number, scratch)
            environment["HOME"] = environment["TMPDIR"] = (
                str(scratch) if self._walls.in_place else walls.SCRATCH
            )
        else:
            command = [sys.executable, "-I", "-X", "utf8", worker.__file__, str(library.parent), "once"]
            environment |= dict.fromkeys(("TEMP", "TMP"), str(scratch))
        self._worker = subprocess.Popen(
            command,
            cwd=scratch,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        opened = {
            "open": {
                "files": dict(self._surroundings.files),
                "other_files": self._other_files,
                "rulebook": self._surroundings.rulebook,
                "script": self._surroundings.script,
                "calls": calls.program().hex() if self._walls.closed else "",
                "wall_seconds": self._wall_seconds,
            }
        }
        if hasattr(os, "fork"):
            ready = (worker.READY, b"")
            if self._receive(_START_SECONDS) != ready or self._ask(opened, _START_SECONDS) != ready:
                self.close()
                raise OSError("the worker did not start")
        else:
            self._send(opened)

    def _ask(self, request: Mapping[str, object], seconds: float) -> tuple[bytes, bytes]:
        self._send(request)
        return self._receive(seconds)

    def _send(self, request: Mapping[str, object]) -> None:
        assert self._worker is not None and self._worker.stdin is not None
        worker.write_message(self._worker.stdin, json.dumps(request).encode("ascii"))

    def _receive(self, seconds: float) -> tuple[bytes, bytes]:
        """Return how the worker ended what it was told, and what came before that.

        The end is empty if the worker itself ends, says too much, or takes longer than `seconds`.
        """
        assert self._worker is not None and self._worker.stdout is not None
        watchdog = threading.Timer(seconds, self._worker.kill)
        watchdog.daemon = True
        watchdog.start()
        reply = b""
        try:
            while len(reply) <= worker.REPLY_BYTES:
                message = worker.read_message(self._worker.stdout, worker.REPLY_BYTES + 1)
                if message[:1] != worker.PART:
                    return message, reply
                reply += message[1:]
            return b"", b""
        finally:
            watchdog.cancel()


def _reply(body: bytes) -> TableRun:
    """Return what a child wrote, which is a trainee's data, if it has the form of a reply."""
    broken = TableRun(message=DIED, broken=True)
    try:
        reply = json.loads(body)
    except (ValueError, RecursionError):
        return broken
    if not isinstance(reply, dict):
        return broken
    if isinstance(reply.get("message"), str):
        said = reply["message"][:_MESSAGE_LENGTH]
        return TableRun(message=said.encode("utf-8", errors="replace").decode("utf-8"))
    value, elsewhere = reply.get("value"), reply.get("elsewhere")
    if "value" not in reply or any(
        each is not None and not plain_table.is_plain(each) for each in (value, elsewhere)
    ):
        return broken
    return TableRun(value=value, elsewhere=elsewhere)
