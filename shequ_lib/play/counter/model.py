"""A day at the counter without its widgets: which of the thirteen functions a matter is, and who handles it.

Source: chapters 3, 5 and 10 of the material; every rule is the rulebook's, all people are made up. What comes
of a matter is heard of later in the day; whoever was sent wrongly, or is written down wrongly, comes again,
and only that is asked again. How long a visit takes is a convention of the game.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial

from shequ_lib import rulebook as rulebooks
from shequ_lib.play import case_file
from shequ_lib.play.scene.model import BAD, GOOD, NOTE, Ending, Move, Scene, Tale
from shequ_lib.rulebook import Rulebook

MATTERS = 4  # that people bring to the counter in a day
OPTIONS = 4  # functions to choose from
HOURS = (9, 10, 11, 13, 14, 15, 16)  # when somebody can come to the counter; each takes an hour
CLOSING = 17
COLUMN, HANDLER, WAIT = "column", "handler", "wait"  # keys of scenes
# States of a visitor.
COMING, WAITING, DONE, UNWRITTEN, LEFT = "coming", "waiting", "done", "unwritten", "left"
# Where the rulebook has the name of those who handle matters, in the order of the buttons.
HANDLERS = {
    "committee": "organisations.body.committee.name",
    "station": "three_in_one.station.name",
    "party": "organisations.body.party.name",
    "property": "organisations.body.property.name",
    "street": "rights.supervision.street_office.name",
    "assembly": "organisations.body.assembly.name",
}
_FILE = case_file.read(__file__)


@dataclass(frozen=True)
class Matter:
    """What a visitor brings.

    Attributes:
        key: Its key.
        function: Key of its function in the rulebook's `functions.order`.
        handler: Key of its handler in HANDLERS.
        story: What the visitor says.
        ask: Which step is to be handled.
        because: Why this handler, with {keys} of the rulebook in it.
        then: What happens when the right one handles it.
    """

    key: str
    function: str
    handler: str
    story: str
    ask: str
    because: str
    then: str


MATTERS_KNOWN = tuple(
    Matter(**{"because": _FILE["because"][case["handler"]], **case}) for case in _FILE["case"]
)


@dataclass
class Visitor:
    """Somebody with a matter.

    Attributes:
        number: Which of the day, from 1.
        matter: What it is about.
        columns: Keys of the functions under which it was written down, the latest last.
        handlers: Keys of those to whom it was sent, the latest last.
        asks: What is asked when the visitor is at the counter, COLUMN and HANDLER or one of them.
        visits: How often the visitor was at the counter.
        state: COMING, WAITING (for what comes of it), DONE; at closing time UNWRITTEN
            where it is done and only written down in the wrong place, otherwise LEFT.
    """

    number: int
    matter: Matter
    columns: list[str] = field(default_factory=list)
    handlers: list[str] = field(default_factory=list)
    asks: tuple[str, ...] = (COLUMN, HANDLER)
    visits: int = 0
    state: str = COMING

    @property
    def written(self) -> bool:
        """Whether it is written down where it belongs."""
        return self.matter.function in self.columns

    @property
    def sent(self) -> bool:
        """Whether it has come to the right one."""
        return self.matter.handler in self.handlers

    @property
    def helped(self) -> bool:
        """Whether the matter is done at the end."""
        return self.state in (DONE, UNWRITTEN)


class CounterDay(Tale):
    """A day at the counter: four matters, and again what was wrong of them.

    Args:
        seed: Whole number; the same seed gives the same day everywhere.
        rulebook: The active one if None.
    """

    def __init__(self, seed: int = 0, *, rulebook: Rulebook | None = None) -> None:
        self.rulebook = rulebook or rulebooks.active()
        order = self.rulebook.strings("functions.order")
        self.visitors = [Visitor(n, matter) for n, matter in enumerate(_drawn(seed, order), 1)]
        self.queue = list(self.visitors)
        self.pending: list[Visitor] = []  # of whom nothing is known yet
        self.heard: Visitor | None = None  # of whom the latest news tells
        self.visits = 0
        self._answered = 0  # of what is asked at this visit
        beginning = (
            f"今天窗口归你。来了 {MATTERS} 位，每位两步：记进登记簿的哪一项，这一步请谁去办。"
            "办得怎样，过一会儿才有回音；办错了，人会再来排队。"
            f"一位一个钟头（游戏的约定），{CLOSING} 点关窗。"
        )
        super().__init__("counter", [f"{hour}:00" for hour in HOURS], beginning, seed)

    @property
    def hour(self) -> int:
        """What the clock shows."""
        return HOURS[self.visits] if self.visits < len(HOURS) else CLOSING

    @property
    def at(self) -> Visitor | None:
        """Who is at the counter."""
        return self.queue[0] if self.queue and self.hour < CLOSING else None

    @property
    def asked(self) -> str:
        """What is asked of the visitor at the counter, COLUMN or HANDLER; "" while one waits."""
        return self.at.asks[self._answered] if self.at else ""

    def first(self) -> Scene:
        """What is asked of whoever is at the counter, or the wait for the last news."""
        visitor = self.at
        if visitor is None:
            closed = self.hour == CLOSING
            text = f"{CLOSING} 点，关窗了。" if closed else "队里没有人了。"
            wait = Move(WAIT, "喝口水，等回音", self._hear_more)
            return Scene(WAIT, self._phase(), text, "还有人没有回音。", (wait,))
        text = visitor.matter.story
        if visitor.visits:
            text = f"{_FILE['again']['both' if len(visitor.asks) > 1 else visitor.asks[0]]}{text}"
        if self.asked == COLUMN:
            question, choose, choices = "登记簿上，记在哪一项？", self._write, self._columns(visitor)
        else:
            question, choose, choices = visitor.matter.ask, self._send, self._handlers(visitor)
        moves = tuple(Move(key, label, partial(choose, key)) for key, label in choices)
        key = f"{self.asked}/{visitor.matter.key}/{visitor.visits}"
        return Scene(key, self._phase(), text, question, moves, in_order=True)

    # --- words ---

    def function(self, key: str) -> str:
        """Return the number and the name of a function."""
        number = self.rulebook.count(f"functions.{key}.number")
        return f"第{number}项 {self.rulebook.string(f'functions.{key}.name')}"

    def handler(self, key: str) -> str:
        """Return the name of who handles matters."""
        return self.rulebook.string(HANDLERS[key])

    def rules(self, matter: Matter) -> tuple[str, str]:
        """Return the rules of a matter: of its function, and of its handler."""
        return self._meaning(matter.function), self.rulebook.fill_in(matter.because)

    def _meaning(self, key: str) -> str:
        return f"{self.function(key)}：{self.rulebook.string(f'functions.{key}.meaning')}"

    # --- at the counter ---

    def _phase(self) -> int:
        return min(self.visits, len(HOURS) - 1)

    def _columns(self, visitor: Visitor) -> list[tuple[str, str]]:
        """Some functions, the right one among them, without those under which it was not found."""
        order, own = self.rulebook.strings("functions.order"), visitor.matter.function
        others = sorted((key for key in order if key != own), key=lambda key: self._number(f"{own}/{key}"))
        offered = {own, *others[: OPTIONS - 1]} - set(visitor.columns)
        return [(key, self.function(key)) for key in order if key in offered]

    def _handlers(self, visitor: Visitor) -> list[tuple[str, str]]:
        return [(key, self.handler(key)) for key in HANDLERS if key not in visitor.handlers]

    def _write(self, key: str) -> None:
        self.queue[0].columns.append(key)
        self._go_on()

    def _send(self, key: str) -> None:
        self.queue[0].handlers.append(key)
        self._go_on()

    def _go_on(self) -> None:
        """Ask the next thing; after the last, the visitor goes, and there is news of the one before."""
        self._answered += 1
        visitor = self.queue[0]
        if self._answered < len(visitor.asks):
            return
        self._answered = 0
        self.queue.pop(0)
        visitor.visits += 1
        visitor.state = WAITING
        self.visits += 1
        self.pending.append(visitor)
        if len(self.pending) > 1:
            self._hear_more()

    def _hear_more(self) -> None:
        """Tell what came of a matter; whoever was not helped comes again."""
        visitor = self.heard = self.pending.pop(0)
        self._tell(visitor)
        right = {COLUMN: visitor.written, HANDLER: visitor.sent}
        visitor.asks = tuple(part for part in visitor.asks if not right[part])
        visitor.state = COMING if visitor.asks else DONE
        if visitor.asks:
            self.queue.append(visitor)
        if self.at is None and not self.pending:
            self._end()

    def _tell(self, visitor: Visitor) -> None:
        matter, asked = visitor.matter, visitor.asks
        function, handler = self.rules(matter)
        if visitor.written and visitor.sent:
            text = matter.then if HANDLER in asked else _FILE["found"]
            rules = [rule for part, rule in ((COLUMN, function), (HANDLER, handler)) if part in asked]
            self.react(GOOD, text, "；".join(rules))
            return
        if not visitor.written:
            column = visitor.columns[-1]
            self.react(NOTE, _FILE["lost"].format(column=self.function(column)), self._meaning(column))
        if not visitor.sent:
            chosen = visitor.handlers[-1]
            kept = _FILE["kept"] if COLUMN in asked and visitor.written else ""
            self.react(BAD, f"{_FILE['wrong'][chosen]}{kept}", self.rulebook.fill_in(_FILE["role"][chosen]))
        elif HANDLER in asked:
            self.react(GOOD, matter.then, handler)

    # --- the end ---

    def _end(self) -> None:
        for visitor in self.queue:
            visitor.state = UNWRITTEN if visitor.sent else LEFT
        left, unwritten = (
            sum(visitor.state == state for visitor in self.visitors) for state in (LEFT, UNWRITTEN)
        )
        once = sum(visitor.visits == 1 for visitor in self.visitors if visitor.state == DONE)
        key = "left" if left else "once" if once == MATTERS else "again"
        verdict = {"once": GOOD, "again": NOTE, "left": BAD}[key]
        title, text = (_FILE["ending"][key][part] for part in ("title", "text"))
        again = MATTERS - once - unwritten - left
        why = f"{MATTERS} 位里，一次办成的 {once} 位，多跑了才办成的 {again} 位"
        why += f"，办成了、没有记好的 {unwritten} 位" if unwritten else ""
        why += f"，没有办成的 {left} 位。" if left else "。"
        self.ending = Ending(key, verdict, title, text, why, self._takeaways())

    def _takeaways(self) -> tuple[str, ...]:
        assisted = "、".join(self.function(key) for key in self.rulebook.strings("functions.assisted"))
        helping, own = self.rulebook.strings("functions.kinds")
        return (
            f"先问是谁的事：{assisted}写着{helping}，其余主要是{own}。",
            self.rulebook.fill_in(
                "再问走到哪一步：{organisations.relation.assembly_decides.statement}；"
                "{organisations.relation.committee_reports.statement}。"
            ),
            self.rulebook.fill_in(
                "几家要协调，找社区党组织：{three_in_one.party.meaning}。"
                "交办的行政事务，找工作站：{three_in_one.station.meaning}。"
            ),
            self.rulebook.fill_in(
                "物业是企业：{organisations.relation.committee_and_property.statement}；该它干的，督促它干。"
            ),
        )


def _drawn(seed: int, order: Iterable[str]) -> list[Matter]:
    """Return the matters of a day: different functions, the handlers as mixed as they can be."""

    def place(what: str) -> int:
        return random.Random(f"counter/{seed}/{what}").getrandbits(32)

    used = dict.fromkeys(HANDLERS, 0)
    drawn: list[Matter] = []
    for function in sorted(order, key=place)[:MATTERS]:
        of_it = [matter for matter in MATTERS_KNOWN if matter.function == function]
        matter = min(of_it, key=lambda matter: (used[matter.handler], place(matter.key)))
        used[matter.handler] += 1
        drawn.append(matter)
    return drawn
