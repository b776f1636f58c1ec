"""How each simulator begins is drawn at release: it stands in the cell before Python is there."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from nbformat import NotebookNode

from grading.common.script import convert
from grading.release import first_pictures, release
from shequ_lib import play
from shequ_lib.play.first import SAY, SLIP, TEXT, WAY, First
from shequ_lib.play.still import standalone, words
from shequ_lib.script import HANT, using

ROOT = Path(__file__).parents[2]
CHAPTERS = sorted((ROOT / "course").glob("[0-9]*.ipynb"))
LARGEST = 15_000  # bytes of one, so that a notebook is still quickly read and saved
KINDS = {"", "main", "short", "last", "line", "tick"}
SVG = "{http://www.w3.org/2000/svg}"
# Elements and attributes of our pictures; nothing among them can run or fetch anything.
SHAPES = {"svg", "g", "defs", "use", "rect", "path", "circle", "ellipse", "line", "polygon", "polyline"}
SHAPES |= {"text", "tspan", "style", "clipPath", "pattern", "title", "linearGradient", "stop", "marker"}


def _sources():
    """The source of each simulator's cell in the course, with where it stands."""
    for path in CHAPTERS:
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            source = "".join(cell["source"])
            if "shequ_lib.play" in source:  # other hidden code makes tables
                yield pytest.param(source, id=cell["id"])


SOURCES = list(_sources())


def _into(source):
    cell = {"cell_type": "code", "source": source, "metadata": {"shequ": {"role": "play"}}}
    notebook = NotebookNode(cells=[cell], metadata={})
    first_pictures.into(notebook)
    return notebook["cells"][0]["metadata"]["shequ"].get("first")


def test_the_course_has_simulators_in_its_chapters():
    assert len(SOURCES) >= len(set(play.__all__)) > 15


@pytest.mark.parametrize("source", SOURCES)
def test_each_simulator_has_a_picture_that_stands_alone_and_says_in_words_what_it_shows(source):
    first = _into(source)
    assert first["title"] and first["lines"] and first["alt"]
    assert re.search("[\u4e00-\u9fff]{2}", first["alt"]) and "<" not in first["alt"]
    assert len(json.dumps(first, ensure_ascii=False).encode()) <= LARGEST
    assert all(kind in (TEXT, SLIP, SAY) and text and "<" not in text for kind, text in first["lines"])
    assert all(kind in KINDS and label for kind, label in first.get("moves", []))
    root = ElementTree.fromstring(first["picture"])
    assert root.tag == f"{SVG}svg"
    assert [root.get("width"), root.get("height")] == [str(number) for number in first["size"]]
    for part in root.iter():
        assert part.tag.removeprefix(SVG) in SHAPES
        assert not [name for name in part.attrib if name.startswith(("on", "data-", "aria-"))]
        assert all(value.startswith("#") for name, value in part.attrib.items() if name.endswith("href"))
        outside = [text for text in part.attrib.values() if "url(" in text and "url(#" not in text]
        assert not outside and "url(" not in (part.text or "") and "@import" not in (part.text or "")


@pytest.mark.parametrize("source", [SOURCES[0], SOURCES[-1]])
def test_it_speaks_the_script_of_the_course(source):
    simplified = _into(source)
    with using(HANT):
        traditional = _into(source)
    assert traditional["title"] == convert(simplified["title"]) != simplified["title"]
    assert traditional["lines"][0][1] != simplified["lines"][0][1]
    assert traditional["size"] == simplified["size"]


def test_it_is_made_without_a_widget_and_without_pandas():
    code = (
        "import json, sys\nfrom grading.release.first_pictures import called\nfrom shequ_lib import play\n"
        "loaded = set(sys.modules)\n"
        f"for source in {[source.values[0] for source in SOURCES]!r}:\n"
        "    name, named, by_place = called(source)\n"
        "    package = sys.modules[getattr(play, name).__module__]\n"
        "    assert package.first(*by_place, **named).data()['picture']\n"
        "heavy = {'ipywidgets', 'anywidget', 'pandas', 'numpy', 'pygal'}\n"
        "print(*(heavy & (set(sys.modules) - loaded)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == []


@pytest.mark.parametrize(
    "source",
    [
        "1 +",
        "print(1)",
        "from shequ_lib.play import the_counter",
        "from shequ_lib.play import the_counter\n\nprint(1)",
        "from shequ_lib.play import the_counter\n\nthe_counter(seed=open('x'))",
        "from shequ_lib.play import unknown\n\nunknown()",
        "from shequ_lib.play import the_counter, six_doors\n\nsix_doors()",
        "from os import system\n\nsystem('ls')",
    ],
)
def test_a_cell_that_does_anything_else_has_none(source):
    assert first_pictures.called(source) is None
    assert _into(source) is None


def test_release_puts_it_into_what_is_handed_out():
    made = release.build(ROOT / "solutions", ROOT / "course", only="07")
    (cell,) = [
        cell
        for cell in made.notebooks["07-importance"]["cells"]
        if cell["metadata"]["shequ"]["role"] == "play"
    ]
    assert cell["metadata"]["shequ"]["first"]["title"] == "六扇门：社区建设，值不值得"
    assert cell["outputs"] == []


def test_a_picture_is_drawn_where_the_stage_would_bring_its_parts():
    alive = (
        '<svg viewBox="0 0 30 20" role="img" aria-label="一条线">'
        '<g data-part="a" data-to="translate(5px, 0px)" style="transform-origin: 1px 2px"><path d="M0 0"/>'
        '</g><g data-slide="b" data-from="10" data-step="4" aria-valuenow="3" tabindex="0"><path d="M1 1"/>'
        "</g></svg>"
    )
    picture, said, width, height = standalone(alive)
    root = ElementTree.fromstring(picture)
    moved, slide = root.findall(f"{SVG}g")
    assert (said, width, height) == ("一条线", 30, 20)
    wanted = "transform-origin: 1px 2px;transform-box:view-box;transform:translate(5px, 0px)"
    assert moved.attrib == {"style": wanted}
    assert slide.attrib == {"transform": "translate(22 0)"}


def test_what_is_drawn_twice_alike_stands_in_a_picture_once():
    head = '<g><circle r="3"/><g><path d="M1 1"/></g></g>'
    picture, *_ = standalone(f'<svg viewBox="0 0 9 9"><g id="a">{head}</g><g id="b">{head}</g>{head}</svg>')
    assert picture.count("<circle") == 1 and picture.count("M1 1") == 1
    root = ElementTree.fromstring(picture)
    known = {f"#{part.get('id')}" for part in root.iter() if part.get("id")}
    assert {part.get("href") for part in root.iter(f"{SVG}use")} <= known


def test_words_keep_the_lines_and_what_kind_they_are():
    html = (
        "<style>p{}</style><ol class='shequ-stage-way'><li>一</li><li>二 <span>✓</span></li></ol>"
        '<p>说的是<strong>这个</strong>。</p><div class="shequ-stage-slip">上<br>下</div>'
        '<div class="shequ-stage-say"><strong>老葛</strong>值不值得？</div><details><p>藏着</p></details>'
        "<meter>5</meter>"
    )
    assert words(html) == [
        (WAY, "一"),
        (WAY, "二 ✓"),
        (TEXT, "说的是这个。"),
        (SLIP, "上\n下"),
        (SAY, "老葛\n值不值得？"),
    ]


def test_texts_are_text_even_where_they_look_like_a_page():
    (line,) = words("<p>1 &lt; 2 &amp; <b>3</b></p>")
    assert line == (TEXT, "1 < 2 & 3")
    first = First("名", '<svg viewBox="0 0 1 1" aria-label="图"/>', [line])
    assert first.data()["lines"] == [line] or first.data()["lines"] == [list(line)]
