"""The line of days of a meeting: guess the last day of each step, then see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shequ_lib.play.shown import show

if TYPE_CHECKING:
    from shequ_lib.play.first import First

__all__ = ["meeting_planner"]


def meeting_planner(seed: int = 0) -> None:
    """Show the lines of days of the four meetings, whose days are guessed first.

    Args:
        seed: Which days come first.
    """
    from shequ_lib.play.planner.view import GuessTheDays

    show(GuessTheDays(seed))


def first(seed: int = 0) -> First:
    """Return how it begins."""
    from shequ_lib.play.planner.view import GuessTheDays

    return GuessTheDays(seed).first()
