"""A town to draw communities in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shequ_lib.play.shown import show

if TYPE_CHECKING:
    from shequ_lib.play.first import First

__all__ = ["draw_communities"]


def draw_communities() -> None:
    """Show the map to draw communities on: paint quarters, see what the rules say to it."""
    from shequ_lib.play.draw.view import CommunityDrawing

    show(CommunityDrawing())


def first() -> First:
    """Return how it begins."""
    from shequ_lib.play.draw import beginning

    return beginning.first()
