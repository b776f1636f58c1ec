"""Drawing communities without the widgets: who has which quarter, and what the rules say to that.

Sizes are judged by `shequ_lib.division`; 区域相对集中 means that one can walk within the community (the
river is crossed on bridges only), 界线清楚 that no line cuts a housing area in two. The last two are
conventions of the map for objectives 2.3 and 2.4, which give no measure.
"""

from __future__ import annotations

from dataclasses import dataclass

from shequ_lib import division
from shequ_lib import rulebook as rulebooks
from shequ_lib.division import Judgement
from shequ_lib.errors import ShequError
from shequ_lib.play.draw.solver import fewest
from shequ_lib.play.draw.town import BRIDGE, Town
from shequ_lib.rulebook import Rulebook

NOBODY = 0
FAULT, HINT, TODO, NOTE, GOOD = "fault", "hint", "todo", "note", "good"
LEVELS = (FAULT, HINT, TODO, NOTE, GOOD)
NO_LINE, CLEAR, UNCLEAR, ALLOWED = "", "clear", "unclear", "allowed"


@dataclass(frozen=True)
class Community:
    """One community as it is drawn.

    Attributes:
        number: Its number, from 1.
        quarters: Its quarters.
        households: Its permanent households.
        pieces: In how many pieces it lies.
        over_bridge: Whether it lies on both banks and a bridge joins them.
        sizes: What each rule says to its size, by rule.
    """

    number: int
    quarters: tuple[int, ...]
    households: int
    pieces: int
    over_bridge: bool
    sizes: dict[str, Judgement]


@dataclass(frozen=True)
class Finding:
    """One thing that the rules say.

    Attributes:
        level: FAULT, HINT (a size that does not fit, which breaks no rule, reading 14) and TODO (quarters
            left over) keep the drawing from being done; NOTE and GOOD do not.
        text: What it is, one line of Chinese.
        rule: The rule that says so, one line of Chinese.
        objective: The objective of the rule.
    """

    level: str
    text: str
    rule: str
    objective: str


@dataclass(frozen=True)
class Verdict:
    """What the rules say to a drawing.

    Attributes:
        rule: The rule of size that the drawing is judged by.
        communities: The communities that have quarters.
        findings: What the rules say, in the order of LEVELS.
        lines: For each edge of the map NO_LINE, CLEAR, UNCLEAR or ALLOWED (inside an area too big for one).
        left: Quarters that nobody has.
        left_households: Their households.
        done: Every quarter has a community and every community fits.
    """

    rule: str
    communities: tuple[Community, ...]
    findings: tuple[Finding, ...]
    lines: tuple[str, ...]
    left: tuple[int, ...]
    left_households: int
    done: bool

    def to_fix(self) -> tuple[Finding, ...]:
        """Return what keeps the drawing from being done."""
        return tuple(finding for finding in self.findings if finding.level not in (NOTE, GOOD))


def judge(town: Town, owners: tuple[int, ...], rule: str, *, rulebook: Rulebook | None = None) -> Verdict:
    """Judge a drawing (objectives 2.1 to 2.5).

    Args:
        town: The map.
        owners: Number of the community of each quarter; NOBODY for a quarter that is not painted.
        rule: The rule of size, one of `division.rules`.
        rulebook: The active one if None.

    Raises:
        ShequError: There is no such rule of size.
    """
    rb = rulebook or rulebooks.active()
    communities = tuple(
        _community(town, owners, number, rb) for number in sorted(set(owners)) if number != NOBODY
    )
    left = tuple(quarter for quarter, owner in enumerate(owners) if owner == NOBODY)
    findings = [
        *_scattered(communities, rb),
        *_split_areas(town, owners, rule, rb),
        *_left_over(town, communities, left, rule, rb),
        *_sizes(communities, rule),
        *_whole_areas(town, communities, rule, rb),
    ]
    findings.sort(key=lambda finding: LEVELS.index(finding.level))
    return Verdict(
        rule=rule,
        communities=communities,
        findings=tuple(findings),
        lines=_lines(town, owners, rule, rb),
        left=left,
        left_households=town.households(left),
        done=all(finding.level in (NOTE, GOOD) for finding in findings),
    )


def least(town: Town, rule: str, *, rulebook: Rulebook | None = None) -> int | None:
    """Return with how few communities a map can be divided by a rule of size; None if it cannot."""
    owners = fewest(town, rule, rulebook=rulebook)
    return max(owners) if owners is not None else None


def comparison(town: Town, *, rulebook: Rulebook | None = None) -> str:
    """Say how few communities each rule of size allows on a map (objectives 2.1, 2.2), in Chinese."""
    rb = rulebook or rulebooks.active()
    counts = []
    for rule in division.rules(rulebook=rb):
        if (number := least(town, rule, rulebook=rb)) is not None:
            counts.append(f"按 {rb.string(f'division.sizes.{rule}.name')}最少设 {number} 个社区")
    return f"同一张图，{'，'.join(counts)}。"


def _community(town: Town, owners: tuple[int, ...], number: int, rb: Rulebook) -> Community:
    quarters = tuple(quarter for quarter, owner in enumerate(owners) if owner == number)
    households = town.households(quarters)
    bridges = [edge for edge in town.edges if edge.kind == BRIDGE]
    return Community(
        number=number,
        quarters=quarters,
        households=households,
        pieces=len(town.pieces(quarters)),
        over_bridge=any(owners[edge.first] == owners[edge.second] == number for edge in bridges),
        sizes={rule: division.judge(households, rule, rulebook=rb) for rule in division.rules(rulebook=rb)},
    )


def _scattered(communities: tuple[Community, ...], rb: Rulebook) -> list[Finding]:
    """区域相对集中 (objective 2.4)."""
    near = f"划分原则：{_principle(rb, 2)}"
    return [
        Finding(
            FAULT,
            f"社区 {one.number} 分成了 {one.pieces} 块，块和块之间走不通（没有桥的地方过不了河）。",
            near,
            "2.4",
        )
        for one in communities
        if one.pieces > 1
    ]


def _split_areas(town: Town, owners: tuple[int, ...], rule: str, rb: Rulebook) -> list[Finding]:
    """界线清楚, on the base of existing housing areas (objectives 2.3, 2.4); 特大型住宅区 (2.5)."""
    findings = []
    clear = f"划分原则：{_principle(rb, 1)}；划分的基础：{'、'.join(rb.strings('division.bases'))}"
    for area, name in enumerate(town.areas):
        members = town.members(area)
        holders = sorted({owners[quarter] for quarter in members} - {NOBODY})
        if len(holders) < 2:
            continue
        listed = "、".join(f"社区 {number}" for number in holders)
        if _too_big(town, area, rule, rb):
            findings.append(
                Finding(
                    GOOD,
                    f"“{name}”有 {town.households(members):,} 户，一个社区装不下，可以分给{listed}。",
                    division.area_may("very_large", rulebook=rb),
                    "2.5",
                )
            )
        else:
            text = f"线从“{name}”当中的弄堂穿过，把它分给了{listed}，一个小区的人要分两边。"
            findings.append(Finding(FAULT, text, clear, "2.4"))
    return findings


def _left_over(
    town: Town, communities: tuple[Community, ...], left: tuple[int, ...], rule: str, rb: Rulebook
) -> list[Finding]:
    """Quarters that nobody has: enough for a community, or who could take them (objective 2.4)."""
    least, most = division.size_range(rule, rulebook=rb)
    whole = "每一户都要有归属（本图的约定）"
    findings = []
    for piece in town.pieces(left):
        households = town.households(piece)
        near = {other for quarter in piece for other in town.neighbours[quarter]}
        beside = [one for one in communities if near & set(one.quarters)]
        with_room = [one for one in beside if one.households + households <= most]
        names = "、".join(town.quarters[quarter].name for quarter in piece[:3])
        start = f"还没有归属：{names}{'等' if len(piece) > 3 else ''} {len(piece)} 块，共 {households:,} 户"
        level = TODO
        if households >= least:
            end = "，够再设社区。"
        elif with_room:
            end = f"，单独设太小；可以整块并进{'或'.join(f'社区 {one.number}' for one in with_room)}。"
        elif beside:
            level = FAULT
            end = "，单独设太小，整块并进旁边哪个社区又都偏大：拆开来分，或者改一改旁边的线。"
        else:
            end = "，单独设太小，旁边又没有社区可并。"
        findings.append(Finding(level, start + end, whole, "2.4"))
    return findings


def _sizes(communities: tuple[Community, ...], rule: str) -> list[Finding]:
    """区域与户数适当 (objectives 2.1, 2.2): outside the range is a hint (reading 14)."""
    findings = []
    for one in communities:
        size = one.sizes[rule]
        if not size.fits:
            short = size.result == "too_small"
            gap = size.minimum - size.households if short else size.households - size.maximum
            text = f"社区 {one.number} 有 {one.households:,} 户，{size.name}，"
            text += f"{'还差' if short else '多出'} {gap:,} 户。"
            findings.append(Finding(HINT, text, size.text, size.objective))
    return findings


def _whole_areas(town: Town, communities: tuple[Community, ...], rule: str, rb: Rulebook) -> list[Finding]:
    """规模较大的居民区 that is a community by itself (objective 2.5), and communities over a bridge."""
    findings = []
    for one in communities:
        areas = {town.quarters[quarter].area for quarter in one.quarters}
        if len(areas) == 1 and one.sizes[rule].fits:
            area = areas.pop()
            if town.members(area) == one.quarters:
                text = f"“{town.areas[area]}”自己就是社区 {one.number}。"
                findings.append(Finding(GOOD, text, division.area_may("large", rulebook=rb), "2.5"))
        if one.over_bridge and one.pieces == 1:
            text = f"社区 {one.number} 跨河，靠桥连着：算连成一片，不过居民来往要绕到桥上。"
            findings.append(Finding(NOTE, text, f"划分原则：{_principle(rb, 2)}", "2.4"))
    return findings


def _lines(town: Town, owners: tuple[int, ...], rule: str, rb: Rulebook) -> tuple[str, ...]:
    lines = []
    for edge in town.edges:
        first, second = town.quarters[edge.first], town.quarters[edge.second]
        if owners[edge.first] == owners[edge.second] or NOBODY in (owners[edge.first], owners[edge.second]):
            lines.append(NO_LINE)
        elif first.area != second.area:
            lines.append(CLEAR)
        else:
            lines.append(ALLOWED if _too_big(town, first.area, rule, rb) else UNCLEAR)
    return tuple(lines)


def _too_big(town: Town, area: int, rule: str, rb: Rulebook) -> bool:
    """Whether an area is too big for one community under a rule."""
    return town.households(town.members(area)) > division.size_range(rule, rulebook=rb)[1]


def _principle(rb: Rulebook, place: int) -> str:
    return rb.strings("division.principles")[place]


class Drawing:
    """A drawing under way: paint, take back, start again."""

    def __init__(self, town: Town, rule: str, *, rulebook: Rulebook | None = None) -> None:
        """Start with an empty map.

        Args:
            town: The map.
            rule: The rule of size, one of `division.rules`.
            rulebook: The active one if None.

        Raises:
            ShequError: There is no such rule of size.
        """
        self.town = town
        self.brushes = max(town.plan) + 1
        self.owners: tuple[int, ...] = (NOBODY,) * len(town.quarters)
        self._rulebook = rulebook or rulebooks.active()
        self._before: list[tuple[int, ...]] = []
        self.choose_rule(rule)

    def choose_rule(self, rule: str) -> None:
        """Judge by another rule of size from now on.

        Raises:
            ShequError: There is no such rule.
        """
        division.size_range(rule, rulebook=self._rulebook)
        self.rule = rule

    def paint(self, quarter: int, community: int) -> None:
        """Give a quarter to a community, or to NOBODY.

        Raises:
            ShequError: There is no such quarter or community.
        """
        if not 0 <= quarter < len(self.owners):
            raise ShequError(f"地块应为 0 到 {len(self.owners) - 1}，现在是 {quarter}。")
        if not 0 <= community <= self.brushes:
            raise ShequError(f"社区应为 0 到 {self.brushes}，现在是 {community}。")
        self._become((*self.owners[:quarter], community, *self.owners[quarter + 1 :]))

    def clear(self) -> None:
        """Take all paint away (can be taken back)."""
        self._become((NOBODY,) * len(self.owners))

    def show_solution(self) -> None:
        """Put a neat division on the map (can be taken back)."""
        neat = fewest(self.town, self.rule, neat=True, rulebook=self._rulebook)
        self._become(neat or self.town.plan)

    def undo(self) -> bool:
        """Take the last change back; whether there was one."""
        if self._before:
            self.owners = self._before.pop()
            return True
        return False

    def verdict(self) -> Verdict:
        """Judge the drawing as it is."""
        return judge(self.town, self.owners, self.rule, rulebook=self._rulebook)

    def _become(self, owners: tuple[int, ...]) -> None:
        if owners != self.owners:
            self._before.append(self.owners)
            self.owners = owners
