"""Read the declarative block of an exercise into its public spec, its hidden key and its proofs' material."""

from __future__ import annotations

import math
import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

import yaml

from shequ_lib import first_year
from shequ_lib.exercises import literal, plain_table
from shequ_lib.exercises.fold import fold
from shequ_lib.exercises.kind import Key, Spec
from shequ_lib.exercises.kinds.order import pairs_the_wrong_way
from shequ_lib.exercises.normalise import normalise

LETTERS = "ABCDEFGH"
INCOMPLETE = "还没有选全"  # stands for the why of `choices` that are right as far as they go
_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_KINDS = ("choice", "choices", "order", "match", "number", "date", "schedule", "table", "essay", "year")
_COMMON = {
    "kind",
    "title",
    "points",
    "objectives",
    "hint",
    "explain",
    "wrong",
    "answer",
    "also",
    "gift",
    "void",
    "lint",
}
_OWN = {
    "choice": {"options"},
    "choices": {"options"},
    "order": {"items"},
    "match": {"items", "distractors"},
    "number": {"unit", "tolerance"},
    "date": set[str](),
    "schedule": {"fields"},
    "table": {"starter", "result", "ordered"},
    "essay": {"rubric", "min_chars"},
    "year": {"seed"},
}


class ExerciseError(ValueError):
    """The block of an exercise is refused; the message says what to do. `line` counts within the block."""

    def __init__(self, message: str, line: int = 1) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True)
class Wrong:
    """A wrong answer that the author foresaw: the text of the whole answer cell, and its message.

    `result` is what the code of a `table` answer gives, as plain data.
    """

    source: str
    why: str
    result: plain_table.Plain | None = None


@dataclass(frozen=True)
class Exercise:
    """One exercise of a master, figures filled in."""

    id: str
    line: int
    objectives: tuple[str, ...]
    spec: Spec
    key: Key
    question: str
    answer_source: str  # the answer cell of the master, solved
    stub_source: str  # the answer cell as handed out
    wrong: tuple[Wrong, ...]
    settled: str = ""  # gift: full points for everybody who hands in; void: it does not count; else empty
    lint: Mapping[str, str] = field(default_factory=dict)  # rule of `item_lint` -> why it does not hold here

    @property
    def kind(self) -> str:
        """The kind of the exercise, as in the design's table."""
        return str(self.spec["kind"])


def read(exercise_id: str, body: str, line: int, run: Run) -> Exercise:
    """Read one block.

    Args:
        exercise_id: the id after the directive's name.
        body: the block, figures filled in.
        line: the line of the file on which the block's body starts.
        run: runs the code of a `table` answer.

    Raises:
        ExerciseError: something is missing, unknown or contradicts itself.
    """
    if not _ID.fullmatch(exercise_id):
        raise ExerciseError(f"the id “{exercise_id}” must be lower-case ASCII words joined by “-”")
    head, question = _split(body)
    kind = head.get("kind")
    if kind not in _KINDS:
        raise ExerciseError(f"kind “{kind}” is unknown; there are {', '.join(_KINDS)}")
    _known_fields(head, kind)
    spec: Spec = {"id": exercise_id, "kind": kind, "title": head["title"], "points": _points(head)}
    key: Key = {"hint": head.get("hint", ""), "explain": head.get("explain", "")}
    answer, wrong = _BUILDERS[kind](head, spec, key, run)
    settled = _settled(head)
    if "also" in head:
        key["also"] = _also(head, spec, key, run)
        if kind in ("choice", "choices"):  # there every option is foreseen as a wrong answer
            wrong = [(value, why) for value, why in wrong if value not in key["also"]]
    if kind == "table":
        stub = f"{head['starter'].rstrip()}\n{spec['result']} = None\n{literal.CODE_STUB}"
        solved = f"{head['starter'].rstrip()}\n{answer}"
        spec["stub"] = stub
    elif kind == "essay":
        stub, solved = literal.TEXT_STUB, answer
    else:
        stub = f"{literal.write(exercise_id, None)}\n{literal.CODE_STUB}"
        solved = literal.write(exercise_id, answer)
        wrong = [Wrong(literal.write(exercise_id, value), why) for value, why in wrong]
    objectives = head["objectives"]
    if not isinstance(objectives, list) or not objectives:
        raise ExerciseError("objectives must be a list such as [6.6, 6.20]")
    return Exercise(
        exercise_id,
        line,
        tuple(objectives),
        spec,
        key,
        question.strip(),
        solved,
        stub,
        tuple(wrong),
        settled,
        _exceptions(head),
    )


def _split(body: str) -> tuple[dict[str, Any], str]:
    match = re.fullmatch(r"\s*---\n(.*?)\n---\n(.*)", body + "\n", re.DOTALL)
    if match is None:
        raise ExerciseError("the block starts with a head between two lines ---, then the question")
    try:
        head = yaml.load(match[1], Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error)
        raise ExerciseError(f"the head is no YAML: {problem}", mark.line + 2 if mark else 1) from None
    if not isinstance(head, dict):
        raise ExerciseError("the head must be a mapping of names to values")
    if not match[2].strip():
        raise ExerciseError("the question is empty")
    return head, match[2]


def _known_fields(head: dict[str, Any], kind: str) -> None:
    unknown = set(head) - _COMMON - _OWN[kind]
    if unknown:
        raise ExerciseError(f"unknown field {', '.join(sorted(unknown))} for kind {kind}")
    needed = {"kind", "title", "points", "objectives"}
    if kind == "essay":
        needed |= {"rubric", "answer"}
    else:
        needed |= {"hint", "explain"} | (_OWN[kind] - {"distractors", "tolerance", "ordered"})
        needed |= {"answer"} if kind in ("number", "date", "table") else set()
        needed |= {"wrong"} if kind not in ("choice", "choices") else set()
    missing = [name for name in sorted(needed) if not head.get(name)]
    if missing:
        raise ExerciseError(f"missing {', '.join(missing)}")


def _points(head: dict[str, Any]) -> int:
    if not str(head["points"]).isdigit() or int(head["points"]) == 0:
        raise ExerciseError(f"points must be a whole number above 0, not “{head['points']}”")
    return int(head["points"])


def _settled(head: dict[str, Any]) -> str:
    """Return `gift` or `void` if the head says so; then no answer counts."""
    said = [name for name in ("gift", "void") if name in head]
    for name in said:
        if head[name] != "true":
            raise ExerciseError(f"{name} can only be true, not “{head[name]}”; leave it out otherwise")
    if len(said) > 1:
        raise ExerciseError("gift and void contradict each other; keep one")
    if said and "also" in head:
        raise ExerciseError(f"also has no effect beside {said[0]}; keep one")
    return said[0] if said else ""


def _exceptions(head: dict[str, Any]) -> dict[str, str]:
    """Return the rules of items that do not hold for an exercise, each with its reason."""
    excepted = head.get("lint", {})
    if not isinstance(excepted, dict) or not all(
        isinstance(why, str) and why.strip() for why in excepted.values()
    ):
        raise ExerciseError("lint gives a reason for each rule that does not hold here: {longest: why}")
    return excepted


_NO_SECOND = {
    "essay": "an essay is marked by hand, so also has no effect",
    "year": "a year is marked by its rules, so also has no effect",
}


def _also(head: dict[str, Any], spec: Spec, key: Key, run: Run) -> list[Any]:
    """Return the further right answers, in their normal form; of a `table` what their code gives."""
    kind = spec["kind"]
    if kind in _NO_SECOND:
        raise ExerciseError(_NO_SECOND[kind])
    if not isinstance(head["also"], list) or not head["also"]:
        raise ExerciseError("also must be a list of further right answers")
    own = [_results(key)] if kind == "table" else [key["answer"]]
    found: list[Any] = []
    for entry in head["also"]:
        made = _further(entry, head, spec, key, run)
        if made in own + found:
            raise ExerciseError(f"also: “{entry}” is right already")
        found.append(made)
    return found


def _further(entry: Any, head: dict[str, Any], spec: Spec, key: Key, run: Run) -> Any:
    kind = spec["kind"]
    if kind == "table":
        if not isinstance(entry, str):
            raise ExerciseError("also: a further answer of a table is code, as its answer is")
        return _results_of(entry, head, spec, run)
    if kind == "order":
        return _in_places(entry, head["items"])
    if kind in ("match", "schedule"):
        if not isinstance(entry, dict):
            raise ExerciseError("also: a further answer maps the items that differ to what is right, too")
        return {**key["answer"], **normalise(spec, entry)}
    made = normalise(spec, entry)
    if made is None:
        raise ExerciseError("also: an answer is empty")
    return made


Built = tuple[Any, list[Any]]  # the right answer, and (answer, why) of the wrong ones


class Run(Protocol):
    """Runs the code of a `table` answer, with the chapter's data or with other data."""

    def __call__(self, code: str, name: str, *, other: bool = False) -> Any:
        """Return the value of `name`."""


def _options(head: dict[str, Any], spec: Spec, key: Key) -> list[str]:
    options = head["options"]
    if not isinstance(options, list) or not 3 <= len(options) <= len(LETTERS):
        raise ExerciseError(f"give three to {len(LETTERS)} options")
    right, seen = [], set()
    spec["options"], key["options"] = {}, {}
    for letter, option in zip(LETTERS, options, strict=False):
        if not isinstance(option, dict) or not {"text", "why"} <= set(option) <= {"text", "why", "right"}:
            raise ExerciseError(f"option {letter} needs text and why (and right: true where it is right)")
        if fold(option["text"]) in seen:
            raise ExerciseError(f"option {letter} is a duplicate: “{option['text']}”")
        seen.add(fold(option["text"]))
        spec["options"][letter], key["options"][letter] = option["text"], option["why"]
        if option.get("right") == "true":
            right.append(letter)
    return right


def _choice(head: dict[str, Any], spec: Spec, key: Key, _run: Run) -> Built:
    right = _options(head, spec, key)
    if len(right) != 1:
        raise ExerciseError(f"a choice has exactly one right option, this one has {len(right)}")
    key["answer"] = right[0]
    return right[0], [(x, why) for x, why in key["options"].items() if x not in right]


def _choices(head: dict[str, Any], spec: Spec, key: Key, _run: Run) -> Built:
    right = _options(head, spec, key)
    if not 1 <= len(right) < len(spec["options"]):
        raise ExerciseError("choices has at least one right option and at least one wrong one")
    key["answer"] = right
    wrong = [(sorted([*right, x]), why) for x, why in key["options"].items() if x not in right]
    # Incomplete answers are right as far as they go, and must earn less than the whole set.
    return right, [*wrong, *(([letter], INCOMPLETE) for letter in right if len(right) > 1)]


def _order(head: dict[str, Any], spec: Spec, key: Key, _run: Run) -> Built:
    items = head["items"]
    _distinct(items, "items", least=3)
    shuffled = list(items)
    generator = random.Random(spec["id"])
    while 2 * pairs_the_wrong_way(shuffled, items) < math.comb(len(items), 2):  # as shown it earns nothing
        generator.shuffle(shuffled)
    spec["items"], key["answer"] = shuffled, items
    wrong = []
    for entry in _wrong_entries(head, {"order", "why"}):
        wrong.append((_in_places(entry["order"], items), entry["why"]))
    key["wrong"] = [{"answer": answer, "why": why} for answer, why in wrong]
    return items, wrong


def _in_places(places: Any, items: list[str]) -> list[str]:
    """Return items in another order, that names their places in the right one."""
    if not isinstance(places, list) or sorted(places) != sorted(str(i + 1) for i in range(len(items))):
        raise ExerciseError(f"another order lists each place once, such as [2, 1, 3], not {places}")
    return [items[int(place) - 1] for place in places]


def _match(head: dict[str, Any], spec: Spec, key: Key, _run: Run) -> Built:
    items = head["items"]
    if not isinstance(items, dict) or len(items) < 2:
        raise ExerciseError("items must map at least two left-hand texts to their right-hand texts")
    targets = sorted({*items.values(), *head.get("distractors", [])}, key=fold)
    random.Random(spec["id"]).shuffle(targets)
    _distinct(targets, "the right-hand texts", least=2)
    spec["items"], spec["targets"], key["answer"] = list(items), targets, items
    return items, _item_wrongs(head, spec, key)


def _schedule(head: dict[str, Any], spec: Spec, key: Key, _run: Run) -> Built:
    fields = head["fields"]
    if not isinstance(fields, dict) or len(fields) < 2:
        raise ExerciseError("fields must map at least two labels to their dates")
    spec["fields"] = list(fields)
    key["answer"] = normalise(spec, fields)
    return key["answer"], _item_wrongs(head, spec, key)


def _item_wrongs(head: dict[str, Any], spec: Spec, key: Key) -> list[Any]:
    key["wrong"], wrong = [], []
    for entry in _wrong_entries(head, {"item", "answer", "why"}):
        one = normalise(spec, {entry["item"]: entry["answer"]})
        (item, answer), *_ = one.items()
        key["wrong"].append({"item": item, "answer": answer, "why": entry["why"]})
        wrong.append(({**key["answer"], item: answer}, entry["why"]))
    return wrong


def _number(head: dict[str, Any], spec: Spec, key: Key, _run: Run) -> Built:
    spec["unit"] = head["unit"]
    if "tolerance" in head:
        key["tolerance"] = float(head["tolerance"])
    return _single(head, spec, key)


def _date(head: dict[str, Any], spec: Spec, key: Key, _run: Run) -> Built:
    return _single(head, spec, key)


def _single(head: dict[str, Any], spec: Spec, key: Key) -> Built:
    key["answer"] = normalise(spec, head["answer"])
    wrong = [(normalise(spec, e["answer"]), e["why"]) for e in _wrong_entries(head, {"answer", "why"})]
    key["wrong"] = [{"answer": answer, "why": why} for answer, why in wrong]
    return key["answer"], wrong


def _table(head: dict[str, Any], spec: Spec, key: Key, run: Run) -> Built:
    spec["result"] = head["result"]
    if spec["result"] != literal.variable(spec["id"]):
        raise ExerciseError(f"result must be named {literal.variable(spec['id'])}")
    starter = head["starter"].rstrip() + "\n"
    key.update(_results_of(head["answer"], head, spec, run))
    key["ordered"] = head.get("ordered") == "true"
    key["wrong"], wrong = [], []
    for entry in _wrong_entries(head, {"answer", "why"}):
        value = plain_table.plain(run(starter + entry["answer"], spec["result"]))
        key["wrong"].append({"digest": plain_table.digest(value), "why": entry["why"]})
        wrong.append(Wrong(starter + entry["answer"], entry["why"], value))
    return head["answer"].strip(), wrong


def _results_of(code: str, head: dict[str, Any], spec: Spec, run: Run) -> Key:
    """Return what the code of an answer gives, and what with other figures, where that is not the same.

    A result that was typed in is right with the chapter's figures only.
    """
    code = head["starter"].rstrip() + "\n" + code
    expected = plain_table.plain(run(code, spec["result"]))
    elsewhere = plain_table.plain(run(code, spec["result"], other=True))
    return {"expected": expected, **({"elsewhere": elsewhere} if elsewhere != expected else {})}


def _results(key: Key) -> Key:
    return {name: key[name] for name in ("expected", "elsewhere") if name in key}


def _year(head: dict[str, Any], spec: Spec, key: Key, _run: Run) -> Built:
    if not head["seed"].isdigit():
        raise ExerciseError(f"seed must be a whole number from 0 up, not “{head['seed']}”")
    spec["seed"] = int(head["seed"])
    year = first_year.scenario(spec["seed"])
    spec["board"] = first_year.public_board(year)
    answer = first_year.solve(year)
    key["wrong"], wrong = [], []
    for entry in _wrong_entries(head, {"change", "why"}):
        change = first_year.normalise(year, entry["change"])
        if change is None:
            raise ExerciseError("a change names at least one decision and what it becomes")
        key["wrong"].append({"change": change, "why": entry["why"]})
        wrong.append(({**answer, **change}, entry["why"]))
    return answer, wrong


def _essay(head: dict[str, Any], spec: Spec, _key: Key, _run: Run) -> Built:
    rubric = head["rubric"]
    if not isinstance(rubric, list) or not all(
        isinstance(line, dict) and set(line) == {"criterion", "points"} for line in rubric
    ):
        raise ExerciseError("rubric must be a list of {criterion, points}")
    spec["rubric"] = [[line["criterion"], int(line["points"])] for line in rubric]
    if sum(points for _, points in spec["rubric"]) != spec["points"]:
        raise ExerciseError(f"the points of the rubric must add up to {spec['points']}")
    if "min_chars" in head:
        spec["min_chars"] = int(head["min_chars"])
    return head["answer"].strip(), []


def _wrong_entries(head: dict[str, Any], fields: set[str]) -> list[dict[str, Any]]:
    entries = head["wrong"]
    if not isinstance(entries, list):
        raise ExerciseError("wrong must be a list")
    for entry in entries:
        if not isinstance(entry, dict) or set(entry) != fields:
            raise ExerciseError(f"each wrong answer has {', '.join(sorted(fields))}; this one is {entry}")
    return entries


def _distinct(texts: Any, what: str, *, least: int) -> None:
    if not isinstance(texts, list) or len(texts) < least:
        raise ExerciseError(f"{what}: at least {least}")
    if len({fold(text) for text in texts}) != len(texts):
        raise ExerciseError(f"{what}: two are the same")


_BUILDERS: dict[str, Callable[[dict[str, Any], Spec, Key, Run], Built]] = {
    "choice": _choice,
    "choices": _choices,
    "order": _order,
    "match": _match,
    "number": _number,
    "date": _date,
    "schedule": _schedule,
    "table": _table,
    "essay": _essay,
    "year": _year,
}
