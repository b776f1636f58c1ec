"""The figures of the chapters: drawn from the rulebook, readable, told in words, placed where they belong."""

from __future__ import annotations

import ast
import base64
import dataclasses
import json
import re
import shutil
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest
from chance import THOROUGH

from grading import figures
from grading.common.script import convert
from grading.figures import book
from grading.figures.drawing import WIDTH, Drawing
from grading.figures.words import SMALL, small
from grading.release import release
from grading.release.release import ReleaseError
from shequ_lib import rulebook
from shequ_lib.answer_cells import source_of
from shequ_lib.errors import ShequError
from shequ_lib.rulebook import Rulebook

ROOT = Path(__file__).parents[2]
SAMPLE = Path(__file__).parents[1] / "data" / "sample"
RULEBOOKS = ("gongshu-2008", "national-2026")
CHAPTERS = sorted(Path(figures.__file__).parent.glob("chapter_*.py"))
# what these say is not the same in both rulebooks
CHANGED_IN_2026 = ("1-1", "2-1", "4-2", "12-1")
MOST_OF_A_CHAPTER = 40_000  # characters that its figures may add to a notebook
SVG = "{http://www.w3.org/2000/svg}"
IN_A_CELL = re.compile(
    r'^<figure class="shequ-figure"><img alt="([^"]+)" width="\d+" height="\d+" '
    r'src="data:image/svg\+xml;base64,([\w+/=]+)"><figcaption>图 (\d+-\d+)　([^<]+)</figcaption></figure>$',
    re.MULTILINE,
)


def load(name):
    return rulebook.use(name)


@cache
def placed():
    """The figures in the notebooks of the course: number -> (alt, SVG, caption), by chapter."""
    found = {}
    for path in sorted((ROOT / "course").glob("*.ipynb")):
        notebook = json.loads(path.read_text(encoding="utf-8"))
        texts = [source_of(cell) for cell in notebook["cells"] if cell["cell_type"] == "markdown"]
        here = [match for text in texts for match in IN_A_CELL.findall(text)]
        assert len(here) == sum(text.count("<figure") for text in texts), path.name
        found[int(path.name[:2])] = {number: (alt, data, said) for alt, data, number, said in here}
    return found


def told(svg):
    return [element.text for element in ElementTree.fromstring(svg).iter(f"{SVG}text")]


# ---- in the notebooks ----


def test_every_figure_stands_in_its_chapter_once_and_in_order():
    assert [number for here in placed().values() for number in here] == book.numbers()
    assert all(int(number.split("-")[0]) == chapter for chapter, here in placed().items() for number in here)


def test_every_chapter_has_figures():
    assert [chapter for chapter in range(1, 15) if len(placed()[chapter]) < 2] == []


def test_what_stands_in_a_notebook_is_what_is_drawn():
    rules = load("gongshu-2008")
    for here in placed().values():
        for number, (alt, data, caption) in here.items():
            figure = book.draw(number, rules)
            assert (alt, caption) == (figure.alt, figure.caption)
            assert base64.b64decode(data).decode("utf-8") == book.svg(figure, "hans")


def test_a_chapters_figures_are_small():
    sizes = {chapter: sum(len(data) for _, data, _ in here.values()) for chapter, here in placed().items()}
    assert {chapter: size for chapter, size in sizes.items() if size > MOST_OF_A_CHAPTER} == {}


# ---- each figure ----


@pytest.mark.parametrize("script", ["hans", "hant"])
@pytest.mark.parametrize("rules", RULEBOOKS)
@pytest.mark.parametrize("number", book.numbers())
def test_a_figure_is_told_in_words_and_holds_nothing_from_outside(number, rules, script):
    figure = book.draw(number, load(rules))
    svg = book.svg(figure, script)
    root = ElementTree.fromstring(svg)
    words = convert if script == "hant" else str
    assert root.get("role") == "img"
    assert root.find(f"{SVG}title").text == words(figure.caption)
    assert root.find(f"{SVG}desc").text == words(figure.alt)
    assert len(figure.alt) >= 30
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        *("svg", "title", "desc", "rect", "path", "circle", "text"),
    }
    assert not re.search(r"href|url\(|<style|<!|<\?", svg)
    if script == "hant":
        assert all(convert(line) == line for line in told(svg))


@pytest.mark.parametrize("rules", RULEBOOKS)
@pytest.mark.parametrize("number", book.numbers())
def test_no_text_leaves_its_room_or_lies_on_another(number, rules):
    drawing = book.draw(number, load(rules)).drawing
    assert drawing.faults() == []
    assert drawing.width == WIDTH
    assert min(words.size for words in (one.words for one in drawing._placed)) >= SMALL


class Watched(Rulebook):
    """A rulebook that knows what was read of it."""

    def __init__(self, rules, **changed):
        entries = {key: rules.entry(key) for key in rules.keys()}  # noqa: SIM118
        for key, value in changed.items():
            entries[key] = dataclasses.replace(entries[key], value=value)
        super().__init__(rules.name, rules.title, rules.file, entries)
        self.read = set()

    def entry(self, key):
        self.read.add(key)
        return super().entry(key)


def other(value):
    """Another value of the same type, that the rulebook might have as well."""
    if isinstance(value, str):
        return value + "甲"
    if isinstance(value, list) and value and all(isinstance(part, str) for part in value):
        return [*value[:-1], value[-1] + "甲"]
    if isinstance(value, date):
        return value + timedelta(days=1)
    return value + 1 if type(value) is int else None


@pytest.mark.parametrize("number", book.numbers())
def test_what_a_figure_says_changes_with_the_rulebook(number):
    rules = load("gongshu-2008")
    watched = Watched(rules)
    chapter, place = map(int, number.split("-"))
    draw = book._figures_of(chapter)[place - 1]
    before = draw(watched)
    shown = "".join([*before.drawing.words, before.alt])

    def changes(key):
        after = draw(Watched(rules, **{key: other(rules.value(key))}))
        return (after.drawing.words, after.alt) != (before.drawing.words, before.alt)

    groups = {}  # the same number, or the same word, may stand behind several keys
    for key in sorted(watched.read):
        value = rules.value(key)
        if other(value) is not None and is_said(value, shown):
            said = "、".join(value) if isinstance(value, list) else str(value)
            groups.setdefault(said, []).append(key)
    assert groups
    for said, keys in groups.items():
        if not any(said in longer and said != longer for longer in groups):
            assert any(map(changes, keys)), keys


@cache
def long_names():
    """The texts of the rulebook that are too long to be a word of everyday speech."""
    rules = load("gongshu-2008")
    values = [rules.value(key) for key in rules.keys()]  # noqa: SIM118
    texts = [part for value in values for part in (value if isinstance(value, list) else [value])]
    return {text for text in texts if isinstance(text, str) and len(text) >= 5 and not text.isascii()}


def is_said(value, shown):
    if isinstance(value, int):
        return re.search(rf"(?<![\d,]){value:,}(?![\d,])", shown) is not None
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日" in shown
    return all(part in shown for part in (value if isinstance(value, list) else [value]))


@pytest.mark.parametrize("number", book.numbers())
def test_a_district_may_change_any_number_and_lengthen_any_name(number):
    """Its own rulebook is released with figures that can be read."""
    rules = load("gongshu-2008")
    watched = Watched(rules)
    chapter, place = map(int, number.split("-"))
    draw = book._figures_of(chapter)[place - 1]
    draw(watched)
    faults = {}
    for key in sorted(watched.read):
        for value in more_or_less(rules.entry(key)):
            try:
                faults[key, str(value)] = draw(Watched(rules, **{key: value})).drawing.faults()
            except ShequError:
                continue  # the rulebook contradicts itself
    assert {change: found for change, found in faults.items() if found} == {}


def more_or_less(entry):
    value = entry.value
    if type(value) is int:
        most = 100 if entry.unit == "%" else 10 * value
        changes = (2 * value, value // 2, value + 1) if THOROUGH else (2 * value,)
        return [changed for changed in changes if 1 <= changed <= most]
    parts = value if isinstance(value, list) else [value]
    if not parts or not all(isinstance(part, str) and not part.isascii() for part in parts):
        return []
    longer = [*parts[:-1], parts[-1] + "甲乙丙丁"]
    return [longer if isinstance(value, list) else longer[0]]


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_no_number_or_name_of_a_figure_is_typed(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documentation = {
        ast.get_docstring(node, clean=False)
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.FunctionDef, ast.ClassDef))
    }
    typed = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value not in documentation
    ]
    said = [text for text in typed if re.search("[\u4e00-\u9fff]", text)]
    assert said
    assert [text for text in said if re.search(r"\d", text)] == []
    assert [text for text in said if any(name in text for name in long_names())] == []


@pytest.mark.parametrize("number", CHANGED_IN_2026)
def test_a_figure_follows_the_other_rulebook(number):
    old, new = (book.draw(number, load(name)) for name in RULEBOOKS)
    assert old.alt != new.alt


# ---- a master that is not right ----


@pytest.fixture
def sample(tmp_path):
    return Path(shutil.copytree(SAMPLE / "solutions", tmp_path / "solutions"))


def build(solutions, line, **options):
    master = solutions / "01-sample.md"
    text = master.read_text(encoding="utf-8")
    place = text.index("\n## ")
    master.write_text(f"{text[:place]}\n\n{line}\n{text[place:]}", encoding="utf-8")
    return release.build(solutions, SAMPLE / "course", **options), text[:place].count("\n") + 3


def refused(solutions, line):
    with pytest.raises(ReleaseError) as caught:
        build(solutions, line)
    [fault] = caught.value.faults
    return fault


@pytest.fixture
def chapter_1(monkeypatch):
    """Chapter 1 with figures of this test's own."""

    def put(*drawn):
        known = book._figures_of
        monkeypatch.setattr(book, "_figures_of", lambda chapter: drawn if chapter == 1 else known(chapter))
        monkeypatch.setattr(book, "_chapters", lambda: [1, 6])

    return put


def plain(rules, *, alt="左边是居民，右边是居委会，箭头从左往右。", caption="谁选谁"):
    drawing = Drawing()
    drawing.row(6, [rules.string("concepts.committee.name")], ["居民"])
    return book.Figure(caption, alt, drawing)


def test_a_figure_is_placed_with_its_number_and_its_words(sample, chapter_1):
    chapter_1(plain)
    course, _ = build(sample, '{{ figure("1-1") }}')
    texts = [source_of(cell) for cell in course.notebooks["01-sample"].cells]
    [(alt, data, number, caption)] = [match for text in texts for match in IN_A_CELL.findall(text)]
    assert (alt, number, caption) == ("左边是居民，右边是居委会，箭头从左往右。", "1-1", "谁选谁")
    assert "居委会" in base64.b64decode(data).decode("utf-8")


def test_a_figure_is_in_the_script_of_the_course(sample, chapter_1):
    chapter_1(plain)
    course, _ = build(sample, '{{ figure("1-1") }}', script="hant")
    text = "\n".join(source_of(cell) for cell in course.notebooks["01-sample"].cells)
    data = re.search(r"base64,([\w+/=]+)", text)[1]
    svg = base64.b64decode(data).decode("utf-8")
    assert 'alt="左邊是居民，右邊是居委會，箭頭從左往右。"' in text
    assert "圖 1-1　誰選誰" in text
    assert "居委會" in told(svg)
    assert 'xml:lang="zh-Hant"' in svg


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('{{ figure("1-9") }}', "there is no figure 1-9"),
        ('{{ figure("meeting") }}', "there is no figure meeting"),
        ('{{ figure("6-1") }}', "figure 6-1 cannot stand here; the next one of this chapter is 1-1"),
        ('{{ figure("1-1") }}{{ figure("1-1") }}', "the next one of this chapter is 1-2"),
    ],
)
def test_a_wrong_number_is_refused_with_its_place(sample, chapter_1, line, expected):
    chapter_1(plain)
    fault = refused(sample, line)
    assert expected in fault
    text = (sample / "01-sample.md").read_text(encoding="utf-8")
    assert fault.startswith(f"01-sample.md:{text[: text.index(line)].count(chr(10)) + 1}: ")


def test_a_figure_without_words_is_refused(sample, chapter_1):
    chapter_1(lambda rules: plain(rules, alt=" "))
    assert "figure 1-1 has no text alternative" in refused(sample, '{{ figure("1-1") }}')


def test_a_figure_that_cannot_be_read_is_refused(sample, chapter_1):
    def crowded(rules):
        figure = plain(rules)
        figure.drawing.text(100, 8, 200, "字压着字")
        return figure

    chapter_1(crowded)
    assert "figure 1-1 cannot be read" in refused(sample, '{{ figure("1-1") }}')


# ---- the measuring itself ----


def test_it_is_noticed_where_text_is_in_the_way():
    for spoil, expected in (
        (lambda drawing: drawing.text(10, 12, 100, "另一行"), "lies on"),
        (lambda drawing: drawing.line((0, 17), (200, 17)), "a line runs through"),
        (lambda drawing: drawing.text(10, 100, 20, "1,000,000,000"), "is larger than its room"),
        (lambda drawing: drawing.text(440, 100, 200, "出去了"), "something lies outside"),
    ):
        drawing = Drawing()
        drawing.text(10, 6, 200, "第一行")
        assert drawing.faults() == []
        spoil(drawing)
        assert any(expected in fault for fault in drawing.faults())


def test_text_is_parted_as_it_is_printed():
    words = small("社区居委会管理、服务1,500户，居民自治（四个民主）。")
    for width in range(60, 330, 7):
        lines = words.lines(width)
        assert "".join(lines) == words.text
        assert all(line[0] not in "，。、）" and line[-1] != "（" for line in lines)
        assert any("1,500" in line for line in lines)
