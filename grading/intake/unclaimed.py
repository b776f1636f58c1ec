"""`未认领.xlsx`: the files of which nobody could tell whose they are, for the instructor to say so.

What the table names is kept in `received/未认领/`. The next run reads who was written into it, takes those
files in, and drops their rows.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from openpyxl import Workbook, load_workbook

from grading.common.filled import write_file
from grading.common.moments import BEIJING, FIRST
from grading.common.names import clean
from grading.common.outside_json import MAX_BYTES
from grading.common.regular_file import read_regular
from grading.common.shown import shown
from grading.common.workbook import append, finish, fit_rows, refused, save
from grading.intake.arrivals import Arrival
from shequ_lib.errors import ShequError

TABLE = "未认领.xlsx"  # in the class folder
FOLDER = "未认领"  # in `received/`
DROPPED = ("不要", "作废", "删除", "×", "x")  # written for a file that is nobody's
_HEAD = (
    "文件",
    "章",
    "收到的时间（北京）",
    "为什么没有收",
    "可能是",
    "是谁的（填编号或姓名；不要的填“不要”）",
    "记号（请不要改）",
)
_MARK = 6  # the column by which the file is found
_WIDTHS = {1: 44, 2: 22, 3: 20, 4: 44, 5: 18, 6: 26, 7: 30}
_STAMP = "%Y%m%d-%H%M%S"
_MARKED = re.compile(r"\d{8}-\d{6}-[0-9a-f]{16}-[0-9a-f]{16}\.(?:ipynb|json)")
_MOST_ROWS = 5_000
_MOST_BYTES = 20 * 1024 * 1024  # of the table


@dataclass(frozen=True)
class Row:
    """One file: where it came from, its chapters, why nobody knows whose it is, whom it may mean."""

    origin: str
    chapters: str
    moment: str
    why: str
    guess: str
    who: str
    mark: str


@dataclass(frozen=True)
class Claim:
    """A file of which the instructor has said whose it is."""

    row: Row
    arrival: Arrival = field(repr=False)


class Unclaimed:
    """The table, as it is and as it will be.

    Args:
        classroom: the class folder.
        received: its folder of all that came.

    Raises:
        ShequError: the table is there and cannot be read.
    """

    def __init__(self, classroom: Path, received: Path) -> None:
        self._path, self._folder = classroom / TABLE, received / FOLDER
        self._rows = {row.mark: row for row in _read(self._path)}
        self._before = dict(self._rows)

    @property
    def open(self) -> int:
        """How many files still are nobody's."""
        return len(self._rows)

    def add(self, arrival: Arrival, suffix: str, chapters: Sequence[str], why: str, guess: str) -> None:
        """Keep a file and note it, unless the table has it already."""
        moment = arrival.changed or FIRST
        # Two people may hand in the same: a row is one file at one place.
        names = f"{_digest(arrival.data)}-{_digest(arrival.origin.encode('utf-8', 'replace'))}"
        if any(mark.endswith(f"-{names}{suffix}") for mark in self._rows):
            return
        mark = f"{moment.astimezone(UTC).strftime(_STAMP)}-{names}{suffix}"
        write_file(self._folder / mark, arrival.data)
        local = f"{arrival.changed.astimezone(BEIJING):%Y-%m-%d %H:%M}" if arrival.changed else ""
        self._rows[mark] = Row(shown(arrival.origin), "、".join(chapters), local, shown(why), guess, "", mark)

    def claims(self) -> Iterator[Claim]:
        """Yield the files whose row says whose they are; those that are to be dropped are dropped."""
        for mark, row in list(self._rows.items()):
            if not row.who:
                continue
            if row.who.casefold() in DROPPED:
                del self._rows[mark]  # the file itself stays in received/
                continue
            try:
                data = read_regular(self._folder / mark, MAX_BYTES)[0]
            except OSError:
                raise ShequError(
                    f"{TABLE} 里“{shown(row.origin)}”的原件在 received/{FOLDER} 里找不到了，"
                    "请删掉这一行，再收一次原来的文件。"
                ) from None
            moment = datetime.strptime(mark[:15], _STAMP).replace(tzinfo=UTC)
            changed = None if moment == FIRST else moment
            origin = f"{TABLE} 里的 {shown(row.origin)}"
            yield Claim(row, Arrival(PurePosixPath(mark), origin, changed, data))

    def done(self, arrival: Arrival) -> None:
        """Drop the row of a file that is somebody's now: claimed in the table, or renamed and sent again."""
        if self._rows.pop(arrival.path.name, None) is None:
            same = [mark for mark in self._rows if mark[16:32] == _digest(arrival.data)]
            if len(same) == 1 and self._before.get(same[0]) is not None:
                del self._rows[same[0]]

    def save(self) -> None:
        """Write the table if it has changed; without a row there is none.

        Raises:
            ShequError: it cannot be written, as when Excel has it open.
        """
        if self._rows == self._before:
            return
        if not self._rows:
            with refused(self._path):
                self._path.unlink(missing_ok=True)
            return
        book = Workbook(write_only=False)
        sheet = book.active
        sheet.title = FOLDER
        append(sheet, _HEAD)
        for row in self._rows.values():
            append(sheet, [row.origin, row.chapters, row.moment, row.why, row.guess, row.who, row.mark])
        finish(sheet, "A2", _WIDTHS, last=30)
        fit_rows(sheet)
        save(book, self._path)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]


def _read(path: Path) -> Iterator[Row]:
    """Yield the rows of the table; none if there is no table."""
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        return
    broken = ShequError(f"{path.name} 读不通，请用 Excel 或 WPS 另存一次；不要了就删掉它。")
    if size > _MOST_BYTES:
        raise broken
    try:
        book = load_workbook(path, read_only=True, data_only=True)
        try:
            sheet = book.worksheets[0]
            sheet.reset_dimensions()
            rows = [
                [clean(cell) for cell in row[: len(_HEAD)]]
                for row in sheet.iter_rows(
                    min_row=2, max_row=_MOST_ROWS, max_col=len(_HEAD), values_only=True
                )
            ]
        finally:
            book.close()
    except PermissionError:
        raise ShequError(f"{path.name} 打不开，请先在 Excel 或 WPS 里关掉它，再运行一次。") from None
    except Exception as error:  # openpyxl lets through whatever zipfile, XML or struct raise
        raise broken from error
    for row in rows:
        cells = [*row, *[""] * (len(_HEAD) - len(row))]
        if _MARKED.fullmatch(cells[_MARK]):
            yield Row(*cells)
