"""The result of a pandas exercise as plain data, and its comparison with what was asked for.

Plain data is all that leaves the process that ran a trainee's line: it can be written as JSON and holds
nothing that could run.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Callable, Iterable
from typing import Any

from shequ_lib.exercises.literal import AnswerError
from shequ_lib.exercises.normalise import fold

Plain = dict[str, Any]

MAX_CELLS = 100_000
_MAX_NUMBER = 10**300
_TOLERANCE = 1e-6  # relative; money and areas are compared as numbers, not as text


def plain(value: Any) -> Plain | None:
    """Return a DataFrame, Series or number as `{"type": "frame" | "series" | "number", …}`.

    A named index counts as columns; an unnamed one (what a filter leaves behind) is dropped.

    Raises:
        AnswerError: it is none of these, or too large.
    """
    if value is None:
        return None
    kind = type(value).__name__
    if kind == "DataFrame":
        frame = value.reset_index() if any(name is not None for name in value.index.names) else value
        if frame.size > MAX_CELLS:
            raise AnswerError("结果的表太大，请检查是不是漏了筛选或汇总。")
        return {
            "type": "frame",
            "columns": [_label(column) for column in frame.columns],
            "rows": [[_cell(cell) for cell in row] for row in frame.itertuples(index=False, name=None)],
        }
    if kind == "Series":
        if value.size > MAX_CELLS:
            raise AnswerError("结果太长，请检查是不是漏了筛选或汇总。")
        return {
            "type": "series",
            "index": [_label(label) for label in value.index],
            "values": [_cell(cell) for cell in value],
        }
    cell = _cell(value)
    if isinstance(cell, (int, float)):
        return {"type": "number", "value": cell}
    raise AnswerError(f"结果应当是一张表、一列数或一个数，现在是 {kind}。")


def is_plain(value: Any) -> bool:
    """Tell whether something has the form that `plain` gives, so that it can be compared and shown.

    Args:
        value: what came back from the process that ran a trainee's line: any JSON value.
    """
    if not isinstance(value, dict):
        return False
    if value.get("type") == "number":
        return _is_cell(value.get("value")) and isinstance(value["value"], (int, float))
    if value.get("type") == "series":
        index: Any = value.get("index")
        values: Any = value.get("values")
        return _are(index, _is_text) and _are(values, _is_cell) and len(index) == len(values)
    if value.get("type") != "frame":
        return False
    columns: Any = value.get("columns")
    rows: Any = value.get("rows")
    return (
        _are(columns, _is_text)
        and isinstance(rows, list)
        and all(_are(row, _is_cell) and len(row) == len(columns) for row in rows)
    )


def _are(values: Any, check: Callable[[Any], bool]) -> bool:
    return isinstance(values, list) and len(values) <= MAX_CELLS and all(map(check, values))


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_cell(value: Any) -> bool:
    if isinstance(value, int):
        return abs(value) < _MAX_NUMBER  # a whole number may be too large to compare with a fraction
    return value is None or isinstance(value, (float, str))


def digest(value: Plain | None) -> str:
    """Return a short name for plain data: equal data, equal name, whatever the script of its texts."""
    text = fold(json.dumps(value, ensure_ascii=False, sort_keys=True))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]


def share_right(given: Plain, expected: Plain, *, ordered: bool = False) -> tuple[float, list[str]]:
    """Return the share of `expected` that `given` has right (0 to 1), and Chinese lines on what differs.

    A frame counts by columns, a series by cells, a number all or nothing. Unless `ordered`, the order of
    the rows does not matter.
    """
    if given["type"] != expected["type"]:
        names = {"frame": "一张表", "series": "一列数", "number": "一个数"}
        return 0.0, [f"要的是{names[expected['type']]}，现在得到的是{names[given['type']]}。"]
    if expected["type"] == "number":
        right = _same(given["value"], expected["value"])
        return (1.0, []) if right else (0.0, ["算出的数不对，请检查筛选的条件和相加的列。"])
    if expected["type"] == "series":
        return _series_share(given, expected, ordered=ordered)
    return _frame_share(given, expected, ordered=ordered)


def _series_share(given: Plain, expected: Plain, *, ordered: bool) -> tuple[float, list[str]]:
    labels, wanted = _folded(given["index"]), _folded(expected["index"])
    values = dict(zip(labels, given["values"], strict=True))
    right = sum(
        label in values and _same(values[label], value)
        for label, value in zip(wanted, expected["values"], strict=True)
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


def _frame_share(given: Plain, expected: Plain, *, ordered: bool) -> tuple[float, list[str]]:
    if len(given["rows"]) != len(expected["rows"]):
        return 0.0, [f"要 {len(expected['rows'])} 行，现在有 {len(given['rows'])} 行：请检查筛选的条件。"]
    names = _folded(given["columns"])
    shared = [column for column in expected["columns"] if fold(column) in names]
    missing = [column for column in expected["columns"] if fold(column) not in names]
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
    return (len(shared) - len(wrong)) / len(expected["columns"]), messages


def _columns(table: Plain, names: list[str]) -> list[list[Any]]:
    places = [_folded(table["columns"]).index(fold(name)) for name in names]
    return [[row[place] for row in table["rows"]] for place in places]


def _sorted_rows(columns: list[list[Any]]) -> list[list[Any]]:
    """Sort the rows by their texts first, so that one wrong number does not disturb the other columns."""
    rows = list(zip(*columns, strict=True))
    rows.sort(key=lambda row: (_folded(cell for cell in row if isinstance(cell, str)), list(map(str, row))))
    return [list(column) for column in zip(*rows, strict=True)] if rows else columns


def _label(label: Any) -> str:
    return "、".join(str(part) for part in label) if isinstance(label, tuple) else str(label)


def _cell(cell: Any) -> Any:
    if hasattr(cell, "item"):  # a numpy scalar
        cell = cell.item()
    if cell is None or isinstance(cell, (bool, int, str)):
        return cell
    if isinstance(cell, float):
        if math.isnan(cell):
            return None
        return int(cell) if cell.is_integer() else cell
    return str(cell)


def _same(a: Any, b: Any) -> bool:
    if isinstance(a, (int, float)) and isinstance(b, (int, float)):
        return math.isclose(a, b, rel_tol=_TOLERANCE, abs_tol=_TOLERANCE)
    if isinstance(a, str) and isinstance(b, str):
        return fold(a) == fold(b)
    return bool(a == b)


def _folded(texts: Iterable[str]) -> list[str]:
    return [fold(text) for text in texts]
