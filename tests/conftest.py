"""What the tests share: the folders of the project, and a real browser."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from pathlib import Path
from typing import Any

import pytest
from chance import number
from hypothesis import settings

from grading.cli import quick_imports

# As in each command of the course; before anything imports nbformat.
quick_imports.skip_iri_grammar()

# The same examples on every run, and no stop-watch: a slow machine is not a fault.
settings.register_profile("course", deadline=None, derandomize=True, max_examples=number(100))
settings.load_profile("course")

# A shell that starts the tests in the background lets them, and all that they start, ignore Ctrl+C.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

ROOT = Path(__file__).parent.parent
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "microsoft-edge")


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium; without one the test is skipped, in CI it fails."""
    path = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if path is None:
        if os.environ.get("CI"):
            pytest.fail("CI must run the browser tests: install chromium")
        pytest.skip("browser tests need Chromium (Debian: apt install chromium fonts-noto-cjk)")
    return path


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the self-study site, built once for all processes of these tests; not to be changed."""
    import site_drive

    own = tmp_path_factory.getbasetemp()
    return site_drive.built((own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "网 站")


@pytest.fixture
def room(tmp_path: Path) -> Path:
    """A class folder as `shequ teach` makes it."""
    from grading_helpers import set_up

    set_up(tmp_path / "一 个 班")
    return tmp_path / "一 个 班"


@pytest.fixture(scope="session")
def handed_out() -> dict[str, Any]:
    """The class edition of the sample chapter, as nobody has touched it; not to be changed."""
    from grading_helpers import submission

    return submission({})


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest file first: with two processes the other one has enough to do meanwhile."""
    items.sort(key=lambda item: item.get_closest_marker("site") is None)


_runs: set[str] = set()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Note the name of a run in the process that starts the others."""
    _runs.add(node.workerinput["testrunuid"])


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    """Close the browser before a test that needs none: its event loop is in the way of others."""
    one_browser = sys.modules.get("one_browser")
    if one_browser and (nextitem is None or nextitem.get_closest_marker("browser") is None):
        one_browser.close()


def pytest_sessionfinish() -> None:
    """Delete what the processes of the run shared, and stop what this one had for all of its tests."""
    import whole_course

    if play_drive := sys.modules.get("play_drive"):
        play_drive.close()
    for run in _runs:
        shutil.rmtree(whole_course.shared_folder(run), ignore_errors=True)


@pytest.fixture(autouse=True)
def _default_rulebook():
    """Each test starts from, and leaves behind, the course's own rulebook."""
    from shequ_lib import rulebook

    rulebook.use(rulebook.DEFAULT)
    yield
    rulebook.use(rulebook.DEFAULT)
