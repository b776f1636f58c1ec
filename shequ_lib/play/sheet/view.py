"""The community sheet's widgets: its sliders and charts, and below them what there is for moving freely."""

from __future__ import annotations

from collections.abc import Callable

from shequ_lib import charts
from shequ_lib.play import frame, paper, style
from shequ_lib.play.picture import picture_widget
from shequ_lib.play.sheet import html as sheet_html
from shequ_lib.play.sheet import panel as sheet_panel
from shequ_lib.play.sheet import picture as sheet_picture
from shequ_lib.play.sheet import steps as sheet_steps
from shequ_lib.play.sheet.comparison_view import Comparison
from shequ_lib.play.sheet.desk import Desk
from shequ_lib.play.sheet.model import Sheet
from shequ_lib.play.sheet.panel import AGAIN, ALL, ENDED, FREE, FREELY, HINT, NEXT, PAPER, TASK, TASKS
from shequ_lib.play.sheet.tasks import Tasks
from shequ_lib.script import localise, localise_all

# The charts: how each is drawn, and the figures that it shows.
CHARTS: dict[str, tuple[Callable[[list[Sheet]], str], Callable[[Sheet], object]]] = {
    "posts": (sheet_html.posts_chart, lambda sheet: sheet.plan.posts),
    "money": (sheet_html.money_chart, lambda sheet: sheet.money),
    "rooms": (sheet_html.rooms_chart, lambda sheet: sheet.rooms),
}
# What follows from a move comes to the page in one message: style rules of the charts, and lines below.
PANEL_TEXTS = ("rules", "place", "sums", "crossing", "next", *CHARTS)


class CommunitySheet:
    """Three tasks with the figures of a community; then, or at once, its figures to be moved freely.

    Posts, money and premises follow each move. What only those need who move freely (two communities side by
    side, the table of the district) is made when it is wanted.

    Args:
        free: Whether to begin without the tasks.

    Attributes:
        mode: What is done: `TASK`, `FREELY` or `ENDED`.
    """

    def __init__(self, *, free: bool = False) -> None:
        self.desk = Desk()
        self.tasks = Tasks(self.desk)
        self.mode = TASK
        self._drawn: dict[str, object] = {}  # the figures that each chart shows
        self._rules: dict[str, str] = {}  # the style rules of each chart
        self._seq = self._turn = 0
        board = localise_all(sheet_panel.board())
        texts = dict.fromkeys(PANEL_TEXTS, "")
        self.panel = picture_widget(__file__, "panel", self._receive, board=board, state={}, task={}, **texts)
        self.below = frame.column()
        self.widget = frame.column(
            style.style_widget(), self.panel, self.below, css_class="shequ-play shequ-sheet"
        )
        if free or not self.tasks.tasks:
            self._move_freely()
        self._paint()

    def press(self, key: str) -> None:
        """Press a button below the figures; one that is not there does nothing."""
        if key not in [button["key"] for button in sheet_panel.buttons(self.tasks, self.mode)]:
            return
        if key == PAPER:
            page = paper.page(sheet_panel.TITLE, sheet_html.taken(self.tasks, sheet_panel.MORE))
            self.panel.send(localise_all({"print": page}))
            return
        if key == HINT:
            self.tasks.hint()
        elif key == NEXT and self.tasks.over:
            self.mode = ENDED
        elif key == NEXT:
            self.tasks.next()
        elif key == FREE:
            self._move_freely()
        elif key == ALL:
            self.mode = TASK
            self.tasks.restart()
        elif key == AGAIN and self.mode == FREELY:
            self.desk.restart()
            self.comparison.restart()
        elif key in (TASKS, AGAIN):
            self.mode = TASK
            self.tasks.begin(self.tasks.at)
        self._turn += 1
        self._paint()

    def move(self, key: str, value: object, *, done: bool = True) -> None:
        """Change one figure or choice, as the sliders do; in a task only those that it names."""
        if self.mode != FREELY and key not in self.tasks.task.keys:
            return
        self.desk.set(key, value, done=done)
        if done and self.mode != FREELY:
            self.tasks.look()
        self._paint()

    def _move_freely(self) -> None:
        """Let all figures be moved; what is only there for that is made when it is first wanted."""
        self.mode = FREELY
        if not self.below.children:
            self.comparison = Comparison(self.desk, self._paint, self._back)
            self.below.children = self.comparison.parts
        self.desk.restart()

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

    def _back(self, *_: object) -> None:
        self.panel.send({"focus": True})

    def _paint(self) -> None:
        """Show the community as it is now; the sliders and charts get what has changed in one message."""
        desk, panel = self.desk, self.panel
        with panel.hold_sync():
            if self.mode == FREELY:
                self._draw_charts()
            panel.place = localise(sheet_picture.place(desk.community, desk.sheet))
            panel.sums = localise(sheet_html.sums(desk))
            panel.crossing = localise(sheet_html.crossing(desk))
            notes = sheet_steps.notes(desk.community, desk.figure)
            panel.next = localise(sheet_html.following(desk, *desk.steps(desk.figure), notes))
            task = sheet_panel.task(self.tasks, self.mode, self._turn)
            panel.task = localise_all(task)
            panel.state = localise_all(sheet_panel.state(desk, self._seq, bare=task["bare"]))
        style.show(self.below, self.mode == FREELY)
        if self.mode == FREELY:
            self.comparison.show()

    def _draw_charts(self) -> None:
        """Draw the charts whose figures have changed, A above B where two are compared."""
        other = self.desk.pinned_sheet
        sheets: list[Sheet] = [*([other] if other else []), self.desk.sheet]
        for name, (draw, figures) in CHARTS.items():
            shown = [figures(sheet) for sheet in sheets]
            if self._drawn.get(name) != shown:
                self._drawn[name] = shown
                chart, self._rules[name] = charts.apart(draw(sheets))
                setattr(self.panel, name, chart)
        self.panel.rules = "".join(self._rules.values())
