"""Forms: how a person answers an exercise by clicking and typing."""

from __future__ import annotations

from shequ_lib.exercises.normalise import Spec
from shequ_lib.forms.base import Form
from shequ_lib.forms.dates import DateForm, ScheduleForm
from shequ_lib.forms.essay import EssayForm
from shequ_lib.forms.link import OpenComm, open_comm
from shequ_lib.forms.match import MatchForm
from shequ_lib.forms.number import NumberForm
from shequ_lib.forms.options import ChoiceForm, ChoicesForm
from shequ_lib.forms.order import OrderForm
from shequ_lib.forms.table import TableForm
from shequ_lib.forms.year import YearForm

__all__ = ["FORMS", "build", "show"]

FORMS: dict[str, type[Form]] = {
    "choice": ChoiceForm,
    "choices": ChoicesForm,
    "order": OrderForm,
    "match": MatchForm,
    "number": NumberForm,
    "date": DateForm,
    "schedule": ScheduleForm,
    "table": TableForm,
    "essay": EssayForm,
    "year": YearForm,
}

_shown: dict[str, Form] = {}


def build(spec: Spec, value: object, opener: OpenComm = open_comm) -> Form:
    """Build the form of an exercise, set to an answer given earlier.

    Args:
        spec: The public spec of the exercise.
        value: What the answer cell holds, None for unanswered.
        opener: Opens the comm to the page.
    """
    form = FORMS[spec["kind"]](spec, opener)
    form.restore(value)
    return form


def show(spec: Spec, value: object) -> None:
    """Display the form of an exercise; the one shown before for the same exercise is closed.

    Args:
        spec: The public spec of the exercise.
        value: What the answer cell holds, None for unanswered.
    """
    from IPython.display import display

    before = _shown.pop(spec["id"], None)
    if before is not None:
        before.close()
    form = build(spec, value)
    _shown[spec["id"]] = form
    display(form.widget)
