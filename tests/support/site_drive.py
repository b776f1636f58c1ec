"""Drive the self-study site as a learner does: built once, served from here, no other host in reach."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import re
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import lab
import one_browser
import pytest
import whole_course
from playwright.sync_api import BrowserContext, Locator, Page, expect

from grading.classroom import turn
from grading.master.keys import read_exercises
from grading.site import build, server
from shequ_lib.answer_cells import read_answers

ROOT = Path(__file__).parents[2]
SCREENSHOTS = Path(__file__).parents[1] / "screenshots"
BASE = "/自学/study/"  # a site must work below any path
ESSAY = "先贴公告，再请大家来谈；谈完以后，把每一条意见的结果在公开栏里告诉大家。" * 3
EARNED = re.compile(r"得 ([\d.]+) / ([\d.]+) 分")


def missing() -> str:
    """What this machine lacks for building the site; an empty text if nothing."""
    if not shutil.which("npm"):
        return "the site is built with Node.js and npm (Debian: apt install nodejs npm)"
    if importlib.util.find_spec("jupyterlite_core") is None:
        return "the site is built with JupyterLite (make .venv/installed-site)"
    return ""


def built(folder: Path) -> Path:
    """Build the site unless another process of these tests has, or say why not: in CI that is a failure."""
    if lacks := missing():
        if os.environ.get("CI"):
            pytest.fail(f"CI must test the site: {lacks}")
        pytest.skip(lacks)
    with turn.taken(folder.parent, "site"):
        if not (folder / build.MARK).exists():
            build.build(folder)
    return folder


@contextlib.contextmanager
def served(folder: Path, *, base: str = BASE) -> Iterator[str]:
    """Serve a site from this process; yields its address."""
    running = server.server(folder, 0, base=base)
    thread = threading.Thread(target=running.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{running.server_port}{base}"
    finally:
        running.shutdown()
        running.server_close()
        thread.join()


class Browser(contextlib.AbstractContextManager["Browser"]):
    """A real Chromium that keeps its profile, and reaches no host but this one.

    Attributes:
        page: its page.
        foreign: requests that went, or would have gone, to another host.
        asked: all requests.
        complaints: errors on the page's console.
    """

    page: Page

    def __init__(
        self, chromium: str, profile: Path, address: str, *, width: int = 1000, also: str = ""
    ) -> None:
        self.foreign: list[str] = []
        self.asked: list[str] = []
        self.complaints: list[str] = []
        rules = f"{also} MAP * ~NOTFOUND , EXCLUDE 127.0.0.1".strip()
        self.context: BrowserContext = one_browser.playwright().chromium.launch_persistent_context(
            profile,
            executable_path=chromium,
            args=["--no-sandbox", f"--host-resolver-rules={rules}"],
            viewport={"width": width, "height": 860},
            locale="zh-CN",
            accept_downloads=True,
            # Where the system names its files in ASCII, Chromium opens and saves none with a Chinese name.
            env={**os.environ, "LC_ALL": "C.UTF-8"},
        )
        origin = "/".join(address.split("/")[:3])
        self.context.on("request", lambda request: self._note(request.url, origin))
        self.page = self.context.pages[0]
        self.page.set_default_timeout(lab.PATIENCE)
        expect.set_options(timeout=lab.PATIENCE)
        self.page.on("console", lambda said: said.type == "error" and self.complaints.append(said.text[:300]))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)[:300]))

    def __exit__(self, *_: object) -> None:
        self.context.close()

    def _note(self, url: str, origin: str) -> None:
        self.asked.append(url)
        if not url.startswith((origin, "data:", "blob:")):
            self.foreign.append(url)


def sources() -> dict[str, object]:
    """The notebooks of all chapters with their answers."""
    return dict(whole_course.built("source").notebooks)


def solved(source: object) -> dict[str, tuple[dict, dict, object]]:
    """Spec, key and right answer of every exercise of a chapter, as a person would give it."""
    cells = read_answers(source)
    found = {}
    for exercise, (spec, key) in read_exercises(source).items():
        if spec["kind"] == "table":
            lines = [line for line in cells[exercise].splitlines() if not line.startswith("###")]
            answer: object = "\n".join(lines)
        elif spec["kind"] == "essay":
            answer = ESSAY
        else:
            answer = key["answer"]
        found[exercise] = (spec, key, answer)
    return found


def open_chapter(page: Page, forms: int) -> None:
    """Wait until a chapter can be answered: all its forms stand in its text, or the notebook is there."""
    expect(page.locator(".shequ-form").nth(forms - 1)).to_be_visible()


def open_notebook(page: Page, forms: int) -> None:
    """Let something need Python, and wait until the notebook has taken the place of the text."""
    expect(page.locator(".shequ-form").nth(forms - 1)).to_be_attached()
    # it may be on its way already, and the text gone by now
    page.evaluate("() => document.querySelector('#shequ-text [data-needs]')?.scrollIntoView()")
    taken_over(page, forms)


def open_notebook_by_check(page: Page, forms: int) -> None:
    """Let an answer be checked, and wait until the notebook is there and says how it is."""
    ticked = page.locator(".shequ-form:has(input:is([type=radio], [type=checkbox]))").first
    with lab.saved(ticked):
        ticked.locator("input:is([type=radio], [type=checkbox])").first.click()
    ticked.get_by_role("button", name="检查").click()
    taken_over(page, forms)
    expect(page.locator(".shequ-result").first).to_contain_text(EARNED)


def taken_over(page: Page, forms: int) -> None:
    """Wait until the notebook has taken the place of the text."""
    expect(page.locator("#shequ-text")).to_have_count(0)
    expect(page.locator(".shequ-form").nth(forms - 1)).to_be_attached()  # one for practice may come after


def form(page: Page, place: int) -> Locator:
    """The form of the exercise at a place, counted from 0."""
    return page.locator(".shequ-form").nth(place)


def result(page: Page, place: int) -> Locator:
    """What the check of the exercise at a place says; it is in the cell after the form's."""
    cell = (
        "ancestor::*[contains(@class, 'jp-Cell ')][1]/following-sibling::*[contains(@class, 'jp-Cell ')][1]"
    )
    return form(page, place).locator(f"xpath={cell}").locator(".shequ-result")


def check(page: Page, place: int) -> float:
    """Let an answer be checked; returns the points that the page gives."""
    button = form(page, place).get_by_role("button", name="检查")
    button.click()
    expect(result(page, place)).to_contain_text(EARNED)
    match = EARNED.search(result(page, place).inner_text())
    assert match
    return float(match[1])
