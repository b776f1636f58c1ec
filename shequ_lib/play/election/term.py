"""A term of the committee without its widgets: eight matters, who decides each, and what follows.

Source: chapter 4 of the material, objectives 4.4 to 4.8. The judgement is that of `shequ_lib.committee`; what
a decision costs is a convention of the game, and stands with the made-up matters in cases.toml.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from shequ_lib import committee
from shequ_lib import rulebook as rulebooks
from shequ_lib.errors import ShequError, shown
from shequ_lib.play import case_file
from shequ_lib.rulebook import Rulebook

MAJOR, OWN, REVIEW, INFORM = "major", "own", "review", "inform"
OFFICE, RESIDENTS, REPRESENTATIVES = "office", "residents", "representatives"
ACTS = (OFFICE, RESIDENTS, REPRESENTATIVES, REVIEW, INFORM)
"""What can be done with a matter; the last two are named as the two kinds of items."""
_DATA = case_file.read(__file__)
REPAIRS: dict[str, str] = {key: repair["label"] for key, repair in _DATA["repair"].items()}
"""What can be tried to put a decision of the office right: what the button says, by its key."""
_START = _DATA["start"]
_FULL = 100


@dataclass(frozen=True)
class Matter:
    """Something that the committee has to deal with.

    Attributes:
        key: Its key.
        title: Its short name.
        story: What lies on the table.
        right: What happens when it goes the right way.
        slip: What happens after the mistake that lies nearest.
        matter: Key of a matter of `committee.matters`, or "".
        item: Number of one of `committee.items`, or 0.
    """

    key: str
    title: str
    story: str
    right: str
    slip: str
    matter: str = ""
    item: int = 0


@dataclass(frozen=True)
class Judgement:
    """What the rules say about a matter.

    Attributes:
        kind: MAJOR, OWN, REVIEW or INFORM.
        acts: The acts that are right.
        place: Where the rulebook has it, such as "重大事项第 2 类“…”".
        rule: What it says there.
    """

    kind: str
    acts: tuple[str, ...]
    place: str
    rule: str


@dataclass(frozen=True)
class Step:
    """Something done in the term and what followed.

    Attributes:
        text: What happens.
        good: Whether it was right.
        trust: By how much the trust of the residents changed.
        will: By how much their will to take part changed.
        days: Days lost.
    """

    text: str
    good: bool
    trust: int
    will: int
    days: int


@dataclass(frozen=True)
class Outcome:
    """How a matter went.

    Attributes:
        matter: The matter.
        judgement: What the rules say about it.
        act: What the trainee did with it first.
        repairs: What was done afterwards, if it had to be put right.
        closed: Whether it is over.
    """

    matter: Matter
    judgement: Judgement
    act: str
    repairs: tuple[str, ...]
    closed: bool

    @property
    def right(self) -> bool:
        """Whether it went the right way at once."""
        return self.act in self.judgement.acts


KNOWN = tuple(Matter(**case) for case in _DATA["case"])


class Term:
    """A term: the matters come one after the other.

    Args:
        seed: Whole number; the same seed gives the same matters everywhere.
        told: The share of the voters who heard of the election, from 0 to 1.
        rulebook: The active one if None.
    """

    def __init__(self, seed: int, told: float = 0.0, *, rulebook: Rulebook | None = None) -> None:
        self.rulebook = rulebook or rulebooks.active()
        self.matters = drawn(seed, rulebook=self.rulebook)
        self.trust: int = _START["trust"] + round(_START["told"] * told)
        self.will: int = _START["will"]
        self.days = 0
        self.outcomes: list[Outcome] = []

    @property
    def number(self) -> int:
        """Number of the matter on the table, from 0."""
        return len(self.outcomes) - (self.to_repair is not None)

    @property
    def matter(self) -> Matter | None:
        """The matter on the table, None after the last."""
        return self.matters[self.number] if self.number < len(self.matters) else None

    @property
    def to_repair(self) -> Outcome | None:
        """The matter that was decided in the office and has to be put right, if there is one."""
        return self.outcomes[-1] if self.outcomes and not self.outcomes[-1].closed else None

    def repairs(self) -> tuple[str, ...]:
        """Return what can be tried to put a decision of the office right; what failed is not tried twice."""
        outcome = self.to_repair
        return tuple(key for key in REPAIRS if outcome and key not in outcome.repairs)

    def act(self, act: str) -> Step:
        """Do something with the matter on the table.

        Raises:
            ShequError: There is no such act or no matter, or something has to be put right first.
        """
        matter = self.matter
        if matter is None:
            raise ShequError("这一届的事已经办完，请点“重来”。")
        if self.to_repair is not None:
            raise ShequError(f"“{matter.title}”还没有补救好；可以是：{'、'.join(self.repairs())}。")
        if act not in ACTS:
            raise ShequError(f"现在不能做 {shown(act)}；可以是：{'、'.join(ACTS)}。")
        judged = judge(matter, rulebook=self.rulebook)
        follow = _DATA["follow"][judged.kind][act]
        good = act in judged.acts
        told = matter.right if good else matter.slip if act in _NEAREST[judged.kind] else ""
        step = self._felt(told + follow["text"], good, follow, meeting=act in (RESIDENTS, REPRESENTATIVES))
        self.outcomes.append(Outcome(matter, judged, act, (), judged.kind != MAJOR or act != OFFICE))
        return step

    def repair(self, key: str) -> Step:
        """Try to put right what was decided in the office; only an open account before the assembly does.

        Raises:
            ShequError: There is nothing to put right, or this cannot be tried (again).
        """
        outcome = self.to_repair
        if outcome is None or key not in self.repairs():
            raise ShequError(f"现在不能做 {shown(key)}；可以是：{'、'.join(self.repairs()) or '没有'}。")
        follow, good = _DATA["repair"][key], key == "open"
        self.outcomes[-1] = Outcome(
            outcome.matter, outcome.judgement, outcome.act, (*outcome.repairs, key), closed=good
        )
        after = outcome.matter.right if good else ""
        return self._felt(follow["text"] + after, good, follow, meeting=good)

    def _felt(self, text: str, good: bool, follow: dict[str, int], *, meeting: bool) -> Step:
        """Let the residents feel it, and return it as a step."""
        days = follow["days"]
        if meeting and self.will < _START["tired"]:
            text += _START["put_off"]["text"]
            days += _START["put_off"]["days"]
        before = (self.trust, self.will)
        self.trust = min(max(self.trust + follow["trust"], 0), _FULL)
        self.will = min(max(self.will + follow["will"], 0), _FULL)
        self.days += days
        return Step(text, good, self.trust - before[0], self.will - before[1], days)


# The mistake that the `slip` of a matter tells of.
_NEAREST = {
    MAJOR: (OFFICE,),
    OWN: (RESIDENTS, REPRESENTATIVES),
    REVIEW: (OFFICE,),
    INFORM: (OFFICE,),
}


def drawn(seed: int, *, rulebook: Rulebook | None = None) -> tuple[Matter, ...]:
    """Return the matters of a term, all different.

    They are of three kinds of major matters, two that the committee manages, both kinds of items, and one
    more; a kind that has no matters in the rulebook or here is left out.
    """
    rb = rulebook or rulebooks.active()

    def place(what: str) -> int:
        return random.Random(f"term/{seed}/{what}").getrandbits(32)

    groups = _groups(rb)
    major, own = (
        sorted((one.matter for one in committee.matters(flag, rulebook=rb) if groups[one.matter]), key=place)
        for flag in (True, False)
    )
    rights = [right for right in rb.strings("rights.items.rights") if groups[right]]
    more = sorted((*major[3:], *own[2:], *rights), key=lambda group: place(f"more/{group}"))
    found: list[Matter] = []
    for group in (*major[:3], *own[:2], *rights, *more[:1]):
        left = [one for one in groups[group] if one not in found]
        found += sorted(left, key=lambda one: place(one.key))[:1]
    return tuple(sorted(found, key=lambda one: place(f"order/{one.key}")))


def judge(matter: Matter, *, rulebook: Rulebook | None = None) -> Judgement:
    """Return who deals with a matter and how (objectives 4.5, 4.6, 4.8), by the rule of the exercises."""
    rb = rulebook or rulebooks.active()
    if matter.item:
        item = committee.item(matter.item, rulebook=rb)
        kind = dict(zip(rb.strings("rights.items.rights"), (REVIEW, INFORM), strict=True))[item.right]
        history = "（历史清单）" if rb.flag("rights.items.historical") else ""
        count = len(committee.items(rulebook=rb))
        where = f"{count} 件事的清单{history}第 {item.number} 件“{item.name}”"
        return Judgement(kind, (kind,), where, item.right)
    decision = committee.who_decides(matter.matter, rulebook=rb)
    if decision.body == "assembly":
        number = rb.count(f"rights.decision.matter.{decision.matter}.number")
        where = f"重大事项第 {number} 类“{decision.name}”"
        return Judgement(MAJOR, (RESIDENTS, REPRESENTATIVES), where, rb.string("rights.decision.meaning"))
    where = f"{rb.string('rights.management.name')}里的“{decision.name}”"
    return Judgement(OWN, (OFFICE,), where, f"由{decision.body_name}办")


def _groups(rb: Rulebook) -> dict[str, list[Matter]]:
    """Return the matters by the key of their kind in the rulebook, or by the right that an item gives."""
    decisions = (*committee.matters(True, rulebook=rb), *committee.matters(False, rulebook=rb))
    kinds = [*(decision.matter for decision in decisions), *rb.strings("rights.items.rights")]
    rights = {item.number: item.right for item in committee.items(rulebook=rb)}
    return {kind: [one for one in KNOWN if kind in (one.matter, rights.get(one.item))] for kind in kinds}
