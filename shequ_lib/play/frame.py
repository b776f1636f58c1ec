"""What the views share: a frame with a heading, a restart button and a takeaway, and the parts within."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
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
    *,
    css_class: str = "",
    css: str = "",
) -> Widget:
    """Put the parts of a playable widget into its frame.

    Args:
        title: What it is, in a few words.
        parts: Its fields and outputs from top to bottom.
        restart: What the button 重来 does.
        takeaway: What to remember, one line.
        beside: Buttons that stand beside 重来.
        css_class: Class of the whole.
        css: Style rules that only this one needs.
    """
    import ipywidgets as widgets

    again = button("重来", "恢复成刚打开时的样子", restart)
    again.layout.align_self = "flex-start"
    last = widgets.HTML(f'<div class="shequ-takeaway"><strong>记住</strong> {escape(takeaway)}</div>')
    heading = widgets.HTML(f"<strong>{escape(title)}</strong>")
    end = [row(again, *beside) if beside else again, last]
    return column(style.rules(style.CSS + css), heading, *parts, *end, css_class=f"shequ-play {css_class}")


def row(*children: Widget, css_class: str = "") -> Widget:
    """Return buttons or short fields in a row, which wraps where there is no room."""
    import ipywidgets as widgets

    return _classed(widgets.Box(list(children)), f"shequ-buttons {css_class}")


def column(*children: Widget, css_class: str = "") -> Widget:
    """Return widgets below each other."""
    import ipywidgets as widgets

    return _classed(widgets.VBox(list(children)), css_class)


def sides(*children: Widget, css_class: str) -> Widget:
    """Return widgets beside each other, as the style rules of the class say."""
    import ipywidgets as widgets

    return _classed(widgets.HBox(list(children)), css_class)


def output(css_class: str = "") -> Widget:
    """Return a place for HTML; it takes no room yet (see `style.put`)."""
    import ipywidgets as widgets

    made = _classed(widgets.HTML(), css_class)
    style.put(made, "")
    return made


def paragraph(line: str) -> Widget:
    """Return a paragraph of plain text."""
    import ipywidgets as widgets

    return widgets.HTML(f"<p>{escape(line)}</p>")


def fold(label: str, *lines: str) -> Widget:
    """Return plain texts that can be opened, one line each."""
    import ipywidgets as widgets

    opened = "<br>".join(map(escape, lines))
    return widgets.HTML(f"<details><summary>{escape(label)}</summary>{opened}</details>")


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


def choice(
    label: str, options: Iterable[object], chosen: Callable[..., None] | None = None, **traits: object
) -> Widget:
    """Return a list to choose from.

    Args:
        label: Its label.
        options: What there is, as ipywidgets takes it.
        chosen: What a change does.
        traits: More of its traits, such as the `value` at first.
    """
    import ipywidgets as widgets

    made = labelled(widgets.Dropdown(options=list(options), **traits), label)
    if chosen is not None:
        made.observe(chosen, "value")
    return made


def sure(question: str) -> dict[str, str]:
    """Return what a button of a picture asks before it throws something away."""
    return {"ask": question, "yes": "不要了", "no": "留着"}


def render(holder: Widget, build: Callable[[], str]) -> None:
    """Put the HTML that `build` returns into `holder`; a mistake is shown there in its one line."""
    try:
        html = build()
    except ShequError as error:
        html = style.live_line(str(error), "shequ-problem")
    style.put(holder, html)


def _classed(widget: Widget, css_classes: str) -> Widget:
    for css_class in css_classes.split():
        widget.add_class(css_class)
    return widget
