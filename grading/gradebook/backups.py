"""What was before each run of grading: the gradebook, and what the run replaces; the last ten runs are kept.

Beside the gradebook lies a folder, in it one for each run: a copy of the gradebook, the clean copies that the
run replaced in `submitted/` and `practice/` with a note of those that it added, the tables of results. Each
is kept before it is changed, so that a run that was killed can be taken back, too (see `undo`).
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from grading.common.filled import write_file
from grading.common.moments import TIMESTAMP
from grading.common.regular_file import NotRegularError, read_regular
from grading.gradebook import gradebook_copy
from shequ_lib.errors import ShequError

FOLDER = "备份"
KEPT = 10  # runs that changed something
BOOK = "gradebook.db"
_ASIDE = "撤销前"
_FILES, _NEW, _RUN = "files", "new.jsonl", "run.json"
_STEPS = ("submitted", "practice")  # folders with clean copies
_DEEP = 3  # submitted/1001/06-four-meetings
_MOST = 400 * 1024 * 1024  # bytes of one file that is kept; what we write is far smaller
_NUMBERED = re.compile(r"(\d{4,})-")


@dataclass(frozen=True)
class Run:
    """A run, and what was before it.

    Attributes:
        folder: where that is kept.
        command: "grade" or "teach".
        chapters: of the run; none for "teach".
        moment: when it began.
        came: of how many trainees something came in; None if it did not get to its end.
        wrote: whether it changed anything; a run that did not get to its end may have.
    """

    folder: Path
    command: str
    chapters: tuple[str, ...]
    moment: datetime
    came: int | None
    wrote: bool

    @property
    def book(self) -> Path:
        """The gradebook as it was before."""
        return self.folder / BOOK

    def added(self) -> list[Path]:
        """Return the folders (and at the top of the class folder the files) that the run made."""
        with contextlib.suppress(FileNotFoundError):
            lines = (self.folder / _NEW).read_text("utf-8").splitlines()
            return [_inside(json.loads(line)) for line in lines if line.endswith('"')]
        return []

    def replaced(self) -> list[Path]:
        """Return the folders below the class folder with clean copies that the run changed."""
        files = self.folder / _FILES
        found = {path.relative_to(files).parent for path in files.rglob("*.ipynb")}
        return sorted(inside for inside in found if len(inside.parts) == _DEEP)


class Backup:
    """Keeps what a run is about to change.

    Args:
        root: the class folder.
        run: the run; None where nothing can be kept, because a database server has the gradebook.
    """

    def __init__(self, root: Path, run: Run | None) -> None:
        self._root, self.run = root, run
        self._noted: set[Path] = set()
        self._watched: dict[Path, bytes | None] = {}
        self.wrote = False  # in the gradebook
        self.needed = False  # from the moment on from which something may be changed

    def note(self, folder: Path) -> None:
        """Keep the clean copy in a folder that is going to change; the first time counts.

        Raises:
            OSError: it cannot be kept, so it must not be changed.
        """
        inside = folder.relative_to(self._root)
        if self.run is None or inside in self._noted:
            return
        self.needed = True
        if (folder / f"{folder.name}.ipynb").exists():
            self.keep([folder / f"{folder.name}.ipynb", folder / TIMESTAMP])
        else:
            _append(self.run, inside)
        self._noted.add(inside)

    def watch(self, path: Path) -> None:
        """Keep a file at the top of the class folder that the run may write or make."""
        if self.run is not None and path not in self._watched:
            self.needed = True
            self._watched[path] = path.read_bytes() if path.is_file() else None
            if path.is_file():
                self.keep([path])
            else:
                _append(self.run, path.relative_to(self._root))

    def keep(self, files: Sequence[Path]) -> None:
        """Keep some files below the class folder, as far as they are there."""
        for path in files:
            if self.run is None:
                return
            try:
                data, info = read_regular(path, _MOST)
            except (FileNotFoundError, NotRegularError):
                continue
            target = self.run.folder / _FILES / path.relative_to(self._root)
            write_file(target, data)
            os.utime(target, ns=(info.st_atime_ns, info.st_mtime_ns))

    def finish(self, chapters: Sequence[str] = (), *, came: int | None = None) -> None:
        """Note how the run ended, and let go of what is kept of older ones.

        Args:
            chapters: those that it graded.
            came: of how many trainees something came in.
        """
        if self.run is None:
            return
        wrote = self.wrote or bool(self._noted)
        for path, before in self._watched.items():
            if (path.read_bytes() if path.is_file() else None) != before:
                wrote = True
            else:  # changes after this run are not part of this run
                (self.run.folder / _FILES / path.name).unlink(missing_ok=True)
        _write(replace(self.run, chapters=tuple(chapters), came=came, wrote=wrote))
        _tidy(self.run.folder.parent)


def _append(run: Run, made: Path) -> None:
    with (run.folder / _NEW).open("a", encoding="utf-8") as noted:
        noted.write(json.dumps(made.as_posix()) + "\n")


def place(gradebook: Path) -> Path:
    """Return the folder in which the runs of a gradebook are kept: beside it."""
    return gradebook.with_name(FOLDER if gradebook.stem == "gradebook" else f"{FOLDER}-{gradebook.stem}")


@contextmanager
def kept(root: Path, gradebook: Path | None, command: str, chapters: Sequence[str] = ()) -> Iterator[Backup]:
    """Keep what is before a run; what was kept for a run that was refused goes again.

    Args:
        root: the class folder.
        gradebook: its file; None where a database server has it, and then nothing is kept.
        command: "grade" or "teach".
        chapters: of the run.

    Raises:
        sqlite3.Error: the gradebook is damaged, or cannot be read now: nothing must be changed.
        OSError: there is no room for it, or no right to write it: the same.
    """
    if gradebook is None:
        yield Backup(root, None)
        return
    folder = place(gradebook)
    numbers = [int(match[1]) for each in _folders(folder) if (match := _NUMBERED.match(each.name))]
    moment = datetime.now().astimezone()
    what = chapters[0] if len(chapters) == 1 else command
    name = f"{max(numbers, default=0) + 1:04}-{moment:%Y%m%d-%H%M%S}-{what}"
    backup = _begin(root, gradebook, Run(folder / name, command, tuple(chapters), moment, None, True))
    try:
        yield backup
    except BaseException:
        if not backup.needed:
            shutil.rmtree(folder / name, ignore_errors=True)
            with contextlib.suppress(OSError):
                folder.rmdir()
        raise


@contextmanager
def aside(root: Path, gradebook: Path, chapters: Sequence[str]) -> Iterator[Backup]:
    """Keep the gradebook and what else there is before a run is taken back; not if that fails."""
    moment = datetime.now().astimezone()
    folder = place(gradebook) / f"{_ASIDE}-{moment:%Y%m%d-%H%M%S-%f}"
    backup = _begin(root, gradebook, Run(folder, "undo", tuple(chapters), moment, None, True))
    try:
        yield backup
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    for old in [each for each in _folders(folder.parent) if each.name.startswith(_ASIDE)][:-KEPT]:
        shutil.rmtree(old, ignore_errors=True)


def runs(gradebook: Path) -> list[Run]:
    """Return the runs that are kept, the latest last."""
    found = [
        (int(match[1]), each) for each in _folders(place(gradebook)) if (match := _NUMBERED.match(each.name))
    ]
    return [run for _, folder in sorted(found) if (run := _read(folder)) is not None]


def tables(root: Path, chapter: str) -> list[Path]:
    """Return the tables that a run writes; pages are made from the gradebook again."""
    results = root / "results" / chapter
    names = (f"成绩-{chapter}.xlsx", f"练习-{chapter}.xlsx", f"分数变动-{chapter}.csv")
    return [results / name for name in names]


def put_back(root: Path, run: Run, files: Sequence[Path]) -> None:
    """Make the clean copies and some files what they were before a run.

    Args:
        root: the class folder.
        run: the run.
        files: of those that are not kept, because they were not there, none stays.
    """
    kept = run.folder / _FILES
    for inside in run.added():
        if len(inside.parts) == 1:
            (root / inside).unlink(missing_ok=True)
        elif not (kept / inside).exists():
            shutil.rmtree(root / inside, ignore_errors=True)
            with contextlib.suppress(OSError):  # other people's chapters are in the same folder
                (root / inside).parent.rmdir()
    for path in files:
        if not (kept / path.relative_to(root)).exists():
            path.unlink(missing_ok=True)
    for path in sorted(kept.rglob("*")):
        if path.is_file():
            target = root / path.relative_to(kept)
            write_file(target, path.read_bytes())
            info = path.stat()
            os.utime(target, ns=(info.st_atime_ns, info.st_mtime_ns))


def remove(runs: Sequence[Run]) -> None:
    """Forget runs that have been taken back."""
    for run in reversed(runs):
        shutil.rmtree(run.folder)


def _begin(root: Path, gradebook: Path, run: Run) -> Backup:
    run.folder.mkdir(parents=True)
    backup = Backup(root, run)
    try:
        gradebook_copy.copy(gradebook, run.book)
        for chapter in run.chapters:
            backup.keep(tables(root, chapter))
        _write(run)  # written last: a backup without this note is incomplete
    except BaseException:
        shutil.rmtree(run.folder, ignore_errors=True)
        with contextlib.suppress(OSError):
            run.folder.parent.rmdir()
        raise
    return backup


def _write(run: Run) -> None:
    noted = {
        "command": run.command,
        "chapters": run.chapters,
        "moment": run.moment.isoformat(timespec="microseconds"),
        "came": run.came,
        "wrote": run.wrote,
    }
    write_file(run.folder / _RUN, json.dumps(noted, ensure_ascii=False))


def _read(folder: Path) -> Run | None:
    try:
        noted = json.loads((folder / _RUN).read_text("utf-8"))
        moment = datetime.fromisoformat(noted["moment"]).astimezone()
        return Run(
            folder, noted["command"], tuple(noted["chapters"]), moment, noted["came"], bool(noted["wrote"])
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _folders(kept: Path) -> list[Path]:
    try:
        return sorted(each for each in kept.iterdir() if each.is_dir())
    except FileNotFoundError:
        return []


def _tidy(kept: Path) -> None:
    """Keep the last runs that changed something, and of the others only the very last.

    That one may hold marks given by hand since; a later run holds them, too.
    """
    known = [(each, _read(each)) for each in _folders(kept) if _NUMBERED.match(each.name)]
    changed = [folder for folder, run in known if run is not None and run.wrote]
    stay = {*changed[-KEPT:], *(folder for folder, _ in known[-1:])}
    for folder, _ in known:
        if folder not in stay:
            shutil.rmtree(folder, ignore_errors=True)


def _inside(name: str) -> Path:
    path = Path(name)
    ours = len(path.parts) == _DEEP and path.parts[0] in _STEPS and ".." not in path.parts
    if not ours and len(path.parts) != 1:
        raise ShequError("备份里记的文件不在该在的地方，备份被改动过。没有撤销，什么也没有动。")
    return path
