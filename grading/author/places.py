"""Where something new goes: under a name that is free and allowed, and never over anything."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from string import Template

from grading.common.shown import shown
from shequ_lib.errors import ShequError

SKELETONS = Path(__file__).parent / "skeletons"
_WORDS = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_MODULE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_LONGEST = 40  # characters of a name


def words(name: str, what: str) -> str:
    """Return a name of lower-case words, such as `notice-date`.

    Raises:
        ShequError: it is none.
    """
    return _allowed(name, what, _WORDS, "notice-date", "短横线")


def module(name: str, what: str) -> str:
    """Return a name that a module of Python can have, such as `size_ruler`.

    Raises:
        ShequError: it is none, or a word of the language.
    """
    import keyword

    if keyword.iskeyword(name) or keyword.issoftkeyword(name):
        raise ShequError(f"{what}不能叫 {name}：这是 Python 自己的词，请换一个。")
    return _allowed(name, what, _MODULE, "size_ruler", "下划线")


def _allowed(name: str, what: str, form: re.Pattern[str], example: str, sign: str) -> str:
    if not form.fullmatch(name) or len(name) > _LONGEST:
        raise ShequError(
            f"{what}不能叫“{shown(name)}”：只用小写英文字母和数字，字母开头，词和词之间用{sign}，"
            f"不超过 {_LONGEST} 个字符，如 {example}。"
        )
    return name


def skeleton(name: str, values: Mapping[str, str]) -> str:
    """Return a file of `skeletons/` with the values put in where it says `$name`."""
    return Template((SKELETONS / name).read_text(encoding="utf-8")).substitute(values)


def write_new(files: Mapping[Path, str]) -> None:
    """Write files that are not there yet; none of them, if one is.

    Raises:
        ShequError: one is there.
    """
    if there := [path for path in files if path.exists()]:
        raise ShequError(f"{there[0]} 已经有了，什么也没有动；请换一个名称。")
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
