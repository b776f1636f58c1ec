"""A round of who stands where: in each scene who acts, on whom, and by which word. No widgets, no own rule.

What holds between two organisations is asked of the model; the rounds, which are the course's own, stand in
the cases. A wrong word earns a hint, twice; then comes the answer, and the scene again at the round's end.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from shequ_lib.play import case_file
from shequ_lib.play.relations.model import (
    BOTH,
    FORTH,
    GENERAL,
    KINDS,
    NOTHING,
    RIGHT,
    TURNED,
    WRONG,
    Line,
    Relations,
    Statement,
)
from shequ_lib.play.scene.model import BAD, GOOD, NOTE, Ending, Move, Scene, Tale
from shequ_lib.rulebook import Rulebook

ROUNDS: list[dict[str, Any]] = case_file.read(__file__)["round"]
CHAPTERS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四")
HINT = "hint"
HINTS = 2  # of a scene; then comes the answer
WHO, WHOM, WORD = "who", "whom", "word"  # what is asked


def rounds(chapter: int) -> list[dict[str, Any]]:
    """Return all rounds, those of a chapter first."""
    return sorted(ROUNDS, key=lambda one: one["chapter"] != chapter)


class Standing(Tale):
    """One round.

    Args:
        case: The round, one of ROUNDS.
        rulebook: The active one if None.

    Attributes:
        relations: What holds between the organisations, and what of it was found.
        left: The lines that are still asked for, the present one first.
        chosen: The organisations that were named for the present scene.
        slips: The lines that needed a hint, an answer or a second word.
        missed: What the material says where a wrong word was said, one as often as it was.
    """

    def __init__(self, case: dict[str, Any], *, rulebook: Rulebook | None = None) -> None:
        self.case = case
        self.relations = Relations(rulebook=rulebook)
        self.bodies = list(case["places"])
        self.left: list[str] = list(case["lines"])
        self.chosen: list[str] = []
        self.slips: set[str] = set()
        self.missed: list[str] = []
        self.apart = False  # whether the pair of which nothing is said was asked for
        self._helped = 0  # wrong words and hints of the present scene
        self._asked = self.left[0]  # the line that the last word was about; "" for the pair
        super().__init__(f"relations/{case['key']}", ["场面"] * (len(self.left) + 1), case["name"], 0)

    def first(self) -> Scene:
        """What is asked now."""
        if not self.left:
            return self._pair()
        line, phase = self.line, len(self.case["lines"]) - len(self.left)
        if len(self.chosen) < 2:
            asked, question = (WHOM, "做给谁？") if self.chosen else (WHO, "是谁在做？")
            text = f"{self._name(self.chosen[0])}在做。" if self.chosen else ""
            moves = [
                Move(key, self._name(key), partial(self._name_one, key))
                for key in self.bodies
                if key not in self.chosen
            ]
        else:
            first, second = map(self._name, self.chosen)
            asked, question, text = WORD, f"{first}对{second}，是什么关系？", ""
            moves = list(self._words())
        hint = Move(HINT, "看答案" if self._helped >= HINTS else "给个提示", self._hint, last=True)
        key = f"{line.key}/{asked}"
        return Scene(key, phase, text, question, (*moves, hint), in_order=True, matter=line.scene)

    @property
    def line(self) -> Line:
        """The line that the present scene shows."""
        return self.relations.lines[self.left[0]]

    @property
    def found(self) -> list[Line]:
        """The lines of the round that are found."""
        return [self.relations.lines[key] for key in self.case["lines"] if key not in self.left]

    @property
    def shown(self) -> str:
        """The line that the last word was about; empty for the pair of which nothing is said."""
        return self._asked

    def _pair(self) -> Scene:
        first, second = map(self._name, self.case["apart"])
        return Scene(
            "apart",
            len(self.case["lines"]),
            f"图上还有两家没有连线：{first}、{second}。",
            f"{first}和{second}之间，材料讲的是什么关系？",
            self._words(),
            in_order=True,
        )

    def _words(self) -> tuple[Move, ...]:
        names = [(kind.key, kind.name) for kind in KINDS] + [(NOTHING, "材料没有讲")]
        return tuple(Move(key, name, partial(self._say, key)) for key, name in names)

    def _name(self, key: str) -> str:
        return self.relations.bodies[key].brief

    def _name_one(self, key: str) -> None:
        self._asked = self.line.key
        self.chosen.append(key)
        if len(self.chosen) == 2 and set(self.chosen) != {self.line.start, self.line.end}:
            first, second = map(self._name, self.chosen)
            self._slip()
            text = f"你点的是{first}和{second}。这个场面里出场的不是这两家，再读一读：谁在做，做给谁？"
            self.react(NOTE, text)

    def _slip(self) -> None:
        self.slips.add(self.line.key)
        self.chosen = []

    def _say(self, word: str) -> None:
        if not self.left:
            self._say_apart(word)
            return
        line, (first, second) = self.line, self.chosen
        self._asked = line.key
        mutual = any(kind.key == word for kind in KINDS) and line.mutual and word in line.kinds
        answer = self.relations.guess(first, second, BOTH if mutual else FORTH, word)
        if answer.result == WRONG:  # what follows from a general sentence may hold both ways
            both = self.relations.guess(first, second, BOTH, word)
            answer = both if both.result == GENERAL else answer
        if answer.right and line in answer.lines:
            said = f"{self.relations.in_words(line)}。箭头画上了。"
            self.react(GOOD, said, "；".join(map(_cited, line.statements)))
            self._next(found=True)
        elif answer.right:
            self._slip()
            self.react(NOTE, f"{answer.guess}：这样说不算错，可是场面里的不是这一条。再读一读，谁在做？")
        elif answer.result == TURNED:
            self._slip()
            self.react(NOTE, answer.text)
        else:
            self.missed.append("；".join(map(_cited, line.statements)))
            meaning = next((f"{kind.meaning}。" for kind in KINDS if kind.key == word), "")
            self._help(f"材料里不是这样说的。{meaning}" if meaning else "材料讲到了这两家。", BAD)

    def _hint(self) -> None:
        self._asked = self.line.key
        self._help("", NOTE)

    def _help(self, said: str, verdict: str) -> None:
        """Say more than before: the two, what one does to the other, at last the answer."""
        line = self.line
        start, end = self._name(line.start), self._name(line.end)
        self._helped += 1
        self.slips.add(line.key)
        if len(self.chosen) < 2 and self._helped == 1:
            self.chosen = []
            self.react(verdict, f"{said}出场的是{start}和{end}。谁在做，做给谁？")
        elif self._helped <= HINTS:
            meant = next(kind for kind in KINDS if kind.key == line.kinds[0])
            doing = meant.meaning.partition("是")[2]
            self.chosen = [line.start, line.end]
            both = f"{start}和{end}，双方" if line.mutual else f"{start}对{end}，"
            self.react(verdict, f"{said}提示：{both}{doing}。哪个词？")
        else:
            text = f"{said}答案：{self.relations.in_words(line)}。这个场面，一会儿再来一次。"
            self.react(verdict, text, "；".join(map(_cited, line.statements)))
            self._next(found=False)

    def _next(self, *, found: bool) -> None:
        key = self.left.pop(0)
        if not found:
            self.left.append(key)
        elif self._helped:
            self.slips.add(key)
        self.chosen, self._helped = [], 0

    def _say_apart(self, word: str) -> None:
        first, second = self.case["apart"]
        self._asked = ""
        answer = self.relations.guess(first, second, FORTH, word)
        pair = self.relations.between(first, second)
        rule = "；".join(_cited(remark.statement) for remark in pair.remarks)
        nothing = "材料没有讲这两家之间是什么关系，就不要硬编一个。"
        if answer.result == RIGHT:
            self.react(GOOD, nothing, rule)
        elif answer.result == GENERAL:
            self.react(NOTE, answer.text, rule)
        else:
            self.slips.add("")
            self.missed += [rule] if rule else []
            self.react(BAD, answer.text, rule)
        self.ending = self._ending()

    def _ending(self) -> Ending:
        asked = len(self.case["lines"]) + 1
        at_once = asked - len(self.slips)
        clean = not self.slips
        takeaways = self.relations.takeaways()
        return Ending(
            "clean" if clean else "drawn",
            GOOD if clean else NOTE,
            "一次就全说对了" if clean else "箭头都画上了",
            f"“{self.case['name']}”这一轮，{asked} 问里有 {at_once} 问一次就说对。",
            "说关系要说两样：是什么关系，谁对谁。",
            tuple(takeaways[key] for key in self.case["remember"]),
        )


def chapter_name(number: int) -> str:
    """Return a chapter by its number, in Chinese."""
    return f"第{CHAPTERS[number - 1]}章"


def _cited(statement: Statement) -> str:
    return f"{statement.text}（{chapter_name(statement.chapter)}）"
