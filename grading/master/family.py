"""A family: an exercise that asks everybody the same with other numbers, dates or cases."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grading.master import vary
from grading.master.exercise import Exercise
from grading.master.parse import Block, MasterError
from grading.master.render import Renderer
from shequ_lib.exercises.fold import fold

MAX_DRAWS = 200  # of one member that are no use, before the family is given up

Read = Callable[[Mapping[str, Any]], Exercise | None]  # with what is drawn; None if a condition leaves it out


@dataclass(frozen=True)
class Member:
    """One member of a family: an exercise like any other, and what was drawn for it, in short."""

    exercise: Exercise
    drawn: str


def members_of(
    path: Path, block: Block, renderer: Renderer, read: Read, *, everyone: bool
) -> tuple[Member, ...]:
    """Return the members of a family, none if a Jinja condition leaves it out.

    Args:
        path: the master.
        block: the exercise with its section `vary`.
        renderer: at the place of the block, with the names that are known there.
        read: reads the exercise with what a member has drawn.
        everyone: whether to return all members; else the first one alone.

    Raises:
        MasterError: the section or a member is refused, or there are fewer members than it says.
    """
    assert block.vary
    try:
        section = vary.read(renderer.render(block.vary), renderer.knows, renderer.value)
        drawn = _members(block.argument, section, renderer.value, read)
        return tuple(itertools.islice(drawn, section.members if everyone else 1))
    except vary.VaryError as error:
        raise MasterError(path, block.vary.line + error.line - 1, str(error), block.argument) from error


def _members(name: str, section: vary.Section, evaluate: vary.Evaluate, read: Read) -> Iterator[Member]:
    from grading.master.item_lint import by_form  # here, for the lint knows chapters, which know families

    drawn: list[vary.Values] = []
    asked: set[str] = set()
    telling: Counter[str] = Counter()  # draws whose key stands out by chance: rule -> how many
    for number in range(section.members):
        for values in itertools.islice(vary.draw(section, name, number, evaluate), MAX_DRAWS):
            if values in drawn:
                continue
            drawn.append(values)
            told = vary.told(section, values)
            try:
                exercise = read(values)
            except MasterError as error:
                raise error.about(f"member {number} ({told})") from error
            if exercise is None and number == 0:
                return
            if exercise is None:
                raise vary.VaryError(
                    f"member {number} ({told}) has no text; a condition leaves out all or none"
                )
            if number and (rules := by_form(exercise)):
                telling.update(rules)
                continue
            if (what := _asked(exercise)) not in asked:
                asked.add(what)
                yield Member(exercise, told)
                break
        else:
            broken = ", ".join(rule for rule, _ in telling.most_common())
            raise vary.VaryError(
                f"of {section.members} members only {number} ask different things: "
                f"widen what is drawn, show it in the question, or say members: {number}"
                + (f"; {telling.total()} draws gave their answer away ({broken})" if telling else "")
            )


def _asked(exercise: Exercise) -> str:
    """Return what an exercise asks; with its options in another order it asks the same."""
    return "\n".join([fold(exercise.question), *sorted(_texts(exercise.spec))])


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for each in (*value.keys(), *value.values()):
            yield from _texts(each)
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from _texts(each)
    else:
        yield fold(str(value))
