"""Intake of anything: each file is taken in or named in one line; nothing lands outside the class folder."""

from __future__ import annotations

import copy
import json
import tempfile
import warnings
import zipfile
from pathlib import Path, PurePosixPath

from chance import examples
from grading_helpers import CHAPTER, hand_in, sample, submission
from hypothesis import given
from hypothesis import strategies as st

from grading.intake import arrivals, intake
from grading.marking import sanitize, scheme
from grading.roster import Trainee

SLOTS = scheme.slots_of(sample("source").notebooks[CHAPTER])
RELEASED = submission({})
ROSTER = (Trainee("0001", "王小明"), Trainee("0002", "李 华"))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@st.composite
def notebooks(draw):
    """The chapter with cells gone, moved, doubled, strange, and strange values in what is left."""
    cells = [copy.deepcopy(draw(st.sampled_from(RELEASED["cells"]))) for _ in range(draw(st.integers(0, 6)))]
    for cell in cells:
        cell[draw(st.sampled_from(["metadata", "source", "cell_type", "id"]))] = draw(JSON)
    cells += draw(st.lists(JSON, max_size=2))
    metadata = draw(st.just(RELEASED["metadata"]) | JSON)
    return json.dumps({"cells": draw(st.permutations(cells)), "metadata": metadata}).encode("utf-8")


PARTS = st.sampled_from(
    ["..", ".", "0001", "王小明", "李 华", CHAPTER, "作业", "C:", "__MACOSX", "CON", "a\nb", "x" * 90]
) | st.text(max_size=6)
NAMES = st.builds(
    lambda parts, sign, suffix: sign.join(parts) + suffix,
    st.lists(PARTS, min_size=1, max_size=4),
    st.sampled_from(["/", "\\", "-", "+"]),
    st.sampled_from([".ipynb", ".ipynb", ".IPYNB", ".json", ".txt", ""]),
)
CONTENTS = st.binary(max_size=60) | JSON.map(lambda value: json.dumps(value).encode()) | notebooks()


class Entry(zipfile.ZipInfo):
    """An entry under any name at all, which zipfile itself would not write."""

    def __init__(self, name: bytes) -> None:
        super().__init__("x")
        self.name = name

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:
        return self.name, self.flag_bits | 0x800


@examples(150)
@given(st.lists(st.tuples(NAMES, CONTENTS), max_size=5), st.sampled_from([None, ROSTER]))
def test_whatever_comes_is_taken_in_or_named(files, roster):
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        room, parcel = place / "外" / "班", place / "交来的.zip"
        hand_in(room / "release" / CHAPTER / f"{CHAPTER}.ipynb", RELEASED)
        with warnings.catch_warnings(), zipfile.ZipFile(parcel, "w") as archive:
            warnings.simplefilter("ignore")  # of names that come twice
            for inside, content in files:
                archive.writestr(Entry(inside.encode("utf-8", "replace")), content)

        came = intake.Inbox(room, CHAPTER, SLOTS, roster).take_in([parcel])

        asked = [inside.replace("\\", "/") for inside, _ in files]
        passed = [name for name in asked if name.endswith("/") or _has_junk(PurePosixPath(name))]
        undated = sum("没有可信的时间" in note for note in came.notes)  # as these entries are
        named = len(came.problems) + len(came.notes) - undated + len(came.taken)
        assert undated == bool(came.taken)
        assert named == len(files) - len(passed) if files else came.problems
        assert all("\n" not in line for line in [*came.problems, *came.notes])
        for path in place.rglob("*"):
            if path.is_file() and path != parcel and "release" not in path.parts:
                folder, trainee, chapter, _ = path.relative_to(room).parts
                assert (folder in ("submitted", "received"), chapter) == (True, CHAPTER)
                assert trainee in came.taken
        for trainee in came.taken:
            filed = room / "submitted" / trainee / CHAPTER / f"{CHAPTER}.ipynb"
            notebook = sanitize.read(filed.read_bytes())
            assert set(sanitize.take(notebook, SLOTS).answers) == set(SLOTS)
        if roster is not None:
            assert came.taken <= {trainee.id for trainee in roster}


def _has_junk(name: PurePosixPath) -> bool:
    return any(arrivals._is_junk(part) for part in name.parts if part != "..")
