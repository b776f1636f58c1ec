"""A year's record is read by Python, which marks it, and by the page, which shows it: to both the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import test_answers_page
from chance import number
from hypothesis import given, settings
from hypothesis import strategies as st

from shequ_lib import first_year
from shequ_lib.exercises import literal

GOLDEN = json.loads((Path(__file__).parents[1] / "data" / "year_cases.json").read_text(encoding="utf-8"))
YEAR = first_year.scenario(14)
BOARD = first_year.public_board(YEAR)
SPEC = {"id": "first-year", "kind": "year", "title": "第一年", "points": 100, "seed": 14, "board": BOARD}
ODD = st.one_of(
    st.text(max_size=12),
    st.integers(-(10**16), 10**16),
    st.floats(),
    st.sampled_from([None, True, [], [2], ["A"], {}]),
)
NEARLY = {  # such as people write for a decision of a kind
    "number": st.text("0123456789０１,.万元人-+ ", min_size=1, max_size=5)
    | st.integers(0, 10**6)
    | st.floats(0, 9),
    "date": st.from_regex(r"\A20(26|27|27|27)[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?\Z"),
}
NAMES = st.sampled_from([task.id for task in YEAR.tasks])


@st.composite
def records(draw):
    record = {}
    for task in draw(st.lists(st.sampled_from(YEAR.tasks), min_size=1, max_size=2)):
        options = [name for option in task.options for name in (option.key, option.text, f" {option.key}")]
        nearly = st.sampled_from(options) if options else NEARLY[task.kind]
        record[task.id] = draw(st.one_of(nearly, nearly, nearly, ODD))
    return record


ANYTHING = st.one_of(
    records(), records(), records(), st.dictionaries(NAMES | st.text(), ODD, max_size=2), ODD
)


def expected(case):
    if "message" in case:
        return {"message": case["message"]}
    return {"answer": case["record"], "written": literal.write("first-year", case["record"])}


@pytest.mark.parametrize("case", GOLDEN, ids=lambda case: ascii(case["source"])[13:60])
def test_python_reads_a_record_as_it_is_written_down(case):
    assert test_answers_page._python(SPEC, case["source"]) == expected(case)


def test_the_page_reads_the_same():
    found = test_answers_page._page([(SPEC, case["source"]) for case in GOLDEN])
    wrong = [(case, page) for case, page in zip(GOLDEN, found, strict=True) if page != expected(case)]
    assert wrong == []


def test_both_read_the_same_of_any_record():
    sources = []

    @settings(max_examples=number(1500), database=None)
    @given(ANYTHING)
    def collect(value):
        sources.append(f"first_year = {value!r}")

    collect()
    found = test_answers_page._page([(SPEC, source) for source in sources])
    both = [(s, page, test_answers_page._python(SPEC, s)) for s, page in zip(sources, found, strict=True)]
    assert [one for one in both if one[1] != one[2]] == []
    assert sum(bool(one[2].get("answer")) for one in both) > len(both) / 20  # else it would say little


def test_a_record_without_its_board_is_told():
    ((found),) = test_answers_page._page([({**SPEC, "board": {}}, "first_year = {}")])
    assert "不完整" in found["message"]
