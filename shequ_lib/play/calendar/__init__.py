"""A quarter of a year to plan meetings in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shequ_lib.play.shown import show

if TYPE_CHECKING:
    from shequ_lib.play.first import First

__all__ = ["quarter_calendar"]


def quarter_calendar(seed: int = 0) -> None:
    """Show a quarter to plan: put notices, meetings, minutes and replies on days, see deadlines tighten."""
    from shequ_lib.play.calendar.view import QuarterCalendar

    show(QuarterCalendar(seed))


def first(seed: int = 0) -> First:
    """Return how it begins."""
    from shequ_lib.play.calendar import beginning

    return beginning.first(seed)
