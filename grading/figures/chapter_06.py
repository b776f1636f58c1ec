"""The figures of chapter 6, on the four meetings."""

from __future__ import annotations

from grading.figures.book import Figure
from grading.figures.drawing import (
    BLUE,
    FAINT,
    GREEN,
    MARGIN,
    WIDTH,
    Drawing,
    Words,
    small,
    strong,
)
from shequ_lib import meetings
from shequ_lib.meetings import MEETING, Meeting, Step
from shequ_lib.rulebook import Rulebook

_BAR = 12  # how thick a bar of days is


def appraisal_chain(rules: Rulebook) -> Figure:
    """Show how one step of the appraisal begins where the one before has ended.

    Source: `meetings.appraisal`, each step from the step that it is counted from.
    """
    meeting = meetings.get("appraisal", rulebook=rules)
    chain = _chain(meeting)
    first = min(start for start, _, _ in chain)
    last = max(end for _, end, _ in chain)
    drawing = Drawing()
    left, right = MARGIN + 4, WIDTH - MARGIN - 4
    day = (right - left) / (last - first)
    named = {step.key: step.name for step in meeting.steps} | {MEETING: "会议"}
    notice = meeting.step("notice")
    y = 64.0
    floor = y + len(chain) * 52
    drawing.line((left, y - 20), (right, y - 20))
    for at in sorted({place for start, end, _ in chain for place in (start, end)}):
        x = left + (at - first) * day
        drawing.line((x, y - 24), (x, floor), dashed=at != 0, colour="#d0d7de" if at else FAINT)
        if at <= 0:  # what comes after stands beside its bar
            label = f"会前 {-at} 日" if at else "会议"
            label += f"：{notice.name}" if at == first else ""
            _label(drawing, x, MARGIN + 10, small(label, FAINT))
    for start, end, step in chain:
        x = left + (start - first) * day
        drawing.bar(x, y + 26, (end - start) * day, _BAR, GREEN if start >= 0 else BLUE, dashed=step.advisory)
        _label(drawing, x, y + 2, small(f"{step.name}：{named[step.anchor]}后 {step.days} 日内"), start=True)
        y += 52
    drawing.dot(left - first * day, 44, 4)
    free = -first - sum(end - start for start, end, _ in chain if end <= 0)
    slack = "中间一天空闲也没有" if free == 0 else f"中间还有 {free} 天空闲"
    steps = "，".join(f"{step.name}在{named[step.anchor]}后 {step.days} 日内" for _, _, step in chain)
    return Figure(
        f"{meeting.short}一环扣一环：{notice.name}那天在最左边，各段都用到最后一天",
        f"{notice.name}在会议 {notice.days} 日前，{steps}；会前的几段都用到最后一天，{slack}。",
        drawing,
    )


def day_limits(rules: Rulebook) -> Figure:
    """Show on one scale how long before each meeting and how soon after it something must be done.

    Source: the steps of `meetings` that are counted from the day of the meeting.
    """
    held = [meetings.get(key, rulebook=rules) for key in meetings.keys(rulebook=rules)]
    limits = {meeting.key: _counted_from_meeting(meeting) for meeting in held}
    before = max(step.days or 0 for steps in limits.values() for step in steps if step.relation == "before")
    after = max(step.days or 0 for steps in limits.values() for step in steps if step.relation == "after")
    drawing = Drawing()
    left, right = 56, WIDTH - MARGIN - 2
    day = (right - left) / (before + after)
    zero = left + before * day
    drawing.text(zero, MARGIN, 80, small("会议当天", FAINT), anchor="middle")
    y = MARGIN + 28.0
    bottom = y + 56 * len(held) - 10
    drawing.line((zero, y - 6), (zero, bottom), dashed=True)
    for meeting in held:
        drawing.text(MARGIN, y + 19, 50, strong(meeting.short))
        drawing.line((left, y + 30), (right, y + 30), colour="#d0d7de")
        for step in limits[meeting.key]:
            days = step.days or 0
            is_before = step.relation == "before"
            label = small(f"{step.name}：{_limit(step)}")
            room = (zero - left if is_before else right - zero) - 6
            drawing.text(
                zero - 6 if is_before else zero + 6, y, room, label, anchor="end" if is_before else "start"
            )
            x, tone = (zero - days * day, BLUE) if is_before else (zero, GREEN)
            drawing.bar(x, y + 24, days * day, _BAR, tone, dashed=step.advisory)
        drawing.dot(zero, y + 30, 3.5)
        y += 56
    alt = "；".join(
        f"{meeting.short}，{'，'.join(f'{step.name} {_limit(step)}' for step in limits[meeting.key])}"
        for meeting in held
    )
    return Figure(
        "“四会”各步最迟的日子：中线左边是会前，右边是会后；虚线框的只是“一般”",
        f"以会议当天为中线，往左数会前，往右数会后。{alt}。",
        drawing,
    )


def _counted_from_meeting(meeting: Meeting) -> list[Step]:
    return [step for step in meeting.steps if step.days is not None and step.anchor == MEETING]


def _limit(step: Step) -> str:
    if step.relation == "before":
        return f"{step.days} 日前"
    return f"{'一般 ' if step.advisory else ''}{step.days} 日内"


def _chain(meeting: Meeting) -> list[tuple[int, int, Step]]:
    """Return each step after the notice with the days at which it may begin and must end, 0 the meeting."""
    days = {MEETING: 0, "notice": -meeting.notice_days}
    found = []
    for step in meeting.steps:
        if step.relation == "after" and step.days is not None:
            start = days[step.anchor]
            days[step.key] = start + step.days
            found.append((start, start + step.days, step))
    return found


def _label(drawing: Drawing, x: float, y: float, words: Words, *, start: bool = False) -> None:
    """Write over a place: around it, or from it on, but always within the figure."""
    wide = words.width() + 1
    left = x if start else x - wide / 2
    drawing.text(min(max(left, MARGIN), WIDTH - MARGIN - wide), y, wide, words, clear=start)


FIGURES = (appraisal_chain, day_limits)
