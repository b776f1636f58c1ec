"""A year to practise: each decision has its reaction at once, and a month that is closed stays as it is.

What is right is said by `replay` alone. How satisfied the residents are, what follows at once and what
comes of a broken rule a month later are conventions of the game (`situations.toml`), no rules.
"""

from __future__ import annotations

import functools
import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from shequ_lib import rulebook as rulebooks
from shequ_lib.errors import ShequError, shown, whole_number
from shequ_lib.first_year.board_model import History
from shequ_lib.first_year.decisions import Decisions, normalise, words
from shequ_lib.first_year.replay import BROKEN, KEPT, OPEN, Finding, Notice, Report, replay, solve
from shequ_lib.first_year.scenario import MONTHS, Scenario, Task, scenario, situations
from shequ_lib.rulebook import Rulebook

START, TOP = 60.0, 100.0  # satisfaction on the first day, and after a year without a fault
LAST = MONTHS[-1]
WHAT, VERSION = "上任第一年的练习", 1  # of the saved state
KEYS = ("what", "version", "rulebook", "seed", "month", "decisions", "steps", "slipped")
_MOST_STEPS = 2000  # steps of one month; nobody takes as many


@dataclass(frozen=True)
class Follow:
    """What a decision of some kind leads to, in Chinese.

    Attributes:
        kept: what follows at once if it keeps the rules.
        broken: what follows at once if it breaks one.
        later: what may come of it a month later.
        incident: what kind of incident that is.
    """

    kept: str
    broken: str
    later: str
    incident: str


@dataclass(frozen=True)
class Incident:
    """What came of matters that were not settled as the rules ask.

    Attributes:
        month: when it comes up, 2 to 13 (13: after the year).
        kind: what kind of incident it is, such as 投诉.
        text: what happens, in Chinese.
        causes: the matters that it comes of, by name.
    """

    month: int
    kind: str
    text: str
    causes: tuple[str, ...]


@dataclass(frozen=True)
class Reaction:
    """What one decision changes.

    Attributes:
        finding: what became of it now.
        also: findings of other decisions that it turned over, such as a notice that is too late now.
        before: satisfaction before.
        after: satisfaction after.
    """

    finding: Finding
    also: tuple[Finding, ...]
    before: float
    after: float


@dataclass(frozen=True)
class MonthResult:
    """How a month that is over went.

    Attributes:
        month: 1 to 12.
        findings: what became of each of its decisions.
        notices: advisory rules that were missed.
        before: satisfaction when it began.
        after: satisfaction when it ended.
        coming: what comes of it later.
    """

    month: int
    findings: tuple[Finding, ...]
    notices: tuple[Notice, ...]
    before: float
    after: float
    coming: tuple[Incident, ...]

    def of(self, status: str) -> tuple[Finding, ...]:
        """The findings that are "kept", "broken" or "open"."""
        return tuple(finding for finding in self.findings if finding.status == status)


class PracticeYear:
    """A year that is being played, month by month.

    Args:
        seed: of the year.
        exam: the seed of the examination, which is never played here; None if there is none.
        rulebook: the active one if None.

    Attributes:
        record: the decisions taken so far, in their normal form.
        month: the month that is played, 1 to 12; 13 when December is over.
        slipped: ids of the decisions that were wrong once, in that order: a number at once, a choice or a
            date when it was left so (with the arrow keys one comes past wrong ones).
    """

    def __init__(self, seed: int, *, exam: int | None = None, rulebook: Rulebook | None = None) -> None:
        self.rulebook = rulebook or rulebooks.active()
        self.exam = exam
        self.seed = whole_number("seed", seed)
        if self.seed == exam:
            raise ShequError("这一年是考试用的，不能拿来练。")
        self.year: Scenario = scenario(self.seed, rulebook=self.rulebook)
        self.month = MONTHS[0]
        self.record: Decisions = {}
        self.slipped: list[str] = []
        self._history = History()
        self._tasks = {task.id: task for task in self.year.tasks}
        self._judge()

    @property
    def over(self) -> bool:
        """Whether December is over."""
        return self.month > LAST

    @property
    def report(self) -> Report:
        """What `replay` says to the record."""
        return self._report

    @functools.cached_property
    def solution(self) -> Decisions:
        """A record of this year that keeps every rule; not to be shown before a month is over."""
        return solve(self.year, self.rulebook)

    @property
    def satisfaction(self) -> float:
        """How satisfied the residents are now, 0 to 100."""
        return satisfaction(self._report, self.month - 1)

    def task(self, name: str) -> Task:
        """A decision by its id; ShequError if there is none."""
        if name not in self._tasks:
            raise ShequError(f"这一年里没有名为{shown(name)}的决定。")
        return self._tasks[name]

    def finding(self, name: str) -> Finding:
        """What has become of a decision so far."""
        return self._findings[self.task(name).id]

    def findings(self, month: int) -> tuple[Finding, ...]:
        """What has become of the decisions of a month so far."""
        return tuple(finding for finding in self._report.findings if finding.month == month)

    # --- what the trainee does ---

    def decide(self, name: str, value: Any) -> Reaction:
        """Take, change or (None) drop a decision of the month that is played.

        Raises:
            ShequError: it is no decision of this month, or not to be read; the record stays as it was.
        """
        task = self.task(name)
        if task.month != self.month:
            word = "已经过完，不能再改" if task.month < self.month else "还没有到"
            raise ShequError(f"{task.month} 月{word}。")
        decision = (normalise(self.year, {name: value}) or {}).get(name)
        before, findings = self.satisfaction, self._findings
        self._slip(self.month, but=name)
        if decision != self.record.get(name):
            self._history.note(self.month, {name: self.record.get(name)})
            self._set({name: decision})
        if task.kind == "number":
            self._slip(self.month, only=name)
        turned = [
            finding
            for finding in self.findings(self.month)
            if finding.task != name and finding.status != findings[finding.task].status
        ]
        return Reaction(self._findings[name], tuple(turned), before, self.satisfaction)

    def undo(self) -> tuple[str, ...]:
        """Take the last step of this month back; the ids that changed, none if there is no step left."""
        before = self._history.back(self.month)
        if before is None:
            return ()
        self._set(before)
        return tuple(before)

    def undecided(self) -> tuple[Finding, ...]:
        """What is open in the month that is played."""
        return tuple(finding for finding in self.findings(self.month) if finding.status == OPEN)

    def close(self) -> MonthResult:
        """End the month: it stays as it is (steps are taken back in the month that is played only).

        Raises:
            ShequError: the year is over.
        """
        if self.over:
            raise ShequError("十二个月都过完了。")
        self._slip(self.month)
        self.month += 1
        return self.result(self.month - 1)

    # --- how it went ---

    def result(self, month: int) -> MonthResult:
        """How a month went that is over.

        Raises:
            ShequError: it is not over.
        """
        if month not in MONTHS or month >= self.month:
            raise ShequError(f"{month} 月还没有过完。")
        curve = self.curve()
        notices = tuple(notice for notice in self._report.notices if notice.month == month)
        coming = self.incidents(month + 1)
        return MonthResult(month, self.findings(month), notices, curve[month - 1], curve[month], coming)

    def curve(self) -> tuple[float, ...]:
        """Satisfaction on the first day and at the end of each month that is over."""
        return tuple(satisfaction(_until(self._report, month), month) for month in range(self.month))

    def follows(self, name: str) -> str:
        """What follows at once from a decision, in Chinese; "" if it is open."""
        follow = follow_of(self.task(name))
        return {KEPT: follow.kept, BROKEN: follow.broken}.get(self.finding(name).status, "")

    def right(self, name: str) -> str:
        """What would have been right, in Chinese; "" until the month is over, and for a date (many are)."""
        task = self.task(name)
        if task.month >= self.month or task.kind == "date":
            return ""
        return words(task, self.solution[name])

    def incidents(self, month: int) -> tuple[Incident, ...]:
        """What has come up in a month of what was not settled the month before, which is over.

        Matters of one kind, and those that were left open, make one incident; whether they do is drawn from
        the seed.
        """
        found: dict[Follow, list[str]] = {}
        for finding in self.findings(month - 1) if month <= self.month else ():
            if finding.status == BROKEN:
                found.setdefault(follow_of(self.task(finding.task)), []).append(finding.name)
            elif finding.status == OPEN:
                found.setdefault(_follow(OPEN), []).append(finding.name)
        return tuple(
            Incident(month, follow.incident, follow.later, tuple(names))
            for follow, names in found.items()
            if random.Random(f"first-year/{self.seed}/{month}/{follow.later}").getrandbits(1)
        )

    # --- the state as plain data ---

    def state(self) -> dict[str, Any]:
        """The year so far as plain data, from which `restored` makes it again."""
        return {
            "what": WHAT,
            "version": VERSION,
            "rulebook": self.rulebook.name,
            "seed": self.seed,
            "month": self.month,
            "decisions": dict(self.record),
            "steps": self._history.steps(self.month),
            "slipped": list(self.slipped),
        }

    def _set(self, decisions: Mapping[str, Any]) -> None:
        record = {**self.record, **decisions}
        self.record = {name: record[name] for name in self._tasks if record.get(name) is not None}
        self._judge()

    def _slip(self, month: int, *, only: str = "", but: str = "") -> None:
        """Note which decisions of a month are wrong now."""
        for finding in self.findings(month):
            name = finding.task
            if finding.status == BROKEN and name not in (but, *self.slipped) and only in ("", name):
                self.slipped.append(name)

    def _judge(self) -> None:
        self._report = replay(self.year, self.record, self.rulebook)
        self._findings = {finding.task: finding for finding in self._report.findings}

    def _restore(self, data: Mapping[str, Any]) -> None:
        month = data["month"]
        if isinstance(month, bool) or not isinstance(month, int) or not 1 <= month <= LAST + 1:
            raise ShequError("月份不对。")
        decisions = normalise(self.year, data["decisions"]) or {}
        if any(self._tasks[name].month > month for name in decisions):
            raise ShequError("有还没有到的月份的决定。")
        steps, slipped = data["steps"], data["slipped"]
        if not isinstance(steps, list) or len(steps) > _MOST_STEPS or not isinstance(slipped, list):
            raise ShequError("记下的步骤不对。")
        self.month = month
        for step in steps:
            known = normalise(self.year, step) or {}
            if not step or any(self._tasks[name].month != month for name in step):
                raise ShequError("记下的步骤不是这个月的。")
            self._history.note(month, {name: known.get(name) for name in step})
        for name in slipped:
            if not isinstance(name, str) or self.task(name).month > month:
                raise ShequError("记下的步骤不对。")
        self.slipped = list(dict.fromkeys(slipped))
        self._set(decisions)


def restored(data: Any, *, exam: int | None = None, rulebook: Rulebook | None = None) -> PracticeYear:
    """Make a year again from its state, which may have been written by anybody.

    Args:
        data: what `PracticeYear.state` gave.
        exam: the seed of the examination.
        rulebook: the active one if None.

    Raises:
        ShequError: it is no state of a practice year by this rulebook; one line that says why.
    """
    if not isinstance(data, dict) or set(data) != set(KEYS) or data["what"] != WHAT:
        raise ShequError("里面不是这个练习的进度。")
    if data["version"] != VERSION:
        raise ShequError("它是另一个版本的练习存下的。")
    rb = rulebook or rulebooks.active()
    if data["rulebook"] != rb.name:
        raise ShequError("那是照另一套规定练的。")
    made = PracticeYear(data["seed"], exam=exam, rulebook=rb)
    made._restore(data)
    return made


def next_seed(seed: int, exam: int | None = None) -> int:
    """The seed of another year to practise; never that of the examination."""
    return seed + 2 if seed + 1 == exam else seed + 1


def satisfaction(report: Report, closed: int) -> float:
    """How satisfied the residents are, 0 to 100: a convention of the game.

    It starts at START. What is kept moves it up, what is broken (or still open when its month is over) moves
    it down, each by the same step: all kept is TOP, all broken is 0.

    Args:
        report: what `replay` says to the record.
        closed: the last month that is over, 0 if none is.
    """
    kept = report.count(KEPT)
    lost = sum(
        finding.status == BROKEN or (finding.status == OPEN and finding.month <= closed)
        for finding in report.findings
    )
    total = len(report.findings)
    return START + (TOP - START) * kept / total - START * lost / total


def follow_of(task: Task) -> Follow:
    """What a decision of this kind leads to.

    Raises:
        ShequError: `situations.toml` has no line for its kind.
    """
    word, *rest = task.judge.split()
    return _follow(f"step {rest[0]}" if word == "step" else word)


def _follow(kind: str) -> Follow:
    for wanted in (kind, kind.split(maxsplit=1)[0]):
        for line in situations()["follows"]:
            if wanted in line["judges"]:
                return Follow(line["kept"], line["broken"], line["later"], line["incident"])
    raise ShequError(f"situations.toml 的 follows 没有写“{kind}”这一种。")


def _until(report: Report, month: int) -> Report:
    """The report as it was at the end of a month: what is later was open."""
    return Report(
        tuple(
            finding
            if finding.month <= month
            else Finding(finding.task, finding.month, finding.name, OPEN, finding.rule, "", 0.0)
            for finding in report.findings
        ),
        report.notices,
    )
