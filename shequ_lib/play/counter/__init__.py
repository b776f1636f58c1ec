"""A day at the counter of a service station."""

from __future__ import annotations

from shequ_lib.play.shown import show

__all__ = ["the_counter"]


def the_counter(seed: int = 0) -> None:
    """Show a day at the counter: a queue, of each its function and who handles it, and what comes of it."""
    from shequ_lib.play.counter.view import Counter

    show(Counter(seed))
