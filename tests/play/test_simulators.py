"""What holds for every simulator that has a folder in `shequ_lib/play`: a new one is held to it too."""

from __future__ import annotations

import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import pytest

from shequ_lib import play

FOLDERS = [module.name for module in pkgutil.iter_modules(play.__path__) if module.ispkg]
PICTURES = sorted(path for folder in play.__path__ for path in Path(folder).glob("*/*.[jc]s*"))
WIDGETS = {"ipywidgets", "anywidget", "traitlets"}
# What may know widgets: the view, and parts of a view in a module of their own.
VIEWS = {"view", "table_view", "comparison_view", "month_strip", "month_cards"}


def _loaded(*modules: str) -> set[str]:
    """The packages of widgets, and pandas, that are there after these modules were imported."""
    code = f"import sys, {', '.join(modules)}; print(*({WIDGETS | {'pandas'}} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(run.stdout.split())


def test_each_folder_offers_what_notebooks_call():
    bases = {"parts", "scene", "stage"}  # what several simulators are made of
    for name in set(FOLDERS) - bases:
        offered = __import__(f"shequ_lib.play.{name}", fromlist=["__all__"]).__all__
        assert offered, name
        assert all(getattr(play, each).__module__ == f"shequ_lib.play.{name}" for each in offered)
    assert len(play.__all__) == len(set(play.__all__))


def test_to_import_what_is_offered_loads_no_widget_and_no_pandas():
    assert _loaded("shequ_lib.play") == set()


def test_no_model_knows_a_widget():
    models = [
        f"shequ_lib.play.{name}.{path.stem}"
        for name in FOLDERS
        for path in Path(play.__path__[0], name).glob("*.py")
        if path.stem not in VIEWS and path.stem != "__init__"
    ]
    assert _loaded(*models) & WIDGETS == set()


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_a_picture_has_no_text_of_its_own(path):
    """Texts come from Python, which turns them into the course's script; 甲 and 乙 are the same in both."""
    assert not re.search("[\u4e00-\u9fff]", re.sub("[甲乙]", "", path.read_text(encoding="utf-8")))
