"""Read the made-up cases of a simulator, which stand in TOML beside its code."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any


def read(module: str, file: str = "cases.toml") -> dict[str, Any]:
    """Return what a file beside a module holds.

    Args:
        module: the module's `__file__`.
        file: the name of the file.
    """
    return tomllib.loads((Path(module).parent / file).read_text(encoding="utf-8"))
