"""The stage as a widget: shows a tale, a page at a time, and takes one press for each page.

Each move is answered on the stage and stays there until the trainee goes on; so what followed is read before
the next question comes, and no click can answer two of them. What follows a move that can be made again at
once (plus, minus, the next hour) is told beside the question instead.
"""

from __future__ import annotations

import functools
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import partial
from html import escape
from typing import Any, Generic, TypeVar

from shequ_lib.play import frame
from shequ_lib.play.first import First
from shequ_lib.play.picture import picture_widget
from shequ_lib.play.scene.model import BAD, Ending, Move, Reaction, Scene, Tale, replay
from shequ_lib.play.scene.view import ENDINGS, VERDICTS, found
from shequ_lib.play_record import Round
from shequ_lib.script import localise_all

ON, UNDO, AGAIN, OTHER, PAPER = "on", "undo", "again", "other", "paper"  # keys of buttons that are no moves
_PRINTED = (
    "body{font:13pt/1.75 sans-serif;margin:2em}h1{font-size:17pt}small{color:#444}"
    "table{border-collapse:collapse;width:100%}"
    "th,td{border:1px solid #999;padding:4px 8px;text-align:left;vertical-align:top}"
)

T = TypeVar("T", bound=Tale)


class StageView(ABC, Generic[T]):
    """Plays a tale: a question with its picture, then what followed, then the next question.

    Args:
        seed: Seed of the first tale.
    """

    title: str
    another: str  # what the button for another tale says
    again = "换个走法，再来一回"  # what the button for the same tale says at the end
    source = "规则"  # where what the verdicts quote comes from
    takeaway = ""  # what to remember, one line; told at the end
    often: frozenset[str] = frozenset()  # keys of moves that can be made again at once
    above = False  # whether the picture, being wide, stays above the question where there is room beside it

    def __init__(self, seed: int = 0) -> None:
        self.seed = seed
        self.story = self.make(seed)
        self.reading = False  # whether what followed from the last move is shown, not yet the next question
        self.again_at_once = False  # whether what followed is told beside the same question
        self.step = 0  # the phase of what is shown
        self.turn = 0
        self.steps: list[int] = []  # of each press that was a move, how many moves of the tale it made
        self.ticked: list[str] = []  # what is ticked when the list comes into sight
        self.matter = ""  # what the last move was about
        self.round = self._fresh_round()
        self.page: dict[str, Any] = {}  # what stands on the stage
        self._paint()

    @functools.cached_property
    def widget(self) -> Any:
        """The widget; it is made when it is first shown, so that the first page can be had without."""
        widget = picture_widget(__file__, "stage", self._receive, page=localise_all(self.page))
        widget.add_class("shequ-play")
        return widget

    def first(self) -> First:
        """Return the page that is shown now as it stands where nothing runs."""
        from shequ_lib.play.still import words  # which only release needs

        page = self.page
        return First(
            title=page["title"],
            picture=page["picture"],
            lines=words(page["progress"]) + words(page["lead"]),
            question=page["question"],
            moves=[(move["kind"], move["label"]) for move in page["moves"]],
            wide=page["above"],
        )

    # --- what a simulator says ---

    @abstractmethod
    def make(self, seed: int) -> T:
        """Return a fresh tale."""

    @abstractmethod
    def picture(self, story: T) -> str:
        """Return the picture of what is on the stage now, as SVG."""

    def progress(self, story: T) -> str:
        """Return how far the tale has come, as HTML."""
        return way([escape(name) for name in story.phases], self.step, "走到哪一步")

    def lead(self, scene: Scene) -> str:
        """Return what is going on, and what the question is about, as HTML."""
        return "".join(f"<p>{escape(line)}</p>" for line in scene.text.splitlines()) + slip(scene.matter)

    def kind(self, key: str) -> str:
        """Return how the button of a move looks: "", "short", "line", or "step" for plus and minus."""
        return ""

    def word(self, reaction: Reaction) -> str:
        """Return what is said first of what followed; without it the verdict stands by the rule."""
        return ""

    def did(self, reactions: Sequence[Reaction]) -> str:
        """Return what was done, as HTML; what followed stands below it."""
        return f'<p class="shequ-stage-did">你：<strong>{escape(reactions[0].did)}</strong></p>'

    def mistaken(self, story: T) -> Iterable[str]:
        """Return the rules that were got wrong, one as often as it was."""
        return (each.rule for each in story.reactions if each.verdict == BAD and each.rule)

    def folds(self, story: T) -> Sequence[tuple[str, str]]:
        """Return what can be opened below the stage: its label, and HTML."""
        return rules_met(story)

    def paper(self, story: T) -> str:
        """Return what can be taken away on paper after the end, as HTML."""
        assert story.ending is not None
        told = f"<p>{escape(story.ending.title)}。{escape(story.ending.text)}</p>"
        rules = escape("；".join(_rules(story)))
        return f"{told}{takeaways(story.ending)}<p><small>{rules}</small></p>"

    @property
    def closed(self) -> bool:
        """Whether the ending is shown: the tale has one, and what led to it has been read."""
        return self.story.ending is not None and not self.reading

    # --- what a person does ---

    def press(self, key: str, ticks: Sequence[str] = ()) -> None:
        """Press a button of the page; one that the page does not have does nothing.

        Args:
            key: Of the button.
            ticks: What is ticked of a list beside it.
        """
        buttons = [button["key"] for button in (*self._moves(), *self._tools())]
        if key not in buttons:
            return
        if key == PAPER:
            self.widget.send(localise_all({"print": self._printed()}))
            return
        self.again_at_once = False
        if key == ON:
            self.reading = False
        elif key == UNDO:
            kept = len(self.story.moves_made) - self.steps.pop()
            self.ticked = self.story.moves_made[kept:]
            self.story = replay(partial(self.make, self.seed), self.story.moves_made[:kept])
            self.reading = False
        elif key in (AGAIN, OTHER):
            self.seed += key == OTHER
            self.story, self.reading, self.round = self.make(self.seed), False, self._fresh_round()
            self.steps, self.ticked = [], []
        else:
            before, scene = len(self.story.reactions), self.story.scene()
            assert scene is not None
            self.step, self.matter = scene.phase, scene.matter
            self.round.move()
            made = [move.key for move in scene.moves if move.tick and move.key in ticks and move.key != key]
            for each in (*made, key):
                self.story.do(each)
            self.steps.append(len(made) + 1)
            self.ticked = []
            self.again_at_once = key in self.often and _same(scene, self.story.scene())
            self.reading = len(self.story.reactions) > before and not self.again_at_once
        if self.closed:
            self.round.end(Counter(rule.rstrip("。") for rule in self.mistaken(self.story)))
        self._paint()

    def _fresh_round(self) -> Round:
        return Round(type(self).__module__.split(".")[-2], self.title)

    def _receive(self, _: object, content: object, __: object) -> None:
        """Do what the page asks for; what answers an older page or makes no sense is dropped."""
        match content:
            case {"press": str(key), "turn": int(turn), "ticks": [*ticks]} if turn == self.turn:
                self.press(key, ticks)
            case {"press": str(key), "turn": int(turn)} if turn == self.turn:
                self.press(key)

    # --- the page ---

    def _moves(self) -> list[dict[str, str]]:
        if self.reading:
            return [_button(ON, "看结局" if self.story.ending else "接着走", "main")]
        scene = self.story.scene()
        if scene is None:
            return [_button(PAPER, "打印带走的话", "main"), _button(AGAIN, self.again, "")]
        leading = [move for move in scene.moves if not move.tick]
        return [
            _button(move.key, move.label, self._kind(move, alone=len(leading) == 1)) for move in scene.moves
        ]

    def _kind(self, move: Move, *, alone: bool) -> str:
        if move.tick:
            return "ticked" if move.key in self.ticked else "tick"
        if alone:
            return "main"
        return "last" if move.last else self.kind(move.key)

    def _tools(self) -> list[dict[str, str]]:
        tools = [{"key": UNDO, "label": "退一步"}] if self.story.moves_made else []
        sure = frame.sure("走过的都不要了？")
        if self.closed:
            sure = {}  # nothing is lost
        if self.story.moves_made:
            tools.append({"key": AGAIN, "label": "重来", **sure})
        return [*tools, {"key": OTHER, "label": self.another, **(sure if self.story.moves_made else {})}]

    def _paint(self) -> None:
        self.turn += 1
        story, scene = self.story, self.story.scene()
        told = lead = question = ""
        if self.reading:
            lead, told = slip(self.matter), self._told(story.latest())
        elif story.ending:
            told, self.step = self._ended(story.ending), len(story.phases)
        elif scene:
            self.step = scene.phase
            lead, question = self.lead(scene), scene.question
            told = self._told(story.latest()) if self.again_at_once else ""
        moves = self._moves()
        self.page = {
            "turn": self.turn,
            "title": self.title,
            "above": self.above,
            "often": any(move["key"] in self.often for move in moves),
            "progress": self.progress(story),
            "picture": self.picture(story),
            "lead": lead,
            "question": question,
            "told": told,
            "group": "接下来",
            "moves": moves,
            "folds": [{"label": label, "page": html} for label, html in self.folds(story)],
            "toolsLabel": "退回或者重来",
            "tools": self._tools(),
            "count": f"走了 {len(self.steps)} 步",
        }
        if "widget" in vars(self):
            self.widget.page = localise_all(self.page)

    def _told(self, reactions: Sequence[Reaction]) -> str:
        return self.did(reactions) + "".join(self._reaction(reaction) for reaction in reactions)

    def _reaction(self, reaction: Reaction) -> str:
        """Return what followed, and then the rule: people first see what comes of it."""
        verdict, css_class = VERDICTS[reaction.verdict]
        word, rule = self.word(reaction), reaction.rule.rstrip("。")
        first = f"{_strong(word, css_class)} " if word else ""
        then = f"<p>{_strong(verdict, css_class)}</p>" if rule and not word else ""
        if rule:
            then += f'<p class="shequ-stage-rule">{escape(self.cited(rule))}。</p>'
        return _follows(reaction.verdict, f"<p>{first}{escape(reaction.text)}</p>{then}{found(reaction)}")

    def cited(self, rule: str) -> str:
        """Return a rule with where it comes from."""
        return f"{self.source}：{rule}"

    def _ended(self, ending: Ending) -> str:
        head = _strong(f"{ENDINGS[ending.verdict]}：{ending.title}", VERDICTS[ending.verdict][1])
        told = f"<p>{head}</p><p>{escape(ending.text)}</p><p>{escape(ending.why)}</p>"
        remember = f"<p><strong>记住</strong> {escape(self.takeaway)}</p>" if self.takeaway else ""
        return _follows(ending.verdict, told) + takeaways(ending) + remember

    def _printed(self) -> dict[str, str]:
        """Return the paper as a page of its own, for the printer."""
        head = escape(self.title)
        return {
            "title": head,
            "page": f'<!doctype html><html lang="zh"><meta charset="utf-8"><title>{head}</title>'
            f"<style>{_PRINTED}</style><h1>{head}</h1>{self.paper(self.story)}</html>",
        }


def _same(before: Scene, after: Scene | None) -> bool:
    """Return whether the same can be done again."""
    return after is not None and after.key == before.key and after.moves == before.moves


def takeaways(ending: Ending) -> str:
    """Return what to take away, as HTML."""
    return f"<p><strong>带走这几句</strong></p>{_listed(ending.takeaways)}"


def says(name: str, text: str) -> str:
    """Return what somebody says, as HTML of a bubble."""
    return f'<div class="shequ-stage-say"><strong>{escape(name)}</strong>{escape(text)}</div>'


def slip(text: str) -> str:
    """Return the paper that a question is about, as HTML; its lines stay lines."""
    lines = "<br>".join(escape(line) for line in text.splitlines())
    return f'<div class="shequ-stage-slip">{lines}</div>' if lines else ""


def way(items: Iterable[str], now: int, label: str) -> str:
    """Return the places or steps of a tale in a row, as HTML.

    Args:
        items: HTML of each.
        now: Number of the one where the tale stands.
        label: What they are.
    """
    listed = "".join(
        f"<li{' aria-current=step' if number == now else ''}>{item}</li>" for number, item in enumerate(items)
    )
    return f'<ol class="shequ-stage-way" aria-label="{escape(label)}">{listed}</ol>'


def reviewed(rows: Iterable[tuple[str, tuple[str, str, str], str, str]]) -> str:
    """Return what was decided, one thing after the other, as HTML.

    Args:
        rows: Of each thing its name; a sign, a word and a CSS class for how it was decided; what was decided,
            as HTML; the rule.
    """
    listed = "".join(
        f'<li><strong>{escape(name)}</strong> <span class="{css_class}">{sign} {word}</span><br>'
        f"你：{decided}<br>规则：{escape(rule)}。</li>"
        for name, (sign, word, css_class), decided, rule in rows
    )
    return f"<ol>{listed}</ol>"


def rules_met(story: Tale) -> list[tuple[str, str]]:
    """Return the fold with the rules that were quoted so far."""
    rules = _rules(story)
    return [("翻一翻：见过的规则", _listed(f"{rule}。" for rule in rules))] if rules else []


def _rules(story: Tale) -> list[str]:
    return list(dict.fromkeys(each.rule.rstrip("。") for each in story.reactions if each.rule))


def _listed(lines: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{escape(line)}</li>' for line in lines)}</ul>"


def _strong(word: str, css_class: str) -> str:
    return f'<strong class="{css_class}">{escape(word)}</strong>'


def _follows(verdict: str, html: str) -> str:
    return f'<div class="shequ-stage-follows" data-verdict="{verdict}">{html}</div>'


def _button(key: str, label: str, kind: str) -> dict[str, str]:
    return {"key": key, "label": label, "kind": kind}
