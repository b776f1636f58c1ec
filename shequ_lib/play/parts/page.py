"""A page of parts, which is one widget: each part is a trait of it, and travels alone when it changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from html import escape

from shequ_lib.play import style
from shequ_lib.play.parts.part import Box, Button, Html, Part
from shequ_lib.play.picture import picture_widget
from shequ_lib.play.style import Widget
from shequ_lib.script import localise_all


class Page:
    """Shows parts below each other.

    Args:
        parts: From top to bottom.
        css_class: Classes of the whole.

    Attributes:
        widget: What is displayed.
    """

    def __init__(self, *parts: Part, css_class: str = "") -> None:
        self._top = Box(*parts, css_class=css_class)
        self._parts: dict[str, Part] = {}
        self._free: list[str] = []  # names that no part has now
        self._focused: Part | None = None  # where the keyboard goes next
        self._hearing = False
        for part in _within(self._top):
            self._take(part)
        self.widget: Widget = picture_widget(
            __file__, "parts", self._receive, **{name: _sent(part) for name, part in self._parts.items()}
        )

    def changed(self, part: Part) -> None:
        """Show a part as it is now."""
        setattr(self.widget, part.name, _sent(part))

    def focus(self, part: Part) -> None:
        """Take the keyboard to a part, once the page shows what has changed."""
        self._focused = part
        if not self._hearing:
            self._move_focus()

    def rebuilt(self) -> None:
        """Show the parts that stand in the boxes now; what stands there no more gives its name away."""
        wanted = list(_within(self._top))
        standing = set(wanted)
        for name, part in list(self._parts.items()):
            if part not in standing:
                part.page, part.name = None, ""
                del self._parts[name]
                self._free.append(name)
        for part in wanted:
            if part.page is not self:
                self._take(part)
        self._add([name for name in self._parts if not self.widget.has_trait(name)])
        with self.widget.hold_sync():
            for part in wanted:
                self.changed(part)

    def _add(self, names: Sequence[str]) -> None:
        import traitlets

        if names:
            new = {name: traitlets.Dict(_sent(self._parts[name])).tag(sync=True) for name in names}
            self.widget.add_traits(**new)

    def _take(self, part: Part) -> None:
        part.page, part.name = self, self._free.pop() if self._free else f"p{len(self._parts)}"
        self._parts[part.name] = part

    def _receive(self, _: object, content: object, __: object) -> None:
        """Let a part take what a person did to it; a message that makes no sense is dropped."""
        match content:
            case {"part": str(name), "value": value} if name in self._parts and self._parts[name].shown:
                self._hearing = True
                try:
                    with self.widget.hold_sync():
                        self._parts[name].heard(value)
                finally:
                    self._hearing = False
                    self._move_focus()

    def _move_focus(self) -> None:
        if self._focused is not None and self._focused.page is self:
            self.widget.send({"focus": self._focused.name})
        self._focused = None


def framed(
    title: str,
    parts: Sequence[Part],
    restart: Callable[..., None],
    takeaway: str,
    beside: Sequence[Part] = (),
    *,
    css: str = "",
) -> list[Part]:
    """Return the parts of a simulator in their frame.

    Args:
        title: What it is, in a few words.
        parts: Its fields and outputs from top to bottom.
        restart: What the button 重来 does.
        takeaway: What to remember, one line.
        beside: Buttons that stand beside 重来.
        css: Style rules that only this one needs.
    """
    again = Button("重来", "恢复成刚打开时的样子", restart)
    heading = Html(f"<strong>{escape(title)}</strong>")
    last = Html(f'<div class="shequ-takeaway"><strong>记住</strong> {escape(takeaway)}</div>')
    return [rules(css), heading, *parts, row(again, *beside), last]


def rules(css: str) -> Html:
    """Return the style rules that all share, and these, as a part that is not seen."""
    made = Html(f"<style>{style.CSS}{css}</style>")
    made.shown = False
    return made


def row(*parts: Part) -> Box:
    """Return buttons in a row, which wraps where there is no room."""
    return Box(*parts, css_class="shequ-buttons shequ-across")


def _within(part: Part) -> Iterator[Part]:
    """A part and all that stands in it, the outer ones first."""
    yield part
    if isinstance(part, Box):
        for child in part.children:
            yield from _within(child)


def _sent(part: Part) -> dict[str, object]:
    """What the page is told of a part, in the active script; values of a field are compared, not shown."""
    sent: dict[str, object] = localise_all(part.state)
    if "value" in part.state and part.state["kind"] != "html":
        sent["value"] = part.state["value"]
    if isinstance(part, Box):
        sent["children"] = [child.name for child in part.children]
    return sent
