"""How long a chapter takes in JupyterLab until it can be read and answered, in a real Chromium.

    make bench-open [BESIDE="a checkout of another commit"]

Opens a chapter as `shequ study` does, with the server running, several times in a new browser, and reloads it
then. With `--beside` the same is measured with another checkout of the project, in turns. Times are seconds
from navigation: until the first text stands there, the first form can be used, all can be used. A form can be
used when it stands in the page; where forms came from the kernel, when nothing waits for it any more.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

import lab  # noqa: E402

WHEN = """
async forms => {
  const seen = { text: 0, first: 0, all: 0 };
  const look = () => {
    const count = document.querySelectorAll('.shequ-form').length;
    const waits = document.querySelectorAll('.shequ-role-form.shequ-stale').length;
    seen.text ||= document.querySelector('.jp-RenderedMarkdown h1') ? performance.now() : 0;
    seen.first ||= count ? performance.now() : 0;
    seen.all ||= count >= forms && !waits ? performance.now() : 0;
    return seen.text && seen.first && seen.all;
  };
  while (!look()) {
    await new Promise(requestAnimationFrame);
  }
  return seen;
}
"""
ROWS = {
    "text": "text, s",
    "first": "first form, s",
    "all": "all forms, s",
    "reloaded": "all forms after the last reload, s",
    "shift": "layout shift",
    "models": "widget models",
    "kernels": "kernels",
    "memory": "memory of kernels, MB",
    "heap": "JavaScript heap, MB",
    "nodes": "nodes in the page",
}


@contextmanager
def served(checkout: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Run `shequ study` of a checkout on a new folder; yields its address and process."""
    with tempfile.TemporaryDirectory(prefix="shequ-open-") as name:
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
        server = subprocess.Popen(
            [sys.executable, *command], env=environment, cwd=checkout, stdout=subprocess.PIPE, text=True
        )
        assert server.stdout is not None
        try:
            for line in server.stdout:
                if "网页地址：" in line:
                    break
            yield f"http://{lab.HOST}:{port}", server
        finally:
            server.terminate()
            server.wait()


def measure(checkout: Path, chromium: str, chapter: str, forms: int, reloads: int) -> dict[str, float]:
    """Open a chapter in a new browser, and return what was measured."""
    import psutil

    with served(checkout) as (address, server), lab.browser_page(chromium, cold=True) as page:
        page.add_init_script(lab.SHIFTS)
        models = 0

        def count(data: Any) -> None:
            nonlocal models
            raw = data if isinstance(data, bytes) else str(data).encode()
            models += raw.count(b"comm_open")

        page.on("websocket", lambda socket: socket.on("framereceived", count))
        url = f"{address}/doc/tree/{chapter}.ipynb?token={lab.TOKEN}"
        page.goto(f"{address}/api/status?token={lab.TOKEN}")  # the server has begun
        page.goto(url, wait_until="commit")
        seen = page.evaluate(WHEN, forms)
        page.wait_for_load_state("networkidle")
        found = {name: seen[name] / 1000 for name in ("text", "first", "all")}
        found["shift"] = page.evaluate("window.shifts")
        found["models"] = models
        kernels = [
            child
            for child in psutil.Process(server.pid).children(True)
            if "ipykernel" in " ".join(child.cmdline())
        ]
        found["kernels"] = len(kernels)
        found["memory"] = sum(kernel.memory_info().rss for kernel in kernels) / 2**20
        client = page.context.new_cdp_session(page)
        client.send("Performance.enable")
        metrics = {each["name"]: each["value"] for each in client.send("Performance.getMetrics")["metrics"]}
        found["heap"], found["nodes"] = metrics["JSHeapUsedSize"] / 2**20, metrics["Nodes"]
        for _ in range(reloads):
            page.goto(url, wait_until="commit")
            seen = page.evaluate(WHEN, forms)
        found["reloaded"] = seen["all"] / 1000
        return found


def main() -> None:
    """Measure, in turns, and print medians."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--beside", type=Path, help="another checkout")
    parser.add_argument("--chapter", default="06-four-meetings")
    parser.add_argument("--forms", type=int, default=24, help="how many forms the chapter has")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--reloads", type=int, default=7)
    asked = parser.parse_args()
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or ""
    checkouts = {"here": ROOT, **({"beside": asked.beside.resolve()} if asked.beside else {})}
    found: dict[str, list[dict[str, float]]] = {name: [] for name in checkouts}
    for number in range(asked.rounds):
        for name, checkout in checkouts.items():
            found[name].append(measure(checkout, chromium, asked.chapter, asked.forms, asked.reloads))
            print(f"round {number + 1}, {name}: {found[name][-1]}", file=sys.stderr, flush=True)
    print("| | " + " | ".join(checkouts) + " |\n|---" * 1 + "|---" * len(checkouts) + "|")
    for row, label in ROWS.items():
        values = [statistics.median(each[row] for each in found[name]) for name in checkouts]
        print(f"| {label} | " + " | ".join(f"{value:.2f}".rstrip("0").rstrip(".") for value in values) + " |")


if __name__ == "__main__":
    main()
