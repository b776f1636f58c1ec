"""The first year in office, month by month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shequ_lib.play.shown import show

if TYPE_CHECKING:
    from shequ_lib.play.first import First

__all__ = ["first_year_board"]


def first_year_board(seed: int = 1, exam: int | None = None) -> None:
    """Show a year to practise, month by month; it saves itself beside the notebook.

    Args:
        seed: Which year comes first.
        exam: The seed of the examination, which is never played here.
    """
    from shequ_lib.play.year.view import FirstYearBoard

    show(FirstYearBoard(seed, exam))


def first(seed: int = 1, exam: int | None = None) -> First:
    """Return how it begins."""
    from shequ_lib.play.year import beginning

    return beginning.first(seed, exam)
