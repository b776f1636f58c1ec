r"""What the text of an answer cell may look like: the grammar of the answer literal, without its value.

The same grammar is read by the page, before anything is run (`labextension/src/answers/literal.ts`): a text
is an answer for both or for neither, and both take the same value from it. `tests/data/literal_cases.json`
holds cases that both must pass. In words:

- A cell is lines, each ended by LF or CR LF. A line is empty, or a comment, or an answer.
- An answer begins at the first column: the exercise's own name, `=`, a value, perhaps a comment. A value goes
  on in the next line only inside brackets. Of several answers the last one counts; without one there is none.
- A value is `null`, or one item, or items with commas between (and perhaps behind), which make a list.
- An item is a text, a number, `None`, `True`, `False`; a list `[…]`; a tuple `(…)`, of which `(item)` is just
  the item; a dict `{text: item, …}`, or a set `{text, …}` of at least one text. The last comma may be there.
- A text stands in one pair of ' or ", in one line. In it \ stands before one of \ ' " b f n r t, or before u
  and four, or x and two, hexadecimal digits; u gives no half of a surrogate pair.
- A number is decimal, perhaps with a sign, a point and an exponent, and with _ between digits. A whole number
  begins with 0 only if it is 0. A number too large for a float is none.
- Between all these there may be spaces and tabs, inside brackets also comments and ends of lines.
- A cell has at most `MAX_SOURCE` characters and `MAX_LINES` of CR, LF and ; together, a text `MAX_TEXT`.
- Brackets stand at most `MAX_BRACKETS` deep. Other control signs than tab, LF and CR LF, and halves of
  surrogate pairs, are nowhere. Names are of ASCII letters, digits and _.
"""

from __future__ import annotations

import functools
import math
import re
from typing import Literal

MAX_SOURCE = 6_000  # characters of a cell; the longest honest answer, a year's record, has 2,400
MAX_LINES = 500  # of a cell, counted as Python's parser counts them; a form writes one
MAX_TEXT = 1_000  # characters of one text; the longest of the course has some sixty
_SHORT = 300  # characters; longer texts are not worth remembering
MAX_BRACKETS = 8  # deep; the longest honest answer, a year's record, has 3

_ANYTHING = r"[^\x00-\x08\x0a-\x1f\ud800-\udfff]"
_COMMENT = rf"#{_ANYTHING}*"
_END = re.compile(rf"[ \t]*(?:{_COMMENT})?(?:\r?\n|\Z)")
_BLANK = re.compile(r"[ \t]*")
_BETWEEN = re.compile(rf"(?:[ \t]|\r?\n|{_COMMENT})*")
_ESCAPE = r"\\(?:[\\'\"bfnrt]|x[0-9a-fA-F]{2}|u(?![dD][89a-fA-F])[0-9a-fA-F]{4})"
_TEXT = re.compile(rf"""'(?:(?!['\\]){_ANYTHING}|{_ESCAPE})*'|"(?:(?!["\\]){_ANYTHING}|{_ESCAPE})*\"""")
_SIGN = re.compile(r"\\(?:x..|u....|.)|.", re.DOTALL)  # of a text, as it is written
_DIGITS = r"[0-9](?:_?[0-9])*"
_WHOLE = r"(?:0|[1-9](?:_?[0-9])*)"
_NUMBER = re.compile(rf"[+-]?[ \t]*(?:{_WHOLE}\.(?:{_DIGITS})?|\.{_DIGITS}|{_WHOLE})(?:[eE][+-]?{_DIGITS})?")
_WORD = re.compile(r"None|True|False")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_CLOSING = {"[": "]", "(": ")", "{": "}"}


Refusal = Literal["", "form", "text"]


class _Refused(Exception):
    """The text is not of the grammar; or all that is wrong so far is that a text in it is too long."""

    def __init__(self, why: Refusal = "form") -> None:
        self.why = why


def accepts(name: str, source: str) -> bool:
    """Tell whether the text of a cell is an answer to the exercise whose variable is `name`."""
    return not refusal(name, source)


def refusal(name: str, source: str) -> Refusal:
    """Return why the text of a cell is no answer: a text in it too long, or its form; empty if it is one."""
    return (_refusal if len(source) <= _SHORT else _refusal.__wrapped__)(name, source)


@functools.lru_cache(maxsize=4096)  # many trainees write the same, and each answer is read more than once
def _refusal(name: str, source: str) -> Refusal:
    if len(source) > MAX_SOURCE or sum(map(source.count, "\n\r;")) > MAX_LINES or not _NAME.fullmatch(name):
        return "form"
    reader = _Reader(source)
    try:
        while reader.place < len(source):
            if not reader.take(_END):
                reader.answer(name)
    except _Refused as refused:
        return refused.why
    return ""


class _Reader:
    """Reads a text from its beginning; what it does not know is refused."""

    def __init__(self, source: str) -> None:
        self.source, self.place, self.depth = source, 0, 0

    def take(self, pattern: re.Pattern[str]) -> str | None:
        """Read what a pattern matches, None where it does not match."""
        match = pattern.match(self.source, self.place)
        if match is None:
            return None
        self.place = match.end()
        return match.group()

    def sign(self, sign: str) -> bool:
        """Read a sign if it comes next."""
        found = self.source.startswith(sign, self.place)
        self.place += found
        return found

    def answer(self, name: str) -> None:
        """Read one answer with the end of its line."""
        if self.take(_NAME) != name:
            raise _Refused
        self.take(_BLANK)
        if not self.sign("="):
            raise _Refused
        self.take(_BLANK)
        if self.source.startswith("null", self.place):
            self.place += len("null")
        else:
            self.items("", _BLANK)
        if self.take(_END) is None:
            raise _Refused

    def items(self, closing: str, between: re.Pattern[str]) -> None:
        """Read items with commas between, as they stand in a list, a tuple or a line."""
        self.item()
        self.take(between)
        while self.sign(","):
            self.take(between)
            if self.ends(closing):
                return
            self.item()
            self.take(between)

    def ends(self, closing: str) -> bool:
        """Tell whether what is being read ends here."""
        if closing:
            return self.source.startswith(closing, self.place)
        return _END.match(self.source, self.place) is not None

    def item(self) -> None:
        """Read one item."""
        opening = self.source[self.place : self.place + 1]
        if opening in _CLOSING and opening:
            self.bracket(opening)
        elif opening in ("'", '"') and opening:
            text = self.take(_TEXT)
            if text is None:
                raise _Refused
            if sum(1 for _ in _SIGN.finditer(text, 1, len(text) - 1)) > MAX_TEXT:
                raise _Refused("text")
        elif not self.take(_WORD):
            number = self.take(_NUMBER)
            if number is None or math.isinf(float(re.sub(r"[ \t_]", "", number))):
                raise _Refused

    def bracket(self, opening: str) -> None:
        """Read a list, a tuple, a dict or a set."""
        closing = _CLOSING[opening]
        self.depth += 1
        if self.depth > MAX_BRACKETS:
            raise _Refused
        self.place += 1
        self.take(_BETWEEN)
        if not self.ends(closing):
            if opening == "{":
                self.entries()
            else:
                self.items(closing, _BETWEEN)
        if not self.sign(closing):
            raise _Refused
        self.depth -= 1

    def entries(self) -> None:
        """Read what stands in a dict or in a set."""
        pairs: bool | None = None
        while True:
            if self.source[self.place : self.place + 1] not in ("'", '"'):
                raise _Refused
            self.item()
            self.take(_BETWEEN)
            pair = self.sign(":")
            if pairs is None:
                pairs = pair
            if pair != pairs:
                raise _Refused
            if pair:
                self.take(_BETWEEN)
                self.item()
                self.take(_BETWEEN)
            if not self.sign(","):
                return
            self.take(_BETWEEN)
            if self.ends("}"):
                return
