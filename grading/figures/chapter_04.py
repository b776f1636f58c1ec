"""The figures of chapter 4, on the rights of self-government."""

from __future__ import annotations

from grading.figures.book import Figure
from grading.figures.drawing import AMBER, BLUE, GREEN, GREY, MARGIN, WIDTH, Drawing
from grading.figures.words import small, strong
from shequ_lib.rulebook import Rulebook


def four_rights(rules: Rulebook) -> Figure:
    """Show the four rights as the way of one matter, which ends where it began.

    Source: `rights`, the names and meanings of the four.
    """
    keys = rules.strings("rights.order")
    cells = [
        (strong(rules.string(f"rights.{key}.name")), small(rules.string(f"rights.{key}.meaning")))
        for key in keys
    ]
    drawing = Drawing()
    half = len(cells) // 2
    upper = drawing.row(MARGIN, *cells[:half], gap=34, tones=(BLUE,))
    y = upper[0].bottom + 34
    lower = drawing.row(y, *reversed(cells[half:]), gap=34, tones=(BLUE,))
    round_trip = [*upper, *reversed(lower)]
    for here, there in zip(round_trip, [*round_trip[1:], round_trip[0]], strict=True):
        if here.y == there.y:
            from_left = here.x < there.x
            drawing.line(
                (here.right if from_left else here.x, here.middle),
                (there.x if from_left else there.right, there.middle),
                head=True,
            )
        elif here.y < there.y:
            drawing.line((here.centre, here.bottom), (there.centre, there.y), head=True)
        else:
            drawing.line((here.centre, here.y), (there.centre, there.bottom), head=True)
    told = "；".join(
        f"{rules.string(f'rights.{key}.name')}，{rules.string(f'rights.{key}.meaning')}" for key in keys
    )
    return Figure(
        "顺着一件事走一圈：选人，定事，办事，看结果，再选人",
        f"按办一件事的先后，四项权利围成一圈。{told}；看了结果，下一次再选人。",
        drawing,
    )


def three_ways(rules: Rulebook) -> Figure:
    """Show who votes in each of the three ways of an election, and what is elected.

    Source: `rights.election.way`, `rights.committee`, and the number of members in `staff.committee`.
    """
    ways = [f"rights.election.way.{key}" for key in rules.strings("rights.election.ways")]
    fewest = rules.count("staff.committee.elected_minimum")
    most = rules.count("staff.committee.elected_maximum")
    term = rules.count("rights.committee.term")
    roles = "、".join(rules.strings("rights.committee.roles"))
    name = rules.string("rights.committee.name")
    drawing = Drawing()
    wide, elected = 236.0, 128.0
    y = float(MARGIN)
    boxes = []
    for way in ways:
        paragraphs = strong(rules.string(f"{way}.voters")), small(rules.string(f"{way}.name"))
        boxes.append(drawing.box(MARGIN, y, wide, *paragraphs, tone=BLUE))
        y = boxes[-1].bottom + 14
    committee = drawing.box(
        WIDTH - MARGIN - elected,
        MARGIN,
        elected,
        strong(name),
        small(roles),
        small(f"{fewest}～{most} 人"),
        small(f"每届 {term} 年"),
        tone=GREEN,
        height=y - 14 - MARGIN,
        thick=True,
    )
    for box in boxes:
        drawing.text((box.right + committee.x) / 2, box.middle - 24, 50, small("投票"), anchor="middle")
        drawing.line((box.right + 6, box.middle), (committee.x - 6, box.middle), head=True)
    told = "；".join(
        f"{rules.string(f'{way}.name')}，投票的是{rules.string(f'{way}.voters')}" for way in ways
    )
    return Figure(
        "三种选法，选的是同一个班子：区别只在谁来投票",
        f"{told}。选出来的{name}由{roles}组成，{fewest}～{most} 人，每届任期 {term} 年。",
        drawing,
    )


def whose_matter(rules: Rulebook) -> Figure:
    """Show which matters go to the assembly, and which stay with the committee.

    Source: `rights.decision.matters` and `rights.management.matters`.
    """
    sides = [
        (side, [f"{side}.matter.{key}.name" for key in rules.strings(f"{side}.matters")])
        for side in ("rights.decision", "rights.management")
    ]
    drawing = Drawing()
    gap = 26.0
    wide = (WIDTH - 2 * MARGIN - gap) / 2
    ask = drawing.box(WIDTH / 2 - 120, MARGIN, 240, strong("一件事：是不是全体居民的大事？"), tone=AMBER)
    y = ask.bottom + 36
    heads = drawing.row(
        y, *([strong(rules.string(f"{side}.body"))] for side, _ in sides), gap=gap, tones=(GREEN, BLUE)
    )
    for head, answer, anchor in zip(heads, ("是", "不是"), ("end", "start"), strict=True):
        drawing.line((WIDTH / 2, ask.bottom), (WIDTH / 2, ask.bottom + 10), (head.centre, ask.bottom + 10))
        drawing.line((head.centre, ask.bottom + 10), (head.centre, head.y), head=True)
        x = head.centre + (-8 if anchor == "end" else 8)
        drawing.text(x, ask.bottom + 12, 60, small(answer), anchor=anchor)
    for head, (_, matters) in zip(heads, sides, strict=True):
        y = head.bottom + 6
        for matter in matters:
            box = drawing.box(head.x, y, wide, small(rules.string(matter)), tone=GREY)
            y = box.bottom + 5
    drawing.line((heads[0].right, heads[0].middle), (heads[1].x, heads[1].middle), head=True)
    told = [
        f"{rules.string(f'{side}.body')}：{'；'.join(map(rules.string, matters))}" for side, matters in sides
    ]
    return Figure(
        "一件事归谁：大事会议定，定了交给居委会办；其余的，由居委会自己办",
        f"先问是不是全体居民的大事。是的，归{told[0]}。不是的，归{told[1]}。会议定下的，也由居委会去办。",
        drawing,
    )


FIGURES = (four_rights, three_ways, whose_matter)
