"""A ruler for the size of a community: what each paper, of whatever year, says to a number of households."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shequ_lib.play.shown import show

if TYPE_CHECKING:
    from shequ_lib.play.first import First

__all__ = ["size_ruler"]


def size_ruler(first: int = 1200) -> None:
    """Show the ruler: change the households, see which conclusion changes.

    Args:
        first: the households that stand there at first.
    """
    from shequ_lib.play.size_ruler.view import SizeRuler

    show(SizeRuler(first))


def first(first: int = 1200) -> First:
    """Return how it begins."""
    from shequ_lib.play.size_ruler import beginning

    return beginning.first(first)
