"""Which objectives each decision of a year practises: those of the rule that judges it."""

from __future__ import annotations

from shequ_lib import rulebook as rulebooks
from shequ_lib.first_year.scenario import Scenario, Task
from shequ_lib.rulebook import Rulebook

# Where to find the rule of a decision that names none, by the first word of its `Task.judge`; its other
# words fill the place.
_PLACES = {
    "post": "staff.{0}",
    "line": "budget.{0}",
    "total all": "budget.lines",
    "total city": "budget.share",
    "rooms total": "premises.minimum",
    "rooms activity": "premises.activity",
    "text": "{0}",
    "meeting": "{0}.use_when",
    "gap": "service_functions.order",
    "value": "{0}",
}


def objectives_of(year: Scenario, rulebook: Rulebook | None = None) -> dict[str, tuple[str, ...]]:
    """Return the objectives of each decision by task id.

    Args:
        year: the scenario.
        rulebook: the active one if None.
    """
    rb = rulebook or rulebooks.active()
    return {task.id: _objectives(_place(task, rb), rb) for task in year.tasks}


def _place(task: Task, rb: Rulebook) -> str:
    word, *rest = task.judge.split(" ")
    if word == "size":
        return f"division.sizes.{rb.string('division.default')}.minimum"
    place = _PLACES.get(task.judge) or _PLACES.get(word)
    return place.format(*rest) if place else task.rule


def _objectives(place: str, rb: Rulebook) -> tuple[str, ...]:
    """The objectives of an entry, or of all entries of a group."""
    keys = (place,) if place in rb else rb.keys(place)
    return tuple(dict.fromkeys(objective for key in keys for objective in rb.entry(key).objectives))
