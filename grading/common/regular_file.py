"""Reading a file that somebody else put there: never a link, a pipe or a device, never more than allowed.

A pipe would be waited for without end, a link leads elsewhere, and between looking and opening one may become
the other: so what has been opened is looked at again.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO

_FLAGS = os.O_RDONLY
for _name in ("O_NONBLOCK", "O_CLOEXEC", "O_BINARY", "O_NOCTTY"):  # those that this system has
    _FLAGS |= getattr(os, _name, 0)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)


class NotRegularError(OSError):
    """It is a folder, a link, a pipe, a socket or a device."""


class TooLargeError(OSError):
    """It has more bytes than allowed; `size` says how many."""

    def __init__(self, size: int) -> None:
        super().__init__(f"{size} bytes")
        self.size = size


def open_regular(path: Path, *, follow: bool = False) -> BinaryIO:
    """Open a file for reading.

    Args:
        path: of the file.
        follow: a link is followed, as for a path that the instructor typed.

    Raises:
        NotRegularError: it is no regular file.
        OSError: it cannot be opened.
    """
    # To open a device may already do something, so it is looked at before, too.
    _check((path.stat() if follow else path.lstat()).st_mode, path)
    stream = os.fdopen(os.open(path, _FLAGS if follow else _FLAGS | _NO_LINK), "rb")
    try:
        _check(os.fstat(stream.fileno()).st_mode, path)
    except BaseException:
        stream.close()
        raise
    return stream


def _check(mode: int, path: Path) -> None:
    if not stat.S_ISREG(mode):
        code = errno.EISDIR if stat.S_ISDIR(mode) else errno.ENXIO
        raise NotRegularError(code, os.strerror(code), str(path))


def read_file(path: Path) -> bytes:
    """Return all that is in a file of our own or the instructor's, which may be a link.

    Raises:
        OSError: it is no regular file, or cannot be read.
    """
    with open_regular(path, follow=True) as stream:
        return stream.read()


def read_regular(path: Path, most: int) -> tuple[bytes, os.stat_result]:
    """Return what is in a file, with what the system knows of it.

    Args:
        path: of the file.
        most: bytes.

    Raises:
        NotRegularError: it is no regular file.
        TooLargeError: it has more than `most` bytes.
        OSError: it cannot be read.
    """
    with open_regular(path) as stream:
        info = os.fstat(stream.fileno())
        if info.st_size > most:
            raise TooLargeError(info.st_size)
        data = stream.read(most + 1)
    if len(data) > most:  # it grew meanwhile
        raise TooLargeError(len(data))
    return data, info
