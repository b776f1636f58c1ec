"""The standard streams, whatever the shell made of them: closed, full, a pipe that nobody reads.

What a command does counts more than that it can say so. Where a stream takes nothing more, the rest is
dropped, and the command says so on the other one and with its exit status.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast


class Stream:
    """Passes on to a stream until that fails, and never fails itself.

    Attributes:
        broken: whether something was lost, for the stream is full or nobody reads it.
    """

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self.broken = False

    def write(self, text: str) -> int:
        """Write a text, or drop it."""
        return self._try(lambda: self._stream.write(text)) or len(text)

    def writelines(self, lines: Any) -> None:
        """Write some texts."""
        for line in lines:
            self.write(line)

    def flush(self) -> None:
        """Pass on what is kept back."""
        self._try(getattr(self._stream, "flush", None))

    def isatty(self) -> bool:
        """Tell whether a person sees it."""
        return self._stream is not None and bool(self._try(self._stream.isatty))

    def forget(self) -> None:
        """Where it is broken, let Python's own last flush go nowhere: it would fail once more, in English."""
        if self.broken and self._stream in (sys.__stdout__, sys.__stderr__):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self._stream.fileno())
            os.close(nowhere)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def _try(self, do: Any) -> Any:
        if self.broken or self._stream is None:  # both of them are closed
            return None
        try:
            return do()
        except (OSError, ValueError):  # the second where it has been closed
            self.broken = True
            return None


@contextmanager
def usable() -> Iterator[tuple[Stream, Stream]]:
    """Make standard output and standard error usable, in UTF-8, and give both."""
    _fill_closed()
    before = sys.stdout, sys.stderr
    for stream in before:
        if hasattr(stream, "reconfigure"):  # Chinese text must print whatever the locale
            stream.reconfigure(encoding="utf-8", errors="replace")
    # Where one is closed, the other one has to say it all.
    output, errors = Stream(before[0] or before[1]), Stream(before[1] or before[0])
    sys.stdout, sys.stderr = cast(Any, output), cast(Any, errors)
    try:
        yield output, errors
    finally:
        for ours in (output, errors):
            ours.flush()
            ours.forget()
        sys.stdout, sys.stderr = before


def _fill_closed() -> None:
    """Put nothing in the place of a closed stream: else the next file opened would be taken for it."""
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free
