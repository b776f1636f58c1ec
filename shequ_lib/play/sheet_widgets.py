"""The two parts of the community sheet that are drawn in the page: sliders with their charts, the table.

The sliders are not those of ipywidgets, which have no name for a screen reader and no place for the marks
where thresholds lie; and all that follows from a move comes to the page in one message. What the traits hold
stands in sheet_panel.js and sheet_table.js.
"""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


@functools.cache
def panel_class() -> Any:
    """Return the class of the sliders; anywidget is loaded only when somebody plays."""
    import anywidget
    import traitlets

    class SheetPanel(anywidget.AnyWidget):  # type: ignore[misc]
        """Sliders with a field beside each, and the charts that follow them."""

        _esm = (HERE / "sheet_panel.js").read_text(encoding="utf-8")
        _css = (HERE / "sheet_panel.css").read_text(encoding="utf-8")
        board = traitlets.Dict().tag(sync=True)
        state = traitlets.Dict().tag(sync=True)
        rules = traitlets.Unicode().tag(sync=True)
        sums = traitlets.Unicode().tag(sync=True)
        crossing = traitlets.Unicode().tag(sync=True)
        next = traitlets.Unicode().tag(sync=True)
        posts = traitlets.Unicode().tag(sync=True)
        money = traitlets.Unicode().tag(sync=True)
        rooms = traitlets.Unicode().tag(sync=True)

    return SheetPanel


@functools.cache
def table_class() -> Any:
    """Return the class of the table."""
    import anywidget
    import traitlets

    class DistrictTable(anywidget.AnyWidget):  # type: ignore[misc]
        """A table to sort and to choose from."""

        _esm = (HERE / "sheet_table.js").read_text(encoding="utf-8")
        _css = (HERE / "sheet_table.css").read_text(encoding="utf-8")
        table = traitlets.Dict().tag(sync=True)
        chosen = traitlets.List().tag(sync=True)

    return DistrictTable
