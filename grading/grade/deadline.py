"""Limits of a process that marks submissions: one that takes too long ends, one that takes too much fails.

They are the last line: whatever a submission can be made to cost is limited where it arises. Time is watched
by the kernel and by a thread of C, so that even a loop inside C ends.
"""

from __future__ import annotations

import contextlib
import faulthandler
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CPU_SECONDS = 10.0  # of processor time to mark one submission; an ordinary one takes some hundredths
OWN_SECONDS = 60.0  # that it may take by the clock, without its lines of pandas
LINE_SECONDS = 600.0  # of one line of pandas, which has limits of its own, far below this
MORE_BYTES = 1 << 30  # that a process may take beyond what it has when it begins


class Watch:
    """Ends this process when a submission takes too long; what it was about goes to a log.

    Args:
        log: the file; nothing is written if None.
    """

    def __init__(self, log: Path | None = None) -> None:
        how = os.O_WRONLY | os.O_APPEND | os.O_CREAT
        try:  # open as long as the process is: it is written while that dies
            self.log = os.open(log or os.devnull, how, 0o644)
        except OSError:
            self.log = os.open(os.devnull, how)
        self._until = 0.0

    @contextmanager
    def submission(self) -> Iterator[None]:
        """Watch the marking of one submission."""
        self._until = time.monotonic() + OWN_SECONDS
        self._arm(OWN_SECONDS)
        if hasattr(signal, "setitimer"):
            signal.signal(signal.SIGPROF, signal.SIG_DFL)  # the kernel ends the process
            signal.setitimer(signal.ITIMER_PROF, CPU_SECONDS)
        try:
            yield
        finally:
            if hasattr(signal, "setitimer"):
                signal.setitimer(signal.ITIMER_PROF, 0)
            faulthandler.cancel_dump_traceback_later()

    @contextmanager
    def line(self) -> Iterator[None]:
        """Let a line of pandas take its time, which does not count, and its worker all memory."""
        left = self._until - time.monotonic()
        self._arm(LINE_SECONDS)
        with _unlimited():
            yield
        self._until = time.monotonic() + left
        self._arm(max(left, 0.001))

    def _arm(self, seconds: float) -> None:
        with contextlib.suppress(RuntimeError):  # no memory for its thread: only the kernel's limit holds
            faulthandler.dump_traceback_later(seconds, exit=True, file=self.log)


_before: dict[str, int] = {}  # the limit on memory that this process began with


def limit_memory() -> None:
    """Let this process have `MORE_BYTES` more than now; beyond that it gets a MemoryError."""
    if sys.platform != "linux":
        return
    import resource

    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[5]  # of data and stack
    limit = int(pages) * resource.getpagesize() + MORE_BYTES
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    if soft == resource.RLIM_INFINITY or limit < soft:
        _before["soft"] = soft
        resource.setrlimit(resource.RLIMIT_DATA, (limit, hard))


@contextmanager
def _unlimited() -> Iterator[None]:
    """Lift our limit on memory for what is started meanwhile: a process inherits it."""
    if sys.platform != "linux" or not _before:
        yield
        return
    import resource

    ours, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (_before["soft"], hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (ours, hard))
