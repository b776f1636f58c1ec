"""The day of an election without its widgets: a made-up community, three ways of electing, the turnout.

Source: chapter 4 of the material, objectives 4.2 and 4.3: who votes in each way comes from the rulebook. The
material does not say how many come, nor how many are enough: the people, and what a preparation helps, are
conventions of the game (day.toml).
"""

from __future__ import annotations

import bisect
import functools
import math
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from shequ_lib import division
from shequ_lib import rulebook as rulebooks
from shequ_lib.errors import ShequError, shown
from shequ_lib.play import case_file
from shequ_lib.rulebook import Rulebook

DATA = case_file.read(__file__, "day.toml")
DIRECT, HOUSEHOLDS, GROUPS = "direct", "households", "groups"
OPENS: int = DATA["opens"]
HOURS = len(DATA["kind"][0]["hours"]["sunday"])

Choices = tuple[str, ...]
"""The keys of the chosen options, one for each of PREPARE, in its order."""


@dataclass(frozen=True)
class Kind:
    """A kind of voters.

    Attributes:
        key: Its key.
        name: Its Chinese name.
        share: How many voters of 100 are of it.
        hours: How they spread over the hours, by the key of the day.
        delegate: The chance that a delegate of this kind comes, by the key of the day.
        meeting: The chance to be at the meeting that chooses a delegate, once one knows of it.
    """

    key: str
    name: str
    share: int
    hours: dict[str, list[int]]
    delegate: dict[str, float]
    meeting: float


@dataclass(frozen=True)
class Option:
    """A way to prepare something.

    Attributes:
        key: Its key.
        label: What the button says.
        short: The same in a word or two.
        says: What can be seen of it.
        effort: Errands that it costs.
        effort_per_100: Errands that it costs for each 100 households.
        chance: What it makes of the chance to vote, by the key of the kind.
        hours: Kinds that it makes vote at other hours.
        date_now: As `date`, for a rulebook by whose law the term has changed.
        date: The day that it stands for, if it is one, in the time of the material.
    """

    key: str
    label: str
    short: str
    says: str
    effort: float
    effort_per_100: float
    chance: dict[str, float]
    hours: dict[str, list[int]]
    date_now: date | None = None
    date: date | None = None


@dataclass(frozen=True)
class Question:
    """Something that can be prepared in several ways.

    Attributes:
        key: Its key.
        name: Its name in a word.
        question: What is asked.
        options: The ways.
    """

    key: str
    name: str
    question: str
    options: tuple[Option, ...]

    def option(self, key: str) -> Option:
        """Return the option of this key.

        Raises:
            ShequError: There is none.
        """
        for option in self.options:
            if option.key == key:
                return option
        allowed = "、".join(option.key for option in self.options)
        raise ShequError(f"{self.name}没有 {shown(key)} 这种准备；可以是：{allowed}。")


class Voter(NamedTuple):
    """Somebody who may vote.

    Attributes:
        kind: Number of the kind in KINDS.
        will: From 0 (comes whatever happens) to 1; who is below the chance comes.
        moment: From 0 to 1, when in the day.
    """

    kind: int
    will: float
    moment: float


@dataclass(frozen=True)
class Community:
    """A made-up community.

    Attributes:
        name: Its name.
        households: The voters of each household.
        delegates: The delegate of each group of households, with a will of its own.
    """

    name: str
    households: tuple[tuple[Voter, ...], ...]
    delegates: tuple[Voter, ...]

    @property
    def voters(self) -> int:
        """How many may vote when all do."""
        return sum(map(len, self.households))

    def ballots(self, way: str) -> int:
        """Return how many ballots can be cast in this way."""
        return {DIRECT: self.voters, HOUSEHOLDS: len(self.households), GROUPS: len(self.delegates)}[way]

    def behind(self, way: str) -> float:
        """Return how many voters stand behind one ballot in this way, on average."""
        return self.voters / self.ballots(way)


@dataclass(frozen=True)
class Turnout:
    """How a day went.

    Attributes:
        way: Key of the way of electing.
        choices: How it was prepared.
        ballots: How many ballots could be cast.
        voters: How many voters there are.
        by_hour: Ballots cast, for each hour by kind.
        told: Voters who heard of the election.
        met: Households that helped to choose the delegates, where delegates vote.
        effort: Errands that it cost.
    """

    way: str
    choices: Choices
    ballots: int
    voters: int
    by_hour: tuple[tuple[int, ...], ...]
    told: int
    met: int
    effort: int

    def cast(self, hours: int = HOURS) -> int:
        """Return the ballots cast in the first hours; in all of them if nothing is said."""
        return sum(map(sum, self.by_hour[:hours]))

    def share(self, hours: int = HOURS) -> float:
        """Return the ballots cast as a share of those that could be."""
        return self.cast(hours) / self.ballots

    @property
    def behind(self) -> float:
        """How many voters stand behind one ballot, on average."""
        return self.voters / self.ballots

    def by_kind(self) -> dict[str, int]:
        """Return the ballots cast by the key of the kind of those who cast them."""
        return {kind.key: sum(hour[number] for hour in self.by_hour) for number, kind in enumerate(KINDS)}


KINDS = tuple(Kind(**kind) for kind in DATA["kind"])
PREPARE = tuple(
    Question(
        question["key"],
        question["name"],
        question["question"],
        tuple(Option(**{"hours": {}, **option}) for option in question["option"]),
    )
    for question in DATA["prepare"]
)


def ways(*, rulebook: Rulebook | None = None) -> tuple[str, ...]:
    """Return the keys of the ways of electing (objective 4.2).

    Raises:
        ShequError: The rulebook has a way that the game cannot play.
    """
    rb = rulebook or rulebooks.active()
    keys = rb.strings("rights.election.ways")
    for key in keys:
        if key not in DATA["way"]:
            raise ShequError(f"规则手册 {rb.file} 的条目 rights.election.ways 有不认识的 {shown(key)}。")
    return keys


def chosen(choices: Choices) -> dict[str, Option]:
    """Return the options of these choices, by the key of their question.

    Raises:
        ShequError: One is no option, or there is not one for each question.
    """
    if len(choices) != len(PREPARE):
        raise ShequError(f"准备应有 {len(PREPARE)} 样，现在是 {len(choices)} 样。")
    return {question.key: question.option(key) for question, key in zip(PREPARE, choices, strict=True)}


def community(seed: int, *, rulebook: Rulebook | None = None) -> Community:
    """Return the community of this seed: the same on every machine, of a size that the rulebook finds fit."""
    return _community(seed, *division.size_range(rulebook=rulebook))


def turnout(seed: int, way: str, choices: Choices, *, rulebook: Rulebook | None = None) -> Turnout:
    """Return how the day goes in the community of this seed.

    Each voter has the same will on every such day, so that a better preparation brings more people and ways
    can be compared.

    Raises:
        ShequError: There is no such way or no such choice.
    """
    if way not in ways(rulebook=rulebook):
        raise ShequError(f"没有 {shown(way)} 这种选法；可以是：{'、'.join(ways(rulebook=rulebook))}。")
    chosen(choices)
    return _turnout(seed, *division.size_range(rulebook=rulebook), way, choices)


@functools.lru_cache(maxsize=4)
def _community(seed: int, least: int, most: int) -> Community:
    dice = random.Random(f"election/{seed}")
    name = DATA["names"][seed % len(DATA["names"])]
    sizes, kinds = _steps(DATA["family"]), _steps([kind.share for kind in KINDS])
    households = tuple(
        tuple(
            Voter(_place(kinds, dice.random()), dice.random(), dice.random())
            for _ in range(1 + _place(sizes, dice.random()))
        )
        for _ in range(least + int(dice.random() * (most - least + 1)))
    )
    step = DATA["delegate_of"]
    groups = [households[start : start + step] for start in range(0, len(households), step)]
    keenest = [min((v for family in group for v in family), key=lambda v: v.will) for group in groups]
    return Community(name, households, tuple(voter._replace(will=dice.random()) for voter in keenest))


@functools.lru_cache(maxsize=64)
def _turnout(seed: int, least: int, most: int, way: str, choices: Choices) -> Turnout:
    place, options = _community(seed, least, most), chosen(choices)
    day = options["day"].key
    told = [options["announce"].chance[kind.key] for kind in KINDS]
    chances = [math.prod(option.chance[kind.key] for option in options.values()) for kind in KINDS]
    meeting = [told[number] * kind.meeting for number, kind in enumerate(KINDS)]
    times = [_steps(kind.hours[day]) for kind in KINDS]
    for option in options.values():
        for number, kind in enumerate(KINDS):
            if way != GROUPS and kind.key in option.hours:
                times[number] = _steps(option.hours[kind.key])

    def coming(voters: Iterable[Voter], chance: list[float]) -> Iterator[Voter]:
        return (voter for voter in voters if voter.will < chance[voter.kind])

    if way == GROUPS:
        present = coming(place.delegates, [kind.delegate[day] for kind in KINDS])
    elif way == HOUSEHOLDS:  # one of those in the family who would come
        families = (min(coming(family, chances), default=None, key=_will) for family in place.households)
        present = (voter for voter in families if voter is not None)
    else:
        present = coming((voter for family in place.households for voter in family), chances)
    by_hour = [[0] * len(KINDS) for _ in range(HOURS)]
    for voter in present:
        by_hour[_place(times[voter.kind], voter.moment)][voter.kind] += 1

    hundreds = len(place.households) / 100
    costs = [DATA["way"][way]["effort_per_100"] * hundreds]
    costs += [option.effort + option.effort_per_100 * hundreds for option in options.values()]
    costs += [sum(map(sum, by_hour)) / 100 * DATA["count_per_100"]]
    return Turnout(
        way,
        choices,
        place.ballots(way),
        place.voters,
        tuple(map(tuple, by_hour)),
        round(sum(told[voter.kind] for family in place.households for voter in family)),
        sum(any(coming(family, meeting)) for family in place.households) if way == GROUPS else 0,
        round(sum(costs)),
    )


def people(seed: int, number: int) -> tuple[str, ...]:
    """Return the names of so many made-up people, all different."""
    dice = random.Random(f"election/{seed}/people")
    surnames, given = (sorted(DATA[part], key=lambda _: dice.random()) for part in ("surnames", "given"))
    rounds = (place + place // len(surnames) for place in range(number))  # nobody gets the same name twice
    return tuple(
        surnames[place % len(surnames)] + given[first % len(given)] for place, first in enumerate(rounds)
    )


def _will(voter: Voter) -> float:
    return voter.will


def _steps(weights: list[int]) -> tuple[float, ...]:
    """Return where each weight ends, the last at 1."""
    total, sums = sum(weights), 0
    ends = []
    for weight in weights:
        sums += weight
        ends.append(sums / total)
    return tuple(ends)


def _place(steps: tuple[float, ...], chance: float) -> int:
    """Return the number of the weight that a chance from 0 to 1 falls into."""
    return bisect.bisect_right(steps, chance)
