"""An election and the term after it, told in scenes. No widgets.

Source: chapter 4 of the material, objectives 4.2 to 4.8: ways, members, term and who decides come from the
rulebook. The day is in model.py, the term in term.py.
"""

from __future__ import annotations

from datetime import date
from functools import partial

from shequ_lib import committee
from shequ_lib import rulebook as rulebooks
from shequ_lib.errors import ShequError, chinese_date
from shequ_lib.play.election import model as election_model
from shequ_lib.play.election.model import DATA, GROUPS, HOURS, KINDS, OPENS, PREPARE, Option, Turnout
from shequ_lib.play.election.term import (
    ACTS,
    INFORM,
    REPAIRS,
    REPRESENTATIVES,
    RESIDENTS,
    REVIEW,
    Judgement,
    Step,
    Term,
)
from shequ_lib.play.scene.model import BAD, GOOD, NOTE, PLAIN, Ending, Move, Scene, Tale
from shequ_lib.rulebook import Rulebook

PHASES = ("筹备", "选举日", "看结果", "一届任期")
PREPARING, VOTING, RESULT, TERM = range(4)
SPARE = 3  # how many members more than allowed can be put down
SLIPS = 3  # with so many the term ends badly
SHOWN = 6  # days of election that are compared


class ElectionTale(Tale):
    """An election, and a term of the committee that it gives.

    Args:
        seed: Chooses the community, its people and the matters of the term.
        rulebook: The active one if None.
    """

    def __init__(self, seed: int = 0, *, rulebook: Rulebook | None = None) -> None:
        self.rulebook = rulebook or rulebooks.active()
        self.community = election_model.community(seed, rulebook=self.rulebook)
        self.ways = election_model.ways(rulebook=self.rulebook)
        self.way = ""
        self.picked: dict[str, str] = {}
        self.deputies, self.members = 0, 2
        self.listed = False
        self.hours = 0
        self.tried: list[Turnout] = []
        self.term: Term | None = None
        beginning = (
            f"{self.community.name}社区（虚构）要换届了：{len(self.community.households):,} 户，"
            f"有选举权的居民 {self.community.voters:,} 位。你来筹备选举，再陪选出来的班子走完一届。"
        )
        super().__init__("election", PHASES, beginning, seed)
        lists = {
            "rights.committee.roles": 3,
            "rights.decision.bodies": len((RESIDENTS, REPRESENTATIVES)),
            "rights.items.rights": len((REVIEW, INFORM)),
        }
        for key, size in lists.items():
            if len(self.rulebook.strings(key)) != size:
                raise ShequError(f"规则手册 {self.rulebook.file} 的条目 {key} 应有 {size} 项，场景才能演。")

    @property
    def stage(self) -> int:
        """Number of the phase that the picture shows; the last one still after the end."""
        scene = self.scene()
        return scene.phase if scene else TERM

    @property
    def turnout(self) -> Turnout:
        """How the day of the election goes that was prepared last."""
        choices = tuple(self.picked[question.key] for question in PREPARE)
        return election_model.turnout(self.seed, self.way, choices, rulebook=self.rulebook)

    def way_name(self, way: str) -> str:
        """Return the name of a way of electing."""
        return self.rulebook.string(f"rights.election.way.{way}.name")

    def way_voters(self, way: str) -> str:
        """Return who votes in a way of electing."""
        return self.rulebook.string(f"rights.election.way.{way}.voters")

    def seats(self) -> tuple[tuple[str, str], ...]:
        """Return name and role of each member that is put down; the director first, and one only."""
        director, deputy, member = self._roles()
        roles = (director, *[deputy] * self.deputies, *[member] * self.members)
        return tuple(zip(election_model.people(self.seed, len(roles)), roles, strict=True))

    def election_day(self) -> date:
        """Return the day of the election: before or after the term changed, as the rulebook has it."""
        option = self._option("day")
        day = option.date_now if "rights.committee.term_since" in self.rulebook else option.date
        assert day is not None
        return day

    def law(self) -> tuple[str, ...]:
        """Return what the law in force says, which is never judged by; the term only if it differs."""
        term = () if "rights.committee.term_since" in self.rulebook else (DATA["law"]["term"],)
        return (*DATA["law"]["lines"], *term)

    # --- before the day ---

    def first(self) -> Scene:
        """How is elected."""
        moves = [
            Move(way, f"{self.way_name(way)}：由{self.way_voters(way)}投票", partial(self._choose, way))
            for way in self.ways
        ]
        if not self.listed:
            moves.append(Move("list", "请老班子商量一份名单，贴出来就算数", self._list))
        moves.append(Move("skip", "先不选，直接看一届里要定的事", self._skip, last=True))
        return Scene("way", PREPARING, self.beginning, "用哪种方式选？", tuple(moves), in_order=True)

    def _choose(self, way: str) -> None:
        self.way = way
        work = DATA["way"][way]["work"]
        self.react(
            PLAIN,
            f"定了，由{self.way_voters(way)}投票。一共能投 {self.community.ballots(way):,} 张，"
            f"一张票背后平均站着 {behind(self.community.behind(way))} 位有选举权的居民。要先{work}。",
            self._election_rule(),
        )
        self.now = partial(self._prepare, 0)

    def _list(self) -> None:
        self.listed = True
        text = "名单还没贴牢，就有人问：“选的是我们的人，怎么轮到你们替我们挑？”没有居民投票，就不是选举。"
        self.react(BAD, text, self._election_rule())

    def _skip(self) -> None:
        self.react(PLAIN, "班子已经选好，今天上任。")
        self._begin(0.0)

    def _prepare(self, number: int) -> Scene:
        question = PREPARE[number]

        def choose(option: Option) -> None:
            self.picked[question.key] = option.key
            says = option.says
            if self.way == GROUPS and question.key in ("places", "box"):
                says = f"来投票的只有 {self.community.ballots(GROUPS)} 位，这一样关系不大，工夫照样要花。"
            self.react(PLAIN, says)
            self.now = self._seats if number + 1 == len(PREPARE) else partial(self._prepare, number + 1)

        moves = tuple(Move(one.key, one.label, partial(choose, one)) for one in question.options)
        if not number:
            text = "准备从简，先排班子"
            moves += (Move("simple", text, self._prepare_little, last=True),)
        text = "这几样材料没有规定，由你定。各有多大用处，是这个游戏的约定，不是规定。"
        return Scene(question.key, PREPARING, text, question.question, moves, in_order=True)

    def _prepare_little(self) -> None:
        """Choose the first that is offered of everything, so that the day of the election comes sooner."""
        self.picked = {question.key: question.options[0].key for question in PREPARE}
        told = "；".join(f"{one.name}：{one.options[0].short}" for one in PREPARE)
        self.react(PLAIN, f"准备从简。{told}。看过结果，还可以回来改准备，比一比。")
        self.now = self._seats

    def _seats(self) -> Scene:
        director, deputy, member = self._roles()
        moves = (
            Move("deputy+", f"{deputy} ＋", partial(self._seat, 1, 0)),
            Move("deputy-", f"{deputy} －", partial(self._seat, -1, 0)),
            Move("member+", f"{member} ＋", partial(self._seat, 0, 1)),
            Move("member-", f"{member} －", partial(self._seat, 0, -1)),
            Move("seats", "就这样排，开始选举", self._seated, last=True),
        )
        text = f"班子要选几个人，先排好。{director}排 1 人；每种职务各几人，材料没有写。"
        return Scene("seats", PREPARING, text, "班子怎样排？", moves, in_order=True)

    def _seat(self, deputies: int, members: int) -> None:
        total = 1 + self.deputies + deputies + self.members + members
        if min(self.deputies + deputies, self.members + members) < 0:
            self.react(NOTE, "这个职务已经没有人可减了。")
            return
        if total > committee.size_range(rulebook=self.rulebook)[1] + SPARE:
            self.react(NOTE, "会议桌坐不下了，不能再加。")
            return
        self.deputies += deputies
        self.members += members
        director, deputy, member = self._roles()
        self.react(
            PLAIN,
            f"{director} 1 人，{deputy} {self.deputies} 人，{member} {self.members} 人，一共 {total} 人。",
        )

    def _seated(self) -> None:
        problems = committee.check_members(self.seats(), rulebook=self.rulebook)
        if problems:
            self.react(BAD, f"这样排，选不出合规定的班子。{''.join(problems)}", self._size_rule())
            return
        day = self._option("day")
        self.react(GOOD, f"{len(self.seats())} 人的班子，职务齐了，人数也合规定。", self._size_rule())
        self.react(PLAIN, f"{chinese_date(self.election_day())}，{day.short}，票箱当众打开看过，上了锁。")
        self._open()

    # --- the day ---

    def _open(self) -> None:
        self.hours = 0
        self.now = self._day

    def _day(self) -> Scene:
        turnout = self.turnout
        text = (
            f"现在 {OPENS + self.hours} 点。{self.way_name(self.way)}，能投 {turnout.ballots:,} 张票，"
            f"投了 {turnout.cast(self.hours):,} 张。"
        )
        moves = (
            Move("hour", "下一小时", partial(self._wait, 1)),
            Move("evening", "一直到晚上", partial(self._wait, HOURS)),
        )
        return Scene("day", VOTING, text, "接着看到几点？", moves, in_order=True)

    def _wait(self, hours: int) -> None:
        before = self.hours
        self.hours = min(before + hours, HOURS)
        turnout = self.turnout
        came = [sum(hour) for hour in zip(*turnout.by_hour[before : self.hours], strict=True)]
        text = f"{OPENS + before} 点到 {OPENS + self.hours} 点来了 {sum(came):,} 位"
        if sum(came):
            text += f"，最多的是{KINDS[came.index(max(came))].name}"
        text += f"。一共投了 {turnout.cast(self.hours):,} 张，占能投的 {percent(turnout.share(self.hours))}。"
        frail = came[[kind.key for kind in KINDS].index("frail")]
        if self.way != GROUPS and self._option("box").hours and frail:
            text += f"流动票箱上门收回 {frail} 张。"
        self.react(PLAIN, text)
        if self.hours == HOURS:
            self._close(turnout)

    def _close(self, turnout: Turnout) -> None:
        self.tried = [one for one in self.tried if (one.way, one.choices) != (turnout.way, turnout.choices)]
        self.tried = [*self.tried, turnout][-SHOWN:]
        met = ""
        if turnout.met:
            met = f"投票前，{turnout.met:,} 户到会推过代表；其余的人只能听代表的。"
        self.react(
            PLAIN,
            f"关门点票。{met}要多少人参加才有效、多少票才当选，材料没有规定，这里也不替它补。"
            "班子就照排好的职务选了出来。",
            self._size_rule(),
        )
        self.now = self._result

    def _result(self) -> Scene:
        day = self.election_day()
        term = self.rulebook.entry("rights.committee.term").text
        end = committee.term_end(day, rulebook=self.rulebook)
        seats = "，".join(f"{role}{name}" for name, role in self.seats())
        text = (
            f"{len(self.seats())} 人的班子选出来了：{seats}。任期 {term}，从选出当天数起，到"
            f"{chinese_date(end)}满（从哪天数起，材料没有写）。"
        )
        done = {one.way for one in self.tried if one.choices == self.turnout.choices}
        moves = [
            Move(f"try-{way}", f"比一比：同样的准备，改用{self.way_name(way)}", partial(self._again, way))
            for way in self.ways
            if way not in done
        ]
        moves.append(Move("prepare", "改一改准备，再选一次", self._prepare_again))
        moves.append(Move("begin", "班子上任，开始这一届", self._take_office, last=True))
        return Scene("result", RESULT, text, "接下来做什么？", tuple(moves), in_order=True)

    def _again(self, way: str) -> None:
        self.way = way
        text = f"日历翻回投票那天早上：社区、准备都不变，改由{self.way_voters(way)}投票。"
        self.react(PLAIN, text, self._election_rule())
        self._open()

    def _prepare_again(self) -> None:
        self.react(PLAIN, f"日历翻回投票以前，仍用{self.way_name(self.way)}，准备可以重新定。")
        self.picked.clear()
        self.now = partial(self._prepare, 0)

    # --- the term ---

    def _take_office(self) -> None:
        told = self.turnout.told / self.turnout.voters
        self._begin(told)
        text = (
            f"班子上任。事先听说选举的居民有 {percent(told)}，信任从 {self._term().trust} 起步；"
            "听说的人越多，起点越高（游戏的约定）。"
        )
        self.react(PLAIN, text, self.rulebook.rule("rights.committee"))

    def _begin(self, told: float) -> None:
        self.term = Term(self.seed, told, rulebook=self.rulebook)
        self.now = self._matter

    def _matter(self) -> Scene:
        term = self._term()
        matter = term.matter
        assert matter is not None
        moves = tuple(Move(act, label, partial(self._act, act)) for act, label in self.act_labels().items())
        story = f"第 {term.number + 1} 件事，共 {len(term.matters)} 件：{matter.story}"
        return Scene(
            f"matter-{matter.key}", TERM, self._year(), "这件事怎么办？", moves, in_order=True, matter=story
        )

    def act_labels(self) -> dict[str, str]:
        """Return what the button of each act says."""
        residents, representatives = self.rulebook.strings("rights.decision.bodies")
        first, known = self.rulebook.strings("rights.items.rights")
        labels = (
            "班子自己定，马上办",
            f"提请{residents}讨论决定",
            f"提请{representatives}讨论决定",
            f"{first}：看材料、提意见，往上送",
            f"{known}：登记下来，不由我们审",
        )
        return dict(zip(ACTS, labels, strict=True))

    def _year(self) -> str:
        term = self._term()
        years = self.rulebook.positive("rights.committee.term")
        return f"任期第 {1 + term.number * years // len(term.matters)} 年，一届共 {years} 年。"

    def _act(self, act: str) -> None:
        term = self._term()
        step = term.act(act)
        self._felt(step, term.outcomes[-1].judgement)
        if term.to_repair is not None:
            self.now = self._repair
        else:
            self._next()

    def _repair(self) -> Scene:
        term = self._term()
        outcome = term.to_repair
        assert outcome is not None
        moves = tuple(Move(key, REPAIRS[key], partial(self._put_right, key)) for key in term.repairs())
        title = f"“{outcome.matter.title}”在办公室里定了，居民找上门来。"
        return Scene(f"repair-{outcome.matter.key}", TERM, self._year(), "怎样补救？", moves, matter=title)

    def _put_right(self, key: str) -> None:
        term = self._term()
        outcome = term.to_repair
        assert outcome is not None
        self._felt(term.repair(key), outcome.judgement)
        if term.to_repair is None:
            self._next()

    def _felt(self, step: Step, judgement: Judgement) -> None:
        costs = [
            f"{name} {change:+d}" for name, change in (("信任", step.trust), ("劲头", step.will)) if change
        ]
        if step.days:
            costs.append(f"多花 {step.days} 天")
        felt = f"（{'，'.join(costs).replace('-', '−')}）" if costs else ""
        self.react(GOOD if step.good else BAD, step.text + felt, f"{judgement.place}：{judgement.rule}")

    def _next(self) -> None:
        if self._term().matter is None:
            self.ending = self._ended()
        else:
            self.now = self._matter

    def _ended(self) -> Ending:
        term = self._term()
        wrong = [outcome for outcome in term.outcomes if not outcome.right]
        office = sum(bool(outcome.repairs) for outcome in wrong)
        days = f"多花了 {term.days} 天。" if term.days else ""
        rights = ("rights.decision.meaning", "rights.management.meaning")
        why = f"{'；'.join(map(self.rulebook.string, rights))}。"
        if not wrong:
            return Ending(
                "sound",
                GOOD,
                "件件走对了门",
                "换届那天，老楼长翻着两本记录：会上定的一本，班子办的一本，哪一件都说得清。",
                why,
                self._takeaways(),
            )
        if len(wrong) < SLIPS:
            return Ending(
                "mended",
                NOTE,
                f"走错 {len(wrong)} 次，都补上了",
                f"事情到底办成了，{days}居民记得错的那几次，也记得你们肯改。",
                why,
                self._takeaways(),
            )
        shut = f"其中 {office} 件大事是在办公室里定的。" if office else ""
        return Ending(
            "astray",
            BAD,
            f"{len(term.outcomes)} 件事走错了 {len(wrong)} 次",
            f"{shut}{days}换届的公告贴了出去，有人站在前面说：“下一届，可得先问清楚谁说了算。”",
            why,
            self._takeaways(),
        )

    def _takeaways(self) -> tuple[str, ...]:
        rb = self.rulebook
        major, own = (  # their names have 、 in them
            "；".join(one.name for one in committee.matters(flag, rulebook=rb)) for flag in (True, False)
        )
        sorted_items = committee.sort_items(rulebook=rb)
        first, known = rb.strings("rights.items.rights")
        return (
            f"{self._election_rule()}。{self._size_rule()}。",
            f"先对重大事项：{major}。对上了，提请会议，忙和急都不能省。",
            f"对不上，又是这几样，班子自己办：{own}。",
            f"{known}的只有{'、'.join(sorted_items[known])}；清单里其余的都是{first}，审过不等于批准。",
            "大事定错了，越早摊开、回到会上重来，花的代价越小。",
        )

    def _term(self) -> Term:
        assert self.term is not None
        return self.term

    def _roles(self) -> tuple[str, str, str]:
        director, deputy, member = self.rulebook.strings("rights.committee.roles")
        return director, deputy, member

    def _option(self, key: str) -> Option:
        question = next(question for question in PREPARE if question.key == key)
        return question.option(self.picked[key])

    def _election_rule(self) -> str:
        names = "、".join(self.way_name(way) for way in self.ways)
        return f"{self.rulebook.string('rights.election.meaning')}；{names}，都可以"

    def _size_rule(self) -> str:
        least, most = committee.size_range(rulebook=self.rulebook)
        return f"{self.rulebook.rule('rights.committee')}；一共 {least}～{most} 人，两头都包括"


def percent(share: float) -> str:
    """Return a share in words, such as 52%."""
    return f"{100 * share:.0f}%"


def behind(voters: float) -> str:
    """Return how many voters stand behind a ballot, with a decimal where it tells something."""
    return f"{voters:.1f}".removesuffix(".0") if voters < 10 else f"{voters:.0f}"
