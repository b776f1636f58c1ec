"""A brand at a hearing without its widgets: a pitch, what the hall asks, the vote, and the year after.

Source: chapter 13 (objectives 13.1 and 13.2), chapters 4, 6 and 8 for what they say; the lines are the
course's own (`brand_practice`), and each verdict says so. How many hands a gap costs is one of the game.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from shequ_lib import brand_practice
from shequ_lib import rulebook as rulebooks
from shequ_lib.play import case_file
from shequ_lib.play.scene.model import BAD, GOOD, NOTE, PLAIN, Ending, Move, Scene, Tale
from shequ_lib.rulebook import Rulebook

_FILE = case_file.read(__file__)
SLOTS = tuple(_FILE["slot"])
CASES = tuple(_FILE["case"])
PHASES = ("拼讲稿", "台下来问", "表决", "一年以后")
PITCH, ASKED, CHANGE, VOTE, STOP, CREW = "pitch", "asked", "change", "vote", "stop", "crew"  # keys of scenes
KEEP = "keep"
QUESTIONS = 5  # that the hall has time for
TEMPTED = 2  # of them at most are about what is right
REPRESENTATIVES = 15  # who vote
COSTS = 2  # hands that each gap costs
# How it can end, in the order in which it is looked at after the vote has passed.
CHECKS = ("proof", "time", "money", "hands")
SIGN, OWING, WITHDRAWN, REFUSED, SENT_BACK = "sign", "owing", "withdrawn", "refused", "sent_back"
_VERDICTS = {
    SIGN: GOOD,
    **dict.fromkeys((WITHDRAWN, REFUSED, SENT_BACK), BAD),
    **dict.fromkeys((OWING, *CHECKS), NOTE),
}
_SAID = _FILE["said"]
_YEAR = _FILE["year"]
_PRACTICE = {
    **{name: value for name, value in vars(brand_practice).items() if name.isupper()},
    "SOME_FROM": brand_practice.SOME[0],
    "SOME_TO": brand_practice.SOME[1],
}


@dataclass(frozen=True)
class Card:
    """What can stand in a slot of the pitch.

    Attributes:
        key: Its key within the slot.
        text: What it says.
        right: Whether it is what the chapter wants.
        asks: What the hall asks of it; "" of a right one.
        facts: By what it is judged, if it has numbers.
    """

    key: str
    text: str
    right: bool
    asks: str
    facts: Mapping[str, Any]


@dataclass(frozen=True)
class Question:
    """What somebody in the hall asks: who, what, of which slot, and whether it tempts."""

    who: str
    text: str
    slot: str
    tempts: bool


class Hearing(Tale):
    """A brand from the first card of its pitch to the end of its first year.

    Args:
        seed: Chooses the brand (one after the other), who asks what, and in which order.
        rulebook: The active one if None.
    """

    def __init__(self, seed: int = 0, *, rulebook: Rulebook | None = None) -> None:
        self.rulebook = rulebook or rulebooks.active()
        self.case: dict[str, Any] = _FILE["case"][CASES[seed % len(CASES)]]
        self.cards = {slot: tuple(self._cards(self.case[slot])) for slot in SLOTS}
        self.people: dict[str, dict[str, Any]] = _FILE["people"]
        self.names = {slot: str(_FILE["slot"][slot]["name"]) for slot in SLOTS}
        self.pitch: dict[str, Card] = {}
        self.queue: list[Question] = []
        self.asked = 0
        self.stopped = 0  # days
        self.hidden = False
        self.hands = int(self.case["have"])
        self.votes = 0
        beginning = (
            f"{self.case['community']}（虚构）的“{self.case['title']}”：{self.case['does']}。"
            "想立一块牌，先开听证会。"
        )
        super().__init__("brand", PHASES, beginning, seed)

    def first(self) -> Scene:
        """The next slot of the pitch that is empty."""
        slot = next(slot for slot in SLOTS if slot not in self.pitch)
        moves = [Move(card.key, card.text, partial(self._place, slot, card)) for card in self.cards[slot]]
        number = f"第 {len(self.pitch) + 1} 格，共 {len(SLOTS)} 格"
        text = self.fact(slot)
        if not self.pitch:
            text = f"{self.beginning}你替它拼讲稿：一共六格，一格挑一张卡片；讲不清的，台下会问。"
        return Scene(f"{PITCH}/{slot}", 0, text, f"{number}：{_FILE['slot'][slot]['ask']}", tuple(moves))

    def gaps(self) -> tuple[str, ...]:
        """Return the slots of the pitch that are not as the chapter wants them."""
        return tuple(slot for slot in SLOTS if slot in self.pitch and not self.pitch[slot].right)

    @property
    def question(self) -> Question | None:
        """What is asked now; None if nobody asks."""
        return self.queue[self.asked] if self.asked < len(self.queue) else None

    def rule(self, key: str) -> str:
        """Return a rule of the case file, filled in."""
        return self._filled(_FILE["rules"][key])

    def fact(self, slot: str) -> str:
        """Return what is known that a slot is about."""
        fact = str(self.case["facts"][slot])
        if slot == "first":
            goals = "、".join(f"{name} {mark}" for name, mark in self.case["goals"])
            functions = "、".join(f"{name} {times} 次" for name, times in self.case["functions"])
            fact += f"自评：{goals}。半年办过：{functions}。"
        return fact

    def person(self, key: str) -> str:
        """Return who this is."""
        return str(self.people[key]["name"])

    def checks(self) -> dict[str, bool]:
        """Return what the year has come to, step by step."""
        proof, money = self.pitch["proof"].facts, self.pitch["money"].facts
        months = brand_practice.months(self.case["before"], self.stopped, self.case["after"])
        return {
            "proof": brand_practice.points(**proof) >= brand_practice.PROOF,
            "time": months >= brand_practice.MONTHS,
            "money": 100 * brand_practice.secured(**money) >= brand_practice.LINE * self.case["needs"],
            "hands": self.hands >= brand_practice.HANDS,
        }

    def _filled(self, text: str) -> str:
        """Return a text with what the course has set and what the rulebook says."""
        return self.rulebook.fill_in(
            re.sub(r"\{practice\.(\w+)\}", lambda match: str(_PRACTICE[match[1]]), text)
        )

    def _cards(self, entries: list[dict[str, Any]]) -> list[Card]:
        """Return the cards of a slot; what is no text of a card is a fact by which it is judged."""
        texts = ("text", "right", "asks", "principle")
        return [
            Card(
                f"card-{number}",
                entry.get("text") or self.rulebook.string(f"principles.{entry['principle']}.name"),
                bool(entry.get("right")),
                entry.get("asks", ""),
                {name: value for name, value in entry.items() if name not in texts},
            )
            for number, entry in enumerate(entries)
        ]

    # --- the pitch ---

    def _place(self, slot: str, card: Card) -> None:
        self.pitch[slot] = card
        if len(self.pitch) < len(SLOTS):
            return
        self.react(PLAIN, _SAID["placed"])
        self.queue = self._questions()
        self.now = self._next

    def _questions(self) -> list[Question]:
        """Return what the hall asks: of each gap, and of a few slots that are right."""
        asks = [
            Question(_FILE["slot"][slot]["who"], self.pitch[slot].asks, slot, tempts=False)
            for slot in self.gaps()
        ]
        asks.sort(key=lambda each: self._number(f"asks/{each.slot}"))
        right = sorted(set(SLOTS) - set(self.gaps()), key=lambda slot: self._number(f"tempts/{slot}"))
        tempts = [
            Question(_FILE["slot"][slot]["tempts"], _FILE["slot"][slot]["tempt"], slot, tempts=True)
            for slot in right[: min(TEMPTED, QUESTIONS - len(asks))]
        ]
        # A temptation comes second and fourth, so that one cannot tell it by its place among many gaps.
        for number, each in enumerate(tempts):
            asks.insert(min(1 + 2 * number, len(asks)), each)
        return asks[:QUESTIONS]

    # --- what the hall asks ---

    def _next(self) -> Scene:
        """The next question, or the vote."""
        question = self.question
        if question is None:
            return self._vote()
        moves = [Move(slot, f"改：{self.names[slot]}", partial(self._open, slot)) for slot in SLOTS]
        moves.append(Move(KEEP, "照讲稿再讲一遍，不改", self._keep, last=True))
        number = f"第 {self.asked + 1} 问，共 {len(self.queue)} 问"
        asked = f"{number}：听了这一问，改哪一格？也可以不改。"
        return Scene(f"{ASKED}/{self.asked}", 1, question.text, asked, tuple(moves), in_order=True)

    def _keep(self) -> None:
        question = self._now_asked()
        text = _SAID["keep_good" if question.tempts else "keep_bad"]
        self._answered(GOOD if question.tempts else BAD, text, question.slot)

    def _open(self, slot: str) -> None:
        question = self._now_asked()
        if slot != question.slot:
            self._answered(NOTE, _SAID["other"], question.slot)
            return
        self.now = partial(self._change, slot)

    def _change(self, slot: str) -> Scene:
        others = [card for card in self.cards[slot] if card != self.pitch[slot]]
        moves = [Move(card.key, card.text, partial(self._mend, slot, card)) for card in others]
        moves.append(Move(KEEP, "想了想，这一格不改", self._keep, last=True))
        return Scene(
            f"{CHANGE}/{slot}", 1, self._now_asked().text, f"{self.names[slot]}，换成哪一张？", tuple(moves)
        )

    def _mend(self, slot: str, card: Card) -> None:
        tempted = self._now_asked().tempts
        self.pitch[slot] = card
        if card.right:
            self._answered(GOOD, _SAID["mended"], slot)
        else:
            self._answered(BAD, _SAID["spoilt" if tempted else "worse"], slot)

    def _answered(self, verdict: str, text: str, slot: str) -> None:
        self.react(verdict, text, self.rule(slot))
        self.asked += 1
        self.now = self._next

    def _now_asked(self) -> Question:
        assert self.question is not None
        return self.question

    # --- the vote, and the year after ---

    def _vote(self) -> Scene:
        acts = {"assembly": self._ballot}
        moves = tuple(
            Move(each["key"], each["text"], acts.get(each["key"], partial(self._skip, each["key"])))
            for each in _YEAR["vote"]
        )
        return Scene(VOTE, 2, "听证会散了，纪要写好了。", _YEAR["vote_ask"], moves)

    def _skip(self, key: str) -> None:
        self.react(BAD, _YEAR[key], self.rule("decide"))
        self._end(SENT_BACK)

    def _ballot(self) -> None:
        self.votes = REPRESENTATIVES - COSTS * len(self.gaps())
        against = REPRESENTATIVES - self.votes
        passed = self.votes > against
        text = f"{REPRESENTATIVES} 位代表都举了手。"
        if self.gaps():
            text = f"{REPRESENTATIVES} 位代表，{self.votes} 位举手，{against} 位没有举。"
            names = "、".join(self.names[slot] for slot in self.gaps())
            text += f"没有举手的人说，讲稿里这几格还没有讲清：{names}。"
        self.react(GOOD if passed else BAD, text, self.rule("decide"))
        if not passed:
            self._end(REFUSED)
        elif not self.pitch["decide"].right:
            self._skip("undecided")
        else:
            self.now = self._stop

    def _stop(self) -> Scene:
        moves = tuple(
            Move(each["key"], each["text"], partial(self._pause, each)) for each in self.case["stops"]
        )
        text = f"“{self.case['title']}”办到第 {self.case['before']} 个月。{self.case['stop']}"
        return Scene(STOP, 3, text, "怎么办？", moves)

    def _pause(self, how: Mapping[str, Any]) -> None:
        self.stopped, self.hidden = int(how["days"]), how["key"] == "hide"
        long = self.stopped > brand_practice.STOP_DAYS
        self.react(BAD if self.hidden else NOTE if long else GOOD, how["then"], self.rule("time"))
        self.now = self._crew

    def _crew(self) -> Scene:
        moves = tuple(
            Move(each["key"], each["text"], partial(self._man, each["key"])) for each in _YEAR["hands"]
        )
        text = f"又办了 {self.case['after']} 个月。"
        return Scene(CREW, 3, text, _YEAR["hands_ask"].format(have=self.case["have"]), moves)

    def _man(self, key: str) -> None:
        good = key == "neighbours"
        self.hands += int(self.case["more"]) if good else 0
        self.react(GOOD if good else BAD, _YEAR[key].format(more=self.case["more"]), self.rule("hands"))
        if not self.pitch["opening"].right:
            self._end(WITHDRAWN)
            return
        passed = OWING if self.gaps() else SIGN
        self._end(next((step for step, held in self.checks().items() if not held), passed))

    def _end(self, key: str) -> None:
        text, why = self._told(key)
        lines = tuple(self._filled(line) for line in _FILE["takeaways"]["lines"])
        self.ending = Ending(key, _VERDICTS[key], _FILE["ending"][key], text, why, lines)

    def _told(self, key: str) -> tuple[str, str]:
        """Return what happens in the end, and why."""
        left = "、".join(self.names[slot] for slot in self.gaps())
        gap = f"讲稿里还差的：{left}。" if left else "讲稿六格，格格都讲清了。"
        if key == SIGN:
            return f"“{self.case['title']}”四步都过了。挂牌那天，没有人念稿子，居民自己讲给来的人听。", gap
        if key == OWING:
            asked = "有人来学，问到讲稿上那几格，没有人答得上。"
            return f"“{self.case['title']}”四步都过了，牌子立了。{asked}", gap
        if key == WITHDRAWN:
            return "来看展板的人问文件在哪里。找不到，展板连夜撤下来，后面办得再好也没有人听了。", self.rule(
                "opening"
            )
        if key == REFUSED:
            return f"只有 {self.votes} 位代表赞成。大家说，想法不坏，讲清了再来。", gap
        if key == SENT_BACK:
            return "方案退了回来，得从该开的会开起。", self.rule("decide")
        later = "往后的几步，不再看。" if key != CHECKS[-1] else ""
        return f"查到这一步，停下了。{self._measured(key)}{later}", self.rule(key)

    def _measured(self, key: str) -> str:
        """Return what was found at a step of the check."""
        proof, money = self.pitch["proof"].facts, self.pitch["money"].facts
        months = brand_practice.months(self.case["before"], self.stopped, self.case["after"])
        share = 100 * brand_practice.secured(**money) // self.case["needs"]
        return {
            "proof": f"照讲稿备下的材料，只记 {brand_practice.points(**proof)} 分。",
            "time": f"停了 {self.stopped} 天，只算得 {months} 个月。",
            "money": f"有着落的钱只占 {share}%。",
            "hands": f"除去社工和单位派来的人，固定出力的居民只有 {self.hands} 人。",
        }[key]
