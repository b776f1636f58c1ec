"""A walk down a street of signs, letters and seals that say 社区."""

from __future__ import annotations

from shequ_lib.play.shown import show

__all__ = ["street_of_words"]


def street_of_words(seed: int = 0) -> None:
    """Show a street: decide at each sign, letter and seal what is meant and what it must be called."""
    from shequ_lib.play.street.view import StreetOfWords

    show(StreetOfWords(seed))
