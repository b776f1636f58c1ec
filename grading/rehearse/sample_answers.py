"""What made-up trainees answer: for each exercise a stock of answers with their true marks.

An item-response model decides: the more able the trainee and the easier the exercise, the likelier the right
answer (a logistic curve above the chance of guessing); the others answer partly right, fall for one of the
wrong answers that the author foresaw, find another one, or leave the question blank.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from grading.common.draws import Item, normal, pick, shuffled
from grading.master.exercise import Exercise
from grading.master.kinds.date import moved
from grading.rehearse.sample_people import Person
from shequ_lib import first_year
from shequ_lib.exercises import literal, plain_table
from shequ_lib.exercises.kinds.choice import OptionsSpec
from shequ_lib.exercises.kinds.table import TableKey, TableSpec
from shequ_lib.exercises.kinds.year import YearKey, YearSpec
from shequ_lib.exercises.score import UNANSWERED, Result, mark, mark_source, unreadable

COPIED = 0.9  # of the exercises, by somebody who copies
# Shares of the trainees who do not know the answer: leave it blank; write what cannot be read; of the others,
# are partly right; of the remaining ones, make a mistake that the author foresaw.
_BLANK, _UNREADABLE, _PARTLY, _FORESEEN = 0.05, 0.04, 0.45, 0.7
WAITING = "等老师评分"
STATUSES = {
    "right": "全对",
    "partial": "部分对",
    "wrong": "错",
    "unreadable": "读不懂",
    "unanswered": UNANSWERED,
}


@dataclass(frozen=True)
class Answer:
    """The text of an answer cell with what it deserves; `points` is None where a teacher has to judge."""

    source: str
    points: float | None
    status: str
    record: first_year.Decisions | None = None


class Stock:
    """The answers that one exercise can get, and its place in the model."""

    def __init__(self, exercise: Exercise, seed: int) -> None:
        self.exercise = exercise
        self.blank = _marked(exercise, exercise.stub_source)
        draw = random.Random(f"exercise {seed} {exercise.id}")
        self.difficulty, self.slope = 0.9 * normal(draw) - 1, 0.8 + draw.random()
        one_of = exercise.authoring.rights == "one"
        self.guess = 1 / len(cast(OptionsSpec, exercise.spec)["options"]) if one_of else 0.0
        spellings = exercise.authoring.spellings(exercise.spec, exercise.key)
        written = [literal.write(exercise.id, value) for value in spellings]
        self.right = [_marked(exercise, source) for source in (exercise.answer_source, *written)]
        foreseen = [_marked(exercise, wrong.source, wrong.result) for wrong in exercise.wrong]
        others = [_marked(exercise, source) for source in _others(exercise, draw)]
        known = {each.source for each in (*self.right, *foreseen, self.blank)}
        others = [each for each in others if each.source not in known and each.status != "right"]
        # Some mistakes are more tempting than others.
        self.partly = shuffled(draw, [each for each in (*foreseen, *others) if each.status == "partial"])
        self.foreseen = shuffled(draw, [each for each in foreseen if each.status != "partial"])
        self.other = shuffled(draw, [each for each in others if each.status == "wrong"])
        self.unreadable = [each for each in others if each.status == "unreadable"]

    def drawn(self, draw: random.Random, person: Person) -> Answer:
        """Return what a person answers."""
        if draw.random() < chance(person.ability, self.difficulty, self.slope, self.guess):
            return self.right[0] if draw.random() < 0.85 else pick(draw, self.right)
        if draw.random() < _BLANK * math.exp(min(2.0, max(-2.0, -person.ability))):
            return self.blank
        if draw.random() < _UNREADABLE:
            return pick(draw, self.unreadable)
        if self.partly and draw.random() < _PARTLY:
            return _tempting(draw, self.partly)
        pools = [pool for pool in (self.foreseen, self.other) if pool] or [self.partly]
        return _tempting(draw, pools[0] if draw.random() < _FORESEEN else pools[-1])

    def judged(self, theirs: Answer) -> Answer:
        """Return an answer to another question of the family, with what it deserves here."""
        return self.blank if theirs.status == "unanswered" else _marked(self.exercise, theirs.source)

    def copied(self, draw: random.Random, theirs: Answer, own: Answer) -> Answer:
        """Return what somebody hands in who mostly takes over another one's answer."""
        return theirs if draw.random() < COPIED else own


class EssayStock(Stock):
    """The stock of an essay: some people write one, most leave it blank, a teacher judges."""

    def __init__(self, exercise: Exercise) -> None:
        self.exercise = exercise
        self.blank = _marked(exercise, exercise.stub_source)

    def drawn(self, draw: random.Random, person: Person) -> Answer:
        """Return an essay, or the blank cell."""
        return Answer(_essay(self.exercise, draw), None, WAITING) if person.writes else self.blank

    def judged(self, theirs: Answer) -> Answer:
        """Return the essay of another one as it is: nobody has marked it yet."""
        return theirs


class YearStock(Stock):
    """The stock of a first year in office: each of its decisions is drawn by itself."""

    def __init__(self, exercise: Exercise, seed: int) -> None:
        self.exercise = exercise
        self.year = first_year.scenario(cast(YearSpec, exercise.spec)["seed"])
        self.solved = first_year.solve(self.year)
        self.blank = _marked(exercise, exercise.stub_source)
        foreseen = [entry["change"] for entry in cast(YearKey, exercise.key)["wrong"]]
        self.model: dict[str, tuple[float, float]] = {}
        self.wrong: dict[str, list[Any]] = {}
        for task in self.year.tasks:
            draw = random.Random(f"decision {seed} {exercise.id} {task.id}")
            self.model[task.id] = 0.8 * normal(draw) - 1, 0.8 + draw.random()
            known = [change[task.id] for change in foreseen if task.id in change]
            right = self.solved[task.id]
            others = _other_decisions(task, right, draw)
            self.wrong[task.id] = [each for each in dict.fromkeys([*known, *others]) if each != right]

    def drawn(self, draw: random.Random, person: Person) -> Answer:
        """Return a record of decisions; some people do not come to the end of the year."""
        last = 12 if draw.random() < 0.9 else 8 + int(draw.random() * 4)
        record: first_year.Decisions = {}
        for task in self.year.tasks:
            keeps, forgets = draw.random(), draw.random()
            other = _tempting(draw, self.wrong[task.id])
            if task.month <= last and forgets >= 0.02:
                right = keeps < chance(person.ability, *self.model[task.id], 0.2)
                record[task.id] = self.solved[task.id] if right else other
        return self._answer(record)

    def copied(self, draw: random.Random, theirs: Answer, own: Answer) -> Answer:
        """Return a record that takes most decisions from another one, card by card."""
        record: first_year.Decisions = {}
        for card in self.year.cards:
            source = (theirs if draw.random() < COPIED else own).record or {}
            record |= {task.id: source[task.id] for task in card.tasks if task.id in source}
        return self._answer(record)

    def _answer(self, record: first_year.Decisions) -> Answer:
        source = literal.write(self.exercise.id, record or None)
        result = mark(self.exercise.spec, self.exercise.key, record or None)
        return Answer(source, result.points, result.status, record)


def stock(exercise: Exercise, seed: int) -> Stock:
    """Return the stock of an exercise."""
    if exercise.answering.is_by_hand:
        return EssayStock(exercise)
    return (YearStock if exercise.authoring.in_decisions else Stock)(exercise, seed)


def chance(ability: float, difficulty: float, slope: float, guess: float) -> float:
    """Return the chance of a right answer (a three-parameter logistic curve)."""
    return guess + (1 - guess) / (1 + math.exp(-slope * (ability - difficulty)))


def _tempting(draw: random.Random, pool: Sequence[Item]) -> Item:
    """Return one of a stock: two in five take the first, two in five of the rest the next, and so on."""
    for each in pool:
        if draw.random() < 0.4:
            return each
    return pick(draw, pool)


def _marked(exercise: Exercise, source: str, result: plain_table.Plain | None = None) -> Answer:
    """Return an answer with its true mark, from the one place where answers are judged."""
    marked = _mark(exercise, source, result)
    return Answer(source, marked.points, marked.status)


def _mark(exercise: Exercise, source: str, result: plain_table.Plain | None) -> Result:
    if source == exercise.stub_source:
        return mark(exercise.spec, exercise.key, None)
    if exercise.answering.is_literal:
        return mark_source(exercise.spec, exercise.key, source)
    if source == exercise.answer_source:
        return mark(exercise.spec, exercise.key, cast(TableKey, exercise.key)["expected"])
    if result is not None:
        return mark(exercise.spec, exercise.key, result)
    return unreadable(exercise.spec, "程序没有运行成功")  # what `_broken_code` makes


# --- wrong answers that nobody foresaw ---


def _others(exercise: Exercise, draw: random.Random) -> list[str]:
    """Return answers that are partly right or wrong; some of them may be among the foreseen ones."""
    if exercise.answering.is_code:
        return _broken_code(exercise)
    values = exercise.authoring.guesses(exercise.spec, exercise.key, draw)
    written = [literal.write(exercise.id, value) for value in values]
    # Typed by hand, and not as the cell wants it.
    return [*dict.fromkeys(written), f"{literal.variable(exercise.id)} = 我觉得是第一个"]


def _broken_code(exercise: Exercise) -> list[str]:
    spec = cast(TableSpec, exercise.spec)
    starter = spec["stub"].rpartition("\n")[0].rpartition("\n")[0]
    name = spec["result"]
    return [f"{starter}\n{name} = 不存在的表", f"{starter}\n{name} = ("]


def _other_decisions(task: first_year.Task, right: Any, draw: random.Random) -> list[Any]:
    if task.kind == "choice":
        return shuffled(draw, [option.key for option in task.options])
    if task.kind == "date":
        days = shuffled(draw, [moved(right, days) for days in (-7, -3, -1, 1, 2, 5, 15)])
        return [day for day in days if day[:4] == right[:4]] or [moved(right, -1)]
    return shuffled(draw, [right + 1, max(right - 1, 0), right * 2, right * 10])


def _essay(exercise: Exercise, draw: random.Random) -> str:
    """An essay of the sentences of the model answer, as many as come to mind, in the writer's own order."""
    sentences = [part + "。" for part in exercise.answer_source.replace("\n", "").split("。") if part.strip()]
    kept = shuffled(draw, sentences)[: 1 + int(draw.random() * len(sentences))]
    opening = pick(draw, ("我的看法是：", "我这样想。", "先说结论。", "在我们社区，", "照课本上讲的，"))
    closing = pick(draw, ("", "就这些。", "我会照着去做。", "还要多向老同事请教。"))
    return opening + "".join(kept) + closing
