"""Corrections of a key after the fact: a second right answer, points for all, a question that counts no more.

They stand in a small table of the class folder that a person can read and change; each run reads it, and a
chapter whose corrections have changed is marked anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, cast

from grading.common.shown import shown
from grading.master import kinds
from shequ_lib.errors import ShequError
from shequ_lib.exercises.fold import fold
from shequ_lib.exercises.kind import AnswerKey, Key, Spec
from shequ_lib.exercises.literal import AnswerError
from shequ_lib.exercises.normalise import normalise
from shequ_lib.exercises.score import BOTH

FILE = "更正.xlsx"
ALSO, GIFT, VOID = "也算对", "送分", "作废"
_HEADS = ("章", "题", "更正", "内容", "日期")
_MOST = 500  # rows


@dataclass(frozen=True)
class Asked:
    """What can be corrected: an exercise by its number and title, with its public and its hidden part."""

    title: str
    spec: Spec
    key: Key

    @property
    def number(self) -> str:
        """The number of the exercise, such as `6-3`."""
        return self.title.split(maxsplit=1)[0]


@dataclass(frozen=True)
class Correction:
    """A correction.

    Attributes:
        exercise: its id.
        kind: ALSO, GIFT or VOID.
        text: the second right answer as somebody wrote it, else empty.
        answer: the same in its normal form.
        day: since when, for people.
        of_course: it stands in the course, not in the table of the class.
    """

    exercise: str
    kind: str
    text: str = ""
    answer: Any = None
    day: str = ""
    of_course: bool = False


def of_course(exercise: str, key: Key) -> list[Correction]:
    """Return the corrections that the course itself holds for an exercise (see `master.exercise`)."""
    kinds = [kind for said, kind in ((key.get("gift"), GIFT), (key.get("void"), VOID)) if said]
    return [
        *(Correction(exercise, kind, of_course=True) for kind in kinds),
        *(Correction(exercise, ALSO, answer=answer, of_course=True) for answer in key.get("also", [])),
    ]


def in_force(exercise: str, key: Key, of_class: Sequence[Correction]) -> tuple[Correction, ...]:
    """Return the corrections of an exercise; of points for all or for nobody the class has the last word.

    Args:
        exercise: its id.
        key: its hidden part.
        of_class: the corrections in the table of the class.
    """
    own = [each for each in of_class if each.exercise == exercise]
    settled = any(each.kind != ALSO for each in own)
    return (*(each for each in of_course(exercise, key) if each.kind == ALSO or not settled), *own)


def read(root: Path, chapter: str, exercises: Mapping[str, Asked]) -> list[Correction]:
    """Return the corrections of a chapter that are in force.

    Args:
        root: the class folder.
        chapter: the chapter's name.
        exercises: of the chapter, by id.

    Raises:
        ShequError: the table cannot be read, or something in it cannot be meant; one line in Chinese.
    """
    made: list[Correction] = []
    for place, (of, number, kind, text, day) in _rows(root / FILE):
        if of == chapter or (of and chapter.partition("-")[0] == of.zfill(2)):
            with_row = f"{FILE} 第 {place} 行："
            one = _correction(exercises, made, (number, kind, text, day), with_row)
            if not _in_course(one, exercises):  # it came into the course later
                made.append(one)
    return made


def asked_for(
    exercises: Mapping[str, Asked], known: Sequence[Correction], wanted: Sequence[tuple[str, str]], day: date
) -> list[Correction]:
    """Return new corrections, as they are asked for on the command line.

    Args:
        exercises: of the chapter, by id.
        known: the corrections in force.
        wanted: kind and text, such as (ALSO, "6-3=B") and (VOID, "6-3").
        day: of today.

    Raises:
        ShequError: no such exercise, or no second answer of its kind; one line in Chinese.
    """
    of_class = [each for each in known if not each.of_course]
    made = list(of_class)
    for kind, text in wanted:
        number, equals, answer = text.partition("=")
        if kind == ALSO and not equals:
            raise ShequError(f"--also 后面要写题号、等号和答案，如 6-3=B；“{shown(text, 60)}”不是这样。")
        one = _correction(exercises, made, (number, kind, answer, day.isoformat()), "")
        asked = exercises[one.exercise]
        settled = [each for each in of_course(one.exercise, asked.key) if each.kind != ALSO]
        if settled and kind in (ALSO, settled[0].kind):
            raise ShequError(f"{asked.number} 课程里已经{settled[0].kind}，不用再写“{kind}”。")
        if _in_course(one, exercises):
            raise ShequError(_is_right(asked, answer))
        made.append(one)
    return made[len(of_class) :]


def _in_course(one: Correction, exercises: Mapping[str, Asked]) -> bool:
    held = of_course(one.exercise, exercises[one.exercise].key)
    return any((each.kind, each.answer) == (one.kind, one.answer) for each in held)


def _is_right(asked: Asked, text: str) -> str:
    return f"{asked.number} 的答案“{shown(text, 60)}”本来就算对，不用再写。"


def add(root: Path, chapter: str, exercises: Mapping[str, Asked], fresh: Sequence[Correction]) -> None:
    """Write more corrections into the table; whatever stands there stays.

    Raises:
        ShequError: it cannot be written, as when Excel has it open.
    """
    from openpyxl import Workbook

    from grading.common.workbook import append, finish, save

    book = Workbook()
    book.active.title = "更正"
    append(book.active, _HEADS)
    for _, row in _rows(root / FILE):
        append(book.active, row)
    for each in fresh:
        append(book.active, (chapter, exercises[each.exercise].number, each.kind, each.text, each.day))
    for column in "ABCDE":  # so that Excel makes no date of 6-3
        for cell in book.active[column]:
            cell.number_format = "@"
    finish(book.active, "A2", {1: 22, 2: 10, 3: 10, 4: 40}, last=14)
    save(book, root / FILE)


def lines(corrections: Sequence[Correction], titles: Mapping[str, str]) -> list[str]:
    """Say which corrections are in force, one line each; of other right answers only those of the class."""
    return [
        f"更正：{titles[each.exercise]}，{_said(each)}{_since(each)}"
        for each in corrections
        if each.kind != ALSO or not each.of_course
    ]


def _since(each: Correction) -> str:
    if each.of_course:
        return "（课程里写好的）。"
    return f"{f'（{each.day} 起）' if each.day else ''}。不要了就在 {FILE} 里删掉这一行，再批改一次。"


def _said(each: Correction) -> str:
    if each.kind == ALSO:
        return f"答案“{shown(each.text, 60)}”也算对"
    return "送分，交了作业的都得满分" if each.kind == GIFT else "作废，不计分，满分里也不算"


def note(corrections: Sequence[Correction]) -> str:
    """Return what the trainee is told of the corrections of one exercise, an empty text without any.

    What the course says of points for all or for nobody stands in the question.
    """
    kinds = {each.kind for each in corrections if each.kind == ALSO or not each.of_course}
    return next((told(kind) for kind in (VOID, GIFT, ALSO) if kind in kinds), "")


def told(kind: str) -> str:
    """Return what the trainee is told of one correction."""
    return {VOID: "这道题作废，不计分。", GIFT: "这道题送分，交了作业的都得满分。", ALSO: BOTH}[kind]


def _correction(
    exercises: Mapping[str, Asked],
    before: Sequence[Correction],
    row: tuple[str, str, str, str],
    where: str,
) -> Correction:
    number, kind, text, day = row
    name = _exercise(exercises, number, where)
    asked = exercises[name]
    if kind not in (ALSO, GIFT, VOID):
        raise ShequError(f"{where}“更正”一栏只能写 {ALSO}、{GIFT} 或 {VOID}，不能写“{shown(kind, 30)}”。")
    same = [each for each in before if each.exercise == name]
    if any(each.kind != kind for each in same):
        raise ShequError(
            f"{where}{asked.number} 已经有更正“{same[0].kind}”，不能再加“{kind}”；"
            f"要改的话，先在 {FILE} 里删掉那一行。"
        )
    if kind != ALSO:
        if text:
            raise ShequError(f"{where}{kind}不用写答案，请去掉“{shown(text, 30)}”。")
        if same:
            raise ShequError(f"{where}{asked.number} 已经{kind}，不用再写。")
        return Correction(name, kind, day=day)
    answer = _answer(asked, text, where)
    right = cast("AnswerKey[Any, Any]", asked.key).get("answer")
    if answer == right or any(each.answer == answer for each in same):
        raise ShequError(f"{where}{_is_right(asked, text)}")
    return Correction(name, kind, text, answer, day)


def _exercise(exercises: Mapping[str, Asked], number: str, where: str) -> str:
    wanted = fold(number)
    for name, asked in exercises.items():
        if wanted in (fold(asked.number), fold(name)):
            return name
    numbers = [asked.number for asked in exercises.values()]
    raise ShequError(f"{where}没有“{shown(number, 30)}”这道题，这一章有 {numbers[0]} 到 {numbers[-1]}。")


def _answer(asked: Asked, text: str, where: str) -> Any:
    """Read a second right answer, as people write one."""
    kind = kinds.of(asked.spec["kind"])
    if kind.no_second_here:
        raise ShequError(f"{where}{asked.title} {kind.no_second_here}")
    try:
        answer = normalise(asked.spec, kind.typed(text))
    except AnswerError as error:
        raise ShequError(f"{where}{asked.number} 的答案“{shown(text, 60)}”写得不对：{error}") from error
    if not kind.is_whole(asked.key, answer):
        raise ShequError(f"{where}{asked.number} 的答案没有写全：{kind.second}")
    return answer


def _rows(path: Path) -> list[tuple[int, tuple[str, str, str, str, str]]]:
    """Return the rows of the table below its head, with their numbers in Excel."""
    import openpyxl

    try:
        if not path.exists():
            return []
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        try:
            sheet = book.worksheets[0]
            found = list(sheet.iter_rows(max_row=_MOST, max_col=len(_HEADS), values_only=True))
        finally:
            book.close()
    except Exception as error:  # openpyxl lets through whatever zipfile, XML or struct raise
        raise ShequError(
            f"{path.name} 打不开，读不出更正，没有批改。请用 Excel 或 WPS 修好它，或者移走。"
        ) from error
    rows = []
    for place, row in enumerate(found, start=1):
        cells = [_text(value, column) for column, value in enumerate(row)] + [""] * len(_HEADS)
        if any(cells[:4]) and tuple(cells[:4]) != _HEADS[:4]:
            rows.append((place, (cells[0], cells[1], cells[2], cells[3], cells[4])))
    return rows


def _text(value: Any, column: int) -> str:
    """Return a cell as it was meant: Excel makes a date of 6-3, and a number of 06."""
    if value is None:
        return ""
    if isinstance(value, (datetime, date)):
        return f"{value.month}-{value.day}" if column == 1 else f"{value:%Y-%m-%d}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
