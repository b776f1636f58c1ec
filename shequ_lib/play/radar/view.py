"""The widget of a harmonious community: sliders, a radar, measures to take, and how it ends."""

from __future__ import annotations

from shequ_lib import charts
from shequ_lib.errors import ShequError
from shequ_lib.play import style
from shequ_lib.play.picture import picture_widget
from shequ_lib.play.radar import html as radar_html
from shequ_lib.play.radar import panel as radar_panel
from shequ_lib.play.radar.model import Harmony, Reaction
from shequ_lib.play.radar.panel import AGAIN, GIVEN, MARKING, MEASURES, ON, OTHER, RESULT, STEPS, TITLE
from shequ_lib.play_record import Round
from shequ_lib.script import localise_all


class HarmoniousCommunity:
    """Mark the five goals, then lift the weakest.

    Args:
        seed: Which community comes first.
    """

    def __init__(self, seed: int = 0) -> None:
        self.seed = seed
        self._turn = 0
        board = localise_all(radar_panel.board(Harmony(seed)))
        self.widget = picture_widget(
            __file__, "panel", self._receive, board=board, scores=[], page={}, chart="", rules=""
        )
        self.widget.add_class("shequ-play")
        self.widget.observe(self._marked, "scores")
        self._start()

    def press(self, key: str) -> None:
        """Press a button below all, or the one below the sliders."""
        if key == ON:
            self.go(MEASURES if self.step == RESULT else self.step + 1)
        elif key == GIVEN:
            self.widget.scores = list(self.harmony.given)
        elif key in (OTHER, AGAIN):
            self.seed += key == OTHER
            self._start()

    def go(self, step: int) -> None:
        """Go to a step; each can be come back to. Who sees what the measures led to has played a round."""
        self.step = step
        self._turn += 1
        if step == RESULT and self.harmony.taken:
            self.round.end({})
        self._paint(None)

    def take(self, key: str) -> None:
        """Take a measure, or give it back.

        Raises:
            ShequError: There is no such measure.
        """
        self.round.move()
        self._paint(self.harmony.take(key))

    def _start(self) -> None:
        """Begin with the community as it is given."""
        self.harmony, self.round = Harmony(self.seed), Round("radar", TITLE)
        with self.widget.hold_sync():
            self.widget.scores = list(self.harmony.given)
            self.go(MARKING)

    def _marked(self, *_: object) -> None:
        """Take the marks of the sliders over."""
        if tuple(self.widget.scores) == self.harmony.scores:
            return
        taken = bool(self.harmony.taken)
        try:
            self.harmony.mark(self.widget.scores)
        except ShequError:
            return  # a message from the page that no control sends
        self.round.move()
        text = "分数改了，前面挑的措施先退回来，请重新挑。"
        self._paint(Reaction(False, text) if taken else None)

    def _receive(self, _: object, content: object, __: object) -> None:
        """Do what the page asks for; what answers an older page or makes no sense is dropped."""
        match content:
            case {"press": str(key), "turn": int(turn)} if turn == self._turn:
                self.press(key)
            case {"go": int(step), "turn": int(turn)} if turn == self._turn and 0 <= step < len(STEPS):
                self.go(step)
            case {"take": str(key), "turn": int(turn)} if turn == self._turn and self.step == MEASURES:
                try:
                    self.take(key)
                except ShequError:
                    return

    def _paint(self, followed: Reaction | None) -> None:
        """Show the community as it is now; what has changed goes to the page in one message."""
        harmony, widget = self.harmony, self.widget
        after = harmony.after() if harmony.taken else None
        chart, rules = charts.apart(radar_html.radar(harmony.before(), after, harmony.most))
        with widget.hold_sync():
            widget.chart, widget.rules = chart, f"<style>{style.CSS}</style>{rules}"
            widget.page = localise_all(radar_panel.page(harmony, self.step, self._turn, followed))
