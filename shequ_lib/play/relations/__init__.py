"""Who stands where: the organisations of a community as a picture."""

from __future__ import annotations

from shequ_lib.play.shown import show

__all__ = ["who_stands_where"]


def who_stands_where(seed: int = 0) -> None:
    """Show the organisations as a picture: say of two what holds between them, and see it drawn."""
    from shequ_lib.play.relations.view import WhoStandsWhere

    show(WhoStandsWhere(seed))
