"""Errors in Chinese: what a trainee sees instead of a traceback."""

from __future__ import annotations

import traceback
from types import TracebackType
from typing import Any

from shequ_lib.errors import ShequError
from shequ_lib.outside_text import encodable
from shequ_lib.script import localise

_NAME = "{name}"  # stands for the name that an error is about
_LONGEST = 60  # characters of such a name


def friendly(kind: type[BaseException], error: BaseException, trace: TracebackType | None = None) -> str:
    """Return one kind line in Chinese for an error: what happened and what to do."""
    line, name = _line_and_name(kind, error, trace)
    # The name as it was typed, in whichever script.
    return encodable(localise(line).replace(_NAME, name if len(name) <= _LONGEST else name[:_LONGEST] + "…"))


def _line_and_name(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> tuple[str, str]:
    if isinstance(error, ShequError):
        return str(error), _NAME
    if isinstance(error, SyntaxError):
        return f"第 {error.lineno or 1} 行写法不对：请检查引号、括号是否成对，标点是否用了英文半角。", ""
    where = _line(trace)
    if isinstance(error, NameError):
        return f"{where}用到了还没有的名字“{_NAME}”：请检查拼写，或先运行上面的格子。", error.name or ""
    if isinstance(error, KeyError):
        key = str(error.args[0]) if error.args else ""
        return f"{where}找不到“{_NAME}”这一列或这一项：请检查名称。", key
    if isinstance(error, FileNotFoundError):
        return f"{where}找不到文件“{_NAME}”：请从课程文件夹里打开本章。", str(error.filename)
    if isinstance(error, ModuleNotFoundError):
        return f"{where}缺少组件“{_NAME}”：请按说明重新安装课程。", error.name or ""
    if isinstance(error, KeyboardInterrupt):
        return "已停止运行。", ""
    return f"{where}没有运行成功（{kind.__name__[:_LONGEST]}）：请检查这一行；改不好就请教老师。", ""


def install() -> None:
    """Show `friendly` lines in this kernel from now on; outside IPython nothing happens."""
    from IPython import get_ipython

    shell: Any = get_ipython()
    if shell is None:
        return

    def show(exc_tuple: Any = None, *_args: Any, **_options: Any) -> None:
        kind, error, trace = shell._get_exc_info(exc_tuple)
        # The protocol's own error message still goes out: front ends and nbgrader must see that it failed.
        shell._showtraceback(kind, error, [friendly(kind, error, trace)])

    shell.showtraceback = show
    shell.showsyntaxerror = show
    shell.showindentationerror = show


def _line(trace: TracebackType | None) -> str:
    """Return `第 n 行` for the deepest line of the trainee's own cell."""
    own = [
        frame
        for frame in traceback.extract_tb(trace)
        if "ipykernel" in frame.filename or "<" in frame.filename
    ]
    return f"第 {own[-1].lineno} 行" if own else ""
