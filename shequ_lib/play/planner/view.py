"""The line of days on the stage: markers to move, then the true days beside them."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from shequ_lib.play import style
from shequ_lib.play.planner import picture
from shequ_lib.play.planner.model import (
    ADVISED,
    ALLOWED,
    EXACT,
    LIMIT,
    NONE,
    LineOfDays,
    rule,
    short_date,
)
from shequ_lib.play.scene.model import BAD, GOOD, NOTE, Reaction
from shequ_lib.play.stage.view import UNDO, StageView, takeaways

WORDS = {GOOD: "✓", NOTE: "△", BAD: "✗"}
STATES = {
    EXACT: "✓ 一天不差",
    ALLOWED: "△ 合规，还没到头",
    ADVISED: "△ 提醒",
    LIMIT: "✗ 没有写限期",
    NONE: "✗ 写了限期",
}


class GuessTheDays(StageView[LineOfDays]):
    """Four meetings, whose days are guessed first.

    Args:
        seed: Which days.
    """

    title = "先猜后对：每一步最迟哪一天"
    another = "换一组日子"
    again = "同一组日子，再猜一回"
    takeaway = "会前的期限从会议日往回数，会后的期限从会议日往后数，会议当日都不算在内。"

    def make(self, seed: int) -> LineOfDays:
        """Return fresh lines."""
        return LineOfDays(seed)

    def picture(self, story: LineOfDays) -> str:
        """Return the line with its markers, or with the true days."""
        if self.reading or story.ending:
            number = len(story.judged) - 1
            return picture.answer(story.lines[number], story.judged[number])
        return picture.ask(story.line)

    def word(self, reaction: Reaction) -> str:
        """Say how a guess is."""
        return WORDS[reaction.verdict]

    def folds(self, story: LineOfDays) -> Sequence[tuple[str, str]]:
        """Return the steps that were guessed so far."""
        return [("对过的日子", _table(story))] if story.judged else []

    def paper(self, story: LineOfDays) -> str:
        """Return what to take away, and the true days of the four meetings."""
        assert story.ending is not None
        return f"<p>{escape(story.ending.why)}</p>{takeaways(story.ending)}{_table(story)}"

    def _tools(self) -> list[dict[str, str]]:
        """Return the tools but for going back: who has seen the true days cannot guess them again."""
        return [tool for tool in super()._tools() if tool["key"] != UNDO]

    def _receive(self, widget: object, content: object, buffers: object) -> None:
        """Put the markers where the page has them, then do what it asks for."""
        match content:
            case {"marks": dict(marks), "turn": int(turn)} if turn == self.turn and not self.reading:
                self.story.guess(marks)
        super()._receive(widget, content, buffers)


def _table(story: LineOfDays) -> str:
    rows = []
    for line, judged in zip(story.lines, story.judged, strict=False):
        for each in judged:
            rows.append(
                [
                    f"{line.meeting.short}：{each.lane.name}",
                    short_date(each.guess) if each.guess else picture.NO_LIMIT,
                    short_date(each.day) if each.day else picture.NO_LIMIT,
                    STATES.get(each.state, "✗ 不合规定"),
                    rule(line, each),
                ]
            )
    return style.table(["哪一步", "你放的", "应当", "怎样", "规则"], rows, "对过的日子")
