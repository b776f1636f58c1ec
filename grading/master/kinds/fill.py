"""A document with fields to fill in; the head says where each stands and what is right there."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from grading.common.draws import pick, shuffled
from grading.master.head import ExerciseError, Head, Run, bare, distinct, wrong_entries
from grading.master.kind import Built, Mistake
from grading.master.kinds.date import moved
from grading.master.kinds.match import LEAST_PAIRS, ByName, rows
from grading.master.kinds.number import with_unit
from shequ_lib.errors import chinese_date
from shequ_lib.exercises.kinds.fill import (
    MOST_SIGNS,
    Entry,
    Field,
    FillKey,
    FillSpec,
    Rule,
    bare_name,
    entry,
    outcomes,
    peers,
    reason,
)
from shequ_lib.exercises.kinds.match import WrongItem
from shequ_lib.exercises.literal import AnswerError
from shequ_lib.exercises.score import Result

MOST_FIELDS, MOST_LINES = 30, 40
LEAST_OPTIONS, MOST_OPTIONS = 3, 20
MOST_POINTS = 10  # that one field weighs
MOST_SIGNS_OF_A_LABEL = 20
_MARK = re.compile(r"\{([^{}]*)\}")
_NEEDED = frozenset({"label", "type", "answer"})
_COMMON = _NEEDED | {"group", "points"}
_OWN = {  # what a field of a type may have besides
    "choice": frozenset({"options"}),
    "number": frozenset({"unit", "tolerance", "least", "most"}),
    "date": frozenset({"earliest", "latest"}),
    "text": frozenset({"also"}),
}
_WRITE = {"number": "写数字", "date": "写日期", "text": "写文字"}
_DRAWN = 8  # answers of made-up trainees


class Fill(ByName[FillSpec, FillKey, Entry]):
    """The lines of a document with marks for its fields, and the fields by the names of their marks."""

    fields = frozenset({"heading", "lines", "fields", "lists"})
    optional = frozenset({"lists"})
    second = "每一空都要写，如 会议=听证会；户数=2600。"

    def build(self, head: Head, spec: FillSpec, key: FillKey, run: Run) -> Built:
        """Read the document and its fields; spec and key have the fields in the order of the document."""
        given = head["fields"]
        if not isinstance(given, dict) or not 2 <= len(given) <= MOST_FIELDS:
            raise ExerciseError(f"fields must map two to {MOST_FIELDS} names to what each field is")
        lines = _lines(head["lines"], given)
        names = [name for line in lines for name in line[1::2]]
        made = {name: _field(spec["id"], name, given[name], head.get("lists", {})) for name in names}
        distinct([field["label"] for field, _, _ in made.values()], "the labels of fields", least=2)
        distinct([head["heading"]], "heading", least=1)
        spec["heading"] = head["heading"]
        spec["lines"] = [
            [names.index(part) if place % 2 else part for place, part in enumerate(line) if part]
            for line in lines
        ]
        spec["fields"] = [field for field, _, _ in made.values()]
        key["answer"] = {field["label"]: answer for field, _, answer in made.values()}
        key["fields"] = {field["label"]: rule for field, rule, _ in made.values()}
        _check_groups(spec, key)
        key["wrong"] = _wrong(head, {name: field for name, (field, _, _) in made.items()})
        return Built(
            key["answer"],
            [({**key["answer"], each["item"]: each["answer"]}, each["why"]) for each in key["wrong"]],
        )

    def further(self, entry: Any, head: Head, spec: FillSpec, key: FillKey, run: Run) -> object:
        """Return the right answer with the fields that another one has differently, by name or label."""
        if isinstance(entry, dict):
            labels = {name: field["label"] for name, field in head["fields"].items()}
            entry = {labels.get(name, name): given for name, given in entry.items()}
        return super().further(entry, head, spec, key, run)

    def below(self, spec: FillSpec) -> str:
        """Return the document with numbered blanks, and what goes into each: two blocks (`course.css`)."""
        shown, above = [f"**{spec['heading']}**"], False
        for line in _blank_lines(spec):
            if is_row := "|" in line:
                ruler = [] if above else ["", f"|{' --- |' * (1 + line.count('|'))}"]
                shown += [*ruler[:1], f"| {line} |", *ruler[1:]]
            else:
                shown += ["", line]
            above = is_row
        quoted = "\n".join(f"> {line}".rstrip() for line in shown)
        asked = "\n".join(f"- {each}" for each in _asked(spec))
        return f"{quoted}\n\n{asked}"

    def shown(self, spec: FillSpec) -> list[str]:
        """Return the document, the labels and the options."""
        options = [option for field in spec["fields"] for option in field.get("options", [])]
        labels = [field["label"] for field in spec["fields"]]
        return [spec["heading"], *_blank_lines(spec), *labels, *dict.fromkeys(options)]

    def stands_in(self, spec: FillSpec, key: FillKey, texts: Sequence[str]) -> bool:
        """Tell whether some fields stand in one text, each by its label with what is right there."""
        pairs = [
            (bare(field["label"]), bare(_told(field, key["answer"][field["label"]])))
            for field in spec["fields"]
        ]
        return sum(any(a in text and b in text for text in texts) for a, b in pairs) >= LEAST_PAIRS

    def readable(self, spec: FillSpec, value: dict[str, Entry]) -> str:
        """Return a table, a field in a row."""
        return rows({each["label"]: _told(each, value[each["label"]]) for each in _filled(spec, value)})

    def mistakes(
        self, spec: FillSpec, key: FillKey, value: dict[str, Entry], result: Result
    ) -> list[Mistake]:
        """Return each field that is not right, or empty; those of a group make the same mistakes."""
        found = outcomes(spec, key, value)
        pieces: dict[tuple[str, Entry], Mistake] = {}
        for field in spec["fields"]:
            label = field["label"]
            if found[label] == "missing":
                pieces[label, ""] = Mistake(f"“{label}”没有填", "", f"{label}|")
            elif found[label] != "right":
                given = value[label]
                same = bare_name(str(given)) if field["type"] == "text" else given
                text = f"{label} → {_told(field, given)}{'（填重了）' if found[label] == 'twice' else ''}"
                where = field.get("group") or label
                mistake = Mistake(text, reason(spec, key, label, given), f"{where}|{same}")
                pieces.setdefault((where, same), mistake)  # somebody who makes it twice is one person
        return list(pieces.values())

    def spellings(self, spec: FillSpec, key: FillKey) -> list[object]:
        """Return the answer with dates and numbers as people write them, and each group turned round."""
        told = {each["label"]: _told(each, key["answer"][each["label"]]) for each in spec["fields"]}
        turned = dict(key["answer"])
        for field in spec["fields"]:
            same = sorted(peers(spec, field))
            turned[field["label"]] = key["answer"][same[same.index(field["label"]) - 1]]
        return [told, *([turned] if turned != key["answer"] else [])]

    def guesses(self, spec: FillSpec, key: FillKey, draw: random.Random) -> list[dict[str, Entry]]:
        """Return answers in which some fields are wrong, or empty, and a few that are all wrong."""
        right = key["answer"]

        def spoiled(spoil: Sequence[str]) -> dict[str, Entry]:
            return {
                **right,
                **{
                    each["label"]: _spoiled(each, right[each["label"]], draw)
                    for each in spec["fields"]
                    if each["label"] in spoil
                },
            }

        made = [spoiled(shuffled(draw, list(right))[: 1 + int(draw.random() * 3)]) for _ in range(_DRAWN)]
        kept = shuffled(draw, list(right))[: max(1, len(right) // 2)]
        made.append({label: answer for label, answer in right.items() if label in kept})
        return [*made, *(spoiled(list(right)) for _ in range(_DRAWN // 2))]


def _lines(given: Any, names: dict[str, Any]) -> list[list[str]]:
    """Return the lines of a document, each as a text, the name of a field, a text, and so on.

    Raises:
        ExerciseError: a mark has no field, a field not one mark, or a line is no text.
    """
    if not isinstance(given, list) or not all(isinstance(line, str) and line.strip() for line in given):
        raise ExerciseError("lines must be a list of texts; put one that begins with a mark in quotes")
    if len(given) > MOST_LINES:
        raise ExerciseError(f"lines: at most {MOST_LINES}")
    lines = [_MARK.split(line) for line in given]
    marks = [name for line in lines for name in line[1::2]]
    if unknown := [name for name in marks if name not in names]:
        raise ExerciseError(f"lines: “{{{unknown[0]}}}” is no field")
    if odd := [name for name in names if marks.count(name) != 1]:
        raise ExerciseError(f"the field “{odd[0]}” has to stand in the lines once, as {{{odd[0]}}}")
    if any(sign in text for line in lines for text in line[::2] for sign in "{}"):
        raise ExerciseError("lines: a brace belongs to no mark")
    _check_tables(lines)
    return lines


def _check_tables(lines: list[list[str]]) -> None:
    """Check that lines with bars, which are the rows of tables, make tables.

    Raises:
        ExerciseError: a row has more or fewer cells than that above it, or a table does not begin with heads.
    """
    above = 1
    for line in lines:
        cells = 1 + sum(text.count("|") for text in line[::2])
        if cells > 1 and above == 1 and len(line) > 1:
            raise ExerciseError("lines: a table begins with a row of heads, without fields")
        if 1 not in (cells, above) and cells != above:
            raise ExerciseError(f"lines: a row has {cells} cells, that above it {above}")
        above = cells


def _field(exercise: str, name: str, given: Any, lists: Any) -> tuple[Field, Rule, Entry]:
    """Return a field as trainees see it, what is right in it besides the answer, and the answer.

    Raises:
        ExerciseError: something is missing, unknown or contradicts itself.
    """
    if not isinstance(given, dict) or given.get("type") not in _OWN:
        raise ExerciseError(f"field {name}: it needs a type, one of {', '.join(_OWN)}")
    kind = given["type"]
    if not _NEEDED <= set(given) <= _COMMON | _OWN[kind]:
        raise ExerciseError(
            f"field {name}: a {kind} has {', '.join(sorted(_NEEDED))}, and may have "
            f"{', '.join(sorted(_COMMON - _NEEDED | _OWN[kind]))}; this one has {', '.join(given)}"
        )
    field: Field = {"label": _short(name, given, "label"), "type": kind}
    if "group" in given:
        field["group"] = _short(name, given, "group")
    if "unit" in given:
        field["unit"] = _short(name, given, "unit")
    if kind == "choice":
        field["options"] = _options(exercise, name, given.get("options"), lists)
    answer = _read(name, field, given["answer"])
    rule = _ends(name, field, given, answer)
    if kind == "text":
        rule["names"] = [_read(name, field, each) for each in _names(name, given.get("also", []))]
        if len({bare_name(each) for each in (answer, *rule["names"])}) <= len(rule["names"]):
            raise ExerciseError(f"field {name}: also names something twice, or the answer again")
    if "points" in given:
        rule["points"] = _points(name, given["points"])
    return field, rule, answer


def _read(name: str, field: Field, value: Any) -> Any:
    """Return something that a field takes in its normal form.

    Raises:
        ExerciseError: the field does not take it.
    """
    try:
        made = entry(field, value)
    except AnswerError as error:
        raise ExerciseError(f"field {name}: {error}") from None
    if field["type"] == "text" and not bare_name(str(made)):
        raise ExerciseError(f"field {name}: “{value}” is no text")
    return made


def _ends(name: str, field: Field, given: Head, answer: Any) -> Rule:
    """Return from where to where a number or a date is right; nothing if only the answer is.

    Raises:
        ExerciseError: the answer is outside, or `tolerance` stands beside other ends.
    """
    ends: Rule = {}
    if "tolerance" in given:
        if given.keys() & {"least", "most"}:
            raise ExerciseError(f"field {name}: tolerance is of no use beside least and most; keep one")
        off = _read(name, field, given["tolerance"])
        ends["from"], ends["to"] = round(answer - off, 9), round(answer + off, 9)
    for each in {"least", "earliest"} & given.keys():
        ends["from"] = _read(name, field, given[each])
    for each in {"most", "latest"} & given.keys():
        ends["to"] = _read(name, field, given[each])
    if not ends.get("from", answer) <= answer <= ends.get("to", answer):
        raise ExerciseError(f"field {name}: the answer {answer} is not between the ends that are right")
    return ends


def _short(name: str, given: Head, what: str) -> str:
    text = given[what]
    if not isinstance(text, str) or not 0 < len(text.strip()) <= MOST_SIGNS_OF_A_LABEL:
        raise ExerciseError(f"field {name}: {what} is a text of at most {MOST_SIGNS_OF_A_LABEL} signs")
    return text


def _options(exercise: str, name: str, given: Any, lists: Any) -> list[str]:
    """Return what a field can be given; a list of its own is shuffled, as authors write the right one first.

    Raises:
        ExerciseError: it is no list, or two of its options are the same.
    """
    shared = lists.get(given) if isinstance(given, str) and isinstance(lists, dict) else None
    options = given if shared is None else shared
    distinct(options, f"field {name}: options", least=LEAST_OPTIONS)
    if len(options) > MOST_OPTIONS or max(map(len, options)) > MOST_SIGNS:
        raise ExerciseError(f"field {name}: at most {MOST_OPTIONS} options, of {MOST_SIGNS} signs at most")
    return shuffled(random.Random(f"{exercise} {name}"), options) if shared is None else list(options)


def _points(name: str, given: Any) -> int:
    if not str(given).isdecimal() or not 1 <= int(given) <= MOST_POINTS:
        raise ExerciseError(f"field {name}: points is a whole number from 1 to {MOST_POINTS}, not “{given}”")
    return int(given)


def _names(name: str, given: Any) -> list[str]:
    if not isinstance(given, list) or not all(isinstance(each, str) for each in given):
        raise ExerciseError(f"field {name}: also is a list of further names for the answer")
    return given


def _check_groups(spec: FillSpec, key: FillKey) -> None:
    """Check that the fields of each group can change places.

    Raises:
        ExerciseError: a group has one field, or two that differ in more than label and answer.
    """
    groups: dict[str, list[tuple[dict[str, object], int]]] = {}
    for field in spec["fields"]:
        if "group" in field:
            asked = {name: part for name, part in field.items() if name != "label"}
            groups.setdefault(field["group"], []).append(
                (asked, key["fields"][field["label"]].get("points", 1))
            )
    for group, members in groups.items():
        if len(members) < 2:
            raise ExerciseError(f"group {group}: two fields at least, or none")
        if any(other != members[0] for other in members):
            raise ExerciseError(
                f"group {group}: its fields have the same type, unit and points; of options the same list"
            )


def _wrong(head: Head, fields: dict[str, Field]) -> list[WrongItem[Entry]]:
    """Return the foreseen mistakes, their answers in the normal form.

    Raises:
        ExerciseError: one of them is about no field, or is nothing that its field takes.
    """
    found: list[WrongItem[Entry]] = []
    for each in wrong_entries(head, {"field", "answer", "why"}):
        if each["field"] not in fields:
            raise ExerciseError(f"wrong: “{each['field']}” is no field")
        field = fields[each["field"]]
        answer = _read(each["field"], field, each["answer"])
        found.append({"item": field["label"], "answer": answer, "why": each["why"]})
    return found


def _blank_lines(spec: FillSpec) -> list[str]:
    """Return the lines with a numbered blank for each field."""
    return [
        "".join(f"＿＿（{part + 1}）＿＿" if isinstance(part, int) else part for part in line)
        for line in spec["lines"]
    ]


def _asked(spec: FillSpec) -> list[str]:
    """Return what goes into the blanks; those that ask for the same stand together."""
    asked: dict[str, list[str]] = {}
    groups: dict[str, list[str]] = {}
    for place, field in enumerate(spec["fields"], start=1):
        name = f"（{place}）{field['label']}"
        unit = f"（{field['unit']}）" if field.get("unit") else ""
        options = "；".join(field.get("options", []))
        asked.setdefault(f"可选 {options}" if options else f"{_WRITE[field['type']]}{unit}", []).append(name)
        if "group" in field:
            groups.setdefault(field["group"], []).append(name)
    return [
        *(f"{'、'.join(names)}：{what}" for what, names in asked.items()),
        *(f"{'、'.join(names)}：填的先后不限" for names in groups.values()),
    ]


def _filled(spec: FillSpec, value: dict[str, Entry]) -> list[Field]:
    return [field for field in spec["fields"] if field["label"] in value]


def _told(field: Field, value: Any) -> str:
    """Return what stands in a field, for people."""
    if field["type"] == "date":
        return chinese_date(date.fromisoformat(value))
    return with_unit(value, field.get("unit", "")) if field["type"] == "number" else str(value)


def _spoiled(field: Field, right: Any, draw: random.Random) -> Entry:
    if field["type"] == "choice":
        return pick(draw, [option for option in field["options"] if option != right])
    if field["type"] == "date":
        return moved(right, pick(draw, (-7, -2, -1, 1, 2, 7)))
    if field["type"] == "number":
        near: float = pick(draw, (right + 1, right - 1, right * 10 + 1))
        return near
    return pick(draw, ("记不清了", "社区", "还没有定"))


KIND = Fill()
