"""The log reader's widgets."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from html import escape

from shequ_lib import meetings
from shequ_lib.meetings import Fact, Step
from shequ_lib.play import frame, style
from shequ_lib.play.log import model as log_model
from shequ_lib.play.log.model import FactValue, LogRow
from shequ_lib.play.style import Widget

MEETING_DAY = date(2026, 12, 15)
LEVELS = {"violation": ("违反规定", "shequ-bad"), "warning": ("提醒", "shequ-warn")}


class LogReader:
    """Rows that can be changed, added and removed; what they break is listed below."""

    def __init__(self) -> None:
        import ipywidgets as widgets

        self.meeting = frame.labelled(widgets.Dropdown(options=frame.meeting_choices()), "哪个会的记录")
        self.event = frame.labelled(widgets.Dropdown(), "再添一件事")
        self.add_button = frame.button("添上", "把这件事添到记录的最后", self.add)
        right = frame.button("放一份合格的记录", "换成一份没有问题的记录", self.show_right)
        flawed = frame.button("放一份有问题的记录", "换成一份有问题的记录，找找错在哪里", self.show_flawed)
        empty = frame.button("清空", "去掉所有的事", self.empty)
        choices = widgets.Box([right, flawed, empty])
        adding = widgets.Box([self.event, self.add_button])
        for box in (choices, adding):
            box.add_class("shequ-buttons")
        self.rows: list[RowView] = []
        self.box = widgets.VBox()
        self.output = widgets.HTML()
        self._filling = False
        self.meeting.observe(self._meeting_chosen, "value")
        self.widget = frame.frame(
            "读一份会议记录",
            [self.meeting, choices, self.box, adding, self.output],
            self.restart,
            "看记录先看四样：步骤全不全、次序对不对、日子够不够、该办的手续办了没有。",
        )
        self._meeting_chosen()

    def restart(self, *_: object) -> None:
        """Go back to the first meeting and its flawed log."""
        self.meeting.index = 0
        self.show_flawed()

    def show_right(self, *_: object) -> None:
        """Show a log that breaks no rule."""
        self._fill(log_model.right_log(self.meeting.value, MEETING_DAY))

    def show_flawed(self, *_: object) -> None:
        """Show a log with mistakes to find."""
        self._fill(log_model.flawed_log(self.meeting.value, MEETING_DAY))

    def empty(self, *_: object) -> None:
        """Remove all rows."""
        self._fill(())

    def add(self, *_: object) -> None:
        """Add the chosen event, without a date yet."""
        step = self._step(self.event.value)
        self.rows.append(self._row(LogRow(step.key, None, log_model.right_facts(step))))
        self._paint_rows()

    def remove(self, row: RowView) -> None:
        """Remove a row; the focus goes to the button that adds one."""
        self.rows.remove(row)
        self._paint_rows()
        row.widget.close()
        self.add_button.focus()

    def log(self) -> tuple[LogRow, ...]:
        """Return the log as it stands in the fields."""
        return tuple(row.value() for row in self.rows)

    def _step(self, key: str) -> Step:
        return meetings.get(self.meeting.value).step(key)

    def _row(self, row: LogRow) -> RowView:
        return RowView(self._step(row.event), row, self._paint, self.remove)

    def _meeting_chosen(self, *_: object) -> None:
        self.event.options = [(step.name, step.key) for step in meetings.get(self.meeting.value).steps]
        self.event.index = 0
        self.show_flawed()

    def _fill(self, rows: tuple[LogRow, ...]) -> None:
        self.rows = [self._row(row) for row in rows]
        self._paint_rows()

    def _paint_rows(self) -> None:
        self.box.children = [row.widget for row in self.rows]
        self._paint()

    def _paint(self, *_: object) -> None:
        frame.render(self.output, self._html)

    def _html(self) -> str:
        rows = self.log()
        if not rows:
            return "<p>记录里还没有事。选一件添上，再选日期。</p>"
        waiting = [row.step.name for row in self.rows if row.value().day is None]
        note = f"<p>还没有日期、暂不检查的：{escape('、'.join(waiting))}。</p>" if waiting else ""
        found = log_model.findings(self.meeting.value, rows)
        if not found:
            return note + style.live_line("这份记录没有发现问题。", "shequ-good")
        items = "".join(
            f'<li><strong class="{LEVELS[finding.level][1]}">{LEVELS[finding.level][0]}</strong> '
            f"{escape(finding.message)}<br>规则：{escape(finding.rule)}</li>"
            for finding in found
        )
        return (
            f'{note}<div role="status" aria-live="polite"><p>发现 {len(found)} 处：</p><ul>{items}</ul></div>'
        )


class RowView:
    """One event: its date, what was so, and a button to remove it."""

    def __init__(
        self, step: Step, row: LogRow, changed: Callable[..., None], remove: Callable[[RowView], None]
    ) -> None:
        import ipywidgets as widgets

        self.step = step
        self.day = frame.labelled(widgets.DatePicker(value=row.day), step.name)
        self.day.observe(changed, "value")
        self.facts = {fact.key: FactField(fact, row.facts.get(fact.key), changed) for fact in step.facts}
        self.more = widgets.ToggleButton(
            description="细节", tooltip=f"显示或收起“{step.name}”的细节", value=False
        )
        self.details = widgets.VBox([field.widget for field in self.facts.values()])
        self.details.add_class("shequ-options")
        self.details.layout.display = "none"
        self.details.layout.padding = "0 0 0 1em"
        self.more.observe(self._toggled, "value")
        delete = frame.button("删去", f"从记录里去掉“{step.name}”", lambda *_: remove(self))
        buttons = [self.more, delete] if self.facts else [delete]
        line = widgets.Box([self.day, *buttons])
        line.add_class("shequ-buttons")
        self.widget = widgets.VBox([line, self.details])

    def value(self) -> LogRow:
        """Return the row as it stands in the fields."""
        facts = {key: value for key, field in self.facts.items() if (value := field.value()) is not None}
        return LogRow(self.step.key, self.day.value, facts)

    def _toggled(self, *_: object) -> None:
        self.details.layout.display = "" if self.more.value else "none"


class FactField:
    """What was so: a checkbox, a box per value, or a list to choose from, as the kind of fact asks."""

    def __init__(self, fact: Fact, value: FactValue | None, changed: Callable[..., None]) -> None:
        import ipywidgets as widgets

        self.fact = fact
        if fact.kind == "one_of":
            chosen = value if isinstance(value, str) else ""
            choices = [("（没有写）", ""), *((text, text) for text in fact.values)]
            self.inputs = [frame.labelled(widgets.Dropdown(options=choices, value=chosen), fact.name)]
            self.widget: Widget = self.inputs[0]
        else:
            if fact.kind == "all_of":
                texts = [f"{fact.name}：{text}" for text in fact.values]
                ticked = [isinstance(value, list) and text in value for text in fact.values]
            elif fact.kind == "sequence":
                texts, ticked = [f"{fact.name}：{'→'.join(fact.values)}"], [bool(value)]
            else:
                texts, ticked = [fact.name], [value is True]
            self.inputs = [
                widgets.Checkbox(description=text, value=tick, indent=False)
                for text, tick in zip(texts, ticked, strict=True)
            ]
            self.widget = widgets.VBox(self.inputs)
        for field in self.inputs:
            field.observe(changed, "value")

    def value(self) -> FactValue | None:
        """Return what is set; None for nothing chosen."""
        if self.fact.kind == "one_of":
            return self.inputs[0].value or None
        if self.fact.kind == "all_of":
            return [text for text, field in zip(self.fact.values, self.inputs, strict=True) if field.value]
        ticked = bool(self.inputs[0].value)
        if self.fact.kind == "sequence":
            return list(self.fact.values) if ticked else list(reversed(self.fact.values))
        return ticked
