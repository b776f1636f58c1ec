"""How the planning of a quarter begins: its days, nothing on them, and what is to be done first."""

from __future__ import annotations

from shequ_lib.play.calendar import html as calendar_html
from shequ_lib.play.calendar.model import Schedule
from shequ_lib.play.calendar.period import WEEKDAYS, Period
from shequ_lib.play.calendar.solver import period
from shequ_lib.play.calendar.verdict import FREE, HINTED, Row
from shequ_lib.play.calendar.view import GOAL, TITLE
from shequ_lib.play.first import TEXT, First
from shequ_lib.play.stage.people import INK, text
from shequ_lib.play.still import words

_CELL, _ROW, _LEFT, _TOP = 66, 30, 52, 30


def first(seed: int) -> First:
    """Return how it begins.

    Args:
        seed: Which quarter it is.
    """
    schedule = Schedule(period(seed))
    made = schedule.period
    step = schedule.next_step(made.steps[0])
    row = schedule.verdict.rows[step]
    return First(
        TITLE,
        _days(made, row),
        [(TEXT, GOAL), *words(calendar_html.briefing(made, [step[0]]))],
        question=f"现在放：{row.name}（{row.step.actor}来办）。点一个打着“可”的日子，把它放上去。",
        wide=True,
        room=(1548, 2885),
    )


def _days(made: Period, row: Row) -> str:
    """Return the days in rows of a week, with those that the first step may have."""
    start = made.days[0].toordinal() - made.days[0].weekday()
    heads = "".join(
        text(_LEFT + _CELL * (number + 0.5), 20, 15, name) for number, name in enumerate(WEEKDAYS)
    )
    ground: dict[str, str] = {}
    months, days, last = "", "", 0
    for day, state in zip(made.days, row.states, strict=True):
        week, weekday = divmod(day.toordinal() - start, 7)
        x, y, last = _LEFT + _CELL * weekday, _TOP + _ROW * week, week
        tint = {FREE: "#c3e8b6", HINTED: "#fbee8f"}.get(state, "#fff" if day.month % 2 else "#eef1f4")
        ground[tint] = f"{ground.get(tint, '')}M{x} {y}h{_CELL}v{_ROW}h-{_CELL}z"
        if day.day == 1:
            months += text(_LEFT - 26, y + 20, 15, f"{day.month}月")
        mark = {FREE: " 可", HINTED: " 提醒"}.get(state, "")
        days += f'<text x="{x + _CELL // 2}" y="{y + 20}">{day.day}{mark}</text>'
    cells = "".join(f'<path fill="{tint}" d="{path}"/>' for tint, path in ground.items())
    width, height = _LEFT + 7 * _CELL + 4, _TOP + _ROW * (last + 1) + 4
    said = f"{calendar_html.title(made)}的日历，还没有排；打着“可”的日子，{row.name}可以放"
    return (
        f'<svg viewBox="0 0 {width} {height}" role="img" aria-label="{said}">'
        f'<rect width="{width}" height="{height}" fill="#fbfaf6"/>{heads}{months}'
        f'<g stroke="{INK}" stroke-width=".4">{cells}</g>'
        f'<g font-size="13" text-anchor="middle" fill="{INK}">{days}</g></svg>'
    )
