"""The instructor's class folder as grading sees it: where things lie, by its settings.

It reads what nbgrader reads, without nbgrader: importing that takes longer than grading a small class.
"""

from __future__ import annotations

import json
import logging
import os
import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from logging.handlers import RotatingFileHandler
from pathlib import Path

from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from grading.common.regular_file import read_file
from grading.common.shown import shown
from shequ_lib.answer_cells import answer_cells, course_metadata
from shequ_lib.errors import ShequError

CONFIG = "nbgrader_config.py"
LOG = "nbgrader.log"
LOG_BYTES = 2 * 1024 * 1024


@dataclass(frozen=True)
class ClassFolder:
    """A class folder, its settings, and where it logs to."""

    root: Path
    config: Config
    log: logging.Logger

    @property
    def db_url(self) -> str:
        """The address of the gradebook."""
        return str(self.config.CourseDirectory.get("db_url", f"sqlite:///{self.root / 'gradebook.db'}"))

    def place(self, step: str, trainee_id: str, chapter: str) -> Path:
        """Return the folder of a chapter at one of nbgrader's steps, such as "autograded"."""
        settings = self.config.CourseDirectory
        structure = str(settings.get("directory_structure", "{nbgrader_step}/{student_id}/{assignment_id}"))
        named = str(settings.get(f"{step}_directory", step))
        try:
            inside = structure.format(nbgrader_step=named, student_id=trainee_id, assignment_id=chapter)
        except (LookupError, ValueError) as error:
            raise ShequError(f"{CONFIG} 里的 directory_structure 看不懂，请改好或者删掉那一行。") from error
        return self.root / inside


def open_folder(classroom: Path) -> ClassFolder:
    """Return a class folder with its settings.

    Raises:
        ShequError: there is no class folder, or its settings cannot be read.
    """
    classroom = check_folder(classroom)
    if not (classroom / CONFIG).is_file():
        raise ShequError(f"{classroom} 还不是班级文件夹，请先运行 shequ teach。")
    try:
        config = PyFileConfigLoader(CONFIG, path=str(classroom)).load_config()
    except (KeyboardInterrupt, PermissionError):
        raise
    except BaseException as error:  # a Python file that the instructor may have edited can do anything
        line = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise ShequError(f"{CONFIG} 读不通：{line}。改不好就把它删掉，再运行 shequ teach。") from error
    return ClassFolder(classroom, config, _logger(classroom))


def check_folder(classroom: Path) -> Path:
    """Return the absolute path of a class folder.

    Raises:
        ShequError: its path has a sign that nbgrader or its database would misread, or it is a file.
    """
    classroom = classroom.absolute()
    bad = sorted(set(str(classroom)) & set("[]*?{}#%"))
    if bad:
        raise ShequError(f"班级文件夹的路径里不能有 {' '.join(bad)}，请换一个位置：{classroom}")
    if classroom.exists() and not classroom.is_dir():
        raise ShequError(f"{classroom} 已经是一个文件，不能作班级文件夹，请换一个名字。")
    return classroom


def chapters(classroom: Path) -> list[str]:
    """Return the names of the chapters that a class folder holds.

    Raises:
        OSError: its folder of chapters cannot be read, which is not the same as having none.
    """
    try:
        with os.scandir(classroom / "source") as listing:
            folders = [entry.name for entry in listing if entry.is_dir()]
    except FileNotFoundError:
        return []
    return sorted(name for name in folders if not name.startswith("."))  # reading it says what is in it


def titles(classroom: Path) -> list[str]:
    """Return what the chapters of a class folder are called, as far as they can be read."""
    found = []
    for chapter in chapters(classroom):
        try:
            notebook = json.loads(read_file(classroom / "release" / chapter / f"{chapter}.ipynb"))
        except (OSError, ValueError, RecursionError):
            continue
        title = course_metadata(notebook).get("title")
        found += [title] if isinstance(title, str) else []
    return found


def is_released(folder: Path, chapter: str) -> bool:
    """Tell whether what is handed out of a chapter can be read; `folder` is the chapter's, in `release/`."""
    try:
        notebook = json.loads(read_file(folder / f"{chapter}.ipynb"))
    except (OSError, ValueError, RecursionError):
        return False
    return bool(answer_cells(notebook)) and isinstance(notebook.get("metadata"), dict)


def chapter_named(name: str, known: Collection[str]) -> str:
    """Return the chapter of a name, of its number (`6`, `06`, `第六章`), or of an unambiguous beginning.

    Raises:
        ShequError: there is no such chapter, or more than one.
    """
    text = unicodedata.normalize("NFKC", name[:100]).strip()
    number = _number(text)
    if text in known:
        fitting = [text]
    elif number is not None:
        fitting = [chapter for chapter in known if _number(chapter.partition("-")[0]) == number]
    else:
        fitting = [chapter for chapter in known if text and chapter.startswith(text.casefold())]
    if not known:
        raise ShequError("班级文件夹里的 source 里还没有任何一章，请运行 shequ teach 补上。")
    if len(fitting) != 1:
        listed = "、".join(f"{called(chapter)}（{chapter}）" for chapter in known)
        raise ShequError(f"没有“{shown(name)}”这一章，现有：{listed}。")
    return fitting[0]


def called(chapter: str) -> str:
    """Return what people call a chapter: `第六章` for `06-four-meetings`."""
    number = chapter.partition("-")[0]
    place = int(number) if number.isdecimal() else 0
    return f"第{_IN_WORDS[place]}章" if 0 < place < len(_IN_WORDS) else chapter


_DIGITS = "一二三四五六七八九"
_IN_WORDS = ("零", *_DIGITS, *(f"{tens}十{ones}" for tens in ("", *_DIGITS[1:]) for ones in ("", *_DIGITS)))
_CHAPTER = re.compile(r"第?\s*(?:(\d{1,3})|([一二三四五六七八九十]{1,3}))\s*(?:章|$)")


def _number(text: str) -> int | None:
    """Return the number of a chapter that is called by it, in digits or words; else None."""
    match = _CHAPTER.match(text)
    if match is None:
        return None
    if match[1]:
        return int(match[1])
    return _IN_WORDS.index(match[2]) if match[2] in _IN_WORDS else None


class _Log(RotatingFileHandler):
    """A log that keeps quiet where it cannot be written: what is graded counts, not what is noted of it."""

    def handleError(self, record: logging.LogRecord) -> None:
        """Do nothing; the standard way is a traceback on the instructor's screen."""


def _logger(classroom: Path) -> logging.Logger:
    logger = logging.Logger("nbgrader")  # not registered, so not shared by class folders
    logger.setLevel(logging.INFO)
    handler = _Log(classroom / LOG, maxBytes=LOG_BYTES, backupCount=1, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logger.addHandler(handler)
    return logger
