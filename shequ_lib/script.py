"""Simplified and traditional characters: what the library says, and what a person may type.

The library thinks in simplified characters. In a notebook in traditional characters its words are changed
where they leave it, by a small table that `python -m grading.make_script_table` makes with OpenCC (which
does not run in a browser). A text that is traditional already stays as it is.
"""

from __future__ import annotations

import contextlib
import functools
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from shequ_lib.errors import ShequError, shown

HANS, HANT = "hans", "hant"  # simplified, traditional
SCRIPTS = (HANS, HANT)
TABLE = Path(__file__).parent / "script_table.json"

_current = [HANS]

P = ParamSpec("P")
T = TypeVar("T")


def active() -> str:
    """Return the script that the library shows its texts in."""
    return _current[0]


def use(script: str) -> None:
    """Show texts in this script from now on.

    Raises:
        ShequError: there is no such script.
    """
    if script not in SCRIPTS:
        raise ShequError(f"没有名为{shown(script)}的字体；可以是：{'、'.join(SCRIPTS)}。")
    _current[0] = script


@contextlib.contextmanager
def using(script: str) -> Iterator[None]:
    """Show texts in this script for a while."""
    before = active()
    use(script)
    try:
        yield
    finally:
        use(before)


def localise(text: str) -> str:
    """Return a text of the library in the active script."""
    return text if active() == HANS or text.isascii() else _table().traditional(text)


def localise_all(value: Any) -> Any:
    """Return plain data (dicts, lists) with its texts in the active script; the keys of dicts stay."""
    if isinstance(value, dict):
        return {key: localise_all(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [localise_all(part) for part in value]
    return localise(value) if isinstance(value, str) else value


def simplify(text: str) -> str:
    """Return a text with every traditional character replaced by its simplified one, one by one."""
    return text if text.isascii() else text.translate(_table().simplified)


def tables_in_script(function: Callable[Concatenate[Any, P], T]) -> Callable[Concatenate[Any, P], T]:
    """Let a function from DataFrame to DataFrame take columns and cells in either script.

    The function itself sees simplified text. Of what it returns, texts that came from the table are as they
    were there; its own are in the active script.
    """

    @functools.wraps(function)
    def wrapper(df: Any, /, *args: P.args, **options: P.kwargs) -> T:
        if active() == HANS:
            return function(df, *args, **options)
        texts = [simplify(value) if isinstance(value, str) else value for value in args]
        named = {k: simplify(value) if isinstance(value, str) else value for k, value in options.items()}
        given: dict[str, str] = {}

        def take(text: str) -> str:
            given[simplify(text)] = text
            return simplify(text)

        with using(HANS):
            result: Any = function(_mapped(df, take), *texts, **named)  # type: ignore[arg-type]
        return _mapped(result, lambda text: given.get(text) or localise(text))  # type: ignore[no-any-return]

    return wrapper


def _mapped(df: Any, change: Callable[[str], str]) -> Any:
    def cell(value: Any) -> Any:
        return change(value) if isinstance(value, str) else value

    return df.map(cell).rename(columns=cell, index=cell) if hasattr(df, "columns") else df


@dataclass(frozen=True)
class _Table:
    """The table as it is used: character by character, and words in which a character differs."""

    simplified: dict[int, int]
    characters: dict[int, int]
    words: dict[str, str]
    pattern: re.Pattern[str]

    def traditional(self, text: str) -> str:
        """Return simplified text in traditional characters; a word counts more than its characters."""
        result = list(text.translate(self.characters))
        for match in self.pattern.finditer(text):
            for place, character in enumerate(self.words[match[1]], match.start()):
                result[place] = character
        return "".join(result)


@functools.cache
def _table() -> _Table:
    data = json.loads(TABLE.read_text(encoding="utf-8"))
    words = dict(zip(data["words"], data["traditional_words"], strict=True))
    firsts = "".join(sorted({word[0] for word in words}))
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return _Table(
        str.maketrans(data["variants"], data["simplified"]),
        str.maketrans(data["characters"], data["traditional"]),
        words,
        # A look-ahead finds words that overlap, too; the first one passes over most places at once.
        re.compile(f"(?=[{re.escape(firsts)}])(?=({'|'.join(map(re.escape, longest_first))}))"),
    )
