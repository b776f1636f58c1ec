"""The community sheet's widgets: sliders, charts, two communities side by side, the table of the district."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

from shequ_lib import charts, rulebook
from shequ_lib.play import frame, paper, style
from shequ_lib.play.picture import picture_class
from shequ_lib.play.sheet import desk as sheet_desk
from shequ_lib.play.sheet import html as sheet_html
from shequ_lib.play.sheet import picture as sheet_picture
from shequ_lib.play.sheet import steps as sheet_steps
from shequ_lib.play.sheet.compare import CHOICES
from shequ_lib.play.sheet.html import FIRST, SECOND
from shequ_lib.play.sheet.model import FIGURES, Sheet
from shequ_lib.play.sheet.table_view import DistrictTable
from shequ_lib.play.sheet.tasks import DONE, OPEN, OVER, Tasks
from shequ_lib.play.style import Widget
from shequ_lib.script import localise, localise_all
from shequ_lib.staffing import Community

FLAGS = ("city_management_joint", "family_planning_joint", "one_shoulder")
TITLE = "给一个社区算人、算钱、算房"
FREE_GOAL = (
    "拖动滑块，看这个社区该配多少人、多少钱、多大的房子。滑块下面的小竖线就是界线，"
    "跨过去，人或房的算法就变。也可以直接改数字；党组织和兼任也能改。"
)
MORE = "兼任的岗位不另计人数；先按每个社区算，再往上相加。"
STATES = {
    DONE: ("✓ 做到了", "shequ-good"),
    OVER: ("△ 还不是", "shequ-warn"),
    OPEN: ("● 还没到", ""),
}
# Keys of the buttons.
HINT, NEXT, FREE, TASKS, AGAIN, ALL, PAPER = "hint", "next", "free", "tasks", "again", "all", "paper"
SURE = {"ask": "改过的都不要了？", "yes": "不要了", "no": "留着"}
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
PANEL_TEXTS = ("rules", "place", "sums", "crossing", "next", "posts", "money", "rooms")


class CommunitySheet:
    """Three tasks with the figures of a community; then, or at once, its figures to be moved freely.

    Posts, money and premises follow each move. What only those need who move freely (two communities side by
    side, the table of the district) is made when it is wanted.

    Args:
        free: Whether to begin without the tasks.
    """

    def __init__(self, *, free: bool = False) -> None:
        import ipywidgets as widgets

        self.desk = sheet_desk.Desk()
        self.tasks = Tasks(self.desk)
        self.free = False  # whether the figures are moved freely
        self.ended = False  # whether the end of the tasks is shown
        self._busy = False  # while fields are set by the program
        self._drawn: dict[str, object] = {}  # the figures that each chart shows
        self._rules: dict[str, str] = {}  # the style rules of each chart
        self._seq = self._turn = 0

        self.panel = picture_class(__file__, "panel", dicts=("board", "state", "task"), texts=PANEL_TEXTS)(
            board=localise_all(_board())
        )
        self.panel.on_msg(self._receive)
        self.below = widgets.VBox([])
        self.below.layout.display = "none"
        self.widget = widgets.VBox([style.style_widget(), self.panel, self.below])
        for name in ("shequ-play", "shequ-sheet"):
            self.widget.add_class(name)
        if free or not self.tasks.tasks:
            self.press(FREE)
        else:
            self._paint()

    def press(self, key: str) -> None:
        """Press a button below the figures; one that is not there does nothing."""
        if key not in (FREE, *(button["key"] for button in self._buttons())):
            return
        if key == PAPER:
            self.panel.send(localise_all({"print": paper.page(TITLE, sheet_html.taken(self.tasks, MORE))}))
            return
        if key == HINT:
            self.tasks.hint()
        elif key == NEXT:
            self.ended = self.tasks.over
            if not self.ended:
                self.tasks.next()
        elif key == FREE:
            self.free, self.ended = True, False
            self._build()
            self.desk.restart()
        elif key == TASKS:
            self.free = False
            self.tasks.begin(self.tasks.at)
        elif key == ALL:
            self.free = self.ended = False
            self.tasks.restart()
        elif self.free:
            self.desk.restart()
            self.more.value = False
            self.district.restart()
        else:
            self.tasks.begin(self.tasks.at)
        self._turn += 1
        self.below.layout.display = "" if self.free else "none"
        self._paint()

    def move(self, key: str, value: object, *, done: bool = True) -> None:
        """Change one figure or choice, as the sliders do; in a task only those that it names."""
        if not self.free and key not in self.tasks.task.keys:
            return
        self.desk.set(key, value, done=done)
        if done and not self.free:
            self.tasks.look()
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

    def _build(self) -> None:
        """Make what is only there for moving freely, when it is first wanted."""
        import ipywidgets as widgets

        if self.below.children:
            return
        self.district = DistrictTable(self.choose, self._back)
        self.rows = self.district.rows
        self.more = widgets.ToggleButton(description="看准确的数和每条规则", tooltip="打开或收起明细表")
        self.details = widgets.HTML()
        self.more.observe(self._show_details, "value")
        rules = widgets.HTML(f"<style>{sheet_html.CSS}</style>")
        rules.layout.height = rules.layout.margin = "0"
        parts = [self._presets(), *self._comparison(), self.compared, self.more, self.details]
        self.below.children = [rules, *parts, self.district.widget]

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
            case {"press": str(key), "turn": int(turn)} if turn == self._turn:
                self.press(key)

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
            for name, (draw, figures) in CHARTS.items() if self.free else ():
                shown = [figures(sheet) for sheet in sheets]
                if self._drawn.get(name) != shown:
                    self._drawn[name] = shown
                    chart, self._rules[name] = charts.apart(draw(sheets))
                    setattr(panel, name, chart)
            panel.rules = "".join(self._rules.values())
            panel.place = localise(sheet_picture.place(desk.community, desk.sheet))
            panel.sums = localise(sheet_html.sums(desk))
            panel.crossing = localise(sheet_html.crossing(desk))
            notes = sheet_steps.notes(desk.community, desk.figure)
            panel.next = localise(sheet_html.following(desk, *desk.steps(desk.figure), notes))
            panel.task = localise_all(self._task())
            panel.state = localise_all(self._state())
        if self.free:
            self._show_details()
            self._mark()

    def _task(self) -> dict[str, Any]:
        """Return what is to be done, how it stands, and the buttons."""
        tasks, told, goal = self.tasks, "", FREE_GOAL
        only: list[str] = []
        bare = False
        if self.ended:
            told, goal = sheet_html.ended(tasks, MORE), ""
        elif not self.free:
            task = tasks.task
            goal, only = task.goal, list(task.keys)
            bare = not (tasks.hinted or task.name in tasks.reached)
            if tasks.verdict:
                told = sheet_html.verdict(tasks.verdict, *STATES[tasks.verdict.state])
            if tasks.hinted and task.name not in tasks.reached:
                told += f"<p><strong>提示</strong> {escape(task.hint)}</p>"
        return {
            "turn": self._turn,
            "title": TITLE,
            "progress": "" if self.free else sheet_html.progress(tasks, -1 if self.ended else tasks.at),
            "goal": goal,
            "told": told,
            "mode": "ended" if self.ended else "free" if self.free else "task",
            "bare": bare,
            "only": only,
            "group": "接下来",
            "buttons": self._buttons(),
        }

    def _buttons(self) -> list[dict[str, str]]:
        tasks = self.tasks
        if self.ended:
            return [
                _button(PAPER, "打印带走的话", "main"),
                _button(FREE, "自己摆弄"),
                _button(ALL, "三件再做一遍", **SURE),
            ]
        if self.free:
            changed = self.desk.community != sheet_desk.first() or self.desk.pinned is not None
            back = "再做一遍" if tasks.over else f"做第 {tasks.at + 1} 件事"
            again = [_button(AGAIN, "重来", **SURE)] if changed else []
            tries = [_button(ALL if tasks.over else TASKS, back)] if tasks.tasks else []
            return [*tries, *again]
        again = [_button(AGAIN, "重来", **SURE)] if tasks.moved else []
        if tasks.task.name in tasks.reached:
            word = "看结果" if tasks.over else f"下一件：{tasks.tasks[tasks.at + 1].name}"
            return [_button(NEXT, word, "main"), *again]
        hint = [] if tasks.hinted else [_button(HINT, "提示")]
        return [*hint, *again, _button(FREE, "先自己摆弄")]

    def _state(self) -> dict[str, Any]:
        """Return what the sliders show; it always differs from the state before in its `seq`."""
        desk = self.desk
        hints = {key: sheet_html.hint(key, *desk.steps(key)) for key in FIGURES}
        crossed = desk.crossed.key if desk.crossed and desk.crossed.fresh else ""
        if desk.crossed and crossed in FIGURES:
            shorts = "；".join(change.short for change in desk.crossed.changes)
            hints[crossed] = f"⚑ 刚跨过：{shorts}" if shorts else hints[crossed]
        if self.panel.task["bare"]:  # to be found out
            hints = dict.fromkeys(hints, "")
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


def _button(key: str, label: str, kind: str = "", **ask: str) -> dict[str, str]:
    return {"key": key, "label": label, "kind": kind, **ask}


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
                "less": f"{figure.label}，少 1 {figure.unit}",
                "more": f"{figure.label}，多 1 {figure.unit}",
                "marked": "小竖线是界线",
            }
            for key, figure in FIGURES.items()
        ],
        "party": {"key": "party", "label": CHOICES["party"], "options": kinds},
        "station": {"key": "station_staff", "label": f"{CHOICES['station_staff']}（可不填）", "unit": "人"},
        "flags": [{"key": key, "label": CHOICES[key]} for key in FLAGS],
    }
