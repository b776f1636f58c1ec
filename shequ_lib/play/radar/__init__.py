"""A self-assessment by the five goals, as a radar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shequ_lib.play.shown import show

if TYPE_CHECKING:
    from shequ_lib.play.first import First

__all__ = ["harmonious_community"]


def harmonious_community(seed: int = 0) -> None:
    """Show a self-assessment as a radar: mark the five goals, then lift the weakest with few staff-months."""
    from shequ_lib.play.radar.view import HarmoniousCommunity

    show(HarmoniousCommunity(seed))


def first(seed: int = 0) -> First:
    """Return how it begins."""
    from shequ_lib.play.radar import beginning

    return beginning.first(seed)
