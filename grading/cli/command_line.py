"""A command line that speaks Chinese only: argparse with its own sentences put into Chinese."""

from __future__ import annotations

import argparse
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

from grading.common.shown import LINE, shown

# The sentences of argparse, in all its versions, that a person may see. What it says to a programmer who
# defines a parser wrongly is left in English; tests/cli/test_command_line.py knows which these are.
CHINESE = {
    "usage: ": "用法：",
    "positional arguments": "依次写",
    "options": "可以加上",
    "subcommands": "命令",
    "%(heading)s:": "%(heading)s：",
    "show this help message and exit": "显示这些说明",
    "show program's version number and exit": "显示版本",
    " (default: %(default)s)": "（默认 %(default)s）",
    "%(prog)s: error: %(message)s\n": "%(prog)s：%(message)s\n",
    "%(prog)s: warning: %(message)s\n": "%(prog)s：%(message)s\n",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s %(message)s",
    "the following arguments are required: %s": "还缺 %s",
    "one of the arguments %s is required": "%s 当中要写一个",
    "not allowed with argument %s": "不能和 %s 一起写",
    "expected one argument": "后面要写一项内容",
    "expected at most one argument": "后面最多写一项内容",
    "expected at least one argument": "后面至少要写一项内容",
    "expected %s argument": "后面要写 %s 项内容",
    "expected %s arguments": "后面要写 %s 项内容",
    "ignored explicit argument %r": "后面不要写内容，多了 %r",
    "unrecognized arguments: %s": "不认识 %s，请去掉，或者检查有没有写错",
    "unexpected option string: %s": "不认识 %s，请去掉，或者检查有没有写错",
    "ambiguous option: %(option)s could match %(matches)s": "%(option)s 可能是 %(matches)s，请写全",
    "invalid choice: %(value)r (choose from %(choices)s)": "没有 %(value)r，可以写 %(choices)s",
    "invalid choice: %(value)r, maybe you meant %(closest)r? (choose from %(choices)s)": (
        "没有 %(value)r，是不是 %(closest)r？可以写 %(choices)s"
    ),
    "unknown parser %(parser_name)r (choices: %(choices)s)": "没有 %(parser_name)r，可以写 %(choices)s",
    "invalid %(type)s value: %(value)r": "看不懂 %(value)r",
    "can't open '%(filename)s': %(error)s": "打不开 %(filename)s：%(error)s",
    "option '%(option)s' is deprecated": "%(option)s 以后会取消",
    "argument '%(argument_name)s' is deprecated": "%(argument_name)s 以后会取消",
    "command '%(parser_name)s' is deprecated": "%(parser_name)s 以后会取消",
}


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks to instructors: one line, in Chinese, that shows how it is written.

    Make and use it within `chinese()`.

    Args:
        example: a whole command that is right, shown when one is wrong.
        others: as for argparse.
    """

    def __init__(self, *, example: str = "", **others: Any) -> None:
        super().__init__(**others)
        self._example = example
        if example:
            self.epilog = f"例如：{example}"

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the command and how to write it; exit with 2."""
        example = f"例如：{self._example}；" if self._example else ""
        self.exit(2, f"命令写得不对：{shown(message, LINE)}。{example}全部写法：{self.prog} --help\n")


@contextmanager
def chinese() -> Iterator[None]:
    """Let argparse speak Chinese while this lasts: it looks its sentences up as `_` and `ngettext`."""
    before = {name: getattr(argparse, name) for name in ("_", "ngettext")}
    ours = {"_": _one, "ngettext": lambda one, many, count: _one(one if count == 1 else many)}
    try:
        for name, say in ours.items():
            setattr(argparse, name, say)
        yield
    finally:
        for name, say in before.items():
            setattr(argparse, name, say)


def _one(sentence: str) -> str:
    return CHINESE.get(sentence, sentence)


def whole_number(text: str) -> int:
    """Read a whole number; for `type=` of an argument."""
    try:
        return int(text)  # full-width digits, too
    except ValueError:
        raise argparse.ArgumentTypeError(f"应当是整数，如 30，现在是“{text}”") from None


def port(text: str) -> int:
    """Read the number of a port; for `type=` of an argument."""
    number = whole_number(text)
    if not 0 <= number < 1 << 16:
        raise argparse.ArgumentTypeError(f"应当是 0 到 65535 的整数，如 8888，现在是“{text}”")
    return number


def positive(text: str) -> int:
    """Read a whole number from 1; for `type=` of an argument."""
    if not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"应当是 1 以上的整数，现在是“{text}”")
    return int(text)


def percentage(text: str) -> float:
    """Read 60, 60% or 60％ as 60; for `type=` of an argument."""
    try:
        number = float(unicodedata.normalize("NFKC", text).strip().removesuffix("%"))
    except ValueError:
        number = -1.0
    if not 1 <= number <= 100:
        raise argparse.ArgumentTypeError(f"应当是 1 到 100 的百分数，如 60 或 60%，现在是“{text}”")
    return number
