"""The hearing's widgets: the room with its chairs, the agenda so far, and the scenes."""

from __future__ import annotations

from html import escape

from shequ_lib.play.hearing.model import ABSENT, EMPTY, HERE, INVITED, SPEAKING, Hearing, Seat
from shequ_lib.play.scene.model import Story
from shequ_lib.play.scene.view import SceneView

STATES = {
    EMPTY: ("空着", "shequ-vacant"),
    INVITED: ("请到了", ""),
    HERE: ("在座", ""),
    ABSENT: ("没有来", "shequ-vacant"),
    SPEAKING: ("正在说", "shequ-loud"),
}


class HearingRoom(SceneView):
    """A hearing to be held.

    Args:
        seed: Which project comes first.
    """

    def __init__(self, seed: int = 0) -> None:
        super().__init__(
            title="开一场听证会：一步也跳不得",
            make=Hearing,
            panel=_room,
            another="换一个项目",
            takeaway="先分清谁的事、谁组织；公告、五个环节、三段纪要、公布结果，缺一步就站不住。",
            seed=seed,
        )


def _room(story: Story) -> str:
    assert isinstance(story, Hearing)
    seats = "".join(_seat(seat) for seat in story.seats())
    agenda = ""
    if story.agenda:
        agenda = f"<p>会上做过的：{escape(' → '.join(story.agenda))}</p>"
    return f'<ul class="shequ-cards" aria-label="会场里的椅子">{seats}</ul>{agenda}'


def _seat(seat: Seat) -> str:
    word, css_class = STATES[seat.state]
    return f'<li class="{css_class}">{escape(seat.name)}<br><strong>{word}</strong></li>'
