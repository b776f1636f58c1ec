"""The widgets to plan a quarter with. The calendar is in grid.js, the rules are in the models."""

from __future__ import annotations

from datetime import date
from html import escape
from typing import Any

from shequ_lib.errors import ShequError
from shequ_lib.play import frame, style
from shequ_lib.play.calendar import html as calendar_html
from shequ_lib.play.calendar import words as calendar_words
from shequ_lib.play.calendar.model import Schedule, shifts
from shequ_lib.play.calendar.period import WEEKDAYS, Period, StepId, short_date
from shequ_lib.play.calendar.solver import period
from shequ_lib.play.calendar.verdict import CLOSED, FREE, HINTED, STUCK, Row, Verdict
from shequ_lib.play.calendar.words import GOOD, NOW, RULE, WRONG, Line
from shequ_lib.play.picture import picture_class
from shequ_lib.script import localise_all

GOAL = (
    "先排一个会：点日历上的一天，就把选中的一步放在那天。定下一步，这个会的别的步骤最早、最迟哪一天就跟着出来；"
    "放得不合适，马上告诉你是哪条规定。排完一个会，下一个会接着出来。"
)
HELP = (
    "再点一次同一天，就把这一步拿下来；点别的日子，就挪过去。",
    "用键盘：Tab 键到表里，方向键选一步；再按 Tab 键到日历，方向键走一天或一周，Home、End 到一周的头尾，"
    "PageUp、PageDown 换月，回车键放下，Delete 键拿下来，Ctrl+Z 退一步。",
)
TAKEAWAY = "先定开会的日子，往回数公告，往后数反馈；定下一步，就看看别的步骤还剩几天。"
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


class QuarterCalendar:
    """Place the steps of the meetings of a quarter on its days.

    Args:
        seed: Which quarter comes first.
    """

    def __init__(self, seed: int = 0) -> None:
        import ipywidgets as widgets

        self.briefing, self.sheet = widgets.HTML(), widgets.HTML()
        self.print = frame.button("打印日程单", "把日程单送到打印机", self.print_sheet)
        self.print.layout.align_self = "flex-start"
        self.calendar = picture_class(__file__, "grid", dicts=("board", "plan"))()
        self.calendar.on_msg(self._receive)
        self._answers: list[Any] = ["", 0]  # which message the plan answers: its view and its serial number
        self._all = False  # whether every meeting is on show, however little of it is placed
        self._left: list[Schedule] = []  # calendars that were given up for an empty one, to go back to
        self._open(Schedule(period(seed)), "")
        how = "<br>".join(map(escape, HELP))
        self.widget = frame.frame(
            "排一季的四会",
            [
                widgets.HTML(f"<p>{escape(GOAL)}</p>"),
                self.briefing,
                self.calendar,
                widgets.HTML(f"<details><summary>怎样操作</summary>{how}</details>"),
                self.sheet,
                self.print,
            ],
            self.restart,
            TAKEAWAY,
        )
        self.widget.add_class("shequ-calendar-play")

    # --- what a person does ---

    def restart(self, *_: object) -> None:
        """Start the same quarter again (can be taken back)."""
        self._left.append(self.schedule)
        self._open(Schedule(self.schedule.period), "日历已经清空，从头排起。")

    def other(self) -> None:
        """Start the next quarter (can be taken back)."""
        self._left.append(self.schedule)
        made = period(self.schedule.period.seed + 1)
        self._open(Schedule(made), "换了一个季度，看看这一季要办哪些事。")

    def choose(self, step: StepId) -> None:
        """Choose the step to place."""
        self.chosen = step
        self._show([])

    def place(self, step: StepId, day: date) -> None:
        """Place a step on a day; once more on the same day takes it away."""
        if self.schedule.placed.get(step) == day:
            self.take(step)
            return
        before = self.schedule.verdict
        self.schedule.put(step, day)
        self.chosen = step  # it stays chosen, so that the next click moves it, unless the plan is right
        said = self._new_notes(before)
        row = self.schedule.verdict.rows[step]
        if calendar_words.verdict(row)[0] == GOOD and self.schedule.verdict.left:
            self.chosen = self.schedule.next_step(step)
            said = [(GOOD, _placed(row)), *said, *self._moved(before), *self._turned(row)]
        self._show(said)

    def take(self, step: StepId) -> None:
        """Take a step away."""
        before = self.schedule.verdict
        self.chosen = step
        name = before.rows[step].name
        if self.schedule.take(step):
            self._show([("", f"{name}从日历上拿下来了。"), *self._moved(before)])
        else:
            self._show([("", f"{name}还没有放到日历上。")])

    def show_all(self) -> None:
        """Show the meetings that have not had their turn yet, too."""
        self._all = True
        self._show([("", "这一季要开的会都在表里了，先排哪个都行。")])

    def undo(self) -> None:
        """Take the last change back, also that to an empty calendar or another quarter."""
        before = self.schedule.placed
        if self.schedule.undo():
            now = self.schedule.placed
            changed = [step for step in self.schedule.period.steps if before.get(step) != now.get(step)]
            self.chosen = changed[0] if len(changed) == 1 else self.chosen
            self._show([("", "退回了一步。")])
        elif self._left:
            self._open(self._left.pop(), "回到了刚才那张日历。")
        else:
            self._show([("", "已经退到头了。")])

    def show_solution(self) -> None:
        """Put a plan without a mistake on the calendar."""
        self.schedule.show_solution()
        self._show([("", "这是一种排法，不是唯一的。按“退一步”回到你自己的。")])

    def print_sheet(self, *_: object) -> None:
        """Send the sheet to the printer."""
        self.calendar.send(localise_all({"print": calendar_html.page(self.schedule)}))

    # --- what is shown ---

    def _open(self, schedule: Schedule, said: str) -> None:
        self.schedule, self._all = schedule, False
        made = schedule.period
        self.chosen = schedule.next_step(made.steps[0])
        self.calendar.board = localise_all(_board(made))
        self._show([("", said)] if said else [])

    def _receive(self, _: object, content: object, __: object) -> None:
        """Do what the calendar asks for; a message that makes no sense is dropped."""
        steps, days = self.schedule.period.steps, self.schedule.period.days
        match content:
            case {"view": str(view), "serial": int(serial)}:
                self._answers = [view, serial]
        try:
            match content:
                case {"choose": int(step)} if 0 <= step < len(steps):
                    self.choose(steps[step])
                case {"place": [int(step), int(day)]} if 0 <= step < len(steps) and 0 <= day < len(days):
                    self.place(steps[step], days[day])
                case {"take": int(step)} if 0 <= step < len(steps):
                    self.take(steps[step])
                case {"undo": True}:
                    self.undo()
                case {"solve": True}:
                    self.show_solution()
                case {"next": True}:
                    self.other()
                case {"all": True}:
                    self.show_all()
        except ShequError as error:
            self._show([(WRONG, str(error))])

    def _new_notes(self, before: Verdict) -> list[Line]:
        """Say the notes about other steps that were not there before, each with its rule.

        That a step has no day left follows from what is worse, and is not said beside it.
        """
        new = [note for note in self.schedule.verdict.notes if note not in before.notes]
        worse = [note for note in new if note.level != STUCK]
        return [
            line for note in worse or new if note.step != self.chosen for line in calendar_words.note(note)
        ]

    def _moved(self, before: Verdict) -> list[Line]:
        """Say which ends of windows the days of a rule have moved."""
        moved = [
            one
            for one in shifts(before.rows, self.schedule.verdict.rows)
            if (bound := getattr(one.row.usual, one.end)) is None or bound.days
        ]
        lines = []
        for tighter, word in ((True, "收紧了"), (False, "放宽了")):
            said = [calendar_words.shift(one) for one in moved if one.tighter == tighter]
            if said:
                lines.append(("", f"{word}：{'；'.join(said)}。"))
        return lines

    def _turned(self, row: Row) -> list[Line]:
        """Say that all of a meeting stands and another one comes."""
        if self.chosen[0] == row.id[0]:
            return []
        following = self.schedule.verdict.rows[self.chosen].meeting.short
        return [("", f"{row.meeting.short}每一步都放了，接着排{following}。")]

    def _on_show(self) -> list[str]:
        """Return the meetings on show: the one that is planned now, and those that have begun."""
        keys = [task.chain.meeting.key for task in self.schedule.period.tasks]
        begun = {self.chosen[0], *(meeting for meeting, _ in self.schedule.placed)}
        return [key for key in keys if self._all or key in begun]

    def _show(self, said: list[Line]) -> None:
        schedule = self.schedule
        rows, meetings = schedule.verdict.rows, self._on_show()
        self.briefing.value = calendar_html.briefing(schedule.period, meetings)
        self.calendar.plan = localise_all(
            {
                "chosen": schedule.period.steps.index(self.chosen),
                "groups": [task.chain.meeting.key in meetings for task in schedule.period.tasks],
                "steps": [{"line": line, "level": level} for line, level in map(_line, rows.values())],
                "days": _days(schedule, rows[self.chosen]),
                "said": [list(line) for line in (*said, *self._now(rows[self.chosen]))],
                "chain": calendar_html.chain(schedule, self.chosen[0]),
                "table": calendar_html.table(schedule.verdict.rows_of(self.chosen[0])),
                "answers": self._answers,
            }
        )
        done = schedule.verdict.done
        style.put(self.sheet, calendar_html.sheet(schedule) if done else "")
        self.print.layout.display = "" if done else "none"

    def _now(self, row: Row) -> list[Line]:
        """Say what is chosen and what is known about it."""
        verdict = self.schedule.verdict
        if verdict.done:
            hints = f"，还有 {len(verdict.notes)} 处提醒" if verdict.notes else ""
            return [(GOOD, f"✓ 全部排好了：没有违反规定，也不和别的事撞{hints}。日程单在日历下面。")]
        lines = [line for note in verdict.notes if note.step == row.id for line in calendar_words.note(note)]
        if row.day is None:
            lines.insert(0, (NOW, f"现在放：{row.name}（{row.step.actor}来办）"))
        elif not row.level:
            lines.append((NOW, _placed(row)))
        if not self.schedule.placed:
            lines.append(("", "点一个打着“可”的日子，把它放上去。"))
        if known := calendar_words.window(row, self.schedule.placed):
            lines.append(("", f"{known}。"))
        if not row.level:
            lines.append((RULE, f"规则：{row.step.rule}。"))
            taken = [one.text for one in self.schedule.period.conventions if row.id in one.steps]
            if taken:
                lines.append((RULE, f"本局约定：{''.join(taken)}"))
        if row.day is not None:
            lines.append(("", "点别的日子，就把它挪过去。"))
        if verdict.left == 0:
            lines.append((WRONG, f"每一步都放了，还有 {len(verdict.to_fix)} 处要改：看表里打 ✗ 的。"))
        else:
            lines.append(("", f"还有 {verdict.left} 步没放。"))
        return lines


def _board(made: Period) -> dict[str, Any]:
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


def _placed(row: Row) -> str:
    """Say where a step stands that all is well with."""
    assert row.day is not None
    standing = calendar_words.standing(row)
    return f"{standing[0]} {row.name}放在 {calendar_words.long_date(row.day)}，{standing[2:]}。"


def _line(row: Row) -> Line:
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


def _days(schedule: Schedule, chosen: Row) -> list[dict[str, Any]]:
    """Say of every day whether the chosen step can stand there, and what stands there."""
    rows = schedule.verdict.rows.values()
    others = [
        row
        for row in schedule.verdict.rows_of(chosen.id[0])
        if row.day is None and row is not chosen and row.usual.latest is not None
    ]
    days = []
    for day, state in zip(schedule.period.days, chosen.states, strict=True):
        here = [row for row in rows if row.day == day]
        closed = schedule.period.closed(chosen.id, day, schedule.placed.items())
        days.append(
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
    return days


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
