"""The community sheet: figures of a community, and the posts, money and rooms that follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shequ_lib.play.shown import show

if TYPE_CHECKING:
    from shequ_lib.play.first import First

__all__ = ["community_sheet"]


def community_sheet(*, free: bool = False) -> None:
    """Show the community sheet: three things to reach by moving figures; then move them freely.

    Two communities can be compared, and all of the table `data/communities.csv` looked through.

    Args:
        free: Whether to begin without the tasks.
    """
    from shequ_lib.play.sheet.view import CommunitySheet

    show(CommunitySheet(free=free))


def first(*, free: bool = False) -> First:
    """Return how it begins."""
    from shequ_lib.play.sheet import beginning

    return beginning.first(free=free)
