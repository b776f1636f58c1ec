"""A year of a sewing corner without its widgets: a choice serves one of two principles and costs the other.

Source: chapter 8 of the material (objectives 8.2, 8.3). The names of the principles come from the rulebook;
the agreement is that of the chapter's invented community; what a choice weighs is a convention of the game.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from shequ_lib import rulebook as rulebooks
from shequ_lib.play import case_file
from shequ_lib.play.scene.model import BAD, GOOD, NOTE, Ending, Move, Scene, Tale
from shequ_lib.rulebook import Rulebook

FILE = case_file.read(__file__)
AGREEMENT: dict[str, Any] = FILE["agreement"]
DECISIONS: list[dict[str, Any]] = FILE["decision"]
MONTHS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
FULL, START, ENOUGH = 10, 5, 5  # of both principles: the most, at the beginning, wanted in the end
HOLD, SERVE, SELF, DROP = "hold", "serve", "self", "drop"
# What a choice adds to serving residents and to their running it themselves.
WEIGHTS = {HOLD: (3, -3), SERVE: (2, -1), SELF: (-1, 2), DROP: (-3, -1)}
# What people have collected the second time, in per cent of the first, after what was given then.
COLLECTED = {HOLD: 40, SERVE: 100, SELF: 120, DROP: 70}


@dataclass(frozen=True)
class Choice:
    """What was decided: the decision's key, what kind it was in this year, and what it changed.

    Attributes:
        key: Key of the decision.
        label: What was chosen.
        kind: HOLD, SERVE, SELF or DROP.
        changed: By how much both principles moved.
        rule: The rule that weighs them.
    """

    key: str
    label: str
    kind: str
    changed: tuple[int, int]
    rule: str

    @property
    def inside(self) -> bool:
        """Whether it keeps the agreement."""
        return self.kind in (SERVE, SELF)


class SewingYear(Tale):
    """A year of a sewing corner that residents run and the committee supports.

    Args:
        seed: Sets the numbers of the year.
        rulebook: The active one if None.
    """

    def __init__(self, seed: int = 0, *, rulebook: Rulebook | None = None) -> None:
        rb = rulebook or rulebooks.active()
        self.serving = rb.strings("principles.people.parts")[1]
        self.running = rb.strings("principles.democracy.parts")[1]
        self.principles = (rb.string("principles.people.name"), rb.string("principles.democracy.name"))
        self.service = self.autonomy = START
        self.choices: list[Choice] = []
        beginning = (
            f"你替小顾管一年缝纫角：帮居民办一件事，办多少？帮足了，大家方便，合“{self.serving}”；帮过了头，大家就不管了，丢了“{self.running}”。"
            f"年底两头都要到 {ENOUGH}，哪一头也不能空。"
        )
        super().__init__("sewing", tuple(one["name"] for one in DECISIONS), beginning, seed)
        self.homes = 12 + 3 * self.chance("homes", 5)
        self.own = 800 + 200 * self.chance("own", 7)
        self._near = 1 + self.chance("near", 2)  # how near to the quorum those are who come in August

    @property
    def number(self) -> int:
        """How many decisions are behind."""
        return len(self.choices)

    def kinds(self) -> dict[str, str]:
        """Return of which kind each decision so far was."""
        return {choice.key: choice.kind for choice in self.choices}

    def numbers(self) -> dict[str, int]:
        """Return the numbers of this year as far as they are known."""
        kinds, own = self.kinds(), self.own
        given = {HOLD: own * 3 // 4, SERVE: _aid(own), SELF: own // 4, DROP: 0}
        first = given[kinds.get("money", SERVE)]
        collected = own * COLLECTED[kinds.get("money", SERVE)] // 100
        least = -(-self.homes * AGREEMENT["quorum"][0] // AGREEMENT["quorum"][1])
        return {
            **{name: AGREEMENT[name] for name in ("lend_days", "calls", "managers", "own_people")},
            "third": AGREEMENT["calls"] + 1,
            "short": AGREEMENT["lend_days"] // 2,
            "homes": self.homes,
            "own": own,
            "big": given[HOLD],
            "half": given[SERVE],
            "quarter": given[SELF],
            "first": first,
            "own2": collected,
            "same": first or collected,
            "half2": _aid(collected),
            "quarter2": collected // 4,
            "came": least + self._near - (1 if self.autonomy >= ENOUGH else 2 * self._near),
        }

    def first(self) -> Scene:
        """The decision of the month."""
        decision, numbers = DECISIONS[self.number], self.numbers()
        text = decision["text"]
        told = [decision.get("echo", {}).get(f"{key}-{kind}", "") for key, kind in self.kinds().items()]
        text += "".join(told) or decision.get("usual", "")
        if not self.choices:
            text = f"{self.beginning}\n{text}"
        moves = tuple(
            Move(str(n), self.label(option), partial(self._choose, n))
            for n, option in enumerate(self.options())
        )
        words = (text, decision["question"], decision["matter"])
        text, question, matter = (word.format(**numbers) for word in words)
        return Scene(decision["key"], self.number, text, question, moves, matter=matter)

    def options(self) -> list[dict[str, Any]]:
        """Return the options of this month; the same sum of money is not offered twice."""
        numbers = self.numbers()
        twice = numbers["same"] in (numbers["half2"], numbers["quarter2"])
        return [one for one in DECISIONS[self.number]["option"] if not (one["kind"] == "aid" and twice)]

    def label(self, option: Mapping[str, Any]) -> str:
        """Return what the button of an option says with the numbers of this year."""
        numbers = self.numbers()
        name = "none" if "none" in option and not numbers["first"] else "label"
        return str(option[name]).format(**numbers)

    def kind(self, option: Mapping[str, Any]) -> str:
        """Return of which kind an option is with the numbers of this year."""
        numbers, asked = self.numbers(), option["kind"]
        if asked == "aid":
            if numbers["same"] <= numbers["quarter2"]:
                return SELF
            return SERVE if numbers["same"] <= _aid(numbers["own2"]) else HOLD
        if asked == "now":
            share, of = AGREEMENT["quorum"]
            return SERVE if numbers["came"] * of >= share * self.homes else HOLD
        return str(asked)

    def breaches(self) -> tuple[Choice, ...]:
        """Return what went over the agreement, or was dropped."""
        return tuple(choice for choice in self.choices if not choice.inside)

    def _choose(self, number: int) -> None:
        decision, option, numbers = DECISIONS[self.number], self.options()[number], self.numbers()
        kind, label = self.kind(option), self.label(option)
        more = "taken" if option.get("taken") else kind
        rule = "；".join((decision["rule"], *([FILE["rules"][more]] if more in FILE["rules"] else [])))
        rule = rule.format(**numbers)
        before = (self.service, self.autonomy)
        more_service, more_autonomy = WEIGHTS[kind]
        self.service = min(max(self.service + more_service, 0), FULL)
        self.autonomy = min(max(self.autonomy + more_autonomy, 0), FULL)
        changed = (self.service - before[0], self.autonomy - before[1])
        self.choices.append(Choice(decision["key"], label, kind, changed, rule))
        text = option["over"] if kind == HOLD and "over" in option else option["after"]
        moved = [
            f"{name} {by:+}" for name, by in zip((self.serving, self.running), changed, strict=True) if by
        ]
        if moved:
            text += f"（{'，'.join(moved)}）"
        self.react(GOOD if kind in (SERVE, SELF) else BAD, text, rule)
        if self.number == len(DECISIONS):
            self.ending = self._ending()

    def _ending(self) -> Ending:
        broken = len(self.breaches())
        served, run = self.service >= ENOUGH, self.autonomy >= ENOUGH
        kinds = self.kinds()
        if kinds["lease"] == DROP:
            key, verdict, title = "locked", BAD, "门锁上了"
            text = "门上挂着锁，机器盖着布。来改棉衣的老人推了推门，问：“钥匙在谁那里？”没有人答得上来。"
        elif served and run and not broken:
            key, verdict, title = "stands", GOOD, "缝纫角站稳了"
            text = "机器响着，灯亮着，账在墙上。你路过，金师傅在窗里招招手：“不用进来，我们正开会呢。”"
        elif served and run:
            key, verdict, title = "gaps", NOTE, "站住了，留着缺口"
            text = "缝纫角还在，人也还齐。只是有几件事没有照约定办，新来的人总问：“这是谁定的？”"
        elif served:
            key, verdict, title = "leans", BAD if broken else NOTE, "样样方便，离不开居委会"
            text = "你休假一个星期，缝纫角就关了一个星期。大家站在门口说：“居委会的人怎么还不来？”"
        elif run:
            key, verdict, title = "empty", BAD if broken else NOTE, "规矩都在，用的人少了"
            text = "管事的人一个也不少，规矩贴了一墙。要改棉衣的老人等不及，到街口的店里去了。"
        else:
            key, verdict, title = "locked", BAD, "门锁上了"
            blame = "有人说居委会管得太多，有人" if HOLD in kinds.values() else "大家都"
            text = f"开了没有几天，没有人再来，门锁上了。问起缝纫角，{blame}说居委会什么也不管。"
        why = (
            f"这一年，{self.serving}到了 {self.service}，{self.running}到了 {self.autonomy}"
            f"（满 {FULL}，两头都要到 {ENOUGH}，加减是游戏的约定）；"
            f"{len(DECISIONS)} 件事里，守住约定的 {len(DECISIONS) - broken} 件。"
        )
        return Ending(key, verdict, title, text, why, self._takeaways())

    def _takeaways(self) -> tuple[str, ...]:
        lines = [
            "自治要扶，不要包，也不要丢。",
            "两项原则拉扯的时候，看条文：到哪里为止是扶，过了哪里是包，写得清清楚楚。",
            f"约定里面还有得选：一直偏向“{self.serving}”，大家就不动手；一直偏向“{self.running}”，有人就用不上。",
        ]
        kinds = list(self.kinds().values())
        if kinds.count(HOLD) > kinds.count(DROP):
            lines.append("你这一年包得多了些。伸手以前先问一句：这一样，居民自己做得了吗？")
        elif kinds.count(DROP):
            lines.append("你这一年有撒手的时候。不替他们做，不等于什么也不做：找地方、提个醒，都是扶。")
        return tuple(lines)


def _aid(own: int) -> int:
    """The most that may be added to what people have collected."""
    share, of = AGREEMENT["aid_share"]
    return int(own * share // of)
