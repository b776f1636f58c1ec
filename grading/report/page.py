"""The report as one web page that opens anywhere: everything inside, nothing fetched, no script."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup

from grading.report import words
from grading.report.data import titles
from grading.report.figures import ChapterFigures, ItemFigures, Report
from shequ_lib import charts
from shequ_lib.errors import chinese_date
from shequ_lib.points import written

TEMPLATE = Path(__file__).parent / "page.html.j2"
TOP = 3  # of the commonest mistakes of an exercise
PAIRS = 30  # pairs that the page lists; the workbook has all
DECISIONS = 20  # of a year in office, the hardest; the workbook has all
WEAKEST = 12  # objectives in the chart
_LABEL = 14  # characters of a label in a chart


@dataclass(frozen=True)
class Action:
    """Something for the instructor to do, with the section of the page that says more."""

    text: str
    anchor: str


def render(report: Report, today: date, name: str = "班级报告") -> str:
    """Return the page as HTML.

    Args:
        report: what it says.
        today: the date on it.
        name: of the files of the report, without their ending.
    """

    def percent(share: float | None) -> str:
        return words.percent(share, report.mastery)

    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.filters.update(points=written, percent=percent, figure=words.figure, pair=words.of_pair)
    template = environment.from_string(TEMPLATE.read_text(encoding="utf-8"))
    return template.render(
        report=report,
        today=chinese_date(today),
        title=titles([figures.chapter for figures in report.chapters]),
        name=name,
        actions=actions(report),
        handed_in_all=sum(person.handed_in == len(report.chapters) for person in report.people),
        mean=_mean(report),
        passed=sum((person.share or 0) >= words.PASS for person in report.present),
        waiting=sum(person.waiting for person in report.people),
        bands=_bands(report),
        distribution=_distribution(report),
        chapter_chart=_chapter_chart(report),
        objective_chart=_objective_chart(report),
        charts={figures.chapter.name: _item_charts(figures) for figures in report.chapters},
        first={figures.chapter.name: _first(figures) for figures in report.chapters},
        others={figures.chapter.name: _others(figures) for figures in report.chapters},
        glossary=words.GLOSSARY,
        TOP=TOP,
        PAIRS=PAIRS,
    )


def actions(report: Report) -> list[Action]:
    """Return what the instructor should look at first."""
    found = []
    waiting = sum(figures.waiting for figures in report.chapters)
    if waiting:
        text = f"还有 {waiting} 份答案等老师评分，没有算进这份报告；评完再运行一次 shequ report。"
        found.append(Action(text, "chapters"))
    absent = sum(not person.handed_in for person in report.people)
    if absent:
        found.append(Action(f"{absent} 人一章也没有交，名单见工作簿的“总表”。", "chapters"))
    if report.left:
        text = f"另有 {len(report.left)} 人不在花名册里，没有算进这份报告，见工作簿的“不在花名册”。"
        found.append(Action(text, "chapters"))
    weak = report.weak_objectives
    if weak:
        worst = weak[0]
        where = f"，先看{worst.sections[0]}" if worst.sections else ""
        worst_of_all = f"最弱的是 {worst.id}（{words.percent(worst.share, report.mastery)}）{where}"
        text = f"{len(weak)} 个学习目标全班还没有掌握，{worst_of_all}。"
        found.append(Action(text, "objectives"))
    for word, ask in (
        ("可能有歧义", "请看看题目"),
        ("太难", "要重讲还是改题"),
        ("区分不出好坏", "可以改一改"),
        (words.HARDER, "看看那一份的数字"),
    ):
        labels = [
            each.item.label
            for figures in report.chapters
            for each in figures.items
            if word in {verdict.word for verdict in each.verdicts}
        ]
        if labels:
            names = "、".join(labels[:3]) + ("等" if len(labels) > 3 else "")
            found.append(Action(f"{len(labels)} 道题{word}，{ask}：{names}。", "items"))
    pairs = len(report.suspicions) + len(report.same_essays)
    if pairs:
        found.append(Action(f"{pairs} 处答卷相同得超出碰巧，请老师看一看，先别下结论。", "pairs"))
    public = sum(len(figures.chapter.public) for figures in report.chapters)
    if public:
        text = f"{public} 道题的答案在自学网站上人人看得到，别只凭这些题的得分评定谁学得好。"
        found.append(Action(text, "items"))
    return found


def _mean(report: Report) -> float | None:
    shares = [person.share for person in report.present if person.share is not None]
    return sum(shares) / len(shares) if shares else None


def _bands(report: Report) -> list[tuple[str, str, int]]:
    """Return each band with its bounds and how many have it."""
    rows, above = [], 1.0
    for least, word in words.BANDS:
        count = sum(words.band(person.share) == word for person in report.present if person.share is not None)
        bounds = (
            f"{words.percent(least)} 以上"
            if above == 1.0
            else f"{words.percent(least)}–{words.percent(above)}"
        )
        rows.append((word, bounds, count))
        above = least
    return rows


def _distribution(report: Report) -> Markup:
    labels = [f"{10 * place}起" for place in range(len(report.distribution))]
    title = "各段得分率（%）的人数，每段十分"
    return Markup(charts.columns(title, {"人数": report.distribution}, labels, unit="人"))


def _chapter_chart(report: Report) -> Markup:
    marked = [figures for figures in report.chapters if figures.mean is not None]
    if len(marked) < 2:
        return Markup("")
    shares = [words.hundredths(figures.mean or 0) for figures in marked]
    labels = [figures.chapter.short for figures in marked]
    return Markup(charts.bars("各章平均得分率", {"得分率": shares}, labels, unit="%"))


def _objective_chart(report: Report) -> Markup:
    weak = report.weak_objectives[:WEAKEST]
    if not weak:
        return Markup("")
    shares = [words.hundredths(each.share or 0, report.mastery) for each in weak]
    labels = [f"{each.id} {_short(each.text, 10)}" for each in weak]
    return Markup(charts.bars("最弱的学习目标，全班平均", {"掌握": shares}, labels, unit="%"))


def _item_charts(figures: ChapterFigures) -> list[Markup]:
    """Return how hard and how telling each exercise is; a year in office by month, not by decision."""
    marked = [each for each in figures.items if each.share is not None]
    if not marked:
        return []
    if any(each.item.is_decision for each in marked):
        months: dict[str, list[float]] = {}
        for each in marked:
            months.setdefault(each.item.label.partition(" 月")[0] + " 月", []).append(each.share or 0)
        shares = [words.hundredths(sum(month) / len(month)) for month in months.values()]
        return [Markup(charts.bars("各月的决定，合规的占几成", {"合规": shares}, list(months), unit="%"))]
    labels = [_short(each.item.label, _LABEL) for each in marked]
    shares = [words.hundredths(each.share or 0) for each in marked]
    drawn = [Markup(charts.bars("得分率：越短越难", {"得分率": shares}, labels, unit="%"))]
    telling = [each for each in marked if each.rest is not None]
    if telling:
        rests = [round(each.rest or 0, 2) for each in telling]
        labels = [_short(each.item.label, _LABEL) for each in telling]
        drawn.append(Markup(charts.bars("区分度：越长越能分出高低", {"区分度": rests}, labels)))
    return drawn


def _first(figures: ChapterFigures) -> tuple[ItemFigures, ...]:
    """Return the exercises that ask for a look; of a year in office no more than the hardest decisions."""
    asking = [each for each in figures.items if _asks(each)]
    if any(each.item.is_decision for each in figures.items):
        asking = sorted(asking, key=lambda each: 1 if each.share is None else each.share)[:DECISIONS]
    return tuple(asking)


def _others(figures: ChapterFigures) -> tuple[ItemFigures, ...]:
    """Return the exercises that are as they should be; the decisions of a year would be too many."""
    return tuple(each for each in figures.items if not (_asks(each) or each.item.is_decision))


def _asks(each: ItemFigures) -> bool:
    return each.needs_a_look or any(verdict.word == "偏难" for verdict in each.verdicts)


def _short(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"
