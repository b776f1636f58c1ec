"""Who stands where, without the picture: what holds between two organisations, and guessing it.

Every statement is the rulebook's (objectives 5.1 to 5.7 and 10.2 to 10.5; some of chapters 3, 4). Where it
says nothing of two organisations, so does the model. The words to guess with are those of objective 5.7; that
one word is enough where the rulebook has several is a convention of the game.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from shequ_lib import rulebook as rulebooks
from shequ_lib.errors import ShequError, shown
from shequ_lib.play import case_file
from shequ_lib.rulebook import Rulebook

NOTHING = "nothing"  # the word for: the material says nothing of these two
FORTH, BACK, BOTH = "forth", "back", "both"  # from the first to the second, the other way, mutual
WAYS = (FORTH, BACK, BOTH)
# How a guess turned out.
FOUND, AGAIN, RIGHT, GENERAL, TURNED, WRONG = "found", "again", "right", "general", "turned", "wrong"
_FILE = case_file.read(__file__)


@dataclass(frozen=True)
class Kind:
    """A word to guess with.

    Attributes:
        key: Its key, such as "lead".
        name: What its button says.
        meaning: What the word means.
    """

    key: str
    name: str
    meaning: str


KINDS = tuple(Kind(**kind) for kind in _FILE["kind"])


@dataclass(frozen=True)
class Body:
    """An organisation.

    Attributes:
        key: Its key, such as "committee".
        name: Its full name.
        short: Its name in the picture, in lines.
        role: What it is; empty where the rulebook does not say.
    """

    key: str
    name: str
    short: tuple[str, ...]
    role: str

    @property
    def brief(self) -> str:
        """Its short name on one line."""
        return "".join(self.short)


@dataclass(frozen=True)
class Statement:
    """What the rulebook says.

    Attributes:
        word: The relation in a word or a few.
        text: The statement in one line of Chinese.
        chapter: The chapter that teaches it.
        objective: Its first objective.
    """

    word: str
    text: str
    chapter: int
    objective: str


@dataclass(frozen=True)
class Line:
    """All that holds from one organisation to another: one arrow of the picture.

    Attributes:
        key: Its key.
        start: Key of the organisation that acts.
        end: Key of the organisation that it acts on.
        mutual: Whether it holds both ways.
        kinds: Words that name it rightly.
        label: The words at its arrow.
        statements: What the rulebook says, the main one first.
        scene: Something in which it can be seen.
    """

    key: str
    start: str
    end: str
    mutual: bool
    kinds: tuple[str, ...]
    label: tuple[str, ...]
    statements: tuple[Statement, ...]
    scene: str

    def way(self, first: str) -> str:
        """Return the way of the line for somebody who names `first` first."""
        if self.mutual:
            return BOTH
        return FORTH if self.start == first else BACK


@dataclass(frozen=True)
class Remark:
    """What else is said of two organisations.

    Attributes:
        first: Key of the one.
        second: Key of the other.
        accepts: Words that follow from it for the first towards the second.
        mutual: Whether they hold both ways.
        statement: What it is.
    """

    first: str
    second: str
    accepts: tuple[str, ...]
    mutual: bool
    statement: Statement


@dataclass(frozen=True)
class Pair:
    """All that is said of two organisations.

    Attributes:
        first: Key of the one.
        second: Key of the other.
        lines: What holds between them, either way.
        remarks: What else is said of them.
    """

    first: str
    second: str
    lines: tuple[Line, ...]
    remarks: tuple[Remark, ...]


@dataclass(frozen=True)
class Answer:
    """How a guess turned out.

    Attributes:
        result: FOUND (right), AGAIN (right, but found before), RIGHT (there is nothing), GENERAL (follows
            from a general sentence), TURNED (the word is right, the way is not) or WRONG.
        pair: What is said of the two.
        guess: The guess in words.
        text: Why, one line of Chinese.
        lines: The lines that the answer tells; after a right guess only the one that was meant.
    """

    result: str
    pair: Pair
    guess: str
    text: str
    lines: tuple[Line, ...]

    @property
    def right(self) -> bool:
        """Whether the guess holds."""
        return self.result in (FOUND, AGAIN, RIGHT, GENERAL)


class Relations:
    """The organisations, what holds between them, and what of it has been found.

    Args:
        rulebook: The active one if None.
    """

    def __init__(self, *, rulebook: Rulebook | None = None) -> None:
        self.rulebook = rulebook or rulebooks.active()
        self.bodies = {case["key"]: self._body(case) for case in _FILE["body"]}
        self.lines = {case["key"]: self._line(case) for case in _FILE["line"]}
        self._remarks = tuple(remark for case in _FILE["remark"] for remark in self._of_pairs(case))
        self.found: list[str] = []

    def between(self, first: str, second: str) -> Pair:
        """Return all that is said of two organisations (objective 5.7).

        Raises:
            ShequError: There is no such organisation, or it is the same twice.
        """
        for key in (first, second):
            if key not in self.bodies:
                raise ShequError(f"没有名为{shown(key)}的组织；可以是：{'、'.join(self.bodies)}。")
        if first == second:
            raise ShequError(f"请选两个不同的组织，现在两个都是{self.bodies[first].name}。")
        both = {first, second}
        return Pair(
            first,
            second,
            tuple(line for line in self.lines.values() if {line.start, line.end} == both),
            tuple(remark for remark in self._remarks if {remark.first, remark.second} == both),
        )

    def guess(self, first: str, second: str, way: str, kind: str) -> Answer:
        """Say what holds between two organisations, and which way.

        Args:
            first: Key of the one.
            second: Key of the other.
            way: FORTH if the first acts on the second, BACK or BOTH.
            kind: Key of a word of KINDS, or NOTHING (then the way does not matter).

        Raises:
            ShequError: There is no such organisation, way or word.
        """
        pair = self.between(first, second)
        names = {one.key: one.name for one in KINDS}
        if way not in WAYS:
            raise ShequError(f"方向应为 {'、'.join(WAYS)} 之一，现在是 {shown(way)}。")
        if kind != NOTHING and kind not in names:
            raise ShequError(f"关系应为 {'、'.join(names)} 或 {NOTHING}，现在是 {shown(kind)}。")
        answer = self._judged(pair, way, kind)
        if answer.result == FOUND:
            self.found.append(answer.lines[0].key)
        return answer

    def in_words(self, line: Line) -> str:
        """Return a line in words: who, what, whom."""
        start, end = self.bodies[line.start].brief, self.bodies[line.end].brief
        words = "；".join(dict.fromkeys(statement.word for statement in line.statements))
        return f"{start}和{end}：{words}（双方）" if line.mutual else f"{start} → {end}：{words}"

    def _judged(self, pair: Pair, way: str, kind: str) -> Answer:
        guess = self._guess_in_words(pair, way, kind)
        named = [line for line in pair.lines if kind in line.kinds]
        meant = next((line for line in named if line.way(pair.first) == way), None)
        if meant is not None:
            result = AGAIN if meant.key in self.found else FOUND
            return Answer(result, pair, guess, self._after(pair, meant, result), (meant,))
        general = next((one for one in pair.remarks if _follows(one, pair.first, way, kind)), None)
        if general is not None:
            text = "这样说不算错，不过它是从一句总的话里来的，图上不另外画线。"
            return Answer(GENERAL, pair, guess, text, ())
        if named:
            return Answer(TURNED, pair, guess, self._turned(named, pair, way, kind), tuple(named))
        if kind == NOTHING and not pair.lines:
            return Answer(RIGHT, pair, guess, "材料没有讲这两家之间是什么关系，就不要硬编一个。", ())
        if kind == NOTHING:
            return Answer(WRONG, pair, guess, "材料讲到了这两家。", pair.lines)
        meaning = next(one.meaning for one in KINDS if one.key == kind)
        ending = "" if pair.lines else "；它没有讲这两家之间是什么关系"
        return Answer(WRONG, pair, guess, f"材料里不是这样说的{ending}。{meaning}。", pair.lines)

    def _guess_in_words(self, pair: Pair, way: str, kind: str) -> str:
        first, second = self.bodies[pair.first].brief, self.bodies[pair.second].brief
        if kind == NOTHING:
            return f"材料没有讲{first}和{second}"
        word = next(one.name for one in KINDS if one.key == kind)
        if way == BOTH:
            return f"{first}和{second}，双方{word}"
        return f"{second} → {first}：{word}" if way == BACK else f"{first} → {second}：{word}"

    def _after(self, pair: Pair, meant: Line, result: str) -> str:
        left = [line for line in pair.lines if line is not meant and line.key not in self.found]
        text = "这一条找到了。" if result == FOUND else "这一条先前已经找到。"
        if left:
            text += f"这两家之间还有 {len(left)} 条，换个方向再想想。"
        return text

    def _turned(self, named: list[Line], pair: Pair, way: str, kind: str) -> str:
        word = next(one.name for one in KINDS if one.key == kind)
        if named[0].mutual:
            return f"“{word}”说对了，不过它是双方的事，不是一方对另一方。"
        if way == BOTH:
            return f"“{word}”说对了，不过它有方向：要说清谁对谁。"
        return f"“{word}”说对了，方向反了：想一想是谁在做，做给谁。"

    def takeaways(self) -> dict[str, str]:
        """Return what to take away, a line each, by what it is about."""
        fill = self.rulebook.fill_in
        lead = "；".join(line.statements[0].text for line in self.lines.values() if line.kinds[0] == "lead")
        return {
            "lead": f"领导只在党组织这条线上：{lead}。",
            "meetings": fill(
                "会议定，居委会办，议事协商委员会看："
                "{organisations.relation.assembly_decides.statement}；"
                "{organisations.relation.council_supervises.statement}。"
            ),
            "station": fill(
                "工作站有三条线，名称不能混：{three_in_one.station.leads.rule}；"
                "{three_in_one.station.guides.rule}；{three_in_one.station.supervises.rule}。"
            ),
            "outside": fill(
                "对门外的几家，各有各的词：对物业是{organisations.relation.committee_supervises_property.relation}，"
                "对中介服务组织是{organisations.relation.committee_guides_agencies.relation}，"
                "和驻社区单位是{organisations.relation.units_and_committee.relation}。"
            ),
            "nothing": "材料没有讲的两家，就说没有讲；说关系要说两样：是什么，谁对谁。",
        }

    def _body(self, case: dict[str, Any]) -> Body:
        name, role = case["name"], case.get("role")
        return Body(
            case["key"],
            self.rulebook.string(name) if name in self.rulebook else name,
            tuple(case["short"]),
            self.rulebook.string(role) if role else "",
        )

    def _line(self, case: dict[str, Any]) -> Line:
        statements = tuple(self._said(key) for key in case["says"])
        return Line(
            key=case["key"],
            start=case["from"],
            end=case["to"],
            mutual=case.get("mutual", False),
            kinds=tuple(case["kinds"]),
            label=tuple(statement.word for statement in statements[: case.get("label", 1)]),
            statements=statements,
            scene=case["scene"],
        )

    def _of_pairs(self, case: dict[str, Any]) -> list[Remark]:
        accepts, mutual = tuple(case.get("accepts", ())), case.get("mutual", False)
        statement = self._statement(case)
        return [Remark(first, second, accepts, mutual, statement) for first, second in case["pairs"]]

    def _said(self, key: str) -> Statement:
        """Return a statement of the file, or a relation of the rulebook with what it says."""
        if key in _FILE["statement"]:
            return self._statement(_FILE["statement"][key])
        rb = self.rulebook
        text = f"{key}.statement" if f"{key}.statement" in rb else f"{key}.rule"
        return self._statement({"word": rb.string(f"{key}.relation"), "text": f"{{{text}}}", "key": text})

    def _statement(self, case: dict[str, Any]) -> Statement:
        objective = self.rulebook.entry(case["key"]).objectives[0]
        return Statement(
            word=self.rulebook.fill_in(case.get("word", "")),
            text=self.rulebook.fill_in(case["text"]),
            chapter=int(objective.partition(".")[0]),
            objective=objective,
        )


def _follows(remark: Remark, first: str, way: str, kind: str) -> bool:
    """Whether a word follows from a general sentence, for somebody who names `first` first."""
    wanted = BOTH if remark.mutual else FORTH if remark.first == first else BACK
    return kind in remark.accepts and way == wanted
