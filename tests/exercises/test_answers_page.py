"""Answers are read by Python, which marks them, and by the page, which shows them: to both the same."""

from __future__ import annotations

import functools
import json
import shutil
import subprocess
from pathlib import Path

import pytest
from chance import number
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import shequ_lib
from shequ_lib.exercises import literal
from shequ_lib.exercises.literal import AnswerError
from shequ_lib.exercises.normalise import normalise

TESTS = Path(__file__).parents[1]
MODULE = Path(shequ_lib.__file__).parent / "labextension" / "page" / "answers.js"
GOLDEN = json.loads((TESTS / "data" / "answer_cases.json").read_text(encoding="utf-8"))
SPECS = GOLDEN["specs"]
CASES = [(SPECS[case["spec"]], case["source"]) for case in GOLDEN["cases"]]


def _page(cases):
    node = shutil.which("node")
    if node is None:
        pytest.skip("the page's reader runs in Node.js (Debian: apt install nodejs)")
    done = subprocess.run(
        [node, str(TESTS / "support" / "answers_node.mjs"), str(MODULE)],
        input=json.dumps(cases),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def _python(spec, source):
    try:
        answer = normalise(spec, literal.read(spec["id"], source))
    except AnswerError as error:
        return {"message": str(error)}
    return {"answer": answer, "written": literal.write(spec["id"], answer)}


def _expected(case):
    return {key: part for key, part in case.items() if key not in ("spec", "source")}


@pytest.mark.parametrize(
    "case", GOLDEN["cases"], ids=lambda case: f"{case['spec']}-{ascii(case['source'])[:40]}"
)
def test_python_reads_an_answer_as_it_is_written_down(case):
    assert _python(SPECS[case["spec"]], case["source"]) == _expected(case)


def test_the_page_reads_the_same():
    wrong = [
        (case, found)
        for case, found in zip(GOLDEN["cases"], _page(CASES), strict=True)
        if found != _expected(case)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    "case", GOLDEN["cases"], ids=lambda case: f"{case['spec']}-{ascii(case['source'])[:40]}"
)
def test_what_is_written_for_an_answer_is_read_as_it(case):
    spec = SPECS[case["spec"]]
    if "written" in case:
        assert normalise(spec, literal.read(spec["id"], case["written"])) == case["answer"]


def _known(spec):
    """Texts that an exercise knows, and such as people write instead."""
    names = [
        *spec.get("options", {}),
        *spec.get("items", []),
        *spec.get("targets", []),
        *spec.get("bins", []),
        *spec.get("rules", []),
        *map(str, range(len(spec.get("lines", [])))),
        *(text for field in spec.get("fields", []) for text in _of_field(field)),
        *(name for number in range(len(spec.get("steps", []))) for name in (str(number + 1), "ABC"[number])),
    ]
    return [
        *names,
        spec.get("unit", ""),
        "居民委员會",
        "ＡＢ",
        "2026年1月2日",
        "2026-2-30",
        "1，200",
        "３万",
        "0.1",
    ]


def _of_field(field):
    return [field] if isinstance(field, str) else [field["label"], *field.get("options", [])]


@functools.cache
def _values(name):
    """What somebody may give as an answer to an exercise; made once, for it takes longer than a draw."""
    spec = SPECS[name]
    known = st.sampled_from(_known(spec))
    mixed = st.lists(st.one_of(known, st.text(max_size=3)), max_size=3).map("".join)
    leaf = st.one_of(
        known,
        known,
        mixed,
        st.text(max_size=8),
        st.integers(-(10**16), 10**16),
        st.floats(),
        st.booleans(),
        st.none(),
    )
    return st.one_of(
        leaf, st.lists(leaf, max_size=5), st.dictionaries(st.one_of(known, mixed), leaf, max_size=4)
    )


@st.composite
def _answers(draw):
    name = draw(st.sampled_from([*SPECS]))
    spec, value = SPECS[name], draw(_values(name))
    return spec, f"{literal.variable(spec['id'])} = {value!r}"


def test_both_read_the_same_of_anything_that_is_nearly_an_answer():
    found = []

    @settings(max_examples=number(3000), suppress_health_check=list(HealthCheck), database=None)
    @given(_answers())
    def collect(case):
        found.append(case)

    collect()
    both = zip(found, _page(found), strict=True)
    wrong = [
        (source, page, _python(spec, source))
        for (spec, source), page in both
        if page != _python(spec, source)
    ]
    assert wrong == []
    read = sum("answer" in _python(spec, source) for spec, source in found)
    assert len(found) / 20 < read < len(found)  # else it would say little
