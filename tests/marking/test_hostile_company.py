"""Hostile submissions in company: good ones before and after them, in every kind of walls.

All that a person opens afterwards is looked at here, but for what needs a browser: test_browser_formgrader.py,
test_browser_opening.py.
"""

from __future__ import annotations

import copy
import re
import sys
import zipfile
from xml.parsers import expat

import openpyxl
import pytest
from grading_helpers import (
    CHAPTER,
    LINE,
    MIXED_ANSWERS,
    MIXED_POINTS,
    SAMPLE,
    hand_in,
    points_in_gradebook,
    set_up,
    solved,
    submission,
)
from test_sandbox import KINDS
from test_sandbox_company import SCAN

from grading.grade import grade
from grading.marking import sanitize
from grading.marking.sandbox import walls
from grading.marking.sandbox.walls import Walls
from grading.master.proofs import read_objectives
from grading.report import run as report

pytestmark = [
    pytest.mark.pipeline,
    pytest.mark.skipif(sys.platform != "linux", reason="the walls are Linux's"),
]
RIGHT = 'big_ones = communities[communities["户数"] > 2000]'
# They look in their memory for the lines, and for the results, of those before them; who finds any, has the answer.
FOUND = '\nbig_ones = communities[communities["户数"].gt(2000)] if x else None'
THIEF = f"{LINE}BEGIN, BACKWARDS = b'] > ', b'0002'\n{SCAN}{FOUND}"
REPLIES = f"{LINE}BEGIN, BACKWARDS = b'\"row', b' :\"s'\n{SCAN}{FOUND}"
MARKS = "\u0315" * 5000 + "\u0300" * 5000
LOOK = None
OBJECTIVES = read_objectives(SAMPLE / "solutions" / "objectives.csv")


def answers(**changed):
    return {**MIXED_ANSWERS, **{name.replace("_", "-"): source for name, source in changed.items()}}


def lines(code):
    return answers(big_ones=f"{LINE}{code}")


def hostile(released):
    """Return the notebook and the points of each hostile trainee, by a name that sorts among the good ones."""

    def split():
        notebook = submission(MIXED_ANSWERS, copy.deepcopy(released))
        cells = notebook["cells"]
        place = next(
            n
            for n, cell in enumerate(cells)
            if (ours := cell["metadata"].get("shequ", {})).get("role") == "answer"
            and ours["exercise"] == "how-many"
        )
        second = {**copy.deepcopy(cells[place]), "id": "second", "source": "how_many = 5"}
        cells[place]["source"] = "x = [" + "1," * 1_000_000 + "]"
        cells.insert(place + 1, second)
        return notebook

    made = {
        "thief of lines": (answers(big_ones=THIEF), {"big-ones": 0}),
        "thief of replies": (answers(big_ones=REPLIES), {"big-ones": 0}),
        "script": (
            answers(own_words="<script>document.title='LOOT'</script><img src=x onerror=alert(1)>"),
            {},
        ),
        "essay bomb": (answers(own_words="[a]: " + "b" * 40_000 + "\n\n" + "[a]" * 20_000), {}),
        "table bomb": (answers(own_words="|" + "a|" * 3000 + "\n|" + "-|" * 3000 + "\n" + "|\n" * 3000), {}),
        "quadratic literal": (answers(how_many=f'how_many = "a{MARKS}"'), {"how-many": 0}),
        "quadratic essay": (answers(own_words=f"a{MARKS}"), {}),
        "quadratic cell": (
            lines(f'{RIGHT}.assign(社区="a" + "\\u0315" * 20000 + "\\u0300" * 20000)'),
            {"big-ones": 0},
        ),
        "long cell": (lines(f'{RIGHT}.assign(社区="\\ufdfa" * 100_000)'), {"big-ones": 0}),
        "half a sign": (answers(which_one='which_one = "\\ud800"'), {"which-one": 0}),
        "half a sign in a column": (
            lines(f'{RIGHT}.rename(columns={{"户数": "\\ud800"}})'),
            {"big-ones": (0, 1.3333)},
        ),
        "half a sign in an error": (lines('big_ones = communities["\\ud800"]'), {"big-ones": 0}),
        "complex": (answers(how_many="how_many = 1.7e308+1.7e308j"), {"how-many": 0}),
        "no character of XML": (
            lines("# \uffff\ufffe\x0b\nbig_ones = communities.head(1)"),
            {"big-ones": 0},
        ),
        "formula": (answers(which_one='=HYPERLINK("http://127.0.0.1:9/","x")'), {"which-one": 0}),
        "memory": (lines("x = bytearray(10 * 2**30)"), {"big-ones": 0}),
        "end of the worker": (lines("import os\nos._exit(0)"), {"big-ones": LOOK}),
        "kills": (
            lines(
                f"import os\nfor n in (1, os.getppid(), -1):\n    try: os.kill(n, 9)\n    except OSError: pass\n{RIGHT}"
            ),
            {"big-ones": 2},
        ),
        "shared memory": (
            lines(
                "import ctypes\nlibc = ctypes.CDLL(None)\n"
                f"for n in range(9): libc.shmget(n + 99, 1 << 30, 0o1666)\n{RIGHT}"
            ),
            {"big-ones": 2},
        ),
    }
    found = {
        name: (submission(given, copy.deepcopy(released)), points) for name, (given, points) in made.items()
    }
    found["split cell"] = (split(), {"how-many": (0, 2)})
    escape = submission(MIXED_ANSWERS, copy.deepcopy(released))
    escape["metadata"]["shequ"]["chapter"] = "\x1b[2J\n01-sample：批改了 40 份。\n"
    found["escape"] = (escape, "refused")
    return found


@pytest.fixture(scope="module", params=[(kind, jobs) for kind in KINDS for jobs in (1, 2)], ids=str)
def batch(request, tmp_path_factory):
    """A class: a right and a mixed submission before and after each hostile one."""
    kind, jobs = request.param
    place = tmp_path_factory.mktemp("一班")
    room, came = place / "班", place / "交来的"
    set_up(room)
    released = submission({})
    bad = hostile(released)
    right = solved()
    for number, (name, (notebook, _)) in enumerate(bad.items()):
        hand_in(came / f"{number:02}-1-right.ipynb", submission(right, copy.deepcopy(released)))
        hand_in(came / f"{number:02}-2-{name}.ipynb", notebook)
        hand_in(came / f"{number:02}-3-mixed.ipynb", submission(MIXED_ANSWERS, copy.deepcopy(released)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(walls, "best", lambda: Walls(kind))
        summary = grade.run(room, CHAPTER, [came], options=grade.Options(processes=jobs))
    return room, summary, bad


def test_each_hostile_one_gets_what_it_deserves(batch):
    room, _, bad = batch
    for number, (name, (_, points)) in enumerate(bad.items()):
        if points == "refused":
            continue
        got = points_in_gradebook(room, f"{number:02}-2-{name}")
        for exercise, deserved in {**MIXED_POINTS, **points}.items():
            fine = deserved if isinstance(deserved, tuple) else (deserved,)
            assert got[exercise] in fine, (name, exercise, got[exercise])


def test_nobody_else_loses_or_wins_a_mark(batch):
    room, summary, bad = batch
    full = points_in_gradebook(room, "00-1-right")
    for number in range(len(bad)):
        assert points_in_gradebook(room, f"{number:02}-1-right") == full
        assert points_in_gradebook(room, f"{number:02}-3-mixed") == MIXED_POINTS
    assert full["big-ones"] == 2 and summary.failed == {}
    assert summary.graded == 3 * len(bad) - 1


def test_what_is_said_on_the_terminal_is_lines_and_nothing_else(batch):
    _, summary, _ = batch
    said = summary.lines()
    assert all(line.isprintable() for line in said), [line for line in said if not line.isprintable()]
    (refused,) = [line for line in said if "escape" in line]
    assert "批改了 40 份" not in refused.splitlines()[0].split("：")[0]


def test_each_page_of_feedback_is_small_and_runs_nothing(batch):
    _, summary, bad = batch
    pages = list(summary.feedback.glob("*.html"))
    assert len(pages) == 3 * len(bad) - 1
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert len(text) < 1_500_000, page.name
        for live in ("<script>document", "<img src=x", "javascript:", "onerror=alert(1)>"):
            assert live not in text, page.name


def test_the_marked_notebooks_are_small(batch):
    room, *_ = batch
    for path in (room / "autograded").rglob("*.ipynb"):
        assert path.stat().st_size < 1_000_000, path
        assert sanitize.read(path.read_bytes()) is not None


def test_tables_and_report_are_sound_files(batch):
    room, *_ = batch
    report.run(room, [], OBJECTIVES)
    books = list(room.rglob("*.xlsx"))
    assert books
    for book in books:
        with zipfile.ZipFile(book) as parts:
            for name in parts.namelist():
                if name.endswith((".xml", ".rels")):
                    expat.ParserCreate().Parse(parts.read(name), True)
                    assert b"<f>" not in parts.read(name), (book, name)
        openpyxl.load_workbook(book).close()
    for page in (room / "results").rglob("*.html"):
        assert not re.search(r"<img src=x|<script>document", page.read_text(encoding="utf-8")), page


def test_grading_again_changes_nothing(batch):
    room, summary, _ = batch
    again = grade.run(room, CHAPTER)
    assert (again.graded, again.changed, again.failed) == (summary.graded, 0, {})
