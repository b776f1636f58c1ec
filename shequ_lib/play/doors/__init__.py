"""An afternoon at six doors, and the evening that follows."""

from __future__ import annotations

from shequ_lib.play.shown import show

__all__ = ["six_doors"]


def six_doors(seed: int = 0) -> None:
    """Show an afternoon at six doors: answer what residents object, and hear of it again in the evening."""
    from shequ_lib.play.doors.view import SixDoors

    show(SixDoors(seed))
