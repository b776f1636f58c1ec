"""The pictures of the hearing: the pitch on its board above the hall, and where the brand is at work."""

from __future__ import annotations

from html import escape

from shequ_lib.play.brand.model import REPRESENTATIVES, SLOTS, Hearing
from shequ_lib.play.stage.people import CONTENT, DOUBTFUL, GLAD, INK, person, svg, text

_ROWS = 3  # cards of the board in a row
_SEATS = 5  # representatives in a row
_COATS = ("#b5534c", "#4d6a8a", "#7a8450", "#c28a3a", "#6b5b95", "#3f7d6e", "#8c6d46")
_LOOKS = (
    {"hair": "bun", "tint": "#6b4f3a"},
    {"hair": "short", "tint": "#22262e"},
    {"hair": "long", "tint": "#2b1d14"},
    {"hair": "bald", "tint": "#8d8d8d", "glasses": True},
    {"hair": "cap", "tint": "#4a4a4a"},
    {"hair": "bun", "tint": "#c9c9c9", "glasses": True},
    {"hair": "short", "tint": "#9a9a9a"},
    {"hair": "long", "tint": "#5a3a22"},
)
_NET = (
    '<path d="M186,176 l48,34" stroke="#7a5a3a" stroke-width="4"/>'
    f'<path d="M228,208 q22,-14 34,6 q-12,26 -34,-6 z" fill="#dfe8ee" stroke="{INK}"/>'
    '<path d="M234,206 l18,14 M246,202 l8,16 M232,214 l26,-2" stroke="#5b6672"/>'
)
_TEA = (
    f'<g fill="#fff" stroke="{INK}">'
    '<path d="M140,178 h24 v18 q-12,8 -24,0 z m24,4 l10,-4 m-34,4 q-10,6 0,12"/>'
    '<path d="M112,190 h14 v8 h-14 z M178,190 h14 v8 h-14 z"/></g>'
)
_HOUSE = (
    f'<rect x="176" y="14" width="160" height="150" fill="#efe2c9" stroke="{INK}"/>'
    '<path d="M196,90 h36 v34 h-36 z M280,90 h36 v34 h-36 z" fill="#9cc3dd"/>'
)
_PAVILION = (
    f'<path d="M164,76 q50,-14 92,-66 q42,52 92,66 z" fill="#8a4f3d" stroke="{INK}"/>'
    f'<path d="M190,76 h12 v90 h-12 z M310,76 h12 v90 h-12 z" fill="#a5673f" stroke="{INK}"/>'
)
_PAPER, _EMPTY, _NOW = "#fff6da", "#e3e7ec", "#cfe3fb"


def hall(story: Hearing, *, now: str, asks: str) -> str:
    """Return the hall with the board, as SVG.

    Args:
        story: What is told.
        now: The slot that is being filled; "" if none is.
        asks: Key of who asks; "" if nobody does.
    """
    people = story.people
    board = "".join(_card(number, slot, story, now) for number, slot in enumerate(SLOTS))
    seats = ""
    for number, (key, each) in enumerate(people.items()):
        x = 42 + 69 * number
        mine = key == asks
        mood = DOUBTFUL if mine else CONTENT
        light = f'<circle cx="{x}" cy="140" r="33" fill="#ffe08a"/>' if mine else ""
        kind, _, name = each["name"].partition(" ")
        seats += (
            f"{light}{person(x, 140, 0.85, each['look'], mood, hand=mine)}"
            f'<rect x="{x - 31}" y="190" width="62" height="38" rx="4" fill="#c9a26d" stroke="{INK}"/>'
            f"{text(x, 206, 12, kind)}{text(x, 222, 12, name)}"
        )
    body = (
        '<rect width="360" height="250" fill="#eef1f4"/>'
        '<rect y="214" width="360" height="36" fill="#b9a888"/>'
        f'<rect x="6" y="6" width="348" height="88" rx="6" fill="#39566b"/>{board}{seats}'
    )
    filled = "、".join(story.names[slot] for slot in story.pitch) or "还没有"
    said = f"听证会的会场，讲稿上放好的：{filled}"
    if asks:
        said += f"；站起来问的是{people[asks]['name']}"
    return svg(body, escape(said))


def ballot(story: Hearing) -> str:
    """Return the representatives who vote, with the hands that are up, as SVG."""
    folk = "".join(
        person(
            50 + 65 * (number % _SEATS),
            78 + 60 * (number // _SEATS),
            0.62,
            {**_LOOKS[number % len(_LOOKS)], "coat": _COATS[number % len(_COATS)]},
            GLAD if number < story.votes else DOUBTFUL,
            hand=number < story.votes,
        )
        for number in range(REPRESENTATIVES)
    )
    body = (
        '<rect width="360" height="250" fill="#f6f1e6"/><rect x="40" y="10" width="280" height="28" '
        f'fill="#b5534c"/>{text(180, 29, 15, "社区成员代表会议", tint="#fff")}{folk}'
    )
    said = f"社区成员代表会议，{REPRESENTATIVES} 位代表里 {story.votes} 位举手"
    return svg(body, escape(said))


def place(story: Hearing, *, sign: bool) -> str:
    """Return where the brand is at work, with its sign if it has one, as SVG."""
    title = story.case["title"]
    looks = [each["look"] for each in story.people.values()]
    mood = GLAD if sign else CONTENT
    folk = "".join(
        person(x, y, 0.8, look, mood)
        for x, y, look in zip((70, 150, 292), (140, 132, 140), looks, strict=False)
    )
    plaque = (
        '<rect x="196" y="26" width="120" height="44" rx="4" fill="#f3d37a" stroke-width="2" '
        f'stroke="{INK}"/>'
        f"{text(256, 55, 20, title)}"
        if sign
        else ""
    )
    work = {
        "river": _NET,
        "school": "".join(
            f'<path d="M{118 + 13 * column - 2 * row},{186 + 5 * row} h13 l-2,5 h-13 z" '
            f'fill="{"#fff3d6" if (row + column) % 2 else "#7a4a2a"}"/>'
            for row in range(4)
            for column in range(6)
        ),
        "pavilion": _TEA,
    }[story.case["scenery"]]
    house = _PAVILION if story.case["scenery"] == "pavilion" else _HOUSE
    ground = (
        '<path d="M0,196 q90,-16 180,0 t180,0 v54 h-360 z" fill="#7fb3d3"/>'
        if story.case["scenery"] == "river"
        else '<rect y="196" width="360" height="54" fill="#b9a888"/>'
    )
    table = f'<path d="M96,184 h112 l-6,26 h-124 z" fill="#c9a26d" stroke="{INK}"/>'
    on_it = work if story.case["scenery"] == "river" else table + work
    body = (
        f'<rect width="360" height="250" fill="#dcecf7"/>{house}'
        f'<rect y="160" width="360" height="90" fill="#9fb08a"/>{folk}{ground}{on_it}{plaque}'
    )
    said = f"“{title}”办着的地方" + ("，墙上挂着牌子" if sign else "，墙上还没有牌子")
    return svg(body, escape(said))


def _card(number: int, slot: str, story: Hearing, now: str) -> str:
    """Return a card of the board."""
    x, y = 14 + 113 * (number % _ROWS), 14 + 38 * (number // _ROWS)
    tint = _NOW if slot == now else _PAPER if slot in story.pitch else _EMPTY
    mark = "✓ " if slot in story.pitch else ""
    dashes = "" if slot in story.pitch else ' stroke-dasharray="4 3"'
    return (
        f'<rect x="{x}" y="{y}" width="106" height="32" rx="4" fill="{tint}" stroke="{INK}"{dashes}/>'
        f"{text(x + 53, y + 21, 13, mark + story.names[slot])}"
    )
