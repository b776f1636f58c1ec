"""The front end: its own unit tests pass; what checks it has exact versions, and comes from no address."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

import shequ_lib

FRONTEND = Path(__file__).parents[2] / "frontend"
EXTENSION = Path(shequ_lib.__file__).parent / "labextension"
PACKAGES = json.loads((FRONTEND / "package.json").read_text("utf-8"))["devDependencies"]
LOCK = (FRONTEND / "package-lock.json").read_text("utf-8")


def test_what_node_tests_holds():
    node = shutil.which("node")
    if node is None:
        if os.environ.get("CI"):
            pytest.fail("CI must run the tests of the front end: apt install nodejs")
        pytest.skip("these tests are run by Node.js (Debian: apt install nodejs)")
    tests = sorted(map(str, (FRONTEND / "tests").glob("*.test.js")))
    assert tests
    done = subprocess.run(
        [node, "--test", *tests], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_lock_file_names_no_registry():
    assert "resolved" not in LOCK
    assert not re.search(r"registry\.|https?://[\w.:-]*(npm|yarn|mirror|proxy)", LOCK)


@pytest.mark.parametrize("name", PACKAGES)
def test_every_package_is_pinned_and_locked_by_its_content(name):
    entry = json.loads(LOCK)["packages"][f"node_modules/{name}"]
    assert PACKAGES[name] == entry["version"]
    assert entry["integrity"].startswith("sha512-")


@pytest.mark.parametrize("name", ["@jupyterlab/nbformat", "lit-html", "typescript"])
def test_it_checks_against_what_the_extension_is_built_with(name):
    package = json.loads((EXTENSION / "package.json").read_text("utf-8"))
    built_with = {**package["dependencies"], **package["devDependencies"], **package["resolutions"]}
    assert PACKAGES[name] == built_with[name]
