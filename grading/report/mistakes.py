"""What is wrong with an answer, piece by piece, in words: to count the commonest mistakes of a class."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from shequ_lib.errors import chinese_date
from shequ_lib.exercises import literal
from shequ_lib.exercises.fold import fold
from shequ_lib.exercises.kind import Key, Spec
from shequ_lib.exercises.literal import AnswerError
from shequ_lib.exercises.normalise import normalise
from shequ_lib.exercises.score import Result, mark

UNREADABLE = "写法读不懂，没有得分"
_YES = re.compile(r"^对(?:[，,。；;：:！!、]\s*|$)")
_LONGEST = 200  # characters of an answer that a table can show


@dataclass(frozen=True)
class Mistake:
    """One wrong piece of an answer.

    Attributes:
        text: what was answered, for people.
        message: what the course says to it, "" where it has nothing particular to say.
        kind: mistakes of an exercise with the same `kind` are the same mistake.
    """

    text: str
    message: str
    kind: str


@dataclass(frozen=True)
class Judged:
    """An answer, judged.

    Attributes:
        status: unanswered, unreadable, wrong, partial or right.
        wrong: what tells this wrong answer from others; "" unless it is wrong, partial or unreadable.
        mistakes: its wrong pieces.
        value: its normal form, None where there is none.
    """

    status: str
    wrong: str = ""
    mistakes: tuple[Mistake, ...] = ()
    value: Any = None


def judge(spec: Spec, key: Key, source: str) -> Judged:
    """Judge the text of an answer cell of any kind but `table` and `essay`."""
    try:
        value = normalise(spec, literal.read(spec["id"], source))
    except AnswerError as error:
        return unreadable(source, str(error))
    result = mark(spec, key, value)
    if result.status in ("unanswered", "right"):
        return Judged(result.status, value=value)
    mistakes = tuple(_PIECES[spec["kind"]](spec, key, value, result)) if spec["kind"] in _PIECES else ()
    return Judged(result.status, repr(value), mistakes, value)


def judge_table(spec: Spec, source: str, status: str, box: str) -> Judged:
    """Describe a `table` answer, which is not run again.

    Args:
        spec: the exercise.
        source: the text of the answer cell.
        status: what marking it came to.
        box: what it said, as HTML.
    """
    if status in ("unanswered", "right", ""):
        return Judged(status)
    text = source.removeprefix(str(spec["stub"]).partition(f"{spec['result']} = None")[0]).strip()
    message = " ".join(_paragraphs(box))
    if status == "unreadable":
        return unreadable(source, message)
    return Judged(status, fold(source), (Mistake(shortened(text), message, message or fold(text)),))


def of_member(judged: Judged, member: int, key: Key) -> Judged:
    """Return an answer to one question of a family so that it can be counted with those to the others.

    With other numbers, what the author says to a mistake tells which one it is; of mistakes that the author
    did not foresee, only those to the same question are the same. And a wrong answer is like nobody's who had
    another question.

    Args:
        judged: the answer.
        member: the number of the question.
        key: of that question.
    """
    said = [*(each.get("why", "") for each in key.get("wrong", ())), *dict(key.get("options", {})).values()]
    foreseen = [plain for text in said if (plain := _YES.sub("", str(text)))]

    def kind(each: Mistake) -> str:
        return each.message if any(why in each.message for why in foreseen) else f"{member} {each.kind}"

    found = tuple(replace(each, kind=kind(each)) for each in judged.mistakes)
    return replace(judged, wrong=judged.wrong and f"{member} {judged.wrong}", mistakes=found)


def unreadable(source: str, message: str) -> Judged:
    """Describe an answer that earns nothing because nobody can read it."""
    return Judged("unreadable", fold(source), (Mistake(UNREADABLE, message, UNREADABLE),))


def shortened(text: str) -> str:
    """Return a text that fits into a cell."""
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _paragraphs(box: str) -> list[str]:
    """Return the messages of a result box, without the hint and the explanation."""
    shown = re.findall(r"<p>(.*?)</p>", box.partition("<details")[0], re.DOTALL)
    texts = [
        html.unescape(re.sub(r"<[^>]*>", "", paragraph)) for paragraph in shown if "<strong>" not in paragraph
    ]
    return [text for text in texts if text.strip()]


Pieces = list[Mistake]


def _choice(spec: Spec, key: Key, value: str, _result: Result) -> Pieces:
    return [Mistake(f"{value}. {spec['options'][value]}", key["options"][value], value)]


def _choices(spec: Spec, key: Key, value: list[str], _result: Result) -> Pieces:
    chosen = [letter for letter in value if letter not in key["answer"]]
    missing = [letter for letter in key["answer"] if letter not in value]
    return [
        *(Mistake(f"多选了 {x}. {spec['options'][x]}", key["options"][x], f"+{x}") for x in chosen),
        *(Mistake(f"漏选了 {x}. {spec['options'][x]}", _also(key["options"][x]), f"-{x}") for x in missing),
    ]


def _also(why: str) -> str:
    """Return what the course says to a right option, for somebody who left it out: without its “对，”."""
    return f"这一项也要选：{_YES.sub('', why)}".rstrip("：")


def _order(_spec: Spec, _key: Key, value: list[str], result: Result) -> Pieces:
    return [Mistake(" → ".join(value), "".join(result.messages), repr(value))]


def _items(_spec: Spec, key: Key, value: dict[str, str], _result: Result) -> Pieces:
    pieces = []
    for name, right in key["answer"].items():
        given = value.get(name)
        if given is None:
            pieces.append(Mistake(f"“{name}”没有作答", "", f"{name}|"))
        elif given != right:
            why = [each["why"] for each in key["wrong"] if (each["item"], each["answer"]) == (name, given)]
            pieces.append(Mistake(f"{name} → {given}", "".join(why), f"{name}|{given}"))
    return pieces


def _number(spec: Spec, _key: Key, value: float, result: Result) -> Pieces:
    return [Mistake(f"{value:,.10g} {spec.get('unit', '')}".strip(), "".join(result.messages), repr(value))]


def _date(_spec: Spec, _key: Key, value: str, result: Result) -> Pieces:
    return [Mistake(chinese_date(date.fromisoformat(value)), "".join(result.messages), value)]


_PIECES: dict[str, Callable[[Spec, Key, Any, Result], Pieces]] = {
    "choice": _choice,
    "choices": _choices,
    "order": _order,
    "match": _items,
    "number": _number,
    "date": _date,
    "schedule": _items,
}
