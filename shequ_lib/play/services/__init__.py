"""A year of services: activities under functions, on a budget."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shequ_lib.play.shown import show

if TYPE_CHECKING:
    from shequ_lib.play.first import First

__all__ = ["year_of_services"]


def year_of_services(seed: int = 0) -> None:
    """Show a year of services: file activities under a function, plan them on a budget, see the gaps."""
    from shequ_lib.play.services.view import YearOfServices

    show(YearOfServices(seed))


def first(seed: int = 0) -> First:
    """Return how it begins."""
    from shequ_lib.play.services import beginning

    return beginning.first(seed)
