"""The picture of a hearing: six chairs and who sits there, who chairs, the notice and the minutes."""

from __future__ import annotations

from html import escape

from shequ_lib.play.hearing.model import ABSENT, EMPTY, HERE, INVITED, SPEAKING, Hearing, Seat
from shequ_lib.play.stage.people import CONTENT, INK, person, svg, text

STATES = {EMPTY: "空着", INVITED: "请到了", HERE: "在座", ABSENT: "没有来", SPEAKING: "正在说"}
_LOOKS = (
    {"hair": "short", "tint": "#26303c", "coat": "#0b57d0"},
    {"hair": "long", "tint": "#2b1d14", "coat": "#3f7d6e"},
    {"hair": "bun", "tint": "#8d8d8d", "coat": "#8a4b6b"},
    {"hair": "bald", "tint": "#9a9a9a", "coat": "#7a5230", "glasses": True},
    {"hair": "cap", "tint": "#37474f", "coat": "#b26a00"},
    {"hair": "short", "tint": "#1f1f1f", "coat": "#4a4a68", "glasses": True},
)
_CHAIR = {"hair": "long", "tint": "#26303c", "coat": "#a3452f"}
_WIDE = 120  # units from one chair to the next in its row
_ROW = 3  # chairs in a row


def room(story: Hearing) -> str:
    """Return the room, as SVG that says in words what it shows."""
    seats = story.seats()
    said = "；".join(f"{seat.name}：{STATES[seat.state]}" for seat in seats)
    body = (
        '<rect width="360" height="250" fill="#f6f1e6"/>'
        '<rect y="66" width="360" height="184" fill="#e4d7b8"/>'
        f"{_front(story)}{''.join(_seat(seat, number) for number, seat in enumerate(seats))}"
    )
    return svg(body, escape(f"{story.case['title']}：{said}{_papers(story)}"))


def _front(story: Hearing) -> str:
    """Return the board with the notice, who chairs, and the minutes that were written."""
    notice = ""
    if story.on_board:
        notice = '<rect x="28" y="16" width="30" height="36" fill="#fff" stroke="#8a8a8a"/>' + text(
            43, 40, 13, "公告"
        )
    board = f'<rect x="14" y="8" width="58" height="52" rx="3" fill="#7a9a6a" stroke="{INK}"/>{notice}'
    chair = person(180, 24, 0.55, _CHAIR, CONTENT) if story.sitting and not story.closed else ""
    desk = f'<rect x="128" y="48" width="104" height="22" rx="3" fill="#c9a26d" stroke="{INK}"/>'
    minutes = ""
    if story.minutes_done:
        minutes = f'<rect x="296" y="14" width="34" height="42" fill="#fff" stroke="{INK}"/>' + text(
            313, 40, 13, "纪要"
        )
    return board + chair + desk + text(180, 64, 13, "主持") + minutes


def _seat(seat: Seat, number: int) -> str:
    """Return a chair with its plate, and who sits there."""
    x = _WIDE // 2 + _WIDE * (number % _ROW)
    y = 76 + 88 * (number // _ROW)
    taken = seat.state in (HERE, SPEAKING)
    dashes = "" if taken else ' stroke-dasharray="4 4"'
    back = (
        f'<rect x="{x - 26}" y="{y + 6}" width="52" height="46" rx="8" '
        f'fill="{"#b98a55" if taken else "none"}" stroke="{INK}"{dashes}/>'
    )
    sitting = ""
    if taken:
        sitting = person(x, y + 18, 0.62, _LOOKS[number], CONTENT, hand=seat.state == SPEAKING)
    edge = "#0b57d0" if seat.state == SPEAKING else INK
    fill = "#fff" if seat.state in (INVITED, HERE, SPEAKING) else "#f6f1e6"
    plate = (
        f'<rect x="{x - 57}" y="{y + 50}" width="114" height="34" rx="4" fill="{fill}" stroke="{edge}" '
        f'stroke-width="{3 if seat.state == SPEAKING else 1}"/>'
    )
    return (
        f"{back}{sitting}{plate}{text(x, y + 64, 12, _short(seat.name))}"
        f"{text(x, y + 79, 12, STATES[seat.state])}"
    )


def _short(name: str) -> str:
    """Return whose place it is in the few characters that a plate has room for."""
    plain = name.removeprefix("社区").removeprefix("与主题相关的").split("、")[0]
    return plain.split("的")[0]


def _papers(story: Hearing) -> str:
    """Return in words what has been put up and written."""
    notice = "；公告贴出来了" if story.on_board else ""
    return notice + ("；纪要写好了" if story.minutes_done else "")
