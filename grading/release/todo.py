"""What stands in a skeleton until its author has written it: 【待写：…】, which no release lets through."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from nbformat import NotebookNode

import shequ_lib
from grading.master.parse import MasterError, parse

MARK = re.compile(r"【待写[^】\n]*】?")
PLAY = Path(shequ_lib.__file__).parent / "play"
_TEXTS = {".py", ".toml", ".js", ".css"}  # files of a simulator in which words may stand


def of_master(path: Path) -> list[str]:
    """Return one line for a master in which something is still to be written, an empty list else.

    Raises:
        MasterError: the master cannot be split into its blocks.
    """
    found = _found(path.read_text(encoding="utf-8").splitlines())
    if not found:
        return []
    line, mark = found[0]
    return [str(MasterError(path, line, _message(mark, len(found)), _exercise_at(path, line)))]


def of_objectives(objectives: Mapping[str, str], chapters: Collection[int]) -> list[str]:
    """Return one line for each objective of some chapters that is still to be written.

    Args:
        objectives: the objectives of the course, id -> text.
        chapters: the numbers of the chapters that are looked at.
    """
    return [
        f"objectives.csv: {name}: {_message(mark[0], 1)}"
        for name, text in objectives.items()
        if int(name.split(".")[0]) in chapters and (mark := MARK.search(text))
    ]


def of_simulators(notebooks: Iterable[NotebookNode]) -> list[str]:
    """Return one line, in Chinese, for each simulator that is shown and still to be written."""
    folders = sorted(path.parent for path in PLAY.glob("*/__init__.py"))
    unwritten = [(folder, found) for folder in folders if (found := list(_in_folder(folder)))]
    if not unwritten:
        return []
    code = "\n".join(cell.source for one in notebooks for cell in one.cells if cell.cell_type == "code")
    faults = []
    for folder, found in unwritten:
        if any(re.search(rf"\b{re.escape(name)}\b", code) for name in _offered(folder)):
            path, line, mark = found[0]
            more = f"（还有 {len(found) - 1} 处）" if len(found) > 1 else ""
            where = path.relative_to(PLAY.parents[1]).as_posix()
            faults.append(
                f"模拟 {folder.name} 还没有写完：{where} 第 {line} 行，{mark}{more}；"
                "每个【待写：…】都换成自己的话，用到它的章才能发布。"
            )
    return faults


def _in_folder(folder: Path) -> Iterator[tuple[Path, int, str]]:
    for path in sorted(folder.rglob("*")):
        if path.suffix in _TEXTS and path.is_file():
            for line, mark in _found(path.read_text(encoding="utf-8").splitlines()):
                yield path, line, mark


def _offered(folder: Path) -> list[str]:
    """Return the names that a simulator offers to notebooks; it is read for that, not run."""
    for step in ast.parse((folder / "__init__.py").read_text(encoding="utf-8")).body:
        if isinstance(step, ast.Assign) and ast.unparse(step.targets[0]) == "__all__":
            return list(ast.literal_eval(step.value))
    return []


def _found(lines: Iterable[str]) -> list[tuple[int, str]]:
    return [(number, mark[0]) for number, line in enumerate(lines, start=1) for mark in MARK.finditer(line)]


def _message(mark: str, count: int) -> str:
    more = f" (and {count - 1} more below)" if count > 1 else ""
    return f"still to be written: {mark}{more}; put your own words in the place of each 【待写：…】"


def _exercise_at(path: Path, line: int) -> str:
    """Return the id of the exercise that a line of a master stands in, "" if in none."""
    for block in parse(path).blocks:
        first = block.vary.line if block.vary else block.line
        if block.kind == "exercise" and first <= line < block.line + len(block.body.splitlines()):
            return block.argument
    return ""
