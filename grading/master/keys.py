"""Read back from a source notebook what its master declared: exercises, objectives, sections."""

from __future__ import annotations

import ast
import json
import re
from typing import Any

from shequ_lib.answer_cells import course_metadata, is_unscored, source_of
from shequ_lib.exercises.kind import Key, Spec
from shequ_lib.exercises.kinds.essay import EssayKey

_SAMPLES = re.compile(r"^### BEGIN HIDDEN TESTS\n(\{.*\})\n### END HIDDEN TESTS$", re.MULTILINE)
HEADING = re.compile(r"^#{1,4}\s+(.+)$", re.MULTILINE)


def read_exercises(source_notebook: dict[str, Any]) -> dict[str, tuple[Spec, Key]]:
    """Return the spec and key of each exercise by id, in reading order; of an essay the key is its samples.

    Nothing is run: the arguments are plain literals. `gift` and `void`, which any kind may have, stand with
    the question, samples with the answer (see `expand`). Unscored exercises are left out.
    """
    specs: dict[str, Spec] = {}
    keys: dict[str, Key] = {}
    settled: dict[str, Key] = {}
    for cell in source_notebook["cells"]:
        role = None if is_unscored(cell) else course_metadata(cell).get("role")
        if role == "form":
            spec = _arguments(source_of(cell), "ask")[0]
            specs[spec["id"]] = spec
        elif role == "question":
            ours = course_metadata(cell)
            said: Key = {}
            if ours.get("gift") is True:
                said["gift"] = True
            if ours.get("void") is True:
                said["void"] = True
            settled[ours["exercise"]] = said
        elif role == "answer" and (found := _SAMPLES.search(source_of(cell))):
            samples: EssayKey = {"samples": json.loads(found[1])}
            keys[course_metadata(cell)["exercise"]] = samples
        elif role == "check":
            name, key = _arguments(source_of(cell), "grade")[0::2]
            keys[name] = key
    return {name: (spec, {**keys.get(name, {}), **settled.get(name, {})}) for name, spec in specs.items()}


def read_objectives_named(source_notebook: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    """Return the objectives that each exercise names, by id; empty in a notebook of an older release."""
    return {
        ours["exercise"]: tuple(ours.get("objectives", ()))
        for cell in source_notebook["cells"]
        if (ours := course_metadata(cell)).get("role") == "question" and not is_unscored(cell)
    }


def read_sections(source_notebook: dict[str, Any]) -> list[tuple[str, tuple[str, ...]]]:
    """Return the heading of each section that teaches something, with the objectives that it teaches."""
    sections, heading = [], ""
    for cell in source_notebook["cells"]:
        ours = course_metadata(cell)
        if ours.get("role") == "text" and (found := HEADING.search(source_of(cell))):
            heading = found[1].strip()
        if ours.get("teaches"):
            sections.append((heading, tuple(ours["teaches"])))
    return sections


def _arguments(source: str, function: str) -> list[Any]:
    """Return the arguments of the one call of `function`; what is no literal (the answer itself) is None."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == function:
            return [_literal(argument) for argument in node.args]
    raise ValueError(f"no call of {function} in: {source[:80]}")


def _literal(node: ast.expr) -> Any:
    return None if isinstance(node, (ast.Name, ast.Call)) else ast.literal_eval(node)
