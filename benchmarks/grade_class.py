"""How fast a class is graded: ours, plain nbgrader, plain nbgrader in two processes, and the floor.

All of them grade the same synthetic class (`shequ sample-class`), one after the other in each round, so that
what else the machine does falls on all alike; the median of the rounds counts. All marks must be identical.

    python benchmarks/grade_class.py                   # 40 trainees, 5 rounds (about 20 minutes)
    python benchmarks/grade_class.py --sizes 40 400 --rounds 1 --chapters 11
    python benchmarks/grade_class.py --only ours --sizes 40 400 4000
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import psutil

ROOT = Path(__file__).parent.parent
PLAIN_CONFIG = """from pathlib import Path
c = get_config()
c.CourseDirectory.root = str(Path(__file__).resolve().parent)
c.ExecutePreprocessor.timeout = 120
"""
SECONDS_A_LOOK = 0.05


def run(*command: str | Path, cwd: Path = ROOT) -> None:
    """Run a command quietly; where it fails, show what it said."""
    done = subprocess.run([*map(str, command)], cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stdout}\n{done.stderr}")


def shequ(*arguments: str | Path) -> None:
    """Run one of our commands."""
    run(sys.executable, "-m", "grading.cli", *arguments)


class Arena:
    """One chapter and one class of some size, with fresh folders for each contender and round."""

    def __init__(self, chapter: str, size: int, folder: Path) -> None:
        self.size = size
        self.folder = folder
        sample, room = folder / "sample", folder / "room"
        shequ("sample-class", str(size), "--seed", "5", "--chapter", chapter, "--output", sample)
        shequ("teach", room, "--no-open")
        (self.homework,) = (path for path in (sample / "作业").iterdir() if path.is_dir())
        self.chapter = self.homework.name
        self.clean = room
        for other in (room / "source").iterdir():
            if other.name != self.chapter:
                shutil.rmtree(other)

    def ours(self, room: Path) -> None:
        """`shequ grade`: intake, walls, marks, gradebook, notebooks, feedback and workbook."""
        shequ("grade", self.chapter, self.homework, "--classroom", room)

    def floor(self, room: Path) -> None:
        """Read and parse the same files, write as much as `shequ grade` writes, and nothing else."""
        run(sys.executable, __file__, "--floor", self.homework, room)

    def plain(self, room: Path, processes: int = 1) -> None:
        """`nbgrader autograde` as it comes; it writes neither feedback nor a workbook."""
        trainees = sorted(path.name for path in (room / "submitted").iterdir())
        running = []
        for number in range(processes):
            group = trainees[number::processes]
            with (room / "plain.log").open("ab") as log:
                command = [sys.executable, __file__, "--plain", room, self.chapter, *group]
                running.append(subprocess.Popen(command, cwd=room, stdout=log, stderr=log))
        codes = [process.wait() for process in running]
        if any(codes):
            sys.exit((room / "plain.log").read_text(encoding="utf-8")[-3000:])

    def room(self, name: str) -> Path:
        """Return a fresh class folder for a contender."""
        room = self.folder / name
        shutil.rmtree(room, ignore_errors=True)
        shutil.copytree(self.clean, room)
        if name.startswith("plain"):
            (room / "nbgrader_config.py").write_text(PLAIN_CONFIG, encoding="utf-8")
            for path in self.latest():
                target = room / "submitted" / path.stem.split("-")[0] / self.chapter / f"{self.chapter}.ipynb"
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(path, target)
                shutil.copytree(
                    room / "source" / self.chapter, target.parent, dirs_exist_ok=True, ignore=_notebooks
                )
        return room

    def latest(self) -> list[Path]:
        """Return each trainee's file; of two the later one."""
        return sorted(self.homework.rglob("*.ipynb"), key=lambda path: path.stat().st_mtime)


def _notebooks(_folder: str, names: list[str]) -> set[str]:
    return {name for name in names if name.endswith(".ipynb")}


def marks(room: Path, chapter: str) -> dict[tuple[str, str], float | None]:
    """Return the automatic marks of a class by trainee and cell."""
    with sqlite3.connect(room / "gradebook.db") as database:
        rows = database.execute(
            "select s.student_id, c.name, g.auto_score from grade g join base_cell c on c.id = g.cell_id"
            " join submitted_notebook n on n.id = g.notebook_id"
            " join submitted_assignment s on s.id = n.assignment_id"
            " join assignment a on a.id = s.assignment_id where a.name = ?",
            (chapter,),
        )
        return {(trainee, cell): score for trainee, cell, score in rows}


def measured(action: Callable[[], None]) -> tuple[float, float]:
    """Return the seconds that something takes and the most memory (MB) that its processes have together."""
    most, done = 0, threading.Event()

    def watch() -> None:
        nonlocal most
        me = psutil.Process()
        while not done.wait(SECONDS_A_LOOK):
            total = 0
            for process in me.children(recursive=True):
                try:
                    total += process.memory_info().rss - process.memory_info().shared
                except psutil.Error:
                    continue
            most = max(most, total)

    watcher = threading.Thread(target=watch)
    watcher.start()
    start = time.perf_counter()
    action()
    seconds = time.perf_counter() - start
    done.set()
    watcher.join()
    return seconds, most / 2**20


def _floor(homework: Path, room: Path) -> None:
    out = room / "floor"
    out.mkdir()
    for number, path in enumerate(sorted(homework.rglob("*.ipynb"))):
        data = path.read_bytes()
        notebook = json.loads(data)
        text = json.dumps(notebook, ensure_ascii=False, indent=1)
        (out / f"{number}-received.ipynb").write_bytes(data)
        (out / f"{number}-submitted.ipynb").write_text(text, encoding="utf-8")
        (out / f"{number}-marked.ipynb").write_text(text, encoding="utf-8")
        (out / f"{number}.html").write_text(text[: len(text) // 3], encoding="utf-8")


def _plain(room: Path, chapter: str, trainees: list[str]) -> None:
    """`nbgrader autograde` for some trainees, without starting its command for each."""
    from nbgrader.converters import Autograde
    from nbgrader.coursedir import CourseDirectory
    from traitlets.config import Config

    config = Config({"CourseDirectory": {"root": str(room)}})
    for trainee in trainees:
        course = CourseDirectory(config=config)
        course.assignment_id, course.student_id = chapter, trainee
        Autograde(coursedir=course, config=config).start()


def table(rows: list[list[str]]) -> str:
    """Return rows as a Markdown table."""
    head, *body = rows
    lines = [head, ["---"] * len(head), *body]
    return "\n".join("| " + " | ".join(row) + " |" for row in lines)


def compare(chapter: str, size: int, rounds: int, only: list[str]) -> list[list[str]]:
    """Run the contenders in turn and return a row for each."""
    with tempfile.TemporaryDirectory(prefix="shequ-bench-") as folder:
        arena = Arena(chapter, size, Path(folder))
        contenders: dict[str, Callable[[Path], None]] = {
            "floor": arena.floor,
            "ours": arena.ours,
            "plain nbgrader": arena.plain,
            "plain, 2 processes": lambda room: arena.plain(room, 2),
        }
        if only:
            contenders = {name: action for name, action in contenders.items() if name in only}
        seen: dict[str, list[tuple[float, float]]] = {name: [] for name in contenders}
        for number in range(rounds):
            wanted = None
            for name, action in contenders.items():
                room = arena.room(name.replace(",", "").replace(" ", "-"))
                result = measured(lambda action=action, room=room: action(room))
                seen[name].append(result)
                print(f"{arena.chapter} {size} round {number + 1} {name}: {result[0]:.2f} s", flush=True)
                if name != "floor":
                    found = marks(room, arena.chapter)
                    assert found and (wanted is None or found == wanted), f"{name} gives other marks"
                    wanted = found
        times = {name: statistics.median(seconds for seconds, _ in results) for name, results in seen.items()}
        plain = times.get("plain nbgrader")
        return [
            [
                arena.chapter,
                str(size),
                name,
                f"{seconds:.2f}",
                f"{1000 * seconds / size:.1f}",
                f"{plain / seconds:.0f}" if plain else "",
                f"{seconds / times['floor']:.1f}" if "floor" in times else "",
                f"{max(memory for _, memory in seen[name]):.0f}",
            ]
            for name, seconds in times.items()
        ]


def main() -> None:
    """Parse the command line and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--chapters", nargs="+", default=["03", "11"], help="03 has literals only, 11 pandas")
    parser.add_argument("--sizes", nargs="+", type=int, default=[40])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", nargs="+", default=[], help="such as ours floor")
    options = parser.parse_args()
    heads = ["chapter", "trainees", "what", "s", "ms each", "times plain", "times the floor", "MB"]
    rows = [heads]
    for size in options.sizes:
        for chapter in options.chapters:
            rows += compare(chapter, size, options.rounds, options.only)
    used = " ".join(sys.argv[1:]) or "(none)"
    print(f"\n{os.cpu_count()} cores, median of {options.rounds}, options: {used}\n")
    print(table(rows))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--floor"]:
        _floor(Path(sys.argv[2]), Path(sys.argv[3]))
    elif sys.argv[1:2] == ["--plain"]:
        _plain(Path(sys.argv[2]), sys.argv[3], sys.argv[4:])
    else:
        main()
