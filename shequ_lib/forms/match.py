"""The form of `match`: a list to choose from for every item."""

from __future__ import annotations

from shequ_lib.forms.base import Answer, Form
from shequ_lib.play.style import Widget

CHOOSE = "（请选择）"


class MatchForm(Form):
    """A dropdown per item; items left alone are left out of the answer."""

    def fields(self) -> list[Widget]:
        """Build a labelled dropdown per item."""
        import ipywidgets as widgets

        options = [(CHOOSE, ""), *((target, target) for target in self.spec["targets"])]
        self.lists = {}
        for item in self.spec["items"]:
            dropdown = widgets.Dropdown(
                options=options, value="", description=item, style={"description_width": "initial"}
            )
            dropdown.add_class("shequ-field")
            dropdown.observe(self.changed, "value")
            self.lists[item] = dropdown
        return list(self.lists.values())

    def read(self) -> object:
        """Return what is chosen so far, None if nothing is."""
        return {item: chosen.value for item, chosen in self.lists.items() if chosen.value} or None

    def fill(self, value: Answer) -> None:
        """Choose these targets; items that are not in `value` go back to （请选择）."""
        for item, dropdown in self.lists.items():
            dropdown.value = (value or {}).get(item, "")
