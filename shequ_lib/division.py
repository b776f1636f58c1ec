"""How a district is divided into communities: sizes by the rules of 2001 and 2007, and counts of a table.

Sizes are in permanent households. Both rules say 左右 (about) and 一般 or 原则上 (as a rule), so a size
outside the range is a hint and no violation (reading 14), and a question should keep away from the ends of
the range. The ends themselves fit. Sources: 杭州市委、市政府 2001 (objectives 2.1, 2.5), 浙委〔2007〕64号
(objective 2.2) and the material (objective 2.6).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shequ_lib import rulebook as rulebooks
from shequ_lib.community_table import ALL, NAME, NUMBER, PLACE, TableError
from shequ_lib.errors import ShequError, shown, table_columns, whole_number
from shequ_lib.rulebook import Rulebook
from shequ_lib.script import tables_in_script
from shequ_lib.staffing import LABELS

if TYPE_CHECKING:
    import pandas as pd

HOUSEHOLDS = LABELS["households"]
TYPE = "类型"
RESULTS = {"fits": "合适", "too_small": "偏小", "too_big": "偏大"}
"""Chinese name of each result."""


@dataclass(frozen=True)
class Judgement:
    """What a rule says about the size of a community.

    Attributes:
        households: the size.
        rule: the rule, such as "2007".
        result: "fits", "too_small" or "too_big".
        name: the result in Chinese.
        minimum: the smallest size that fits, in households.
        maximum: the biggest size that fits, in households.
        text: the rule in one line of Chinese.
        objective: the objective that it belongs to, such as "2.2".
    """

    households: int
    rule: str
    result: str
    name: str
    minimum: int
    maximum: int
    text: str
    objective: str

    @property
    def fits(self) -> bool:
        """Whether the size is within the range."""
        return self.result == "fits"


@dataclass(frozen=True)
class DistrictCounts:
    """How many streets, towns and communities a district has.

    Attributes:
        streets: 街道.
        towns: 镇.
        communities: all communities.
        city: 城市社区.
        village: 撤村建居社区.
    """

    streets: int
    towns: int
    communities: int
    city: int
    village: int


def rules(*, rulebook: Rulebook | None = None) -> tuple[str, ...]:
    """The rules of size that the rulebook has, such as ("2001", "2007")."""
    return (rulebook or rulebooks.active()).names("division.sizes")


def size_range(rule: str | None = None, *, rulebook: Rulebook | None = None) -> tuple[int, int]:
    """Smallest and biggest size that fits, in households (objectives 2.1, 2.2).

    Args:
        rule: one of `rules`; the newest that the rulebook names if None.
        rulebook: the active one if None.

    Raises:
        ShequError: if there is no such rule, or its range is upside down.
    """
    rb = rulebook or rulebooks.active()
    group = _group(rule, rb)
    least, most = rb.count(f"{group}.minimum"), rb.count(f"{group}.maximum")
    if least > most:
        raise ShequError(f"规则手册 {rb.file} 的条目 {group}.maximum 小于 minimum。")
    return least, most


def judge(households: int, rule: str | None = None, *, rulebook: Rulebook | None = None) -> Judgement:
    """Whether a community of so many households is of a fitting size (objectives 2.1, 2.2; reading 14).

    Args:
        households: permanent households; the ends of the range fit.
        rule: "2001", "2007" or another of `rules`; the newest that the rulebook names if None.
        rulebook: the active one if None.

    Raises:
        ShequError: if households is no whole number from 0 up, or there is no such rule.
    """
    rb = rulebook or rulebooks.active()
    number = whole_number(HOUSEHOLDS, households)
    group = _group(rule, rb)
    least, most = size_range(rule, rulebook=rb)
    result = "too_small" if number < least else "too_big" if number > most else "fits"
    return Judgement(
        households=number,
        rule=group.rpartition(".")[2],
        result=result,
        name=RESULTS[result],
        minimum=least,
        maximum=most,
        text=rb.rule(group),
        objective=rb.entry(f"{group}.minimum").objectives[0],
    )


def area_may(kind: str, *, rulebook: Rulebook | None = None) -> str:
    """What a big housing area may do, in one line of Chinese (objective 2.5).

    Args:
        kind: "large" (规模较大) or "very_large" (特大型), or the Chinese name. The document gives no figure
            for either.
        rulebook: the active one if None.

    Raises:
        ShequError: if there is no such kind.
    """
    rb = rulebook or rulebooks.active()
    kinds = rb.strings("division.areas.order")
    names = {rb.string(f"division.areas.{key}.name"): key for key in kinds}
    key = names.get(kind, kind)
    if key not in kinds:
        raise ShequError(f"居民区应为以下之一：{'、'.join(names)}，现在是 {shown(kind)}。")
    return rb.rule(f"division.areas.{key}")


@tables_in_script
def division_table(df: pd.DataFrame, *, rulebook: Rulebook | None = None) -> pd.DataFrame:
    """The size of each community judged by every rule (objectives 2.1, 2.2; reading 14).

    Args:
        df: needs 户数.
        rulebook: the active one if None.

    Returns:
        One row for each of `df`, same index: 社区, 街镇 and 类型 if there, 户数, and a column for each rule,
        named as the rule ("2001 年口径", "2007 年口径"), with 合适, 偏小 or 偏大.

    Raises:
        ShequError: if a column is missing or twice; `TableError` if cells are bad.
    """
    rb = rulebook or rulebooks.active()
    table_columns(df, [HOUSEHOLDS])
    result = df[[name for name in (NAME, PLACE, TYPE) if name in df.columns]].copy()
    result[HOUSEHOLDS] = _households(df)
    for rule in rules(rulebook=rb):
        result[rb.string(f"division.sizes.{rule}.name")] = [
            judge(households, rule, rulebook=rb).name for households in result[HOUSEHOLDS]
        ]
    return result


@tables_in_script
def division_summary(
    df: pd.DataFrame, by: str = PLACE, rule: str | None = None, *, rulebook: Rulebook | None = None
) -> pd.DataFrame:
    """How many communities fit, are too small or too big, by group, with a last row for all.

    Args:
        df: needs 户数 and the column `by`.
        by: the column to group by, such as 街镇 or 类型; groups stand in the order of their first row.
        rule: one of `rules`; the newest that the rulebook names if None.
        rulebook: the active one if None.

    Returns:
        A row for each group and a last one 全区: `by`, 社区数, 合适, 偏小, 偏大.

    Raises:
        ShequError: if a column is missing or twice, there is no such rule, or `by` has blanks or a group
            全区; `TableError` if cells are bad.
    """
    rb = rulebook or rulebooks.active()
    table_columns(df, [HOUSEHOLDS, by])
    groups = df[by].astype(str)
    if df[by].isna().any() or (groups == ALL).any():
        raise ShequError(f"「{by}」一列不能有空白，也不能有「{ALL}」：最后一行「{ALL}」是合计。")
    judged = division_table(df, rulebook=rb)[rb.string(f"{_group(rule, rb)}.name")]
    parts = judged.to_frame().assign(**{name: (judged == name).astype("int64") for name in RESULTS.values()})
    parts = parts[list(RESULTS.values())]
    parts.insert(0, NUMBER, 1)
    summary = parts.groupby(groups, sort=False).sum()
    summary.loc[ALL] = parts.sum()
    return summary.rename_axis(index=by).reset_index()


@tables_in_script
def district_counts(df: pd.DataFrame, *, rulebook: Rulebook | None = None) -> DistrictCounts:
    """Streets, towns and communities that stand in a table, to hold against the material (objective 2.6).

    Args:
        df: one row for each community; needs 街镇 (a name ending in 街道 or 镇) and 类型 (城市社区 or
            撤村建居社区).
        rulebook: the active one if None.

    Raises:
        ShequError: if a column is missing or twice; `TableError` for a place or type that is neither.
    """
    rb = rulebook or rulebooks.active()
    table_columns(df, [PLACE, TYPE])
    city, village = rb.string("division.district.city_name"), rb.string("division.district.village_name")
    places, types = [str(cell) for cell in df[PLACE]], [str(cell) for cell in df[TYPE]]
    bad = []
    for row, (place, kind) in enumerate(zip(places, types, strict=True)):
        if not place.endswith(("街道", "镇")):
            bad.append(f"第 {row + 2} 行：「{PLACE}」应以街道或镇结尾，现在是 {shown(place)}。")
        if kind not in (city, village):
            bad.append(f"第 {row + 2} 行：「{TYPE}」应为{city}、{village}之一，现在是 {shown(kind)}。")
    if bad:
        raise TableError(bad)
    return DistrictCounts(
        streets=len({place for place in places if place.endswith("街道")}),
        towns=len({place for place in places if place.endswith("镇")}),
        communities=len(places),
        city=types.count(city),
        village=types.count(village),
    )


def _group(rule: str | None, rb: Rulebook) -> str:
    """The group of a rule in the rulebook."""
    key = rb.string("division.default") if rule is None else rule
    if key not in rb.names("division.sizes"):
        known = "、".join(rb.names("division.sizes"))
        raise ShequError(f"划分口径应为以下之一：{known}，现在是 {shown(key)}。")
    return f"division.sizes.{key}"


def _households(df: pd.DataFrame) -> list[int]:
    """The checked sizes; all bad cells are reported at once, rows numbered as in a spreadsheet."""
    numbers, bad = [], []
    for row, cell in enumerate(df[HOUSEHOLDS].tolist()):
        try:
            numbers.append(whole_number(f"「{HOUSEHOLDS}」", cell))
        except ShequError as error:
            bad.append(f"第 {row + 2} 行：{error}")
    if bad:
        raise TableError(bad)
    return numbers
