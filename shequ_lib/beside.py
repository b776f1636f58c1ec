"""Files that Python writes beside the notebooks: replaced as a whole, and handed to the browser on the site.

On the self-study site the disk is gone with the page, so the browser keeps each file, too, and lays them down
again before the next Python begins.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

# On the site `runtime.js` puts a function here that hands a file to the browser: name and text, or
# None when the file is gone.
to_browser: Callable[[str, str | None], None] | None = None


def write(path: Path, text: str) -> None:
    """Write a file so that it is never half written.

    Raises:
        OSError: it cannot be written; the file is as it was.
    """
    fresh = path.with_name(f".{path.name}.new")
    fresh.write_text(text + "\n", encoding="utf-8", newline="\n")
    fresh.replace(path)
    if to_browser:
        to_browser(path.name, text)
