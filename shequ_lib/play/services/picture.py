"""The map of the seven functions: a field for each, fuller with more activities, hatched without."""

from __future__ import annotations

import itertools
import math
from html import escape

from shequ_lib.coverage import Coverage

RADIUS, RIM = 90, 86  # of a field, and of its rim a little inside, in units of the picture
FULL = 3  # activities that fill a field to the brim
# The first field lies in the middle (it leads the others), the others around it, clockwise from above.
_AROUND = (-90, -30, 30, 90, 150, 210)  # degrees
_TINTS = ("#ffd3a1", "#b9dcff", "#f6c3de", "#b7ebe4", "#c3e8b6", "#fbee8f", "#d8c9f7")
_STEP = RADIUS * math.sqrt(3)
WIDTH, HEIGHT = round(5 * RADIUS) + 10, round(3 * _STEP) + 10
_numbers = itertools.count()

CSS = """
.shequ-honeycomb { display: block; width: 100%; max-width: 440px; height: auto; margin: 0 auto; }
.shequ-honeycomb text { text-anchor: middle; fill: #1d2b3a; font-size: 20px; font-family: inherit; }
.shequ-honeycomb .count { font-size: 28px; font-weight: bold; }
.shequ-honeycomb .rim { fill: none; stroke: #1d2b3a; stroke-width: 3; }
.shequ-honeycomb .rim.gap { stroke-dasharray: 9 7; stroke: #8a2b16; }
.shequ-honeycomb .word.gap { fill: #8a2b16; font-weight: bold; }
"""


def honeycomb(covered: Coverage, service: str) -> str:
    """Return the map as SVG, which says in words what it shows.

    Args:
        covered: What is covered.
        service: Name of the function that has groups of people.
    """
    mark = f"shequ-comb-{next(_numbers)}"  # ids must differ within a page
    words = {name: ("✓ 有覆盖" if number else "✗ 缺口") for name, number in covered.counts.items()}
    if covered.counts.get(service) and covered.groups_missed:
        words[service] = f"△ 对象 {len(covered.groups_served)}/{len(covered.groups)}"
    fields = "".join(
        _field(place, mark, [name, f"{covered.counts[name]} 次", words[name]], covered.counts[name])
        for place, name in enumerate(words)
    )
    return (
        f'<svg class="shequ-honeycomb" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-label="{escape(_words(covered))}"><defs><pattern id="{mark}" width="12" height="12" '
        'patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="12" height="12" '
        f'fill="#fff"/><rect width="3" height="12" fill="#e3c9c1"/></pattern></defs>{fields}</svg>'
    )


def _field(place: int, mark: str, lines: list[str], number: int) -> str:
    """Return a field: its ground, how high it is filled, its rim and its three lines of text."""
    x, y = _middle(place)
    turns = [math.radians(60 * corner) for corner in range(6)]
    points = " ".join(f"{x + RIM * math.cos(turn):.0f},{y + RIM * math.sin(turn):.0f}" for turn in turns)
    height = _STEP * (0.4 + 0.2 * min(number, FULL)) if number else 0
    name, count, word = (escape(line) for line in lines)
    ground, state = ("#fff", "met") if number else (f"url(#{mark})", "gap")
    return (
        f'<clipPath id="{mark}-{place}"><polygon points="{points}"/></clipPath>'
        f'<polygon points="{points}" fill="{ground}"/>'
        f'<rect clip-path="url(#{mark}-{place})" x="{x - RADIUS:.0f}" y="{y + _STEP / 2 - height:.0f}" '
        f'width="{2 * RADIUS}" height="{height:.0f}" fill="{_TINTS[place % len(_TINTS)]}"/>'
        f'<polygon class="rim {state}" points="{points}"/>'
        f'<text x="{x:.0f}" y="{y - 21:.0f}">{name}</text>'
        f'<text class="count" x="{x:.0f}" y="{y + 14:.0f}">{count}</text>'
        f'<text class="word {state}" x="{x:.0f}" y="{y + 45:.0f}">{word}</text>'
    )


def _middle(place: int) -> tuple[float, float]:
    """Return where the middle of a field lies."""
    if place == 0:
        return WIDTH / 2, HEIGHT / 2
    turn = math.radians(_AROUND[place - 1])
    return WIDTH / 2 + _STEP * math.cos(turn), HEIGHT / 2 + _STEP * math.sin(turn)


def _words(covered: Coverage) -> str:
    fields = "；".join(f"{name} {number} 次" for name, number in covered.counts.items())
    gaps = f"缺口：{'、'.join(covered.gaps)}" if covered.gaps else "没有缺口"
    return f"各项功能的活动次数：{fields}。{gaps}。"
