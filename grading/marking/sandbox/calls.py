"""The system calls that a line of pandas may make: those that one computes with, and no others.

One list for every kind of walls. It is turned into a program for the kernel (seccomp) on this side of the
walls, where libseccomp is; inside, each child loads it before it runs a line. No socket, process, thread or
other program; no signal to anybody; no rights, owners or times of files; no limits or priorities of another
process; no new namespaces; no shared memory, semaphores or queues of System V or POSIX, no keyring, nothing
asynchronous (io_uring, userfaultfd): nothing that could outlive the line or reach beyond it.
"""

from __future__ import annotations

import errno
import tempfile
from functools import cache

# Files by path: which of them can be reached is decided by the walls, not here.
_FILES = """
open openat openat2 creat stat lstat fstat newfstatat statx statfs fstatfs access faccessat faccessat2
readlink readlinkat getdents getdents64 getcwd chdir fchdir mkdir mkdirat rmdir unlink unlinkat rename
renameat renameat2 link linkat symlink symlinkat truncate umask
"""
# What is open already.
_STREAMS = """
read write readv writev pread64 pwrite64 preadv pwritev preadv2 pwritev2 lseek close close_range ftruncate
fallocate fsync fdatasync sync_file_range fadvise64 readahead copy_file_range sendfile dup dup2 dup3
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
    "fcntl": (
        1,
        (0, 1, 2, 3, 4, 1030),
    ),  # flags and copies; no signals, and no locks, which others could read
    "ioctl": (1, (0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)),  # of what kind a stream is; its flags
}


class NoFilterError(OSError):
    """This machine has no libseccomp, so no list of system calls can be made."""


@cache
def program() -> bytes:
    """Return the list as a program for the kernel: classic BPF, eight bytes an instruction.

    Raises:
        NoFilterError: libseccomp is not installed.
    """
    try:
        import pyseccomp
    except (ImportError, OSError, RuntimeError) as error:  # it looks for the system's library when imported
        raise NoFilterError(errno.ENOSYS, "no libseccomp") from error
    rules = pyseccomp.SyscallFilter(pyseccomp.ERRNO(errno.EPERM))

    def allow(name: str, *arguments: pyseccomp.Arg) -> None:
        if pyseccomp.resolve_syscall(pyseccomp.Arch.NATIVE, name) >= 0:  # not every processor has every call
            rules.add_rule(pyseccomp.ALLOW, name, *arguments)

    for name in _ALLOWED:
        allow(name)
    for name, (place, values) in _ALLOWED_WITH.items():
        for value in values:
            allow(name, pyseccomp.Arg(place, pyseccomp.EQ, value))
    with tempfile.TemporaryFile() as file:
        rules.export_bpf(file)
        file.seek(0)
        return file.read()
