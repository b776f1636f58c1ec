"""The program by which answers are marked, as one digest: when it changes, everything is marked again."""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path

import grading
import shequ_lib

_APART = ("play", "labextension")  # what of the library marks nothing
_OF_GRADING = ("corrections.py", "marking.py", "sanitize.py", "scheme.py", "master/keys.py", "sandbox/*.py")


@functools.cache
def digest() -> str:
    """Return a digest of the source of all modules that decide what an answer earns, the same on any machine.

    A changed comment changes it, too: to mark a class once more costs seconds, and changes no mark by hand.
    """
    found = hashlib.sha256()
    for name, path in files().items():
        found.update(f"{name}\n{path.read_text(encoding='utf-8')}\n".encode())
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
