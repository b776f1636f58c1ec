"""A harmonious community? without its widgets: mark the goals, then lift the weakest with few staff-months.

Source: chapter 12 of the material (objectives 12.1, 12.2 and 12.4); `self_assessment` judges the marks. The
material gives neither marks nor measures: how a goal is marked is a convention of the course, and what a
measure lifts and costs is one of the game. The text of the material ends within the fifth goal, so there is
no sixth (reading 16).
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from shequ_lib import rulebook as rulebooks
from shequ_lib import self_assessment as judge
from shequ_lib.errors import ShequError, shown, whole_number
from shequ_lib.play import case_file
from shequ_lib.play.radar import solver as radar_solver
from shequ_lib.play.radar.solver import Choice, Measure
from shequ_lib.rulebook import Rulebook
from shequ_lib.self_assessment import Assessment

STAFF_MONTHS = 8  # that there are
OFFERED = (3, 2, 2, 1, 1)  # measures for the weakest goal, for the next one …
BROAD = 2  # measures that do a little for many
_NAMES = ("明月", "春晓", "长虹", "映山", "听雨", "望江", "晨曦", "和风", "清溪", "云栖", "朝晖", "锦绣")
# The goals of a made-up community from its weakest: points that are missing, and how many more there can be.
_BELOW = ((44, 5), (39, 4), (34, 4), (18, 7), (8, 5))
_APART = 9  # points by which an indicator may lie above or below its goal
# What makes a community worth thinking about, in points of the weakest goal: how much it can be lifted, how
# much worse one does who wants the highest mean, and who looks only at the goal that is weakest at first.
_LIFTED, _MEAN_LOSES, _FIRST_LOSES = 5, 2, 1
_FILE = case_file.read(__file__)


@dataclass(frozen=True)
class Indicator:
    """An indicator: key and name of its goal, and its own name."""

    goal: str
    goal_name: str
    name: str


@dataclass(frozen=True)
class Lift:
    """What a measure really does for an indicator: the indicator, and the points from and to."""

    indicator: Indicator
    before: int
    after: int


@dataclass(frozen=True)
class Rise:
    """What a measure really does for a goal: its name, and the points from and to."""

    goal: str
    before: Fraction
    after: Fraction


@dataclass(frozen=True)
class Reaction:
    """What follows from taking a measure or giving one back.

    Attributes:
        good: Whether the weakest goal has risen (or, giving back, has not fallen).
        text: What happens.
        rule: What the material says about the goals that are lifted; "" without one.
        convention: The convention that says so; "" without one.
    """

    good: bool
    text: str
    rule: str = ""
    convention: str = ""


@dataclass(frozen=True)
class Report:
    """How it ends.

    Attributes:
        before: The goals before.
        after: The goals afterwards.
        lowest: Points of the weakest goal before and afterwards.
        mean: Mean of all goals before and afterwards.
        cost: Staff-months that were spent.
        idle: Names of measures without any of which the weakest goal would stand just as high.
        best: The choice that lifts the weakest goal most, for the least.
        broadest: The choice that lifts the mean of all goals most.
        takeaways: What to take away, a line each.
    """

    before: Assessment
    after: Assessment
    lowest: tuple[Fraction, Fraction]
    mean: tuple[Fraction, Fraction]
    cost: int
    idle: tuple[str, ...]
    best: Choice
    broadest: Choice
    takeaways: tuple[str, ...]

    @property
    def reached(self) -> bool:
        """Whether the weakest goal stands as high as it can."""
        return self.lowest[1] == self.best.lowest


class Harmony:
    """A community that marks itself and then chooses what to do.

    Args:
        seed: Whole number; the same seed gives the same community everywhere.
        rulebook: The active one if None.
    """

    def __init__(self, seed: int = 0, *, rulebook: Rulebook | None = None) -> None:
        self.rulebook = rulebook or rulebooks.active()
        self.seed = seed
        self.least = self.rulebook.count("goals.score_minimum")
        self.most = self.rulebook.count("goals.score_maximum")
        self.goals = self.rulebook.strings("goals.order")
        self.indicators = tuple(
            Indicator(goal, self.rulebook.string(f"goals.{goal}.name"), name)
            for goal in self.goals
            for name in self.rulebook.strings(f"goals.{goal}.indicators")
        )
        self._all = tuple(self._measure(entry) for entry in _FILE["measure"])
        self.name, self.given = self._drawn()
        self.mark(self.given)

    def mark(self, scores: Sequence[int]) -> None:
        """Mark the indicators anew; what was chosen before is given back.

        Raises:
            ShequError: There are too few marks or too many, or one is no whole number in the range.
        """
        if len(scores) != len(self.indicators):
            raise ShequError(f"应有 {len(self.indicators)} 项得分，现在是 {len(scores)} 项。")
        for indicator, score in zip(self.indicators, scores, strict=True):
            if not self.least <= whole_number(indicator.name, score) <= self.most:
                raise ShequError(
                    f"{indicator.name}应为 {self.least}～{self.most} 分，现在是 {shown(score)}。"
                )
        self.scores = tuple(int(score) for score in scores)
        self.measures = self._offered()
        self.taken: list[str] = []

    def measure(self, key: str) -> Measure:
        """Return a measure that is offered.

        Raises:
            ShequError: There is none of this key.
        """
        for measure in self.measures:
            if measure.key == key:
                return measure
        raise ShequError(f"没有{shown(key)}这项措施。")

    def before(self) -> Assessment:
        """Return the goals as they are marked."""
        return self._assessed(self.scores)

    def after(self) -> Assessment:
        """Return the goals as they are when what was taken is done."""
        return self._assessed(self._lifted(self.taken))

    def look_inside(self) -> tuple[tuple[Indicator, int], ...]:
        """Return the lowest indicator of each goal that is weakest now, with its marks."""
        now, weakest = self._lifted(self.taken), self.after().weakest
        inside = [
            [(score, number) for number, score in enumerate(now) if self.indicators[number].goal_name == name]
            for name in weakest
        ]
        return tuple((self.indicators[number], score) for score, number in map(min, inside))

    @property
    def cost(self) -> int:
        """Staff-months that are taken."""
        return sum(self.measure(key).cost for key in self.taken)

    @property
    def left(self) -> int:
        """Staff-months that are left."""
        return STAFF_MONTHS - self.cost

    def lifts(self, key: str) -> tuple[Lift, ...]:
        """Return what a measure does beside the others that are taken; marks end at the maximum."""
        others = self._lifted(other for other in self.taken if other != key)
        return tuple(
            Lift(self.indicators[number], others[number], min(others[number] + points, self.most))
            for number, points in self.measure(key).lifts
        )

    def rises(self, key: str) -> tuple[Rise, ...]:
        """Return what a measure does for the goals that rise by it, beside the others that are taken."""
        others = [other for other in self.taken if other != key]
        without, done = (self._assessed(self._lifted(keys)) for keys in (others, [*others, key]))
        means = zip(without.scores, _means(without), _means(done), strict=True)
        return tuple(Rise(goal.name, old, new) for goal, old, new in means if old != new)

    def gain(self, key: str) -> Fraction:
        """Return by how much the weakest goal stands higher with a measure than without it."""
        others = [other for other in self.taken if other != key]
        without, done = (self._assessed(self._lifted(keys)) for keys in (others, [*others, key]))
        return _lowest(done) - _lowest(without)

    def take(self, key: str) -> Reaction:
        """Take a measure, or give it back if it is taken.

        Raises:
            ShequError: There is no such measure.
        """
        measure = self.measure(key)
        low, weak = _lowest(self.after()), self.after().weakest
        if key in self.taken:
            self.taken.remove(key)
            now = _lowest(self.after())
            text = f"“{measure.name}”不做了，退回 {measure.cost} 人月。{_moved(low, now)}"
            return Reaction(now == low, text)
        if measure.cost > self.left:
            text = f"“{measure.name}”要 {measure.cost} 人月，只剩 {self.left} 人月了。先退掉一项，再来换。"
            return Reaction(False, text, convention=f"一共 {STAFF_MONTHS} 人月，是游戏的约定")
        lifts, rises = self.lifts(key), self.rises(key)
        mean = _mean(self.after())
        self.taken.append(key)
        now = _lowest(self.after())
        text = f"“{measure.name}”：{_risen(lifts, rises)}"
        if now > low:
            text += f"{_moved(low, now)}合每人月 {points((now - low) / measure.cost)} 分。"
            if self.after().weakest != weak:
                text += f"现在最低的是{'、'.join(self.after().weakest)}。"
        else:
            text += self._in_vain(measure, _mean(self.after()) - mean)
        rule = ""
        if measure.goal:
            signs = "；".join(self.rulebook.strings(f"goals.{measure.goal}.indicators"))
            rule = f"{self._goal(measure.goal)}要看：{signs}"
        return Reaction(now > low, text, rule, f"{judge.METHOD}；最低的就是短板")

    def report(self) -> Report:
        """Return how it ends with what is taken."""
        before, after = self.before(), self.after()
        idle = tuple(self.measure(key).name for key in self.taken if not self.gain(key))
        found = self._choices()
        return Report(
            before,
            after,
            (_lowest(before), _lowest(after)),
            (_mean(before), _mean(after)),
            self.cost,
            idle,
            radar_solver.highest(found),
            radar_solver.broadest(found),
            self._takeaways(),
        )

    def _measure(self, entry: dict[str, Any]) -> Measure:
        lifts = tuple(
            (self._indicator(lift["goal"], lift["sign"]), lift["points"]) for lift in entry["lifts"]
        )
        return Measure(**{**entry, "lifts": lifts})

    def _indicator(self, goal: str, sign: str) -> int:
        """Return the number of the indicator of a goal that is known by a word."""
        fitting = [n for n, one in enumerate(self.indicators) if one.goal == goal and sign in one.name]
        if len(fitting) != 1:
            raise ShequError(
                f"规则手册 {self.rulebook.file} 的 goals.{goal}.indicators 里，写着“{sign}”的应恰好有一项。"
            )
        return fitting[0]

    def _drawn(self) -> tuple[str, tuple[int, ...]]:
        """Draw a community for which it pays to think."""
        attempt = 0
        while True:
            chance = random.Random(f"radar/{self.seed}/{attempt}")
            name = f"{_NAMES[chance.getrandbits(16) % len(_NAMES)]}社区"
            order = sorted(self.goals, key=lambda _: chance.getrandbits(32))
            below = {
                goal: least + chance.getrandbits(16) % more
                for goal, (least, more) in zip(order, _BELOW, strict=True)
            }
            scores = tuple(
                min(self.most - below[i.goal] + chance.getrandbits(16) % (2 * _APART + 1) - _APART, self.most)
                for i in self.indicators
            )
            self.scores = scores
            self.measures = self._offered()
            if self._worth_thinking():
                return name, scores
            attempt += 1

    def _offered(self) -> tuple[Measure, ...]:
        """Return measures to choose from: the weaker a goal is, the more there are for it."""
        chance = random.Random(f"radar/{self.seed}/measures")
        place = {measure.key: chance.getrandbits(32) for measure in self._all}
        means = {score.key: score.mean or 0 for score in self.before().scores}
        ranks = sorted(self.goals, key=lambda goal: means[goal])  # equal ones as in the material
        number = dict(zip(ranks, OFFERED, strict=True)) | {"": BROAD}
        mixed = sorted(self._all, key=lambda measure: place[measure.key])
        chosen = [[m for m in mixed if m.goal == goal][:most] for goal, most in number.items()]
        return tuple(sorted((m for some in chosen for m in some), key=lambda m: place[m.key]))

    def _choices(self) -> tuple[Choice, ...]:
        goals = [[n for n, one in enumerate(self.indicators) if one.goal == goal] for goal in self.goals]
        return tuple(radar_solver.choices(self.measures, self.scores, goals, self.most, STAFF_MONTHS))

    def _worth_thinking(self) -> bool:
        """Whether neither the highest mean nor the goal that is weakest at first shows the way."""
        before = self.before()
        found = self._choices()
        best = radar_solver.highest(found).lowest
        first = [c for c in found if all(self._goal(m.goal) in before.weakest for m in c.measures if m.goal)]
        narrow = [choice for choice in first if all(measure.goal for measure in choice.measures)]
        return (
            len(before.weakest) == 1
            and best - _lowest(before) >= _LIFTED
            and best - radar_solver.broadest(found).lowest >= _MEAN_LOSES
            and best - radar_solver.highest(narrow).lowest >= _FIRST_LOSES
        )

    def _assessed(self, scores: Sequence[int]) -> Assessment:
        return judge.assess(
            (
                {judge.GOAL: indicator.goal_name, judge.POINTS: score}
                for indicator, score in zip(self.indicators, scores, strict=True)
            ),
            rulebook=self.rulebook,
        )

    def _lifted(self, keys: Iterable[str]) -> tuple[int, ...]:
        return radar_solver.lifted(self.scores, [self.measure(key) for key in keys], self.most)

    def _goal(self, key: str) -> str:
        return self.rulebook.string(f"goals.{key}.name")

    def _in_vain(self, measure: Measure, rise: Fraction) -> str:
        """Say why the weakest goal has not risen by a measure."""
        after = self.after()
        lifted = {self.indicators[number].goal_name for number, _ in measure.lifts}
        strongest = max(score.mean or 0 for score in after.scores)
        text = f"短板没有动，最低的还是{'、'.join(after.weakest)}。"
        if lifted & set(after.weakest):
            return text + ("几个一样低，要一起补上来，短板才动。" if len(after.weakest) > 1 else "")
        if lifted <= {score.name for score in after.scores if score.mean == strongest}:
            return text + "人手用在了本来最强的目标上。"
        return text + f"总平均高了 {points(rise)} 分，可总平均再高，也填不平最低的一块。"

    def _takeaways(self) -> tuple[str, ...]:
        names = "、".join(self._goal(goal) for goal in self.goals)
        return (
            f"材料给出的目标是{names}；材料到最后一个的中间就断了，再没有别的可评。",
            "先打分，再求平均，最低的就是短板；不看合计，也不看总平均。",
            "补短板，先看进去：它的哪几项指标低，哪一件事补得多、用的人手少。",
            "补到一半要回头再评：短板会换。接下来的力气，要用到新的短板上。",
        )


def points(number: Fraction | float | None) -> str:
    """Return points with at most two places and no needless zeros."""
    return f"{float(number or 0):.2f}".rstrip("0").rstrip(".")


def _means(assessment: Assessment) -> list[Fraction]:
    """Exact means of the goals, from which an `Assessment` may differ by a tiny bit."""
    return [Fraction(round((s.mean or 0) * s.indicators), s.indicators) for s in assessment.scores]


def _lowest(assessment: Assessment) -> Fraction:
    return min(_means(assessment))


def _mean(assessment: Assessment) -> Fraction:
    means = _means(assessment)
    return sum(means, Fraction()) / len(means)


def _moved(before: Fraction, now: Fraction) -> str:
    if now == before:
        return f"短板还是 {points(now)} 分。"
    return f"短板从 {points(before)} 分{'提' if now > before else '落'}到 {points(now)} 分，"


def _risen(lifts: Sequence[Lift], rises: Sequence[Rise]) -> str:
    """Say what rises from where to where; indicators only if they are few."""
    if not rises:
        return "已经到顶，多出来的分用不上。"
    goals = "，".join(f"{rise.goal} {points(rise.before)} → {points(rise.after)}" for rise in rises)
    if len(lifts) > 2:
        return f"{goals}。"
    return "；".join(f"{one.indicator.name} {one.before} → {one.after}" for one in lifts) + f"，带动{goals}。"
