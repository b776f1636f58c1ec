"""A day at the counter of a service station."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shequ_lib.play.shown import show

if TYPE_CHECKING:
    from shequ_lib.play.first import First

__all__ = ["the_counter"]


def the_counter(seed: int = 0) -> None:
    """Show a day at the counter: a queue, of each its function and who handles it, and what comes of it."""
    from shequ_lib.play.counter.view import Counter

    show(Counter(seed))


def first(seed: int = 0) -> First:
    """Return how it begins."""
    from shequ_lib.play.counter.view import Counter

    return Counter(seed).first()
