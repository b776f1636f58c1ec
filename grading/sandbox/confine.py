"""Walls without namespaces, for servers that forbid these: the kernel's Landlock, and a list of system calls.

Landlock takes from the worker, and so from its children, every file but those named: no reading elsewhere, no
writing but in the scratch folder. A child then gives up, before it runs a line, all system calls but those
that Python and pandas compute with: no socket, no process or thread, no signal to anybody, no rights, owners
or times of files, no other process's limits. What stays visible is whether a path exists, its size and times.

Needs Linux 6.2 (Landlock's third version, which guards truncation) and libseccomp, which comes with systemd.
Run as a script, it tries all that on itself, and ends with 0 if it holds.
"""

from __future__ import annotations

import errno
import os
import socket
import sys
from collections.abc import Iterable
from pathlib import Path

import pyseccomp
from py_landlock import AccessFs, Landlock

_FIRST_ABI = 3
# Besides the folders: devices, and what Python reads of the system where it sees that it is there.
_READABLE_FILES = ("/dev/zero", "/dev/urandom", "/dev/random", "/etc/mime.types", "/etc/localtime")
_NOWHERE = "/dev/null"

# Files by path: Landlock decides where.
_FILES = """
open openat openat2 creat stat lstat fstat newfstatat statx statfs fstatfs access faccessat faccessat2
readlink readlinkat getdents getdents64 getcwd chdir fchdir mkdir mkdirat rmdir unlink unlinkat rename
renameat renameat2 link linkat symlink symlinkat truncate umask
"""
# What is open already.
_STREAMS = """
read write readv writev pread64 pwrite64 preadv pwritev preadv2 pwritev2 lseek close close_range ftruncate
fallocate fsync fdatasync sync_file_range fadvise64 readahead copy_file_range sendfile flock dup dup2 dup3
pipe pipe2 select pselect6 poll ppoll epoll_create1 epoll_ctl epoll_wait epoll_pwait eventfd2
"""
_MEMORY = "brk mmap mprotect munmap mremap madvise mincore msync membarrier get_mempolicy"
_TIME = "clock_gettime clock_getres clock_nanosleep nanosleep gettimeofday time times getitimer setitimer"
# About this process alone, and how it ends.
_SELF = """
getpid getppid gettid getuid geteuid getgid getegid getresuid getresgid getgroups getpgrp getpgid getsid
getrusage getrlimit setrlimit getpriority sysinfo uname getcpu sched_yield sched_getaffinity
sched_getscheduler sched_getparam arch_prctl set_tid_address set_robust_list rseq futex futex_waitv getrandom
rt_sigaction rt_sigprocmask rt_sigreturn rt_sigpending rt_sigsuspend rt_sigtimedwait sigaltstack
restart_syscall pause wait4 waitid exit exit_group
"""
_ALLOWED = f"{_FILES} {_STREAMS} {_MEMORY} {_TIME} {_SELF}".split()
# Those that could reach another process, but for some values of one argument: (its place, the values).
_ALLOWED_WITH = {
    "prlimit64": (0, (0,)),  # 0 is this process
    "fcntl": (1, (0, 1, 2, 3, 4, 5, 6, 7, 36, 37, 38, 1030)),  # flags, copies and locks; no signals
    "ioctl": (1, (0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)),  # of what kind a stream is; its flags
}


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


class Calls:
    """The system calls that a line of pandas may make; made in the worker, since that takes some time."""

    def __init__(self) -> None:
        self._filter = pyseccomp.SyscallFilter(pyseccomp.ERRNO(errno.EPERM))
        for name in _ALLOWED:
            self._allow(name)
        for name, (place, values) in _ALLOWED_WITH.items():
            for value in values:
                self._allow(name, pyseccomp.Arg(place, pyseccomp.EQ, value))

    def keep_only(self) -> None:
        """Give up all others, in this process, for good.

        Raises:
            OSError: Where this kernel does not filter system calls.
        """
        self._filter.load()

    def _allow(self, name: str, *arguments: pyseccomp.Arg) -> None:
        if pyseccomp.resolve_syscall(pyseccomp.Arch.NATIVE, name) >= 0:  # not every processor has every call
            self._filter.add_rule(pyseccomp.ALLOW, name, *arguments)


def _holds(scratch: str) -> bool:
    """Confine this process, and tell whether it is."""
    take_files(["/usr"], scratch)
    Calls().keep_only()
    Path(scratch, "written").write_text("", encoding="utf-8")
    home = Path(scratch)
    for forbidden in (lambda: list(Path("/").iterdir()), lambda: home.chmod(0o700), socket.socket, os.fork):
        try:
            forbidden()
        except PermissionError:
            continue
        return False
    return True


if __name__ == "__main__":
    sys.exit(0 if _holds(sys.argv[1]) else 1)
