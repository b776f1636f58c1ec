"""The counter on the stage: the room with its queue, and what is known of each visitor."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from shequ_lib.play.counter import picture
from shequ_lib.play.counter.model import CLOSING, COMING, DONE, UNWRITTEN, WAIT, WAITING, CounterDay, Visitor
from shequ_lib.play.scene.model import BAD, GOOD, NOTE, Reaction, Scene
from shequ_lib.play.stage.view import StageView, reviewed, rules_met, says, slip, takeaways

WORDS = {GOOD: "✓ 办成了", NOTE: "△ 记错了地方", BAD: "✗ 请错了人"}
STATES = {
    "once": ("✓", "一次办成", "shequ-good"),
    "again": ("✓", "多跑了才办成", "shequ-warn"),
    "unwritten": ("△", "办成了，没有记好", "shequ-warn"),
    "left": ("✗", "没有办成", "shequ-bad"),
}


class Counter(StageView[CounterDay]):
    """A day at the counter.

    Args:
        seed: Which day comes first.
    """

    title = "在窗口坐一天：记哪一项，请谁去办"
    another = "换一天"
    again = "同一天，再坐一回"
    takeaway = "先问属于哪一项职能，再问走到了哪一步、这一步由谁来办。"

    def make(self, seed: int) -> CounterDay:
        """Return a fresh day."""
        return CounterDay(seed)

    def picture(self, story: CounterDay) -> str:
        """Return the room."""
        return picture.room(story, told=self.reading)

    def progress(self, story: CounterDay) -> str:
        """Return what the clock shows, and how the visitors stand."""
        coming, waiting = (
            sum(visitor.state == state for visitor in story.visitors) for state in (COMING, WAITING)
        )
        helped = sum(visitor.helped for visitor in story.visitors)
        closed = story.hour == CLOSING
        line = "已经关窗" if closed else f"队里 {coming} 位"
        return (
            f"<div><strong>{story.hour}:00</strong>　{line}　"
            f"等回音 {waiting} 位　办成 <strong>{helped}</strong> 位</div>"
        )

    def lead(self, scene: Scene) -> str:
        """Return what the visitor says, and where it is written down already."""
        if scene.key == WAIT:
            return f"<p>{escape(scene.text)}</p>"
        visitor = self.story.queue[0]
        first = f"<p>{escape(self.story.beginning)}</p>" if not self.story.moves_made else ""
        written = (
            f"<p>登记簿：{escape(self.story.function(visitor.columns[-1]))}</p>" if visitor.columns else ""
        )
        return f"{first}{says(f'第 {visitor.number} 位', scene.text)}{written}"

    def kind(self, key: str) -> str:
        """All names are short."""
        return "short"

    def word(self, reaction: Reaction) -> str:
        """Say what was right or wrong of the matter."""
        return WORDS[reaction.verdict]

    def mistaken(self, story: CounterDay) -> Iterable[str]:
        """Count what was written down in the wrong place, too."""
        return (each.rule for each in story.reactions if each.verdict in (BAD, NOTE))

    def did(self, reactions: Sequence[Reaction]) -> str:
        """Return whose matter the news is about, and what was done of it."""
        visitor = self.story.heard
        assert visitor is not None
        return slip(f"第 {visitor.number} 位有了回音\n{visitor.matter.story}\n{_done(self.story, visitor)}")

    def folds(self, story: CounterDay) -> Sequence[tuple[str, str]]:
        """Return the rules that were met, and at the end each visitor again."""
        again = [("一位一位再看", _review(story))] if self.closed else []
        return [*again, *rules_met(story)]

    def paper(self, story: CounterDay) -> str:
        """Return what to take away, and each visitor with the rules."""
        assert story.ending is not None
        return f"{takeaways(story.ending)}{_review(story)}"


def _done(story: CounterDay, visitor: Visitor) -> str:
    """Return how often a matter was written down and sent, all tries in their order."""
    columns = " → ".join(story.function(key) for key in visitor.columns)
    handlers = " → ".join(story.handler(key) for key in visitor.handlers)
    return f"你记在：{columns}；请了：{handlers}"


def _review(story: CounterDay) -> str:
    return reviewed(
        (
            visitor.matter.story,
            STATES[_state(visitor)],
            _wanted(story, visitor),
            "；".join(story.rules(visitor.matter)),
        )
        for visitor in story.visitors
    )


def _state(visitor: Visitor) -> str:
    if visitor.state == UNWRITTEN:
        return "unwritten"
    if visitor.state != DONE:
        return "left"
    return "once" if visitor.visits == 1 else "again"


def _wanted(story: CounterDay, visitor: Visitor) -> str:
    """Return what was done, and what was right where that was not found."""
    missing = []
    if not visitor.written:
        missing.append(f"记在{story.function(visitor.matter.function)}")
    if not visitor.sent:
        missing.append(f"请{story.handler(visitor.matter.handler)}")
    told = escape(_done(story, visitor).removeprefix("你"))
    return f"{told}。应当：<strong>{escape('，'.join(missing))}</strong>" if missing else told
