"""The pictures of the election and its term: what is prepared, the committee, who comes, who trusts."""

from __future__ import annotations

from html import escape

from shequ_lib.play.election.model import HOURS, OPENS, PREPARE
from shequ_lib.play.election.story import ElectionTale, behind, percent
from shequ_lib.play.election.term import Term
from shequ_lib.play.stage.people import CONTENT, GLAD, INK, figure, person, svg, text

_COATS = ("#0b57d0", "#7a5cb5", "#b5534c", "#2e7d32", "#8a5a2b")
_TINTS = ("#2b2b2b", "#9e9e9e", "#5d4037")
_HAIR = ("short", "long", "bun", "cap")
_HERE, _BAR, _PALE, _RED, _GREEN = "#e8710a", "#1565c0", "#d5dbe1", "#b71c1c", "#1b5e20"
_MOST = 9  # people in a row; more are told by their number
_HOUSES = 5
_STOPS = {"one": (2,), "three": (0, 2, 4), "five": (0, 1, 2, 3, 4)}  # before which houses ballots are cast
_CROWDED = 3  # days that are compared: beside so many there is no room for people
_RESIDENTS = 7  # in the picture of the term
_FULL = 100


def ways(tale: ElectionTale) -> str:
    """Return the ways to elect, each with how many stand behind a ballot, as SVG."""
    place, rows, said = tale.community, "", []
    for row, way in enumerate(tale.ways):
        y, voters, name = 6 + 81 * row, place.behind(way), tale.way_name(way)
        told = (f"能投 {place.ballots(way):,} 张票", f"一张票背后 {behind(voters)} 人")
        said.append("，".join((name, *told)))
        many = min(round(voters), _MOST)
        folk = "".join(_someone(195 + 18.5 * one, y + 70, 0.6, one) for one in range(many))
        edge = f'stroke="{_HERE}" stroke-width="4"' if way == tale.way else f'stroke="{INK}"'
        rows += (
            f'<rect x="8" y="{y}" width="168" height="74" rx="6" fill="#fff" {edge}/>'
            f"{_fitted(92, y + 23, 17, name, 160)}{text(92, y + 44, 14, told[0])}"
            f"{text(92, y + 63, 14, told[1])}{folk}"
        )
    return svg(f'<rect width="360" height="250" fill="#eef1f4"/>{rows}', escape("；".join(said)))


def estate(tale: ElectionTale) -> str:
    """Return the houses with what is prepared so far before them, as SVG."""
    picked, name = tale.picked, tale.way_name(tale.way)
    houses = "".join(_house(8 + 70 * number, picked.get("announce", "")) for number in range(_HOUSES))
    stops = "".join(_stop(52 + 70 * house) for house in _STOPS.get(picked.get("places", ""), ()))
    stand = f'<path d="M76,190 v-34 h28 v34" fill="#fff" stroke="{INK}" stroke-width="2"/>'
    board = stand + _notice(82, 160, 16) if "announce" in picked else ""
    carried = f"{_someone(284, 192, 0.6, 0)}{_someone(312, 192, 0.6, 3)}{_box(298, 178)}"
    cards = [
        (question.name, question.option(picked[question.key]).short if question.key in picked else "")
        for question in PREPARE
    ]
    body = (
        '<rect width="360" height="250" fill="#dcecf7"/>'
        '<rect y="150" width="360" height="100" fill="#c9d6b4"/>'
        f'<rect x="8" y="6" width="344" height="24" rx="4" fill="{_RED}"/>'
        f"{text(180, 24, 15, f'换届选举：{name}', tint='#fff')}{houses}{board}{stops}"
        f"{carried if picked.get('box') == 'yes' else ''}"
        f"{''.join(_card(4 + 89 * place, *card) for place, card in enumerate(cards))}"
    )
    said = "，".join(f"{what}：{value or '还没定'}" for what, value in [("选法", name), *cards])
    return svg(body, escape(f"筹备的情况：{said}"))


def team(tale: ElectionTale) -> str:
    """Return the committee that is put together, each member with name and post, as SVG."""
    seats = tale.seats()
    columns = max(6, -(-len(seats) // 2))
    wide, top, drawn = 348 / columns, 34 if len(seats) > columns else 84, ""
    for number, (name, role) in enumerate(seats):
        x, y = 6 + wide * (number % columns + 0.5), top + 108 * (number // columns)
        look = {"hair": _HAIR[number % 4], "tint": _TINTS[number % 3], "coat": _COATS[number % 5]}
        drawn += (
            f"{text(x, y + 11, 14, role)}{person(x, y + 36, 0.62, look, CONTENT)}"
            f'<rect x="{x - wide / 2 + 2}" y="{y + 78}" width="{wide - 4}" height="20" rx="3" fill="#fff" '
            f'stroke="{INK}"/>{_fitted(x, y + 93, 14, name, wide - 6)}'
        )
    body = (
        '<rect width="360" height="250" fill="#f3ead7"/>'
        f'<rect x="8" y="6" width="344" height="24" rx="4" fill="#8a5a3a"/>'
        f"{text(180, 24, 15, f'班子：一共 {len(seats)} 人', tint='#fff')}{drawn}"
    )
    said = "，".join(f"{role}{name}" for name, role in seats)
    return svg(body, escape(f"班子一共 {len(seats)} 人：{said}"))


def day(tale: ElectionTale) -> str:
    """Return the polling station with its queue, and how many came in each hour so far, as SVG."""
    turnout, hours = tale.turnout, tale.hours
    counts = [sum(hour) for hour in turnout.by_hour]
    highest = max(*counts, 1)
    columns, said = "", []
    for hour, count in enumerate(counts):
        x, come = 10 + 34.5 * hour, hour < hours
        high, tint = (70 * count / highest, _BAR) if come else (0, _PALE)
        columns += (
            f'<rect x="{x}" y="{230 - high:.1f}" width="27" height="{high + 1:.1f}" fill="{tint}"/>'
            f"{text(x, 246, 13, str(OPENS + hour))}"
            f"{text(x + 13, 226 - high, 13, f'{count:,}') if come else ''}"
        )
        said.append(f"{OPENS + hour}—{OPENS + hour + 1} 点{f'{count:,} 位' if come else '还没到'}")
    latest = counts[hours - 1] if hours else 0
    queue = 1 + round(6 * latest / highest) if hours < HOURS else 0
    people = "".join(_someone(112 + 36 * one, 134, 0.95, one) for one in range(queue))
    body = (
        '<rect width="360" height="250" fill="#f6f1e6"/>'
        '<rect y="126" width="360" height="14" fill="#cdbb99"/>'
        f"{text(10, 22, 16, f'{OPENS + hours}:00', anchor='start')}{_share(turnout.share(hours))}"
        f"{text(352, 22, 16, f'投了 {percent(turnout.share(hours))}', anchor='end')}"
        f'<rect x="14" y="104" width="72" height="30" fill="#a9744f" stroke="{INK}"/>'
        f'<g transform="translate(50 104) scale(2)">{_box(0, 0)}</g>{people}{columns}'
    )
    total = f"一共投了 {turnout.cast(hours):,} 张，占 {percent(turnout.share(hours))}"
    return svg(body, escape(f"每小时来投票的人：{'，'.join(said)}；{total}"))


def compared(tale: ElectionTale) -> str:
    """Return how many voted themselves on each day that was tried, and whom they elected, as SVG."""
    names = tried_names(tale)
    highest = max(one.cast() for one in tale.tried) or 1
    high = min(70, 212 // len(names))
    rows, said = "", []
    for number, (name, one) in enumerate(zip(names, tale.tried, strict=True)):
        y = 34 + high * number
        told, wide = f"{one.cast():,} 人", 300 * one.cast() / highest
        said.append(f"{name} {told}")
        rows += (
            f'<g transform="translate(26 {y + 27})">{_box(0, 0)}</g>'
            f"{text(50, y + 14, 14, name, anchor='start')}{text(350, y + 14, 14, told, anchor='end')}"
            f'<rect x="50" y="{y + 19}" width="{wide:.1f}" height="10" rx="3" fill="{_BAR}"/>'
        )
    members = range(min(len(tale.seats()), _MOST)) if len(names) < _CROWDED else ()
    rows += "".join(_someone(180 + 36 * (one - (len(members) - 1) / 2), 244, 0.8, one) for one in members)
    head = "亲手投了票的居民"
    return svg(
        f'<rect width="360" height="250" fill="#f6f1e6"/>{text(180, 22, 16, head)}{rows}',
        escape(f"{head}：{'，'.join(said)}"),
    )


def office(term: Term, *, told: bool) -> str:
    """Return the matters of the term, and how the residents look at their committee, as SVG.

    Args:
        term: The term.
        told: Whether what came of the last matter is told now.
    """
    now = len(term.outcomes) - (told or term.to_repair is not None)
    tiles = "".join(
        _tile(8 + 344 / len(term.matters) * number, number, term, now == number)
        for number in range(len(term.matters))
    )
    there = round(_RESIDENTS * term.will / _FULL)
    people = "".join(
        _someone(124 + 35 * one, 236, 1, one, mood=_mood(term.trust, one)) for one in range(there)
    )
    empty = "".join(_chair(124 + 35 * one) for one in range(there, _RESIDENTS))
    own = {"hair": "short", "tint": "#26303c", "coat": "#0b57d0", "glasses": True}
    body = (
        '<rect width="360" height="250" fill="#f3ead7"/>'
        '<rect y="212" width="360" height="38" fill="#cdbb99"/>'
        f'{tiles}<rect x="8" y="66" width="92" height="22" rx="4" fill="{_RED}"/>'
        f"{text(54, 82, 14, '居委会', tint='#fff')}{person(54, 130, 1.05, own, _mood(term.trust, 0))}"
        f'<rect x="4" y="188" width="96" height="62" fill="#a9744f" stroke="{INK}"/>'
        f'<rect x="30" y="180" width="42" height="10" fill="#fffdf4" stroke="{INK}"/>{empty}{people}'
    )
    right = sum(outcome.right for outcome in term.outcomes)
    said = (
        f"{len(term.matters)} 件事，走对了 {right} 件，走错了 {len(term.outcomes) - right} 件；"
        f"居民的信任 {term.trust}，来开会的劲头 {term.will}"
    )
    return svg(body, escape(said))


def tried_names(tale: ElectionTale) -> list[str]:
    """Return what each day of election that was tried is called: by its way, with its number if need be."""
    names = [tale.way_name(one.way) for one in tale.tried]
    if len(set(names)) == len(names):
        return names
    return [f"第 {number} 次：{name}" for number, name in enumerate(names, 1)]


# --- parts ---


def _fitted(x: float, y: float, size: int, words: str, wide: float) -> str:
    """Return text that is as small as the room asks for."""
    return text(x, y, min(size, int(wide / max(len(words), 1))), words)


def _someone(x: float, ground: int, size: float, number: int, mood: int = CONTENT) -> str:
    drawn = figure(0, 0, coat=_COATS[number % 5], tint=_TINTS[number % 3], mood=mood)
    return f'<g transform="translate({x} {ground}) scale({size})">{drawn}</g>'


def _house(x: int, announce: str) -> str:
    windows = "".join(
        f'<rect x="{x + 9 + 17 * column}" y="{50 + 22 * row}" width="11" height="13" fill="#9cc5e4"/>'
        for row in range(4)
        for column in range(3)
    )
    papers = _notice(x + 39, 132, 11) if announce in ("stairs", "doors") else ""
    caller = _someone(x + 12, 168, 0.42, 1) if announce == "doors" else ""
    return (
        f'<rect x="{x}" y="42" width="62" height="124" fill="#efe2c9" stroke="{INK}"/>{windows}'
        f'<rect x="{x + 20}" y="138" width="15" height="28" fill="#8a5a3a"/>{papers}{caller}'
    )


def _notice(x: int, y: int, wide: int) -> str:
    return f'<rect x="{x}" y="{y}" width="{wide}" height="{wide * 1.2:.0f}" fill="{_RED}" stroke="#fff"/>'


def _stop(x: int) -> str:
    return f'<rect x="{x - 14}" y="174" width="28" height="12" fill="#a9744f" stroke="{INK}"/>{_box(x, 174)}'


def _box(x: int, y: int) -> str:
    """Return a ballot box that stands there."""
    return (
        f'<rect x="{x - 9}" y="{y - 16}" width="18" height="16" rx="1" fill="{_RED}" stroke="{INK}"/>'
        f'<path d="M{x - 5},{y - 12} h10" stroke="#fff" stroke-width="2"/>'
        f'<path d="M{x - 3},{y - 13} v-9 h6 v9 z" fill="#fffdf4" stroke="{INK}"/>'
    )


def _card(x: int, name: str, value: str) -> str:
    dashed = "" if value else ' stroke-dasharray="5 3"'
    return (
        f'<rect x="{x}" y="196" width="85" height="48" rx="6" fill="#fff" stroke="{INK}"{dashed}/>'
        f"{text(x + 42.5, 214, 13, name)}{_fitted(x + 42.5, 235, 15, value or '还没定', 78)}"
    )


def _share(share: float) -> str:
    bar = '<rect x="66" y="10" width="{:.1f}" height="12" rx="3" fill="{}"/>'
    return bar.format(190, _PALE) + bar.format(190 * share, _BAR)


def _tile(x: float, number: int, term: Term, here: bool) -> str:
    """Return a matter of the term: whether it went the right way, and which is on the table."""
    sign, tint = str(number + 1), INK
    if number < len(term.outcomes):
        sign, tint = ("✓", _GREEN) if term.outcomes[number].right else ("✗", _RED)
    edge = f'stroke="{_HERE}" stroke-width="4"' if here else f'stroke="{INK}"'
    return (
        f'<rect x="{x + 2:.1f}" y="8" width="38" height="42" rx="4" fill="#fffdf4" {edge}/>'
        f"{text(x + 21, 36, 20, sign, tint=tint)}"
    )


def _chair(x: int) -> str:
    return f'<path d="M{x - 9},186 v50 M{x - 9},210 h20 v26" fill="none" stroke="#8a5a3a" stroke-width="4"/>'


def _mood(trust: int, number: int) -> int:
    """Return how somebody looks: not everybody trusts alike."""
    return min(max((trust + (-8, 0, 8)[number % 3]) * (GLAD + 1) // _FULL, 0), GLAD)
