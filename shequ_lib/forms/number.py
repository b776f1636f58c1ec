"""The form of `number`: one field with its unit."""

from __future__ import annotations

from shequ_lib.forms.base import Answer, Form
from shequ_lib.play.style import Widget


class NumberForm(Form):
    """A text field, because a person may type full-width digits, 1,200 or 2万."""

    def fields(self) -> list[Widget]:
        """Build the field; its label names the unit."""
        import ipywidgets as widgets

        unit = self.spec.get("unit") or ""
        self.text = widgets.Text(
            description=f"答案（{unit}）" if unit else "答案",
            placeholder="输入数字，按回车",
            continuous_update=False,
            style={"description_width": "initial"},
        )
        self.text.add_class("shequ-field")
        self.text.observe(self.changed, "value")
        return [self.text]

    def read(self) -> object:
        """Return the text as typed; what number it is, `normalise` decides."""
        return self.text.value.strip() or None

    def fill(self, value: Answer) -> None:
        """Put a number into the field, or empty it."""
        self.text.value = "" if value is None else str(value)
