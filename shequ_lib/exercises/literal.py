"""The answer of record: one plain literal, assigned to one name, in one cell.

Reading never runs anything: the cell is parsed and its value taken with `ast.literal_eval`. What it may look
like says `literal_grammar`; the page goes by the same grammar.
"""

from __future__ import annotations

import ast
import json
from typing import Any

from shequ_lib.errors import ShequError
from shequ_lib.exercises import literal_grammar

MAX_SOURCE = 20_000  # characters; the longest honest answer is far below this
MAX_DEPTH, MAX_PARTS, MAX_NUMBER = 4, 2_000, 10**15  # of a value; honest ones are far below, too
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


def read(exercise_id: str, source: str) -> Any:
    """Return the value that an answer cell records, or None where nothing is answered.

    Comments are ignored; where the name is assigned more than once the last one counts.

    Raises:
        AnswerError: the cell holds anything but plain assignments to the exercise's own name.
    """
    name = variable(exercise_id)
    if len(source) > MAX_SOURCE:
        raise AnswerError(f"答案太长：这一格最多 {MAX_SOURCE} 个字符。")
    try:
        statements = ast.parse(source).body
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        raise AnswerError(f"这一格读不懂：应当只有一行，形如 {name} = …，引号和逗号用英文半角。") from None
    value = None
    for statement in statements:
        if not (
            isinstance(statement, ast.Assign)
            and len(statement.targets) == 1
            and isinstance(statement.targets[0], ast.Name)
            and statement.targets[0].id == name
        ):
            raise AnswerError(f"这一格应当只有一行答案，形如 {name} = …；请删去其他内容。")
        if isinstance(statement.value, ast.Name) and statement.value.id == "null":
            value = None
            continue
        try:
            value = ast.literal_eval(statement.value)
            _check_size(value)
        except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
            raise AnswerError(
                f'等号右边要直接写答案本身，例如 {name} = "B" 或 {name} = 7，不能是算式或程序。'
            ) from None
    if not literal_grammar.accepts(name, source):
        raise AnswerError(f'这一格只能写答案本身，一行，形如 {name} = "B" 或 {name} = 7，引号只用一对。')
    return value


def _check_size(value: Any) -> None:
    """Raise ValueError where a value is so deep, long or large that working with it could do harm."""
    parts, level = 0, [value]
    for _ in range(MAX_DEPTH + 1):
        parts += len(level)
        if parts > MAX_PARTS:
            raise ValueError("too many parts")
        if any(isinstance(part, (int, complex)) and abs(part) > MAX_NUMBER for part in level):
            raise ValueError("too large a number")
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
