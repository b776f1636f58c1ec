"""The report at the end of a practice year: how it went, month by month, and what to look up again."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from shequ_lib import meetings
from shequ_lib.errors import ShequError
from shequ_lib.first_year.board_model import MoneyLine, money
from shequ_lib.first_year.practice_model import PracticeYear
from shequ_lib.first_year.replay import BROKEN, KEPT, OPEN, messages
from shequ_lib.first_year.scenario import MONTHS, Task
from shequ_lib.rulebook import Rulebook

STUMBLED = 3  # rules that were broken on the way and are told again
# Where the rules of a decision stand that names no rule of its own, by the first word of its `judge`.
_GROUPS = {
    "post": "staff",
    "line": "budget",
    "total": "budget",
    "rooms": "premises",
    "size": "division",
}


@dataclass(frozen=True)
class MonthRow:
    """One month in numbers.

    Attributes:
        month: 1 to 12.
        kept: decisions that keep the rules.
        broken: decisions that break one.
        missed: decisions that were never taken.
        satisfaction: of the residents at its end.
    """

    month: int
    kept: int
    broken: int
    missed: int
    satisfaction: float


@dataclass(frozen=True)
class Again:
    """What to look up again in one chapter.

    Attributes:
        chapter: its number.
        lost: matters that were broken or open in the end, by name.
        mended: matters that broke a rule at first and were put right, by name.
    """

    chapter: int
    lost: tuple[str, ...]
    mended: tuple[str, ...]


@dataclass(frozen=True)
class FinalReport:
    """How a year went.

    Attributes:
        share: what was kept of all decisions, 0 to 1.
        months: the months in numbers.
        curve: satisfaction on the first day and at the end of each month.
        lines: the report in lines of Chinese, as an examination is reported.
        money: the money as it was entered, beside the standard.
        again: the chapters to look up again, the one with the most matters first.
        takeaways: what to take away, a line each.
    """

    share: float
    months: tuple[MonthRow, ...]
    curve: tuple[float, ...]
    lines: tuple[str, ...]
    money: tuple[MoneyLine, ...]
    again: tuple[Again, ...]
    takeaways: tuple[str, ...]


def final_report(game: PracticeYear) -> FinalReport:
    """Make the report of a year.

    Raises:
        ShequError: December is not over.
    """
    if not game.over:
        raise ShequError("十二月还没有过完。")
    curve = game.curve()
    return FinalReport(
        share=game.report.share,
        months=tuple(_row(game, month, curve[month]) for month in MONTHS),
        curve=curve,
        lines=tuple(messages(game.report, (), game.record)),
        money=money(game.year, game.record, game.solution),
        again=_again(game),
        takeaways=_takeaways(game),
    )


def _row(game: PracticeYear, month: int, after: float) -> MonthRow:
    result = game.result(month)
    return MonthRow(month, len(result.of(KEPT)), len(result.of(BROKEN)), len(result.of(OPEN)), after)


def chapter_of(task: Task, rulebook: Rulebook) -> int:
    """The number of the chapter that teaches the rule of a decision, from its objective in the rulebook."""
    group = task.rule or _GROUPS[task.judge.split()[0]]
    key = group if group in rulebook else rulebook.keys(group)[0]
    return int(rulebook.entry(key).objectives[0].split(".")[0])


def _again(game: PracticeYear) -> tuple[Again, ...]:
    lost: dict[int, list[str]] = {}
    mended: dict[int, list[str]] = {}
    for finding in game.report.findings:
        chapter = chapter_of(game.task(finding.task), game.rulebook)
        if finding.status != KEPT:
            lost.setdefault(chapter, []).append(finding.name)
        elif finding.task in game.slipped:
            mended.setdefault(chapter, []).append(finding.name)
    chapters = sorted({*lost, *mended}, key=lambda n: (-len(lost.get(n, [])), -len(mended.get(n, [])), n))
    return tuple(Again(n, tuple(lost.get(n, [])), tuple(mended.get(n, []))) for n in chapters)


def _takeaways(game: PracticeYear) -> tuple[str, ...]:
    """The three questions of a year, how to set dates, and the rules that this year stumbled over most."""
    talk = meetings.get("symposium", rulebook=game.rulebook)
    stumbled = Counter(
        finding.rule.rstrip("。") for finding in game.report.findings if finding.task in game.slipped
    )
    return (
        "遇事先问三句：归谁办、谁来定、最迟哪一天。",
        f"排日子先定开会那天，再往前数、往后数：{talk.step('notice').rule}；{talk.step('feedback').rule}。",
        "算数先认清词：“超过”不包括这个数本身，“每多少人配一人”只算整数。",
        *(f"这一年绊过你的规定：{rule}。" for rule, _ in stumbled.most_common(STUMBLED)),
    )
