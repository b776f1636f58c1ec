"""The walls around lines of pandas: what they keep out, and what happens without them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import hostile
import pytest
from grading_helpers import LINE

from grading.sandbox import walls
from grading.sandbox.tables import Surroundings, Tables
from grading.sandbox.walls import Walls

pytestmark = [
    pytest.mark.pipeline,
    pytest.mark.skipif(sys.platform != "linux", reason="namespaces are Linux's"),
]
ROOT = Path(__file__).parent.parent
DATA = Surroundings({"data/communities.csv": "社区,街镇,户数\n甲,东,1500\n乙,东,2500\n"})
SUM = LINE + "x = communities['户数'].sum()"
KINDS = [kind for kind, tool in (("bubblewrap", "bwrap"), ("namespaces", "unshare")) if shutil.which(tool)]


@pytest.fixture(scope="module", params=KINDS)
def tables(request):
    with Tables(DATA, kind=Walls(request.param), wall_seconds=20) as made:
        yield made


def test_this_machine_has_walls():
    assert walls.best().closed, walls.best().missing


def test_both_kinds_of_walls_are_tried():
    assert "namespaces" in KINDS, "util-linux has unshare"


# The folders that are not there, but for the way to Python, which may lie below one of them.
HIDDEN = sorted(
    {"home", "tmp", "etc", "var", "mnt"} - {Path(path).parts[1] for path in (sys.prefix, sys.base_prefix)}
)


def test_a_line_gets_its_data_and_nothing_of_the_line_before(tables):
    assert tables.run(SUM, "x").value == {"type": "number", "value": 4000}
    tables.run(f"{SUM}\nopen('data/communities.csv', 'w').write('')\nopen('left', 'w').write('')", "x")
    seen = "import os\nx = sorted(os.listdir()) == ['data']\nx = 1 if x else 0"
    assert tables.run(seen, "x").value == {"type": "number", "value": 1}
    assert tables.run(SUM, "x").value == {"type": "number", "value": 4000}


@pytest.mark.parametrize(
    "line",
    [
        "x = len(os.listdir('/proc')) if os.path.exists('/proc') else 0",
        f"x = len([name for name in os.listdir('/') if name in {HIDDEN!r}])",
        "x = sum(os.path.exists(os.path.join('/root', name)) for name in ('.bashrc', '.ssh', '.config'))",
        f"x = int(os.path.exists({str(ROOT / 'solutions')!r}) or os.path.exists({str(ROOT / 'grading')!r}))",
        "x = int(any(name.startswith(('SHEQU', 'SSH', 'API')) for name in os.environ))",
        "x = len(__import__('socket').if_nameindex()) - 1",
        "x = sum(os.access(path, os.W_OK) for path in ('/', '/usr', '/course', sys.prefix))",
        "x = 0 if os.getuid() else len(open('/scratch/y', 'w').name) * 0",
    ],
)
def test_there_is_nothing_to_see_and_nowhere_to_write(tables, line, monkeypatch):
    monkeypatch.setenv("SHEQU_SECRET", "1")
    assert tables.run(f"import os, sys\n{line}", "x").value == {"type": "number", "value": 0}


@pytest.mark.parametrize(
    "line",
    [
        "os.setuid(0)",
        "os.chroot('/scratch')",
        "os.mknod('/scratch/sda', 0o60600, os.makedev(8, 0))\nos.open('/scratch/sda', os.O_RDONLY)",
        "import ctypes\nif ctypes.CDLL(None).mount(b'none', b'/usr', b'tmpfs', 0, None): raise OSError",
        "import ctypes\nif ctypes.CDLL(None).umount2(b'/usr', 2): raise OSError",
        "import ctypes\nif ctypes.CDLL(None).ptrace(16, os.getppid(), 0, 0): raise OSError",
        "os.fork()",
        "os.kill(os.getppid(), 9) if os.getppid() else 1 / 0",
    ],
)
def test_no_right_is_left(tables, line):
    """Each of these fails; killing the parent, the first process in there, is allowed and does nothing."""
    done = tables.run(f"import os\n{line}\nx = 1", "x")
    if "os.kill" in line:
        assert done.value == {"type": "number", "value": 1}
    else:
        assert "没有运行成功" in done.message
    assert tables.run(SUM, "x").value == {"type": "number", "value": 4000}


@pytest.mark.parametrize("name", ["读成绩册", "读母本", "读家目录", "看环境变量"])
def test_without_walls_the_same_lines_of_the_corpus_find_their_loot(name, tmp_path, monkeypatch):
    """So the corpus of hostile submissions would notice walls with a hole."""
    (tmp_path / "gradebook.db").write_bytes(b"SQLite format 3\0")
    (tmp_path / "秘密.txt").write_text("SECRET-OF-HOME", encoding="utf-8")
    (tmp_path / "source.ipynb").write_text("### BEGIN HIDDEN TESTS", encoding="utf-8")
    monkeypatch.setattr(walls, "environment", lambda: {"PATH": "/usr/bin:/bin", "SHEQU_SECRET": "1"})
    case = next(case for case in hostile.CASES if case.name == name)
    places = {"room": str(tmp_path), "home": str(tmp_path), "project": str(ROOT), "port": "1"}
    source = hostile.line_of(case, places)
    with Tables(DATA, kind=Walls("limits", "x"), allow_unsandboxed=True) as tables:
        assert tables.run(source, "big_ones").value is None


def test_where_there_are_no_walls_nothing_runs_unless_told():
    nothing = Walls("limits", "没有隔离。")
    with Tables(DATA, kind=nothing) as tables:
        done = tables.run(SUM, "x")
        assert done.broken and "没有运行" in done.message
    with Tables(DATA, kind=nothing, allow_unsandboxed=True) as tables:
        assert tables.run(SUM, "x").value == {"type": "number", "value": 4000}
        assert tables.run("while True: pass", "x").broken is True


def test_an_ordinary_user_has_walls_too():
    if os.getuid() != 0 or shutil.which("bwrap") is None:
        pytest.skip(
            "only root, with bubblewrap, can become somebody else; otherwise all tests here are this one"
        )
    code = (
        "import os, sys; sys.path.insert(0, 'tests')\n"
        "from test_sandbox import DATA, SUM, KINDS\n"
        "from grading.sandbox.tables import Tables\n"
        "from grading.sandbox.walls import Walls\n"
        "assert os.getuid() == 1000\n"
        "for kind in KINDS:\n"
        "    with Tables(DATA, kind=Walls(kind)) as tables:\n"
        "        print(tables.run(SUM, 'x').value, tables.run('import os\\nos.fork()', 'x').message[:8])\n"
    )
    become = ["bwrap", "--dev-bind", "/", "/"]
    if Path(sys.base_prefix).is_relative_to("/root"):  # where nobody else may look
        become += ["--tmpfs", "/root", "--ro-bind", sys.base_prefix, sys.base_prefix]
        for folder in Path(sys.base_prefix).parents:
            become += ["--chmod", "0755", str(folder)] if folder.is_relative_to("/root") else []
    become += ["--", "setpriv", "--reuid=1000", "--regid=1000", "--clear-groups"]
    done = subprocess.run(
        [*become, sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["{'type': 'number', 'value': 4000} 程序没有运行成功"] * len(KINDS)
