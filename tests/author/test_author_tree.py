"""`shequ new simulator` and `shequ new kind`, in a copy of the project whose own tests then hold them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.pipeline  # each copies the project and runs tests in it

ROOT = Path(__file__).parents[2]
NOT_COPIED = shutil.ignore_patterns(
    "node_modules", "prebuilt", "page", "__pycache__", "screenshots", "*.ipynb"
)


@pytest.fixture(scope="module")
def tree(tmp_path_factory):
    """A copy of the project, without what is built."""
    folder = tmp_path_factory.mktemp("tree")
    for name in ("grading", "shequ_lib", "tests", "solutions", "docs", "course"):
        shutil.copytree(ROOT / name, folder / name, ignore=NOT_COPIED)
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def run(tree, *arguments):
    """Run Python in the copy; returns status and what was said."""
    environment = {**os.environ, "PYTHONPATH": str(tree)}
    done = subprocess.run(
        [sys.executable, *arguments],
        check=False,
        cwd=tree,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    return done.returncode, done.stdout + done.stderr


def new(tree, *arguments):
    return run(tree, "-m", "grading.cli", "new", *arguments)


def files(tree):
    return {
        path.relative_to(tree): path.read_bytes()
        for path in tree.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and ".pytest_cache" not in path.parts
    }


def test_a_new_simulator_is_played_by_its_own_test_and_held_by_that_of_all(tree):
    before = files(tree)
    status, said = new(tree, "simulator", "night_school")
    assert status == 0, said
    after = files(tree)
    assert {path: after[path] for path in before} == before  # nothing else is touched
    places = ("__init__.py", "model.py", "view.py", "cases.toml")
    made = {Path("shequ_lib/play/night_school", name) for name in places}
    assert after.keys() - before.keys() == {*made, Path("tests/play/test_play_night_school.py")}
    tests = ("tests/play/test_play_night_school.py", "tests/play/test_simulators.py")
    status, said = run(tree, "-m", "pytest", "-q", "-p", "no:cacheprovider", *tests)
    assert status == 0, said
    status, said = new(tree, "simulator", "night_school")
    assert status == 1 and len(said.splitlines()) == 1 and "night_school 已经有了，什么也没有动" in said
    assert files(tree) == after


def test_a_new_kind_is_seen_by_the_suite_of_all_kinds(tree):
    before = files(tree)
    status, said = new(tree, "kind", "weigh")
    assert status == 0, said
    after = files(tree)
    assert {path: after[path] for path in before} == before
    assert after.keys() - before.keys() == {
        Path("shequ_lib/exercises/kinds/weigh.py"),
        Path("grading/master/kinds/weigh.py"),
        Path("shequ_lib/labextension/src/answers/kinds/weigh.ts"),
        Path("shequ_lib/labextension/src/forms/kinds/weigh.ts"),
        Path("grading/author/skeletons/exercises/weigh.md"),
    }
    wanted = "weigh or place or asked_for_by_its_name or one_kind or compares"
    status, said = run(
        tree, "-m", "pytest", "-v", "-p", "no:cacheprovider", "tests/exercises/test_kinds.py", "-k", wanted
    )
    assert status == 0, said
    assert said.count("[weigh]") >= 12 and "test_a_kind_has_a_module_in_each_place" in said
    # and an exercise of it is written and proved as any other
    here = (
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "tests/author/test_author_new.py",
        "-k",
        "each_kind and weigh",
    )
    status, said = run(tree, *here)
    assert status == 0 and "1 passed" in said, said
    status, said = new(tree, "kind", "weigh")
    assert status == 1 and len(said.splitlines()) == 1 and "weigh.py 已经有了，什么也没有动" in said


@pytest.mark.parametrize(
    ("what", "name", "said"),
    [
        ("simulator", "night-school", "模拟不能叫“night-school”"),
        ("simulator", "class", "模拟不能叫 class"),
        ("simulator", "counter", "counter 已经有了，什么也没有动"),
        ("kind", "choice", "choice.py 已经有了，什么也没有动"),
        ("kind", "kind", "题型不能叫 kind"),
    ],
)
def test_what_exists_or_is_not_allowed_is_refused_in_one_line(what, name, said, tree):
    status, told = new(tree, what, name)
    assert status == 1 and said in told and len(told.splitlines()) == 1
