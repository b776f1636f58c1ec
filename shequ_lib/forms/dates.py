"""Forms of `date` (one date) and `schedule` (several, each with its name)."""

from __future__ import annotations

from datetime import date

from shequ_lib.errors import ShequError, date_with_weekday
from shequ_lib.forms.base import Answer, Form
from shequ_lib.play import style
from shequ_lib.play.style import Widget

FIRST_YEAR, LAST_YEAR = 1900, 2100  # a year outside is one that is still being typed


class DateField:
    """A date picker with a label, and beside it the date as it is said in Chinese."""

    def __init__(self, label: str) -> None:
        import ipywidgets as widgets

        self.label = label
        self.picker = widgets.DatePicker(
            value=None, description=label, tooltip=label, style={"description_width": "initial"}
        )
        self.picker.add_class("shequ-field")
        self.spoken = widgets.HTML()
        style.put(self.spoken, "")
        self.picker.observe(self._speak, "value")
        self.widget = widgets.VBox([self.picker, self.spoken])

    def read(self) -> date | None:
        """Return the date, None if there is none.

        Raises:
            ShequError: The year is not a usual one, because it is only half typed.
        """
        day: date | None = self.picker.value
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ShequError(f"“{self.label}”的年份 {day.year} 好像没有输完，请写四位，如 2026。")
        return day

    def _speak(self, *_: object) -> None:
        day = self.picker.value
        usual = day is not None and FIRST_YEAR <= day.year <= LAST_YEAR
        style.put(self.spoken, date_with_weekday(day) if usual else "")


class DateForm(Form):
    """One date."""

    def fields(self) -> list[Widget]:
        """Build the date picker."""
        self.field = DateField("日期")
        self.field.picker.observe(self.changed, "value")
        return [self.field.widget]

    def read(self) -> object:
        """Return the date as YYYY-MM-DD."""
        day = self.field.read()
        return None if day is None else day.isoformat()

    def fill(self, value: Answer) -> None:
        """Set the date, or none."""
        self.field.picker.value = None if value is None else date.fromisoformat(value)


class ScheduleForm(Form):
    """Several dates; those left empty are left out of the answer."""

    def fields(self) -> list[Widget]:
        """Build a date picker per field."""
        self.dates = {label: DateField(label) for label in self.spec["fields"]}
        for field in self.dates.values():
            field.picker.observe(self.changed, "value")
        return [field.widget for field in self.dates.values()]

    def read(self) -> object:
        """Return the dates given so far as YYYY-MM-DD by label, None if there are none."""
        given = {label: field.read() for label, field in self.dates.items()}
        return {label: day.isoformat() for label, day in given.items() if day is not None} or None

    def fill(self, value: Answer) -> None:
        """Set these dates; the fields that are not in `value` are emptied."""
        for label, field in self.dates.items():
            text = (value or {}).get(label)
            field.picker.value = None if text is None else date.fromisoformat(text)
