"""What the calendar says in words: days, windows and where they come from, notes, how days are counted."""

from __future__ import annotations

from datetime import date

from shequ_lib.event_log import VIOLATION, WARNING
from shequ_lib.play.calendar.chain import Bound
from shequ_lib.play.calendar.model import DIRECTIONS, Shift
from shequ_lib.play.calendar.period import WEEKDAYS, short_date
from shequ_lib.play.calendar.verdict import STUCK, TAKEN, Note, Plan, Row

GOOD, WRONG, HINT, RULE, NOW = "good", "wrong", "warning", "rule", "now"  # classes of lines and words
LEVELS = {
    VIOLATION: ("✗", "违反规定", WRONG),
    TAKEN: ("✗", "办不成", WRONG),
    STUCK: ("✗", "没有日子", WRONG),
    WARNING: ("△", "提醒", HINT),
}
ENDS = {"earliest": "最早", "latest": "最迟"}
READINGS = {
    12: "按日历天数，周末也算，开会当天不算",
    13: "总结从通知数，考察从收到总结数，反馈从开会数，起算的当天不算",
    14: "写着“一般”的，迟了是提醒，不是违规",
    15: "没有写期限的，办了就好，次序不能倒",
}

Line = tuple[str, str]
"""Class and text."""


def long_date(day: date) -> str:
    """Say a date with its weekday, such as 12月15日（星期二）."""
    return f"{short_date(day)}（星期{WEEKDAYS[day.weekday()]}）"


def brief_date(day: date) -> str:
    """Say a date with its weekday in few characters, for tables, such as 12月15日 周二."""
    return f"{short_date(day)} 周{WEEKDAYS[day.weekday()]}"


def readings(rows: tuple[Row, ...]) -> str:
    """Say how the days of a meeting are counted: the readings that its rules rest on."""
    numbers = []
    for row in rows:
        key = f"{row.step.rule_key}.{'rule' if row.step.days is None else 'days'}"
        numbers.append(row.meeting.rulebook.entry(key).reading or 0)
    return "；".join(text for number, text in READINGS.items() if number in numbers) + "。"


def window(row: Row, plan: Plan) -> str:
    """Say which days the rules leave for a step, and what decides that; "" if nothing does yet."""
    ends = (("最迟", row.usual.latest), ("最早", row.usual.earliest))
    return "，".join(
        f"{word} {short_date(bound.day)}（{_reason(row, bound, plan)}）"
        for word, bound in ends
        if bound is not None
    )


def _reason(row: Row, bound: Bound, plan: Plan) -> str:
    """Say where a bound comes from."""
    source = f"“{row.meeting.step(bound.source).name}”"
    if not bound.days:
        return f"{source}那天"
    if min(bound.days) < 0 < max(bound.days):
        return f"从{source}推出来"
    direction = DIRECTIONS["before" if bound.day < plan[row.id[0], bound.source] else "after"]
    counts = "，再数 ".join(f"{abs(days)} 日" for days in bound.days)
    return f"从{source}{direction}数 {counts}"


def span(row: Row) -> str:
    """Say which days the rules leave for a step, in few characters."""
    low, high = row.usual.earliest, row.usual.latest
    if low is not None and high is not None:
        if low.day > high.day:
            return "没有"
        if low.day == high.day:
            return f"只有 {short_date(low.day)}"
        return f"{short_date(low.day)}到 {short_date(high.day)}"
    if high is not None:
        return f"最迟 {short_date(high.day)}"
    return f"最早 {short_date(low.day)}" if low is not None else "还没定"


def note(said: Note) -> tuple[Line, Line]:
    """Say a note, and the rule that says so."""
    sign, word, css_class = LEVELS[said.level]
    return (css_class, f"{sign} {word}：{said.text}"), (RULE, f"规则：{said.rule}。")


def shift(moved: Shift) -> str:
    """Say how an end of a window has moved, such as “综合考察”最迟 12月9日（原来 12月15日）."""
    name, end = f"“{moved.row.step.name}”", ENDS[moved.end]
    if moved.new is None:
        return f"{name}没有{end}的限制了"
    before = f"（原来 {short_date(moved.old)}）" if moved.old is not None else ""
    return f"{name}{end} {short_date(moved.new)}{before}"


def spare(row: Row) -> str:
    """Say how many days are left: days to choose from, or days to spare."""
    if row.day is None:
        return f"还有 {row.days_left} 天可放" if row.days_left else "没有日子可放"
    low, high = row.usual.earliest, row.usual.latest
    if high is not None and row.day > high.day:
        return f"迟了 {(row.day - high.day).days} 日"
    if low is not None and row.day < low.day:
        return f"早了 {(low.day - row.day).days} 日"
    if high is not None:
        return f"比最迟早 {(high.day - row.day).days} 日" if row.day < high.day else "正好最后一天"
    if low is not None:
        return f"比最早晚 {(row.day - low.day).days} 日" if row.day > low.day else "正好最早一天"
    return ""


def verdict(row: Row) -> tuple[str, str, str]:
    """Say how a step stands: its class, a sign and a word."""
    if row.level:
        sign, word, css_class = LEVELS[row.level]
        return css_class, sign, word
    if row.day is None:
        return "", "", "还没放"
    if not row.window.holds(row.day):  # the judge puts it down to the other step
        return HINT, "△", "对不上"
    return GOOD, "✓", "符合规定"


def standing(row: Row) -> str:
    """Say how a step stands and how many days are left, such as ✓ 符合规定，比最迟早 1 日."""
    _, sign, word = verdict(row)
    left = spare(row)
    if row.day is None:
        return f"{sign} {left}".strip()
    return f"{sign} {word}{'，' if left else ''}{left}"
