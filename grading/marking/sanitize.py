"""Step one of grading: take the answers, and nothing else, from what a trainee handed in.

Whatever was moved, copied, split, retyped, deleted or added is graded all the same; what had to be put right
is told to the trainee in one Chinese line each.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from grading.common import outside_json
from shequ_lib.answer_cells import course_metadata, exercise_of, source_of
from shequ_lib.exercises import literal
from shequ_lib.exercises.fold import same
from shequ_lib.outside_text import encodable, is_encodable

MAX_ESSAY = 20_000  # characters; the longest honest one has some two thousand
MAX_CODE = 20_000  # characters of any other answer; of lines of pandas the longest has 700
_PICTURE = re.compile(r"!\[[^\[\]\n]{0,200}\]\(data:image/[a-z.+-]{1,20};base64,[A-Za-z0-9+/=]*\)")
CUT = f"\n\n（这一题的回答超过 {MAX_ESSAY} 个字符，后面的没有收；全文在老师那里的 received 文件夹里。）"
_MAX_PIECES = 100  # answer cells of one exercise; a split one has a handful
_MAX_NOTE = 1000  # characters of a line about a repair
_LISTED = 6  # exercises named in one line; more are counted


@dataclass(frozen=True)
class Slot:
    """Where one exercise's answer goes in the master.

    Attributes:
        title: of the exercise, with its number.
        stub: what the release put into the cell.
        is_text: the cell holds Markdown (an essay), not code.
        locked: the text of each other cell of the exercise as it was handed out, by its role.
        others: the questions that others were handed instead, where papers differ.
    """

    title: str
    stub: str
    is_text: bool
    locked: Mapping[str, str] = field(default_factory=dict)
    others: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Taken:
    """What was taken from a submission.

    Attributes:
        answers: text by exercise, for every exercise of the master; the stub where there is none.
        repairs: what was put right, for the trainee.
        foreign: questions in it that are of another paper, by exercise.
    """

    answers: dict[str, str]
    repairs: tuple[str, ...]
    foreign: Mapping[str, str] = field(default_factory=dict)


def read(data: bytes) -> dict[str, Any] | None:
    """Return a notebook's JSON value, or None where the bytes are no notebook."""
    try:
        value = outside_json.loads(data)
    except ValueError:
        return None
    return value if isinstance(value, dict) and isinstance(value.get("cells"), list) else None


def take(notebook: Mapping[str, Any], slots: Mapping[str, Slot]) -> Taken:
    """Take the answers from a notebook.

    No answer is longer than it may be: whatever is done with it later costs little. An essay is cut, and says
    so; of anything else so much is left that its marking says that it is too long.

    Args:
        notebook: any JSON object with a list of cells.
        slots: where answers go, by exercise, in the order of the master.
    """
    found: dict[str, list[tuple[int, dict[str, Any]]]] = {}
    for place, cell in enumerate(notebook["cells"]):
        exercise = exercise_of(cell)
        if exercise is not None and exercise in slots:
            found.setdefault(exercise, []).append((place, cell))
    answers = {}
    repairs: dict[str, list[str]] = {}
    for exercise, slot in slots.items():
        cells = found.get(exercise, [])
        text, joined, cut = _text_of(exercise, cells, slot)
        answers[exercise] = text
        if cut:
            repairs.setdefault("cut", []).append(slot.title)
        if not cells:
            repairs.setdefault("missing", []).append(slot.title)
        elif len(cells) > 1:
            repairs.setdefault("joined" if joined else "copied", []).append(slot.title)
        elif cells[0][1].get("cell_type") != ("markdown" if slot.is_text else "code"):
            repairs.setdefault("retyped", []).append(slot.title)
    if _is_moved(found, slots):
        repairs["moved"] = []
    foreign = _foreign(notebook, slots)
    edited = _edited(notebook, {name: slot for name, slot in slots.items() if name not in foreign})
    if edited:
        repairs["edited"] = edited
    lines = [_LINES[kind].format(_listed(titles)) for kind, titles in repairs.items()]
    if foreign:
        lines.append(of_another_paper([slots[name].title for name in foreign]))
    return Taken(answers, tuple(lines), foreign)


def of_another_paper(titles: Sequence[str]) -> str:
    """Return what a trainee is told whose file has questions that others were handed."""
    return _LINES["foreign"].format(_listed(list(titles)))


def tells_of_another_paper(repairs: Sequence[str]) -> bool:
    """Tell whether repairs say that a file has questions that others were handed."""
    begin = _LINES["foreign"].partition("{}")[0]
    return any(line.startswith(begin) for line in repairs)


_LINES = {
    "missing": "没有找到答案格，按未作答处理：{}。",
    "joined": "答案格被拆成了几段，已经接起来：{}。",
    "copied": "有不止一个答案格，采用了前面写了答案的一个：{}。",
    "retyped": "答案格的类型改动过，已经改回来：{}。",
    "cut": "回答太长，只收下了前面的部分：{}。",
    "moved": "题目的次序改动过，一律按原来的次序批改。",
    "edited": "题目或检查和老师手里的不一样（改动过，或是旧版），按老师手里的批改：{}。",
    "foreign": "交来的题目不是发给你的那一份卷子上的，按发给你的题目批改：{}。"
    "请打开发给你本人的文件，重新做、重新交。",
}


def known_repairs(noted: Any) -> tuple[str, ...] | None:
    """Return the lines about repairs that a clean copy carries, None where they are not of `take`'s making.

    Whoever puts a file of their own beside the clean copies must not speak to trainees in our name.
    """
    if not isinstance(noted, list) or len(noted) > len(_LINES):
        return None
    return tuple(noted) if all(map(_is_repair, noted)) else None


def _is_repair(line: Any) -> bool:
    if not isinstance(line, str) or len(line) > _MAX_NOTE or not is_encodable(line):
        return False
    ends = (text.partition("{}") for text in _LINES.values())
    return any(line.startswith(first) and line.endswith(last) for first, _, last in ends)


def _text_of(exercise: str, cells: list[tuple[int, dict[str, Any]]], slot: Slot) -> tuple[str, bool, bool]:
    """Return the text of an answer that may stand in several cells, and whether they were joined, or cut.

    Cells that lie side by side are one that was split, unless the first has the whole answer. Of copies
    the first one counts that holds anything.
    """
    if not cells:
        return slot.stub, False, False
    # Half a surrogate pair is legal in JSON but in no file or database.
    pieces = [encodable(source_of(cell)) for _, cell in cells[:_MAX_PIECES]]
    side_by_side = all(later[0] == earlier[0] + 1 for earlier, later in pairwise(cells))
    joined = len(cells) > 1 and side_by_side and not slot.is_text and not _answers(exercise, pieces[0])
    if joined:
        text = "\n".join(pieces)
    else:
        text = next((piece for piece in pieces if not _is_blank(piece, slot)), pieces[0])
    if _is_blank(text, slot):
        return slot.stub, joined, False
    lost = len(cells) > _MAX_PIECES
    if slot.is_text and len(text) > MAX_ESSAY:
        text = _PICTURE.sub(
            "", text
        )  # pasted into the text itself, as some front ends do, it takes all the room
    if slot.is_text and len(text) > MAX_ESSAY:
        return text[:MAX_ESSAY] + CUT, joined, True
    return text[: MAX_CODE + 1], joined, lost or len(text) > MAX_CODE


def _is_blank(text: str, slot: Slot) -> bool:
    return not text.strip() or (len(text) <= MAX_CODE and same(text, slot.stub))


def _answers(exercise: str, text: str) -> bool:
    """Tell whether a piece of code gives the exercise's variable a value of its own."""
    name = literal.variable(exercise)
    return any(
        isinstance(statement, ast.Assign)
        and any(isinstance(target, ast.Name) and target.id == name for target in statement.targets)
        and not (isinstance(statement.value, ast.Constant) and statement.value.value is None)
        for statement in literal.parse(text) or ()
    )


def _is_moved(found: Mapping[str, list[tuple[int, Any]]], slots: Mapping[str, Slot]) -> bool:
    places = [found[exercise][0][0] for exercise in slots if exercise in found]
    return places != sorted(places)


def _edited(notebook: Mapping[str, Any], slots: Mapping[str, Slot]) -> list[str]:
    """Return the titles of exercises of which a question, form or check is not as it was handed out."""
    edited: dict[str, None] = {}
    for cell in notebook["cells"]:
        ours = course_metadata(cell)
        exercise, role = ours.get("exercise"), ours.get("role")
        slot = slots.get(exercise) if isinstance(exercise, str) else None
        if slot is None or not isinstance(role, str) or role not in slot.locked:
            continue
        if source_of(cell).rstrip() != slot.locked[role].rstrip():
            edited[slot.title] = None
    return list(edited)


def _foreign(notebook: Mapping[str, Any], slots: Mapping[str, Slot]) -> dict[str, str]:
    """Return the questions that are not those of these slots but were handed to others, by exercise."""
    found: dict[str, str] = {}
    for cell in notebook["cells"]:
        ours = course_metadata(cell)
        slot = slots.get(str(ours.get("exercise"))) if ours.get("role") == "question" else None
        if slot is not None and slot.others:
            text = source_of(cell).rstrip()
            if text in slot.others and text != slot.locked.get("question", "").rstrip():
                found[str(ours["exercise"])] = text
    return {name: found[name] for name in slots if name in found}


def _listed(titles: list[str]) -> str:
    more = f" 等 {len(titles)} 题" if len(titles) > _LISTED else ""
    return "、".join(f"“{title}”" for title in titles[:_LISTED]) + more
