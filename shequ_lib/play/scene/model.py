"""A tale told in scenes, and the story of a meeting, which is one. No widgets, no rule of its own.

A tale stands in one scene at a time; the scene offers moves; a move changes the tale and leaves a reaction
that says what follows and which rule says so. In a story of a meeting, what the trainee does is written into
an event log, and `event_log.check` judges it: each step is judged, and the findings shown, as soon as it is
over.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeVar

from shequ_lib import event_log, meetings
from shequ_lib.errors import ShequError, chinese_date, shown
from shequ_lib.event_log import VIOLATION, WARNING, Finding
from shequ_lib.meetings import MEETING, Fact, Meeting
from shequ_lib.rulebook import Rulebook

GOOD, BAD, NOTE, PLAIN = "good", "bad", "note", "plain"


@dataclass(frozen=True)
class Move:
    """Something that the trainee can do now.

    Attributes:
        key: Its key, unique within the scene.
        label: What the button says.
        act: What it does to the story.
        last: Whether it ends the scene and therefore stands below the others.
        tick: Whether it is a tick of a list: it does nothing but what the next move then tells of.
    """

    key: str
    label: str
    act: Callable[[], None] = field(repr=False, compare=False)
    last: bool = False
    tick: bool = False


@dataclass(frozen=True)
class Scene:
    """Where the story stands.

    Attributes:
        key: Its key.
        phase: Number of its phase, from 0.
        text: What is going on.
        question: What the trainee has to decide.
        moves: What can be done, in the order of the buttons.
        in_order: Whether the moves have an order of their own (dates) and must not be shuffled.
        matter: What has just come up and the question is about, told right above it; may be "".
    """

    key: str
    phase: int
    text: str
    question: str
    moves: tuple[Move, ...]
    in_order: bool = False
    matter: str = ""


@dataclass(frozen=True)
class Reaction:
    """What follows from a move.

    Attributes:
        did: What the trainee did, in the words of the button.
        verdict: "good", "bad", "note" (allowed, with something to know) or "plain" (a matter of choice).
        text: What happens.
        rule: The rule behind it, one line of Chinese, or "".
        findings: What the step that is now over breaks.
    """

    did: str
    verdict: str
    text: str
    rule: str = ""
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Ending:
    """How the story ends.

    Attributes:
        key: Its key.
        verdict: "good", "bad" or "note" (it holds, but with gaps).
        title: In a few words.
        text: What happens in the end.
        why: Why the procedure leads there.
        takeaways: What to take away, a line each.
    """

    key: str
    verdict: str
    title: str
    text: str
    why: str
    takeaways: tuple[str, ...]


@dataclass(frozen=True)
class ReviewRow:
    """One step of the procedure beside what was done.

    Attributes:
        name: Chinese name of the step.
        rule: Its rule.
        done: What the log says, "" if nothing.
        findings: What it breaks.
    """

    name: str
    rule: str
    done: str
    findings: tuple[Finding, ...]


class Tale:
    """A tale that is being played; the subclass has the scenes.

    Args:
        name: What its chances are drawn under.
        phases: Names of its phases.
        beginning: What has happened before.
        seed: Whole number; the same seed and moves give the same tale everywhere.
    """

    def __init__(self, name: str, phases: Sequence[str], beginning: str, seed: int) -> None:
        self.name = name
        self.phases = tuple(phases)
        self.beginning = beginning
        self.seed = seed
        self.moves_made: list[str] = []
        self.reactions: list[Reaction] = []
        self.ending: Ending | None = None
        self.now: Callable[[], Scene] = self.first
        self._latest = 0

    def first(self) -> Scene:
        """Return the first scene."""
        raise NotImplementedError

    def scene(self) -> Scene | None:
        """Return the scene that is played now, None after the end; its moves are shuffled by the seed."""
        if self.ending is not None:
            return None
        scene = self.now()
        if scene.in_order:
            return scene
        # A move keeps its place relative to the others while the scene goes on, so that buttons do not jump.
        places = {move.key: self._number(f"{scene.key}/{move.key}") for move in scene.moves}
        ordered = sorted(scene.moves, key=lambda move: (move.last, places[move.key], move.key))
        return replace(scene, moves=tuple(ordered))

    def do(self, key: str) -> None:
        """Make a move.

        Raises:
            ShequError: The tale has ended, or this move is not offered now.
        """
        scene = self.scene()
        if scene is None:
            raise ShequError("故事已经结束，请点“重来”。")
        for move in scene.moves:
            if move.key == key:
                self.moves_made.append(key)
                self._latest = len(self.reactions)
                move.act()
                self.reactions[self._latest :] = [replace(r, did=move.label) for r in self.latest()]
                return
        allowed = "、".join(move.key for move in scene.moves)
        raise ShequError(f"现在不能做 {shown(key)}；可以是：{allowed}。")

    def latest(self) -> tuple[Reaction, ...]:
        """Return the reactions to the last move."""
        return tuple(self.reactions[self._latest :])

    # --- for the scenes ---

    def chance(self, what: str, ways: int) -> int:
        """Return a number from 0 to `ways` - 1 that depends on the seed and on nothing else."""
        return self._number(what) % ways

    def react(self, verdict: str, text: str, rule: str = "", findings: tuple[Finding, ...] = ()) -> None:
        """Say what follows from the move."""
        self.reactions.append(Reaction("", verdict, text, rule, findings))

    def _number(self, what: str) -> int:
        return random.Random(f"{self.name}/{self.seed}/{what}").getrandbits(32)


class Story(Tale):
    """A tale of one of the four meetings; the subclass has the scenes.

    Args:
        meeting_key: Which of the four meetings it is about.
        phases: Names of its phases.
        beginning: What has happened before.
        seed: Whole number; the same seed and moves give the same story everywhere.
        rulebook: The active one if None.
    """

    def __init__(
        self,
        meeting_key: str,
        phases: Sequence[str],
        beginning: str,
        seed: int,
        rulebook: Rulebook | None = None,
    ) -> None:
        super().__init__(meeting_key, phases, beginning, seed)
        self.meeting: Meeting = meetings.get(meeting_key, rulebook=rulebook)
        self.rulebook = self.meeting.rulebook
        self.events: list[dict[str, Any]] = []
        self.slips: list[Finding] = []

    def findings(self) -> tuple[Finding, ...]:
        """Return everything found so far, each with the reaction in which it was shown first."""
        return tuple(finding for reaction in self.reactions for finding in reaction.findings)

    def violations(self) -> tuple[Finding, ...]:
        """Return the findings that are no mere warnings."""
        return tuple(finding for finding in self.findings() if finding.level == VIOLATION)

    def review(self) -> tuple[ReviewRow, ...]:
        """Return each step of the procedure beside what was done."""
        return tuple(
            ReviewRow(
                step.name,
                step.rule,
                "；".join(self._told(event) for event in self.events if event["event"] == step.key),
                tuple(finding for finding in self.findings() if finding.step == step.key),
            )
            for step in self.meeting.steps
        )

    # --- for the scenes ---

    def slip(self, step: str, rule_key: str, rule: str, message: str, *, advisory: bool = False) -> None:
        """Note a breach of a rule that the event log does not know (who chairs, who is invited)."""
        level = WARNING if advisory else VIOLATION
        self.slips.append(Finding(level, step, rule_key, rule, message, ()))

    def record(self, step: str, day: date, **facts: object) -> None:
        """Write an event into the log."""
        self.events.append({"date": day, "event": step, **facts})

    def judge(self, *steps: str, meeting_day: date | None = None) -> tuple[Finding, ...]:
        """Return what these steps break and was not shown yet; they are over now.

        Args:
            steps: Keys of the steps.
            meeting_day: The day of the meeting while it is still to come.
        """
        ahead = [] if meeting_day is None else [{"date": meeting_day, "event": MEETING}]
        found = (
            *self.slips,
            *event_log.check(self.meeting.key, [*self.events, *ahead], rulebook=self.rulebook),
        )
        before = self.findings()
        return tuple(finding for finding in found if finding.step in steps and finding not in before)

    def fact(self, step: str, key: str) -> Fact:
        """Return a fact of a step; ShequError if the rulebook does not have it."""
        for fact in self.meeting.step(step).facts:
            if fact.key == key:
                return fact
        raise ShequError(
            f"规则手册 {self.rulebook.file} 的「{self.meeting.step(step).name}」缺少事实 {key}。"
        )

    def sequence_rule(self, step: str, key: str) -> str:
        """Return the rule of a sequence with arrows between its values, which may hold commas themselves."""
        fact = self.fact(step, key)
        return fact.rule.replace("、".join(fact.values), " → ".join(fact.values))

    def _told(self, event: dict[str, Any]) -> str:
        owner = self.meeting.step(event["event"])
        parts = [chinese_date(event["date"])]
        for fact in owner.facts:
            if fact.key in event:
                value = event[fact.key]
                if isinstance(value, bool):
                    parts.append(f"{fact.name}：{'是' if value else '否'}")
                else:
                    mark = "→" if fact.kind == "sequence" else "、"
                    listed = value if isinstance(value, str) else mark.join(value)
                    parts.append(f"{fact.name}：{listed or '无'}")
        return "；".join(parts)


T = TypeVar("T", bound=Tale)


def replay(make: Callable[[], T], moves: Sequence[str]) -> T:
    """Return the tale after these moves; `make` gives a fresh one."""
    tale = make()
    for key in moves:
        tale.do(key)
    return tale
