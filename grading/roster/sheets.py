"""Rows of texts out of a file, by what it holds, not by what it is called.

openpyxl reads .xlsx, for it alone tells how a number is shown: 7 with the format 000 is number 007, and a
formula that was never calculated is not an empty cell. python-calamine, which knows neither, reads what
openpyxl cannot: .xls, .ods, and .xlsx with styles that break the rules.
"""

from __future__ import annotations

import datetime
import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grading.common.regular_file import NotRegularError, TooLargeError, read_regular
from grading.common.shown import shown
from grading.common.trouble import cannot
from grading.roster import heads, texts
from shequ_lib.errors import ShequError

_BOOKS, _TEXTS = (".xlsx", ".xlsm", ".xls", ".ods"), (".csv", ".tsv", ".txt")
MAX_BYTES = 10 * 1024 * 1024
MAX_UNPACKED = 60 * 1024 * 1024  # of an .xlsx; a list of 4,000 with twenty columns has 5 MB
MOST_ROWS, MOST_COLUMNS, MOST_SHEETS = 10_000, 300, 50
_MOST_CELLS = 2_000_000  # blank ones included, which a sheet may have by the million
_LONGEST = 500  # characters of a cell
_LARGEST = 10**15  # spreadsheets keep 15 digits of a number
_SECONDS = 60
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE_AS = "请用 Excel 或 WPS 另存为 .xlsx 再试。"
ERROR = "是 {}，请先改好。"
TOO_LONG = "的数超过 15 位，末尾已经不是原来的数了，请把这一列设为“文本”再填。"
A_DATE = "是日期，不是编号或姓名，请把这一列设为“文本”再填。"
NOT_CALCULATED = "是没有算过的公式，请用 Excel 或 WPS 打开这个文件，保存一次，再试。"
_ROUNDED = re.compile(r"\d(?:\.\d+)?[eE]\+\d{2}")  # what Excel writes into a .csv for a long number
_IN_FORMAT = re.compile(r'\[[^\]]*\]|_.|\*.|\\(.)|"([^"]*)"|(0+)|(.)', re.DOTALL)


@dataclass(frozen=True)
class Cell:
    """What a cell shows; `fault` says why it is no number or name, and is empty if it may be one."""

    text: str = ""
    fault: str = ""


@dataclass(frozen=True)
class Row:
    """A row that is not blank; `number` is its number in the sheet, counted from 1."""

    number: int
    cells: tuple[Cell, ...]

    def __getitem__(self, column: int) -> Cell:
        """Return a cell, an empty one beyond the end."""
        return self.cells[column] if column < len(self.cells) else Cell()


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name, its rows, and where formulas stand, as pairs of row and column, counted from 1."""

    name: str
    rows: Sequence[Row]
    formulas: Callable[[], frozenset[tuple[int, int]]] = frozenset
    loses_zeros: bool = False  # of numbers that are shown with zeros in front


class RosterError(ShequError):
    """The class list cannot be used; one line of Chinese."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"花名册 {shown(path.name)} {why}")


def read(path: Path) -> list[Sheet]:
    """Return the sheets of a file that can be seen.

    Raises:
        ShequError: no such file, none that can be read, or a larger one than any class list is.
    """
    if not path.is_file():
        raise RosterError(path, "不存在，请检查文件名。")
    if path.suffix.lower() not in _BOOKS + _TEXTS:
        raise RosterError(path, "应当是 Excel 或 WPS 的表格（.xlsx、.xls），或者 .ods、.csv 文件。")
    try:
        data = read_regular(path, MAX_BYTES)[0]
    except TooLargeError as error:
        raise RosterError(path, f"超过 {MAX_BYTES // 1024 // 1024} MB，不像一份花名册。") from error
    except NotRegularError as error:
        raise RosterError(path, "不是文件。") from error
    except OSError as error:
        raise ShequError(cannot(error, path)) from error
    if data.startswith(_ZIP):
        return _zipped(path, data)
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise RosterError(path, "有密码，请去掉密码，另存一份再试。")
        return _calamine(path, data)
    try:
        found = texts.tables(data)
    except texts.TextError as error:
        raise RosterError(path, f"{error}，{_SAVE_AS}") from error
    if path.suffix.lower() in _BOOKS and not any(heads.worth(rows) for _, rows in found):
        raise RosterError(path, f"打不开，{_SAVE_AS}")
    return [_sheet(path, name, (map(_of_text, row) for row in rows)) for name, rows in found]


def _sheet(path: Path, name: str, rows: Iterable[Iterable[Cell]], **more: Any) -> Sheet:
    """Return a sheet of some rows.

    Raises:
        RosterError: it is larger than any class list is.
    """
    kept, cells = [], 0
    for number, row in enumerate(rows, start=1):
        found = list(row)
        cells += len(found) + 1
        while found and not (found[-1].text or found[-1].fault):
            found.pop()
        if found:
            kept.append(Row(number, tuple(found)))
        if len(kept) > MOST_ROWS or len(found) > MOST_COLUMNS or cells > _MOST_CELLS:
            raise RosterError(
                path, f"太大，不像一份花名册（最多 {MOST_ROWS} 行、{MOST_COLUMNS} 列），请只留名单再试。"
            )
    return Sheet(name, kept, **more)


def _zipped(path: Path, data: bytes) -> list[Sheet]:
    """Read an .xlsx or an .ods, whatever the file is called."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            unpacked = sum(part.file_size for part in parts.infolist())  # zipfile unpacks no more than that
            names = {part.filename.lower() for part in parts.infolist()}
    except Exception as error:  # zipfile lets through whatever struct or a codec raises
        raise RosterError(path, f"打不开，{_SAVE_AS}") from error
    is_open_document = {"mimetype", "content.xml"} <= names
    if "xl/workbook.xml" not in names and not is_open_document:
        raise RosterError(path, f"不是 Excel 的表格，{_SAVE_AS}")
    if unpacked > MAX_UNPACKED:
        raise RosterError(path, "解开来太大，不像一份花名册，请只留名单再试。")
    if is_open_document:
        return _calamine(path, data)
    try:
        return _openpyxl(path, data)
    except ShequError:
        raise
    except Exception:  # whatever XML, styles or numbers raise that break the rules
        return _calamine(path, data)


def _openpyxl(path: Path, data: bytes) -> list[Sheet]:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    found = []
    for sheet in _seen(path, book.worksheets, lambda one: one.sheet_state == "visible"):
        sheet.reset_dimensions()  # exporters, WPS among them, write A1 whatever the sheet holds
        rows = ((_of_cell(cell) for cell in row) for row in sheet.iter_rows())

        def formulas(name: str = sheet.title) -> frozenset[tuple[int, int]]:
            return _formulas(data, name)

        found.append(_sheet(path, sheet.title, rows, formulas=formulas))
    return found


def _seen(path: Path, sheets: Sequence[Any], is_visible: Callable[[Any], bool]) -> list[Any]:
    """Return the sheets that can be seen.

    Raises:
        RosterError: there are very many.
    """
    visible = [sheet for sheet in sheets if is_visible(sheet)]
    if len(visible) > MOST_SHEETS:
        raise RosterError(path, f"有 {len(visible)} 张工作表，请只留名单再试。")
    return visible


def _formulas(data: bytes, name: str) -> frozenset[tuple[int, int]]:
    import openpyxl

    sheet = openpyxl.load_workbook(io.BytesIO(data), read_only=True)[name]
    sheet.reset_dimensions()
    return frozenset(
        (cell.row, cell.column) for row in sheet.iter_rows() for cell in row if cell.data_type == "f"
    )


def _of_cell(cell: Any) -> Cell:
    """Return a cell of openpyxl's."""
    if cell.value is None:
        return Cell()
    if cell.data_type == "e":
        return Cell(fault=ERROR.format(shown(cell.value, 20)))
    return of_value(cell.value, cell.number_format)


def of_value(value: object, number_format: str = "") -> Cell:
    """Return the cell of a value as it is shown."""
    if isinstance(value, str):
        return Cell(value[:_LONGEST].strip())
    if isinstance(value, int | float) and not isinstance(value, bool):
        if abs(value) >= _LARGEST:
            return Cell(f"{value:.15g}", TOO_LONG)
        whole = int(value) if float(value).is_integer() else None
        return Cell(f"{value:.15g}" if whole is None else _shown_as(whole, number_format))
    if isinstance(value, datetime.date | datetime.datetime | datetime.time):
        text = value.isoformat(" ") if isinstance(value, datetime.datetime) else value.isoformat()
        return Cell(text.removesuffix(" 00:00:00"), A_DATE)
    return Cell(str(value)[:_LONGEST])


def _shown_as(number: int, number_format: str) -> str:
    """Return a whole number as its format shows it, where that is zeros in front, with or without a text."""
    made, zeros = "", ""
    for escaped, quoted, run, other in _IN_FORMAT.findall((number_format or "").partition(";")[0]):
        if other not in ("", "-", " ", "/") or (run and zeros):
            return str(number)  # quantities, dates, fractions: not how a number of a person is shown
        zeros = zeros or run
        made += str(number).zfill(len(run)) if run else escaped or quoted or other
    return made if zeros and number >= 0 else str(number)


def _of_text(text: str) -> Cell:
    """Return a cell of a text file; spreadsheets write a text that looks like a number as ="001" or '001."""
    text = text[:_LONGEST].strip()
    if text.startswith('="') and text.endswith('"') and len(text) > 2:
        text = text[2:-1]
    return Cell(text.removeprefix("'"), TOO_LONG if _ROUNDED.fullmatch(text) else "")


def _calamine(path: Path, data: bytes) -> list[Sheet]:
    """Read a workbook through python-calamine, in a process of its own.

    A few bytes at the far corner of a sheet make calamine ask for more memory than there is, which ends the
    process that it runs in.
    """
    program = Path(__file__).with_name("calamine_process.py")
    most = {"sheets": MOST_SHEETS + 1, "rows": MOST_ROWS, "columns": MOST_COLUMNS, "cells": _MOST_CELLS}
    try:
        done = subprocess.run(
            [sys.executable, "-P", str(program), json.dumps(most)],
            input=data,
            capture_output=True,
            timeout=_SECONDS,
            check=True,
        )
        sheets = json.loads(done.stdout)
    except (OSError, subprocess.SubprocessError, ValueError) as error:
        raise RosterError(path, f"打不开，{_SAVE_AS}") from error
    return [
        _sheet(path, sheet["name"], (map(_of_json, row) for row in sheet["rows"]), loses_zeros=True)
        for sheet in _seen(path, sheets, lambda one: one["visible"])
    ]


def _of_json(value: Any) -> Cell:
    if isinstance(value, list):
        return Cell(str(value[0]), A_DATE)
    cell = of_value(value)
    is_error = isinstance(value, str) and value.startswith("#") and value in _ERRORS
    return Cell(fault=ERROR.format(value)) if is_error else cell


_ERRORS = ("#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!")


def places(row: Row) -> Iterator[int]:
    """Yield the columns of a row that are not empty."""
    yield from (place for place, cell in enumerate(row.cells) if cell.text)
