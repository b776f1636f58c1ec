"""Sheets for Excel and WPS: a text stays a text, a number a number, and the head stays in view."""

from __future__ import annotations

import datetime
import io
import math
import re
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.utils.cell import coordinate_from_string
from openpyxl.worksheet.worksheet import Worksheet

from grading.common.filled import write_file
from grading.common.trouble import cannot, is_about_the_disk
from shequ_lib.errors import ShequError, chinese_date

HEAD = PatternFill("solid", fgColor="FFDDEBF7")
WAITING = PatternFill("solid", fgColor="FFFFF2CC")
_PAGE = 190  # characters across a sheet of paper, small but readable
_LINE, _HIGHEST = 15.5, 400.0  # points; Excel's rows end at 409
_LONGEST = 32_767  # UTF-16 units of a cell; Excel repairs a file with more by emptying the cell
_CUT = "…（太长，后面的没有写出来）"
_LONGEST_HEADER = 100
_LONGEST_SHEET_NAME = 31  # UTF-16 units, by Excel
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\\s]+")
_RESERVED = "history"  # Excel keeps this name of a sheet for itself
_LARGEST = 10**15  # from here on Excel would round a whole number
# Signs that nobody sees may stand before it: some programs drop them.
_FORMULA = re.compile(r"[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]*[=+\-@＝＋－＠]")
_NO_TEXT = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # all but XML 1.0's Char
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def looks_like_formula(text: str) -> bool:
    """Tell whether a spreadsheet that reads this text, or lets somebody edit it, would calculate."""
    return bool(_FORMULA.match(text)) or text.startswith(("\t", "\r", "\n"))


def readable(text: str) -> str:
    """Return a text with U+FFFD for each sign that XML cannot hold: control signs, half surrogate pairs."""
    return _NO_TEXT.sub("\ufffd", text)


def as_cell(text: str) -> str:
    """Return a text as a cell of an .xlsx holds it: readable, not too long, and never taken for an escape.

    Spreadsheets read `_x000D_` as the sign with that number, so a text that says this literally is escaped.
    """
    lines = readable(text.replace("\r\n", "\n").replace("\r", "\n"))
    return _cut(_ESCAPE.sub("_x005F_", lines), _LONGEST, _CUT)


def _cut(text: str, longest: int, mark: str) -> str:
    """Return a text of at most `longest` UTF-16 units, with a mark where something was cut off."""
    if len(text) * 2 <= longest or len(text.encode("utf-16-le")) <= longest * 2:
        return text
    kept = text.encode("utf-16-le")[: (longest - len(mark)) * 2]
    return kept.decode("utf-16-le", errors="ignore") + mark  # half a pair at the end goes, too


def sheet_name(book: Workbook, wanted: str) -> str:
    """Return a name for one more sheet: as wanted, as far as Excel allows it and it is not taken."""
    plain = _NOT_IN_SHEET_NAMES.sub(" ", readable(wanted)).strip(" '") or "表"
    taken = {name.casefold() for name in book.sheetnames} | {_RESERVED}
    name, number = _cut(plain, _LONGEST_SHEET_NAME, "").rstrip(" '"), 1
    while name.casefold() in taken:
        number += 1
        after = f" {number}"
        name = _cut(plain, _LONGEST_SHEET_NAME - len(after), "").rstrip(" '") + after
    return name


def append(sheet: Worksheet, values: Sequence[object]) -> list[Cell]:
    """Append a row and return its cells.

    A text is stored as a text whatever it starts with; one that looks like a formula also gets Excel's own
    quote prefix, so that it stays a text when somebody edits the cell.
    """
    cells = []
    for value in values:
        cell = WriteOnlyCell(sheet, _plain(value))
        if isinstance(cell.value, str):
            cell.data_type = "s"
            cell.quotePrefix = looks_like_formula(cell.value)
        cells.append(cell)
    sheet.append(cells)
    return cells


def _plain(value: object) -> object:
    if isinstance(value, str):
        return as_cell(value) or None  # a cell of no text is an empty cell
    if isinstance(value, float):
        if not math.isfinite(value):
            return None  # a cell has no such number
        value = int(value) if value.is_integer() else value
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= _LARGEST:
        return str(value)
    return value


def finish(
    sheet: Worksheet, frozen: str, widths: Mapping[int, int], *, last: int, one_page_wide: bool = False
) -> None:
    """Dress a sheet whose first row is its head: frozen, with filters, wide enough, ready to print.

    Args:
        sheet: the sheet.
        frozen: the cell whose rows above and columns to the left stay in view.
        widths: by column, counted from 1, in characters.
        last: the width of the last column.
        one_page_wide: print all columns on one sheet of paper, however many there are.
    """
    sheet.freeze_panes = frozen
    sheet.auto_filter.ref = sheet.dimensions
    columns = sheet.max_column
    for place in range(1, columns + 1):
        default = last if place == columns else 12
        sheet.column_dimensions[get_column_letter(place)].width = widths.get(place, default)
    for cell in sheet[1]:
        cell.font, cell.fill = Font(bold=True), HEAD
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
    sheet.row_dimensions[1].height = 48
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    wide = sum(sheet.column_dimensions[get_column_letter(place)].width for place in range(1, columns + 1))
    pages = 1 if one_page_wide else max(1, round(wide / _PAGE))
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = pages, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
    kept = column_index_from_string(coordinate_from_string(frozen)[0]) - 1
    if kept:
        sheet.print_title_cols = f"A:{get_column_letter(kept)}"


def head_lines(sheet: Worksheet, title: str, day: datetime.date) -> None:
    """Print a title and a day above each page, and its number below."""
    above, below = sheet.oddHeader, sheet.oddFooter
    # A header has 255 characters at most; & begins a code in it.
    above.left.text = readable(title)[:_LONGEST_HEADER].replace("&", "&&")
    above.right.text = chinese_date(day)
    below.center.text = "第 &P 页，共 &N 页"


def foot(sheet: Worksheet, text: str) -> None:
    """Write a remark below the rows, apart from them, so that filters and sorting leave it where it is."""
    place = sheet.max_row + 2
    cell = sheet.cell(place, 1, as_cell(text))
    cell.data_type, cell.font = "s", Font(italic=True, color="FF59636E")


def fit_rows(sheet: Worksheet) -> None:
    """Make each row as high as its wrapped texts need, which not every program does; begin all at the top."""
    for row in sheet.iter_rows(min_row=2):
        lines = max(_lines(sheet, cell) for cell in row)
        if lines > 1:
            sheet.row_dimensions[row[0].row].height = min(lines * _LINE, _HIGHEST)
        for cell in row:
            now = cell.alignment
            cell.alignment = Alignment(horizontal=now.horizontal, vertical="top", wrap_text=now.wrap_text)


def _lines(sheet: Worksheet, cell: Cell) -> int:
    if not (isinstance(cell.value, str) and cell.alignment.wrap_text):
        return 1
    room = max(sheet.column_dimensions[cell.column_letter].width - 1, 1)
    return sum(max(1, math.ceil(_wide(line) / room)) for line in cell.value.split("\n"))


def _wide(text: str) -> int:
    """Return the width of a text in digits; a Chinese character is as wide as two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def save(book: Workbook, path: Path) -> None:
    """Write a workbook, whole or not at all.

    Raises:
        ShequError: it cannot be written, as when Excel has it open.
    """
    made = io.BytesIO()
    with refused(path):
        book.save(made)
        write_file(path, made.getvalue())


@contextmanager
def refused(path: Path) -> Iterator[None]:
    """Say in one line that a table cannot be written, and what to do.

    Raises:
        ShequError: instead of any OSError.
    """
    try:
        yield
    except OSError as error:
        if is_about_the_disk(error):
            raise ShequError(cannot(error, path)) from error
        raise ShequError(f"{path.name} 写不进去，请先在 Excel 或 WPS 里关掉它，再运行一次。") from error


def unchanging(book: Workbook, when: datetime.datetime) -> bytes:
    """Return a workbook as bytes that depend on what it holds and on `when` alone.

    openpyxl notes the moment of saving; and what a compressor gives differs between computers, so nothing is
    compressed.
    """
    written, made = io.BytesIO(), io.BytesIO()
    book.properties.created = when
    book.save(written)
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "docProps/core.xml":
                stamp = when.strftime("%Y-%m-%dT%H:%M:%SZ").encode("ascii")
                data = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp, data)
            entry = zipfile.ZipInfo(name, when.timetuple()[:6])
            entry.create_system = 3  # the same on Windows
            new.writestr(entry, data)
    return made.getvalue()
