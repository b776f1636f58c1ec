"""Text from outside: what can be done with it at a cost that grows no faster than the text.

Unicode's own algorithms sort the marks that stand on one letter, which takes the square of their number; and
half of a surrogate pair is text to Python and JSON, but fits into no file, database or page.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import Literal

Form = Literal["NFC", "NFD", "NFKC", "NFKD"]

MAX_MARKS = 30  # on one letter, of Unicode's Stream-Safe Text Format (UAX #15); no language needs ten
_HALF = re.compile("[\ud800-\udfff]")
_JOINER = "\u034f"  # the joiner that the same format puts between more of them


def normalised(form: Form, text: str) -> str:
    """Return `unicodedata.normalize(form, text)`, in linear time however many marks a letter has."""
    return unicodedata.normalize(form, stream_safe(text))


def encodable(text: str) -> str:
    """Return a text that can be written as UTF-8: half of a surrogate pair becomes a sign of replacement."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return _HALF.sub("\ufffd", text)  # a list of its signs would take eighty bytes for each
    return text


def is_encodable(text: str) -> bool:
    """Tell whether a text can be written as UTF-8."""
    return encodable(text) is text


def stream_safe(text: str) -> str:
    """Return a text in which no more than `MAX_MARKS` signs in a row are marks, or become marks.

    For whatever normalises by itself: Python's own parser does, with every name that it reads.
    """
    if len(text) <= MAX_MARKS or text.isascii():
        return text
    marks = {sign for sign in set(text) if _is_mark(sign)}
    if not marks:
        return text
    mark = f"[{''.join(map(re.escape, sorted(marks)))}]"
    return re.sub(f"({mark}{{{MAX_MARKS}}})(?={mark})", rf"\1{_JOINER}", text)


@functools.lru_cache(maxsize=8192)  # a course is written with some 3,000
def _is_mark(sign: str) -> bool:
    """Tell whether a sign is a mark, or becomes one."""
    return unicodedata.combining(unicodedata.normalize("NFKD", sign)[0]) != 0
