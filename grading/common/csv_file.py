"""Tables as CSV: UTF-8 with a byte-order mark, so that Excel and WPS read the Chinese, properly quoted.

A text that a spreadsheet would take for a formula (it starts with = + - @, their full-width forms or a tab)
gets an apostrophe before it: in CSV there is no other way to say that it is a text. Numbers stay numbers.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from grading.common.workbook import looks_like_formula, readable, refused

AddRow = Callable[[Sequence[object]], None]


def guarded(value: object) -> object:
    """Return a value as it stands in a CSV file: None as nothing, a text that looks like a formula quoted."""
    if isinstance(value, str):
        value = readable(value)
        return f"'{value}" if looks_like_formula(value) else value
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


@contextmanager
def writing(path: Path, heads: Sequence[str]) -> Iterator[AddRow]:
    """Open a CSV file and yield a function that adds one row.

    Raises:
        ShequError: it cannot be written, as when Excel has it open.
    """
    with refused(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("w", encoding="utf-8-sig", newline="")
    try:
        writer = csv.writer(file, lineterminator="\r\n")

        def add(values: Sequence[object]) -> None:
            with refused(path):
                writer.writerow([guarded(value) for value in values])

        with refused(path):
            writer.writerow(heads)
        yield add
    finally:
        with refused(path):
            file.close()


def write(path: Path, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a whole table.

    Raises:
        ShequError: it cannot be written.
    """
    with writing(path, heads) as add:
        for row in rows:
            add(row)
