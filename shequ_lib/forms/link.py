"""The comm between one form and the page: the only place that knows the message names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

TARGET = "shequ:exercise"
PROTOCOL = 1


class Comm(Protocol):
    """What the form needs of a Jupyter comm; tests pass an object of their own."""

    def send(self, data: dict[str, Any]) -> None:
        """Send one message to the page."""

    def on_msg(self, callback: Callable[[Mapping[str, Any]], None]) -> None:
        """Call `callback` with every message from the page."""

    def on_close(self, callback: Callable[[Mapping[str, Any]], None]) -> None:
        """Call `callback` when the page closes the comm."""

    def close(self) -> None:
        """Close the comm from this side."""


class Listener(Protocol):
    """What a form does when the page says something."""

    def page_ready(self, source: str) -> None:
        """The page has found the answer cell, whose text is `source`."""

    def page_saved(self, source: str | None) -> None:
        """The notebook is on disk, with this answer; None if only what was in the cell already."""

    def page_failed(self, message: str) -> None:
        """The answer could not be written or saved; `message` is a line of Chinese."""

    def page_gone(self) -> None:
        """The page cannot write answer cells."""


OpenComm = Callable[[dict[str, Any]], Comm]


def open_comm(data: dict[str, Any]) -> Comm:
    """Open a real comm to the page.

    Args:
        data: What the page is told on opening.

    Returns:
        The open comm.
    """
    import comm

    opened: Comm = comm.create_comm(target_name=TARGET, data=data)
    return opened


class Link:
    """Speaks the protocol of one exercise over one comm.

    `ready` is true from the page's "ready" until the comm is closed; only then may an answer be sent.
    """

    def __init__(self, exercise: str, kind: str, listener: Listener, opener: OpenComm = open_comm) -> None:
        self.ready = False
        self._listener = listener
        self._comm = opener({"exercise": exercise, "kind": kind, "protocol": PROTOCOL})
        self._comm.on_msg(self._receive)
        self._comm.on_close(self._gone)

    def answer(self, source: str, *, run: bool) -> None:
        """Ask the page to write `source` into the answer cell, and to run the check cell if `run`."""
        self._comm.send({"type": "answer", "source": source, "run": run})

    def run(self) -> None:
        """Ask the page to run the answer cell and the check cell."""
        self._comm.send({"type": "run"})

    def close(self) -> None:
        """Close the comm; nothing is heard of it any more."""
        self.ready = False
        self._comm.close()

    def _receive(self, message: Mapping[str, Any]) -> None:
        data = message.get("content", {}).get("data", {})
        kind = data.get("type")
        if kind == "ready":
            self.ready = True
            self._listener.page_ready(str(data.get("source") or ""))
        elif kind == "saved":
            self._listener.page_saved(data.get("source"))
        elif kind == "failed":
            self._listener.page_failed(str(data.get("message") or "原因不明。"))

    def _gone(self, _message: Mapping[str, Any]) -> None:
        self.ready = False
        self._listener.page_gone()
