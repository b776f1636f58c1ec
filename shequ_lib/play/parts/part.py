"""The parts that a page is made of; what changes in one is sent to the page that shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from shequ_lib.play.parts.page import Page

LONGEST = 200  # characters that a field takes


class Part:
    """Anything that stands on a page.

    Args:
        kind: How `parts.js` draws it.
        css_class: Its classes.
        state: What else is sent.
    """

    def __init__(self, kind: str, css_class: str = "", **state: Any) -> None:
        self.state: dict[str, Any] = {"kind": kind, "classes": css_class.split(), "shown": True, **state}
        self.page: Page | None = None  # which shows it, under this name
        self.name = ""

    @property
    def shown(self) -> bool:
        """Whether it is seen; what is not seen takes no room and cannot be used."""
        return bool(self.state["shown"])

    @shown.setter
    def shown(self, wanted: bool) -> None:
        self._set(shown=wanted)

    def add_class(self, css_class: str) -> None:
        """Give it a class, once."""
        if css_class not in self.state["classes"]:
            self._set(classes=[*self.state["classes"], css_class])

    def remove_class(self, css_class: str) -> None:
        """Take a class away; one that it has not changes nothing."""
        self._set(classes=[each for each in self.state["classes"] if each != css_class])

    def focus(self) -> None:
        """Take the keyboard there."""
        if self.page is not None:
            self.page.focus(self)

    def heard(self, value: object) -> None:
        """Take what a person did to it; anything else is dropped."""

    def _set(self, **changes: Any) -> None:
        if any(self.state[name] != value for name, value in changes.items()):
            self.state.update(changes)
            if self.page is not None:
                self.page.changed(self)


class Box(Part):
    """Parts below each other, or as the rules of its class say."""

    def __init__(self, *children: Part, css_class: str = "") -> None:
        super().__init__("box", css_class)
        self._children = children

    @property
    def children(self) -> tuple[Part, ...]:
        """What stands in it."""
        return self._children

    @children.setter
    def children(self, children: Sequence[Part]) -> None:
        if tuple(children) != self._children:
            self._children = tuple(children)
            if self.page is not None:
                self.page.rebuilt()


class Html(Part):
    """Our own HTML; what comes from elsewhere is escaped before."""

    def __init__(self, value: str = "", css_class: str = "") -> None:
        super().__init__("html", css_class, value=value)

    @property
    def value(self) -> str:
        """The HTML."""
        return str(self.state["value"])

    @value.setter
    def value(self, html: str) -> None:
        self._set(value=html)


class Button(Part):
    """A button.

    Args:
        description: What it says; line breaks are kept.
        tooltip: What it does, in more words.
        action: What a press does.
        css_class: Its classes.
        main: Whether it is the main one.
    """

    def __init__(
        self,
        description: str,
        tooltip: str,
        action: Callable[..., None],
        css_class: str = "",
        *,
        main: bool = False,
    ) -> None:
        super().__init__(
            "button", css_class, description=description, tooltip=tooltip, main=main, disabled=False
        )
        self._action = action

    @property
    def description(self) -> str:
        """What it says."""
        return str(self.state["description"])

    @description.setter
    def description(self, text: str) -> None:
        self._set(description=text)

    @property
    def main(self) -> bool:
        """Whether it is the main one."""
        return bool(self.state["main"])

    @main.setter
    def main(self, main: bool) -> None:
        self._set(main=main)

    @property
    def disabled(self) -> bool:
        """Whether it cannot be pressed."""
        return bool(self.state["disabled"])

    @disabled.setter
    def disabled(self, disabled: bool) -> None:
        self._set(disabled=disabled)

    def click(self) -> None:
        """Press it."""
        self._action()

    def heard(self, _value: object) -> None:
        """Press it, if it can be pressed."""
        if not self.disabled:
            self.click()


class Buttons(Box):
    """Buttons that stay as many as they are."""

    def __init__(self, buttons: Iterable[Button], css_class: str = "") -> None:
        self.buttons = tuple(buttons)
        super().__init__(*self.buttons, css_class=css_class)


class Field(Part):
    """Something to fill in, which tells of each change what it held before.

    Args:
        kind: How it is drawn.
        value: What it holds at first.
        css_class: Its classes.
        state: What else is sent.
    """

    def __init__(self, kind: str, value: str | None, css_class: str = "", **state: Any) -> None:
        super().__init__(kind, css_class, **state, value=value)
        self._told: Callable[[str | None], None] | None = None

    @property
    def value(self) -> str | None:
        """What it holds."""
        held = self.state["value"]
        return held if held is None else str(held)

    @value.setter
    def value(self, value: str | None) -> None:
        before = self.value
        if value != before:
            self._set(value=value)
            if self._told is not None:
                self._told(before)

    def on_change(self, told: Callable[[str | None], None]) -> None:
        """Call this after each change, with what was held before."""
        self._told = told


class Text(Field):
    """A line to type; what is typed counts when the field is left, or at the Enter key."""

    def __init__(self, label: str, placeholder: str = "", css_class: str = "") -> None:
        super().__init__("text", "", css_class, label=label, placeholder=placeholder)

    def heard(self, value: object) -> None:
        """Take what was typed."""
        if isinstance(value, str) and len(value) <= LONGEST:
            self.value = value
            if self.page is not None:
                self.page.changed(self)  # the page holds what was typed, whatever has become of it


class Choice(Field):
    """One of several: a list that opens, or a circle beside each (`open`).

    Args:
        label: Its label.
        options: Words and value of each.
        value: What is chosen at first; None for nothing.
        css_class: Its classes.
        is_open: Whether all of them are seen.
    """

    def __init__(
        self,
        label: str,
        options: Iterable[tuple[str, str]],
        value: str | None,
        css_class: str = "",
        *,
        is_open: bool = False,
    ) -> None:
        kind = "radio" if is_open else "select"
        super().__init__(kind, value, css_class, label=label, options=[list(each) for each in options])

    @property
    def options(self) -> list[tuple[str, str]]:
        """Words and value of each."""
        return [(words, value) for words, value in self.state["options"]]

    @options.setter
    def options(self, options: Iterable[tuple[str, str]]) -> None:
        self._set(options=[list(each) for each in options])

    def heard(self, value: object) -> None:
        """Take what was chosen."""
        if value in [each for _, each in self.options]:
            self.value = str(value)
