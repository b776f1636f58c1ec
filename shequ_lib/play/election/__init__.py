"""An election, and the term of office after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shequ_lib.play.shown import show

if TYPE_CHECKING:
    from shequ_lib.play.first import First

__all__ = ["election_and_decision"]


def election_and_decision(seed: int = 0) -> None:
    """Show an election by one of the three ways, and the term after it: who decides each of eight matters."""
    from shequ_lib.play.election.view import ElectionView

    show(ElectionView(seed))


def first(seed: int = 0) -> First:
    """Return how it begins."""
    from shequ_lib.play.election.view import ElectionView

    return ElectionView(seed).first()
