"""What our pages call their parts is not what a stylesheet of nbgrader or JupyterLab calls its own.

Their rules hold for the whole page, so a `.row` of theirs would reach into our forms.
"""

from __future__ import annotations

import re
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
JUPYTER = Path(sysconfig.get_path("data")) / "share" / "jupyter"
# A class in a selector; a stylesheet may stand in a script as a string, pushed by its loader.
SELECTOR = re.compile(r"\.(-?[A-Za-z_][\w-]*)(?=[^{}\"';]*\{)")
IN_SCRIPT = re.compile(r"""\.push\(\[\w+\.id,(`(?:[^`\\]|\\.)*`|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')""")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
ATTRIBUTE = re.compile(r"""class(?:Name)?(?:=|\s*[:=]\s*)\\?["'`]([^"'`{}\\]*)""")
LISTED = re.compile(r"""classList\.(?:add|toggle)\(['"]([\w-]+)""")
BUILT = {"prebuilt", "page", "lib", "node_modules"}  # made from our sources, or not ours
OURS_OR_TOLD = ("shequ-", "jp-", "lm-", "cm-", "jupyter-", "widget-")  # theirs by intention, or our prefix


def theirs(folder):
    found = set()
    for path in folder.rglob("*"):
        if path.suffix not in (".css", ".js"):
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        sheets = [text] if path.suffix == ".css" else [match[1] for match in IN_SCRIPT.finditer(text)]
        for sheet in sheets:
            found.update(SELECTOR.findall(sheet.replace("\\n", "\n")))
    return found


def ours():
    found = set()
    for path in (ROOT / "shequ_lib").rglob("*"):
        if BUILT & set(path.parts):
            continue
        if path.suffix == ".css":
            found.update(SELECTOR.findall(COMMENT.sub("", path.read_text(encoding="utf-8"))))
        elif path.suffix in (".py", ".js", ".ts"):
            text = path.read_text(encoding="utf-8")
            found.update(name for names in ATTRIBUTE.findall(text) for name in names.split())
            found.update(LISTED.findall(text))
    return {name for name in found if not name.startswith(OURS_OR_TOLD)}


@pytest.mark.parametrize("name", ["labextensions/@jupyter/nbgrader", "lab/static", "lab/themes"])
def test_no_name_is_shared(name):
    folder = JUPYTER / name
    if not folder.is_dir():
        pytest.skip(f"{name} is not installed")
    assert ours() & theirs(folder) == set()


def test_both_lists_are_found():
    assert {"week", "said", "windows"} <= ours()
    folder = JUPYTER / "labextensions" / "@jupyter" / "nbgrader"
    if folder.is_dir():
        assert "row" in theirs(folder)
