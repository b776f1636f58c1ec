"""The mediation's widgets: both parties on their cards, and the scenes."""

from __future__ import annotations

from html import escape

from shequ_lib.play.mediation.model import MOODS, Mediation, Party
from shequ_lib.play.scene.model import Story
from shequ_lib.play.scene.view import SceneView


class MediationScene(SceneView):
    """A dispute to be settled.

    Args:
        seed: Which dispute comes first.
    """

    def __init__(self, seed: int = 0) -> None:
        super().__init__(
            title="演一场协调会：两家的结，怎么解",
            make=Mediation,
            panel=_cards,
            another="换一场纠纷",
            takeaway="先听、再问、再商量、最后提办法；谈成了写、签、存、督促，没谈成先问双方。",
            seed=seed,
        )


def _cards(story: Story) -> str:
    assert isinstance(story, Mediation)
    cards = "".join(_card(party) for party in story.parties)
    return f'<ul class="shequ-cards" aria-label="双方当事人">{cards}</ul>'


def _card(party: Party) -> str:
    dots = "●" * (party.mood + 1) + "○" * (len(MOODS) - 1 - party.mood)
    heard = "讲过了" if party.heard else "还没有讲"
    known = f"<br>问明白了：{escape(party.revealed)}" if party.revealed else ""
    return (
        f"<li><strong>{escape(party.name)}</strong>（{escape(party.home)}）<br>"
        f'<span aria-hidden="true">{dots}</span> {MOODS[party.mood]}<br>{heard}{known}</li>'
    )
