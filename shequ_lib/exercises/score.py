"""Points and messages for an answer: the one place where answers are judged.

The notebook's own check, the proofs of the masters and the grading of a class all call `mark`.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from shequ_lib.exercises import literal, plain_table
from shequ_lib.exercises.literal import AnswerError
from shequ_lib.exercises.normalise import Spec, normalise

__all__ = ["BOTH", "UNANSWERED", "AnswerError", "Key", "Result", "Spec", "mark", "mark_source", "normalise"]

Key = dict[str, Any]
Status = Literal["unanswered", "unreadable", "wrong", "partial", "right"]

UNANSWERED = "未作答"
BOTH = "这道题有两种答案都算对。"
_SHARE_OF_A_CHOICE = 0.25  # of the points at most, for each right option of an incomplete answer


@dataclass(frozen=True)
class Result:
    """What an answer earned and what to tell the trainee."""

    points: float
    max_points: float
    status: Status
    messages: tuple[str, ...] = ()
    hint: str = ""
    explain: str = ""


def mark_source(spec: Spec, key: Key, source: str) -> Result:
    """Mark the text of an answer cell that holds a literal (every kind but `table` and `essay`)."""
    try:
        value = literal.read(spec["id"], source)
    except AnswerError as error:
        return unreadable(spec, str(error))
    return mark(spec, key, value)


def mark(spec: Spec, key: Key, value: Any) -> Result:
    """Mark an answer.

    Args:
        spec: the public part of the exercise (kind, points, options, …).
        key: the hidden part (answer, further right answers under `also`, wrong answers with their messages,
            hint, explanation).
        value: what the answer cell holds; for a `table`, plain data or what pandas gave.

    Returns:
        The result; an answer that cannot be read earns 0 and says why, it never raises.
    """
    points = float(spec["points"])
    try:
        if spec["kind"] == "table" and not (isinstance(value, dict) and "type" in value):
            value = plain_table.plain(value)
        value = normalise(spec, value)
    except AnswerError as error:
        return unreadable(spec, str(error))
    if value is None:
        return Result(0.0, points, "unanswered", (UNANSWERED,))
    return best([_judged(spec, each, value) for each in keys(spec, key)])


def keys(spec: Spec, key: Key) -> list[Key]:
    """Return the key of each right answer that an exercise has, its own first.

    A further right answer is what `answer` would be, of a `table` what `expected` and `elsewhere` would be.
    The foreseen wrong answers are wrong by the exercise's own answer, so they say nothing of the others.
    """
    own = {name: value for name, value in key.items() if name != "also"}
    common = {name: value for name, value in own.items() if name not in ("expected", "elsewhere")}
    also = key.get("also", ())
    further = also if spec["kind"] == "table" else [{"answer": each} for each in also]
    return [own, *({**common, "wrong": [], **each} for each in further)]


def best(results: Sequence[Result]) -> Result:
    """Return what an answer earns by the right answer that earns it most, of the results by each (`keys`)."""
    found = max(results, key=lambda result: result.points)  # of equal ones the first
    return replace(found, messages=(BOTH,)) if found.status == "right" and found is not results[0] else found


def _judged(spec: Spec, key: Key, value: Any) -> Result:
    points = float(spec["points"])
    share, messages = _JUDGES[spec["kind"]](spec, key, value)
    status: Status = "right" if share == 1 else "partial" if share > 0 else "wrong"
    return Result(
        round(points * share, 4), points, status, tuple(messages), key.get("hint", ""), key.get("explain", "")
    )


def unreadable(spec: Spec, message: str) -> Result:
    """Return the result of an answer that cannot be read: no points, and what to put right."""
    return Result(0.0, float(spec["points"]), "unreadable", (message,))


Judgement = tuple[float, list[str]]


def _choice(_spec: Spec, key: Key, value: str) -> Judgement:
    return float(value == key["answer"]), [key["options"][value]]


def _choices(_spec: Spec, key: Key, value: list[str]) -> Judgement:
    right = set(key["answer"])
    wrong = [letter for letter in value if letter not in right]
    if wrong:
        return 0.0, [f"{letter}：{key['options'][letter]}" for letter in wrong]
    if set(value) == right:
        return 1.0, [f"{letter}：{key['options'][letter]}" for letter in value]
    share = min(_SHARE_OF_A_CHOICE, 1 / len(right)) * len(value)
    return share, [f"选的都对，但还没有选全，还差 {len(right) - len(value)} 项。"]


def _order(_spec: Spec, key: Key, value: list[str]) -> Judgement:
    wrong, pairs = pairs_the_wrong_way(value, key["answer"]), math.comb(len(value), 2)
    if wrong == 0:
        return 1.0, []
    listed = [each["why"] for each in key["wrong"] if each["answer"] == value]
    said = f"两项两项地比先后，{pairs} 对里有 {pairs - wrong} 对是对的，其余的再想想谁先谁后。"
    return max(0.0, 1 - 2 * wrong / pairs), listed or [said]


def pairs_the_wrong_way(order: list[str], right: list[str]) -> int:
    """Return how many pairs of items stand the other way round than in the right order.

    Of all pairs a random order has half, so the points begin where fewer than half are wrong. What a random
    order earns on average, of 3 to 8 items: 28, 19, 16, 14, 13, 12 percent (of 3 the right one alone is 17).
    """
    places = [right.index(item) for item in order]
    return sum(first > second for first, second in itertools.combinations(places, 2))


def _items(_spec: Spec, key: Key, value: dict[str, str]) -> Judgement:
    right = [name for name, answer in key["answer"].items() if value.get(name) == answer]
    messages = []
    for name, answer in value.items():
        if name not in right:
            listed = [w["why"] for w in key["wrong"] if w["item"] == name and w["answer"] == answer]
            messages += listed or [f"“{name}”这一项不对，请再想想。"]
    missing = [name for name in key["answer"] if name not in value]
    if missing:
        messages.append(f"还没有作答：{'、'.join(missing)}。")
    return len(right) / len(key["answer"]), messages


def _number(_spec: Spec, key: Key, value: float) -> Judgement:
    if abs(value - key["answer"]) <= key.get("tolerance", 0):
        return 1.0, []
    return 0.0, _listed(key, value) or [
        f"算得{'多' if value > key['answer'] else '少'}了，请按规则逐步再算一遍。"
    ]


def _date(_spec: Spec, key: Key, value: str) -> Judgement:
    if value == key["answer"]:
        return 1.0, []
    side = "晚" if value > key["answer"] else "早"
    return 0.0, _listed(key, value) or [f"这一天偏{side}了，请从题目给的日子起重新数一遍。"]


def _listed(key: Key, value: Any) -> list[str]:
    return [wrong["why"] for wrong in key["wrong"] if wrong["answer"] == value]


def _table(_spec: Spec, key: Key, value: plain_table.Plain) -> Judgement:
    share, messages = plain_table.share_right(value, key["expected"], ordered=key.get("ordered", False))
    if share == 1:
        return 1.0, []
    name = plain_table.digest(value)
    return share, [wrong["why"] for wrong in key["wrong"] if wrong["digest"] == name] or messages


def _year(spec: Spec, key: Key, value: dict[str, Any]) -> Judgement:
    from shequ_lib import first_year

    report = first_year.replay(first_year.scenario(spec["seed"]), value)
    wrong = [(entry["change"], entry["why"]) for entry in key["wrong"]]
    return report.share, first_year.messages(report, wrong, value)


_JUDGES: dict[str, Callable[[Spec, Key, Any], Judgement]] = {
    "choice": _choice,
    "choices": _choices,
    "order": _order,
    "match": _items,
    "number": _number,
    "date": _date,
    "schedule": _items,
    "table": _table,
    "year": _year,
}
