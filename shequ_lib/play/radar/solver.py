"""Every choice of measures that there are hands for, and the best of them: a small exhaustive search."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Measure:
    """Something to do for the goals.

    Attributes:
        key: Its key.
        goal: Key of the goal that it is meant for; "" if it does a little for many.
        name: What it is called, short.
        does: What is done.
        cost: Staff-months.
        lifts: Numbers of indicators, each with the points by which it is lifted.
    """

    key: str
    goal: str
    name: str
    does: str
    cost: int
    lifts: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Choice:
    """Measures, and what they come to.

    Attributes:
        measures: The measures.
        cost: Staff-months.
        lowest: Points of the weakest goal afterwards.
        mean: Mean of all goals afterwards.
    """

    measures: tuple[Measure, ...]
    cost: int
    lowest: Fraction
    mean: Fraction


def lifted(scores: Sequence[int], measures: Sequence[Measure], most: int) -> tuple[int, ...]:
    """Return the marks when the measures are done; none is above `most`."""
    now = list(scores)
    for measure in measures:
        for number, points in measure.lifts:
            now[number] = min(now[number] + points, most)
    return tuple(now)


def choices(
    measures: Sequence[Measure], scores: Sequence[int], goals: Sequence[Sequence[int]], most: int, hands: int
) -> Iterator[Choice]:
    """Yield every choice of measures that costs no more than there are hands for, none of them twice.

    Args:
        measures: What there is to choose from.
        scores: Marks of the indicators.
        goals: Numbers of the indicators of each goal.
        most: The highest mark.
        hands: Staff-months.
    """
    whole = math.lcm(*map(len, goals))  # means are compared as whole numbers of this part of a point

    def go(start: int, chosen: tuple[Measure, ...], cost: int, now: tuple[int, ...]) -> Iterator[Choice]:
        means = [sum(now[number] for number in goal) * whole // len(goal) for goal in goals]
        yield Choice(chosen, cost, Fraction(min(means), whole), Fraction(sum(means), whole * len(goals)))
        for place, measure in enumerate(measures[start:], start):
            if cost + measure.cost <= hands:
                more = lifted(now, [measure], most)
                yield from go(place + 1, (*chosen, measure), cost + measure.cost, more)

    return go(0, (), 0, tuple(scores))


def highest(found: Sequence[Choice]) -> Choice:
    """Return the choice that lifts the weakest goal most, for the least; then the one that lifts all most."""
    return min(found, key=lambda choice: (-choice.lowest, choice.cost, -choice.mean))


def broadest(found: Sequence[Choice]) -> Choice:
    """Return the choice that lifts the mean of all goals most, for the least."""
    return min(found, key=lambda choice: (-choice.mean, choice.cost, -choice.lowest))
