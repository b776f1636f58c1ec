"""A kind that no course has, to see that one needs no more than its modules: yes or no to a claim."""

from shequ_lib.exercises.fold import fold, shown
from shequ_lib.exercises.kind import Kind
from shequ_lib.exercises.literal import AnswerError


class Toy(Kind):
    """An answer is 是 or 否."""

    def normalise(self, spec, value):
        if not isinstance(value, str) or fold(value) not in ("是", "否"):
            raise AnswerError(f"“{shown(value)}”不是“是”，也不是“否”。")
        return fold(value)

    def judge(self, spec, key, value):
        right = value == key["answer"]
        return float(right), [] if right else [wrong["why"] for wrong in key["wrong"]]

    def example(self, spec):
        return '"是"'


KIND = Toy()
