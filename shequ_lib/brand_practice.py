"""What the course has set for practice in chapter 13, and no document has: the chapter says so each time.

Every line is one that a brand has to reach; "or more" holds the number itself.
"""

from __future__ import annotations

LATE_YEARS = 2  # a document may be this much younger than what it tells of
SOME = (1, 3)  # times in half a year: something has begun, and is not common yet
LINE = 60  # per cent that are enough, wherever it is asked whether something is enough
LINE_WORDS = "六成"
QUIET_DAYS = 7  # without a new opinion after the feedback, before a plan is final
TRIAL_DAYS = 100
STOP_DAYS = 10  # a longer stop lets the count begin anew
JUDGE_DAYS = 20  # after the trial
MONTHS = 12  # without a longer stop
HANDS = 8  # residents who work for it
PROOF = 6  # points of proof
COMPARED, ASKED, LETTER = 3, 2, 1  # points of a comparison, of visits, of a letter


def wants_asked(users: int) -> int:
    """Return how many of these users have to be asked so that it counts."""
    return -(-users * LINE // 100)


def points(*, compared: bool, users: int, asked: int, letter: bool) -> int:
    """Return the points of proof.

    Args:
        compared: Whether two numbers are there of the same people or place in the same month.
        users: How many households used it.
        asked: How many of them were asked.
        letter: Whether a resident who used it wrote and signed a letter.
    """
    return COMPARED * compared + ASKED * (asked >= wants_asked(users)) + LETTER * letter


def secured(*, passed: int, agreed: int, fees: int) -> int:
    """Return how much of the money is sure: fees that are expected count half, what was only said does not.

    Args:
        passed: Yuan that a meeting has passed.
        agreed: Yuan for which there is an agreement.
        fees: Yuan that users are expected to pay.
    """
    return passed + agreed + fees // 2


def months(before: int, stopped_days: int, after: int) -> int:
    """Return how many months count."""
    return after if stopped_days > STOP_DAYS else before + after
