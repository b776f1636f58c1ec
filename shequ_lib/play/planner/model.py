"""The line of days without its widgets: guess the last day of each step, then see it and its rule.

Source: chapter 6 of the material, objectives 6.5 to 6.20. Dates are computed by `meetings`; what each meeting
is about, and what comes of a wrong day, is made up. Its days lie in a year that no exercise of the chapter
uses, and nobody can type another: it trains the counting and answers no exercise.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from shequ_lib import meetings
from shequ_lib.errors import date_with_weekday
from shequ_lib.meetings import MEETING, Meeting, Step
from shequ_lib.play import case_file
from shequ_lib.play.scene.model import BAD, GOOD, NOTE, Ending, Move, Scene, Tale
from shequ_lib.rulebook import Rulebook

NOTICE = "notice"
CHECK = "check"  # key of the one move
EXACT, ALLOWED, ADVISED, LATE, SOON, LIMIT, NONE = (
    "exact",
    "allowed",
    "advised",
    "late",
    "soon",
    "limit",
    "none",
)  # how a guess may be
ORDER = ("symposium", "hearing", "mediation", "appraisal")
DAYS = 28  # of a line
BEYOND = 4  # places behind its last day that say: no limit
_MARGIN = 3  # days between a true day and the end of the line, at least
_FIRST_DAY = date(2009, 3, 2)
_FILE = case_file.read(__file__)
_VERDICTS = {EXACT: GOOD, ALLOWED: NOTE, ADVISED: NOTE, LATE: BAD, SOON: BAD, LIMIT: BAD, NONE: BAD}
_COUNTED = (
    ("一天不差", (EXACT,)),
    ("合规、还差几天", (ALLOWED,)),
    ("提醒", (ADVISED,)),
    ("不合规定", (LATE, SOON)),
    ("期限看错", (LIMIT, NONE)),
)
_ENOUGH = 0.75  # of all guesses that are exact, for the best ending
_FEW = 0.4  # below which it ends badly, if a rule was broken
_TOLD = 2  # steps that the ending names


@dataclass(frozen=True)
class Lane:
    """A step whose day is guessed.

    Attributes:
        step: The step.
        name: What the marker says.
        free: Whether the rules set no limit.
    """

    step: Step
    name: str
    free: bool


@dataclass(frozen=True)
class Judged:
    """What a guess is worth.

    Attributes:
        lane: The step.
        guess: The day that was guessed; None for no limit.
        day: The true day; None if there is no limit.
        start: The day that it is counted from; None if there is no limit.
        state: How the guess is, such as EXACT.
    """

    lane: Lane
    guess: date | None
    day: date | None
    start: date | None
    state: str

    @property
    def days_off(self) -> int:
        """By how many days the guess differs from the true day; 0 if one of them is no day."""
        return abs((self.guess - self.day).days) if self.guess and self.day else 0


def short_date(day: date) -> str:
    """Return a date as a marker has it: 3月9日."""
    return f"{day.month}月{day.day}日"


class Line:
    """The line of days of one meeting.

    Args:
        meeting: The meeting.
        chance: Draws its days.
    """

    def __init__(self, meeting: Meeting, chance: random.Random) -> None:
        self.meeting = meeting
        self.case = _FILE[meeting.key]
        self.known: str = self.case["known"]
        self.lanes = tuple(
            Lane(step, _name(step), step.days is None and step.key != MEETING)
            for step in meeting.steps
            if self._asked(step)
        )
        first = _FIRST_DAY + timedelta(days=chance.randrange(200))
        self.day = first  # of the known step
        true = [each.day for each in self.judge({}) if each.day] + [first]
        room = max(DAYS - 1 - (max(true) - min(true)).days, 2 * _MARGIN)
        self.first = min(true) - timedelta(days=chance.randint(_MARGIN, room - _MARGIN))

    def _asked(self, step: Step) -> bool:
        return (
            step.key != self.known
            and not step.part_of
            and not step.same_day_if
            and (step.key != MEETING or self.known == NOTICE)
        )

    @property
    def places(self) -> tuple[date | None, ...]:
        """What each place of the line stands for: its days, then no limit."""
        return (*(self.first + timedelta(days=number) for number in range(DAYS)), *(None,) * BEYOND)

    @property
    def start(self) -> int:
        """The place where all markers stand at first: at the known day."""
        return (self.day - self.first).days

    def judge(self, guesses: Mapping[str, date | None]) -> tuple[Judged, ...]:
        """Judge guesses by step; a step that is not among them stands on its true day.

        What is counted from a step is counted from the day that was guessed for it, as if it was done then;
        one that is late for the meeting counts as done on its last day, or a false last day would follow.
        """
        at, made = {self.known: self.day}, []
        for lane in self.lanes:
            step = lane.step
            day: date | None = None
            start: date | None = None
            before = step.number < self.meeting.step(MEETING).number
            if step.key == MEETING:
                start, day = self.day, self.meeting.earliest_meeting(self.day)
            elif not lane.free:
                start = at[step.anchor]
                day = self.meeting.due(step.key, start)
                if before:
                    day = min(day, at[MEETING])  # what has to be there at the meeting cannot come after it
            guess = guesses.get(step.key, day)
            done = guess or day or self.day
            at[step.key] = min(done, day) if before and day else done
            made.append(Judged(lane, guess, day, start, _state(step, guess, day, start)))
        return tuple(made)


def _name(step: Step) -> str:
    return "开会" if step.key == MEETING else (*step.aliases, step.name)[0]


def _state(step: Step, guess: date | None, day: date | None, start: date | None) -> str:
    """Return how a guess is."""
    if day is None or start is None:
        return EXACT if guess is None else LIMIT
    if guess is None:
        return NONE
    if guess == day:
        return EXACT
    if step.key == MEETING:
        return SOON if guess < day else ALLOWED
    if guess > day:
        return ADVISED if step.advisory else LATE
    return SOON if step.relation == "after" and guess < start else ALLOWED


class LineOfDays(Tale):
    """Four meetings, each with its line of days.

    Args:
        seed: Chooses the days.
        rulebook: The active one if None.
    """

    def __init__(self, seed: int = 0, *, rulebook: Rulebook | None = None) -> None:
        chance = random.Random(f"planner/{seed}")
        self.lines = tuple(Line(meetings.get(key, rulebook=rulebook), chance) for key in ORDER)
        self.number = 0
        self.judged: list[tuple[Judged, ...]] = []
        self._guesses: dict[str, date | None] = {}
        super().__init__("planner", [line.meeting.short for line in self.lines], "", seed)

    @property
    def line(self) -> Line:
        """The line that is asked about, or the last one."""
        return self.lines[min(self.number, len(self.lines) - 1)]

    def first(self) -> Scene:
        """Ask for the days of a meeting."""
        line = self.line
        day = date_with_weekday(line.day)
        known = f"定在 {day}" if line.known == MEETING else f"的公告，{day}贴出去了"
        text = f"要{line.case['about']}，{line.meeting.short}{known}。"
        first_step = (
            "最早哪天能开会？会后的几步，最迟哪天？" if line.known == NOTICE else "每一步最迟是哪一天？"
        )
        question = f"先猜：{first_step}把牌子拖过去；没有写限期的，拖到最右边。"
        move = Move(CHECK, "猜好了，对一对", self._check)
        return Scene(line.meeting.key, self.number, text, question, (move,))

    def guess(self, places: Mapping[object, object]) -> None:
        """Put the markers where a page says that they are; what makes no sense is left out."""
        line = self.line
        asked = {lane.step.key for lane in line.lanes}
        for key, place in places.items():
            if isinstance(key, str) and key in asked and isinstance(place, int):
                self._guesses[key] = line.places[min(max(place, 0), len(line.places) - 1)]

    def _check(self) -> None:
        line = self.line
        guesses = {lane.step.key: line.day for lane in line.lanes} | self._guesses
        self._guesses = {}
        judged = line.judge(guesses)
        self.judged.append(judged)
        for each in judged:
            self.react(_VERDICTS[each.state], told(line, each), rule(line, each))
        self.number += 1
        if self.number == len(self.lines):
            self._end()

    @property
    def exact(self) -> int:
        """How many guesses were exact."""
        return sum(each.state == EXACT for judged in self.judged for each in judged)

    def _end(self) -> None:
        everything = [each for judged in self.judged for each in judged]
        count = len(everything)
        numbers = [(words, sum(each.state in states for each in everything)) for words, states in _COUNTED]
        parts = [f"{words} {number} 步" for words, number in numbers if number]
        why = f"四个会一共 {count} 步：{'，'.join(parts)}。"
        broken = any(_VERDICTS[each.state] == BAD for each in everything)
        advised = any(each.state == ADVISED for each in everything)
        if self.exact >= _ENOUGH * count and not broken and not advised:
            told_ = ("right", GOOD, "日子排得准", "四个会都赶上了，没有一步压线压过头。")
        elif self.exact < _FEW * count:
            told_ = ("far", BAD if broken else NOTE, "照规则再数一遍", self._farthest())
        else:
            told_ = ("near", NOTE, "大体有数了", self._farthest())
        rules = [
            rule(line, each) for line, judged in zip(self.lines, self.judged, strict=True) for each in judged
        ]
        lines = (f"{_FILE['count']}。", *(f"{each.rstrip('。')}。" for each in dict.fromkeys(rules)))
        self.ending = Ending(*told_, why, lines)

    def _farthest(self) -> str:
        """Say which steps are the farthest off, by how many days and by which rule."""
        off = [
            (line, each)
            for line, judged in zip(self.lines, self.judged, strict=True)
            for each in judged
            if each.state != EXACT
        ]
        off.sort(key=lambda both: (_VERDICTS[both[1].state] == BAD, both[1].days_off), reverse=True)
        said = ""
        for line, each in off[:_TOLD]:
            by = rule(line, each).rstrip("。")
            said += f"{line.meeting.short}的“{each.lane.name}”{_apart(each)}，规则是：{by}。"
        more = "别的几步，看“对过的日子”。" if len(off) > _TOLD else ""
        return f"先看{'这几步' if len(off) > 1 else '这一步'}：{said}{more}"


def _apart(each: Judged) -> str:
    """Say how far a guess is from the true day."""
    if each.guess is None:
        return f"写了期限，{_bound(each)} {short_date(each.day)}" if each.day else "没有写限期"
    if each.day is None:
        return f"没有写限期，放在了 {short_date(each.guess)}"
    side = "晚" if each.guess > each.day else "早"
    return f"{_bound(each)} {short_date(each.day)}，放在 {short_date(each.guess)}，{side} {each.days_off} 天"


def _bound(each: Judged) -> str:
    """Return which end of the days the true one is."""
    if each.lane.step.key == MEETING:
        return "最早"
    return "一般最迟" if each.lane.step.advisory else "最迟"


def rule(line: Line, each: Judged) -> str:
    """Return the rule of a step; the meeting's day follows from the rule of its notice."""
    return line.meeting.step(NOTICE).rule if each.lane.step.key == MEETING else each.lane.step.rule


def told(line: Line, each: Judged) -> str:
    """Say what comes of a guess, and what the true day is."""
    case = line.case[each.lane.step.key]
    name = each.lane.name
    if each.day is None or each.start is None:
        return f"{name}：{case['right' if each.state == EXACT else 'limit']}"
    came = case[{EXACT: "right", ALLOWED: "slack", ADVISED: "late"}.get(each.state, each.state)]
    bound = f"{_bound(each)} {short_date(each.day)}"
    if each.guess is None:
        return f"{name}：{came}写了期限，{bound}。"
    off = each.days_off
    side = "晚" if each.guess > each.day else "早"
    difference = "，一天不差" if not off else f"，你放的 {short_date(each.guess)}，{side}了 {off} 天"
    kind = "写的是“一般”，晚了算提醒。" if each.state == ADVISED else ""
    fine = "合规定。" if each.state == ALLOWED else ""
    return f"{name}：{came}{kind}{fine}{bound}{difference}。"
