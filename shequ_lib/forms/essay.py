"""The form of `essay`: a text, and saving while the person still writes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Protocol

from shequ_lib.exercises.literal import TEXT_STUB
from shequ_lib.exercises.normalise import Spec, fold
from shequ_lib.forms.base import NOT_SAVED, Answer, Form
from shequ_lib.forms.link import OpenComm, open_comm
from shequ_lib.play.style import Widget
from shequ_lib.script import localise

PAUSE = 1.5  # seconds without typing after which the text is saved


class Timer(Protocol):
    """Something that will happen later and can be called off."""

    def cancel(self) -> None:
        """Call it off."""


Later = Callable[[float, Callable[[], None]], Timer | None]


def later(seconds: float, action: Callable[[], None]) -> Timer | None:
    """Run `action` after `seconds`, or at once where there is no event loop (no kernel)."""
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        action()
        return None
    return loop.call_later(seconds, action)


class EssayForm(Form):
    """A text area. A pause in typing saves, so closing the page loses at most a few words."""

    def __init__(self, spec: Spec, opener: OpenComm = open_comm, wait: Later = later) -> None:
        self._wait = wait
        self._timer: Timer | None = None
        super().__init__(spec, opener)

    def fields(self) -> list[Widget]:
        """Build the text area and the count of characters; the rubric stands in the question."""
        import ipywidgets as widgets

        self.text = widgets.Textarea(
            description="你的回答",
            placeholder="写在这里，会自动保存",
            rows=8,
            style={"description_width": "initial"},
        )
        self.text.add_class("shequ-field")
        self.text.observe(self._typed, "value")
        self.count = widgets.HTML()
        self._count()
        return [self.text, self.count]

    def read(self) -> object:
        """Return the text, None if there is none."""
        return self.text.value.strip() or None

    def fill(self, value: Answer) -> None:
        """Put a text into the text area."""
        if value is None or value.strip() != self.text.value.strip():
            self.text.value = value or ""

    def source_of(self, value: object) -> str:
        """The answer cell is Markdown: the text itself."""
        return localise(TEXT_STUB) if value is None else str(value)

    def value_of(self, source: str) -> object:
        """Return the text of the answer cell, None where it is still the stub."""
        return None if fold(source) in ("", fold(TEXT_STUB)) else source

    def has_check(self) -> bool:
        """An essay is read by the instructor."""
        return False

    def runs_on_change(self) -> bool:
        """There is no check cell."""
        return False

    def close(self) -> None:
        """Save what is not saved yet, then close."""
        if self._timer is not None:
            self._timer.cancel()
            self._save()
        super().close()

    def page_saved(self, source: str | None) -> None:
        """Say that the text is on disk, unless more was typed meanwhile."""
        super().page_saved(source)
        if self._timer is not None:
            self._say(NOT_SAVED)

    def _typed(self, *_: object) -> None:
        self._count()
        if self._filling:
            return
        self._touched = True
        self._say(NOT_SAVED)
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self._wait(PAUSE, self._save)

    def _save(self) -> None:
        self._timer = None
        self.changed()

    def _count(self) -> None:
        written = sum(not character.isspace() for character in self.text.value)
        wanted = self.spec.get("min_chars")
        self.count.value = f"已写 {written} 字" + (f"（建议不少于 {wanted} 字）" if wanted else "")
