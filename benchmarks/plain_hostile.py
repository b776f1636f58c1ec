"""What plain nbgrader makes of the hostile submissions of `tests/support/hostile.py`: a table beside ours.

`nbgrader autograde` grades each in a fresh class folder together with one ordinary submission, in a jail
(bubblewrap, another user, limits), because plain nbgrader itself has none. Needs root, takes ten minutes:

    python benchmarks/plain_hostile.py > tests/data/hostile_plain.md
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "support")]

import grading_helpers as helpers  # noqa: E402
import hostile  # noqa: E402
from grade_class import PLAIN_CONFIG, marks  # noqa: E402

USER = 64_000 + os.getpid() % 500  # of nobody, and of no other run
SECONDS = 150  # plain nbgrader gives a cell 30
NEIGHBOUR = "邻居甲"
HEAD = """# What plain nbgrader does with the hostile submissions

Made by `python benchmarks/plain_hostile.py`. Each was graded together with one ordinary submission; exercises
are named whose marks differ from those of a harmless answer. Plain nbgrader ran in a jail with limits. Where
the name begins with 读, “0 instead of 2” means that the line found what it must not see. What stands under
“here” is demanded by test_hostile.py.

| submission | here | plain nbgrader |
|---|---|---|"""


def jailed(room: Path, *command: str | Path) -> list[str]:
    """Return a command that sees everything but may write to the class folder only, as another user."""
    jail = [
        "bwrap",
        "--ro-bind",
        "/",
        "/",
        "--dev",
        "/dev",
        "--proc",
        "/proc",
        "--unshare-pid",
        "--unshare-net",
    ]
    if Path(sys.base_prefix).is_relative_to("/root"):
        jail += ["--tmpfs", "/root", "--ro-bind", sys.base_prefix, sys.base_prefix]
        for folder in Path(sys.base_prefix).parents:
            jail += ["--chmod", "0755", str(folder)] if folder.is_relative_to("/root") else []
    jail += [
        "--tmpfs",
        "/tmp",
        "--chmod",
        "1777",
        "/tmp",
        "--bind",
        str(room),
        str(room),
        "--die-with-parent",
    ]
    limits = ["prlimit", f"--as={6 * 2**30}", "--nproc=300", f"--fsize={64 * 2**20}", "--"]
    become = ["setpriv", f"--reuid={USER}", f"--regid={USER}", "--clear-groups", "--"]
    return [*jail, "--", *limits, *become, *map(str, command)]


def outcome(case: hostile.Case, clean: Path, released: dict, folder: Path) -> str:
    """Return in a few words what plain nbgrader does with a case."""
    room = folder / "room"
    subprocess.run(["rm", "-rf", room], check=True)  # one case leaves folders deeper than Python removes
    shutil.copytree(clean, room)
    (room / "nbgrader_config.py").write_text(PLAIN_CONFIG, encoding="utf-8")
    places = {"room": str(room), "home": str(folder), "project": str(ROOT), "port": "1"}
    ordinary = json.dumps(helpers.submission(helpers.MIXED_ANSWERS, released)).encode("ascii")
    for name, data in ((case.name, case.make(released, places)), (NEIGHBOUR, ordinary)):
        target = room / "submitted" / name / helpers.CHAPTER / f"{helpers.CHAPTER}.ipynb"
        target.parent.mkdir(parents=True)
        target.write_bytes(data)
        shutil.copytree(room / "source" / helpers.CHAPTER / "data", target.parent / "data")
    for path in (room, *room.rglob("*")):
        os.chown(path, USER, USER)
    command = [sys.executable, "-m", "nbgrader", "autograde", helpers.CHAPTER]
    environment = {**os.environ, "SHEQU_SECRET": "SHEQU_SECRET", "HOME": "/tmp"}
    try:
        done = subprocess.run(
            jailed(room, *command),
            env=environment,
            cwd=room,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=False,
        )
        ended = "" if done.returncode == 0 else "the run ended with an error"
    except subprocess.TimeoutExpired:
        ended = f"the run still hung after {SECONDS} s"
    try:
        found = marks(room, helpers.CHAPTER)
    except sqlite3.Error:
        found = {}
    return "; ".join(filter(None, [_judged(case, found), _neighbour(found), ended]))


def _judged(case: hostile.Case, found: dict) -> str:
    mine = {
        cell: score
        for (who, cell), score in found.items()
        if who == case.name and not cell.endswith("-answer")
    }
    if not any(score is not None for score in mine.values()):
        return "not graded"
    if case.points is None:
        return "graded"
    wanted = {**helpers.MIXED_POINTS, **case.points}
    wrong = [
        f"{cell} {score:g} instead of {wanted[cell] if wanted[cell] is not None else 'a look'}"
        for cell, score in mine.items()
        if score is not None and score != wanted.get(cell)
    ]
    return ", ".join(wrong) or "marks as deserved"


def _neighbour(found: dict) -> str:
    theirs = {cell: score for (who, cell), score in found.items() if who == NEIGHBOUR}
    right = all(
        theirs.get(cell) == points for cell, points in helpers.MIXED_POINTS.items() if points is not None
    )
    return "" if right else "the neighbour was not graded"


def _here(case: hostile.Case) -> str:
    """Return in a few words what `shequ grade` does with a case; tests/marking/test_hostile.py demands it."""
    if case.points is None:
        return f"refused: “{case.says}”"
    changed = [
        f"{cell} {'a look' if points is None else f'{points:g}'}" for cell, points in case.points.items()
    ]
    return ", ".join(changed) or "marks as deserved"


def main() -> None:
    """Print the table."""
    released = helpers.submission({})
    print(HEAD)
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
        Path(folder).chmod(0o755)
        clean = Path(folder) / "clean"
        helpers.set_up(clean)
        for case in hostile.CASES:
            if sys.argv[1:] and case.name not in sys.argv[1:]:
                continue
            plain = outcome(case, clean, released, Path(folder))
            print(f"| {case.name} | {_here(case)} | {plain} |", flush=True)
        subprocess.run(["rm", "-rf", Path(folder) / "room"], check=True)


if __name__ == "__main__":
    main()
