"""Run a trainee's line of pandas in a process of its own and bring the result back as plain data.

As a module it is called by the grader; as a script (`python -m grading.run_table`) it is that process: it
reads one JSON request from standard input and writes one JSON reply to standard output.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shequ_lib import script

WALL_SECONDS = 30.0
CPU_SECONDS = 20
MEMORY_BYTES = 4 * 1024**3  # of address space; pandas alone reserves over 1 GB of it
FILE_BYTES = 16 * 1024**2
_REPLY_BYTES = 32 * 1024**2
_NEEDS_LOOK = "需要老师看一下"


@dataclass(frozen=True)
class TableRun:
    """What came of a run: plain data, or a Chinese message; `broken` when the process itself failed."""

    value: dict[str, Any] | None = None
    message: str = ""
    broken: bool = False


def run(
    source: str,
    result: str,
    data: Path | None,
    *,
    rulebook: str = "",
    wall_seconds: float = WALL_SECONDS,
) -> TableRun:
    """Run `source` and return what it left in the variable `result`.

    Args:
        source: the text of the answer cell.
        result: the name of the variable that holds the answer.
        data: the folder that the code reads as `data/`; it gets a copy. None for no data.
        rulebook: what the notebook's `start` loads: a name, or the path of a `.toml` file; it gets a copy.
        wall_seconds: after this many seconds the process is ended.
    """
    with tempfile.TemporaryDirectory(prefix="shequ-", ignore_cleanup_errors=True) as folder:
        if data is not None and data.is_dir():
            shutil.copytree(data, Path(folder) / "data")
        if rulebook.endswith(".toml"):
            shutil.copy(rulebook, Path(folder) / "rulebook.toml")
            rulebook = "rulebook.toml"
        worker = subprocess.Popen(
            [sys.executable, "-I", "-X", "utf8", "-m", "grading.run_table"],
            cwd=folder,
            env=_environment(folder),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        asked = {"source": source, "result": result, "rulebook": rulebook, "script": script.active()}
        request = json.dumps(asked).encode("ascii")
        try:
            output, _ = worker.communicate(request, timeout=wall_seconds)
        except subprocess.TimeoutExpired:
            _end(worker)
            return TableRun(message=f"程序运行超过 {wall_seconds:g} 秒，已停止；{_NEEDS_LOOK}。", broken=True)
        finally:
            _end(worker)
    return _reply(worker.returncode, output)


def _reply(returncode: int, output: bytes) -> TableRun:
    broken = TableRun(message=f"程序中途停掉了，没有结果；{_NEEDS_LOOK}。", broken=True)
    if returncode != 0 or len(output) > _REPLY_BYTES:
        return broken
    try:
        reply = json.loads(output)
    except (ValueError, RecursionError):
        return broken
    if not isinstance(reply, dict):
        return broken
    if isinstance(reply.get("message"), str):
        return TableRun(message=reply["message"])
    value = reply.get("value")
    if value is None or (isinstance(value, dict) and value.get("type") in ("frame", "series", "number")):
        return TableRun(value=value)
    return broken


def _environment(folder: str) -> dict[str, str]:
    """Return the least environment that Python and pandas start with."""
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "SystemRoot") if name in os.environ}
    fixed = {"OPENBLAS_NUM_THREADS": "1", "LANG": "C", "NBGRADER_EXECUTION": "autograde"}
    return kept | fixed | dict.fromkeys(("HOME", "TMPDIR", "TEMP"), folder)


def _end(worker: subprocess.Popen[bytes]) -> None:
    """End the worker and whatever it started."""
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(worker.pid, signal.SIGKILL)
    elif worker.poll() is None:
        worker.kill()
    worker.wait()


def _limit() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits; the wall clock still holds
        return
    for what, limit in (
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_FSIZE, FILE_BYTES),
        (resource.RLIMIT_CORE, 0),
    ):
        _soft, hard = resource.getrlimit(what)
        resource.setrlimit(what, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))


def _work() -> None:
    """Serve one request: run the source with all that it prints thrown away."""
    reply_to = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    request = json.loads(sys.stdin.buffer.read())
    _limit()
    reply_to.write(json.dumps(_run(**request)).encode("ascii"))
    reply_to.flush()
    os._exit(0)  # nothing that the source left behind (threads, exit handlers) may hold the process


def _run(source: str, result: str, rulebook: str, script: str) -> dict[str, Any]:
    from shequ_lib.exercises import plain_table
    from shequ_lib.exercises.literal import AnswerError
    from shequ_lib.friendly_errors import friendly
    from shequ_lib.notebook import start

    if rulebook:
        start(rulebook, script)

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


if __name__ == "__main__":
    _work()
