"""The figures of chapter 14, on what a year asks for."""

from __future__ import annotations

from grading.figures.book import Figure
from grading.figures.drawing import AMBER, BLUE, GREEN, MARGIN, WIDTH, Box, Drawing
from grading.figures.words import FAINT, small, strong
from shequ_lib.rulebook import Rulebook
from shequ_lib.staffing import LABELS

_HIGH = 50.0  # of a row
_BETWEEN = 7


def from_the_table(rules: Rulebook) -> Figure:
    """Show which figure of the table each post, fund and room is computed from.

    Source: the names in `staff`, `budget` and `premises`, and those of a community's figures.
    """
    drawing = Drawing()
    left, wide, gap = 92.0, 146.0, 32.0
    places = [MARGIN, MARGIN + left + gap, WIDTH - MARGIN - wide]
    heads = ("表里的数", "配几个人", "多少钱，多大的房")
    for x, width, head in zip(places, (left, wide, wide), heads, strict=True):
        drawing.text(x + width / 2, MARGIN, width, small(head, FAINT), anchor="middle")

    def room(column: int, row: int, rows: int = 1) -> Box:
        y = MARGIN + 26 + row * (_HIGH + _BETWEEN)
        return Box(places[column], y, left if column == 0 else wide, rows * (_HIGH + _BETWEEN) - _BETWEEN)

    def put(text: str, column: int, row: int, rows: int = 1) -> Box:
        at = room(column, row, rows)
        tone = (AMBER, BLUE, GREEN)[column]
        return drawing.box(at.x, at.y, at.width, small(text), tone=tone, height=at.height)

    told = []

    def lead(here: Box, there: Box, row: int, said: str = "") -> None:
        y = room(0, row).middle
        drawing.line((here.right + 2, y), (there.x - 2, y), head=True)
        if said:
            told.append(said)

    def post(name: str) -> str:
        return rules.string(f"staff.{name}.name")

    def fund(name: str) -> str:
        return rules.string(f"budget.{name}.name")

    premises = rules.string("premises.name")
    lead(put(LABELS["party"], 0, 0), put(fund("party"), 2, 0), 0, f"{LABELS['party']}定{fund('party')}")
    households, members = put(LABELS["households"], 0, 1, 2), put(post("committee"), 1, 1)
    lead(households, members, 1, f"{LABELS['households']}定{post('committee')}和{premises}")
    lead(members, put(fund("committee"), 2, 1), 1, f"{post('committee')}定{fund('committee')}")
    lead(households, put(premises, 2, 2), 2)
    both = f"{LABELS['unemployed']}、\n{LABELS['retirees']}"
    labour, aid, stations = put(post("labour"), 1, 3), put(post("aid"), 1, 4), put(fund("stations"), 2, 3, 2)
    lead(put(both, 0, 3), labour, 3, f"{LABELS['unemployed']}、{LABELS['retirees']}定{post('labour')}")
    lead(put(LABELS["poor_households"], 0, 4), aid, 4, f"{LABELS['poor_households']}定{post('aid')}")
    lead(labour, stations, 3, f"{post('labour')}、{post('aid')}的人定{fund('stations')}")
    lead(aid, stations, 4)
    temporary = put(LABELS["temporary_residents"], 0, 5, 2)
    lead(temporary, put(post("temporary"), 1, 5), 5)
    lead(
        temporary,
        put(fund("temporary"), 2, 6),
        6,
        f"{LABELS['temporary_residents']}定{post('temporary')}，也定{fund('temporary')}",
    )
    floating = put(LABELS["floating_residents"], 0, 7)
    lead(floating, put(post("floating"), 1, 7), 7, f"{LABELS['floating_residents']}定{post('floating')}")
    return Figure(
        "一张表怎样算出人、钱、房：顺着箭头找要看的那个数",
        f"从左往右，表里的数定配几个人，再定多少钱。{'；'.join(told)}。",
        drawing,
    )


def whose_task(rules: Rulebook) -> Figure:
    """Show whom a matter goes to.

    Source: the bodies and roles of `rights`, `organisations` and `three_in_one`.
    """
    rows = [
        (
            "牵涉全体居民的大事",
            rules.string("rights.decision.body"),
            rules.string("organisations.body.assembly.role"),
        ),
        (
            "居民自己的事，日常的事",
            rules.string("three_in_one.committee.name"),
            rules.string("three_in_one.committee.role"),
        ),
        (
            "政府的事务，照规定办",
            rules.string("three_in_one.station.name"),
            "、".join(rules.strings("three_in_one.station.roles")),
        ),
        (
            "几方意见不一，要看全局",
            rules.string("three_in_one.party.name"),
            rules.string("three_in_one.party.role"),
        ),
    ]
    drawing = Drawing()
    wide, gap = 176.0, 34.0
    space = WIDTH - 2 * MARGIN - wide - gap
    y = float(MARGIN)
    for matter, body, role in rows:
        words = strong(body), small(role, FAINT)
        high = drawing.needed(space, *words)
        here = drawing.box(MARGIN, y, wide, small(matter), tone=AMBER, height=high)
        there = drawing.box(MARGIN + wide + gap, y, space, *words, tone=BLUE, height=high)
        drawing.line((here.right + 2, here.middle), (there.x - 2, there.middle), head=True)
        y = here.bottom + 10
    told = "；".join(f"{matter}，找{body}（{role}）" for matter, body, role in rows)
    return Figure("来了一件事，归谁", f"左边是事，右边是该找谁。{told}。", drawing)


FIGURES = (from_the_table, whose_task)
