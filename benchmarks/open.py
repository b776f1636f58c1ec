"""How long a chapter takes in JupyterLab until it can be read and answered, in a real Chromium.

    make bench-open [BESIDE="a checkout of another commit"]

Opens a chapter as `shequ study` does, with the server running, several times in a new browser, reloads it
then, and opens seven other chapters after it. With `--beside` the same is measured with another checkout of
the project, in turns; with that one's own environment (`.venv`), if it has one. Times are seconds from
navigation: until the first text is seen, the first form can be used, all can be used. A form can be used when
it is seen and has a field or a button; where the kernel made it, when nothing waits for it any more.

What does not come in time is said in one line, and left out of the medians; the exit code is 1 then.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psutil
from playwright.sync_api import Error

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests" / "support"))

import checkouts  # noqa: E402
import lab  # noqa: E402
from checkouts import PATIENCE, NotThere  # noqa: E402

WALK = 8  # chapters that are opened one after the other
ROWS = {
    "text": "text, s",
    "first": "first form, s",
    "all": "all forms, s",
    "requests": "requests",
    "bytes": "MB from the server",
    "shift": "layout shift",
    "models": "widget models",
    "kernels": "kernels",
    "memory": "memory of kernels, MB",
    "heap": "JavaScript heap, MB",
    "nodes": "nodes in the page",
    "reloaded": "all forms after the last reload, s",
    "walk": f"all forms of the last of {WALK} chapters, s",
    "walk kernels": "kernels then",
    "walk memory": "memory of kernels then, MB",
    "walk heap": "JavaScript heap then, MB",
}


@contextmanager
def served(checkout: Path) -> Iterator[tuple[str, psutil.Process]]:
    """Run `shequ study` of a checkout on a new folder; yields its address and process."""
    with tempfile.TemporaryDirectory(prefix="shequ-open-", ignore_cleanup_errors=True) as name:
        shared = Path(name) / "share" / "labextensions"
        shared.mkdir(parents=True)
        (shared / "shequ-course").symlink_to(checkout / "shequ_lib" / "labextension" / "prebuilt")
        environment = {
            **os.environ,
            "PYTHONPATH": str(checkout),
            "JUPYTER_PATH": str(shared.parent),
            "JUPYTER_TOKEN": lab.TOKEN,
        }
        port = lab.free_port()
        command = ["-m", "grading.cli", "study", str(Path(name) / "study"), "--no-browser", f"--port={port}"]
        said = Path(name) / "said"
        with said.open("wb") as said_to:
            server = subprocess.Popen(
                [checkouts.python(checkout), *command],
                env=environment,
                cwd=checkout,
                stdout=said_to,
                stderr=subprocess.STDOUT,
            )
        try:
            yield wait_for_server(server, said), psutil.Process(server.pid)
        finally:
            server.terminate()
            try:
                server.wait(30)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def wait_for_server(server: subprocess.Popen[bytes], said: Path) -> str:
    """Wait until a server answers, and return its address: the port that it was given may have been taken.

    Raises:
        NotThere: it does not answer; with the last line that it said.
    """
    last = time.monotonic() + PATIENCE
    text = ""
    while server.poll() is None and time.monotonic() < last:
        text = said.read_text(encoding="utf-8", errors="replace")
        if port := re.search(r"http://[\w.]+:(\d+)/", text):  # every version says it, each in its own words
            address = f"http://{lab.HOST}:{port[1]}"
            status = f"{address}/api/status?token={lab.TOKEN}"
            with suppress(OSError), urllib.request.urlopen(status, timeout=10):
                return address
        time.sleep(0.2)
    raise NotThere(f"no server: {(text.strip().splitlines() or ['it said nothing'])[-1]}")


def kernels(server: psutil.Process) -> list[int]:
    """Return what memory each kernel of a server takes, in bytes."""
    used = []
    for child in server.children(recursive=True):
        with suppress(psutil.Error):
            if "ipykernel" in " ".join(child.cmdline()):
                used.append(child.memory_info().rss)
    return used


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Kill the browser when time is up: nothing that a page is asked has a limit of its own."""

    def stop() -> None:
        for child in psutil.Process().children(recursive=True):
            with suppress(psutil.Error):
                if "chrom" in child.name():
                    child.kill()

    timer = threading.Timer(seconds, stop)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def measure(checkout: Path, chromium: str, chapter: str, reloads: int) -> dict[str, float]:
    """Open a chapter in a new browser, then others, and return what was measured.

    Raises:
        NotThere: something did not come in time.
    """
    counts = checkouts.chapters(checkout)
    with served(checkout) as (address, server), lab.browser_page(chromium, cold=True) as page:
        page.add_init_script(lab.SHIFTS)
        finished: list[Any] = []
        heard = {"models": 0, "bytes": 0}

        def note(request: Any) -> None:
            finished.append(request)

        def hear(data: str | bytes) -> None:
            raw = data if isinstance(data, bytes) else data.encode()
            heard["models"] += raw.count(b"comm_open")
            heard["bytes"] += len(raw)

        def opened(name: str) -> dict[str, float]:
            page.goto(f"{address}/doc/tree/{name}.ipynb?token={lab.TOKEN}", wait_until="commit")
            return checkouts.wait_for_forms(page, checkout, counts[name])

        def heap() -> dict[str, float]:
            client.send("HeapProfiler.collectGarbage")
            return {each["name"]: each["value"] for each in client.send("Performance.getMetrics")["metrics"]}

        page.on("websocket", lambda socket: socket.on("framereceived", hear))
        page.goto(f"{address}/api/status?token={lab.TOKEN}")  # the server has begun
        page.on("requestfinished", note)
        found = opened(chapter)
        page.wait_for_load_state("networkidle")
        found["requests"] = len(finished)
        sizes = [max(0, request.sizes()["responseBodySize"]) for request in list(finished)]
        found["bytes"] = (sum(sizes) + heard["bytes"]) / 1e6
        found["shift"] = page.evaluate("window.shifts")
        found["models"] = heard["models"]
        found["kernels"] = len(kernels(server))
        found["memory"] = sum(kernels(server)) / 2**20
        client = page.context.new_cdp_session(page)
        client.send("Performance.enable")
        metrics = heap()
        found["heap"], found["nodes"] = metrics["JSHeapUsedSize"] / 2**20, metrics["Nodes"]
        for _ in range(reloads):
            found["reloaded"] = opened(chapter)["all"]
        for name in [name for name, forms in counts.items() if forms and name != chapter][: WALK - 1]:
            found["walk"] = opened(name)["all"]
        found["walk kernels"] = len(kernels(server))
        found["walk memory"] = sum(kernels(server)) / 2**20
        found["walk heap"] = heap()["JSHeapUsedSize"] / 2**20
        return found


def main() -> None:
    """Measure, in turns, and print medians."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--beside", type=Path, help="another checkout")
    parser.add_argument("--chapter", default="06-four-meetings")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--reloads", type=int, default=7)
    asked = parser.parse_args()
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or ""
    compared = {"here": ROOT, **({"beside": asked.beside.resolve()} if asked.beside else {})}
    found: dict[str, list[dict[str, float]]] = {name: [] for name in compared}
    missing = False
    for number in range(asked.rounds):
        for name, checkout in compared.items():
            try:
                with time_limit(PATIENCE * (2 + asked.reloads + WALK)):
                    seen = measure(checkout, chromium, asked.chapter, asked.reloads)
            except (NotThere, Error) as error:
                missing = True
                print(f"round {number + 1}, {name}: did not come: {error}", file=sys.stderr, flush=True)
            else:
                found[name].append(seen)
                print(f"round {number + 1}, {name}: {seen}", file=sys.stderr, flush=True)
    print("| | " + " | ".join(compared) + " |\n|---" + "|---" * len(compared) + "|")
    for row, label in ROWS.items():
        values = [median(found[name], row) for name in compared]
        print(f"| {label} | " + " | ".join(values) + " |")
    sys.exit(missing)


def median(rounds: list[dict[str, float]], row: str) -> str:
    """Return the median of a row as it is printed."""
    if not rounds:
        return "—"
    return f"{statistics.median(each[row] for each in rounds):.2f}".rstrip("0").rstrip(".")


if __name__ == "__main__":
    main()
