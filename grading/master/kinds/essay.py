"""A text has to be written; a person marks it by a rubric."""

from __future__ import annotations

from typing import Any

from grading.master.head import ExerciseError, Head, Run, entries
from grading.master.kind import OR_ELSE, Authoring, Built
from shequ_lib.exercises import literal
from shequ_lib.exercises.kind import Key, Spec


class Essay(Authoring):
    """The answer in the head is a model for the instructor."""

    fields = frozenset({"rubric", "min_chars"})
    optional = frozenset({"min_chars"})
    needs = frozenset({"answer"})
    least_wrong = 0
    no_second = "an essay is marked by hand, so also has no effect"
    no_second_here = "由老师评分，没有标准答案，不用加第二个答案；在评分页面里给分就行" + OR_ELSE

    def build(self, head: Head, spec: Spec, key: Key, run: Run) -> Built:
        """Read the rubric, whose points are all of the exercise's."""
        rubric = entries(head["rubric"], "rubric", {"criterion", "points"})
        spec["rubric"] = [[line["criterion"], int(line["points"])] for line in rubric]
        if sum(points for _, points in spec["rubric"]) != spec["points"]:
            raise ExerciseError(f"the points of the rubric must add up to {spec['points']}")
        if "min_chars" in head:
            spec["min_chars"] = int(head["min_chars"])
        return Built(head["answer"].strip())

    def stub(self, spec: Spec) -> str:
        """Return the line in whose place an essay is written."""
        return literal.TEXT_STUB

    def solved(self, head: Head, spec: Spec, answer: Any) -> str:
        """Return the model answer."""
        return str(answer)

    def below(self, spec: Spec) -> str:
        """Return the rubric."""
        rows = "\n".join(f"| {criterion} | {points} |" for criterion, points in spec["rubric"])
        return f"**评分细则**（由老师评分）\n\n| 看什么 | 分值 |\n|---|---|\n{rows}"


KIND = Essay()
