"""The glossary: every term stands in the course, is linked where it first stands, and leads back."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import whole_course

from grading.master import glossary
from grading.release import release
from shequ_lib.answer_cells import course_metadata, source_of
from shequ_lib.script import simplify

ROOT = Path(__file__).parents[2]
NAME = "15-glossary"
LINK = re.compile(r"\[([^\]]+)\]\(([\w-]*(?:\.ipynb)?)#([^)]+)\)")
HEADING = re.compile(r"^#{1,6} +(.+?)\s*$", re.MULTILINE)
BUILDS = [("gongshu-2008", "hans"), ("gongshu-2008", "hant"), ("national-2026", "hans")]
MASTER = """---
title: 词表
reference: true
---

# 词表

<!-- terms -->

## 会

{terms}
"""


@pytest.fixture(scope="module", params=BUILDS, ids="-".join)
def course(request):
    """The whole course by a rulebook, in a script."""
    rules, script = request.param
    return whole_course.built(rules=rules, script=script)


def texts(notebook):
    """The cells in which terms are linked."""
    roles = ("text", "law")
    return [source_of(cell) for cell in notebook["cells"] if course_metadata(cell)["role"] in roles]


def anchors(notebook):
    headings = [heading for source in texts(notebook) for heading in HEADING.findall(source)]
    return [glossary.anchor(heading) for heading in headings]


def entries(course):
    """The terms, by the anchor of their entries."""
    return [
        glossary.anchor(found[1])
        for source in texts(course.notebooks[NAME])
        if (found := re.match(r"### (.+)\n", source))
    ]


def test_it_is_of_a_size_that_can_be_read_and_has_no_term_twice(course):
    terms = entries(course)
    assert 60 <= len(terms) <= 120
    assert len(set(terms)) == len(terms)


def test_every_link_leads_to_a_heading_that_is_there(course):
    """In the chapters to entries, in the glossary to its own entries and to sections of the chapters."""
    there = {name: anchors(notebook) for name, notebook in course.notebooks.items()}
    seen = 0
    for name, notebook in course.notebooks.items():
        for source in texts(notebook):
            for _, target, place in LINK.findall(source):
                assert there[target.removesuffix(".ipynb") or name].count(place) == 1, (name, target, place)
                seen += 1
    assert seen > 500


def test_every_entry_is_listed_says_what_it_is_not_and_where_it_is_explained(course):
    listed = next(source for source in texts(course.notebooks[NAME]) if "](#" in source)
    assert {place for _, _, place in LINK.findall(listed)} == set(entries(course))
    names = [name for name, _, _ in LINK.findall(listed)]
    assert len(set(names)) == len(names)
    for source in texts(course.notebooks[NAME]):
        if source.startswith("### "):
            assert "\n\n**别混**：" in simplify(source)
            assert re.search(r"\n\n[见見]\[.+\]\(\d\d-[a-z-]+\.ipynb#.+\)。$", source), source


def test_the_list_is_in_the_order_of_sound(course):
    listed = next(source for source in texts(course.notebooks[NAME]) if "](#" in source)
    letters = re.findall(r"^- \*\*([A-Z])\*\*", listed, re.MULTILINE)
    assert letters == sorted(set(letters))
    assert re.search(r"^- \*\*J\*\*.*#居委", listed, re.MULTILINE)
    assert re.search(r"^- \*\*K\*\*.*\[[恳懇][谈談][会會]\]\(#民情", listed, re.MULTILINE)
    assert re.search(r"^- \*\*S\*\*.*#四[会會]", listed, re.MULTILINE)


def test_every_term_is_linked_once_in_a_chapter(course):
    linked = set()
    for name, notebook in course.notebooks.items():
        places = [
            place
            for source in texts(notebook)
            for _, target, place in LINK.findall(source)
            if target == f"{NAME}.ipynb"
        ]
        assert len(set(places)) == len(places), name
        linked |= set(places)
        assert bool(places) == (0 < int(name[:2]) < 15), name
    assert linked == set(entries(course))


def test_links_stand_in_text_alone(course):
    for notebook in course.notebooks.values():
        for cell in notebook["cells"]:
            source = source_of(cell)
            if course_metadata(cell)["role"] not in ("text", "law"):
                assert NAME not in source
            for line in source.splitlines():
                if f"({NAME}.ipynb#" in line:
                    assert not line.startswith(("#", "<", "    "))
                    assert not re.search(r"`[^`]*\(15-glossary[^`]*`", line)
            assert not re.search(rf"^.*{NAME}\.ipynb#.*\n[|> ]*-{{3,}}[|]", source, re.MULTILINE)
            assert "**[" not in "".join(re.findall(rf"\*\*\[[^*\]]*\]\({NAME}\.ipynb[^)]*\)\*\*", source))


def test_without_its_links_a_chapter_says_what_it_said(course):
    """Nothing but links is put in: bold, tables, figures stay as they are."""
    for chapter in course.chapters:
        if not chapter.exercises:
            continue
        plain = [part.text for part in chapter.parts if part.kind == "text" and not part.options]
        shown = [
            re.sub(rf"\[(\*\*)?([^\]*]+)(\*\*)?\]\({NAME}\.ipynb#[^)]*\)", r"\1\2\3", source_of(cell))
            for cell in course.notebooks[chapter.name]["cells"]
            if course_metadata(cell)["role"] == "text"
        ]
        assert shown == plain, chapter.name


def test_it_is_offered_everywhere_and_is_nobodys_next_chapter(course):
    for name, notebook in course.notebooks.items():
        ours = course_metadata(notebook)
        assert "15" not in str((ours.get("next"), ours.get("previous"))), name
        if name != NAME:
            assert ours["reference"]["chapter"] == NAME
    ours = course_metadata(course.notebooks[NAME])
    assert not {"next", "previous", "reference"} & set(ours)
    assert (ours["exercises"], ours["points"]) == (0, 0)
    assert f"({NAME}.ipynb)" in "".join(texts(course.notebooks["00-start"]))


# ---- small masters ----


@pytest.fixture
def build(tmp_path):
    """Release the sample chapter with a glossary of these terms; returns the notebooks."""
    shutil.copytree(ROOT / "tests" / "data" / "sample" / "solutions", tmp_path / "solutions")

    def released(terms: str, **options):
        path = tmp_path / "solutions" / "15-glossary.md"
        path.write_text(MASTER.replace("{terms}", terms), encoding="utf-8")
        return release.build(tmp_path / "solutions", ROOT / "course", partial=True, **options).notebooks

    return released


WORD = "会议"  # in the text of the sample chapter


def term(name, body="开会的一种。", *, see="01 {heading}", **more):
    heading = first_heading()
    lines = "".join(f":{key}: {value}\n" for key, value in more.items())
    return f"```{{term}} {name}\n{lines}:see: {see.format(heading=heading)}\n{body}\n```\n"


def first_heading():
    master = (ROOT / "tests" / "data" / "sample" / "solutions" / "01-sample.md").read_text(encoding="utf-8")
    return re.search(r"^## (.+)$", master, re.MULTILINE)[1]


def linked(notebooks):
    sources = texts(notebooks["01-sample"])
    return [found for source in sources for found in LINK.findall(source) if NAME in found[1]]


def test_a_new_term_is_a_new_release(build):
    with_it = build(term(WORD))
    assert [text.strip("*") for text, _, _ in linked(with_it)] == [WORD]
    without = build(term(WORD, **{"not": f"{WORD}定在"}))
    assert linked(without) == []
    releases = {course_metadata(each["01-sample"])["release"] for each in (with_it, without)}
    assert len(releases) == 2


@pytest.mark.parametrize(
    ("terms", "fault"),
    [
        (lambda word: term(word) + "\n" + term("别的", also=word), "is a term or a heading already"),
        (lambda word: term(word) + "\n" + term("会"), "is a term or a heading already"),
        (lambda word: term(word, see="01 没有这一节"), "fits 0 headings"),
        (lambda word: term(word, see="77 {heading}"), "fits 0 headings"),
        (lambda word: f"```{{term}} {word}\n没有出处。\n```", "needs :see:"),
        (lambda word: term("没有出现过的词"), "stands nowhere in 01-sample"),
    ],
)
def test_what_an_author_gets_wrong_is_said(build, terms, fault):
    with pytest.raises(release.ReleaseError, match=fault):
        build(terms(WORD))


def test_an_entry_may_say_nothing_that_is_hidden(build):
    """A hint or an explanation of a chapter, word for word."""
    master = (ROOT / "tests" / "data" / "sample" / "solutions" / "01-sample.md").read_text(encoding="utf-8")
    hint = re.search(r"^hint: ([^{\n]{8,})$", master, re.MULTILINE)[1]
    with pytest.raises(release.ReleaseError, match="shows what is hidden"):
        build(term(WORD, hint))
