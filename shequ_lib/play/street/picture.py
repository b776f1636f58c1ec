"""The street: eight places side by side, who stands there, and how each of them stands. No rule."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from shequ_lib.play.stage.people import CONTENT, CROSS, GLAD, figure
from shequ_lib.play.street.model import MENDED, OPEN, RIGHT, WRONG, StreetWalk

WIDTH, HEIGHT, STEP = 560, 236, 400  # what is seen of the street at once; from place to place
GROUND = 204
MARKS = {RIGHT: ("✓", "#1b5e20"), MENDED: ("✓", "#8a4b00"), OPEN: ("✗", "#b71c1c"), WRONG: ("✗", "#b71c1c")}
MOODS = {RIGHT: GLAD, MENDED: GLAD, OPEN: CROSS, WRONG: CROSS}
CSS = ".shequ-street text { text-anchor: middle; font-family: inherit; font-weight: bold; }"


def street(walk: StreetWalk, told: bool) -> str:
    """Return the part of the street where one stands, as SVG that says in words what it shows.

    Args:
        walk: The walk.
        told: Whether what followed the last word is shown, so that one still stands where it was said.
    """
    at = walk.stood if told else walk.at
    places = "".join(_place(walk, number) for number in range(len(walk.stops)))
    here = walk.stops[at]
    mood = MOODS.get(here.state, CONTENT)
    words = f"{walk.phases[at]}：{here.shown}"
    length = STEP * len(walk.stops) + WIDTH
    to = f"translate({-STEP * at}px, 0px)"
    return (
        f'<svg class="shequ-street" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(words)}">'
        f'<style>{CSS}</style><rect x="-{WIDTH}" width="{3 * WIDTH}" height="{HEIGHT}" fill="#dff0fa"/>'
        f'<g data-part="street" data-to="{to}"><rect x="-{WIDTH}" y="{GROUND - 16}" width="{length + WIDTH}" '
        f'height="{HEIGHT}" fill="#cfd8c4"/><rect x="-{WIDTH}" y="{GROUND + 8}" width="{length + WIDTH}" '
        f'height="{HEIGHT}" fill="#b9bec4"/>{places}</g>'
        f"{figure(92, GROUND + 16, coat='#1565c0', mood=mood, bag=True)}{_evening(walk, told)}</svg>"
    )


def _place(walk: StreetWalk, number: int) -> str:
    stop, x = walk.stops[number], WIDTH // 2 + 24 + STEP * number
    drawn = _DRAWN[stop.place](x, MOODS.get(stop.state, CONTENT))
    return f"{_tree(x - STEP // 2)}{drawn}{_plate(stop.place, x, stop.shown)}{_mark(stop.state, x)}"


def _evening(walk: StreetWalk, told: bool) -> str:
    """Return the dusk that falls at the end, with a moon and a lamp."""
    if walk.ending is None or told:
        return ""
    return (
        f'<rect x="-{WIDTH}" width="{3 * WIDTH}" height="{HEIGHT}" fill="#1a2350" opacity=".42"/>'
        f'<circle cx="36" cy="36" r="17" fill="#fff4c2"/>'
        f'<circle cx="190" cy="92" r="40" fill="#ffe082" opacity=".4"/>'
        f'<path d="M190 92 V{GROUND + 6}" stroke="#37474f" stroke-width="6"/>'
        f'<circle cx="190" cy="92" r="12" fill="#fff3b0"/>'
    )


def _mark(state: str, x: float) -> str:
    if not state:
        return ""
    sign, colour = MARKS[state]
    return (
        f'<circle cx="{x + 122}" cy="30" r="19" fill="#fff" stroke="{colour}" stroke-width="4"/>'
        f'<text x="{x + 122}" y="39" font-size="26" fill="{colour}">{sign}</text>'
    )


def _plate(place: str, x: float, text: str) -> str:
    """Return the words of a place, on a plate of its colours."""
    fill, ink = _PLATES.get(place, ("#fff", "#1d2b3a"))
    return (
        f'<rect x="{x - 108}" y="52" width="216" height="38" rx="4" fill="{fill}" stroke="#5d4037" '
        f'stroke-width="2"/><text x="{x}" y="79" font-size="{min(23, 206 // len(text))}" '
        f'fill="{ink}">{escape(text)}</text>'
    )


def _tree(x: float) -> str:
    return (
        f'<rect x="{x - 5}" y="{GROUND - 60}" width="10" height="58" fill="#8d6e63"/>'
        f'<circle cx="{x}" cy="{GROUND - 84}" r="34" fill="#7cb27f"/>'
        f'<circle cx="{x - 20}" cy="{GROUND - 66}" r="22" fill="#8fc18f"/>'
    )


def _house(x: float, wall: str, roof: str) -> str:
    return (
        f'<rect x="{x - 118}" y="36" width="236" height="{GROUND - 36}" fill="{wall}"/>'
        f'<path d="M{x - 134} 40 L{x - 110} 6 H{x + 110} L{x + 134} 40z" fill="{roof}"/>'
    )


def _sign(x: float, mood: int) -> str:
    return (
        f"{_house(x, '#f3e3c3', '#6d7f8c')}"
        f'<rect x="{x - 30}" y="106" width="60" height="98" fill="#8d5b3b"/>'
        f'<circle cx="{x + 18}" cy="158" r="4" fill="#f6d37a"/>'
        f'<rect x="{x - 102}" y="112" width="52" height="50" fill="#bfe0f5" '
        'stroke="#5d4037" stroke-width="3"/>'
        f"{figure(x + 84, GROUND + 4, coat='#ef6c00', tint='#5d4037', mood=mood)}"
    )


def _notice(x: float, mood: int) -> str:
    papers = "".join(
        f'<rect x="{x - 96 + 52 * n}" y="100" width="42" height="50" fill="{fill}"/>'
        for n, fill in enumerate(("#fff", "#ffe9b8", "#fff", "#dcefd9"))
    )
    return (
        f'<path d="M{x - 104} 40 V{GROUND} M{x + 104} 40 V{GROUND}" stroke="#795548" stroke-width="10"/>'
        f'<rect x="{x - 118}" y="40" width="236" height="122" fill="#5b8a72"/>{papers}'
        f"{figure(x + 66, GROUND + 6, coat='#6a1b9a', mood=mood)}"
    )


def _post(x: float, mood: int) -> str:
    return (
        f'<rect x="{x - 92}" y="104" width="66" height="100" rx="10" fill="#2e7d32"/>'
        f'<rect x="{x - 82}" y="122" width="46" height="8" rx="4" fill="#123d16"/>'
        f'<rect x="{x - 79}" y="146" width="40" height="28" fill="#fff"/>'
        f"{figure(x + 50, GROUND + 4, coat='#2e7d32', tint='#1b5e20', mood=mood, bag=True)}"
    )


def _seal(x: float, mood: int) -> str:
    return (
        f"{_house(x, '#e7ebef', '#8a6d5a')}"
        f'<rect x="{x - 98}" y="104" width="196" height="70" fill="#bfe0f5" '
        'stroke="#5d4037" stroke-width="4"/>'
        f"{figure(x - 46, 184, coat='#00838f', mood=mood)}"
        f'<rect x="{x - 104}" y="160" width="208" height="44" fill="#a9744f"/>'
        f'<rect x="{x + 18}" y="128" width="20" height="22" rx="6" fill="#8b1a1a"/>'
        f'<rect x="{x + 10}" y="148" width="36" height="14" rx="3" fill="#c62828"/>'
        f'<circle cx="{x + 74}" cy="146" r="13" fill="none" stroke="#c62828" stroke-width="4"/>'
    )


def _wall(x: float, mood: int) -> str:
    frames = "".join(
        f'<rect x="{x - 98 + 70 * n}" y="102" width="56" height="44" fill="{fill}" stroke="#5d4037" '
        'stroke-width="3"/>'
        for n, fill in enumerate(("#cfe8cf", "#fff", "#fbe0c8"))
    )
    return (
        f'<rect x="{x - 126}" y="36" width="252" height="{GROUND - 36}" fill="#e6ddd2"/>{frames}'
        f"{figure(x + 84, GROUND + 6, coat='#d81b60', mood=mood)}"
    )


def _map(x: float, mood: int) -> str:
    return (
        f'<path d="M{x - 80} 60 V{GROUND} M{x + 60} 60 V{GROUND}" stroke="#616161" stroke-width="9"/>'
        f'<rect x="{x - 112}" y="44" width="206" height="128" fill="#f8f5e6" '
        'stroke="#616161" stroke-width="4"/>'
        f'<path d="M{x - 100} 98 q30 30 6 70" fill="none" stroke="#6fb3e0" stroke-width="12"/>'
        f'<rect x="{x - 74}" y="98" width="40" height="28" fill="#f3c98b"/>'
        f'<rect x="{x - 26}" y="98" width="52" height="28" fill="#c9dfa5"/>'
        f'<rect x="{x - 74}" y="134" width="60" height="28" fill="#e0b7d0"/>'
        f'<rect x="{x - 6}" y="134" width="32" height="28" fill="#b7c9ec"/>'
        f"{figure(x + 78, GROUND + 6, coat='#546e7a', tint='#9e9e9e', mood=mood)}"
    )


def _tea(x: float, mood: int) -> str:
    return (
        f"{figure(x - 58, GROUND, coat='#8d6e63', tint='#bdbdbd', mood=mood)}"
        f"{figure(x + 58, GROUND, coat='#43a047', mood=mood)}"
        f'<rect x="{x - 56}" y="{GROUND - 46}" width="112" height="12" rx="4" fill="#6d4c41"/>'
        f'<path d="M{x - 40} {GROUND - 34} V{GROUND + 6} M{x + 40} {GROUND - 34} V{GROUND + 6}" '
        'stroke="#6d4c41" stroke-width="8"/>'
        f'<path d="M{x - 16} {GROUND - 62} h30 v10 q-2 6 -8 6 h-14 q-6 0 -8 -6z" fill="#fff" '
        'stroke="#5d4037" stroke-width="2"/>'
        f'<path d="M{x - 30} 88 l-12 22 l30 -20z" fill="#fff" stroke="#5d4037" stroke-width="2"/>'
    )


def _gate(x: float, mood: int) -> str:
    return (
        f'<rect x="{x - 120}" y="52" width="26" height="{GROUND - 52}" fill="#a1887f"/>'
        f'<rect x="{x + 94}" y="52" width="26" height="{GROUND - 52}" fill="#a1887f"/>'
        f'<path d="M{x - 128} 56 Q{x} -6 {x + 128} 56z" fill="#8d5b3b"/>'
        f'<path d="M{x - 84} 120 V{GROUND} M{x - 64} 120 V{GROUND} M{x - 44} 120 V{GROUND}" stroke="#616161" '
        'stroke-width="5"/>'
        f"{figure(x + 40, GROUND + 4, coat='#c2185b', mood=mood)}"
    )


_DRAWN: dict[str, Callable[[float, int], str]] = {
    "sign": _sign,
    "notice": _notice,
    "post": _post,
    "seal": _seal,
    "wall": _wall,
    "map": _map,
    "tea": _tea,
    "gate": _gate,
}
_PLATES = {"wall": ("#b71c1c", "#fff"), "seal": ("#fff", "#b71c1c"), "post": ("#e8f5e9", "#1b5e20")}
