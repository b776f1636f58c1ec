"""The widgets of a harmonious community: sliders, a radar, measures to take, and how it ends."""

from __future__ import annotations

from functools import partial

from shequ_lib.errors import ShequError
from shequ_lib.play import frame, style
from shequ_lib.play.picture import picture_widget
from shequ_lib.play.radar import html as radar_html
from shequ_lib.play.radar import sliders as radar_sliders
from shequ_lib.play.radar.model import BROAD, OFFERED, Harmony, Reaction
from shequ_lib.script import localise_all

MARKING, MEASURES, RESULT = range(3)  # the steps
STEPS = ("一　打分", "二　挑措施", "三　看结果")
ONWARD = ("下一步：挑措施", "下一步：看结果", "回去再挑一次")
TITLE = "和谐社区？给自己打打分"
TAKEAWAY = "先找最低的一块，再看补哪里、花多少。总平均再高，也填不平短板。"


class HarmoniousCommunity:
    """Mark the five goals, then lift the weakest.

    Args:
        seed: Which community comes first.
    """

    def __init__(self, seed: int = 0) -> None:
        self.seed, self.step = seed, MARKING
        self.harmony = Harmony(seed)
        self.intro, self.reaction, self.hands, self.report = (frame.output() for _ in range(4))
        self.chart, self.table = frame.output("shequ-radar-chart"), frame.output("shequ-radar-table")
        sides = frame.sides(self.chart, self.table, css_class="shequ-radar-sides")
        # All stays; only what it says, and what of it is seen, changes. So the focus stays, too.
        self.steps = frame.row(
            *(frame.button(name, "", partial(self.go, step)) for step, name in enumerate(STEPS)),
            css_class="shequ-radar-steps",
        )
        board = localise_all(radar_sliders.board(self.harmony))
        self.sliders = picture_widget(__file__, "sliders", board=board, scores=[], notes=[])
        self.sliders.observe(self._marked, "scores")
        self.again = frame.button("恢复给出的分数", "把滑块放回这个社区的自评", self.given)
        self.again.add_class("shequ-radar-back")
        self.marking = frame.column(self.sliders, self.again, css_class="shequ-radar-step")
        self.cards = [frame.button("", "", partial(self._take, n)) for n in range(sum(OFFERED) + BROAD)]
        grid = frame.column(*self.cards, css_class="shequ-radar-cards")
        self.choosing = frame.column(self.hands, grid, css_class="shequ-radar-step")
        self.onward = frame.button("", "", self.proceed)
        self.onward.button_style = "primary"
        self.another = frame.button("换一个社区", "换一个社区，从头来", self.other)
        last = frame.row(self.onward, self.another, css_class="shequ-radar-steps")
        shown = [self.intro, self.steps, sides, self.reaction, self.marking, self.choosing, self.report]
        parts, css = [*shown, last], radar_html.CSS
        self.widget = frame.frame(TITLE, parts, self.restart, TAKEAWAY, css_class="shequ-radar", css=css)
        self._start()

    def restart(self, *_: object) -> None:
        """Start again with the same community."""
        self.harmony = Harmony(self.seed)
        self._start()

    def other(self, *_: object) -> None:
        """Start with another community."""
        self.seed += 1
        self.restart()

    def given(self, *_: object) -> None:
        """Put the marks of the community back."""
        self.sliders.scores = list(self.harmony.given)

    def go(self, step: int, *_: object) -> None:
        """Go to a step, to its top; each can be come back to."""
        self.step = step
        self._paint(None)
        self.steps.children[step].focus()  # which brings the top of the step into sight

    def proceed(self, *_: object) -> None:
        """Go to the next step; from the last one back to the measures."""
        self.go(MEASURES if self.step == RESULT else self.step + 1)

    def _start(self) -> None:
        self.step = MARKING
        style.put(self.intro, radar_html.intro(self.harmony))
        self.given()
        self._paint(None)

    def _marked(self, *_: object) -> None:
        taken = bool(self.harmony.taken)
        try:
            self.harmony.mark(self.sliders.scores)
        except ShequError:
            return  # a message from the page that no control sends
        text = "分数改了，前面挑的措施先退回来，请重新挑。"
        self._paint(Reaction(False, text) if taken else None)

    def _take(self, number: int, *_: object) -> None:
        if number < len(self.harmony.measures):
            self._paint(self.harmony.take(self.harmony.measures[number].key))

    def _paint(self, reaction: Reaction | None) -> None:
        harmony = self.harmony
        before, after = harmony.before(), harmony.after() if harmony.taken else None
        for step, button in enumerate(self.steps.children):
            button.button_style = "primary" if step == self.step else ""
        self.onward.description = ONWARD[self.step]
        style.put(self.chart, radar_html.radar(before, after, harmony.most))
        style.put(self.table, radar_html.table(harmony, before, after))
        style.put(self.reaction, style.announced(radar_html.reaction(reaction)))
        self.sliders.notes = localise_all(radar_sliders.notes(before))
        style.show(self.marking, self.step == MARKING)
        style.show(self.choosing, self.step == MEASURES)
        if self.step == MEASURES:
            style.put(self.hands, radar_html.hands(harmony))
            for number, button in enumerate(self.cards):
                used = number < len(harmony.measures)
                style.show(button, used)
                if used:
                    measure = harmony.measures[number]
                    button.description = radar_html.card(harmony, measure)
                    style.mark(button, "shequ-taken", measure.key in harmony.taken)
        ended = radar_html.ended(harmony, harmony.report()) if self.step == RESULT else ""
        style.put(self.report, ended)
