"""The brands that a district enters for chapter 13, read from one TOML file.

The material gives only the title of that chapter (objective 13.1), so the course invents none: without the
file, or with nothing in it, there are no brands. Each brand is a table `[[brands]]` with the five `FIELDS`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from shequ_lib import toml_file
from shequ_lib.errors import ShequError, shown
from shequ_lib.exercises.fold import fold

FILE = "brands.toml"
FIELDS = {
    "name": "名称",
    "what": "做什么",
    "for_whom": "为谁",
    "since": "从什么时候起",
    "source": "出处",
}
_TABLE = "brands"
_TEXTS = ("name", "what", "for_whom", "source")
_MARKS = "|<>`*\\$"  # they lay out the text of a chapter, or hide a part of it
_INVISIBLE = {"Cc", "Cf", "Cn", "Cs", "Zl", "Zp"}
_SINCE = re.compile(r"(\d{4})(?:-(\d{1,2}))?")
_YEARS = range(1949, 2101)


@dataclass(frozen=True)
class Brand:
    """One brand of a district, as its own documents tell it.

    Attributes:
        name: its name.
        what: what is done.
        for_whom: whom it is for.
        since: since when, for people, such as "2009年5月".
        source: the document that says so.
    """

    name: str
    what: str
    for_whom: str
    since: str
    source: str


def read_brands(path: Path) -> tuple[Brand, ...]:
    """Read the brands of a district, in the order of the file (objective 13.1).

    Args:
        path: the file; if there is none, there are no brands.

    Raises:
        ShequError: the file cannot be read, or a brand is not complete; one line with file and field.
    """
    if not path.exists():
        return ()
    file = f"品牌文件 {path.name}"
    data = toml_file.read(path, file)
    for key in data:
        if key != _TABLE:
            raise ShequError(f"{file} 有不认识的项目{shown(key)}；每个品牌以 [[{_TABLE}]] 一行开头。")
    tables = data.get(_TABLE, [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise ShequError(f"{file} 的 {_TABLE} 应为一个个品牌，每个以 [[{_TABLE}]] 一行开头。")
    brands = tuple(_brand(f"{file} 第 {number} 个品牌", table) for number, table in enumerate(tables, 1))
    for field in ("name", "what"):
        _all_different(file, field, [getattr(brand, field) for brand in brands])
    return brands


def _brand(where: str, table: dict[str, Any]) -> Brand:
    for key in table:
        if key not in FIELDS:
            raise ShequError(f"{where}有不认识的项目{shown(key)}；可以写 {'、'.join(FIELDS)}。")
    for key, label in FIELDS.items():
        if key not in table:
            raise ShequError(f"{where}缺少 {key}（{label}）。")
    texts = {key: _text(f"{where}的 {key}（{FIELDS[key]}）", table[key]) for key in _TEXTS}
    return Brand(**texts, since=_since(f"{where}的 since（{FIELDS['since']}）", table["since"]))


def _text(where: str, value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ShequError(f"{where}应为一段文字，现在是 {shown(value)}。")
    text = value.strip()
    if any(unicodedata.category(character) in _INVISIBLE for character in text):
        raise ShequError(f"{where}只能写一行，不能有换行或看不见的字符，现在是 {shown(text)}。")
    for mark in _MARKS:
        if mark in text:
            raise ShequError(f"{where}不能有排版用的符号「{mark}」，请换成别的写法，现在是 {shown(text)}。")
    return text


def _since(where: str, value: object) -> str:
    """A year (2009), a month ("2009-05") or a day (2009-05-01), in words."""
    if isinstance(value, date):  # in Python a datetime is a date, too
        return f"{value.year}年{value.month}月{value.day}日"
    match = _SINCE.fullmatch(str(value).strip()) if type(value) in (int, str) else None
    if match is None or int(match[1]) not in _YEARS or int(match[2] or 1) not in range(1, 13):
        raise ShequError(f'{where}应为年份，写成 2009，或者年和月，写成 "2009-05"，现在是 {shown(value)}。')
    return f"{int(match[1])}年" + (f"{int(match[2])}月" if match[2] else "")


def _all_different(file: str, field: str, texts: list[str]) -> None:
    first: dict[str, int] = {}
    for number, text in enumerate(texts, 1):
        if first.setdefault(fold(text), number) != number:
            raise ShequError(
                f"{file} 第 {number} 个品牌的 {field}（{FIELDS[field]}）"
                f"和第 {first[fold(text)]} 个相同：{shown(text)}。"
            )
