"""Forms of `choice` (one option) and `choices` (several)."""

from __future__ import annotations

from shequ_lib.forms.base import Answer, Form
from shequ_lib.play.style import Widget


class ChoiceForm(Form):
    """Radio buttons, none of them selected beforehand."""

    def fields(self) -> list[Widget]:
        """Build one radio button per option."""
        import ipywidgets as widgets

        labels = [(f"{letter}．{text}", letter) for letter, text in self.spec["options"].items()]
        self.radio = widgets.RadioButtons(options=labels, value=None)
        self.radio.observe(self.changed, "value")
        return [_options_box([self.radio])]

    def read(self) -> object:
        """Return the letter of the selected option."""
        return self.radio.value

    def fill(self, value: Answer) -> None:
        """Select the option with this letter, or none."""
        self.radio.value = value


class ChoicesForm(Form):
    """A checkbox per option."""

    def fields(self) -> list[Widget]:
        """Build one checkbox per option."""
        import ipywidgets as widgets

        self.boxes = {
            letter: widgets.Checkbox(value=False, description=f"{letter}．{text}", indent=False)
            for letter, text in self.spec["options"].items()
        }
        for box in self.boxes.values():
            box.observe(self.changed, "value")
        return [_options_box(list(self.boxes.values()))]

    def read(self) -> object:
        """Return the letters of the ticked options; none ticked is unanswered."""
        return [letter for letter, box in self.boxes.items() if box.value] or None

    def fill(self, value: Answer) -> None:
        """Tick the options with these letters."""
        for letter, box in self.boxes.items():
            box.value = letter in (value or [])


def _options_box(children: list[Widget]) -> Widget:
    import ipywidgets as widgets

    box = widgets.VBox(children)
    box.add_class("shequ-options")
    return box
