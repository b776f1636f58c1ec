"""What holds for every kind of exercise, in all places: a new one is held to it by being there."""

from __future__ import annotations

import ast
import importlib
import json
import pkgutil
import random
import re
import shutil
import subprocess
import sys
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import kind_examples
import nbformat
import pytest
from grading_helpers import SAMPLE, hand_in, points_in_gradebook, submission

from grading.author.places import SKELETONS
from grading.classroom import classroom
from grading.feedback import page
from grading.grade import grade
from grading.marking import corrections
from grading.master import expand, proofs
from grading.master import kinds as written
from grading.master.exercise import read
from grading.master.kind import Authoring, Mistake
from grading.rehearse import sample_answers
from grading.release import release
from grading.report import mistakes
from grading.report.run import run as report
from shequ_lib import notebook
from shequ_lib.answer_cells import source_of
from shequ_lib.exercises import kinds, literal, score
from shequ_lib.exercises.kind import Kind
from shequ_lib.exercises.normalise import normalise

TESTS = Path(__file__).parents[1]
SOURCES = Path(kinds.__file__).parents[2] / "labextension" / "src"
NAMES = sorted(kinds.names())
EXAMPLES = kind_examples.examples()
LITERALS = [name for name in NAMES if kinds.of(name).is_literal]


def answer_of(exercise):
    return normalise(exercise.spec, literal.read(exercise.id, exercise.answer_source))


# --- the places ---


def test_a_kind_has_a_module_in_each_place_and_an_example():
    there = {
        "answering": kinds.names(),
        "authoring": written.names(),
        "answers of the page": {path.stem for path in (SOURCES / "answers" / "kinds").glob("*.ts")},
        "forms of the page": {path.stem for path in (SOURCES / "forms" / "kinds").glob("*.ts")},
        "examples of the tests": set(EXAMPLES),
        "skeletons of authors": {path.stem for path in (SKELETONS / "exercises").glob("*.md")},
    }
    assert all(names == set(NAMES) for names in there.values()), there


@pytest.mark.parametrize(("package", "base"), [(kinds, Kind), (written, Authoring)])
def test_each_module_holds_one_kind(package, base):
    for module in pkgutil.iter_modules(package.__path__):
        made = importlib.import_module(f"{package.__name__}.{module.name}")
        assert [one for one in vars(made).values() if isinstance(one, base)] == [made.KIND]


@pytest.mark.parametrize("package", [kinds, written])
def test_a_kind_can_be_asked_for_by_its_name(package):
    for name in NAMES:
        assert package.of(name) is package.of(name)
    with pytest.raises(KeyError):
        package.of("os")


def test_nothing_compares_a_kind_by_its_name():
    root = Path(kinds.__file__).parents[3]
    names = "|".join(NAMES)
    compared = re.compile(rf"""(\.kind|\["kind"\]|get\("kind"\)) (==|!=|in|not in) \(?["']({names})["']""")
    found = [
        f"{path.name}:{number}: {line.strip()}"
        for path in (*root.glob("grading/**/*.py"), root / "shequ_lib" / "board.py")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if compared.search(line.replace("task.kind", "").replace("block.kind", ""))
    ]
    assert found == []


def test_the_kinds_are_loaded_when_they_are_asked_for():
    """The examination is large, and few chapters have it; what kind it is can be asked without it."""
    code = (
        "import sys; from shequ_lib.exercises import kinds, score; from grading.master import exercise;"
        "print(kinds.of('year').is_code, 'shequ_lib.first_year' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "False False\n"


# --- written and proven ---


@pytest.mark.parametrize("name", NAMES)
def test_the_right_answer_earns_all_the_stub_nothing_and_each_wrong_one_its_own_why(name):
    exercise = EXAMPLES[name]
    assert [*proofs._marks(exercise), *proofs._wrong_answers(exercise)] == []


@pytest.mark.parametrize("name", NAMES)
def test_what_is_handed_out_holds_the_stub_and_no_secret(name):
    exercise = EXAMPLES[name]
    cells = expand.exercise_cells(exercise, "1-1", 3, feedback=False)
    assert source_of(cells[1]).startswith(exercise.stub_source.rpartition("\n")[0])
    assert cells[2].metadata["shequ"]["spec"]["kind"] == name
    shown = json.dumps([exercise.spec, source_of(cells[0]), exercise.stub_source], ensure_ascii=False)
    secrets = exercise.authoring.secrets(exercise.key)
    assert secrets or exercise.answering.is_by_hand
    assert not [secret for secret in secrets if len(secret) >= proofs.MIN_SECRET and secret in shown]
    json.dumps(exercise.spec)  # the page gets it


@pytest.mark.parametrize("name", NAMES)
def test_all_that_a_form_asks_with_can_be_read_in_the_question(name):
    """Who prints a chapter, or reads it where no form is drawn, has to see it, too."""
    exercise = EXAMPLES[name]
    question = source_of(expand.exercise_cells(exercise, "1-1", 3, feedback=False)[0])
    for text in exercise.authoring.shown(exercise.spec):
        assert text in question or name == "schedule"  # whose labels are told in the question's own words


@pytest.mark.parametrize("name", NAMES)
def test_a_head_without_a_field_that_the_kind_needs_is_refused(name):
    kind = written.of(name)
    for field in kind.fields - kind.optional:
        with pytest.raises(Exception, match=f"missing.*{field}"):
            read("it", f"---\nkind: {name}\ntitle: 题\npoints: 1\nobjectives: [1.1]\n---\n问题？", 1, None)


# --- answered and judged ---


@pytest.mark.parametrize("name", NAMES)
def test_the_line_for_front_ends_without_forms_names_the_answer_or_the_cell(name):
    spec = EXAMPLES[name].spec
    line = kinds.of(name).how_to(spec, literal.variable(spec["id"]))
    assert "\n" not in line
    assert literal.variable(spec["id"]) in line or "格里写" in line or "文字格" in line


@pytest.mark.parametrize("name", [name for name in LITERALS if name != "year"])
def test_the_example_of_a_kind_is_an_answer_of_it(name):
    spec = EXAMPLES[name].spec
    example = kinds.of(name).example(spec).replace(", …", "")
    if "…" in example:  # stands for what to write there
        example = example.replace("…", next(iter(answer_of(EXAMPLES[name]).values())))
    if name == "order":  # the first items stand for all
        spec = {**spec, "items": ast.literal_eval(example)}
    assert (
        normalise(spec, literal.read(spec["id"], f"{literal.variable(spec['id'])} = {example}")) is not None
    )


@pytest.mark.parametrize("name", NAMES)
def test_of_nothing_no_kind_makes_an_answer(name):
    for nothing in (None, "", [], {}):
        assert normalise(EXAMPLES[name].spec, nothing) is None


@pytest.mark.parametrize("name", [name for name in NAMES if not kinds.of(name).is_by_hand])
@pytest.mark.parametrize("odd", [object(), 1j, "\x00", [[]], {"甲": {}}, b"x", float("nan"), [None] * 2000])
def test_what_is_odd_costs_the_points_and_nothing_else(name, odd):
    exercise = EXAMPLES[name]
    result = score.mark(exercise.spec, exercise.key, odd)
    assert result.points == 0 and result.status in ("unreadable", "unanswered", "wrong")


@pytest.mark.parametrize("name", LITERALS)
def test_what_is_written_of_an_answer_is_read_as_it(name):
    exercise = EXAMPLES[name]
    value = answer_of(exercise)
    again = literal.read(exercise.id, literal.write(exercise.id, value))
    assert normalise(exercise.spec, again) == value
    assert len(literal.write(exercise.id, value)) < literal.MAX_SOURCE


# --- printed, reported, corrected, rehearsed ---


TAGS = frozenset("br em strong p pre ol ul li table thead tbody tr th td details summary".split())  # noqa: SIM905


class _Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = set()

    def handle_starttag(self, tag, attrs):
        self.found.add(tag)


@pytest.mark.parametrize("name", NAMES)
def test_the_feedback_page_shows_an_answer_as_text(name):
    exercise = EXAMPLES[name]
    shown = page.readable(kind_examples.counted(exercise), exercise.answer_source)
    tags = _Tags()
    tags.feed(shown)
    assert re.search(r"[\u4e00-\u9fff0-9]", shown) and tags.found <= TAGS
    assert page.readable(kind_examples.counted(exercise), exercise.stub_source) == score.UNANSWERED


@pytest.mark.parametrize("name", [name for name in LITERALS if name != "year"])
def test_the_report_says_of_each_foreseen_answer_what_was_wrong(name):
    exercise = EXAMPLES[name]
    for wrong in exercise.wrong:
        judged = mistakes.judge(exercise.spec, exercise.key, wrong.source)
        assert judged.status in ("wrong", "partial") and judged.wrong and judged.mistakes
        assert all(isinstance(each, Mistake) and each.text and each.kind for each in judged.mistakes)
        assert any(each.message for each in judged.mistakes)


@pytest.mark.parametrize("name", NAMES)
def test_a_second_right_answer_can_be_written_down_or_is_refused_with_a_way_out(name):
    kind = written.of(name)
    assert kind.second and (not kind.no_second_here or "--gift" in kind.no_second_here)
    assert callable(kind.typed) and not (kind.no_second and not kind.no_second_here)


@pytest.mark.parametrize("name", NAMES)
def test_made_up_trainees_answer_it_in_more_than_one_way(name):
    exercise = EXAMPLES[name]
    stock = sample_answers.stock(exercise, 1)
    someone = sample_answers.Person(0, None, -4.0, None, writes=True)
    drawn = {stock.drawn(random.Random(seed), someone).source for seed in range(60)}
    assert len(drawn) > 3 or (exercise.answering.is_by_hand and len(drawn) > 1)


# --- a kind that nobody has ---

OBJECTIVES = "id,chapter,kind,objective\n1.1,1,rule,公告\n"
CLAIM = """---
title: 第一章 样章
---

# 第一章 样章

## 公告
<!-- teaches: 1.1 -->

一段话。

```{exercise} a-claim
---
kind: toy
title: 是不是
points: 3
objectives: [1.1]
hint: 想一想谁来选。
explain: 居民选出来的。
answer: 否
claim:
  text: 居委会的成员由街道任命。
  why: 居委会的成员是居民选的。
---
下面这句话对不对？
```
"""


@pytest.fixture
def toy(tmp_path, monkeypatch):
    """A kind more, whose two halves lie in folders of their own."""
    for package, half in ((kinds, "answering"), (written, "authoring")):
        folder = tmp_path / half
        folder.mkdir()
        shutil.copy(TESTS / "data" / "toy_kind" / f"{half}.py", folder / "toy.py")
        monkeypatch.setattr(package, "__path__", [*package.__path__, str(folder)])
        monkeypatch.setattr(package._kinds, "_path", package.__path__)
    yield "toy"
    monkeypatch.undo()
    for package in (kinds, written):
        package._kinds._loaded.pop("toy", None)
        sys.modules.pop(f"{package.__name__}.toy", None)


def test_a_new_kind_needs_its_modules_and_nothing_else(toy, tmp_path, monkeypatch):
    solutions = tmp_path / "solutions"
    solutions.mkdir()
    (solutions / "01-toy.md").write_text(CLAIM, encoding="utf-8")
    (solutions / "objectives.csv").write_text(OBJECTIVES, encoding="utf-8")
    course = release.build(solutions, SAMPLE / "course", edition="source")  # written, and proven
    handed_out = json.loads(nbformat.writes(release.build(solutions, SAMPLE / "course").notebooks["01-toy"]))
    assert "> 居委会的成员由街道任命。" in json.dumps(handed_out, ensure_ascii=False)

    exercise = course.chapters[0].exercises[0]
    monkeypatch.setitem(notebook._specs, "a-claim", exercise.spec)  # answered
    assert repr(notebook.HowTo(exercise.spec)).startswith('答案写在上面那一格，形如：a_claim = "是"')
    assert repr(notebook.check("a-claim", "也许")) == "“也许”不是“是”，也不是“否”。"
    assert notebook.grade("a-claim", " 否 ", exercise.key) == 3.0

    room = tmp_path / "班"
    room.mkdir()
    classroom.setup(room, course.notebooks, {})
    for who, answer in (("甲", "否"), ("乙", "是"), ("丙", "也许")):
        hand_in(
            tmp_path / "交来" / f"{who}.ipynb", submission({"a-claim": f'a_claim = "{answer}"'}, handed_out)
        )
    summary = grade.run(room, "01-toy", [tmp_path / "交来"])  # marked
    assert summary.problems == []
    marks = {who: points_in_gradebook(room, who, "01-toy") for who in "甲乙丙"}
    assert marks == {"甲": {"a-claim": 3}, "乙": {"a-claim": 0}, "丙": {"a-claim": 0}}
    printed = (summary.feedback / "乙.html").read_text(encoding="utf-8")
    assert "<em>是</em>" in printed and "居委会的成员是居民选的。" in printed  # printed

    told = report(room, [], {"1.1": "公告"})  # reported
    assert "说了是" in told.page.read_text(encoding="utf-8")
    asked = {"a-claim": corrections.Asked("1-1 是不是", exercise.spec, exercise.key)}
    (more,) = corrections.asked_for(asked, [], [(corrections.ALSO, "1-1= 是")], date(2026, 3, 1))
    assert more.answer == "是"  # corrected
