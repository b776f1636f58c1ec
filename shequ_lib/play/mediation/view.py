"""The mediation on the stage: both parties at one table, and how the procedure was kept."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from shequ_lib.play.mediation import picture
from shequ_lib.play.mediation.model import PROPOSALS, TABLE, Mediation, Party
from shequ_lib.play.scene.model import Scene
from shequ_lib.play.scene.view import procedure, so_far
from shequ_lib.play.stage.view import StageView, rules_met


class MediationScene(StageView[Mediation]):
    """A dispute to be settled.

    Args:
        seed: Which dispute comes first.
    """

    title = "演一场协调会：两家的结，怎么解"
    another = "换一场纠纷"
    again = "同一场纠纷，再谈一回"
    takeaway = "先听、再问、再商量、最后提办法；谈成了写、签、存、督促，没谈成先问双方。"

    def make(self, seed: int) -> Mediation:
        """Return a fresh mediation."""
        return Mediation(seed)

    def picture(self, story: Mediation) -> str:
        """Return both parties, nearer to the table the more they trust."""
        return picture.table(story)

    def lead(self, scene: Scene) -> str:
        """Return what is going on, and at the table what is known of both parties."""
        known = "".join(f"<li>{_known(party)}</li>" for party in self.story.parties)
        return super().lead(scene) + (f"<ul>{known}</ul>" if scene.key in (TABLE, PROPOSALS) else "")

    def folds(self, story: Mediation) -> Sequence[tuple[str, str]]:
        """Return the way so far and the rules that were met, and at the end each step of the procedure."""
        ended = [("按程序对一对", procedure(story))] if self.closed else []
        before = [("前面的经过", so_far(story))] if story.moves_made else []
        return [*ended, *before, *rules_met(story)]


def _known(party: Party) -> str:
    heard = "讲过了" if party.heard else "还没有讲"
    known = f"，问明白了：{escape(party.revealed)}" if party.revealed else ""
    return f"{escape(party.name)}（{escape(party.home)}）{heard}{known}"
