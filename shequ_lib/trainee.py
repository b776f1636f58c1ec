"""Who is learning: a number and a name, given once in 00-start and carried by every chapter from then on.

They lie in a small file beside the notebooks. When a chapter is opened, the page notes them in its metadata
(`labextension/src/trainee.ts`), and the first cell, where it is run, in its output, so that the chapter says
whose it is whatever its file is called (`noted`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from shequ_lib.outside_text import is_encodable
from shequ_lib.script import localise

NAME = "学员.json"
LONGEST = 60  # characters of a number or a name
_MOST = 10_000  # bytes of the file
_KEY = "trainee"  # the key of what the course notes in an output
_SAID = "学员：{}"
_UNWRITTEN = "记不下来：这个文件夹写不进去。交作业时请把文件名改成学号或姓名。"
_WRITTEN = "已记下：{}。以后打开的每一章都带着它，交的文件不用改名；已经打开的章，请关掉再打开一次。"
_OPEN = "还没有填。填好学号和姓名，交的文件就不用改名。"


@dataclass(frozen=True)
class Trainee:
    """Who is learning, as they wrote it; either may be empty."""

    number: str = ""
    name: str = ""

    def __str__(self) -> str:
        return f"{self.name}（{self.number}）" if self.name and self.number else self.name or self.number


def load(folder: str | Path = ".") -> Trainee:
    """Return who is noted in a folder; nobody where nothing is, or nothing that can be read."""
    try:
        with (Path(folder) / NAME).open("rb") as file:
            return _trainee(json.loads(file.read(_MOST).decode("utf-8-sig")))
    except (OSError, ValueError, RecursionError):
        return Trainee()


def save(trainee: Trainee, folder: str | Path = ".") -> bool:
    """Note who is learning; return whether that could be written."""
    path = Path(folder) / NAME
    fresh = path.with_name(f".{NAME}.new")
    text = json.dumps({"number": trainee.number, "name": trainee.name}, ensure_ascii=False)
    try:
        fresh.write_text(text + "\n", encoding="utf-8", newline="\n")
        fresh.replace(path)
    except OSError:
        return False
    return True


def show(folder: str | Path = ".") -> None:
    """Show who is learning, where that is known, and note it in the output."""
    from IPython.display import HTML, display

    trainee = load(folder)
    if str(trainee):
        line = localise(_SAID).format(escape(str(trainee)))
        note = {_KEY: {"number": trainee.number, "name": trainee.name}}
        display(HTML(f'<div class="shequ-trainee">{line}</div>'), metadata={"shequ": note})


def noted(notebook: Mapping[str, Any]) -> Trainee:
    """Return whom a notebook notes in its metadata, or else in its first cell's output.

    Args:
        notebook: its JSON value, which may be anybody's.

    Returns:
        nobody where it notes nothing that is right.
    """
    page = _trainee(_ours(notebook).get(_KEY))
    if str(page):
        return page
    for cell in notebook["cells"]:
        if not isinstance(cell, dict) or _ours(cell).get("role") != "setup":
            continue
        outputs = cell.get("outputs")
        for output in outputs[:20] if isinstance(outputs, list) else ():
            found = _trainee(_ours(output).get(_KEY)) if isinstance(output, dict) else Trainee()
            if str(found):
                return found
        return Trainee()
    return Trainee()


def ask(folder: str | Path = ".") -> None:
    """Show two fields for number and name; what is typed is noted at once.

    Only where no page draws them itself (`labextension/src/start_page.ts`).
    """
    import ipywidgets as widgets
    from IPython.display import display

    from shequ_lib.play import style

    known = load(folder)
    number, name = (
        widgets.Text(value=value, description=label, continuous_update=True)
        for label, value in (("学号或编号", known.number), ("姓名", known.name))
    )
    for field in (number, name):
        field.style.description_width = "initial"
        field.add_class("shequ-field")
    line = widgets.HTML(style.live_line(said(known), ""))

    def keep(_: object) -> None:
        given = typed(number.value, name.value)
        done = save(given, folder)
        style.put(line, style.live_line(said(given, written=done), "" if done else "shequ-problem"))

    for field in (number, name):
        field.observe(keep, "value")
    heading = widgets.HTML("<strong>我是谁</strong>")
    box = widgets.VBox([style.style_widget(), heading, number, name, line])
    box.add_class("shequ-form")
    display(box)


def typed(number: str, name: str) -> Trainee:
    """Return who typed a number and a name, each without blanks that mean nothing, and cut to `LONGEST`."""
    return _trainee({"number": _plain(number), "name": _plain(name)})


def said(trainee: Trainee, *, written: bool = True) -> str:
    """Return the line below the two fields; `written` tells whether what they hold could be noted."""
    if not written:
        return _UNWRITTEN
    return _WRITTEN.format(trainee) if str(trainee) else _OPEN


def _plain(text: str) -> str:
    return " ".join(text.split())[:LONGEST]


def _trainee(value: Any) -> Trainee:
    """Return a trainee from a JSON value, nobody if it is not as `save` and `show` write it."""
    if not isinstance(value, dict):
        return Trainee()
    texts: list[Any] = [value.get("number"), value.get("name")]
    if all(isinstance(text, str) and len(text) <= LONGEST and is_encodable(text) for text in texts):
        return Trainee(*texts)
    return Trainee()


def _ours(part: Mapping[str, Any]) -> Mapping[str, Any]:
    metadata = part.get("metadata")
    ours = metadata.get("shequ") if isinstance(metadata, dict) else None
    return ours if isinstance(ours, dict) else {}
