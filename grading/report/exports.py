"""The tables of the report as CSV, for other programs (how a text stays a text: `common/csv_file.py`)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from grading.common import csv_file
from grading.report import words
from grading.report.figures import Report
from shequ_lib.points import rounded

Row = tuple[object, ...]


def write(folder: Path, name: str, report: Report) -> list[Path]:
    """Write the tables as `NAME-成绩.csv` and so on; return the files.

    Raises:
        ShequError: a file cannot be written.
    """
    tables = {
        "成绩": (_MARKS, _marks(report)),
        "逐题得分": (_ANSWERS, _answers(report)),
        "学习目标": (_OBJECTIVES, _objectives(report)),
        "逐题分析": (_ITEMS, _items(report)),
        **({"各份题": (_MEMBERS, _members(report))} if _has_members(report) else {}),
        "常见错答": (_MISTAKES, _mistakes(report)),
        "雷同": (_PAIRS, _pairs(report)),
    }
    paths = []
    for table, (heads, rows) in tables.items():
        paths.append(folder / f"{name}-{table}.csv")
        csv_file.write(paths[-1], heads, rows)
    return paths


_MARKS = ("编号", "姓名", "章", "满分", "得分", "待评题数", "迟交", "迟交扣分")


def _marks(report: Report) -> Iterator[Row]:
    """Yield one row for each person and chapter; a chapter that did not come in has no points."""
    for person in report.people:
        for figures in report.chapters:
            chapter = figures.chapter
            paper = report.data.papers.get((person.trainee.id, chapter.name))
            who = (person.trainee.id, person.trainee.name, chapter.name, rounded(chapter.points))
            if paper is None:
                yield (*who, None, None, None, None)
            else:
                late = "是" if paper.late else ""
                yield (*who, rounded(paper.total), len(paper.waiting), late, rounded(paper.penalty))


_ANSWERS = ("编号", "姓名", "章", "练习", "题目", "满分", "得分")


def _answers(report: Report) -> Iterator[Row]:
    names = _names(report)
    for figures in report.chapters:
        for trainee_id, paper in report.data.of(figures.chapter).items():
            for exercise in figures.chapter.exercises:
                about = (figures.chapter.name, exercise.id, exercise.label)
                points = rounded(exercise.points), rounded(paper.marks.get(exercise.id))
                yield (trainee_id, names[trainee_id], *about, *points)


_OBJECTIVES = ("编号", "姓名", "目标", "内容", "掌握")


def _objectives(report: Report) -> Iterator[Row]:
    names = _names(report)
    for each in report.objectives:
        for trainee_id, share in each.by_person.items():
            yield (trainee_id, names[trainee_id], each.id, each.text, round(share, 4))


_ITEMS = (
    "章",
    "题",
    "满分",
    "有成绩人数",
    "未作答",
    "待评",
    "得分率",
    "区分度",
    "高低组差",
    "判断",
    "怎么办",
)


def _items(report: Report) -> Iterator[Row]:
    for chapter in report.chapters:
        for each in chapter.items:
            yield (
                chapter.chapter.name,
                each.item.label,
                rounded(each.item.points),
                each.people,
                each.unanswered,
                each.waiting,
                _rounded(each.share),
                _rounded(each.rest),
                _rounded(each.outer),
                "、".join(verdict.word for verdict in each.verdicts),
                "".join(verdict.advice for verdict in each.verdicts),
            )


_MEMBERS = ("章", "题", "第几份", "例如谁的", "有成绩人数", "得分率", "其余各份", "碰巧的可能至多", "判断")


def _has_members(report: Report) -> bool:
    return any(each.members for figures in report.chapters for each in figures.items)


def _members(report: Report) -> Iterator[Row]:
    for chapter in report.chapters:
        for each in chapter.items:
            for member in each.members:
                who = member.example.name or member.example.id
                shares = _rounded(member.share), _rounded(member.others), float(f"{member.chance:.2g}")
                word = words.HARDER if member.is_harder else ""
                where = (chapter.chapter.name, each.item.label, member.number, who, member.people)
                yield (*where, *shares, word)


_MISTAKES = ("章", "题", "错答", "人数", "讲评")


def _mistakes(report: Report) -> Iterator[Row]:
    for chapter in report.chapters:
        for each in chapter.items:
            for mistake in each.mistakes:
                where = (chapter.chapter.name, each.item.label)
                yield (*where, mistake.text, mistake.count, mistake.message)


_PAIRS = ("编号甲", "姓名甲", "编号乙", "姓名乙", "相同的错答", "碰巧该有几个", "全班碰巧该有几对", "意思")


def _pairs(report: Report) -> Iterator[Row]:
    for each in report.suspicions:
        who = (each.first.id, each.first.name, each.second.id, each.second.name)
        figures = (len(each.shared), round(each.by_chance, 2), float(f"{each.expected:.2g}"))
        yield (*who, *figures, words.of_pair(each.expected))
    for essay in report.same_essays:
        for first, second in zip(essay.people, essay.people[1:], strict=False):
            who = (first.id, first.name, second.id, second.name)
            yield (*who, None, None, None, f"问答题一字不差：{'；'.join(essay.labels)}")


def _names(report: Report) -> dict[str, str]:
    return {person.id: person.name for person in report.data.people}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
