"""What a kind of exercise is, for whoever answers it and whoever marks it.

What an author writes of it, and how it is proven, is the other half (`grading/master`): it is not needed
where answers are given, in a browser.
"""

from __future__ import annotations

from typing import Any, Generic, NotRequired, TypeAlias, TypedDict, TypeVar, cast

RightT = TypeVar("RightT")  # a right answer, as the key has it


class Spec(TypedDict):
    """The public part of an exercise; a kind adds what it asks with (options, items, a unit)."""

    id: str
    kind: str
    title: str
    points: int
    unscored: NotRequired[bool]


class Foreseen(TypedDict):
    """A wrong answer that the author foresaw, with what is said to it; a kind adds by what it is known."""

    why: str


class WrongAnswer(Foreseen, Generic[RightT]):
    """A wrong answer that is a whole one."""

    answer: RightT


WrongT = TypeVar("WrongT", bound=Foreseen)


class KeyOf(TypedDict, Generic[RightT, WrongT], total=False):
    """The hidden part of an exercise; a kind adds what it judges by.

    Further right answers stand under `also`. With `gift` everybody gets the points, with `void` nobody.
    """

    hint: str
    explain: str
    also: list[RightT]
    wrong: list[WrongT]
    gift: bool
    void: bool


class AnswerKey(KeyOf[RightT, WrongT], Generic[RightT, WrongT]):
    """The key of a kind that holds its right answer in the normal form."""

    answer: RightT


Key: TypeAlias = KeyOf[Any, Any]
"""The key of an exercise of any kind."""
Judgement: TypeAlias = tuple[float, list[str]]
"""The share of the points, from 0 to 1, and what to say to the answer."""

SpecT = TypeVar("SpecT", bound=Spec)
KeyT = TypeVar("KeyT", bound=Key)
ValueT = TypeVar("ValueT")  # an answer in the normal form


class Kind(Generic[SpecT, KeyT, ValueT]):
    """One kind of exercise; each module of `kinds` holds one, as `KIND`.

    A kind says of what form its specs, its keys and its answers are. They are plain data, as they stand in
    notebooks; what somebody answered may be anything, until `normalise` has looked at it.

    Attributes:
        is_code: the answer is lines of code, and what they give is judged.
        is_by_hand: the answer is a text that a person marks.
    """

    is_code = False
    is_by_hand = False

    @property
    def is_literal(self) -> bool:
        """Whether the answer cell holds a literal."""
        return not (self.is_code or self.is_by_hand)

    def normalise(self, spec: SpecT, value: object) -> ValueT | None:
        """Return an answer in the normal form, whatever way a person wrote it; None if nothing is answered.

        Args:
            spec: the public part of the exercise.
            value: what the answer cell holds; it is not empty.

        Raises:
            AnswerError: it is no answer of this kind; the message says what is.
        """
        raise NotImplementedError

    def judge(self, spec: SpecT, key: KeyT, value: ValueT) -> Judgement:
        """Return what an answer in the normal form is worth, and what to say to it."""
        raise NotImplementedError

    def plain(self, value: object) -> object:
        """Return what an answer cell gave as plain data: only code gives anything else.

        Raises:
            AnswerError: it is nothing that can be judged.
        """
        return value

    def further(self, right: Any) -> KeyT:
        """Return what a further right answer, as it stands under `also`, changes of the key."""
        return cast(KeyT, {"answer": right})

    def example(self, spec: SpecT) -> str:
        """Return a literal that shows how an answer is written."""
        return "{…}"

    def how_to(self, spec: SpecT, variable: str) -> str:
        """Return one line for a front end that draws no forms: what to write into the answer cell."""
        return f"答案写在上面那一格，形如：{variable} = {self.example(spec)}，写好按 Shift+Enter。"


AnyKind: TypeAlias = Kind[Any, Any, Any]


def listed(key: KeyOf[RightT, WrongAnswer[RightT]], value: RightT) -> list[str]:
    """Return what the key says to an answer that it foresees as wrong."""
    return [wrong["why"] for wrong in key["wrong"] if wrong["answer"] == value]


def whys(key: Key) -> list[str]:
    """Return all that the key says to answers that it foresees as wrong."""
    return [wrong["why"] for wrong in key.get("wrong", [])]
