"""Widgets whose texts appear in the active script, simplified or traditional."""

from __future__ import annotations

import re
from typing import Any

import ipywidgets as widgets

from shequ_lib.script import localise

_SHOWN = ("description", "placeholder", "tooltip", "titles", "_options_labels")  # of a widget, to people
_VERBATIM = re.compile("(<pre.*?</pre>)", re.DOTALL)


def install() -> None:
    """Show the texts of all widgets of this kernel in the active script; what a person types stays."""
    plain = widgets.Widget.get_state
    if getattr(plain, "localised", False):
        return

    def get_state(self: Any, key: Any = None, drop_defaults: bool = False) -> dict[str, Any]:
        state: dict[str, Any] = plain(self, key, drop_defaults)
        names = (*_SHOWN, "value") if isinstance(self, (widgets.HTML, widgets.Label)) else _SHOWN
        return {name: _each(value) if name in names else value for name, value in state.items()}

    get_state.localised = True  # type: ignore[attr-defined]
    widgets.Widget.get_state = get_state


def _each(value: Any) -> Any:
    """Localise a text or a list of texts; text in <pre> is a person's own or to be copied, and stays."""
    if isinstance(value, (list, tuple)):
        return type(value)(_each(part) for part in value)
    if not isinstance(value, str):
        return value
    return "".join(part if part.startswith("<pre") else localise(part) for part in _VERBATIM.split(value))
