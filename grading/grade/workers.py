"""Many submissions at the same time: on the cores of this machine, or on a running Dask cluster.

Wherever it is, a worker gets plain data and gives plain data; only `record.py` writes the gradebook. What a
worker dies of is left to the instructor, and the others go on.
"""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    Executor,
    Future,
    ProcessPoolExecutor,
    ThreadPoolExecutor,
    wait,
)
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grading.common.trouble import cannot, is_about_the_disk
from grading.grade.deadline import Watch, limit_memory
from grading.grade.submission import Desk, Job, Marker
from grading.gradebook.record import Entry
from grading.marking.marking import Marked, mark_notebook, prepare
from grading.marking.sandbox import walls
from grading.marking.sandbox.tables import Surroundings, TableRun, Tables
from grading.marking.scheme import Scheme
from grading.papers.papers import Papers
from shequ_lib.errors import ShequError

DIED = "批改这一份时程序中途停掉了（太费时间或内存），请看看这份作业"
CONNECT_SECONDS = 10.0  # that a cluster may take to answer at all
LATE_SECONDS = 900.0  # that a cluster may take for one submission
_MOST_ON_WINDOWS = 61  # processes of one pool; Python cannot wait for more there
_AHEAD = 4  # submissions given out per worker; more would only take memory


@dataclass(frozen=True)
class Outcome:
    """What became of a job: an entry for the gradebook, nothing new, or why it could not be graded.

    Attributes:
        trainee_id: whose it is.
        entry: what goes into the gradebook.
        problem: why it could not be graded, for the log.
        told: the same for the instructor, in Chinese; empty where the log has to do.
    """

    trainee_id: str
    entry: Entry | None = None
    problem: str = ""
    told: str = ""


def cores() -> int:
    """Return how many processes this machine runs at the same time."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def grade_here(
    desk: Desk, jobs: Iterable[Job], *, processes: int, allow_unsandboxed: bool, log: Path | None = None
) -> Iterator[Outcome]:
    """Grade on this machine; outcomes come in the order in which they are ready.

    Args:
        desk: of the chapter.
        jobs: what to grade; taken as workers get free, so that memory does not grow with the class.
        processes: how many at the same time.
        allow_unsandboxed: run lines of pandas even where nothing walls them off.
        log: where a process notes what it was about when it had to end.
    """
    if sys.platform == "win32":
        processes = min(processes, _MOST_ON_WINDOWS)
    if any(exercise.kind.is_code for exercise in desk.papers.scheme.exercises.values()):
        walls.best()  # tried once here; processes that are forked know it
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    numbers = context.Value("i", 0)

    def pool(size: int) -> Executor:
        return ProcessPoolExecutor(
            size, context, initializer=_start, initargs=(desk, numbers, os.getpid(), allow_unsandboxed, log)
        )

    yield from _in_pool(pool, _grade, jobs, processes)


def grade_on_cluster(desk: Desk, jobs: Iterable[Job], address: str) -> Iterator[Outcome]:
    """Grade on a Dask cluster: a submission's bytes go out, plain data comes back, files are written here.

    Args:
        desk: of the chapter.
        jobs: what to grade.
        address: of the cluster's scheduler, such as tcp://192.0.2.1:8786.

    Raises:
        ShequError: Dask is not installed, or there is no cluster.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise ShequError("--scheduler 要用 Dask，请先安装：pip install 'shequ-course[cluster]'。") from error
    try:
        client = Client(address, timeout=CONNECT_SECONDS)
    except (OSError, ValueError, TimeoutError) as error:
        raise ShequError(f"连不上 {address}，请检查地址和集群。") from error
    with client:
        workers = max(1, sum(client.nthreads().values()))
        papers = client.scatter(desk.papers, broadcast=True)  # once, however many members there are

        def grade(job: Job) -> Outcome:
            def mark(_scheme: Scheme, data: bytes) -> Marked:
                future = client.submit(mark_anywhere, papers, job.trainee_id, data, pure=False, retries=0)
                answer: Marked = future.result(timeout=LATE_SECONDS)
                return answer

            return _outcome(desk, job, mark)

        with ThreadPoolExecutor(workers * 2) as threads:
            yield from _ahead(threads, grade, iter(jobs), workers * 2)


_here: dict[str, Any] = {}


def _start(desk: Desk, numbers: Any, parent: int, allow_unsandboxed: bool, log: Path | None) -> None:
    """Prepare a process of the pool."""
    _end_with(parent)
    signal.signal(signal.SIGINT, _stop)
    try:
        watch = Watch(log)
        os.dup2(watch.log, 2)  # what it has to say is for the log, not for the instructor's screen
        gc.freeze()  # what came from the parent is the parent's to close, such as its gradebook
        with numbers.get_lock():
            number = numbers.value
            numbers.value += 1
        scheme = desk.papers.scheme
        prepare(scheme)
        tables = _WatchedTables(watch, scheme.surroundings, number, allow_unsandboxed=allow_unsandboxed)
        limit_memory()
        _here.update(desk=desk, watch=watch, tables=tables)
    except Exception as error:  # else the pool would print it, and start anew for ever
        _here["problem"] = f"{type(error).__name__}: {error}"


class _WatchedTables(Tables):
    """Runs lines of pandas; their time is not that of marking."""

    def __init__(
        self, watch: Watch, surroundings: Surroundings, number: int, *, allow_unsandboxed: bool
    ) -> None:
        super().__init__(surroundings, number=number, allow_unsandboxed=allow_unsandboxed)
        self._watch = watch

    def run(self, source: str, result: str, *, twice: bool = False) -> TableRun:
        """Run `source` as `Tables.run` does."""
        with self._watch.line():
            return super().run(source, result, twice=twice)


def _stop(*_: object) -> None:
    """End this process in order when the instructor stops the run, without a word."""
    _here["problem"] = "stopped"
    raise SystemExit(130)


def _end_with(parent: int) -> None:
    """Let this process end when the one that started it does, however that happens."""
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(1, int(signal.SIGKILL), 0, 0, 0)  # PR_SET_PDEATHSIG
        if os.getppid() != parent:
            os._exit(1)
        return
    process = multiprocessing.parent_process()
    assert process is not None

    def watch() -> None:
        process.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _grade(job: Job) -> Outcome:
    if "problem" in _here:
        return Outcome(job.trainee_id, problem=_here["problem"])
    desk: Desk = _here["desk"]
    with _here["watch"].submission():
        return _outcome(desk, job, lambda scheme, data: mark_notebook(scheme, data, _here["tables"]))


def mark_anywhere(papers: Papers, trainee_id: str, data: bytes) -> Marked:
    """Mark a submission in a process of a cluster, which may have marked other chapters before."""
    scheme = papers.scheme  # what lines of pandas find around them is the same for all papers
    if _here.get("digest") != scheme.digest:
        if "tables" in _here:
            _here["tables"].close()
        _here.update(digest=scheme.digest, tables=Tables(scheme.surroundings, number=os.getpid() % 500))
    prepare(scheme)
    return mark_notebook(papers.of(trainee_id), data, _here["tables"])


def _outcome(desk: Desk, job: Job, mark: Marker) -> Outcome:
    try:
        return Outcome(job.trainee_id, desk.grade(job, mark))
    except OSError as error:
        if is_about_the_disk(error):  # every other submission would fail in the same way
            raise
        return Outcome(job.trainee_id, problem=repr(error)[:300], told=cannot(error))
    except Exception as error:  # whatever goes wrong with one submission, the others go on
        told = f"{DIED}。" if isinstance(error, MemoryError) else ""
        return Outcome(job.trainee_id, problem=f"{type(error).__name__}: {error}"[:300], told=told)


def _in_pool(
    pool: Callable[[int], Executor], grade: Callable[[Job], Outcome], jobs: Iterable[Job], size: int
) -> Iterator[Outcome]:
    """Run jobs in a pool; where one kills its process, find out which, and go on with the others."""
    waiting = iter(jobs)
    while True:
        unfinished: list[Job] = []
        with _stopping(pool(size)) as executor:
            yield from _ahead(executor, grade, waiting, size * _AHEAD, unfinished)
        if not unfinished:
            return
        for job in unfinished:  # one of these killed the process: run each alone, in a process of its own
            with _stopping(pool(1)) as executor:
                try:
                    yield executor.submit(grade, job).result()
                except BrokenProcessPool:
                    yield Outcome(job.trainee_id, problem=DIED, told=f"{DIED}。")


@contextmanager
def _stopping(executor: Executor) -> Iterator[Executor]:
    """End a pool: in order when its work is done, at once when the run is stopped."""
    try:
        yield executor
    except BaseException:
        for process in list((getattr(executor, "_processes", None) or {}).values()):
            with contextlib.suppress(OSError):
                os.kill(process.pid, signal.SIGINT if sys.platform != "win32" else signal.SIGTERM)
        executor.shutdown(cancel_futures=True)
        raise
    finally:
        executor.shutdown()


def _ahead(
    executor: Executor,
    grade: Callable[[Job], Outcome],
    jobs: Iterator[Job],
    limit: int,
    unfinished: list[Job] | None = None,
) -> Iterator[Outcome]:
    """Keep `limit` jobs running; those that were under way when the pool broke go into `unfinished`."""
    running: dict[Future[Outcome], Job] = {}
    broken = False
    while True:
        while not broken and len(running) < limit:
            job = next(jobs, None)
            if job is None:
                break
            try:
                running[executor.submit(grade, job)] = job
            except BrokenProcessPool:
                assert unfinished is not None
                unfinished.append(job)
                broken = True
        if not running:
            return
        done, _ = wait(running, return_when=FIRST_COMPLETED)
        for future in done:
            job = running.pop(future)
            try:
                yield future.result()
            except BrokenProcessPool:
                assert unfinished is not None
                unfinished.append(job)
                broken = True
