"""The first year in office: decisions month by month, judged by the rules (`first_year`).

Those are loaded with the first answer: they are large, and who only asks what kind it is needs none of them.
"""

from __future__ import annotations

from typing import Any

from shequ_lib.exercises.kind import Judgement, Key, Kind, Spec


class Year(Kind):
    """An answer is a record of decisions."""

    def normalise(self, spec: Spec, value: Any) -> dict[str, Any] | None:
        """Return the decisions that can be read."""
        from shequ_lib import first_year

        return first_year.normalise(first_year.scenario(spec["seed"]), value)

    def judge(self, spec: Spec, key: Key, value: dict[str, Any]) -> Judgement:
        """Walk through the year again: each decision by the rules, and by what was decided before."""
        from shequ_lib import first_year

        report = first_year.replay(first_year.scenario(spec["seed"]), value)
        wrong = [(entry["change"], entry["why"]) for entry in key["wrong"]]
        return report.share, first_year.messages(report, wrong, value)


KIND = Year()
