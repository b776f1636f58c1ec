"""A JSON file of the class folder that knows its own digest: what is not as we wrote it is refused.

The first line is the digest of all that follows, which is one line of compact JSON.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from grading.common.filled import write_file
from grading.common.regular_file import read_file


class SpoiledError(ValueError):
    """The file is not as it was written."""


def read(path: Path) -> Any:
    """Return what a file holds.

    Raises:
        SpoiledError: it is not as it was written.
        OSError: it cannot be read, or is not there.
    """
    digest, _, content = read_file(path).partition(b"\n")
    if hashlib.sha256(content).hexdigest().encode("ascii") != digest.strip():
        raise SpoiledError(path.name)
    return json.loads(content)


def write(path: Path, value: Any) -> None:
    """Write a file, whole or not at all; one that holds the same already stays untouched."""
    content = (compact(value) + "\n").encode("utf-8")
    data = hashlib.sha256(content).hexdigest().encode("ascii") + b"\n" + content
    if not (path.is_file() and path.read_bytes() == data):
        write_file(path, data)


def compact(value: Any) -> str:
    """Return a JSON value as a text that is the same for equal values."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
