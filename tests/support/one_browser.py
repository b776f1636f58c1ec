"""One Chromium for all tests of a process, and one window of it.

To start it, and to fetch JupyterLab's scripts and compile them anew, takes longer than most tests do.
Between two tests all is closed and forgotten, but for the cache.
"""

from __future__ import annotations

import atexit
import contextlib
import os
from collections.abc import Iterator
from functools import cache
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, CDPSession, Playwright, sync_playwright

STORES = "cookies,local_storage,indexeddb,service_workers,cache_storage,file_systems"
# Messages between page and kernel come late, each by a time of its own, but in the same order: a test that
# does not wait for the kernel's answer fails now and then.
SLOW_WIRE = """(() => {
    const late = (queue, deliver) => {
        queue.push(deliver);
        setTimeout(() => queue.shift()(), Math.random() * %d);
    };
    const sent = [], heard = [];
    window.WebSocket = class extends WebSocket {
        send(data) {
            late(sent, () => super.send(data));
        }
        set onmessage(hear) {
            super.onmessage = event => late(heard, () => hear.call(this, event));
        }
        get onmessage() {
            return super.onmessage;
        }
    };
})()"""
_open = contextlib.ExitStack()
_owner = os.getpid()  # a process that was forked from it closes nothing


@cache
def playwright() -> Playwright:
    """Return Playwright, of which a process has one at a time."""
    return _open.enter_context(sync_playwright())


def browser(chromium: str) -> Browser:
    """Return the Chromium, started if it is not there."""
    if not _browser(chromium).is_connected():
        close()
    return _browser(chromium)


@cache
def _browser(chromium: str) -> Browser:
    started = playwright().chromium.launch(executable_path=chromium, args=["--no-sandbox"])
    _open.callback(started.close)
    return started


def new_window(chromium: str, *, fingers: bool = False) -> BrowserContext:
    """Return a window of its own, with nothing in the cache; with `fingers`, one that can be touched."""
    context = browser(chromium).new_context(locale="zh-CN", has_touch=fingers)
    if most := os.environ.get("SLOW_WIRE"):
        context.add_init_script(SLOW_WIRE % int(most))
    return context


@cache
def _window(chromium: str) -> tuple[BrowserContext, CDPSession]:
    """Return the window that stays, with an empty tab that keeps it open and forgets what was stored."""
    context = new_window(chromium)
    return context, context.new_cdp_session(context.new_page())


@contextlib.contextmanager
def window(chromium: str, asked: list[str]) -> Iterator[BrowserContext]:
    """Yield the window, which is left as if it were new; `asked` takes the addresses of all requests."""
    browser(chromium)
    context, session = _window(chromium)
    empty = context.pages[0]

    def note(request: object) -> None:
        asked.append(request.url)  # type: ignore[attr-defined]

    context.on("request", note)
    try:
        yield context
    finally:
        context.remove_listener("request", note)
        for page in context.pages:
            if page is not empty:
                page.close()
        parts = {urlsplit(url) for url in asked if url.startswith("http")}
        for origin in {f"{part.scheme}://{part.netloc}" for part in parts}:
            session.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": STORES})
        context.clear_cookies()


@atexit.register
def close() -> None:
    """Close it; whoever needs it starts it again."""
    if os.getpid() == _owner:
        for made in (_window, _browser, playwright):
            made.cache_clear()
        _open.close()
