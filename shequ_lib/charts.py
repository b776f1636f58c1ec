"""Charts as SVG in HTML, drawn by pygal: the reader's own fonts, no script, nothing fetched.

Every chart is one `<figure>` that says all its values in words for people who cannot see it. The same
figures give the same text on every machine and day.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any

from shequ_lib.script import localise

COLOURS = (
    "#1565c0",
    "#b35900",
    "#2e7d32",
    "#8e24aa",
    "#00757f",
    "#c62828",
    "#6d4c41",
)  # white stands out on each
INK = "var(--jp-ui-font-color1, #222)"
FAINT = "var(--jp-border-color2, #ccc)"
# Of the drawing, in its own pixels; it is shown up to MAX_WIDTH wide and on a phone at about three quarters.
WIDTH, MAX_WIDTH, FONT = 460, 560, 15
ROW = 32  # of one horizontal bar
PYGAL_CHARACTER = 0.6  # of the font size: what pygal takes for every character; a Chinese one has 1
# A chart that is redrawn at every move of a slider must not fade in.
_CSS = (
    "inline:.shequ-chart text { font-family: inherit; } .shequ-chart * { transition: none !important; }"
    " .shequ-chart .series .rect { stroke-width: 0; }"
)

Series = Mapping[str, Sequence[float]]


def bars(title: str, series: Series, labels: Sequence[str], *, unit: str = "", stacked: bool = False) -> str:
    """Return horizontal bars, one row for each label.

    Args:
        title: What the chart shows.
        series: Values by the name of the series, one for each label; with one series no legend is shown.
        labels: What each row is, from top to bottom.
        unit: What the values count, such as 人.
        stacked: Put the series end to end instead of side by side.
    """
    import pygal

    rows = len(labels) * (1 if stacked else len(series))
    wide = max((_wide(label) for label in labels), default=0)
    highest = max((value for values in series.values() for value in values), default=0)
    lowest = min((value for values in series.values() for value in values), default=0)
    chart = _chart(
        pygal.HorizontalStackedBar if stacked else pygal.HorizontalBar,
        height=ROW * rows + 30,
        margin_left=6 + wide * FONT * (1 - PYGAL_CHARACTER),
        margin_right=8 if stacked else 8 + len(f"{highest:,.10g}") * FONT * PYGAL_CHARACTER,
        print_values_position="center" if stacked else "top",
        value_colour="#fff" if stacked else INK,
        show_x_labels=False,
        show_x_guides=False,
    )
    if lowest < 0:  # beside a bar to the left stands its value, and must not run into the label
        chart.range = (lowest - (max(highest, 0) - lowest) / 6, max(highest, 0))
    if stacked:  # a value that is wider than its piece would run into the next one
        longest = max((sum(parts) for parts in zip(*series.values(), strict=True)), default=0)
        chart.value_formatter = lambda value: f"{value:,.10g}" if value > longest / 7 else ""
    return _figure(chart, title, series, labels, unit, upwards=True, beside=not stacked)


def columns(title: str, series: Series, labels: Sequence[str], *, unit: str = "") -> str:
    """Return upright bars, one group for each label (as for `bars`); for a distribution."""
    import pygal

    chart = _chart(pygal.Bar, height=260, show_y_labels=False)
    return _figure(chart, title, series, labels, unit)


def lines(title: str, series: Series, labels: Sequence[str], *, top: float, unit: str = "") -> str:
    """Return a line from left to right, one point for each label, on an axis from 0 to `top`.

    Args:
        title: What the chart shows.
        series: Values by the name of the series, one for each label.
        labels: What each point is, from left to right.
        top: The highest value that there can be.
        unit: What the values count.
    """
    import pygal

    chart = _chart(pygal.Line, height=240, range=(0, top), dots_size=4, print_values=False)
    chart.y_labels = [top * quarter / 4 for quarter in range(5)]
    return _figure(chart, title, series, labels, unit)


def radar(title: str, series: Series, labels: Sequence[str], *, top: float, unit: str = "") -> str:
    """Return a radar whose axes (three or more) all run from 0 to `top`.

    Args:
        title: What the chart shows.
        series: Values by the name of the series, one for each axis.
        labels: What each axis is.
        top: The highest value that there can be.
        unit: What the values count.
    """
    import pygal

    chart = _chart(
        pygal.Radar,
        height=380,
        margin_left=40,
        margin_right=40,
        range=(0, top),
        fill=True,
        dots_size=5,
        print_values=False,
        opacity=".12",
    )
    return _figure(chart, title, series, labels, unit)


def _chart(kind: Callable[..., Any], *, opacity: str = "1", value_colour: str = INK, **options: Any) -> Any:
    """Return an empty chart in the look of the course; the title and the legend stand beside it."""
    from pygal.style import Style

    style = Style(
        **{f"{part}_font_size": FONT for part in ("label", "major_label", "value", "value_label", "no_data")},
        font_family="inherit",
        background="transparent",
        plot_background="transparent",
        foreground=INK,
        foreground_strong=INK,
        foreground_subtle=INK,
        guide_stroke_color=FAINT,
        major_guide_stroke_color=FAINT,
        guide_stroke_dasharray="none",
        major_guide_stroke_dasharray="none",
        opacity=opacity,
        stroke_width="2",
        colors=COLOURS,
        value_colors=(value_colour,) * len(COLOURS),
    )
    common = {
        "style": style,
        "css": ["file://style.css", "file://graph.css", _CSS],
        "js": [],
        "width": WIDTH,
        "margin": 6,
        "spacing": 8,
        "print_values": True,
        "print_values_position": "top",
        "value_formatter": lambda value: f"{value:,.10g}",
        "show_legend": False,
        "truncate_label": -1,
        "no_data_text": "",
    }
    return kind(**common | options)


def _figure(
    chart: Any,
    title: str,
    series: Series,
    labels: Sequence[str],
    unit: str,
    *,
    upwards: bool = False,
    beside: bool = False,
) -> str:
    """Return the drawing, with its values in words and without what differs from day to day.

    `upwards`: its rows run from the bottom; `beside`: values stand to the right of the bars' ends.
    """
    from xml.etree import ElementTree

    step = -1 if upwards else 1  # pygal draws rows from the bottom
    chart.x_labels = [localise(label) for label in labels[::step]]
    for name, values in series.items():
        chart.add(name, list(values[::step]))
    words = localise(_words(title, series, labels, unit))
    chart.uuid = hashlib.sha256(f"{type(chart).__name__}{words}".encode()).hexdigest()[:12]
    root = chart.render_tree()
    for parent in list(root.iter()):
        for child in list(parent):
            if not isinstance(child.tag, str) or child.tag.rpartition("}")[2] in ("title", "desc", "script"):
                parent.remove(child)
            elif child.tag.rpartition("}")[2] == "text":
                child.attrib.pop("transform", None)  # a radar's labels stand upright
                if beside and child.get("class") == "value":
                    _beside_bar(child)
    root.set("class", "pygal-chart shequ-chart")
    root.set("role", "img")
    root.set("aria-label", words)
    root.set("style", f"width:100%;max-width:{MAX_WIDTH}px;height:auto;display:block;overflow:visible")
    svg = ElementTree.tostring(root, encoding="unicode")
    head = f"<figcaption><strong>{escape(title)}</strong>{_legend(series, unit)}</figcaption>"
    return f'<figure style="margin:8px 0">{localise(head)}{svg}</figure>'


def _beside_bar(value: Any) -> None:
    """Put a value beside the end of its bar; pygal puts its middle half a line from there."""
    side = -1 if value.text.startswith("-") else 1
    value.set("x", f"{float(value.get('x')) - side * (FONT / 2 - 4):.2f}")
    value.set("text-anchor", "start" if side > 0 else "end")


def _legend(series: Series, unit: str) -> str:
    """Return what each colour stands for, and the unit."""
    unit = f"（{escape(unit)}）" if unit else ""
    if len(series) == 1:
        return unit
    keys = "".join(
        f'<span style="white-space:nowrap;margin-right:14px"><span aria-hidden="true" '
        f'style="display:inline-block;width:.8em;height:.8em;background:{colour};margin-right:5px"></span>{escape(name)}</span>'
        for name, colour in zip(series, COLOURS, strict=False)
    )
    return f"{unit}<br>{keys}"


def _wide(text: str) -> int:
    """Return how many characters of a text are as wide as they are high."""
    return sum(unicodedata.east_asian_width(sign) in "WF" for sign in text)


def _words(title: str, series: Series, labels: Sequence[str], unit: str) -> str:
    """Return all values of a chart as one line."""
    parts = []
    for place, label in enumerate(labels):
        values = [
            f"{name if len(series) > 1 else ''} {values[place]:,.10g} {unit}".strip()
            for name, values in series.items()
        ]
        parts.append(f"{label} {'，'.join(values)}")
    return f"{title}：{'；'.join(parts)}。"
