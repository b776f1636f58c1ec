"""The page of one chapter as a self-learner reads it, made again at each save of its master."""

from __future__ import annotations

import dataclasses
import json
import shutil
import tempfile
import threading
from pathlib import Path
from typing import Any

from nbformat.v4 import new_markdown_cell, new_notebook

from grading.master import expand, glossary
from grading.master.chapter import Chapter, load
from grading.master.editions import class_edition, self_study_edition
from grading.master.parse import MasterError
from grading.master.proofs import prove_chapter, read_objectives
from grading.release import todo
from grading.release.release import Course
from grading.site import pages
from shequ_lib import rulebook
from shequ_lib.errors import ShequError
from shequ_lib.exercises import score
from shequ_lib.notebook import result_html

WEB = Path(__file__).parent / "web"
# The page has no Python; our `start.js` stands in the place of the site's.
_PARTS: dict[str, Any] = {"kernel": "", "scripts": [], "first": []}
_SETTLED = 0.2  # seconds between two looks at the files
_WAITS = "预览里不开 Python；这里要动手的，请用 make self-study 打开来试。"
_OPEN = (  # before there is a page: only what is said of the master
    '<!DOCTYPE html><html lang="zh-Hans"><head><meta charset="utf-8"><title>预览</title></head>'
    "<body>{script}</body></html>"
)


class Preview:
    """A chapter in a folder that a server sends, and what is to be said of its master.

    Args:
        path: the master.
        data: the folder that holds `data/communities.csv`.
        rules: the name of a rulebook of the library, or the path of a `.toml` file.
        folder: an empty folder.
    """

    def __init__(self, path: Path, data: Path, rules: str, folder: Path) -> None:
        self.path = path
        self.folder = folder
        self.faults: list[str] = []
        self.made = 0  # how often the page was made
        self.said = 0  # how often there was something to say, with or without a new page
        self.ended = False
        self.news = threading.Condition()
        self._data = data.resolve()
        self._rules = rules
        self._chapter: Chapter | None = None
        self._watched = [path, path.parent / "objectives.csv", path.parent / "brands.toml"]
        self._watched += [Path(rules)] if rules.endswith(".toml") else []
        self._place(_OPEN.format(script=self._script()))

    @property
    def address(self) -> str:
        """The address of the page below that of the server."""
        return f"notebooks/index.html?path={self.path.stem}.ipynb"

    def news_after(self, told: int, patience: float) -> tuple[int, dict[str, Any]]:
        """Wait for something to say; return how often there was, and what an open page has to know.

        Args:
            told: how often there was when somebody was told last.
            patience: seconds after which the same is said again.
        """
        with self.news:
            self.news.wait_for(lambda: self.ended or self.said != told, patience)
            return self.said, {"made": self.made, "faults": self.faults}

    def watch(self) -> None:
        """Make the page, and again whenever a file has changed, until it is ended."""
        before: list[int] | None = None
        while not self.ended:
            now = [_stamp(path) for path in self._watched]
            if now != before:
                before = now
                self.make()
            with self.news:
                self.news.wait_for(lambda: self.ended, _SETTLED)

    def end(self) -> None:
        """Let `watch`, and whoever waits for news, come to their end."""
        with self.news:
            self.ended = True
            self.news.notify_all()

    def make(self) -> None:
        """Make the page and say what is wrong with the master; a page that cannot be made stays as it was."""
        try:
            self._tell(self._made())
        except (MasterError, ShequError, OSError, UnicodeDecodeError) as error:
            self._tell([str(error)])
        except Exception as error:  # a head may be wrong in a way that nobody foresaw; the next save mends it
            self._tell([f"{self.path.name}: cannot be read: {error!r}; undo what you changed last"])

    def _made(self) -> list[str]:
        """Make the page; return what is wrong with the master all the same."""
        chapter = load(self.path, rulebook.use(self._rules), self._data)
        source = expand.notebook(chapter)
        self._write(chapter, self_study_edition(expand.notebook(chapter, feedback=True)))
        self._tell(self.faults, made=True)  # first the page, for the proofs take their time
        unwritten = todo.of_master(self.path)
        if unwritten or glossary.is_reference(self.path):
            return unwritten
        objectives = read_objectives(self.path.parent / "objectives.csv")
        return prove_chapter(chapter, class_edition(source), objectives)

    def judge(self, name: str, source: str) -> str:
        """Return what self-study says to an answer, as HTML; empty where Python is needed for it."""
        exercises = (*self._chapter.exercises, *self._chapter.unscored) if self._chapter else ()
        for exercise in exercises:
            if exercise.id == name and exercise.answering.is_literal:
                result = score.mark_source(exercise.spec, exercise.key, source)
                return result_html(result, hint=True, explain=True, scored=not exercise.is_unscored)
        return ""

    def _tell(self, faults: list[str], *, made: bool = False) -> None:
        with self.news:
            self.faults = faults
            self.made += made
            self.said += 1
            self.news.notify_all()

    def _write(self, chapter: Chapter, notebook: Any) -> None:
        """Write the pages of a site that has this one chapter."""
        front = {"summary": "", "minutes": "", **chapter.front}
        course = Course(
            (dataclasses.replace(chapter, front=front),),
            {},
            {chapter.name: notebook, pages.START: new_notebook(cells=[new_markdown_cell("## 题目的样子")])},
            {},
            is_whole=False,
        )
        with tempfile.TemporaryDirectory(prefix="shequ-") as name:
            made = Path(name)
            pages.write(made, course, {}, _PARTS)
            page = made / "notebooks" / "index.html"
            text = page.read_text(encoding="utf-8")
            page.write_text(text.replace("</body>", f"{self._script(1)}\n</body>"), encoding="utf-8")
            for path in made.glob("text/*.html"):
                waits = path.read_text(encoding="utf-8")
                for each in pages.WAITS.values():
                    waits = waits.replace(each, _WAITS)
                path.write_text(waits, encoding="utf-8")
            for path in made.glob("page-*/start.js"):
                shutil.copyfile(WEB / "start.js", path)
            (made / "files").mkdir()
            (made / "files" / f"{chapter.name}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
            (made / "index.html").unlink()  # the server leads to the chapter
            for path in sorted(made.rglob("*")):
                if path.is_file():
                    _put(path.read_bytes(), self.folder / path.relative_to(made))
        self._chapter = chapter

    def _script(self, more: int = 0) -> str:
        """Return the part of a page that hears of changes, and knows which page it stands in."""
        return f'<script src="../preview.js" data-made="{self.made + more}"></script>'

    def _place(self, page: str) -> None:
        _put(page.encode("utf-8"), self.folder / "notebooks" / "index.html")
        _put((WEB / "preview.js").read_bytes(), self.folder / "preview.js")


def _put(content: bytes, path: Path) -> None:
    """Write a file that a server may be sending."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.unfinished")
    unfinished.write_bytes(content)
    unfinished.replace(path)


def _stamp(path: Path) -> int:
    """Return when a file was changed, 0 while it is not there: some editors save by replacing."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0
