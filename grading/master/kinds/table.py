"""Lines of pandas have to give a table, a column or a number; the head holds code, which is run."""

from __future__ import annotations

from typing import Any

from grading.master.head import ExerciseError, Head, Run, wrong_entries
from grading.master.kind import OR_ELSE, Authoring, Built, Wrong
from shequ_lib.exercises import literal, plain_table
from shequ_lib.exercises.kinds.table import Results, TableKey, TableSpec
from shequ_lib.exercises.score import keys


class Table(Authoring[TableSpec, TableKey, plain_table.Plain]):
    """The starter stands in the cell as handed out; answers follow it."""

    fields = frozenset({"starter", "result", "ordered"})
    optional = frozenset({"ordered"})
    needs = Authoring.needs | {"answer"}
    no_second_here = (
        "看的是算出来的结果，写法不同、结果一样的本来就算对；结果不同也算对的，请课程作者写进母本" + OR_ELSE
    )

    def build(self, head: Head, spec: TableSpec, key: TableKey, run: Run) -> Built:
        """Run the right answer and the wrong ones."""
        spec["result"] = head["result"]
        if spec["result"] != literal.variable(spec["id"]):
            raise ExerciseError(f"result must be named {literal.variable(spec['id'])}")
        starter = head["starter"].rstrip() + "\n"
        results = _results_of(head["answer"], head, spec, run)
        key["expected"] = results["expected"]
        if "elsewhere" in results:
            key["elsewhere"] = results["elsewhere"]
        key["ordered"] = head.get("ordered") == "true"
        key["wrong"], wrong = [], []
        for entry in wrong_entries(head, {"answer", "why"}):
            value = plain_table.plain(run(starter + entry["answer"], spec["result"]))
            key["wrong"].append({"digest": plain_table.digest(value), "why": entry["why"]})
            wrong.append(Wrong(starter + entry["answer"], entry["why"], value))
        spec["stub"] = f"{starter}{spec['result']} = None\n{literal.CODE_STUB}"
        return Built(head["answer"].strip(), wrong)

    def right(self, key: TableKey) -> Results:
        """Return the result, and the one with other figures."""
        right: Results = {"expected": key["expected"]}
        if "elsewhere" in key:
            right["elsewhere"] = key["elsewhere"]
        return right

    def further(self, entry: Any, head: Head, spec: TableSpec, key: TableKey, run: Run) -> Results:
        """Return what further code gives."""
        if not isinstance(entry, str):
            raise ExerciseError("also: a further answer of a table is code, as its answer is")
        return _results_of(entry, head, spec, run)

    def stub(self, spec: TableSpec) -> str:
        """Return the starter with the name of the result."""
        return spec["stub"]

    def solved(self, head: Head, spec: TableSpec, answer: object) -> str:
        """Return the starter with the code."""
        return f"{head['starter'].rstrip()}\n{answer}"

    def fault(self, spec: TableSpec, key: TableKey, wrong: Wrong, place: int) -> str:
        """Say where wrong code gives a right result; what it gives is not judged again."""
        right = [plain_table.digest(each["expected"]) for each in keys(spec, key)]
        if key["wrong"][place]["digest"] in right:
            return f"the wrong answer “{self.shown_wrong(key, wrong, place)}” gives the right result"
        return ""


def _results_of(code: str, head: Head, spec: TableSpec, run: Run) -> Results:
    """Return what the code of an answer gives, and what with other figures, where that is not the same.

    A result that was typed in is right with the chapter's figures only.

    Raises:
        ExerciseError: it gives nothing.
    """
    code = head["starter"].rstrip() + "\n" + code
    expected = plain_table.plain(run(code, spec["result"]))
    elsewhere = plain_table.plain(run(code, spec["result"], other=True))
    if expected is None or elsewhere is None:
        raise ExerciseError(f"the code of an answer leaves nothing in {spec['result']}")
    results: Results = {"expected": expected}
    if elsewhere != expected:
        results["elsewhere"] = elsewhere
    return results


KIND = Table()
