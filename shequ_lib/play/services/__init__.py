"""A year of services: activities under functions, on a budget."""

from __future__ import annotations

from shequ_lib.play.shown import show

__all__ = ["year_of_services"]


def year_of_services(seed: int = 0) -> None:
    """Show a year of services: file activities under a function, plan them on a budget, see the gaps."""
    from shequ_lib.play.services.view import YearOfServices

    show(YearOfServices(seed))
