"""The widgets to plan a quarter with. The calendar is in grid.js, the rules are in the models."""

from __future__ import annotations

from datetime import date
from typing import Any

from shequ_lib.errors import ShequError
from shequ_lib.play import frame, style
from shequ_lib.play.calendar import grid as calendar_grid
from shequ_lib.play.calendar import html as calendar_html
from shequ_lib.play.calendar import told
from shequ_lib.play.calendar import words as calendar_words
from shequ_lib.play.calendar.model import Schedule
from shequ_lib.play.calendar.period import StepId
from shequ_lib.play.calendar.solver import period
from shequ_lib.play.calendar.words import GOOD, WRONG, Line
from shequ_lib.play.picture import picture_widget
from shequ_lib.script import localise_all

TITLE = "排一季的四会"
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


class QuarterCalendar:
    """Place the steps of the meetings of a quarter on its days.

    Args:
        seed: Which quarter comes first.
    """

    def __init__(self, seed: int = 0) -> None:
        self.briefing, self.sheet = frame.output(), frame.output()
        self.print = frame.button("打印日程单", "把日程单送到打印机", self.print_sheet)
        self.print.layout.align_self = "flex-start"
        self.calendar = picture_widget(__file__, "grid", self._receive, board={}, plan={})
        self._answers: list[Any] = ["", 0]  # which message the plan answers: its view and its serial number
        self._all = False  # whether every meeting is on show, however little of it is placed
        self._left: list[Schedule] = []  # calendars that were given up for an empty one, to go back to
        self._open(Schedule(period(seed)), "")
        how = frame.fold("怎样操作", *HELP)
        parts = [frame.paragraph(GOAL), self.briefing, self.calendar, how, self.sheet, self.print]
        self.widget = frame.frame(TITLE, parts, self.restart, TAKEAWAY, css_class="shequ-calendar-play")

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
        after = self.schedule.verdict
        said, row = told.new_notes(before, after, step), after.rows[step]
        if calendar_words.verdict(row)[0] == GOOD and after.left:
            self.chosen = self.schedule.next_step(step)
            turned = told.turned(row, after.rows[self.chosen])
            said = [(GOOD, told.stands(row)), *said, *told.moved(before, after), *turned]
        self._show(said)

    def take(self, step: StepId) -> None:
        """Take a step away."""
        before = self.schedule.verdict
        self.chosen = step
        name = before.rows[step].name
        if self.schedule.take(step):
            self._show([("", f"{name}从日历上拿下来了。"), *told.moved(before, self.schedule.verdict)])
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
        self.calendar.board = localise_all(calendar_grid.board(made))
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

    def _on_show(self) -> list[str]:
        """Return the meetings on show: the one that is planned now, and those that have begun."""
        keys = [task.chain.meeting.key for task in self.schedule.period.tasks]
        begun = {self.chosen[0], *(meeting for meeting, _ in self.schedule.placed)}
        return [key for key in keys if self._all or key in begun]

    def _show(self, said: list[Line]) -> None:
        schedule = self.schedule
        rows, meetings = schedule.verdict.rows, self._on_show()
        style.put(self.briefing, calendar_html.briefing(schedule.period, meetings))
        self.calendar.plan = localise_all(
            {
                "chosen": schedule.period.steps.index(self.chosen),
                "groups": [task.chain.meeting.key in meetings for task in schedule.period.tasks],
                "steps": [
                    {"line": line, "level": level} for line, level in map(calendar_grid.line, rows.values())
                ],
                "days": calendar_grid.days(schedule, rows[self.chosen]),
                "said": [list(line) for line in (*said, *told.now(schedule, rows[self.chosen]))],
                "chain": calendar_html.chain(schedule, self.chosen[0]),
                "table": calendar_html.table(schedule.verdict.rows_of(self.chosen[0])),
                "answers": self._answers,
            }
        )
        done = schedule.verdict.done
        style.put(self.sheet, calendar_html.sheet(schedule) if done else "")
        style.show(self.print, done)
