"""Read the exercises back from a source notebook: what `ask` and `grade` are called with."""

from __future__ import annotations

import ast
from typing import Any

from shequ_lib.answer_cells import course_metadata, source_of
from shequ_lib.exercises.score import Key, Spec


def read_exercises(source_notebook: dict[str, Any]) -> dict[str, tuple[Spec, Key]]:
    """Return the spec and key of each exercise by id, in reading order; an essay's key is empty.

    Nothing is run: the arguments are plain literals.
    """
    specs: dict[str, Spec] = {}
    keys: dict[str, Key] = {}
    for cell in source_notebook["cells"]:
        role = course_metadata(cell).get("role")
        if role == "form":
            spec = _arguments(source_of(cell), "ask")[0]
            specs[spec["id"]] = spec
        elif role == "check":
            name, key = _arguments(source_of(cell), "grade")[0::2]
            keys[name] = key
    return {name: (spec, keys.get(name, {})) for name, spec in specs.items()}


def _arguments(source: str, function: str) -> list[Any]:
    """Return the arguments of the one call of `function`; what is no literal (the answer itself) is None."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == function:
            return [_literal(argument) for argument in node.args]
    raise ValueError(f"no call of {function} in: {source[:80]}")


def _literal(node: ast.expr) -> Any:
    return None if isinstance(node, (ast.Name, ast.Call)) else ast.literal_eval(node)
