"""People in the pictures of simulators: a small figure whose face says how it feels. No widget, no text."""

from __future__ import annotations

SKIN, INK = "#f2c9a1", "#2b2b2b"


def person(x: float, ground: float, *, coat: str, hair: str = INK, mood: int = 0, bag: bool = False) -> str:
    """Return the SVG of somebody who stands there, about 95 units tall.

    Args:
        x: The middle.
        ground: Where the feet are.
        coat: Colour of the clothes.
        hair: Colour of the hair.
        mood: Above 0 the mouth smiles, below 0 it droops.
        bag: Whether a bag hangs at the side.
    """
    head, shoulder, hip = ground - 78, ground - 60, ground - 26
    curve = 5 if mood > 0 else -5 if mood < 0 else 0
    mouth_at = head + (5 if mood >= 0 else 9)
    carried = (
        f'<path d="M{x - 14} {shoulder + 4} L{x + 15} {hip - 2}" stroke="#7a5230" stroke-width="3"/>'
        f'<rect x="{x + 9}" y="{hip - 6}" width="17" height="16" rx="3" fill="#b98a55"/>'
        if bag
        else ""
    )
    return (
        f'<path d="M{x - 7} {hip} V{ground - 3} M{x + 7} {hip} V{ground - 3}" stroke="#37474f" '
        'stroke-width="9" stroke-linecap="round"/>'
        f'<path d="M{x - 15} {shoulder + 4} L{x - 23} {hip - 2} '
        f'M{x + 15} {shoulder + 4} L{x + 23} {hip - 2}" '
        f'stroke="{coat}" stroke-width="8" stroke-linecap="round"/>'
        f'<rect x="{x - 17}" y="{shoulder - 3}" width="34" height="40" rx="10" fill="{coat}"/>{carried}'
        f'<circle cx="{x}" cy="{head}" r="16" fill="{SKIN}"/>'
        f'<path d="M{x - 16} {head - 1} a16 16 0 0 1 32 0 q-8 -8 -16 -7 q-9 0 -16 7z" fill="{hair}"/>'
        f'<circle cx="{x - 5}" cy="{head}" r="1.8" fill="{INK}"/>'
        f'<circle cx="{x + 5}" cy="{head}" r="1.8" fill="{INK}"/>'
        f'<path d="M{x - 6} {mouth_at} q6 {curve} 12 0" fill="none" stroke="#7a3b1d" stroke-width="2" '
        'stroke-linecap="round"/>'
    )
