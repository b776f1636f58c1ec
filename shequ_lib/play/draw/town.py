"""A made-up map to draw communities on: quarters with households, housing areas, roads, a river, bridges.

The same seed gives the same map on any machine: only integer methods of `random.Random` are used. Each map
is made from a division that fits every rule of size in the rulebook, so it has at least this solution.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from random import Random

from shequ_lib import division
from shequ_lib import rulebook as rulebooks
from shequ_lib.errors import ShequError
from shequ_lib.rulebook import Rulebook

ROWS, COLUMNS = 5, 4
LANE, ROAD, RIVER, BRIDGE = "lane", "road", "river", "bridge"

_NAMES = (
    "柳岸里", "梨花苑", "竹影里", "麦香苑", "松风里", "梅雨弄", "兰舟苑", "杏花里", "桑榆苑", "晨光里",
    "白鹭苑", "清泉里", "丹枫苑", "青禾里", "石榴弄", "荷风苑", "芦花里", "雨巷里", "明月苑", "小满里",
)  # fmt: skip
_ORDINALS = "一二三四五六七八九十"
_WIDTH, _HEIGHT, _JITTER, _MARGIN = 130, 104, 13, 10  # units of the picture
_STEP = 10  # households are whole tens
_AWAY = 60  # households: the planned sizes keep away from the ends of the ranges (reading 14)

Cell = tuple[int, int]
Point = tuple[int, int]


@dataclass(frozen=True)
class Quarter:
    """A quarter, the smallest part of a map that goes to a community as a whole.

    Attributes:
        name: Its name: that of its housing area, with a number if the area has several quarters.
        area: Number of its housing area.
        row: Row from the top, from 0.
        column: Column from the left, from 0.
        households: Permanent households.
        corners: Its four corners in units of the picture, clockwise from the upper left.
    """

    name: str
    area: int
    row: int
    column: int
    households: int
    corners: tuple[Point, ...]


@dataclass(frozen=True)
class Edge:
    """What lies between two neighbouring quarters: a lane inside an area, a road, the river or a bridge."""

    first: int
    second: int
    kind: str
    ends: tuple[Point, Point]

    @property
    def passable(self) -> bool:
        """Whether one can walk across; the river needs a bridge."""
        return self.kind != RIVER


@dataclass(frozen=True)
class Town:
    """A map.

    Attributes:
        seed: The number that it was made from.
        quarters: Its quarters, row by row.
        edges: What lies between neighbours.
        areas: Names of the housing areas.
        plan: Number (from 1) of the community of each quarter in the division that the map was made from.
        size: Width and height in units of the picture.
    """

    seed: int
    quarters: tuple[Quarter, ...]
    edges: tuple[Edge, ...]
    areas: tuple[str, ...]
    plan: tuple[int, ...]
    size: Point

    @cached_property
    def neighbours(self) -> tuple[tuple[int, ...], ...]:
        """For each quarter those that one can walk to directly."""
        found: list[list[int]] = [[] for _ in self.quarters]
        for edge in self.edges:
            if edge.passable:
                found[edge.first].append(edge.second)
                found[edge.second].append(edge.first)
        return tuple(tuple(sorted(near)) for near in found)

    def households(self, quarters: Iterable[int]) -> int:
        """Households of some quarters."""
        return sum(self.quarters[quarter].households for quarter in quarters)

    def members(self, area: int) -> tuple[int, ...]:
        """Quarters of a housing area."""
        return tuple(number for number, quarter in enumerate(self.quarters) if quarter.area == area)

    def pieces(self, quarters: Iterable[int]) -> tuple[tuple[int, ...], ...]:
        """Split some quarters into pieces in which one can walk from each to each without leaving them."""
        rest, found = set(quarters), []
        while rest:
            piece, waiting = set(), [min(rest)]
            while waiting:
                here = waiting.pop()
                if here in rest:
                    rest.remove(here)
                    piece.add(here)
                    waiting += self.neighbours[here]
            found.append(tuple(sorted(piece)))
        return tuple(found)


def town(seed: int, *, rulebook: Rulebook | None = None) -> Town:
    """Make the map of a seed.

    One housing area is too big for one community under every rule (特大型住宅区), one is a community of
    the plan by itself (规模较大的居民区, objective 2.5), and the others are parts of communities. Areas are
    bounded by roads and the river, and only lanes run inside them.

    Args:
        seed: Any whole number from 0 up.
        rulebook: The active one if None; the planned sizes fit all its rules.

    Raises:
        ShequError: The seed is negative, or no size fits all rules of the rulebook.
    """
    if seed < 0:
        raise ShequError(f"地图编号应为不小于 0 的整数，现在是 {seed}。")
    rng = Random(seed)
    least, most, huge = _sizes(rulebook or rulebooks.active())
    cells = [(row, column) for row in range(ROWS) for column in range(COLUMNS)]
    west = _west_bank(rng)
    halves = _two_halves(rng, west, set(cells) - west)
    communities = [*halves, *_other_communities(rng, west, set(cells) - west, halves)]
    areas = [halves[0] | halves[1]]
    alone = min(communities[2:], key=len)  # 规模较大的居民区
    for community in communities[2:]:
        areas += _merged(rng, community, 1 if community is alone else len(community) // 2 + 1)
    areas.sort(key=min)
    households = {}
    for number, community in enumerate(communities):
        low = max(least, (huge + 1) // 2) if number < len(halves) else least
        households.update(_shares(rng, community, rng.randint(-(-low // _STEP), most // _STEP) * _STEP))
    communities.sort(key=min)
    names = rng.sample(_NAMES, len(areas))
    corners = _corners(rng)
    return Town(
        seed=seed,
        quarters=tuple(_quarter(cell, areas, names, households[cell], corners) for cell in cells),
        edges=_edges(rng, cells, west, areas, corners),
        areas=tuple(names),
        plan=tuple(_index(communities, cell) + 1 for cell in cells),
        size=(COLUMNS * _WIDTH + 2 * _MARGIN, ROWS * _HEIGHT + 2 * _MARGIN),
    )


def _sizes(rb: Rulebook) -> tuple[int, int, int]:
    """Return the smallest and biggest planned size, and from where an area is too big under every rule."""
    ranges = [division.size_range(rule, rulebook=rb) for rule in division.rules(rulebook=rb)]
    least, most = max(low for low, _ in ranges) + _AWAY, min(high for _, high in ranges) - _AWAY
    huge = max(high for _, high in ranges) + 2 * _AWAY
    if most // _STEP * _STEP < max(least, (huge + 1) // 2):
        raise ShequError(f"规则手册 {rb.file} 的各个户数口径相差太大，画不出都合适的地图。")
    return least, most, huge


def _west_bank(rng: Random) -> set[Cell]:
    """Let the river run from the top to the bottom; return the cells on its west bank."""
    while True:
        widths = [2]
        while len(widths) < ROWS:
            widths.append(min(max(widths[-1] + rng.randint(-1, 1), 1), COLUMNS - 1))
        if 8 <= sum(widths) <= 12:
            return {(row, column) for row, width in enumerate(widths) for column in range(width)}


def _two_halves(rng: Random, west: set[Cell], east: set[Cell]) -> list[set[Cell]]:
    """Choose the very large area: two neighbouring pairs of cells whose bank stays in one piece."""
    found = []
    for bank in (west, east):
        pairs = [{cell, other} for cell in sorted(bank) for other in _after(cell) if other in bank]
        for number, pair in enumerate(pairs):
            for other_pair in pairs[number + 1 :]:
                both = pair | other_pair
                if len(both) == 4 and _connected(both) and _connected(bank - both):
                    found.append([pair, other_pair])
    return rng.choice(found)


def _other_communities(
    rng: Random, west: set[Cell], east: set[Cell], halves: list[set[Cell]]
) -> list[set[Cell]]:
    communities = []
    for bank in (west, east):
        rest = bank - halves[0] - halves[1]
        communities += _merged(rng, rest, 1 if len(rest) < 6 else 2)
    return communities


def _merged(rng: Random, cells: set[Cell], count: int) -> list[set[Cell]]:
    """Divide connected cells into `count` connected parts: the smallest part joins a small neighbour."""
    parts = [{cell} for cell in sorted(cells)]
    while len(parts) > count:
        rng.shuffle(parts)
        parts.sort(key=len)
        smallest = parts.pop(0)
        next(part for part in parts if _touch(smallest, part)).update(smallest)
    return sorted(parts, key=min)


def _shares(rng: Random, cells: set[Cell], total: int) -> dict[Cell, int]:
    """Share the households of a community among its cells, unevenly, in tens."""
    weights = {cell: rng.randint(6, 14) for cell in sorted(cells)}
    weight = sum(weights.values())
    shares = {cell: total * own // weight // _STEP * _STEP for cell, own in weights.items()}
    shares[min(cells)] += total - sum(shares.values())
    return shares


def _corners(rng: Random) -> dict[Cell, Point]:
    """Place the corners of the cells on a bent grid; the outline stays straight."""

    def bend(place: int, last: int) -> int:
        return rng.randint(-_JITTER, _JITTER) if 0 < place < last else 0

    return {
        (row, column): (
            _MARGIN + column * _WIDTH + bend(column, COLUMNS),
            _MARGIN + row * _HEIGHT + bend(row, ROWS),
        )
        for row in range(ROWS + 1)
        for column in range(COLUMNS + 1)
    }


def _quarter(
    cell: Cell, areas: list[set[Cell]], names: list[str], households: int, corners: dict[Cell, Point]
) -> Quarter:
    area = _index(areas, cell)
    row, column = cell
    place = sorted(areas[area]).index(cell)
    number = _ORDINALS[place] if len(areas[area]) > 1 else ""
    around = ((row, column), (row, column + 1), (row + 1, column + 1), (row + 1, column))
    return Quarter(
        names[area] + number, area, row, column, households, tuple(corners[corner] for corner in around)
    )


def _edges(
    rng: Random, cells: list[Cell], west: set[Cell], areas: list[set[Cell]], corners: dict[Cell, Point]
) -> tuple[Edge, ...]:
    pairs = [(cell, other) for cell in cells for other in _after(cell) if other in cells]
    over_river = [pair for pair in pairs if (pair[0] in west) != (pair[1] in west)]
    straight = [pair for pair in over_river if pair[0][0] == pair[1][0]]
    bridges = rng.sample(straight, 2)
    edges = []
    for cell, other in pairs:
        if (cell, other) in bridges:
            kind = BRIDGE
        elif (cell, other) in over_river:
            kind = RIVER
        else:
            kind = LANE if _index(areas, cell) == _index(areas, other) else ROAD
        row, column = other
        far = (row + 1, column) if cell[0] == row else (row, column + 1)
        edges.append(Edge(cells.index(cell), cells.index(other), kind, (corners[other], corners[far])))
    return tuple(edges)


def _after(cell: Cell) -> tuple[Cell, Cell]:
    """Return the neighbours to the right and below."""
    row, column = cell
    return (row, column + 1), (row + 1, column)


def _touch(cells: set[Cell], others: set[Cell]) -> bool:
    return any(abs(a - c) + abs(b - d) == 1 for a, b in cells for c, d in others)


def _connected(cells: set[Cell]) -> bool:
    rest = set(cells)
    waiting = [min(rest)] if rest else []
    while waiting:
        cell = waiting.pop()
        if cell in rest:
            rest.remove(cell)
            waiting += [other for other in rest if _touch({cell}, {other})]
    return not rest


def _index(parts: list[set[Cell]], cell: Cell) -> int:
    return next(number for number, part in enumerate(parts) if cell in part)
