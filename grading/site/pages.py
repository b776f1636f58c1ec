"""The pages of the site: the landing page, the page of a chapter, and the text of each chapter."""

from __future__ import annotations

import hashlib
import json
import re
from html import escape
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markdown_it import MarkdownIt
from markupsafe import Markup
from nbformat import NotebookNode

from grading.common import outside_json
from grading.common.script import convert
from grading.intake import homework_file
from grading.master.chapter import Chapter
from grading.release.release import Course
from grading.site.packages import HERE
from shequ_lib import play_record
from shequ_lib.answer_cells import answer_cells, course_metadata, is_unscored, source_of
from shequ_lib.exercises import kinds
from shequ_lib.first_year import practice_file, practice_model
from shequ_lib.script import HANS, simplify

WEB = HERE / "web"
BUNDLE = (
    HERE.parent.parent / "shequ_lib" / "labextension" / "page"
)  # the forms, and what the extension reads by
START = "00-start"  # the landing page takes its place
MODULES = (
    "site.js",
    "notebook.js",
    "chapter.js",
    "reading.js",
    "played.js",
    "result.js",
    "start.js",
    "swap.js",
    "forms.js",
)  # of the page of a chapter
FILES = (*MODULES[:-1], "homework.js", "landing.js", "site.css")
TITLE = "社区建设基础知识"
WAITS = {
    "play": "这里可以动手试一试，翻到这里就会准备好。",
    "board": "这里可以动手试一试，翻到这里就会准备好。",
    "code": "这一格代码可以改、可以运行，翻到这里就会准备好。",
    "answer": "代码写在这一格里，翻到这里就会准备好。",
}
# What 00-start says of the class edition does not hold here: answers are marked at once.
NOT_HERE = ("**对和错**", "**交作业**")
_MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable("table").enable("strikethrough")


def write(site: Path, course: Course, config: dict[str, Any], parts: dict[str, Any]) -> None:
    """Write all pages into the site.

    Args:
        site: the folder of the site.
        course: the course that it shows.
        config: JupyterLite's configuration.
        parts: where the pages find the kernel and JupyterLite, by name.
    """
    script = course.chapters[0].script
    chapters = _chapters(course)
    folder = _write_files(site, script)
    of_course = known(course, parts)
    facts = of_course["chapters"]
    shown = [chapter.front | fact for fact, chapter in zip(facts, chapters, strict=True)]
    environment = Environment(loader=FileSystemLoader(WEB), undefined=StrictUndefined, autoescape=True)
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": True}
    rules = f"课文、题目和答案依据：{chapters[0].rules.title}。"
    values = {
        "lang": "zh-Hans" if script == HANS else "zh-Hant",
        "config": config,
        "course": of_course,
        "chapters": shown,
        "how": _how(course.notebooks[START]),
        "page": folder,
        "modules": MODULES,
    }
    if script != HANS:
        rules = convert(rules)
    for name, target in (("index.html.j2", "index.html"), ("chapter.html.j2", "notebooks/index.html")):
        template = (WEB / name).read_text(encoding="utf-8")
        title = TITLE if script == HANS else convert(TITLE)
        page = environment.from_string(template if script == HANS else convert(template))
        (site / target).parent.mkdir(exist_ok=True)
        (site / target).write_text(page.render(values, title=title, rules=rules), encoding="utf-8")
    (site / "icon.svg").write_bytes((WEB / "icon.svg").read_bytes())
    (site / "text").mkdir()
    for chapter in chapters:
        text = chapter_text(course.notebooks[chapter.name], script)
        (site / "text" / f"{chapter.name}.html").write_text(text, encoding="utf-8")


def known(course: Course, parts: dict[str, Any]) -> dict[str, Any]:
    """Return what both pages know of the course, as `frontend/types/site.d.ts` says it to their scripts."""
    chapters = _chapters(course)
    return {
        **parts,
        "script": chapters[0].script,
        "rulebook": chapters[0].rules.name,
        "year": {
            "file": practice_file.NAME,
            "what": practice_model.WHAT,
            "version": practice_model.VERSION,
            "keys": practice_model.KEYS,
            "longest": practice_file.LONGEST,
        },
        "played": {"file": play_record.NAME},
        "homework": {
            "format": homework_file.FORMAT,
            "version": homework_file.VERSION,
            "largest": outside_json.MAX_BYTES,
            "longest": homework_file.MAX_ANSWER,
        },
        "chapters": [
            _facts(chapter.name, course.notebooks[chapter.name]) | {"reference": chapter.is_reference}
            for chapter in chapters
        ],
    }


def _chapters(course: Course) -> list[Chapter]:
    """Return the chapters that a site shows: the landing page takes the place of the first."""
    return [chapter for chapter in course.chapters if chapter.name != START]


def _write_files(site: Path, script: str) -> str:
    """Write what both pages load into a folder that is called by its content; return its name."""
    files = {path.name: path.read_text(encoding="utf-8") for path in BUNDLE.iterdir()}
    for name in FILES:
        text = (WEB / name).read_text(encoding="utf-8")
        files[name] = text if script == HANS else convert(text)
    digest = hashlib.sha256()
    for name, text in sorted(files.items()):
        digest.update(f"{name}\0{text}\0".encode())
    folder = site / f"page-{digest.hexdigest()[:12]}"
    folder.mkdir()
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder.name


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
    """Return the text of a chapter as HTML, with what the page draws its forms from.

    Every cell that a reader will see is one `div` with the number of the cell and its id, so that the
    notebook can take over at the same place. What needs Python says that it comes.
    """
    stubs = {
        about["exercise"]: source_of(cell)
        for cell in notebook["cells"]
        if (about := course_metadata(cell)).get("role") == "answer"
    }
    parts = []
    for place, cell in enumerate(notebook["cells"]):
        about = course_metadata(cell)
        role, exercise = about.get("role"), str(about.get("exercise", ""))
        marks = {"cell": place, "id": cell["id"]}
        if role == "form":
            marks["form"] = exercise
            body = _script({"spec": about["spec"], "stub": stubs[exercise]})
        elif cell["cell_type"] == "markdown" and role != "answer":
            if role == "question":
                marks |= {"exercise": exercise, "kind": about["kind"]}
                marks |= {"unscored": "true"} if is_unscored(cell) else {}
            body = _MARKDOWN.render(source_of(cell))
        elif role in ("play", "board", "code") or (role == "answer" and kinds.of(about["kind"]).is_code):
            marks["needs"] = "python"
            words = WAITS[role] if script == HANS else convert(WAITS[role])
            body = f'<p class="shequ-waits" role="status">{words}</p>'
            if role in ("code", "answer"):
                body = f"<pre>{escape(source_of(cell))}</pre>{body}"
            if role == "answer":
                marks["code"] = exercise
            if "first" in about:  # the page draws it, with what is said of Python below it
                marks["first"] = "true"
                body = _script(about["first"]) + body
        else:
            continue
        attributes = "".join(f' data-{name}="{escape(str(value))}"' for name, value in marks.items())
        parts.append(f"<div{attributes}>{body}</div>")
    return "\n".join(parts)


def _script(value: object) -> str:
    """Return JSON as a part of a page that shows nothing and runs nothing."""
    text = json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")
    return f'<script type="application/json">{text}</script>'


def _how(start: NotebookNode) -> Markup:
    """Return how to answer, from the text that also stands at the beginning of the course."""
    text = next(source_of(cell) for cell in start["cells"] if "题目的样子" in simplify(source_of(cell)))
    paragraphs = [part for part in re.split(r"\n{2,}", text) if not simplify(part).startswith(NOT_HERE)]
    return Markup(_MARKDOWN.render("\n\n".join(paragraphs)))
