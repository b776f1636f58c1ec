"""Situations of the three-in-one posts: communities whose lists are to be filled, and a tale of them.

All people and communities are made up, by the seed. What is right is judged by the model; every situation
has a solution, which is found by trying.
"""

from __future__ import annotations

import random
from functools import partial
from itertools import product
from typing import Any

from shequ_lib import rulebook as rulebooks
from shequ_lib.errors import whole_number
from shequ_lib.play import case_file
from shequ_lib.play.posts.model import (
    DEPUTY,
    DEVIATES,
    DIRECTOR,
    HEAD,
    HIRED,
    SECOND,
    SECRETARY,
    SILENT,
    STATION,
    VICE_DIRECTOR,
    VICE_SECRETARY,
    Case,
    Finding,
    judge,
    posts,
)
from shequ_lib.play.scene.model import BAD, GOOD, NOTE, PLAIN, Ending, Move, Scene, Tale
from shequ_lib.rulebook import Rulebook

CASES = 4  # situations of a round
TRIES = 2  # to hand a list in
FIRST, MENDED, SHOWN = "first", "mended", "shown"  # how a list was taken
MEMBER = "member1"
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


def solution(case: Case, *, rulebook: Rulebook | None = None) -> dict[str, int | None] | None:
    """Return a way to fill the station's posts that breaks and leaves nothing; None if there is none.

    Args:
        case: The community.
        rulebook: The active one if None.
    """
    base = {**case.holders, HEAD: None, DEPUTY: None, SECOND: None}
    empty = judge(case, base, rulebook=rulebook)
    if any(finding.post not in (HEAD, DEPUTY, SECOND) for finding in empty.to_fix()):
        return None  # whoever holds the station's posts
    everybody = range(len(case.people))
    seconds = (None, *everybody) if case.deputies is None else everybody
    for head, deputy, second in product(everybody, everybody, seconds):
        found = {**base, HEAD: head, DEPUTY: deputy, SECOND: second}
        if judge(case, found, rulebook=rulebook).done:
            return found
    return None


def cases(seed: int, *, rulebook: Rulebook | None = None) -> tuple[Case, ...]:
    """Return the communities of a round: two people, one person in both posts, and two others.

    Args:
        seed: Whole number; the same seed gives the same communities everywhere.
        rulebook: The active one if None.

    Raises:
        ShequError: The seed is no whole number from 0 up.
    """
    rb = rulebook or rulebooks.active()
    whole_number("编号", seed)
    first, *rest = _FILE["case"]
    drawn = _shuffled(f"{seed}/cases", rest)
    one = next(case for case in drawn if case.get("one_shoulder"))
    chosen = [first, one, *[case for case in drawn if case is not one][: CASES - 2]]
    names = _shuffled(f"{seed}/communities", _COMMUNITIES)
    return tuple(
        _case(case, f"{seed}/{case['key']}", names[number], rb) for number, case in enumerate(chosen)
    )


class Lists(Tale):
    """Lists of communities, one after the other: put people into the seats of the station, hand the list in.

    A list that does not hold comes back once, with the rule; the second time one that holds is shown.

    Args:
        seed: Whole number; the same seed gives the same lists everywhere.
        rulebook: The active one if None.

    Raises:
        ShequError: The seed is no whole number from 0 up.
    """

    def __init__(self, seed: int = 0, *, rulebook: Rulebook | None = None) -> None:
        self.rulebook = rulebook or rulebooks.active()
        self.posts = {post.key: post for post in posts(rulebook=self.rulebook)}
        self.cases = cases(seed, rulebook=self.rulebook)
        self.number = 0
        self.holders: dict[str, int | None] = dict(self.cases[0].holders)
        self.seat = ""  # which was chosen to be filled anew
        self.placed = ""  # into which somebody has just been put
        self.tries = 0
        self.results: list[str] = []
        self.final: list[dict[str, int | None]] = []  # the lists as they were taken
        beginning = (
            f"街道要 {CASES} 张工作站的任职名单。给每个座位点一张人的卡片，排好了就报上去；"
            "怎样才算对，报上去就知道。"
        )
        super().__init__("posts", [f"第 {n} 张" for n in range(1, CASES + 1)], beginning, seed)

    @property
    def case(self) -> Case:
        """The community whose list is on the table; the last one after the end."""
        return self.cases[min(self.number, CASES - 1)]

    @property
    def open_seat(self) -> str:
        """Key of the seat that is to be filled now, "" if one may choose."""
        wanted = [HEAD, DEPUTY, *([SECOND] if self.case.deputies == 2 else [])]
        return self.seat or next((key for key in wanted if self.holders[key] is None), "")

    def first(self) -> Scene:
        """Who takes the open seat; or which seat is to be filled anew, if any."""
        case, seat = self.case, self.open_seat
        if seat:
            moves = [
                Move(f"p{person}", self.label(person), partial(self._put, person)) for person in self.cards()
            ]
            if self.holders[SECOND] is not None and seat == SECOND:
                moves.append(Move("nobody", "空着，不设", partial(self._put, None)))
            question = f"{self.posts[seat].title}的座位，请谁来坐？"
            return Scene(f"{case.key}/{seat}", self.number, case.story, question, tuple(moves), in_order=True)
        moves = [
            Move(
                key,
                f"换{self.posts[key].title}\n现在是{self.called(self.holders[key])}",
                partial(self._choose, key),
            )
            for key in self.seats()
        ]
        moves.append(Move("send", "排好了，报上去", self._send, last=True))
        question = "还要改哪一个座位？不改就报上去。"
        return Scene(
            f"{case.key}/list/{self.tries}", self.number, case.story, question, tuple(moves), in_order=True
        )

    def seats(self) -> list[str]:
        """Return the keys of the station's seats that this community has."""
        return [key for key in (HEAD, DEPUTY, SECOND) if self.holders[key] is not None]

    def cards(self) -> list[int]:
        """Return who can be put into a seat: some who hold a post, one who holds none, one from outside."""
        keys = (SECRETARY, VICE_SECRETARY, DIRECTOR, VICE_DIRECTOR, MEMBER)
        held = dict.fromkeys(self.case.holders[key] for key in keys)
        return [*(person for person in held if person is not None), self.worker, HIRED]

    @property
    def worker(self) -> int:
        """The first who holds no post in the party organisation or the committee."""
        own = {self.case.holders[key] for key, post in self.posts.items() if post.body != STATION}
        return next(person for person in range(len(self.case.people)) if person not in own)

    def called(self, person: int | None) -> str:
        """Return the name of somebody."""
        if person is None:
            return "空着"
        return "另外招聘一人" if person == HIRED else self.case.people[person]

    def titles(self, person: int | None) -> str:
        """Return what somebody is in the party organisation and the committee."""
        own = [
            post.title
            for key, post in self.posts.items()
            if self.holders[key] == person and post.body != STATION
        ]
        return "、".join(own) or "社工"

    def label(self, person: int) -> str:
        """Return what the card of somebody says."""
        return self.called(person) if person == HIRED else f"{self.called(person)}\n{self.titles(person)}"

    def list_of(self, number: int) -> str:
        """Return the seats of a list that was taken, in words."""
        case, holders = self.cases[number], self.final[number]
        return "，".join(
            f"{self.posts[key].title}{case.people[person]}"
            for key in (HEAD, DEPUTY, SECOND)
            if (person := holders[key]) is not None
        )

    def _choose(self, key: str) -> None:
        self.seat = key

    def _put(self, person: int | None) -> None:
        seat = self.placed = self.open_seat
        self.holders[seat], self.seat = person, ""

    def _send(self) -> None:
        verdict, case = judge(self.case, self.holders, rulebook=self.rulebook), self.case
        self.tries += 1
        if not verdict.done:
            told: set[str] = set()
            for finding in verdict.to_fix():
                kind = self._kind(finding)
                text = finding.text if kind in told else f"{_FILE['back'][kind]}{finding.text}"
                told.add(kind)
                self.react(NOTE if finding.level == DEVIATES else BAD, text, finding.rule)
            if self.tries < TRIES:
                return
            found = solution(case, rulebook=self.rulebook)
            assert found is not None
            self.holders = found
            self._taken(SHOWN)
            self.react(PLAIN, _FILE["shown"].format(list=self.list_of(self.number)), case.lesson)
        else:
            self._taken(FIRST if self.tries == 1 else MENDED)
            said = "".join(finding.text for finding in verdict.findings if finding.level == SILENT)
            count = f"有人担任的职务 {verdict.posts} 个，担任的人 {verdict.people} 个，没有多一个人。"
            self.react(GOOD, f"{_FILE['taken']}{count}{said}", case.lesson)
        self._go_on()

    def _kind(self, finding: Finding) -> str:
        """Return which of the texts tells what came of a finding."""
        if self.holders.get(finding.post) == HIRED:
            return "hired"
        if finding.level == DEVIATES:
            return "stray"
        return "double" if finding.objective == "10.6" else "many"

    def _taken(self, result: str) -> None:
        self.results.append(result)
        self.final.append(dict(self.holders))

    def _go_on(self) -> None:
        self.number += 1
        self.tries, self.placed = 0, ""
        if self.number < CASES:
            self.holders = dict(self.case.holders)
            return
        key = next(key for key in (SHOWN, MENDED, FIRST) if key in self.results)
        told, count = _FILE["ending"][key], self.results.count
        why = f"{CASES} 张名单，一次收下 {count(FIRST)} 张，退回来改好 {count(MENDED)} 张"
        why += f"，没有改好 {count(SHOWN)} 张。" if count(SHOWN) else "。"
        verdict = {FIRST: GOOD, MENDED: NOTE, SHOWN: BAD}[key]
        self.ending = Ending(key, verdict, told["title"], told["text"], why, self.takeaways())

    def takeaways(self) -> tuple[str, ...]:
        """Return what to take away, a line each."""
        return (
            *(f"{case.lesson}。" for case in self.cases),
            "“原则上”，就是没有特殊情况时照此办：偏离了是一个提醒，不算违规。",
        )


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
        deputies=case.get("deputies"),
    )
