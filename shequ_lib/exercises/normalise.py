"""Bring an answer into the normal form of its kind, whatever way a person wrote it.

The page does the same (`labextension/src/answers/normalise.ts`): what a form shows is what will be marked.
`tests/answer_cases.json` holds cases that both must pass.
"""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from shequ_lib.exercises.literal import MAX_NUMBER, AnswerError
from shequ_lib.outside_text import encodable, normalised
from shequ_lib.script import simplify

Spec = dict[str, Any]

_DATE = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?")
_NUMBER = re.compile(r"[-+]?[0-9]{1,15}(\.[0-9]{1,9})?")
_MOST_SHOWN = 30  # characters of an answer in a message
_SHORT = 200  # characters; longer texts are not worth remembering
_SHRINKS = 8  # folding leaves at least an eighth of a text: at most four signs become one

# Names that people use for the same thing, as `fold` gives them; all of a line mean the first. Where an
# exercise has two of a line as different answers, only the exact text counts (see `_one_of`).
SYNONYMS = (
    ("居委会", "社区居民委员会", "居民委员会", "社区居委会"),
    ("党组织", "社区党组织"),
    ("工作站", "社区公共服务工作站", "公共服务工作站", "社区工作站"),
    ("业委会", "业主委员会"),
    ("街道", "街道办事处", "街道办"),
    ("物业公司", "物业服务公司", "物业服务企业", "物业管理公司"),
    ("恳谈会", "社区民情恳谈会", "民情恳谈会"),
    ("协调会", "社区事务协调会", "事务协调会"),
    ("听证会", "社区工作听证会", "社区听证会"),
    ("评议会", "社区成效评议会", "成效评议会"),
    ("居民代表大会", "社区居民代表大会"),
)
_SYNONYM = {name: first for first, *others in SYNONYMS for name in others}
_ANY_SYNONYM = re.compile("|".join(sorted(_SYNONYM, key=len, reverse=True)))


def fold(text: str) -> str:
    """Return `text` without what does not tell answers apart: script, width, case, white space."""
    return _folded(text) if len(text) <= _SHORT else _folded.__wrapped__(text)


@functools.lru_cache(maxsize=4096)  # the same names of options and items come up in every submission
def _folded(text: str) -> str:
    return re.sub(r"\s+", "", simplify(normalised("NFKC", text))).lower()


def same(text: str, stub: str) -> bool:
    """Tell whether `text` folds to the same as `stub`; one that is far too long is not even folded."""
    if text == stub:
        return True
    most = _SHRINKS * len(stub)
    if len(text) > most and len(text) - sum(map(str.isspace, text)) > most:
        return False
    return fold(text) == fold(stub)


def same_name(text: str) -> str:
    """Return `fold(text)` with every synonym replaced by the first of its line."""
    return _ANY_SYNONYM.sub(lambda match: _SYNONYM[match[0]], fold(text))


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
        try:
            return value.strftime("%Y-%m-%d")
        except ValueError:  # pandas' own sign for no date is a date, too
            raise AnswerError("这一格没有日期，请写成 2026-12-12 这样。") from None
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


def _choices(spec: Spec, value: Any) -> list[str] | None:
    return _letters(spec, value) or None  # nothing but commas


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
        plain = text.removesuffix("万")
        if not _NUMBER.fullmatch(plain):
            raise AnswerError(f"“{_shown(value)}”不是数字，请只写数字，如 12。")
        value = float(plain if plain == text else f"{plain}e4")  # 1.13 times 10000 would be a little less
    if isinstance(value, bool) or not isinstance(value, (int, float)) or _is_nan(value):
        raise AnswerError(f"“{_shown(value)}”不是数字，请只写数字，如 12。")
    if abs(value) > MAX_NUMBER:
        raise AnswerError("这个数太大，请核对是否多写了数字。")
    return int(value) if float(value).is_integer() else value


def _is_nan(value: float) -> bool:
    return isinstance(value, float) and math.isnan(value)  # a large whole number does not go into a float


def _essay(_spec: Spec, value: Any) -> str:
    if not isinstance(value, str):
        raise AnswerError("请用文字作答。")
    return value


def _table(_spec: Spec, value: Any) -> dict[str, Any]:
    from shequ_lib.exercises.plain_table import is_plain  # it folds texts, too

    if not is_plain(value):
        raise AnswerError("结果应当是一张表、一列数或一个数。")
    plain: dict[str, Any] = value
    return plain


def _year(spec: Spec, value: Any) -> dict[str, Any] | None:
    from shequ_lib import first_year

    return first_year.normalise(first_year.scenario(spec["seed"]), value)


def _one_of(answer: Any, known: Iterable[str], what: str) -> str:
    known = list(known)
    for form in (fold, same_name) if isinstance(answer, str) else ():
        given = form(answer)
        found = [item for item in known if form(item) == given]
        if len(found) == 1:
            return found[0]
    raise AnswerError(f"“{_shown(answer)}”不在{what}之中。")


def _shown(value: Any) -> str:
    if isinstance(value, (list, tuple, dict, set)):
        return "…"
    try:
        text = str(value).removesuffix(".0") if isinstance(value, float) else str(value)
    except (ValueError, RecursionError):  # such as a number of more digits than Python writes
        text = type(value).__name__
    return encodable(text if len(text) <= _MOST_SHOWN else text[:_MOST_SHOWN] + "…")


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
    "year": _year,
}
