"""Lines of pandas in company: what one leaves behind, another one looks for; in every kind of walls.

A hostile line that is tried alone finds nothing because nothing is there. Here an honest line, or one that means to
leave something, ran just before it in the same worker.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from grading_helpers import LINE
from test_sandbox import DATA, KINDS

from grading.marking.sandbox import worker
from grading.marking.sandbox.tables import Tables
from grading.marking.sandbox.walls import Walls

pytestmark = [
    pytest.mark.pipeline,
    pytest.mark.skipif(sys.platform != "linux", reason="the walls are Linux's"),
]

NOTHING = {"type": "number", "value": 0}
# What only the good trainees' texts hold, and what they got.
MARK = "kezhuren"
HONEST = [
    f"{LINE}# {MARK}\nx = communities[communities['户数'] > 2000]",
    f"{LINE}{MARK} = communities.groupby('街镇')['户数'].sum().reset_index()\nx = {MARK}",
    f"{LINE}x = communities.assign({MARK}=communities['户数'] * 2)",
    f"{LINE}x = communities['{MARK}']",
    f"x = '{MARK}' * 1000",
    f"open('{MARK}', 'w').write('{MARK}')\nimport os\nos.mkdir('{MARK}-2')\nx = 1",
]

# Counts how often this process's memory holds a text. What is mapped is found with a write that fails where
# nothing is, so that no address can end the process.
SCAN = """
import ctypes, gc, os, sys
libc = ctypes.CDLL(None)
libc.write.argtypes = [ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t]
libc.sbrk.restype = ctypes.c_void_p
r, w = os.pipe()
places = {id(each) >> 20 for each in gc.get_objects()} | {id(each) >> 20 for each in list(sys.modules.values())}
top = libc.sbrk(0) >> 20
places |= set(range(top - 200, top + 1))
x = 0
for place in sorted({near for place in places for near in (place - 1, place, place + 1)}):
    for address in range(place << 20, (place + 1) << 20, 4096):
        if libc.write(w, address, 1) == 1:
            os.read(r, 1)
            page = ctypes.string_at(address, 4096)
            at = page.find(BEGIN)
            while at >= 0:
                x += page[at + 4 : at + 8][::-1] == BACKWARDS
                at = page.find(BEGIN, at + 1)
"""
THIEF = f"BEGIN, BACKWARDS = b'{MARK[:4]}', b'{MARK[:3:-1]}'  # so as not to find itself\n{SCAN}"
OBJECTS = f"""
import gc, sys
mark = '{MARK[:4]}' + '{MARK[4:]}'
x = 0
for each in gc.get_objects():
    if isinstance(each, (dict, list, tuple)) and each is not globals():
        parts = list(each.values()) + list(each) if isinstance(each, dict) else each
        x += sum(isinstance(part, (str, bytes)) and str(part) != mark and mark in str(part) for part in parts)
frame = sys._getframe().f_back
while frame:
    x += sum(mark in repr(value)[:100_000] for value in frame.f_locals.values()) - sum(
        mark in repr(value)[:100_000] for value in frame.f_locals.values() if value is globals()
    )
    frame = frame.f_back
"""
FILES = f"""
import os
x = sum(
    '{MARK[:4]}' + '{MARK[4:]}' in name for _, folders, names in os.walk('.') for name in folders + names
)
"""


def honest(tables):
    for line in HONEST:
        assert not tables.run(line, "x").broken


@pytest.fixture(scope="module", params=KINDS)
def tables(request):
    with Tables(DATA, kind=Walls(request.param), wall_seconds=30) as made:
        yield made


@pytest.mark.parametrize("thief", [THIEF, FILES], ids=["memory", "files"])
def test_a_line_finds_nothing_of_the_lines_before_it(tables, thief):
    honest(tables)
    assert tables.run(thief, "x").value == NOTHING
    honest(tables)
    assert tables.run(thief, "x").value == NOTHING


def test_the_objects_of_python_hold_nothing_of_the_lines_before(tables):
    honest(tables)
    done = tables.run(OBJECTS, "x")
    own = tables.run(OBJECTS, "x")  # what the thief's own text accounts for
    with Tables(DATA, kind=tables._walls, wall_seconds=30) as fresh:
        assert done.value == own.value == fresh.run(OBJECTS, "x").value


RUN = "end = _run_in_child(requests, replies, chapter, room)"
# Reads what has come, and leaves it there.
PEEK = """copy, end = os.pipe()
            ctypes.CDLL(None).tee(0, end, 60_000, 0)
            os.close(end)
            read = os.read(copy, 60_000)
            os.close(copy)
            """

KEEP = """read = globals().setdefault("read", [])
                read.append(os.read(stream, count))
                os.write(replies.fileno(), read[-1])"""


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("_move(stream, replies.fileno(), count)", KEEP),
        (RUN, PEEK + RUN),
    ],
    ids=["of the reply", "of the request"],
)
def test_a_template_that_reads_anything_is_found_out(text, changed, tmp_path, monkeypatch):
    """So a line that searches memory, as above, would notice a process that is not clean."""
    mutate(monkeypatch, tmp_path, text, changed)
    with Tables(DATA, kind=Walls(KINDS[0]), wall_seconds=30) as tables:
        honest(tables)
        assert tables.run(THIEF, "x").value["value"] > 0


def mutate(monkeypatch, folder, text, changed):
    """Let lines run in a worker that differs in one place."""
    source = Path(worker.__file__).read_text(encoding="utf-8")
    assert source.count(text) == 1, text
    path = folder / "worker.py"
    path.write_text(source.replace(text, changed), encoding="utf-8")
    monkeypatch.setattr(worker, "__file__", str(path))


# --- what outlives a line: one tries to leave it, the next one looks; errors are the walls' answer ---

LIBC = """
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
libc.shmat.restype = ctypes.c_void_p
libc.shmat.argtypes = [ctypes.c_int, ctypes.c_void_p, ctypes.c_int]
libc.shmget.argtypes = [ctypes.c_int, ctypes.c_size_t, ctypes.c_int]
x = 0
"""
LEFT = {
    "shared memory of System V": (
        "i = libc.shmget(0x5EED, 4096, 0o1666)\nif i >= 0: libc.memset(libc.shmat(i, None, 0), 65, 1)",
        "i = libc.shmget(0x5EED, 4096, 0)\nif i >= 0: x = ctypes.string_at(libc.shmat(i, None, 0), 1)[0]",
    ),
    "shared memory of System V, private key": (
        "for _ in range(50): libc.shmget(0, 4096, 0o1666)",
        "x = sum((libc.shmat(i, None, 0) or -1) not in (-1, 2**64 - 1) for i in range(200))",
    ),
    "shared memory of POSIX": (
        "try: open('/dev/shm/left', 'w').write('A')\nexcept OSError: pass\nlibc.shm_open(b'/left', 0o102, 0o666)",
        "x = int(libc.shm_open(b'/left', 0, 0) >= 0) + os.path.exists('/dev/shm/left')",
    ),
    "semaphores": ("libc.semget(0x5EED, 1, 0o1666)", "x = int(libc.semget(0x5EED, 0, 0) >= 0)"),
    "semaphores of POSIX": (
        "libc.sem_open.restype = ctypes.c_void_p\nlibc.sem_open(b'/left', 0o100, 0o666, 1)",
        "libc.sem_open.restype = ctypes.c_void_p\nx = int(libc.sem_open(b'/left', 0) is not None)",
    ),
    "queues": ("libc.msgget(0x5EED, 0o1666)", "x = int(libc.msgget(0x5EED, 0) >= 0)"),
    "queues of POSIX": (
        "libc.mq_open(b'/left', 0o102, 0o666, None)",
        "x = int(libc.mq_open(b'/left', 0) >= 0)",
    ),
    "keyring of the user": (
        "libc.syscall(248, b'user', b'left', b'A', 1, -4)",
        "x = int(libc.syscall(250, 10, -4, b'user', b'left', 0) > 0)",
    ),
    "keyring of the session": (
        "libc.syscall(248, b'user', b'left', b'A', 1, -3)",
        "x = int(libc.syscall(250, 10, -3, b'user', b'left', 0) > 0)",
    ),
    "keyring of the process": (
        "libc.syscall(248, b'user', b'left', b'A', 1, -2)",
        "x = int(libc.syscall(250, 10, -2, b'user', b'left', 0) > 0)",
    ),
    "abstract socket": (
        "import socket\ns = socket.socket(socket.AF_UNIX)\ns.bind('\\0left')\nos.dup2(s.fileno(), 60)",
        "import socket\ntry: socket.socket(socket.AF_UNIX).bind('\\0left')\nexcept PermissionError: pass\n"
        "except OSError: x = 1",
    ),
    "files": (
        "open('left', 'w').write('A')\nos.makedirs('a/b')\nos.symlink('/', 'link')\nos.link('left', 'twin')",
        "x = sum(len(folders + names) for _, folders, names in os.walk('.')) - 2",
    ),
    "files of another name in place of the data": (
        "os.rename('data/communities.csv', 'left')\nos.symlink('../left', 'data/communities.csv')",
        "x = int(os.path.lexists('left')) + os.path.islink('data/communities.csv')",
    ),
    "a folder in place of the data": (
        "os.unlink('data/communities.csv')\nos.mkdir('data/communities.csv')",
        "x = int(not os.path.isfile('data/communities.csv'))",
    ),
    "the data written over": (
        "open('data/communities.csv', 'r+').write('A')",
        "x = int(open('data/communities.csv').read(1) == 'A')",
    ),
    "the data without its folder": (
        "import shutil\nshutil.rmtree('data')\nopen('data', 'w').write('A')",
        "x = int(not os.path.isdir('data'))",
    ),
    "files elsewhere": (
        "for top in ('/tmp', '/var/tmp', '/dev/shm', '/', '/course', '/old', '..'):\n"
        "    try: open(top + '/left', 'w').write('A')\n    except OSError: pass",
        "x = sum(os.path.exists(top + '/left') for top in ('/tmp', '/var/tmp', '/dev/shm', '/', '/old', '..'))",
    ),
    "limits": (
        "import resource\nfor n in range(16):\n    for pid in (os.getppid(), 1):\n"
        "        try: resource.prlimit(pid, n, (1, 1))\n        except (OSError, ValueError): pass",
        "import resource\nx = sum(resource.getrlimit(n)[0] == 1 for n in range(16) if n != resource.RLIMIT_NPROC)",
    ),
    "priority": (
        "for who in (os.getppid(), 1, 0):\n    try: os.setpriority(os.PRIO_PROCESS, who, 19)\n"
        "    except OSError: pass\nfor who in (os.getppid(), 1):\n"
        "    try: os.sched_setscheduler(who, os.SCHED_IDLE, os.sched_param(0))\n    except OSError: pass\n"
        "libc.syscall(251, 1, os.getppid(), 3 << 13)",
        "x = int(os.getpriority(os.PRIO_PROCESS, 0) == 19) + int(os.sched_getscheduler(0) == os.SCHED_IDLE)",
    ),
    "processors": (
        "for who in (os.getppid(), 1):\n    try: os.sched_setaffinity(who, {0})\n    except OSError: pass",
        f"x = int(len(os.sched_getaffinity(0)) != {len(__import__('os').sched_getaffinity(0))})",
    ),
    "umask and environment": (
        "os.umask(0o777)\nos.environ['LEFT'] = 'A'\nos.chdir('/')",
        "x = int(os.umask(0) == 0o777) + ('LEFT' in os.environ) + (os.getcwd() == '/')",
    ),
    "modules": (
        "import json, pandas, sys\njson.left = pandas.left = sys.left = 1\nsys.modules['left'] = sys",
        "import json, pandas, sys\nx = sum(hasattr(m, 'left') for m in (json, pandas, sys)) + ('left' in sys.modules)",
    ),
    "a process": (  # none can be started, so none is left; numbers of processes tell nothing on a small machine
        "try:\n    if os.fork() == 0:\n        import time\n        time.sleep(99)\nexcept OSError: pass",
        "try:\n    if os.fork() == 0: os._exit(0)\n    x = 1\nexcept PermissionError: pass",
    ),
    "a timer or an alarm of the worker": (
        "import signal\nsignal.setitimer(signal.ITIMER_REAL, 99)",
        "import signal\nx = int(signal.getitimer(signal.ITIMER_REAL)[0] > 0)",
    ),
    "locks of files": (
        "import fcntl\nf = os.open('/usr', os.O_RDONLY)\nfcntl.flock(f, fcntl.LOCK_EX)",
        "import fcntl\ntry:\n    fcntl.flock(os.open('/usr', os.O_RDONLY), fcntl.LOCK_EX | fcntl.LOCK_NB)\n    x = 1\n"
        "except PermissionError: pass",
    ),
}


@pytest.mark.parametrize("what", LEFT)
def test_nothing_outlives_a_line(tables, what):
    leave, look = LEFT[what]
    assert tables.run(LIBC + look, "x").value == NOTHING, "before"
    tables.run(LIBC + leave, "x")
    assert tables.run(LIBC + look, "x").value == NOTHING


@pytest.mark.parametrize(
    "call", ["flock(f, fcntl.LOCK_SH)", "lockf(f, fcntl.LOCK_SH)", "fcntl(f, 36, bytes(32))"]
)
def test_two_lines_at_a_time_have_no_locks_to_pass_anything(tables, call):
    line = f"import fcntl, os\nf = os.open('/usr/lib/os-release', os.O_RDONLY)\nfcntl.{call}\nx = 1"
    assert "没有运行成功" in tables.run(line, "x").message


@pytest.mark.parametrize("status", range(6))
def test_no_exit_status_lets_a_line_run_twice(tables, status):
    worker_before = tables._worker.pid if tables._worker else None
    done = tables.run(f"import os\nos._exit({status})", "x")
    assert done.broken
    assert tables.run("x = 0", "x").value == NOTHING
    assert worker_before is None or tables._worker is not None


def test_files_that_have_no_entry_any_more_count_on_a_disk(tmp_path):
    if "landlock" not in KINDS:
        pytest.skip("no Landlock")
    line = (
        "import mmap, os\nkept = []\nfor n in range(40):\n    f = os.open('f', os.O_CREAT | os.O_RDWR)\n"
        "    os.unlink('f')\n    os.posix_fallocate(f, 0, 16 << 20)\n    kept.append(mmap.mmap(f, 16 << 20))\n"
        "    os.close(f)\nimport time\ntime.sleep(5)\nx = 1"
    )
    with Tables(DATA, kind=Walls("landlock"), wall_seconds=30) as tables:
        assert tables.run(line, "x").broken
        assert tables.run("x = 0", "x").value == NOTHING
