"""A process that marks ends when a submission takes too long, and gets an error where it takes too much."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

from grading.grade import deadline

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="limits of Linux")
CPU = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no such timer")


def python(code, log=None):
    """Run code in a process of its own; return its status and its output."""
    start = (
        "import os, sys, time, unicodedata\nfrom grading.grade import deadline\n"
        f"watch = deadline.Watch({log!r})\n"
    )
    done = subprocess.run([sys.executable, "-c", start + code], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


@CPU
@pytest.mark.parametrize(
    "spin",
    [
        "while True: pass",
        "sum(iter(int, 1))",  # in C, where no signal handler of Python's would come to its turn
        'unicodedata.normalize("NFC", "a" + "\\u0315" * 10**6 + "\\u0300" * 10**6)',
    ],
)
def test_too_much_computing_ends_the_process(spin):
    status, output, errors = python(f"deadline.CPU_SECONDS = 0.2\nwith watch.submission():\n    {spin}")
    assert (status, output, errors) == (-signal.SIGPROF, "", "")


@pytest.mark.parametrize("wait", ["time.sleep(10**6)", "os.read(os.pipe()[0], 1)"])
def test_too_long_a_wait_ends_the_process_and_the_log_says_where(tmp_path, wait):
    log = tmp_path / "记录.log"
    code = f"deadline.OWN_SECONDS = 0.2\nwith watch.submission():\n    {wait}"
    status, output, errors = python(code, str(log))
    assert (status, output, errors) == (1, "", "")
    assert "line 6" in log.read_text(encoding="utf-8")


def test_what_ends_in_time_goes_on_and_the_next_one_has_its_own_time():
    code = (
        "deadline.OWN_SECONDS = 60.0\n"  # beside load it may wait for its turn
        "deadline.CPU_SECONDS = 0.5\n"
        "for _ in range(4):\n"
        "    with watch.submission():\n"
        "        until = time.process_time() + 0.2\n"
        "        while time.process_time() < until: pass\n"
        "until = time.process_time() + 0.6\n"
        "while time.process_time() < until: pass\n"  # between submissions nothing is watched
        "print('done')\n"
    )
    assert python(code) == (0, "done\n", "")


def test_the_time_of_a_line_of_pandas_does_not_count():
    code = (
        "deadline.OWN_SECONDS = 0.5\n"
        "with watch.submission():\n"
        "    with watch.line():\n"
        "        time.sleep(1)\n"
        "print('done')\n"
    )
    assert python(code) == (0, "done\n", "")


def test_after_a_line_of_pandas_time_counts_again():
    code = (
        "deadline.OWN_SECONDS = 0.5\n"
        "with watch.submission():\n"
        "    with watch.line():\n"
        "        pass\n"
        "    time.sleep(10**6)\n"
    )
    assert python(code)[0] == 1


@LINUX
def test_too_much_memory_is_an_error_and_not_the_end():
    code = (
        "deadline.MORE_BYTES = 50 * 2**20\n"
        "deadline.limit_memory()\n"
        "kept = bytearray(20 * 2**20)\n"
        "try:\n"
        "    bytearray(100 * 2**20)\n"
        "except MemoryError:\n"
        "    print('enough')\n"
    )
    assert python(code) == (0, "enough\n", "")


@LINUX
def test_a_line_of_pandas_has_its_own_limit_on_memory():
    code = (
        "import resource, subprocess\n"
        "ask = [sys.executable, '-c', 'import resource; print(resource.getrlimit(resource.RLIMIT_DATA))']\n"
        "before = resource.getrlimit(resource.RLIMIT_DATA)\n"
        "deadline.limit_memory()\n"
        "ours = resource.getrlimit(resource.RLIMIT_DATA)\n"
        "assert ours[0] != before[0] and ours[1] == before[1]\n"
        "with watch.submission(), watch.line():\n"
        "    assert subprocess.run(ask, capture_output=True, text=True).stdout == f'{before}\\n'\n"
        "assert resource.getrlimit(resource.RLIMIT_DATA) == ours\n"
    )
    assert python(code) == (0, "", "")


def test_marking_goes_on_where_the_log_cannot_be_opened(tmp_path):
    with deadline.Watch(tmp_path).submission():
        pass


def test_the_limits_are_far_above_what_marking_takes():
    """A submission takes some hundredths of a second; a slow machine may be a hundred times slower."""
    assert deadline.CPU_SECONDS >= 10 and deadline.OWN_SECONDS >= 60
