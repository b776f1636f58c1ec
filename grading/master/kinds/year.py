"""The first year in office: the head names the year, its rules give the answer."""

from __future__ import annotations

from html import escape

from grading.master.head import ExerciseError, Head, Run, wrong_entries
from grading.master.kind import OR_ELSE, Authoring, Built, Decision, Mistake, Wrong
from shequ_lib import first_year
from shequ_lib.exercises.kinds.year import YearKey, YearSpec
from shequ_lib.exercises.score import Result
from shequ_lib.script import localise


class Year(Authoring[YearSpec, YearKey, first_year.Decisions]):
    """A wrong answer is the right one with a decision changed."""

    fields = frozenset({"seed"})
    in_decisions = True
    no_second = "a year is marked by its rules, so also has no effect"
    no_second_here = "按规则评每一项决定，合规则的本来都算对，加不了第二个答案" + OR_ELSE

    def build(self, head: Head, spec: YearSpec, key: YearKey, run: Run) -> Built:
        """Make the year, and solve it."""
        if not head["seed"].isdigit():
            raise ExerciseError(f"seed must be a whole number from 0 up, not “{head['seed']}”")
        spec["seed"] = int(head["seed"])
        year = first_year.scenario(spec["seed"])
        spec["board"] = first_year.public_board(year)
        answer = first_year.solve(year)
        key["wrong"], wrong = [], []
        for entry in wrong_entries(head, {"change", "why"}):
            change = first_year.normalise(year, entry["change"])
            if change is None:
                raise ExerciseError("a change names at least one decision and what it becomes")
            key["wrong"].append({"change": change, "why": entry["why"]})
            wrong.append(({**answer, **change}, entry["why"]))
        return Built(answer, wrong)

    def below(self, spec: YearSpec) -> str:
        """Return the table of the community."""
        figures = first_year.situation_table(first_year.scenario(spec["seed"]))
        rows = "\n".join(f"| {name} | {value} |" for name, value in figures)
        return f"**社区情况表**\n\n| 项目 | 情况 |\n|---|---|\n{rows}"

    def shown_wrong(self, key: YearKey, wrong: Wrong, place: int) -> str:
        """Return the decision that is changed; the whole year is long."""
        return str(key["wrong"][place]["change"])

    def readable(self, spec: YearSpec, value: first_year.Decisions) -> str:
        """Return the decisions of a year as a table, folded up because it is long."""
        decided = first_year.describe(first_year.scenario(spec["seed"]), value)
        rows = "".join(
            f'<tr><td style="white-space:nowrap">{line.month} 月</td><td>{escape(line.name)}</td>'
            f"<td>{escape(line.text)}</td></tr>"
            for line in decided
        )
        head = f"<summary>一共作了 {len(decided)} 个决定，点开看全部</summary>"
        table = f"<table><tr><th>月份</th><th>事情</th><th>你的决定</th></tr>{rows}</table>"
        return localise(f"<details>{head}{table}</details>")

    def mistakes(
        self, spec: YearSpec, key: YearKey, value: first_year.Decisions, result: Result
    ) -> list[Mistake]:
        """Return nothing: each decision is judged by itself (`report.year`)."""
        return []

    def decisions(self, spec: YearSpec, objectives: tuple[str, ...]) -> list[Decision]:
        """Return the decisions of the year, card by card."""
        year = first_year.scenario(spec["seed"])
        practised = first_year.objectives_of(year)
        return [
            Decision(
                task.id,
                card.id,
                f"{task.month} 月 {task.name}",
                tuple(each for each in practised[task.id] if each in objectives) or practised[task.id],
            )
            for card in year.cards
            for task in card.tasks
        ]


KIND = Year()
