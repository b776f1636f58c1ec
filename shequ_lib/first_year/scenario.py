"""From a seed to one made-up year: a community with its figures, and twelve months of cards to decide on.

The situations stand in `situations.toml`, every figure and rule in the rulebook. What is drawn depends on the
seed alone: one `random.Random`, only `randrange` and `shuffle`, and always the same number of draws whatever
the rulebook says.
"""

from __future__ import annotations

import functools
import random
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from shequ_lib import division, meetings
from shequ_lib import rulebook as rulebooks
from shequ_lib.committee import items
from shequ_lib.coverage import FUNCTION
from shequ_lib.errors import chinese_date, whole_number
from shequ_lib.meetings import MEETING, Meeting, Step
from shequ_lib.rulebook import Rulebook
from shequ_lib.self_assessment import GOAL, POINTS
from shequ_lib.staffing import LABELS, Community, party_kinds

FILE = Path(__file__).parent / "situations.toml"
MONTHS = tuple(range(1, 13))
LETTERS = "ABCDEFGH"
UNITS = {"households": "户", "poor_households": "户"}
FIGURES = {
    **LABELS,
    "households": "常住户数",
    "unemployed": "登记失业人员",
    "retirees": "企业退休人员",
    "poor_households": "市级救助圈内的困难家庭",
    "clients": "助老助残的服务对象",
}
SNIPPET = 18  # characters
ACTIVITY, INDICATOR = "活动", "指标"

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Option:
    """One of the ways to decide: its key in the record, and its text."""

    key: str
    text: str


@dataclass(frozen=True)
class Task:
    """One decision.

    Attributes:
        id: its key in the record of decisions.
        month: 1 to 12.
        kind: "number", "choice" or "date".
        name: what it is about, for a report, in Chinese.
        label: what is asked, in Chinese.
        judge: how it is judged, in words that `replay` knows, such as "post committee required".
        options: for a choice.
        unit: for a number.
        why: why the rule says what it says here, one sentence of Chinese; "" for none.
        rule: group of the rule in the rulebook, or "" if `judge` leads to it.
        rule_text: the rule in Chinese where the group itself has none; {value} and {name} are filled in.
    """

    id: str
    month: int
    kind: str
    name: str
    label: str
    judge: str
    options: tuple[Option, ...] = ()
    unit: str = ""
    why: str = ""
    rule: str = ""
    rule_text: str = ""

    def option(self, key: object) -> Option | None:
        """The option of this key, None if there is none."""
        return next((option for option in self.options if option.key == key), None)


@dataclass(frozen=True)
class Plan:
    """What is given of one of the four meetings.

    Attributes:
        meeting: key of the meeting.
        opens: the first day on which its notice can be given.
        closes: the last day on which it can be held.
        agreed: for a mediation, whether the two sides come to terms; None for the others.
        window: the two days in a sentence for people.
        steps: the steps that are decided by date; the others take place with the meeting.
    """

    meeting: str
    opens: date
    closes: date
    agreed: bool | None
    window: str
    steps: tuple[str, ...]


@dataclass(frozen=True)
class Card:
    """One thing that a month brings, with the decisions that it asks for.

    Attributes:
        id: its key.
        month: 1 to 12.
        title: in a few words of Chinese.
        text: what is going on.
        tasks: its decisions.
        heads: heads of the columns of its table, if it has one.
        rows: rows of that table.
        plan: what is given of a meeting; None if it is none.
        incident: what kind of incident it is (来访, 报修, 投诉, 纠纷); "" if it is none.
    """

    id: str
    month: int
    title: str
    text: str
    tasks: tuple[Task, ...]
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    plan: Plan | None = None
    incident: str = ""


@dataclass(frozen=True)
class Scenario:
    """One made-up year.

    Attributes:
        seed: what it was made from.
        year: the calendar year.
        community: the community and its figures.
        cards: the cards, by month.
        activities: rows of the year's activities, with the function of each.
        indicators: rows of the self-assessment, with goal and points.
    """

    seed: int
    year: int
    community: Community
    cards: tuple[Card, ...]
    activities: tuple[Row, ...]
    indicators: tuple[Row, ...]

    @property
    def tasks(self) -> tuple[Task, ...]:
        """All decisions, by month."""
        return tuple(task for card in self.cards for task in card.tasks)

    def month(self, month: int) -> tuple[Card, ...]:
        """The cards of a month."""
        return tuple(card for card in self.cards if card.month == month)


def scenario(seed: int, *, rulebook: Rulebook | None = None) -> Scenario:
    """Make the year of a seed.

    Args:
        seed: any whole number from 0 up; the same seed gives the same year everywhere.
        rulebook: the active one if None. Another one may move figures and dates with its own.

    Raises:
        ShequError: if the seed is none, or the rulebook lacks what a situation names.
    """
    return _made(whole_number("seed", seed), rulebook or rulebooks.active())


def situation_table(year: Scenario) -> tuple[tuple[str, str], ...]:
    """The table of the community's figures for people: name and value of each."""
    community = year.community
    rows = [("社区", f"{community.name}（虚构）"), ("年份", f"{year.year} 年"), ("党组织", community.party)]
    for name, label in FIGURES.items():
        value = getattr(community, name)
        if isinstance(value, int) and not isinstance(value, bool):
            rows.append((label, f"{value:,} {UNITS.get(name, '人')}"))
    rows.append(("书记和居委会主任", "同一个人（一肩挑）" if community.one_shoulder else "两个人"))
    return tuple(rows)


@functools.lru_cache(maxsize=8)
def _made(seed: int, rb: Rulebook) -> Scenario:
    return _Maker(seed, rb).make()


@functools.cache
def situations() -> dict[str, Any]:
    """What `situations.toml` holds; not to be changed."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


class _Maker:
    """Draws one year. The order of the draws is part of what a seed means."""

    def __init__(self, seed: int, rb: Rulebook) -> None:
        self.seed, self.rb, self.data = seed, rb, situations()
        self.draw = random.Random(seed)
        self.year = int(self.data["year"])

    def make(self) -> Scenario:
        community = self.community()
        self.flags = {
            "one_shoulder" if community.one_shoulder else "two_people",
            self.one(["community_project", "government_project"]),
        }
        cards = [self.numbers(card) for card in self.data["numbers"]]
        cards += [self.pick(card) for card in self.data["picks"] if card.get("only", "") in {"", *self.flags}]
        cards += [self.meeting(card) for card in self.data["meetings"]]
        activities, activity_card = self.activities()
        indicators, indicator_card = self.assessment()
        cards += [activity_card, self.size(), indicator_card, *self.incidents()]
        cards.sort(key=lambda card: card.month)
        return Scenario(self.seed, self.year, community, tuple(cards), activities, indicators)

    # --- draws ---

    def one(self, things: list[Any]) -> Any:
        """One of a list."""
        return things[self.draw.randrange(len(things))]

    def within(self, ends: list[int]) -> int:
        """A whole number from the first to the second end."""
        return self.draw.randrange(ends[0], ends[1] + 1)

    def beside(self, line: int, spread: int) -> int:
        """A number at most so far from a line, and never the line itself."""
        away = self.draw.randrange(1, spread + 1)
        return line + (away if self.draw.randrange(2) else -away)

    def units(self, per: int, most: int) -> int:
        """A number of people up to so many units, and never a multiple of the unit."""
        whole, part = self.draw.randrange(most), self.draw.randrange(1, 1000)
        return whole * per + 1 + part * (per - 2) // 1000

    # --- the community ---

    def community(self) -> Community:
        rb, figures = self.rb, self.data["figures"]
        name = self.one(self.data["names"])
        # A party organisation by its Chinese name.
        party = self.one([kind for kind in party_kinds(rb) if not kind.isascii()])
        households = self.households(figures)
        persons = self.within(figures["persons_per_ten_households"])
        return Community(
            name=name,
            households=households,
            residents=households * persons // 10 + self.draw.randrange(1, 9),
            unemployed=self.beside(
                rb.count("staff.labour.unemployed_threshold"), figures["unemployed_spread"]
            ),
            retirees=self.units(rb.positive("staff.labour.retirees_per"), figures["retirees_units"]),
            poor_households=self.beside(rb.count("staff.aid.threshold"), figures["poor_spread"]),
            temporary_residents=self.units(rb.positive("staff.temporary.per"), figures["temporary_units"]),
            floating_residents=self.units(rb.positive("staff.floating.per"), figures["floating_units"]),
            party=party,
            clients=self.units(rb.positive("staff.helpers.per"), figures["clients_units"]) + 1,
            one_shoulder=bool(self.draw.randrange(2)),
        )

    def households(self, figures: dict[str, int]) -> int:
        """Households on no line: no multiple of the step (reading 2), not close to the ends of the size."""
        threshold, step = self.rb.count("staff.committee.threshold"), self.rb.positive("staff.committee.step")
        steps, part = self.draw.randrange(figures["household_steps"] + 1), self.draw.randrange(1, 1000)
        if steps == 0:
            found = threshold - 1 - part * (figures["household_spread"] - 1) // 1000
        else:
            found = threshold + (steps - 1) * step + 1 + part * (step - 2) // 1000
        # Moving whole steps keeps the distance from the lines of the staff.
        for away in range(1, 2 * figures["household_steps"] + 2):
            if self.clear_of_size(found, figures["size_margin"]):
                break
            found += away * step if away % 2 else -away * step
        return found

    def clear_of_size(self, households: int, margin: int) -> bool:
        return all(abs(households - end) >= margin for end in division.size_range(rulebook=self.rb))

    # --- the cards of every year ---

    def numbers(self, card: dict[str, Any]) -> Card:
        tasks = tuple(
            Task(
                task["id"],
                card["month"],
                "number",
                f"{card['title']} · {task['label']}",
                task["label"],
                task["calc"],
                unit=task["unit"],
            )
            for task in card["tasks"]
        )
        return Card(card["id"], card["month"], card["title"], card["text"], tasks)

    def pick(self, card: dict[str, Any]) -> Card:
        right = self.text(card["right"])
        texts = [right, *(self.text(key) for key in card.get("also", ())), *card["others"]]
        task = Task(
            card["id"],
            card["month"],
            "choice",
            card["title"],
            card["ask"],
            f"text {card['right']}",
            options=self.shuffled(texts),
            why=card["why"],
            rule=f"{card['rule']}.{card['rule_name']}" if "rule_name" in card else card["rule"],
            rule_text=card.get("rule_text", ""),
        )
        return Card(card["id"], card["month"], card["title"], card["text"], (task,))

    def shuffled(self, texts: list[str]) -> tuple[Option, ...]:
        """Options in an order of the seed; a text that is there already is left out."""
        order = list(dict.fromkeys(texts))
        self.draw.shuffle(order)
        return tuple(Option(letter, text) for letter, text in zip(LETTERS, order, strict=False))

    def text(self, key: str) -> str:
        """An entry of the rulebook for people; rules with their figures filled in, lists in one line."""
        value = self.rb.value(key)
        return "、".join(value) if isinstance(value, list) else self.rb.filled(key)

    # --- the four meetings ---

    def meeting(self, card: dict[str, Any]) -> Card:
        kind = meetings.get(card["meeting"], rulebook=self.rb)
        text, agreed, outcome = self.one(card["texts"]), None, ""
        if "agreed" in card:
            agreed = bool(self.draw.randrange(2))
            outcome = card["agreed" if agreed else "not_agreed"]
        first, slack = self.within(card["opens"]), self.within(card["slack"])
        if card.get("year_end"):
            end = date(self.year, 12, 31)
            closes = end - timedelta(days=first + kind.days("feedback"))
            opens = kind.notice_by(closes) - timedelta(days=slack)
        else:
            opens = date(self.year, card["month"], first)
            closes = kind.earliest_meeting(opens) + timedelta(days=slack)
        words = self.data["meeting_cards"]
        window = words["window"].format(opens=chinese_date(opens), closes=chinese_date(closes))
        steps = [key for key in card["steps"] if agreed is not False or not _if_agreed(kind.step(key))]
        plan = Plan(kind.key, opens, closes, agreed, window, tuple(steps))
        tasks = [
            Task(
                f"{card['id']}-{step.key}",
                card["month"],
                "date",
                f"{card['title']} · {label}",
                label,
                f"step {step.key}",
                rule=step.rule_key,
            )
            for step in map(kind.step, steps)
            for label in [words["meeting_label" if step.key == MEETING else "label"].format(step=step.name)]
        ]
        ways = [self.way(way, card, kind) for way in card.get("ways", ())]
        tasks += [way for way in ways if _matters(way, kind, agreed)]
        return Card(
            card["id"], card["month"], card["title"], f"{text}{window}{outcome}", tuple(tasks), plan=plan
        )

    def way(self, way: dict[str, Any], card: dict[str, Any], kind: Meeting) -> Task:
        fact = next(fact for fact in kind.step(way["step"]).facts if fact.key == way["fact"])
        values = {
            "values": "、".join(fact.values),
            "order": "→".join(fact.values),
            "first": next(iter(fact.values), ""),
        }
        good = way["good"].format(**values)
        options = self.shuffled([good, *way["bad"]])
        right = next(option.key for option in options if option.text == good)
        return Task(
            way["id"],
            card["month"],
            "choice",
            f"{card['title']} · {way['label']}",
            way["label"],
            f"fact {way['step']} {way['fact']} {right}",
            options=options,
            rule=fact.rule_key,
        )

    # --- what tables show ---

    def activities(self) -> tuple[tuple[Row, ...], Card]:
        card = self.data["activities"]
        functions = list(self.rb.strings("service_functions.order"))
        gap = self.one(functions)
        names = {key: self.rb.string(f"service_functions.{key}.name") for key in functions}
        rows: list[Row] = []
        for key in functions:
            choices = list(card["pool"][key])
            self.draw.shuffle(choices)
            many = 1 + self.draw.randrange(2)
            if key != gap:
                rows += [{ACTIVITY: text, FUNCTION: names[key]} for text in choices[:many]]
        self.draw.shuffle(rows)
        options = tuple(Option(key, names[key]) for key in functions)
        task = self.table_task(card, options, "gap", "service_functions")
        shown_rows = tuple((str(number), str(row[ACTIVITY])) for number, row in enumerate(rows, 1))
        made = Card(
            card["id"], card["month"], card["title"], card["text"], (task,), ("序号", ACTIVITY), shown_rows
        )
        return tuple(rows), made

    def assessment(self) -> tuple[tuple[Row, ...], Card]:
        """Two indicators of each goal; the weakest goal is never the one with the single lowest mark."""
        card = self.data["assessment"]
        goals = list(self.rb.strings("goals.order"))
        self.draw.shuffle(goals)
        weakest, trap = goals[0], goals[1]
        low = 58 + self.draw.randrange(6)
        marks = {weakest: (low, low + 4), trap: (low - 6, low + 28)}
        for place, goal in enumerate(goals[2:]):
            marks[goal] = (low + 9 + self.draw.randrange(5), low + 14 + place)
        rows: list[Row] = []
        for goal in self.rb.strings("goals.order"):
            indicators = self.rb.strings(f"goals.{goal}.indicators")[:2]
            name = self.rb.string(f"goals.{goal}.name")
            rows += [
                {GOAL: name, INDICATOR: indicator, POINTS: mark}
                for indicator, mark in zip(indicators, marks[goal], strict=True)
            ]
        options = tuple(
            Option(goal, self.rb.string(f"goals.{goal}.name")) for goal in self.rb.strings("goals.order")
        )
        task = self.table_task(card, options, "weakest", "goals")
        heads = (GOAL, INDICATOR, POINTS)
        shown_rows = tuple(tuple(str(row[head]) for head in heads) for row in rows)
        made = Card(card["id"], card["month"], card["title"], card["text"], (task,), heads, shown_rows)
        return tuple(rows), made

    def size(self) -> Card:
        name = self.rb.string(f"division.sizes.{self.rb.string('division.default')}.name")
        card = {**self.data["size"], "ask": self.data["size"]["ask"].format(rule=name)}
        options = tuple(Option(key, name) for key, name in division.RESULTS.items())
        task = self.table_task(card, options, "size", "")
        return Card(card["id"], card["month"], card["title"], card["text"], (task,))

    @staticmethod
    def table_task(card: dict[str, Any], options: tuple[Option, ...], judge: str, rule: str) -> Task:
        return Task(
            card["id"],
            card["month"],
            "choice",
            card["title"],
            card["ask"],
            judge,
            options=options,
            why=card["why"],
            rule=rule,
        )

    # --- what people come with ---

    def incidents(self) -> list[Card]:
        found: list[tuple[dict[str, Any], dict[str, Any]]] = []
        for name, group in self.data["groups"].items():
            for part, number in group.get("picks", {}).items():
                entries = [
                    entry
                    for entry in self.data["pool"]
                    if entry["group"] == name and entry.get("part", "any") == part
                ]
                self.draw.shuffle(entries)
                found += [(group, entry) for entry in entries[:number]]
        found += self.items(self.data["groups"]["item"])
        months = list(self.data["slots"]["months"])
        self.draw.shuffle(months)
        self.draw.shuffle(found)
        return [
            self.incident(group, entry, month) for (group, entry), month in zip(found, months, strict=True)
        ]

    def items(self, group: dict[str, Any]) -> list[tuple[dict[str, Any], dict[str, Any]]]:
        """One of the nineteen items of each right."""
        found = []
        for right in self.rb.strings(group["list"]):
            item = self.one([item for item in items(rulebook=self.rb) if item.right == right])
            entry = {
                "id": f"item-{item.number}",
                "text": group["text"].format(name=item.name),
                "why": group["why"],
                "answer": item.name,
                "rule": group["list"],
            }
            found.append((group, entry))
        return found

    def incident(self, group: dict[str, Any], entry: dict[str, Any], month: int) -> Card:
        argument = entry["answer"] if group["judge"] in ("answer", "item") else entry["rule"]
        if group["judge"] == "value":
            argument = f"{entry['rule']}.{group['value']}"
        task = Task(
            entry["id"],
            month,
            "choice",
            f"{group['title']}（{_snippet(entry['text'])}）",
            group["ask"],
            f"{group['judge']} {argument}",
            options=self.options(group),
            why=entry["why"],
            rule=entry["rule"],
            rule_text=group.get("rule_text", ""),
        )
        sort = entry.get("incident", group.get("incident", ""))
        return Card(entry["id"], month, group["title"], entry["text"], (task,), incident=sort)

    def options(self, group: dict[str, Any]) -> tuple[Option, ...]:
        if "list" in group:
            texts = self.rb.strings(group["list"])
            return tuple(Option(letter, text) for letter, text in zip(LETTERS, texts, strict=False))
        if "names_of" in group:
            names = group["names_of"]
            return tuple(
                Option(key, self.rb.string(f"{names}.{key}.name"))
                for key in self.rb.strings(f"{names}.order")
            )
        return tuple(Option(key, self.rb.string(place)) for key, place in group["options"].items())


def _snippet(text: str) -> str:
    """The beginning of a situation, to tell it from others of its kind."""
    plain = text.strip("“”。")
    return plain if len(plain) <= SNIPPET else plain[:SNIPPET].rstrip("，。：“”") + "…"


def _if_agreed(step: Step) -> bool:
    """Whether a step is dated only if the two sides agreed: then it is due, or due on that day."""
    return bool(step.when or step.same_day_if)


def _matters(way: Task, kind: Meeting, agreed: bool | None) -> bool:
    """Whether a fact matters on the way that the meeting took."""
    _, step, name, _ = way.judge.split()
    fact = next(fact for fact in kind.step(step).facts if fact.key == name)
    return not ((fact.when and not agreed) or (fact.unless and agreed))
