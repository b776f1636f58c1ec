"""A checkout of the project, of any commit: its Python, its chapters, and when its forms can be used."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Error, Page

PATIENCE = 170  # seconds for one page


@dataclass(frozen=True)
class Forms:
    """Where a version makes its forms, and the selectors that find them."""

    made_in: str
    form: str
    waits: str  # what a form stands in that cannot be used yet


VERSIONS = (
    Forms("shequ_lib/labextension/src/forms", ".shequ-form", ".shequ-opening"),
    Forms("shequ_lib/forms", ".shequ-role-form .shequ-form", ".shequ-stale"),  # widgets of the kernel
)
# Notes in the page at what second the first text is seen, the first form can be used, as many as wanted can.
LOOK = """
({ form, waits, count }) => {
  const isSeen = node => node.getClientRects().length && getComputedStyle(node).visibility === 'visible';
  const field = ':is(input, select, textarea, button):enabled';
  const isUsable = node => isSeen(node) && node.querySelector(field) && !node.closest(waits);
  const seen = (window.shequSeen ??= { text: 0, first: 0, forms: 0 });
  const now = performance.now() / 1000;
  const all = selector => [...document.querySelectorAll(selector)];
  if (!seen.text && all('#shequ-text h1, .jp-RenderedMarkdown h1').some(isSeen)) {
    seen.text = now;
  }
  seen.forms = all(form).filter(isUsable).length;
  seen.first ||= seen.forms ? now : 0;
  seen[count] ||= seen.forms >= count ? now : 0;
  return seen.text && seen[count] && { ...seen, all: seen[count] };
}
"""


class NotThere(Exception):
    """A page or a server did not come in time; the message says which, in one line."""


def python(checkout: Path) -> str:
    """Return the Python of a checkout's own environment, or this one if it has none."""
    own = checkout / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    return str(own) if own.exists() else sys.executable


def chapters(checkout: Path) -> dict[str, int]:
    """Return how many forms each chapter has, by its name."""
    counts = {}
    for path in sorted((checkout / "course").glob("*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        counts[path.stem] = sum(cell["metadata"].get("shequ", {}).get("role") == "form" for cell in cells)
    return counts


def wait_for_forms(page: Page, checkout: Path, count: int) -> dict[str, float]:
    """Wait until so many forms of a page can be used; return the seconds since the page was asked for.

    Raises:
        NotThere: that was not so in time.
    """
    version = next((each for each in VERSIONS if (checkout / each.made_in).is_dir()), VERSIONS[0])
    wanted = {"form": version.form, "waits": version.waits, "count": count}
    try:
        seen: Any = page.wait_for_function(LOOK, arg=wanted, timeout=PATIENCE * 1000)
        found = seen.json_value()
        return {name: found[name] for name in ("text", "first", "all")}
    except Error as error:
        raise NotThere(
            f"{_came(page)} of {count} forms ({page.url}): {error.message.splitlines()[0]}"
        ) from error


def _came(page: Page) -> str:
    try:
        return str(page.evaluate("window.shequSeen?.forms ?? 0"))
    except Error:
        return "none"
