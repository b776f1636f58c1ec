"""The widgets of a tale told in scenes: where it stands, what just followed, and a button for each move."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from html import escape
from typing import Any

from shequ_lib.event_log import VIOLATION, Finding
from shequ_lib.play import frame, style
from shequ_lib.play.parts.page import Page, framed, row
from shequ_lib.play.parts.part import Box, Button, Html
from shequ_lib.play.scene.model import BAD, GOOD, NOTE, PLAIN, Ending, Reaction, Scene, Story, Tale, replay

VERDICTS = {
    GOOD: ("✓ 妥当", "shequ-good"),
    BAD: ("✗ 不妥", "shequ-bad"),
    NOTE: ("△ 留意", "shequ-warn"),
    PLAIN: ("● 记下", ""),
}
ENDINGS = {GOOD: "圆满的结局", BAD: "不好的结局", NOTE: "还过得去的结局"}
BUTTONS = 12  # more than any scene has moves
STEP = 6  # characters of a label; moves with no longer ones stand in pairs

CSS = """
.shequ-scene .shequ-move { width: 100%; margin: 0; text-align: left; white-space: normal; line-height: 1.5;
  padding: 5px 12px; overflow-wrap: anywhere; display: block; }
.shequ-scene .jupyter-button { min-height: 44px; }
.shequ-scene .shequ-pairs { display: grid !important; grid-template-columns: 1fr 1fr; }
.shequ-scene .shequ-pairs .shequ-step { text-align: center; font-size: 1.1em; }
.shequ-scene .shequ-pairs .shequ-move:not(.shequ-step) { grid-column: 1 / 3; }
.shequ-scene .shequ-buttons { overflow: visible; padding: 2px; }
.shequ-scene .shequ-moves { gap: 6px; overflow: visible; padding: 2px; }
.shequ-phases { display: flex; flex-flow: row wrap; gap: 2px 14px; list-style: none; padding: 0;
  margin: 2px 0; }
.shequ-phases li { border-bottom: 4px solid transparent; }
.shequ-phases li[aria-current] { font-weight: bold; border-bottom-color: var(--jp-brand-color1, #1976d2); }
.shequ-cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(10.5em, 1fr)); gap: 6px;
  list-style: none; padding: 0; margin: 4px 0; }
.shequ-cards li { border: 1px solid var(--jp-border-color1, #999); border-radius: 6px; padding: 5px 8px;
  line-height: 1.5; }
.shequ-cards li.shequ-vacant { border-style: dashed; }
.shequ-cards li.shequ-loud { border: 2px solid var(--jp-brand-color1, #1976d2); }
"""


class SceneView:
    """Plays a tale: each button is a move; one step back, from the beginning, or another tale.

    What was left for a new beginning comes back by steps back, too; a double click counts once.

    Args:
        title: What it is, in a few words.
        make: Gives a fresh tale for a seed.
        panel: Gives the HTML of the picture of a tale.
        another: What the button for another tale says.
        takeaway: What to remember, one line.
        seed: Seed of the first tale.
        review: Gives the HTML of what was done, for the end; each step of the procedure if None.
    """

    def __init__(
        self,
        *,
        title: str,
        make: Callable[[int], Tale],
        panel: Callable[[Any], str],
        another: str,
        takeaway: str,
        seed: int,
        review: Callable[[Any], str] | None = None,
    ) -> None:
        self.make, self.panel, self.seed = make, panel, seed
        self.review: Callable[[Any], str] = review or _reviewed
        self.story = make(seed)
        self._left: list[tuple[int, list[str]]] = []  # seed and moves of tales that were given up
        self.settling = frame.Settling()
        self.phases, self.place, self.picture = Html(), Html(), Html()
        self.reaction, self.question = Html(), Html()
        # The buttons stay; only what they say changes. So the focus stays in place, too.
        self.buttons = [
            Button("", "", partial(self._pressed, number), "shequ-move") for number in range(BUTTONS)
        ]
        self.moves = Box(*self.buttons, css_class="shequ-moves")
        self.undo = Button("退一步", "收回刚才的做法，换一种试试", self.back)
        self.another = Button(another, "从头开始另外一个", self.other)
        self.count = Html()
        parts = [
            self.phases,
            row(self.undo, self.another, self.count),
            self.place,
            self.picture,
            self.reaction,
            self.question,
            self.moves,
        ]
        self._paint()
        self._say_count()
        framing = framed(title, parts, self.restart, takeaway, css=CSS)
        self.widget = Page(*framing, css_class="shequ-play shequ-scene").widget

    def restart(self, *_: object) -> None:
        """Start the same tale again; a step back leads to where it was left."""
        self._begin(self.seed)

    def other(self, *_: object) -> None:
        """Start another tale; a step back leads to the one before."""
        self._begin(self.seed + 1)

    def back(self, *_: object) -> None:
        """Take the last move back, or the new beginning."""
        moves = self.story.moves_made
        if not moves and not self._left:
            return
        if moves:
            moves = moves[:-1]
        else:
            self.seed, moves = self._left.pop()
        self.story = replay(partial(self.make, self.seed), moves)
        self._answer()

    def _begin(self, seed: int) -> None:
        if self.story.moves_made or seed != self.seed:
            self._left.append((self.seed, list(self.story.moves_made)))
        self.seed, self.story = seed, self.make(seed)
        self._answer()

    def _pressed(self, number: int, *_: object) -> None:
        scene = self.story.scene()
        if self.settling.on or scene is None or number >= len(scene.moves):
            return  # a second click, or one on a button that is about to disappear
        self.story.do(scene.moves[number].key)
        self._answer(_next_move(scene, self.story.scene(), number))

    def _answer(self, next_move: int = 0) -> None:
        """Show what followed, take the focus to the next move, and say last how far it has come."""
        self._paint()
        (self.buttons[next_move] if self.story.ending is None else self.undo).focus()
        self._say_count()
        self.settling.begin()

    def _say_count(self) -> None:
        self.count.value = f"走了 {len(self.story.moves_made)} 步"

    def _paint(self) -> None:
        story, scene = self.story, self.story.scene()
        self.phases.value = _phases(story.phases, scene.phase if scene else None)
        style.put(self.place, f"<div>{escape(scene.text)}</div>" if scene else "")
        style.put(self.picture, self.panel(story))
        ending = _ending(story.ending, self.review(story)) if story.ending else ""
        style.put(self.reaction, _reactions(story, ending))
        style.put(self.question, _question(scene) if scene else "")
        made = scene.moves if scene else ()
        steps = bool(made) and all(move.last or len(move.label) <= STEP for move in made)
        style.mark(self.moves, "shequ-pairs", steps)
        for number, button in enumerate(self.buttons):
            used = number < len(made)
            button.description = made[number].label if used else ""
            style.mark(button, "shequ-step", steps and used and not made[number].last)
            button.shown = used
        self.undo.disabled = not story.moves_made and not self._left


def _next_move(before: Scene, after: Scene | None, made: int) -> int:
    """Return the move that the focus goes to: the same if it can be made again at once, else the first."""
    again = (
        after is not None
        and before.key == after.key
        and after.moves[made : made + 1] == (before.moves[made],)
    )
    return made if again else 0


def _phases(names: tuple[str, ...], now: int | None) -> str:
    items = "".join(
        f"<li{' aria-current=step' if number == now else ''}>{number + 1} {escape(name)}</li>"
        for number, name in enumerate(names)
    )
    return f'<ol class="shequ-phases" aria-label="走到哪一步">{items}</ol>'


def _question(scene: Scene) -> str:
    matter = f"<p>{escape(scene.matter)}</p>" if scene.matter else ""
    return f"{matter}<strong>{escape(scene.question)}</strong>"


def _reactions(story: Tale, ending: str) -> str:
    """Return what followed from the last move, announced; and what was done before, folded."""
    latest = "".join(_reaction(reaction) for reaction in story.latest())
    if latest:
        latest = f"<p>你：<strong>{escape(story.latest()[0].did)}</strong></p>{latest}"
    return (
        f"<details><summary>前面的经过</summary>{so_far(story)}</details>"
        f'<div role="status" aria-live="polite">{latest}{ending}</div>'
        if latest
        else ""
    )


def so_far(story: Tale) -> str:
    """Return how the tale began and what followed from each move before the last, as HTML."""
    earlier = story.reactions[: len(story.reactions) - len(story.latest())]
    listed = "".join(
        f'<li><span class="{VERDICTS[r.verdict][1]}">{VERDICTS[r.verdict][0]}</span> '
        f"{escape(r.did)}<br>{escape(r.text)}</li>"
        for r in earlier
    )
    return f"<p>{escape(story.beginning)}</p>" + (f"<ol>{listed}</ol>" if listed else "")


def _reaction(reaction: Reaction) -> str:
    word, css_class = VERDICTS[reaction.verdict]
    rule = f'<p class="shequ-rule">规则：{escape(reaction.rule.rstrip("。"))}。</p>' if reaction.rule else ""
    return (
        f'<div class="shequ-reaction"><p><strong class="{css_class}">{word}</strong> '
        f"{escape(reaction.text)}</p>{rule}{found(reaction)}</div>"
    )


def found(reaction: Reaction) -> str:
    """Return what the step that is now over breaks, as HTML."""
    listed = "".join(_finding(finding) for finding in reaction.findings)
    return f"<p>这一步留下的问题：</p><ul>{listed}</ul>" if listed else ""


def _finding(finding: Finding) -> str:
    word, css_class = ("违反规定", "shequ-bad") if finding.level == VIOLATION else ("提醒", "shequ-warn")
    rule = escape(finding.rule.rstrip("。"))
    return f'<li><strong class="{css_class}">{word}</strong> {escape(finding.message)}<br>规则：{rule}。</li>'


def _reviewed(story: Story) -> str:
    return f"<p><strong>按程序对一对</strong></p>{procedure(story)}"


def procedure(story: Story) -> str:
    """Return each step of the procedure beside what was done, as HTML."""
    steps = ""
    for each in story.review():
        mark, mark_class = ("✓ 做到了", "shequ-good") if each.done else ("— 没有走到", "")
        if each.findings:
            bad = any(finding.level == VIOLATION for finding in each.findings)
            mark, mark_class = ("✗ 有问题", "shequ-bad") if bad else ("△ 有提醒", "shequ-warn")
        done = f"<br>记录：{escape(each.done)}" if each.done else ""
        listed = "".join(_finding(finding) for finding in each.findings)
        steps += (
            f'<li><strong>{escape(each.name)}</strong> <span class="{mark_class}">{mark}</span>{done}'
            f"<br>规则：{escape(each.rule.rstrip('。'))}。{f'<ul>{listed}</ul>' if listed else ''}</li>"
        )
    return f"<ol>{steps}</ol>"


def _ending(ending: Ending, review: str) -> str:
    css_class = VERDICTS[ending.verdict][1]
    lines = "".join(f"<li>{escape(line)}</li>" for line in ending.takeaways)
    return (
        f'<div class="shequ-ending"><p><strong class="{css_class}">{ENDINGS[ending.verdict]}：'
        f"{escape(ending.title)}</strong></p><p>{escape(ending.text)}</p>"
        f"<p><strong>为什么</strong> {escape(ending.why)}</p>{review}"
        f"<p><strong>带走这几句</strong></p><ul>{lines}</ul></div>"
    )
