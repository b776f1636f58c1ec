"""Read the `vary` section of an exercise and draw the values of its members.

An exercise with such a section is a family: one way of asking, with as many members as there are values to
draw. What a member becomes says `chapter`; here are only the values. A member depends on the id of the
exercise and on its own number, and of other members only on those before it: more members change none.
"""

from __future__ import annotations

import contextlib
import keyword
import random
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Protocol

import yaml

MEMBERS = 20  # of a family that does not say how many
MOST_MEMBERS = 200
MAX_TRIES = 5_000  # draws of one member that conditions may refuse before the family is given up
SHOWN = 60  # characters of a drawn value that a message repeats

_SETTINGS = frozenset({"when", "let", "first", "members"})
_NAME = re.compile(r"[a-z][a-z0-9_]*")

Values = dict[str, Any]
Evaluate = Callable[[str, Mapping[str, Any]], Any]  # a Jinja expression, with the chapter's names and these


class VaryError(ValueError):
    """The section is refused; the message says what to do. `line` counts within the section."""

    def __init__(self, message: str, line: int = 1) -> None:
        super().__init__(message)
        self.line = line


class Source(Protocol):
    """What the values of one name are drawn from."""

    def draw(self, generator: random.Random) -> Any:
        """Return a value by chance."""

    def fixed(self, said: Any) -> Any:
        """Return the value that `first` asks for.

        Raises:
            VaryError: it is none of those that can be drawn.
        """


@dataclass(frozen=True)
class Range:
    """Whole numbers or dates from one to another, both included."""

    start: int | date
    step: int
    count: int

    def draw(self, generator: random.Random) -> int | date:
        """Return one of them by chance."""
        return self._at(generator.randrange(self.count))

    def fixed(self, said: Any) -> int | date:
        """Return the value itself, if it is one of them."""
        if type(said) is type(self.start):
            place, rest = divmod(_away(self.start, said), self.step)
            if rest == 0 and 0 <= place < self.count:
                return self._at(place)
        raise VaryError(f"{said} is none of the values {self._at(0)}, … {self._at(self.count - 1)}")

    def _at(self, place: int) -> int | date:
        away = place * self.step
        return self.start + timedelta(away) if isinstance(self.start, date) else self.start + away


@dataclass(frozen=True)
class OneOf:
    """One value of several."""

    values: tuple[Any, ...]

    def draw(self, generator: random.Random) -> Any:
        """Return one of them by chance."""
        return self.values[generator.randrange(len(self.values))]

    def fixed(self, said: Any) -> Any:
        """Return the value itself; of mappings and lists the one in the place that is said."""
        if said in self.values:
            return said
        if (
            isinstance(said, int)
            and 1 <= said <= len(self.values)
            and isinstance(self.values[0], (dict, list))
        ):
            return self.values[said - 1]
        raise VaryError(f"{_short(said)} is none of its values; say one, or of mappings its place from 1 up")


@dataclass(frozen=True)
class Some:
    """So many of a pool, none twice, in the order in which they are drawn."""

    count: int
    pool: tuple[Any, ...]

    def draw(self, generator: random.Random) -> list[Any]:
        """Return some of them by chance."""
        left = list(self.pool)
        return [left.pop(generator.randrange(len(left))) for _ in range(self.count)]

    def fixed(self, said: Any) -> list[Any]:
        """Return those in the places that are said."""
        places = said if isinstance(said, list) else []
        if len(set(map(str, places))) != self.count or not set(places) <= set(range(1, len(self.pool) + 1)):
            raise VaryError(
                f"name {self.count} places of the pool, from 1 to {len(self.pool)}, not {_short(said)}"
            )
        return [self.pool[place - 1] for place in places]


@dataclass(frozen=True)
class Section:
    """A `vary` section."""

    sources: dict[str, Source]
    let: dict[str, str]  # name -> expression of what is drawn
    when: tuple[str, ...]
    first: Values
    members: int


def read(text: str, taken: Callable[[str], bool], evaluate: Evaluate) -> Section:
    """Read a section, figures filled in.

    Args:
        text: the section, from its line `vary:` on.
        taken: tells whether the chapter uses a name already.
        evaluate: gives the pools that are written as an expression.

    Raises:
        VaryError: something is missing, unknown or contradicts itself.
    """
    said = _yaml(text)
    sources: dict[str, Source] = {}
    for name, drawn in said.items():
        if name not in _SETTINGS:
            _usable(name, taken)
            with _of(name):
                sources[name] = _source(drawn, evaluate)
    if not sources:
        raise VaryError("nothing varies; give a name something to draw, such as {from: 2450, to: 5900}")
    let, when = said.get("let", {}), said.get("when", [])
    when = [when] if isinstance(when, str) else when
    if not isinstance(let, dict) or not all(isinstance(each, str) for each in let.values()):
        raise VaryError("let maps names to expressions, such as {due: talk.notice_by(day)}")
    for name in let:
        _usable(name, lambda name: name in sources or taken(name))
    if not isinstance(when, list) or not all(isinstance(each, str) for each in when):
        raise VaryError("when is a list of conditions, each in quotes")
    first = said.get("first", {})
    if not isinstance(first, dict) or not set(first) <= set(sources):
        raise VaryError(f"first gives values to names that are drawn: {', '.join(sources)}")
    fixed = {}
    for name, value in first.items():
        with _of(f"first: {name}"):
            fixed[name] = sources[name].fixed(value)
    members = said.get("members", MEMBERS)
    if type(members) is not int or not 2 <= members <= MOST_MEMBERS:
        raise VaryError(f"members is a whole number from 2 to {MOST_MEMBERS}, not {_short(members)}")
    return Section(sources, let, tuple(when), fixed, members)


def draw(section: Section, exercise_id: str, number: int, evaluate: Evaluate) -> Iterator[Values]:
    """Yield values for one member that meet the conditions, one try after another, without end.

    Raises:
        VaryError: a condition cannot be evaluated, or the conditions leave (nearly) nothing.
    """
    generator = random.Random(f"{exercise_id}:{number}")
    refused = 0
    while refused < MAX_TRIES:
        values = {name: source.draw(generator) for name, source in section.sources.items()}
        if number == 0:
            values |= section.first
        for name, expression in section.let.items():
            values[name] = _evaluated("let", expression, evaluate, values)
        broken = [each for each in section.when if not _evaluated("when", each, evaluate, values)]
        if not broken:
            refused = 0
            yield values
            continue
        refused += 1
        if number == 0 and section.first.keys() == section.sources.keys():
            raise VaryError(f"first does not meet the condition “{broken[0]}”; choose other values there")
    why = "with the values of first " if number == 0 and section.first else ""
    raise VaryError(
        f"no member in {MAX_TRIES:,} tries {why}meets all conditions; the last one broke “{broken[0]}”: "
        "widen what is drawn or loosen the conditions"
    )


def told(section: Section, values: Mapping[str, Any]) -> str:
    """Return drawn values for a message, in short."""
    return ", ".join(f"{name}={_short(values[name])}" for name in section.sources)


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def _evaluated(what: str, expression: str, evaluate: Evaluate, values: Values) -> Any:
    try:
        return evaluate(expression, values)
    except Exception as error:  # whatever an expression calls may fail in its own way
        raise VaryError(f"{what}: “{expression}” cannot be evaluated: {error}") from error


def _usable(name: Any, taken: Callable[[str], bool]) -> None:
    if not isinstance(name, str) or not _NAME.fullmatch(name) or keyword.iskeyword(name):
        raise VaryError(f"“{name}” is no name; use lower-case letters, digits and _")
    if name in _SETTINGS or taken(name):
        raise VaryError(f"the name {name} is taken; choose another")


@contextlib.contextmanager
def _of(name: str) -> Iterator[None]:
    """Name in a refusal what it is about."""
    try:
        yield
    except VaryError as error:
        raise VaryError(f"{name}: {error}") from error


def _source(said: Any, evaluate: Evaluate) -> Source:
    fields = set(said) if isinstance(said, dict) else set()
    if {"from", "to"} <= fields <= {"from", "to", "step"}:
        return _range(said["from"], said["to"], said.get("step", 1))
    if fields == {"one_of"}:
        return OneOf(_pool(said["one_of"], evaluate, 2))
    if fields == {"draw", "of"}:
        count = said["draw"]
        if type(count) is not int or count < 1:
            raise VaryError(f"draw is a whole number above 0, not {_short(count)}")
        return Some(count, _pool(said["of"], evaluate, count))
    raise VaryError("draw it as {from: 10, to: 90}, {one_of: [甲, 乙]} or {draw: 3, of: [甲, 乙, 丙, 丁]}")


def _range(start: Any, end: Any, step: Any) -> Range:
    if type(start) is not type(end) or type(start) not in (int, date):
        raise VaryError(f"from and to are two whole numbers or two dates, not {start} and {end}")
    if type(step) is not int or step < 1:
        raise VaryError(f"step is a whole number above 0, not {step}")
    count = _away(start, end) // step + 1
    if count < 2:
        raise VaryError(f"from {start} to {end} there is nothing to choose")
    return Range(start, step, count)


def _away(start: Any, end: Any) -> int:
    """Return how far it is between two whole numbers, or in days between two dates."""
    away = end - start
    return away.days if isinstance(away, timedelta) else int(away)


def _pool(said: Any, evaluate: Evaluate, least: int) -> tuple[Any, ...]:
    """Return the values that may be drawn; a text is an expression that gives them."""
    values = _evaluated("the pool", said, evaluate, {}) if isinstance(said, str) else said
    if not isinstance(values, (list, tuple)) or len(values) < least:
        raise VaryError(f"give a list of at least {least} values")
    for place, value in enumerate(values):
        if value in values[:place]:
            raise VaryError(f"“{_short(value)}” stands twice in the list")
    return tuple(values)


# As in `exercise`: the parser of libyaml, where PyYAML has it.
class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Reads plain values: text, whole numbers, dates, true and false; all other scalars stay text."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012


_Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"-?(0|[1-9][0-9]*)\Z"), [*"-0123456789"])
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:timestamp", re.compile(r"\d{4}-\d\d-\d\d\Z"), [*"0123456789"]
)
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"(true|false)\Z"), [*"tf"])


def _yaml(text: str) -> dict[str, Any]:
    try:
        said = yaml.load(text, Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error)
        raise VaryError(f"the section vary is no YAML: {problem}", mark.line + 1 if mark else 1) from None
    except ValueError as error:  # the 30th of February
        raise VaryError(f"the section vary holds a value that does not exist: {error}") from None
    if not isinstance(said, dict) or set(said) != {"vary"} or not isinstance(said["vary"], dict):
        raise VaryError("the section is one mapping vary of names to what is drawn")
    return said["vary"]
