"""A mediation without its widgets: a dispute from the first complaint to the follow-up.

Source: chapter 6 of the material, objectives 6.8 to 6.10; all rules from the rulebook, all people made up.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from shequ_lib.errors import ShequError, chinese_date
from shequ_lib.event_log import Finding
from shequ_lib.meetings import MEETING
from shequ_lib.play import case_file
from shequ_lib.play.scene.model import BAD, GOOD, NOTE, Ending, Move, Scene, Story
from shequ_lib.rulebook import Rulebook

CASES = tuple(case_file.read(__file__)["case"])
PHASES = ("请人", "告知", "商谈", "结果", "监督")
TODAY = date(2026, 12, 1)
MOODS = ("要走了", "很抵触", "半信半疑", "愿意谈", "信得过你")
FIRST_MOOD, ENOUGH = 2, 3  # places in MOODS; a party agrees from ENOUGH up
LATER = 7  # days after which an agreement "to be written later" is written
FOLLOWUP = 14  # days from the agreement to the visit; the material has no deadline (reading 15)
TABLE, PROPOSALS = "table", "propose"  # keys of the scenes at the table
STATE, ASK, TALK, PROPOSE = range(4)  # the stages of the meeting in the rulebook's order


@dataclass
class Party:
    """One side of the dispute and where it stands.

    Attributes:
        key: "a" or "b".
        name: What people call them.
        home: Where they belong.
        mood: Place in MOODS.
        heard: Whether they have told their side.
        revealed: What they really want, "" until a good question brings it out.
    """

    key: str
    name: str
    home: str
    mood: int = FIRST_MOOD
    heard: bool = False
    revealed: str = ""

    def change(self, by: int) -> None:
        """Make the mood better or worse, within MOODS."""
        self.mood = min(max(self.mood + by, 0), len(MOODS) - 1)


class Mediation(Story):
    """A dispute that is being settled, or not.

    Args:
        seed: Chooses the dispute (one after the other) and what the parties want in the end.
        rulebook: The active one if None.
    """

    def __init__(self, seed: int = 0, *, rulebook: Rulebook | None = None) -> None:
        self.case = CASES[seed % len(CASES)]
        self.parties = tuple(Party(key, self.case[key]["name"], self.case[key]["home"]) for key in "ab")
        self.invited: list[str] = []
        self.chair = ""
        self.meeting_day = TODAY
        self.notice_faults = 0
        self.recorded = False
        self.stages: list[str] = []
        self.talked = False
        self.put: list[int] = []
        self.voted = False
        self.agreed = False
        self.written = self.signed = self.filed = False
        self.result_day = TODAY
        self.extras: list[str] = []
        self.asked_both = False
        super().__init__("mediation", PHASES, self.case["story"], seed, rulebook)
        self.wish = self.chance("wish", len(self._ways()))
        sizes = {
            "会上的环节": (self.fact(MEETING, "sequence").values, PROPOSE + 1),
            "参加人员": (self.meeting.participants, 2),
            "必要时参加的人": (self.meeting.invited, 4),
            "没谈成的下一步": (self._ways(), 2),
        }
        for name, (values, size) in sizes.items():
            if len(values) != size:
                raise ShequError(
                    f"规则手册 {self.rulebook.file} 的协调会：{name}应有 {size} 项，场景才能演。"
                )

    def first(self) -> Scene:
        """Who chairs."""
        rule = f"{self.meeting.short}一般由{self.meeting.chair}召集并主持"

        def choose(who: str, text: str) -> None:
            self.chair = who
            if who == self.meeting.chair:
                self.react(GOOD, text, rule)
            else:
                message = f"这次定的是由{who}主持。"
                self.slip(MEETING, "meetings.mediation.chair", rule, message, advisory=True)
                self.invited.append(who)  # who chairs sits at the table and need not be asked again
                self.react(NOTE, text, rule)
            self.now = self._guests

        director, official = self.meeting.invited[1], self.meeting.invited[3]
        moves = (
            Move("chair", self.meeting.chair, lambda: choose(self.meeting.chair, "同事点头，翻开了记事本。")),
            Move(
                "director",
                director,
                lambda: choose(director, "主任接了下来，可他那天还有两个会，只能匆匆赶来。"),
            ),
            Move(
                "official",
                official,
                lambda: choose(
                    official, "他答应来，不过提醒你：他是来讲法律的，召集和主持本来是社区自己的事。"
                ),
            ),
        )
        return Scene("first", 0, self.beginning, "由谁来召集、主持？", moves)

    # --- who comes, when, and how they are told ---

    def _guests(self) -> Scene:
        must = self._must()
        may = f"必要时应当参加的：{'、'.join(self.meeting.invited)}"
        needed = self.case["needed"]

        def invite(who: str) -> None:
            self.invited.append(who)
            if who in self.meeting.participants:
                self.react(GOOD, f"名单上添了：{who}。", must)
            elif who not in self.meeting.invited:
                text = "消息传开，楼里议论纷纷。当事人悄悄问你：“来那么多人看着，这话叫我怎么说？”"
                self._moods(-1)
                self.react(BAD, text, f"{must}；{may}。规定没有叫邻居都来")
            elif needed >= 0 and who == self.meeting.invited[needed]:
                self.react(GOOD, self.case["need_why"], may)
            else:
                self.react(NOTE, f"可以请，不违规。想一想这件事用不用得着{who}。", may)

        def done() -> None:
            missing = [who for who in self.meeting.participants if who not in self.invited]
            for who in missing:
                self.slip(MEETING, "meetings.mediation.participants", must, f"名单上没有：{who}。")
            if needed >= 0 and (who := self.meeting.invited[needed]) not in self.invited:
                message = f"这件事用得着{who}，名单上没有。"
                self.slip(MEETING, "meetings.mediation.invited", may, message, advisory=True)
            if self.meeting.participants[1] in missing:
                text = "没有请当事人，会就没有人可谈。两家后来从别人嘴里听说，都说“你们替我谈什么”。"
                self.react(BAD, text, must, self.judge(MEETING))
                line = "双方当事人到场，协调会才谈得起来。"
                self.end(self._unheld("当事人没有请来，协调会没法开。", must, line))
                return
            text = f"名单定了：{'、'.join(self.invited)}。"
            self.react(BAD if missing else GOOD, text, must)
            self.now = self._date

        people = (*self.meeting.participants, *self.meeting.invited, "同一幢楼的全体居民")
        moves = [
            Move(f"invite-{n}", f"请{who}", partial(invite, who))
            for n, who in enumerate(people)
            if who not in self.invited
        ]
        moves.append(Move("invited", "名单定了，去发告知", done, last=True))
        return Scene(
            "guests", 0, "会定下来要开了。先把到会的名单拟好。", "请谁来？可以一个一个添。", tuple(moves)
        )

    def _date(self) -> Scene:
        first = self.meeting.earliest_meeting(TODAY)

        def choose(day: date) -> None:
            self.meeting_day = day
            rule = self.meeting.step("notice").rule
            late = day < first
            if late:
                self.notice_faults += 1
                self._moods(-1)
                text = "两家都埋怨：“这么急，请假都来不及，东西也没有备齐。”"
            else:
                last = chinese_date(self.meeting.notice_by(day))
                text = f"来得及：{chinese_date(day)}开会，告知最迟 {last}发出，今天发正赶得上。"
            self.react(BAD if late else GOOD, text, rule)
            self.now = self._notice

        days = [first + timedelta(n) for n in (-2, -1, 0, 4)]
        moves = tuple(
            Move(f"day-{n}", chinese_date(day), partial(choose, day))
            for n, day in enumerate(days)
            if day > TODAY
        )
        text = f"今天是 {chinese_date(TODAY)}，告知今天就能发出去。两家都说越快越好。"
        return Scene("date", 1, text, "会定在哪一天？", moves, in_order=True)

    def _notice(self) -> Scene:
        contents = self.fact("notice", "contents")
        written = self.fact("notice", "written")

        def tell(verdict: str, text: str, *, on_paper: bool, told: tuple[str, ...], absent: str = "") -> None:
            if verdict == BAD:
                self.notice_faults += 1
                self._moods(-1)
            self.record("notice", TODAY, written=on_paper, contents=list(told))
            rule = f"{written.rule}；{contents.rule}"
            self.react(verdict, text, rule, self.judge("notice", meeting_day=self.meeting_day))
            if self.notice_faults > 1 and not on_paper:
                text = f"到了那天，{self.parties[1].name}没有来：{absent}"
                self.react(BAD, text, written.rule, self.judge(MEETING))
                why = f"{self.meeting.step('notice').rule}；{written.rule}"
                line = "告知要书面、要提早，时间、地点、谈什么都写清楚。"
                self.end(self._unheld("一方没有来，协调会没法开。", why, line))
                return
            self.now = self._opening

        everything, partly = contents.values, contents.values[:-1]
        moves = (
            Move(
                "full",
                f"书面告知，写明{'、'.join(everything)}",
                lambda: tell(
                    GOOD, "到会的人都收到了，要谈什么、该带什么，心里有数。", on_paper=True, told=everything
                ),
            ),
            Move(
                "partly",
                f"书面告知，写上{'、'.join(partly)}",
                lambda: tell(BAD, "两家不知道要谈哪几样，单据和照片都没有带来。", on_paper=True, told=partly),
            ),
            Move(
                "phone",
                "打电话一一说清楚",
                lambda: tell(
                    BAD,
                    "电话里都答应了，过后一个说没听清地方，一个说记成了别的日子。",
                    on_paper=False,
                    told=everything,
                    absent="“电话里说了那么几句，我哪里知道是真开会？”",
                ),
            ),
            Move(
                "door",
                "在单元门口贴一张告示",
                lambda: tell(
                    BAD,
                    "两家的纠纷贴在了门口，进出的人都看见了。",
                    on_paper=False,
                    told=everything,
                    absent="“门口那张告示，我还当是说给别人看的。”",
                ),
            ),
        )
        return Scene("notice", 1, f"会定在 {chinese_date(self.meeting_day)}。", "怎样告诉来开会的人？", moves)

    # --- the meeting ---

    def _opening(self) -> Scene:
        fact = self.fact(MEETING, "recorded")

        def settle(text: str, *, recorded: bool) -> None:
            self.recorded = recorded
            self.react(GOOD if recorded else BAD, text, fact.rule)
            needed = self.case["needed"]
            if needed >= 0 and self.meeting.invited[needed] not in self.invited:
                self._moods(-1)
                self.react(BAD, self.case["need_missing"], f"{self.meeting.invited[needed]}：必要时应当参加")
            self.now = self._table

        moves = (
            Move(
                "recorder",
                "请一位同事专门做记录",
                lambda: settle("同事坐到桌角，打开了本子。", recorded=True),
            ),
            Move(
                "myself",
                "主持人自己顺手记几笔",
                lambda: settle("又要听、又要问、又要写，漏了好几句要紧的话。", recorded=False),
            ),
            Move(
                "nobody",
                "不记了，免得大家拘束",
                lambda: settle("气氛是松了一点，可过后谁说过什么，就没有凭据了。", recorded=False),
            ),
        )
        text = f"{chinese_date(self.meeting_day)}，人到齐了，两家面对面坐下。"
        return Scene("opening", 2, text, "开口之前，先安排什么？", moves)

    def _table(self) -> Scene:
        moves = []
        for party in self.parties:
            words = self.case[party.key]
            if not party.heard:
                moves.append(
                    Move(
                        f"hear-{party.key}",
                        f"请{party.name}讲事实和理由",
                        partial(self._hear, party),
                    )
                )
            if not party.revealed:
                moves.append(
                    Move(
                        f"ask-{party.key}",
                        f"问{party.name}：{words['question']}",
                        partial(self._ask, party),
                    )
                )
        if not self.talked:
            moves.append(Move("talk", "请两边一起商量，你从中调解", self._talk))
        if len(self.put) < len(self.case["proposals"]):
            moves.append(Move("propose", "提出一个解决方案", self._go_propose))
        moves.append(Move("stop", "结束商谈：今天没有谈成", self._stop, last=True))
        text = "会开着。桌上谁先说、谁后说，都由你来安排。"
        return Scene(TABLE, 2, text, "这时你做什么？", tuple(moves))

    def _hear(self, party: Party) -> None:
        early = [name for name in (ASK, TALK, PROPOSE) if self._stage(name) in self.stages]
        party.heard = True
        party.change(1)
        if all(other.heard for other in self.parties):
            self._reach(STATE)
        said = f"{party.name}说：{self.case[party.key]['said']}"
        if early:
            # what came too early was called wrong when it came; to hear them now is right
            self.react(NOTE, f"{said}说完又添一句：“早就该让我先说。”", self._order())
        else:
            self.react(GOOD, said, self._order())

    def _ask(self, party: Party) -> None:
        self._reach(ASK)
        if not all(other.heard for other in self.parties):
            party.change(-1)
            text = f"{party.name}皱起眉头：“话还没有听完就来问我，是审我吗？”什么也没有问出来。"
            self.react(BAD, text, self._order())
            return
        words = self.case[party.key]
        party.revealed = words["interest"]
        self.react(GOOD, f"{party.name}想了想，说：{words['answer']}", self._order())

    def _talk(self) -> None:
        self._reach(TALK)
        if all(party.revealed for party in self.parties):
            self.talked = True
            self._moods(1)
            self.react(GOOD, self.case["talk"], self._order())
        else:
            self._moods(-1)
            text = "分歧在哪里还没有问明白，两边又从头吵起，一句压着一句。"
            self.react(BAD, text, self._order())

    def _go_propose(self) -> None:
        self.react(NOTE, "你清了清嗓子，两边都看着你。方案只能由双方自己点头。", f"{self.meeting.manner}")
        self.now = self._proposals

    def _proposals(self) -> Scene:
        moves = [
            Move(f"offer-{n}", proposal["text"], partial(self._offer, n))
            for n, proposal in enumerate(self.case["proposals"])
            if n not in self.put
        ]
        if not self.voted:
            moves.append(Move("vote", "请在座的人举手表决，少数服从多数", self._vote))
        moves.append(Move("back", "先不提，接着谈", self._back, last=True))
        return Scene(PROPOSALS, 2, "你心里有几个办法，先提哪一个？", "你说：", tuple(moves))

    def _back(self) -> None:
        self.react(NOTE, "你把话收住，请大家接着谈。")
        self.now = self._table

    def _vote(self) -> None:
        self.voted = True
        self._moods(-1)
        rule = f"{self.meeting.short}靠的是：{self.meeting.manner}"
        self.slip(MEETING, "meetings.mediation.manner", rule, "会上用举手表决代替双方当事人拿主意。")
        self.react(BAD, "两边都站了起来：“我们两家的事，凭什么由别人举手定？”", rule)

    def _offer(self, number: int) -> None:
        self._reach(PROPOSE)
        self.put.append(number)
        self.now = self._table
        proposal = self.case["proposals"][number]
        hurt = [party for party in self.parties if party.key not in proposal["pleases"]]
        silent = [party for party in self.parties if not party.heard]
        doubting = [party for party in self.parties if party.mood < ENOUGH]
        for party in self.parties:
            if party in hurt or party in silent:
                party.change(-1)
        if silent:
            names = "、".join(party.name for party in silent)
            self.react(BAD, f"{names}说：“我的话你们还没有听，方案就定了？”", self._order())
        elif hurt:
            self.react(BAD, proposal["said"], self.meeting.manner)
        elif self.case["blocked"]:
            self.react(NOTE, self.case["blocked"], self.meeting.step("result").rule)
        elif doubting:
            names = "、".join(party.name for party in doubting)
            text = f"{names}摇摇头：“话是有道理，可今天这个会，我信不过。”"
            self.react(BAD, text, self.meeting.manner)
        else:
            self.agreed = True
            self.result_day = self.meeting_day
            text = f"{proposal['said']}双方谈拢了。"
            self.react(GOOD, text, self.meeting.step("result").rule, self._close_meeting())
            self.now = self._agreement

    def _stop(self) -> None:
        silent = "、".join(party.name for party in self.parties if not party.heard)
        text = f"你宣布今天先谈到这里。{f'{silent}还没有讲过。' if silent else ''}"
        text += "两家都坐着没有动，看你下一步怎么办。"
        self.react(NOTE, text, self.meeting.step("result").rule, self._close_meeting())
        self.now = self._no_agreement

    def _close_meeting(self) -> tuple[Finding, ...]:
        self.record(MEETING, self.meeting_day, sequence=list(self.stages), recorded=self.recorded)
        return self.judge(MEETING)

    # --- agreement ---

    def _agreement(self) -> Scene:
        steps = {key: self.fact("result", key).rule for key in ("written", "signed_by_both", "filed")}
        moves = []
        if not self.written:
            moves.append(Move("write", "当场写出书面协议，念给双方听", self._write))
            moves.append(Move("later", "时候不早了，协议过几天再补写", self._write_later))
        elif not self.signed:
            moves.append(Move("sign", "请双方核对，签字盖章", self._sign))
        if self.written and not self.filed:
            moves.append(Move("file", f"协议交{self.meeting.organiser}存档", self._file))
        extras = {
            "approve": (
                "把协议报街道批准",
                "街道的同志说：“双方自愿定的，不用我们批。”",
                steps["signed_by_both"],
            ),
            "publish": ("把协议贴到居务公开栏", "两家都不乐意：家里的事，怎么贴出来了？", steps["filed"]),
            "one": (
                "先让答应得痛快的一方签了再说",
                "另一方起了疑心：“他先签，里面有什么名堂？”",
                steps["signed_by_both"],
            ),
        }
        if self.signed:
            del extras["one"]
        for key, (label, text, rule) in extras.items():
            if self.written and key not in self.extras:
                moves.append(Move(key, label, partial(self._extra, key, text, rule)))
        moves.append(Move("leave", "握手，散会", self._leave, last=True))
        text = "双方都点了头，有人已经起身要走。"
        if self.result_day != self.meeting_day:
            text = f"{chinese_date(self.result_day)}，两家又坐到了一起，等着把协议办完。"
        return Scene("agreement", 3, text, "散会之前，还要做什么？", tuple(moves))

    def _write(self) -> None:
        self.written = True
        self.react(
            GOOD,
            "一条一条写下来，谁做、什么时候做、做到什么样，都写明白。",
            self.fact("result", "written").rule,
        )

    def _write_later(self) -> None:
        self.written = True
        self.result_day = self.meeting_day + timedelta(LATER)
        text = f"到了 {chinese_date(self.result_day)}才把两家又请来补写。为一个字，又争了半天。"
        self.react(BAD, text, self.fact("result", "written").rule)

    def _sign(self) -> None:
        self.signed = True
        text = "两人各看了一遍，签上名字，盖了章。"
        if self.filed:
            self.filed = False
            text += "先前收进档案的那张没有签字，要换成这一张。"
        self.react(GOOD, text, self.fact("result", "signed_by_both").rule)

    def _file(self) -> None:
        self.filed = True
        fact = self.fact("result", "filed")
        if self.signed:
            self.react(GOOD, "协议收进了档案，往后有据可查。", fact.rule)
        else:
            text = "收进去的是一张没有签字的纸。趁人还在，先请双方签了。"
            self.react(BAD, text, self.fact("result", "signed_by_both").rule)

    def _extra(self, key: str, text: str, rule: str) -> None:
        self.extras.append(key)
        self.react(NOTE, f"{text}程序里没有这一步。", rule)

    def _leave(self) -> None:
        facts = {"written": self.written, "signed_by_both": self.signed, "filed": self.filed}
        self.record("result", self.result_day, agreed=True, **facts)
        found = self.judge("result")
        left = "有该办的事没有办。" if not all(facts.values()) else "该办的事办了，只是晚了。"
        text = f"人都走了，会议室安静下来。{left if found else '该办的都办好了。'}"
        self.react(BAD if found else GOOD, text, self.meeting.step("result").rule, found)
        self.now = self._followup

    def _followup(self) -> Scene:
        step = self.meeting.step("followup")

        def visit() -> None:
            self.record("followup", self.result_day + timedelta(FOLLOWUP))
            text = "你带着协议，到两家都去看了。"
            if not self.written:
                text = "你到两家都去看了。手里没有协议，只好一样一样问。"
            self.react(GOOD, text, step.rule, self.judge("followup"))
            self.end(self._agreed_ending(visited=True))

        def wait(text: str) -> None:
            self.react(BAD, text, step.rule, self.judge("followup"))
            self.end(self._agreed_ending(visited=False))

        moves = (
            Move("visit", "上门看一看，没做到的催一催", visit),
            Move("wait", "没有人来找，就是好消息", lambda: wait("一天天过去，没有人来问过一句。")),
            Move("selves", "叫两家自己互相盯着", lambda: wait("两家互相盯着，盯出了新的火气。")),
        )
        text = "过了些日子，档案柜里又添了几份新的。上回那两家，后来怎么样了？"
        return Scene("followup", 4, text, "你怎么办？", moves)

    # --- no agreement ---

    def _no_agreement(self) -> Scene:
        ways = self._ways()
        asked, step = self.fact("result", "asked_both"), self.fact("result", "next")

        def ask() -> None:
            self.asked_both = True
            self.react(GOOD, self.case["wishes"][self.wish], asked.rule)

        def go(number: int) -> None:
            self.record(
                "result", self.meeting_day, agreed=False, asked_both=self.asked_both, next=ways[number]
            )
            if self.asked_both and number != self.wish:
                message = f"双方想的是“{ways[self.wish]}”，主持人定的却是“{ways[number]}”。"
                self.slip("result", step.rule_key, step.rule, message, advisory=True)
                text = "两家对看一眼：“刚才问了我们，原来是白问。”"
            elif self.asked_both:
                text = f"两家都点头。你在记录上写下：{ways[number]}。"
            else:
                text = f"你在记录上写下：{ways[number]}。两家面面相觑：“没有人问过我们呀。”"
            good = self.asked_both and number == self.wish
            self.react(GOOD if good else BAD, text, step.rule, self.judge("result"))
            self.end(self._open_ending(number) if good else self._shut())

        def impose() -> None:
            decided = "主持人替双方定"
            self.record("result", self.meeting_day, agreed=False, asked_both=self.asked_both, next=decided)
            text = "话音刚落，两边头一回说了同样的话：“你凭什么替我们定？”"
            self.react(BAD, text, f"{asked.rule}；{step.rule}", self.judge("result"))
            self.end(self._shut())

        def dismiss() -> None:
            decided = "散会，不再管"
            self.record("result", self.meeting_day, agreed=False, asked_both=self.asked_both, next=decided)
            text = "两家一前一后走了。第二天，楼道里又吵了起来。"
            self.react(BAD, text, f"{asked.rule}；{step.rule}", self.judge("result"))
            self.end(self._shut())

        moves = [Move(f"way-{n}", f"定下来：{way}", partial(go, n)) for n, way in enumerate(ways)]
        if not self.asked_both:
            moves.append(Move("ask-both", "先问两家各自的意思", ask))
        moves.append(Move("impose", "两家定不了，由主持人替他们定", impose))
        moves.append(Move("dismiss", "散会，这件事往后社区不再管", dismiss))
        text = "今天没有谈成。两家都在等你说话。"
        return Scene("no-agreement", 3, text, "你怎么收场？", tuple(moves))

    # --- endings ---

    def end(self, ending: Ending) -> None:
        """End the story."""
        self.ending = ending

    def judge(self, *steps: str, meeting_day: date | None = None) -> tuple[Finding, ...]:
        """Return what these steps break and was not shown yet, but not what only follows from a fault.

        That there was no meeting follows from what kept a party away; that nothing was signed, from there
        being no paper; and that nothing was filed, from there being none that is signed.
        """
        found = super().judge(*steps, meeting_day=meeting_day)
        held = any(event["event"] == MEETING for event in self.events)
        follows = [] if held else [self.meeting.step(MEETING).rule_key]
        follows += [] if self.written else [self.fact("result", "signed_by_both").rule_key]
        follows += [] if self.signed else [self.fact("result", "filed").rule_key]
        return tuple(finding for finding in found if finding.rule_key not in follows)

    def _unheld(self, title: str, why: str, line: str) -> Ending:
        text = "会没有开成。两家的怨气，比原来更大。"
        return Ending("unheld", BAD, title, text, f"{why}。", (line,))

    def _agreed_ending(self, *, visited: bool) -> Ending:
        lines = (
            "次序是：先听双方讲，再问焦点，再协商调解，最后才提办法。",
            "谈成了，当场写、双方签、存进档案，三件事一件也不少。",
            "签了字不算完，还要去看做到了没有。",
        )
        if not self.signed:
            lacks = "没有双方签字" if self.written else "没有写下来"
            text = f"过后一方翻了脸：“我几时答应过？”{lacks}，谁也拿不出凭据。{self.case['lapsed']}"
            why = f"{self.fact('result', 'written').rule}；{self.fact('result', 'signed_by_both').rule}。"
            return Ending("unbound", BAD, "口说无凭", text, why, lines)
        if not visited:
            why = f"{self.meeting.step('followup').rule}。"
            return Ending("lapsed", BAD, "协议成了一张纸", self.case["lapsed"], why, lines)
        if self.violations():
            text = f"{self.case['kept']}不过，过程里留下了缺口，下次就未必这样顺利。"
            why = "事情办成了，程序上有没做到的地方，见下面的对照。"
            return Ending("gaps", NOTE, "谈成了，留有缺口", text, why, lines)
        if self.findings():
            why = "没有违反规定，只有要留心的地方，见下面的对照。"
            return Ending("reminders", NOTE, "谈成了，有要留心的地方", self.case["kept"], why, lines)
        why = f"{self.meeting.step('result').rule}；{self.meeting.step('followup').rule}。"
        return Ending("kept", GOOD, "谈成了，也做到了", self.case["kept"], why, lines)

    def _open_ending(self, number: int) -> Ending:
        lines = (
            "没谈成不是白开，替双方把下一步的路问清楚，也是结果。",
            "下一步怎么走，先问双方，再由主持人定下来。",
            "谈不拢的时候，不表决、不代签、不代定。",
        )
        texts = (
            "过了些日子，两家又坐到了同一张桌子前。这一回，谁也没有拍桌子。",
            "两家走了别的路，见面却还点个头。他们都说：“社区把话问到了，没有偏谁。”",
        )
        title = ("没谈成，约好再谈", "没谈成，换一条路走")[number]
        key = ("again", "other")[number]
        why = f"{self.fact('result', 'asked_both').rule}；{self.fact('result', 'next').rule}。"
        if self.violations():
            why += "前面还有没做到的地方，见下面的对照。"
        elif self.findings():
            why += "前面还有要留心的地方，见下面的对照。"
        return Ending(key, NOTE if self.findings() else GOOD, title, texts[number], why, lines)

    def _shut(self) -> Ending:
        text = "两家从此见了社区的人就绕着走。再有事，他们去找了别处，话也越说越难听。"
        why = f"{self.fact('result', 'asked_both').rule}；{self.fact('result', 'next').rule}。"
        lines = (
            "谁都不能替当事人拿主意，没谈成的时候更是这样。",
            "先问双方，再按双方的意思定下一步。",
        )
        return Ending("shut", BAD, "门关上了", text, why, lines)

    # --- small things ---

    def _ways(self) -> tuple[str, ...]:
        return self.fact("result", "next").values

    def _stage(self, number: int) -> str:
        return self.fact(MEETING, "sequence").values[number]

    def _reach(self, number: int) -> None:
        if self._stage(number) not in self.stages:
            self.stages.append(self._stage(number))

    def _must(self) -> str:
        return f"一定要到的：{'、'.join(self.meeting.participants)}"

    def _order(self) -> str:
        return self.sequence_rule(MEETING, "sequence")

    def _moods(self, by: int) -> None:
        for party in self.parties:
            party.change(by)
