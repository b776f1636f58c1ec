"""Three things to reach with the community sheet, one each of staff, money and premises.

Nothing of the rules is written here: where a goal lies, the calculators are asked, so that another rulebook
moves it, or leaves out a task that it makes impossible.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from shequ_lib import rulebook as rulebooks
from shequ_lib.play.sheet import desk as sheet_desk
from shequ_lib.play.sheet import model as sheet_model
from shequ_lib.play.sheet import steps as sheet_steps
from shequ_lib.play.sheet.desk import Desk
from shequ_lib.play.sheet.model import FIGURES, Sheet
from shequ_lib.staffing import Community

OPEN, OVER, DONE = "open", "over", "done"  # not there yet; there, but not as wanted; reached
SMALL = 0.75  # of the households at which premises begin to grow: how many the small community has


@dataclass(frozen=True)
class Verdict:
    """How a task stands.

    Attributes:
        state: OPEN, OVER or DONE.
        text: What it comes to, one line of Chinese.
        rule: The rule behind it; empty as long as nothing has come of it.
    """

    state: str
    text: str
    rule: str = ""


@dataclass(frozen=True)
class Task:
    """Something to reach by moving a few figures.

    Attributes:
        name: What it is about, in one word.
        goal: What is wanted.
        hint: Where to look.
        start: The community it begins with.
        keys: The figures and choices that may be moved.
        judge: Says how a community stands.
        learnt: What to take away of it.
    """

    name: str
    goal: str
    hint: str
    start: Community
    keys: tuple[str, ...]
    judge: Callable[[Community], Verdict]
    learnt: str


class Tasks:
    """The tasks one after the other, on a desk.

    Args:
        desk: Where the figures are moved; each task puts its own community there.

    Attributes:
        tasks: All tasks.
        at: Number of the present one.
        verdict: How it stands, or None before anything was moved.
        hinted: Whether its hint was asked for.
        reached: For each task that was reached what it came to.
        hints: How many tasks were reached with their hint.
    """

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.tasks = tuple(task for make in (_staff, _money, _rooms) if (task := make()) is not None)
        self.restart()

    def restart(self) -> None:
        """Begin with the first task again."""
        self.reached: dict[str, Verdict] = {}
        self.hints = 0
        self.begin(0)

    def begin(self, number: int) -> None:
        """Begin a task (again)."""
        self.at = number
        self.verdict: Verdict | None = None
        self.hinted = False
        if not self.tasks:
            return
        self.desk.show(self.task.start)
        self.desk.figure = next((key for key in self.task.keys if key in FIGURES), self.desk.figure)

    @property
    def task(self) -> Task:
        """The present task."""
        return self.tasks[self.at]

    @property
    def over(self) -> bool:
        """Whether all are reached."""
        return len(self.reached) == len(self.tasks)

    @property
    def moved(self) -> bool:
        """Whether anything of the present task was moved."""
        return self.desk.community != self.task.start

    def look(self) -> None:
        """Judge what was moved; what was reached stays reached."""
        if self.task.name in self.reached:
            return
        self.verdict = self.task.judge(self.desk.community)
        if self.verdict.state == DONE:
            self.reached[self.task.name] = self.verdict
            self.hints += self.hinted

    def hint(self) -> None:
        """Ask for the hint."""
        self.hinted = True

    def next(self) -> None:
        """Go on to the next task."""
        self.begin(min(self.at + 1, len(self.tasks) - 1))


def _staff() -> Task | None:
    """One more person for the labour post, by moving as few people as can be."""
    start, keys = sheet_desk.first(), ("unemployed", "retirees")
    before = sheet_model.sheet(start).plan.post("labour")
    ways = {key: sheet_steps.next_step(start, key, up=True) for key in keys}
    distances = {key: step.distance for key, step in ways.items() if step}
    if len(distances) < len(keys) or len(set(distances.values())) < len(keys):
        return None
    least = min(distances.values())

    def judge(community: Community) -> Verdict:
        post = sheet_model.sheet(community).plan.post("labour")
        moved = sum(abs(getattr(community, key) - getattr(start, key)) for key in keys)
        if sheet_model.people(post) == sheet_model.people(before):
            near = [key for key in keys if _distance(community, key) == 1]
            notes = "".join(sheet_steps.notes(community, key)[0] for key in near)
            said = f"动了 {moved:,} 人，还没有多配。{notes}" if moved else "还没有动，也没有多配。"
            return Verdict(OPEN, said)
        if moved > least:
            said = f"多配了，动了 {moved:,} 人。还可以更少：退回几个，或者换一个数来动。"
            return Verdict(OVER, said, post.rule)
        said = f"{post.name}配 {sheet_model.people(post)}。只动了 {moved:,} 人，再少就不成了。"
        return Verdict(DONE, said, post.rule)

    labels = "、".join(FIGURES[key].label for key in keys)
    return Task(
        "人",
        f"{before.name}现在配 {sheet_model.people(before)}。要让它可以再多配 1 人：{labels}，"
        "动哪一个、加几个？动得越少越好。",
        "看滑块下面的小竖线，离哪一条近。再想一想：正好在线上，算不算到了？“超过”不含本数，“每多少名”满了就算。",
        start,
        keys,
        judge,
        "“超过”不含本数；“每多少名配一人”满了整份才算，尾数不计。",
    )


def _money() -> Task | None:
    """More money without more people: only the kind of party organisation gives it."""
    start, rb = sheet_desk.first(), rulebooks.active()
    keys = ("households", "temporary_residents", "party")
    before = sheet_model.sheet(start)
    totals = [
        sheet_model.sheet(replace(start, party=kind)).money.total for kind in rb.strings("staff.party.kinds")
    ]
    gain = max(totals) - before.money.total
    if gain <= 0:
        return None

    def judge(community: Community) -> Verdict:
        now = sheet_model.sheet(community)
        posts = _posts(before, now)
        gained = now.money.total - before.money.total
        if gained == gain and not posts:
            line = now.money.line("party")
            return Verdict(
                DONE, f"{line.name}每年 {line.yuan:,} 元，经费正好多了 {gain:,} 元，人没有多。", line.rule
            )
        if posts:
            shorts = "；".join(change.short for change in posts)
            rules = "；".join(change.rule for change in posts)
            money = sheet_model.more(gained, "元") if gained else "没有变"
            return Verdict(OVER, f"经费{money}，可是人也变了：{shorts}。换一样来动。", rules)
        if gained:
            return Verdict(OPEN, f"经费{sheet_model.more(gained, '元')}，要的是正好多 {gain:,} 元。")
        return Verdict(OPEN, "经费还没有变。")

    return Task(
        "钱",
        f"每年的经费要正好多 {gain:,} 元，人一个也不能多配。下面三样，动哪一样？",
        "三样都能让钱多起来。居委会的钱跟着人走；暂住人口满了一份，也要配人。还有一样呢？",
        start,
        keys,
        judge,
        "四项经费各有各的算法，先看它跟着什么走：党组织的种类、专职人数、暂住人口，还是两站的人数。",
    )


def _rooms() -> Task | None:
    """As many households as can be without larger premises."""
    floor = _floor_end()
    if floor is None:
        return None
    start = sheet_desk.around("households", int(floor * SMALL) // 10 * 10)
    before = sheet_model.sheet(start).rooms.total_m2

    def judge(community: Community) -> Verdict:
        homes, rooms = community.households, sheet_model.sheet(community).rooms
        area, unit = sheet_model.number(rooms.total_m2), "平方米"
        if rooms.total_m2 != before:
            return Verdict(OVER, f"{homes:,} 户，用房至少要 {area} {unit}，加过头了，退几户。", rooms.rule)
        if homes < floor:
            return Verdict(OPEN, f"{homes:,} 户，用房还是 {area} {unit}。还能再加吗？")
        after = sheet_model.number(sheet_model.sheet(replace(community, households=homes + 1)).rooms.total_m2)
        return Verdict(DONE, f"{homes:,} 户还是 {area} {unit}，再多 1 户就要 {after} {unit}。", rooms.rule)

    return Task(
        "房",
        f"这个小社区有 {start.households:,} 户，用房至少 {sheet_model.number(before)} 平方米。户数往上加，"
        "面积先不变。最多加到多少户，面积还是这么大？",
        "面积有两种算法：按户数算的，保底的，取大的。按户数算的一旦比保底的大，面积就跟着户数走。",
        start,
        ("households",),
        judge,
        "用房按户数算和保底的面积，取大的；按户数算不取整。",
    )


def _floor_end() -> int | None:
    """Return the most households whose premises are the lower limit."""
    community = sheet_model.with_value(sheet_desk.first(), "households", 0)
    while step := sheet_steps.next_step(community, "households", up=True):
        community = sheet_model.with_value(community, "households", step.value)
        if not sheet_model.sheet(community).rooms.floor_applies:
            return step.value - 1
    return None


def _distance(community: Community, key: str) -> int:
    step = sheet_steps.next_step(community, key, up=True)
    return step.distance if step else 0


def _posts(before: Sheet, now: Sheet) -> list[sheet_model.Change]:
    """Return which posts differ."""
    names = {post.name for post in now.plan.posts}
    return [change for change in sheet_model.changes(before, now) if change.name in names]
