"""A town to draw communities in."""

from __future__ import annotations

from shequ_lib.play.shown import show

__all__ = ["draw_communities"]


def draw_communities() -> None:
    """Show the map to draw communities on: paint quarters, see what the rules say to it."""
    from shequ_lib.play.draw.view import CommunityDrawing

    show(CommunityDrawing())
