"""A first year in office for the report: its single decisions judged, card by card."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from grading.master.kind import Mistake
from grading.report.mistakes import Judged
from shequ_lib import first_year
from shequ_lib.exercises.kinds.year import YearKey, YearSpec


@dataclass
class YearJudged:
    """A record of decisions, judged.

    Attributes:
        decisions: by task id.
        cards: by card id, what tells its wrong decisions from others; "" where all are kept or open.
    """

    decisions: dict[str, Judged] = field(default_factory=dict)
    cards: dict[str, str] = field(default_factory=dict)


def judge(spec: YearSpec, key: YearKey, record: first_year.Decisions | None) -> YearJudged:
    """Judge a record in its normal form; None is a year in which nothing is decided."""
    year = first_year.scenario(spec["seed"])
    decided = record or {}
    findings = {finding.task: finding for finding in first_year.replay(year, decided).findings}
    judged = YearJudged()
    for card in year.cards:
        wrong: list[Any] = []
        for task in card.tasks:
            finding = findings[task.id]
            if finding.status == "kept":
                judged.decisions[task.id] = Judged("right")
            elif finding.status == "open":
                judged.decisions[task.id] = Judged("unanswered")
            else:
                given = decided[task.id]
                whys = [each["why"] for each in key["wrong"] if each["change"] == {task.id: given}]
                message = "".join(whys) or f"规定：{finding.rule}"
                text = first_year.words(task, given)
                judged.decisions[task.id] = Judged(
                    "wrong", repr(given), (Mistake(text, message, repr(given)),)
                )
                wrong.append((task.id, given))
        judged.cards[card.id] = repr(wrong) if wrong else ""
    return judged
