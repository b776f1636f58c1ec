"""Show a simulator below its cell; the one that this cell showed before is closed with all its widgets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import ipywidgets


class View(Protocol):
    """A simulator; the widgets that it holds may be in sight or not."""

    @property
    def widget(self) -> Any:
        """What is displayed."""


# The simulator that each cell shows, by the cell's id.
_shown: dict[str, View] = {}


def show(view: View) -> None:
    """Display a simulator in the place of the one that the running cell showed before.

    A cell that runs again would else leave the old widgets behind, in Python and in the page, until the page
    is loaded anew.
    """
    from IPython.display import display

    cell = _running_cell()
    if cell:
        if (before := _shown.pop(cell, None)) is not None:
            close(before)
        _shown[cell] = view
    display(view.widget)


def close(view: View) -> None:
    """Close every widget of a simulator: what it holds, the parts of that, their layouts and styles."""
    for each in list(_parts([view.widget, *vars(view).values()], set())):
        each.close()


def _parts(value: object, seen: set[int]) -> Iterator[ipywidgets.Widget]:
    """All widgets that a value holds, each once."""
    import ipywidgets

    if isinstance(value, ipywidgets.Widget):
        if id(value) not in seen:
            seen.add(id(value))
            for name in value.keys:
                yield from _parts(getattr(value, name), seen)
            yield value
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from _parts(each, seen)
    elif isinstance(value, dict):
        for each in value.values():
            yield from _parts(each, seen)


def _running_cell() -> str:
    """The id of the cell that runs, as JupyterLab and JupyterLite tell it; empty where nothing does."""
    from IPython import get_ipython

    shell = get_ipython()
    parent = shell.get_parent() if hasattr(shell, "get_parent") else {}
    cell = (parent or {}).get("metadata", {}).get("cellId")
    return cell if isinstance(cell, str) else ""
