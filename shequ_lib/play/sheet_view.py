"""The community sheet's widgets."""

from __future__ import annotations

from html import escape
from typing import Any

from shequ_lib import rulebook
from shequ_lib.errors import ShequError
from shequ_lib.forms import style
from shequ_lib.forms.style import Widget
from shequ_lib.play import frame, sheet_model
from shequ_lib.staffing import Community

# The community shown first: a made-up one, just below some of the thresholds.
FIRST = {
    "households": 1960,
    "residents": 2950,
    "unemployed": 285,
    "retirees": 470,
    "poor_households": 96,
    "temporary_residents": 1900,
    "floating_residents": 480,
    "clients": 24,
}
FIELDS = {
    "households": "常住户数（户）",
    "residents": "常住人口（人）",
    "unemployed": "登记失业人员（人）",
    "retirees": "企业退休人员（人）",
    "poor_households": "困难家庭（户）",
    "temporary_residents": "暂住人口（人）",
    "floating_residents": "流动人口（人）",
    "clients": "助老助残服务对象（人）",
}
SLIDER_END = 5000  # households; the field beside takes more


class CommunitySheet:
    """Change the figures of a community; posts, money and rooms follow, and what was just crossed."""

    def __init__(self) -> None:
        import ipywidgets as widgets

        self.slider = frame.labelled(
            widgets.IntSlider(value=FIRST["households"], max=SLIDER_END, step=10, readout=False),
            "拖动改变户数",
        )
        self.numbers: dict[str, Widget] = {
            key: frame.labelled(widgets.IntText(value=FIRST[key], step=10), label)
            for key, label in FIELDS.items()
        }
        kinds = list(rulebook.active().strings("staff.party.kinds"))
        self.party = frame.labelled(widgets.Dropdown(options=kinds), "党组织")
        self.crossed = widgets.HTML()
        self.output = widgets.HTML()
        self._before: sheet_model.Sheet | None = None
        self._busy = False
        self.slider.observe(self._slid, "value")
        for field in (*self.numbers.values(), self.party):
            field.observe(self._changed, "value")
        self.widget = frame.frame(
            "给一个社区算人、算钱、算房",
            [self.slider, *self.numbers.values(), self.party, self.crossed, self.output],
            self.restart,
            "“超过”不含本数；按整数配备，不足一份的不算；兼任的岗位不另计人数。",
        )
        self._paint()

    def restart(self, *_: object) -> None:
        """Go back to the first community."""
        self._busy = True
        for key, field in self.numbers.items():
            field.value = FIRST[key]
        self.slider.value = FIRST["households"]
        self.party.index = 0
        self._busy = False
        self._before = None
        self._paint()

    def community(self) -> Community:
        """Return the community as it stands in the fields.

        Raises:
            ShequError: A figure is negative.
        """
        figures: dict[str, Any] = {key: field.value for key, field in self.numbers.items()}
        return Community(**figures, party=self.party.value)

    def _slid(self, *_: object) -> None:
        if not self._busy:
            self.numbers["households"].value = self.slider.value

    def _changed(self, *_: object) -> None:
        if self._busy:
            return
        self._busy = True
        self.slider.value = min(max(self.numbers["households"].value, 0), SLIDER_END)
        self._busy = False
        self._paint()

    def _paint(self) -> None:
        try:
            now = sheet_model.sheet(self.community())
        except ShequError as error:
            style.put(self.crossed, style.live_line(str(error), "shequ-problem"))
            style.put(self.output, "")
            return
        style.put(self.crossed, _crossed_html(self._before, now))
        style.put(self.output, _sheet_html(now))
        self._before = now


def _crossed_html(before: sheet_model.Sheet | None, now: sheet_model.Sheet) -> str:
    if before is None:
        return "改一个数，这里会说明跨过了哪条界线。"
    lines = sheet_model.crossings(before, now)
    if not lines:
        return style.live_line("这次没有跨过界线，人员和用房的算法不变。")
    listed = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f'<div role="status" aria-live="polite"><strong>刚刚跨过的界线</strong><ul>{listed}</ul></div>'


def _sheet_html(now: sheet_model.Sheet) -> str:
    plan, rooms = now.plan, now.rooms
    posts = [[post.name, sheet_model.people(post), f"{post.rule}。"] for post in plan.posts]
    amounts = [(line.name, line.yuan, line.city, line.district) for line in now.money.lines]
    amounts.append(("合计", now.money.total, now.money.city, now.money.district))
    money = [[name, *(f"{yuan:,}" for yuan in yuans)] for name, *yuans in amounts]
    limit = "按户数算不到下限，用下限。" if rooms.floor_applies else ""
    warnings = "".join(f'<li class="shequ-warn">注意：{escape(warning)}</li>' for warning in plan.warnings)
    return (
        style.table(["岗位", "人数", "规则"], posts, "人员配备")
        + f"<p>必须配备共 <strong>{plan.required_total}</strong> 人，"
        f"另外最多可增配 {plan.optional_total} 人。</p>"
        + (f"<ul>{warnings}</ul>" if warnings else "")
        + style.table(["经费（元/年）", "合计", "市级", "区级"], money, "工作经费", frozenset({1, 2, 3}))
        + f"<p>配套用房不低于 <strong>{_number(rooms.total_m2)}</strong> 平方米，其中居民活动不低于"
        f" <strong>{_number(rooms.activity_m2)}</strong> 平方米。{limit}{escape(rooms.rule)}；"
        f"{escape(rooms.activity_rule)}。</p>"
    )


def _number(value: float) -> str:
    """Return a number with at most two places and no needless zeros."""
    return f"{value:,.2f}".rstrip("0").rstrip(".")
