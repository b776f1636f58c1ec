"""The cheapest year of services that leaves nothing out: proof that it can be done, and one to look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from shequ_lib.play.services.cases import AT_ONCE, MONTHS, Activity

Plan = dict[str, int]
"""The month in which an activity starts, by its key."""


def cheapest(activities: Sequence[Activity], needed: frozenset[str]) -> Plan | None:
    """Find the cheapest plan of a year that meets all needs and fits into the calendar.

    Args:
        activities: What there is to choose from.
        needed: Keys of what is to be met, as in `Activity.meets`.

    Returns:
        A plan; None if there is none.
    """
    search = _Search(activities)
    search.go((), 0, needed, tuple(activities))
    return search.best


def timetable(activities: Sequence[Activity], busy: Mapping[int, int] | None = None) -> Plan | None:
    """Find a start for each activity so that no month has more than AT_ONCE; None if there is none.

    Args:
        activities: What is to be placed.
        busy: How many activities run in a month already.
    """
    if not activities:
        return {}
    busy = dict.fromkeys(range(1, MONTHS + 1), 0) if busy is None else busy
    first, *rest = sorted(activities, key=lambda activity: (len(activity.starts), -activity.months))
    for start in first.starts:
        if all(busy[month] < AT_ONCE for month in first.running(start)):
            taken = {month: busy[month] + (month in first.running(start)) for month in busy}
            if (others := timetable(rest, taken)) is not None:
                return {first.key: start, **others}
    return None


class _Search:
    """Goes through all sets of activities in which none is there for nothing; keeps the cheapest."""

    def __init__(self, activities: Sequence[Activity]) -> None:
        self.best: Plan | None = None
        self.cost = sum(activity.cost for activity in activities) + 1

    def go(
        self, chosen: tuple[Activity, ...], cost: int, needed: frozenset[str], left: tuple[Activity, ...]
    ) -> None:
        """Extend the chosen activities by what is left until nothing is needed any more."""
        if not needed:
            plan = timetable(chosen)
            if plan is not None and cost < self.cost:
                self.best, self.cost = plan, cost
            return
        able = {need: [activity for activity in left if need in activity.meets] for need in sorted(needed)}
        dearest = max(min((a.cost for a in some), default=self.cost) for some in able.values())
        if cost + dearest >= self.cost:
            return
        # What was tried for this need is not looked at again beside it, so that no set comes twice.
        fewest, *_ = sorted(able.values(), key=len)
        candidates = sorted(fewest, key=lambda activity: activity.cost)
        for number, activity in enumerate(candidates):
            tried = candidates[: number + 1]
            rest = tuple(other for other in left if other not in tried)
            self.go((*chosen, activity), cost + activity.cost, needed - activity.meets, rest)
