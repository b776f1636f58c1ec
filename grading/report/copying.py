"""Suspiciously equal submissions: pairs who share far more wrong answers than chance gives.

Right answers say nothing: whoever knows gives the same one. So for each pair of people only identical WRONG
answers count. How likely that is by chance depends on three things, each taken from the class itself:

* how likely the second person is to go wrong in this exercise at all (a Rasch model: the person's ability
  against the difficulty of the exercise);
* how common the first person's wrong answer is among the others who went wrong there. Falling for the usual
  trap together means little, hitting on the same odd answer means much;
* how many pairs there are: among 80,000 pairs something unlikely happens by chance every day.

The number of agreements is then a sum of independent coin tosses with unequal chances (Poisson-binomial,
as in the GBT and omega indices of answer copying). Each of the two is taken for the first person once, and
the larger of the two probabilities counts. Times the number of pairs it is the number of such coincidences
to be expected in the class: it controls the chance of accusing anybody at all (Bonferroni).

What this finds is a reason to look, never a proof: two people may have learnt together.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]

LEAST_SHARED = 4  # with fewer identical wrong answers a pair is never reported
EXPECTED = 0.01  # coincidences per class: one false alarm in a hundred classes
ABSENT, NOT_WRONG = -2, -1  # codes: not handed in; right or left blank

_SPREAD = 1.5  # standard deviation of the prior of abilities and difficulties: finite without a mistake
_ROUNDS = 40


@dataclass(frozen=True)
class Pair:
    """Two people, by row: how many wrong answers they share, and how likely that is.

    Attributes:
        first: row of the one.
        second: row of the other.
        shared: columns in which both gave the same wrong answer.
        by_chance: how many of these chance alone would give.
        expected: how many pairs like this chance alone gives in a class like this.
    """

    first: int
    second: int
    shared: tuple[int, ...]
    by_chance: float
    expected: float


def find(codes: Codes, *, limit: float = EXPECTED) -> list[Pair]:
    """Return the pairs that share too many wrong answers, the least likely first.

    Args:
        codes: people by exercises: `ABSENT`, `NOT_WRONG`, or a number from 0 up for each different wrong
            answer of the exercise.
        limit: the number of such coincidences to be expected in a class in which nobody copied.
    """
    people = codes.shape[0]
    pairs = people * (people - 1) // 2
    if pairs == 0 or codes.shape[1] == 0:
        return []
    going_wrong = chances_of_wrong(codes)
    beyond: dict[tuple[int, int], tuple[float, float]] = {}
    for source in range(people):
        for other, tail, by_chance in _beyond_chance(codes, going_wrong, source):
            beyond[source, other] = tail, by_chance
    suspicious = []
    for (first, second), one_way in beyond.items():
        other_way = beyond.get((second, first))
        if first < second and other_way is not None:
            tail, by_chance = max(one_way[0], other_way[0]), max(one_way[1], other_way[1])
            if tail * pairs <= limit:
                shared = _shared(codes, first, second)
                suspicious.append(Pair(first, second, shared, by_chance, tail * pairs))
    return sorted(suspicious, key=lambda pair: (pair.expected, pair.first, pair.second))


def tail_probability(chances: Floats, reached: Codes) -> Floats:
    """Return for each row the probability of at least `reached` successes (Poisson-binomial).

    Only sums of positive numbers, so that tiny probabilities keep their digits.

    Args:
        chances: rows of trials, each with its own chance of success.
        reached: for each row, the number of successes.
    """
    rows = chances.shape[0]
    # Column r: the probability that r more successes are wanting; column 0 takes in whoever has arrived.
    wanting = np.zeros((rows, int(reached.max(initial=0)) + 1))
    wanting[np.arange(rows), np.maximum(reached, 0)] = 1
    for chance in chances.T[:, :, None]:
        step = wanting[:, 1:] * chance
        wanting[:, 1:] -= step
        wanting[:, :-1] += step
    return np.minimum(wanting[:, 0], 1)


def chances_of_wrong(codes: Codes) -> Floats:
    """Return how likely each person is to go wrong in each exercise: a Rasch model fitted to the class."""
    there = codes != ABSENT
    wrong = (codes >= 0).astype(float)
    weakness, difficulty = np.zeros(codes.shape[0]), np.zeros(codes.shape[1])
    for _ in range(_ROUNDS):  # Newton's steps, people and exercises in turn
        for axis in (1, 0):
            chance = _logistic(weakness[:, None] + difficulty[None, :])
            pull = np.where(there, wrong - chance, 0).sum(axis=axis)
            bend = np.where(there, chance * (1 - chance), 0).sum(axis=axis) + _SPREAD**-2
            if axis == 1:
                weakness += np.clip((pull - weakness * _SPREAD**-2) / bend, -1, 1)
            else:
                difficulty += np.clip((pull - difficulty * _SPREAD**-2) / bend, -1, 1)
    return np.where(there, _logistic(weakness[:, None] + difficulty[None, :]), 0)


def _beyond_chance(codes: Codes, going_wrong: Floats, source: int) -> list[tuple[int, float, float]]:
    """Return who agrees with a person beyond chance: row, probability, agreements that chance gives."""
    columns = np.flatnonzero(codes[source] >= 0)
    theirs = codes[:, columns]
    same, wrong = theirs == codes[source, columns], theirs >= 0
    shared = same.sum(axis=1)
    shared[source] = 0
    rows = np.flatnonzero(shared >= LEAST_SHARED)
    # How common the person's answer is among those who went wrong, leaving out the one it is compared with.
    common = (same.sum(axis=0) - same[rows]) / np.maximum(wrong.sum(axis=0) - wrong[rows], 1)
    chances = going_wrong[rows][:, columns] * common
    means = chances.sum(axis=1)
    deviations = np.sqrt((chances * (1 - chances)).sum(axis=1))
    close = shared[rows] > means + deviations  # other pairs are far more likely than any limit asks for
    tails = tail_probability(chances[close], shared[rows][close])
    found = zip(rows[close], tails, means[close], strict=True)
    return [(int(other), float(tail), float(by_chance)) for other, tail, by_chance in found]


def _shared(codes: Codes, first: int, second: int) -> tuple[int, ...]:
    same = (codes[first] >= 0) & (codes[first] == codes[second])
    return tuple(int(column) for column in np.flatnonzero(same))


def _logistic(value: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-value)))
