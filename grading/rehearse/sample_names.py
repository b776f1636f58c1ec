"""How a class really names what it hands in: untidy, but it says whose each file is."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from grading.common.draws import pick
from grading.roster import Trainee

ZIPPED = "打包交的.zip"  # holds zips of some people, as a class committee sends them
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
# With the number, which tells namesakes apart.
_NUMBERED = (
    "{id}{name}.ipynb",
    "{name}{id}.ipynb",
    "{id}-{name}-{title}.ipynb",
    "{wide} {name}.ipynb",
    "（{id}）{name}作业.ipynb",
    "{id}{name}/study/{chapter}.ipynb",
    "{id}.ipynb",
)
# With the name alone, and with what computers, browsers and platforms put beside it.
_NAMED = (
    "{name}.ipynb",
    "{title}-{name}.ipynb",
    "{name} - 副本.ipynb",
    "{name}(1).ipynb",
    "{name}-Copy1.ipynb",
    "{name}/{chapter}.ipynb",
    "{name}/{chapter}(1).ipynb",
    "{name}_12345_assignsubmission_file_/{chapter}.ipynb",
    "{name}.ipynb.json",
)


def untidy(draw: random.Random, trainee: Trainee, class_list: Sequence[Trainee], chapter: str) -> str:
    """Return the path of what a trainee hands in; it names nobody else of the class.

    Args:
        draw: where chance comes from.
        trainee: whose it is.
        class_list: the class.
        chapter: the chapter's name, such as `06-four-meetings`.
    """
    alike = sum(trainee.name in other.name or other.name in trainee.name for other in class_list) > 1
    styles = _NUMBERED if alike else (*_NUMBERED, *_NAMED)
    return pick(draw, styles).format(
        id=trainee.id,
        wide=trainee.id.translate(_FULL_WIDTH),
        name=trainee.name,
        chapter=chapter,
        title=f"第{int(chapter[:2])}章" if chapter[:2].isdecimal() else chapter,
    )


def zip_some(folder: Path, paths: Sequence[Path], times: Sequence[datetime]) -> int:
    """Put each sixth file into a zip of its own, and these into one more; return how many.

    Args:
        folder: of the chapter's homework.
        paths: the files, below the folder.
        times: when each was handed in, by the clock on the wall; zips note no zone.
    """
    chosen = list(zip(paths, times, strict=True))[5::6]
    if not chosen:
        return 0
    with zipfile.ZipFile(folder / ZIPPED, "w") as outer:
        for path, when in chosen:
            inner_path = folder / ".zip"
            with zipfile.ZipFile(inner_path, "w") as inner:
                _put(inner, path.relative_to(folder).as_posix(), path.read_bytes(), when)
            _put(outer, f"{len(outer.namelist()) + 1}.zip", inner_path.read_bytes(), when)
            inner_path.unlink()
            path.unlink()
            for parent in path.parents:
                if parent == folder or any(parent.iterdir()):
                    break
                parent.rmdir()
    return len(chosen)


def _put(into: zipfile.ZipFile, name: str, data: bytes, when: datetime) -> None:
    entry = zipfile.ZipInfo(name, when.timetuple()[:6])
    entry.create_system = 3  # the same on Windows
    into.writestr(entry, data)
