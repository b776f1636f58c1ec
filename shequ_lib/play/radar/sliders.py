"""What sliders.js shows, as plain data: the goals with their indicators, and a note for each goal."""

from __future__ import annotations

from typing import Any

from shequ_lib.play.radar.html import SIGN, UNIT
from shequ_lib.play.radar.model import Harmony, points
from shequ_lib.self_assessment import Assessment


def board(harmony: Harmony) -> dict[str, Any]:
    """Return what stays."""
    goals: dict[str, list[str]] = {}
    for indicator in harmony.indicators:
        goals.setdefault(indicator.goal_name, []).append(indicator.name)
    return {
        "least": harmony.least,
        "most": harmony.most,
        "unit": UNIT,
        "goals": [{"name": name, "indicators": indicators} for name, indicators in goals.items()],
    }


def notes(assessment: Assessment) -> list[str]:
    """Say of each goal how it stands."""
    return [
        f"平均 {points(score.mean)} {UNIT}{f'　{SIGN} 短板' if score.name in assessment.weakest else ''}"
        for score in assessment.scores
    ]
