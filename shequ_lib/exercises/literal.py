"""The answer of record: one plain literal, assigned to one name, in one cell.

Reading never runs anything: the cell is parsed and its value taken with `ast.literal_eval`. What it may look
like says `literal_grammar`; the page goes by the same grammar.
"""

from __future__ import annotations

import ast
import json
import warnings
from typing import Any

from shequ_lib.errors import ShequError
from shequ_lib.exercises import literal_grammar
from shequ_lib.exercises.literal_grammar import MAX_LINES, MAX_SOURCE, MAX_TEXT
from shequ_lib.outside_text import is_encodable, stream_safe

__all__ = ["MAX_LINES", "MAX_SOURCE", "MAX_TEXT", "AnswerError", "parse", "read", "variable", "write"]
MAX_DEPTH, MAX_PARTS, MAX_NUMBER = 4, 2_000, 10**15  # of a value; ordinary answers are far below
_PLAIN = (str, int, float, list, tuple, dict, set, type(None))  # True and False are whole numbers
CODE_STUB = "# 答案写在这一格。"
TEXT_STUB = "（在这里写你的回答）"


class AnswerError(ShequError):
    """An answer cannot be read; the message tells the trainee what to put right."""


def variable(exercise_id: str) -> str:
    """Return the Python name that carries the answer of an exercise (`notice-date` -> `notice_date`)."""
    return exercise_id.replace("-", "_")


def write(exercise_id: str, value: Any) -> str:
    """Return the one line that records `value` (text, number, list, dict or None) as the answer."""
    literal = "None" if value is None else json.dumps(value, ensure_ascii=False)
    return f"{variable(exercise_id)} = {literal}"


def parse(source: str) -> list[ast.stmt] | None:
    """Return the statements of a cell, None where it is no Python, or more than an answer may be."""
    if len(source) > MAX_SOURCE or sum(map(source.count, "\n\r;")) > MAX_LINES:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Python's warnings to programmers are of no use to a trainee
            return ast.parse(stream_safe(source)).body
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return None


def read(exercise_id: str, source: str) -> Any:
    """Return the value that an answer cell records, or None where nothing is answered.

    Comments are ignored; where the name is assigned more than once the last one counts.

    Raises:
        AnswerError: the cell holds anything but plain assignments to the exercise's own name.
    """
    name = variable(exercise_id)
    if len(source) > MAX_SOURCE:
        raise AnswerError(f"答案太长：这一格最多 {MAX_SOURCE} 个字符。")
    refusal = literal_grammar.refusal(name, source)
    if refusal == "text":
        raise AnswerError(f"答案里有一段文字太长：最多 {MAX_TEXT} 个字符。")
    unreadable = AnswerError(
        f'这一格读不懂：应当只有一行，形如 {name} = "B" 或 {name} = 7，等号右边直接写答案，'
        "引号和逗号用英文半角。"
    )
    statements = None if refusal else parse(source)
    if statements is None:
        raise unreadable
    value = None
    for statement in statements:
        if not isinstance(statement, ast.Assign):
            raise unreadable
        if isinstance(statement.value, ast.Name) and statement.value.id == "null":
            value = None
            continue
        try:
            value = ast.literal_eval(statement.value)
            _check(value)
        except (ArithmeticError, ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
            raise unreadable from None
    return value


def _check(value: Any) -> None:
    """Check that working with a value can do no harm.

    Raises:
        ValueError: it holds anything but text and numbers, or is too deep, long or large.
    """
    parts, level = 0, [value]
    for _ in range(MAX_DEPTH + 1):
        parts += len(level)
        if parts > MAX_PARTS:
            raise ValueError("too many parts")
        for part in level:
            if not isinstance(part, _PLAIN):
                raise ValueError("neither text nor number")
            if isinstance(part, int) and abs(part) > MAX_NUMBER:
                raise ValueError("too large a number")
            if isinstance(part, str) and (len(part) > MAX_TEXT or not is_encodable(part)):
                raise ValueError("too long a text, or half a character")
        inner: list[Any] = []
        for part in level:
            if isinstance(part, dict):
                inner += [*part.keys(), *part.values()]
            elif isinstance(part, (list, tuple, set)):
                inner += part
        if not inner:
            return
        level = inner
    raise ValueError("too deep")
