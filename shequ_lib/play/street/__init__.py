"""A walk down a street of signs, letters and seals that say 社区."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shequ_lib.play.shown import show

if TYPE_CHECKING:
    from shequ_lib.play.first import First

__all__ = ["street_of_words"]


def street_of_words(seed: int = 0) -> None:
    """Show a street: decide at each sign, letter and seal what is meant and what it must be called."""
    from shequ_lib.play.street.view import StreetOfWords

    show(StreetOfWords(seed))


def first(seed: int = 0) -> First:
    """Return how it begins."""
    from shequ_lib.play.street.view import StreetOfWords

    return StreetOfWords(seed).first()
