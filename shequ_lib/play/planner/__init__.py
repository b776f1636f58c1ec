"""The planner of meetings: each step of a meeting with its latest date."""

from __future__ import annotations

from shequ_lib.play.shown import show

__all__ = ["meeting_planner"]


def meeting_planner() -> None:
    """Show the planner: choose a meeting and a day, see every step with its latest date."""
    from shequ_lib.play.planner.view import Planner

    show(Planner())
