"""How long a slider of the community sheet takes until its chart is drawn anew, in a real Chromium.

    make bench-slider

Opens the simulator in JupyterLab as a trainee does and moves three sliders a hundred times each. A move is
measured inside the page: from the input event of the slider until the chart has changed in the document and
the next frame begins, in which it is painted. Every move waits for the one before. Prints the median and the
worst of each hundred, in milliseconds.
"""

from __future__ import annotations

import os
import platform
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "support"))

import lab
import play_drive

MOVES = 100
WARM_UP = 10  # moves that are not counted: the first ones load and compile what the others use
# Slider, the values that it takes in turn, and the chart that follows. Each value redraws that chart.
SLIDERS = (
    ("常住户数", range(2320, 2320 + 10 * (MOVES + WARM_UP), 10), ".shequ-panel .rooms"),
    ("暂住人口", range(1000, 1000 + 50 * (MOVES + WARM_UP), 50), ".shequ-panel .money"),
    ("企业退休人员", (500, 490) * ((MOVES + WARM_UP) // 2), ".shequ-panel .posts"),
)

MEASURE = """
async ([label, values, selector]) => {
  const slider = document.querySelector(`.shequ-panel input[type=range][aria-label^="${label}"]`);
  const chart = document.querySelector(selector);
  const times = [];
  for (const value of values) {
    const drawn = new Promise((resolve, reject) => {
      const observer = new MutationObserver(() => {
        observer.disconnect();
        requestAnimationFrame(() => resolve(performance.now()));
      });
      observer.observe(chart, { childList: true, subtree: true, characterData: true });
      setTimeout(() => reject(new Error(`${label} ${value}: no new chart`)), 10000);
    });
    slider.value = value;
    const start = performance.now();
    slider.dispatchEvent(new Event('input', { bubbles: true }));
    times.push((await drawn) - start);
    await new Promise(resolve => setTimeout(resolve, 60));
  }
  return times;
}
"""


def main() -> None:
    """Measure, and print one line for each slider."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        sys.exit("no Chromium found")
    folder = play_drive.notebook(Path(tempfile.mkdtemp()) / "study", "community_sheet", "free=True")
    with lab.served(folder) as address, lab.browser_page(chromium, width=1000, cold=True) as page:
        play_drive.open_play(page, address)
        lab.expect(page.locator(".shequ-panel .figure").first).to_be_visible()
        lab.expect(page.locator(".shequ-panel .rooms svg")).to_be_visible()
        print(
            f"Chromium {page.context.browser.version}, Python {platform.python_version()}, "
            f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
        )
        for label, values, chart in SLIDERS:
            times = page.evaluate(MEASURE, [label, list(values), chart])[WARM_UP:]
            median, worst = statistics.median(times), max(times)
            print(f"{label}: {len(times)} moves, median {median:.0f} ms, worst {worst:.0f} ms")
            if "--all" in sys.argv:
                print(*(f"{time:.0f}" for time in times))


if __name__ == "__main__":
    main()
