"""The homework file of the self-study site: all answers of one trainee, of every chapter, in one JSON file.

    {"format": "shequ-homework", "version": 1, "name": "王小明", "rulebook": "gongshu-2008", "script": "hans",
     "saved": "2026-11-27T06:32:30.809Z",
     "chapters": {"06-four-meetings": {"release": "8382ec0be5d7", "saved": "…",
                                       "answers": {"four-names": "four_names = []"}}}}

Who practised the year of chapter 14 has it in there, too, as `practice_year`; it earns nothing.

It comes from outside: nothing of it is believed before it was checked, and what is left is text of answers.
"""

from __future__ import annotations

import re
from typing import Any

from grading.common import outside_json
from grading.common.outside_json import MAX_BYTES
from shequ_lib.answer_cells import Notebook
from shequ_lib.errors import ShequError
from shequ_lib.first_year.practice_model import KEYS
from shequ_lib.outside_text import is_encodable

FORMAT = "shequ-homework"
VERSION = 1
SUFFIX = ".json"
MAX_CHAPTERS = 100
MAX_ANSWERS = 1000  # of one chapter
MAX_ANSWER = 100_000  # characters of one answer; the longest honest one is far below

_YEAR = "practice_year"  # only where there is one
_TEXTS = ("name", "rulebook", "script", "saved")
_CHAPTER = re.compile(r"\d\d-[a-z0-9]+(-[a-z0-9]+)*")
_EXERCISE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_MAX_TEXT = 200


class HomeworkError(ShequError):
    """The file is not a homework file, or a damaged one; one line of Chinese for the instructor."""


def read_homework(data: bytes) -> dict[str, Notebook]:
    """Return the answers of every chapter as a notebook that holds nothing but answer cells.

    Args:
        data: the bytes of the file.

    Raises:
        HomeworkError: the file is too large, is no homework file, or any part of it is not as it must be.
    """
    if len(data) > MAX_BYTES:
        raise HomeworkError(f"超过 {MAX_BYTES // 1024 // 1024} MB，不是从自学网站下载的作业。")
    try:
        value = outside_json.loads(data, object_pairs_hook=_unique, parse_constant=_refuse)
    except ValueError:
        raise HomeworkError("不是能读的作业文件，可能没有传完整，请让学员重新下载再交。") from None
    if not isinstance(value, dict) or value.get("format") != FORMAT:
        raise HomeworkError("不是从自学网站下载的作业文件。")
    if value.get("version") != VERSION:
        raise HomeworkError("是用另一个版本的自学网站下载的，这里读不懂。")
    chapters = value.get("chapters")
    whole = set(value) - {_YEAR} == {"format", "version", "chapters", *_TEXTS}
    year = value.get(_YEAR)
    if (
        not whole
        or (_YEAR in value and not (isinstance(year, dict) and set(year) == set(KEYS)))
        or not isinstance(chapters, dict)
        or not all(_is_text(value[key], _MAX_TEXT) for key in _TEXTS)
    ):
        raise HomeworkError("作业文件被改动过或者损坏了，请让学员重新下载再交。")
    if len(chapters) > MAX_CHAPTERS:
        raise HomeworkError("作业文件里的章太多，不是从自学网站下载的作业。")
    return {name: _notebook(name, chapter) for name, chapter in chapters.items()}


def _notebook(name: str, chapter: Any) -> Notebook:
    shown = " ".join(name.split())[:60]
    damaged = HomeworkError(f"作业文件里 {shown} 的内容被改动过或者损坏了，请让学员重新下载再交。")
    if not _CHAPTER.fullmatch(name) or not isinstance(chapter, dict):
        raise damaged
    answers = chapter.get("answers")
    if set(chapter) != {"release", "saved", "answers"} or not isinstance(answers, dict):
        raise damaged
    if (
        not all(_is_text(chapter[key], _MAX_TEXT) for key in ("release", "saved"))
        or len(answers) > MAX_ANSWERS
    ):
        raise damaged
    if not all(_EXERCISE.fullmatch(key) and _is_text(text, MAX_ANSWER) for key, text in answers.items()):
        raise damaged
    cells = [
        {
            "cell_type": "raw",
            "id": f"answer-{place}",
            "metadata": {"shequ": {"role": "answer", "exercise": exercise}},
            "source": source,
        }
        for place, (exercise, source) in enumerate(answers.items())
    ]
    metadata = {"shequ": {"chapter": name, "release": chapter["release"]}}
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def _is_text(value: Any, longest: int) -> bool:
    """Tell whether a value is text that can be written as UTF-8."""
    if not isinstance(value, str) or len(value) > longest:
        return False
    return is_encodable(value)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _refuse(constant: str) -> Any:
    raise ValueError(constant)
