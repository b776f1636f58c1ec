"""The line of days of a meeting: guess the last day of each step, then see it."""

from __future__ import annotations

from shequ_lib.play.shown import show

__all__ = ["meeting_planner"]


def meeting_planner(seed: int = 0) -> None:
    """Show the lines of days of the four meetings, whose days are guessed first.

    Args:
        seed: Which days come first.
    """
    from shequ_lib.play.planner.view import GuessTheDays

    show(GuessTheDays(seed))
