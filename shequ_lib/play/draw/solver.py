"""Divisions of a map with few communities: proof that it can be done, and one to look at."""

from __future__ import annotations

from collections.abc import Iterator

from shequ_lib import division
from shequ_lib.play.draw.town import BRIDGE, LANE, Town
from shequ_lib.rulebook import Rulebook


def fewest(
    town: Town, rule: str, *, neat: bool = False, rulebook: Rulebook | None = None
) -> tuple[int, ...] | None:
    """Find a division with as few communities as possible that keeps every rule of `draw_model.judge`.

    A housing area stays whole unless it is too big for one community.

    Args:
        town: The map.
        rule: The rule of size, one of `division.rules`.
        neat: Only divisions in which no community crosses the river, and an area that is too big for one
            community shares none with another area.
        rulebook: The active one if None.

    Returns:
        Number (from 1) of the community of each quarter; None if the map has no such division.

    Raises:
        ShequError: There is no such rule of size.
    """
    least, most = division.size_range(rule, rulebook=rulebook)
    units: list[tuple[int, ...]] = []
    for area in range(len(town.areas)):
        members = town.members(area)
        units += [(q,) for q in members] if town.households(members) > most else [members]
    households = [town.households(unit) for unit in units]
    unit_of = {quarter: number for number, unit in enumerate(units) for quarter in unit}
    big = {unit[0] for unit in units if len(unit) < len(town.members(town.quarters[unit[0]].area))}
    near: list[set[int]] = [set() for _ in units]
    for edge in town.edges:
        mixed = edge.kind != LANE and (edge.first in big or edge.second in big)
        if edge.passable and not (neat and (edge.kind == BRIDGE or mixed)):
            near[unit_of[edge.first]].add(unit_of[edge.second])
            near[unit_of[edge.second]].add(unit_of[edge.first])
    search = _Search(households, near, least, most)
    total = sum(households)
    for count in range(-(-total // most), total // least + 1 if least else len(units) + 1):
        parts = search.divide(frozenset(range(len(units))), count)
        if parts is not None:
            owner = {q: number for number, part in enumerate(parts, 1) for unit in part for q in units[unit]}
            return tuple(owner[quarter] for quarter in range(len(town.quarters)))
    return None


class _Search:
    def __init__(self, households: list[int], near: list[set[int]], least: int, most: int) -> None:
        self.households, self.near, self.least, self.most = households, near, least, most

    def divide(self, rest: frozenset[int], count: int) -> list[frozenset[int]] | None:
        """Divide the rest into `count` connected parts within the range."""
        total = sum(self.households[unit] for unit in rest)
        if not count * self.least <= total <= count * self.most:
            return None
        if not rest:
            return []
        first = min(rest)
        for part in self.parts(frozenset([first]), frozenset([first]), rest):
            if (parts := self.divide(rest - part, count - 1)) is not None:
                return [part, *parts]
        return None

    def parts(
        self, part: frozenset[int], seen: frozenset[int], rest: frozenset[int]
    ) -> Iterator[frozenset[int]]:
        """Yield every connected part of the rest that contains `part`, none twice, within the range."""
        size = sum(self.households[unit] for unit in part)
        if size > self.most:
            return
        if size >= self.least:
            yield part
        for unit in sorted(set().union(*(self.near[member] for member in part)) & rest - seen):
            seen |= {unit}
            yield from self.parts(part | {unit}, seen, rest)
