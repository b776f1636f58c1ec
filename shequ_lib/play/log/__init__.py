"""The log reader: what was done and when, and what of it breaks a rule."""

from __future__ import annotations

from shequ_lib.play.shown import show

__all__ = ["log_reader"]


def log_reader() -> None:
    """Show the log reader: put together what was done and when, see what breaks a rule."""
    from shequ_lib.play.log.view import LogReader

    show(LogReader())
