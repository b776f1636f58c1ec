"""The residents' committee: its members and term, who decides a matter, and the nineteen items.

Sources: 城市居民委员会组织法 for members and term (objective 4.3), the material for the rest (objectives 4.4
to 4.8). Majorities and quorums are not in the material and so not here.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from shequ_lib import rulebook as rulebooks
from shequ_lib.errors import ShequError, calendar_date, shown, whole_number
from shequ_lib.rulebook import Rulebook


@dataclass(frozen=True)
class Decision:
    """Who decides a matter.

    Attributes:
        matter: its key in the rulebook, such as "members".
        name: its Chinese name.
        major: whether it is one of the major matters (重大事项).
        body: "assembly" (居民会议或成员代表会议) or "committee".
        body_name: the Chinese name of the body.
        objective: the objective that it belongs to, "4.4" or "4.6".
    """

    matter: str
    name: str
    major: bool
    body: str
    body_name: str
    objective: str


@dataclass(frozen=True)
class Item:
    """One of the nineteen items.

    Attributes:
        number: from 1 to 19.
        name: its Chinese name.
        right: "初审" or "知情".
    """

    number: int
    name: str
    right: str


def size_range(*, rulebook: Rulebook | None = None) -> tuple[int, int]:
    """The fewest and the most elected members, in people (objective 4.3).

    Raises:
        ShequError: if the range of the rulebook is upside down.
    """
    rb = rulebook or rulebooks.active()
    least, most = (rb.count(f"staff.committee.elected_{end}") for end in ("minimum", "maximum"))
    if least > most:
        key = "staff.committee.elected_maximum"
        raise ShequError(f"规则手册 {rb.file} 的条目 {key} 小于 elected_minimum。")
    return least, most


def is_lawful_size(members: int, *, rulebook: Rulebook | None = None) -> bool:
    """Whether a committee may have so many members (objective 4.3).

    Raises:
        ShequError: if members is no whole number from 0 up.
    """
    least, most = size_range(rulebook=rulebook)
    return least <= whole_number("班子人数", members) <= most


def check_members(
    members: Mapping[str, str] | Iterable[tuple[str, str]], *, rulebook: Rulebook | None = None
) -> tuple[str, ...]:
    """What is wrong with the size and the roles of a committee (objective 4.3).

    How many there are of each role the material does not say: each has to be there at least once.

    Args:
        members: name and role of each, such as {"张敏": "主任", "李强": "委员"}.
        rulebook: the active one if None.

    Returns:
        The problems, one line of Chinese each; empty for a lawful committee.

    Raises:
        ShequError: if the list is none, a name or role is no text, or a name is there twice.
    """
    rb = rulebook or rulebooks.active()
    people = _pairs(members)
    least, most = size_range(rulebook=rb)
    roles = rb.strings("rights.committee.roles")
    problems = []
    if not least <= len(people) <= most:
        problems.append(f"班子应有 {least}～{most} 人，现在是 {len(people)} 人。")
    problems += [
        f"班子由{'、'.join(roles)}组成，{name}的职务却是 {shown(role)}。"
        for name, role in people
        if role not in roles
    ]
    held = {role for _, role in people}
    problems += [f"班子里缺少{role}。" for role in roles if role not in held]
    return tuple(problems)


def is_lawful(
    members: Mapping[str, str] | Iterable[tuple[str, str]], *, rulebook: Rulebook | None = None
) -> bool:
    """Whether `check_members` finds nothing.

    Raises:
        ShequError: as `check_members` does.
    """
    return not check_members(members, rulebook=rulebook)


def term_end(start: date | str, *, rulebook: Rulebook | None = None) -> date:
    """The day on which a term is full: the same day of the calendar, so many years later (objective 4.3).

    The material does not say how to count, so a question that needs the day says it. A term that starts on 29
    February is full on 28 February if the last year has no such day.

    Args:
        start: the day on which the term starts.
        rulebook: the active one if None.

    Raises:
        ShequError: if start is no date, or the calendar has no such end.
    """
    rb = rulebook or rulebooks.active()
    first = calendar_date("任期开始日期", start)
    year = first.year + rb.positive("rights.committee.term")
    if year > date.max.year:
        raise ShequError(f"任期开始日期超出了日历的范围，现在是 {first.isoformat()}。")
    try:
        return first.replace(year=year)
    except ValueError:
        return first.replace(year=year, day=28)


def matters(major: bool, *, rulebook: Rulebook | None = None) -> tuple[Decision, ...]:
    """The major matters, or those that the committee manages by itself (objectives 4.4, 4.6).

    Args:
        major: the six major ones if true.
        rulebook: the active one if None.

    Raises:
        ShequError: if an entry of the rulebook is missing or wrong.
    """
    return _matters(major, rulebook or rulebooks.active())


@functools.lru_cache(maxsize=8)
def _matters(major: bool, rb: Rulebook) -> tuple[Decision, ...]:
    group = "rights.decision" if major else "rights.management"
    return tuple(
        Decision(
            matter=key,
            name=rb.string(f"{group}.matter.{key}.name"),
            major=major,
            body="assembly" if major else "committee",
            body_name=rb.string(f"{group}.body"),
            objective="4.4" if major else "4.6",
        )
        for key in rb.strings(f"{group}.matters")
    )


def who_decides(matter: str, *, rulebook: Rulebook | None = None) -> Decision:
    """Who decides a matter: the assembly a major one, else the committee (objective 4.5).

    Args:
        matter: key or Chinese name of one of `matters`; nothing is guessed from other words.
        rulebook: the active one if None.

    Raises:
        ShequError: if it is none of them; the message names them.
    """
    rb = rulebook or rulebooks.active()
    known = (*matters(True, rulebook=rb), *matters(False, rulebook=rb))
    for decision in known:
        if matter in (decision.matter, decision.name):
            return decision
    names = "、".join(f"{decision.name}（{decision.matter}）" for decision in known)
    raise ShequError(f"没有名为{shown(matter)}的事项；可以是：{names}。")


def items(*, rulebook: Rulebook | None = None) -> tuple[Item, ...]:
    """The nineteen items, in the order of the material (objective 4.7). The list is historical.

    Raises:
        ShequError: if an entry of the rulebook is missing or wrong.
    """
    return _items(rulebook or rulebooks.active())


@functools.lru_cache(maxsize=8)
def _items(rb: Rulebook) -> tuple[Item, ...]:
    rights = rb.strings("rights.items.rights")
    found = []
    for key in rb.strings("rights.items.order"):
        group = f"rights.items.{key}"
        right = rb.string(f"{group}.right")
        if right not in rights:
            raise ShequError(
                f"规则手册 {rb.entry(f'{group}.right').file} 的条目 {group}.right 应为"
                f"{'、'.join(rights)}之一，现在是 {shown(right)}。"
            )
        found.append(Item(rb.positive(f"{group}.number"), rb.string(f"{group}.name"), right))
    return tuple(found)


def item(name_or_number: str | int, *, rulebook: Rulebook | None = None) -> Item:
    """One of the nineteen items.

    Raises:
        ShequError: if it is neither the number nor the name of one.
    """
    known = items(rulebook=rulebook)
    for candidate in known:
        if isinstance(name_or_number, str):
            if name_or_number == candidate.name:
                return candidate
        elif whole_number("事项编号", name_or_number) == candidate.number:
            return candidate
    raise ShequError(f"没有这一项：{shown(name_or_number)}；可以写编号 1～{len(known)}，或者清单里的名称。")


def item_right(name_or_number: str | int, *, rulebook: Rulebook | None = None) -> str:
    """The right of the committee in one of the nineteen items: "初审" or "知情" (objective 4.8).

    Raises:
        ShequError: if it is neither the number nor the name of one.
    """
    return item(name_or_number, rulebook=rulebook).right


def sort_items(
    chosen: Iterable[str | int] | None = None, *, rulebook: Rulebook | None = None
) -> dict[str, tuple[str, ...]]:
    """Items sorted by right (objective 4.8).

    Args:
        chosen: names or numbers of items; all nineteen if None.
        rulebook: the active one if None.

    Returns:
        The names under "初审" and under "知情", in the order given.

    Raises:
        ShequError: if one of them is no item.
    """
    rb = rulebook or rulebooks.active()
    found = items(rulebook=rb) if chosen is None else [item(one, rulebook=rb) for one in chosen]
    return {
        right: tuple(one.name for one in found if one.right == right)
        for right in rb.strings("rights.items.rights")
    }


def _pairs(members: Mapping[str, str] | Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Names and roles, each a text that is not empty, no name twice."""
    given = members.items() if isinstance(members, Mapping) else members
    people = list(given) if isinstance(given, Iterable) else [()]
    if not all(isinstance(pair, tuple | list) and len(pair) == 2 for pair in people):
        raise ShequError(f"班子名单应为一组姓名和职务，现在是 {shown(members)}。")
    for name, role in people:
        for label, text in (("姓名", name), ("职务", role)):
            if not isinstance(text, str) or not text.strip():
                raise ShequError(f"班子名单的{label}应为一段文字，现在是 {shown(text)}。")
    names = [name for name, _ in people]
    for name in names:
        if names.count(name) > 1:
            raise ShequError(f"班子名单里{shown(name)}出现了不止一次；同名的人请加以区分。")
    return [(name, role) for name, role in people]
