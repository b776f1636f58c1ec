"""The record of a meeting: find what breaks a rule in it, and name the rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shequ_lib.play.shown import show

if TYPE_CHECKING:
    from shequ_lib.play.first import First

__all__ = ["log_reader"]


def log_reader(seed: int = 0) -> None:
    """Show a record of a meeting in which something breaks a rule.

    Args:
        seed: Which record comes first.
    """
    from shequ_lib.play.log.view import RecordSearch

    show(RecordSearch(seed))


def first(seed: int = 0) -> First:
    """Return how it begins."""
    from shequ_lib.play.log.view import RecordSearch

    return RecordSearch(seed).first()
