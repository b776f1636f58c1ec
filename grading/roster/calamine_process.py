"""A program of its own: a workbook from standard input, read by python-calamine, as JSON to standard output.

It takes limits as its one argument, and imports nothing of the project.
"""

import contextlib
import datetime
import io
import json
import sys

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

_MEMORY = 2 * 1024**3  # bytes of address space


def _value(value: object) -> object:
    """Return a cell as JSON has it; what is a date or a span of time is a list of one text."""
    if isinstance(value, datetime.date | datetime.time | datetime.timedelta):
        return [str(value)]
    return value


def main() -> None:
    """Read and write; a sheet beyond the limits ends at its first row, for the reader refuses it anyway."""
    with contextlib.suppress(ImportError, ValueError, OSError):  # not on Windows
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    most = json.loads(sys.argv[1])
    book = CalamineWorkbook.from_object(io.BytesIO(sys.stdin.buffer.read()))
    found = []
    for about in book.sheets_metadata[: most["sheets"]]:
        if about.typ != SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(about.name)
        rows: list[list[object]]
        if sheet.width > most["columns"]:
            rows = [["?"] * (most["columns"] + 1)]
        elif sheet.height * sheet.width > most["cells"]:
            rows = [["?"]] * (most["rows"] + 1)
        else:
            rows = [[_value(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
        visible = about.visible == SheetVisibleEnum.Visible
        found.append({"name": about.name, "visible": visible, "rows": rows})
    sys.stdout.buffer.write(json.dumps(found).encode("ascii"))


if __name__ == "__main__":
    main()
