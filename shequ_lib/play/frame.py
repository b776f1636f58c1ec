"""What the views share: a frame with a heading, a restart button and a takeaway, and some fields."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from time import monotonic

from shequ_lib.errors import ShequError
from shequ_lib.play import style
from shequ_lib.play.style import Widget

SETTLING = 0.5  # seconds after a change of the page in which a click is the second one of a double click


class Settling:
    """Keeps the second click of a double click away from what has just appeared below the mouse."""

    def __init__(self) -> None:
        self._since = -SETTLING

    def begin(self) -> None:
        """Say that the page has changed now."""
        self._since = monotonic()

    @property
    def on(self) -> bool:
        """Whether a click that comes now was meant for what stood there before."""
        return monotonic() - self._since < SETTLING


def frame(
    title: str,
    parts: list[Widget],
    restart: Callable[..., None],
    takeaway: str,
    beside: Sequence[Widget] = (),
) -> Widget:
    """Put the parts of a playable widget into its frame.

    Args:
        title: What it is, in a few words.
        parts: Its fields and outputs from top to bottom.
        restart: What the button 重来 does.
        takeaway: What to remember, one line.
        beside: Buttons that stand beside 重来.
    """
    import ipywidgets as widgets

    again = button("重来", "恢复成刚打开时的样子", restart)
    again.layout.align_self = "flex-start"
    if beside:
        again = widgets.Box([again, *beside])
        again.add_class("shequ-buttons")
    last = widgets.HTML(f'<div class="shequ-takeaway"><strong>记住</strong> {escape(takeaway)}</div>')
    heading = widgets.HTML(f"<strong>{escape(title)}</strong>")
    box = widgets.VBox([style.style_widget(), heading, *parts, again, last])
    box.add_class("shequ-play")
    return box


def button(label: str, tooltip: str, action: Callable[..., None]) -> Widget:
    """Return a button."""
    import ipywidgets as widgets

    made = widgets.Button(description=label, tooltip=tooltip)
    made.on_click(action)
    return made


def labelled(widget: Widget, label: str) -> Widget:
    """Give a field its label (above or beside it, as there is room) and return it."""
    widget.description = label
    widget.style.description_width = "initial"
    widget.add_class("shequ-field")
    return widget


def render(holder: Widget, build: Callable[[], str]) -> None:
    """Put the HTML that `build` returns into `holder`; a mistake is shown there in its one line."""
    try:
        html = build()
    except ShequError as error:
        html = style.live_line(str(error), "shequ-problem")
    style.put(holder, html)
