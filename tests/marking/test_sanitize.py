"""Sanitizing: whatever became of the notebook, the answers are found and nothing else is taken."""

from __future__ import annotations

import copy
import json

import pytest
from grading_helpers import CHAPTER, MIXED_ANSWERS, sample, submission
from hypothesis import given
from hypothesis import strategies as st

from grading.marking import sanitize, scheme

SLOTS = scheme.slots_of(sample("source").notebooks[CHAPTER])
STUBS = {name: slot.stub for name, slot in SLOTS.items()}
RELEASED = submission({})
ANSWERED = submission(MIXED_ANSWERS, RELEASED)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)


def at(exercise, cells=None):
    cells = ANSWERED["cells"] if cells is None else cells
    return next(
        place
        for place, cell in enumerate(cells)
        if cell["metadata"]["shequ"].get("exercise") == exercise
        and cell["metadata"]["shequ"]["role"] == "answer"
    )


def test_an_untouched_notebook_needs_no_repair():
    assert sanitize.take(RELEASED, SLOTS) == sanitize.Taken(STUBS, ())
    assert sanitize.take(ANSWERED, SLOTS) == sanitize.Taken(MIXED_ANSWERS, ())


@given(st.permutations(range(len(ANSWERED["cells"]))))
def test_the_order_of_the_cells_does_not_matter(order):
    moved = {**ANSWERED, "cells": [ANSWERED["cells"][place] for place in order]}
    assert sanitize.take(moved, SLOTS).answers == MIXED_ANSWERS


@given(st.sets(st.sampled_from(range(len(ANSWERED["cells"])))))
def test_what_is_deleted_is_unanswered_and_the_rest_stays(gone):
    left = [cell for place, cell in enumerate(ANSWERED["cells"]) if place not in gone]
    taken = sanitize.take({**ANSWERED, "cells": left}, SLOTS)
    missing = {name for name in SLOTS if at(name) in gone}
    assert taken.answers == {**MIXED_ANSWERS, **{name: STUBS[name] for name in missing}}
    assert bool(missing) == any("没有找到" in line for line in taken.repairs)


@given(
    st.sampled_from([name for name in SLOTS if name != "own-words"]), st.integers(0, 60), st.text(max_size=30)
)
def test_of_copies_the_first_counts(exercise, place, other):
    cells = copy.deepcopy(ANSWERED["cells"])
    again = {**copy.deepcopy(cells[at(exercise)]), "source": other}
    cells.insert(max(place, at(exercise) + 1), again)
    taken = sanitize.take({**ANSWERED, "cells": cells}, SLOTS)
    assert taken.answers == MIXED_ANSWERS
    assert any("不止一个答案格" in line for line in taken.repairs)


@given(st.data())
def test_a_cell_that_was_split_is_put_together(data):
    """Between two lines, as the editor does it; the halves lie side by side."""
    exercise = data.draw(st.sampled_from(list(MIXED_ANSWERS)[:-1]))
    lines = ["# 我的想法", *MIXED_ANSWERS[exercise].split("\n")]
    cut = data.draw(st.integers(1, len(lines) - 1))
    cells = copy.deepcopy(ANSWERED["cells"])
    place = at(exercise, cells)
    halves = [
        {**cells[place], "id": f"half{n}", "source": "\n".join(part)}
        for n, part in enumerate((lines[:cut], lines[cut:]))
    ]
    cells[place : place + 1] = halves
    taken = sanitize.take({**ANSWERED, "cells": cells}, SLOTS)
    assert taken.answers[exercise] == "\n".join(lines)
    assert any("拆成了几段" in line for line in taken.repairs)


def test_a_first_cell_left_as_it_was_gives_way_to_the_answer_in_a_copy():
    cells = copy.deepcopy(RELEASED["cells"])
    cells.append({**cells[at("how-many", cells)], "source": "how_many = 7"})
    assert sanitize.take({**RELEASED, "cells": cells}, SLOTS).answers["how-many"] == "how_many = 7"


@given(JSON, st.lists(JSON, max_size=6), st.data())
def test_no_json_breaks_it(metadata, strangers, data):
    cells = copy.deepcopy(ANSWERED["cells"])
    for stranger in strangers:
        cells.insert(data.draw(st.integers(0, len(cells))), stranger)
    victim = data.draw(st.integers(0, len(cells) - 1))
    if isinstance(cells[victim], dict):
        cells[victim][data.draw(st.sampled_from(["metadata", "source", "cell_type", "outputs"]))] = metadata
    notebook = json.loads(json.dumps({"cells": cells, "metadata": metadata}))
    taken = sanitize.take(notebook, SLOTS)
    assert set(taken.answers) == set(SLOTS)
    changed = {name for name in SLOTS if taken.answers[name] != MIXED_ANSWERS[name]}
    assert len(changed) <= 1
    assert all("\n" not in line for line in taken.repairs)
    assert sanitize.take(notebook, SLOTS) == taken


@given(st.binary(max_size=200) | JSON.map(lambda value: json.dumps(value).encode()))
def test_any_bytes_are_a_notebook_or_are_not(data):
    notebook = sanitize.read(data)
    assert notebook is None or isinstance(sanitize.take(notebook, SLOTS), sanitize.Taken)


@pytest.mark.parametrize("role", ["question", "form", "check"])
def test_a_changed_question_or_check_is_told(role):
    cells = copy.deepcopy(ANSWERED["cells"])
    cell = next(cell for cell in cells if cell["metadata"]["shequ"]["role"] == role)
    cell["source"] = "99"
    taken = sanitize.take({**ANSWERED, "cells": cells}, SLOTS)
    assert taken.answers == MIXED_ANSWERS
    assert ["和老师手里的不一样" in line for line in taken.repairs] == [True]
