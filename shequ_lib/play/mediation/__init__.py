"""A mediation told in scenes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shequ_lib.play.shown import show

if TYPE_CHECKING:
    from shequ_lib.play.first import First

__all__ = ["mediation_scene"]


def mediation_scene(seed: int = 0) -> None:
    """Show a mediation told in scenes: choose what to do, see how the dispute ends and why."""
    from shequ_lib.play.mediation.view import MediationScene

    show(MediationScene(seed))


def first(seed: int = 0) -> First:
    """Return how it begins."""
    from shequ_lib.play.mediation.view import MediationScene

    return MediationScene(seed).first()
