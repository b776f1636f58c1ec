"""The first year in office: decisions month by month, judged by the rules (`first_year`).

Those are loaded with the first answer: they are large, and who only asks what kind it is needs none of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NotRequired, TypeAlias

from shequ_lib.exercises.kind import Foreseen, Judgement, KeyOf, Kind, Spec

if TYPE_CHECKING:
    from shequ_lib.first_year import Decisions
    from shequ_lib.first_year.public_board import Board


class YearSpec(Spec):
    """Which year it is, and what the page draws of it."""

    seed: int
    board: NotRequired[Board]


class WrongDecisions(Foreseen):
    """Decisions that are foreseen as wrong."""

    change: Decisions


YearKey: TypeAlias = KeyOf[Any, WrongDecisions]


class Year(Kind[YearSpec, YearKey, "Decisions"]):
    """An answer is a record of decisions."""

    def normalise(self, spec: YearSpec, value: object) -> Decisions | None:
        """Return the decisions that can be read."""
        from shequ_lib import first_year

        return first_year.normalise(first_year.scenario(spec["seed"]), value)

    def judge(self, spec: YearSpec, key: YearKey, value: Decisions) -> Judgement:
        """Walk through the year again: each decision by the rules, and by what was decided before."""
        from shequ_lib import first_year

        report = first_year.replay(first_year.scenario(spec["seed"]), value)
        wrong = [(entry["change"], entry["why"]) for entry in key["wrong"]]
        return report.share, first_year.messages(report, wrong, value)


KIND = Year()
