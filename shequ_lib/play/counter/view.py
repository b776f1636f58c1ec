"""The counter's widgets: who stands there, what just followed, and a button for each answer."""

from __future__ import annotations

from functools import partial
from html import escape

from shequ_lib.play import frame, style
from shequ_lib.play.counter.model import FUNCTION, MATTERS, CounterDay, Result, Tally
from shequ_lib.play.scene.view import CSS
from shequ_lib.play.style import Widget

BUTTONS = 13  # as many as there are functions
QUESTIONS = {FUNCTION: "一、这是十三项职能里的哪一项？"}
COUNTER_CSS = """
.shequ-counter .shequ-moves { display: grid; grid-template-columns: repeat(auto-fit, minmax(12em, 1fr)); }
.shequ-counter .shequ-move { height: auto; min-height: 34px; }
"""


class Counter:
    """A day at the counter.

    Args:
        seed: Which day comes first.
    """

    def __init__(self, seed: int = 0) -> None:
        import ipywidgets as widgets

        self.seed = seed
        self.day = CounterDay(seed)
        rules = widgets.HTML(f"<style>{CSS}{COUNTER_CSS}</style>")
        rules.layout.height = rules.layout.margin = "0"
        self.reaction, self.place, self.question = widgets.HTML(), widgets.HTML(), widgets.HTML()
        # The buttons stay; only what they say changes. So the focus stays in place, too.
        self.buttons: list[Widget] = [
            frame.button("", "", partial(self._pressed, number)) for number in range(BUTTONS)
        ]
        for button in self.buttons:
            button.add_class("shequ-move")
        answers = widgets.VBox(self.buttons)
        answers.add_class("shequ-moves")
        self.undo = frame.button("退一步", "收回刚才的回答，换一种试试", self.back)
        self.another = frame.button("换一天", "换十件别的事", self.other)
        self.count = widgets.HTML()
        row = widgets.Box([self.undo, self.another, self.count])
        row.add_class("shequ-buttons")
        parts = [rules, row, self.reaction, self.place, self.question, answers]
        takeaway = "先问属于哪一项职能，再问走到了哪一步、这一步由谁来办。"
        self.widget = frame.frame("在窗口坐一天：哪一项，找谁办", parts, self.restart, takeaway)
        self.widget.add_class("shequ-scene")
        self.widget.add_class("shequ-counter")
        self._paint()
        self._say_count()

    def restart(self, *_: object) -> None:
        """Start the same day again."""
        self.day = CounterDay(self.seed)
        self._answer()

    def other(self, *_: object) -> None:
        """Start another day."""
        self.seed += 1
        self.restart()

    def back(self, *_: object) -> None:
        """Take the last answer back."""
        self.day.back()
        self._answer()

    def _pressed(self, number: int, *_: object) -> None:
        choices = self.day.choices()
        if number >= len(choices):
            return  # a second click on a button that is about to disappear
        self.day.answer(choices[number].key)
        self._answer()

    def _answer(self) -> None:
        """Show what followed, take the focus to the first answer, and say last how far it has come."""
        self._paint()
        (self.undo if self.day.matter is None else self.buttons[0]).focus()
        self._say_count()

    def _say_count(self) -> None:
        self.count.value = f"走了 {len(self.day.results)} 步"

    def _paint(self) -> None:
        day, matter, tally = self.day, self.day.matter, self.day.tally()
        latest = _result(day.results[-1]) if day.results else ""
        ending = _tally(tally) if tally else ""
        style.put(self.reaction, f'<div role="status" aria-live="polite">{latest}{ending}</div>')
        place = question = ""
        if matter is not None:
            heading = f"<strong>第 {day.number + 1} 件，共 {MATTERS} 件</strong>"
            place = f"<div>{heading}<br>{escape(matter.story)}</div>"
            question = QUESTIONS.get(day.asked, f"二、{matter.ask}")
        style.put(self.place, place)
        style.put(self.question, f"<strong>{escape(question)}</strong>" if question else "")
        labels = [choice.label for choice in day.choices()]
        for number, button in enumerate(self.buttons):
            used = number < len(labels)
            button.description = labels[number] if used else ""
            button.layout.display = "" if used else "none"
        self.undo.disabled = not day.results


def _result(result: Result) -> str:
    word, css_class = ("✓ 对", "shequ-good") if result.right else ("✗ 不对", "shequ-bad")
    return (
        f'<div class="shequ-reaction"><p>你选：<strong>{escape(result.chosen)}</strong> '
        f'<strong class="{css_class}">{word}</strong></p><p>{escape(result.text)}</p>'
        f'<p class="shequ-rule">规则：{escape(result.rule)}。</p></div>'
    )


def _tally(tally: Tally) -> str:
    missed = "".join(
        f"<li>{escape(result.matter.story)}"
        f"{'' if result.kind == FUNCTION else escape(result.matter.ask)}<br>"
        f"你选{escape(result.chosen)}，应是<strong>{escape(result.wanted)}</strong>。"
        f"<br>规则：{escape(result.rule)}。</li>"
        for result in tally.missed
    )
    again = f"<p><strong>再看一眼</strong></p><ol>{missed}</ol>" if missed else "<p>一件也没有弄错。</p>"
    lines = "".join(f"<li>{escape(line)}</li>" for line in tally.takeaways)
    return (
        '<div class="shequ-ending"><p><strong>这一天结束了</strong></p>'
        f"<p>职能归对 {tally.functions} 件，找对人 {tally.handlers} 件，一共 {MATTERS} 件。</p>{again}"
        f"<p><strong>带走这几句</strong></p><ul>{lines}</ul></div>"
    )
