"""The result of a pandas exercise as plain data, and its comparison with what was asked for.

Plain data is all that leaves the process that ran a trainee's line: it can be written as JSON, holds nothing
that could run, and is no larger than what can be compared in a moment.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Literal, TypeAlias, TypedDict, TypeGuard

from shequ_lib.exercises.fold import fold
from shequ_lib.exercises.kinds.date import iso_date
from shequ_lib.exercises.literal import AnswerError
from shequ_lib.outside_text import is_encodable

Cell: TypeAlias = int | float | str | None


class Frame(TypedDict):
    """A table: the names of its columns, and its rows."""

    type: Literal["frame"]
    columns: list[str]
    rows: list[list[Cell]]


class Series(TypedDict):
    """A column with its labels."""

    type: Literal["series"]
    index: list[str]
    values: list[Cell]


class Number(TypedDict):
    """One number."""

    type: Literal["number"]
    value: int | float


Plain: TypeAlias = Frame | Series | Number

# The largest honest result is a table that nobody has filtered: 92 rows of 15 columns, 18,000 characters.
MAX_ROWS, MAX_COLUMNS, MAX_CELLS = 2_000, 100, 10_000
MAX_TEXT = 1_000  # characters of a cell, a label or the name of a column
MAX_SIZE = 200_000  # characters of all of it as JSON in ASCII
_MAX_NUMBER = 10**300
_TOLERANCE = 1e-6  # relative; money and areas are compared as numbers, not as text
_TOO_LARGE = "结果太大，请检查是不是漏了筛选或汇总。"
_SHORT = 60  # characters of a day with 00:00:00; a longer text is no day
_MIDNIGHT = re.compile(r"t?00:00(:00(\.0{1,9})?)?$")  # as `fold` leaves it


def plain(value: Any) -> Plain | None:
    """Return a DataFrame, Series or number as `{"type": "frame" | "series" | "number", …}`.

    A named index counts as columns; an unnamed one (what a filter leaves behind) is dropped.

    Raises:
        AnswerError: it is none of these, or too large.
    """
    if value is None:
        return None
    kind = type(value).__name__
    made: Plain
    if kind == "DataFrame":
        frame = value.reset_index() if any(name is not None for name in value.index.names) else value
        if len(frame) > MAX_ROWS or len(frame.columns) > MAX_COLUMNS or frame.size > MAX_CELLS:
            raise AnswerError(_TOO_LARGE)
        made = {
            "type": "frame",
            "columns": [_label(column) for column in frame.columns],
            "rows": [[_cell(cell) for cell in row] for row in frame.itertuples(index=False, name=None)],
        }
    elif kind == "Series":
        if value.size > MAX_ROWS:
            raise AnswerError(_TOO_LARGE)
        made = {
            "type": "series",
            "index": [_label(label) for label in value.index],
            "values": [_cell(cell) for cell in value],
        }
    else:
        number = _cell(value)
        if not isinstance(number, (int, float)):
            raise AnswerError(f"结果应当是一张表、一列数或一个数，现在是 {kind[:_SHORT]}。")
        made = {"type": "number", "value": number}
    problem = _problem(made)
    if problem:
        raise AnswerError(problem)
    return made


def is_plain(value: object) -> TypeGuard[Plain]:
    """Tell whether something is what `plain` gives, so that it can be compared and shown at little cost.

    Args:
        value: what came back from the process that ran a trainee's line: any JSON value.
    """
    return isinstance(value, dict) and _has_form(value) and not _problem(value)


def _has_form(value: dict[Any, Any]) -> TypeGuard[Plain]:
    kind = value.get("type")
    if kind == "number" and set(value) == {"type", "value"}:
        return isinstance(value["value"], (int, float))
    if kind == "series" and set(value) == {"type", "index", "values"}:
        index, values = value["index"], value["values"]
        return (
            _are(index, _is_text, MAX_ROWS) and _are(values, _is_cell, MAX_ROWS) and len(index) == len(values)
        )
    if kind == "frame" and set(value) == {"type", "columns", "rows"}:
        columns, rows = value["columns"], value["rows"]
        return (
            _are(columns, _is_text, MAX_COLUMNS)
            and isinstance(rows, list)
            and len(rows) <= MAX_ROWS
            and len(rows) * len(columns) <= MAX_CELLS
            and all(_are(row, _is_cell, MAX_COLUMNS) and len(row) == len(columns) for row in rows)
        )
    return False


def _are(values: Any, check: Callable[[Any], bool], most: int) -> bool:
    return isinstance(values, list) and len(values) <= most and all(map(check, values))


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_cell(value: Any) -> bool:
    return value is None or isinstance(value, (int, float, str))


def _problem(value: Plain) -> str:
    """Return in Chinese what makes a result too much to work with, an empty text if nothing does."""
    for part in _parts(value):
        if isinstance(part, int) and abs(part) >= _MAX_NUMBER:  # too large to compare with a fraction
            return "结果里有的数太大，请检查算式。"
        if isinstance(part, str) and len(part) > MAX_TEXT:
            return f"结果里有一段文字太长：最多 {MAX_TEXT} 个字符。"
        if isinstance(part, str) and not is_encodable(part):
            return "结果里有不成字的符号（半个字符），请去掉它。"
    return _TOO_LARGE if len(json.dumps(value)) > MAX_SIZE else ""


def _parts(value: Plain) -> Iterator[Cell]:
    """Yield every text and number of plain data."""
    if value["type"] == "number":
        yield value["value"]
    elif value["type"] == "series":
        yield from value["index"]
        yield from value["values"]
    else:
        yield from value["columns"]
        for row in value["rows"]:
            yield from row


def digest(value: Plain | None) -> str:
    """Return a short name for plain data: equal data, equal name, whatever the script of its texts."""
    text = fold(json.dumps(_with_days(value), ensure_ascii=False, sort_keys=True))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]


def _with_days(value: Any) -> Any:
    """Return plain data in which every day is written in one way."""
    if isinstance(value, dict):
        return {name: _with_days(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_with_days(part) for part in value]
    return (_day(value) or value) if isinstance(value, str) else value


def share_right(given: Plain, expected: Plain, *, ordered: bool = False) -> tuple[float, list[str]]:
    """Return the share of `expected` that `given` has right (0 to 1), and Chinese lines on what differs.

    A frame counts by columns, a series by cells, a number all or nothing. Unless `ordered`, the order of
    the rows does not matter.
    """
    if expected["type"] == "series" and given["type"] == "frame" and len(given["columns"]) == 2:
        # The same numbers as a table of labels and numbers: `groupby` gives the one or the other.
        labels = [str(row[0]) for row in given["rows"]]
        given = {"type": "series", "index": labels, "values": [row[1] for row in given["rows"]]}
    if expected["type"] == "number" and given["type"] == "number":
        right = _same(given["value"], expected["value"])
        return (1.0, []) if right else (0.0, ["算出的数不对，请检查筛选的条件和相加的列。"])
    if expected["type"] == "series" and given["type"] == "series":
        return _series_share(given, expected, ordered=ordered)
    if expected["type"] == "frame" and given["type"] == "frame":
        return _frame_share(given, expected, ordered=ordered)
    names = {"frame": "一张表", "series": "一列数", "number": "一个数"}
    return 0.0, [f"要的是{names[expected['type']]}，现在得到的是{names[given['type']]}。"]


def _series_share(given: Series, expected: Series, *, ordered: bool) -> tuple[float, list[str]]:
    labels, wanted = _folded(given["index"]), _folded(expected["index"])
    values = dict(zip(labels, map(_compared, given["values"]), strict=True))
    right = sum(
        label in values and _same(values[label], value)
        for label, value in zip(wanted, map(_compared, expected["values"]), strict=True)
    )
    total = max(len(expected["index"]), len(given["index"]))
    messages = []
    if len(given["index"]) != len(expected["index"]):
        messages.append(f"要 {len(expected['index'])} 行，现在有 {len(given['index'])} 行。")
    if right < total:
        messages.append(f"{total} 个数里对了 {right} 个。")
    if ordered and right == total and labels != wanted:
        return 0.5, ["数都对，次序不对：请看清题目要求的排序。"]
    return (right / total if total else 0.0), messages


def _frame_share(given: Frame, expected: Frame, *, ordered: bool) -> tuple[float, list[str]]:
    if len(given["rows"]) != len(expected["rows"]):
        return 0.0, [f"要 {len(expected['rows'])} 行，现在有 {len(given['rows'])} 行：请检查筛选的条件。"]
    names = set(_folded(given["columns"]))
    shared = [column for column in expected["columns"] if _text(column) in names]
    missing = [column for column in expected["columns"] if _text(column) not in names]
    ours, theirs = _columns(expected, shared), _columns(given, shared)
    if not ordered:
        ours, theirs = _sorted_rows(ours), _sorted_rows(theirs)
    wrong = [
        column
        for column, mine, other in zip(shared, ours, theirs, strict=True)
        if not all(_same(a, b) for a, b in zip(mine, other, strict=True))
    ]
    messages = [f"缺少这些列：{'、'.join(missing)}。"] if missing else []
    if wrong:
        messages.append(f"这些列的数不对：{'、'.join(wrong)}。")
    return (len(shared) - len(wrong)) / max(1, len(expected["columns"])), messages


def _columns(table: Frame, names: list[str]) -> list[list[Cell]]:
    folded = _folded(table["columns"])
    places = [folded.index(_text(name)) for name in names]
    return [[_compared(row[place]) for row in table["rows"]] for place in places]


def _sorted_rows(columns: list[list[Cell]]) -> list[list[Cell]]:
    """Sort the rows by their texts first, so that one wrong number does not disturb the other columns."""
    rows = list(zip(*columns, strict=True))
    rows.sort(key=lambda row: ([cell for cell in row if isinstance(cell, str)], list(map(str, row))))
    return [list(column) for column in zip(*rows, strict=True)] if rows else columns


def _label(label: Any) -> str:
    return "、".join(str(part) for part in label) if isinstance(label, tuple) else str(label)


def _cell(cell: Any) -> Cell:
    if hasattr(cell, "item") and type(cell).__name__ != "datetime64":  # a numpy scalar
        cell = cell.item()
    if cell is None or isinstance(cell, (bool, int, str)):
        return cell
    if isinstance(cell, float):
        if math.isnan(cell):
            return None
        return int(cell) if cell.is_integer() else cell
    return str(cell)


def _same(a: Cell, b: Cell) -> bool:
    if isinstance(a, (int, float)) and isinstance(b, (int, float)):
        return math.isclose(a, b, rel_tol=_TOLERANCE, abs_tol=_TOLERANCE)
    return a == b


def _folded(texts: Iterable[str]) -> list[str]:
    return [_text(text) for text in texts]


def _compared(cell: Cell) -> Cell:
    """Return a cell as it is compared: a text without what does not tell texts apart."""
    return _text(cell) if isinstance(cell, str) else cell


def _text(text: str) -> str:
    return fold(_day(text) or text)


def _day(text: str) -> str:
    """Return a day as pandas writes its midnight, an empty text for all else.

    A line may well give pandas' own moments, Python's dates, periods of a day, or text: the same day, in
    different writing.
    """
    if len(text) > _SHORT or not text[:1].isdigit():
        return ""
    try:
        return f"{iso_date(_MIDNIGHT.sub('', fold(text)))} 00:00:00"
    except AnswerError:
        return ""
