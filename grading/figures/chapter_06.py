"""The figures of chapter 6, on the four meetings."""

from __future__ import annotations

from grading.figures.book import Figure
from grading.figures.drawing import BLUE, GREEN, MARGIN, WIDTH, Drawing
from grading.figures.words import FAINT, small, strong
from shequ_lib import meetings
from shequ_lib.meetings import MEETING, Meeting, Step
from shequ_lib.rulebook import Rulebook

_BAR = 12  # how thick a bar of days is
_NAME = 48.0  # the room for the short name of a meeting


def appraisal_chain(rules: Rulebook) -> Figure:
    """Show how one step of the appraisal begins where the one before has ended.

    Source: `meetings.appraisal`, each step from the step that it is counted from.
    """
    meeting = meetings.get("appraisal", rulebook=rules)
    chain = _chain(meeting)
    notice = meeting.step("notice")
    named = {step.key: step.name for step in meeting.steps} | {MEETING: "会议"}
    days = sorted({-meeting.notice_days, 0, *(day for start, end, _ in chain for day in (start, end))})
    left, right = MARGIN + 4, WIDTH - MARGIN - 4
    scale = (right - left) / (days[-1] - days[0])
    at = {day: left + (day - days[0]) * scale for day in days}
    said = {day: f"会前 {-day} 日" for day in days if day < 0} | {0: "会议"}  # the rest stands beside its bar
    said[-meeting.notice_days] += f"：{notice.name}"
    drawing = Drawing()
    axis = drawing.labels(MARGIN, *((at[day], small(said[day], FAINT)) for day in days if day in said)) + 8
    y = axis + 18
    floor = y + len(chain) * 52 - 6
    drawing.line((left, axis), (right, axis))
    for day in days:
        drawing.line(
            (at[day], axis - 4), (at[day], floor), dashed=day != 0, colour="#d0d7de" if day else FAINT
        )
    for start, end, step in chain:
        tone = GREEN if start >= 0 else BLUE
        drawing.bar(at[start], y + 24, (end - start) * scale, _BAR, tone, dashed=step.advisory)
        words = small(f"{step.name}：{named[step.anchor]}后 {step.days} 日内")
        wide = words.width() + 1
        drawing.text(min(at[start], WIDTH - MARGIN - wide), y, wide, words, clear=True)
        y += 52
    drawing.dot(at[0], axis, 4)
    free = meeting.notice_days - sum(end - start for start, end, _ in chain if start < 0)
    slack = "中间一天空闲也没有" if free == 0 else f"中间还有 {free} 天空闲"
    slack = slack if free >= 0 else "会前的日子不够用"
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
    drawing = Drawing()
    left, right = 56.0, WIDTH - MARGIN - 2.0
    zero, half = (left + right) / 2, (right - left) / 2
    day = half / max(step.days or 0 for steps in limits.values() for step in steps)
    drawing.text(zero, MARGIN, 80, small("会议当天", FAINT), anchor="middle")
    y = top = MARGIN + 28.0
    rows = []
    for meeting in held:
        labels = [(step, small(f"{step.name}：{_limit(step)}")) for step in limits[meeting.key]]
        name = strong(meeting.short)
        high = max(words.height(half - 6) for _, words in labels)
        rows.append((name, labels, y + max(high + 10, name.height(_NAME) / 2)))
        y = rows[-1][2] + max(26, name.height(_NAME) / 2 + 4)
    drawing.line((zero, top - 6), (zero, y - 14), dashed=True)
    for name, labels, axis in rows:
        drawing.text(MARGIN, axis - name.height(_NAME) / 2, _NAME, name)
        drawing.line((left, axis), (right, axis), colour="#d0d7de")
        for step, words in labels:
            days = step.days or 0
            is_before = step.relation == "before"
            x, anchor = (zero - 6, "end") if is_before else (zero + 6, "start")
            drawing.text(x, axis - 8 - words.height(half - 6), half - 6, words, anchor=anchor)
            start, tone = (zero - days * day, BLUE) if is_before else (zero, GREEN)
            drawing.bar(start, axis - _BAR / 2, days * day, _BAR, tone, dashed=step.advisory)
        drawing.dot(zero, axis, 3.5)
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


FIGURES = (appraisal_chain, day_limits)
