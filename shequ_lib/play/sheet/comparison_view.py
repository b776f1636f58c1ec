"""Below the sliders, for who moves freely: communities to try, two side by side, exact numbers, the table."""

from __future__ import annotations

from collections.abc import Callable

from shequ_lib.play import frame, style
from shequ_lib.play.sheet import html as sheet_html
from shequ_lib.play.sheet.desk import Desk
from shequ_lib.play.sheet.html import FIRST, SECOND
from shequ_lib.play.sheet.table_view import DistrictTable
from shequ_lib.play.style import Widget
from shequ_lib.staffing import Community

# In the lists of communities, beside the numbers of rows:
KEPT = -1  # the one that is on the sliders or was kept from there
NOBODY = -2


class Comparison:
    """Takes other communities onto the sliders (B, 乙) or beside them (A, 甲), and says how the two differ.

    Args:
        desk: Where the two lie.
        changed: Called when one of them has changed.
        back: Goes back to the sliders.

    Attributes:
        rows: All communities of the table.
        parts: The widgets from top to bottom.
    """

    def __init__(self, desk: Desk, changed: Callable[[], None], back: Callable[..., None]) -> None:
        import ipywidgets as widgets

        self.desk, self._changed = desk, changed
        self._busy = False  # while fields are set by the program
        self.district = DistrictTable(self.choose, back)
        self.rows = self.district.rows
        presets = [(preset.label, number) for number, preset in enumerate(desk.presets)]
        self.preset = frame.choice(
            "试一试", [("选一个正好在界线边上的社区", KEPT), *presets], self._choose_preset
        )
        listed = [(f"{row.place} {row.community.name}", number) for number, row in enumerate(self.rows)]
        kept = [("不比", NOBODY), (sheet_html.KEPT, KEPT)]
        self.first = frame.choice(f"{FIRST}（比照的）", [*kept, *listed], self._choose_first)
        self.second = frame.choice(
            f"{SECOND}（滑块上的）", [("滑块上现在的数", KEPT), *listed], self._choose_second
        )
        self.keep = frame.button(f"记住这个社区，作{FIRST}", "把滑块上现在的社区记下来，再和它比", self.pin)
        self.exchange = frame.button(f"{FIRST}、{SECOND}对调", "两个社区换一换位置", self.swap)
        self.leave = frame.button("不比了", "收起比较", self.unpin)
        row = frame.row(self.keep, self.exchange, self.leave)
        self.compared, self.details = frame.output(), frame.output()
        self.more: Widget = widgets.ToggleButton(tooltip="打开或收起明细表")
        self.more.observe(self._show_details, "value")
        fields = [self.preset, widgets.HTML(sheet_html.COMPARING), row, self.first, self.second]
        self.parts = [
            style.rules(sheet_html.CSS),
            *fields,
            self.compared,
            self.more,
            self.details,
            self.district.widget,
        ]

    def restart(self) -> None:
        """Close what was opened."""
        self.more.value = False
        self.district.restart()

    def pin(self, *_: object) -> None:
        """Keep the present community, to compare with."""
        self.desk.pin()
        self._changed()

    def unpin(self, *_: object) -> None:
        """Compare no longer."""
        self.desk.unpin()
        self._changed()

    def swap(self, *_: object) -> None:
        """Let the two communities change places."""
        self.desk.swap()
        self._changed()

    def choose(self, row: int, target: str) -> str:
        """Take a community of the table, as B (the sliders) or as A; return what was done."""
        community, plan = self.rows[row].community, self.rows[row].sheet.plan
        if target == SECOND:
            self.desk.show(community)
            where = f"放到滑块上了（{SECOND}）"
        else:
            self.desk.pin(community)
            where = f"记作{FIRST}了，和滑块上的比"
        self._changed()
        return f"{community.name}{where}：应配 {plan.required_total} 人，可再配 {plan.optional_total} 人。"

    def show(self) -> None:
        """Show in the lists, the buttons and the tables which two communities are compared."""
        desk = self.desk
        first, second = self._row_of(desk.pinned), self._row_of(desk.community)
        self._busy = True
        if not desk.tip:  # the preset has been moved away from, and can be chosen again
            self.preset.value = KEPT
        self.first.value = NOBODY if desk.pinned is None else first
        self.second.value = second
        self._busy = False
        self.exchange.disabled = self.leave.disabled = desk.pinned is None
        style.put(self.compared, sheet_html.compared(desk.pinned, desk.community) if desk.pinned else "")
        self._show_details()
        self.district.mark(second, first)

    def _choose_preset(self, *_: object) -> None:
        if not self._busy and self.preset.value != KEPT:
            self.desk.try_preset(self.preset.value)
            self._changed()

    def _choose_first(self, *_: object) -> None:
        if self._busy:
            return
        row = self.first.value
        if row == NOBODY:
            self.desk.unpin()
        else:
            self.desk.pin(None if row == KEPT else self.rows[row].community)
        self._changed()

    def _choose_second(self, *_: object) -> None:
        if not self._busy and self.second.value != KEPT:
            self.desk.show(self.rows[self.second.value].community)
            self._changed()

    def _show_details(self, *_: object) -> None:
        self.more.description = "收起明细" if self.more.value else "看准确的数和每条规则"
        style.put(self.details, sheet_html.details(self.desk.sheet) if self.more.value else "")

    def _row_of(self, community: Community | None) -> int:
        """Return the row of the table that is exactly this community, or KEPT if none is."""
        found = (place for place, row in enumerate(self.rows) if row.community == community)
        return next(found, KEPT)
