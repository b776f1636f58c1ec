"""The four meetings (四会): steps, participants, and deadlines as dates.

Days are calendar days and the day of the meeting is not counted: three days before a meeting on the 15th is
the 12th at the latest (reading 12). In the appraisal the ten days run from the notice, the five from receipt
of the summary, the three from the meeting (reading 13). Source: chapter 6 of the material, objectives 6.1 to
6.20.

    meetings.get("symposium").deadlines(date(2026, 12, 15))
    meetings.symposium.notice_by(date(2026, 12, 15))        # the same meeting of the active rulebook
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from shequ_lib import rulebook as rulebooks
from shequ_lib.errors import ShequError, calendar_date, days_later, shown
from shequ_lib.rulebook import Rulebook

FACT_KINDS = ("yes", "branch", "all_of", "one_of", "sequence")
RELATIONS = ("before", "after")
MEETING = "meeting"
"""Key of the step that is the meeting itself, in every meeting."""


@dataclass(frozen=True)
class Fact:
    """Something that has to be so when a step is done.

    Attributes:
        key: its key within the step, such as "places".
        name: its Chinese name.
        kind: "yes" has to be true, "branch" decides between two ways, "all_of" has to hold all values,
            "one_of" is one of the values, "sequence" is exactly the values in their order.
        values: the values, for the last three kinds.
        when: key of a branch fact that has to be true for this one to matter, or "".
        unless: key of a branch fact that has to be false for this one to matter, or "".
        advisory: whether a miss is only a warning.
        rule: the rule in one line of Chinese.
        rule_key: its group in the rulebook.
    """

    key: str
    name: str
    kind: str
    values: tuple[str, ...]
    when: str
    unless: str
    advisory: bool
    rule: str
    rule_key: str


@dataclass(frozen=True)
class Step:
    """One step of a meeting's procedure.

    Attributes:
        number: its place in the order, from 1.
        key: its key within the meeting, such as "notice".
        name: its Chinese name.
        aliases: other names that a log may use.
        actor: who does it.
        does: what is done, in Chinese.
        relation: "before" or "after" if it has a deadline, else "".
        anchor: key of the step that the deadline is counted from, or "".
        days: calendar days of the deadline, or None.
        advisory: whether a late day is only a warning (reading 14).
        part_of: key of the step within which it takes place, or "".
        when: key of a branch fact that has to be true for this step to be due, or "".
        same_day_if: key of a branch fact; if it is true the step is done on the day of the meeting. Or "".
        facts: what has to be so.
        rule: the rule in one line of Chinese.
        rule_key: its group in the rulebook.
    """

    number: int
    key: str
    name: str
    aliases: tuple[str, ...]
    actor: str
    does: str
    relation: str
    anchor: str
    days: int | None
    advisory: bool
    part_of: str
    when: str
    same_day_if: str
    facts: tuple[Fact, ...]
    rule: str
    rule_key: str


@dataclass(frozen=True)
class Deadline:
    """The latest date of a step.

    Attributes:
        step: number of the step in the order, from 1.
        key: key of the step.
        name: Chinese name of the step.
        latest: the latest date.
        days: calendar days that it is counted with.
        relation: "before" or "after" its anchor.
        anchor: key of the step that it is counted from.
        advisory: whether a miss is only a warning.
        rule: the rule in one line of Chinese.
    """

    step: int
    key: str
    name: str
    latest: date
    days: int
    relation: str
    anchor: str
    advisory: bool
    rule: str


@dataclass(frozen=True)
class Meeting:
    """One of the four meetings, as the rulebook has it.

    Attributes:
        key: "symposium", "mediation", "hearing" or "appraisal".
        name: its Chinese name.
        short: its short Chinese name.
        aliases: other names.
        purpose: what it is for.
        use_when: the situation that calls for it, in a few words.
        organiser: who holds it.
        chair: who chairs it.
        participants: who takes part.
        invited: who may be invited, or comes when needed.
        invited_when: when these come, or who chooses.
        contents: what it deals with.
        manner: how it is held.
        frequency: how often or when it is held.
        steps: the steps in their order.
    """

    key: str
    name: str
    short: str
    aliases: tuple[str, ...]
    purpose: str
    use_when: str
    organiser: str
    chair: str
    participants: tuple[str, ...]
    invited: tuple[str, ...]
    invited_when: str
    contents: tuple[str, ...]
    manner: str
    frequency: str
    steps: tuple[Step, ...]
    rulebook: Rulebook = field(repr=False, compare=False)

    def step(self, name: str) -> Step:
        """The step of this key, Chinese name or alias.

        Raises:
            ShequError: if there is none; it lists the names.
        """
        if isinstance(name, str) and name in self._by_name:
            return self._by_name[name]
        allowed = "、".join(f"{step.name}（{step.key}）" for step in self.steps)
        raise ShequError(f"{self.name}没有名为{shown(name)}的步骤；可以是：{allowed}。")

    @functools.cached_property
    def _by_name(self) -> dict[str, Step]:
        names: dict[str, Step] = {}
        for step in self.steps:
            for name in (step.key, step.name, *step.aliases):
                names.setdefault(name, step)
        return names

    @property
    def notice_days(self) -> int:
        """Calendar days between the latest notice and the meeting."""
        return self.days("notice")

    def days(self, step: str) -> int:
        """Calendar days of a step's deadline.

        Raises:
            ShequError: if there is no such step, or it has no deadline.
        """
        found = self.step(step)
        if found.days is None:
            raise ShequError(f"{self.name}的「{found.name}」没有规定期限。")
        return found.days

    def due(self, step: str, anchor_date: date | str) -> date:
        """The latest date of a step, from the date of the step that it is counted from.

        Args:
            step: key or name of the step.
            anchor_date: date of the meeting, or (in the appraisal) of the notice or the receipt of the
                summary.

        Raises:
            ShequError: if the step is unknown or has no deadline, or the date is none.
        """
        days, found = self.days(step), self.step(step)
        label = f"{self.step(found.anchor).name}日期"
        day = calendar_date(label, anchor_date)
        return days_later(label, day, -days if found.relation == "before" else days)

    def notice_by(self, meeting_date: date | str) -> date:
        """The latest date of the notice (objectives 6.6, 6.9, 6.14, 6.18).

        Raises:
            ShequError: if meeting_date is no date.
        """
        return self.due("notice", meeting_date)

    def earliest_meeting(self, notice_date: date | str) -> date:
        """The earliest date of the meeting after a notice on this date: `notice_by` turned round.

        Raises:
            ShequError: if notice_date is no date.
        """
        label = f"{self.step('notice').name}日期"
        return days_later(label, calendar_date(label, notice_date), self.notice_days)

    def feedback_by(self, meeting_date: date | str) -> date:
        """The latest date of the feedback (objectives 6.6, 6.18).

        Raises:
            ShequError: if meeting_date is no date, or feedback has no deadline here (hearing, reading 15).
        """
        return self.due("feedback", meeting_date)

    def minutes_by(self, meeting_date: date | str) -> date:
        """The date by which minutes should be done; advisory (reading 14; objective 6.14). Hearing only.

        Raises:
            ShequError: if meeting_date is no date, or the meeting has no such step.
        """
        return self.due("minutes", meeting_date)

    def summary_due(self, notice_date: date | str) -> date:
        """The latest date of the committee's summary, from the notice. Appraisal only.

        Reading 13; objective 6.18.

        Raises:
            ShequError: if notice_date is no date, or the meeting has no such step.
        """
        return self.due("summary", notice_date)

    def survey_due(self, summary_date: date | str) -> date:
        """The latest date of the panel's survey, from receipt of the summary (reading 13). Appraisal only.

        Raises:
            ShequError: if summary_date is no date, or the meeting has no such step.
        """
        return self.due("survey", summary_date)

    def deadlines(
        self, meeting_date: date | str, *, done: Mapping[str, date | str] | None = None
    ) -> tuple[Deadline, ...]:
        """All deadlines of a meeting on this date, in the order of its steps.

        Args:
            meeting_date: the day of the meeting.
            done: dates on which steps were really done, by key or name. What follows from such a step is
                counted from it; without, from its own latest date.

        Returns:
            One deadline for each step that has one.

        Raises:
            ShequError: if a date is none or a step unknown.
        """
        dates = {MEETING: calendar_date("会议日期", meeting_date)}
        for name, day in (done or {}).items():
            step = self.step(name)
            if step.key == MEETING:
                raise ShequError(f"{self.name}的会议日期已经另外给出，不要再写进 done。")
            dates[step.key] = calendar_date(f"{step.name}日期", day)
        found = []
        for step in self.steps:
            if step.days is None:
                continue
            latest = self.due(step.key, dates[step.anchor])
            dates.setdefault(step.key, latest)
            found.append(
                Deadline(
                    step=step.number,
                    key=step.key,
                    name=step.name,
                    latest=latest,
                    days=step.days,
                    relation=step.relation,
                    anchor=step.anchor,
                    advisory=step.advisory,
                    rule=step.rule,
                )
            )
        return tuple(found)


def keys(*, rulebook: Rulebook | None = None) -> tuple[str, ...]:
    """Keys of the meetings, in the order of the material (objective 6.1)."""
    return (rulebook or rulebooks.active()).strings("meetings.order")


def get(name: str, *, rulebook: Rulebook | None = None) -> Meeting:
    """A meeting by its key or Chinese name.

    Args:
        name: "symposium", "mediation", "hearing", "appraisal", or 社区民情恳谈会, 恳谈会 and so on.
        rulebook: the active one if None.

    Raises:
        ShequError: if there is no such meeting; it lists them. Or if an entry of the rulebook is wrong.
    """
    rb = rulebook or rulebooks.active()
    if isinstance(name, str) and (key := _by_name(rb).get(name)) is not None:
        return _meeting(key, rb)
    allowed = "、".join(f"{rb.string(f'meetings.{key}.name')}（{key}）" for key in keys(rulebook=rb))
    raise ShequError(f"没有名为{shown(name)}的会议；可以是：{allowed}。")


def earliest_meeting(key: str, notice_date: date | str, *, rulebook: Rulebook | None = None) -> date:
    """The earliest date of a meeting after a notice on this date.

    Raises:
        ShequError: if there is no such meeting, or notice_date is no date.
    """
    return get(key, rulebook=rulebook).earliest_meeting(notice_date)


def __getattr__(name: str) -> Meeting:
    """`meetings.symposium` and its sisters: the meeting of the active rulebook."""
    if not name.startswith("_") and name in keys():
        return get(name)
    raise AttributeError(f"module 'shequ_lib.meetings' has no attribute {name!r}")


@functools.lru_cache(maxsize=8)
def _by_name(rb: Rulebook) -> dict[str, str]:
    names: dict[str, str] = {}
    for key in keys(rulebook=rb):
        group = f"meetings.{key}"
        said = (rb.string(f"{group}.{part}") for part in ("name", "short"))
        for name in (key, *said, *rb.strings(f"{group}.aliases")):
            names.setdefault(name, key)
    return names


@functools.lru_cache(maxsize=32)
def _meeting(key: str, rb: Rulebook) -> Meeting:
    group = f"meetings.{key}"
    names = rb.strings(f"{group}.steps")
    steps = tuple(_step(f"{group}.step.{name}", name, number, rb) for number, name in enumerate(names, 1))
    meeting = Meeting(
        key=key,
        name=rb.string(f"{group}.name"),
        short=rb.string(f"{group}.short"),
        aliases=rb.strings(f"{group}.aliases"),
        purpose=rb.filled(f"{group}.purpose"),
        use_when=rb.string(f"{group}.use_when"),
        organiser=rb.string(f"{group}.organiser"),
        chair=rb.string(f"{group}.chair"),
        participants=rb.strings(f"{group}.participants"),
        invited=rb.strings(f"{group}.invited"),
        invited_when=rb.string(f"{group}.invited_when"),
        contents=rb.strings(f"{group}.contents"),
        manner=rb.filled(f"{group}.manner"),
        frequency=rb.filled(f"{group}.frequency"),
        steps=steps,
        rulebook=rb,
    )
    _check(meeting, group, rb)
    return meeting


def _step(group: str, key: str, number: int, rb: Rulebook) -> Step:
    def optional(name: str) -> str:
        return rb.string(f"{group}.{name}") if f"{group}.{name}" in rb else ""

    relation = optional("relation")
    if relation and relation not in RELATIONS:
        raise ShequError(
            f"规则手册 {rb.file} 的 {group}.relation 应为 before 或 after，现在是 {shown(relation)}。"
        )
    return Step(
        number=number,
        key=key,
        name=rb.string(f"{group}.name"),
        aliases=rb.strings(f"{group}.aliases") if f"{group}.aliases" in rb else (),
        actor=rb.string(f"{group}.actor"),
        does=rb.filled(f"{group}.does"),
        relation=relation,
        anchor=rb.string(f"{group}.anchor") if relation else "",
        days=rb.count(f"{group}.days") if relation else None,
        advisory=f"{group}.advisory" in rb and rb.flag(f"{group}.advisory"),
        part_of=optional("part_of"),
        when=optional("when"),
        same_day_if=optional("same_day_if"),
        facts=tuple(_fact(f"{group}.fact.{name}", name, rb) for name in rb.names(f"{group}.fact")),
        rule=rb.rule(group),
        rule_key=group,
    )


def _fact(group: str, key: str, rb: Rulebook) -> Fact:
    kind = rb.string(f"{group}.kind")
    if kind not in FACT_KINDS:
        allowed = "、".join(FACT_KINDS)
        raise ShequError(
            f"规则手册 {rb.file} 的 {group}.kind 应为以下之一：{allowed}，现在是 {shown(kind)}。"
        )
    values: tuple[str, ...] = ()
    if kind in ("all_of", "one_of", "sequence"):
        elsewhere = f"{group}.values_from"
        values = rb.strings(rb.string(elsewhere) if elsewhere in rb else f"{group}.values")
    return Fact(
        key=key,
        name=rb.string(f"{group}.name"),
        kind=kind,
        values=values,
        when=rb.string(f"{group}.when") if f"{group}.when" in rb else "",
        unless=rb.string(f"{group}.unless") if f"{group}.unless" in rb else "",
        advisory=f"{group}.advisory" in rb and rb.flag(f"{group}.advisory"),
        rule=rb.filled(f"{group}.rule", values="、".join(values)),
        rule_key=group,
    )


def _check(meeting: Meeting, group: str, rb: Rulebook) -> None:
    """Refuse a rulebook whose steps do not fit together."""
    order = [step.key for step in meeting.steps]
    branches = {fact.key for step in meeting.steps for fact in step.facts if fact.kind == "branch"}
    for needed in ("notice", MEETING):
        if needed not in order:
            raise ShequError(f"规则手册 {rb.file} 的 {group}.steps 缺少 {needed}。")
    for step in meeting.steps:
        where = f"规则手册 {rb.file} 的 {step.rule_key}"
        if step.anchor and (step.anchor not in order or step.anchor == step.key):
            raise ShequError(f"{where}.anchor 应为另一个步骤，现在是 {shown(step.anchor)}。")
        backwards = step.relation == "before" and step.anchor != MEETING
        forwards = step.relation == "after" and order.index(step.anchor) > step.number - 1
        if backwards or forwards:
            raise ShequError(f"{where}.anchor：before 只能从会议日算起，after 只能从前面的步骤算起。")
        if step.part_of and step.part_of not in order:
            raise ShequError(f"{where}.part_of 应为另一个步骤，现在是 {shown(step.part_of)}。")
        for branch in (
            step.when,
            step.same_day_if,
            *(b for fact in step.facts for b in (fact.when, fact.unless)),
        ):
            if branch and branch not in branches:
                raise ShequError(f"{where}：没有 kind 为 branch 的事实 {shown(branch)}。")
