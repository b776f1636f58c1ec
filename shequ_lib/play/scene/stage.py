"""The stage of a tale: a picture, and one card with what is to be decided, what followed and by which rule.

Each move is answered on the card and stays there until the trainee goes on; so what followed is read before
the next question comes, and no click can answer two of them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from html import escape
from typing import Any

from shequ_lib.play import frame
from shequ_lib.play.picture import picture_class
from shequ_lib.play.scene.model import Ending, Reaction, Tale, replay
from shequ_lib.play.scene.view import ENDINGS, VERDICTS
from shequ_lib.play.style import Widget
from shequ_lib.script import localise_all

PAPER = (
    '<!doctype html><html lang="zh"><meta charset="utf-8"><title>{title}</title>'
    "<style>body{{font:15pt/1.8 serif;margin:2em}}h1{{font-size:18pt}}small{{color:#444}}</style>"
    "<h1>{title}</h1><p>{ending}</p><ul>{lines}</ul><p><small>{rules}</small></p></html>"
)


class StageView:
    """Plays a tale on a stage.

    Args:
        title: What it is, in a few words.
        make: Gives a fresh tale for a seed.
        picture: Gives the SVG of a tale; with what happened last, if that is what is shown.
        panel: Gives the HTML that says how far it has come.
        another: What the button for another tale says.
        takeaway: What to remember, one line; shown at the end.
        seed: Seed of the first tale.
        review: Gives the HTML of what was done, for the end.
    """

    def __init__(
        self,
        *,
        title: str,
        make: Callable[[int], Tale],
        picture: Callable[[Any, bool], str],
        panel: Callable[[Any, bool], str],
        another: str,
        takeaway: str,
        seed: int,
        review: Callable[[Any], str],
    ) -> None:
        self.title, self.make, self.seed = title, make, seed
        self.picture, self.panel, self.review, self.another = picture, panel, review, another
        self.tale = make(seed)
        self.told = False  # what followed the last move is shown
        self.paper = ""  # what that move was about
        self.asking = False  # whether to begin anew
        self.step = 0  # of what is shown; what was pressed on an earlier one comes too late
        self.stage = picture_class(__file__, "stage", dicts=("stage",))()
        self.stage.on_msg(self._receive)
        self.widget: Widget = frame.frame(title, [self.stage], self.restart, takeaway)
        self.widget.add_class("shequ-staged")
        self.takeaway: Widget = self.widget.children[-1]
        self._show()

    def restart(self, *_: object) -> None:
        """Begin the same tale anew; ask first while there is something to lose."""
        if self.tale.moves_made and not self._ended():
            self.asking = True
        else:
            self._begin(self.seed)
        self._show()
        self.stage.send({"focus": True})

    def move(self, key: str) -> None:
        """Make a move of the scene that is shown."""
        scene = self.tale.scene()
        self.paper = scene.matter if scene else ""
        self.tale.do(key)
        self.told = True
        self._show()

    def press(self, name: str) -> None:
        """Do what a button of the stage says, if it is there now."""
        match name:
            case "next" if self.told:
                self.told = False
            case "stay" if self.asking:
                self.asking = False
            case "again" if self.asking:
                self._begin(self.seed)
            case "back" if self.tale.moves_made:
                self.tale = replay(partial(self.make, self.seed), self.tale.moves_made[:-1])
                self.told = False
            case "other":
                self._begin(self.seed + 1)
            case _:
                return
        self._show()

    def _begin(self, seed: int) -> None:
        self.seed, self.tale = seed, self.make(seed)
        self.told = self.asking = False

    def _ended(self) -> bool:
        return self.tale.ending is not None and not self.told

    def _receive(self, _: object, content: object, __: object) -> None:
        """Do what was pressed; what makes no sense, or was pressed on an earlier card, is dropped."""
        match content:
            case {"move": str(key), "step": self.step} if not self.told and not self.asking:
                scene = self.tale.scene()
                if scene is not None and key in [move.key for move in scene.moves]:
                    self.move(key)
            case {"press": str(name), "step": self.step}:
                self.press(name)

    def _show(self) -> None:
        self.step += 1
        self.stage.stage = localise_all(self._drawn())
        # What to remember would tell the rule before it is played for.
        self.takeaway.layout.display = "" if self._ended() else "none"

    def _drawn(self) -> dict[str, Any]:
        tale, scene = self.tale, None if self.told else self.tale.scene()
        ending = tale.ending if self._ended() else None
        answers = [[move.key, move.label] for move in scene.moves] if scene and not self.asking else []
        matter = _matter(scene.text, scene.matter) if scene else _matter("", self.paper if self.told else "")
        said = ""
        if self.told:
            said = _told(tale.latest())
        elif ending:
            said = _ending(ending, self.review(tale))
        return {
            "step": self.step,
            "picture": self.picture(tale, self.told),
            "panel": self.panel(tale, self.told),
            "matter": matter,
            "question": scene.question if scene else "",
            "group": self.title,
            "answers": answers,
            "said": said,
            "next": ("看结局" if tale.ending else "继续") if self.told and not self.asking else "",
            "ask": ["已经走了一段。真的从头来？", "从头来", "接着走"] if self.asking else [],
            "tools": self._tools(ending),
            "rules": ["翻一翻：见过的规则", _rules(tale)],
            "paper": _paper(self.title, ending, tale) if ending else "",
        }

    def _tools(self, ending: Ending | None) -> list[list[str]]:
        if self.asking:
            return []
        tools = [["print", "打印这张小条"]] if ending else []
        if self.tale.moves_made:
            tools.append(["back", "退一步"])
        if ending or not self.tale.moves_made:
            tools.append(["other", self.another])
        return tools


def _matter(text: str, matter: str) -> str:
    """Return what is going on, a paragraph a line, and the paper that the question is about."""
    told = "".join(f"<p>{escape(line)}</p>" for line in text.splitlines())
    paper = "<br>".join(escape(line) for line in matter.splitlines())
    return told + (f'<div class="shequ-stage-paper">{paper}</div>' if paper else "")


def _told(reactions: tuple[Reaction, ...]) -> str:
    did = f"<p>你：<strong>{escape(reactions[0].did)}</strong></p>" if reactions else ""
    return did + "".join(_reaction(reaction) for reaction in reactions)


def _reaction(reaction: Reaction) -> str:
    word, css_class = VERDICTS[reaction.verdict]
    rule = f'<p class="shequ-rule">规则：{escape(reaction.rule.rstrip("。"))}。</p>' if reaction.rule else ""
    return (
        f'<p>{escape(reaction.text)}</p><p><strong class="{css_class}">{word}</strong></p>{rule}'
        if rule
        else f"<p>{escape(reaction.text)}</p>"
    )


def _ending(ending: Ending, review: str) -> str:
    css_class = VERDICTS[ending.verdict][1]
    return (
        f'<p><strong class="{css_class}">{ENDINGS[ending.verdict]}：{escape(ending.title)}</strong></p>'
        f"<p>{escape(ending.text)}</p><p>{escape(ending.why)}</p>{review}"
        f"<p><strong>带走这几句</strong></p><ul>{_listed(ending.takeaways)}</ul>"
    )


def _rules(tale: Tale) -> str:
    rules = dict.fromkeys(reaction.rule for reaction in tale.reactions if reaction.rule)
    return f"<ul>{_listed(tuple(rules))}</ul>" if rules else ""


def _listed(lines: tuple[str, ...]) -> str:
    return "".join(f"<li>{escape(line)}</li>" for line in lines)


def _paper(title: str, ending: Ending, tale: Tale) -> str:
    rules = dict.fromkeys(reaction.rule.rstrip("。") for reaction in tale.reactions if reaction.rule)
    return PAPER.format(
        title=escape(title),
        ending=escape(f"{ending.title}。{ending.text}"),
        lines=_listed(ending.takeaways),
        rules=escape("；".join(rules)),
    )
