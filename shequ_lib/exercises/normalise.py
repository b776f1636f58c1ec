"""Bring an answer into the normal form of its kind, whatever way a person wrote it."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from shequ_lib.exercises.literal import AnswerError

Spec = dict[str, Any]

_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_TEN_THOUSAND = 10_000


def fold(text: str) -> str:
    """Return `text` without what does not tell answers apart: width, case, white space."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).casefold()


def normalise(spec: Spec, value: Any) -> Any:
    """Return `value` in the normal form of `spec["kind"]`, or None where nothing is answered.

    Args:
        spec: the public part of an exercise.
        value: what the answer cell holds; for a `table`, plain data (see `plain_table`).

    Raises:
        AnswerError: the value is not an answer of this kind; the message says what is.
    """
    if value is None or (isinstance(value, (str, list, tuple, dict, set)) and not value):
        return None
    return _NORMALISERS[spec["kind"]](spec, value)


def iso_date(value: Any) -> str:
    """Return a date, written in any of the usual ways, as `YYYY-MM-DD`.

    Raises:
        AnswerError: it is no date of the calendar.
    """
    if isinstance(value, date):
        return value.strftime("%Y-%m-%d")
    match = _DATE.fullmatch(fold(value)) if isinstance(value, str) else None
    if match is None:
        raise AnswerError(f"“{_shown(value)}”不是日期，请写成 2026-12-12 这样。")
    try:
        return date(*(int(part) for part in match.groups())).isoformat()
    except ValueError:
        raise AnswerError(f"日历上没有“{_shown(value)}”这一天。") from None


def _choice(spec: Spec, value: Any) -> str:
    letters = _letters(spec, value)
    if len(letters) != 1:
        raise AnswerError("这是单选题，只选一项。")
    return letters[0]


def _choices(spec: Spec, value: Any) -> list[str]:
    return _letters(spec, value)


def _letters(spec: Spec, value: Any) -> list[str]:
    options = spec["options"]
    if isinstance(value, str):
        value = [letter for letter in fold(value).upper() if letter not in ",、;和"]
    if not isinstance(value, (list, tuple, set)):
        raise AnswerError(f"请写选项字母，如 {next(iter(options))}。")
    letters = set()
    for item in value:
        letter = fold(item).upper() if isinstance(item, str) else ""
        if letter not in options:
            raise AnswerError(f"没有选项“{_shown(item)}”，可选的是 {'、'.join(options)}。")
        letters.add(letter)
    return sorted(letters)


def _order(spec: Spec, value: Any) -> list[str]:
    if not isinstance(value, (list, tuple)):
        raise AnswerError("请把各项按次序写成一列。")
    items = [_one_of(item, spec["items"], "各项") for item in value]
    missing = [item for item in spec["items"] if item not in items]
    if missing:
        raise AnswerError(f"还缺：{'、'.join(missing)}。")
    if len(items) != len(spec["items"]):
        raise AnswerError("每一项只能出现一次。")
    return items


def _match(spec: Spec, value: Any) -> dict[str, str] | None:
    return _fields(value, spec["items"], lambda answer: _one_of(answer, spec["targets"], "可选的答案"))


def _schedule(spec: Spec, value: Any) -> dict[str, str] | None:
    return _fields(value, spec["fields"], iso_date)


def _fields(value: Any, names: list[str], answer_of: Callable[[Any], str]) -> dict[str, str] | None:
    if not isinstance(value, dict):
        raise AnswerError(f"请逐项作答：{'、'.join(names)}。")
    answers = {_one_of(name, names, "题目里的项目"): answer for name, answer in value.items()}
    given = {name: answer_of(answers[name]) for name in names if answers.get(name) not in (None, "")}
    return given or None


def _number(spec: Spec, value: Any) -> int | float:
    unit = spec.get("unit", "")
    if isinstance(value, str):
        text = fold(value).replace(",", "").removesuffix(fold(unit))
        times = _TEN_THOUSAND if text.endswith("万") else 1
        if not re.fullmatch(r"[-+]?\d{1,15}(\.\d{1,9})?", text.removesuffix("万")):
            raise AnswerError(f"“{_shown(value)}”不是数字，请只写数字，如 12。")
        value = float(text.removesuffix("万")) * times
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise AnswerError(f"“{_shown(value)}”不是数字，请只写数字，如 12。")
    return int(value) if float(value).is_integer() else value


def _essay(_spec: Spec, value: Any) -> str:
    if not isinstance(value, str):
        raise AnswerError("请用文字作答。")
    return value


def _table(_spec: Spec, value: Any) -> dict[str, Any]:
    if not isinstance(value, dict) or value.get("type") not in ("frame", "series", "number"):
        raise AnswerError("结果应当是一张表、一列数或一个数。")
    return value


def _one_of(answer: Any, known: Iterable[str], what: str) -> str:
    by_fold = {fold(item): item for item in known}
    if not isinstance(answer, str) or fold(answer) not in by_fold:
        raise AnswerError(f"“{_shown(answer)}”不在{what}之中。")
    return by_fold[fold(answer)]


def _shown(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 30 else text[:30] + "…"


_NORMALISERS: dict[str, Callable[[Spec, Any], Any]] = {
    "choice": _choice,
    "choices": _choices,
    "order": _order,
    "match": _match,
    "number": _number,
    "date": lambda _spec, value: iso_date(value),
    "schedule": _schedule,
    "table": _table,
    "essay": _essay,
}
