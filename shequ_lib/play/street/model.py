"""A walk down a street without its widgets: signs, letters and seals, and what comes back of a wrong word.

Source: chapter 1 of the material (objectives 1.1, 1.3, 1.4, 1.6). Names come from the rulebook; the test by
putting in other words is the course's own; people, places and what happens are made up.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import partial
from typing import Any

from shequ_lib import rulebook as rulebooks
from shequ_lib.play import case_file
from shequ_lib.play.scene.model import BAD, GOOD, NOTE, Ending, Move, Scene, Tale
from shequ_lib.rulebook import Rulebook

FILE = case_file.read(__file__)
PLACES: dict[str, str] = FILE["places"]
CONFUSIONS: dict[str, str] = FILE["confusions"]
CASES: dict[str, list[dict[str, Any]]] = {
    place: [case for case in FILE["case"] if case["place"] == place] for place in PLACES
}
LATER = 2  # places after which a wrong word comes back
MANY = 3  # words left wrong that lose the street
RIGHT, MENDED, OPEN, WRONG = "right", "mended", "open", "wrong"  # how a place stands


@dataclass
class Stop:
    """A place of the street: its case, and what was said there.

    Attributes:
        place: Key of the place.
        case: Its case.
        said: Numbers of the options that were taken there; the second after the first one came back.
    """

    place: str
    case: dict[str, Any]
    said: tuple[int, ...] = ()

    @property
    def state(self) -> str:
        """How it stands: RIGHT at once, OPEN (wrong, and not come back yet), MENDED, WRONG; "" before."""
        if not self.said:
            return ""
        if self.case["option"][self.said[-1]].get("right"):
            return RIGHT if len(self.said) == 1 else MENDED
        return OPEN if len(self.said) == 1 else WRONG

    @property
    def called(self) -> str:
        """What was said last."""
        return str(self.case["option"][self.said[-1]]["label"]) if self.said else ""

    @property
    def shown(self) -> str:
        """What the picture shows there: what was to be painted or cut, as it was ordered."""
        return self.called if self.said and self.case.get("painted") else str(self.case["show"])

    @property
    def wanted(self) -> str:
        """What is right."""
        return next(str(option["label"]) for option in self.case["option"] if option.get("right"))


class StreetWalk(Tale):
    """A walk down the street: a case at each place; what was wrong comes back once, some places later.

    Args:
        seed: Chooses the cases; the next seed has another one at each place.
        rulebook: The active one if None.
    """

    def __init__(self, seed: int = 0, *, rulebook: Rulebook | None = None) -> None:
        self.rulebook = rulebook or rulebooks.active()
        self.stops = [Stop(place, cases[seed % len(cases)]) for place, cases in CASES.items()]
        self.at = 0  # the place where one stands
        self.stood = 0  # the place where the last word was said
        self.came = 0  # how many places were reached
        beginning = "你替小顾走一趟街：八处地方，都要弄清说的是人、是地方，还是机构。看一看，挑一个。"
        super().__init__("street", tuple(PLACES.values()), beginning, seed)

    def first(self) -> Scene:
        """The place where one stands now; at a second time with what came back."""
        stop = self.stops[self.at]
        again = len(stop.said) == 1
        text = stop.case["text"]
        if again:
            text = stop.case["option"][stop.said[0]]["back"]
        elif not self.moves_made:
            text = f"{self.beginning}\n{text}"
        moves = tuple(
            Move(str(number), option["label"], partial(self._say, number))
            for number, option in enumerate(stop.case["option"])
            if number not in stop.said
        )
        key = f"{stop.place}-{CASES[stop.place].index(stop.case)}"
        return Scene(key, self.at, text, stop.case["question"], moves, matter=stop.case["matter"])

    def rule(self, stop: Stop) -> str:
        """Return the rules that decide at a place, on what was said there last."""
        said = stop.case["option"][stop.said[-1]] if stop.said else {}
        names = said.get("rule", stop.case["rule"])
        return "；".join(self.rulebook.fill_in(FILE["rules"][name]) for name in names)

    def confusions(self) -> Counter[str]:
        """Return what wrong words took the matter for, and how often."""
        chosen = [stop.case["option"][number] for stop in self.stops for number in stop.said]
        return Counter(option["took"] for option in chosen if not option.get("right"))

    def states(self) -> Counter[str]:
        """Return how many places stand in which way."""
        return Counter(stop.state for stop in self.stops)

    def _say(self, number: int) -> None:
        stop = self.stops[self.at]
        option = stop.case["option"][number]
        self.stood = self.at
        self.came = max(self.came, self.at + 1)
        stop.said = (*stop.said, number)
        text = option["then"]
        if stop.state == WRONG:
            text += "这一处，就这样留在街上了。"
        self.react(GOOD if option.get("right") else BAD, text, self.rule(stop))
        self._walk()

    def _walk(self) -> None:
        """Go where something has come back, else to the next place, else home."""
        for number, stop in enumerate(self.stops):
            due = self.came - number > LATER or self.came == len(self.stops)
            if stop.state == OPEN and due:
                self.at = number
                return
        if self.came < len(self.stops):
            self.at = self.came
        else:
            self.ending = self._ending()

    def _ending(self) -> Ending:
        states = self.states()
        left, mended = states[WRONG], states[MENDED]
        if left >= MANY:
            made = (
                BAD,
                "lost",
                "这条街，谁也找不到谁",
                "天黑了，还有人在街上打听：“到底该找谁？”老陆拍拍你的肩：“明天再走一遍。”",
            )
        elif left:
            made = (
                NOTE,
                "left",
                "街上还有没改好的",
                "灯亮了，街上大半说得清楚，可总有人在没改好的地方停下来，挠着头问：“这说的是谁？”",
            )
        elif mended:
            made = (
                NOTE,
                "mended",
                "绕了路，都改好了",
                "灯亮了。弄错的，一处一处改过来了。老陆说：“多跑了几趟，好在都说清楚了。”",
            )
        else:
            made = (
                GOOD,
                "clear",
                "一条街，处处定对了",
                "灯亮了。该找谁、该写谁，处处清楚。老陆点点头：“这条街，你认得了。”",
            )
        verdict, key, title, text = made
        why = f"八处地方，一次就定对的有 {states[RIGHT]} 处，后来改对的 {mended} 处，没有改对的 {left} 处。"
        return Ending(key, verdict, title, text, why, self._takeaways())

    def _takeaways(self) -> tuple[str, ...]:
        rb = self.rulebook
        lines = [
            rb.fill_in(
                "看到“社区”，先换成“住在这一片的人”或者“这一片地方”，说得通就照原话；说不通，再换成"
                "“{concepts.community_committee.name}”。"
            ),
            rb.fill_in("要写机构的名称，写全称：{concepts.community_committee.full_name}。"),
            rb.fill_in("{concepts.committee.name}是{concepts.committee.nature}，不是政府。"),
        ]
        if confused := self.confusions():
            most = max(CONFUSIONS, key=lambda name: confused[name])
            lines.append(CONFUSIONS[most])
        return tuple(lines)
