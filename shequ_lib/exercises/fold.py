"""When two texts are the same to a person: script, width, case, blanks, and names for the same thing."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from typing import Any

from shequ_lib.exercises.literal import AnswerError
from shequ_lib.outside_text import encodable, normalised
from shequ_lib.script import simplify

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


def one_of(answer: Any, known: Iterable[str], what: str) -> str:
    """Return which of the known texts an answer means.

    Args:
        answer: what a person wrote.
        known: the texts that it may mean.
        what: what they are, for the message.

    Raises:
        AnswerError: it means none of them, or more than one.
    """
    known = list(known)
    for form in (fold, same_name) if isinstance(answer, str) else ():
        given = form(answer)
        found = [item for item in known if form(item) == given]
        if len(found) == 1:
            return found[0]
    raise AnswerError(f"“{shown(answer)}”不在{what}之中。")


def shown(value: Any) -> str:
    """Return an answer as a message shows it: in one line, cut, whatever it is."""
    if isinstance(value, (list, tuple, dict, set)):
        return "…"
    try:
        text = str(value).removesuffix(".0") if isinstance(value, float) else str(value)
    except (ValueError, RecursionError):  # such as a number of more digits than Python writes
        text = type(value).__name__
    return encodable(text if len(text) <= _MOST_SHOWN else text[:_MOST_SHOWN] + "…")
