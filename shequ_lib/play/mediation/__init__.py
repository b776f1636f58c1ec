"""A mediation told in scenes."""

from __future__ import annotations

from shequ_lib.play.shown import show

__all__ = ["mediation_scene"]


def mediation_scene(seed: int = 0) -> None:
    """Show a mediation told in scenes: choose what to do, see how the dispute ends and why."""
    from shequ_lib.play.mediation.view import MediationScene

    show(MediationScene(seed))
