"""How the ruler begins: each paper's range as a bar, and where the households stand."""

from __future__ import annotations

from html import escape

from shequ_lib import division
from shequ_lib.play.first import TEXT, First
from shequ_lib.play.size_ruler.view import TITLE
from shequ_lib.play.stage.people import INK, text

_WIDTH, _LEFT, _RIGHT, _STEP = 560, 70, 540, 46
_TINTS = ("#cfe3fb", "#c3e8b6", "#ffd3a1", "#d8c9f7")


def first(households: int) -> First:
    """Return how it begins.

    Args:
        households: what stands in the field.
    """
    judged = [division.judge(households, rule) for rule in division.rules()]
    most = max(households, *(one.maximum for one in judged)) * 1.15

    def place(number: float) -> float:
        return round(_LEFT + (_RIGHT - _LEFT) * number / most)

    bars = "".join(
        f'<rect x="{place(one.minimum)}" y="{36 + _STEP * row}" height="26" rx="5" stroke="{INK}" '
        f'width="{place(one.maximum) - place(one.minimum)}" fill="{_TINTS[row % len(_TINTS)]}"/>'
        f"{text(_LEFT - 8, 54 + _STEP * row, 15, f'{one.rule} 年', anchor='end')}"
        f"{text(place(one.minimum), 76 + _STEP * row, 13, f'{one.minimum:,}')}"
        f"{text(place(one.maximum), 76 + _STEP * row, 13, f'{one.maximum:,}')}"
        for row, one in enumerate(judged)
    )
    height, here = 46 + _STEP * len(judged), place(households)
    said = f"户数 {households:,}。" + "；".join(f"{one.rule} 年：{one.name}" for one in judged)
    picture = (
        f'<svg viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="{escape(said)}">'
        f'<rect width="{_WIDTH}" height="{height}" fill="#fbfaf6"/>{bars}'
        f'<path d="M{here} 26 V{height - 14}" stroke="#b5534c" stroke-width="3"/>'
        f"{text(here, 20, 15, f'{households:,} 户', tint='#b5534c')}</svg>"
    )
    lines = [(TEXT, f"{one.rule} 年：{one.text}。{households:,} 户，{one.name}。") for one in judged]
    return First(TITLE, picture, lines, question="改一改户数，看看哪个口径的结论跟着变。", room=(284, 384))
