"""The posts of party organisation, committee and station, to be filled."""

from __future__ import annotations

from shequ_lib.play.shown import show

__all__ = ["three_in_one_posts"]


def three_in_one_posts(seed: int = 0) -> None:
    """Show the posts of party organisation, committee and station: fill them, see what the rules say."""
    from shequ_lib.play.posts.view import ThreeInOnePosts

    show(ThreeInOnePosts(seed))
