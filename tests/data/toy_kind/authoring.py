"""The other half of the kind that no course has."""

from html import escape

from grading.master.kind import Authoring, Built, Mistake
from shequ_lib.exercises.normalise import normalise


class Toy(Authoring):
    """A claim, and whether it holds."""

    fields = frozenset({"claim"})
    needs = frozenset({"answer", "hint", "explain"})
    least_wrong = 1

    def build(self, head, spec, key, run):
        spec["claim"] = head["claim"]["text"]
        key["answer"] = normalise(spec, head["answer"])
        other = "否" if key["answer"] == "是" else "是"
        key["wrong"] = [{"answer": other, "why": head["claim"]["why"]}]
        return Built(key["answer"], [(other, head["claim"]["why"])])

    def below(self, spec):
        return f"> {spec['claim']}"

    def readable(self, spec, value):
        return f"<em>{escape(value)}</em>"

    def mistakes(self, spec, key, value, result):
        return [Mistake(f"说了{value}", "".join(result.messages), value)]


KIND = Toy()
