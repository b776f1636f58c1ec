"""Drive any simulator in a real page: a notebook of the course that holds only this one."""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import shutil
import tempfile
from functools import cache
from pathlib import Path

import lab

COURSE = Path(__file__).parents[2] / "course"
SCREENSHOTS = Path(__file__).parents[1] / "screenshots"
NOTEBOOK = "97-play.ipynb"
PLAY = ".shequ-play"
_open = contextlib.ExitStack()
_numbers = itertools.count(1)


def notebook(folder, name, arguments="", file=NOTEBOOK):
    """Make a folder with a notebook of the course that holds only the simulator of this name."""

    def cell(key, role, source):
        return {
            "cell_type": "code",
            "id": key,
            "metadata": {"deletable": False, "editable": False, "shequ": {"role": role}},
            "execution_count": None,
            "outputs": [],
            "source": source,
        }

    start = 'import shequ_lib.notebook\n\nshequ_lib.notebook.start(rulebook="gongshu-2008")'
    play = f"from shequ_lib.play import {name}\n\n{name}({arguments})"
    content = {
        "cells": [cell("start", "setup", start), cell("play", "play", play)],
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "shequ": {
                "chapter": file.removesuffix(".ipynb"),
                "edition": "class",
                "rulebook": "gongshu-2008",
                "title": "试一试",
            },
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    shutil.copytree(COURSE / "data", folder / "data", dirs_exist_ok=True)
    (folder / file).write_text(json.dumps(content), encoding="utf-8")
    return folder


@contextlib.contextmanager
def served(folder):
    """Open JupyterLab on such a folder as `shequ study` does: it is its own release, so its cells run."""
    with lab.opened(folder, "study", release=folder) as address:
        yield address


@cache
def _study():
    """The folder for the notebooks of all tests of a process, and the address of the one JupyterLab on it."""
    made = tempfile.TemporaryDirectory(prefix="shequ-play-", ignore_cleanup_errors=True)
    folder = Path(_open.enter_context(made))
    return folder, _open.enter_context(served(folder))


def study_folder():
    """The folder in which the notebooks of all tests of a process run."""
    return _study()[0]


@contextlib.contextmanager
def opened(name, arguments=""):
    """Yield the address of a notebook that holds only the simulator of this name; its kernel ends with it."""
    folder, address = _study()
    file = f"97-play-{next(_numbers)}.ipynb"
    notebook(folder, name, arguments, file)
    try:
        yield f"{address}/doc/tree/{file}"
    finally:
        lab.stop_kernels(address)
        (folder / file).unlink()


def folder():
    """Where the notebooks of this process lie."""
    return _study()[0]


def close():
    """Stop that JupyterLab."""
    _study.cache_clear()
    _open.close()


def open_play(page, address):
    """Open such a notebook, wait until the simulator is there, and return it."""
    page.goto(f"{address}?token={lab.TOKEN}")
    play = page.locator(PLAY)
    lab.expect(play).to_be_visible()
    return play


def picture(page, name):
    """With `PICTURES=1` keep a picture of the whole simulator, for people; it is part of no test."""
    if os.environ.get("PICTURES"):
        SCREENSHOTS.mkdir(exist_ok=True)
        page.locator(PLAY).screenshot(path=SCREENSHOTS / f"{name}.png")


def no_overflow(page, place=PLAY):
    """Whether nothing of the simulator (or of another place) is wider than the place it has.

    What scrolls in a box of its own does not count.
    """
    return page.locator(place).evaluate(
        "box => [...box.querySelectorAll('*')].every(e => e.getBoundingClientRect().right"
        " <= box.getBoundingClientRect().right + 1 || getComputedStyle(e).display === 'none'"
        " || e.parentElement.closest('.shequ-scroll'))"
    )


def serious_findings(page, place=PLAY):
    """What axe-core finds in our own widgets that is serious or worse, one line each; none is wanted."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, context=place).response["violations"]
    return [
        f"{violation['id']}: {violation['help']} ({node['html'][:200]})"
        for violation in found
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"]
    ]


def tab_to(page, locator, limit=80):
    """Press Tab until a field has the focus, as a person without a mouse does."""
    for _ in range(limit):
        if locator.evaluate("e => e === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("the Tab key does not come there")
