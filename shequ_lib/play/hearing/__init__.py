"""A hearing told in scenes, from its organiser to its published result."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shequ_lib.play.shown import show

if TYPE_CHECKING:
    from shequ_lib.play.first import First

__all__ = ["hearing_room"]


def hearing_room(seed: int = 0) -> None:
    """Show a hearing from its organiser to its published result: what is skipped makes it fail."""
    from shequ_lib.play.hearing.view import HearingRoom

    show(HearingRoom(seed))


def first(seed: int = 0) -> First:
    """Return how it begins."""
    from shequ_lib.play.hearing.view import HearingRoom

    return HearingRoom(seed).first()
