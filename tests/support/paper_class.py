"""A class with own papers for the tests: the sample, three of whose exercises are families of some members.

The bank is made by hand, from as many versions of the master, so that each member's right answer is known.
"""

from __future__ import annotations

import atexit
import copy
import functools
import json
import shutil
import tempfile
from datetime import date, timedelta
from pathlib import Path

from grading_helpers import CHAPTER, SAMPLE, sample

from grading.classroom import classroom, deal
from grading.common import kept_json
from grading.papers import paper_record
from shequ_lib.answer_cells import course_metadata, put_answers, read_answers

FAMILIES = ("which-ones", "how-many", "notice-date")
MEMBERS = 9
OWN = {"which-ones": 4, "how-many": 2, "notice-date": 2}  # the points of a right answer
PLACES = ["公开栏", "出入口", "楼道口", "电梯间", "快递柜旁", "活动室", "菜场", "车棚", "健身角"]


def right(exercise, member):
    """The text of the answer cell with the right answer of a member."""
    day = date(2026, 12, 15) + timedelta(member)
    values = {
        "which-ones": ["A", "B"] if member % 2 == 0 else ["A"],
        "how-many": 5 + member,
        "notice-date": (day - timedelta(3)).isoformat(),
    }
    return f"{exercise.replace('-', '_')} = {json.dumps(values[exercise])}"


@functools.cache
def course_of(member, edit=()):
    """The sample in which the families have one of their members; not to be changed.

    `edit` are pairs of texts, the first of which is replaced in the master.
    """
    place = Path(tempfile.mkdtemp(prefix="shequ-member-"))
    try:
        solutions = Path(shutil.copytree(SAMPLE / "solutions", place / "本"))
        master = solutions / f"{CHAPTER}.md"
        text = master.read_text("utf-8")
        changes = [
            ("date(2026, 12, 15)", f"date(2026, 12, {15 + member})"),
            ("最迟哪天?", "会议定在 {{ day | cn_date }}，最迟哪天?"),
            ('answer: "{{ staff }}"', f"answer: {5 + member}"),
            ('answer: "{{ staff - 1 }}"', f"answer: {4 + member}"),
            ('answer: "{{ staff + 1 }}"', f"answer: {6 + member}"),
            ("至少几人?", f"第 {member} 小区至少几人?"),
            ("公告贴在哪里?", f"{PLACES[member]}的公告贴在哪里?"),
        ]
        if member % 2:
            changes.append(("  - text: 主要出入口\n    right: true\n", "  - text: 主要出入口\n"))
        for old, new in [*changes, *edit]:
            assert old in text, old
            text = text.replace(old, new)
        master.write_text(text, "utf-8")
        return sample("source", solutions)
    finally:
        shutil.rmtree(place)


def cells(notebook, exercise):
    return [cell for cell in notebook.cells if course_metadata(cell).get("exercise") == exercise]


@functools.cache
def bank(members=MEMBERS, edit=()):
    courses = [course_of(member, edit) for member in range(members)]
    return {name: [cells(each.notebooks[CHAPTER], name) for each in courses] for name in FAMILIES}


def teach(room, *, members=MEMBERS, edit=(), base=0):
    """What `shequ teach` does; `base` is the member that everybody has who has no own paper."""
    course = course_of(base, edit)
    files = {name: data for name, data in course.files().items() if not name.endswith(".ipynb")}
    made = {name: each[base:] + each[:base] for name, each in bank(members, edit).items()}
    return classroom.setup(room, copy.deepcopy(course.notebooks), files, banks={CHAPTER: copy.deepcopy(made)})


@functools.cache
def _taught():
    place = Path(tempfile.mkdtemp(prefix="shequ-papers-"))
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    teach(place / "班")
    return place / "班"


def new_room(place):
    """A class folder with a bank, and a list of people."""
    return Path(shutil.copytree(_taught(), place / "一 个 班"))


def roster(room, people):
    path = room.parent / "花名册.csv"
    lines = [",".join(map(str, row)) for row in (("学号", "姓名"), *people)]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def hand_out(room, people=None):
    (dealt,) = deal.run(room, CHAPTER, None if people is None else roster(room, people))
    return dealt


def members_of(room, who):
    """The numbers of the members that somebody has, by exercise, from the record."""
    numbers = {name: [kept_id(each) for each in family] for name, family in bank().items()}
    paper = paper_record.read(room).of(CHAPTER)[who]
    return {name: numbers[name].index(member) for name, member in paper.members.items()}


def kept_id(made):
    from grading.papers.bank import id_of

    return id_of(json.loads(kept_json.compact(made)))


def paper(dealt, name):
    """The notebook that somebody was handed."""
    return json.loads((dealt.folder / name / f"{CHAPTER}.ipynb").read_bytes())


def answered(notebook, answers):
    """A copy of a notebook with answers."""
    done = copy.deepcopy(notebook)
    put_answers(done, {**read_answers(done), **answers})
    return done
