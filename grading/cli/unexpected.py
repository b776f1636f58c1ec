"""What nobody foresaw: details go to a file, for whoever mends it; the person at the screen gets one line."""

from __future__ import annotations

import platform
import sys
import tempfile
import traceback
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

LOG = "shequ-error.log"
_LARGEST = 1024 * 1024  # bytes; a file that has grown beyond begins anew


def line(error: BaseException, arguments: Sequence[str] | None, folders: Iterable[Path | None]) -> str:
    """Write down an error and say so in one line.

    Args:
        error: what happened.
        arguments: of the command.
        folders: where the file may lie, the best place first; the system's own for such files comes last.
    """
    text = "\n".join(
        [
            f"{datetime.now().astimezone().isoformat(timespec='seconds')}  Python {sys.version.split()[0]}"
            f"  {platform.platform()}",
            f"shequ {' '.join(map(str, sys.argv[1:] if arguments is None else arguments))}",
            "".join(traceback.format_exception(error)),
            "",
        ]
    )
    said = f"出了没有料到的错（{type(error).__name__}）。做完的都保留着，可以再运行一次"
    for folder in (*folders, Path(tempfile.gettempdir())):
        if folder is not None and folder.is_dir():
            path = folder.absolute() / LOG
            try:
                grown = path.exists() and path.stat().st_size > _LARGEST
                with path.open("w" if grown else "a", encoding="utf-8", errors="backslashreplace") as file:
                    file.write(text)
            except OSError:
                continue
            return f"{said}；还是不行，就把 {path} 发给课程的维护者，里面记着详情。"
    return f"{said}；还是不行，就把这一行告诉课程的维护者。"
