"""Scores of a community by the goals of chapter 12, from a table of indicators that it has marked itself.

An indicator is a row with 目标 (one of the goals), 指标 and 得分 (points from 0 to 100). The score of a goal
is the mean of its indicators, all of the same weight: the material gives no way of marking, so this is a
convention of the course, and a question says so. Only the goals of the material count (reading 16). Source:
the material, chapter 12, objectives 12.1 and 12.4.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from numbers import Real
from typing import TYPE_CHECKING, Any

from shequ_lib import rulebook as rulebooks
from shequ_lib.community_table import TableError
from shequ_lib.errors import ShequError, shown, table_columns
from shequ_lib.rulebook import Rulebook
from shequ_lib.script import simplify, tables_in_script

if TYPE_CHECKING:
    import pandas as pd

GOAL = "目标"
POINTS = "得分"
INDICATORS = "指标数"
MEAN = "平均得分"
WEAKEST = "短板"
METHOD = "每个目标的得分，是它各项指标得分的平均数，各项指标同样重要"
"""How a goal is scored, in one line for people."""


@dataclass(frozen=True)
class GoalScore:
    """The score of one goal.

    Attributes:
        key: its key in the rulebook below "goals", such as "security".
        name: its Chinese name.
        indicators: number of indicators.
        mean: mean of their points, 0 to 100; None without indicators.
    """

    key: str
    name: str
    indicators: int
    mean: float | None


@dataclass(frozen=True)
class Assessment:
    """What a self-assessment comes to.

    Attributes:
        scores: a score for each goal, in the order of the material.
        weakest: Chinese names of the goals with the lowest mean; more than one if they are equal, none if
            nothing was marked.
    """

    scores: tuple[GoalScore, ...]
    weakest: tuple[str, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """Chinese names of the goals without an indicator."""
        return tuple(score.name for score in self.scores if score.mean is None)

    def score(self, goal: str) -> GoalScore:
        """The score of a goal, by Chinese name or key.

        Raises:
            ShequError: if there is no such goal.
        """
        for score in self.scores:
            if goal in (score.name, score.key):
                return score
        raise ShequError(
            f"{GOAL}应为{'、'.join(score.name for score in self.scores)}之一，现在是 {shown(goal)}。"
        )


def goals(*, rulebook: Rulebook | None = None) -> tuple[str, ...]:
    """Chinese names of the goals (objective 12.1; reading 16)."""
    return tuple(_names(rulebook or rulebooks.active()))


def assess(rows: Iterable[Mapping[str, Any]], *, rulebook: Rulebook | None = None) -> Assessment:
    """Mean of each goal and the weakest goal (objective 12.4).

    Args:
        rows: such as {"目标": "治安良好", "指标": "群防群治", "得分": 85}; the goal by Chinese name or key.
        rulebook: the active one if None.

    Raises:
        ShequError: if a row is none; `TableError` for all goals that do not exist and points that are no
            number from 0 to 100. The first row is number 2, as in a spreadsheet with a heading.
    """
    rb = rulebook or rulebooks.active()
    names = _names(rb)
    least, most = rb.count("goals.score_minimum"), rb.count("goals.score_maximum")
    points: dict[str, list[Fraction]] = {name: [] for name in names}
    bad = []
    for row, indicator in enumerate(rows, start=2):
        if not isinstance(indicator, Mapping):
            raise ShequError(
                f"自评表的第 {row} 行应写明「{GOAL}」和「{POINTS}」，现在是 {shown(indicator)}。"
            )
        goal = _find(names, indicator.get(GOAL))
        number = _points(indicator.get(POINTS))
        if goal is None:
            known = "、".join(names)
            bad.append(f"第 {row} 行：「{GOAL}」应为{known}之一，现在是 {_cell(indicator.get(GOAL))}。")
        if number is None or not least <= number <= most:
            now = _cell(indicator.get(POINTS))
            bad.append(f"第 {row} 行：「{POINTS}」应为 {least}～{most} 的数，现在是 {now}。")
        elif goal is not None:
            points[goal].append(number)
    if bad:
        raise TableError(bad)
    means = {name: sum(given) / len(given) for name, given in points.items() if given}
    lowest = min(means.values(), default=None)
    return Assessment(
        scores=tuple(
            GoalScore(key, name, len(points[name]), float(means[name]) if name in means else None)
            for name, key in names.items()
        ),
        weakest=tuple(name for name, mean in means.items() if mean == lowest),
    )


@tables_in_script
def assessment_table(df: pd.DataFrame, *, rulebook: Rulebook | None = None) -> pd.DataFrame:
    """`assess` of a table: a row for each goal (objective 12.4).

    Args:
        df: needs 目标 and 得分.
        rulebook: the active one if None.

    Returns:
        目标, 指标数, 平均得分 (empty without indicators), 短板 (whether no goal has a lower mean), in the
        order of the material.

    Raises:
        ShequError: if a column is missing or twice; `TableError` if cells are bad.
    """
    import pandas as pd

    wanted = [GOAL, POINTS]
    table_columns(df, wanted)
    cells = df[wanted].astype(object)
    result = assess(
        (dict(zip(wanted, row, strict=True)) for row in cells.where(cells.notna(), None).to_numpy().tolist()),
        rulebook=rulebook,
    )
    return pd.DataFrame(
        {
            GOAL: [score.name for score in result.scores],
            INDICATORS: [score.indicators for score in result.scores],
            MEAN: pd.Series([score.mean for score in result.scores], dtype="float64"),
            WEAKEST: [score.name in result.weakest for score in result.scores],
        }
    )


def _names(rb: Rulebook) -> dict[str, str]:
    """Key by Chinese name of the goals, in order."""
    return {rb.string(f"goals.{key}.name"): key for key in rb.strings("goals.order")}


def _find(names: Mapping[str, str], cell: object) -> str | None:
    """The Chinese name of the goal that a cell means, by name or key."""
    text = simplify(cell.strip()) if isinstance(cell, str) else cell
    return next((name for name, key in names.items() if text in (simplify(name), key)), None)


def _points(cell: object) -> Fraction | None:
    """A number as it is written in the table (so 80.1 is exactly that), or None."""
    if isinstance(cell, bool) or not isinstance(cell, Real):
        return None
    try:
        return Fraction(str(cell))
    except ValueError:  # nan or inf
        return None


def _cell(cell: object) -> str:
    blank = cell is None or (isinstance(cell, float) and math.isnan(cell))
    return "空白" if blank or (isinstance(cell, str) and not cell.strip()) else shown(cell)
