"""A document has to be filled in: each of its fields is written in its own way and judged by itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal, NotRequired, TypeAlias, TypedDict

from shequ_lib.exercises.fold import one_of, same_name
from shequ_lib.exercises.kind import AnswerKey, Judgement, Kind, Spec
from shequ_lib.exercises.kinds.date import iso_date
from shequ_lib.exercises.kinds.match import WrongItem, fields
from shequ_lib.exercises.kinds.number import plain_number
from shequ_lib.exercises.literal import AnswerError

FieldType = Literal["choice", "number", "date", "text"]
Outcome = Literal["right", "twice", "wrong", "missing"]
Entry: TypeAlias = str | float
"""What is written into a field, in its normal form."""

MOST_SIGNS = 60  # of what is written into one field
_BETWEEN_NO_DIGITS = re.compile(r"(?<![0-9])[\W_]+|[\W_]+(?![0-9])")  # 3-1 is not 31
_SAMPLES = {"choice": '"…"', "number": "12", "date": '"2026-12-12"', "text": '"…"'}


class Field(TypedDict):
    """A field: its label, its type, by the type options or a unit, perhaps the group that it is in."""

    label: str
    type: FieldType
    group: NotRequired[str]
    unit: NotRequired[str]
    options: NotRequired[list[str]]


class FillSpec(Spec):
    """A document, whose lines are texts with the places of fields in between, and its fields."""

    heading: str
    lines: list[list[str | int]]
    fields: list[Field]


_Ends = TypedDict("_Ends", {"from": Entry, "to": Entry}, total=False)  # one of them is no name in Python


class Rule(_Ends, total=False):
    """What is right in a field besides the answer: all between two ends, further names; and its weight."""

    names: list[str]
    points: int


class FillKey(AnswerKey[dict[str, Entry], WrongItem[Entry]]):
    """What is right in each field, by its label."""

    fields: dict[str, Rule]


class Fill(Kind[FillSpec, FillKey, dict[str, Entry]]):
    """An answer gives fields, by their labels, what stands in them; some may be empty."""

    def normalise(self, spec: FillSpec, value: object) -> dict[str, Entry] | None:
        """Return what stands in the fields, in the order of the document."""
        known = {field["label"]: field for field in spec["fields"]}
        return fields(value, list(known), lambda label, answer: entry(known[label], answer))

    def judge(self, spec: FillSpec, key: FillKey, value: dict[str, Entry]) -> Judgement:
        """Give points field by field, by their weights; of what is right nothing is said."""
        found = outcomes(spec, key, value)
        weights = {label: key["fields"][label].get("points", 1) for label in found}
        earned = sum(weights[label] for label, outcome in found.items() if outcome == "right")
        said = [
            why(spec, key, label, value[label], outcome)
            for label, outcome in found.items()
            if outcome in ("twice", "wrong")
        ]
        missing = [label for label, outcome in found.items() if outcome == "missing"]
        open_ = [f"还有 {len(missing)} 处没有填：{'、'.join(missing)}。"] if missing else []
        return earned / sum(weights.values()), [*said, *open_]

    def example(self, spec: FillSpec) -> str:
        """Return the first field with a place for what is written there."""
        first = spec["fields"][0]
        return f'{{"{first["label"]}": {_SAMPLES[first["type"]]}, …}}'

    def how_to(self, spec: FillSpec, variable: str) -> str:
        """Say how an answer is written."""
        return (
            f"{super().how_to(spec, variable)}冒号左边写空的名字，右边写填的内容；"
            "数字直接写，日期和文字放在引号里，暂时不填的空可以不写。"
        )


def entry(field: Field, given: object) -> Entry:
    """Return what is written into a field in its normal form; an empty text if that is nothing.

    Raises:
        AnswerError: the field does not take it; the message names the field.
    """
    try:
        if field["type"] == "choice":
            return one_of(given, field["options"], "可选的答案")
        if field["type"] == "number":
            return plain_number(given, field.get("unit", ""))
        return iso_date(given) if field["type"] == "date" else _text(given)
    except AnswerError as error:
        raise AnswerError(f"“{field['label']}”：{error}") from None


def outcomes(spec: FillSpec, key: FillKey, value: Mapping[str, Entry]) -> dict[str, Outcome]:
    """Return how each field went, by its label; in a group each right thing counts once, wherever it stands.

    What somebody wrote takes the place of a right answer that accepts it; as a wider answer of a group may
    accept what a narrower one does, places are given so that as many as possible are right.
    """
    places = {field["label"]: peers(spec, field) for field in spec["fields"]}
    holder: dict[str, str] = {}  # what was written where, by the field whose answer it is

    def finds(label: str, seen: set[str]) -> bool:
        for place in places[label]:
            if place not in seen and accepts(key, place, value[label]):
                seen.add(place)
                if place not in holder or finds(holder[place], seen):
                    holder[place] = label
                    return True
        return False

    found: dict[str, Outcome] = {}
    for label, others in places.items():
        if label not in value:
            found[label] = "missing"
        elif finds(label, set()):
            found[label] = "right"
        else:
            is_twice = any(accepts(key, place, value[label]) for place in others)
            found[label] = "twice" if is_twice else "wrong"
    return found


def peers(spec: FillSpec, field: Field) -> list[str]:
    """Return the labels of a field's group, itself first; of a field in no group only itself."""
    group = field.get("group")
    others = [other["label"] for other in spec["fields"] if group and other.get("group") == group]
    return list(dict.fromkeys([field["label"], *others]))


def accepts(key: FillKey, label: str, given: Any) -> bool:
    """Tell whether something in its normal form is right in a field."""
    rule, right = key["fields"][label], key["answer"][label]
    if "names" in rule:
        return bare_name(given) in {bare_name(name) for name in (str(right), *rule["names"])}
    if "from" not in rule and "to" not in rule:
        return bool(given == right)
    return bool(given == right or rule.get("from", given) <= given <= rule.get("to", given))


def why(spec: FillSpec, key: FillKey, label: str, given: Entry, outcome: Outcome) -> str:
    """Return what is said to a field that is not right, by its name: the author's reason, or none."""
    if foreseen := reason(spec, key, label, given):
        return f"“{label}”：{foreseen}"
    if outcome == "twice":
        return f"“{label}”和别的空填重了，请换一个。"
    return f"“{label}”填得不对，请再想想。"


def reason(spec: FillSpec, key: FillKey, label: str, given: Entry) -> str:
    """Return what the author says to something in a field, or in another one of its group; "" if nothing."""
    field = next(field for field in spec["fields"] if field["label"] == label)
    places, is_text = peers(spec, field), "names" in key["fields"][label]
    for wrong in key["wrong"]:
        said = wrong["answer"]
        if wrong["item"] in places and (
            bare_name(str(said)) == bare_name(str(given)) if is_text else said == given
        ):
            return wrong["why"]
    return ""


def bare_name(text: str) -> str:
    """Return what a name in a text field is compared by: without signs and blanks, one word for a thing."""
    return _BETWEEN_NO_DIGITS.sub("", same_name(text))


def _text(given: object) -> str:
    if not isinstance(given, str):
        raise AnswerError("请用文字作答。")
    text = re.sub(r"\s+", " ", given).strip(" ")
    if len(text) > MOST_SIGNS:
        raise AnswerError(f"写得太长，最多 {MOST_SIGNS} 个字。")
    return text


KIND = Fill()
