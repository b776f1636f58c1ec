"""The report on own papers: each question of a family, named only where chance does not explain it."""

from __future__ import annotations

import csv
import dataclasses
import itertools
import math
import random

import chance
import numpy as np
import openpyxl
import pytest
from grading_helpers import CHAPTER, hand_in
from paper_class import FAMILIES, answered, hand_out, members_of, new_room, paper, right
from report_helpers import choice, class_of

from grading import cli
from grading.report import analysis, statistics, words
from grading.report.mistakes import judge, of_member


def a_class(chances, each, seed):
    """A class in which each member of one family has as many people, and its own chance to be right."""
    draw = random.Random(seed)
    exercises = [choice(1), choice(2)]
    numbers = [number for number in range(len(chances)) for _ in range(each)]
    answers = [["A" if draw.random() < chances[number] else "B", "A"] for number in numbers]
    data = class_of(exercises, answers)
    for number, one in zip(numbers, data.papers.values(), strict=True):
        one.members = {exercises[0].id: number + 1}
    families = (exercises[0].id,)
    return dataclasses.replace(
        data, chapters=tuple(dataclasses.replace(each, families=families) for each in data.chapters)
    )


def verdicts(data):
    (chapter,) = analysis.analyse(data).chapters
    return {verdict.word: verdict.advice for verdict in chapter.items[0].verdicts}


def test_a_much_harder_question_is_named_with_how_sure_that_is():
    said = verdicts(a_class([0.8] * 9 + [0.05], 12, 1))
    advice = said[words.HARDER]
    assert "第 10 份" in advice and "等 12 人" in advice and "不到 0.1%" in advice
    assert "第 3 份" not in advice


def test_equal_questions_are_hardly_ever_named():
    """60 classes with 20 equal questions each, which is 1200 chances for a false alarm; in a quick run 12."""
    named = sum(words.HARDER in verdicts(a_class([0.7] * 20, 6, seed)) for seed in range(chance.number(60)))
    assert named == 0


@pytest.mark.parametrize("each", [1, 2])
def test_with_few_people_each_it_is_said_that_nothing_can_be_seen(each):
    said = verdicts(a_class([0.7] * 12 + [0.0], each, 3))
    assert words.HARDER not in said and f"每份最多 {each} 人" in said["各份人数太少"]


def test_the_bound_is_above_the_true_chance():
    """By all draws of a small class: what is called unlikely is at least as unlikely as that."""
    whole = np.array([0, 0, 0.5, 1, 1, 1, 1, 1])
    for size in (1, 2, 3):
        draws = [sum(part) for part in itertools.combinations(whole, size)]
        for total in set(draws):
            true = sum(each <= total + 1e-9 for each in draws) / math.comb(len(whole), size)
            part = np.full(size, total / size)
            assert statistics.chance_of_so_little(part, whole) >= true - 1e-9


def test_mistakes_of_a_family_are_counted_by_what_the_course_says_to_them():
    spec = {"id": "n", "kind": "number", "title": "t", "points": 2, "unit": "人"}
    judged = []
    for member, answer in ((1, 10), (2, 20)):
        key = {
            "answer": answer,
            "hint": "",
            "explain": "",
            "tolerance": 0,
            "wrong": [{"answer": answer - 1, "why": "少算了一个。"}],
        }
        judged += [of_member(judge(spec, key, f"n = {given}"), member, key) for given in (answer - 1, 77)]
    kinds = [each.mistakes[0].kind for each in judged]
    assert kinds[0] == kinds[2] and kinds[1] != kinds[3]
    assert len({each.wrong for each in judged}) == 4


@pytest.mark.pipeline
def test_the_report_of_a_class_with_own_papers(tmp_path, capsys):
    room = new_room(tmp_path)
    people = [(1000 + n, f"学员{n}") for n in range(32)]
    dealt, drawn = hand_out(room, people), {}
    for number, name in people:
        drawn[number] = members_of(room, str(number))
        answers = {each: right(each, drawn[number][each]) for each in FAMILIES}
        if drawn[number]["how-many"] == 3:
            answers["how-many"] = "how_many = 1"
        made = answered(paper(dealt, f"{number}_{name}"), answers)
        if number == 1000:
            other = paper(dealt, "1001_学员1")
            other["metadata"]["shequ"]["trainee"] = {"number": "1000", "name": "学员0"}
            made = answered(other, answers)
        hand_in(tmp_path / "来" / f"{number}.ipynb", made)
    assert cli.main(["grade", CHAPTER, str(tmp_path / "来"), "--classroom", str(room), "--jobs", "1"]) == 0
    capsys.readouterr()
    assert cli.main(["report", "--classroom", str(room)]) == 0
    said = capsys.readouterr().out
    assert "学员0（1000） 交来的文件里有不是发给本人的题目" in said
    book = openpyxl.load_workbook(room / "results" / "班级报告.xlsx")
    _, *rows = book["各份题"].iter_rows(values_only=True)
    counted = {(row[1][:3], row[2]): row[4:6] for row in rows}
    for name, label in (("how-many", "1-5"), ("notice-date", "1-6"), ("which-ones", "1-2")):
        for member in range(1, 9):
            those = [number for number in drawn if drawn[number][name] == member]
            if those:
                wrong = name == "how-many" and member == 3
                assert counted[label, member] == (len(those), 0 if wrong else 1), (name, member)
    public = [str(cell) for row in book["各章"].iter_rows(values_only=True) for cell in row]
    assert any("1-1 选一个" in cell for cell in public)
    assert not any("1-5 算人数" in cell for cell in public), "the site tells the answer to nobody's question"
    with (room / "results" / "班级报告-各份题.csv").open(encoding="utf-8-sig", newline="") as file:
        assert sum(int(row["有成绩人数"]) for row in csv.DictReader(file)) == 3 * len(people)
