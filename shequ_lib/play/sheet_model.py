"""The community sheet without its widgets: from a community to its posts, money and rooms."""

from __future__ import annotations

from dataclasses import dataclass

from shequ_lib.budget import Budget, budget
from shequ_lib.premises import Premises, premises
from shequ_lib.rulebook import Rulebook
from shequ_lib.staffing import Community, Post, StaffPlan, staff_plan


@dataclass(frozen=True)
class Sheet:
    """What the standard gives one community."""

    plan: StaffPlan
    money: Budget
    rooms: Premises


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


def crossings(before: Sheet, after: Sheet) -> tuple[str, ...]:
    """Return which thresholds lie between two states of a community, one line of Chinese each."""
    lines = [
        f"{new.name}：{people(old)} → {people(new)}。规则：{new.rule}。"
        for old, new in zip(before.plan.posts, after.plan.posts, strict=True)
        if people(old) != people(new)
    ]
    if before.rooms.floor_applies != after.rooms.floor_applies:
        way = "改按每个社区的下限" if after.rooms.floor_applies else "超过了下限，改按户数"
        lines.append(f"配套用房{way}计算。规则：{after.rooms.rule}。")
    lines += [warning for warning in after.plan.warnings if warning not in before.plan.warnings]
    return tuple(lines)
