"""What grid.js shows, as plain data: the quarter, how each step stands, what a day is to the chosen step."""

from __future__ import annotations

from datetime import date
from typing import Any

from shequ_lib.play.calendar import html as calendar_html
from shequ_lib.play.calendar import words as calendar_words
from shequ_lib.play.calendar.model import Schedule
from shequ_lib.play.calendar.period import WEEKDAYS, Period, short_date
from shequ_lib.play.calendar.verdict import CLOSED, FREE, HINTED, Row
from shequ_lib.play.calendar.words import Line

BUTTONS = (
    ("undo", "退一步", "收回刚才那一下"),
    ("take", "拿下来", "把选中的这一步从日历上拿下来"),
    ("solve", "看一种排法", "在日历上排出一种合适的，可以退回来"),
    ("next", "换一季", "换一个季度、换一批事，从头排起"),
    ("all", "几个会一起排", "把这一季要开的会都摆出来"),
)
LEGEND = (
    ("free", "可", "选中的一步可以放"),
    ("hinted", "提醒", "可以放，但有提醒"),
    ("closed", "占", "规定许可，这天被占了"),
    ("windows", "反", "同一个会里别的步骤也可以放"),
    ("windows last", "反", "那一步的最后一天"),
)


def board(made: Period) -> dict[str, Any]:
    """Return what stays while one quarter is planned."""
    months = sorted({day.month for day in made.days})
    return {
        "label": f"{calendar_html.title(made)}的日历，方向键换日子，回车键放下选中的步骤",
        "heads": list(WEEKDAYS),
        "days": [
            {"number": day.day, "month": months.index(day.month), "weekday": day.weekday()}
            for day in made.days
        ],
        "months": [f"{month}月" for month in months],
        "listLabel": "选一步（下面一行是它的日子）",
        "groups": [
            {"name": task.chain.meeting.short, "steps": [step.name for step in task.chain.steps]}
            for task in made.tasks
        ],
        "buttons": [list(button) for button in BUTTONS],
        "legend": [list(item) for item in LEGEND],
    }


def line(row: Row) -> Line:
    """Say in a few characters how a step stands; and the class of its place in the list."""
    css_class, sign, word = calendar_words.verdict(row)
    if row.day is not None:
        return f"{sign} {short_date(row.day)}", css_class
    if row.level:
        return f"{sign} {word}", css_class
    for bound, end in ((row.usual.latest, "最迟"), (row.usual.earliest, "最早")):
        if bound is not None:
            return f"{end} {short_date(bound.day)}", css_class
    return word, css_class


def days(schedule: Schedule, chosen: Row) -> list[dict[str, Any]]:
    """Say of every day whether the chosen step can stand there, and what stands there."""
    rows = schedule.verdict.rows.values()
    others = [
        row
        for row in schedule.verdict.rows_of(chosen.id[0])
        if row.day is None and row is not chosen and row.usual.latest is not None
    ]
    shown = []
    for day, state in zip(schedule.period.days, chosen.states, strict=True):
        here = [row for row in rows if row.day == day]
        closed = schedule.period.closed(chosen.id, day, schedule.placed.items())
        shown.append(
            {
                "state": state,
                "mark": closed.short if closed and state == CLOSED else _mark(chosen, day, state),
                "windows": [
                    [_short(row)[0], "last" if row.usual.latest and row.usual.latest.day == day else ""]
                    for row in others
                    if row.usual.holds(day)
                ],
                "placed": [[_chip(row), calendar_words.verdict(row)[0]] for row in here],
                "here": "true" if chosen in here else "false",
                "label": _label(chosen, day, state, here, closed.text if closed else ""),
            }
        )
    return shown


def _short(row: Row) -> str:
    """Return the shortest name of a step, such as 公告."""
    return min((row.step.name, *row.step.aliases), key=len)


def _chip(row: Row) -> str:
    return f"{row.meeting.short.removesuffix('会')}{_short(row)}"


def _mark(row: Row, day: date, state: str) -> str:
    """Say in two characters what a day is to the chosen step."""
    for bound, word in ((row.usual.latest, "最迟"), (row.usual.earliest, "最早")):
        if bound is not None and bound.day == day:
            return word
    return {FREE: "可", HINTED: "提醒"}.get(state, "")


def _label(row: Row, day: date, state: str, here: list[Row], closed: str) -> str:
    """Say everything about a day, for people who cannot see it."""
    name = f"“{row.step.name}”"
    said = {
        FREE: f"{name}可以放",
        HINTED: f"{name}可以放，但有提醒",
        CLOSED: f"{name}办不成：{closed}",
    }.get(state, f"{name}放这天不符合规定")
    there = f"已经放了{'、'.join(one.name for one in here)}，" if here else ""
    return f"{calendar_words.long_date(day)}，{there}{said}"
