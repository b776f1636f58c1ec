"""Lines of a document that break a rule have to be found; the head marks them, and says why of each line."""

from __future__ import annotations

import random
from typing import cast

from grading.common.draws import pick, shuffled
from grading.master.head import ExerciseError, Head, Run, distinct, entries
from grading.master.kind import Authoring, Built, Mistake
from grading.master.kinds.match import ByName, rows
from shequ_lib.exercises.kinds.spot import COSTS, SpotKey, SpotSpec, WrongRule
from shequ_lib.exercises.score import Result

MOST_LINES = 30
NO_RULE = "（没有选规则）"
_DRAWN = 8  # answers of made-up trainees


class Spot(ByName[SpotSpec, SpotKey, str]):
    """The lines of a document, and the rules to choose from; some rules are broken by none of them."""

    fields = frozenset({"heading", "lines", "rules"})
    needs = Authoring.needs - {"wrong"}
    second = "写出有问题的每一行，如 2=要提前公告；5=要全体签字。"

    def build(self, head: Head, spec: SpotSpec, key: SpotKey, run: Run) -> Built:
        """Read the document; marking a line without a fault is a wrong answer, if there is a why for it."""
        lines = entries(head["lines"], "lines", {"text"}, frozenset({"rule", "why"}))
        rules = head["rules"]
        distinct([line["text"] for line in lines], "lines", least=4)
        distinct(rules, "rules", least=3)
        if len(lines) > MOST_LINES:
            raise ExerciseError(f"lines: at most {MOST_LINES}")
        faults = {str(n): line["rule"] for n, line in enumerate(lines, start=1) if "rule" in line}
        unknown = [rule for rule in faults.values() if rule not in rules]
        if unknown:
            raise ExerciseError(f"“{unknown[0]}” is not among the rules")
        if not 1 <= len(faults) < len(lines):
            raise ExerciseError("at least one line breaks a rule, and at least one breaks none")
        if set(faults.values()) >= set(rules):
            raise ExerciseError(
                "rules: add one that no line breaks, or the last fault is found by elimination"
            )
        whys = {str(n): line["why"] for n, line in enumerate(lines, start=1) if "why" in line}
        if silent := [line for line in faults if line not in whys]:
            raise ExerciseError(f"line {silent[0]} breaks a rule; say why")
        spec["heading"], spec["lines"], spec["rules"] = (
            head["heading"],
            [line["text"] for line in lines],
            rules,
        )
        key["answer"], key["lines"], key["wrong"] = faults, whys, _other_rules(head, faults, rules)
        return Built(
            faults,
            [
                *(({**faults, line: rules[0]}, why) for line, why in whys.items() if line not in faults),
                *(({**faults, each["line"]: each["answer"]}, each["why"]) for each in key["wrong"]),
            ],
        )

    def below(self, spec: SpotSpec) -> str:
        """Return the document, and the rules: four blocks, hidden where a form shows them (`course.css`)."""
        lines = "\n".join(f"{number}. {text}" for number, text in enumerate(spec["lines"], start=1))
        rules = "\n".join(f"- {rule}" for rule in spec["rules"])
        return f"**{spec['heading']}**\n\n{lines}\n\n可选的规则如下。{COSTS}\n\n{rules}"

    def secrets(self, key: SpotKey) -> list[str]:
        """Return what is said of each line."""
        return [*key["lines"].values(), *super().secrets(key)]

    def shown(self, spec: SpotSpec) -> list[str]:
        """Return the document and the rules."""
        return [spec["heading"], *spec["lines"], *spec["rules"]]

    def readable(self, spec: SpotSpec, value: dict[str, str]) -> str:
        """Return a table of the marked lines with the rules."""
        return rows({_line(spec, line): rule or NO_RULE for line, rule in value.items()})

    def mistakes(self, spec: SpotSpec, key: SpotKey, value: dict[str, str], result: Result) -> list[Mistake]:
        """Return each line that is marked without a fault or with another rule, and each that is missing."""
        faults, whys, pieces = key["answer"], key["lines"], []
        for line, rule in value.items():
            if line not in faults:
                pieces.append(Mistake(f"点了没有问题的{_line(spec, line)}", whys.get(line, ""), f"+{line}"))
            elif rule != faults[line]:
                why = [w["why"] for w in key["wrong"] if (w["line"], w["answer"]) == (line, rule)]
                text = f"{_line(spec, line)} → {rule or NO_RULE}"
                pieces.append(Mistake(text, "".join(why) or f"应当是：{faults[line]}", f"{line}|{rule}"))
        missing = [line for line in faults if line not in value]
        pieces += [Mistake(f"没有找到{_line(spec, line)}", whys[line], f"-{line}") for line in missing]
        return pieces

    def is_whole(self, key: SpotKey, answer: dict[str, str] | None) -> bool:
        """Tell whether there is an answer: another one may have more faults, or fewer."""
        return answer is not None

    def guesses(self, spec: SpotSpec, key: SpotKey, draw: random.Random) -> list[dict[str, str]]:
        """Return answers that miss faults, take other rules, and mark lines that have none."""
        faults, made = key["answer"], []
        for _ in range(_DRAWN):
            found = {line: rule for line, rule in faults.items() if draw.random() < 0.6}
            made.append({line: pick(draw, [rule, pick(draw, spec["rules"])]) for line, rule in found.items()})
        every = [str(number + 1) for number in range(len(spec["lines"]))]
        made += [{pick(draw, shuffled(draw, every)): pick(draw, spec["rules"])} for _ in range(_DRAWN // 2)]
        return [answer for answer in made if answer]


def _other_rules(head: Head, faults: dict[str, str], rules: list[str]) -> list[WrongRule]:
    """Return the wrong rules that an author foresaw."""
    found = cast("list[WrongRule]", entries(head.get("wrong", []), "wrong", {"line", "answer", "why"}))
    for each in found:
        if each["line"] not in faults or each["answer"] not in rules:
            raise ExerciseError(f"wrong: give a line that breaks a rule, and one of the rules, not {each}")
    return found


def _line(spec: SpotSpec, line: str) -> str:
    return f"第 {line} 行“{spec['lines'][int(line) - 1]}”"


KIND = Spot()
