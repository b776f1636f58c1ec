"""Whose work it is, by any mixture of path, zips within zips and what a notebook notes: never another's."""

from __future__ import annotations

import copy
import io
import json
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

from chance import examples
from grading_helpers import CHAPTER, hand_in, sample, submission
from hypothesis import event, given
from hypothesis import strategies as st

from grading.intake import intake
from grading.marking import scheme
from grading.roster import Trainee
from shequ_lib.answer_cells import put_answers, read_answers

SLOTS = scheme.slots_of(sample("source").notebooks[CHAPTER])
RELEASED = submission({})
# Numbers within numbers, names within names, one name twice, a name with a dot, numbers that look like dates.
PEOPLE = (
    Trainee("1001", "王小明"),
    Trainee("10010", "李红"),
    Trainee("1002", "王小明明"),
    Trainee("0007", "陈静"),
    Trainee("1004", "陈静"),
    Trainee("20260305", "买买提·吐尔逊"),
    Trainee("A12", "欧阳娜娜"),
    Trainee("12", "张伟"),
)
ALONE = [person for person in PEOPLE if sum(one.name == person.name for one in PEOPLE) == 1]
NEUTRAL = ("作业", "第一章", "副本", "新建文件夹", "(1)", "Copy1", "2026-03-09", "交来的", CHAPTER, "study")
SIGNS = ("-", "_", " ", "　", "/", "+")


@dataclass(frozen=True)
class Work:
    """One notebook that comes.

    Attributes:
        path: of the zips and folders that it comes in, from the outside; the last is the file.
        note: number and name that it notes; None if nothing.
        meant: numbers of all whom any of it means.
    """

    path: tuple[str, ...]
    note: tuple[str, str] | None
    meant: frozenset[str]


@st.composite
def _told(draw, person):
    """One way to write a person in a name: by number, by name (if nobody else has it), by both."""
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    between = draw(st.sampled_from(["", "-", " "]))
    ways = [f"{person.id}{between}{person.name}"]
    if len(person.id) >= 4:  # a shorter number among other words may be anything
        ways += [person.id, person.id.translate(wide)]
    if person in ALONE:
        ways += [person.name, person.name.replace("·", "•")]
    return draw(st.sampled_from(ways))


@st.composite
def works(draw):
    """Work that is somebody's, told in one place or in several; now and then somebody else is told, too."""
    own = draw(st.sampled_from(PEOPLE))
    meant, path = set(), []
    for _ in range(draw(st.integers(1, 4))):  # the zips and folders, and the file
        parts = [draw(st.sampled_from(NEUTRAL)) for _ in range(draw(st.integers(0, 2)))]
        if draw(st.integers(0, 2)) == 0:
            person = own if draw(st.integers(0, 3)) else draw(st.sampled_from(PEOPLE))
            parts.insert(draw(st.integers(0, len(parts))), draw(_told(person)))
            meant.add(person.id)
        sign = draw(st.sampled_from(SIGNS))
        path.append((sign if sign != "/" else "-").join(parts) or "夹")
    note = None
    if draw(st.booleans()):
        person = own if draw(st.integers(0, 3)) else draw(st.sampled_from(PEOPLE))
        number, name = draw(
            st.sampled_from(
                [(person.id, person.name), (person.id, "")] + [("", person.name)] * (person in ALONE)
            )
        )
        note = (number, name)
        meant.add(person.id)
    return Work(tuple(path), note, frozenset(meant))


def _notebook(place: int, note: tuple[str, str] | None) -> bytes:
    """The chapter with an answer by which it is known again."""
    made = copy.deepcopy(RELEASED)
    put_answers(made, {"how-many": f"how_many = {place}"})
    if note:
        made["metadata"]["shequ"]["trainee"] = {"number": note[0], "name": note[1]}
    return json.dumps(made, ensure_ascii=False).encode("utf-8")


def _zipped(name: str, content: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr(name, content)
    return held.getvalue()


@examples(400)
@given(st.lists(st.tuples(works(), st.lists(st.booleans(), min_size=4, max_size=4)), min_size=1, max_size=6))
def test_work_goes_to_whom_all_of_it_means_or_to_nobody(came):
    with tempfile.TemporaryDirectory() as name:
        room, post = Path(name) / "班", Path(name) / "来"
        hand_in(room / "release" / CHAPTER / f"{CHAPTER}.ipynb", RELEASED)
        for place, (work, zips) in enumerate(came):
            *outer, last = work.path
            inside, content = f"{last}.ipynb", _notebook(place, work.note)
            for folder, is_zip in zip(reversed(outer), zips, strict=False):
                if is_zip:
                    inside, content = f"{folder}.zip", _zipped(inside, content)
                else:
                    inside = f"{folder}/{inside}"
            path = post / f"批{'甲乙丙丁戊己'[place]}" / inside
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)

        taken = intake.Inbox(room, CHAPTER, SLOTS, PEOPLE).take_in([post])

        kept = {}
        for trainee in taken.taken:
            filed = json.loads((room / "submitted" / trainee / CHAPTER / f"{CHAPTER}.ipynb").read_bytes())
            kept[trainee] = int(read_answers(filed)["how-many"].rpartition("=")[2])
        for trainee, place in kept.items():
            meant = came[place][0].meant
            event(f"taken, meant {len(meant)}")
            assert meant == {trainee}, (came[place][0], trainee)
        # whoever is meant by all of some work, and by none of it another, has handed in
        for work, _ in came:
            if len(work.meant) == 1:
                assert set(work.meant) <= set(kept) or taken.problems, work
        accounted = len(taken.problems) + len(taken.notes) + len(kept)
        assert accounted >= len(came) or len(kept) < len(came)
