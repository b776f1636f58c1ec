"""A class for the report, made in memory: what `grading.report.data` would read of it."""

from __future__ import annotations

from grading.report import mistakes
from grading.report.data import Chapter, ClassData, Exercise, Item, Paper
from grading.report.mistakes import Judged
from grading.roster import Trainee

OPTIONS = {"A": "会前贴", "B": "会上说", "C": "会后补", "D": "<b>不贴</b>"}
OBJECTIVES = {"1.1": "公告", "1.2": "反馈，=有回音", "1.3": "没有人考"}


def choice(number, *, points=2, objectives=("1.1",), chapter=1):
    spec = {
        "id": f"q{chapter}-{number}",
        "kind": "choice",
        "title": f"第 {number} 题",
        "points": points,
        "options": OPTIONS,
    }
    key = {
        "hint": "",
        "explain": "",
        "answer": "A",
        "options": {"A": "对", "B": "太晚了。", "C": "更晚。", "D": "=没人知道。"},
    }
    return Exercise(
        spec["id"], f"{chapter}-{number} {spec['title']}", spec["id"], tuple(objectives), spec, key
    )


def essay(number, *, points=4, objectives=("1.2",), chapter=1):
    spec = {"id": f"e{chapter}-{number}", "kind": "essay", "title": "写一段", "points": points, "rubric": []}
    return Exercise(
        spec["id"], f"{chapter}-{number} 写一段", f"{spec['id']}-answer", tuple(objectives), spec, {}
    )


def chapter(exercises, *, name="01-sample", title="第一章 样章"):
    items = [
        Item(one.id, one.id, one.id, one.label, one.kind, one.points, one.objectives) for one in exercises
    ]
    return Chapter(name, title, tuple(exercises), tuple(items))


def paper(exercises, answers, *, late=False, penalty=0.0):
    """A paper from letters ("A"), None for a blank, a text for an essay that waits, a number for its mark."""
    found = Paper(0.0, penalty, late)
    for exercise, answer in zip(exercises, answers, strict=True):
        if exercise.kind == "essay":
            found.judged[exercise.id] = Judged("unanswered" if answer is None else "written")
            found.marks[exercise.id] = None if isinstance(answer, str) else float(answer or 0)
            if isinstance(answer, str):
                found.essays[exercise.id] = answer
            continue
        source = f'{exercise.id.replace("-", "_")} = "{answer}"' if answer else ""
        judged = mistakes.judge(exercise.spec, exercise.key, source)
        found.judged[exercise.id], found.wrong[exercise.id] = judged, judged.wrong
        found.marks[exercise.id] = exercise.points if judged.status == "right" else 0.0
    found.total = sum(mark or 0 for mark in found.marks.values()) - penalty
    return found


def class_of(exercises, answers, *, names=None, **options):
    """A class of one chapter: a list of answers for each person, None for somebody who handed nothing in."""
    names = names or [f"学员{place}" for place in range(len(answers))]
    people = tuple(Trainee(f"20260{place:02d}", name) for place, name in enumerate(names, start=1))
    papers = {
        (person.id, "01-sample"): paper(exercises, given)
        for person, given in zip(people, answers, strict=True)
        if given is not None
    }
    sections = {"1.1": ("第一章 · 一、贴公告",)}
    return ClassData(people, (chapter(exercises, **options),), papers, OBJECTIVES, sections)
