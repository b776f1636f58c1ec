"""A notebook with open places, turned into text once: a class of copies is then written by joining texts."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_MARK = "\ue000"  # of Unicode's private use area: no text of the course has it
_PLACE = re.compile(f'"{_MARK}(.*?){_MARK}"')


class Filled:
    """The text of a notebook in which some values are left open.

    Args:
        notebook: a notebook's JSON value, in which `place(name)` stands for each open value.
    """

    def __init__(self, notebook: Mapping[str, Any]) -> None:
        parts = _PLACE.split(json.dumps(notebook, indent=1, ensure_ascii=False))
        self._texts, self._names = parts[0::2], parts[1::2]

    def text(self, values: Mapping[str, Any]) -> str:
        """Return the notebook's text with a JSON value in each open place."""
        made = [self._texts[0]]
        for name, following in zip(self._names, self._texts[1:], strict=True):
            made += [json.dumps(values[name], ensure_ascii=False), following]
        return "".join(made) + "\n"


def place(name: str) -> str:
    """Return what stands in a notebook for the open value of this name, which has no quotes."""
    return f"{_MARK}{name}{_MARK}"


def write_file(path: Path, content: str | bytes) -> None:
    """Write a file so that it is never seen half written, whatever happens meanwhile; text as UTF-8."""
    # Half of a surrogate pair cannot be written to a file; it must not make the whole file fail.
    data = content.encode("utf-8", errors="replace") if isinstance(content, str) else content
    # The name is fixed, so that the next run replaces what a killed one left behind.
    beside = path.with_name(f".{path.name}.unfinished")
    try:
        try:
            beside.write_bytes(data)
        except FileNotFoundError:  # the folder is made where it is missing, not asked for each time
            path.parent.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(data)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
