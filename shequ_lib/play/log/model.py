"""A record of a meeting without its widgets: find what breaks a rule in it, and name the rule.

Source: chapter 6 of the material, objectives 6.4 to 6.20. What is made up stands in `cases.toml`; whether a
record breaks a rule, and which, is for `event_log.check` alone to say. How many faults a record has is told
at the end.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from shequ_lib import event_log, meetings
from shequ_lib.errors import ShequError
from shequ_lib.event_log import VIOLATION, Finding
from shequ_lib.meetings import MEETING, Fact, Meeting, Step
from shequ_lib.play import case_file
from shequ_lib.play.scene.model import BAD, GOOD, NOTE, PLAIN, Ending, Move, Scene, Tale
from shequ_lib.rulebook import Rulebook

PHASES = ("翻记录", "说规则", "交上去")
RECORD, RULE, STEP = "record", "rule", "step"  # keys of scenes
MISSING, DONE, BACK = "missing", "done", "back"  # keys of moves
FOUND, HALF, CLEAN, MILD = "found", "half", "clean", "mild"  # what became of a line that was pointed at
SIGNS = {FOUND: "✓ ", HALF: "△ ", MILD: "△ ", CLEAN: "✗ "}
FAULTS = (2, 3, 4)  # how many faults a record may have
CHOICES = 4  # rules to choose from
_FIRST_DAY = date(2009, 3, 2)  # of a year that no exercise of the chapter uses
_DAYS = 120  # within which the meetings lie
_TRIES = 200
_SLACK = {"before": 5, "after": 3}  # days by which a step may come before its last day
_FILE = case_file.read(__file__)
_EASIEST_FIRST = ("symposium", "hearing", "mediation", "appraisal")

FactValue = bool | str | list[str]


@dataclass(frozen=True)
class Line:
    """A line of a record.

    Attributes:
        step: Key of the step that it belongs to.
        tells: Keys of the facts that it tells of.
        day: The day of the step, if this line bears it.
        text: What it says.
        then: What came of it, if it breaks a rule by what it says.
        note: Why it breaks none, if that is not plain.
    """

    step: str
    tells: tuple[str, ...]
    day: date | None
    text: str
    then: str
    note: str

    def __str__(self) -> str:
        """Return the line as it stands in the record."""
        return f"{short_date(self.day)}　{self.text}" if self.day else self.text


@dataclass(frozen=True)
class Record:
    """A record of a meeting, and what is wrong with it.

    Attributes:
        meeting: The meeting.
        title: What it is the record of.
        intro: What the meeting was about.
        lines: Its lines, in the order of their days.
        faults: What breaks a rule: by the number of the line.
        milds: What only misses an advice, likewise.
        missing: Of each step that is due and left out what that breaks.
        thens: What came of a fault, by its finding.
        days: On which day each step was done.
    """

    meeting: Meeting
    title: str
    intro: str
    lines: tuple[Line, ...]
    faults: Mapping[int, Finding]
    milds: Mapping[int, Finding]
    missing: Mapping[str, Finding]
    thens: Mapping[Finding, str]
    days: Mapping[str, date]

    @property
    def count(self) -> int:
        """How many faults there are."""
        return len(self.faults) + len(self.missing)


def short_date(day: date) -> str:
    """Return a date as a record has it: 3月9日."""
    return f"{day.month}月{day.day}日"


def right_value(fact: Fact) -> FactValue:
    """Return a value that satisfies a fact; a branch takes its main way."""
    if fact.kind in ("yes", "branch"):
        return True
    if fact.kind == "one_of":
        return fact.values[0]
    return list(fact.values)


def right_facts(step: Step) -> dict[str, FactValue]:
    """Return facts that satisfy a step on its main way (an agreement was reached)."""
    return {fact.key: right_value(fact) for fact in step.facts if not fact.unless}


def record(seed: int, *, rulebook: Rulebook | None = None) -> Record:
    """Return the record of a seed; four seeds in a row are of the four meetings.

    Raises:
        ShequError: The rulebook leaves no such record.
    """
    meeting = meetings.get(_EASIEST_FIRST[seed % len(_EASIEST_FIRST)], rulebook=rulebook)
    for number in range(_TRIES):
        made = _draw(meeting, random.Random(f"log/{seed}/{number}"))
        if made is not None:
            return made
    raise ShequError(f"规则手册 {meeting.rulebook.file} 的{meeting.name}，编不出有毛病的记录。")


@dataclass(frozen=True)
class _Wrong:
    """What may be wrong: a date, a step left out, a line that says so; and the lines where it is seen."""

    kind: str
    lines: frozenset[int]
    each: dict[str, Any]


def _wrongs(case: Mapping[str, Any]) -> list[_Wrong]:
    of: dict[str, list[int]] = {}
    for number, line in enumerate(case["line"]):
        of.setdefault(line["step"], []).append(number)
    return [
        *(_Wrong("shift", frozenset(of[each["step"]][:1]), each) for each in case.get("shift", ())),
        *(_Wrong("omit", frozenset(of[each["step"]]), each) for each in case.get("omit", ())),
        *(
            _Wrong("way", frozenset([number]), way)
            for number, line in enumerate(case["line"])
            for way in line["way"]
            if "then" in way
        ),
    ]


def _draw(meeting: Meeting, chance: random.Random) -> Record | None:
    """Return a record drawn by chance; None if it has other faults than were meant."""
    case = _FILE[meeting.key]
    wanted = chance.choice(FAULTS)
    ways = [chance.choice([way for way in line["way"] if "then" not in way]) for line in case["line"]]
    wrongs = _wrongs(case)
    chance.shuffle(wrongs)
    touched: set[int] = set()
    chosen: list[_Wrong] = []
    for wrong in wrongs:
        if len(chosen) < wanted and not touched & wrong.lines:
            chosen.append(wrong)
            touched |= wrong.lines
    shifts = [(wrong.each, chance.choice(wrong.each["by"])) for wrong in chosen if wrong.kind == "shift"]
    shifts += [(each, chance.choice(each["by"])) for each in case.get("mild", ()) if chance.random() < 0.5]
    omitted = {wrong.each["step"] for wrong in chosen if wrong.kind == "omit"}
    for wrong in chosen:
        if wrong.kind == "way":
            ways[min(wrong.lines)] = wrong.each
    days = _days(meeting, omitted, shifts, chance)
    made = _written(meeting, case, ways, days, chance)
    thens = {wrong.each["step"]: wrong.each["then"] for wrong in chosen if wrong.kind != "way"}
    judged = _judged(meeting, case, made, days, thens)
    return judged if judged and judged.count == wanted else None


def _days(
    meeting: Meeting, omitted: set[str], shifts: list[tuple[dict[str, Any], int]], chance: random.Random
) -> dict[str, date]:
    """Return on which day each step was done: in time, unless it is shifted."""
    held = _FIRST_DAY + timedelta(days=chance.randrange(_DAYS))
    days: dict[str, date] = {MEETING: held}
    by = {each["step"]: (each["after"], number) for each, number in shifts}
    before = date.min
    for step in meeting.steps:
        if step.key in omitted:
            continue
        slack = timedelta(days=chance.randint(0, _SLACK.get(step.relation, 0)))
        latest = _latest(meeting, step, days)
        if MEETING in (step.key, step.part_of) or step.same_day_if:
            day = held
        elif latest is not None:
            day = max(latest - slack, before)
        else:
            day = before + timedelta(days=chance.randint(1, 30 if step == meeting.steps[-1] else 3))
        if step.key in by:
            after, number = by[step.key]
            day = (held if after == MEETING or latest is None else latest) + timedelta(days=number)
        days[step.key] = day
        before = max(day, before) if step.key != MEETING else day
    return days


def _latest(meeting: Meeting, step: Step, days: Mapping[str, date]) -> date | None:
    return meeting.due(step.key, days[step.anchor]) if step.days is not None and step.anchor in days else None


def _written(
    meeting: Meeting,
    case: Mapping[str, Any],
    ways: list[dict[str, Any]],
    days: Mapping[str, date],
    chance: random.Random,
) -> list[tuple[dict[str, Any], Line]]:
    """Return the lines with what the case file says of them, in the order of their days."""
    names = {"who": chance.choice(_FILE["people"])}
    if f"meetings.{meeting.key}.grades" in meeting.rulebook:
        grades = meeting.rulebook.strings(f"meetings.{meeting.key}.grades")
        names |= {f"grade{number}": grade for number, grade in enumerate(grades)}
    first: dict[str, int] = {}
    for number, line in enumerate(case["line"]):
        first.setdefault(line["step"], number)
    order = [step.key for step in meeting.steps]
    there = [(number, line) for number, line in enumerate(case["line"]) if line["step"] in days]
    there.sort(key=lambda each: (days[each[1]["step"]], order.index(each[1]["step"]), each[0]))
    return [
        (
            ways[number],
            Line(
                line["step"],
                tuple(line["tells"]),
                days[line["step"]] if first[line["step"]] == number else None,
                ways[number]["text"].format(**names),
                ways[number].get("then", ""),
                ways[number].get("note", ""),
            ),
        )
        for number, line in there
    ]


def _judged(
    meeting: Meeting,
    case: Mapping[str, Any],
    made: list[tuple[dict[str, Any], Line]],
    days: Mapping[str, date],
    thens: Mapping[str, str],
) -> Record | None:
    """Return the record with what `event_log` says of it; None if a line has two faults or no consequence."""
    events: dict[str, dict[str, Any]] = {}
    for step in meeting.steps:
        if step.key in days:
            events[step.key] = {"date": days[step.key], "event": step.key, **right_facts(step)}
    for way, line in made:
        for key, value in way.get("facts", {}).items():
            fact = next(fact for fact in meeting.step(line.step).facts if fact.key == key)
            events[line.step][key] = _value(fact, value)
    faults: dict[int, Finding] = {}
    milds: dict[int, Finding] = {}
    missing: dict[str, Finding] = {}
    came: dict[Finding, str] = {}
    found = event_log.check(meeting.key, events.values(), rulebook=meeting.rulebook)
    for finding in found:
        if finding.step not in days:
            missing[finding.step] = finding
            came[finding] = thens.get(finding.step, "")
            continue
        places = [place for place, (_, line) in enumerate(made) if _about(meeting, line, finding)]
        kept = faults if finding.level == VIOLATION else milds
        if len(places) != 1 or places[0] in faults or places[0] in milds:
            return None
        kept[places[0]] = finding
        line = made[places[0]][1]
        came[finding] = line.then if finding.rule_key != meeting.step(line.step).rule_key else ""
        came[finding] = came[finding] or thens.get(finding.step, "")
    told = [came[finding] for finding in (*faults.values(), *missing.values())]
    if not all(told):
        return None
    lines = tuple(line for _, line in made)
    return Record(meeting, case["title"], case["intro"], lines, faults, milds, missing, came, days)


def _value(fact: Fact, value: object) -> FactValue:
    """Return a fact's value of the case file: numbers are places in the rulebook's values."""
    if isinstance(value, bool):
        return value
    if isinstance(value, list):
        return [fact.values[each] if isinstance(each, int) else str(each) for each in value]
    return fact.values[value] if isinstance(value, int) else str(value)


def _about(meeting: Meeting, line: Line, finding: Finding) -> bool:
    step = meeting.step(line.step)
    if finding.rule_key == step.rule_key:
        return line.day is not None
    return finding.rule_key in [fact.rule_key for fact in step.facts if fact.key in line.tells]


class LogSearch(Tale):
    """A search for what breaks a rule in a record.

    Args:
        seed: Which record.
        rulebook: The active one if None.
    """

    def __init__(self, seed: int = 0, *, rulebook: Rulebook | None = None) -> None:
        self.record = record(seed, rulebook=rulebook)
        self.meeting = self.record.meeting
        self.marks: dict[int, str] = {}  # what became of each line that was pointed at
        self.named: dict[str, str] = {}  # likewise of each step that was said to be left out
        self._said: dict[int, str] = {}
        self._at = 0
        beginning = f"{self.record.intro}街道要来查，柳岸社区（虚构）的小周请你先把记录看一遍。"
        super().__init__("log", PHASES, beginning, seed)

    def first(self) -> Scene:
        """The record: each line can be pointed at."""
        moves = [
            Move(
                f"line{number}",
                f"{SIGNS.get(self.marks.get(number, ''), '')}{line}",
                partial(self._point, number),
            )
            for number, line in enumerate(self.record.lines)
        ]
        moves.append(Move(MISSING, "少了一步", self._to_missing, last=True))
        moves.append(Move(DONE, "看完了，没有别的了", self._end, last=True))
        text = "" if self.moves_made else self.beginning
        question = "哪一行有毛病？点那一行。有几处，先不告诉你。"
        return Scene(RECORD, 0, text, question, tuple(moves), in_order=True)

    # --- a line ---

    def _point(self, number: int) -> None:
        if number in self._said:
            self.react(PLAIN, f"这一行看过了。{self._said[number]}")  # judged once
            return
        self._at = number
        self.now = self._which

    def _which(self) -> Scene:
        line = self.record.lines[self._at]
        moves = [
            Move(f"rule{place}", rule, partial(self._name, rule))
            for place, rule in enumerate(self._choices(self._at))
        ]
        moves.append(Move(BACK, "再看一眼，先不说它", self._back, last=True))
        dated = "　".join(
            f"{self.meeting.step(step).name} {short_date(day)}"
            for step, day in sorted(self.record.days.items(), key=lambda each: each[1])
            if not self.meeting.step(step).part_of
        )
        return Scene(
            f"{RULE}/{self._at}",
            1,
            "",
            "这一行违反的是哪一条？",
            tuple(moves),
            matter=f"{line}\n（{dated}）",
        )

    def _choices(self, number: int) -> list[str]:
        """Return the rules to choose from: those that the line is about, then others of the meeting.

        The rule of a step may say the same as one of its facts, or as the order of the steps: it is left out
        where one of these is broken, so that one answer alone is right. It is left out of some lines without
        a fault as well, for else this would tell of a fault; so is the rule of their order offered where it
        is kept.
        """
        line = self.record.lines[number]
        step, own = self.meeting.step(line.step), self.rules(line)
        finding = self.record.faults.get(number) or self.record.milds.get(number)
        without = finding.rule != step.rule if finding else bool(line.tells) and self._drawn("rules", number)
        if without:
            own = [rule for rule in own if rule != step.rule]
        order = event_log.order_rule(self.meeting)
        broken = finding is not None and finding.rule == order
        if broken or (self._in_order(line) and self._drawn("order", number)):
            own.insert(0, order)
        others = [rule for other in self.record.lines for rule in self.rules(other) if rule not in own]
        others = [rule for rule in dict.fromkeys(others) if not without or rule != step.rule]
        random.Random(f"log/{self.seed}/others/{number}").shuffle(others)
        return [*own, *others][:CHOICES]

    def _drawn(self, what: str, number: int) -> bool:
        """Return for half of the lines that it is so."""
        return random.Random(f"log/{self.seed}/{what}/{number}").random() < 0.5

    def _in_order(self, line: Line) -> bool:
        """Whether a line bears the day of a step that stands where the procedure has it."""
        step, days = self.meeting.step(line.step), self.record.days
        return (
            line.day is not None
            and not step.part_of
            and all(
                (days[other.key] <= line.day if other.number < step.number else line.day <= days[other.key])
                for other in self.meeting.steps
                if other.key in days and not other.part_of
            )
        )

    def rules(self, line: Line) -> list[str]:
        """Return the rules that a line is about."""
        step = self.meeting.step(line.step)
        rules = [fact.rule for fact in step.facts if fact.key in line.tells]
        return [step.rule, *rules] if line.day else rules

    def _name(self, rule: str) -> None:
        number, line = self._at, self.record.lines[self._at]
        fault, mild = self.record.faults.get(number), self.record.milds.get(number)
        if fault is not None:
            right = fault.rule == rule
            self.marks[number] = FOUND if right else HALF
            begin = "" if right else "毛病是有的，可是不是这一条。"
            said = (GOOD if right else NOTE, f"{begin}{self.record.thens[fault]}{fault.message}", fault.rule)
        elif mild is not None:
            self.marks[number] = MILD
            said = (NOTE, f"这是提醒，不是违规：写的是“一般”。{mild.message}", mild.rule)
        else:
            self.marks[number] = CLEAN
            meant = f"规则：{rule.rstrip('。')}。" if rule in self.rules(line) else ""
            said = (BAD, f"这一行没有毛病。{self.why(line)}{meant}", "")  # the rule is kept, not broken
        self._said[number] = said[1]
        self.react(*said)
        self.now = self.first

    def why(self, line: Line) -> str:
        """Say why a line breaks no rule."""
        step = self.meeting.step(line.step)
        latest = _latest(self.meeting, step, self.record.days)
        if line.day and latest:
            bound = f"{'一般' if step.advisory else ''}最迟可以到 {short_date(latest)}"
            return f"{line.note}{step.name}{bound}，这里是 {short_date(line.day)}。"
        return line.note or "规定要的，这一行都有。"

    def _back(self) -> None:
        self.now = self.first

    # --- a step that is left out ---

    def _to_missing(self) -> None:
        self.now = self._left_out

    def _left_out(self) -> Scene:
        moves = [
            Move(step.key, step.name, partial(self._lacks, step))
            for step in self.meeting.steps
            if not step.part_of and step.key not in self.named
        ]
        moves.append(Move(BACK, "一步也不少，再看一眼", self._back, last=True))
        return Scene(STEP, 1, "", "记录里少了哪一步？", tuple(moves))  # their order would tell the rule

    def _lacks(self, step: Step) -> None:
        finding = self.record.missing.get(step.key)
        self.named[step.key] = FOUND if finding else CLEAN
        if finding:
            self.react(GOOD, f"{self.record.thens[finding]}{finding.message}", finding.rule)
        else:
            self.react(BAD, f"这一步记录里有：{short_date(self.record.days[step.key])}。", "")
        self.now = self.first

    # --- the end ---

    @property
    def found(self) -> int:
        """How many faults were pointed at, with the right rule or another."""
        return sum(state in (FOUND, HALF) for state in (*self.marks.values(), *self.named.values()))

    @property
    def half(self) -> int:
        """How many of these were put down to another rule."""
        return sum(state == HALF for state in self.marks.values())

    @property
    def missed(self) -> int:
        """How many faults were not pointed at."""
        return self.record.count - self.found

    @property
    def wrong(self) -> int:
        """How often something was blamed that breaks no rule."""
        return sum(state in (CLEAN, MILD) for state in (*self.marks.values(), *self.named.values()))

    def left(self) -> tuple[Finding, ...]:
        """Return the faults that were not found."""
        lines = [finding for number, finding in self.record.faults.items() if number not in self.marks]
        steps = [finding for step, finding in self.record.missing.items() if step not in self.named]
        return (*lines, *steps)

    def _end(self) -> None:
        for finding in self.left():
            self.react(BAD, f"漏了一处。{self.record.thens[finding]}{finding.message}", finding.rule)
        if not self.left():
            self.react(PLAIN, "街道的人从头翻到尾，没有翻出你没有圈的。")
        count = self.record.count
        parts = [f"找到 {self.found} 处"]
        parts += [f"其中 {self.half} 处说成了别的规则"] if self.half else []
        parts += [f"漏了 {self.missed} 处", f"点错 {self.wrong} 处"]
        why = f"这份记录有 {count} 处毛病：{'，'.join(parts)}。"
        if not self.missed and not self.wrong and not self.half:
            told = ("clear", GOOD, "一处不漏，一处不冤", "小周照着你圈的，一处一处补、一处一处改。")
        elif self.found * 2 < count or self.wrong > count:
            text = "有毛病的留着，没有毛病的改了一通，街道的人看了直摇头。"
            told = ("blurred", BAD, "还看不准", text if self.wrong else "漏下的，街道的人都圈出来了。")
        else:
            much = "看出了一大半" if self.found * 2 > count else "看出了一些"
            told = ("partly", NOTE, much, "街道的人说：路子对，再看细一点。")
        rules = [finding.rule for finding in (*self.record.faults.values(), *self.record.missing.values())]
        lines = (*_FILE["looks"], *dict.fromkeys(f"{rule.rstrip('。')}。" for rule in rules))
        self.ending = Ending(*told, why, lines)
