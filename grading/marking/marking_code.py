"""The program by which answers are marked, as one digest: when it changes, everything is marked again."""

from __future__ import annotations

import ast
import functools
import hashlib
from pathlib import Path

import grading
import shequ_lib

_APART = ("play", "labextension")  # what of the library marks nothing
_OF_GRADING = (
    "marking/corrections.py",
    "marking/marking.py",
    "marking/sanitize.py",
    "marking/scheme.py",
    "marking/sandbox/*.py",
    "master/keys.py",
)


@functools.cache
def digest() -> str:
    """Return a digest of the source of all modules that decide what an answer earns, the same on any machine.

    A changed comment changes it, too: to mark a class once more costs seconds, and changes no mark by hand.
    In which folder a module lies does not.
    """
    found = hashlib.sha256()
    for name, text in sorted((path.name, _source(path)) for path in files().values()):
        found.update(f"{name}\n{text}\n".encode())
    return found.hexdigest()


def files() -> dict[str, Path]:
    """Return these modules, by their names in the package, in order."""
    library, ours = (Path(str(package.__file__)).parent for package in (shequ_lib, grading))
    found = {
        f"shequ_lib/{path.relative_to(library).as_posix()}": path
        for path in library.rglob("*.py")
        if path.relative_to(library).parts[0] not in _APART
    }
    for pattern in _OF_GRADING:
        found |= {f"grading/{path.relative_to(ours).as_posix()}": path for path in ours.glob(pattern)}
    return dict(sorted(found.items()))


def _source(path: Path) -> str:
    """Return the source of a module; of what it imports from our packages, the last names only, in order."""
    text = path.read_text(encoding="utf-8")
    lines: list[str | None] = [*text.split("\n")]
    imported: set[str] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom) and str(node.module).split(".")[0] in ("grading", "shequ_lib"):
            lines[node.lineno - 1 : node.end_lineno] = [None] * (
                (node.end_lineno or node.lineno) - node.lineno + 1
            )
            imported |= {f"{_last(str(node.module))}{each.name} as {each.asname}" for each in node.names}
    return "\n".join([*(line for line in lines if line is not None), *sorted(imported)])


def _last(module: str) -> str:
    """Return the last name of a module and a point; nothing of a package, whose modules may lie elsewhere."""
    packages = Path(str(grading.__file__)).parent.parent
    return "" if packages.joinpath(*module.split(".")).is_dir() else f"{module.rpartition('.')[2]}."
