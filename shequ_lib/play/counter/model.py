"""A day at the counter without its widgets: which of the thirteen functions a matter is, and who handles it.

Source: chapters 3, 5 and 10 of the material; every reason is the rulebook's, all people are made up.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from shequ_lib import rulebook as rulebooks
from shequ_lib.errors import ShequError, shown
from shequ_lib.play import case_file
from shequ_lib.rulebook import Rulebook

MATTERS = 10  # of a day
FUNCTION, HANDLER = "function", "handler"
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
        then: What happens when both answers are right.
    """

    key: str
    function: str
    handler: str
    story: str
    ask: str
    because: str
    then: str


@dataclass(frozen=True)
class Choice:
    """A button.

    Attributes:
        key: Key of a function or of a handler.
        label: What it says.
    """

    key: str
    label: str


@dataclass(frozen=True)
class Result:
    """How an answer turned out.

    Attributes:
        kind: "function" or "handler".
        matter: The matter.
        chosen: What the trainee chose, in words.
        wanted: What is right, in words.
        right: Whether it is.
        text: What happens.
        rule: The rule that says so.
    """

    kind: str
    matter: Matter
    chosen: str
    wanted: str
    right: bool
    text: str
    rule: str


@dataclass(frozen=True)
class Tally:
    """The day in the end.

    Attributes:
        functions: How many functions were right.
        handlers: How many handlers were right.
        missed: The wrong answers, in their order.
        takeaways: What to take away, a line each.
    """

    functions: int
    handlers: int
    missed: tuple[Result, ...]
    takeaways: tuple[str, ...]


MATTERS_KNOWN = tuple(
    Matter(**{"because": _FILE["because"][case["handler"]], **case}) for case in _FILE["case"]
)


class CounterDay:
    """A day at the counter: for each of ten matters first its function, then its handler.

    Args:
        seed: Whole number; the same seed gives the same day everywhere.
        rulebook: The active one if None.
    """

    def __init__(self, seed: int = 0, *, rulebook: Rulebook | None = None) -> None:
        self.rulebook = rulebook or rulebooks.active()
        self.seed = seed
        self.matters = _drawn(seed, self.rulebook.strings("functions.order"))
        self.results: list[Result] = []

    @property
    def number(self) -> int:
        """Number of the matter at the counter, from 0; MATTERS after the last."""
        return len(self.results) // 2

    @property
    def matter(self) -> Matter | None:
        """The matter at the counter, None after the last."""
        return self.matters[self.number] if self.number < MATTERS else None

    @property
    def asked(self) -> str:
        """What is asked now: FUNCTION or HANDLER."""
        return HANDLER if len(self.results) % 2 else FUNCTION

    def choices(self) -> tuple[Choice, ...]:
        """Return the answers that can be given now, in their fixed order; none after the end."""
        if self.matter is None:
            return ()
        if self.asked == HANDLER:
            return tuple(Choice(key, self._handler(key)) for key in HANDLERS)
        order = self.rulebook.strings("functions.order")
        return tuple(Choice(key, f"{n} {self._name(key)}") for n, key in enumerate(order, 1))

    def answer(self, key: str) -> Result:
        """Give an answer and return what follows.

        Raises:
            ShequError: The day is over, or this answer is not offered now.
        """
        matter = self.matter
        if matter is None:
            raise ShequError("这一天已经结束，请点“重来”。")
        if key not in [choice.key for choice in self.choices()]:
            allowed = "、".join(choice.key for choice in self.choices())
            raise ShequError(f"现在不能选 {shown(key)}；可以是：{allowed}。")
        result = (
            self._judge_function(matter, key) if self.asked == FUNCTION else self._judge_handler(matter, key)
        )
        self.results.append(result)
        return result

    def back(self) -> None:
        """Take the last answer back."""
        del self.results[-1:]

    def tally(self) -> Tally | None:
        """Return how the day went, None before its end."""
        if self.matter is not None:
            return None
        right = [result.kind for result in self.results if result.right]
        missed = tuple(result for result in self.results if not result.right)
        return Tally(right.count(FUNCTION), right.count(HANDLER), missed, self._takeaways())

    def _judge_function(self, matter: Matter, key: str) -> Result:
        right = key == matter.function
        text = "归到了这一项，登记簿翻开就找得到。"
        if not right:
            text = (
                f"记错了一栏，过后翻登记簿找不到它。这件事应记在“{self._function(matter.function)}”。"
                f"你选的“{self._function(key)}”讲的是：{self._meaning(key)}。"
            )
        wanted = self._function(matter.function)
        rule = (
            f"{self.rulebook.string(f'functions.{matter.function}.label')}：{self._meaning(matter.function)}"
        )
        return Result(FUNCTION, matter, self._function(key), wanted, right, text, rule)

    def _judge_handler(self, matter: Matter, key: str) -> Result:
        right, wanted = key == matter.handler, self._handler(matter.handler)
        text = matter.then if right else f"{_FILE['wrong'][key]}来人白跑了一趟，最后请到的是{wanted}。"
        return Result(
            HANDLER, matter, self._handler(key), wanted, right, text, self.rulebook.fill_in(matter.because)
        )

    def _takeaways(self) -> tuple[str, ...]:
        assisted = "、".join(self._function(key) for key in self.rulebook.strings("functions.assisted"))
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

    def _name(self, key: str) -> str:
        return self.rulebook.string(f"functions.{key}.name")

    def _function(self, key: str) -> str:
        return f"第{self.rulebook.count(f'functions.{key}.number')}项 {self._name(key)}"

    def _meaning(self, key: str) -> str:
        return self.rulebook.string(f"functions.{key}.meaning")

    def _handler(self, key: str) -> str:
        return self.rulebook.string(HANDLERS[key])


def _drawn(seed: int, order: tuple[str, ...]) -> tuple[Matter, ...]:
    """Return the matters of a day: ten different functions, the handlers as mixed as they can be."""

    def place(what: str) -> int:
        return random.Random(f"counter/{seed}/{what}").getrandbits(32)

    used = dict.fromkeys(HANDLERS, 0)
    drawn: list[Matter] = []
    for function in sorted(order, key=place)[:MATTERS]:
        of_it = [matter for matter in MATTERS_KNOWN if matter.function == function]
        matter = min(of_it, key=lambda matter: (used[matter.handler], place(matter.key)))
        used[matter.handler] += 1
        drawn.append(matter)
    return tuple(drawn)
