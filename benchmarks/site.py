"""Measure the self-study site in Chromium: sizes, times, requests (`make bench-site`).

Cold is a browser that was never there; warm is the same browser, closed and opened again. Times are seconds
from asking for the address of a chapter, the median of five; the machine's load is printed, for it decides.
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from grading.site import build, server  # noqa: E402

RUNS = 5
CHAPTERS = {
    "no pandas": "07-importance",
    "the longest": "06-four-meetings",
    "with pandas": "11-staff-money-rooms",
}
PATIENCE = 120_000


def main() -> None:
    """Build the site if it is not there, and print the measurements as a Markdown table."""
    site = ROOT / "site"
    if not (site / build.MARK).is_file():
        build.build(site)
    print_sizes(site)
    running = server.server(site, 0)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{running.server_port}/"
    print("| chapter | | text | first form | requests | MB | first check | requests | MB |")
    print("|---|---|---|---|---|---|---|---|---|")
    for label, chapter in CHAPTERS.items():
        cold, warm = [], []
        for _ in range(RUNS):
            with tempfile.TemporaryDirectory() as profile:
                cold.append(visit(profile, address, chapter))
                warm.append(visit(profile, address, chapter))
        for name, visits in (("cold", cold), ("warm", warm)):
            columns = [statistics.median(column) for column in zip(*visits, strict=True)]
            text, form, few, small, checked, requests, size = columns
            print(
                f"| {chapter} ({label}) | {name} | {text:.1f} | {form:.1f} | {few:.0f} | {small / 1e6:.2f} "
                f"| {checked:.1f} | {requests:.0f} | {size / 1e6:.1f} |"
            )
    print(f"\nload average at the end: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


def print_sizes(site: Path) -> None:
    """Print what the site takes on disk, and what of it is for servers that send compressed files."""
    files = [path for path in site.rglob("*") if path.is_file()]
    plain = sum(
        path.stat().st_size for path in files if path.suffix not in (".br", ".gz") or "snapshot" in path.name
    )
    whole = sum(path.stat().st_size for path in files)
    print(f"{len(files)} files; {plain / 1e6:.1f} MB, {whole / 1e6:.1f} MB with the compressed copies\n")


def visit(profile: str, address: str, chapter: str) -> tuple[float, float, int, int, float, int, int]:
    """Open a chapter, answer and check; return the times, and the requests and bytes up to then.

    The time of the check is that from asking for it to its result, JupyterLite and Python included.
    """
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    assert chromium, "the measurements need Chromium"
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            profile, executable_path=chromium, args=["--no-sandbox"], viewport={"width": 1000, "height": 860}
        )
        page = context.pages[0]
        finished: list[Any] = []
        page.set_default_timeout(PATIENCE)

        def note(request: Any) -> None:
            finished.append(request)

        context.on("requestfinished", note)
        start = time.monotonic()

        def reached(condition: Callable[[Page], Any]) -> float:
            condition(page)
            return time.monotonic() - start

        page.goto(f"{address}notebooks/index.html?path={chapter}.ipynb", wait_until="commit")
        text = reached(lambda page: page.wait_for_selector("#shequ-text h1, .jp-Notebook h1"))
        form = reached(lambda page: page.wait_for_selector(".shequ-form :is(input, select, button):enabled"))
        few, small = len(finished), bytes_of(finished)
        choice = page.locator(".shequ-form-choice").first
        choice.get_by_role("radio").first.click()
        choice.get_by_text("已保存").wait_for()
        start = time.monotonic()
        choice.get_by_role("button", name="检查").click()
        checked = reached(lambda page: page.wait_for_selector(".shequ-result"))
        requests, size = len(finished), bytes_of(finished)
        context.close()
    return text, form, few, small, checked, requests, size


def bytes_of(finished: list[Any]) -> int:
    """Return how many bytes came over the network."""
    return sum(max(0, request.sizes()["responseBodySize"]) for request in finished)


if __name__ == "__main__":
    main()
