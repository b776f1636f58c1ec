"""Tables in text files: CSV of any encoding and separator, and the HTML that some systems call .xls."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from html.parser import HTMLParser

from grading.common.shown import shown
from grading.roster import heads

Rows = list[list[str]]
_SEPARATORS = ",;\t|"
_BY_MARK = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}
_ENCODINGS = ("utf-8", "gb18030", "big5hkscs")
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_SEP_LINE = re.compile(r"\s*[\"']?sep=(.)[\"']?\s*(?:\r\n|\r|\n)", re.IGNORECASE)


class TextError(ValueError):
    """The text cannot be read; Chinese, without what to do."""


def _is_markup(data: bytes) -> bool:
    """Tell whether a file is a page of HTML, or XML, whatever it is called."""
    return data[:200].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<")


def tables(data: bytes) -> list[tuple[str, Rows]]:
    """Return the tables of a text file, with a name for each.

    Raises:
        TextError: it is no text, or not one that can be read.
    """
    if _is_markup(data):
        return _html(data)
    return [("", max((_csv(text) for text in _decoded(data)), key=heads.worth))]  # of equal ones the first


def _decoded(data: bytes) -> list[str]:
    """Return what a file may say, the likeliest first."""
    named = next((encoding for mark, encoding in _BY_MARK.items() if data.startswith(mark)), "")
    if not named and b"\0" in data[:200]:
        start = data[:200]
        named = "utf-16-le" if start[1::2].count(0) > start[::2].count(0) else "utf-16-be"
    found = []
    for encoding in [named] if named else _ENCODINGS:
        try:
            found.append(data.decode(encoding))
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8":  # by chance nothing else looks like it
            break
    if not found:
        raise TextError("的文字编码认不出")
    return found


def _csv(text: str) -> Rows:
    """Return the rows of a CSV text by the separator that gives the most of a list."""
    said = _SEP_LINE.match(text)
    rest = text[said.end() :] if said else text
    separators = said[1] if said and said[1] not in "\r\n\"'" else _SEPARATORS
    try:
        tried = [
            list(csv.reader(io.StringIO(rest, newline=""), delimiter=separator)) for separator in separators
        ]
    except csv.Error as error:
        raise TextError(f"读不通（{shown(error, 60)}）") from error
    return max(tried, key=lambda rows: (heads.worth(rows), _alike(rows)))


def _alike(rows: Rows) -> int:
    """Return how many rows have the same number of cells, more than one."""
    widths = Counter(len(row) for row in rows if len(row) > 1)
    return max(widths.values(), default=0)


class _Tables(HTMLParser):
    """Collects the cells of all tables of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Rows] = []
        self._open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.found.append([])
        elif tag == "tr" and self.found:
            self.found[-1].append([])
        elif tag in ("td", "th") and self.found and self.found[-1]:
            across = dict(attrs).get("colspan") or "1"
            beside = min(int(across), 50) - 1 if across.isascii() and across.isdigit() else 0
            self.found[-1][-1] += [""] * (1 + max(beside, 0))
            self._at, self._open = len(self.found[-1][-1]) - 1 - max(beside, 0), True

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table"):
            self._open = False

    def handle_data(self, data: str) -> None:
        if self._open:
            self.found[-1][-1][self._at] += data


def _html(data: bytes) -> list[tuple[str, Rows]]:
    charset = _CHARSET.search(data[:2000])
    encodings = [charset[1].decode("ascii")] if charset else []
    for encoding in [*encodings, *_ENCODINGS]:
        try:
            text = data.decode("gb18030" if encoding.lower() in ("gb2312", "gbk") else encoding)
        except (LookupError, UnicodeDecodeError):
            continue
        parser = _Tables()
        parser.feed(text)
        parser.close()
        if not parser.found:
            break
        return [(f"表{place}", rows) for place, rows in enumerate(parser.found, start=1)]
    raise TextError("打不开")
