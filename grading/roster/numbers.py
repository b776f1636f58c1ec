"""What a column of numbers looks like: whether it only counts, and whether what came in is named by it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from grading.common.archive import Archive, ArchiveError
from grading.common.names import id_key

_MOST = 20_000  # names of files that are looked at
_WORD = re.compile(r"\d+|[a-z]+\d+|[^\W_]+")


def counts(values: Sequence[str]) -> bool:
    """Tell whether values only count the rows: 1, 2, 3."""
    return len(values) > 1 and list(values) == [str(place) for place in range(1, len(values) + 1)]


def form(text: str) -> str:
    """Return the form of a number: `9999` of 1001, `aa-99` of GS-01."""
    return re.sub(r"[^\W\d_]", "a", re.sub(r"\d", "9", id_key(text)))


def count_of_found(values: Sequence[str], hints: Sequence[str]) -> int:
    """Return how many numbers are found in some names of files, as a whole or among other words."""
    said = set()
    for hint in hints:
        key = id_key(hint)
        stem = key.rpartition(".")[0] or key
        said |= {key, stem, *(word for word in _WORD.findall(key) if len(word) > 2)}
    return sum(id_key(value) in said for value in values)


def names_below(paths: Sequence[Path]) -> list[str]:
    """Return the names of files and folders below some paths and in zips, as hints for `read_roster`."""
    return list(islice((name for path in paths for name in _names(path)), _MOST))


def _names(path: Path) -> Iterator[str]:
    try:
        if path.is_dir():
            for _, folders, files in os.walk(path):
                yield from folders
                yield from files
            return
        yield path.name
        if path.suffix.lower() == ".zip":
            with path.open("rb") as file:
                for entry in Archive(file).entries:
                    yield from entry.name.split("/")
    except (OSError, ArchiveError):
        return  # taking it in will say so
