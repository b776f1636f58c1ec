"""Walls without namespaces, for servers that forbid these: the kernel's Landlock takes away the files.

It takes from the worker, and so from its children, every file but those named: no reading elsewhere, no
writing but in the scratch folder. What stays visible is whether a path exists, its size and times, and where
a link points. All else is kept out by the list of system calls (`calls.py`), as in every kind of walls.

Needs Linux 6.2 (Landlock's third version, which guards truncation). Run as a script, it tries all that on
itself with the list of system calls given in hexadecimal, and ends with 0 if it holds.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterable
from pathlib import Path

from py_landlock import AccessFs, Landlock

_FIRST_ABI = 3
# Besides the folders: devices, and what Python reads of the system where it sees that it is there.
_READABLE_FILES = ("/dev/zero", "/dev/urandom", "/dev/random", "/etc/mime.types", "/etc/localtime")
_NOWHERE = "/dev/null"


def take_files(readable: Iterable[str], scratch: str) -> None:
    """Take from this process, for good, every file but those named. It must have no thread but this one.

    Args:
        readable: folders to read from and to run programs from; those that do not exist are left out.
        scratch: the folder to write to.

    Raises:
        OSError: Where this kernel has no Landlock, or too old a one.
    """
    walls = Landlock(strict=False)
    if walls.abi_version < _FIRST_ABI:
        raise OSError(errno.ENOSYS, "Landlock is too old")
    there = [path for path in readable if Path(path).is_dir()]
    walls.allow_read(*there).allow_execute(*there)
    walls.add_path_rule(*filter(os.path.exists, _READABLE_FILES), access=AccessFs.READ_FILE)
    walls.add_path_rule(_NOWHERE, access=AccessFs.READ_FILE | AccessFs.WRITE_FILE)
    walls.add_path_rule(scratch, access=AccessFs.REFER)
    walls.allow_read_write(scratch)
    walls.apply()


def _holds(scratch: str) -> bool:
    """Confine this process, and tell whether it is."""
    take_files(["/usr"], scratch)
    Path(scratch, "written").write_text("", encoding="utf-8")
    try:
        list(Path("/").iterdir())
    except PermissionError:
        return True
    return False


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[3]))
    from grading.marking.sandbox.worker import (
        refuses_calls,  # found now, while the folder that it lies in can be searched
    )

    sys.exit(0 if _holds(sys.argv[1]) and refuses_calls(sys.argv[2]) else 1)
