"""The street on the stage: the picture, and the places walked so far."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from shequ_lib.play.stage.view import StageView, reviewed, rules_met, way
from shequ_lib.play.street import picture
from shequ_lib.play.street.model import MENDED, OPEN, RIGHT, WRONG, Stop, StreetWalk

STATES = {
    RIGHT: ("✓", "定对了", "shequ-good"),
    MENDED: ("✓", "改对了", "shequ-warn"),
    OPEN: ("✗", "定错了", "shequ-bad"),
    WRONG: ("✗", "没有改对", "shequ-bad"),
}


class StreetOfWords(StageView[StreetWalk]):
    """A walk down the street.

    Args:
        seed: Which cases stand there.
    """

    title = "走一条街：这里的“社区”说的是谁"
    another = "换一条街"
    again = "同一条街，再走一回"
    takeaway = "先问说的是人、是地方，还是机构；要写机构，就写全称。"
    above = True

    def make(self, seed: int) -> StreetWalk:
        """Return a fresh walk."""
        return StreetWalk(seed)

    def picture(self, story: StreetWalk) -> str:
        """Return the part of the street where one stands."""
        return picture.street(story, told=self.reading)

    def progress(self, story: StreetWalk) -> str:
        """Return the places, each with how it stands."""
        return way((_place(story, number) for number in range(len(story.stops))), self.step, "街上的八处")

    def folds(self, story: StreetWalk) -> Sequence[tuple[str, str]]:
        """Return the rules that were met, and at the end each place again."""
        again = [("一处一处再看", _review(story))] if self.closed else []
        return [*again, *rules_met(story)]


def _place(walk: StreetWalk, number: int) -> str:
    mark, stop = "", walk.stops[number]
    if stop.state:
        sign, word, css_class = STATES[stop.state]
        mark = f' <span class="{css_class}" role="img" aria-label="{word}">{sign}</span>'
    return f"{escape(walk.phases[number])}{mark}"


def _review(walk: StreetWalk) -> str:
    return reviewed(
        (walk.phases[number], STATES[stop.state], _called(stop), walk.rule(stop))
        for number, stop in enumerate(walk.stops)
    )


def _called(stop: Stop) -> str:
    wanted = "" if stop.state in (RIGHT, MENDED) else f"，应当：<strong>{escape(stop.wanted)}</strong>"
    return f"{escape(stop.called)}{wanted}"
