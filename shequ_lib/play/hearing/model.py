"""A hearing without its widgets: from the question who organises it to the publication of the result.

Source: chapter 6 of the material, objectives 6.12 to 6.15; all rules from the rulebook, all people made up.
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
PHASES = ("组织", "公告", "听证", "纪要", "公布")
TODAY = date(2026, 12, 1)
INTRODUCE, BRIEF, HEAR, ANSWER, SUM_UP = range(5)  # the agenda in the rulebook's order
PUBLISHED_AFTER = 14  # days from the meeting; the material has no deadline (reading 15)
EMPTY, INVITED, HERE, ABSENT, SPEAKING = "empty", "invited", "here", "absent", "speaking"

# What happens when an item of the agenda is left out, in the order of the agenda.
LEFT_OUT = (
    "没有介绍到会的人和议程，事后有人问：“那天坐在台上的都是谁？”",
    "没有介绍项目的情况，代表的意见都像隔着一层雾。",
    "没有请代表发表意见，这只能叫通报会，不能叫听证会。",
    "没有请责任单位解答，代表的疑问原样带回了家。",
    "没有小结，各人记得的都不一样，谁也说不清会上偏向哪个做法。",
)
NO_NOTICE = "没有公告，开完会居民才知道有过这么一场会：“谁替我们去听的？”"
NO_MINUTES = "没有写纪要，过后部门来问会上怎么说，谁也拿不出一个字。"
NO_RESULT = "结果没有公布，居民只好猜：“听证听出了什么？”"


@dataclass(frozen=True)
class Seat:
    """A place in the room.

    Attributes:
        name: Whose place it is.
        state: "empty", "invited", "here", "absent" or "speaking".
    """

    name: str
    state: str


class Hearing(Story):
    """A hearing on a project.

    Args:
        seed: Chooses the project, one after the other.
        rulebook: The active one if None.
    """

    def __init__(self, seed: int = 0, *, rulebook: Rulebook | None = None) -> None:
        self.case = CASES[seed % len(CASES)]
        self.organiser = ""
        self.unprepared = False  # the responsible unit comes without written material
        self.voices = len(self.case["voices"])  # how many different opinions the chosen delegates bring
        self.invited: list[int] = []
        self.parties_asked = False
        self.meeting_day = TODAY
        self.noticed = False
        self.on_board: list[str] = []
        self.told: list[str] = []
        self.delegates = True
        self.recorded = False
        self.agenda: list[str] = []
        self.speaking: tuple[int, ...] = ()
        self.sitting = False
        self.closed = False  # the meeting is over
        self.heard: list[str] = []
        self.parts: list[str] = []
        self.extras: list[str] = []
        self.plan = ""
        self.minutes_done = self.published = False
        super().__init__("hearing", PHASES, self.case["story"], seed, rulebook)
        sizes = {
            "议程": (self.fact("agenda", "agenda").values, len(LEFT_OUT)),
            "参加人员": (self.meeting.participants, 6),
        }
        for name, (values, size) in sizes.items():
            if len(values) != size:
                raise ShequError(
                    f"规则手册 {self.rulebook.file} 的听证会：{name}应有 {size} 项，场景才能演。"
                )

    def seats(self) -> tuple[Seat, ...]:
        """Return the places in the room and who sits there."""
        return tuple(Seat(name, self._seat(n)) for n, name in enumerate(self.meeting.participants))

    # --- who organises it and who comes ---

    def first(self) -> Scene:
        """Who organises."""
        own = self._text("organiser_community")
        official = self._text("organiser_government")
        other = self.rulebook.string("meetings.mediation.organiser")
        right = own if self.case["owner"] == "community" else official
        rule = self.meeting.organiser

        def choose(who: str) -> None:
            self.organiser = who
            if who == right:
                self.react(GOOD, f"组织的人定了：{who}。", rule)
            else:
                message = f"这件事应由{right}组织，这次由{who}组织。"
                self.slip(MEETING, "meetings.hearing.organiser", rule, message)
                self.react(BAD, self._wrong_organiser(who, official), rule)
            self.now = self._choosers

        moves = tuple(
            Move(key, who, partial(choose, who))
            for key, who in (("community", own), ("government", official), ("mediation", other))
        )
        return Scene("first", 0, self.beginning, "这场听证会由谁组织？", moves)

    def _wrong_organiser(self, who: str, official: str) -> str:
        if who == official:
            return "街道回话：“这是你们自己的项目，自己就能组织，不用等我们。”来回一趟，耽误了好几天。"
        self.unprepared = self.case["owner"] == "government"
        if self.unprepared:
            return f"{self.case['responsible']}回话：“不是我们组织的，派个人来听听就是。”材料一份也没有准备。"
        return "治保调解委员会的同志直摆手：“我们管的是两家闹矛盾，这里没有矛盾可调。”"

    def _choosers(self) -> Scene:
        right = self._text("chosen_by")
        rule = f"具体请谁来，由{right}"

        def choose(text: str, voices: int) -> None:
            if voices < self.voices:
                message = "参加听证的人选没有按规定商定。"
                self.slip(MEETING, "meetings.hearing.chosen_by", rule, message)
                self.voices = voices
                self.react(BAD, text, rule)
            else:
                self.react(GOOD, text, rule)
            self.now = self._guests

        moves = (
            Move(
                "agreed", right, lambda: choose("两边对着名单商量，赞成的、担心的，都有人来。", self.voices)
            ),
            Move(
                "pick",
                "由居委会挑几位平时好说话的",
                lambda: choose("挑来的人个个和气。你心里明白：到时候多半都说“好”。", 0),
            ),
            Move(
                "first-come",
                "在业主群里接龙，先报先得",
                lambda: choose("半个小时就报满了，不用手机的老人一个也没有报上。", 1),
            ),
        )
        return Scene(
            "choosers", 0, "会场里有几张空椅子。先说好，人选由谁来定。", "具体请哪些人，由谁定？", moves
        )

    def _guests(self) -> Scene:
        rule = f"参加听证会的：{'、'.join(self.meeting.participants)}"

        def parties() -> None:
            self.parties_asked = True

        def done() -> None:
            if self.parties_asked:
                text = "两家当事人问：“我们两家的事，怎么拿到这里来说？”你想起来，那是协调会的事。"
                self.react(NOTE, text, rule)
            missing = [who for n, who in enumerate(self.meeting.participants) if n not in self.invited]
            for who in missing:
                message = f"会场里没有{who}。"
                self.slip(MEETING, "meetings.hearing.participants", rule, message, advisory=True)
            text = f"还空着：{'、'.join(missing)}。" if missing else "六张椅子都有了名字。"
            self.react(BAD if missing else GOOD, text, rule)
            self.now = self._date

        moves = [
            Move(f"seat-{n}", f"请{who}", partial(self.invited.append, n), tick=True)
            for n, who in enumerate(self.meeting.participants)
            if n not in self.invited
        ]
        if not self.parties_asked:
            moves.append(Move("parties", "请最近闹纠纷的两家当事人", parties, tick=True))
        moves.append(Move("invited", "人请好了", done, last=True))
        text = "每一张椅子代表一方的声音，空一张，就少一种声音。"
        return Scene("guests", 0, text, "请谁来？可以选几样", tuple(moves))

    # --- notice ---

    def _date(self) -> Scene:
        first = self.meeting.earliest_meeting(TODAY)
        rule = self.meeting.step("notice").rule

        def choose(day: date) -> None:
            self.meeting_day, self.noticed = day, True
            if day < first:
                self.react(BAD, "告示刚贴出来就要开会，好几位代表说：“这么急，哪里腾得出空？”", rule)
            else:
                last = chinese_date(self.meeting.notice_by(day))
                self.react(GOOD, f"来得及：公告最迟 {last}贴出，今天就贴。", rule)
            self.now = self._board

        def skip() -> None:
            self.meeting_day = TODAY + timedelta(1)
            text = "你打了一圈电话，明天就开。居民没有人知道。"
            self.react(BAD, text, rule, self._judge_notice())
            self.now = self._chair

        days = [first + timedelta(n) for n in (-2, -1, 0, 4)]
        moves = [
            Move(f"day-{n}", chinese_date(day), partial(choose, day))
            for n, day in enumerate(days)
            if day > TODAY
        ]
        moves.append(Move("skip-notice", "不公告了，明天就开", skip, last=True))
        text = f"今天是 {chinese_date(TODAY)}，公告今天就能贴出去。施工的人催着快一点。"
        return Scene("date", 1, text, "听证会定在哪一天？", tuple(moves), in_order=True)

    def _board(self) -> Scene:
        places, contents = self.fact("notice", "places"), self.fact("notice", "contents")
        rule = f"{places.rule}；{contents.rule}"

        def post(verdict: str, text: str, where: tuple[str, ...], what: tuple[str, ...]) -> None:
            self.on_board = list(where)
            self.told = list(what)
            self.react(verdict, text, rule)
            self.now = self._delegates

        board, everything = places.values, contents.values
        partly = everything[:-1]
        moves = (
            Move(
                "full",
                f"贴在{'、'.join(board)}，写明{'、'.join(everything)}",
                lambda: post(GOOD, "路过的人停下来看，有人当场报了名要提意见。", board, everything),
            ),
            Move(
                "partly",
                f"贴在{'、'.join(board)}，写上{'、'.join(partly)}",
                lambda: post(
                    BAD, "有人站在告示前问：“谁去？能不能托他带句话？”没有人答得上来。", board, partly
                ),
            ),
            Move(
                "chat",
                "只发到业主微信群里",
                lambda: post(
                    BAD,
                    "消息一会儿就被顶上去了。不在群里的老人，到今天也不知道。",
                    ("业主微信群",),
                    everything,
                ),
            ),
        )
        return Scene(
            "board", 1, f"会定在 {chinese_date(self.meeting_day)}，公告今天出。", "怎样公告？", moves
        )

    def _delegates(self) -> Scene:
        fact = self.fact("notice", "delegates")

        def settle(text: str, *, settled: bool) -> None:
            self.delegates = settled
            self.record("notice", TODAY, places=self.on_board, contents=self.told, delegates=settled)
            found = self._judge_notice()
            # what else was found, the day or the board, has been told with its own rule
            self.react(BAD if not settled else NOTE if found else GOOD, text, fact.rule, found)
            self.now = self._chair

        moves = (
            Move(
                "settle",
                "一位一位联系，把听证代表落实好",
                lambda: settle("名单上的人都回了话，哪位来、带什么问题来，心里有底。", settled=True),
            ),
            Move(
                "hope",
                "公告贴出去了，来谁算谁",
                lambda: settle("到了那天，有一张椅子没有人来坐。", settled=False),
            ),
        )
        return Scene("delegates", 1, "公告贴好了。", "听证的代表怎么办？", moves)

    # --- the meeting ---

    def _chair(self) -> Scene:
        rule = self.meeting.step(MEETING).rule

        def choose(who: str, text: str) -> None:
            if who == self.meeting.chair:
                self.react(GOOD, text, rule)
            else:
                self.slip(MEETING, "meetings.hearing.chair", rule, f"这次由{who}召集和主持。")
                self.react(BAD, text, rule)
            self.sitting = True
            self.now = self._recorder

        responsible = f"{self.case['responsible']}的项目经办人"
        moves = (
            Move(
                "chair", self.meeting.chair, lambda: choose(self.meeting.chair, "负责人坐到了主持的位子上。")
            ),
            Move(
                "responsible",
                responsible,
                lambda: choose(responsible, "代表们小声说：“自己的项目自己主持，听谁的证？”"),
            ),
            Move(
                "loudest",
                "代表里嗓门最大的一位",
                lambda: choose("一位代表", "他一拿到话筒，就先讲了一通自己家的事。"),
            ),
        )
        text = f"{chinese_date(self.meeting_day)}，会议室的门开了。"
        return Scene("chair", 2, text, "由谁召集、主持？", moves)

    def _recorder(self) -> Scene:
        rule = self.fact(MEETING, "recorded").rule

        def settle(verdict: str, text: str) -> None:
            self.recorded = verdict == GOOD
            self.react(verdict, text, rule)
            self.now = self._room

        moves = (
            Move(
                "recorder",
                "请一位同事专门做记录",
                lambda: settle(GOOD, "记录的人坐好了，先写下日期和到会的人。"),
            ),
            Move(
                "memory", "录个大概，会后凭记忆补", lambda: settle(BAD, "会后要写的东西，只好一点一点回想。")
            ),
        )
        return Scene("recorder", 2, "人陆续坐下。", "记录怎么办？", moves)

    def _room(self) -> Scene:
        acts = (self._introduce, self._brief, self._hear, self._go_answer, self._sum_up)
        moves = [
            Move(f"item-{n}", item, act)
            for n, (item, act) in enumerate(zip(self._items(), acts, strict=True))
            if item not in self.agenda
        ]
        moves.append(Move("close", "宣布散会", self._close, last=True))
        text = "会开着。接下来做哪一项，由主持人说了算；也可以跳过，看看会怎样。"
        return Scene("room", 2, text, "下一项做什么？", tuple(moves))

    def _introduce(self) -> None:
        self._take(
            INTRODUCE,
            "大家互相认了人，也知道了今天怎么开。",
            "会开到一半才介绍。有人问：“刚才说话的是哪一位？”",
        )

    def _brief(self) -> None:
        self.speaking = (self.case["responsible_seat"],)
        self._take(
            BRIEF, self.case["brief"], f"{self.case['brief']}有代表苦笑：“早一点讲呀，刚才的话白说了。”"
        )

    def _hear(self) -> None:
        if not self._done(BRIEF):
            self._take(HEAR, "", "代表们你看我、我看你：“项目是怎么回事还不知道，叫我们说什么？”")
            return
        present = [voice for voice in self.case["voices"] if self._present(voice["seat"])]
        chosen = present[: self.voices]
        self.heard = [voice["text"] for voice in chosen]
        self.speaking = tuple(voice["seat"] for voice in chosen)
        lines = [f"{self.meeting.participants[voice['seat']]}说：{voice['text']}" for voice in chosen]
        if present and not chosen:
            lines.append("代表一个接一个站起来，都说“好，没有意见”。没有一句话用得上。")
        silent = [voice["seat"] for voice in self.case["voices"] if not self._present(voice["seat"])]
        if silent:
            names = "、".join(self.meeting.participants[seat] for seat in silent)
            lines.append(f"{names}的椅子空着，那一边的话没有人说。")
        text = "".join(lines)
        enough = len(self.heard) == len(self.case["voices"])
        # who is missing was told before, with its own rule; the order of the agenda is kept
        self._take(HEAR, text, text, verdict=GOOD if enough else NOTE)

    def _go_answer(self) -> None:
        if not self._done(HEAR):
            text = "还没有人提问。来解答的人把带来的稿子念了一遍，念完就坐下了。"
            self._take(ANSWER, "", text)
            return
        self.react(NOTE, f"{self.case['question']}大家都看着主持人。", self._rule())
        self.now = self._answers

    def _answers(self) -> Scene:
        responsible, seat = self.case["responsible"], self.case["responsible_seat"]
        duty = self.meeting.step("agenda").does

        def back(verdict: str, text: str, rule: str) -> None:
            self.react(verdict, text, rule)
            self.now = self._room

        def full() -> None:
            self.speaking = (seat,)
            self._take(ANSWER, self.case["answer"], self.case["answer"], rule=duty)
            self.now = self._room

        def vague() -> None:
            self.speaking = (seat,)
            message = "要用数字说话的问题，没有拿出书面材料。"
            self.slip("agenda", "meetings.hearing.step.agenda", duty, message, advisory=True)
            self._take(ANSWER, self.case["vague"], self.case["vague"], rule=duty, verdict=BAD)
            self.now = self._room

        moves = []
        if self._present(seat):
            if not self.unprepared:
                moves.append(Move("full", f"请{responsible}带着书面材料解答，材料由它负责", full))
            moves.append(Move("vague", f"请{responsible}口头说个大概", vague))
        answered = "主持人说了两句。代表摇头：“你又不管这件事，说了能算数吗？”问题还是没有人答。"
        postponed = "“会后再说。”代表把笔一放，后面的话也不想听了。"
        moves.append(Move("myself", "主持人自己替它答", lambda: back(BAD, answered, self._rule())))
        moves.append(Move("later", "会后再说，先往下走", lambda: back(BAD, postponed, self._rule())))
        text = self.case["question"]
        if not self._present(seat):
            text += f"可是{responsible}的人没有来。"
        return Scene("answers", 2, text, "谁来解答？", tuple(moves))

    def _sum_up(self) -> None:
        self._take(
            SUM_UP,
            "主持人把大家的意见归成几条，说出了多数人偏向的做法。",
            "主持人刚要小结，有人举手：“前面的事还没有完，您小结什么？”",
        )

    def _take(
        self, number: int, text: str, out_of_order: str, *, rule: str = "", verdict: str = GOOD
    ) -> None:
        """Go through an item of the agenda; in its turn `text` follows, otherwise `out_of_order`."""
        in_turn = self.agenda == list(self._items()[:number])
        self.agenda.append(self._items()[number])
        if number in (INTRODUCE, SUM_UP):
            self.speaking = ()
        self.react(verdict if in_turn else BAD, text if in_turn else out_of_order, rule or self._rule())

    def _close(self) -> None:
        self.speaking, self.closed = (), True
        self.record(MEETING, self.meeting_day, recorded=self.recorded)
        self.record("agenda", self.meeting_day, agenda=list(self.agenda))
        missing = [item for item in self._items() if item not in self.agenda]
        text = f"散会了。有几项没有做：{'、'.join(missing)}。" if missing else "散会了，五个环节都走到了。"
        found = self.judge("notice", MEETING, "agenda")
        self.react(BAD if missing else NOTE if found else GOOD, text, self._rule(), found)
        self.now = self._minutes

    # --- minutes and result ---

    def _minutes(self) -> Scene:
        fact = self.fact("minutes", "parts")
        extras = {"private": "每位代表的家庭住址和收入", "grade": "居委会全年工作的等级"}

        def done() -> None:
            for key in self.extras:
                text = f"写到一半你停住了：“{extras[key]}”和听证没有关系。这一段划掉了。"
                self.react(BAD, text, fact.rule)
            missing = [part for part in fact.values if part not in self.parts]
            text = f"草稿里还没有：{'、'.join(missing)}。" if missing else "该有的几段都有了。"
            self.react(BAD if missing else GOOD, text, fact.rule)
            self.now = self._plan if fact.values[-1] in self.parts else self._filing

        def skip() -> None:
            self.parts.clear()
            text = "会开完了，谁也没有再提写纪要的事。"
            self.react(BAD, text, self.meeting.step("minutes").rule, self.judge("minutes"))
            self.now = self._publish

        moves = [
            Move(f"part-{n}", f"写上：{part}", partial(self.parts.append, part), tick=True)
            for n, part in enumerate(fact.values)
            if part not in self.parts
        ]
        moves += [
            Move(key, f"写上：{part}", partial(self.extras.append, key), tick=True)
            for key, part in extras.items()
            if key not in self.extras
        ]
        moves.append(Move("written", "纪要就写这些", done, last=True))
        moves.append(Move("skip-minutes", "会都开完了，不写纪要", skip, last=True))
        return Scene("minutes", 3, "你坐下来写会议纪要。", "写哪几段？可以选几样", tuple(moves))

    def _plan(self) -> Scene:
        rule = self._text("plan_use")

        def choose(plan: str) -> None:
            self.plan = plan
            if plan == "old":
                message = "倾向性方案没有吸收代表的意见。"
                self.slip("minutes", "meetings.hearing.plan_use", rule, message)
                text = "和开会以前的方案一个字也没有变。那这个会，听的是什么？"
                self.react(BAD, text, rule)
            elif self.heard:
                self.react(GOOD, "代表说的话，在方案里都找得到影子。", rule)
            else:
                self.react(NOTE, "方案写得周全，可会上没有听到几句意见，这些是你自己想出来的。", rule)
            self.now = self._filing

        moves = (
            Move("new", self.case["good_plan"], lambda: choose("new")),
            Move("old", self.case["old_plan"], lambda: choose("old")),
        )
        part = self.fact("minutes", "parts").values[-1]
        return Scene("plan", 3, f"纪要写到了“{part}”这一段。", "方案怎么写？", moves)

    def _filing(self) -> Scene:
        step, filed = self.meeting.step("minutes"), self.fact("minutes", "filed")
        days = self.meeting.days("minutes")

        def send(day: date, text: str, *, to_street: bool) -> None:
            self.minutes_done = True
            self.record("minutes", day, parts=list(self.parts), filed=to_street)
            found, rules = self.judge("minutes"), (step.rule, filed.rule)
            # what is missing in the minutes, or its plan, has been told with its own rule
            broken = [each.rule for each in found if each.rule in rules]
            self.react(BAD if broken else NOTE if found else GOOD, text, "；".join(broken or rules), found)
            self.now = self._publish

        early, late = (self.meeting_day + timedelta(n) for n in (max(days - 2, 1), days + 5))
        moves = (
            Move(
                "in-time",
                f"{chinese_date(early)}报街道备案",
                lambda: send(early, "街道收下了，回了一句：“写得清楚。”", to_street=True),
            ),
            Move(
                "late",
                f"手头的事多，{chinese_date(late)}再报街道备案",
                lambda: send(late, "街道收下了，问了一句：“怎么隔了这么久？”", to_street=True),
            ),
            Move(
                "drawer",
                f"{chinese_date(early)}写完，收进自己的柜子",
                lambda: send(early, "柜门关上了，街道不知道开过这场会。", to_street=False),
            ),
        )
        return Scene("filing", 3, "纪要改好了。", "什么时候、交到哪里？", moves, in_order=True)

    def _publish(self) -> Scene:
        step, places = self.meeting.step("feedback"), self.fact("feedback", "places")
        day = self.meeting_day + timedelta(PUBLISHED_AFTER)

        def publish(verdict: str, text: str, where: tuple[str, ...]) -> None:
            self.published = bool(where)
            if where:
                self.record("feedback", day, places=list(where))
            self.react(verdict, text, f"{step.rule}；{places.rule}", self.judge("feedback"))
            self.ending = self._end()

        board = places.values
        told = "到会的几位知道了，别的居民还在猜。"
        moves = (
            Move(
                "board",
                f"在{'、'.join(board)}公布",
                lambda: publish(GOOD, "公开栏前围了一圈人，有人指着自己提的那一条。", board),
            ),
            Move("delegates", "给到会的代表每人发一条消息", lambda: publish(BAD, told, ("代表的手机",))),
            Move(
                "nothing",
                "不用公布，开了工大家自然知道",
                lambda: publish(BAD, "日子一天天过去，公开栏上什么也没有。", ()),
            ),
        )
        return Scene("publish", 4, "听证的结果定下来了。", "怎样让居民知道？", moves)

    # --- endings ---

    def skipped(self) -> tuple[str, ...]:
        """Return what follows from each step or item of the agenda that was left out."""
        found = [] if self.noticed else [NO_NOTICE]
        found += [text for item, text in zip(self._items(), LEFT_OUT, strict=True) if item not in self.agenda]
        found += [] if self.minutes_done else [NO_MINUTES]
        found += [] if self.published else [NO_RESULT]
        return tuple(found)

    def _end(self) -> Ending:
        lines = (
            "先分清是谁的事：社区自己做的，社区组织；牵涉政府部门的，部门和街道会同社区组织。",
            "议程五个字：介、听、说、答、结。先有情况，再有意见，再有答复。",
            f"纪要写{'、'.join(self.fact('minutes', 'parts').values)}；结果一定要公布。",
        )
        case, skipped = self.case, self.skipped()
        if skipped:
            text = "".join(skipped) + case["protest"]
            steps = "、".join(step.name for step in self.meeting.steps)
            why = f"一步也不能跳：{steps}，缺了哪一步，听证都站不住。"
            return Ending("failed", BAD, "这场听证没有站住", text, why, lines)
        if self.plan != "new" or 2 * len(self.heard) < len(case["voices"]):
            text = f"步骤都走了，居民的话却没有进到方案里。{case['protest']}"
            return Ending("show", BAD, "走了一个过场", text, f"{self._text('plan_use')}。", lines)
        if self.violations():
            text = f"{case['success']}可是有人翻出当时的做法来问，你只好一处一处去补。"
            why = "事情没有办错，程序上有几处没有做到，见下面的对照。"
            return Ending("gaps", NOTE, "站住了，留有缺口", text, why, lines)
        if self.findings():
            why = "有几处属于提醒，不算违规，见下面的对照。"
            return Ending("reminders", NOTE, "站得住，有几处要留心", case["success"], why, lines)
        why = "该请的人请到了，该走的步骤一步不少，代表的意见进了方案，结果也让居民看到了。"
        return Ending("sound", GOOD, "这场听证站得住", case["success"], why, lines)

    # --- small things ---

    def _text(self, key: str) -> str:
        return self.rulebook.string(f"meetings.hearing.{key}")

    def _items(self) -> tuple[str, ...]:
        return self.fact("agenda", "agenda").values

    def _rule(self) -> str:
        return self.sequence_rule("agenda", "agenda")

    def _done(self, number: int) -> bool:
        return self._items()[number] in self.agenda

    def _judge_notice(self) -> tuple[Finding, ...]:
        return self.judge("notice", meeting_day=self.meeting_day)

    def _present(self, seat: int) -> bool:
        return seat in self.invited and (self.delegates or seat != self._empty_chair())

    def _empty_chair(self) -> int:
        """The delegate who does not come if nobody made sure: the last one invited among those who speak."""
        seats = [voice["seat"] for voice in self.case["voices"] if voice["seat"] in self.invited]
        return seats[-1] if seats else -1

    def _seat(self, number: int) -> str:
        if number not in self.invited:
            return EMPTY
        if not self.sitting:
            return INVITED
        if not self._present(number):
            return ABSENT
        return SPEAKING if number in self.speaking else HERE
