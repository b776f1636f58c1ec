"""Drive Firefox and WebKitGTK as Debian has them, by the two standards that they speak themselves.

Playwright drives only its own builds of them, and geckodriver is in no registry. Firefox speaks WebDriver
BiDi on a socket, WebKitGTK has a driver for classic WebDriver; mouse and keys are told alike in both.
"""

from __future__ import annotations

import base64
import contextlib
import http.client
import itertools
import json
import os
import shutil
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urlsplit

import lab
import pytest
import websocket

TROUBLE = Path(__file__).parents[1] / "screenshots"  # what was in sight when something did not come
PATIENCE = 120  # seconds; an upper bound, nothing waits that long on a machine that works
SIZE = (1000, 860)
KEYS = {"Home": "\ue011", "Right": "\ue014", "Down": "\ue015"}
CONTROL = "\ue009"
FIREFOX = ("firefox-esr", "firefox")
MINI_BROWSER = "*/webkit2gtk-4.1/MiniBrowser"  # a folder for each kind of processor
PREFERENCES = {
    "app.update.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "datareporting.policy.dataSubmissionEnabled": False,
    "intl.accept_languages": "zh-CN, zh",
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,",
    "toolkit.telemetry.reportingpolicy.firstRun": False,
}
WAIT = """async (limit, ...given) => {
  for (const end = Date.now() + limit; Date.now() < end; ) {
    const found = await (FUNCTION)(...given);
    if (found) {
      return found;
    }
    await new Promise(done => setTimeout(done, 20));
  }
}"""
# Where the middle of an element is when it is in sight, and whether a click there would meet it.
MIDDLE = """element => {
  element.scrollIntoView({ block: 'center', behavior: 'instant' });
  const { left, top, width, height } = element.getClientRects()[0];
  const [x, y] = [Math.round(left + width / 2), Math.round(top + height / 2)];
  const met = document.elementFromPoint(x, y);
  const meets = element.contains(met) || met?.contains(element) || met?.closest('label')?.control === element;
  return meets ? [x, y] : `covered by ${met?.outerHTML.slice(0, 200)}`;
}"""

# Where to click: elements that move are not clicked on.
PLACE = """async (...given) => {
  const middle = MIDDLE;
  const find = () => [(FUNCTION)(...given)].find(element => element?.getClientRects().length);
  const element = find();
  if (!element) {
    return false;
  }
  const before = middle(element);
  await new Promise(done => setTimeout(done, 50));
  if (find() !== element) {
    return false; // the notebook has taken the place of the text
  }
  const now = middle(element);
  // Firefox scrolls to the middle by one pixel more or less each time it is asked
  const isStill = String(before) === String(now) || [0, 1].every(n => Math.abs(before[n] - now[n]) <= 1);
  return isStill && now;
}""".replace("MIDDLE", MIDDLE)


class Trouble(AssertionError):
    """The page or the browser did not do what it was told."""


class Engine:
    """A browser with one page.

    Attributes:
        name: what it is called.
        amiss: errors of the page, as far as the browser tells them.
        foreign: requests to other hosts, as far as the browser tells them.
        goes_on: whether a date's next part has the focus when one is full.
    """

    name: str
    goes_on: bool

    def __init__(self) -> None:
        self.amiss: list[str] = []
        self.foreign: list[str] = []

    def open(self, url: str) -> None:
        """Go to an address and wait until its page is loaded."""
        raise NotImplementedError

    def reload(self) -> None:
        self.open(self.run("() => location.href"))

    def run(self, function: str, *arguments: Any) -> Any:
        """Call a function in the page, wait for it, and return what it gives as JSON."""
        raise NotImplementedError

    def act(self, sources: list[dict[str, Any]]) -> None:
        """Move the mouse or press keys, in WebDriver's words for it."""
        raise NotImplementedError

    def picture(self, path: Path) -> None:
        """Take a picture of what is in sight, for people to look at."""
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(base64.b64decode(self._picture()))

    def _picture(self) -> str:
        raise NotImplementedError

    def until(self, function: str, *arguments: Any) -> Any:
        """Wait until a function gives something true; returns it."""
        found = self.run(WAIT.replace("FUNCTION", function), PATIENCE * 1000, *arguments)
        if not found:
            self.picture(TROUBLE / f"trouble-{self.name}.png")
            raise Trouble(f"{self.name}: not so after {PATIENCE} s: {function} {arguments}")
        return found

    def click(self, finder: str, *arguments: Any) -> None:
        """Click into the middle of the element that a function finds, once it is there and at rest."""
        place = self.until(PLACE.replace("FUNCTION", finder), *arguments)
        if isinstance(place, str):
            raise Trouble(f"{self.name}: {finder} {arguments} is {place}")
        move = {"type": "pointerMove", "x": place[0], "y": place[1], "duration": 0}
        steps = [move, {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}]
        mouse = {"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": steps}
        self.act([mouse])

    def press(self, key: str, times: int = 1, *, control: bool = False) -> None:
        """Press a key of `KEYS`, or one with a sign on it."""
        strokes = self._strokes([KEYS.get(key, key)] * times)
        if control:
            strokes = [{"type": "keyDown", "value": CONTROL}, *strokes, {"type": "keyUp", "value": CONTROL}]
        self.act([{"type": "key", "id": "keys", "actions": strokes}])

    def type(self, text: str) -> None:
        """Type a text, key by key."""
        self.act([{"type": "key", "id": "keys", "actions": self._strokes(text)}])

    @staticmethod
    def _strokes(keys: Any) -> list[dict[str, Any]]:
        return [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]


class Firefox(Engine):
    """Firefox, by WebDriver BiDi: one socket, on which it also tells what goes wrong in the page."""

    name = "Firefox"
    goes_on = True

    def __init__(self, wire: websocket.WebSocket) -> None:
        super().__init__()
        self._wire = wire
        self._numbers = itertools.count()
        self._send("session.new", capabilities={})
        self._send("session.subscribe", events=["log.entryAdded", "network.beforeRequestSent"])
        # in the tab that is there from the start the focus is in the address
        self._tab = self._send("browsingContext.create", type="tab")["context"]
        width, height = SIZE
        self._send(
            "browsingContext.setViewport", context=self._tab, viewport={"width": width, "height": height}
        )

    def _send(self, method: str, **params: Any) -> dict[str, Any]:
        number = next(self._numbers)
        self._wire.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            heard = json.loads(self._wire.recv())
            if heard.get("id") == number:
                if heard["type"] == "error":
                    raise Trouble(f"{self.name}: {method}: {heard['error']}: {heard['message']}")
                return dict(heard["result"])
            self._note(heard.get("method"), heard.get("params"))

    def _note(self, event: str | None, told: Any) -> None:
        if event == "log.entryAdded" and told["level"] == "error":
            self.amiss.append(str(told["text"])[:300])
        elif event == "network.beforeRequestSent":
            url = told["request"]["url"]
            if url.startswith("http") and urlsplit(url).hostname != "127.0.0.1":
                self.foreign.append(url)

    def open(self, url: str) -> None:
        self._send("browsingContext.navigate", context=self._tab, url=url, wait="complete")

    def run(self, function: str, *arguments: Any) -> Any:
        program = f"async given => JSON.stringify(await ({function})(...JSON.parse(given)))"
        answer = self._send(
            "script.callFunction",
            functionDeclaration=program,
            arguments=[{"type": "string", "value": json.dumps(arguments)}],
            target={"context": self._tab},
            awaitPromise=True,
            userActivation=False,
        )
        if answer["type"] == "exception":
            raise Trouble(f"{self.name}: {answer['exceptionDetails']['text']}: {function}")
        return json.loads(answer["result"].get("value", "null"))

    def act(self, sources: list[dict[str, Any]]) -> None:
        self._send("input.performActions", context=self._tab, actions=sources)

    def _picture(self) -> str:
        return str(self._send("browsingContext.captureScreenshot", context=self._tab)["data"])

    def quit(self) -> None:
        self._send("browser.close")


class WebKit(Engine):
    """WebKitGTK, by its driver: classic WebDriver, which tells nothing of the console."""

    name = "WebKitGTK"
    goes_on = False

    def __init__(self, port: int, browser: str) -> None:
        super().__init__()
        self._wire = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE + 30)
        self._session = ""
        options = {"binary": browser, "args": ["--automation"]}
        wanted = {"capabilities": {"alwaysMatch": {"webkitgtk:browserOptions": options}}}
        self._session = "/session/" + self._send("POST", "/session", wanted)["sessionId"]
        self._send("POST", "/timeouts", {"script": (PATIENCE + 20) * 1000})
        self._send("POST", "/window/rect", {"width": SIZE[0], "height": SIZE[1]})

    def _send(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        self._wire.request(method, self._session + path, body and json.dumps(body))
        response = self._wire.getresponse()
        value = json.load(response)["value"]
        if response.status != http.HTTPStatus.OK:
            raise Trouble(f"{self.name}: {path}: {value['error']}: {value['message']}")
        return value

    def open(self, url: str) -> None:
        self._send("POST", "/url", {"url": url})

    def run(self, function: str, *arguments: Any) -> Any:
        program = f"""const [given, done] = arguments;
          (async () => JSON.stringify(await ({function})(...JSON.parse(given))))().then(
            value => done({{ value }}),
            error => done({{ error: `${{error}} ${{error.stack}}` }})
          );"""
        answer = self._send("POST", "/execute/async", {"script": program, "args": [json.dumps(arguments)]})
        if "error" in answer:
            raise Trouble(f"{self.name}: {answer['error']}: {function}")
        return json.loads(answer.get("value") or "null")

    def act(self, sources: list[dict[str, Any]]) -> None:
        self._send("POST", "/actions", {"actions": sources})

    def _picture(self) -> str:
        return str(self._send("GET", "/screenshot"))

    def quit(self) -> None:
        self._send("DELETE", "")


@contextlib.contextmanager
def firefox() -> Iterator[Firefox]:
    """Start a Firefox with a profile of its own."""
    program = next(filter(None, map(shutil.which, FIREFOX)), None) or _missing("Firefox", "firefox-esr")
    with tempfile.TemporaryDirectory() as profile:
        lines = [f"user_pref({json.dumps(key)}, {json.dumps(value)});" for key, value in PREFERENCES.items()]
        Path(profile, "user.js").write_text("\n".join(lines), encoding="utf-8")
        command = [program, "--headless", "--no-remote", "--profile", profile, "--remote-debugging-port=0"]
        with _started(command, stderr=subprocess.PIPE) as process:
            address = _told(process.stderr, "WebDriver BiDi listening on ")
            # Firefox lets no page in, and takes whoever has an origin for one
            wire = websocket.create_connection(
                f"{address}/session", timeout=PATIENCE + 30, suppress_origin=True
            )
            engine = Firefox(wire)
            yield engine
            engine.quit()
            process.wait(PATIENCE)


@contextlib.contextmanager
def webkit() -> Iterator[WebKit]:
    """Start a WebKitGTK on a screen that nobody sees; what it stores is gone with it."""
    driver, screen = shutil.which("WebKitWebDriver"), shutil.which("Xvfb")
    browser = next(Path("/usr/lib").glob(MINI_BROWSER), None)
    if not (driver and screen and browser):
        _missing("WebKitGTK", "webkit2gtk-driver xvfb")
    port = lab.free_port()
    with (
        _started(
            [screen, "-displayfd", "1", "-screen", "0", "1200x1000x24"], stdout=subprocess.PIPE
        ) as shown,
        _started([driver, f"--port={port}"], DISPLAY=f":{_told(shown.stdout, '')}", LC_ALL="C.UTF-8"),
    ):
        _listens(port)
        engine = WebKit(port, str(browser))
        yield engine
        engine.quit()


def _missing(name: str, packages: str) -> NoReturn:
    if os.environ.get("CI"):
        pytest.fail(f"CI must test the site in {name}: apt install {packages}")
    pytest.skip(f"needs {name} (Debian: apt install {packages})")


@contextlib.contextmanager
def _started(
    command: list[str], *, stdout: int = subprocess.DEVNULL, stderr: int = subprocess.DEVNULL, **more: str
):
    process = subprocess.Popen(command, stdout=stdout, stderr=stderr, text=True, env={**os.environ, **more})
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _told(stream: Any, before: str) -> str:
    """What a program says after some words; all that it says later is read and dropped."""
    for line in stream:
        if before in line:
            threading.Thread(target=stream.read, daemon=True).start()
            return str(line.split(before)[1].strip()) if before else str(line.strip())
    raise Trouble("it ended before it began")


def _listens(port: int) -> None:
    """Wait until a program listens at a port; the driver does not say when it does."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.02)


ENGINES = {"firefox": firefox, "webkit": webkit}
