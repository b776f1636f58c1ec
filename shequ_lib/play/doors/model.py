"""An afternoon at six doors without its widgets: what was said at one door is heard of at another.

Source: chapter 7 of the material, objectives 7.1 to 7.4; verdicts quote the rulebook or the chapter, of
promises a convention of the game, and of slogans nothing. All people are made up. How far a door opens, and
how many knocks an afternoon has, are conventions of the game, too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from shequ_lib import rulebook as rulebooks
from shequ_lib.play import case_file
from shequ_lib.play.scene.model import BAD, GOOD, NOTE, PLAIN, Ending, Move, Scene, Tale
from shequ_lib.rulebook import Rulebook

KNOCKS = 8  # of an afternoon
NEWS_AFTER = 2  # knocks until there is news of what was passed on
SHUT, CRACK, HALF, WIDE = range(4)  # how far a door stands open
WORDS = ("关着", "一条缝", "开了半扇", "敞开着")
FIT, BEST, PROMISE, MISS, SLOGAN = "fit", "best", "promise", "miss", "slogan"
NEWS, CHAT = "news", "chat"  # at a door that waits for news
RETRACT = "retract"  # where something was promised
# By how much a door opens, and what is said of it.
_OPENS = {FIT: 1, BEST: 2, PROMISE: 1, MISS: 0, SLOGAN: -1, NEWS: 1, CHAT: 0, RETRACT: -1}
# How far a door opens by it at most; what is said there tells of a door that does.
_AT_MOST = {
    FIT: HALF,
    BEST: WIDE,
    PROMISE: HALF,
    MISS: SHUT,
    SLOGAN: SHUT,
    NEWS: WIDE,
    CHAT: SHUT,
    RETRACT: SHUT,
}
_VERDICTS = {
    FIT: GOOD,
    BEST: GOOD,
    PROMISE: NOTE,
    MISS: NOTE,
    SLOGAN: BAD,
    NEWS: GOOD,
    CHAT: NOTE,
    RETRACT: GOOD,
}
HALL, DOOR, EVENING = "hall", "door", "evening"  # keys of scenes
PHASES = ("挑一扇门", "听和答", "晚上的会")
STREET_DOORS = 6  # of a building
ENOUGH, MANY = 3, 4  # doors that stand open so that people come; doors wide open so that all goes well
_FILE = case_file.read(__file__)
_EVENING = _FILE["evening"]
# How it can end: verdict, title, what happens.
ENDINGS = {
    "open": (
        GOOD,
        "门开了，人来了",
        "六家都到了会场，话是他们自己接着说下去的。老葛散会时说：“明年算我一个。”",
    ),
    "half": (NOTE, "来了，还差一口气", "来的人不少，听的时候点头，散会以后各回各家。老葛说：“再看看吧。”"),
    "silent": (NOTE, "等回音的人没有等到", "会开得不坏，可是有人还在等你的回音，一直没有等到。"),
    "promised": (BAD, "话说满了", "还没有轮到老葛，先有人站起来要条子：“你下午答应的，写下来，签个名。”"),
    "read": (BAD, "稿子念完了，没有人接话", "来的人是来听自己家的事的。稿子上没有，他们先走了。"),
    "shut": (BAD, "会场空了一半", "没有几扇门是开着的，晚上也就没有几个人来。"),
}


@dataclass
class Door:
    """A door and who lives behind it.

    Attributes:
        key: Its key in the case file.
        case: What the case file says of it.
        level: How far it stands open.
        used: Keys of what was said here.
        visits: How often somebody knocked.
        asked_at: Number of the knock at which something was passed on, 0 if nothing was.
        answered: Whether the news of it was brought.
        moved: By how much it has just opened or closed.
    """

    key: str
    case: dict[str, Any]
    level: int = CRACK
    used: list[str] = field(default_factory=list)
    visits: int = 0
    asked_at: int = 0
    answered: bool = False
    moved: int = 0

    @property
    def name(self) -> str:
        """Who lives there."""
        return str(self.case["name"])

    @property
    def flat(self) -> str:
        """The number on the door."""
        return str(self.case["flat"])


class Doors(Tale):
    """An afternoon at six doors, and the evening.

    Args:
        seed: Chooses the building (one after the other) and what is offered in which order.
        rulebook: The active one if None.
    """

    def __init__(self, seed: int = 0, *, rulebook: Rulebook | None = None) -> None:
        self.rulebook = rulebook or rulebooks.active()
        building = _FILE["building"][seed % len(_FILE["building"])]
        self.building = str(building["name"])
        cases = sorted((_FILE["door"][key]["flat"], key) for key in building["doors"])
        self.doors = {key: Door(key, _FILE["door"][key]) for _, key in cases}
        self.left = KNOCKS
        self.at: Door | None = None
        self.slogans = 0
        self.echo = ""  # what is said at the next door of what was said before
        self._heard = ""
        self.chosen: Door | None = None  # whose story is told in the evening
        self.read_out = False
        beginning = (
            f"柳岸社区（虚构）{self.building}。今晚开社区成员代表会议，各家可以来旁听，老葛要问：社区建设值不值得？"
            "下午你替小许去敲门，听听大家怎么想。"
        )
        super().__init__("doors", PHASES, beginning, seed)

    def first(self) -> Scene:
        """Which door comes next."""
        moves = [
            Move(door.key, self._label(door), partial(self._knock, door))
            for door in self.doors.values()
            if self.left and self.worth(door)
        ]
        text = self.beginning if self.left == KNOCKS else "".join(self.news())
        knocked = sum(1 for door in self.doors.values() if door.visits)
        if knocked >= ENOUGH or not moves:
            label = "不敲了，去会场" if moves else "天黑了，去会场"
            moves.append(Move("go", label, self._to_the_meeting, last=True))
        question = (
            f"敲哪一扇门？还敲得了 {self.left} 次。" if self.left and len(moves) > 1 else "该去开会了。"
        )
        return Scene(HALL, 0, text, question, tuple(moves), in_order=True)

    def worth(self, door: Door) -> bool:
        """Whether there is something to say at a door that was not said there yet."""
        return self._bound(door) or (door.level < WIDE and (self.is_news(door) or bool(self._answers(door))))

    def is_news(self, door: Door) -> bool:
        """Whether there is news for this door that was not brought yet."""
        waited = KNOCKS - self.left - door.asked_at
        return bool(door.asked_at) and not door.answered and waited >= NEWS_AFTER

    def news(self) -> tuple[str, ...]:
        """What has come in and was not brought to those who wait for it."""
        return tuple(door.case["later"]["news"] for door in self.doors.values() if self.is_news(door))

    def notes(self) -> tuple[tuple[str, str], ...]:
        """What people and things the open doors gave: of which kind, and what."""
        return tuple(
            (self.rulebook.fill_in(_FILE["kinds"][door.case["gives"]["kind"]]), door.case["gives"]["what"])
            for door in self.doors.values()
            if self.gave(door.key)
        )

    def gave(self, key: str) -> bool:
        """Whether a door has given what it has: something that fits was said there, and it stands open."""
        door = self.doors.get(key)
        return door is not None and door.level >= HALF and bool({FIT, BEST} & set(door.used))

    def promises(self) -> tuple[tuple[str, str], ...]:
        """Who was promised something that the community cannot promise, and what."""
        return tuple(
            (door.name, door.case[PROMISE]["word"]) for door in self.doors.values() if self._bound(door)
        )

    def rule(self, door: Door) -> str:
        """Return what the chapter says of the worry behind a door."""
        return self.rulebook.fill_in(_FILE["rules"][door.case["rule"]])

    def hint(self, door: Door) -> str:
        """Say how a door could have opened wider; "" if it stands wide open."""
        if door.level == WIDE:
            return ""
        if "later" in door.case:
            if not door.asked_at:
                return f"可以这样答：{door.case[FIT]['say']}"
            return "等有了回话，再上门当面说一遍"
        need = door.case[BEST]["needs"]
        if BEST in door.used:
            return "先前的话把门推回去了"
        return f"先敲开{self.doors[need].name}的门，那里有这里用得上的"

    # --- at a door ---

    def _label(self, door: Door) -> str:
        word = "还没有敲过" if not door.visits else WORDS[door.level]
        return f"{door.flat} {door.name}\n{'有回话' if self.is_news(door) else word}"

    def _knock(self, door: Door) -> None:
        self.left -= 1
        door.visits += 1
        self.at, door.moved = door, 0
        self._heard = ""
        if self.echo and door.visits == 1:
            self._heard, self.echo = self.echo, ""
            door.level = SHUT
        self.now = self._door

    def _door(self) -> Scene:
        door = self._there()
        text = f"{self._heard}{door.case['worry' if door.visits == 1 else 'again']}"
        if self._bound(door):
            text = _FILE["retract"]["ask"].format(word=door.case[PROMISE]["word"])
        if self.is_news(door):
            later = door.case["later"]
            moves = [
                Move(NEWS, later["say"], partial(self._answer, NEWS)),
                Move(CHAT, later["wrong"], partial(self._answer, CHAT)),
            ]
        else:
            moves = [
                Move(key, door.case[key]["say"], partial(self._answer, key)) for key in self._answers(door)
            ]
        if self._bound(door):
            moves.insert(0, Move(RETRACT, _FILE["retract"]["say"], partial(self._answer, RETRACT)))
        return Scene(f"{DOOR}/{door.key}", 1, text, f"{door.name}这样说，你怎么答？", tuple(moves))

    def _answers(self, door: Door) -> list[str]:
        """What can be said at a door and was not said there yet."""
        if door.asked_at:
            return []
        keys = [key for key in (FIT, PROMISE, MISS, SLOGAN) if key not in door.used]
        need = door.case.get(BEST, {}).get("needs")
        if need and self.gave(need) and BEST not in door.used:
            keys.append(BEST)
        fits = [key for key in keys if key in (FIT, BEST)]
        return keys if fits else []

    def _bound(self, door: Door) -> bool:
        """Whether something was promised at this door and not taken back."""
        return PROMISE in door.used and RETRACT not in door.used

    def _answer(self, key: str) -> None:
        door = self._there()
        later = door.case.get("later", {})
        before, gave = door.level, self.gave(door.key)
        door.used.append(key)
        door.level = min(max(door.level + _OPENS[key], SHUT), max(before, _AT_MOST[key]))
        door.moved = door.level - before
        if key == FIT and later:
            door.asked_at = KNOCKS - self.left
        door.answered = door.answered or key == NEWS
        if key in (NEWS, CHAT):
            text = later["then" if key == NEWS else "wrong_then"]
            door.asked_at = door.asked_at if key == NEWS else KNOCKS - self.left - NEWS_AFTER
        elif key in _FILE["less"] and door.level < _AT_MOST[key]:
            text = _FILE["less"][key][door.level - 1]
        else:
            text = (_FILE if key == RETRACT else door.case)[key]["then"]
        self.react(_VERDICTS[key], text, self._quoted(key, door))
        if not gave and self.gave(door.key):
            kind, what = next(note for note in self.notes() if note[1] == door.case["gives"]["what"])
            self.react(PLAIN, f"小本子上记一笔，{kind}：{what}。也许别的门用得上。")
        self._remember(key, door)
        self.now = self.first

    def _quoted(self, key: str, door: Door) -> str:
        """Return what is quoted of an answer: the chapter says nothing of promises and of slogans."""
        if key == SLOGAN:
            return ""
        return str(_FILE["retract"]["rule"]) if key in (PROMISE, RETRACT) else self.rule(door)

    def _remember(self, key: str, door: Door) -> None:
        """Let the next door hear of a promise, or of a slogan that was used before."""
        if key == PROMISE:
            word = door.case[PROMISE]["word"]
            self.echo = (
                f"（门没有开，话从门里传出来）“你答应{door.name}{word}？那我家的，是不是也说一声就行？”"
            )
        if key == SLOGAN:
            self.slogans += 1
            if self.slogans > 1 and not self.echo:
                self.echo = "（门没有开，话从门里传出来）“你在楼道里念的那几句，我都听见了。”"

    def _there(self) -> Door:
        assert self.at is not None
        return self.at

    # --- the evening ---

    def _to_the_meeting(self) -> None:
        self.at = None
        self.now = self._meeting

    def _meeting(self) -> Scene:
        standing = sorted(self._open(HALF), key=lambda door: -door.level)
        moves = [Move(door.key, f"讲{_story(door)}", partial(self._tell, door)) for door in standing[:4]]
        moves.append(Move("read", _EVENING["read_say"], self._read))
        if not standing:
            moves.append(Move("listen", _EVENING["listen_say"], self._listen))
        text = f"老葛问：{_EVENING['question']}"
        return Scene(EVENING, 2, text, "轮到你说。先讲哪一样？", tuple(moves))

    def _tell(self, door: Door) -> None:
        self.chosen = door
        whole = door.level == WIDE
        said = door.case["evening"]["whole" if whole else "half"]
        self.react(
            GOOD if whole else NOTE, said + _EVENING["sum_whole" if whole else "sum_half"], self.rule(door)
        )
        self._end()

    def _read(self) -> None:
        self.read_out = True
        self.react(BAD, _EVENING["read_then"], self._rule("process"))
        self._end()

    def _listen(self) -> None:
        self.react(NOTE, _EVENING["listen_then"], self._rule("down"))
        self._end()

    def _end(self) -> None:
        key = self._how()
        verdict, title, text = ENDINGS[key]
        opened = len(self._open(HALF))
        why = f"六扇门里，{opened} 扇开了半扇以上，其中 {len(self._open(WIDE))} 扇敞开着。"
        why += "".join(f"你答应过{name}：{word}。" for name, word in self.promises())
        why += "".join(
            f"{door.name}还在等回话。"
            for door in self.doors.values()
            if door.asked_at and not door.answered and key == "silent"
        )
        lines = (
            self._rule("up"),
            self._rule("own"),
            self._rule("process"),
            self._rule("aspects"),
            "为什么要做，记三个字——"
            + "；".join(
                self.rulebook.fill_in(
                    f"{sign}：{{importance.reasons.{key}.name}}的{{importance.reasons.{key}.kind}}"
                )
                for sign, key in zip("城人稳", self.rulebook.strings("importance.reasons.order"), strict=True)
            ),
        )
        self.ending = Ending(key, verdict, title, text, why, lines)

    def _how(self) -> str:
        waiting = [door for door in self.doors.values() if door.asked_at and not door.answered]
        checks: list[tuple[str, Callable[[], bool]]] = [
            ("shut", lambda: len(self._open(HALF)) < ENOUGH),
            ("promised", lambda: bool(self.promises())),
            ("read", lambda: self.read_out),
            ("silent", lambda: bool(waiting)),
            ("half", lambda: len(self._open(HALF)) < STREET_DOORS),
            ("half", lambda: len(self._open(WIDE)) < MANY),
            ("half", lambda: self.chosen is None or self.chosen.level < WIDE),
        ]
        return next((key for key, holds in checks if holds()), "open")

    def _open(self, level: int) -> list[Door]:
        return [door for door in self.doors.values() if door.level >= level]

    def _rule(self, key: str) -> str:
        return self.rulebook.fill_in(_FILE["rules"][key])


def _story(door: Door) -> str:
    """Return what can be told of a door: all of it only where it stands wide open."""
    tell = str(door.case["evening"]["tell"])
    return tell if door.level == WIDE else tell.partition("：")[0]
