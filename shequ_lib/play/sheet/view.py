"""The community sheet's widgets: sliders, charts, two communities side by side, the table of the district."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

from shequ_lib import charts, rulebook
from shequ_lib.play import frame, style
from shequ_lib.play.picture import picture_class
from shequ_lib.play.sheet import desk as sheet_desk
from shequ_lib.play.sheet import html as sheet_html
from shequ_lib.play.sheet import steps as sheet_steps
from shequ_lib.play.sheet.compare import CHOICES
from shequ_lib.play.sheet.html import FIRST, SECOND
from shequ_lib.play.sheet.model import FIGURES, Sheet
from shequ_lib.play.sheet.table_view import DistrictTable
from shequ_lib.play.style import Widget
from shequ_lib.script import localise, localise_all
from shequ_lib.staffing import Community

FLAGS = ("city_management_joint", "family_planning_joint", "one_shoulder")
GOAL = (
    "拖动滑块，看这个社区该配多少人、多少钱、多大的房子。滑块下面的小竖线就是界线，"
    "跨过去，人或房的算法就变。也可以直接改数字；党组织和兼任也能改。"
)
TAKEAWAY = (
    "“超过”不含本数；“每多少名配一人”只数整份，尾数不计；兼任的岗位不另计人数；"
    "用房按户数算和保底的面积，取大的。先按每个社区算，再往上相加。"
)
# The charts: how each is drawn, and the figures that it shows.
CHARTS: dict[str, tuple[Callable[[list[Sheet]], str], Callable[[Sheet], object]]] = {
    "posts": (sheet_html.posts_chart, lambda sheet: sheet.plan.posts),
    "money": (sheet_html.money_chart, lambda sheet: sheet.money),
    "rooms": (sheet_html.rooms_chart, lambda sheet: sheet.rooms),
}
# In the lists of communities, beside the numbers of rows:
KEPT = -1  # the one that is on the sliders or was kept from there
NOBODY = -2


# What follows from a move comes to the page in one message: style rules of the charts, and lines below.
PANEL_TEXTS = ("rules", "sums", "crossing", "next", "posts", "money", "rooms")


class CommunitySheet:
    """Change the figures of a community; posts, money and rooms follow, and what was just crossed."""

    def __init__(self) -> None:
        import ipywidgets as widgets

        self.desk = sheet_desk.Desk()
        self.district = DistrictTable(self.choose, self._back)
        self.rows = self.district.rows
        self._busy = False  # while fields are set by the program
        self._drawn: dict[str, object] = {}  # the figures that each chart shows
        self._rules: dict[str, str] = {}  # the style rules of each chart
        self._seq = 0

        self.panel = picture_class(__file__, "panel", dicts=("board", "state"), texts=PANEL_TEXTS)(
            board=localise_all(_board())
        )
        self.panel.on_msg(self._receive)
        self.more = widgets.ToggleButton(description="看准确的数和每条规则", tooltip="打开或收起明细表")
        self.details = widgets.HTML()
        self.more.observe(self._show_details, "value")

        rules = widgets.HTML(f"<style>{sheet_html.CSS}</style>")
        rules.layout.height = rules.layout.margin = "0"
        self.widget = frame.frame(
            "给一个社区算人、算钱、算房",
            [
                rules,
                widgets.HTML(f"<p>{escape(GOAL)}</p>"),
                self._presets(),
                self.panel,
                *self._comparison(),
                self.compared,
                self.more,
                self.details,
                self.district.widget,
            ],
            self.restart,
            TAKEAWAY,
        )
        self.widget.add_class("shequ-sheet")
        self._paint()

    def restart(self, *_: object) -> None:
        """Go back to the first community, compare no longer, and put the table back in its order."""
        self.desk.restart()
        self.more.value = False
        self.district.restart()
        self._paint()

    def move(self, key: str, value: object, *, done: bool = True) -> None:
        """Change one figure or choice, as the sliders do."""
        self.desk.set(key, value, done=done)
        self._paint()

    def pin(self, *_: object) -> None:
        """Keep the present community, to compare with."""
        self.desk.pin()
        self._paint()

    def unpin(self, *_: object) -> None:
        """Compare no longer."""
        self.desk.unpin()
        self._paint()

    def swap(self, *_: object) -> None:
        """Let the two communities change places."""
        self.desk.swap()
        self._paint()

    def choose(self, row: int, target: str) -> str:
        """Take a community of the table, as B (the sliders) or as A; return what was done."""
        community, plan = self.rows[row].community, self.rows[row].sheet.plan
        if target == SECOND:
            self.desk.show(community)
            where = f"放到滑块上了（{SECOND}）"
        else:
            self.desk.pin(community)
            where = f"记作{FIRST}了，和滑块上的比"
        self._paint()
        return f"{community.name}{where}：应配 {plan.required_total} 人，可再配 {plan.optional_total} 人。"

    # --- what the page is made of ---

    def _presets(self) -> Widget:
        import ipywidgets as widgets

        listed = [(preset.label, number) for number, preset in enumerate(self.desk.presets)]
        self.preset: Widget = frame.labelled(
            widgets.Dropdown(options=[("选一个正好在界线边上的社区", KEPT), *listed]), "试一试"
        )
        self.preset.observe(self._choose_preset, "value")
        return self.preset

    def _comparison(self) -> list[Widget]:
        import ipywidgets as widgets

        listed = [(f"{row.place} {row.community.name}", number) for number, row in enumerate(self.rows)]
        self.first = frame.labelled(
            widgets.Dropdown(options=[("不比", NOBODY), (sheet_html.KEPT, KEPT), *listed]),
            f"{FIRST}（比照的）",
        )
        self.second = frame.labelled(
            widgets.Dropdown(options=[("滑块上现在的数", KEPT), *listed]), f"{SECOND}（滑块上的）"
        )
        self.first.observe(self._choose_first, "value")
        self.second.observe(self._choose_second, "value")
        self.keep = frame.button(f"记住这个社区，作{FIRST}", "把滑块上现在的社区记下来，再和它比", self.pin)
        self.exchange = frame.button(f"{FIRST}、{SECOND}对调", "两个社区换一换位置", self.swap)
        self.leave = frame.button("不比了", "收起比较", self.unpin)
        row = widgets.HBox([self.keep, self.exchange, self.leave])
        row.add_class("shequ-buttons")
        self.compared = widgets.HTML()
        heading = widgets.HTML(
            f"<p><strong>比一比两个社区</strong>　先记住一个作{FIRST}，再动滑块；或者从表里各选一个。</p>"
        )
        return [heading, row, self.first, self.second]

    # --- what comes from the page ---

    def _receive(self, _: object, content: object, __: object) -> None:
        """Do what the sliders ask for, and answer; a message that makes no sense changes nothing."""
        match content:
            case {"seq": int(seq), "set": list(asked)}:
                self._seq = seq
                for one in asked:
                    match one:
                        case [str(key), value, bool(done)]:
                            self.move(key, value, done=done)
                self.panel.state = {**self.panel.state, "seq": seq}  # in any case: the page waits for it

    def _choose_preset(self, change: dict[str, Any]) -> None:
        if not self._busy and change["new"] != KEPT:
            self.desk.try_preset(change["new"])
            self._paint()

    def _choose_first(self, change: dict[str, Any]) -> None:
        if self._busy:
            return
        row = change["new"]
        if row == NOBODY:
            self.desk.unpin()
        elif row == KEPT:
            self.desk.pin()
        else:
            self.desk.pin(self.rows[row].community)
        self._paint()

    def _choose_second(self, change: dict[str, Any]) -> None:
        if not self._busy and change["new"] != KEPT:
            self.desk.show(self.rows[change["new"]].community)
            self._paint()

    def _show_details(self, *_: object) -> None:
        self.more.description = "收起明细" if self.more.value else "看准确的数和每条规则"
        style.put(self.details, sheet_html.details(self.desk.sheet) if self.more.value else "")

    def _back(self, *_: object) -> None:
        self.panel.send({"focus": True})

    # --- what goes to the page ---

    def _paint(self) -> None:
        """Show the community as it is now; the sliders and charts get what has changed in one message."""
        desk, panel = self.desk, self.panel
        sheets: list[Sheet] = [desk.sheet]
        if other := desk.pinned_sheet:
            sheets.insert(0, other)
        with panel.hold_sync():
            for name, (draw, figures) in CHARTS.items():
                shown = [figures(sheet) for sheet in sheets]
                if self._drawn.get(name) != shown:
                    self._drawn[name] = shown
                    chart, self._rules[name] = charts.apart(draw(sheets))
                    setattr(panel, name, chart)
            panel.rules = "".join(self._rules.values())
            panel.sums = localise(sheet_html.sums(desk))
            panel.crossing = localise(sheet_html.crossing(desk))
            notes = sheet_steps.notes(desk.community, desk.figure)
            panel.next = localise(sheet_html.following(desk, *desk.steps(desk.figure), notes))
            panel.state = localise_all(self._state())
        self._show_details()
        self._mark()

    def _state(self) -> dict[str, Any]:
        """Return what the sliders show; it always differs from the state before in its `seq`."""
        desk = self.desk
        hints = {key: sheet_html.hint(key, *desk.steps(key)) for key in FIGURES}
        crossed = desk.crossed.key if desk.crossed and desk.crossed.fresh else ""
        if desk.crossed and crossed in FIGURES:
            shorts = "；".join(change.short for change in desk.crossed.changes)
            hints[crossed] = f"⚑ 刚跨过：{shorts}" if shorts else hints[crossed]
        return {
            "seq": self._seq,
            "values": {key: getattr(desk.community, key) for key in (*FIGURES, *CHOICES)},
            "hints": hints,
            "crossed": crossed,
            "problems": dict(desk.problems),
            "other": {key: getattr(desk.pinned, key) for key in FIGURES} if desk.pinned else {},
        }

    def _mark(self) -> None:
        """Show in the lists, the buttons and the table which two communities are compared."""
        desk = self.desk
        first, second = self._row_of(desk.pinned), self._row_of(desk.community)
        self._busy = True
        if not desk.tip:  # the preset has been moved away from, and can be chosen again
            self.preset.value = KEPT
        self.first.value = NOBODY if desk.pinned is None else first
        self.second.value = second
        self._busy = False
        self.exchange.disabled = self.leave.disabled = desk.pinned is None
        html = sheet_html.compared(desk.pinned, desk.community) if desk.pinned else ""
        style.put(self.compared, html)
        self.district.mark(second, first)

    def _row_of(self, community: Community | None) -> int:
        """Return the row of the table that is exactly this community, or KEPT if none is."""
        found = (place for place, row in enumerate(self.rows) if row.community == community)
        return next(found, KEPT)


def _board() -> dict[str, Any]:
    """Return what never changes on the sliders."""
    kinds = list(rulebook.active().strings("staff.party.kinds"))
    return {
        "rows": [
            {
                "key": key,
                "label": figure.label,
                "unit": figure.unit,
                "end": figure.end,
                "step": figure.step,
                "marks": list(sheet_steps.steps(key)),
                "slider": f"{figure.label}，滑块",
                "marked": "小竖线是界线",
            }
            for key, figure in FIGURES.items()
        ],
        "party": {"key": "party", "label": CHOICES["party"], "options": kinds},
        "station": {"key": "station_staff", "label": f"{CHOICES['station_staff']}（可不填）", "unit": "人"},
        "flags": [{"key": key, "label": CHOICES[key]} for key in FLAGS],
    }
