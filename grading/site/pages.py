"""The pages of the site: the landing page, the page of a chapter, and the text of each chapter."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markdown_it import MarkdownIt
from markupsafe import Markup
from nbformat import NotebookNode

from grading.release import Course
from grading.script import convert
from grading.site.packages import HERE
from shequ_lib.answer_cells import answer_cells, course_metadata, source_of
from shequ_lib.script import HANS, simplify

WEB = HERE / "web"
ANSWERS = (
    HERE.parent.parent / "shequ_lib" / "labextension" / "page" / "answers.js"
)  # what the extension reads by
START = "00-start"  # the landing page takes its place
FILES = ("site.js", "chapter.js", "landing.js", "site.css", "icon.svg")
TITLE = "社区建设基础知识"
WAITS = {
    "form": "答题卡正在准备……",
    "play": "这里可以动手试一试，正在准备……",
}
# What 00-start says of the class edition does not hold here: answers are marked at once.
NOT_HERE = ("**对和错**", "**交作业**")
_MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable("table").enable("strikethrough")


def write(
    site: Path, course: Course, config: dict[str, Any], parts: dict[str, Any], preload: list[str]
) -> None:
    """Write all pages into the site.

    Args:
        site: the folder of the site.
        course: the course that it shows.
        config: JupyterLite's configuration.
        parts: where the pages find the kernel and JupyterLite, by name.
        preload: files that a chapter needs first.
    """
    script = course.chapters[0].script
    chapters = [chapter for chapter in course.chapters if chapter.name != START]
    facts = [_facts(chapter.name, course.notebooks[chapter.name]) for chapter in chapters]
    known = {
        **parts,
        "script": script,
        "rulebook": chapters[0].rules.name,
        "chapters": facts,
    }
    shown = [fact | chapter.front for fact, chapter in zip(facts, chapters, strict=True)]
    environment = Environment(loader=FileSystemLoader(WEB), undefined=StrictUndefined, autoescape=True)
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": True}
    rules = f"课文、题目和答案依据：{chapters[0].rules.title}。"
    values = {
        "lang": "zh-Hans" if script == HANS else "zh-Hant",
        "config": config,
        "course": known,
        "chapters": shown,
        "how": _how(course.notebooks[START]),
        "preload": preload,
    }
    if script != HANS:
        rules = convert(rules)
    for name, target in (("index.html.j2", "index.html"), ("chapter.html.j2", "notebooks/index.html")):
        template = (WEB / name).read_text(encoding="utf-8")
        title = TITLE if script == HANS else convert(TITLE)
        page = environment.from_string(template if script == HANS else convert(template))
        (site / target).parent.mkdir(exist_ok=True)
        (site / target).write_text(page.render(values, title=title, rules=rules), encoding="utf-8")
    for name in FILES:
        text = (WEB / name).read_text(encoding="utf-8")
        (site / name).write_text(text if script == HANS else convert(text), encoding="utf-8")
    (site / "literal.mjs").write_text(ANSWERS.read_text(encoding="utf-8"), encoding="utf-8")
    (site / "text").mkdir()
    for chapter in chapters:
        text = chapter_text(course.notebooks[chapter.name], script)
        (site / "text" / f"{chapter.name}.html").write_text(text, encoding="utf-8")


def _facts(name: str, notebook: NotebookNode) -> dict[str, Any]:
    """Return what the pages must know of a chapter without opening it."""
    ours = course_metadata(notebook)
    titles = {}
    for cell in notebook["cells"]:
        about = course_metadata(cell)
        if about.get("role") == "question":
            titles[about["exercise"]] = source_of(cell).strip().split("\n")[0].lstrip("# ").strip()
    exercises = list(answer_cells(notebook))
    return {
        "name": name,
        "title": ours["title"],
        "release": ours["release"],
        "points": ours["points"],
        "exercises": exercises,
        "titles": titles,
    }


def chapter_text(notebook: NotebookNode, script: str) -> str:
    """Return the text of a chapter as HTML, to be read while the notebook is on its way.

    Every cell that a reader will see is one `div` with the number of the cell, so that the notebook can take
    over at the same place.
    """
    parts = []
    for place, cell in enumerate(notebook["cells"]):
        about = course_metadata(cell)
        role, exercise = about.get("role"), about.get("exercise")
        if cell["cell_type"] == "markdown" and role != "answer":
            body = _MARKDOWN.render(source_of(cell))
        elif role in WAITS:
            words = WAITS[role] if script == HANS else convert(WAITS[role])
            body = f'<p class="shequ-waits">{words}</p>'
        else:
            continue
        mark = f' data-exercise="{escape(str(exercise))}"' if role == "question" else ""
        parts.append(f'<div data-cell="{place}"{mark}>{body}</div>')
    return "\n".join(parts)


def _how(start: NotebookNode) -> Markup:
    """Return how to answer, from the text that also stands at the beginning of the course."""
    text = next(source_of(cell) for cell in start["cells"] if "题目的样子" in simplify(source_of(cell)))
    paragraphs = [part for part in re.split(r"\n{2,}", text) if not simplify(part).startswith(NOT_HERE)]
    return Markup(_MARKDOWN.render("\n\n".join(paragraphs)))
