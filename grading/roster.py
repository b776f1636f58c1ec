"""The class list: trainee numbers and names from an .xlsx or .csv file, however its columns are called."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from grading.names import check_id, clean, folder_key
from grading.shown import shown
from shequ_lib.errors import ShequError

__all__ = ["Trainee", "check_id", "clean", "read_roster"]
ID_COLUMNS = ("学号", "编号", "学员编号", "工号", "账号", "id", "studentid", "学员号")
NAME_COLUMNS = ("姓名", "名字", "学员姓名", "name", "studentname")
_HEADER_ROWS = 10  # a title and some remarks may stand above the header


@dataclass(frozen=True)
class Trainee:
    """One person of the class: `id` as nbgrader knows it, `name` as people do (may be empty)."""

    id: str
    name: str = ""


def read_roster(path: Path) -> tuple[Trainee, ...]:
    """Return the trainees of a class list in its order.

    Args:
        path: an .xlsx workbook (its first sheet) or a .csv file in UTF-8 or GBK.

    Raises:
        ShequError: no such file, no known column, the same number twice, or two that would be one folder.
    """
    if not path.is_file():
        raise ShequError(f"花名册 {path.name} 不存在，请检查文件名。")
    suffix = path.suffix.lower()
    if suffix not in (".xlsx", ".csv"):
        raise ShequError(f"花名册 {path.name} 应当是 .xlsx 或 .csv 文件。")
    rows = [[clean(cell) for cell in row] for row in (_xlsx(path) if suffix == ".xlsx" else _csv(path))]
    for place, row in enumerate(rows[:_HEADER_ROWS]):
        titles = [title.lower().replace(" ", "").replace("_", "") for title in row]
        id_at, name_at = _place(titles, ID_COLUMNS), _place(titles, NAME_COLUMNS)
        if id_at is not None or name_at is not None:
            return _trainees(path, rows[place + 1 :], id_at, name_at)
    raise ShequError(f"花名册 {path.name} 里没有“学号”或“姓名”这样的列名。")


def _trainees(
    path: Path, rows: list[list[str]], id_at: int | None, name_at: int | None
) -> tuple[Trainee, ...]:
    trainees: dict[str, Trainee] = {}
    folders: dict[str, str] = {}
    for row in rows:
        name = row[name_at] if name_at is not None and name_at < len(row) else ""
        trainee_id = row[id_at] if id_at is not None and id_at < len(row) else ""
        trainee = Trainee(check_id(trainee_id or name), name) if trainee_id or name else None
        if trainee is None:
            continue
        if trainee.id in trainees:
            raise ShequError(f"花名册 {path.name} 里“{trainee.id}”出现了两次，请改成不同的编号。")
        other = folders.setdefault(folder_key(trainee.id), trainee.id)
        if other != trainee.id:
            raise ShequError(
                f"花名册 {path.name} 里“{other}”和“{trainee.id}”只差大小写、全角半角之类，"
                "在 Windows 和 macOS 上是同一个文件夹，请改成不同的编号。"
            )
        trainees[trainee.id] = trainee
    return tuple(trainees.values())


def _place(titles: list[str], known: Iterable[str]) -> int | None:
    return next((place for place, title in enumerate(titles) if title in known), None)


def _xlsx(path: Path) -> list[tuple[object, ...]]:
    import openpyxl

    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        try:
            return list(book.worksheets[0].iter_rows(values_only=True))
        finally:
            book.close()
    except Exception as error:  # openpyxl lets through whatever zipfile, XML or struct raise
        raise ShequError(f"花名册 {path.name} 打不开，请用 Excel 或 WPS 另存为 .xlsx 再试。") from error


def _csv(path: Path) -> list[list[str]]:
    data = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise ShequError(f"花名册 {path.name} 的文字编码认不出，请另存为 .xlsx 再试。")
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise ShequError(f"花名册 {path.name} 读不通（{shown(error)}），请另存为 .xlsx 再试。") from error
