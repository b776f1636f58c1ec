"""A self-assessment by the five goals, as a radar."""

from __future__ import annotations

from shequ_lib.play.shown import show

__all__ = ["harmonious_community"]


def harmonious_community(seed: int = 0) -> None:
    """Show a self-assessment as a radar: mark the five goals, then lift the weakest with few staff-months."""
    from shequ_lib.play.radar.view import HarmoniousCommunity

    show(HarmoniousCommunity(seed))
