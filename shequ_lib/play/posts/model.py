"""The posts of the three-in-one body without the widgets: who may hold what.

Rules: objectives 10.6 (who holds the station's posts besides), 11.3 (how many), 4.3 and 11.1 (the posts of
committee and party). What holds in principle is advisory (reading 14); holders are never added to the head
count (reading 7); 10 and more people stand against 5 to 9, both kept (reading 8). Conventions of the game:
one deputy secretary or none, one deputy director, as few members as the law allows; where there are two
deputies, one has to be whom the principle names, since the material says nothing of the second.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from shequ_lib import rulebook as rulebooks
from shequ_lib import staffing
from shequ_lib.errors import ShequError, shown, whole_number
from shequ_lib.rulebook import Rulebook

FAULT, DEVIATES, TODO, SILENT, GOOD, ALLOWED = "fault", "deviates", "todo", "silent", "good", "allowed"
LEVELS = (FAULT, DEVIATES, TODO, SILENT, GOOD, ALLOWED)
PARTY, COMMITTEE, STATION = "party", "committee", "station"  # as in the rulebook's three_in_one.order
SECRETARY, VICE_SECRETARY = "secretary", "vice_secretary"
DIRECTOR, VICE_DIRECTOR = "director", "vice_director"
HEAD, DEPUTY, SECOND = "head", "deputy", "second"
HIRED = -1  # somebody hired from outside, an additional person; can be chosen for the station only

Holders = Mapping[str, int | None]
"""Number of the person who holds each post; HIRED, or None for a post that nobody holds."""


@dataclass(frozen=True)
class Post:
    """A post.

    Attributes:
        key: Its key.
        body: PARTY, COMMITTEE or STATION.
        title: What it is called, such as 书记.
        full: The same with its organisation, as the rulebook writes it.
        optional: Whether it may stay empty.
    """

    key: str
    body: str
    title: str
    full: str
    optional: bool = False


@dataclass(frozen=True)
class Case:
    """A community whose posts are to be filled.

    Attributes:
        key: Its key.
        title: What it is about, in a few words.
        story: What is to be done.
        lesson: What can be learned of it.
        people: Names of all who work there full-time.
        holders: Who holds what at first.
        staff: People who work in the station.
        deputies: How many deputies there are to be; None if that is free.
    """

    key: str
    title: str
    story: str
    lesson: str
    people: tuple[str, ...]
    holders: Holders
    staff: int
    deputies: int | None = None


@dataclass(frozen=True)
class Finding:
    """What the rules say of one post, or of the whole.

    Attributes:
        level: One of LEVELS. FAULT, DEVIATES (from 原则上: a warning, reading 14) and TODO keep it from being
            done; SILENT (the material does not say), GOOD (as the principle has it) and ALLOWED do not.
        post: Key of the post; empty for the whole.
        text: What it is, one line of Chinese.
        rule: The rule that says so, one line of Chinese.
        objective: The objective of the rule.
    """

    level: str
    post: str
    text: str
    rule: str
    objective: str


@dataclass(frozen=True)
class Verdict:
    """What the rules say of all posts.

    Attributes:
        findings: In the order of LEVELS.
        one_shoulder: Whether secretary and director are one person.
        principle: Who holds the station's posts in principle then, one line of Chinese.
        posts: Posts that somebody holds.
        people: People who hold them.
        hired: People that would be hired for it.
        done: Every post is held as the rules want it.
    """

    findings: tuple[Finding, ...]
    one_shoulder: bool
    principle: str
    posts: int
    people: int
    hired: int
    done: bool

    def to_fix(self) -> tuple[Finding, ...]:
        """Return what keeps it from being done."""
        return tuple(one for one in self.findings if one.level not in (SILENT, GOOD, ALLOWED))

    def of(self, post: str) -> Finding | None:
        """Return what counts most of what is said of a post."""
        return next((finding for finding in self.findings if finding.post == post), None)


def posts(*, rulebook: Rulebook | None = None) -> tuple[Post, ...]:
    """Return all posts, of the committee as many as it has to have (objectives 4.3, 10.6, 11.1, 11.3).

    Raises:
        ShequError: The rulebook has other than three kinds of posts in the committee.
    """
    rb = rulebook or rulebooks.active()
    party, committee = rb.string("three_in_one.party.name"), rb.string("three_in_one.committee.name")
    secretary = rb.string("staff.party.secretary_name")
    roles = rb.strings("rights.committee.roles")
    if len(roles) != 3:
        raise ShequError(f"规则手册的 rights.committee.roles 应有三种职务，现在是 {shown(roles)}。")
    director, vice_director, member = roles
    station = rb.string("three_in_one.station.name")
    head, deputy = rb.string("staff.station.head.name"), rb.string("staff.station.deputy.name")
    members = range(1, rb.count("staff.committee.elected_minimum") - 1)
    return (
        Post(SECRETARY, PARTY, secretary, f"{party}{secretary}"),
        Post(VICE_SECRETARY, PARTY, f"副{secretary}", f"{party}副{secretary}", optional=True),
        Post(DIRECTOR, COMMITTEE, director, f"{committee}{director}"),
        Post(VICE_DIRECTOR, COMMITTEE, vice_director, f"{committee}{vice_director}"),
        *(Post(f"member{number}", COMMITTEE, member, f"{committee}{member}") for number in members),
        Post(HEAD, STATION, head, f"{station}{head}"),
        Post(DEPUTY, STATION, deputy, f"{station}{deputy}"),
        Post(SECOND, STATION, f"第二名{deputy}", f"{station}第二名{deputy}", optional=True),
    )


def judge(case: Case, holders: Holders, *, rulebook: Rulebook | None = None) -> Verdict:
    """Judge who holds what (objectives 10.6, 11.3).

    Args:
        case: The community.
        holders: Who holds each post.
        rulebook: The active one if None.

    Raises:
        ShequError: A post or person is unknown, or the number of the staff is no whole number from 0 up.
    """
    return _Judge(case, holders, rulebook or rulebooks.active()).verdict()


class _Judge:
    """Works one verdict out."""

    def __init__(self, case: Case, holders: Holders, rb: Rulebook) -> None:
        self.posts = {post.key: post for post in posts(rulebook=rb)}
        if set(holders) != set(self.posts):
            raise ShequError(f"职务应为 {'、'.join(self.posts)}，现在是 {shown(list(holders))}。")
        for key, person in holders.items():
            least = HIRED if self.posts[key].body == STATION else 0
            if person is not None and not least <= person < len(case.people):
                raise ShequError(f"{self.posts[key].title}的人选 {shown(person)} 不在名单里。")
        self.case, self.holders, self.rb = case, holders, rb
        self.staff = whole_number("工作人员", case.staff)
        held = [
            holders[self._by_full(full)]
            for full in rb.strings("three_in_one.cross_holding.one_shoulder_posts")
        ]
        self.one_shoulder = held[0] is not None and len(set(held)) == 1
        self.deputy_post = staffing.station_posts(self.staff, one_shoulder=self.one_shoulder, rulebook=rb)[1]
        self.head_rule = f"{self.posts[HEAD].title} {rb.rule('staff.station.head')}"
        self.deputy_rule = f"{self.posts[DEPUTY].title} {self.deputy_post.rule}"
        self.deviates = DEVIATES if rb.flag("three_in_one.cross_holding.advisory") else FAULT
        self.findings: list[Finding] = []

    def verdict(self) -> Verdict:
        """Go through all rules."""
        self._empty()
        self._wanted_number()
        self._party()
        self._committee()
        self._head()
        self._deputies()
        self._workers()
        self.findings.sort(key=lambda finding: LEVELS.index(finding.level))
        held = [person for person in self.holders.values() if person is not None]
        return Verdict(
            findings=tuple(self.findings),
            one_shoulder=self.one_shoulder,
            principle=self._principle(),
            posts=len(held),
            people=len(set(held) - {HIRED}),
            hired=held.count(HIRED),
            done=all(finding.level in (SILENT, GOOD, ALLOWED) for finding in self.findings),
        )

    def _principle(self) -> str:
        head, name = self.rb.string("staff.station.head.holder"), self.posts[DEPUTY].title
        return f"原则上，{self.posts[HEAD].title}由{head}兼，{name}由{self._wanted_deputy()}兼"

    def _wanted_deputy(self) -> str:
        key = "holder_one_shoulder" if self.one_shoulder else "holder"
        return self.rb.string(f"staff.station.deputy.{key}")

    def _empty(self) -> None:
        rules = {
            PARTY: (self.rb.rule("staff.party"), "11.1"),
            COMMITTEE: (self._committee_rule(), "4.3"),
            STATION: (self.head_rule, "11.3"),
        }
        for key, post in self.posts.items():
            if self.holders[key] is None and not post.optional:
                rule, objective = rules[post.body]
                if key == DEPUTY:
                    if self.holders[SECOND] is not None:
                        continue  # then there is one deputy
                    rule = self.deputy_rule
                self._find(TODO, key, f"{post.title}还没有定。", rule, objective)

    def _wanted_number(self) -> None:
        """How many deputies the community wants."""
        deputies = len(self._held(DEPUTY, SECOND))
        if self.case.deputies is not None and deputies < self.case.deputies:
            text = f"本题要设 {self.case.deputies} 名副站长，现在是 {deputies} 名。"
            self._find(TODO, SECOND, text, self.deputy_rule, "11.3")

    def _party(self) -> None:
        secretary, vice = self.holders[SECRETARY], self.holders[VICE_SECRETARY]
        rule = self.rb.rule("staff.party")
        if secretary is not None:
            self._find(ALLOWED, SECRETARY, f"{self._name(secretary)}任书记。", rule, "11.1")
        if vice is None:
            return
        if vice == secretary:
            text = f"{self._name(vice)}已经是书记，不能给自己当副手；书记以外，另有专职党务成员。"
            self._find(FAULT, VICE_SECRETARY, text, rule, "11.1")
        else:
            self._find(ALLOWED, VICE_SECRETARY, f"{self._name(vice)}任副书记。", rule, "11.1")

    def _committee(self) -> None:
        rule = self._committee_rule()
        seen: dict[int, str] = {}
        party = {self.holders[key]: self.posts[key].title for key in (VICE_SECRETARY, SECRETARY)}
        for key, post in self.posts.items():
            person = self.holders[key]
            if post.body != COMMITTEE or person is None:
                continue
            name = self._name(person)
            if person in seen:
                text = f"{name}已经是{seen[person]}，再当{post.title}，班子就少了一个人。"
                self._find(FAULT, key, text, rule, "4.3")
            elif key == DIRECTOR and self.one_shoulder:
                cross = "three_in_one.cross_holding"
                allowed = f"{{{cross}.one_shoulder_posts}}由一人担任，叫作“{{{cross}.one_shoulder}}”"
                text = f"{name}书记、主任“一肩挑”：可以，不过副站长的人选要跟着变。"
                self._find(ALLOWED, key, text, self.rb.fill_in(allowed), "10.6")
            elif person in party:
                text = f"{name}又是{party[person]}又是{post.title}：行不行，原文没有讲。"
                self._find(SILENT, key, text, "党组织和居委会之间，原文只讲到书记、主任“一肩挑”", "10.6")
            else:
                self._find(ALLOWED, key, f"{name}任{post.title}。", rule, "4.3")
            seen.setdefault(person, post.title)

    def _head(self) -> None:
        person = self.holders[HEAD]
        if person is None or self._is_hired(HEAD):
            return
        rule, wanted = self.head_rule, self.rb.string("staff.station.head.holder")
        if person in self._holders_of(wanted):
            self._find(GOOD, HEAD, f"{wanted}{self._name(person)}兼站长。", rule, "10.6")
        else:
            self._stray(HEAD, wanted, rule)

    def _deputies(self) -> None:
        """The deputies: how many, other people than the head, and whom the principle names (reading 8)."""
        rule = self.deputy_rule
        most = self.deputy_post.joint + self.deputy_post.joint_optional
        keys = self._held(DEPUTY, SECOND)
        if len(keys) > most:
            text = f"工作人员 {self.staff} 人，副站长只设 {most} 名，现在有 {len(keys)} 名。"
            self._find(FAULT, SECOND, text, rule, "11.3")
        elif len(keys) < most and self.case.deputies is None and keys:
            text = f"工作人员 {self.staff} 人，副站长可以设到 {most} 名；“可以”不是必须。"
            self._find(SILENT, SECOND, text, rule, "11.3")
        wanted = self._wanted_deputy()
        named = self._holders_of(wanted)
        followed = any(self.holders[key] in named for key in keys)
        before = [HEAD]
        for key in keys:
            person = self.holders[key]
            double = next((other for other in before if self.holders[other] == person), None)
            before.append(key)
            if self._is_hired(key):
                continue
            if double is not None:
                title = self.posts[double].title
                text = (
                    f"{self._name(person)}已经是{title}，一个人不能又当{title}又当{self.posts[key].title}。"
                )
                self._find(FAULT, key, text, rule, "10.6")
            elif person in named:
                self._find(GOOD, key, f"{self._titles(person)}{self._name(person)}兼副站长。", rule, "10.6")
            elif followed:
                text = f"{self._name(person)}兼另一名副站长：第二名由谁兼，原文没有说。"
                self._find(SILENT, key, text, rule, "10.6")
            else:
                self._stray(key, wanted, rule)

    def _workers(self) -> None:
        rb, people = self.rb, len(self.case.people)
        rule = f"{rb.string('staff.station.workers.name')} {rb.rule('staff.station.workers')}"
        least, most = rb.count("staff.station.workers.minimum"), rb.count("staff.station.workers.maximum")
        if self.staff > people:
            text = f"工作人员 {self.staff} 人，可是全社区的专职人员只有 {people} 人；兼任不能兼出新的人来。"
            self._find(FAULT, "", text, rule, "11.3")
        elif self.staff < least:
            text = f"工作人员 {self.staff} 人，不到配备范围 {least}～{most} 人。"
            self._find(DEVIATES, "", text, rule, "11.3")
        elif self.staff > most:
            start = rb.count("staff.station.deputy.maximum_from")
            text = (
                f"工作人员 {self.staff} 人，超出了 {least}～{most} 人；可是原文又说 {start} 名以上的可以设"
                f" {self.deputy_post.joint + self.deputy_post.joint_optional} 名副站长。"
                "两句话对不上，这里都留着，请核对。"
            )
            self._find(SILENT, "", text, f"{rule}；{self.deputy_rule}", "11.3")

    def _stray(self, key: str, wanted: str, rule: str) -> None:
        """Somebody whom the principle does not name (reading 14)."""
        person, title = self.holders[key], self.posts[key].title
        text = f"{self._titles(person)}{self._name(person)}兼{title}，偏离了原则：原则上由{wanted}兼。"
        if not self._holders_of(wanted):
            text = f"{self._name(person)}兼{title}：原则上由{wanted}兼，可是那个职务还空着。"
        self._find(self.deviates, key, text, rule, "10.6")

    def _is_hired(self, key: str) -> bool:
        if self.holders[key] != HIRED:
            return False
        title = self.posts[key].title
        text = f"另外招人来当{title}不行：{title}由现有的人兼任，不另加人。"
        rule = self.head_rule if key == HEAD else self.deputy_rule
        self._find(FAULT, key, text, rule, "11.3")
        return True

    def _find(self, level: str, post: str, text: str, rule: str, objective: str) -> None:
        self.findings.append(Finding(level, post, text, rule, objective))

    def _held(self, *keys: str) -> list[str]:
        return [key for key in keys if self.holders[key] is not None]

    def _by_full(self, full: str) -> str:
        for post in self.posts.values():
            if post.full == full:
                return post.key
        raise ShequError(f"规则手册里的职务“{full}”不在这张名单上。")

    def _holders_of(self, wanted: str) -> set[int | None]:
        """Return who holds one of the posts that a rule names, such as A 或 B."""
        return {self.holders[self._by_full(full)] for full in wanted.split("或")} - {None}

    def _titles(self, person: int | None) -> str:
        """Return what a person is in the party organisation or the committee."""
        own = [
            post.title
            for key, post in self.posts.items()
            if self.holders[key] == person and post.body != STATION
        ]
        return "、".join(own) or "社工"

    def _name(self, person: int | None) -> str:
        if person is None:
            return ""
        return self.case.people[person] if person != HIRED else "另外招聘的人"

    def _committee_rule(self) -> str:
        return self.rb.fill_in(
            "班子由{rights.committee.roles}组成，"
            "{staff.committee.elected_minimum}～{staff.committee.elected_maximum} 人"
        )
