"""A year of services without its widgets: a community, its budget, and the year that a trainee plans for it.

Source: chapter 9 of the material (objectives 9.1 to 9.4); `coverage` judges what is covered. Budget, prices,
hands and the people whom the year before left out are conventions of the game, and it says so.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from shequ_lib import coverage as judge
from shequ_lib import rulebook as rulebooks
from shequ_lib.coverage import Coverage
from shequ_lib.errors import ShequError, shown
from shequ_lib.play.services.cases import ACTIVITIES, AT_ONCE, MISSED, MONTHS, PEOPLE, Activity, People
from shequ_lib.play.services.solver import Plan, cheapest
from shequ_lib.rulebook import Rulebook

FUNCTION, GROUP, MONTH = "function", "group", "month"  # what is asked of an activity, one after the other
OFFERED = 20  # activities to choose from
KINDS = 6  # of people whom the year before left out
_STEP = 500  # yuan: the budget is a whole number of these
_SPARE = 10  # per cent that the budget leaves above the cheapest complete year
_FORGOTTEN = 2  # kinds of people left out if one takes the cheapest activity of each function and group
_NAMES = ("银杏", "梧桐", "海棠", "石榴", "香樟", "木槿", "紫藤", "玉兰", "红枫", "腊梅", "青竹", "芙蓉")
# How a year ends.
COMPLETE, UNEVEN, GAPS = "complete", "uneven", "gaps"


@dataclass(frozen=True)
class Choice:
    """A function or group to choose: its key and its name."""

    key: str
    name: str


@dataclass(frozen=True)
class Reaction:
    """What follows from what the trainee did.

    Attributes:
        good: Whether it was right or possible.
        text: What happens.
        rule: The rule that says so; "" without one.
        convention: The convention of the game that says so; "" without one.
        voice: What somebody says to it; "" if nobody does.
    """

    good: bool
    text: str
    rule: str = ""
    convention: str = ""
    voice: str = ""


@dataclass(frozen=True)
class Hindrance:
    """Why an activity cannot start in a month: in a few signs for the calendar, and in words."""

    short: str
    text: str


@dataclass(frozen=True)
class Reach:
    """People whom the year before left out: who, how many, and by how many activities they are reached."""

    name: str
    size: str
    times: int


@dataclass(frozen=True)
class Report:
    """The year in the end.

    Attributes:
        verdict: COMPLETE, UNEVEN (every function and group, but not all people) or GAPS.
        coverage: What is covered, as `coverage` judges it.
        people: The people whom the year before left out.
        spent: Yuan.
        left: Yuan.
        first_time: How many activities were filed right at once.
        filed: How many activities were filed.
        misfiled: Activities that were not, with the function or group that is right.
        cheapest: Yuan of the cheapest year that leaves nothing out.
        example: That year, a line for each activity.
        takeaways: What to take away, a line each.
    """

    verdict: str
    coverage: Coverage
    people: tuple[Reach, ...]
    spent: int
    left: int
    first_time: int
    filed: int
    misfiled: tuple[str, ...]
    cheapest: int
    example: tuple[str, ...]
    takeaways: tuple[str, ...]


class ServiceYear:
    """A year of services in a made-up community: file activities, put them into months, look what is missing.

    Args:
        seed: Whole number; the same seed gives the same community everywhere.
        rulebook: The active one if None.
    """

    def __init__(self, seed: int = 0, *, rulebook: Rulebook | None = None) -> None:
        self.rulebook = rulebook or rulebooks.active()
        self.seed = seed
        self.functions = self._choices("service_functions")
        self.groups = self._choices("service_functions.groups")
        self._service_key = self.rulebook.string("service_functions.groups.belongs_to")
        known = {choice.key for choice in (*self.functions, *self.groups)}
        if known != set(MISSED):
            raise ShequError(f"规则手册 {self.rulebook.file} 的功能和对象与活动表的不同，这个游戏用不了。")
        keys = frozenset(known)
        draw = _Draw(seed, tuple(c.key for c in self.functions), tuple(c.key for c in self.groups))
        self.name, self.units, self.people = draw.name, draw.units, draw.people
        self.activities = draw.activities
        self.needs = keys | {people.key for people, _ in self.people}
        self.best: Plan = draw.best
        self.budget = -(-self._cost(self.best) * (100 + _SPARE) // (100 * _STEP)) * _STEP
        self.plan: Plan = {}
        self.tries: dict[str, int] = {}  # wrong answers to an activity
        self._filed: dict[str, str] = {}  # what is asked next of an activity that was filed
        self._before: list[tuple[str, Plan, dict[str, str]]] = []  # each step's activity, and what was before

    def activity(self, key: str) -> Activity:
        """Return an activity that is offered.

        Raises:
            ShequError: There is none of this key.
        """
        for activity in self.activities:
            if activity.key == key:
                return activity
        raise ShequError(f"活动单上没有{shown(key)}。")

    def asked(self, key: str) -> str:
        """Return what is asked of an activity now: FUNCTION, then GROUP for community service, then MONTH."""
        self.activity(key)
        return self._filed.get(key, FUNCTION)

    def file(self, key: str, answer: str) -> Reaction:
        """Say which function an activity belongs to, or which group its service is for.

        Raises:
            ShequError: There is no such activity, function or group, or it is filed already.
        """
        activity, asked = self.activity(key), self.asked(key)
        if asked == MONTH:
            raise ShequError(f"“{activity.name}”已经归好了。")
        choices = self.functions if asked == FUNCTION else self.groups
        names = {choice.key: choice.name for choice in choices}
        if answer not in names:
            raise ShequError(f"应为{'、'.join(names)}之一，现在是 {shown(answer)}。")
        wanted = activity.function if asked == FUNCTION else activity.group
        if answer != wanted:
            self.tries[key] = self.tries.get(key, 0) + 1
            return self._misfiled(activity, asked, names[answer], answer)
        self.tries.setdefault(key, 0)
        self._note(key)
        more = asked == FUNCTION and wanted == self._service_key
        self._filed[key] = GROUP if more else MONTH
        text = f"对，“{activity.name}”归{names[wanted]}。"
        text += "再说说，这项服务专门给谁？" if more else "选一个月，把它排进去。"
        return Reaction(True, text, self._rule(asked, wanted))

    @property
    def begun(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._before)

    def undo(self) -> str:
        """Take the last step back; a wrong answer stays counted.

        Returns:
            Name of the activity that the step was about, "" if there was none.
        """
        if not self._before:
            return ""
        key, self.plan, self._filed = self._before.pop()
        return self.activity(key).name

    def _note(self, key: str) -> None:
        """Keep how all stands before a step."""
        self._before.append((key, dict(self.plan), dict(self._filed)))

    @property
    def service(self) -> str:
        """Name of the function that has groups of people."""
        return self._named(self._service_key)

    def hindrance(self, key: str, month: int) -> Hindrance | None:
        """Say why an activity cannot start in a month; None if it can."""
        activity = self.activity(key)
        if month not in activity.start:
            return Hindrance("时候不对", f"它只能在 {_months(activity.start)}开始")
        if month not in activity.starts:
            return Hindrance("做不完", f"它要 {activity.months} 个月，到年底做不完")
        full = [at for at in activity.running(month) if len(self.running(at, but=key)) >= AT_ONCE]
        if full:
            return Hindrance("人手满", f"{_months(full)}已经有 {AT_ONCE} 件在办，人手不够")
        short = self.cost_without(key) + activity.cost - self.budget
        if short > 0:
            return Hindrance("钱不够", f"还差 {short:,} 元，先撤下一件别的")
        return None

    def place(self, key: str, month: int) -> Reaction:
        """Let an activity start in a month; if it is planned already, move it.

        Raises:
            ShequError: There is no such activity or month, or it is not filed yet.
        """
        activity = self.activity(key)
        if month not in range(1, MONTHS + 1):
            raise ShequError(f"月份应为 1 到 {MONTHS}，现在是 {shown(month)}。")
        if self.asked(key) != MONTH:
            raise ShequError(f"“{activity.name}”还没有归好。")
        if why := self.hindrance(key, month):
            text = f"“{activity.name}”排不进 {month} 月：{why.text}。"
            return Reaction(False, text, convention="价钱、月份和人手是游戏的约定")
        before, missed = self.coverage(), self.missed_people()
        moved = key in self.plan
        self._note(key)
        self.plan[key] = month
        if moved:
            return Reaction(True, f"“{activity.name}”改到 {span(activity, month)}。")
        text = f"“{activity.name}”排在 {span(activity, month)}。{self._news(activity, before, missed)}"
        return Reaction(True, text, voice=activity.then)

    def remove(self, key: str) -> Reaction:
        """Take an activity out of the year.

        Raises:
            ShequError: There is no such activity, or it is not planned.
        """
        activity = self.activity(key)
        if key not in self.plan:
            raise ShequError(f"“{activity.name}”没有排进这一年。")
        before, missed = set(self.missing()), self.missed_people()
        self._note(key)
        del self.plan[key]
        lost = [self._named(need) for need in self.missing() if need not in before]
        lost += [name for name in self.missed_people() if name not in missed]
        text = f"“{activity.name}”撤下来了，退回 {activity.cost:,} 元。"
        return Reaction(not lost, text + (f"又空出来了：{'、'.join(lost)}。" if lost else ""))

    def running(self, month: int, but: str = "") -> tuple[Activity, ...]:
        """Activities that run in a month, without the one of the key `but`."""
        planned = ((self.activity(key), start) for key, start in self.plan.items() if key != but)
        return tuple(activity for activity, start in planned if month in activity.running(start))

    def cost_without(self, key: str = "") -> int:
        """Yuan that the plan costs, without the activity of this key."""
        return self._cost(other for other in self.plan if other != key)

    @property
    def spent(self) -> int:
        """Yuan that the plan costs."""
        return self.cost_without()

    @property
    def left(self) -> int:
        """Yuan that the plan leaves."""
        return self.budget - self.spent

    def coverage(self) -> Coverage:
        """Return what the plan covers, as `coverage` judges it."""
        planned = [self.activity(key) for key in self.plan]
        rows = [{judge.FUNCTION: a.function, judge.GROUP: a.group} for a in planned]
        return judge.coverage(rows, rulebook=self.rulebook)

    def reaches(self, activity: Activity) -> tuple[tuple[str, bool], ...]:
        """Return the people whom an activity looks after, and whether the year before left them out."""
        left_out = {people.key for people, _ in self.people}
        return tuple((PEOPLE[key].name, key in left_out) for key in activity.reaches)

    def reached(self) -> tuple[Reach, ...]:
        """Return the people of the community with how often they are looked after."""
        planned = [self.activity(key) for key in self.plan]
        return tuple(
            Reach(people.name, f"{number} {people.unit}", sum(people.key in a.reaches for a in planned))
            for people, number in self.people
        )

    def missed_people(self) -> tuple[str, ...]:
        """Names of the people whom no activity looks after."""
        return tuple(reach.name for reach in self.reached() if not reach.times)

    def missing(self) -> tuple[str, ...]:
        """Keys of the functions and groups that the plan does not cover."""
        covered = self.coverage()
        return tuple(
            choice.key
            for choice in (*self.functions, *self.groups)
            if choice.name in (*covered.gaps, *covered.groups_missed)
        )

    def voices(self, most: int = 3) -> tuple[str, ...]:
        """Return what people say who miss something: first of each kind, then more, at most so many."""
        missing = self.missing()
        functions = [MISSED[choice.key] for choice in self.functions if choice.key in missing]
        # As long as there is no community service at all, what is said of that function is enough.
        groups = [MISSED[c.key] for c in self.groups if c.key in missing and self._service_key not in missing]
        people = [p.missed for p, _ in self.people if p.name in self.missed_people()]
        kinds = [kind for kind in (functions, groups, people) if kind]
        said = [kind[turn] for turn in range(most) for kind in kinds if turn < len(kind)]
        return tuple(said[:most])

    def report(self) -> Report:
        """Return how the year comes out if it stays as it is planned."""
        covered = self.coverage()
        verdict = GAPS if self.missing() else UNEVEN if self.missed_people() else COMPLETE
        filed = [a for a in self.activities if self._filed.get(a.key) == MONTH]
        wrong = [a for a in self.activities if self.tries.get(a.key)]
        misfiled = tuple(f"{a.name}：归{self.place_of(a)}。{a.why}" for a in wrong if a in filed)
        example = tuple(
            f"{span(a, start)}：{a.name}（{self.place_of(a)}，{a.cost:,} 元）"
            for a in self.activities
            for start in [self.best.get(a.key, 0)]
            if start
        )
        return Report(
            verdict,
            covered,
            self.reached(),
            self.spent,
            self.left,
            len(filed) - len(misfiled),
            len(filed),
            misfiled,
            self._cost(self.best),
            example,
            self._takeaways(),
        )

    def _choices(self, group: str) -> tuple[Choice, ...]:
        order = self.rulebook.strings(f"{group}.order")
        return tuple(Choice(key, self.rulebook.string(f"{group}.{key}.name")) for key in order)

    def _cost(self, keys: Iterable[str]) -> int:
        return sum(self.activity(key).cost for key in keys)

    def _named(self, key: str) -> str:
        return next(choice.name for choice in (*self.functions, *self.groups) if choice.key == key)

    def place_of(self, activity: Activity) -> str:
        """Return the name of the function of an activity, and of its group if it has one."""
        group = f"·{self._named(activity.group)}" if activity.group else ""
        return self._named(activity.function) + group

    def _misfiled(self, activity: Activity, asked: str, name: str, answer: str) -> Reaction:
        if asked == GROUP:
            text = f"“{activity.name}”不是专门给{name}的。看看来的、用的都是谁。"
        elif answer == activity.tempting:
            text = f"很多人也会归到{name}。{activity.why}"
        else:
            text = f"不在{name}里。想想这件事直接为了什么，不看用什么办法。"
        if self.tries[activity.key] > 1:
            text += f"它归{self._named(activity.function if asked == FUNCTION else activity.group)}。"
        text += f"要是这样记，年底一数，{name}好像办过了，真有空白也看不出来。"
        return Reaction(False, text, self._rule(asked, answer))

    def _rule(self, asked: str, key: str) -> str:
        rb = self.rulebook
        if asked == GROUP:
            people = "、".join(rb.strings(f"service_functions.groups.{key}.people"))
            service = rb.string(f"service_functions.groups.{key}.service")
            return f"面向{people}的，是{service}"
        services = "、".join(rb.strings(f"service_functions.{key}.services"))
        people_key = f"service_functions.{key}.people"
        people = f"，面向{'、'.join(rb.strings(people_key))}" if people_key in rb else ""
        return f"{self._named(key)}包括{services}{people}"

    def _news(self, activity: Activity, before: Coverage, missed: Sequence[str]) -> str:
        """Say what an activity that was just planned brings."""
        now, function = self.coverage(), self._named(activity.function)
        news = []
        if function in before.gaps:
            news.append(f"{function}有覆盖了，{len(now.counts)} 项里有了 {now.covered} 项")
        if activity.group and self._named(activity.group) in before.groups_missed:
            news.append(f"{self._named(activity.group)}有人管了")
        if new := [name for name in missed if name not in self.missed_people()]:
            news.append(f"照顾到了{'、'.join(new)}")
        if not news:
            return f"{function}已经办过，次数多了，覆盖还是只算一项，也没有新照顾到谁。"
        return "；".join(news) + "。"

    def _takeaways(self) -> tuple[str, ...]:
        functions = "、".join(choice.name for choice in self.functions)
        groups = "、".join(choice.name for choice in self.groups)
        return (
            f"归类看为了什么，不看用什么办法；一件事只归一项。功能有：{functions}。",
            f"{self.service}还要分对象：{groups}，漏了哪一类，合起来的次数里看不出来。",
            "一次也没有，就是缺口。同一项办得再多，也填不了另一项的空白。",
            "功能齐了，再看人：有没有谁，一年里没有一件活动照顾到。一件活动能照顾几种人，钱就省下来了。",
        )


class _Draw:
    """A community by chance in which the puzzle is one: it can be solved, but not by the first idea."""

    def __init__(self, seed: int, functions: tuple[str, ...], groups: tuple[str, ...]) -> None:
        slots = {activity.group or activity.function for activity in ACTIVITIES}
        self._slots = [key for key in (*functions, *groups) if key in slots]
        attempt = 0
        while not self._made(f"services/{seed}/{attempt}", frozenset((*functions, *groups))):
            attempt += 1

    def _made(self, text: str, keys: frozenset[str]) -> bool:
        """Draw all; whether it is good enough."""
        self._chance = random.Random(text)
        self.name = f"{_NAMES[self._chance.getrandbits(16) % len(_NAMES)]}社区"
        self.units = 5 + self._chance.getrandbits(3)
        living = self._some(list(PEOPLE), KINDS)
        self.people: tuple[tuple[People, int], ...] = tuple(
            (people, people.least + self._chance.getrandbits(16) % (people.most - people.least + 1))
            for people in PEOPLE.values()
            if people.key in living
        )
        chosen = [key for slot in self._slots for key in self._some(_keys_for(slot), 2)]
        for people in living:
            if not set(chosen) & set(_keys_for(people)):
                chosen += self._some(_keys_for(people), 1)
        rest = [activity.key for activity in ACTIVITIES if activity.key not in chosen]
        chosen = self._some([*chosen, *self._some(rest, OFFERED - len(chosen))], OFFERED)
        by_key = {activity.key: activity for activity in ACTIVITIES}
        self.activities = tuple(by_key[key] for key in chosen)
        best = cheapest(self.activities, keys | set(living))
        self.best: Plan = best or {}
        return best is not None and len(set(living) - self._first_idea()) >= _FORGOTTEN

    def _first_idea(self) -> set[str]:
        """What is met by the cheapest activity of each function and group."""
        met: set[str] = set()
        for slot in self._slots:
            fitting = [a for a in self.activities if slot == (a.group or a.function)]
            met |= min(fitting, key=lambda activity: (activity.cost, activity.key)).meets
        return met

    def _some(self, keys: list[str], number: int) -> list[str]:
        """Some of the keys in a new order."""
        places = {key: self._chance.getrandbits(32) for key in keys}
        return sorted(keys, key=lambda key: places[key])[:number]


def _keys_for(need: str) -> list[str]:
    """Keys of the activities that meet a need; for a function those that have no group."""
    return [a.key for a in ACTIVITIES if need == (a.group or a.function) or need in a.reaches]


def _months(months: Sequence[int]) -> str:
    return "、".join(str(month) for month in months) + " 月"


def span(activity: Activity, start: int) -> str:
    """Say in which months an activity runs."""
    last = start + activity.months - 1
    return f"{start} 月" if last == start else f"{start}—{last} 月"
