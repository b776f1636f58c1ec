"""The report: what is worked out, and what the workbook, the page and the CSV files show of it."""

import csv
import html
import json
import random
import re
import shutil
import statistics as plain
from datetime import date

import nbformat
import openpyxl
import pandas as pd
import pytest
from grading_helpers import CHAPTER, SAMPLE, give_by_hand, sample, set_up
from hypothesis import given
from hypothesis import strategies as st
from nbgrader.api import Gradebook
from report_helpers import chapter, choice, class_of, essay, paper

from grading import cli
from grading.classroom import classroom
from grading.common import csv_file
from grading.grade import grade
from grading.master import kinds
from grading.master.proofs import read_objectives
from grading.rehearse import sample_class
from grading.release import release
from grading.report import exports, mistakes, page, public, words, workbook
from grading.report.analysis import analyse
from grading.report.data import ClassData, short_titles, titles
from grading.report.run import run
from grading.roster import Trainee
from shequ_lib import first_year
from shequ_lib.errors import ShequError
from shequ_lib.exercises.score import Result, mark

ROOT = SAMPLE.parents[2]
TODAY = date(2026, 3, 20)
NASTY = ["=HYPERLINK(1)", "@李", "-王", "＝1+1", '"赵,\n"', "<b>钱</b>", "+孙"]


def letters(seed, people, exercises):
    """Answers of a class with a spread of ability, half of them right."""
    draw = random.Random(seed)
    return [
        [draw.choice("A" * round(1 + 8 * able) + "BCD") for _ in range(exercises)]
        for able in (draw.random() for _ in range(people))
    ]


@pytest.fixture(scope="module")
def exercises():
    named = ("1.1", "1.1", "1.2", "1.2", "1.1", "1.2")
    return [choice(place, objectives=(each,)) for place, each in enumerate(named, start=1)]


@pytest.fixture(scope="module")
def report(exercises):
    return analyse(class_of(exercises, letters(1, 24, 6)))


# --- what is worked out ---


def test_the_figures_of_exercises_by_plain_python(report, exercises):
    papers = list(report.data.papers.values())
    (figures,) = report.chapters
    points = pd.DataFrame([one.marks for one in papers])
    for each in figures.items:
        marks = [one.marks[each.item.id] for one in papers]
        assert each.share == pytest.approx(plain.fmean(marks) / 2)
        rest = points.drop(columns=each.item.id).sum(axis=1)
        assert each.rest == pytest.approx(points[each.item.id].corr(rest))
        given = [one.judged[each.item.id].wrong for one in papers]
        for common in each.mistakes:
            assert common.count == given.count(repr(common.text[0]))
            assert common.message == exercises[0].key["options"][common.text[0]]
        assert sum(common.count for common in each.mistakes) == sum(wrong != "" for wrong in given)
        counts = [common.count for common in each.mistakes]
        assert counts == sorted(counts, reverse=True)
    shares = sorted(one.total / 12 for one in papers)
    assert (figures.mean, figures.median) == (
        pytest.approx(plain.fmean(shares)),
        pytest.approx(plain.median(shares)),
    )
    assert (figures.lowest, figures.highest, sum(figures.distribution)) == (shares[0], shares[-1], 24)
    variances = sum(points.var())
    assert figures.alpha == pytest.approx(6 / 5 * (1 - variances / points.sum(axis=1).var()))


def test_the_mastery_of_objectives_by_plain_python(report, exercises):
    assert [each.id for each in report.objectives] == ["1.1", "1.2"]
    for each in report.objectives:
        naming = [one for one in exercises if each.id in one.objectives]
        assert each.exercises == tuple(one.label for one in naming)
        by_person = {
            trainee: plain.fmean(paper.marks[one.id] / one.points for one in naming)
            for (trainee, _), paper in report.data.papers.items()
        }
        assert each.by_person == pytest.approx(by_person)
        assert each.share == pytest.approx(plain.fmean(by_person.values()))
        assert each.below == sum(share < 0.6 for share in by_person.values())
        assert each.mastered is (each.share >= 0.6)
    assert report.objectives[0].sections == ("第一章 · 一、贴公告",)


def test_the_threshold_of_mastery_is_an_option(exercises):
    data = class_of(exercises[:1], [["A"], ["A"], ["B"], ["B"]])
    assert [each.mastered for each in analyse(data, 0.5).objectives] == [True]
    assert [each.mastered for each in analyse(data, 0.51).objectives] == [False]


def test_marks_bands_and_remarks_of_people(exercises):
    first, second = chapter(exercises), chapter([choice(1, chapter=2)], name="02-b", title="第二章 乙")
    people = tuple(Trainee(f"{place}", f"甲{place}") for place in range(4))
    papers = {
        ("0", "01-sample"): paper(exercises, "AAAAAA"),
        ("0", "02-b"): paper(second.exercises, "A"),
        ("1", "01-sample"): paper(exercises, "AAABBB", late=True, penalty=1),
        ("1", "02-b"): paper(second.exercises, "A"),
        ("2", "01-sample"): paper(exercises, "AAAAAA"),
    }
    found = analyse(ClassData(people, (first, second), papers)).people
    assert [(one.total, one.share, one.band, one.handed_in, one.remarks) for one in found] == [
        (14, 1.0, "优秀", 2, ""),
        (7, 0.5, "待提高", 2, "第一章迟交（扣 1 分）"),
        (12, 12 / 14, "未交齐", 1, ""),
        (None, None, "未交", 0, ""),
    ]


def test_essays_that_wait_are_left_out_and_said(exercises):
    parts = [*exercises[:2], essay(3)]
    data = class_of(parts, [["A", "A", "写了"], ["A", "B", None], ["B", "B", None]])
    report = analyse(data)
    (figures,) = report.chapters
    assert (
        report.people[0].share == 1.0 and report.people[1].share == 2 / 8
    )  # blank is 0, open is not counted
    assert figures.waiting == 1 and figures.left_out == ("1-3 写一段",) and figures.counted == 2
    assert figures.items[2].share is None and figures.items[2].waiting == 1
    assert [each.mastered for each in report.objectives] == [False, None]
    assert "还有 1 份答案等老师评分，没有算进这份报告" in page.actions(report)[0].text
    assert "等老师评分，没有算进去：1-3 写一段。" in page.render(report, TODAY)
    marked = analyse(class_of(parts, [["A", "A", 4], ["A", "B", None], ["B", "B", None]]))
    assert marked.chapters[0].items[2].share == pytest.approx(1 / 3) and marked.chapters[0].counted == 3


@pytest.mark.parametrize(
    ("answers", "word"),
    [
        ([], "算不出"),
        ([None, None], "算不出"),
        ([["A", "B", "A"]], "算不出"),
        ([[None, None, None]] * 5, "算不出"),
        ([["A", "A", "A"]] * 5, "算不出"),
    ],
    ids=["nobody", "nobody handed in", "one person", "nobody answered", "all the same"],
)
def test_small_classes_get_a_word_instead_of_a_crash(exercises, answers, word, tmp_path):
    report = analyse(class_of(exercises[:3], answers))
    assert report.chapters[0].reliability.word == word
    assert report.suspicions == () and report.same_essays == ()
    shown = page.render(report, TODAY)
    workbook.write(tmp_path / "r.xlsx", report)
    book = openpyxl.load_workbook(tmp_path / "r.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    texts = [str(cell.value) for cell in cells if cell.value is not None]
    for path in exports.write(tmp_path, "r", report):
        texts.append(path.read_text(encoding="utf-8-sig"))
    for text in (shown, *texts):
        assert not re.search(r"\bnan\b|\bNone\b|\binf\b|—%", text)
    if not any(answers):
        assert "还没有人交" in shown


def test_a_copied_pair_is_named_without_an_accusation():
    parts = [choice(place) for place in range(1, 31)]
    draw = random.Random(4)
    answers = [[draw.choice("AAAAAABBBBCD") for _ in parts] for _ in range(20)]
    answers[7] = [*answers[6][:28], "A", "A"]
    report = analyse(class_of(parts, answers))
    (found,) = report.suspicions
    assert (found.first.name, found.second.name) == ("学员6", "学员7")
    assert len(found.shared) == sum(answer != "A" for answer in answers[7])
    rarest = found.shared[0]
    place = int(re.match(r"1-(\d+)", rarest.label)[1]) - 1
    assert rarest.count == sum(given[place] == rarest.text[0] for given in answers)
    shown = page.render(report, TODAY)
    assert "学员6（2026007）和学员7（2026008）" in shown and "请老师看一看，这不是抄袭的证据" in shown
    assert "作弊" not in shown


def test_the_same_essay_is_named():
    text = "先贴公告再开会最后把结果告诉居民请大家来监督"
    parts = [essay(1), essay(2)]
    report = analyse(class_of(parts, [[text, text], [text, text], ["太短", "另写"], ["太短", None]]))
    (same,) = report.same_essays
    assert same.labels == ("1-1 写一段", "1-2 写一段")
    assert [person.name for person in same.people] == ["学员0", "学员1"]


# --- mistakes in words ---


def test_every_kind_says_what_is_wrong_with_the_words_of_the_course():
    from grading_helpers import exercises as of_the_sample

    specs = of_the_sample()
    wrong = {
        "which-one": ('"B"', ["B. 会后"]),
        "which-ones": ('["A", "C"]', ["多选了 C. 办公室里", "漏选了 B. 主要出入口"]),
        "in-order": (
            '["召集", "公告", "分析", "反馈"]',
            ["召集 → 公告 → 分析 → 反馈"],
        ),
        "pair-up": ('{"征求意见": "协调会"}', ["征求意见 → 协调会", "“化解矛盾”没有作答"]),
        "how-many": ("4", ["4 人"]),
        "notice-date": ('"2026年12月15日"', ["2026年12月15日"]),
        "all-dates": ('{"公告": "2026-12-15", "反馈": "2026-12-30"}', ["公告 → 2026-12-15"]),
    }
    for exercise, (value, texts) in wrong.items():
        spec, key = specs[exercise]
        judged = mistakes.judge(spec, key, f"{exercise.replace('-', '_')} = {value}")
        assert [each.text for each in judged.mistakes] == texts
        said = " ".join(mark(spec, key, judged.value).messages)
        first = judged.mistakes[0].message
        assert first and first in said and judged.wrong and judged.status in ("wrong", "partial")
    spec, key = specs["how-many"]
    assert mistakes.judge(spec, key, "how_many = None").status == "unanswered"
    assert mistakes.judge(spec, key, "how_many = 5").mistakes == ()
    broken = mistakes.judge(spec, key, "how_many = 五")
    assert broken.status == "unreadable" and broken.mistakes[0].text == mistakes.UNREADABLE


def test_a_line_of_code_is_described_by_what_marking_said():
    from grading_helpers import LINE
    from grading_helpers import exercises as of_the_sample

    spec, _ = of_the_sample()["big-ones"]
    hint = "<details><summary>提示</summary><p>方括号</p></details>"
    box = f"<div><strong>还不对</strong><p>没有筛选，得到了&lt;全部&gt;。</p>{hint}</div>"
    judged = mistakes.judge_code(spec, LINE + "big_ones =  communities", "wrong", box)
    assert judged.mistakes[0].text == "big_ones = communities"
    assert judged.mistakes[0].message == judged.mistakes[0].kind == "没有筛选，得到了<全部>。"
    other = mistakes.judge_code(spec, LINE + "big_ones = communities[:]", "wrong", box)
    assert other.mistakes[0].kind == judged.mistakes[0].kind and other.wrong != judged.wrong


@pytest.mark.parametrize("seed", range(1, 30))
def test_every_decision_of_a_year_practises_an_objective(seed):
    known = read_objectives(ROOT / "solutions" / "objectives.csv")
    practised = first_year.objectives_of(first_year.scenario(seed))
    assert all(practised.values()) and {each for ids in practised.values() for each in ids} <= set(known)


def test_decisions_practise_what_their_rule_teaches():
    practised = first_year.objectives_of(first_year.scenario(14))
    expected = {
        "staff-committee": "11.2",
        "money-party": "11.9",
        "money-city": "11.13",
        "rooms-activity": "11.16",
        "size": "2.2",
        "symposium-1-notice": "6.6",
        "appraisal-summary": "6.18",
        "meet-canteen": "6.3",
    }
    assert all(objective in practised[task] for task, objective in expected.items())
    assert "6.18" not in practised["symposium-1-notice"]


# --- what is shown ---


@pytest.fixture(scope="module")
def nasty(exercises):
    data = class_of(exercises, [*letters(2, 6, 6), None], names=NASTY)
    return analyse(data)


def test_the_sheets_show_the_figures(report, tmp_path):
    path = tmp_path / "一 个" / "班级报告.xlsx"
    workbook.write(path, report)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == [
        "总表",
        "学习目标",
        "目标掌握",
        "逐题分析",
        "常见错答",
        "各章",
        "雷同",
        "第一章 得分",
        "怎么看",
    ]
    (figures,) = report.chapters
    head, *rows = [list(row) for row in book["总表"].iter_rows(values_only=True)]
    assert head == [
        "编号",
        "姓名",
        "第一章（12 分）",
        "总分",
        "满分",
        "得分率",
        "等第",
        "交了几章",
        "待评题数",
        "备注",
    ]
    for row, person in zip(rows, report.people, strict=True):
        expected = [person.trainee.id, person.trainee.name, person.total, person.total, 12, person.share]
        assert row[:6] == pytest.approx(expected) and row[6] == person.band
    items = [list(row) for row in book["逐题分析"].iter_rows(values_only=True)][1:]
    for row, each in zip(items, figures.items, strict=True):
        assert row[1:9] == pytest.approx([each.item.label, 2, 24, 0, 0, each.share, each.rest, each.outer])
        top = each.mistakes[0]
        assert row[11:14] == [top.text, top.count, top.message]
    objectives = [list(row) for row in book["学习目标"].iter_rows(values_only=True)]
    assert objectives[0][2:] == ["1.1 公告", "1.2 反馈，=有回音"]
    assert objectives[1][2] == pytest.approx(report.objectives[0].by_person["2026001"])
    marks = [list(row) for row in book["第一章 得分"].iter_rows(values_only=True)]
    first = report.data.papers["2026001", "01-sample"]
    assert marks[1][2:] == [*first.marks.values(), first.total]
    assert book["总表"].freeze_panes == "C2" and book["总表"]["F2"].number_format == "0%"
    assert list(book["雷同"].values)[1][0] == "没有发现"


def test_no_text_becomes_a_formula_in_the_workbook(nasty, tmp_path):
    workbook.write(tmp_path / "r.xlsx", nasty)
    book = openpyxl.load_workbook(tmp_path / "r.xlsx")
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in ("n", "s"), (sheet.title, cell.coordinate)
                if isinstance(cell.value, str) and cell.value.lstrip()[:1] in tuple("=+-@＝＋－＠"):
                    assert cell.quotePrefix  # nor when somebody edits it
    names = [row[1] for row in book["总表"].iter_rows(min_row=2, values_only=True)]
    assert names == NASTY


def test_csv_files_have_a_mark_and_guard_every_text(nasty, tmp_path):
    paths = exports.write(tmp_path, "班级报告", nasty)
    assert [path.name.removeprefix("班级报告-") for path in paths] == [
        "成绩.csv",
        "逐题得分.csv",
        "学习目标.csv",
        "逐题分析.csv",
        "常见错答.csv",
        "雷同.csv",
    ]
    for path in paths:
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file, strict=True))
        assert len({len(row) for row in rows}) == 1
        frame = pd.read_csv(path, encoding="utf-8-sig", dtype=str, keep_default_na=False)
        assert frame.to_numpy().tolist() == rows[1:]
        for row in rows:
            for text in row:
                if text[:1] in tuple("=+-@＝＋－＠\t"):
                    float(text)  # nothing but a number
    names = pd.read_csv(paths[0])["姓名"].tolist()
    assert names == [
        "'=HYPERLINK(1)",
        "'@李",
        "'-王",
        "'＝1+1",
        '"赵,\n"',
        "<b>钱</b>",
        "'+孙",
    ]
    answers = pd.read_csv(paths[1])
    assert len(answers) == 6 * 6 and answers["得分"].sum() == sum(
        paper.total for paper in nasty.data.papers.values()
    )


@pytest.mark.parametrize("text", ["=1", " =1", "+1", "-x", "@a", "\t1", "\r1", "＝1", "＠a"])
def test_what_looks_like_a_formula_is_quoted(text):
    assert csv_file.guarded(text) == f"'{text}"


def test_what_does_not_is_left_alone():
    for value in ("6-1 公告", "a=b", "", "王", -0.5, 3, None, True):
        assert csv_file.guarded(value) == value
    assert csv_file.guarded(3.0) == 3 and csv_file.guarded("\ud800a\0") == "\ufffda\ufffd"


def test_the_page_holds_everything_and_fetches_nothing(report, nasty):
    for each in (report, nasty):
        shown = page.render(each, TODAY)
        assert not re.search(
            r"<script|<link|<img|<iframe|@import|url\((?!#)|\bsrc=|<!--|<[^>]*\shidden", shown
        )
        assert {link for link in re.findall(r'href="([^"]*)"', shown) if not link.startswith("#")} == set()
        assert set(re.findall(r"\w+://[^\"'<\s]+", shown)) <= {
            "http://www.w3.org/2000/svg",
            "http://www.w3.org/1999/xlink",
        }
        anchors = set(re.findall(r'href="#([^"]*)"', shown))
        assert anchors <= set(re.findall(r'\bid="([^"]*)"', shown))
    assert "2026年3月20日" in shown and "第一章 样章" in shown
    assert "<b>" not in shown and "&lt;b&gt;不贴&lt;/b&gt;" in shown


def test_the_page_says_what_to_look_at_first(report):
    shown = html.unescape(page.render(report, TODAY))
    (figures,) = report.chapters
    for each in report.weak_objectives:
        assert f"{each.id} {each.text}" in shown
    for each in figures.items:
        assert each.item.label in shown and f">{words.percent(each.share)}<" in shown
        for mistake in each.mistakes[:3]:
            assert mistake.text in shown and mistake.message in shown
    assert words.figure(figures.alpha) in shown and figures.reliability.advice in shown
    assert f"<strong>{len(report.present)} " in shown


def test_a_page_of_a_day_is_the_same_to_the_byte(report):
    assert page.render(report, TODAY) == page.render(report, TODAY)


# --- from a graded class folder ---

pipeline = pytest.mark.pipeline


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """A sample class of eight in the sample chapter, chapter 3 and the examination, graded as it came."""
    made = tmp_path_factory.mktemp("报告")
    room, masters = made / "一 个 班", made / "masters"
    masters.mkdir()
    for name in ("03-functions.md", "14-first-year.md", "objectives.csv", "brands.toml"):
        shutil.copy(ROOT / "solutions" / name, masters / name)
    real = {
        edition: release.build(masters, ROOT / "course", edition=edition, partial=True)
        for edition in ("class", "source")
    }
    set_up(room)
    classroom.setup(room, real["source"].notebooks, real["source"].other_files)
    for name, course in (("样章", sample("class")), ("全课", real["class"])):
        sample_class.run(course, 8, 5, [], made / name)
    for name, chapter_name in (("样章", CHAPTER), ("全课", "03-functions"), ("全课", "14-first-year")):
        came = made / name
        done = grade.run(room, chapter_name, [came / "作业" / chapter_name], came / "花名册.xlsx")
        assert done.graded == 8 and not done.failed and not done.problems
    return room, made


def truth(made):
    """The true marks by trainee, chapter and exercise."""
    rows = {}
    for name in ("样章", "全课"):
        with (made / name / "真实成绩.csv").open(encoding="utf-8-sig", newline="") as file:
            rows |= {(row["编号"], row["章"], row["练习"]): row for row in csv.DictReader(file)}
    return rows


def reported(room, *chapters, **options):
    objectives = read_objectives(ROOT / "solutions" / "objectives.csv")
    return run(room, chapters, objectives, today=TODAY, **options)


@pipeline
def test_grading_a_sample_class_gives_the_true_marks(graded):
    room, made = graded
    report = reported(room, output=made / "out").report
    known = truth(made)
    found = {
        (trainee, name, exercise): points
        for (trainee, name), one in report.data.papers.items()
        for exercise, points in one.marks.items()
    }
    assert set(found) == set(known) and len(found) == 8 * (9 + 12 + 1)
    statuses = {
        "right": "全对",
        "partial": "部分对",
        "wrong": "错",
        "unreadable": "读不懂",
        "unanswered": "未作答",
    }
    for place, row in known.items():
        assert found[place] == (pytest.approx(float(row["得分"])) if row["得分"] else None), place
        judged = report.data.papers[place[:2]].judged.get(place[2])
        if judged is not None and row["得分"]:
            assert statuses[judged.status] == row["情形"], place
    assert any(row["得分"] == "" for row in known.values())


@pipeline
def test_the_sample_class_is_found_out(graded):
    """Who copied is the one pair that the report names; whoever is late shows once the deadline is set."""
    room, made = graded
    course = classroom.open_course(room)
    with Gradebook(course.db_url) as gradebook:
        for name in (CHAPTER, "03-functions", "14-first-year"):
            gradebook.find_assignment(name).duedate = sample_class.DEADLINE.replace(tzinfo=None)
        gradebook.db.commit()
    report = reported(room, output=made / "out").report
    facts = pd.read_csv(made / "全课" / "真实情况.csv", dtype=str)
    copied = {
        frozenset((row["编号"], row["抄自"])) for _, row in facts.iterrows() if isinstance(row["抄自"], str)
    }
    assert {frozenset((pair.first.id, pair.second.id)) for pair in report.suspicions} == copied
    late = set(facts[facts["迟交"] == "是"]["编号"])
    assert {person.trainee.id for person in report.people if "迟交" in person.remarks} == late and late


@pipeline
def test_the_examination_is_told_decision_by_decision(graded):
    room, made = graded
    report = reported(room, "14", output=made / "out").report
    (figures,) = report.chapters
    year = first_year.scenario(14)
    assert [each.item.id for each in figures.items] == [f"first-year/{task.id}" for task in year.tasks]
    totals = [one.total for one in report.data.papers.values()]
    shares = [100 * each.share / len(year.tasks) for each in figures.items]
    assert sum(shares) == pytest.approx(plain.fmean(totals), abs=1e-3)
    assert figures.alpha > 0.8 and figures.counted == len(year.tasks)
    assert "一共 84 个决定" in page.render(report, TODAY)


@pipeline
def test_sections_to_teach_again_come_from_the_masters(graded):
    room, made = graded
    report = reported(room, "03", output=made / "out").report
    names = next(each for each in report.objectives if each.id == "3.1")
    assert names.text == read_objectives(ROOT / "solutions" / "objectives.csv")["3.1"]
    assert names.sections == ("第三章 · 一、十三项，先有一张总图",)
    assert "3-2 哪几块挂得上" in names.exercises


@pipeline
def test_marks_by_hand_count_and_a_lost_notebook_is_said(graded, tmp_path):
    room = shutil.copytree(graded[0], tmp_path / "班")
    before = reported(room, CHAPTER).report
    waiting = [trainee for (trainee, _), one in before.data.papers.items() if one.waiting]
    for trainee in waiting:
        give_by_hand(room, trainee, "own-words", 3, "好")
    lost = before.people[0].trainee.id
    (room / "autograded" / lost / CHAPTER / f"{CHAPTER}.ipynb").write_text("{", encoding="utf-8")
    done = reported(room, CHAPTER)
    after = done.report
    assert done.page == room / "results" / "班级报告-样章.html" and done.workbook.exists()
    assert waiting and sum(person.waiting for person in after.people) == 0
    assert after.data.papers[waiting[0], CHAPTER].marks["own-words"] == 3
    assert after.data.papers[lost, CHAPTER].total == before.data.papers[lost, CHAPTER].total
    assert after.data.notes == [f"{CHAPTER}：1 份批改后的笔记本读不出，这些人只算成绩，不算错答。"]
    assert after.data.notes[0] in "\n".join(done.lines())


@pipeline
def test_nothing_of_the_check_is_in_the_page_but_what_it_says(graded):
    room, made = graded
    done = reported(room, output=made / "out")
    text = done.page.read_text(encoding="utf-8")
    for secret in ("HIDDEN", "SOLUTION", "'expected'", "digest", str(room), "grade("):
        assert secret not in text
    source = nbformat.read(room / "source" / CHAPTER / f"{CHAPTER}.ipynb", as_version=4)
    assert "先贴公告,再把结果反馈给居民" in json.dumps(source, ensure_ascii=False)
    assert "先贴公告,再把结果反馈给居民" not in text  # the model essay


@pipeline
def test_it_says_which_answers_everybody_can_read(graded):
    room, made = graded
    done = reported(room, output=made / "公开")
    chapters = done.report.data.chapters
    chapter = chapters[0]
    assert chapter.public == {one.id for one in chapter.exercises if one.kind != "essay"}
    words = f"1-1 选一个、{'、'.join(one.label for one in chapter.exercises[1:8])}（除问答题外全部）"
    assert chapter.public_words == words
    text = done.page.read_text(encoding="utf-8")
    assert f"答案公开：自学网站上看得到这些题的答案：{words}。" in text
    total = sum(len(each.public) for each in chapters)
    assert f"{total} 道题的答案在自学网站上人人看得到" in "\n".join(done.lines())
    row = list(openpyxl.load_workbook(done.workbook)["各章"].iter_rows(values_only=True))
    assert (row[0][-1], row[1][-1]) == ("自学网站上看得到答案的题", words)


@pytest.mark.parametrize(
    ("exercises", "expected"),
    [
        ([], "没有公开的答案"),
        ([("甲", "essay", False)], "没有公开的答案"),
        ([("甲", "choice", True)], "甲（全部）"),
        ([("甲", "choice", True), ("乙", "essay", False)], "甲（除问答题外全部）"),
        ([("甲", "choice", True), ("乙", "table", False)], "甲"),
        ([(str(n), "choice", True) for n in range(9)], "0、1、2、3、4、5、6、7等 9 题（全部）"),
    ],
)
def test_public_answers_in_words(exercises, expected):
    assert public.say(exercises) == expected


def test_what_is_public_is_read_from_the_self_study_edition(monkeypatch):
    source = json.loads(nbformat.writes(sample("source").notebooks[CHAPTER]))
    everything = public.public_answers(source)
    kept = public.self_study_edition

    def without_one(notebook):
        made = kept(notebook)
        made.cells = [
            cell
            for cell in made.cells
            if cell.metadata.get("shequ", {}).get("role") != "check"
            or cell.metadata.shequ.exercise != "how-many"
        ]
        return made

    monkeypatch.setattr(public, "self_study_edition", without_one)
    assert public.public_answers(source) == everything - {"how-many"}


@pipeline
def test_the_command_and_its_refusals(graded, tmp_path, capsys):
    room, _ = graded
    roster = tmp_path / "名单.csv"
    roster.write_text("编号,姓名\n2026001,=王\n9,没交的人\n", encoding="utf-8")
    arguments = ["report", "01", "--classroom", str(room), "--output", str(tmp_path / "报 告")]
    assert cli.main([*arguments, "--roster", str(roster), "--mastery", "75"]) == 0
    out = capsys.readouterr().out
    assert "班级报告：2 人，1 人交了作业，1 章。" in out and "1 人一章也没有交" in out
    assert "另有 7 人不在花名册里" in out
    names = [
        row[1] for row in openpyxl.load_workbook(tmp_path / "报 告" / "班级报告-样章.xlsx")["总表"].values
    ]
    assert names == ["姓名", "=王", "没交的人"]
    empty = tmp_path / "空班"
    set_up(empty)
    for refused, message in (
        ([*arguments[:1], "99", *arguments[2:]], "没有“99”这一章"),
        (["report", "--classroom", str(tmp_path / "没有")], "还不是班级文件夹"),
        (["report", "--classroom", str(empty)], "还没有批改过的作业"),
        (["report", "01", "--classroom", str(empty)], "01-sample 还没有批改过"),
        ([*arguments, "--roster", str(tmp_path / "没有.xlsx")], "花名册 没有.xlsx 不存在"),
        ([*arguments[:4], "--output", str(roster)], "是一个文件"),
    ):
        assert cli.main(refused) == 1
        error = capsys.readouterr().err
        assert message in error and error.count("\n") == 1


def test_blanks_do_not_say_that_an_exercise_is_ambiguous():
    """The best had no time for the essay; those who wrote it did as well in it as in the rest."""
    exercises = [*(choice(number) for number in range(1, 5)), essay(5)]
    best = [["A", "A", "A", "A", None] for _ in range(20)]
    wrote = [["A"] * right + ["B"] * (4 - right) + [float(right)] for right in (0, 1, 2, 3)]
    few = analyse(class_of(exercises, best + wrote)).chapters[0].items[-1]
    assert few.rest > 0.9 and {verdict.word for verdict in few.verdicts} >= {"多人没答", "人数太少"}
    assert not {"可能有歧义", "区分不出好坏"} & {verdict.word for verdict in few.verdicts}
    many = analyse(class_of(exercises, best + 4 * wrote)).chapters[0].items[-1]
    assert not {"可能有歧义", "区分不出好坏", "人数太少"} & {verdict.word for verdict in many.verdicts}


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0.598, "59.8%"),
        (0.6, "60%"),
        (0.604, "60%"),
        (0.594, "59%"),
        (0.59996, "59.996%"),
        (0.749, "74.9%"),
        (0.897, "89.7%"),
        (0.346, "34.6%"),
        (0.0, "0%"),
        (-0.001, "0%"),
        (-0.07, "−7%"),
        (1.0, "100%"),
    ],
)
def test_what_is_below_a_threshold_does_not_look_like_it(share, text):
    assert words.percent(share) == text


def test_the_threshold_of_mastery_is_one_too(exercises):
    assert (words.percent(0.698), words.percent(0.698, 0.7)) == ("70%", "69.8%")
    assert (words.percent_format(0.698), words.percent_format(0.698, 0.7)) == ("0%", "0.0%")


@given(st.floats(0, 1), st.floats(0.01, 1))
def test_no_percentage_crosses_a_threshold(share, mastery):
    shown = float(words.percent(share, mastery).removesuffix("%")) / 100
    for edge in (0.35, 0.6, 0.75, 0.9, 0.95, mastery):
        assert (share >= edge) == (shown >= edge - 1e-9) or abs(share - edge) < 1e-5


@pytest.mark.parametrize(
    ("numbers", "name"),
    [
        ([6], "第六章"),
        ([6, 7], "第六、七章"),
        ([6, 11, 14], "第六、十一、十四章"),
        ([1, 2, 3, 6, 11, 12, 13, 14], "第一至三、六、十一至十四章"),
    ],
)
def test_chapters_are_called_what_they_are(exercises, numbers, name):
    signs = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四"]
    made = [
        chapter(exercises, name=f"{number:02}-x", title=f"第{signs[number]}章 题目") for number in numbers
    ]
    assert short_titles(made) == name
    assert titles(made) == (name if len(made) > 1 else f"{name} 题目")


def test_why_a_left_out_option_belongs_there_does_not_begin_with_yes():
    spec = {"kind": "choices", "options": {"A": "自评", "B": "考核", "C": "评议", "D": "公示"}}
    whys = {"A": "对，先自己说。", "B": "对", "C": "对。由各方来评。", "D": "对象是居民。"}
    key = {"answer": list("ABCD"), "options": whys}
    pieces = kinds.of("choices").mistakes(spec, key, [], Result(0, 2, "wrong"))
    assert [piece.message for piece in pieces] == [
        "这一项也要选：先自己说。",
        "这一项也要选",
        "这一项也要选：由各方来评。",
        "这一项也要选：对象是居民。",
    ]


def test_a_blank_notebook_is_called_so(exercises):
    blank, some = [None] * len(exercises), ["A", *[None] * (len(exercises) - 1)]
    report = analyse(class_of(exercises, [blank, some, None]))
    assert [person.remarks for person in report.people] == ["第一章白卷", "", ""]
    assert report.chapters[0].blank == 1 and "白卷 1 份" in page.render(report, TODAY)


def test_a_report_that_is_open_in_excel_is_said(report, tmp_path, monkeypatch):
    monkeypatch.setattr(openpyxl.Workbook, "save", lambda *_: (_ for _ in ()).throw(PermissionError()))
    with pytest.raises(ShequError, match=r"先在 Excel 或 WPS 里关掉它"):
        workbook.write(tmp_path / "r.xlsx", report)
