"""Lines of pandas have to give a table, a column or a number; the head holds code, which is run."""

from __future__ import annotations

from typing import Any

from grading.master.head import ExerciseError, Head, Run, wrong_entries
from grading.master.kind import OR_ELSE, Authoring, Built, Wrong
from shequ_lib.exercises import literal, plain_table
from shequ_lib.exercises.kind import Key, Spec
from shequ_lib.exercises.score import keys


class Table(Authoring):
    """The starter stands in the cell as handed out; answers follow it."""

    fields = frozenset({"starter", "result", "ordered"})
    optional = frozenset({"ordered"})
    needs = Authoring.needs | {"answer"}
    no_second_here = (
        "看的是算出来的结果，写法不同、结果一样的本来就算对；结果不同也算对的，请课程作者写进母本" + OR_ELSE
    )

    def build(self, head: Head, spec: Spec, key: Key, run: Run) -> Built:
        """Run the right answer and the wrong ones."""
        spec["result"] = head["result"]
        if spec["result"] != literal.variable(spec["id"]):
            raise ExerciseError(f"result must be named {literal.variable(spec['id'])}")
        starter = head["starter"].rstrip() + "\n"
        key.update(_results_of(head["answer"], head, spec, run))
        key["ordered"] = head.get("ordered") == "true"
        key["wrong"], wrong = [], []
        for entry in wrong_entries(head, {"answer", "why"}):
            value = plain_table.plain(run(starter + entry["answer"], spec["result"]))
            key["wrong"].append({"digest": plain_table.digest(value), "why": entry["why"]})
            wrong.append(Wrong(starter + entry["answer"], entry["why"], value))
        spec["stub"] = f"{starter}{spec['result']} = None\n{literal.CODE_STUB}"
        return Built(head["answer"].strip(), wrong)

    def right(self, key: Key) -> Any:
        """Return the result, and the one with other figures."""
        return {name: key[name] for name in ("expected", "elsewhere") if name in key}

    def further(self, entry: Any, head: Head, spec: Spec, key: Key, run: Run) -> Any:
        """Return what further code gives."""
        if not isinstance(entry, str):
            raise ExerciseError("also: a further answer of a table is code, as its answer is")
        return _results_of(entry, head, spec, run)

    def stub(self, spec: Spec) -> str:
        """Return the starter with the name of the result."""
        return str(spec["stub"])

    def solved(self, head: Head, spec: Spec, answer: Any) -> str:
        """Return the starter with the code."""
        return f"{head['starter'].rstrip()}\n{answer}"

    def fault(self, spec: Spec, key: Key, wrong: Wrong, place: int) -> str:
        """Say where wrong code gives a right result; what it gives is not judged again."""
        right = [plain_table.digest(each["expected"]) for each in keys(spec, key)]
        if key["wrong"][place]["digest"] in right:
            return f"the wrong answer “{self.shown_wrong(key, wrong, place)}” gives the right result"
        return ""


def _results_of(code: str, head: Head, spec: Spec, run: Run) -> Key:
    """Return what the code of an answer gives, and what with other figures, where that is not the same.

    A result that was typed in is right with the chapter's figures only.
    """
    code = head["starter"].rstrip() + "\n" + code
    expected = plain_table.plain(run(code, spec["result"]))
    elsewhere = plain_table.plain(run(code, spec["result"], other=True))
    return {"expected": expected, **({"elsewhere": elsewhere} if elsewhere != expected else {})}


KIND = Table()
