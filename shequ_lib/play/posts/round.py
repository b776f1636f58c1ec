"""Situations of the three-in-one posts: communities whose posts are to be filled, and a round of them.

All people and communities are made up, by the seed. What is right is judged by posts_model; every situation
has a solution, which is found by trying.
"""

from __future__ import annotations

import random
from itertools import product
from typing import Any

from shequ_lib import rulebook as rulebooks
from shequ_lib.errors import ShequError, shown, whole_number
from shequ_lib.play import case_file
from shequ_lib.play.posts.model import (
    DEPUTY,
    DIRECTOR,
    HEAD,
    HIRED,
    SECOND,
    SECRETARY,
    STATION,
    VICE_SECRETARY,
    Case,
    Holders,
    Verdict,
    judge,
    posts,
)
from shequ_lib.rulebook import Rulebook

CASES = 6  # situations of a round
_FILE = case_file.read(__file__)
_COMMUNITIES = [
    "柳桥社区",
    "竹影社区",
    "枫塘社区",
    "石泉社区",
    "荷塘社区",
    "松风社区",
    "桂雨社区",
    "芦汀社区",
]
_SURNAMES = list("林高何罗梁宋郭谢韩唐冯邓曹彭曾田")
_GIVEN = ["国安", "秀英", "建华", "玉兰", "志明", "桂芳", "海燕", "文斌", "晓梅", "永康", "春生", "丽华"]


def solution(
    case: Case, holders: Holders | None = None, staff: int | None = None, *, rulebook: Rulebook | None = None
) -> dict[str, int | None] | None:
    """Return a way to fill the station's posts that breaks and leaves nothing; None if there is none.

    Args:
        case: The community.
        holders: Who holds the other posts; as at first if None.
        staff: People who work in the station; as at first if None.
        rulebook: The active one if None.
    """
    base = {**(holders or case.holders), HEAD: None, DEPUTY: None, SECOND: None}
    number = case.staff if staff is None else staff
    empty = judge(case, base, number, rulebook=rulebook)
    if any(finding.post not in (HEAD, DEPUTY, SECOND) for finding in empty.to_fix()):
        return None  # whoever holds the station's posts
    everybody = range(len(case.people))
    seconds = (None, *everybody) if case.deputies is None else everybody
    for head, deputy, second in product(everybody, everybody, seconds):
        found = {**base, HEAD: head, DEPUTY: deputy, SECOND: second}
        if judge(case, found, number, rulebook=rulebook).done:
            return found
    return None


def cases(seed: int, *, rulebook: Rulebook | None = None) -> tuple[Case, ...]:
    """Return the communities of a round: one to try freely, then situations to solve.

    Args:
        seed: Whole number; the same seed gives the same communities everywhere.
        rulebook: The active one if None.

    Raises:
        ShequError: The seed is no whole number from 0 up.
    """
    rb = rulebook or rulebooks.active()
    whole_number("编号", seed)
    first, *rest = _FILE["case"]
    chosen = [first, *_shuffled(f"{seed}/cases", rest)[: CASES - 1]]
    names = _shuffled(f"{seed}/communities", _COMMUNITIES)
    made = [_case(case, f"{seed}/{case['key']}", names[number], rb) for number, case in enumerate(chosen, 1)]
    return (_free(seed, names[0], rb), *made)


class Round:
    """A round under way: choose a community, fill its posts, take back, start again.

    Args:
        seed: Whole number; the same seed gives the same round everywhere.
        rulebook: The active one if None.

    Raises:
        ShequError: The seed is no whole number from 0 up.
    """

    def __init__(self, seed: int = 0, *, rulebook: Rulebook | None = None) -> None:
        self.rulebook = rulebook or rulebooks.active()
        self.posts = {post.key: post for post in posts(rulebook=self.rulebook)}
        self.cases = cases(seed, rulebook=self.rulebook)
        self.solved: set[str] = set()
        self.shown: set[str] = set()  # solved by having the solution shown
        self.choose(0)

    def choose(self, number: int) -> None:
        """Take a community as it is at first.

        Raises:
            ShequError: There is no such community.
        """
        if not 0 <= number < len(self.cases):
            raise ShequError(f"题号应为 0 到 {len(self.cases) - 1}，现在是 {shown(number)}。")
        self.number = number
        self.holders: dict[str, int | None] = dict(self.case.holders)
        self.staff = self.case.staff
        self._before: list[tuple[dict[str, int | None], int]] = []
        self._looked = False

    @property
    def case(self) -> Case:
        """The community at hand."""
        return self.cases[self.number]

    @property
    def touched(self) -> bool:
        """Whether anything is other than at first, or was meanwhile."""
        return bool(self._before)

    def put(self, post: str, person: int | None) -> None:
        """Let a person hold a post.

        Raises:
            ShequError: There is no such post or person.
        """
        self._become({**self.holders, post: person}, self.staff)

    def set_staff(self, staff: int) -> None:
        """Let so many people work in the station.

        Raises:
            ShequError: The number is no whole number from 0 up.
        """
        self._become(self.holders, whole_number("工作人员", staff))

    def put_on_one_shoulder(self, on: bool) -> None:
        """Make secretary and director one person (the secretary), or two again."""
        if on == self.verdict().one_shoulder:
            return
        director = self.holders[SECRETARY]
        if not on:
            director = self._other_director()
        self._become({**self.holders, DIRECTOR: director}, self.staff)

    def show_solution(self) -> None:
        """Fill the station's posts in one way that fits (can be taken back), if need be the others, too."""
        found = solution(self.case, self.holders, self.staff, rulebook=self.rulebook)
        staff = self.staff
        if found is None:
            found, staff = solution(self.case, rulebook=self.rulebook), self.case.staff
        if found is not None:
            self._looked = True
            self._become(found, staff)

    def undo(self) -> bool:
        """Take the last change back; whether there was one."""
        if self._before:
            self.holders, self.staff = self._before.pop()
            return True
        return False

    def verdict(self) -> Verdict:
        """Judge the posts as they are."""
        return judge(self.case, self.holders, self.staff, rulebook=self.rulebook)

    @property
    def finished(self) -> bool:
        """Whether all situations are solved."""
        return all(case.free or case.key in self.solved for case in self.cases)

    def takeaways(self) -> tuple[str, ...]:
        """Return what to take away, a line each."""
        return (
            *(f"{case.lesson}。" for case in self.cases if not case.free),
            "“原则上”，就是没有特殊情况时照此办：偏离了是一个提醒，不算违规。",
        )

    def _become(self, holders: dict[str, int | None], staff: int) -> None:
        if (holders, staff) == (self.holders, self.staff):
            return
        verdict = judge(self.case, holders, staff, rulebook=self.rulebook)  # refuses what makes no sense
        self._before.append((self.holders, self.staff))
        self.holders, self.staff = holders, staff
        if verdict.done and not self.case.free and self.case.key not in self.solved:
            self.solved.add(self.case.key)
            if self._looked:
                self.shown.add(self.case.key)

    def _other_director(self) -> int | None:
        """Return who was director before, or else the first who has no post in the committee."""
        secretary = self.holders[SECRETARY]
        for before, _ in reversed(self._before):
            if before[DIRECTOR] != secretary:
                return before[DIRECTOR]
        taken = {self.holders[key] for key, post in self.posts.items() if post.body != STATION}
        return next((person for person in range(len(self.case.people)) if person not in taken), None)


def _shuffled(what: str, items: list[Any]) -> list[Any]:
    """Return the items in an order by chance, the same everywhere."""
    chance = random.Random(f"posts/{what}")
    return [item for _, _, item in sorted((chance.random(), place, item) for place, item in enumerate(items))]


def _people(what: str, number: int) -> tuple[str, ...]:
    surnames, given = _shuffled(f"{what}/surnames", _SURNAMES), _shuffled(f"{what}/given", _GIVEN)
    return tuple(
        surnames[place % len(surnames)] + given[(place + place // len(surnames)) % len(given)]
        for place in range(number)
    )


def _filled_posts(rb: Rulebook, *, one_shoulder: bool, vice_secretary: bool) -> dict[str, int | None]:
    """Give each post of party and committee to another person, in their order; the station's to nobody."""
    holders: dict[str, int | None] = {}
    for post in posts(rulebook=rb):
        if post.body == STATION or (post.key == VICE_SECRETARY and not vice_secretary):
            holders[post.key] = None
        elif post.key == DIRECTOR and one_shoulder:
            holders[post.key] = holders[SECRETARY]
        else:
            holders[post.key] = len(set(holders.values()) - {None})
    return holders


def _free(seed: int, name: str, rb: Rulebook) -> Case:
    large = rb.count("staff.station.deputy.maximum_from")
    return Case(
        key="free",
        title=f"自己排：{name}",
        story=(
            f"{name}的党组织和居委会已经有人了，工作站还空着。先定站长、副站长；再打开“一肩挑”，看谁要跟着换。"
            "这里样样都可以改，改错了也不要紧。"
        ),
        lesson="",
        people=_people(f"{seed}/free", large + 2),
        holders=_filled_posts(rb, one_shoulder=False, vice_secretary=True),
        staff=(rb.count("staff.station.workers.minimum") + rb.count("staff.station.workers.maximum")) // 2,
        settled=frozenset(),
        free=True,
    )


def _case(case: dict[str, Any], what: str, community: str, rb: Rulebook) -> Case:
    chance = random.Random(f"posts/{what}/staff")
    large = case.get("staff") == "large"
    least = (
        rb.count("staff.station.deputy.maximum_from") if large else rb.count("staff.station.workers.minimum")
    )
    most = least + 2 if large else rb.count("staff.station.workers.maximum")
    staff = least + chance.randrange(most - least + 1)
    holders = _filled_posts(
        rb,
        one_shoulder=case.get("one_shoulder", False),
        vice_secretary=case.get("vice_secretary", True),
    )
    settled = frozenset(post.key for post in posts(rulebook=rb) if post.body != STATION)
    held = len(set(holders.values()) - {None})
    people = _people(what, max(held + 2, staff))
    numbers = {**holders, "worker": held, "hired": HIRED}
    start = {key: numbers[of] for key, of in case.get("start", {}).items()}
    names = {key: people[number] for key, number in numbers.items() if number is not None and number != HIRED}
    return Case(
        key=case["key"],
        title=case["title"],
        story=case["story"].format(community=community, staff=staff, **names),
        lesson=rb.fill_in(case["lesson"]),
        people=people,
        holders={**holders, **start},
        staff=staff,
        settled=settled,
        deputies=case.get("deputies"),
    )
