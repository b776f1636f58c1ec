"""The planner's widgets."""

from __future__ import annotations

from datetime import date
from html import escape

from shequ_lib.errors import date_with_weekday
from shequ_lib.play import frame, style
from shequ_lib.play.planner import model as planner_model

FIRST_DAY = date(2026, 12, 15)
FROM_MEETING, FROM_NOTICE = "开会的日子", "公告（通知）能办好的日子"


class Planner:
    """Choose a meeting and a day; the table of dates follows."""

    def __init__(self) -> None:
        import ipywidgets as widgets

        self.meeting = frame.labelled(widgets.Dropdown(options=frame.meeting_choices()), "要开哪个会")
        self.known = frame.labelled(
            widgets.Dropdown(options=[(FROM_MEETING, False), (FROM_NOTICE, True)]), "已经定下的是"
        )
        self.day = frame.labelled(widgets.DatePicker(value=FIRST_DAY), "日期")
        self.output = widgets.HTML()
        for field in (self.meeting, self.known, self.day):
            field.observe(self._paint, "value")
        self.widget = frame.frame(
            "排一排四会的日子",
            [self.meeting, self.known, self.day, self.output],
            self.restart,
            "会前的期限从会议日往回数，会后的期限从会议日往后数，会议当日都不算在内。",
        )
        self._paint()

    def restart(self, *_: object) -> None:
        """Go back to the first meeting and day."""
        self.meeting.index = 0
        self.known.index = 0
        self.day.value = FIRST_DAY

    def _paint(self, *_: object) -> None:
        frame.render(self.output, self._html)

    def _html(self) -> str:
        if self.day.value is None:
            return style.live_line("请先选一个日期。", "shequ-problem")
        made = planner_model.plan(self.meeting.value, self.day.value, from_notice=self.known.value)
        rows = [[row.name, _when(row), f"{row.actor}。{row.rule}。"] for row in made.rows]
        heads = ["步骤", "什么时候", "谁做、按什么规则"]
        return f"<p>{escape(made.summary)}</p>" + style.table(heads, rows, "各步骤的日期")


def _when(row: planner_model.PlanRow) -> str:
    if row.latest is None:
        return row.force
    if row.force == planner_model.DAY:
        return f"{date_with_weekday(row.latest)}，{row.force}"
    return f"最迟 {date_with_weekday(row.latest)}，{row.force}"
