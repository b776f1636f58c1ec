"""The activities and people that a year of services is made of, read from cases.toml.

What an activity costs, how long it takes and how many can run at once are conventions of the game: the
material gives no such figures.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from shequ_lib.play import case_file

MONTHS = 12
AT_ONCE = 2  # activities that can run in the same month
FILE = case_file.read(__file__)


@dataclass(frozen=True)
class People:
    """A kind of people whom a community may have left out in the year before.

    Attributes:
        key: Its key.
        name: What they are called.
        unit: What they are counted in.
        least: The fewest that there may be.
        most: The most that there may be.
        missed: What one of them says as long as no activity looks after them.
    """

    key: str
    name: str
    unit: str
    least: int
    most: int
    missed: str


@dataclass(frozen=True)
class Activity:
    """Something that a community can do for its people.

    Attributes:
        key: Its key.
        name: What it is called, short.
        does: What is done, and for whom.
        function: Key of its function in the rulebook's `service_functions`.
        reaches: Keys of the people who are looked after by it.
        cost: Yuan.
        months: How many months it takes.
        tempting: Key of the function that it is easily taken for.
        why: Why it is not that one.
        then: What somebody says when it was done.
        group: Key of the group of people that community service is for; "" for the other functions.
        start: Months in which it can start.
    """

    key: str
    name: str
    does: str
    function: str
    reaches: tuple[str, ...]
    cost: int
    months: int
    tempting: str
    why: str
    then: str
    group: str = ""
    start: tuple[int, ...] = tuple(range(1, MONTHS + 1))

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Months in which it can start so that it is over within the year."""
        return tuple(month for month in self.start if month + self.months <= MONTHS + 1)

    @cached_property
    def meets(self) -> frozenset[str]:
        """Keys of all that it is good for: its function, its group, its people."""
        return frozenset(filter(None, (self.function, self.group, *self.reaches)))

    def running(self, start: int) -> range:
        """The months that it takes from its start."""
        return range(start, start + self.months)


def _activity(entry: dict[str, Any]) -> Activity:
    fields: dict[str, Any] = {name: tuple(v) if isinstance(v, list) else v for name, v in entry.items()}
    return Activity(**fields)


PEOPLE = {entry["key"]: People(**entry) for entry in FILE["people"]}
ACTIVITIES = tuple(_activity(entry) for entry in FILE["activity"])
MISSED = {key: str(entry["voice"]) for key, entry in FILE["missed"].items()}
