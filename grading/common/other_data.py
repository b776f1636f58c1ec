"""A chapter's data with other figures: a line that computes is right there, too; a copied result is not."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

_STEP = 7  # figures come from each seventh row on, and so on around
_KIND = (
    "类型",
    "類型",
)  # the column by which communities are of one kind; each gets the figures of its own kind
_NAMES = 2  # columns at the beginning that say whose the figures are: its name, and where it lies
_TWIN = 3  # after each third row comes another community of the same place and kind


def other_files(files: Mapping[str, str]) -> dict[str, str]:
    """Return the files that a chapter's lines read, with other figures in each table.

    Each community gets the figures of another one of its kind, so that they stay possible, and some more
    communities are there, so that counts change, too. The places and the kinds in each place stay the same.

    Args:
        files: text by relative path; what is no `.csv` stays as it is.
    """
    return {name: _other_table(text) if name.endswith(".csv") else text for name, text in files.items()}


def _other_table(text: str) -> str:
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    head, *rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))) or [[]]
    kind = next((place for place, name in enumerate(head) if name in _KIND), None)
    groups: dict[str, list[list[str]]] = {}
    for row in rows:
        groups.setdefault(row[kind] if kind is not None and kind < len(row) else "", []).append(row)
    figures = {
        id(row): some[(place * _STEP + 1) % len(some)][_NAMES:]
        for group in groups.values()
        for some in (group[len(group) // 4 :],)  # the first quarter's figures are given to nobody
        for place, row in enumerate(group)
    }
    changed = [head]
    for place, row in enumerate(rows, 1):
        changed.append(row[:_NAMES] + figures[id(row)])
        if row and place % _TWIN == 0:
            changed.append([f"{row[0]}二", *row[1:_NAMES], *figures[id(row)]])
    made = io.StringIO(newline="")
    csv.writer(made, lineterminator="\n").writerows(changed)
    return mark + made.getvalue()
