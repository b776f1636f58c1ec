"""Puts into the cell of each simulator how it begins: a page has something to show before Python is there.

It stands in the cell's metadata (`metadata.shequ.first`): outputs are cleared when a notebook is handed out,
and JupyterLab takes the looks away from those that it did not make itself.
"""

from __future__ import annotations

import ast
import functools
import json
import sys
from typing import Any

from nbformat import NotebookNode

from shequ_lib import play, rulebook
from shequ_lib.answer_cells import course_metadata, source_of
from shequ_lib.errors import ShequError
from shequ_lib.rulebook import Rulebook
from shequ_lib.script import active


def into(notebook: NotebookNode) -> None:
    """Put into each cell of a simulator how it begins, in the active script and by the active rulebook."""
    for cell in notebook["cells"]:
        if course_metadata(cell).get("role") == "play":
            made = _made(source_of(cell), rulebook.active(), active())
            if made:
                cell["metadata"]["shequ"]["first"] = json.loads(made)


def called(source: str) -> tuple[str, dict[str, Any], list[Any]] | None:
    """Read which simulator a cell shows.

    Returns:
        The name of its function, the arguments by name and those by place; None if it does anything else.
    """
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return None
    match tree.body:
        case [
            ast.ImportFrom(module="shequ_lib.play", names=[ast.alias(name=name)]),
            ast.Expr(value=ast.Call(func=ast.Name(id=asked), args=args, keywords=keywords)),
        ] if asked == name and name in play.__all__:
            try:
                named = {each.arg: ast.literal_eval(each.value) for each in keywords if each.arg}
                return name, named, [ast.literal_eval(each) for each in args]
            except ValueError:
                return None
    return None


@functools.lru_cache(maxsize=256)
def _made(source: str, rules: Rulebook, script: str) -> str:
    """Return how the simulator of a cell begins, as JSON; "" if nothing is known of it.

    Args:
        source: of the cell.
        rules: which rulebook is active.
        script: which script is.
    """
    asked = called(source)
    if asked is None:
        return ""
    name, named, by_place = asked
    package = sys.modules[getattr(play, name).__module__]
    try:
        return json.dumps(package.first(*by_place, **named).data(), ensure_ascii=False)
    except ShequError:
        return ""  # another rulebook may lack what the simulator needs; its cell says so when it runs
