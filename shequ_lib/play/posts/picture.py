"""The picture of the posts: the cards of a community's people on its three boards, and the empty seats."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from shequ_lib.play.posts.model import COMMITTEE, DEPUTY, HEAD, HIRED, PARTY, STATION
from shequ_lib.play.posts.round import Lists
from shequ_lib.play.stage.people import CONTENT, INK, person, text

WIDTH, HEIGHT = 560, 250
CARD, TALL = 76, 90  # of a card
_COATS = ("#b5534c", "#1565c0", "#2e7d32", "#8e44ad", "#00838f", "#ef6c00", "#5d4037", "#546e7a")
_HAIR = ("short", "long", "cap")
# Of each board where it lies, how wide it is, its colour, and where its cards stand.
_BOARDS = {
    PARTY: (6, 4, 186, "#b5534c"),
    STATION: (204, 4, 350, "#0b57d0"),
    COMMITTEE: (6, 128, 402, "#2e7d32"),
}


@dataclass(frozen=True)
class _Card:
    """A card: where it stands, whose it is, and what a click on it does.

    Attributes:
        x: Its left edge.
        y: Its upper edge.
        title: The post.
        who: Number of the person; None for an empty seat.
        press: Key of the button that a click stands for; may be "".
        here: Whether this seat is to be filled now.
        moving: Whether it has just been put there.
        wide: Its width.
    """

    x: float
    y: float
    title: str
    who: int | None
    press: str = ""
    here: bool = False
    moving: bool = False
    wide: int = CARD


def boards(story: Lists, told: bool) -> str:
    """Return the three boards with who stands on them, as SVG that says in words what it shows.

    Args:
        story: The lists.
        told: Whether what came of a list is told now; then nobody can be put anywhere.
    """
    still = told or story.ending is not None
    number = len(story.final) - 1 if still and not story.tries else story.number
    case = story.cases[number]
    holders = story.holders if number == len(story.final) else story.final[number]
    seat = "" if still else story.open_seat
    cards = set(story.cards()) if seat else set()
    drawn, said = "", []
    for body, (left, top, wide, tint) in _BOARDS.items():
        drawn += _board(left, top, wide, tint, story.rulebook.string(f"three_in_one.{body}.name"))
        shown = [
            post
            for post in story.posts.values()
            if post.body == body and (holders[post.key] is not None or post.key in (seat, HEAD, DEPUTY))
        ]
        for place, post in enumerate(shown):
            key, who = post.key, holders[post.key]
            ours = body == STATION
            press = "" if still or ours == bool(seat) else key if ours else f"p{who}" if who in cards else ""
            x = left + (12 + 112 * place if ours else 4 + 79 * place)
            moving = key == story.placed and not told
            drawn += _drawn(_Card(x, top + 25, post.title, who, press, key == seat, moving), case.people)
            said.append(f"{post.title}{_name(case.people, who)}")
    for place, (who, title) in enumerate([] if still else [(story.worker, "社工"), (HIRED, "外面")]):
        card = _Card(416 + 70 * place, 153, title, who, f"p{who}" if seat else "", wide=66)
        drawn += _drawn(card, case.people)
    count = _count(holders.values())
    words = escape(f"{count}：{'，'.join(said)}")
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{words}">'
        f"{text(486, 145, 15, count)}{drawn}</svg>"
    )


def _board(left: int, top: int, wide: int, tint: str, name: str) -> str:
    return (
        f'<rect x="{left}" y="{top}" width="{wide}" height="118" rx="6" fill="#fff" stroke="{tint}" '
        f'stroke-width="2.5"/>'
        f'<rect x="{left}" y="{top}" width="{wide}" height="22" rx="6" fill="{tint}"/>'
        f"{text(left + wide / 2, top + 17, 15, name, tint='#fff')}"
    )


def _drawn(card: _Card, people: tuple[str, ...]) -> str:
    """Return a card with a face and a name, or an empty seat."""
    x, y, wide, who = card.x, card.y, card.wide, card.who
    middle = x + wide / 2
    press = f' data-press="{card.press}"' if card.press else ""
    moving = ' class="shequ-moving"' if card.moving else ""
    edge = 'stroke="#e8710a" stroke-width="3.5"' if card.here else f'stroke="{INK}"'
    dashed = ' stroke-dasharray="6 4"' if who is None else ""
    inside = text(middle, y + 66, 34, "？", tint="#e8710a")
    if who is not None:
        look = {"hair": _HAIR[who % 3], "tint": "#3b2a20", "coat": _COATS[who % 8]}
        face = person(middle, y + 36, 0.6, look, CONTENT) if who != HIRED else text(middle, y + 52, 30, "＋")
        name = _name(people, who)
        inside = (
            f'{face}<rect x="{x + 1}" y="{y + 64}" width="{wide - 2}" height="25" fill="#fffbe9"/>'
            f"{text(middle, y + 83, min(19, (wide - 6) // len(name)), name)}"
        )
    return (
        f"<g{press}><g{moving}>"
        f'<rect x="{x}" y="{y}" width="{wide}" height="{TALL}" rx="5" fill="#f3ead7" {edge}{dashed}/>{inside}'
        f"{text(middle, y + 17, min(16, (wide - 4) // len(card.title)), card.title)}</g></g>"
    )


def _name(people: tuple[str, ...], who: int | None) -> str:
    if who is None:
        return "空着"
    return "招聘" if who == HIRED else people[who]


def _count(holders: Iterable[int | None]) -> str:
    held = [who for who in holders if who is not None]
    return f"职务 {len(held)} 个，人 {len(set(held) - {HIRED}) + held.count(HIRED)} 个"
