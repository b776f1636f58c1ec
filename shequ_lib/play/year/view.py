"""The practice year's widgets: the board of the examination, with a reaction to each decision."""

from __future__ import annotations

from collections import Counter
from functools import partial
from html import escape
from pathlib import Path
from typing import Any

from shequ_lib import board
from shequ_lib.errors import ShequError
from shequ_lib.first_year import Task, board_model
from shequ_lib.first_year.board_model import Tile
from shequ_lib.first_year.practice_file import NAME, load, save, whereabouts
from shequ_lib.first_year.practice_model import LAST, PracticeYear, next_seed
from shequ_lib.first_year.practice_report import final_report
from shequ_lib.first_year.replay import KEPT
from shequ_lib.play import frame, style
from shequ_lib.play.parts.page import Page, framed, row
from shequ_lib.play.parts.part import Box, Button, Html, Part
from shequ_lib.play.year import board as year_board
from shequ_lib.play.year import html as year_html
from shequ_lib.play.year.month_cards import MonthCards
from shequ_lib.play.year.month_strip import MonthStrip, TileText
from shequ_lib.script import localise

TITLE = "练一年：上任第一年"
HELP = (
    "从第一张卡片起，一件一件定。定一件，马上看到会怎样、规定怎样说。这个月里可以改，也可以一步一步退；"
    "点了“这个月做完了”，这个月就不能再改。走到哪里都会自己存好。"
)
TAKEAWAY = "遇事先问三句：归谁办、谁来定、最迟哪一天。"


class FirstYearBoard:
    """A year to practise.

    Args:
        seed: Which year comes first; a year that was saved goes before it.
        exam: The seed of the examination, which is never played here.
        path: Where the year is saved.

    Attributes:
        at: The month that is looked at; None for the report.
    """

    def __init__(self, seed: int = 1, exam: int | None = None, path: Path = Path(NAME)) -> None:
        import ipywidgets as widgets

        self.exam, self.path = exam, path
        found = load(path, exam=exam)
        self.game = found.game or PracticeYear(seed, exam=exam)
        self.at: int | None = None
        self.settling = frame.Settling()
        self.strip = MonthStrip(self.go)
        self.intro, self.trouble, self.folded, self.gauge, self.convention = (Html() for _ in range(5))
        self.said, self.head, self.came, self.result, self.note = (Html() for _ in range(5))
        self.figures, self.calendar, self.money, self.last = (Html() for _ in range(4))
        self.links = widgets.Output()
        self.page = Box()
        self.close_button = Button("这个月做完了", "关上这个月，以后不能再改", self.close, main=True)
        self.open_button = Button("到第一件没定的事", "到这个月第一件还没有定的事", self.go_to_open)
        self.undo_button = Button("退一步", "收回这个月里刚才的决定", self.undo)
        self.on_button = Button("", "到正在过的月份", self.go_on, main=True)
        self.other_button = Button("换一年", "换一个社区、另外一些事，从一月开始", self.ask_other)
        ends = row(self.close_button, self.on_button, self.open_button, self.undo_button, self.note)
        self.sure_button = Button("确定，从头开始", "现在的进度就没有了", self._sure)
        self.keep_button = Button("不，接着过", "什么也不动", self._keep)
        self.question = Html()
        choice = row(self.keep_button, self.sure_button)
        self.confirm = Box(self.question, choice, css_class="shequ-confirm")
        self.sides = year_board.sides(self.page, [self.figures, self.calendar, self.money], ends)
        self._begin()
        above = [self.intro, self.trouble, self.folded, self.gauge, self.convention]
        css = year_board.CSS + year_html.CSS
        head, *parts, ending, remember = framed(
            TITLE, above, self.ask_restart, TAKEAWAY, [self.other_button], css=css
        )
        self.widget = frame.column(
            Page(head, *parts).widget,
            self.strip.widget,
            Page(self.said, self.sides).widget,
            self.links,
            Page(self.last, self.confirm, ending, remember).widget,
            css_class="shequ-play shequ-year",
        )
        style.put(self.trouble, style.live_line(found.note, "shequ-problem"))
        if found.game and (found.game.record or found.game.month > 1):
            self._say(f"接着上次的进度：{self._where()}。")

    # --- what the trainee does ---

    def go(self, month: int) -> None:
        """Look at a month; one that has not come yet can wait."""
        if month > self.game.month:
            self._say(f"还没有到 {month} 月，先把 {self.game.month} 月过完。")
            return
        self.at = month
        self._show()
        self._say("")

    def go_on(self, *_: object) -> None:
        """Go to the month that is played, or to the report."""
        if self.settling.on:
            return
        self.at = None if self.game.over else self.game.month
        self._show()
        self._say("全年的报告在下面。" if self.game.over else f"现在是 {self.game.month} 月。")
        self.strip.focus()  # what is new starts at the top

    def go_to_open(self, *_: object) -> None:
        """Go to the first matter of this month that is open."""
        self._note("")
        name = next((name for name in self.cards.fields if name not in self.game.record), None)
        if name is None:
            self._note(f"这个月的事都定了，可以点“{self.close_button.description}”。")
            return
        self.cards.uncover(name)
        self.strip.reach(name)

    def undo(self, *_: object) -> None:
        """Take the last decision of this month back."""
        self._warned = False
        names = self.game.undo()
        if not names:
            self._note("这个月里没有可以退的了；过完的月份不能再改。")
            return
        self._bad.clear()
        self._fill()
        self._paint()
        self._save()
        about = "、".join(self.game.task(name).name for name in names)
        self._note(f"退回了一步：{about}。")

    def close(self, *_: object) -> None:
        """End the month; with decisions open only if it is asked for twice, and not by a double click."""
        if self.settling.on:
            return
        left = self.game.undecided()
        if left and not self._warned:
            self._warned = True
            names = "；".join(finding.name for finding in left[:3])
            more = f"等 {len(left)} 件" if len(left) > 3 else ""
            self._note(f"还没有定的：{names}{more}。就这样关月，它们就算没有办。要关，再点一次。")
            self.settling.begin()
            return
        result = self.game.close()
        self._save()
        self.at = result.month
        self._show()
        self._say("")
        self._note(f"{result.month} 月过完了。")
        self.on_button.focus()
        self.settling.begin()

    def ask_restart(self, *_: object) -> None:
        """Start the same year again, after asking."""
        self._ask("要把这一年从一月重新过吗？", self.game.seed)

    def ask_other(self, *_: object) -> None:
        """Start another year, after asking."""
        self._ask("要换一个社区，另过一年吗？", next_seed(self.game.seed, self.exam))

    # --- inside ---

    def _ask(self, question: str, seed: int) -> None:
        self._next = seed
        if self.game.month == 1 and not self.game.record:
            self._sure()  # there is nothing to lose
            return
        text = f"{question}现在的进度（{self._where()}）就没有了。"
        self.question.value = style.live_line(text, "")
        self.confirm.shown = True
        self.keep_button.focus()

    def _sure(self, *_: object) -> None:
        self.game = PracticeYear(self._next, exam=self.exam)
        self._begin()
        self._save()
        self._say("从一月开始。")
        self.strip.focus()

    def _keep(self, *_: object) -> None:
        self.confirm.shown = False
        self.strip.focus()

    def _begin(self) -> None:
        """Show the year as it stands, on the month that is played."""
        year = self.game.year
        self._next, self._warned = self.game.seed, False
        self._played = 0  # the month whose cards are built
        self.confirm.shown = False
        name, where = escape(year.community.name), escape(whereabouts(self.path))
        self.intro.value = (
            f"你到任的是<strong>{name}</strong>（虚构），从 {year.year} 年一月管到十二月。{HELP}（{where}）"
        )
        self.folded.value = year_board.figures_html(year)
        self.convention.value = year_html.convention(self.game)
        self.at = None if self.game.over else self.game.month
        self._show()
        self._say("")

    def _show(self) -> None:
        """Put the month that is looked at, or the report, on the page."""
        self._warned = False
        self._note("")
        playing = self.at == self.game.month
        if playing:
            self._build()
            self.page.children = (self.head, self.came, self.cards.box)
        elif self.at is not None:
            self.result.value = year_html.month_result(self.game, self.game.result(self.at))
            self.page.children = (self.result,)
        else:
            self._report()
            self.page.children = (self.result,)
        style.mark(self.sides, "shequ-whole", self.at is None)
        for report in (self.links, self.last):
            style.show(report, self.at is None)
        for button in (self.close_button, self.open_button, self.undo_button):
            button.shown = playing
        figures = year_board.figures_beside(self.game.year, self.game.month) if playing else ""
        style.put(self.figures, figures)
        self.on_button.description = "看全年报告" if self.game.over else f"到 {self.game.month} 月"
        self.on_button.shown = not playing and self.at is not None
        self._paint()

    def _build(self) -> None:
        """Make the cards of the month that is played, once."""
        if self._played == self.game.month:
            return
        self._played, self._bad = self.game.month, set[str]()
        self.slots: dict[str, Html] = {}
        decided = partial(self._decided, self._played)
        self.cards = MonthCards(self.game.year, self._played, decided, self._slot, self.strip.reach)
        style.put(self.came, year_html.came_up(self.game.incidents(self._played)))
        self._fill()

    def _slot(self, task: Task) -> list[Part]:
        self.slots[task.id] = Html()
        return [self.slots[task.id]]

    def _fill(self) -> None:
        self.cards.fill({name: self.game.record.get(name) for name in self.cards.fields})

    def _decided(self, month: int, name: str, _before: str | None) -> None:
        if month != self.game.month:
            return  # a change that arrived after the month was closed
        self._warned = False
        self._note("")
        try:
            reaction = self.game.decide(name, self.cards.fields[name].read())
        except ShequError as error:
            self._bad.add(name)
            text = f"{error} 这件事先不动。"
            style.put(self.slots[name], style.live_line(text, "shequ-problem"))
            return
        self._bad.discard(name)
        self._paint()
        self._save()
        self._say(year_html.announced(reaction))

    def _report(self) -> None:
        report = final_report(self.game)
        self.result.value = year_html.year_result(report)
        self.last.value = year_html.year_details(report)
        html = year_html.look_up(report.again, board.chapters(self.path.parent))
        # An output, not a field: JupyterLab opens the links of an output itself.
        data: dict[str, Any] = {"text/html": localise(html)}
        self.links.outputs = ({"output_type": "display_data", "data": data, "metadata": {}},)

    def _paint(self) -> None:
        """Show what the year stands at."""
        game, month = self.game, self.at or LAST
        if self.at == game.month:
            tile = self._tiles()[month - 1]
            self.head.value = f"<strong>{month} 月：已定 {tile.decided} / {tile.total} 件</strong>"
            for name, slot in self.slots.items():
                if name not in self._bad:
                    style.put(slot, year_html.said(game, name))
        self.gauge.value = year_html.gauge(game)
        self.strip.show(self.at, [self._tile(tile) for tile in self._tiles()])
        marks = board_model.marks(game.year, game.record, month, deadlines=True, rulebook=game.rulebook)
        self.calendar.value = year_board.calendar_html(game.year.year, month, marks)
        told = board_model.money_month(game.year)
        lines = board_model.money(game.year, game.record, game.solution if game.month > told else None)
        self.money.value = year_board.money_html(lines, "你编的", folded=month != told)

    def _tiles(self) -> tuple[Tile, ...]:
        return board_model.tiles(self.game.year, self.game.record)

    def _tile(self, tile: Tile) -> TileText:
        month = tile.month
        if month > self.game.month:
            return TileText(month, "later", "还没到", "")
        if month == self.game.month:
            incidents = Counter(dict(tile.incidents))
            incidents.update(incident.kind for incident in self.game.incidents(month))
            marks = year_board.incidents_text(incidents.items())
            return TileText(month, "part", f"{tile.decided}/{tile.total} 件", marks)
        kept = sum(finding.status == KEPT for finding in self.game.findings(month))
        lost = tile.total - kept
        return TileText(month, "closed", "过完", f"✓{kept}{f' ✗{lost}' if lost else ''}")

    def _where(self) -> str:
        return "十二个月都过完了" if self.game.over else f"过到 {self.game.month} 月"

    def _save(self) -> None:
        style.put(self.trouble, style.live_line(save(self.path, self.game), "shequ-problem"))

    def _say(self, text: str) -> None:
        style.put(self.said, style.live_line(text, ""))

    def _note(self, text: str) -> None:
        self.note.value = style.live_line(text, "")
