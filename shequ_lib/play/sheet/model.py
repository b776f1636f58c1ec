"""The community sheet without its widgets: from a community to its posts, money and rooms.

And what changes between two states of a community (chapter 11, objectives 11.1 to 11.16).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from shequ_lib.budget import Budget, budget
from shequ_lib.premises import Premises, premises
from shequ_lib.rulebook import Rulebook
from shequ_lib.staffing import Community, Post, StaffPlan, staff_plan

BEYOND = 4  # how many times as much as its slider a field takes


@dataclass(frozen=True)
class Figure:
    """One of the numbers of a community, with a slider for it.

    Attributes:
        label: its Chinese name.
        unit: what it counts.
        end: where the slider ends; the field beside it takes more. A convention of the page, as is the step.
        step: by how much an arrow key moves the slider.
    """

    label: str
    unit: str
    end: int
    step: int

    @property
    def most(self) -> int:
        """The most that the field takes; what is above it was mistyped. A convention of the page, too."""
        return BEYOND * self.end


FIGURES = {
    "households": Figure("常住户数", "户", 5000, 10),
    "residents": Figure("常住人口", "人", 13_000, 50),
    "unemployed": Figure("登记失业人员", "人", 700, 5),
    "retirees": Figure("企业退休人员", "人", 3000, 10),
    "poor_households": Figure("困难家庭", "户", 250, 1),
    "temporary_residents": Figure("暂住人口", "人", 21_000, 50),
    "floating_residents": Figure("流动人口", "人", 13_000, 50),
    "clients": Figure("助老助残服务对象", "人", 100, 1),
}
"""The numbers of a community, by the name of the field of `Community`."""


@dataclass(frozen=True)
class Sheet:
    """What the standard gives one community."""

    plan: StaffPlan
    money: Budget
    rooms: Premises


@dataclass(frozen=True)
class Change:
    """One thing that the standard gives differently in two states of a community.

    Attributes:
        name: what it is.
        before: what it was.
        after: what it is now.
        short: the difference in a few words, with the name.
        rule: the rule in one line of Chinese.
    """

    name: str
    before: str
    after: str
    short: str
    rule: str


def sheet(community: Community, *, rulebook: Rulebook | None = None) -> Sheet:
    """Work out the whole sheet (objectives 11.1 to 11.16).

    Raises:
        ShequError: The community or the rulebook has a wrong entry.
    """
    return Sheet(
        staff_plan(community, rulebook=rulebook),
        budget(community, rulebook=rulebook),
        premises(community.households, rulebook=rulebook),
    )


def with_value(community: Community, key: str, value: object) -> Community:
    """Return a community with another value in one field.

    Raises:
        ShequError: The value is wrong for this field.
    """
    return replace(community, **{key: value})  # type: ignore[arg-type]


def people(post: Post) -> str:
    """Return how many people a post has, in Chinese, such as 3 人，可再配 1 人."""
    parts = []
    if post.required or not (post.optional or post.joint or post.joint_optional):
        parts.append(f"{post.required} 人")
    if post.optional:
        parts.append(f"可{'再' if post.required else ''}配 {post.optional} 人")
    if post.joint:
        parts.append(f"兼任 {post.joint} 人，不另计")
    if post.joint_optional:
        parts.append(f"兼任的可再有 {post.joint_optional} 人")
    return "，".join(parts)


def changes(before: Sheet, after: Sheet) -> tuple[Change, ...]:
    """Return what lies on another side of a threshold: posts, the party's money, the floor of the premises.

    Amounts that follow a number without a threshold (money for temporary residents, area by households) are
    not among them.
    """
    found = [
        Change(new.name, people(old), people(new), new.name + more_or_less(old, new), new.rule)
        for old, new in zip(before.plan.posts, after.plan.posts, strict=True)
        if people(old) != people(new)
    ]
    old_line, new_line = before.money.line("party"), after.money.line("party")
    if old_line.rule != new_line.rule:
        found.append(
            Change(
                new_line.name,
                f"{old_line.yuan:,} 元",
                f"{new_line.yuan:,} 元",
                f"{new_line.name}{more(new_line.yuan - old_line.yuan, '元')}",
                new_line.rule,
            )
        )
    if before.rooms.floor_applies != after.rooms.floor_applies:
        ways = ("按户数算", "用保底面积")
        was, now = ways[before.rooms.floor_applies], ways[after.rooms.floor_applies]
        found.append(Change("配套用房", was, now, f"配套用房改{now}", after.rooms.rule))
    return tuple(found)


def crossings(before: Sheet, after: Sheet) -> tuple[str, ...]:
    """Return which thresholds lie between two states of a community, one line of Chinese each."""
    lines = [
        f"{change.name}：{change.before} → {change.after}。规则：{change.rule}。"
        for change in changes(before, after)
    ]
    return (*lines, *new_warnings(before, after))


def new_warnings(before: Sheet, after: Sheet) -> tuple[str, ...]:
    """Return what a person should look at now and needed not before."""
    return tuple(warning for warning in after.plan.warnings if warning not in before.plan.warnings)


def more_or_less(old: Post, new: Post) -> str:
    """Return by how many people a post differs, such as 多 1 人."""
    parts = [
        word + more(getattr(new, part) - getattr(old, part), "人")
        for part, word in (
            ("required", ""),
            ("optional", "可配的"),
            ("joint", "兼任的"),
            ("joint_optional", "兼任可再有的"),
        )
        if getattr(new, part) != getattr(old, part)
    ]
    return "，".join(parts)


def differs(before: Sheet, after: Sheet) -> str:
    """Return by how much the totals differ, in one line of Chinese; empty if they are the same."""
    parts = [
        name + more(new - old, unit)
        for name, old, new, unit in (
            ("应配", before.plan.required_total, after.plan.required_total, "人"),
            ("可再配的", before.plan.optional_total, after.plan.optional_total, "人"),
            ("经费", before.money.total, after.money.total, "元"),
            ("用房", before.rooms.total_m2, after.rooms.total_m2, "平方米"),
        )
        if new != old
    ]
    return "，".join(parts)


def number(value: float) -> str:
    """Return a number with at most two places and no needless zeros."""
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def more(difference: float, unit: str) -> str:
    """Return a difference such as 多 3 人 or 少 20,000 元."""
    return f"{'多' if difference > 0 else '少'} {number(abs(difference))} {unit}"
