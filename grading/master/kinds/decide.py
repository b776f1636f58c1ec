"""A short case is decided step by step; each option says what follows from it, and where it leads."""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from html import escape
from typing import Any, NotRequired, TypedDict, cast

from grading.common.draws import pick
from grading.master.head import ExerciseError, Head, Run, distinct, entries
from grading.master.kind import Authoring, Built, Mistake
from grading.master.kinds.match import ByName
from shequ_lib.exercises.fold import fold
from shequ_lib.exercises.kinds.decide import (
    END,
    DecideKey,
    DecideSpec,
    Option,
    Step,
    following,
    least_decisions,
    rights,
)
from shequ_lib.exercises.score import Result

LETTERS = "ABCDE"
STEPS, OPTIONS = (3, 12), (3, len(LETTERS))  # how many there may be
# Characters. What a decision leads to is read at once, on a phone, too.
MOST_HEADING, MOST_TEXT, MOST_OPTION, MOST_AFTER = 40, 1_000, 200, 200
MOST_GUESSED = 0.4  # of the points, on average, by somebody who guesses at each step
ENDED = "这件事办到这里。"
_HOW = "从情形 1 开始。每个情形选一项，再查后面的单子，照这一项的结果往下走。"
_ONE_LETTER = 0.7  # of the points, by somebody who takes the same letter at each step
_TURNS = 20
_DRAWN = 12  # answers of made-up trainees
_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_RULER = re.compile(r"\|(\s*:?-+:?\s*\|)+")


class GivenOption(TypedDict):
    """An option of a head."""

    text: str
    why: str
    after: str
    right: NotRequired[str]
    then: NotRequired[str]


class GivenStep(TypedDict):
    """A step of a head."""

    id: str
    heading: str
    text: str
    options: list[GivenOption]


class Decide(ByName[DecideSpec, DecideKey, str]):
    """Documents, each with what can be done; a wrong decision has a branch of its own, or leads back."""

    fields = frozenset({"steps"})
    needs = Authoring.needs - {"wrong"}
    second = "从情形 1 起，把走过的情形和选的字母都写上，如 1=B；3=A。"

    def build(self, head: Head, spec: DecideSpec, key: DecideKey, run: Run) -> Built:
        """Number the steps so that a decision leads to a higher one, and give the options their letters."""
        steps = _steps(head["steps"])
        numbers = _numbers(steps)
        ordered = sorted(steps, key=lambda step: numbers[step["id"]])
        for turn in range(_TURNS):
            _letter(ordered, numbers, turn, spec, key)
            if max(_always(spec, key, letter) for letter in LETTERS) <= _ONE_LETTER:
                break
        if (guessed := guessing(spec, key)) > MOST_GUESSED:
            raise ExerciseError(
                f"who guesses at each step earns {guessed:.0%} of the points; at most {MOST_GUESSED:.0%}: "
                "give more options, or fewer that are right"
            )
        return Built(key["answer"], _wrong(spec, key, _also(head, spec, numbers)))

    def further(self, entry: Any, head: Head, spec: DecideSpec, key: DecideKey, run: Run) -> dict[str, str]:
        """Return decisions that are right as well, by the numbers of their steps."""
        numbers = _numbers(head["steps"])
        made = dict(_decisions(entry, spec, numbers))
        if all(letter in key["right"][number] for number, letter in made.items()):
            raise ExerciseError(f"also: “{entry}” is right already")
        return made

    def below(self, spec: DecideSpec) -> str:
        """Return all situations and, apart from them, what follows from each option.

        Four blocks, hidden where a form shows them one by one (`course.css`).
        """
        steps = "\n\n".join(
            _item([f"**{_name(spec, number)}**", *_markdown(step["text"]), _listed(step)])
            for number, step in enumerate(spec["steps"], start=1)
        )
        results = "\n".join(
            f"- {number}{letter}：{option['after']}{_goes_on(option['then'])}"
            for number, step in enumerate(spec["steps"], start=1)
            for letter, option in step["options"].items()
        )
        return f"{_HOW}\n\n{steps}\n\n选好以后，查这一项的结果：\n\n{results}"

    def secrets(self, key: DecideKey) -> list[str]:
        """Return what is said of each option."""
        return list(key["options"].values())

    def shown(self, spec: DecideSpec) -> list[str]:
        """Return the documents line by line, the options and what follows from them."""
        return [
            text
            for step in spec["steps"]
            for text in (
                step["heading"],
                *(line for line in step["text"].splitlines() if line),
                *(text for option in step["options"].values() for text in (option["text"], option["after"])),
            )
        ]

    def right_and_wrong(self, spec: DecideSpec, key: DecideKey) -> tuple[list[str], list[str]]:
        """Return the right and the wrong options of all steps."""
        sides = self.by_question(spec, key)
        return [text for right, _ in sides for text in right], [text for _, wrong in sides for text in wrong]

    def by_question(self, spec: DecideSpec, key: DecideKey) -> list[tuple[list[str], list[str]]]:
        """Return the right and the wrong options of each step."""
        found: list[tuple[list[str], list[str]]] = []
        for number, step in enumerate(spec["steps"], start=1):
            sides: tuple[list[str], list[str]] = [], []
            for letter, option in step["options"].items():
                right = any(letter in rights(each, str(number)) for each in (key, *_further_keys(key)))
                sides[not right].append(option["text"])
            found.append(sides)
        return found

    def readable(self, spec: DecideSpec, value: dict[str, str]) -> str:
        """Return a table of the decisions in the order in which they were taken."""
        rows = [
            f"<tr><th>{escape(f'第 {place} 步 · {_name(spec, int(number))}')}</th>"
            f"<td>{escape(_option(spec, number, letter))}</td></tr>"
            for place, (number, letter) in enumerate(value.items(), start=1)
        ]
        if _next(spec, value) != END:
            rows.append("<tr><th>往下</th><td>（还没有选）</td></tr>")
        return f"<table>{''.join(rows)}</table>"

    def mistakes(
        self, spec: DecideSpec, key: DecideKey, value: dict[str, str], result: Result
    ) -> list[Mistake]:
        """Return each wrong decision, and that the case was not brought to its end."""
        pieces = [
            Mistake(
                f"{_name(spec, int(number))} → {_option(spec, number, letter)}",
                key["options"][number + letter],
                f"{number}|{letter}",
            )
            for number, letter in value.items()
            if letter not in rights(key, number)
        ]
        if (number := _next(spec, value)) != END:
            pieces.append(Mistake(f"停在{_name(spec, number)}，没有往下选", "", f"-{number}"))
        return pieces

    def is_whole(self, key: DecideKey, answer: dict[str, str] | None) -> bool:
        """Tell whether there is a decision: all on the way of a second answer are right from then on."""
        return answer is not None

    def guesses(self, spec: DecideSpec, key: DecideKey, draw: random.Random) -> list[dict[str, str]]:
        """Return ways on which some decisions are right, some of them cut short."""
        made = []
        for _ in range(_DRAWN):
            way: dict[str, str] = {}
            knows, number = draw.random(), 1
            while number != END and (not way or draw.random() < 0.9):
                letters = list(spec["steps"][number - 1]["options"])
                letter = pick(draw, rights(key, str(number)) if draw.random() < knows else letters)
                way[str(number)] = letter
                number = following(spec, number, letter)
            made.append(way)
        return made


def guessing(spec: DecideSpec, key: DecideKey) -> float:
    """Return the share of the points that somebody earns on average who guesses at each step."""
    steps = spec["steps"]
    best = least_decisions(spec, key)[1]
    # How likely one comes to a situation with so many decisions taken, and so many of them right.
    coming: list[dict[tuple[int, int], float]] = [defaultdict(float) for _ in range(len(steps) + 1)]
    coming[1][0, 0] = 1.0
    for number, step in enumerate(steps, start=1):
        for (taken, right), likely in coming[number].items():
            for letter, option in step["options"].items():
                more = right + (letter in rights(key, str(number)))
                coming[option["then"]][taken + 1, more] += likely / len(step["options"])
    return sum(likely * right / max(best, taken) for (taken, right), likely in coming[END].items())


def _steps(given: Any) -> list[GivenStep]:
    """Return the steps of a head, each looked at by itself."""
    steps = entries(given, "steps", {"id", "heading", "text", "options"})
    if not STEPS[0] <= len(steps) <= STEPS[1]:
        raise ExerciseError(f"steps: {STEPS[0]} to {STEPS[1]} of them, not {len(steps)}")
    ids = [step["id"] for step in steps]
    distinct(ids, "the ids of the steps", least=STEPS[0])
    for step in steps:
        if not _ID.fullmatch(step["id"]):
            raise ExerciseError(f"the step “{step['id']}”: the id must be lower-case words joined by “-”")
        where = f"step {step['id']}"
        options = entries(
            step["options"], f"options of {where}", {"text", "why", "after"}, frozenset({"right", "then"})
        )
        if not OPTIONS[0] <= len(options) <= OPTIONS[1]:
            raise ExerciseError(f"{where}: {OPTIONS[0]} to {OPTIONS[1]} options, not {len(options)}")
        distinct([option["text"] for option in options], f"the options of {where}", least=OPTIONS[0])
        _short(step["heading"], MOST_HEADING, f"{where}: heading")
        for option in options:
            _short(option["text"], MOST_OPTION, f"{where}: text of an option")
            _short(option["after"], MOST_AFTER, f"{where}: after")
            if option.get("right", "true") != "true":
                raise ExerciseError(f"{where}: right can only be true; leave it out otherwise")
            if "then" in option and option["then"] not in ids:
                raise ExerciseError(f"{where}: there is no step “{option['then']}”")
        if len({"right" in option for option in options}) != 2:
            raise ExerciseError(f"{where}: at least one option is right, and at least one is wrong")
    return cast("list[GivenStep]", steps)


def _short(text: Any, most: int, what: str) -> None:
    if not isinstance(text, str) or not text.strip() or len(text) > most or "\n" in text.strip():
        raise ExerciseError(f"{what}: one line of at most {most} characters")


def _numbers(steps: Iterable[GivenStep]) -> dict[str, int]:
    """Number the steps: each comes behind all that lead to it, and else as the author has them.

    Raises:
        ExerciseError: a step leads back to itself, or none leads to it.
    """
    leads = {
        step["id"]: list(dict.fromkeys(option["then"] for option in step["options"] if "then" in option))
        for step in steps
    }
    first, *others = leads
    led_to = Counter(then for thens in leads.values() for then in thens)
    if lost := [name for name in others if not led_to[name]]:
        raise ExerciseError(f"no option leads to the step {lost[0]}; let one do so (then: {lost[0]})")
    depth, ready = {first: 0}, [] if led_to[first] else [first]
    done: list[str] = []
    while ready:
        name = ready.pop()
        done.append(name)
        for then in leads[name]:
            depth[then] = max(depth.get(then, 0), depth[name] + 1)
            led_to[then] -= 1
            if not led_to[then]:
                ready.append(then)
    if circle := [name for name in leads if name not in done]:
        raise ExerciseError(f"the steps {', '.join(circle)} lead round in a circle; a case ends")
    return {name: number for number, name in enumerate(sorted(leads, key=depth.__getitem__), start=1)}


def _letter(
    steps: Iterable[GivenStep], numbers: Mapping[str, int], turn: int, spec: DecideSpec, key: DecideKey
) -> None:
    """Give the options of numbered steps their letters, in spec and key.

    The order is drawn by the ids alone, so that it stays when texts are mended; another turn draws another.
    """
    spec["steps"], key["answer"], key["right"], key["options"] = [], {}, {}, {}
    for number, step in enumerate(steps, start=1):
        given = list(step["options"])
        random.Random(f"{spec['id']} {step['id']} {turn}").shuffle(given)
        options = dict(zip(LETTERS, given, strict=False))
        shown: dict[str, Option] = {
            letter: {
                "text": option["text"],
                "after": option["after"],
                "then": numbers[option["then"]] if "then" in option else END,
            }
            for letter, option in options.items()
        }
        spec["steps"].append({"heading": step["heading"], "text": _document(step), "options": shown})
        key["right"][str(number)] = "".join(x for x, option in options.items() if "right" in option)
        key["options"] |= {f"{number}{letter}": option["why"] for letter, option in options.items()}
    key["answer"] = _best(spec, key, {})


def _always(spec: DecideSpec, key: DecideKey, letter: str) -> float:
    """Return what somebody earns who takes the same letter at each step."""
    right, taken, number = 0, 0, 1
    while number != END and letter in spec["steps"][number - 1]["options"]:
        taken, right = taken + 1, right + (letter in rights(key, str(number)))
        number = following(spec, number, letter)
    return right / max(least_decisions(spec, key)[1], taken)


def _document(step: GivenStep) -> str:
    """Return the text of a step: paragraphs and tables, with an empty line between them."""
    if not isinstance(step["text"], str) or not 0 < len(step["text"].strip()) <= MOST_TEXT:
        raise ExerciseError(f"step {step['id']}: a text of at most {MOST_TEXT} characters")
    lines = [line.strip() for line in step["text"].strip().splitlines()]
    blocks = re.split(r"\n\n+", "\n".join(lines))
    for block in blocks:
        rows = block.splitlines()
        if any(row.startswith("|") for row in rows):
            widths = {row.count("|") for row in rows}
            whole = all(row.startswith("|") and row.endswith("|") and len(row) > 1 for row in rows)
            if not whole or len(rows) < 3 or len(widths) != 1 or not _RULER.fullmatch(rows[1]):
                raise ExerciseError(
                    f"step {step['id']}: a table is a head, a line |---|---|, and rows with as many cells"
                )
    return "\n\n".join(blocks)


def _markdown(text: str) -> list[str]:
    """Return the blocks of a document, whose lines are to stay lines."""
    return [block if block.startswith("|") else block.replace("\n", "  \n") for block in text.split("\n\n")]


def _item(blocks: Iterable[str]) -> str:
    """Return blocks as one item of a list."""
    first, *others = "\n\n".join(blocks).splitlines()
    return "\n".join([f"- {first}", *(f"  {line}" if line else "" for line in others)])


def _listed(step: Step) -> str:
    return "\n".join(f"- {letter}. {option['text']}" for letter, option in step["options"].items())


def _goes_on(then: int) -> str:
    return ENDED if then == END else f"到情形 {then}。"


def _name(spec: DecideSpec, number: int) -> str:
    return f"情形 {number}：{spec['steps'][number - 1]['heading']}"


def _option(spec: DecideSpec, number: str, letter: str) -> str:
    return f"{letter}. {spec['steps'][int(number) - 1]['options'][letter]['text']}"


def _next(spec: DecideSpec, way: Mapping[str, str]) -> int:
    """Return the number of the situation that a way has come to, `END` behind its last decision."""
    *_, (number, letter) = way.items()
    return following(spec, int(number), letter)


def _best(spec: DecideSpec, key: DecideKey, way: Mapping[str, str]) -> dict[str, str]:
    """Return a way with the shortest right rest: to the end, from where it has come to."""
    least, made = least_decisions(spec, key), dict(way)
    number = _next(spec, way) if way else 1
    while number != END:
        letter = min(rights(key, str(number)), key=lambda each: least[following(spec, number, each)])
        made[str(number)] = letter
        number = following(spec, number, letter)
    return made


def _wrong(
    spec: DecideSpec, key: DecideKey, settled: set[tuple[str, str]]
) -> list[tuple[dict[str, str], str]]:
    """Return for each wrong option a way on which it is taken, with what is said of it."""
    to: dict[int, dict[str, str]] = {1: {}}  # a way to each situation, right as far as it can be
    wrong = []
    for number, step in enumerate(spec["steps"], start=1):
        letters = rights(key, str(number))
        for letter in sorted(step["options"], key=lambda each: each not in letters):
            way = {**to[number], str(number): letter}
            to.setdefault(step["options"][letter]["then"], way)
            if letter not in letters and (str(number), letter) not in settled:
                wrong.append((_best(spec, key, way), key["options"][f"{number}{letter}"]))
    return wrong


def _also(head: Head, spec: DecideSpec, numbers: Mapping[str, int]) -> set[tuple[str, str]]:
    """Return the decisions that are right as well, if the head has any."""
    given = head.get("also", [])
    return {pair for entry in given if isinstance(given, list) for pair in _decisions(entry, spec, numbers)}


def _decisions(entry: Any, spec: DecideSpec, numbers: Mapping[str, int]) -> list[tuple[str, str]]:
    """Return decisions by number and letter that a head names by step and text."""
    if not isinstance(entry, dict) or not entry:
        raise ExerciseError("also: a further answer maps steps to the options that are right, too")
    found = []
    for name, text in entry.items():
        options = spec["steps"][numbers[name] - 1]["options"] if name in numbers else {}
        letters = [x for x, option in options.items() if fold(option["text"]) == fold(str(text))]
        if not letters:
            raise ExerciseError(f"also: there is no option “{text}” at a step “{name}”")
        found.append((str(numbers[name]), letters[0]))
    return found


def _further_keys(key: DecideKey) -> list[DecideKey]:
    return [{**key, "answer": each} for each in key.get("also", [])]


KIND = Decide()
