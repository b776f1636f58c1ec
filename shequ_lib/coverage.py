"""How a list of activities covers the seven functions of community building, and whom its services reach.

An activity is a row with 功能 (one of the seven functions) and, for community service, 对象 (one of the three
groups of people). Each row counts once. Source: the material, chapter 9, objectives 9.1, 9.3 and 9.4.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shequ_lib import rulebook as rulebooks
from shequ_lib.community_table import TableError
from shequ_lib.errors import ShequError, shown, table_columns
from shequ_lib.rulebook import Rulebook
from shequ_lib.script import simplify, tables_in_script

if TYPE_CHECKING:
    import pandas as pd

FUNCTION = "功能"
GROUP = "对象"
COUNT = "活动数"
GAP = "缺口"


@dataclass(frozen=True)
class Coverage:
    """What a list of activities covers.

    Attributes:
        total: number of activities.
        counts: activities of each function, by Chinese name; all seven, in the order of the material.
        groups: activities of community service for each group of people, by Chinese name; all three.
        ungrouped: activities of community service that name no group.
    """

    total: int
    counts: Mapping[str, int]
    groups: Mapping[str, int]
    ungrouped: int

    @property
    def gaps(self) -> tuple[str, ...]:
        """Functions without an activity."""
        return tuple(name for name, number in self.counts.items() if number == 0)

    @property
    def covered(self) -> int:
        """Number of functions with an activity."""
        return len(self.counts) - len(self.gaps)

    @property
    def groups_served(self) -> tuple[str, ...]:
        """Groups of people that community service reaches."""
        return tuple(name for name, number in self.groups.items() if number > 0)

    @property
    def groups_missed(self) -> tuple[str, ...]:
        """Groups of people that community service does not reach."""
        return tuple(name for name, number in self.groups.items() if number == 0)


def functions(*, rulebook: Rulebook | None = None) -> tuple[str, ...]:
    """Chinese names of the seven functions (objective 9.1)."""
    return tuple(_names("service_functions", rulebook or rulebooks.active()))


def groups(*, rulebook: Rulebook | None = None) -> tuple[str, ...]:
    """Chinese names of the three groups of people (objective 9.3)."""
    return tuple(_names("service_functions.groups", rulebook or rulebooks.active()))


def coverage(activities: Iterable[Mapping[str, Any]], *, rulebook: Rulebook | None = None) -> Coverage:
    """Count activities by function and group, and find the gaps (objectives 9.3, 9.4).

    Args:
        activities: rows such as {"活动": "义诊", "功能": "医疗保健计生"}, with "对象" where the function is
            community service; function and group by Chinese name or key. 对象 may be left blank, and is not
            looked at in rows of other functions: only community service has the three groups.
        rulebook: the active one if None.

    Raises:
        ShequError: if a row is none; `TableError` for all functions and groups that do not exist. The first
            row is number 2, as in a spreadsheet with a heading.
    """
    rb = rulebook or rulebooks.active()
    function_names, group_names = _names("service_functions", rb), _names("service_functions.groups", rb)
    counts, reached = dict.fromkeys(function_names, 0), dict.fromkeys(group_names, 0)
    service = rb.string("service_functions.groups.belongs_to")
    total = ungrouped = 0
    bad = []
    for row, activity in enumerate(activities, start=2):
        if not isinstance(activity, Mapping):
            raise ShequError(f"活动表的第 {row} 行应写明「{FUNCTION}」，现在是 {shown(activity)}。")
        total += 1
        function = _find(function_names, activity.get(FUNCTION))
        if function is None:
            bad.append(_refused(row, FUNCTION, function_names, activity.get(FUNCTION)))
            continue
        counts[function] += 1
        if function_names[function] != service:
            continue
        if _blank(activity.get(GROUP)):
            ungrouped += 1
            continue
        group = _find(group_names, activity.get(GROUP))
        if group is None:
            bad.append(_refused(row, GROUP, group_names, activity.get(GROUP)))
        else:
            reached[group] += 1
    if bad:
        raise TableError(bad)
    return Coverage(total, counts, reached, ungrouped)


@tables_in_script
def coverage_table(df: pd.DataFrame, *, rulebook: Rulebook | None = None) -> pd.DataFrame:
    """`coverage` of a table: a row for each of the seven functions (objective 9.4).

    Args:
        df: needs 功能; takes 对象, if there.
        rulebook: the active one if None.

    Returns:
        功能, 活动数, 缺口 (whether there is no activity), in the order of the material.

    Raises:
        ShequError: if a column is missing or twice; `TableError` if cells are bad.
    """
    import pandas as pd

    counts = coverage(_rows(df, [FUNCTION]), rulebook=rulebook).counts
    table = pd.DataFrame({FUNCTION: list(counts), COUNT: list(counts.values())})
    return table.assign(**{GAP: table[COUNT] == 0})


@tables_in_script
def group_table(df: pd.DataFrame, *, rulebook: Rulebook | None = None) -> pd.DataFrame:
    """Community service by group of people: a row for each of the three groups (objectives 9.3, 9.4).

    Args:
        df: needs 功能 and 对象; only rows of community service count.
        rulebook: the active one if None.

    Returns:
        对象, 活动数, 缺口 (whether there is no activity), in the order of the material.

    Raises:
        ShequError: if a column is missing or twice; `TableError` if cells are bad.
    """
    import pandas as pd

    reached = coverage(_rows(df, [FUNCTION, GROUP]), rulebook=rulebook).groups
    table = pd.DataFrame({GROUP: list(reached), COUNT: list(reached.values())})
    return table.assign(**{GAP: table[COUNT] == 0})


def _names(group: str, rb: Rulebook) -> dict[str, str]:
    """Key by Chinese name of what a group lists in its order."""
    return {rb.string(f"{group}.{key}.name"): key for key in rb.strings(f"{group}.order")}


def _find(names: Mapping[str, str], cell: object) -> str | None:
    """The Chinese name that a cell means, by name or key."""
    text = simplify(cell.strip()) if isinstance(cell, str) else cell
    return next((name for name, key in names.items() if text in (simplify(name), key)), None)


def _blank(cell: object) -> bool:
    if isinstance(cell, float):
        return math.isnan(cell)
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _refused(row: int, column: str, names: Iterable[str], cell: object) -> str:
    now = "空白" if _blank(cell) else shown(cell)
    return f"第 {row} 行：「{column}」应为{'、'.join(names)}之一，现在是 {now}。"


def _rows(df: pd.DataFrame, wanted: Iterable[str]) -> list[dict[str, Any]]:
    table_columns(df, wanted)
    cells = df[[name for name in (FUNCTION, GROUP) if name in df.columns]].astype(object)
    return [
        {str(name): cell for name, cell in row.items()}
        for row in cells.where(cells.notna(), None).to_dict("records")
    ]
