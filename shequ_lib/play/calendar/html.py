"""A quarter told in HTML: what is to be done, the chain of a meeting as a picture, the sheet of the plan."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from html import escape

from shequ_lib.event_log import WARNING
from shequ_lib.play import paper, style
from shequ_lib.play.calendar import model as calendar_model
from shequ_lib.play.calendar import words as calendar_words
from shequ_lib.play.calendar.model import Schedule
from shequ_lib.play.calendar.period import Period, short_date
from shequ_lib.play.calendar.timeline import Mark, Timeline, timeline
from shequ_lib.play.calendar.verdict import GAME, Note, Row


def title(period: Period) -> str:
    """Say which quarter it is."""
    return f"{period.year} 年第 {period.number} 季度"


def briefing(period: Period, meetings: Collection[str]) -> str:
    """Say what is to be done and what stands in the way.

    Args:
        period: the quarter.
        meetings: the meetings that are on show; of the others only their number is told.
    """
    tasks = _list(
        f"<strong>{escape(task.chain.meeting.short)}：{escape(task.name)}</strong> {escape(task.story)}"
        for task in period.tasks
        if task.chain.meeting.key in meetings
    )
    taken = _list(
        escape(one.text)
        for one in period.conventions
        if not one.in_story and any(meeting in meetings for meeting, _ in one.steps)
    )
    later = len(period.tasks) - len(meetings)
    tasks += f"<p>后面还有 {later} 个会。</p>" if later else ""
    return (
        '<div class="shequ-briefing">'
        f"<div><p><strong>{title(period)}要办的事</strong>（人和事都是编的）</p>{tasks}</div>"
        f"<div><p><strong>哪些日子被占了</strong>（{GAME}）</p>{taken}</div></div>"
    )


def chain(schedule: Schedule, meeting: str) -> str:
    """Return the chain of a meeting as it is planned now: a picture to scale."""
    rows = schedule.verdict.rows_of(meeting)
    made = timeline(schedule, meeting)
    marks = "".join(_mark(mark, row, made) for mark, row in zip(made.marks, rows, strict=True))
    ends = f"<span>{_day(made.first, made)}</span><span>{_day(made.last, made)}</span>"
    return (
        f"<p><strong>{escape(rows[0].meeting.short)}，一步接一步</strong>"
        f"（{escape(calendar_words.readings(rows))}）</p><ol>{marks}</ol>"
        f'<div class="ends" aria-hidden="true">{ends}</div>'
    )


def table(rows: tuple[Row, ...]) -> str:
    """Return how each step of a meeting stands."""
    body = [
        [
            row.step.name,
            calendar_words.brief_date(row.day) if row.day else "还没放",
            calendar_words.span(row),
            calendar_words.standing(row),
        ]
        for row in rows
    ]
    short = rows[0].meeting.short
    return style.table([short, "放在", "许可的日子", "结论和余地"], body, f"{short}每一步的日子")


def sheet(schedule: Schedule) -> str:
    """Return who does what and when, and what to remember; for a plan that is done."""

    def told(head: str, notes: list[Note]) -> str:
        items = _list(f"{escape(note.text)}<br>规则：{escape(note.rule)}。" for note in notes)
        return f"<p><strong>{head}</strong></p>{items}" if notes else ""

    hints = [note for note in schedule.verdict.notes if note.level == WARNING]
    return (
        '<div class="shequ-sheet">'
        f'<p><strong class="shequ-good">✓ {title(schedule.period)}的四会日程单</strong></p>{_days(schedule)}'
        f"{told('还有提醒（不算违规，能改就改）', hints)}"
        f"{told('这一局碰到过的规则', list(schedule.met.values()))}"
        f"{style.takeaways(calendar_model.takeaways(schedule.period))}</div>"
    )


def page(schedule: Schedule) -> dict[str, str]:
    """Return the sheet as a page of its own, for the printer."""
    return paper.page(f"{title(schedule.period)}四会日程单", _days(schedule))


def _days(schedule: Schedule) -> str:
    rows = [row for row in schedule.verdict.rows.values() if row.day is not None]
    body = [
        [
            calendar_words.brief_date(row.day),
            f"{row.meeting.short}：{row.step.name}",
            f"{row.step.actor}：{row.step.does}",
        ]
        for row in sorted(rows, key=lambda row: row.day or date.max)
        if row.day is not None
    ]
    return style.table(["哪一天", "哪一步", "谁来做什么"], body, "按日子排的日程单")


def _mark(mark: Mark, row: Row, made: Timeline) -> str:
    """Return one line of time; the arrow on it carries the days of the deadline."""
    length = (made.last - made.first).days

    def left(day: date) -> float:
        return (day - made.first).days * 100 / length

    css_class, sign, _ = calendar_words.verdict(row)
    said = []
    if row.day is not None:
        said.append(f'<b class="{css_class}">{sign} {short_date(row.day)}</b>')
    if mark.latest is not None:
        said.append(f"{'一般' if mark.step.advisory else ''}最迟 {_day(mark.latest, made)}")
    if mark.sooner:
        said.append(f"前一步早了 {mark.sooner} 日，最迟日也早 {mark.sooner} 日")
    track = f'<span class="held" style="left: {left(made.meeting):.1f}%"></span>'
    if mark.ends is not None:
        first, last = (left(day) for day in sorted(mark.ends))
        count = f"至少 {mark.step.days} 日" if mark.step.relation == "before" else f"{mark.step.days} 日内"
        place = _beside(first, last, left(mark.day))
        track += f'<span class="arrow" style="left: {first:.1f}%; width: {last - first:.1f}%"></span>'
        track += f'<span class="count" style="{place}">{count}</span>'
    kind = css_class if row.day is not None else "open"
    track += f'<span class="at {kind}" style="left: {left(mark.day):.1f}%"></span>'
    head = f"<strong>{escape(mark.step.name)}</strong> {'，'.join(said)}"
    return f'<li>{head}<div class="track" aria-hidden="true">{track}</div></li>'


def _beside(first: float, last: float, dot: float) -> str:
    """Return where the days of an arrow stand: on it, clear of the dot, or beside it if it is short."""
    if last - first < 25:
        return f"left: calc({last:.1f}% + 10px)" if last < 70 else f"right: calc({100 - first:.1f}% + 10px)"
    if dot - first < (last - first) / 2:
        return f"right: calc({100 - last:.1f}% + 12px)"
    return f"left: calc({first:.1f}% + 6px)"


def _day(day: date, made: Timeline) -> str:
    """Say a day of the picture; with nothing placed, how far from the meeting it is."""
    days = (day - made.meeting).days
    if made.dated:
        return short_date(day)
    return "开会那天" if days == 0 else f"会前 {-days} 日" if days < 0 else f"会后 {days} 日"


def _list(items: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"
