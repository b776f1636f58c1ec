"""A year of a sewing corner, between serving residents and letting them run it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shequ_lib.play.shown import show

if TYPE_CHECKING:
    from shequ_lib.play.first import First

__all__ = ["year_of_sewing"]


def year_of_sewing(seed: int = 0) -> None:
    """Show a year of decisions, each of which serves one of two principles and costs the other."""
    from shequ_lib.play.sewing.view import YearOfSewing

    show(YearOfSewing(seed))


def first(seed: int = 0) -> First:
    """Return how it begins."""
    from shequ_lib.play.sewing.view import YearOfSewing

    return YearOfSewing(seed).first()
