"""What is handed out, `release/`, stays as it was made: who tries a chapter there must not hand out answers.

A copy of each chapter's notebook lies in the class folder's hidden folder; files beside it are those of
`source/`. What differs is moved away, whole, and the right one put back.
"""

from __future__ import annotations

import contextlib
import json
from datetime import datetime
from pathlib import Path

from grading.common.filled import write_file
from grading.common.regular_file import read_file
from shequ_lib.answer_cells import answer_cells, is_untouched

ASIDE = "练习稿"  # the folder, in the class folder, of what was written into what is handed out
_KEPT = Path(".jupyter", "release")


def make_way(root: Path, chapter: str) -> str:
    """Keep what was changed of a chapter's notebook, and forget how it was made: it is made anew.

    Returns:
        A Chinese line if something is kept, else an empty text.
    """
    path, kept = _released(root, chapter), _kept(root, chapter)
    changed = path.is_file() and (
        _differs(path, kept) if is_known(root, chapter) else path.stat().st_size > 0
    )
    line = ""
    if changed:
        aside = put_aside(root, path).parent.relative_to(root)
        name = path.relative_to(root).as_posix()
        line = f"发给学员的 {name} 被改动过，已经重做；改动过的那份移到 {aside}/ 里。"
    kept.unlink(missing_ok=True)
    return line


def note(root: Path, chapter: str) -> None:
    """Note how a chapter has just been made, if it lies where it does by the settings that `teach` writes."""
    if _released(root, chapter).is_file():
        write_file(_kept(root, chapter), read_file(_released(root, chapter)))


def is_known(root: Path, chapter: str) -> bool:
    """Tell whether it is known how a chapter was made; if not, what has no answers in it is taken for it."""
    if not _released(root, chapter).is_file():
        return True  # there is nothing to compare
    if not _kept(root, chapter).is_file() and _is_clean(_released(root, chapter)):
        note(root, chapter)
    return _kept(root, chapter).is_file()


def restore(root: Path, chapter: str) -> str:
    """Put back what was changed of a chapter in `release/`, as far as it is known how it was.

    Returns:
        A Chinese line that says so, else an empty text.

    Raises:
        OSError: it cannot be put back.
    """
    folder, source = _released(root, chapter).parent, root / "source" / chapter
    right = {_released(root, chapter): _kept(root, chapter)} if is_known(root, chapter) else {}
    right |= {folder / path.relative_to(source): path for path in files_beside(source)}
    changed = [path for path, good in right.items() if path.is_file() and _differs(path, good)]
    if not changed:
        if not is_known(root, chapter) and _released(root, chapter).is_file():
            return f"发给学员的 release/{chapter} 里有答案，请运行 shequ teach 复原，再发给学员。"
        return ""
    aside = [put_aside(root, path) for path in changed]
    for path in changed:
        write_file(path, right[path].read_bytes())
    names = "、".join(path.relative_to(root).as_posix() for path in changed)
    return (
        f"发给学员的 {names} 被改动过，已经复原；改动过的那份移到 {aside[0].parent.relative_to(root)}/ 里。"
    )


def files_beside(folder: Path) -> list[Path]:
    """Return the files that lie beside the notebook of a chapter: data and rulebook, nothing hidden."""
    return [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix != ".ipynb" and not path.name.startswith((".", "~$"))
    ]


def put_aside(root: Path, path: Path) -> Path:
    """Copy a file to the folder of what was written into what is handed out; return where it is."""
    made = datetime.fromtimestamp(path.stat().st_mtime)
    folder = root / ASIDE / path.relative_to(root / "release").parts[0]
    target = folder / f"{path.stem}-{made:%Y%m%d-%H%M%S}{path.suffix}"
    number = 1
    while target.exists() and target.read_bytes() != path.read_bytes():
        number += 1
        target = target.with_name(f"{path.stem}-{made:%Y%m%d-%H%M%S}-{number}{path.suffix}")
    write_file(target, path.read_bytes())
    return target


def _is_clean(path: Path) -> bool:
    with contextlib.suppress(OSError, ValueError, RecursionError, LookupError, TypeError, AttributeError):
        cells = answer_cells(json.loads(read_file(path)))
        return bool(cells) and all(is_untouched(cell) for cell in cells.values())
    return False


def _differs(path: Path, good: Path) -> bool:
    return path.stat().st_size != good.stat().st_size or path.read_bytes() != good.read_bytes()


def _released(root: Path, chapter: str) -> Path:
    return root / "release" / chapter / f"{chapter}.ipynb"


def _kept(root: Path, chapter: str) -> Path:
    return root / _KEPT / f"{chapter}.ipynb"
