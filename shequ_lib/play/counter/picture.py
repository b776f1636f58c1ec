"""The picture of the counter: a clock, the queue, and whoever has just brought news."""

from __future__ import annotations

from html import escape
from math import cos, pi, sin

from shequ_lib.play.counter.model import CLOSING, COLUMN, COMING, DONE, CounterDay, Visitor
from shequ_lib.play.stage.people import CONTENT, CROSS, DOUBTFUL, GLAD, INK, figure, person, svg, text

_GROUND, _FRONT, _STEP, _OUTSIDE = 240, 152, 54, 440
_COATS = ("#2e7d32", "#c2185b", "#ef6c00", "#00838f")
_TINTS = ("#2b2b2b", "#9e9e9e", "#5d4037", "#6d4c41")
_CHAIR = {"coat": "#6a1b9a", "tint": "#757575"}  # who looks the register up
_OWN = {"hair": "short", "tint": "#26303c", "coat": "#0b57d0", "glasses": True}
_SKY = {9: "#cfe8fb", 13: "#bfe0f8", 16: "#f6c98b", CLOSING: "#33406b"}


def room(day: CounterDay, told: bool) -> str:
    """Return the room with its clock and its queue, as SVG that says in words what it shows.

    Args:
        day: The day.
        told: Whether news is told now, so that who brings it stands in front.
    """
    news = day.heard if told else None
    line = [visitor for visitor in day.queue if visitor is not news and day.hour < CLOSING]
    behind = _STEP + 12 if news else 0
    places = {visitor.number: _FRONT + behind + _STEP * n for n, visitor in enumerate(line)}
    if news:
        places[news.number] = _FRONT
    people = "".join(
        _visitor(visitor, places.get(visitor.number, _OUTSIDE), visitor is news) for visitor in day.visitors
    )
    sky = next(tint for hour, tint in reversed(_SKY.items()) if day.hour >= hour)
    body = (
        '<rect width="360" height="250" fill="#f3ead7"/>'
        '<rect y="222" width="360" height="28" fill="#cdbb99"/>'
        f'<rect x="236" y="30" width="104" height="84" fill="{sky}" stroke="#7a5a3a" stroke-width="5"/>'
        '<path d="M288,30 v84 M236,72 h104" stroke="#7a5a3a" stroke-width="3"/>'
        '<rect x="10" y="8" width="108" height="24" rx="4" fill="#b5534c"/>'
        f"{text(64, 26, 15, '办事窗口', tint='#fff')}{_clock(day.hour)}"
        f"{person(56, 116, 1.15, _OWN, CONTENT)}{people}"
        f'<rect x="-4" y="170" width="122" height="80" fill="#a9744f" stroke="{INK}"/>'
        f'<rect x="-4" y="162" width="130" height="12" rx="3" fill="#8a5a3a"/>{_register(day)}'
    )
    front = f"第 {line[0].number} 位站在窗口前" if line and not news else ""
    front = f"第 {news.number} 位的回音来了" if news else front or "窗口前没有人"
    done = sum(visitor.helped for visitor in day.visitors)
    return svg(body, escape(f"{day.hour} 点的办事窗口，{front}，队里一共 {len(line)} 位，办成 {done} 位"))


def _visitor(visitor: Visitor, x: int, news: bool) -> str:
    mood = CROSS if visitor.visits and visitor.state == COMING else CONTENT
    look = {"coat": _COATS[visitor.number - 1], "tint": _TINTS[visitor.number - 1]}
    if visitor.state == DONE:
        mood = GLAD
    elif visitor.asks == (COLUMN,):
        look, mood = _CHAIR, DOUBTFUL
    drawn = figure(0, _GROUND, mood=mood, bag=visitor.visits == 0, **look)
    number = f'<circle cy="126" r="11" fill="#fff" stroke="{INK}"/>{text(0, 131, 14, str(visitor.number))}'
    said = ""
    if news:
        said = (
            f'<g class="shequ-moving"><path d="M20,134 l-7,12 l17,-6 z" fill="#fff"/>'
            f'<circle cx="31" cy="131" r="13" fill="#fff" stroke="{INK}"/>'
            f"{text(31, 137, 16, '✓' if visitor.state == DONE else '？')}</g>"
        )
    to = f"translate({x}px, 0px)"
    return f'<g data-part="visitor-{visitor.number}" data-to="{to}">{drawn}{number}{said}</g>'


def _clock(hour: int) -> str:
    angle = pi * hour / 6
    marks = "".join(
        f'<circle cx="{26 * sin(pi * n / 6):.1f}" cy="{-26 * cos(pi * n / 6):.1f}" r="1.6" fill="{INK}"/>'
        for n in range(12)
    )
    return (
        '<g transform="translate(176 52)">'
        f'<circle r="33" fill="#fff" stroke="{INK}" stroke-width="3"/>{marks}'
        f'<path d="M0,0 L{15 * sin(angle):.1f},{-15 * cos(angle):.1f}" stroke="{INK}" stroke-width="5" '
        'stroke-linecap="round"/><path d="M0,0 V-23" stroke="#b5534c" stroke-width="3" '
        f'stroke-linecap="round"/></g>{text(176, 104, 15, f"{hour}:00")}'
    )


def _register(day: CounterDay) -> str:
    """Return the register on the desk with a line for each matter, struck through where it was wrong."""
    lines = ""
    for number, visitor in enumerate(each for each in day.visitors if each.columns):
        y = 184 + 14 * number
        known = visitor.visits > 0 and visitor not in day.pending
        tint = INK if not known else "#1b5e20" if visitor.written else "#b71c1c"
        column = visitor.columns[-1]
        struck = (
            f'<path d="M14,{y + 6} h92" stroke="#b71c1c" stroke-width="1.5"/>' if tint == "#b71c1c" else ""
        )
        words = f"{visitor.number}  {day.function(column).split()[0]}"
        lines += f"{text(14, y + 11, 12, words, anchor='start', tint=tint)}{struck}"
    return f'<rect x="6" y="178" width="106" height="64" fill="#fffdf4" stroke="{INK}"/>{lines}'
