"""The hearing on the stage: the room with its chairs, the agenda so far, and how the procedure was kept."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from shequ_lib.play.hearing import picture
from shequ_lib.play.hearing.model import Hearing
from shequ_lib.play.scene.model import Scene
from shequ_lib.play.scene.view import procedure, so_far
from shequ_lib.play.stage.view import StageView, rules_met


class HearingRoom(StageView[Hearing]):
    """A hearing to be held.

    Args:
        seed: Which project comes first.
    """

    title = "开一场听证会：一步也跳不得"
    another = "换一个项目"
    again = "同一个项目，再开一回"
    takeaway = "先分清谁的事、谁组织；公告、五个环节、三段纪要、公布结果，缺一步就站不住。"

    def make(self, seed: int) -> Hearing:
        """Return a fresh hearing."""
        return Hearing(seed)

    def picture(self, story: Hearing) -> str:
        """Return the room: who sits on which chair, who speaks, and what has been put up or written."""
        return picture.room(story)

    def lead(self, scene: Scene) -> str:
        """Return what is going on, and in the meeting what has been done of the agenda."""
        done = f"<p>会上做过的：{escape(' → '.join(self.story.agenda))}</p>" if self.story.agenda else ""
        return super().lead(scene) + (done if self.story.sitting and not self.story.closed else "")

    def folds(self, story: Hearing) -> Sequence[tuple[str, str]]:
        """Return the way so far and the rules that were met, and at the end each step of the procedure."""
        ended = [("按程序对一对", procedure(story))] if self.closed else []
        before = [("前面的经过", so_far(story))] if story.moves_made else []
        return [*ended, *before, *rules_met(story)]
