"""Lines of a document that break a rule have to be found, each with its rule; how many is not told."""

from __future__ import annotations

import re

from shequ_lib.exercises.fold import fold, one_of, shown
from shequ_lib.exercises.kind import AnswerKey, Foreseen, Judgement, Kind, Spec
from shequ_lib.exercises.literal import AnswerError

COSTS = "问题有几处不一定；点了没有问题的行会倒扣分，拿不准的可以先不点。"
_LINE = re.compile(r"第?([0-9]{1,2})行?")
_OTHER_RULE = 0.5  # of a fault that was found, with a rule that it does not break, or with none


class SpotSpec(Spec):
    """A document, line by line, and the rules to choose from."""

    heading: str
    lines: list[str]
    rules: list[str]


class WrongRule(Foreseen):
    """A line that breaks a rule, and another one that somebody may take for it."""

    line: str
    answer: str


class SpotKey(AnswerKey[dict[str, str], WrongRule]):
    """What is said of a line, by its number."""

    lines: dict[str, str]


class Spot(Kind[SpotSpec, SpotKey, dict[str, str]]):
    """An answer gives lines, by their numbers, the rules that they break; an empty text is no rule yet."""

    def normalise(self, spec: SpotSpec, value: object) -> dict[str, str]:
        """Return the rules by line, in the order of the document."""
        if not isinstance(value, dict):
            raise AnswerError("请写明哪一行违反了哪一条规则。")
        answers = {_number(spec, name): answer for name, answer in value.items()}
        return {
            str(line): ""
            if answers[line] in (None, "")
            else one_of(answers[line], spec["rules"], "可选的规则")
            for line in sorted(answers)
        }

    def judge(self, spec: SpotSpec, key: SpotKey, value: dict[str, str]) -> Judgement:
        """Give points fault by fault; each line without a fault takes off as much as one brings.

        Who marks every line earns nothing, unless most lines are faults.
        """
        faults, earned, messages = key["answer"], 0.0, []
        for line, rule in value.items():
            why = key["lines"].get(line, "")
            if line not in faults:
                earned -= 1
                messages.append(f"第 {line} 行没有问题，点了会倒扣分。{why}")
            elif rule == faults[line]:
                earned += 1
                messages.append(f"第 {line} 行找对了。{why}")
            elif not rule:
                earned += _OTHER_RULE
                messages.append(f"第 {line} 行有问题，还没有选违反哪一条。")
            else:
                earned += _OTHER_RULE
                foreseen = [w["why"] for w in key["wrong"] if w["line"] == line and w["answer"] == rule]
                messages.append(
                    f"第 {line} 行有问题，但不是“{rule}”这一条。{''.join(foreseen) or '请再想想是哪一条。'}"
                )
        if any(line not in value for line in faults):
            messages.append("还有问题没有找到，请从头再看一遍。")
        return max(0.0, earned / len(faults)), messages

    def example(self, spec: SpotSpec) -> str:
        """Return a line with a place for its rule."""
        return '{"1": "…", …}'

    def how_to(self, spec: SpotSpec, variable: str) -> str:
        """Say how an answer is written, and that a wrong line costs."""
        return f"{super().how_to(spec, variable)}冒号左边写行号，右边写违反的规则。{COSTS}"


def _number(spec: SpotSpec, name: object) -> int:
    match = _LINE.fullmatch(fold(name)) if isinstance(name, str) else None
    if match is None or not 1 <= int(match[1]) <= len(spec["lines"]):
        raise AnswerError(f"“{shown(name)}”不是行号，行号从 1 到 {len(spec['lines'])}。")
    return int(match[1])


KIND = Spot()
