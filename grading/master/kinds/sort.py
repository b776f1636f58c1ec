"""Cards have to be put into bins, of which some may stay empty."""

from __future__ import annotations

import random
from html import escape

from grading.master.head import ExerciseError, Head, Run, distinct
from grading.master.kind import Built
from grading.master.kinds.match import ByTarget, item_wrongs
from shequ_lib.exercises.kinds.match import ItemKey
from shequ_lib.exercises.kinds.sort import COSTS, SortSpec

MOST_BINS = 6  # that stand on a page beside each other, and in a table on paper


class Sort(ByTarget[SortSpec]):
    """The cards with their bins, and all bins in the order in which they are shown."""

    fields = frozenset({"items", "bins"})

    def targets(self, spec: SortSpec) -> list[str]:
        """Return the bins."""
        return spec["bins"]

    def build(self, head: Head, spec: SortSpec, key: ItemKey, run: Run) -> Built:
        """Read cards and bins; an author writes the cards bin by bin, so they are shuffled."""
        items, bins = head["items"], head["bins"]
        if not isinstance(items, dict):
            raise ExerciseError("items must map each card to its bin")
        distinct(list(items), "items", least=3)
        distinct(bins, "bins", least=2)
        if len(bins) > MOST_BINS:
            raise ExerciseError(f"bins: at most {MOST_BINS}")
        unknown = [each for each in items.values() if each not in bins]
        if unknown:
            raise ExerciseError(f"“{unknown[0]}” is no bin; bins are {', '.join(bins)}")
        spec["items"], spec["bins"], key["answer"] = list(items), bins, items
        random.Random(spec["id"]).shuffle(spec["items"])
        return Built(items, item_wrongs(head, spec, key))

    def below(self, spec: SortSpec) -> str:
        """Return the bins, what a wrong card costs, and the cards."""
        cards = "\n".join(f"- {item}" for item in spec["items"])
        return (
            f"可以放进：{'、'.join(spec['bins'])}。哪一类放几项不一定，也可能一项都没有。{COSTS}\n\n{cards}"
        )

    def readable(self, spec: SortSpec, value: dict[str, str]) -> str:
        """Return a table of the bins with their cards."""
        groups = {each: [item for item in value if value[item] == each] for each in spec["bins"]}
        groups["没有放"] = [item for item in spec["items"] if item not in value]
        rows = (
            f"<tr><th>{escape(name)}</th><td>{'<br>'.join(map(escape, items)) or '（空）'}</td></tr>"
            for name, items in groups.items()
            if items or name in spec["bins"]
        )
        return f"<table>{''.join(rows)}</table>"


KIND = Sort()
