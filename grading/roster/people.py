"""The people of a class list."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from openpyxl.utils import get_column_letter

from grading.common.names import check_id, folder_key, id_key, person_id, person_name
from grading.common.shown import shown
from grading.roster import heads, sheets
from grading.roster.heads import Head
from grading.roster.numbers import count_of_found, counts, form
from grading.roster.sheets import NOT_CALCULATED, RosterError, Row, Sheet
from shequ_lib.errors import ShequError

MOST_MORE = 10  # other columns that are kept
_LONGEST_MORE = 100  # characters of a value in them
# Left out of what is kept: tables of marks are passed on, and these are nobody else's business.
_PRIVATE = re.compile(
    "手机|电话|联系方式|联系电话|身份证|证件|护照|邮箱|邮件|微信|qq|银行|卡号|住址|地址|生日|出生|密码"
    "|phone|mobile|mail|wechat|password|passport|address|birth"
)
_PRIVATE_VALUE = re.compile(r"1[3-9]\d{9}|\d{17}[\dXx]|\S+@\S+")
_SUM = "合计|总计|小计|共计|总人数|人数|备注|说明|以下空白|制表|审核"
_FOOT = re.compile(
    rf"(?:{_SUM}|注|制表人|填表人?|填报人|审核人|负责人|联系人|日期|单位)[:：(（].*"
    rf"|(?:合计|总计|小计|共计|总人数)\d.*|[(（]?共[计有]?\d+[人名位条].*|{_SUM}"
)
_SENTENCE = re.compile(r"[:：。，,；;！!？?、]")


@dataclass(frozen=True)
class Trainee:
    """One person of the class: `id` as nbgrader knows it, `name` as people do (may be empty).

    `more` is what the class list says besides (街道, 单位), as pairs of title and text in its order.
    """

    id: str
    name: str = ""
    more: tuple[tuple[str, str], ...] = field(default=(), compare=False)  # the same person with another 单位


@dataclass(frozen=True)
class ClassList:
    """The people of a class list in its order, and Chinese lines on how it was read if that was not plain."""

    people: tuple[Trainee, ...]
    notes: tuple[str, ...] = ()


def read_roster(path: Path, hints: Sequence[str] = ()) -> ClassList:
    """Return the trainees of a class list in its order.

    Args:
        path: an .xlsx, .xls or .ods workbook, or a text of any encoding with separators.
        hints: names of files that came in; of columns that may number people, the one whose values are found
            in them is taken.

    Raises:
        ShequError: no such file, none that can be read, no known column, nobody in it, the same number twice,
            two that would be one folder, or two lists that fit equally.
    """
    book = sheets.read(path)
    tables = [_Table(path, sheet, head) for sheet in book if (head := heads.find(_texts(sheet))) is not None]
    tables = [table for table in tables if table.people_rows] or tables
    if not tables:
        if any(_uncalculated(sheet) for sheet in book):
            raise RosterError(path, f"里{NOT_CALCULATED}")
        where = "的每一张表" if len(book) > 1 else ""
        raise RosterError(path, f"{where}里没有“学号”或“姓名”这样的列名。")
    best = max(tables, key=lambda table: table.head.worth)
    equal = [table for table in tables if table.head.worth == best.head.worth]
    if len(equal) > 1:
        named = "、".join(f"“{shown(table.sheet.name, 40)}”" for table in equal)
        raise RosterError(path, f"里有几张名单：{named}，请把要用的那一张另存成一个文件。")
    notes = []
    if best.sheet is not book[0]:
        notes.append(f"花名册读的是工作表“{shown(best.sheet.name, 40)}”。")
    return best.read(notes, hints)


def _texts(sheet: Sheet) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in sheet.rows[: heads.SEARCHED]]


def _uncalculated(sheet: Sheet) -> bool:
    """Tell whether a sheet has formulas where it shows nothing."""
    filled = {(row.number, place + 1) for row in sheet.rows for place in sheets.places(row)}
    return bool(sheet.formulas() - filled)


class _Table:
    """A sheet with the head of a list.

    Args:
        path: of the class list.
        sheet: the sheet.
        head: its head.
    """

    def __init__(self, path: Path, sheet: Sheet, head: Head) -> None:
        self.sheet, self.head = sheet, head
        self._path = path
        used = [*head.numbers, *head.phones, *(head.parts or ())]
        self._used = used if head.name is None else [*used, head.name]
        self.people_rows = [
            row
            for row in sheet.rows[head.row + 1 :]
            if any(row[at].text or row[at].fault for at in self._used) and not self._is_head(row)
        ]

    def _is_head(self, row: Row) -> bool:
        """Tell whether it is the head once more, as on each page of a long list."""
        return all(heads.kind(row[at].text) or not row[at].text for at in self._used) and any(
            row[at].text == self.head.titles[at] for at in self._used
        )

    def read(self, notes: list[str], hints: Sequence[str]) -> ClassList:
        """Return the people."""
        number = self._number(notes, hints)
        if self.sheet.loses_zeros and number is not None and self._has_zeros_to_lose(number):
            notes.append(
                f"花名册 {shown(self._path.name)} 读不出数字的格式：编号前面若有 0，请另存为 .xlsx，再试。"
            )
        kept = self._kept(number)
        trainees: dict[str, Trainee] = {}
        keys: dict[str, str] = {}
        unnumbered = []
        for row in self.people_rows:
            trainee = self._trainee(row, number, kept, notes)
            if trainee is None:
                continue
            if number is not None and not row[number].text:
                unnumbered.append(shown(trainee.name, 20))
            if trainee.id in trainees:
                raise RosterError(self._path, f"里“{shown(trainee.id)}”出现了两次，请改成不同的编号。")
            for key in {folder_key(trainee.id), id_key(trainee.id)}:
                other = keys.setdefault(key, trainee.id)
                if other != trainee.id:
                    raise RosterError(
                        self._path,
                        f"里“{other}”和“{trainee.id}”只差大小写、全角半角、空格之类，"
                        "在 Windows 和 macOS 上是同一个文件夹，请改成不同的编号。",
                    )
            trainees[trainee.id] = trainee
        if not trainees:
            if _uncalculated(self.sheet):
                raise RosterError(self._path, f"里{NOT_CALCULATED}")
            raise RosterError(self._path, "里没有一个人，请检查是不是这个文件。")
        if unnumbered:
            many = f"{'、'.join(unnumbered[:3])}{f'等 {len(unnumbered)} 人' if len(unnumbered) > 3 else ''}"
            notes.append(f"花名册里 {many} 没有编号，用姓名作编号。")
        return ClassList(tuple(trainees.values()), tuple(notes))

    # ---- which column numbers people ----

    def _number(self, notes: list[str], hints: Sequence[str]) -> int | None:
        """Return the column that numbers people, None if only names do; say so where it was not plain."""
        filled = [at for at in self.head.numbers if self._values(at)]
        for at in self.head.numbers:
            if at not in filled:
                for row in self.people_rows:
                    self._check(row, at)  # it may be empty only because nobody calculated it
        counting = [at for at in filled if counts(self._values(at))]
        filled = [at for at in filled if at not in counting] + counting
        if not filled:
            phones = [at for at in self.head.phones if self._values(at)]
            if not phones:
                return None
            notes.append(f"花名册里没有学号、编号，就用“{self._title(phones[0])}”这一列作编号。")
            return phones[0]
        found = {at: count_of_found(self._values(at), hints) for at in filled}
        best = max(filled, key=lambda at: found[at])  # of equal ones the surest
        others = [at for at in filled if at != best and at not in counting]
        if others or (best in counting and len(filled) > 1):
            named = "、".join(f"“{self._title(at)}”" for at in filled if at != best)
            why = "，因为交来的文件用的是它" if best != filled[0] else ""
            notes.append(f"花名册用“{self._title(best)}”这一列作编号，没有用{named}{why}。")
        return best

    def _values(self, column: int) -> list[str]:
        """Return what stands in a column, feet of the table left out."""
        texts = [row[column].text or row[column].fault for row in self.people_rows if not self._is_foot(row)]
        return [text for text in texts if text]

    def _title(self, column: int) -> str:
        return shown("".join(self.head.titles[column].split()), 30)

    def _has_zeros_to_lose(self, column: int) -> bool:
        """Tell whether numbers of different lengths stand there, as where zeros in front were lost."""
        lengths = {len(text) for text in self._values(column) if text.isdecimal()}
        return len(lengths) > 1

    # ---- a row ----

    def _trainee(self, row: Row, number: int | None, kept: Sequence[int], notes: list[str]) -> Trainee | None:
        name_columns = self.head.parts or ((self.head.name,) if self.head.name is not None else ())
        trainee_id = "" if number is None else row[number].text
        written = [row[at].text for at in name_columns]
        if len(written) > 1 and all(text.isascii() for text in written):
            written.reverse()  # Hong Li, and 李红
        name = " ".join(written)
        if self._is_foot(row) and not self._is_somebody(trainee_id, number, name):
            return None
        for at in [*([] if number is None else [number]), *name_columns]:
            self._check(row, at)
        said, name, trainee_id = name, person_name(name), person_id(trainee_id)
        if not trainee_id and _SENTENCE.search(name):
            notes.append(f"花名册第 {row.number} 行“{shown(said, 20)}”不像人名，没有算作学员。")
            return None
        if not (trainee_id or name):
            return None
        more = tuple(
            (shown(" ".join(self.head.titles[at].split()), 40), shown(row[at].text, _LONGEST_MORE))
            for at in kept
        )
        try:
            return Trainee(check_id(trainee_id or name), name, more)
        except ShequError as error:
            raise RosterError(self._path, f"第 {row.number} 行：{error}") from error

    def _is_foot(self, row: Row) -> bool:
        """Tell whether a row looks like the foot of the table: 合计, 共 12 人, 制表：某某."""
        first = next(sheets.places(row), None)
        said = [at for at in self._used if row[at].text]
        if first is not None and _FOOT.fullmatch("".join(row[first].text.split())):
            return True
        return any(_FOOT.fullmatch("".join(row[at].text.split())) for at in said)

    def _is_somebody(self, trainee_id: str, number: int | None, name: str) -> bool:
        """Tell whether a row that looks like the foot is a person, with a name and a number like others."""
        if number is None or not name.strip() or not any(sign.isdigit() for sign in trainee_id):
            return False
        mine = form(trainee_id)
        return len(mine) > 2 and any(form(value) == mine for value in self._values(number))

    def _check(self, row: Row, column: int) -> None:
        """Refuse what a cell that is needed cannot be."""
        cell = row[column]
        if cell.fault:
            raise RosterError(self._path, f"的 {self._place(row, column)} {cell.fault}")
        if not cell.text and (row.number, column + 1) in self._formulas:
            raise RosterError(self._path, f"的 {self._place(row, column)} {NOT_CALCULATED}")

    @functools.cached_property
    def _formulas(self) -> frozenset[tuple[int, int]]:
        return self.sheet.formulas()

    def _place(self, row: Row, column: int) -> str:
        sheet = f"“{shown(self.sheet.name, 40)}”" if self.sheet.name else ""
        return f"{sheet} {get_column_letter(column + 1)}{row.number}".strip()

    # ---- other columns ----

    def _kept(self, number: int | None) -> list[int]:
        """Return the other columns whose texts are kept."""
        taken = {number, self.head.name, *(self.head.parts or ()), *self.head.phones}
        return [
            at
            for at, title in enumerate(self.head.titles)
            if at not in taken and title and (values := self._values(at)) and not self._is_private(at, values)
        ][:MOST_MORE]

    def _is_private(self, column: int, values: Sequence[str]) -> bool:
        title = heads.plain(self.head.titles[column])
        if title in heads.COUNTERS or counts(values):
            return True  # a serial number says nothing
        return bool(_PRIVATE.search(title)) or any(_PRIVATE_VALUE.fullmatch(value) for value in values)
