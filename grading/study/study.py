"""The trainee's own copy of the course, refreshed around the answers: `shequ study`."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from shequ_lib.answer_cells import carry_over, course_metadata, read_answers

KEPT = "旧版本"  # the folder, in the trainee's copy, for what a newer release could not carry over


@dataclass
class Refreshed:
    """What bringing a copy up to date did: the names of files by what happened to them."""

    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    set_aside: list[str] = field(default_factory=list)


def refresh(course: Path, study: Path) -> Refreshed:
    """Bring the trainee's copy of the course up to date, around the answers already given.

    A chapter that has changed gets its new text, and every answer its old place. What cannot be carried
    over (a damaged file, an answer to an exercise that is gone) is kept under `KEPT`, never dropped.
    """
    done = Refreshed()
    for source in sorted(path for path in course.rglob("*") if path.is_file()):
        name = source.relative_to(course)
        target = study / name
        if ".ipynb_checkpoints" in name.parts:
            continue
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
            done.added.append(name.as_posix())
        elif source.suffix == ".ipynb":
            _refresh_notebook(source, target, study, done)
        elif target.read_bytes() != source.read_bytes():
            shutil.copyfile(source, target)
            done.updated.append(name.as_posix())
    return done


def _refresh_notebook(source: Path, target: Path, study: Path, done: Refreshed) -> None:
    new = json.loads(source.read_text(encoding="utf-8"))
    try:
        old = json.loads(target.read_text(encoding="utf-8"))
    except ValueError:
        old = None
    if release_of(old) == release_of(new) or _is_own_paper(old):
        return
    lost = carry_over(old, new)
    if lost or release_of(old) is None:  # damaged, or no notebook of the course at all
        _set_aside(target, study, done)
    text = json.dumps(new, ensure_ascii=False, indent=1) + "\n"
    fresh = target.with_name(f".{target.name}.new")
    fresh.write_text(text, encoding="utf-8", newline="\n")
    fresh.replace(target)
    done.updated.append(target.name)


def _is_own_paper(notebook: Any) -> bool:
    """Tell whether an instructor handed this out to one trainee alone: then it stays as it was handed out."""
    return isinstance(course_metadata(notebook).get("paper"), str) and bool(read_answers(notebook))


def release_of(notebook: Any) -> Any:
    """Return what tells one release of a chapter from another."""
    metadata = notebook.get("metadata") if isinstance(notebook, dict) else None
    ours = metadata.get("shequ") if isinstance(metadata, dict) else None
    return ours.get("release") if isinstance(ours, dict) else None


def _set_aside(target: Path, study: Path, done: Refreshed) -> None:
    folder = study / KEPT
    folder.mkdir(exist_ok=True)
    number = 1
    while (kept := folder / f"{target.stem}-{number}.ipynb").exists():
        number += 1
    shutil.copyfile(target, kept)
    done.set_aside.append(f"{KEPT}/{kept.name}")
