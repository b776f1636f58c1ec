"""The widgets of the street: the picture, the places walked so far, and the card."""

from __future__ import annotations

from html import escape

from shequ_lib.play.scene.stage import StageView
from shequ_lib.play.street import picture
from shequ_lib.play.street.model import MENDED, OPEN, RIGHT, WRONG, Stop, StreetWalk

STATES = {
    RIGHT: ("✓", "叫对了", "shequ-good"),
    MENDED: ("✓", "改对了", "shequ-warn"),
    OPEN: ("✗", "叫错了", "shequ-bad"),
    WRONG: ("✗", "没有改对", "shequ-bad"),
}


class StreetOfWords(StageView):
    """A walk down the street.

    Args:
        seed: Which cases stand there.
    """

    def __init__(self, seed: int = 0) -> None:
        super().__init__(
            title="走一条街：这里的“社区”说的是谁",
            make=StreetWalk,
            picture=picture.street,
            panel=_places,
            another="换一条街",
            takeaway="先问说的是人、是地方，还是机构；要写机构，就写全称。",
            seed=seed,
            review=_review,
        )


def _places(walk: StreetWalk, told: bool) -> str:
    at = walk.stood if told else walk.at
    here = -1 if walk.ending and not told else at
    items = "".join(_step(walk, number, number == here) for number in range(len(walk.stops)))
    return f'<ol class="shequ-stage-way" aria-label="街上的八处">{items}</ol>'


def _step(walk: StreetWalk, number: int, here: bool) -> str:
    stop = walk.stops[number]
    mark = ""
    if stop.state:
        sign, word, css_class = STATES[stop.state]
        mark = f' <span class="{css_class}" role="img" aria-label="{word}">{sign}</span>'
    current = ' aria-current="step"' if here else ""
    return f"<li{current}>{escape(walk.phases[number])}{mark}</li>"


def _review(walk: StreetWalk) -> str:
    rows = "".join(_row(walk, number, stop) for number, stop in enumerate(walk.stops))
    return f"<details><summary>一处一处再看</summary><ol>{rows}</ol></details>"


def _row(walk: StreetWalk, number: int, stop: Stop) -> str:
    sign, word, css_class = STATES[stop.state]
    wanted = "" if stop.state in (RIGHT, MENDED) else f"，应当：<strong>{escape(stop.wanted)}</strong>"
    return (
        f"<li><strong>{escape(walk.phases[number])}</strong> "
        f'<span class="{css_class}">{sign} {word}</span><br>'
        f"你：{escape(stop.called)}{wanted}<br>规则：{escape(walk.rule(stop))}。</li>"
    )
