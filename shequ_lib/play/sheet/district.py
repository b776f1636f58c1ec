"""All communities of a district in one table: staff, money and rooms of each, then the totals.

The rules of chapter 11 for each row, by the same calculators as for one community; added up only afterwards
(objective 11.19). The file is the one of the exercises, course/data/communities.csv: 92 made-up communities.
Read without pandas, which takes long to load in a browser; `community_table` gives the same figures.
"""

from __future__ import annotations

import csv
import functools
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from shequ_lib import staffing
from shequ_lib.community_table import ALL, HELD, HELD_ACTIVITY, PLACE
from shequ_lib.errors import ShequError, shown
from shequ_lib.exercises.kinds.number import plain_number
from shequ_lib.play.sheet import model as sheet_model
from shequ_lib.play.sheet.model import FIGURES, Sheet
from shequ_lib.script import simplify
from shequ_lib.staffing import LABELS, Community

FILE = Path("data") / "communities.csv"  # beside the notebook
ENCODINGS = ("utf-8-sig", "gb18030")  # the second is what Excel in Chinese saves a .csv in

TOTALS, STAFF, MONEY, FACTS = "合计", "各岗位人数", "各项经费", "基本情况"
VIEWS = (TOTALS, STAFF, MONEY, FACTS)

NAME_COLUMN = "name"


@dataclass(frozen=True)
class Row:
    """One community of the table.

    Attributes:
        community: what the rules need to know of it, with its name.
        place: its street or town.
        held: premises that it has, in square metres.
    """

    community: Community
    place: str
    held: float

    @functools.cached_property
    def sheet(self) -> Sheet:
        """What the standard gives it by the active rulebook."""
        return sheet_model.sheet(self.community)

    @property
    def missing(self) -> float:
        """Square metres that it has too few of; 0 if it has enough (a surplus makes up for nobody's lack)."""
        return max(round(self.sheet.rooms.total_m2 - self.held, 2), 0)


@dataclass(frozen=True)
class Column:
    """One column of the table.

    Attributes:
        key: its name in the program.
        head: its Chinese heading.
        value: what it holds of a row.
        unit: the unit of its numbers; empty for texts, which are not added up.
    """

    key: str
    head: str
    value: Callable[[Row], str | float]
    unit: str = ""


@dataclass(frozen=True)
class Order:
    """By which column the rows stand, and which way."""

    key: str = ""
    falling: bool = False


def read(path: Path = FILE) -> tuple[Row, ...]:
    """Read the table.

    Raises:
        ShequError: There is no such file, or it lacks a column or has a bad cell; in one line with the row.
    """
    try:
        text = _decoded(path.read_bytes())
    except OSError:
        raise ShequError(f"没有找到 {path.as_posix()}：请从课程的文件夹里打开这一章。") from None
    table = csv.DictReader(io.StringIO(text, newline=""))
    heads = [simplify(head) for head in table.fieldnames or []]
    table.fieldnames = heads
    wanted = [LABELS["name"], PLACE, *(LABELS[key] for key in FIGURES), LABELS["party"], HELD, HELD_ACTIVITY]
    missing = [head for head in wanted if head not in heads]
    if missing:
        raise ShequError(f"{path.as_posix()} 缺少这些列：{'、'.join(missing)}。")
    return tuple(_row(number, cells) for number, cells in enumerate(table, start=2))


def columns(view: str, rows: Sequence[Row]) -> tuple[Column, ...]:
    """Return the columns of a view (one of VIEWS); the first is the community, the second its place."""
    first = (
        Column(NAME_COLUMN, LABELS["name"], lambda row: row.community.name),
        Column("place", PLACE, lambda row: row.place),
    )
    households = _figure("households")
    required = Column("required", "应配", lambda row: row.sheet.plan.required_total, "人")
    optional = Column("optional", "可再配", lambda row: row.sheet.plan.optional_total, "人")
    money = Column("money", "经费", lambda row: row.sheet.money.total, "元")
    if view == STAFF:
        return (*first, required, optional, *_posts(rows))
    if view == MONEY:
        return (
            *first,
            money,
            Column("city", "市级", lambda row: row.sheet.money.city, "元"),
            Column("district", "区级", lambda row: row.sheet.money.district, "元"),
            *(_line(line.key, line.name) for line in (rows[0].sheet.money.lines if rows else ())),
        )
    if view == FACTS:
        party = Column("party", LABELS["party"], lambda row: row.community.party)
        return (*first, *map(_figure, FIGURES), party)
    return (
        *first,
        households,
        required,
        optional,
        money,
        Column("area", "应有用房", lambda row: row.sheet.rooms.total_m2, "平方米"),
        Column("held", "现有用房", lambda row: row.held, "平方米"),
        Column("missing", "还缺", lambda row: row.missing, "平方米"),
    )


def places(rows: Iterable[Row]) -> tuple[str, ...]:
    """Return the streets and towns in the order of the table."""
    return tuple(dict.fromkeys(row.place for row in rows))


def arranged(
    rows: Sequence[Row], shown_columns: Sequence[Column], order: Order, place: str = ""
) -> tuple[Row, ...]:
    """Return the rows of a place (all if it is empty), sorted; equal ones stay in the order of the table."""
    kept = [row for row in rows if place in ("", row.place)]
    by = next((column for column in shown_columns if column.key == order.key), None)
    if by is None:
        return tuple(kept)
    if not by.unit:  # names in the order in which the table has them first, as a register does
        ranks = {text: rank for rank, text in enumerate(dict.fromkeys(map(by.value, rows)))}
        return tuple(sorted(kept, key=lambda row: ranks[by.value(row)], reverse=order.falling))
    return tuple(sorted(kept, key=by.value, reverse=order.falling))


def totals(rows: Sequence[Row], shown_columns: Sequence[Column]) -> list[float | None]:
    """Return the sum of each column; None where there is nothing to add up."""
    return [
        round(sum(float(column.value(row)) for row in rows), 2) if column.unit else None
        for column in shown_columns
    ]


def by_place(rows: Sequence[Row]) -> list[tuple[str, int, list[float]]]:
    """Return for each street or town, and last for the whole district, its communities and their totals.

    The totals are those of the numbers of the view TOTALS, in its order.
    """
    wanted = [column for column in columns(TOTALS, rows) if column.unit]
    groups = [(place, [row for row in rows if row.place == place]) for place in places(rows)]
    return [
        (name, len(group), [total or 0 for total in totals(group, wanted)])
        for name, group in (*groups, (ALL, list(rows)))
    ]


def _figure(key: str) -> Column:
    figure = FIGURES[key]
    return Column(key, figure.label, lambda row: getattr(row.community, key), figure.unit)


def _posts(rows: Sequence[Row]) -> list[Column]:
    """Return a column for each post that is counted, and one for what may be added to it."""
    found = []
    for post in rows[0].sheet.plan.posts if rows else ():
        for part, suffix in (("required", ""), ("optional", "（可再配）")):
            if any(_people(row, post.key, part) for row in rows):
                value = functools.partial(_people, key=post.key, part=part)
                found.append(Column(f"{post.key}.{part}", post.name + suffix, value, "人"))
    return found


def _people(row: Row, key: str, part: str) -> int:
    return int(getattr(row.sheet.plan.post(key), part))


def _line(key: str, name: str) -> Column:
    return Column(f"line.{key}", name, lambda row: row.sheet.money.line(key).yuan, "元")


def _decoded(data: bytes) -> str:
    for encoding in ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ShequError("这张表不是 UTF-8 或 GBK 编码的文本，请在 Excel 或 WPS 里另存为 CSV UTF-8。")


def _row(number: int, cells: dict[str, str]) -> Row:
    """Read one row; `number` counts as a spreadsheet does, the heading being row 1."""
    try:
        name = cells[LABELS["name"]]
        figures = {key: _number(LABELS[key], cells[LABELS[key]]) for key in FIGURES}
        community = Community(name=name, **figures, party=cells[LABELS["party"]])  # type: ignore[arg-type]
        staffing.party_kind(community.party)
        return Row(
            community,
            cells[PLACE],
            _area(HELD, cells[HELD]),
        )
    except ShequError as error:
        raise ShequError(f"表格第 {number} 行：{error}") from None


def _number(label: str, text: str | None) -> float:
    if text and text.isascii() and text.isdecimal():  # nearly every cell
        return int(text)
    if not text:
        raise ShequError(f"{label}没有填写。")
    return float(plain_number(text, ""))


def _area(label: str, text: str | None) -> float:
    value = _number(label, text)
    if value < 0:
        raise ShequError(f"{label}应为不小于 0 的数，现在是 {shown(text)}。")
    return value
