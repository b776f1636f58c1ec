"""How the self-assessment begins: the means of the goals around a point, the weakest marked."""

from __future__ import annotations

import math
from collections.abc import Iterable
from html import escape

from shequ_lib.play.first import First
from shequ_lib.play.radar.html import SIGN, UNIT, intro
from shequ_lib.play.radar.model import Harmony, points
from shequ_lib.play.radar.panel import STEPS, TITLE
from shequ_lib.play.stage.people import text
from shequ_lib.play.still import words

_WIDTH, _HEIGHT, _X, _Y, _RADIUS = 420, 330, 210, 172, 118


def first(seed: int) -> First:
    """Return how it begins.

    Args:
        seed: Which community it is.
    """
    harmony = Harmony(seed)
    return First(
        TITLE,
        _radar(harmony),
        [("way", step) for step in STEPS] + words(intro(harmony)),
        room=(1432, 2138),
    )


def _radar(harmony: Harmony) -> str:
    marked = harmony.before()
    count = len(marked.scores)
    turns = [2 * math.pi * number / count - math.pi / 2 for number in range(count)]
    rings = "".join(
        f'<polygon points="{_points((turn, part) for turn in turns)}" fill="none" stroke="#9aa5b1"/>'
        for part in (0.25, 0.5, 0.75, 1)
    )
    shape = _points(
        (turn, float(score.mean or 0) / harmony.most)
        for turn, score in zip(turns, marked.scores, strict=True)
    )
    names, said = "", []
    for turn, score in zip(turns, marked.scores, strict=True):
        weak = score.name in marked.weakest
        x = _X + (_RADIUS + 14) * math.cos(turn)
        y = _Y + (_RADIUS + 24) * math.sin(turn) + 5
        anchor = "middle" if abs(math.cos(turn)) < 0.1 else "start" if math.cos(turn) > 0 else "end"
        word = f"{SIGN if weak else ''}{score.name}"
        tint = "#b71c1c" if weak else "#1d2b3a"
        names += text(round(x), round(y), 15, word, anchor=anchor, tint=tint)
        names += text(round(x), round(y + 19), 14, f"{points(score.mean)} {UNIT}", anchor=anchor, tint=tint)
        said.append(f"{score.name} {points(score.mean)} {UNIT}")
    told = escape(f"各个目标的得分：{'，'.join(said)}。最低的是{'、'.join(marked.weakest)}")
    return (
        f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{told}">'
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fbfaf6"/>{rings}'
        f'<polygon points="{shape}" fill="#1565c0" fill-opacity=".25" stroke="#1565c0" stroke-width="2.5"/>'
        f"{names}</svg>"
    )


def _points(corners: Iterable[tuple[float, float]]) -> str:
    """Return corners, each by its turn and its part of the radius."""
    return " ".join(
        f"{_X + _RADIUS * part * math.cos(turn):.0f},{_Y + _RADIUS * part * math.sin(turn):.0f}"
        for turn, part in corners
    )
