"""The working money of a community: four lines, each paid by city and district.

Amounts are in yuan a year. Source: 市委办发〔2008〕160号, objectives 11.9 to 11.13; readings 9 and 10.
"""

from __future__ import annotations

from dataclasses import dataclass

from shequ_lib import rulebook as rulebooks
from shequ_lib import staffing
from shequ_lib.errors import ShequError, whole_number
from shequ_lib.rulebook import Rulebook
from shequ_lib.staffing import LABELS, Community, Numbers


@dataclass(frozen=True)
class Line:
    """One line of the budget.

    Attributes:
        key: its group in the rulebook below "budget", such as "party".
        name: its Chinese name.
        yuan: yuan a year.
        city: the city's share of it, in yuan.
        district: the district's share of it, in yuan.
        rule: the rule in one line of Chinese.
        objective: the objective that it belongs to.
    """

    key: str
    name: str
    yuan: int
    city: int
    district: int
    rule: str
    objective: str


@dataclass(frozen=True)
class Budget:
    """The lines of one community's budget, in the order of the standard."""

    lines: tuple[Line, ...]

    @property
    def total(self) -> int:
        """All lines together, yuan a year."""
        return sum(line.yuan for line in self.lines)

    @property
    def city(self) -> int:
        """What the city pays, yuan a year."""
        return sum(line.city for line in self.lines)

    @property
    def district(self) -> int:
        """What the district pays, yuan a year."""
        return sum(line.district for line in self.lines)

    def line(self, key: str) -> Line:
        """The line of this key ("party", "committee", "temporary", "stations").

        Raises:
            ShequError: if there is none.
        """
        for line in self.lines:
            if line.key == key:
                return line
        raise ShequError(f"没有名为「{key}」的经费；可以是：{'、'.join(line.key for line in self.lines)}。")


def party_money(kind: str, *, rulebook: Rulebook | None = None) -> int:
    """Money for party work, yuan a year, one of the two amounts (reading 10; objective 11.9).

    Args:
        kind: "committee" or "branch", or the Chinese name (党委, 党总支, 党支部).
        rulebook: the active one if None.

    Raises:
        ShequError: if there is no such kind.
    """
    rb = rulebook or rulebooks.active()
    return rb.count(f"budget.party.{staffing.party_kind(kind, rulebook=rb)}.yuan")


def committee_money(staff: int, *, rulebook: Rulebook | None = None) -> int:
    """Money for the committee's work, yuan a year (reading 9; objective 11.10).

    Args:
        staff: full-time members of the committee.
        rulebook: the active one if None.

    Raises:
        ShequError: if staff is no whole number from 0 up.
    """
    rb = rulebook or rulebooks.active()
    return whole_number("居委会专职人数", staff) * rb.count("budget.committee.per_member")


def temporary_money(people: int, *, rulebook: Rulebook | None = None) -> int:
    """Money for the administration of temporary residents, yuan a year (objective 11.11).

    Args:
        people: temporary residents (暂住人口; the floating population is no part of them).
        rulebook: the active one if None.

    Raises:
        ShequError: if people is no whole number from 0 up.
    """
    rb = rulebook or rulebooks.active()
    return whole_number(LABELS["temporary_residents"], people) * rb.count("budget.temporary.per_person")


def stations_money(labour_staff: int, aid_staff: int, *, rulebook: Rulebook | None = None) -> int:
    """Money for the labour and the relief station, yuan a year (objective 11.12).

    Args:
        labour_staff: people who work in the labour station.
        aid_staff: people who work in the relief station.
        rulebook: the active one if None.

    Raises:
        ShequError: if a number is no whole number from 0 up.
    """
    rb = rulebook or rulebooks.active()
    workers = whole_number("劳动保障站人数", labour_staff) + whole_number("帮扶救助站人数", aid_staff)
    return workers * rb.count("budget.stations.per_worker")


def budget(community: Community, *, with_optional: bool = False, rulebook: Rulebook | None = None) -> Budget:
    """The budget of a community.

    Args:
        community: the community; its staff is what the staffing rules require.
        with_optional: whether the optional posts of the labour and relief stations are filled too.
        rulebook: the active one if None.

    Returns:
        The lines that the rulebook lists, each with the shares of city and district.

    Raises:
        ShequError: if the kind of party organisation is unknown, or an entry of the rulebook is wrong.
    """
    rb = rulebook or rulebooks.active()
    labour = staffing.labour_posts(community.unemployed, community.retirees, rulebook=rb)
    aid = staffing.aid_posts(community.poor_households, rulebook=rb)
    workers = [post.required + (post.optional if with_optional else 0) for post in (labour, aid)]
    amounts = {
        "party": party_money(community.party, rulebook=rb),
        "committee": committee_money(
            staffing.committee_staff(community.households, rulebook=rb), rulebook=rb
        ),
        "temporary": temporary_money(community.temporary_residents, rulebook=rb),
        "stations": stations_money(*workers, rulebook=rb),
    }
    return Budget(tuple(_line(key, yuan, community, rb) for key, yuan in amounts.items()))


def shares(yuan: Numbers, rb: Rulebook) -> tuple[Numbers, Numbers]:
    """What city and district pay of an amount (or a column of amounts), in whole yuan (objective 11.13).

    Should a share not come out in whole yuan, the city's is rounded down and the district pays the rest.

    Raises:
        ShequError: if the shares in the rulebook do not add up to 100 percent.
    """
    percent, rest = rb.count("budget.share.city"), rb.count("budget.share.district")
    if percent + rest != 100:
        raise ShequError(
            f"规则手册 {rb.file} 的 budget.share：市级 {percent}% 与区级 {rest}% 相加不是 100%。"
        )
    city = yuan * percent // 100
    return city, yuan - city


def _line(key: str, yuan: int, community: Community, rb: Rulebook) -> Line:
    group = f"budget.{key}"
    city, district = shares(yuan, rb)
    kind = f".{staffing.party_kind(community.party, rulebook=rb)}" if key == "party" else ""
    entry = rb.entry(f"{group}.name")
    name = rb.string(f"{group}.name")
    return Line(key, name, yuan, city, district, rb.rule(group + kind), entry.objectives[0])
