"""Drive a course notebook in JupyterLab as a trainee does: the forms, by mouse and keyboard."""

from __future__ import annotations

import contextlib
import json
import os
import re
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import one_browser
from playwright.sync_api import BrowserContext, Locator, Page, expect

SAVED = re.compile("已保存|已运行并保存")
PATIENCE = 120_000  # milliseconds; an upper bound, nothing waits that long on a machine that works
HOST = "127.0.0.1"
TOKEN = "test"
# Adds up in `window.shifts` what Chromium counts as layout shift.
SHIFTS = """
window.shifts = 0;
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) {
    window.shifts += entry.hadRecentInput ? 0 : entry.value;
  }
}).observe({ type: 'layout-shift', buffered: true });
"""


@contextlib.contextmanager
def served(folder: Path, *options: str, command: str = "study") -> Iterator[str]:
    """Run `shequ study` (or `teach`) on a folder without opening a browser; yields the address."""
    port = next_port()
    arguments = ["-m", "grading.cli", command, str(folder), "--no-browser", f"--port={port}", *options]
    with _running(arguments, port) as address:
        yield address


@contextlib.contextmanager
def opened(folder: Path, who: str, *, before: str = "", release: Path | None = None) -> Iterator[str]:
    """Open JupyterLab on a folder as `shequ study` or `shequ teach` does, without preparing the folder.

    `before` is Python that runs first in the server's process: a test may take a wall away there.
    """
    port = next_port()
    program = _program(folder, who, port, release, before)
    with _running(["-c", program], port) as address:
        yield address


@contextlib.contextmanager
def server(folder: Path, port: int, release: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Open JupyterLab as `opened` does, at a port; yields the address and the server's process."""
    program = _program(folder, "study", port, release)
    with _process(["-c", program]) as process:
        yield f"http://{HOST}:{port}", process


def _program(folder: Path, who: str, port: int, release: Path | None, before: str = "") -> str:
    """Python that opens JupyterLab on a folder as a command of the course does."""
    released = f"Path({str(release)!r})" if release else None
    return (
        "from pathlib import Path\n"
        f"{before}\n"
        "from grading.cli import quick_imports\n"
        "quick_imports.skip_iri_grammar()\n"
        "from grading.jupyter.lab import open_lab\n"
        f"open_lab(Path({str(folder)!r}), {who!r}, port={port}, browser=False, release={released})\n"
    )


def free_port() -> int:
    with socket.socket() as free:
        free.bind((HOST, 0))
        port: int = free.getsockname()[1]
        return port


_ports: list[int] = []


def next_port() -> int:
    """Return a port for a server: if it can be, one that an earlier server of these tests had.

    At an address where it was before the browser finds JupyterLab's scripts in its cache, and compiled.
    """
    for port in _ports:
        with socket.socket() as again, contextlib.suppress(OSError):
            again.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as a server does
            again.bind((HOST, port))
            return port
    _ports.append(free_port())
    return _ports[-1]


def kernels(address: str) -> list[str]:
    """The ids of the kernels that run."""
    with urllib.request.urlopen(f"{address}/api/kernels?token={TOKEN}") as answer:
        return [kernel["id"] for kernel in json.load(answer)]


def stop_kernels(address: str) -> None:
    """Stop all kernels, as closing the course does."""
    for number in kernels(address):
        request = urllib.request.Request(f"{address}/api/kernels/{number}?token={TOKEN}", method="DELETE")
        with urllib.request.urlopen(request):
            pass


@contextlib.contextmanager
def _running(arguments: list[str], port: int) -> Iterator[str]:
    with _process(arguments):
        yield f"http://{HOST}:{port}"


@contextlib.contextmanager
def _process(arguments: list[str]) -> Iterator[subprocess.Popen[str]]:
    environment = {**os.environ, "JUPYTER_TOKEN": TOKEN, "PYTHONUTF8": "1"}
    server = subprocess.Popen(
        [sys.executable, *arguments],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert server.stdout is not None
    try:
        lines = []
        for line in server.stdout:
            lines.append(line)
            if "网页地址：" in line:
                break
        else:
            raise AssertionError("JupyterLab did not start:\n" + "".join(lines))
        # What it says from now on is read and dropped: a full pipe would hold it up for ever.
        threading.Thread(target=server.stdout.read, daemon=True).start()
        yield server
    finally:
        server.terminate()
        try:
            server.wait(PATIENCE / 1000)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


@contextlib.contextmanager
def browser_page(
    chromium: str, *, width: int = 1280, height: int = 900, cold: bool = False, fingers: bool = False
) -> Iterator[Page]:
    """Open a page in a real, headless Chromium; requests to any other host fail the test.

    `cold` gives it a window of its own, with nothing in the cache; so does `fingers`, and it can be touched.
    With `SLOW_WIRE=120` in the environment, the kernel's and the page's messages are up to 120 ms late.
    """
    asked: list[str] = []
    expect.set_options(timeout=PATIENCE)
    with _window(chromium, asked, cold=cold or fingers, fingers=fingers) as context:
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": height})
        yield page
    foreign = [url for url in asked if url.startswith("http") and urlsplit(url).hostname != HOST]
    assert not foreign, foreign


@contextlib.contextmanager
def _window(chromium: str, asked: list[str], *, cold: bool, fingers: bool) -> Iterator[BrowserContext]:
    if not cold:
        with one_browser.window(chromium, asked) as context:
            yield context
        return
    context = one_browser.new_window(chromium, fingers=fingers)
    context.on("request", lambda request: asked.append(request.url))
    try:
        yield context
    finally:
        context.close()


def kernel_is_idle(page: Page) -> None:
    """Wait until the notebook has its kernel: what is run before that is not run, and nobody says so."""
    expect(page.get_by_role("button", name=re.compile("Python 3 .*空闲"))).to_be_visible()


def open_chapter(page: Page, address: str, notebook: str, forms: int) -> None:
    """Open a notebook and wait until as many forms are there, and the page is shown."""
    page.goto(f"{address}/doc/tree/{notebook}?token={TOKEN}")
    expect(page.locator(".shequ-form").nth(forms - 1)).to_be_attached()  # one for practice may come after
    expect(page.locator(".jp-Notebook").first).to_be_visible()  # nothing takes the focus before


def form_of(page: Page, kind: str) -> Locator:
    """Return the first form of a kind."""
    return page.locator(f".shequ-form-{kind}").first


def answer(page: Page, spec: dict[str, Any], value: Any, form: Locator | None = None) -> None:
    """Give `value` as the answer, in the first form of its kind or the given one; wait until it is saved.

    Each step must change something, as each is waited for.
    """
    form = form or form_of(page, spec["kind"])
    form.evaluate("form => form.scrollIntoView({ block: 'center' })")  # it may be drawn anew meanwhile
    _FILL[spec["kind"]](page, form, spec, value)


@contextlib.contextmanager
def saved(form: Locator) -> Iterator[None]:
    """Wait until what is done inside is saved: at a change the form says at once that it is being saved."""
    yield
    expect(status_of(form)).to_contain_text(SAVED)


def status_of(form: Locator) -> Locator:
    """Return the line of a form that says what has become of the answer."""
    return form.locator(".shequ-said")


def shows(page: Page, spec: dict[str, Any], value: Any, form: Locator | None = None) -> bool:
    """Tell whether a form comes to show an answer; it fills its fields one by one."""
    last = time.monotonic() + 30
    while time.monotonic() < last:
        found = shown(page, spec, form)
        if (float(found or "nan") if spec["kind"] == "number" else found) == value:
            return True
        # a tab that is not in front draws nothing or seldom
        page.evaluate("() => new Promise(done => { requestAnimationFrame(done); setTimeout(done, 100); })")
    return False


def shown(page: Page, spec: dict[str, Any], form: Locator | None = None) -> Any:
    """Return the answer that the first form of the kind, or the given one, shows now."""
    return _READ[spec["kind"]](form or form_of(page, spec["kind"]), spec)


def _fill_choice(page: Page, form: Locator, spec: dict[str, Any], value: str) -> None:
    form.get_by_role("radio").nth(list(spec["options"]).index(value)).focus()
    with saved(form):
        page.keyboard.press("Space")


def _fill_choices(page: Page, form: Locator, spec: dict[str, Any], value: list[str]) -> None:
    for letter in value:
        with saved(form):
            form.get_by_role("checkbox").nth(list(spec["options"]).index(letter)).check()


def _fill_order(page: Page, form: Locator, spec: dict[str, Any], value: list[str]) -> None:
    order = _read_order(form, spec)
    if order == value:
        with saved(form):
            form.get_by_role("button", name="就用这个次序").click()
    for place, item in enumerate(value):
        for now in range(order.index(item), place, -1):
            with saved(form):
                form.get_by_role("button", name=f"上移：{item}", exact=True).focus()
                page.keyboard.press("Enter")
            order.insert(now - 1, order.pop(now))
            assert _read_order(form, spec) == order


def _fill_match(page: Page, form: Locator, spec: dict[str, Any], value: dict[str, str]) -> None:
    for item, target in value.items():
        with saved(form):
            form.get_by_role("combobox").nth(spec["items"].index(item)).select_option(target)


def _fill_sort(page: Page, form: Locator, spec: dict[str, Any], value: dict[str, str]) -> None:
    for item, target in value.items():
        with saved(form):
            form.locator(f'[data-card="{spec["items"].index(item)}"]').select_option(target)


def _fill_spot(page: Page, form: Locator, spec: dict[str, Any], value: dict[str, str]) -> None:
    for line, rule in value.items():
        form.get_by_role("checkbox").nth(int(line) - 1).check()
        with saved(form):
            form.get_by_label(f"第 {line} 行违反哪一条", exact=True).select_option(rule)


def _fill_fill(page: Page, form: Locator, spec: dict[str, Any], value: dict[str, Any]) -> None:
    for field in spec["fields"]:
        if field["label"] in value:
            given, control = str(value[field["label"]]), _gap(form, spec, field)
            with saved(form):
                if field["type"] == "choice":
                    control.select_option(given)
                else:
                    control.fill(given)
                    page.keyboard.press("Tab")


def _gap(form: Locator, spec: dict[str, Any], field: dict[str, Any]) -> Locator:
    """Return the control of a field; they stand in the order of the spec."""
    return form.locator(".shequ-gap").nth(spec["fields"].index(field)).locator("input, select")


def _fill_decide(page: Page, form: Locator, spec: dict[str, Any], value: dict[str, str]) -> None:
    for place, letter in enumerate(value.values(), start=1):
        step = form.get_by_role("group", name=f"第 {place} 步")
        with saved(form):
            step.get_by_role("radio").nth("ABCDE".index(letter)).check()


def _fill_number(page: Page, form: Locator, spec: dict[str, Any], value: float) -> None:
    form.get_by_role("textbox").click()
    with saved(form):
        page.keyboard.type(str(value))


def _fill_date(page: Page, form: Locator, spec: dict[str, Any], value: str) -> None:
    with saved(form):
        form.locator("input[type=date]").fill(value)
        page.keyboard.press("Tab")


def _fill_schedule(page: Page, form: Locator, spec: dict[str, Any], value: dict[str, str]) -> None:
    for label, day in value.items():
        with saved(form):
            form.locator("input[type=date]").nth(spec["fields"].index(label)).fill(day)
            page.keyboard.press("Tab")


def _fill_table(page: Page, form: Locator, spec: dict[str, Any], value: str) -> None:
    _editor(form).click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(value)
    form.get_by_role("button", name="运行并检查").click()
    expect(status_of(form)).to_have_text("已运行并保存")


def _editor(form: Locator) -> Locator:
    """Return where the code of a `table` is typed: the answer cell before the form."""
    cell = "ancestor::*[contains(@class, 'jp-Cell ')][1]"
    before = "preceding-sibling::*[contains(@class, 'shequ-role-answer')][1]"
    return form.locator(f"xpath={cell}/{before}").locator(".cm-content")


def _fill_essay(page: Page, form: Locator, spec: dict[str, Any], value: str) -> None:
    form.get_by_role("textbox").click()
    with saved(form):
        page.keyboard.insert_text(value)


def _read_choice(form: Locator, spec: dict[str, Any]) -> Any:
    letters = _read_choices(form, spec, role="radio")
    return letters[0] if letters else None


def _read_choices(form: Locator, spec: dict[str, Any], role: Any = "checkbox") -> Any:
    return [x for i, x in enumerate(spec["options"]) if form.get_by_role(role).nth(i).is_checked()]


def _read_order(form: Locator, spec: dict[str, Any]) -> Any:
    texts = form.locator(".shequ-order .shequ-item").all_inner_texts()
    return [text.split("．", 1)[1].strip() for text in texts]


def _read_match(form: Locator, spec: dict[str, Any]) -> Any:
    lists = form.get_by_role("combobox")
    chosen = {item: lists.nth(i).input_value() for i, item in enumerate(spec["items"])}
    return {item: target for item, target in chosen.items() if target}


def _read_sort(form: Locator, spec: dict[str, Any]) -> Any:
    lists = [form.locator(f'[data-card="{place}"]') for place in range(len(spec["items"]))]
    chosen = {item: one.input_value() for item, one in zip(spec["items"], lists, strict=True)}
    return {item: target for item, target in chosen.items() if target}


def _read_spot(form: Locator, spec: dict[str, Any]) -> Any:
    rows = form.locator(".shequ-document li").all()
    lists = {str(line): row.locator("select") for line, row in enumerate(rows, start=1)}
    return {line: one.input_value() for line, one in lists.items() if one.count()}


def _read_fill(form: Locator, spec: dict[str, Any]) -> Any:
    shown = {field["label"]: _gap(form, spec, field).input_value() for field in spec["fields"]}
    numbers = [field["label"] for field in spec["fields"] if field["type"] == "number"]
    return {label: float(text) if label in numbers else text for label, text in shown.items() if text}


def _read_decide(form: Locator, spec: dict[str, Any]) -> Any:
    chosen, number = {}, 1
    for step in form.locator(".shequ-step:has(input)").all():
        radios = step.get_by_role("radio").all()
        letters = [letter for letter, radio in zip("ABCDE", radios, strict=False) if radio.is_checked()]
        if letters:
            chosen[str(number)] = letters[0]
            number = spec["steps"][number - 1]["options"][letters[0]]["then"]
    return chosen


def _read_dates(form: Locator, spec: dict[str, Any]) -> Any:
    days = [field.input_value() for field in form.locator("input[type=date]").all()]
    return {label: day for label, day in zip(spec["fields"], days, strict=True) if day}


_FILL = {
    "choice": _fill_choice,
    "choices": _fill_choices,
    "order": _fill_order,
    "match": _fill_match,
    "sort": _fill_sort,
    "spot": _fill_spot,
    "fill": _fill_fill,
    "decide": _fill_decide,
    "number": _fill_number,
    "date": _fill_date,
    "schedule": _fill_schedule,
    "table": _fill_table,
    "essay": _fill_essay,
}
_READ = {
    "choice": _read_choice,
    "choices": _read_choices,
    "order": _read_order,
    "match": _read_match,
    "sort": _read_sort,
    "spot": _read_spot,
    "fill": _read_fill,
    "decide": _read_decide,
    "number": lambda form, spec: form.get_by_role("textbox").input_value(),
    "date": lambda form, spec: form.locator("input[type=date]").input_value(),
    "schedule": _read_dates,
    "essay": lambda form, spec: form.get_by_role("textbox").input_value(),
    "table": lambda form, spec: "\n".join(_editor(form).locator(".cm-line").all_text_contents()),
}
