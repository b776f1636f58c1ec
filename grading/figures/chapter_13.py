"""The figures of chapter 13, on how a brand is argued for."""

from __future__ import annotations

from grading.figures.book import Figure
from grading.figures.drawing import AMBER, BLUE, GREEN, GREY, MARGIN, WIDTH, Drawing
from grading.figures.words import FAINT, small, strong
from shequ_lib import meetings
from shequ_lib.rulebook import Rulebook


def five_questions(rules: Rulebook) -> Figure:
    """Show the five questions with what their answers are chosen from.

    Source: the names of `principles`, `service_functions` and `goals`.
    """

    def of(group: str) -> tuple[str, ...]:
        return tuple(rules.string(f"{group}.{key}.name") for key in rules.strings(f"{group}.order"))

    principles, functions, goals = of("principles"), of("service_functions"), of("goals")
    rows: list[tuple[str, str, tuple[str, ...]]] = [
        ("① 为谁办，先办哪一件", "第九章数出的次数，第十二章算出的得分", ()),
        ("② 主要靠哪一项原则", f"第八章，{len(principles)} 项里选一项", principles),
        ("③ 主要落在哪一项功能", f"第九章，{len(functions)} 项里选一项", functions),
        ("④ 朝哪一个目标，拿什么证明", f"第十二章，{len(goals)} 个里选一个", goals),
        ("⑤ 谁来定，开什么会，钱和地方在哪里", "第四章、第六章、第十章、第十一章", ()),
    ]
    drawing = Drawing()
    wide, gap = 150.0, 26.0
    room = WIDTH - 2 * MARGIN - wide - gap
    y = float(MARGIN)
    told = []
    for asked, source, names in rows:
        between = "\n" if any("，" in name for name in names) else "、"
        answer = [strong(source), *([small(between.join(names))] if names else [])]
        high = max(drawing.needed(wide, strong(asked)), drawing.needed(room, *answer))
        here = drawing.box(MARGIN, y, wide, strong(asked), tone=BLUE, height=high)
        there = drawing.box(MARGIN + wide + gap, y, room, *answer, height=high, anchor="start")
        drawing.line((here.right + 2, here.middle), (there.x - 2, there.middle), head=True)
        told.append(f"{asked}，到{source}" + (f"（{'；'.join(names)}）" if names else ""))
        y = here.bottom + 8
    return Figure("五问，各到哪一章去找依据", f"左边是问题，右边是依据。{'；'.join(told)}。", drawing)


def meetings_on_the_way(rules: Rulebook) -> Figure:
    """Show which meeting belongs to which stage of a brand, and which of them is none of the four.

    Source: the names and notices of `meetings`, `rights.decision.body`.
    """
    held = {key: meetings.get(key, rulebook=rules) for key in meetings.keys(rulebook=rules)}
    stages = [
        ("还没有方案，听大家说", "symposium"),
        ("有了方案，动手前论证", "hearing"),
        ("有重大事项要决定", ""),
        ("办的时候有了矛盾", "mediation"),
        ("年底或办完，要考核", "appraisal"),
    ]
    drawing = Drawing()
    wide, gap = 190.0, 30.0
    room = WIDTH - 2 * MARGIN - wide - gap
    y = float(MARGIN)
    before = None
    told = []
    for stage, key in stages:
        if key:
            meeting = held[key]
            notice = f"{meeting.notice_days} 日前{meeting.step('notice').name}"
            words = strong(meeting.name), small(notice, FAINT)
            told.append(f"{stage}：{meeting.name}，{notice}")
        else:
            words = strong(rules.string("rights.decision.body")), small("不在“四会”里面", FAINT)
            told.append(f"{stage}：{rules.string('rights.decision.body')}，不在“四会”里面")
        high = drawing.needed(room, *words)
        here = drawing.box(MARGIN, y, wide, stage, tone=GREY if key != "" else AMBER, height=high)
        there = drawing.box(
            MARGIN + wide + gap, y, room, *words, tone=GREEN if key else AMBER, dashed=not key
        )
        drawing.line((here.right + 2, here.middle), (there.x - 2, here.middle), head=True)
        if before is not None:
            drawing.line((before.centre, before.bottom + 1), (here.centre, here.y - 1), head=True)
        before = here
        y = here.bottom + 20
    return Figure(
        "一个品牌从点子到年底：走到哪一步，开哪一个会",
        f"从上往下是先后。{'；'.join(told)}。听证不等于决定。",
        drawing,
    )


FIGURES = (five_questions, meetings_on_the_way)
