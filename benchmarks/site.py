"""How soon a chapter of the self-study site can be read, answered and checked, in a real Chromium.

    make bench-site [BESIDE="a checkout of another commit"]

Builds the site if it is not there, opens chapter 6, answers its first choice as soon as that can be done,
and lets it be checked. Cold is a browser that was never there; warm is the same browser, closed and opened
again. The phone is 390 pixels wide, its page runs at a sixth of this machine's speed (Python's worker does
not: Chromium cannot slow that down), and all that the server sends passes through one line of 4 Mbit/s, 80
ms after it was asked for. With `--beside` the same is measured with the site of another checkout, in turns.

Seconds are from asking for the address. Bytes and requests are those that had come over the network by
then. A form can be used when it is seen and has a field or a button; where Python made it, when nothing waits
for it any more. What does not come in time is said in one line and left out; the exit code is 1 then.
Layout shift is what Chromium counts until the check is there; memory is what the page's process has for
itself alone (USS).
"""

from __future__ import annotations

import argparse
import functools
import http.server
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from playwright.sync_api import Error, sync_playwright

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "support")]

import checkouts  # noqa: E402
import lab  # noqa: E402
from checkouts import PATIENCE, NotThere  # noqa: E402

from grading.site import build, server  # noqa: E402

SPEED = 4_000_000 / 8  # bytes a second of the phone's line
LATENCY = 0.08  # seconds
SLOWER = 6  # times, the phone's processor
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 3,
    "is_mobile": True,
    "has_touch": True,
}
DESKTOP = {"viewport": {"width": 1000, "height": 860}}
ROWS = {
    "text": "text, s",
    "first": "first form, s",
    "requests": "requests until then",
    "bytes": "MB until then",
    "all": "all forms, s",
    "memory": "memory then, MB",
    "checked": "first check, s",
    "all requests": "requests until then",
    "all bytes": "MB until then",
    "most memory": "memory then, MB",
    "shift": "layout shift",
}


class Line:
    """A line that carries so many bytes a second, however many ask at once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._free = 0.0

    def carry(self, size: int) -> None:
        """Wait until so many bytes have passed."""
        with self._lock:
            self._free = max(self._free, time.monotonic()) + size / SPEED
            wait = self._free - time.monotonic()
        time.sleep(max(0.0, wait))


class SlowHandler(server.Handler):
    """The site's own server at the end of a slow line."""

    line: Line

    def _answer(self, *, send: bool) -> None:
        time.sleep(LATENCY)
        super()._answer(send=send)

    def _copy(self, stream: IO[bytes]) -> None:
        try:
            while block := stream.read(1 << 13):
                self.line.carry(len(block))
                self.wfile.write(block)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True  # the page was left


@contextmanager
def served(site: Path, *, slow: bool) -> Iterator[str]:
    """Serve a site; yields its address."""
    kind: type[server.Handler] = type("OneLine", (SlowHandler,), {"line": Line()}) if slow else server.Handler
    handler = functools.partial(kind, folder=site.resolve(), base="/")
    running = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    running.daemon_threads = True
    threading.Thread(target=running.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{running.server_port}/"
    finally:
        running.shutdown()
        running.server_close()


def built(checkout: Path) -> Path:
    """Return the site of a checkout, built if it is not there."""
    site = checkout / "site"
    if not (site / build.MARK).is_file():
        environment = {**os.environ, "PYTHONPATH": str(checkout)}
        command = [checkouts.python(checkout), "-m", "grading.cli", "site", "--output", str(site)]
        subprocess.run(command, env=environment, cwd=checkout, check=True, stdout=sys.stderr)
    return site


def visit(profile: str, address: str, checkout: Path, chapter: str, *, phone: bool) -> dict[str, float]:
    """Open a chapter, answer and check; return what was measured.

    Raises:
        NotThere: the forms did not come in time.
        Error: something else of the page did not.
    """
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    assert chromium, "the measurements need Chromium"
    with sync_playwright() as playwright:
        look: dict[str, Any] = PHONE if phone else DESKTOP
        context = playwright.chromium.launch_persistent_context(
            profile, executable_path=chromium, args=["--no-sandbox"], **look
        )
        page = context.pages[0]
        page.set_default_timeout(PATIENCE * 1000)
        page.add_init_script(lab.SHIFTS)
        if phone:
            client = context.new_cdp_session(page)
            client.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        finished: list[Any] = []

        def note(request: Any) -> None:
            finished.append(request)

        context.on("requestfinished", note)
        start = time.monotonic()
        page.goto(f"{address}notebooks/index.html?path={chapter}.ipynb", wait_until="commit")
        found = checkouts.wait_for_forms(page, checkout, 1)
        found["requests"] = len(finished)
        few = list(finished)
        found |= checkouts.wait_for_forms(page, checkout, checkouts.chapters(checkout)[chapter])
        found["memory"] = memory()
        choice = page.locator(".shequ-form-choice").first
        choice.get_by_role("radio", checked=False).first.click()  # what was said of another answer goes
        choice.get_by_role("button", name="检查").click()
        # before that, older sites say of every exercise that it has no answer
        page.wait_for_selector(":is(.shequ-right, .shequ-partial, .shequ-wrong):visible")
        found["checked"] = time.monotonic() - start
        found["all requests"] = len(finished)
        found["most memory"] = memory()
        found["shift"] = page.evaluate("window.shifts")
        found["bytes"], found["all bytes"] = megabytes(few), megabytes(list(finished))
        context.close()
    return found


def megabytes(finished: list[Any]) -> float:
    """Return how much came over the network."""
    return sum(max(0, request.sizes()["responseBodySize"]) for request in finished) / 1e6


def memory() -> float:
    """Return the megabytes of the largest process that draws a page below this one."""
    import psutil

    used = [0.0]
    for process in psutil.Process().children(recursive=True):
        try:
            if "--type=renderer" in process.cmdline():
                used.append(process.memory_full_info().uss / 2**20)
        except psutil.Error:
            pass  # it has just ended
    return max(used)


def print_sizes(site: Path) -> None:
    """Print what the site takes on disk, and what of it is for servers that send compressed files."""
    files = [path for path in site.rglob("*") if path.is_file()]
    plain = sum(
        path.stat().st_size for path in files if path.suffix not in (".br", ".gz") or "snapshot" in path.name
    )
    whole = sum(path.stat().st_size for path in files)
    print(f"{len(files)} files; {plain / 1e6:.1f} MB, {whole / 1e6:.1f} MB with the compressed copies")


def main() -> None:
    """Measure, in turns, and print medians."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--beside", type=Path, help="another checkout")
    parser.add_argument("--chapter", default="06-four-meetings")
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    server.TYPES.setdefault(".mjs", "text/javascript; charset=utf-8")  # of older checkouts
    compared = {"here": ROOT, **({"beside": asked.beside.resolve()} if asked.beside else {})}
    sites = {name: built(checkout) for name, checkout in compared.items()}
    for name, site in sites.items():
        print(f"{name}: ", end="")
        print_sizes(site)
    found: dict[tuple[str, str], list[dict[str, float]]] = {}
    missing = False
    for number in range(asked.rounds):
        for device in ("desktop", "phone"):
            for name, site in sites.items():
                with (
                    tempfile.TemporaryDirectory() as profile,
                    served(site, slow=device == "phone") as address,
                ):
                    for visited in ("cold", "warm"):
                        which = f"round {number + 1}, {name}, {device} {visited}"
                        try:
                            seen = visit(
                                profile, address, compared[name], asked.chapter, phone=device == "phone"
                            )
                        except (NotThere, Error) as error:
                            missing = True
                            print(f"{which}: did not come: {error}", file=sys.stderr, flush=True)
                            break
                        found.setdefault((f"{device} {visited}", name), []).append(seen)
                        print(f"{which}: {seen}", file=sys.stderr, flush=True)
    print_table(found)
    print(f"\nload average at the end: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    sys.exit(missing)


def print_table(found: dict[tuple[str, str], list[dict[str, float]]]) -> None:
    """Print the medians as a Markdown table, a column for each kind of visit and checkout."""
    columns = sorted(found)
    print("\n| | " + " | ".join(f"{visited}, {name}" for visited, name in columns) + " |")
    print("|---" * (len(columns) + 1) + "|")
    for row, label in ROWS.items():
        values = [statistics.median(each[row] for each in found[column]) for column in columns]
        print(f"| {label} | " + " | ".join(f"{value:.2f}".rstrip("0").rstrip(".") for value in values) + " |")


if __name__ == "__main__":
    main()
