"""The figures of chapter 9, on what a community can do."""

from __future__ import annotations

from grading.figures.book import Figure
from grading.figures.drawing import BLUE, GREEN, MARGIN, WIDTH, Drawing
from grading.figures.words import small, strong
from shequ_lib.rulebook import Rulebook


def functions(rules: Rulebook) -> Figure:
    """Show the functions with what belongs to each; the first one leads the others.

    Source: `service_functions`.
    """
    keys = rules.strings("service_functions.order")
    cells = [
        (
            strong(rules.string(f"service_functions.{key}.name")),
            small("、".join(rules.strings(f"service_functions.{key}.services"))),
        )
        for key in keys
    ]
    drawing = Drawing()
    lead = drawing.box(MARGIN + 40, MARGIN, WIDTH - 2 * MARGIN - 80, *cells[0], tone=BLUE, thick=True)
    y = lead.bottom + 24
    for place in range(1, len(cells), 2):
        row = cells[place : place + 2]
        boxes = drawing.row(
            y, *row, gap=28, width=WIDTH - 2 * MARGIN if len(row) > 1 else 210, tones=(GREEN,)
        )
        for box in boxes:  # from the stem in the middle to each
            edge = box.right if box.centre < WIDTH / 2 else box.x
            drawing.line((WIDTH / 2, box.middle), (edge, box.middle), head=True)
        stem = boxes[0].middle
        y = boxes[0].bottom + 10
    drawing.line((WIDTH / 2, lead.bottom), (WIDTH / 2, stem))
    told = "；".join(f"{name.text}：{services.text}" for name, services in cells)
    return Figure(
        f"{cells[0][0].text}是牵头的一项，把各类组织带动起来，别的事才有人做",
        f"最上面是牵头的一项，其余各项在它下面。{told}。",
        drawing,
    )


def whom_for(rules: Rulebook) -> Figure:
    """Show how service is parted by whom it is for.

    Source: `service_functions.groups`.
    """
    at = "service_functions.groups."
    whole = rules.string(f"service_functions.{rules.string(f'{at}belongs_to')}.name")
    keys = rules.strings(f"{at}order")
    drawing = Drawing()
    root = drawing.box(WIDTH / 2 - 110, MARGIN, 220, strong(f"{whole}：专门给谁？"), tone=BLUE, thick=True)
    whom = []
    for key in keys:
        name, people = rules.string(f"{at}{key}.name"), "、".join(rules.strings(f"{at}{key}.people"))
        whom.append([strong(name), *([] if people == name else [small(people)])])
    given = [[strong(rules.string(f"{at}{key}.service"))] for key in keys]
    upper = drawing.row(root.bottom + 34, *whom, gap=14)
    lower = drawing.row(upper[0].bottom + 26, *given, gap=14, tones=(GREEN,))
    turn = root.bottom + 14
    for above, below in zip(upper, lower, strict=True):
        drawing.line((root.centre, root.bottom), (root.centre, turn), (above.centre + 0.1, turn))
        drawing.line((above.centre, turn), (above.centre, above.y), head=True)
        drawing.line((above.centre, above.bottom), (above.centre, below.y), head=True)
    told = "；".join(
        f"给{'，'.join(words.text for words in who)}的，是{rules.string(f'{at}{key}.service')}"
        for who, key in zip(whom, keys, strict=True)
    )
    return Figure(
        "先问给谁，再叫名称",
        f"{whole}按专门给谁，分成 {len(keys)} 类：{told}。",
        drawing,
    )


FIGURES = (functions, whom_for)
