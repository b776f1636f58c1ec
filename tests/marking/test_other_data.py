"""A line of pandas must compute its result: one that was typed in holds for one set of figures only."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
import whole_course
from grading_helpers import LINE, MIXED_ANSWERS, exercises, set_up

from grading.common.other_data import other_files
from grading.marking import scheme as schemes
from grading.marking.marking import COPIED, mark_one, prepare
from grading.marking.sandbox.tables import Tables

ROOT = Path(__file__).parents[2]
COURSE = ROOT / "course" / "data" / "communities.csv"


def rows_of(text):
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def test_each_community_gets_figures_of_its_own_kind_and_some_are_added():
    text = COURSE.read_text(encoding="utf-8")
    made = other_files({"data/communities.csv": text, "data/note.txt": "原样"})
    assert made["data/note.txt"] == "原样"
    (head, *before), (same_head, *after) = rows_of(text), rows_of(made["data/communities.csv"])
    assert head == same_head and made["data/communities.csv"].startswith("\ufeff")
    assert len(after) == len(before) + len(before) // 3
    assert len({row[0] for row in after}) == len(after)
    figures = {tuple(row[2:]) for row in before}
    assert all(tuple(row[2:]) in figures for row in after)
    # which kinds there are in which place decides what a right line may name
    assert {(row[1], row[2]) for row in after} == {(row[1], row[2]) for row in before}
    own = {row[0]: row for row in before}
    assert sum(own.get(row[0]) == row for row in after) < len(before) / 10


@pytest.mark.parametrize("text", ["", "甲,乙\n", "甲,乙\n1,2\n", "甲\n1\n2\n3\n4\n5\n6\n"])
def test_small_tables_stay_tables(text):
    assert len(rows_of(other_files({"x.csv": text})["x.csv"])) >= len(rows_of(text))


def test_the_key_says_what_comes_of_other_figures():
    spec, key = exercises()["big-ones"]
    assert key["elsewhere"]["columns"] == key["expected"]["columns"]
    assert key["elsewhere"] != key["expected"] and spec["kind"] == "table"


@pytest.mark.pipeline
def test_a_result_that_was_typed_in_earns_nothing(tmp_path):
    set_up(tmp_path / "班")
    scheme = schemes.read(tmp_path / "班" / "source" / "01-sample", "01-sample")
    prepare(scheme)
    exercise = scheme.exercises["big-ones"]
    right = 'big_ones = communities[communities["户数"] > 2000]'
    typed = 'big_ones = communities[communities["社区"].isin(["乙社区", "丙社区"])]'
    frame = "pd.DataFrame({{'社区': ['乙社区', '丙社区'], '街镇': ['东街道', {}], '户数': [2500, 3500]}})"
    with Tables(scheme.surroundings) as tables:
        for line, points in (
            (right, 2),
            (f"{right}.reset_index(drop=True)", 2),
            (f"import os\n{right}\nos.chdir('/')", 2),
            (typed, 0),
            (f"big_ones = {frame.format(repr('西街道'))}", 0),
            (f"big_ones = {frame.format(repr('没有的街道'))}", 0),
            (f"{right}.assign(户数=0)", 1.3333),
            (f"big_ones = {frame.format(repr('西街道'))}.assign(户数=0)", 0),
            (f"big_ones = communities.iloc[1:]\nif len(big_ones) != 2: big_ones = None\n{typed}", 0),
        ):
            result, look = mark_one(exercise, LINE + line, tables)
            assert (result.points, look) == (points, False), line
            assert (COPIED in result.messages) == (points == 0)
        assert mark_one(exercise, MIXED_ANSWERS["big-ones"], tables)[0].points == 2


# Lines that compute a right answer of chapter 2, and copies of its result with and without a mistake.
HONEST = """
division_fit_by_town = city.groupby("街镇")["合适"].sum()
division_fit_by_town = city.groupby("街镇")[["合适"]].sum()
division_fit_by_town = city.groupby("街镇", as_index=False)["合适"].sum()
division_fit_by_town = city.groupby("街镇")["合适"].sum().reset_index()
division_fit_by_town = city.pivot_table(index="街镇", values="合适", aggfunc="sum")
division_fit_by_town = city.groupby("街镇").agg(合计=("合适", "sum"))
division_fit_by_town = city[city["合适"]].groupby("街镇").size().reindex(city["街镇"].unique()).fillna(0)
division_fit_by_town = pd.Series({t: city[city["街镇"] == t]["合适"].sum() for t in city["街镇"].unique()})
division_fit_by_town = city.groupby("街镇")["合适"].sum()[NAMES]
division_fit_by_town = city[city["街镇"].str.endswith("街道")].groupby("街镇")["合适"].sum()
"""


@pytest.mark.pipeline
def test_lines_that_compute_earn_all_and_copied_results_next_to_nothing(tmp_path):
    chapter = "02-division"
    course = whole_course.built("source")
    set_up(tmp_path / "班", course, only=chapter)
    scheme = schemes.read(tmp_path / "班" / "source" / chapter, chapter)
    prepare(scheme)
    exercise = scheme.exercises["division-fit-by-town"]
    starter = exercise.slot.stub
    right = dict(zip(exercise.key["expected"]["index"], exercise.key["expected"]["values"], strict=True))
    first = next(iter(right))
    with Tables(scheme.surroundings) as tables:
        for line in HONEST.replace("NAMES", repr(list(right))).strip().splitlines():
            assert mark_one(exercise, f"{starter}\n{line}", tables)[0].status == "right", line
        for typed in (right, {**right, first: right[first] + 1}, {**right, "多": 1}):
            copied = f"{starter}\ndivision_fit_by_town = pd.Series({typed!r})"
            assert mark_one(exercise, copied, tables)[0].points <= exercise.spec["points"] / 4, typed
