"""Each wall alone: a line does no harm while it stands, and does it as soon as that one wall is taken away.

Many walls stand behind others; where the list of system calls would stop a line already, that list is taken away for
both runs (`BARE`), so that the other wall is seen by itself.
"""

from __future__ import annotations

import os
import socket
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from test_sandbox import DATA, KINDS
from test_sandbox_company import LIBC, mutate

from grading.marking.sandbox import calls, walls, worker
from grading.marking.sandbox.tables import Tables
from grading.marking.sandbox.walls import Walls

pytestmark = [
    pytest.mark.pipeline,
    pytest.mark.skipif(sys.platform != "linux", reason="the walls are Linux's"),
]
BUILT = [kind for kind in ("bubblewrap", "namespaces") if kind in KINDS]
LANDLOCK = [kind for kind in ("landlock",) if kind in KINDS]
ROOT = os.getuid() == 0


@dataclass(frozen=True)
class Wall:
    """One wall.

    Attributes:
        kinds: the kinds of walls that have it.
        line: leaves in `x` 1 if it gets through, else 0; `{port}` is where a server of ours listens.
        take: takes the wall away, with pytest's monkeypatch and a folder for files.
        bare: whether the list of system calls is away for both runs.
    """

    kinds: list[str]
    line: str
    take: object
    bare: bool = False


def bare(monkeypatch, _folder=None):
    monkeypatch.setattr(calls, "program", lambda: b"")


def worker_with(text, changed):
    return lambda monkeypatch, folder: mutate(monkeypatch, folder, text, changed)


def command_without(*words):
    """Start the worker without some arguments of bwrap or unshare."""

    def take(monkeypatch, _folder):
        for name in ("_bubblewrap", "_namespaces"):
            made = getattr(walls, name)

            def changed(*args, _made=made):
                command = _made(*args)
                return [word for word in command if word not in words]

            monkeypatch.setattr(walls, name, changed)

    return take


def shows(path):
    """Let the walls show one thing more."""

    def take(monkeypatch, _folder):
        python = walls._python
        monkeypatch.setattr(walls, "_python", lambda: [*python(), path])

    return take


def environment_with_ours(monkeypatch, _folder):
    least = walls.environment
    monkeypatch.setattr(walls, "environment", lambda: {**os.environ, **least()})


TRY = "import os\nx = 0\n"
SECRET = Path(__file__)
WALLS = {
    "the list of system calls: no shared memory": Wall(
        KINDS, f"{LIBC}x = int(libc.shmget(0, 4096, 0o1600) >= 0)", bare
    ),
    "the list of system calls: no new namespace": Wall(
        BUILT if ROOT else [], f"{LIBC}x = int(libc.unshare(0x10000000) == 0)", bare
    ),
    "the list of system calls: no keyring": Wall(
        KINDS, f"{LIBC}x = int(libc.syscall(250, 0, -3, 1) > 0 or ctypes.get_errno() not in (1, 38))", bare
    ),
    "the list of system calls: no thread": Wall(
        LANDLOCK,
        "import threading\nx = 0\ntry:\n    threading.Thread(target=print).start()\n    x = 1\nexcept RuntimeError: pass",
        bare,
    ),
    "no other files: the folder of the course is not there": Wall(
        BUILT, f"import os\nx = int(os.path.exists({str(SECRET)!r}))", shows(str(SECRET.parent))
    ),
    "no other files: Landlock": Wall(
        LANDLOCK,
        f"{TRY}try: x = int(len(open({str(SECRET)!r}).read()) > 0)\nexcept OSError: pass",
        worker_with("_confine(readable, scratch)\n    _warm_up", "pass\n    _warm_up"),
    ),
    "no network": Wall(
        BUILT,
        f"import socket\n{TRY}try:\n    socket.create_connection(('127.0.0.1', {{port}}), 5)\n    x = 1\nexcept OSError: pass",
        command_without("--unshare-net", "--net"),
        bare=True,
    ),
    "no shared memory of the machine": Wall(
        BUILT,
        f"{LIBC}x = int(libc.shmget({{key}}, 0, 0) >= 0)",
        command_without("--unshare-ipc", "--ipc"),
        bare=True,
    ),
    "no environment": Wall(KINDS, "import os\nx = int('SHEQU_SECRET' in os.environ)", environment_with_ours),
    "no rights": Wall(
        LANDLOCK if ROOT else [],
        f"{LIBC}data = (ctypes.c_uint32 * 6)()\nlibc.capget((ctypes.c_uint32 * 2)(0x20080522, 0), data)\nx = int(any(data))",
        worker_with("if libc.capset(header, (ctypes.c_uint32 * 6)()) != 0:", "if False:"),
        bare=True,
    ),
    "no more memory than allowed": Wall(
        KINDS,
        f"import mmap\n{TRY}try:\n    mmap.mmap(-1, 8 << 30)\n    x = 1\nexcept (OSError, MemoryError): pass",
        worker_with("(resource.RLIMIT_AS, MEMORY_BYTES),", ""),
    ),
    "no larger files than allowed": Wall(
        KINDS,
        f"{TRY}try:\n    os.posix_fallocate(os.open('f', os.O_CREAT | os.O_RDWR), 0, 17 << 20)\n    x = 1\nexcept OSError: pass",
        worker_with("(resource.RLIMIT_FSIZE, FILE_BYTES),", ""),
    ),
    "no more open files than allowed": Wall(
        KINDS,
        f"{TRY}try:\n    for n in range(100): os.open('/dev/null', os.O_RDONLY)\n    x = 1\nexcept OSError: pass",
        worker_with("(resource.RLIMIT_NOFILE, OPEN_FILES),", ""),
    ),
    "no process": Wall(
        BUILT,
        f"{TRY}try:\n    pid = os.fork()\n    if pid == 0: os._exit(0)\n    x = 1\nexcept OSError: pass",
        worker_with("limits.append((resource.RLIMIT_NPROC, 1))", "pass"),
        bare=True,
    ),
    "nothing open but the way back": Wall(
        KINDS,
        f"{TRY}for n in (0, 1, 2, *range(3, 60)):\n"
        "    try: x += os.fstat(n).st_rdev == 0\n    except OSError: pass\nx = int(x > 1)",
        worker_with("os.closerange(3, reply_to)\n    os.closerange(reply_to + 1, 256)", "pass"),
    ),
}
CASES = [(name, kind) for name, wall in WALLS.items() for kind in wall.kinds]


@pytest.mark.parametrize(("name", "kind"), CASES, ids=[f"{name}-{kind}" for name, kind in CASES])
def test_a_line_gets_through_only_where_the_wall_is_taken_away(name, kind, monkeypatch, tmp_path):
    wall = WALLS[name]
    monkeypatch.setenv("SHEQU_SECRET", "1")
    with socket.create_server(("127.0.0.1", 0)) as server, shared_memory() as key:
        line = wall.line.replace("{port}", str(server.getsockname()[1])).replace("{key}", str(key))
        if wall.bare:
            bare(monkeypatch)
        with Tables(DATA, kind=Walls(kind)) as tables:
            assert tables.run(line, "x").value == {"type": "number", "value": 0}
        wall.take(monkeypatch, tmp_path)
        with Tables(DATA, kind=Walls(kind)) as tables:
            assert tables.run(line, "x").value == {"type": "number", "value": 1}


class shared_memory:
    """A segment of the machine's own, by its key, that everybody may open."""

    def __enter__(self):
        import ctypes

        self.libc = ctypes.CDLL(None)
        self.key = 0x5EED0000 + os.getpid()
        self.id = self.libc.shmget(self.key, 4096, 0o1666)
        assert self.id >= 0
        return self.key

    def __exit__(self, *_):
        self.libc.shmctl(self.id, 0, None)


MANY = "import os\nos.mkdir('d')\nfor n in range({count}): os.close(os.open(f'd/{{n}}', os.O_CREAT | os.O_WRONLY))\nx = 0"


@pytest.mark.parametrize("kind", KINDS)
def test_the_entries_of_the_scratch_folder_are_limited(kind, monkeypatch, tmp_path):
    tall = 20 * worker.SCRATCH_ENTRIES
    with Tables(DATA, kind=Walls(kind), wall_seconds=60) as tables:
        done = tables.run(MANY.format(count=tall), "x")
        assert done.value is None
        assert tables.run("x = 0", "x").value == {"type": "number", "value": 0}
    if kind == "namespaces":
        return  # there the file system itself has the limit
    mutate(monkeypatch, tmp_path, "SCRATCH_ENTRIES = 16_000", f"SCRATCH_ENTRIES = {2 * tall}")
    with Tables(DATA, kind=Walls(kind), wall_seconds=60) as tables:
        assert tables.run(MANY.format(count=tall // 4), "x").value == {"type": "number", "value": 0}


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_left_in_the_scratch_folder_is_seen_where_nobody_sweeps(kind, monkeypatch, tmp_path):
    mutate(
        monkeypatch,
        tmp_path,
        "    for path in list(Path().iterdir()):\n        remove(path)\n    return not any(Path().iterdir())",
        "    return True",
    )
    with Tables(DATA, kind=Walls(kind)) as tables:
        tables.run("open('left', 'w').write('A')", "x")
        assert tables.run("import os\nx = int(os.path.exists('left'))", "x").value == {
            "type": "number",
            "value": 1,
        }


@pytest.mark.parametrize("kind", KINDS)
def test_a_reply_has_a_limit(kind, monkeypatch, tmp_path):
    forged = (
        "import os\nfor n in range(3, 20):\n    try: os.fstat(n)\n    except OSError: continue\n    break\n"
    )
    forged += 'body = b\'{"value": {"type": "number", "value": 7}}\' + b\' \' * SIZE\n'
    forged += "while body: body = body[os.write(n, body):]\nos._exit(0)"
    with Tables(DATA, kind=Walls(kind)) as tables:
        assert tables.run(forged.replace("SIZE", "1000"), "x").value == {"type": "number", "value": 7}
        assert tables.run(forged.replace("SIZE", str(worker.REPLY_BYTES)), "x").broken
        assert tables.run("x = 'a' * 2 * 2**20", "x").value is None
