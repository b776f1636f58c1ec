"""What is said above the calendar: what followed from a move, and what is known about the chosen step."""

from __future__ import annotations

from shequ_lib.play.calendar import words as calendar_words
from shequ_lib.play.calendar.model import Schedule, shifts
from shequ_lib.play.calendar.period import StepId
from shequ_lib.play.calendar.verdict import STUCK, Row, Verdict
from shequ_lib.play.calendar.words import GOOD, NOW, RULE, WRONG, Line


def new_notes(before: Verdict, after: Verdict, step: StepId) -> list[Line]:
    """Say the notes about other steps than this one that were not there before, each with its rule.

    That a step has no day left follows from what is worse, and is not said beside it.
    """
    new = [note for note in after.notes if note not in before.notes]
    worse = [note for note in new if note.level != STUCK]
    return [line for note in worse or new if note.step != step for line in calendar_words.note(note)]


def moved(before: Verdict, after: Verdict) -> list[Line]:
    """Say which ends of windows the days of a rule have moved."""
    found = [
        one
        for one in shifts(before.rows, after.rows)
        if (bound := getattr(one.row.usual, one.end)) is None or bound.days
    ]
    lines = []
    for tighter, word in ((True, "收紧了"), (False, "放宽了")):
        said = [calendar_words.shift(one) for one in found if one.tighter == tighter]
        if said:
            lines.append(("", f"{word}：{'；'.join(said)}。"))
    return lines


def turned(row: Row, following: Row) -> list[Line]:
    """Say that all of a meeting stands and another one comes."""
    if following.id[0] == row.id[0]:
        return []
    return [("", f"{row.meeting.short}每一步都放了，接着排{following.meeting.short}。")]


def stands(row: Row) -> str:
    """Say where a step stands that all is well with."""
    assert row.day is not None
    standing = calendar_words.standing(row)
    return f"{standing[0]} {row.name}放在 {calendar_words.long_date(row.day)}，{standing[2:]}。"


def now(schedule: Schedule, row: Row) -> list[Line]:
    """Say what is chosen and what is known about it; or that all is done."""
    verdict = schedule.verdict
    if verdict.done:
        hints = f"，还有 {len(verdict.notes)} 处提醒" if verdict.notes else ""
        return [(GOOD, f"✓ 全部排好了：没有违反规定，也不和别的事撞{hints}。日程单在日历下面。")]
    lines = [line for note in verdict.notes if note.step == row.id for line in calendar_words.note(note)]
    if row.day is None:
        lines.insert(0, (NOW, f"现在放：{row.name}（{row.step.actor}来办）"))
    elif not row.level:
        lines.append((NOW, stands(row)))
    if not schedule.placed:
        lines.append(("", "点一个打着“可”的日子，把它放上去。"))
    if known := calendar_words.window(row, schedule.placed):
        lines.append(("", f"{known}。"))
    if not row.level:
        lines.append((RULE, f"规则：{row.step.rule}。"))
        taken = [one.text for one in schedule.period.conventions if row.id in one.steps]
        if taken:
            lines.append((RULE, f"本局约定：{''.join(taken)}"))
    if row.day is not None:
        lines.append(("", "点别的日子，就把它挪过去。"))
    if verdict.left == 0:
        lines.append((WRONG, f"每一步都放了，还有 {len(verdict.to_fix)} 处要改：看表里打 ✗ 的。"))
    else:
        lines.append(("", f"还有 {verdict.left} 步没放。"))
    return lines
