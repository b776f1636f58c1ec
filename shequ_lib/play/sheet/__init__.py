"""The community sheet: figures of a community, and the posts, money and rooms that follow."""

from __future__ import annotations

from shequ_lib.play.shown import show

__all__ = ["community_sheet"]


def community_sheet() -> None:
    """Show the community sheet: move the figures of a community, see its posts, money and rooms follow.

    Two communities can be compared, and all of the table `data/communities.csv` looked through.
    """
    from shequ_lib.play.sheet.view import CommunitySheet

    show(CommunitySheet())
