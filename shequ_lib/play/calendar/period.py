"""A quarter of a made-up year: what has to be done in it, and the days that are taken by something else.

That a hall is booked or a board is being renewed is a convention of the game and is called so; the rules of
the meetings are elsewhere. Every quarter can be planned without breaking any of both (calendar_solver.py).
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from shequ_lib import meetings
from shequ_lib import rulebook as rulebooks
from shequ_lib.errors import ShequError, shown
from shequ_lib.meetings import MEETING
from shequ_lib.play import case_file
from shequ_lib.play.calendar.chain import Chain
from shequ_lib.rulebook import Rulebook

StepId = tuple[str, str]
"""Key of a meeting, key of one of its steps."""

WEEKDAYS = "一二三四五六日"
SYMPOSIUM, MEDIATION, HEARING, APPRAISAL = "symposium", "mediation", "hearing", "appraisal"
QUARTERS = (4, 1, 2, 3)  # the first one has all four meetings
FIRST_YEAR, YEARS = 2026, 4
TRIES, TRIES_OF_A_TASK = 30, 60  # with the figures of the course eight are enough
FEW = 3  # days on which a meeting can be held: more would be no puzzle
_WORKING, _WEEKEND = range(5), range(5, 7)
_CASES: dict[str, Any] = case_file.read(__file__)


@dataclass(frozen=True)
class Task:
    """What one of the meetings of the quarter is about.

    Attributes:
        chain: The steps of the meeting.
        name: The matter, in a few words.
        story: What it is about, from when on it can be prepared and until when it has to be done.
    """

    chain: Chain
    name: str
    story: str


@dataclass(frozen=True)
class Convention:
    """Days on which some steps cannot be done, by a convention of the game.

    Attributes:
        short: Why, in two characters.
        text: Why, in a line.
        steps: The steps.
        days: The days; None for any day on which another of the steps stands already.
        in_story: Whether the story of a task says so, too.
    """

    short: str
    text: str
    steps: frozenset[StepId]
    days: frozenset[date] | None
    in_story: bool = False


@dataclass(frozen=True)
class Period:
    """A quarter to plan.

    Attributes:
        seed: The number that it was made from.
        year: The year.
        number: The quarter of the year, from 1.
        days: All its days.
        tasks: The meetings to hold, in the order of the rulebook.
        conventions: What else takes days.
    """

    seed: int
    year: int
    number: int
    days: tuple[date, ...]
    tasks: tuple[Task, ...]
    conventions: tuple[Convention, ...]

    @functools.cached_property
    def steps(self) -> tuple[StepId, ...]:
        """Every step to place, in order."""
        return tuple((task.chain.meeting.key, step.key) for task in self.tasks for step in task.chain.steps)

    @functools.cached_property
    def _closed(self) -> dict[tuple[StepId, date], Convention]:
        return {
            (step, day): convention
            for convention in reversed(self.conventions)
            for step in convention.steps
            for day in convention.days or ()
        }

    def task(self, meeting: str) -> Task:
        """Return the task of a meeting.

        Raises:
            ShequError: The meeting is not to be held in this quarter.
        """
        for task in self.tasks:
            if task.chain.meeting.key == meeting:
                return task
        raise ShequError(f"这一季没有要开的{shown(meeting)}。")

    def closed(
        self, step: StepId, day: date, placed: Iterable[tuple[StepId, date]] = ()
    ) -> Convention | None:
        """Return what keeps a step from a day, given the days of other steps; None if nothing does."""
        if (convention := self._closed.get((step, day))) is not None:
            return convention
        for convention in self.conventions:
            if convention.days is None and step in convention.steps:
                others = convention.steps - {step}
                if any(other in others and at == day for other, at in placed):
                    return convention
        return None


def draw(seed: int, fits: Callable[[Period], bool], *, rulebook: Rulebook | None = None) -> Period:
    """Make quarters from a seed until one fits; the same seed gives the same on any machine.

    Args:
        seed: Any whole number from 0 up; it also decides which quarter of the year it is.
        fits: Whether a quarter is good to play; it is also asked about quarters with one task only.
        rulebook: The active one if None.

    Raises:
        ShequError: The seed is negative, or no quarter fits (a rulebook with very long deadlines).
    """
    if seed < 0:
        raise ShequError(f"季度编号应为不小于 0 的整数，现在是 {seed}。")
    rb = rulebook or rulebooks.active()
    rng = Random(f"calendar/{seed}")
    for _ in range(TRIES):
        made = _Draft(seed, rng, rb).period(fits)
        if made is not None:
            return made
    raise ShequError(f"按规则手册 {rb.file} 的期限，一个季度里排不下这些会。")


class _Draft:
    """One try at a quarter: first what all meetings share, then each meeting by itself."""

    def __init__(self, seed: int, rng: Random, rb: Rulebook) -> None:
        self.seed, self.rng = seed, rng
        self.number = QUARTERS[seed % 4]
        self.year = FIRST_YEAR + seed // 4 % YEARS
        first = date(self.year, self.number * 3 - 2, 1)
        after = date(self.year + self.number // 4, self.number * 3 % 12 + 1, 1)
        self.days = tuple(first + timedelta(days=day) for day in range((after - first).days))
        keys = [key for key in meetings.keys(rulebook=rb) if key != APPRAISAL or self.number == 4]
        self.chains = {key: Chain(meetings.get(key, rulebook=rb)) for key in keys}
        self.let = self.weekdays(2)  # the hall is somebody else's

    def period(self, fits: Callable[[Period], bool]) -> Period | None:
        """Draw everything there is to draw; None if it does not come out well."""
        shared = [*self.hall(), self.board()]
        tasks, own = [], []
        for key in self.chains:
            for _ in range(TRIES_OF_A_TASK):
                task, conventions = self.matter(key)
                if fits(self.made([task], [*shared, *conventions])):
                    break
            else:
                return None
            tasks.append(task)
            own += conventions
        made = self.made(tasks, [*shared, *own])
        return made if fits(made) else None

    def made(self, tasks: list[Task], conventions: list[Convention]) -> Period:
        """Put a quarter together."""
        return Period(self.seed, self.year, self.number, self.days, tuple(tasks), tuple(conventions))

    def matter(self, key: str) -> tuple[Task, list[Convention]]:
        """Draw what a meeting is about, from when on, until when, and on which days it cannot be held."""
        chain = self.chains[key]
        every = [step.key for step in chain.steps]
        notice, taken = chain.meeting.notice_days, []
        if key == SYMPOSIUM:
            start, first, last = self.day_of(3, 30), every, [MEETING]
            end = start + timedelta(days=notice + 5 + self.below(8))
        elif key == MEDIATION:
            start, first, last = self.day_of(5, 55), every, [MEETING, "result"]
            end = start + timedelta(days=notice + 6 + self.below(8))
            away = self.span(start + timedelta(days=self.below(9)), 4 + self.below(4))
            words = {"weekdays": _weekdays(_WEEKEND), "days": _span(away)}
            taken = [self.convention("parties", key, last, self.not_on(_WEEKEND) | away, words)]
        elif key == HEARING:
            start, first, last = self.day_of(18, 55), every, ["feedback"]
            end = start + timedelta(days=notice + 10 + self.below(8))
            street = self.weekdays(1, but=self.let)
            words = {"weekdays": _weekdays(street)}
            taken = [self.convention("street", key, [MEETING], self.not_on(street), words)]
        else:
            start, first, last = self.day_of(61, 71), ["summary"], ["feedback"]  # in December: 年底
            end = start + timedelta(days=11 + self.below(7))
            panel = self.weekdays(2, but=self.let)
            words = {"weekdays": _weekdays(panel)}
            taken = [self.convention("panel", key, ["survey", MEETING], self.not_on(panel), words)]
        case = self.pick(_CASES[key])
        words = {"name": case["name"], "start": short_date(start), "end": short_date(end)}
        before = [day for day in self.days if day < start]
        after = [day for day in self.days if day > end]
        return Task(chain, case["name"], case["story"].format(**words)), [
            self.convention("start", key, first, before, words, in_story=True),
            self.convention("end", key, last, after, words, in_story=True),
            *taken,
        ]

    def hall(self) -> list[Convention]:
        """The hall: let to others on two weekdays and for some days on end, and one meeting a day."""
        held = [key for key in self.chains if key != MEDIATION]
        steps = frozenset((key, MEETING) for key in held)
        booked = self.span(self.day_of(7, len(self.days) - 20), 4 + self.below(5))
        days = frozenset(day for day in self.days if day.weekday() in self.let) | booked
        names = "、".join(self.chains[key].meeting.short for key in held)
        let, one = _CASES["convention"]["hall"], _CASES["convention"]["one"]
        text = let["text"].format(weekdays=_weekdays(self.let), days=_span(booked), meetings=names)
        return [
            Convention(let["short"], text, steps, days),
            Convention(one["short"], one["text"], steps, None),
        ]

    def board(self) -> Convention:
        """The board of public affairs: being renewed for some days."""
        days = self.span(self.day_of(5, 60), 5 + self.below(5))
        steps = frozenset((key, step) for key in (SYMPOSIUM, HEARING) for step in ("notice", "feedback"))
        texts = _CASES["convention"]["board"]
        return Convention(texts["short"], texts["text"].format(days=_span(days)), steps, days)

    def convention(
        self,
        kind: str,
        meeting: str,
        steps: list[str],
        days: Iterable[date],
        words: dict[str, str],
        *,
        in_story: bool = False,
    ) -> Convention:
        """Return a convention about steps of one meeting, with its text filled in."""
        texts = _CASES["convention"][kind]
        ids = frozenset((meeting, step) for step in steps)
        return Convention(texts["short"], texts["text"].format(**words), ids, frozenset(days), in_story)

    def below(self, limit: int) -> int:
        """A number from 0 to limit - 1."""
        return int(self.rng.random() * limit)

    def pick(self, items: list[Any]) -> Any:
        """One of some things."""
        return items[self.below(len(items))]

    def day_of(self, first: int, last: int) -> date:
        """A day of the quarter, by number from 0."""
        return self.days[first + self.below(last - first)]

    def weekdays(self, count: int, *, but: frozenset[int] = frozenset()) -> frozenset[int]:
        """Some working days of the week."""
        rest = [number for number in _WORKING if number not in but]
        return frozenset(rest.pop(self.below(len(rest))) for _ in range(count))

    def span(self, first: date, length: int) -> frozenset[date]:
        """Some days on end."""
        return frozenset(day for day in self.days if 0 <= (day - first).days < length)

    def not_on(self, weekdays: Iterable[int]) -> frozenset[date]:
        """The days of the quarter on other days of the week."""
        kept = frozenset(weekdays)
        return frozenset(day for day in self.days if day.weekday() not in kept)


def short_date(day: date) -> str:
    """Return a date without its year, such as 12月15日."""
    return f"{day.month}月{day.day}日"


def _span(days: frozenset[date]) -> str:
    """Say days on end: from the first to the last."""
    first, last = min(days), max(days)
    return short_date(first) if first == last else f"{short_date(first)}到{short_date(last)}"


def _weekdays(numbers: Iterable[int]) -> str:
    return "、".join(f"星期{WEEKDAYS[number]}" for number in sorted(numbers))
