"""People of the pictures on the stage, drawn from how the case files say that they look."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

INK = "#1d2b3a"
CROSS, DOUBTFUL, CONTENT, GLAD = range(4)  # moods
_SKIN = "#f2c9a1"
_MOUTHS = ("q 5,-5 10,0", "q 5,-2 10,0", "q 5,3 10,0", "q 5,7 10,0")
_HAIR = {
    "bun": '<circle cy="-25" r="8" fill="{0}"/>'
    '<path d="M-18,-2 a18,19 0 0 1 36,0 q-18,-14 -36,0" fill="{0}"/>',
    "short": '<path d="M-18,-4 a18,18 0 0 1 36,0 q-8,-8 -18,-7 q-10,-1 -18,7" fill="{0}"/>',
    "long": '<path d="M-20,24 v-26 a20,20 0 0 1 40,0 v26 h-7 v-28 q-13,-9 -26,0 v28 z" fill="{0}"/>',
    "cap": '<path d="M-18,-6 a18,15 0 0 1 36,0 h9 v4 h-45 z" fill="{0}"/>',
    "bald": '<path d="M-18,2 q-3,-9 2,-13 l2,9 z M18,2 q3,-9 -2,-13 l-2,9 z" fill="{0}"/>',
}
_GLASSES = (
    f'<g fill="none" stroke="{INK}" stroke-width="1.5"><circle cx="-7" r="5"/><circle cx="7" r="5"/>'
    '<path d="M-2,0 h4"/></g>'
)
_BODY = "M-30,84 v-34 q0,-22 22,-26 h16 q22,4 22,26 v34 z"
_HAND = '<path d="M20,40 q16,-22 8,-52" fill="none" stroke="{0}" stroke-width="11" stroke-linecap="round"/>'

_BAG = (
    '<path d="M-14,-56 L15,-28" stroke="#7a5230" stroke-width="3"/>'
    '<rect x="9" y="-32" width="17" height="16" rx="3" fill="#b98a55"/>'
)


def person(x: float, y: float, size: float, look: Mapping[str, Any], mood: int, *, hand: bool = False) -> str:
    """Return a person from the waist up, as SVG.

    Args:
        x: Where the middle of the head lies.
        y: Likewise.
        size: 1 is a head of 36 units.
        look: `hair` (a key of _HAIR), its `tint`, the `coat`, and perhaps `glasses`.
        mood: From 0, cross, to 3, glad.
        hand: Whether a hand is up.
    """
    coat = look["coat"]
    up = f'{_HAND.format(coat)}<circle cx="27" cy="-17" r="7" fill="{_SKIN}" stroke="{INK}"/>' if hand else ""
    return (
        f'<g transform="translate({x} {y}) scale({size})">{up}'
        f'<path d="{_BODY}" fill="{coat}" stroke="{INK}"/>'
        f'<path d="M-8,24 l8,9 l8,-9 v-8 h-16 z" fill="{_SKIN}"/>{_head(look, mood)}</g>'
    )


def figure(
    x: float, ground: float, *, coat: str, tint: str = "#2b2b2b", mood: int = CONTENT, bag: bool = False
) -> str:
    """Return a whole person who stands there, about 95 units tall, as SVG.

    Args:
        x: The middle.
        ground: Where the feet are.
        coat: Colour of the clothes.
        tint: Colour of the hair.
        mood: From 0, cross, to 3, glad.
        bag: Whether a bag hangs at the side.
    """
    carried = _BAG if bag else ""
    return (
        f'<g transform="translate({x} {ground})"><path d="M-7,-26 v23 m14,-23 v23" stroke="#37474f" '
        'stroke-width="9" stroke-linecap="round"/><path d="M-15,-56 l-8,28 m38,-28 l8,28" '
        f'stroke="{coat}" stroke-width="8" stroke-linecap="round"/>'
        f'<rect x="-17" y="-63" width="34" height="40" rx="10" fill="{coat}"/>{carried}'
        f'<g transform="translate(0 -78) scale(.9)">{_head({"hair": "short", "tint": tint}, mood)}</g></g>'
    )


def _head(look: Mapping[str, Any], mood: int) -> str:
    return (
        f'<circle r="18" fill="{_SKIN}" stroke="{INK}"/>'
        f'{_HAIR[look["hair"]].format(look["tint"])}<circle cx="-7" r="1.8" fill="{INK}"/>'
        f'<circle cx="7" r="1.8" fill="{INK}"/>{_GLASSES if look.get("glasses") else ""}'
        f'<path d="M-5,9 {_MOUTHS[mood]}" fill="none" stroke="#8a2b16" stroke-width="1.8" '
        'stroke-linecap="round"/>'
    )


def svg(body: str, said: str) -> str:
    """Return a picture of 360 by 250 units that says in words what it shows.

    Args:
        body: What is drawn.
        said: The words, escaped already.
    """
    return f'<svg viewBox="0 0 360 250" role="img" aria-label="{said}">{body}</svg>'


def text(x: float, y: float, size: int, words: str, *, anchor: str = "middle", tint: str = INK) -> str:
    """Return plain text in a picture."""
    place = f'x="{x}" y="{y}" font-size="{size}" text-anchor="{anchor}"'
    return f'<text {place} fill="{tint}">{escape(words)}</text>'
