"""What holds for every kind of exercise: a new one is held to it by being there."""

from __future__ import annotations

import importlib
import json
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

from shequ_lib.exercises import kinds, literal, score
from shequ_lib.exercises.kind import Kind
from shequ_lib.exercises.normalise import normalise

GOLDEN = json.loads((Path(__file__).parent / "answer_cases.json").read_text(encoding="utf-8"))
SPECS = {spec["kind"]: {"points": 4, **spec} for spec in GOLDEN["specs"].values()}
SPECS.setdefault("table", {"id": "a-table", "kind": "table", "points": 4})
SPECS.setdefault("year", {"id": "a-year", "kind": "year", "points": 100, "seed": 1})
SPECS.setdefault("essay", {"id": "own-words", "kind": "essay", "points": 4})
NAMES = sorted(kinds.names())


@pytest.mark.parametrize("name", NAMES)
def test_a_kind_can_be_asked_for_by_its_name(name):
    assert isinstance(kinds.of(name), Kind)
    assert kinds.of(name) is kinds.of(name)


def test_what_is_no_kind_is_refused():
    with pytest.raises(KeyError):
        kinds.of("os")


@pytest.mark.parametrize("name", NAMES)
def test_the_line_for_front_ends_without_forms_names_the_answer_or_the_cell(name):
    spec = SPECS[name]
    line = kinds.of(name).how_to(spec, literal.variable(spec["id"]))
    assert "\n" not in line
    assert literal.variable(spec["id"]) in line or "格里写" in line or "文字格" in line


@pytest.mark.parametrize("name", [name for name in NAMES if name not in ("table", "essay", "year")])
def test_the_example_of_a_kind_is_an_answer_of_it(name):
    spec = {"id": "it", "kind": name, "points": 4, "unit": "人", "options": dict.fromkeys("ABC", "甲")}
    spec |= {"items": ["甲", "乙"], "targets": ["…"], "fields": ["甲", "乙"]}
    example = kinds.of(name).example(spec).replace(", …", "")
    assert normalise(spec, literal.read("it", f"it = {example}")) is not None


@pytest.mark.parametrize("name", NAMES)
def test_of_nothing_no_kind_makes_an_answer(name):
    for nothing in (None, "", [], {}):
        assert normalise(SPECS[name], nothing) is None


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("odd", [object(), 1j, "\x00", [[]], {"甲": {}}, b"x", float("nan")])
def test_what_is_odd_costs_the_points_and_nothing_else(name, odd):
    key = {"answer": None, "wrong": [], "options": {}, "expected": {"type": "number", "value": 1}}
    if name == "essay":  # nobody but a person marks it
        return
    result = score.mark(SPECS[name], key, odd)
    assert result.points == 0 and result.status in ("unreadable", "unanswered", "wrong")


def test_the_kinds_are_loaded_when_they_are_asked_for():
    """The examination is large, and few chapters have it."""
    code = "import sys; from shequ_lib.exercises import score; print('shequ_lib.first_year' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "False\n"


def test_each_module_holds_one_kind():
    for module in pkgutil.iter_modules(kinds.__path__):
        made = importlib.import_module(f"shequ_lib.exercises.kinds.{module.name}")
        assert [one for one in vars(made).values() if isinstance(one, Kind)] == [made.KIND]
