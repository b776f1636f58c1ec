"""What a kind of exercise is, for whoever writes it, proves it, prints it and reports on it.

How it is answered and judged is the other half (`shequ_lib/exercises/kind.py`): that one is needed where
answers are given, too, in a browser.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, Generic, Literal, TypeAlias, cast

from grading.master.head import ExerciseError, Head, Run
from shequ_lib.exercises import literal, plain_table
from shequ_lib.exercises.kind import AnswerKey, KeyT, SpecT, ValueT, whys
from shequ_lib.exercises.normalise import normalise
from shequ_lib.exercises.score import Result, mark_source

_YES = re.compile(r"^对(?:[，,。；;：:！!、]\s*|$)")
OR_ELSE = "；可以送分（--gift）或者作废（--void）。"  # where no second answer can be added
INCOMPLETE = "还没有选全"  # stands for the why of an answer that is right as far as it goes
MIN_WRONG = 3

Rights = Literal["", "one", "several"]


@dataclass(frozen=True)
class Wrong:
    """A wrong answer that the author foresaw: the text of the whole answer cell, and its message.

    `result` is what the code of a `table` answer gives, as plain data.
    """

    source: str
    why: str
    result: plain_table.Plain | None = None


@dataclass(frozen=True)
class Built:
    """What a head becomes, besides spec and key: the right answer, and the wrong ones with their messages.

    Answers are in the normal form; of code, and of what is marked by hand, they are the text itself.
    """

    answer: object
    wrong: Sequence[tuple[object, str] | Wrong] = ()


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
class Decision:
    """One of many decisions that an exercise consists of, as a question of its own for the figures."""

    id: str
    card: str
    label: str
    objectives: tuple[str, ...]


class Authoring(Generic[SpecT, KeyT, ValueT]):
    """The authoring half of a kind; each module of `kinds` holds one, as `KIND`.

    Of what form specs, keys and answers are, the other half says.

    Attributes:
        fields: the fields of its head that no other kind needs to have.
        optional: those of them that may be left out.
        needs: fields of all kinds that it cannot do without.
        least_wrong: how many wrong answers an author has to foresee.
        rights: whether letters are chosen, "one" or "several" of them; "" if none are.
        in_decisions: it consists of decisions that the figures count as questions of their own.
        no_second: why `also` has no effect, for the author; empty where it has.
        no_second_here: why no second right answer can be added in a class folder, for the instructor.
        second: how a second right answer is written there, if it is not obvious.
    """

    fields: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset({"hint", "explain", "wrong"})
    least_wrong = MIN_WRONG
    rights: Rights = ""
    in_decisions = False
    no_second = ""
    no_second_here = ""
    second = "请写出答案。"

    # --- from the head of a block to spec, key and cells ---

    def build(self, head: Head, spec: SpecT, key: KeyT, run: Run) -> Built:
        """Read the head into the public spec and the hidden key.

        Args:
            head: its fields, none of them unknown or missing.
            spec: what all kinds have; to be completed.
            key: hint and explanation; to be completed.
            run: runs the code of a `table` answer.

        Raises:
            ExerciseError: something contradicts itself.
        """
        raise NotImplementedError

    def right(self, key: KeyT) -> object:
        """Return the right answer as a further one would stand in the key."""
        return cast("AnswerKey[Any, Any]", key)["answer"]

    def further(self, entry: Any, head: Head, spec: SpecT, key: KeyT, run: Run) -> object:
        """Return an entry of `also` as it stands in the key.

        Raises:
            ExerciseError: it is no answer.
        """
        made = normalise(spec, entry)
        if made is None:
            raise ExerciseError("also: an answer is empty")
        return made

    def stub(self, spec: SpecT) -> str:
        """Return the text of the answer cell as handed out."""
        return f"{literal.write(spec['id'], None)}\n{literal.CODE_STUB}"

    def solved(self, head: Head, spec: SpecT, answer: object) -> str:
        """Return the text of the answer cell with an answer."""
        return literal.write(spec["id"], answer)

    def below(self, spec: SpecT) -> str:
        """Return what stands below the question, as Markdown; empty for nothing."""
        return ""

    # --- what is proven of it ---

    def fault(self, spec: SpecT, key: KeyT, wrong: Wrong, place: int) -> str:
        """Return why a foreseen wrong answer cannot stand; empty if it is wrong, and is told so.

        Args:
            spec: the public part of the exercise.
            key: its hidden part.
            wrong: the answer.
            place: which of the wrong answers it is.
        """
        result = mark_source(spec, key, wrong.source)
        shown = self.shown_wrong(key, wrong, place)
        if result.points >= spec["points"]:
            return f"the wrong answer “{shown}” earns full marks; make it wrong or drop it"
        if not any(wrong.why in message for message in result.messages):
            return f"the wrong answer “{shown}” does not get its own why (two for the same answer?)"
        return ""

    def shown_wrong(self, key: KeyT, wrong: Wrong, place: int) -> str:
        """Return a foreseen wrong answer as it is shown to the author."""
        return wrong.source.rpartition("\n")[2]

    def secrets(self, key: KeyT) -> list[str]:
        """Return texts of the key that must not be in what is handed out, besides hint and explanation."""
        return whys(key)

    # --- what the rules of items ask ---

    def shown(self, spec: SpecT) -> list[str]:
        """Return each text below the question that is read before it is answered."""
        return []

    def right_and_wrong(self, spec: SpecT, key: KeyT) -> tuple[list[str], list[str]]:
        """Return the right and the wrong options; none if it has no options.

        An option of a further right answer (`also`) counts as right.
        """
        return [], []

    def by_question(self, spec: SpecT, key: KeyT) -> list[tuple[list[str], list[str]]]:
        """Return the right and the wrong options of each question that it asks one after the other."""
        return [self.right_and_wrong(spec, key)]

    def pairs(self, spec: SpecT, key: KeyT) -> tuple[Mapping[str, str], Sequence[str]]:
        """Return what each item belongs to, and all that it could; nothing if there are no items."""
        return {}, ()

    def stands_in(self, spec: SpecT, key: KeyT, texts: Sequence[str]) -> bool:
        """Tell whether bare texts (`head.bare`) hold an answer word for word."""
        return False

    # --- what an answer is for people ---

    def readable(self, spec: SpecT, value: ValueT) -> str:
        """Return an answer in the normal form as HTML, all of it escaped."""
        return escape(str(value))

    def mistakes(self, spec: SpecT, key: KeyT, value: ValueT, result: Result) -> list[Mistake]:
        """Return what is wrong with an answer, piece by piece; `result` is what it earned."""
        return [Mistake(str(value), "".join(result.messages), repr(value))]

    def decisions(self, spec: SpecT, objectives: tuple[str, ...]) -> list[Decision]:
        """Return the decisions of an exercise `in_decisions`.

        Args:
            spec: its public part.
            objectives: what it names; a decision that practises one of them has only these.
        """
        return []

    def typed(self, text: str) -> object:
        """Return a second right answer that somebody wrote into a table, as an answer cell would hold it."""
        return text

    def is_whole(self, key: KeyT, answer: ValueT | None) -> bool:
        """Tell whether a second right answer answers all that is asked."""
        return answer is not None

    # --- what made-up trainees answer ---

    def spellings(self, spec: SpecT, key: KeyT) -> list[object]:
        """Return other ways to write the right answer."""
        return []

    def guesses(self, spec: SpecT, key: KeyT, draw: random.Random) -> list[ValueT]:
        """Return answers that nobody foresaw, partly right or wrong; what draws them decides."""
        return []


AnyAuthoring: TypeAlias = Authoring[Any, Any, Any]


def without_yes(why: str) -> str:
    """Return what an author says to an option without the “对，” of the right ones."""
    return _YES.sub("", why)
