"""The progress bar of everything that takes more than a moment."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

from rich.console import Console
from rich.progress import track

Item = TypeVar("Item")


def tracked(items: Iterable[Item], total: int, title: str) -> Iterator[Item]:
    """Yield the items; on a terminal a bar with a Chinese title shows how far it is, and goes when done."""
    if sys.stderr is not None and sys.stderr.isatty():
        yield from track(items, description=title, total=total, console=Console(stderr=True), transient=True)
    else:
        yield from items
