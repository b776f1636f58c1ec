"""An afternoon at six doors, and the evening that follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shequ_lib.play.shown import show

if TYPE_CHECKING:
    from shequ_lib.play.first import First

__all__ = ["six_doors"]


def six_doors(seed: int = 0) -> None:
    """Show an afternoon at six doors: answer what residents object, and hear of it again in the evening."""
    from shequ_lib.play.doors.view import SixDoors

    show(SixDoors(seed))


def first(seed: int = 0) -> First:
    """Return how it begins."""
    from shequ_lib.play.doors.view import SixDoors

    return SixDoors(seed).first()
