"""What is wrong with an answer, piece by piece, in words: to count the commonest mistakes of a class."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, replace
from typing import Any, cast

from grading.master import kinds
from grading.master.kind import Mistake, without_yes
from shequ_lib.exercises import literal
from shequ_lib.exercises.fold import fold
from shequ_lib.exercises.kind import Key, Spec, whys
from shequ_lib.exercises.kinds.choice import OptionsKey
from shequ_lib.exercises.kinds.table import TableSpec
from shequ_lib.exercises.literal import AnswerError
from shequ_lib.exercises.normalise import normalise
from shequ_lib.exercises.score import mark

UNREADABLE = "写法读不懂，没有得分"
_LONGEST = 200  # characters of an answer that a table can show


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
    """Judge the text of an answer cell that holds a literal."""
    try:
        value = normalise(spec, literal.read(spec["id"], source))
    except AnswerError as error:
        return unreadable(source, str(error))
    result = mark(spec, key, value)
    if result.status in ("unanswered", "right"):
        return Judged(result.status, value=value)
    mistakes = tuple(kinds.of(spec["kind"]).mistakes(spec, key, value, result))
    return Judged(result.status, repr(value), mistakes, value)


def judge_code(spec: TableSpec, source: str, status: str, box: str) -> Judged:
    """Describe an answer that is code, which is not run again.

    Args:
        spec: the exercise.
        source: the text of the answer cell.
        status: what marking it came to.
        box: what it said, as HTML.
    """
    if status in ("unanswered", "right", ""):
        return Judged(status)
    text = source.removeprefix(spec["stub"].partition(f"{spec['result']} = None")[0]).strip()
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
    options = cast("OptionsKey[Any]", key).get("options", {})
    foreseen = [plain for text in (*whys(key), *options.values()) if (plain := without_yes(text))]

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
