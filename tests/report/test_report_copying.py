"""Who copied is found, who did not is left alone; every probability against brute force."""

import itertools
import math
from fractions import Fraction

import numpy as np
import pytest

from grading.report import copying
from grading.report.copying import ABSENT, NOT_WRONG


def by_brute_force(chances, reached):
    """The probability of at least so many successes: all outcomes, in exact fractions."""
    total = Fraction(0)
    for outcome in itertools.product((0, 1), repeat=len(chances)):
        if sum(outcome) >= reached:
            total += math.prod(
                (chance if success else 1 - chance for success, chance in zip(outcome, chances, strict=True)),
                start=Fraction(1),
            )
    return total


@pytest.mark.parametrize("seed", range(5))
def test_the_tail_is_that_of_all_outcomes(seed):
    draw = np.random.default_rng(seed)
    eighths = draw.integers(0, 9, size=(6, 8))
    reached = draw.integers(0, 9, size=6)
    found = copying.tail_probability(eighths / 8, reached)
    for row, at_least, tail in zip(eighths, reached, found, strict=True):
        exact = by_brute_force([Fraction(int(each), 8) for each in row], int(at_least))
        assert tail == pytest.approx(float(exact), rel=1e-12, abs=0)


def test_a_tiny_tail_keeps_its_digits():
    found = copying.tail_probability(np.full((1, 40), 0.001), np.array([40]))
    assert found[0] == pytest.approx(1e-120, rel=1e-9)


def test_more_than_all_is_impossible_and_none_is_certain():
    assert list(copying.tail_probability(np.full((2, 3), 0.5), np.array([4, 0]))) == [0, 1]


def a_class(seed, people, items, copied=(), share=0.9):
    """Codes of a class: a logistic model, a few tempting mistakes for each exercise, and who copies whom."""
    draw = np.random.default_rng(seed)
    ability, difficulty = draw.normal(0, 1, people), draw.normal(-0.7, 0.9, items)
    wrong = draw.random((people, items)) > 1 / (1 + np.exp(difficulty - ability[:, None]))
    answers = np.minimum(draw.geometric(0.45, (people, items)) - 1, 6)
    codes = np.where(wrong, answers, NOT_WRONG)
    for copier, source in copied:
        taken = draw.random(items) < share
        codes[copier] = np.where(taken, codes[source], codes[copier])
    return codes


def test_the_chances_of_going_wrong_are_the_likeliest():
    """At the best fit, what each person and exercise pulls is balanced by the prior; by plain loops."""
    codes = a_class(1, 12, 9)
    codes[3, 4:] = ABSENT
    chances = copying.chances_of_wrong(codes)

    def logit(chance):
        return math.log(chance / (1 - chance))

    # Sums of logits separate the two sides up to a constant: fit them from the table itself.
    there = [(i, j) for i in range(12) for j in range(9) if codes[i, j] != ABSENT]
    weakness = {i: logit(chances[i, 0]) for i in range(12)}
    difficulty = {j: logit(chances[0, j]) - weakness[0] for j in range(9)}
    for i, j in there:
        assert logit(chances[i, j]) == pytest.approx(weakness[i] + difficulty[j])
    pulls = {i: sum((codes[i, j] >= 0) - chances[i, j] for a, j in there if a == i) for i in range(12)}
    # Both have a normal prior of one spread: what pulls somebody is their weakness over its square.
    shift = pulls[0] * 1.5**2 - weakness[0]
    for i in range(12):
        assert pulls[i] * 1.5**2 == pytest.approx(weakness[i] + shift, abs=1e-6)
    for j in range(9):
        pull = sum((codes[i, j] >= 0) - chances[i, j] for i, b in there if b == j)
        assert pull * 1.5**2 == pytest.approx(difficulty[j] - shift, abs=1e-6)
    assert (chances[3, 4:] == 0).all()


def found_by_loops(codes, limit):
    """The same search, pair by pair in plain Python, with tails from all sums instead of arrays."""
    people, items = codes.shape
    wrong_chance = copying.chances_of_wrong(codes)
    pairs = people * (people - 1) // 2

    def one_way(source, other):
        chances, shared = [], 0
        for item in range(items):
            answer = codes[source, item]
            if answer < 0:
                continue
            others = [codes[k, item] for k in range(people) if k != other and codes[k, item] >= 0]
            chances.append(wrong_chance[other, item] * others.count(answer) / len(others))
            shared += codes[other, item] == answer
        sums = {0: 1.0}
        for chance in chances:
            following = {}
            for count, probability in sums.items():
                following[count] = following.get(count, 0) + probability * (1 - chance)
                following[count + 1] = following.get(count + 1, 0) + probability * chance
            sums = following
        return shared, math.fsum(p for count, p in sums.items() if count >= shared)

    suspicious = {}
    for first, second in itertools.combinations(range(people), 2):
        shared, tail = one_way(first, second)
        tail = max(tail, one_way(second, first)[1])
        if shared >= copying.LEAST_SHARED and tail * pairs <= limit:
            suspicious[first, second] = (shared, tail * pairs)
    return suspicious


@pytest.mark.parametrize("seed", range(3))
def test_the_search_is_that_of_plain_loops(seed):
    codes = a_class(seed, 14, 25, copied=[(5, 2), (9, 10)])
    codes[7, 10:] = ABSENT
    limit = 5.0  # so that there is something to compare beyond those who copied
    expected = found_by_loops(codes, limit)
    found = copying.find(codes, limit=limit)
    assert {(pair.first, pair.second): len(pair.shared) for pair in found} == {
        pair: shared for pair, (shared, _) in expected.items()
    }
    assert found
    for pair in found:
        assert pair.expected == pytest.approx(expected[pair.first, pair.second][1], rel=1e-6)
        assert all(codes[pair.first, item] == codes[pair.second, item] >= 0 for item in pair.shared)


@pytest.mark.parametrize("seed", range(8))
def test_a_copied_pair_is_found_and_nobody_else(seed):
    honest = a_class(seed, 40, 60)
    weak = np.argsort((honest >= 0).sum(axis=1))[-12]  # errs often enough to be seen
    copier = (int(weak) + 1) % 40
    found = copying.find(a_class(seed, 40, 60, copied=[(copier, int(weak))]))
    assert [{pair.first, pair.second} for pair in found] == [{copier, int(weak)}]
    assert found[0].expected < copying.EXPECTED and found[0].by_chance < len(found[0].shared)
    assert copying.find(honest) == []


def test_making_the_usual_mistake_together_is_not_suspicious():
    """Thirty people, all wrong everywhere in the one usual way, but for two who are right everywhere."""
    codes = np.zeros((30, 20), dtype=np.int64)
    codes[:2] = NOT_WRONG
    assert copying.find(codes) == []


def test_a_rare_mistake_in_common_says_more_than_a_usual_one():
    usual = a_class(3, 30, 40)
    rare = usual.copy()
    for codes, answer in ((usual, 0), (rare, 50)):
        codes[4] = codes[9] = NOT_WRONG
        codes[4, :8] = codes[9, :8] = answer
        codes[20:, :8] = 0
    expected = {
        kind: {(p.first, p.second): p.expected for p in copying.find(codes, limit=1e9)}.get((4, 9), math.inf)
        for kind, codes in (("usual", usual), ("rare", rare))
    }
    assert expected["rare"] < 1e-3 < expected["usual"]


@pytest.mark.parametrize("people", range(3))
def test_two_people_alone_prove_nothing(people):
    assert copying.find(np.zeros((people, 30), dtype=np.int64)) == []


def test_right_blank_and_missing_answers_are_never_counted():
    codes = a_class(5, 30, 40)
    codes[3], codes[4] = NOT_WRONG, NOT_WRONG
    codes[5], codes[6] = ABSENT, ABSENT
    assert not {3, 4, 5, 6} & {row for pair in copying.find(codes) for row in (pair.first, pair.second)}
    assert copying.find(np.empty((10, 0), dtype=np.int64)) == []
