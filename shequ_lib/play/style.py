"""The few style rules that all widgets share, and small pieces of safe HTML.

A piece escapes the plain texts that it is given, with `html.escape`: the library is imported with nothing but
the standard library, and Python in the browser has no `markupsafe`.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

from shequ_lib.play.parts.part import Part

Widget = Any  # ipywidgets has no types

# Long Chinese texts wrap, labels stand above or beside their field, and all works 400 px wide.
CSS = """
.shequ-form, .shequ-play { max-width: 46em; gap: 6px; overflow: visible; }
.shequ-form .widget-html, .shequ-play .widget-html { width: auto; max-width: 100%; height: auto;
  margin: 2px 0; }
.shequ-form .widget-html-content, .shequ-play .widget-html-content { line-height: 1.6; white-space: normal;
  overflow-wrap: anywhere; }
.shequ-form .jupyter-button, .shequ-play .jupyter-button { width: auto; min-width: 4.5em; height: auto;
  min-height: 32px; padding: 2px 12px; }
.shequ-form .jupyter-button:focus-visible, .shequ-play .jupyter-button:focus-visible,
.shequ-form input:focus-visible, .shequ-play input:focus-visible,
.shequ-form select:focus-visible, .shequ-play select:focus-visible {
  outline: 2px solid var(--jp-brand-color1, #1976d2); outline-offset: 1px; }
.shequ-buttons { flex-flow: row wrap; align-items: center; gap: 6px; }
.shequ-options .widget-radio { width: 100%; height: auto; }
.shequ-options .widget-radio-box { margin-bottom: 0 !important; width: 100%; height: auto; }
.shequ-options .widget-radio-box label, .shequ-options .widget-checkbox label { display: flex;
  flex-direction: row; align-items: flex-start; justify-content: flex-start; gap: .6em; width: 100%;
  height: auto; min-height: 32px; line-height: 1.5; white-space: normal; padding: 4px 0;
  margin: 0; cursor: pointer; }
.shequ-options .widget-radio-box input, .shequ-options .widget-checkbox input { flex: none; order: -1;
  align-self: flex-start; margin: .25em 0 0 0 !important; width: 1.1em; height: 1.1em; }
.shequ-options .widget-checkbox { width: 100%; height: auto; }
.shequ-options .widget-checkbox span { white-space: normal; }
.shequ-field { width: 100% !important; height: auto !important; flex-flow: row wrap !important;
  align-items: center; gap: 2px 8px; margin: 2px 0; }
.shequ-field > .widget-label { flex: 0 1 15em; width: auto !important; min-width: 0; max-width: 100%;
  height: auto; text-align: left; line-height: 1.5; white-space: normal !important; overflow: visible;
  margin: 0; }
.shequ-field > input, .shequ-field > select { flex: 1 1 13em; min-width: 0; max-width: 24em; min-height: 32px;
  height: auto; }
.shequ-field > textarea { flex: 1 1 100%; min-height: 9em; line-height: 1.6; }
.shequ-buttons > .shequ-field { flex: 1 1 18em; width: auto !important; }
.shequ-row { flex-flow: row nowrap; align-items: center; gap: 6px; }
.shequ-row > .widget-html { flex: 1 1 auto; }
.shequ-row > .jupyter-button { flex: none; min-width: 3.6em; padding: 2px 8px; }
.shequ-month { width: auto !important; height: auto !important; flex-flow: row nowrap !important;
  align-items: center; }
.shequ-month > .widget-label { width: auto !important; }
.shequ-month > select { width: auto; min-height: 32px; }
.shequ-card { border-top: 1px solid var(--jp-border-color2, #ccc); padding: 8px 0; gap: 4px;
  overflow: visible; }
.shequ-card p { margin: 2px 0; }
.shequ-paste pre { user-select: all; white-space: pre-wrap; overflow-wrap: anywhere; padding: 8px;
  border: 1px dashed currentColor; border-radius: 4px; margin: 4px 0; }
.shequ-problem, .shequ-bad { color: var(--jp-error-color0, #b71c1c); }
.shequ-good { color: var(--jp-success-color0, #1b5e20); }
.shequ-warn { color: #8a4b00; }
[data-jp-theme-light="false"] .shequ-warn { color: #ffb74d; }
[data-jp-theme-light="false"] :is(.shequ-problem, .shequ-bad) { color: #ff8a80; }
[data-jp-theme-light="false"] .shequ-good { color: #81c784; }
@media (prefers-color-scheme: dark) {
  body:not([data-jp-theme-light]) .shequ-warn { color: #ffb74d; }
  body:not([data-jp-theme-light]) :is(.shequ-problem, .shequ-bad) { color: #ff8a80; }
  body:not([data-jp-theme-light]) .shequ-good { color: #81c784; }
}
.shequ-table { width: 100%; max-width: 100%; border-collapse: collapse; line-height: 1.5; font-size: inherit;
  table-layout: auto; }
.shequ-table th, .shequ-table td { text-align: left; vertical-align: top; padding: 5px 6px;
  white-space: normal; border-bottom: 1px solid var(--jp-border-color2, #ccc); overflow-wrap: anywhere; }
.shequ-table td:first-child { min-width: 4.6em; }
.shequ-table th { white-space: nowrap; }
.shequ-table .num { text-align: right; white-space: nowrap; }
.shequ-reaction { border-left: 4px solid var(--jp-border-color1, #999); padding: 2px 10px; margin: 4px 0; }
.shequ-reaction p, .shequ-ending p { margin: 2px 0 4px; }
.shequ-rule { color: var(--jp-ui-font-color1, #333); }
.shequ-ending { border: 2px solid var(--jp-brand-color1, #1976d2); border-radius: 6px; padding: 6px 10px; }
.shequ-ending li, .shequ-reaction li { margin: 0 0 4px; }
.shequ-takeaway { border-left: 4px solid var(--jp-brand-color1, #1976d2); padding: 4px 10px; margin: 4px 0; }
"""


def style_widget() -> Widget:
    """Return an invisible widget that carries the style rules (they also hold without our extension)."""
    return rules(CSS)


def rules(css: str) -> Widget:
    """Return an invisible widget that carries these style rules."""
    import ipywidgets as widgets

    holder = widgets.HTML(f"<style>{css}</style>")
    holder.layout.height = "0"
    holder.layout.margin = "0"
    return holder


def put(holder: Widget, html: str) -> None:
    """Show `html` in an HTML widget; an empty one takes no room."""
    holder.value = html
    show(holder, bool(html))


def show(widget: Widget, wanted: bool) -> None:
    """Let a widget or part be seen, or take no room."""
    if isinstance(widget, Part):
        widget.shown = wanted
    else:
        widget.layout.display = "" if wanted else "none"


def mark(widget: Widget, css_class: str, wanted: bool) -> None:
    """Give a widget a class, or take it away."""
    (widget.add_class if wanted else widget.remove_class)(css_class)


def live_line(text: str, css_class: str = "") -> str:
    """Return HTML of one line of plain text that screen readers announce when it changes.

    Args:
        text: Plain text, escaped here; empty gives empty HTML.
        css_class: Class of the line, such as "shequ-problem".
    """
    if not text:
        return ""
    return f'<span class="{escape(css_class)}" role="status" aria-live="polite">{escape(text)}</span>'


def announced(html: str) -> str:
    """Return HTML that screen readers announce when it changes; `html` may be empty at first."""
    return f'<div role="status" aria-live="polite">{html}</div>'


def listed(lines: Iterable[str]) -> str:
    """Return a list of plain texts; "" if there are none."""
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f"<ul>{items}</ul>" if items else ""


def takeaways(lines: Iterable[str]) -> str:
    """Return what to take away at the end, plain texts."""
    return f"<p><strong>带走这几句</strong></p>{listed(lines)}"


def verdict(word: str, css_class: str, text: str) -> str:
    """Return how something is judged.

    Args:
        word: A sign, or a sign and a word, such as "✗ 不妥".
        css_class: Its class, such as "shequ-bad".
        text: What followed, plain text.
    """
    return f'<p><strong class="{css_class}">{escape(word)}</strong> {escape(text)}</p>'


def rule(text: str, kind: str = "规则") -> str:
    """Return what a verdict goes by; "" if there is nothing.

    Args:
        text: The rule, plain text without a full stop.
        kind: What it is, if no rule.
    """
    return f'<p class="shequ-rule">{kind}：{escape(text)}。</p>' if text else ""


def table(
    heads: list[str], rows: list[list[str]], caption: str, numeric: frozenset[int] = frozenset()
) -> str:
    """Return an HTML table of plain texts (all escaped here).

    Args:
        heads: Head of every column.
        rows: Texts of every row, as many as heads.
        caption: What the table shows, for people who cannot see it.
        numeric: Numbers of the columns (from 0) that hold figures and stand to the right.
    """

    def cell(tag: str, column: int, text: str) -> str:
        mark = ' class="num"' if column in numeric else ""
        return f"<{tag}{mark}>{escape(text)}</{tag}>"

    head = "".join(cell("th", column, text) for column, text in enumerate(heads))
    body = "".join(
        "<tr>" + "".join(cell("td", column, text) for column, text in enumerate(row)) + "</tr>"
        for row in rows
    )
    return (
        f'<table class="shequ-table" aria-label="{escape(caption)}"><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table>"
    )
