"""A text has to be written; a person marks it by a rubric, whose criteria say what earns how many points."""

from __future__ import annotations

from typing import Any

from grading.master.head import ExerciseError, Head, Run, entries
from grading.master.kind import OR_ELSE, Authoring, Built
from shequ_lib.exercises import literal
from shequ_lib.exercises.kinds.essay import EssayKey, EssaySpec, Middle

_LEVELS = 3  # of each criterion: done well, in part, not yet


class Essay(Authoring[EssaySpec, EssayKey, str]):
    """The answer in the head is a text of the top level; `middle` one that is not there yet, and why.

    Both are shown with the feedback after the due date, and to a self-learner beside the own text.
    """

    fields = frozenset({"rubric", "min_chars", "middle"})
    optional = frozenset({"min_chars"})
    needs = frozenset({"answer"})
    least_wrong = 0
    no_second = "an essay is marked by hand, so also has no effect"
    no_second_here = "由老师评分，没有标准答案，不用加第二个答案；在评分页面里给分就行" + OR_ELSE

    def build(self, head: Head, spec: EssaySpec, key: EssayKey, run: Run) -> Built:
        """Read the rubric, whose points are all of the exercise's."""
        rubric = entries(head["rubric"], "rubric", {"criterion", "levels"})
        spec["rubric"] = [[line["criterion"], _levels(line["levels"])] for line in rubric]
        if sum(levels[0][0] for _, levels in spec["rubric"]) != spec["points"]:
            raise ExerciseError(f"the points of the rubric must add up to {spec['points']}")
        if "min_chars" in head:
            spec["min_chars"] = int(head["min_chars"])
        key["samples"] = {"top": head["answer"].strip(), "middle": _middle(head["middle"], spec)}
        return Built(head["answer"].strip())

    def secrets(self, key: EssayKey) -> list[str]:
        """Return the paragraphs of both samples, and what the second one lacks."""
        middle = key["samples"]["middle"]
        return [*key["samples"]["top"].split("\n\n"), *middle["text"].split("\n\n"), middle["why"]]

    def stub(self, spec: EssaySpec) -> str:
        """Return the line in whose place an essay is written."""
        return literal.TEXT_STUB

    def solved(self, head: Head, spec: EssaySpec, answer: object) -> str:
        """Return the model answer."""
        return str(answer)

    def below(self, spec: EssaySpec) -> str:
        """Return the rubric: each criterion with its levels below one another."""
        rows = "\n".join(
            f"| {criterion if place == 0 else ''} | {points} | {what} |"
            for criterion, levels in spec["rubric"]
            for place, (points, what) in enumerate(levels)
        )
        return f"**评分细则**（由老师评分）\n\n| 看什么 | 分 | 做到什么样 |\n|---|---|---|\n{rows}"


def _levels(given: Any) -> list[list[Any]]:
    """Return the levels of a criterion, points and words, the best first."""
    if not isinstance(given, dict) or len(given) != _LEVELS or not all(str(n).isdigit() for n in given):
        raise ExerciseError(f"levels: give {_LEVELS}, each with its points, such as {{3: …, 2: …, 0: …}}")
    points = [int(each) for each in given]
    if points != sorted(set(points), reverse=True):
        raise ExerciseError("levels: the best one stands first, each further one has fewer points")
    return [[int(each), words] for each, words in given.items()]


def _middle(given: Any, spec: EssaySpec) -> Middle:
    """Return the sample of the middle level: its text, its points by criterion, and what it lacks."""
    if not isinstance(given, dict) or set(given) != {"points", "why", "text"}:
        raise ExerciseError("middle: give points, one for each criterion, why and text")
    points = [int(each) for each in given["points"]]
    allowed = [[level for level, _ in levels] for _, levels in spec["rubric"]]
    if len(points) != len(allowed) or any(
        each not in those for each, those in zip(points, allowed, strict=True)
    ):
        raise ExerciseError("middle: the points must be those of one level of each criterion, in order")
    if not 0 < sum(points) < spec["points"]:
        raise ExerciseError("middle: it earns some of the points, not all")
    return {"points": points, "why": given["why"], "text": given["text"].strip()}


KIND = Essay()
