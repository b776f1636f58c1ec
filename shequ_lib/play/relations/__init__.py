"""Who stands where: the organisations of a community as a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shequ_lib.play.shown import show

if TYPE_CHECKING:
    from shequ_lib.play.first import First

__all__ = ["who_stands_where"]


def who_stands_where(seed: int = 0, *, chapter: int = 5) -> None:
    """Show the organisations in a picture: say in each scene who does what to whom, and see it drawn.

    Args:
        seed: With which round to begin.
        chapter: The chapter whose rounds come first.
    """
    from shequ_lib.play.relations.view import WhoStandsWhere

    show(WhoStandsWhere(seed, chapter=chapter))


def first(seed: int = 0, *, chapter: int = 5) -> First:
    """Return how it begins."""
    from shequ_lib.play.relations.view import WhoStandsWhere

    return WhoStandsWhere(seed, chapter=chapter).first()
