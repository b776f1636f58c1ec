"""Which row of a table is its head, and which column holds numbers, which names: by what heads are called."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from grading.common.names import name_key

SEARCHED = 30  # rows in which a head is looked for; titles and remarks stand above it
# What numbers people, the surest first. 序号 and No. only count the rows.
_NUMBERS = (
    ("学号", "学生学号", "学籍号", "学生证号", "studentid", "studentno", "studentnumber"),
    ("学员编号", "学员号", "学员id", "学员代码", "学生编号", "学生号", "参训编号", "报名编号", "报名号"),
    ("编号", "人员编号", "代码", "id", "idnumber", "number"),
    ("工号", "职工号", "员工号", "员工编号", "工作证号", "employeeid", "employeeno", "employeenumber"),
    ("账号", "登录账号", "用户名", "登录名", "username", "login", "account", "userid"),
)
_PHONES = (
    *("手机号", "手机", "手机号码", "移动电话", "联系手机", "电话", "电话号码", "联系电话", "联系方式"),
    *("mobile", "mobilephone", "mobilenumber", "phone", "phonenumber", "telephone", "cellphone"),
)
_NAMES = (
    *("姓名", "学员姓名", "学生姓名", "真实姓名", "中文姓名", "中文名", "人员姓名", "用户姓名", "参训人员"),
    *("参训人员姓名", "参加人姓名", "name", "fullname", "studentname", "realname", "displayname"),
)
_SURNAMES = ("姓", "姓氏", "surname", "lastname", "familyname")
_GIVEN = ("名", "名字", "firstname", "givenname", "forename")
COUNTERS = ("序号", "序", "行号", "no", "#", "index")
_SIMPLE = str.maketrans(
    "編號學員證碼機電話單區帐帳賬戶聯絡繫郵職務請寫輸貴稱錄認參訓報籍箱實間銀時",
    "编号学员证码机电话单区账账账户联络系邮职务请写输贵称录认参训报籍箱实间银时",
)
_COUNT = re.compile(r"[(（]?\d{1,3}[)）.、:：·,，]+")  # 问卷星: `1、您的姓名：`
_ASIDE = re.compile(r"[(\[【{〔<《][^)\]】}〕>》]*[)\]】}〕>》]")  # `姓名（必填）`
_ASKING = re.compile(r"^(?:请(?:您)?(?:填写|输入|写出?|选择|留下))?(?:您|你|学员本人|本人)?的?")
_WORDS = re.compile(r"[a-z0-9]+|[^a-z0-9]+")
PHONE, NUMBER, NAME, SURNAME, GIVEN = "phone", "number", "name", "surname", "given"


@dataclass(frozen=True)
class Head:
    """The head of a table.

    Attributes:
        row: its index among the rows.
        titles: what each column is called.
        numbers: the columns that may number people, the surest first, by how sure they are.
        phones: columns of phone numbers.
        name: the column of names, None if there is none.
        parts: the columns of surnames and given names where they stand apart, else None.
        worth: how much of a class list it announces.
    """

    row: int
    titles: tuple[str, ...]
    numbers: tuple[int, ...] = ()
    phones: tuple[int, ...] = ()
    name: int | None = None
    parts: tuple[int, int] | None = None
    worth: int = 0


def plain(title: str) -> str:
    """Return a title as it is compared: 學　号*, `1、您的学号（必填）：` and 学号 are one."""
    text = re.sub(r"[_\-]", "", name_key(title)).translate(_SIMPLE)
    text = _COUNT.sub("", text, count=1).strip("*:：.。?？!、,，·☆★")
    text = (_ASIDE.sub("", text) or text).strip("*:：.。?？!、,，·☆★")
    return _ASKING.sub("", text).removesuffix("是") or text


def kind(title: str) -> tuple[str, int] | None:
    """Return what a column of this title holds, and how sure that is (0 most), else None."""
    whole = plain(title)
    if not whole or len(whole) > 40:
        return None
    found = _known(whole)
    if found is not None:
        return found
    for parts in (re.split(r"[/|、或和及,，()（）]", whole), _WORDS.findall(whole)):  # 学号/工号, 姓名 Name
        kinds = [_known(part) for part in parts if part]
        if len(kinds) > 1 and None not in kinds and len({each[0] for each in kinds if each}) == 1:
            return min(each for each in kinds if each)
    return None


def _known(word: str) -> tuple[str, int] | None:
    for sure, words in enumerate(_NUMBERS):
        if word in words:
            return NUMBER, sure
    for what, words in ((PHONE, _PHONES), (NAME, _NAMES), (SURNAME, _SURNAMES), (GIVEN, _GIVEN)):
        if word in words:
            return what, words.index(word)
    return None


def find(rows: Sequence[Sequence[str]]) -> Head | None:
    """Return the head among the first rows: of those that announce the same, the first; None without one."""
    found = [head for place in range(min(len(rows), SEARCHED)) if (head := _head(rows, place)) is not None]
    return max(found, key=lambda head: head.worth, default=None)


def worth(rows: Sequence[Sequence[str]]) -> int:
    """Return how much of a class list the best head among some rows announces."""
    head = find(rows)
    return head.worth if head is not None else 0


def _head(rows: Sequence[Sequence[str]], place: int) -> Head | None:
    row = rows[place]
    if not any(kind(title) for title in row):
        return None
    above = rows[place - 1] if place else ()
    if sum(bool(title.strip()) for title in above) < 2:  # one cell above is the title of the whole
        above = ()
    wide = max(len(row), len(above))
    titles = tuple(
        (row[at] if at < len(row) else "").strip() or (above[at] if at < len(above) else "").strip()
        for at in range(wide)
    )
    kinds = {at: found for at, title in enumerate(titles) if (found := kind(title)) is not None}

    def columns(what: str) -> tuple[int, ...]:
        return tuple(sorted((at for at in kinds if kinds[at][0] == what), key=lambda at: (kinds[at][1], at)))

    numbers, names, surnames, given = columns(NUMBER), columns(NAME), columns(SURNAME), columns(GIVEN)
    parts = (surnames[0], given[0]) if surnames and given and not names else None
    name = names[0] if names else given[0] if given and parts is None else None
    if name is not None and not names and plain(titles[name]) != "名字":
        name = None  # 名 alone, or a first name, is nobody's whole name
    if not (numbers or columns(PHONE) or name is not None or parts):
        return None
    sure = 4 if numbers else 1 if columns(PHONE) else 0
    named = 4 if name is not None or parts is not None else 0
    return Head(place, titles, numbers, columns(PHONE), name, parts, sure + named)
