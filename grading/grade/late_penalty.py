"""What a late submission loses, by nbgrader's plugin that the settings name.

Importing anything of nbgrader's takes longer than grading a class: so its own plugin, which takes all or
nothing, is here once more, and only another one is asked through nbgrader.
"""

from __future__ import annotations

from traitlets.config import Config

from grading.grade.submission import LatePenalty

_STANDARD = ("nbgrader.plugins.LateSubmissionPlugin", "nbgrader.plugins.latesubmission.LateSubmissionPlugin")


def of(config: Config) -> LatePenalty:
    """Return what says how much a late submission loses.

    Args:
        config: the settings of the class folder.
    """
    plugin = config.AssignLatePenalties.get("plugin_class", _STANDARD[0])
    method = config.LateSubmissionPlugin.get("penalty_method", "none")
    if plugin in _STANDARD and method in ("none", "zero"):
        return nothing if method == "none" else everything
    from nbgrader.preprocessors import AssignLatePenalties

    plugin_class = AssignLatePenalties(config=Config(config)).plugin_class
    penalty: LatePenalty = plugin_class(config=Config(config)).late_submission_penalty
    return penalty


def nothing(trainee_id: str, points: float, seconds: float) -> None:
    """Take nothing off."""


def everything(trainee_id: str, points: float, seconds: float) -> float:
    """Take all points off."""
    return points
