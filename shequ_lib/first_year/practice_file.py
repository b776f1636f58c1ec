"""The practice year on disk: one small JSON file beside the notebook, so that it survives the kernel.

What is read back may have been written by anybody: it is checked like any answer, and a file that cannot be
used is kept under another name, never overwritten.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from shequ_lib import beside
from shequ_lib.errors import ShequError
from shequ_lib.first_year.practice_model import PracticeYear, restored
from shequ_lib.rulebook import Rulebook

NAME = "上任第一年-练习.json"
LONGEST = 200_000  # characters that the browser keeps for the site; an honest file has a twentieth of it
_LARGEST = 5 * LONGEST  # bytes


@dataclass(frozen=True)
class Loaded:
    """What was found on disk.

    Attributes:
        game: the year as it was left; None if there is none that can be used.
        note: what the trainee should know, one line of Chinese, or "".
    """

    game: PracticeYear | None
    note: str


def load(path: Path, *, exam: int | None = None, rulebook: Rulebook | None = None) -> Loaded:
    """Take up the year that was saved; what cannot be used is kept under another name.

    Args:
        path: the file.
        exam: the seed of the examination, which is never played here.
        rulebook: the active one if None.
    """
    try:
        if not path.exists():
            return Loaded(None, "")
        if not path.is_file() or path.stat().st_size > _LARGEST:
            raise ShequError("里面不是这个练习的进度。")
        text = path.read_text(encoding="utf-8-sig")
    except ShequError as error:
        return Loaded(None, _aside(path, str(error)))
    except UnicodeDecodeError:
        return Loaded(None, _aside(path, "文件坏了，读不出来。"))
    except OSError:
        return Loaded(None, _aside(path, "文件打不开。"))
    try:
        return Loaded(restored(json.loads(text), exam=exam, rulebook=rulebook), "")
    except ShequError as error:
        return Loaded(None, _aside(path, str(error)))
    except (ValueError, RecursionError):
        return Loaded(None, _aside(path, "文件坏了，读不出来。"))


def save(path: Path, game: PracticeYear) -> str:
    """Write the year; the file is replaced as a whole, so that it is never half written.

    Returns:
        "" or why it could not be written, one line of Chinese.
    """
    try:
        beside.write(path, json.dumps(game.state(), ensure_ascii=False, indent=1))
    except OSError:
        return "进度存不下来：这个文件夹写不进去。可以接着练，关掉以后要从头开始。"
    return ""


def whereabouts(path: Path) -> str:
    """Say where the year is kept, one sentence of Chinese."""
    if beside.to_browser:
        return "它和答案一起存在这个浏览器里，目录页上的“下载我的作业”也带着它。"
    return f"存在本章旁边的“{path.name}”里。"


def _aside(path: Path, reason: str) -> str:
    """Give a file that cannot be used another name, and say so."""
    number = 1
    while (kept := path.with_name(f"{path.stem}-读不懂-{number}{path.suffix}")).exists():
        number += 1
    try:
        path.rename(kept)
    except OSError:
        return f"存着的进度“{path.name}”用不上：{reason}这次从一月开始。"
    if beside.to_browser:
        beside.to_browser(kept.name, kept.read_text(encoding="utf-8", errors="replace"))
        beside.to_browser(path.name, None)
        return f"存着的进度用不上：{reason}它留着，可以在目录页上下载；这次从一月开始。"
    return f"存着的进度用不上：{reason}它改名为“{kept.name}”留着，这次从一月开始。"
