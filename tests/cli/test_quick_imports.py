"""What is left out of every command's imports is really out, and nothing misses it."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import sys
from grading import cli
try:
    cli.main(["--help"])
except SystemExit:
    pass
import jupyterlab.labapp, nbgrader.apps, nbformat
assert not any(name.startswith(("rfc3987_syntax", "lark")) for name, module in sys.modules.items() if module)
try:
    nbformat.v4.new_notebook(metadata={"language_info": {"name": 3}})
except nbformat.ValidationError:
    print("still validated")
"""


def test_no_command_builds_the_grammars_and_notebooks_are_still_validated():
    said = subprocess.run(
        [sys.executable, "-c", PROGRAM], check=False, capture_output=True, text=True, encoding="utf-8"
    )
    assert said.stdout.endswith("still validated\n"), said.stderr
