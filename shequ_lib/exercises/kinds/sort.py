"""Cards have to be put into bins; a bin may stay empty or take several, and a card may stay where it is."""

from __future__ import annotations

from shequ_lib.exercises.fold import one_of
from shequ_lib.exercises.kind import Judgement, Kind
from shequ_lib.exercises.kinds.match import ItemKey, ItemsSpec, fields, in_fields

COSTS = "放错会倒扣分，拿不准的可以先不放。"


class SortSpec(ItemsSpec):
    """The bins, in the order in which they are shown."""

    bins: list[str]


class Sort(Kind[SortSpec, ItemKey, dict[str, str]]):
    """An answer gives cards their bins; some cards may be in none."""

    def normalise(self, spec: SortSpec, value: object) -> dict[str, str] | None:
        """Return the bins by card, as the exercise writes both."""
        return fields(value, spec["items"], lambda _, answer: one_of(answer, spec["bins"], "可选的类别"))

    def judge(self, spec: SortSpec, key: ItemKey, value: dict[str, str]) -> Judgement:
        """Give points card by card, and take off for a wrong one what guessing would earn on average.

        Of so many bins one is right: who guesses all cards earns nothing, who knows some and guesses the rest
        no more than what is known. A card in no bin earns and costs nothing.
        """
        right = sum(value.get(item) == answer for item, answer in key["answer"].items())
        wrong = len(value) - right
        messages = []
        for item, answer in value.items():
            if answer != key["answer"][item]:
                foreseen = [w["why"] for w in key["wrong"] if w["item"] == item and w["answer"] == answer]
                messages += foreseen or [f"“{item}”放得不对，请再想想。"]
        if right < len(key["answer"]):
            left = len(key["answer"]) - len(value)
            open_ = f"，还有 {left} 项没有放" if left else ""
            messages.append(f"放对 {right} 项，放错 {wrong} 项{open_}。放错的倒扣分，没有放的不扣。")
        share = (right - wrong / (len(spec["bins"]) - 1)) / len(key["answer"])
        return max(0.0, share), messages

    def example(self, spec: SortSpec) -> str:
        """Return the first cards with a place for their bins."""
        return in_fields(spec["items"], "…")

    def how_to(self, spec: SortSpec, variable: str) -> str:
        """Say how an answer is written, and that a wrong card costs."""
        return f"{super().how_to(spec, variable)}{COSTS}"


KIND = Sort()
