"""The line of days as a picture: its days, the people at the known day, a marker for each step."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from html import escape

from shequ_lib.meetings import MEETING
from shequ_lib.play.planner.model import (
    ADVISED,
    ALLOWED,
    BEYOND,
    DAYS,
    EXACT,
    Judged,
    Lane,
    Line,
    short_date,
)
from shequ_lib.play.stage.people import CONTENT, GLAD, INK, person, text

_LEFT, _STEP, _TOP, _LANE = 33, 9.5, 98, 50
_WIDTH = 360
NO_LIMIT = "没写限期"
_PEOPLE = (
    {"hair": "bun", "tint": "#8a8a8a", "coat": "#b5534c"},
    {"hair": "short", "tint": "#26303c", "coat": "#5f8f4e"},
    {"hair": "long", "tint": "#3b2a20", "coat": "#6a1b9a"},
)
_GOOD, _FAIR, _BAD = "#1b5e20", "#8a4b00", "#b71c1c"


def _x(place: float) -> float:
    return round(_LEFT + _STEP * place, 1)


def ask(line: Line) -> str:
    """Return the line with markers that a person moves, as SVG."""
    labels = [short_date(day) if day else NO_LIMIT for day in line.places]
    lanes = "".join(
        _track(number, lane) + _marker(number, lane, labels, line.start)
        for number, lane in enumerate(line.lanes)
    )
    return _drawn(line, lanes, f"{line.meeting.short}的日子，每一步一块牌子，还没有对", "group")


def answer(line: Line, judged: Sequence[Judged]) -> str:
    """Return the line with what was guessed and the true days, as SVG."""
    lanes = "".join(_shown(line, number, each) for number, each in enumerate(judged))
    said = "；".join(
        f"{each.lane.name}放在 {short_date(each.guess) if each.guess else NO_LIMIT}，"
        f"应当 {short_date(each.day) if each.day else NO_LIMIT}"
        for each in judged
    )
    return _drawn(line, lanes, f"{line.meeting.short}的日子：{said}", "img")


def _drawn(line: Line, lanes: str, said: str, role: str) -> str:
    height = _TOP + _LANE * len(line.lanes) + 4
    bottom = height - 4
    days = ""
    for place, day in enumerate(line.places[:DAYS]):
        assert day is not None
        x, weekend = _x(place), day.weekday() > 4
        if weekend:
            days += f'<rect x="{x - 4.7}" y="82" width="9.5" height="{bottom - 82}" fill="#efe0bd"/>'
        tall = day.weekday() == 0
        days += f'<path d="M{x},82 v{10 if tall else 5}" stroke="{INK}" stroke-width="1"/>'
        if tall:
            days += text(x, 79, 11, short_date(day), tint="#4a3b24")
    end = _x(DAYS) - 4.7
    none = (
        f'<rect x="{end}" y="82" width="{_WIDTH - end}" height="{bottom - 82}" fill="#d9dfe6"/>'
        f"{text((end + _WIDTH) / 2 - 1, 93, 9, NO_LIMIT, tint='#37474f')}"
    )
    known = _x(line.start)
    pole = (
        f'<path d="M{known},60 V{bottom}" stroke="#0b57d0" stroke-width="2" stroke-dasharray="5 3"/>'
        f"{_place(line, known)}"
    )
    body = (
        f'<rect width="{_WIDTH}" height="{height}" fill="#fbf6ea"/>'
        f'<rect width="{_WIDTH}" height="66" fill="#dcecf7"/><rect y="56" width="{_WIDTH}" height="10" '
        f'fill="#9fb08a"/>{days}{none}{pole}{lanes}'
    )
    return f'<svg viewBox="0 0 {_WIDTH} {height}" role="{role}" aria-label="{escape(said)}">{body}</svg>'


def _place(line: Line, x: float) -> str:
    """Return the meeting with its people, or the board with the notice, at the known day."""
    at = min(max(x, 62), _WIDTH - 62)
    if line.known == MEETING:
        heads = "".join(
            person(at + 28 * (number - 1), 26, 0.45, look, CONTENT) for number, look in enumerate(_PEOPLE)
        )
        drawn = f'{heads}<rect x="{at - 46}" y="44" width="92" height="8" rx="2" fill="#a5673f"/>'
        word = "开会"
    else:
        drawn = (
            f'{person(at - 36, 26, 0.45, _PEOPLE[1], GLAD)}<path d="M{at - 18},12 v44 m50,-44 v44" '
            f'stroke="#795548" stroke-width="4"/><rect x="{at - 22}" y="8" width="58" height="34" '
            f'fill="#5b8a72"/><rect x="{at - 8}" y="12" width="28" height="26" fill="#fff"/>'
        )
        word = "公告"
    label = f"{word} {short_date(line.day)}"
    plate = f'<rect x="{at - 46}" y="52" width="92" height="15" rx="3" fill="#fff" stroke="#0b57d0"/>'
    return f"{drawn}{plate}{text(at, 64, 12, label, tint='#0b3d91')}"


def _y(number: int) -> int:
    return _TOP + _LANE * number


def _track(number: int, lane: Lane) -> str:
    y = _y(number)
    return (
        f'<g data-track="{lane.step.key}"><rect y="{y}" width="{_WIDTH}" height="{_LANE - 2}" fill="#fff" '
        f'fill-opacity=".01"/><path d="M{_x(0)},{y + 40} H{_x(DAYS + BEYOND - 1)}" stroke="#8a7a5a" '
        f'stroke-width="2"/></g>'
    )


def _marker(number: int, lane: Lane, labels: Sequence[str], start: int) -> str:
    y = _y(number)
    listed = escape(json.dumps(labels, ensure_ascii=False))
    return (
        f'<g data-slide="{lane.step.key}" data-from="{_LEFT}" data-step="{_STEP}" data-labels="{listed}" '
        f'role="slider" tabindex="0" aria-label="{escape(lane.name)}" aria-valuemin="0" '
        f'aria-valuemax="{len(labels) - 1}" aria-valuenow="{start}" transform="translate({_x(start)} 0)">'
        f'<rect x="-32" y="{y - 2}" width="64" height="48" fill="#fff" fill-opacity=".01"/>'
        f"{_flag(y, '#0b57d0')}{text(0, y + 13, 12, lane.name, tint='#fff')}"
        f'<text data-said="" x="0" y="{y + 27}" font-size="13" font-weight="bold" text-anchor="middle" '
        f'fill="#fff">{escape(labels[start])}</text></g>'
    )


def _flag(y: int, tint: str) -> str:
    return (
        f'<rect class="shequ-flag" x="-31" y="{y}" width="62" height="32" rx="6" fill="{tint}"/>'
        f'<path d="M-6,{y + 31} h12 l-6,9 z" fill="{tint}"/>'
    )


def _shown(line: Line, number: int, each: Judged) -> str:
    """Return a lane with the guess, and below it the days that the rule counts."""
    y = _y(number)
    tint = {EXACT: _GOOD, ALLOWED: _FAIR, ADVISED: _FAIR}.get(each.state, _BAD)
    sign = {_GOOD: "✓", _FAIR: "△", _BAD: "✗"}[tint]
    at = _x(_number(line, each.guess))
    label = short_date(each.guess) if each.guess else NO_LIMIT
    guess = (
        f'<g transform="translate({at} 0)">{_flag(y, tint)}'
        f"{text(0, y + 13, 11, f'{sign}{each.lane.name}', tint='#fff')}"
        f"{text(0, y + 27, 13, label, tint='#fff')}</g>"
    )
    if each.day is None or each.start is None:
        true = text(_x(DAYS) - 8, y + 46, 11, "规定没有写限期 →", anchor="end", tint=_GOOD)
        return true + guess
    begin, end = _x(_number(line, each.start)), _x(_number(line, each.day))
    counted = abs((each.day - each.start).days)
    whole = each.lane.step.days in (None, counted)  # else the meeting comes first
    word = f"{counted} 天，{short_date(each.day)}" if whole else f"开会以前，{short_date(each.day)}"
    middle = min(max((begin + end) / 2, 50), _x(DAYS) - 50)
    true = (
        f'<g class="shequ-moving"><path d="M{begin},{y + 36} H{end}" stroke="{_GOOD}" stroke-width="4"/>'
        f'<circle cx="{end}" cy="{y + 36}" r="5" fill="{_GOOD}"/></g>'
        f'<rect x="{middle - 44}" y="{y + 39}" width="88" height="11" fill="#fbf6ea" fill-opacity=".85"/>'
        f"{text(middle, y + 48, 11, word, tint=_GOOD)}"
    )
    return guess + true


def _number(line: Line, day: date | None) -> float:
    """Return the place of a day on the line; one beyond its ends stands at the end."""
    if day is None:
        return DAYS + (BEYOND - 1) / 2
    return min(max((day - line.first).days, -1), DAYS - 0.5)
