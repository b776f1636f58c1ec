"""A page of its own for the printer: what somebody takes away."""

from __future__ import annotations

from html import escape

_LOOKS = (
    "body{font:13pt/1.75 sans-serif;margin:2em}h1{font-size:17pt}small{color:#444}svg{max-width:100%}"
    "table{border-collapse:collapse;width:100%}tr{break-inside:avoid}"
    "th,td{border:1px solid #999;padding:4px 8px;text-align:left;vertical-align:top}"
)


def page(title: str, html: str) -> dict[str, str]:
    """Return a page as a script prints it.

    Args:
        title: Its heading, plain text.
        html: What stands below.
    """
    head = escape(title)
    return {
        "title": head,
        "page": f'<!doctype html><html lang="zh"><meta charset="utf-8"><title>{head}</title>'
        f"<style>{_LOOKS}</style><h1>{head}</h1>{html}</html>",
    }
