"""Charts as SVG in HTML, drawn by pygal: the reader's own fonts, no script, nothing fetched.

Every chart is one `<figure>` that says all its values in words for people who cannot see it. The same
figures give the same text on every machine and day.
"""

from __future__ import annotations

import hashlib
import math
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
)  # white text can be read on each
INK = "var(--jp-ui-font-color1, #222)"
FAINT = "var(--jp-border-color2, #ccc)"
# Of the drawing, in its own pixels; it is shown up to MAX_WIDTH wide and on a phone at about three quarters.
WIDTH, MAX_WIDTH, FONT = 460, 560, 15
ROW = 32  # of one horizontal bar
NICE = (1, 1.5, 2, 3, 4, 5, 6, 8, 10)  # the ends of scales that `scale_end` gives, times a power of ten
PYGAL_CHARACTER = 0.6  # of the font size: what pygal takes for every character; a Chinese one has 1
# A chart that is redrawn at every move of a slider must not fade in.
_CSS = (
    "inline:.shequ-chart text { font-family: inherit; } .shequ-chart * { transition: none !important; }"
    " .shequ-chart .series .rect { stroke-width: 0; }"
)

# How a series is filled, so that it can be told from the one beside it without colour. All but SOLID
# take the colour of the solid series before them.
SOLID, PALE, DASHED, DOTTED = "solid", "pale", "dashed", "dotted"
_LOOKS = {
    SOLID: "fill: {colour}; stroke: {colour}",
    PALE: "fill: {colour}; fill-opacity: .2; stroke: {colour}",
    DASHED: "fill: none; stroke: {colour}; stroke-dasharray: 5 3",
    DOTTED: "fill: none; stroke: {colour}; stroke-dasharray: 1.5 3",
}
_KEYS = {
    SOLID: "background:{colour};border:2px solid {colour}",
    PALE: "background:color-mix(in srgb, {colour} 20%, transparent);border:1px solid {colour}",
    DASHED: "border:2px dashed {colour}",
    DOTTED: "border:2px dotted {colour}",
}

_SIZE = {"width", "height"}

Series = Mapping[str, Sequence[float]]


def bars(
    title: str,
    series: Series,
    labels: Sequence[str],
    *,
    unit: str = "",
    stacked: bool = False,
    top: float | None = None,
    ends: Sequence[str] = (),
    inside: bool = True,
    looks: Sequence[str] = (),
    row: int = ROW,
) -> str:
    """Return horizontal bars, one row for each label.

    Args:
        title: What the chart shows.
        series: Values by the name of the series, one for each label; with one series no legend is shown.
        labels: What each row is, from top to bottom; a row without a label is a gap.
        unit: What the values count, such as 人.
        stacked: Put the series end to end instead of side by side.
        top: Where the scale ends; without it the longest bar fills the width. A chart that is redrawn at
            every move stays still with a fixed one (see `scale_end`).
        ends: A text after each stacked row.
        inside: Whether the values of stacked rows stand inside their pieces, where there is room.
        looks: How each series is filled: SOLID (as without this), PALE, DASHED or DOTTED.
        row: Height of one bar with its share of the space between, in pixels of the drawing.
    """
    import pygal

    rows = len(labels) * (1 if stacked else len(series))
    highest = max((value for values in series.values() for value in values), default=0)
    lowest = min((value for values in series.values() for value in values), default=0)
    after = ends or ([""] if stacked else [_shown(highest)])
    left = max(map(_width, labels), default=0)
    right = 8 + max(map(_width, after), default=0)
    chart = _chart(
        pygal.HorizontalStackedBar if stacked else pygal.HorizontalBar,
        height=row * rows + 30,
        margin_left=6 + max(map(_wide, labels), default=0) * FONT * (1 - PYGAL_CHARACTER),
        margin_right=right,
        print_values_position="center" if stacked else "top",
        value_colours=[
            "#fff" if stacked and look == SOLID else INK for look in looks or [SOLID] * len(series)
        ],
        show_x_labels=False,
        show_x_guides=False,
    )
    chart._series_margin = 0.1  # pygal has no option for the space between two rows
    if top is not None:
        chart.range = (0, top)
    if lowest < 0:  # beside a bar to the left stands its value, and must not run into the label
        chart.range = (lowest - (max(highest, 0) - lowest) / 6, max(highest, 0))
    if stacked:  # a value that is wider than its piece would run into the next one
        longest = top or max((sum(parts) for parts in zip(*series.values(), strict=True)), default=0)
        pixel = longest / max(WIDTH - left - right - 30, 1)
        chart.value_formatter = lambda value: (
            _shown(value) if inside and value and value / pixel > _width(_shown(value)) + 4 else ""
        )
    return _figure(
        chart, title, series, labels, unit, upwards=True, beside=not stacked, ends=ends, looks=looks
    )


def apart(chart: str) -> tuple[str, str]:
    """Return the figure of a chart and its style rules apart.

    New style rules let a browser go through the whole page. So a chart that is redrawn at every move puts the
    rules elsewhere, where they are the same as before and stay.
    """
    figure, tag, rules = chart.partition("<style>")
    return figure, tag + rules


def scale_end(highest: float) -> float:
    """Return a round number that is not below `highest`, to end a scale with; it changes seldom."""
    power = 10.0 ** math.floor(math.log10(highest)) if highest > 0 else 1.0
    return next(nice * power for nice in NICE if nice * power >= highest)


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


def _chart(
    kind: Callable[..., Any],
    *,
    opacity: str = "1",
    value_colours: Sequence[str] = (),
    **options: Any,
) -> Any:
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
        value_colors=(*value_colours, *[INK] * len(COLOURS)),
    )
    common = {
        "style": style,
        "js": [],
        "width": WIDTH,
        "margin": 6,
        "spacing": 8,
        "print_values": True,
        "print_values_position": "top",
        "value_formatter": _shown,
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
    ends: Sequence[str] = (),
    looks: Sequence[str] = (),
) -> str:
    """Return the drawing, with its values in words and without what differs from day to day.

    `upwards`: its rows run from the bottom; `beside`: values stand to the right of the bars' ends.
    """
    from xml.etree import ElementTree

    step = -1 if upwards else 1  # pygal draws rows from the bottom
    chart.x_labels = [localise(label) for label in labels[::step]]
    for name, values in series.items():
        # Where a text stands after the row, a bar of length 0 need not be drawn.
        chart.add(name, [None if ends and not value else value for value in values[::step]])
    if ends:
        chart._adapters = []  # they make pygal draw a missing value in a stack as 0, as slowly as a bar
        after = [localise(end) for end in ends[::step]]
        # A bar of length 0 stands where the row ends; the text is printed as its value, a little further on.
        chart.add("", [{"value": 0, "formatter": lambda _, text=text: f"\u2002{text}"} for text in after])
    words = localise(_words(title, series, labels, unit, brief=bool(ends)))
    chart.uuid = "0"
    rules = _rules("#chart-0", looks, bool(ends))
    chart.css = ["file://style.css", "file://graph.css", _CSS, f"inline:{rules}"]
    root = chart.render_tree()
    css = ""
    for parent in list(root.iter()):
        for child in list(parent):
            name = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
            if name == "style":
                css = child.text or ""
            # A bar of length 0 has no width or no height.
            empty = not child.text if name == "text" else name == "rect" and not _SIZE.issubset(child.attrib)
            if empty or name in ("", "title", "desc", "script", "style"):
                parent.remove(child)
            elif name == "text":
                child.attrib.pop("transform", None)  # a radar's labels stand upright
                if beside and child.get("class") == "value":
                    _beside_bar(child)
    # Charts with the same rules share a class; so none follows the rules of another, and the rules stay the
    # same when a chart is drawn anew with other figures.
    css_class = f"shequ-chart-{hashlib.sha256(css.encode()).hexdigest()[:12]}"
    css = css.replace("#chart-0", f".{css_class}")
    del root.attrib["id"]
    root.set("class", f"pygal-chart shequ-chart {css_class}")
    root.set("role", "img")
    root.set("aria-label", words)
    root.set("style", f"width:100%;max-width:{MAX_WIDTH}px;height:auto;display:block;overflow:visible")
    svg = ElementTree.tostring(root, encoding="unicode")
    head = f"<figcaption><strong>{escape(title)}</strong>{_legend(series, unit, looks)}</figcaption>"
    return f'<figure style="margin:8px 0">{localise(head)}{svg}</figure><style>{css}</style>'


def _beside_bar(value: Any) -> None:
    """Put a value beside the end of its bar; pygal puts its middle half a line from there."""
    side = -1 if value.text.startswith("-") else 1
    value.set("x", f"{float(value.get('x')) - side * (FONT / 2 - 4):.2f}")
    value.set("text-anchor", "start" if side > 0 else "end")


def _rules(chart: str, looks: Sequence[str], ends: bool) -> str:
    """Return the style rules of one chart: how its series look, and where the texts after its rows begin."""
    rules = [
        f"{chart} .plot .serie-{number} .rect {{ {_LOOKS[look].format(colour=colour)}; stroke-width: 1.5; }}"
        for number, (look, colour) in enumerate(zip(looks, _colours(looks), strict=True))
    ]
    if ends:  # they belong to the last series
        rules.append(f"{chart} .text-overlay .series:last-child .value {{ text-anchor: start; }}")
    return " ".join(rules)


def _legend(series: Series, unit: str, looks: Sequence[str]) -> str:
    """Return what each colour stands for, and the unit."""
    unit = f"（{escape(unit)}）" if unit else ""
    if len(series) == 1:
        return unit
    looks = looks or [SOLID] * len(series)
    keys = "".join(
        f'<span style="white-space:nowrap;margin-right:14px"><span aria-hidden="true" '
        f'style="display:inline-block;box-sizing:border-box;width:.9em;height:.8em;margin-right:5px;'
        f'{_KEYS[look].format(colour=colour)}"></span>{escape(name)}</span>'
        for name, look, colour in zip(series, looks, _colours(looks), strict=True)
    )
    return f"{unit}<br>{keys}"


def _colours(looks: Sequence[str]) -> list[str]:
    """Return the colour of each series that looks so: that of the solid one before it, or of the first."""
    last, found = 0, []
    for number, look in enumerate(looks):
        last = number if look == SOLID else last
        found.append(COLOURS[last])
    return found


def _shown(value: float) -> str:
    return f"{value:,.10g}"


def _width(text: str) -> float:
    """Return about how many pixels of the drawing a text takes."""
    return FONT * (_wide(text) + PYGAL_CHARACTER * (len(text) - _wide(text)))


def _wide(text: str) -> int:
    """Return how many characters of a text are as wide as they are high."""
    return sum(unicodedata.east_asian_width(sign) in "WF" for sign in text)


def _words(title: str, series: Series, labels: Sequence[str], unit: str, *, brief: bool) -> str:
    """Return all values of a chart as one line; `brief` leaves out what is nothing beside something."""
    parts = []
    for place, label in enumerate(labels):
        if not label:
            continue
        values = {name: f"{_shown(row[place])} {unit}".strip() for name, row in series.items()}
        if brief:
            values = {name: text for name, text in values.items() if series[name][place]} or {"": f"0 {unit}"}
        named = [f"{name} {text}".strip() if len(series) > 1 else text for name, text in values.items()]
        parts.append(f"{label} {'，'.join(named)}")
    return f"{title}：{'；'.join(parts)}。"
