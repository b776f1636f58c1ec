"""The steps of a meeting as a chain: from when to when each may take place, once days of others are known.

The limits are those of `meetings.Step`: deadlines (readings 12 and 13), the order of the steps, and what
belongs to the day of the meeting. Put one behind the other they reach further than one rule: ten days for
the summary and five for the survey bind the survey to the notice, too. `event_log.check` judges days that
stand; a test proves that a day is in the window exactly when it can still be part of a log without findings.
"""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from shequ_lib.meetings import MEETING, Meeting


@dataclass(frozen=True)
class Bound:
    """One end of a window.

    Attributes:
        day: The earliest or latest day.
        source: Key of the step whose day decides it.
        days: The calendar days of the rules on the way, such as (10, 5), those of a deadline before
            something negative; none if only the order of the steps decides.
    """

    day: date
    source: str
    days: tuple[int, ...]


@dataclass(frozen=True)
class Window:
    """The days on which a step may take place; an end that nothing decides is None."""

    earliest: Bound | None
    latest: Bound | None

    def holds(self, day: date) -> bool:
        """Whether a day lies within the window."""
        after = self.earliest is None or day >= self.earliest.day
        return after and (self.latest is None or day <= self.latest.day)

    def within(self, days: Sequence[date]) -> Sequence[date]:
        """Return those of some days, in order of time, that lie within the window."""
        first = 0 if self.earliest is None else bisect.bisect_left(days, self.earliest.day)
        return (
            days[first:] if self.latest is None else days[first : bisect.bisect_right(days, self.latest.day)]
        )


@dataclass(frozen=True)
class _Limit:
    """One step takes place at most `gap` days after another; `days` as in Bound."""

    gap: int
    days: tuple[int, ...]


_End = tuple[int, int, int, str, tuple[int, ...]]  # day, length of the way, place; source and days of Bound
_Limits = dict[tuple[str, str], _Limit]


class Chain:
    """The steps of a meeting that get a day of their own; what is part of another step goes with it.

    The meeting takes its main way: an agreement is reached on its day.
    """

    def __init__(self, meeting: Meeting) -> None:
        self.meeting = meeting
        self.steps = tuple(step for step in meeting.steps if not step.part_of)
        self._limits = {advised: self._tightest(advised) for advised in (False, True)}

    def window(self, days: Mapping[str, date], step: str, *, advised: bool = False) -> Window:
        """Return the days on which a step may take place.

        Args:
            days: Days of other steps by key; a day of the step itself does not matter.
            step: Key of the step.
            advised: Keep to advisory deadlines, too (reading 14).
        """
        limits = self._limits[advised]
        # Of two bounds on one day the one with the shorter way is easier to understand.
        earliest: list[_End] = []
        latest: list[_End] = []
        for place, (source, day) in enumerate(days.items()):
            here = day.toordinal()
            if (limit := limits.get((source, step))) is not None:
                latest.append((here + limit.gap, len(limit.days), place, source, limit.days))
            if (limit := limits.get((step, source))) is not None:
                earliest.append((limit.gap - here, len(limit.days), place, source, limit.days))
        first, last = min(earliest, default=None), min(latest, default=None)
        return Window(
            first and Bound(date.fromordinal(-first[0]), *first[3:]),
            last and Bound(date.fromordinal(last[0]), *last[3:]),
        )

    def _tightest(self, advised: bool) -> _Limits:
        """Return, for pairs of steps, how long after the first the second takes place at the latest.

        Every single limit is an edge; the tightest chain of limits from one step to another is the shortest
        path (Floyd and Warshall).
        """
        found: _Limits = {}

        def tighten(first: str, second: str, gap: int, days: tuple[int, ...]) -> None:
            known = found.get((first, second))
            if first != second and (known is None or gap < known.gap):
                found[first, second] = _Limit(gap, days)

        keys = [step.key for step in self.steps]
        for before, after in itertools.pairwise(keys):
            tighten(after, before, 0, ())
        for step in self.steps:
            if step.days is not None and (advised or not step.advisory):
                gap = -step.days if step.relation == "before" else step.days
                tighten(step.anchor, step.key, gap, (gap,))
            if step.same_day_if:
                tighten(MEETING, step.key, 0, ())
        for middle in keys:
            for first in keys:
                for last in keys:
                    start, end = found.get((first, middle)), found.get((middle, last))
                    if start is not None and end is not None:
                        tighten(first, last, start.gap + end.gap, start.days + end.days)
        return found
