"""The posts of party organisation, committee and station, to be filled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shequ_lib.play.shown import show

if TYPE_CHECKING:
    from shequ_lib.play.first import First

__all__ = ["three_in_one_posts"]


def three_in_one_posts(seed: int = 0) -> None:
    """Show lists of the station's posts: put people into seats, hear what comes of it."""
    from shequ_lib.play.posts.view import ThreeInOnePosts

    show(ThreeInOnePosts(seed))


def first(seed: int = 0) -> First:
    """Return how it begins."""
    from shequ_lib.play.posts.view import ThreeInOnePosts

    return ThreeInOnePosts(seed).first()
