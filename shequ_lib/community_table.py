"""The rules of staff, budget and premises over a whole table of communities, column by column (pandas).

The columns of a table, in Chinese as in course/data/communities.csv: 社区, 街镇, 类型, 户数, 常住人口,
登记失业, 企业退休, 困难家庭, 暂住人口, 流动人口, 服务对象, 党组织, 现有用房, 活动用房 (these two in square
metres). A function asks only for those that it needs. The formulas are those of staffing, budget and premises
themselves. Objective 11.19.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from shequ_lib import budget as budgets
from shequ_lib import premises as premises_rules
from shequ_lib import rulebook as rulebooks
from shequ_lib import staffing
from shequ_lib.errors import LARGEST_NUMBER, ShequError, shown, table_columns
from shequ_lib.rulebook import Rulebook
from shequ_lib.script import tables_in_script
from shequ_lib.staffing import LABELS

if TYPE_CHECKING:
    import pandas as pd

NAME = LABELS["name"]
PARTY = LABELS["party"]
PLACE = "街镇"
HELD = "现有用房"
HELD_ACTIVITY = "活动用房"

REQUIRED_TOTAL = "应配合计"
OPTIONAL_TOTAL = "可增合计"
OPTIONAL = "·可增"
NOTE = "提示"
MONEY_TOTAL = "经费合计"
CITY = "市级"
DISTRICT = "区级"
AREA = "应配用房"
ACTIVITY = "应配活动用房"
MISSING = "用房缺口"
SHARE = "活动占比"
MET = "用房达标"
NUMBER = "社区数"
ALL = "全区"


class TableError(ShequError):
    """Bad cells of a table, all of them: one line of Chinese each.

    Attributes:
        problems: the lines.
    """

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


@tables_in_script
def staff_table(df: pd.DataFrame, *, rulebook: Rulebook | None = None) -> pd.DataFrame:
    """Posts of each community, in people, joint posts not counted.

    Args:
        df: needs 户数, 常住人口, 登记失业, 企业退休, 困难家庭, 暂住人口, 流动人口, 服务对象.
        rulebook: the active one if None.

    Returns:
        One row for each of `df`, same index: 社区 and 街镇 if there, a column for each post named as the
        post, one with "·可增" for its optional people where there can be any, 应配合计, 可增合计, 提示 (the
        warning above nine, or "").

    Raises:
        ShequError: if a column is missing or twice; `TableError` if cells are bad.
    """
    rb = rulebook or rulebooks.active()
    fields = (
        "households",
        "residents",
        "unemployed",
        "retirees",
        "poor_households",
        "temporary_residents",
        "floating_residents",
        "clients",
    )
    given = _numbers(df, [LABELS[field] for field in fields])
    column = {field: given[LABELS[field]] for field in fields}
    none = column["households"] * 0
    party, police = staffing.party_staff(rulebook=rb), staffing.police_posts(rulebook=rb)
    city_management = staffing.city_management_posts(rulebook=rb)
    committee = staffing.committee_formula(column["households"], rb)
    aid = staffing.aid_formula(column["poor_households"], rb)
    family_planning = staffing.family_planning_formula(column["residents"], rb)
    posts: dict[str, tuple[Any, Any]] = {
        "party": (none + party.required, none + party.optional),
        "committee": (committee, None),
        "labour": staffing.labour_formula(column["unemployed"], column["retirees"], rb),
        "aid": aid if rb.flag("staff.aid.optional") else (aid[0], None),
        "temporary": (staffing.per_people_formula("temporary", column["temporary_residents"], rb), None),
        "police": (none + police.required, none + police.optional),
        "city_management": (none + city_management.required, None),
        "family_planning": (family_planning, None),
        "floating": (staffing.per_people_formula("floating", column["floating_residents"], rb), None),
        "helpers": (None, staffing.helpers_formula(column["clients"], rb)),
    }
    result = _start(df)
    required, optional = none, none
    for key, (needed, possible) in posts.items():
        name = rb.string(f"staff.{key}.name")
        if needed is not None:
            result[name] = needed
            required = required + needed
        if possible is not None:
            result[name + OPTIONAL] = possible
            optional = optional + possible
    result[REQUIRED_TOTAL] = required
    result[OPTIONAL_TOTAL] = optional
    most = rb.count("staff.committee.elected_maximum")
    before, after = staffing.committee_warning(most).split("{}")
    result[NOTE] = (before + committee.astype(str) + after).where(committee > most, "")
    return result


@tables_in_script
def budget_table(df: pd.DataFrame, *, rulebook: Rulebook | None = None) -> pd.DataFrame:
    """Budget of each community, in yuan a year, for the required posts.

    Args:
        df: needs 户数, 登记失业, 企业退休, 困难家庭, 暂住人口, 党组织.
        rulebook: the active one if None.

    Returns:
        One row for each of `df`, same index: 社区 and 街镇 if there, a column for each line of the budget
        named as the line, 经费合计, 市级, 区级.

    Raises:
        ShequError: if a column is missing or twice; `TableError` if cells are bad.
    """
    rb = rulebook or rulebooks.active()
    fields = ("households", "unemployed", "retirees", "poor_households", "temporary_residents")
    kinds = staffing.party_kinds(rb)
    given = _numbers(df, [LABELS[field] for field in fields], choices={PARTY: kinds})
    column = {field: given[LABELS[field]] for field in fields}
    labour, _ = staffing.labour_formula(column["unemployed"], column["retirees"], rb)
    aid, _ = staffing.aid_formula(column["poor_households"], rb)
    party = {name: rb.count(f"budget.party.{kind}.yuan") for name, kind in kinds.items()}
    lines = {
        "party": given[PARTY].map(party).astype("int64"),
        "committee": staffing.committee_formula(column["households"], rb)
        * rb.count("budget.committee.per_member"),
        "temporary": column["temporary_residents"] * rb.count("budget.temporary.per_person"),
        "stations": (labour + aid) * rb.count("budget.stations.per_worker"),
    }
    result = _start(df)
    total = city = district = column["households"] * 0
    for key, yuan in lines.items():
        result[rb.string(f"budget.{key}.name")] = yuan
        from_city, from_district = budgets.shares(yuan, rb)
        total, city, district = total + yuan, city + from_city, district + from_district
    result[MONEY_TOTAL], result[CITY], result[DISTRICT] = total, city, district
    return result


@tables_in_script
def premises_table(df: pd.DataFrame, *, rulebook: Rulebook | None = None) -> pd.DataFrame:
    """Premises of each community, in square metres.

    Args:
        df: needs 户数; takes 现有用房 and 活动用房, if there, as what there is.
        rulebook: the active one if None.

    Returns:
        One row for each of `df`, same index: 社区 and 街镇 if there, 户数, 应配用房, 应配活动用房. With
        现有用房 also 用房缺口 (0 if there is enough); with 活动用房 as well 活动占比 (of what there is; empty
        where there is nothing) and 用房达标 (area and share both reached).

    Raises:
        ShequError: if a column is missing or twice; `TableError` if cells are bad.
    """
    rb = rulebook or rulebooks.active()
    households = LABELS["households"]
    areas = [name for name in (HELD, HELD_ACTIVITY) if name in df.columns]
    given = _numbers(df, [households], areas)
    scaled, unit = premises_rules.scaled_area(given[households], rb)
    scaled = scaled.clip(lower=premises_rules.scaled_minimum(rb))
    result = _start(df)
    result[households] = given[households]
    result[AREA] = scaled / unit
    result[ACTIVITY] = premises_rules.activity_area(scaled, unit, rb)
    if HELD in areas:
        result[MISSING] = (result[AREA] - given[HELD]).clip(lower=0).round(2)
    if len(areas) == 2:
        result[SHARE] = given[HELD_ACTIVITY] / given[HELD].where(given[HELD] > 0)
        enough = given[HELD_ACTIVITY] * 100 >= given[HELD] * rb.count("premises.activity.share")
        result[MET] = (given[HELD] >= result[AREA]) & enough
    return result


@tables_in_script
def district_summary(df: pd.DataFrame, by: str = PLACE, *, rulebook: Rulebook | None = None) -> pd.DataFrame:
    """Staff, budget and premises added up by group, with a last row for all.

    Args:
        df: needs what the three tables need, and the column `by`.
        by: the column to group by, such as 街镇 or 类型; groups stand in the order of their first row.
        rulebook: the active one if None.

    Returns:
        A row for each group and a last one 全区: `by`, 社区数, 户数, 常住人口, 应配合计, 可增合计 (people),
        经费合计, 市级, 区级 (yuan a year), 应配用房, 应配活动用房 and, with 现有用房, 用房缺口 (square
        metres).

    Raises:
        ShequError: if a column is missing or twice; `TableError` if cells are bad.
    """
    import pandas as pd

    rb = rulebook or rulebooks.active()
    staff, money, area = (table(df, rulebook=rb) for table in (staff_table, budget_table, premises_table))
    table_columns(df, [by])
    people = [LABELS["households"], LABELS["residents"]]
    given = _numbers(df, people)
    parts = pd.concat(
        [
            given[people],
            staff[[REQUIRED_TOTAL, OPTIONAL_TOTAL]],
            money[[MONEY_TOTAL, CITY, DISTRICT]],
            area[[name for name in (AREA, ACTIVITY, MISSING) if name in area.columns]],
        ],
        axis=1,
    )
    parts.insert(0, NUMBER, 1)
    groups = df[by].astype(str)
    if df[by].isna().any() or (groups == ALL).any():
        raise ShequError(f"「{by}」一列不能有空白，也不能有「{ALL}」：最后一行「{ALL}」是合计。")
    summary = parts.groupby(groups, sort=False).sum()
    summary.loc[ALL] = parts.sum()
    whole = [name for name in summary.columns if name not in (AREA, ACTIVITY, MISSING)]
    summary = summary.astype(dict.fromkeys(whole, "int64")).round(2)
    return summary.rename_axis(index=by).reset_index()


def _start(df: pd.DataFrame) -> pd.DataFrame:
    return df[[name for name in (NAME, PLACE) if name in df.columns]].copy()


def _numbers(
    df: pd.DataFrame,
    counts: Iterable[str],
    areas: Iterable[str] = (),
    choices: Mapping[str, Mapping[str, str]] | None = None,
) -> pd.DataFrame:
    """The columns as numbers: counts are whole; areas may have a fraction; choices are one of the names.

    All bad cells are reported at once. Rows are numbered as in a spreadsheet, the heading being row 1.
    """
    import pandas as pd

    counts, areas, choices = list(counts), list(areas), choices or {}
    table_columns(df, [*counts, *areas, *choices])
    result, bad = pd.DataFrame(index=df.index), []
    for name in (*counts, *areas):
        cells = df[name]
        if cells.dtype == object:
            cells = cells.mask(cells.map(pd.api.types.is_bool).astype(bool))
        elif pd.api.types.is_bool_dtype(cells):
            cells = cells.astype(object).mask(cells.notna())
        numbers = pd.to_numeric(cells, errors="coerce").astype("float64")
        good = (numbers >= 0) & (numbers <= LARGEST_NUMBER)
        wanted = "不小于 0 的数"
        if name in counts:
            good &= numbers % 1 == 0
            wanted = "不小于 0 的整数"
        bad += [(row, f"「{name}」应为{wanted}，现在是 {_cell(df[name].iloc[row])}") for row in _rows(~good)]
        result[name] = numbers.where(good, 0).astype("int64" if name in counts else "float64")
    for name, allowed in choices.items():
        result[name] = df[name]
        good = df[name].isin(list(allowed))
        wanted = "、".join(allowed)
        bad += [
            (row, f"「{name}」应为{wanted}之一，现在是 {_cell(df[name].iloc[row])}") for row in _rows(~good)
        ]
    if not bad and HELD in areas and HELD_ACTIVITY in areas:
        more = result[HELD_ACTIVITY] > result[HELD]
        bad += [(row, f"「{HELD_ACTIVITY}」大于「{HELD}」") for row in _rows(more)]
    if bad:
        raise TableError(f"第 {row + 2} 行{_whose(df, row)}：{text}。" for row, text in sorted(bad))
    return result


def _rows(marked: pd.Series[bool]) -> list[int]:
    return [int(row) for row in marked.to_numpy().nonzero()[0]]


def _cell(value: object) -> str:
    import pandas as pd

    if pd.isna(value):  # type: ignore[call-overload]
        return "空白"
    return shown(value.item() if hasattr(value, "item") else value)


def _whose(df: pd.DataFrame, row: int) -> str:
    return f"（{df[NAME].iloc[row]}）" if NAME in df.columns else ""
