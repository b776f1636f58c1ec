"""How fast a class is graded: ours, plain nbgrader, the same in two processes, otter-grader, and the floor.

All of them grade the same synthetic class (`shequ sample-class`), one after the other in each round, so that
what else the machine does falls on all alike; the median of the rounds counts. All marks must be identical.

A large class would take the slow ones (all but ours and the floor) ten hours in five rounds. They take one
trainee after the other, so there each round gives them the next part of the class, into the same gradebook;
all parts together are the class, and its time is the median part's, times the parts. Ours and the floor grade
the whole class in each round.

    python benchmarks/grade_class.py                   # 40 and 400 trainees, 5 rounds (about three hours)
    python benchmarks/grade_class.py --sizes 40 --rounds 1 --chapters 11
    python benchmarks/grade_class.py --only ours floor --sizes 40 400 4000
    python benchmarks/grade_class.py --own-papers --chapters 06 11 --rounds 3   # ours and the floor alone

With `--own-papers` each chapter has two rows of ours: a class with the same questions for all, and one in
which everybody has questions of their own; their marks must be the true ones of that class.

otter-grader has an environment of its own (`make .venv/otter/installed`); without it, its row is left out.
"""

from __future__ import annotations

import argparse
import csv
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
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import psutil

ROOT = Path(__file__).parent.parent
PLAIN_CONFIG = """from pathlib import Path
c = get_config()
c.CourseDirectory.root = str(Path(__file__).resolve().parent)
"""
SECONDS_A_LOOK = 0.05
OTTER_HOME = ROOT / ".venv" / "otter"
OTTER_PYTHON = OTTER_HOME / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
OTTER = "otter-grader (otter run)"
ONE = "ours, 1 process"
QUICK = ("floor", "ours", ONE)

Marks = dict[tuple[str, str], float | None]
Contender = Callable[[Path, Sequence[str]], None]


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

    def __init__(self, chapter: str, size: int, folder: Path, *, own_papers: bool = False) -> None:
        self.size = size
        self.folder = folder
        sample, room = folder / "sample", folder / "room"
        more = ["--own-papers"] if own_papers else []
        shequ("sample-class", str(size), "--seed", "5", "--chapter", chapter, "--output", sample, *more)
        if own_papers:
            (sample / "模拟班").rename(room)
        else:
            shequ("teach", room, "--no-open")
        self.truth = sample / "真实成绩.csv"
        (self.homework,) = (path for path in (sample / "作业").iterdir() if path.is_dir())
        self.chapter = self.homework.name
        self.clean = room
        for other in (room / "source").iterdir():
            if other.name != self.chapter:
                shutil.rmtree(other)
        source = json.loads((room / "source" / self.chapter / f"{self.chapter}.ipynb").read_text("utf-8"))
        self.checks = {
            cell["metadata"]["nbgrader"]["grade_id"] for cell in source["cells"] if _is_check(cell)
        }

    def ours(self, room: Path, _trainees: Sequence[str], *options: str) -> None:
        """`shequ grade`: intake, walls, marks, gradebook, notebooks, feedback and workbook."""
        shequ("grade", self.chapter, self.homework, "--classroom", room, *options)

    def floor(self, room: Path, _trainees: Sequence[str]) -> None:
        """Read and parse the same files, write the files that `shequ grade` writes, and nothing else."""
        run(sys.executable, __file__, "--floor", self.homework, room, self.chapter)

    def plain(self, room: Path, trainees: Sequence[str], processes: int = 1) -> None:
        """`nbgrader autograde` as it comes; it writes neither feedback nor a workbook."""
        running = []
        for number in range(processes):
            group = trainees[number::processes]
            with (room / "plain.log").open("ab") as log:
                command = [sys.executable, __file__, "--plain", room, self.chapter, *group]
                running.append(subprocess.Popen(command, cwd=room, stdout=log, stderr=log))
        codes = [process.wait() for process in running]
        if any(codes):
            sys.exit((room / "plain.log").read_text(encoding="utf-8")[-3000:])

    def otter(self, room: Path, trainees: Sequence[str]) -> None:
        """What `otter run` does, for one trainee after the other; it writes marks, and no feedback."""
        script, marks = ROOT / "benchmarks" / "otter_class.py", room / f"otter-{trainees[0]}.json"
        run(OTTER_PYTHON, script, "grade", room / "otter.zip", room / "otter", marks, *trainees)

    def room(self, name: str) -> Path:
        """Return a fresh class folder for a contender."""
        room = self.folder / name
        shutil.rmtree(room, ignore_errors=True)
        shutil.copytree(self.clean, room)
        if name.startswith("plain"):
            (room / "nbgrader_config.py").write_text(PLAIN_CONFIG, encoding="utf-8")
            for trainee, path in self.latest().items():
                target = room / "submitted" / trainee / self.chapter / f"{self.chapter}.ipynb"
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(path, target)
                shutil.copytree(
                    room / "source" / self.chapter, target.parent, dirs_exist_ok=True, ignore=_notebooks
                )
        elif name.startswith("otter"):
            (room / "otter").mkdir()
            for trainee, path in self.latest().items():
                shutil.copy(path, room / "otter" / f"{trainee}.ipynb")
            script, source = ROOT / "benchmarks" / "otter_class.py", room / "source" / self.chapter
            run(OTTER_PYTHON, script, "prepare", source, room / "otter.zip")
        return room

    def latest(self) -> dict[str, Path]:
        """Return each trainee's file; of two the later one."""
        files = sorted(self.homework.rglob("*.ipynb"), key=lambda path: path.stat().st_mtime)
        return {path.stem.split("-")[0]: path for path in files}


def _notebooks(_folder: str, names: list[str]) -> set[str]:
    return {name for name in names if name.endswith(".ipynb")}


def _is_check(cell: dict[str, Any]) -> bool:
    return cell["cell_type"] == "code" and bool(cell["metadata"].get("nbgrader", {}).get("grade"))


def marks(room: Path, chapter: str) -> Marks:
    """Return the automatic marks of a class by trainee and cell."""
    if (room / "otter.zip").exists():
        return {
            (trainee, cell): score
            for path in room.glob("otter-*.json")
            for trainee, cells in json.loads(path.read_text(encoding="utf-8")).items()
            for cell, score in cells.items()
        }
    with sqlite3.connect(room / "gradebook.db") as database:
        rows = database.execute(
            "select s.student_id, c.name, g.auto_score from grade g join base_cell c on c.id = g.cell_id"
            " join submitted_notebook n on n.id = g.notebook_id"
            " join submitted_assignment s on s.id = n.assignment_id"
            " join assignment a on a.id = s.assignment_id where a.name = ?",
            (chapter,),
        )
        return {(trainee, cell): score for trainee, cell, score in rows}


def true_marks(table: Path) -> Marks:
    """Return what each answer of a synthetic class deserves, none for an essay that waits."""
    with table.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    return {(row["编号"], row["练习"]): float(row["得分"]) if row["得分"] else None for row in rows}


def same(found: Marks, wanted: Marks) -> bool:
    """Tell whether two contenders give the same marks, but for how their parts were added up."""

    def near(one: float | None, other: float | None) -> bool:
        return one == other if one is None or other is None else abs(one - other) <= 1e-6

    return found.keys() == wanted.keys() and all(near(score, wanted[place]) for place, score in found.items())


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

    if hasattr(os, "sync"):
        os.sync()  # what one contender wrote is not written to disk in the time of the next
    watcher = threading.Thread(target=watch)
    watcher.start()
    start = time.perf_counter()
    action()
    seconds = time.perf_counter() - start
    done.set()
    watcher.join()
    return seconds, most / 2**20


def _floor(homework: Path, room: Path, chapter: str) -> None:
    """Read and parse each file, and write the files that `shequ grade` writes, in the same folders."""
    for path in sorted(homework.rglob("*.ipynb")):
        data, who = path.read_bytes(), path.stem
        text = json.dumps(json.loads(data), ensure_ascii=False, indent=1)
        stamp, page = "2026-01-01 00:00:00.000000 UTC", text[: len(text) // 3]
        files = {
            f"received/{who}/{chapter}/20260101-000000.ipynb": data,
            f"submitted/{who}/{chapter}/timestamp.txt": stamp.encode("utf-8"),
            f"submitted/{who}/{chapter}/{chapter}.ipynb": text.encode("utf-8"),
            f"autograded/{who}/{chapter}/timestamp.txt": stamp.encode("utf-8"),
            f"autograded/{who}/{chapter}/{chapter}.ipynb": text.encode("utf-8"),
            f"feedback/{who}/{chapter}/{chapter}.html": page.encode("utf-8"),
            f"results/{chapter}/反馈/{who}.html": page.encode("utf-8"),
        }
        for name, content in files.items():
            target = room / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)


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


def contenders_of(arena: Arena, only: list[str], *, own_papers: bool) -> dict[str, Contender]:
    """Return the contenders by name, in the order in which they run."""
    if own_papers:  # the others know nothing of such a class
        return {"floor": arena.floor, "ours": arena.ours}
    contenders: dict[str, Contender] = {
        "floor": arena.floor,
        "ours": arena.ours,
        ONE: lambda room, trainees: arena.ours(room, trainees, "--jobs", "1"),
        "plain nbgrader": arena.plain,
        "plain, 2 processes": lambda room, trainees: arena.plain(room, trainees, 2),
        OTTER: arena.otter,
    }
    if not (OTTER_HOME / "installed").exists():
        del contenders[OTTER]
    return {name: action for name, action in contenders.items() if not only or name in only}


def compare(
    chapter: str, size: int, options: argparse.Namespace, *, own_papers: bool = False
) -> list[list[str]]:
    """Run the contenders in turn and return a row for each."""
    with tempfile.TemporaryDirectory(prefix="shequ-bench-") as folder:
        arena = Arena(chapter, size, Path(folder), own_papers=own_papers)
        contenders = contenders_of(arena, options.only, own_papers=own_papers)
        everybody, rooms = sorted(arena.latest()), {name: Path() for name in contenders}
        parts = {name: 1 if name in QUICK or size <= options.whole else options.rounds for name in contenders}
        seen: dict[str, list[tuple[float, float]]] = {name: [] for name in contenders}
        wanted: Marks = {}
        for number in range(options.rounds):
            for name, action in contenders.items():
                if number == 0 or parts[name] == 1:
                    rooms[name] = arena.room(name.replace(",", "").replace(" ", "-"))
                room, group = rooms[name], everybody[number % parts[name] :: parts[name]]
                result = measured(lambda action=action, room=room, group=group: action(room, group))
                seen[name].append(result)
                print(
                    f"{arena.chapter} {size} round {number + 1} {name}, {len(group)} trainees:"
                    f" {result[0]:.2f} s, {result[1]:.0f} MB",
                    flush=True,
                )
                if name != "floor":
                    found = {
                        place: mark for place, mark in marks(room, arena.chapter).items() if place[0] in group
                    }
                    if own_papers:
                        true = {
                            place: mark
                            for place, mark in true_marks(arena.truth).items()
                            if place[1] in arena.checks
                        }
                        assert same({place: found.get(place) for place in true}, true), "not the true marks"
                    if group[0] not in {trainee for trainee, _ in wanted}:
                        wanted |= found
                    # What nbgrader notes of an essay (0 if nothing was written) is not otter's to say.
                    asked = {
                        place: mark
                        for place, mark in wanted.items()
                        if place[0] in group and (name != OTTER or place[1] in arena.checks)
                    }
                    assert found and same(found, asked), f"{name} gives other marks"
        times = {
            name: parts[name] * statistics.median(seconds for seconds, _ in results)
            for name, results in seen.items()
        }
        plain = times.get("plain nbgrader")
        return [
            [
                arena.chapter,
                str(size),
                f"{name}, own papers" if own_papers else name,
                f"{seconds:.2f}",
                f"{parts[name] * min(seen[name])[0]:.2f} to {parts[name] * max(seen[name])[0]:.2f}",
                f"{1000 * seconds / size:.1f}",
                f"{plain / seconds:.1f}" if plain else "",
                f"{seconds / times['floor']:.1f}" if "floor" in times else "",
                f"{max(memory for _, memory in seen[name]):.0f}",
            ]
            for name, seconds in times.items()
        ]


def main() -> None:
    """Parse the command line and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--chapters", nargs="+", default=["03", "11"], help="03 has literals only, 11 pandas")
    parser.add_argument("--sizes", nargs="+", type=int, default=[40, 400])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument(
        "--whole",
        type=int,
        default=100,
        help="the largest class that the slow ones grade whole in each round",
    )
    parser.add_argument("--only", nargs="+", default=[], help="such as ours floor")
    parser.add_argument("--own-papers", action="store_true", help="also a class with own papers")
    options = parser.parse_args()
    if options.own_papers and not options.only:
        options.only = ["floor", "ours"]
    if not (OTTER_HOME / "installed").exists():
        print("otter-grader is left out: `make .venv/otter/installed` installs it.", flush=True)
    heads = [
        "chapter",
        "trainees",
        "what",
        "s",
        "from … to",
        "ms each",
        "times plain",
        "times the floor",
        "MB",
    ]
    rows = [heads]
    for size in options.sizes:
        for chapter in options.chapters:
            rows += compare(chapter, size, options)
            if options.own_papers:
                rows += compare(chapter, size, options, own_papers=True)
    used = " ".join(sys.argv[1:]) or "(none)"
    print(f"\n{os.cpu_count()} cores, median of {options.rounds} rounds, options: {used}\n")
    print(table(rows))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--floor"]:
        _floor(Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4])
    elif sys.argv[1:2] == ["--plain"]:
        _plain(Path(sys.argv[2]), sys.argv[3], sys.argv[4:])
    else:
        main()
