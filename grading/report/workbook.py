"""The report as an .xlsx for Excel and WPS."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.formatting.rule import CellIsRule, DataBarRule
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from grading.common.workbook import WAITING, append, finish, fit_rows, save, sheet_name
from grading.feedback.marks import APART
from grading.report import words
from grading.report.analysis import share_matrix
from grading.report.figures import ChapterFigures, CommonMistake, ItemFigures, PersonFigures, Report
from shequ_lib.points import rounded, written

_SHORT = 25  # characters of a chapter in the name of its sheet
TOP = 3  # of the commonest mistakes, beside the figures of an exercise
_LOW = PatternFill("solid", bgColor="FFF8CBAD")
_WRAP = Alignment(wrap_text=True, vertical="top")
_FIGURE = "0.00"


def write(path: Path, report: Report) -> None:
    """Write the workbook.

    Raises:
        ShequError: the file cannot be written, as when Excel has it open.
    """
    book = Workbook()
    totals = book.active
    totals.title = "总表"
    _totals(totals, report, report.people)
    _objectives_by_person(book.create_sheet("学习目标"), report)
    _objectives(book.create_sheet("目标掌握"), report)
    _items(book.create_sheet("逐题分析"), report)
    if any(each.members for figures in report.chapters for each in figures.items):
        _members(book.create_sheet("各份题"), report)
    _mistakes(book.create_sheet("常见错答"), report)
    _chapters(book.create_sheet("各章"), report)
    _suspicions(book.create_sheet("雷同"), report)
    for figures in report.chapters:
        name = sheet_name(book, f"{figures.chapter.short[:_SHORT]} 得分")
        _marks(book.create_sheet(name), report, figures)
    if report.left:
        _totals(book.create_sheet(APART), report, report.left)
    _glossary(book.create_sheet("怎么看"), report)
    save(book, path)


def _totals(sheet: Worksheet, report: Report, people: Sequence[PersonFigures]) -> None:
    chapters = [figures.chapter for figures in report.chapters]
    heads = [f"{chapter.short}（{written(chapter.points)} 分）" for chapter in chapters]
    append(sheet, ["编号", "姓名", *heads, "总分", "满分", "得分率", "等第", "交了几章", "待评题数", "备注"])
    for person in people:
        marks = [rounded(person.totals[chapter.name]) for chapter in chapters]
        cells = append(
            sheet,
            [
                person.trainee.id,
                person.trainee.name,
                *marks,
                rounded(person.total),
                report.points,
                person.share,
                person.band,
                person.handed_in,
                person.waiting,
                person.remarks,
            ],
        )
        _percent(cells[-5])
        cells[-4].alignment = Alignment(horizontal="center")
        if person.waiting:
            cells[-2].fill = WAITING
    finish(sheet, "C2", {1: 14, 2: 12, **dict.fromkeys(range(3, 3 + len(chapters)), 15)}, last=30)
    _shade_low(sheet, len(chapters) + 5, words.PASS)


def _marks(sheet: Worksheet, report: Report, figures: ChapterFigures) -> None:
    """Every exercise of a chapter, or every decision of a year in office, by person."""
    chapter, papers = figures.chapter, report.data.of(figures.chapter)
    decisions = any(item.is_decision for item in chapter.items)
    heads = [
        item.label if decisions else f"{item.label}（{written(item.points)} 分）" for item in chapter.items
    ]
    append(sheet, ["编号", "姓名", *heads, "合计"])
    rows = dict(zip(papers, share_matrix(chapter, papers), strict=True))
    for person in report.people:
        paper = papers.get(person.trainee.id)
        if paper is None:
            continue
        shares = rows[person.trainee.id]
        marks: list[object] = []
        for item, share in zip(chapter.items, shares, strict=True):
            mark = None if np.isnan(share) else float(share) if decisions else paper.marks.get(item.exercise)
            marks.append(rounded(mark))
        cells = append(sheet, [person.trainee.id, person.trainee.name, *marks, rounded(paper.total)])
        for cell, item in zip(cells[2:], chapter.items, strict=False):
            if paper.marks.get(item.exercise, 0) is None:
                cell.fill = WAITING
    finish(sheet, "C2", {1: 14, 2: 12, **dict.fromkeys(range(3, 3 + len(heads)), 13)}, last=10)
    sheet.row_dimensions[1].height = 64


def _objectives_by_person(sheet: Worksheet, report: Report) -> None:
    append(sheet, ["编号", "姓名", *(f"{each.id} {_short(each.text)}" for each in report.objectives)])
    for person in report.present:
        shares = [each.by_person.get(person.trainee.id) for each in report.objectives]
        for cell in append(sheet, [person.trainee.id, person.trainee.name, *shares])[2:]:
            _percent(cell, report.mastery)
    finish(sheet, "C2", {1: 14, 2: 12, **dict.fromkeys(range(3, 3 + len(report.objectives)), 14)}, last=14)
    sheet.row_dimensions[1].height = 64
    for column in range(3, 3 + len(report.objectives)):
        _shade_low(sheet, column, report.mastery)


def _objectives(sheet: Worksheet, report: Report) -> None:
    heads = ["目标", "内容", "全班掌握", "有成绩人数", "没过线人数", "判断", "在哪里讲", "用哪些练习练"]
    append(sheet, heads)
    for each in report.objectives:
        word = {None: "没有成绩", True: "已掌握", False: "要再讲一遍"}[each.mastered]
        texts = ("；".join(each.sections), "；".join(each.exercises))
        row = [each.id, each.text, each.share, each.people, each.below, word, *texts]
        cells = append(sheet, row)
        _percent(cells[2], report.mastery)
        cells[5].alignment = Alignment(horizontal="center")
        _wrap(cells, 1, 6, 7)
    finish(sheet, "C2", {1: 8, 2: 48, 6: 14, 7: 40}, last=44)
    _shade_low(sheet, 3, report.mastery)
    fit_rows(sheet)


def _items(sheet: Worksheet, report: Report) -> None:
    top = [head for place in range(1, TOP + 1) for head in (f"错答 {place}", "人数", "讲评")]
    figures = ["有成绩人数", "未作答", "待评", "得分率", "区分度", "高低组差", "判断", "怎么办"]
    append(sheet, ["章", "题", "满分", *figures, *top])
    for chapter in report.chapters:
        for each in chapter.items:
            cells = append(sheet, _item_row(chapter, each))
            _percent(cells[6])
            cells[7].number_format = _FIGURE
            _percent(cells[8])
            _wrap(cells, 1, 10, *range(11, 11 + 3 * TOP))
            if each.needs_a_look:
                cells[9].fill = WAITING
    widths = {1: 10, 2: 30, 10: 16, 11: 40}
    widths |= {12 + 3 * place: 34 for place in range(TOP)} | {14 + 3 * place: 44 for place in range(TOP)}
    widths |= {13 + 3 * place: 8 for place in range(TOP)}
    finish(sheet, "C2", widths, last=44)
    column = get_column_letter(7)
    bar = DataBarRule(start_type="num", start_value=0, end_type="num", end_value=1, color="FF9DC3E6")
    sheet.conditional_formatting.add(f"{column}2:{column}{max(sheet.max_row, 2)}", bar)
    fit_rows(sheet)


def _members(sheet: Worksheet, report: Report) -> None:
    """The questions of each family, where papers differ."""
    append(sheet, ["章", "题", "第几份", "例如谁的", "有成绩人数", "得分率", "其余各份", "判断"])
    for chapter in report.chapters:
        for each in chapter.items:
            for member in each.members:
                who = member.example.name or member.example.id
                word = words.HARDER if member.is_harder else ""
                figures = (member.number, who, member.people, member.share, member.others, word)
                cells = append(sheet, [chapter.chapter.short, each.item.label, *figures])
                _percent(cells[5])
                _percent(cells[6])
                if member.is_harder:
                    cells[7].fill = WAITING
    finish(sheet, "C2", {1: 10, 2: 30, 4: 16}, last=16)


def _item_row(chapter: ChapterFigures, each: ItemFigures) -> list[object]:
    common: list[object] = []
    for mistake in each.mistakes[:TOP]:
        common += [mistake.text, mistake.count, mistake.message]
    return [
        chapter.chapter.short,
        each.item.label,
        rounded(each.item.points),
        each.people,
        each.unanswered,
        each.waiting,
        each.share,
        each.rest,
        each.outer,
        "、".join(verdict.word for verdict in each.verdicts),
        "".join(verdict.advice for verdict in each.verdicts),
        *common,
    ]


def _mistakes(sheet: Worksheet, report: Report) -> None:
    append(sheet, ["章", "题", "错答", "人数", "占交的人", "讲评"])
    for chapter in report.chapters:
        for each in chapter.items:
            for mistake in each.mistakes:
                row = _mistake_row(chapter, each, mistake)
                cells = append(sheet, row)
                _percent(cells[4])
                _wrap(cells, 1, 2, 5)
    finish(sheet, "C2", {1: 10, 2: 30, 3: 46}, last=70)
    fit_rows(sheet)


def _mistake_row(chapter: ChapterFigures, each: ItemFigures, mistake: CommonMistake) -> list[object]:
    share = mistake.count / chapter.people
    return [chapter.chapter.short, each.item.label, mistake.text, mistake.count, share, mistake.message]


def _chapters(sheet: Worksheet, report: Report) -> None:
    tenths = [f"{10 * place}%–{10 * place + 10}%" for place in range(len(report.distribution))]
    figures = ["平均得分率", "中位数", "最低", "最高", "信度 α", "算了几题", "信度判断", "意思", "上下几分"]
    public = "自学网站上看得到答案的题"
    append(sheet, ["章", "满分", "交的人数", "迟交", "白卷", "待评题次", *figures, *tenths, public])
    for each in report.chapters:
        cells = append(
            sheet,
            [
                each.chapter.title,
                each.chapter.points,
                each.people,
                each.late,
                each.blank,
                each.waiting,
                each.mean,
                each.median,
                each.lowest,
                each.highest,
                each.alpha,
                each.counted,
                each.reliability.word,
                each.reliability.advice,
                each.error,
                *each.distribution,
                each.chapter.public_words,
            ],
        )
        for place in (6, 7, 8, 9):
            _percent(cells[place])
        cells[10].number_format, cells[14].number_format = _FIGURE, "0.0"
        _wrap(cells, 0, 13, len(cells) - 1)
    finish(sheet, "B2", {1: 30, 14: 44}, last=60)
    fit_rows(sheet)


def _suspicions(sheet: Worksheet, report: Report) -> None:
    heads = ["编号甲", "姓名甲", "编号乙", "姓名乙", "相同的错答", "甲错几题", "乙错几题", "碰巧该有几个"]
    append(sheet, [*heads, "碰巧的可能", "请老师看一看这些答案（括号里是全班这样答的人数）"])
    for each in report.suspicions:
        shared = "\n".join(f"{one.label}：{one.text}（{one.count}）" for one in each.shared)
        who = (each.first.id, each.first.name, each.second.id, each.second.name)
        chance = words.of_pair(each.expected)
        cells = append(sheet, [*who, len(each.shared), *each.wrong, each.by_chance, chance, shared])
        cells[7].number_format = "0.0"
        _wrap(cells, 8, 9)
    for essay in report.same_essays:
        for first, second in zip(essay.people, essay.people[1:], strict=False):
            who = (first.id, first.name, second.id, second.name)
            _wrap(append(sheet, [*who, None, None, None, None, "问答题一字不差", "；".join(essay.labels)]), 9)
    if not (report.suspicions or report.same_essays):
        append(
            sheet, ["没有发现", "", "", "", None, None, None, None, "", "没有两个人的错答相同得超出碰巧。"]
        )
    finish(sheet, "E2", {1: 14, 3: 14, 9: 34}, last=90)
    fit_rows(sheet)


def _glossary(sheet: Worksheet, report: Report) -> None:
    append(sheet, ["名称", "意思"])
    threshold = f"全班平均拿到相关练习 {words.percent(report.mastery)} 以上的分，算掌握了这个目标。"
    rows = [("学习目标", threshold), *words.GLOSSARY]
    rows.append(("等第", "、".join(f"{words.percent(least)} 起{word}" for least, word in words.BANDS)))
    rows += [("说明", note) for note in report.data.notes]
    for name, text in rows:
        _wrap(append(sheet, [name, text]), 0, 1)
    finish(sheet, "A2", {1: 14}, last=100)
    fit_rows(sheet)


def _percent(cell: Cell, *edges: float) -> None:
    """Show a share as a percentage that is on the right side of each threshold."""
    share = cell.value if isinstance(cell.value, (int, float)) else None
    cell.number_format = words.percent_format(share, *edges)


def _short(text: str) -> str:
    return text if len(text) <= 24 else text[:23] + "…"


def _wrap(cells: Sequence[Cell], *places: int) -> None:
    for place in places:
        if place < len(cells):
            cells[place].alignment = _WRAP


def _shade_low(sheet: Worksheet, column: int, least: float) -> None:
    """Shade what lies below a threshold; Excel and WPS keep it up when somebody edits a mark."""
    letter = get_column_letter(column)
    rule = CellIsRule(
        operator="between", formula=["0", str(least - 1e-9)], fill=_LOW, font=Font(color="FF833C0B")
    )
    sheet.conditional_formatting.add(f"{letter}2:{letter}{max(sheet.max_row, 2)}", rule)
