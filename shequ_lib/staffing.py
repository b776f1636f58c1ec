"""How many people a community gets: the posts of one community by the rulebook.

Counts are in people. `required` and `optional` posts ("可") make up the head count; `joint` posts are held by
people who are already counted and are never added (reading 7). Where the number of people per post is given,
only whole units count (reading 5). Source of all rules: 市委办发〔2008〕160号, objectives 11.1 to 11.8.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType
from typing import Any, TypeAlias

from shequ_lib import rulebook as rulebooks
from shequ_lib.errors import ShequError, shown, whole_number
from shequ_lib.rulebook import Rulebook
from shequ_lib.script import simplify

Numbers: TypeAlias = Any
"""A whole number, or a pandas column of whole numbers; the formulas take either."""

LABELS = {
    "name": "社区",
    "households": "户数",
    "residents": "常住人口",
    "unemployed": "登记失业",
    "retirees": "企业退休",
    "poor_households": "困难家庭",
    "temporary_residents": "暂住人口",
    "floating_residents": "流动人口",
    "clients": "服务对象",
    "party": "党组织",
    "station_staff": "工作站人员",
    "one_shoulder": "一肩挑",
    "city_management_joint": "城管兼任",
    "family_planning_joint": "计生兼职",
}
"""Chinese name of each field of a community, in messages and as the heading of a column."""


@dataclass(frozen=True)
class Community:
    """What the rules need to know of a community. Numbers are whole and not negative.

    Attributes:
        name: its name, for people.
        households: permanent households (常住户数).
        residents: permanent residents (常住人口).
        unemployed: registered unemployed, 协缴 included.
        retirees: retired from enterprises.
        poor_households: households in the city's relief circle (市级救助圈).
        temporary_residents: 暂住人口; never added to the next.
        floating_residents: 流动人口; never added to the one before.
        party: kind of the party organisation: "committee" (党委) or "branch" (党总支, 党支部), or its Chinese
            name.
        station_staff: people who work in the service station; None if not known.
        clients: old and disabled people served (助老助残).
        one_shoulder: secretary and director are one person (一肩挑).
        city_management_joint: the city management post is held by a member of the committee.
        family_planning_joint: the family planning post is held part-time by somebody already counted.

    Raises:
        ShequError: for a number that is negative, fractional or none at all, a text that is empty, a truth
            value that is none.
    """

    name: str = ""
    households: int = 0
    residents: int = 0
    unemployed: int = 0
    retirees: int = 0
    poor_households: int = 0
    temporary_residents: int = 0
    floating_residents: int = 0
    party: str = "branch"
    station_staff: int | None = None
    clients: int = 0
    one_shoulder: bool = False
    city_management_joint: bool = False
    family_planning_joint: bool = False

    def __post_init__(self) -> None:
        for field in fields(self):
            label, value = LABELS[field.name], getattr(self, field.name)
            if isinstance(field.default, bool):
                if not isinstance(value, bool):
                    raise ShequError(f"{label}应为是（True）或否（False），现在是 {shown(value)}。")
            elif isinstance(field.default, str):
                if not isinstance(value, str) or (field.name == "party" and not value):
                    raise ShequError(f"{label}应为一段文字，现在是 {shown(value)}。")
            elif not (field.name == "station_staff" and value is None):
                object.__setattr__(self, field.name, whole_number(label, value))


@dataclass(frozen=True)
class Post:
    """A kind of post and how many of it.

    Attributes:
        key: its group in the rulebook below "staff", such as "committee".
        name: its Chinese name.
        required: people that there have to be.
        optional: people that there may be besides.
        joint: people who hold it besides another post; not in the head count.
        joint_optional: people who may hold it so besides.
        rule: the rule in one line of Chinese.
        objective: the objective that it belongs to, such as "11.2".
    """

    key: str
    name: str
    required: int
    optional: int
    joint: int
    joint_optional: int
    rule: str
    objective: str


@dataclass(frozen=True)
class StaffPlan:
    """All posts of one community.

    Attributes:
        posts: the posts, in the order of the standard.
        warnings: what a person should look at, each one line of Chinese; nothing is changed because of them.
    """

    posts: tuple[Post, ...]
    warnings: tuple[str, ...]

    @property
    def required_total(self) -> int:
        """People that there have to be, joint posts not counted."""
        return sum(post.required for post in self.posts)

    @property
    def optional_total(self) -> int:
        """People that there may be besides, joint posts not counted."""
        return sum(post.optional for post in self.posts)

    def post(self, key: str) -> Post:
        """The post of this key.

        Raises:
            ShequError: if there is none.
        """
        for post in self.posts:
            if post.key == key:
                return post
        raise ShequError(
            f"没有名为{shown(key)}的岗位；可以是：{'、'.join(post.key for post in self.posts)}。"
        )


# The formulas. Each takes checked whole numbers, or whole pandas columns of them (community_table), all the
# same.


def over(number: Numbers, threshold: int) -> Numbers:
    """1 where the number exceeds the threshold, else 0 (reading 1: exactly the threshold does not)."""
    return (number > threshold) * 1


def committee_formula(households: Numbers, rb: Rulebook) -> Numbers:
    """Full-time members of the committee (readings 1, 2; objective 11.2)."""
    threshold = rb.count("staff.committee.threshold")
    steps = (households - threshold) // rb.positive("staff.committee.step")
    extra = rb.count("staff.committee.extra") * steps * over(households, threshold)
    return rb.count("staff.committee.minimum") + extra


def labour_formula(unemployed: Numbers, retirees: Numbers, rb: Rulebook) -> tuple[Numbers, Numbers]:
    """Required and optional people for labour and social security (readings 1, 4, 5; objective 11.4)."""
    required, optional = rb.count("staff.labour.base") + 0 * unemployed, 0 * unemployed
    for name, number in (
        ("unemployed", over(unemployed, rb.count("staff.labour.unemployed_threshold"))),
        ("retirees", retirees // rb.positive("staff.labour.retirees_per")),
    ):
        people = number * rb.count(f"staff.labour.{name}_extra")
        if rb.flag(f"staff.labour.{name}_optional"):
            optional = optional + people
        else:
            required = required + people
    return required, optional


def aid_formula(poor_households: Numbers, rb: Rulebook) -> tuple[Numbers, Numbers]:
    """Required and optional people for relief (readings 1, 4; objective 11.5)."""
    base = rb.count("staff.aid.base")
    people = over(poor_households, rb.count("staff.aid.threshold")) * rb.count("staff.aid.extra")
    return (base + 0 * people, people) if rb.flag("staff.aid.optional") else (base + people, 0 * people)


def per_people_formula(group: str, people: Numbers, rb: Rulebook) -> Numbers:
    """Posts for each whole unit of people, of "temporary" or "floating" (reading 5; objective 11.6)."""
    return people // rb.positive(f"staff.{group}.per") * rb.count(f"staff.{group}.extra")


def family_planning_formula(residents: Numbers, rb: Rulebook) -> Numbers:
    """People for family planning, full-time or joint (reading 1; objective 11.7)."""
    return over(residents, rb.count("staff.family_planning.threshold")) * rb.count(
        "staff.family_planning.count"
    )


def helpers_formula(clients: Numbers, rb: Rulebook) -> Numbers:
    """The most helpers that the clients allow (reading 6; objective 11.8)."""
    return clients // rb.positive("staff.helpers.per")


# The posts, one by one.


def party_staff(*, rulebook: Rulebook | None = None) -> Post:
    """Full-time staff of the party organisation: secretary and others (objective 11.1)."""
    rb = rulebook or rulebooks.active()
    least, most = _range("staff.party.others", rb)
    return _post("party", rb, required=rb.count("staff.party.secretary") + least, optional=most - least)


def committee_staff(households: int, *, rulebook: Rulebook | None = None) -> int:
    """Full-time members of the residents' committee, at the least, in people (objective 11.2).

    Args:
        households: permanent households; exactly the threshold adds nobody (reading 1), then every full step
            adds (reading 2). Above nine there is no cap (reading 3).
        rulebook: the active one if None.

    Raises:
        ShequError: if households is no whole number from 0 up.
    """
    rb = rulebook or rulebooks.active()
    return int(committee_formula(whole_number(LABELS["households"], households), rb))


def committee_posts(households: int, *, rulebook: Rulebook | None = None) -> Post:
    """`committee_staff` as a post.

    Raises:
        ShequError: if households is no whole number from 0 up.
    """
    rb = rulebook or rulebooks.active()
    return _post("committee", rb, required=committee_staff(households, rulebook=rb))


def station_posts(
    station_staff: int | None = None, *, one_shoulder: bool = False, rulebook: Rulebook | None = None
) -> tuple[Post, Post, Post]:
    """Head, deputies and staff of the service station, all joint (readings 7, 8; objective 11.3).

    Args:
        station_staff: people who work there, or None if not known; from ten up there may be a second deputy.
        one_shoulder: secretary and director are one person, so somebody else is the deputy.
        rulebook: the active one if None.

    Raises:
        ShequError: if station_staff is no whole number from 0 up.
    """
    rb = rulebook or rulebooks.active()
    least, most = _range("staff.station.workers", rb)
    deputies_least, deputies_most = _range("staff.station.deputy", rb)
    if station_staff is None:
        large, workers, more_workers = False, least, most - least
    else:
        workers, more_workers = whole_number(LABELS["station_staff"], station_staff), 0
        large = workers >= rb.count("staff.station.deputy.maximum_from")
    more_deputies = deputies_most - deputies_least if large else 0
    deputy_rule = "rule_one_shoulder" if one_shoulder else "rule"
    return (
        _post("station.head", rb, joint=rb.count("staff.station.head.count")),
        _post("station.deputy", rb, joint=deputies_least, joint_optional=more_deputies, rule=deputy_rule),
        _post("station.workers", rb, joint=workers, joint_optional=more_workers),
    )


def labour_posts(unemployed: int, retirees: int, *, rulebook: Rulebook | None = None) -> Post:
    """Labour and social security posts (objective 11.4).

    Args:
        unemployed: registered unemployed; one optional post above the threshold, once (readings 1, 4).
        retirees: retired from enterprises; an optional post for each whole unit (reading 5).
        rulebook: the active one if None.

    Raises:
        ShequError: if a number is no whole number from 0 up.
    """
    rb = rulebook or rulebooks.active()
    jobless = whole_number(LABELS["unemployed"], unemployed)
    required, optional = labour_formula(jobless, whole_number(LABELS["retirees"], retirees), rb)
    return _post("labour", rb, required=required, optional=optional)


def aid_posts(poor_households: int, *, rulebook: Rulebook | None = None) -> Post:
    """Relief posts (readings 1, 4; objective 11.5).

    Raises:
        ShequError: if poor_households is no whole number from 0 up.
    """
    rb = rulebook or rulebooks.active()
    required, optional = aid_formula(whole_number(LABELS["poor_households"], poor_households), rb)
    return _post("aid", rb, required=required, optional=optional)


def temporary_posts(temporary_residents: int, *, rulebook: Rulebook | None = None) -> Post:
    """Posts for temporary residents, 暂住人口 (reading 5; objective 11.6).

    Raises:
        ShequError: if temporary_residents is no whole number from 0 up.
    """
    rb = rulebook or rulebooks.active()
    people = whole_number(LABELS["temporary_residents"], temporary_residents)
    return _post("temporary", rb, required=per_people_formula("temporary", people, rb))


def police_posts(*, rulebook: Rulebook | None = None) -> Post:
    """Police staff of the community's police room (objective 11.7)."""
    rb = rulebook or rulebooks.active()
    least, most = _range("staff.police", rb)
    return _post("police", rb, required=least, optional=most - least)


def city_management_posts(joint: bool = False, *, rulebook: Rulebook | None = None) -> Post:
    """City management staff; joint if a member of the committee holds the post (objective 11.7)."""
    rb = rulebook or rulebooks.active()
    return _own_or_joint("city_management", rb.count("staff.city_management.count"), joint, rb)


def family_planning_posts(residents: int, joint: bool = False, *, rulebook: Rulebook | None = None) -> Post:
    """Family planning staff, full-time or joint (reading 1; objective 11.7).

    Raises:
        ShequError: if residents is no whole number from 0 up.
    """
    rb = rulebook or rulebooks.active()
    people = family_planning_formula(whole_number(LABELS["residents"], residents), rb)
    return _own_or_joint("family_planning", people, joint, rb)


def floating_posts(floating_residents: int, *, rulebook: Rulebook | None = None) -> Post:
    """Posts for the floating population, 流动人口 (reading 5; objective 11.6).

    Raises:
        ShequError: if floating_residents is no whole number from 0 up.
    """
    rb = rulebook or rulebooks.active()
    people = whole_number(LABELS["floating_residents"], floating_residents)
    return _post("floating", rb, required=per_people_formula("floating", people, rb))


def helpers_at_most(clients: int, *, rulebook: Rulebook | None = None) -> int:
    """The most helpers for the old and disabled, in people: an upper bound (reading 6; objective 11.8).

    Raises:
        ShequError: if clients is no whole number from 0 up.
    """
    rb = rulebook or rulebooks.active()
    return int(helpers_formula(whole_number(LABELS["clients"], clients), rb))


def staff_plan(community: Community, *, rulebook: Rulebook | None = None) -> StaffPlan:
    """All posts of a community, with what a person should look at.

    Helpers stand as optional, up to their upper bound. Guards, cleaners and wardens (保安、保洁、保序) have
    no figure in the material and are left out.

    Raises:
        ShequError: if the kind of party organisation is unknown, or an entry of the rulebook is wrong.
    """
    rb = rulebook or rulebooks.active()
    party_kind(community.party, rulebook=rb)
    posts = (
        party_staff(rulebook=rb),
        committee_posts(community.households, rulebook=rb),
        *station_posts(community.station_staff, one_shoulder=community.one_shoulder, rulebook=rb),
        labour_posts(community.unemployed, community.retirees, rulebook=rb),
        aid_posts(community.poor_households, rulebook=rb),
        temporary_posts(community.temporary_residents, rulebook=rb),
        police_posts(rulebook=rb),
        city_management_posts(community.city_management_joint, rulebook=rb),
        family_planning_posts(community.residents, community.family_planning_joint, rulebook=rb),
        floating_posts(community.floating_residents, rulebook=rb),
        _post("helpers", rb, optional=helpers_at_most(community.clients, rulebook=rb)),
    )
    return StaffPlan(posts, _warnings(community, rb))


def party_kind(party: str, *, rulebook: Rulebook | None = None) -> str:
    """The kind of a party organisation as the budget knows it: "committee" or "branch".

    Args:
        party: one of these, or the Chinese name (党委, 党总支, 党支部).
        rulebook: the active one if None.

    Raises:
        ShequError: if there is no such kind.
    """
    rb = rulebook or rulebooks.active()
    kinds = party_kinds(rb)
    if not isinstance(party, str) or simplify(party) not in kinds:
        raise ShequError(f"{LABELS['party']}应为以下之一：{'、'.join(kinds)}，现在是 {shown(party)}。")
    return kinds[simplify(party)]


@functools.lru_cache(maxsize=4)  # asked for at every move of a slider, and it goes through the whole rulebook
def party_kinds(rb: Rulebook) -> Mapping[str, str]:
    """Kind by Chinese name (simplified, whatever the script of the rulebook), and by its own name."""
    kinds = [name for name in rb.names("budget.party") if f"budget.party.{name}.names" in rb]
    named = {simplify(name): kind for kind in kinds for name in rb.strings(f"budget.party.{kind}.names")}
    return MappingProxyType({**named, **{kind: kind for kind in kinds}})


def _warnings(community: Community, rb: Rulebook) -> tuple[str, ...]:
    found = []
    committee = committee_staff(community.households, rulebook=rb)
    most = rb.count("staff.committee.elected_maximum")
    if committee > most:
        found.append(committee_warning(most).format(committee))
    threshold, step = rb.count("staff.committee.threshold"), rb.positive("staff.committee.step")
    if community.households > threshold and (community.households - threshold) % step == 0:
        found.append(
            f"{LABELS['households']} {community.households} 恰好比 {threshold} 多出 {step} 的整数倍："
            f"原文对此不明确，这里按已满 {step} 户增配计算，"
            f"从严理解则少 {rb.count('staff.committee.extra')} 人。"
        )
    if community.station_staff is not None:
        least, largest = _range("staff.station.workers", rb)
        if not least <= community.station_staff <= largest:
            found.append(
                f"{LABELS['station_staff']} {community.station_staff} 人，"
                f"不在 {least}～{largest} 人的配备范围内。"
            )
    if community.one_shoulder:
        found.append(
            "书记、主任“一肩挑”，有一人同时占两个岗位；原文没有说明怎样计数，这里的人数按岗位计算，没有扣减。"
        )
    return tuple(found)


def committee_warning(most: int) -> str:
    """The warning above nine members, with {} for their number (reading 3)."""
    limit = f"超过居委会班子 {most} 人的上限"
    return f"居委会专职成员按户数应配 {{}} 人，{limit}：专职人员不必都是选举产生的成员，请核对。"


def _range(group: str, rb: Rulebook) -> tuple[int, int]:
    """The entries minimum and maximum of a group (or group_minimum, group_maximum)."""
    joint = "." if f"{group}.minimum" in rb else "_"
    least, most = rb.count(f"{group}{joint}minimum"), rb.count(f"{group}{joint}maximum")
    if least > most:
        raise ShequError(f"规则手册 {rb.file} 的 {group}：最少 {least} 大于最多 {most}。")
    return least, most


def _own_or_joint(key: str, people: int, joint: bool, rb: Rulebook) -> Post:
    return _post(key, rb, joint=people) if joint else _post(key, rb, required=people)


def _post(
    key: str,
    rb: Rulebook,
    *,
    required: int = 0,
    optional: int = 0,
    joint: int = 0,
    joint_optional: int = 0,
    rule: str = "rule",
) -> Post:
    group = f"staff.{key}"
    entry = rb.entry(f"{group}.name")
    text = rb.filled(f"{group}.{rule}")
    return Post(
        key, rb.string(f"{group}.name"), required, optional, joint, joint_optional, text, entry.objectives[0]
    )
