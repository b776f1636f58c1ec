"""What a stem must say plainly: that it asks for what is not so, and that several options are right."""

from __future__ import annotations

import re
from collections.abc import Iterator

from grading.master.exercise import Exercise

SEVERAL = "（多选）"

_SENTENCE = re.compile(r"[^。！？?!；\n]+[？?]")
_EMPHASISED = re.compile(r"\*\*.+?\*\*")
_EITHER_WAY = re.compile(r"(.)不\1|有没有|是否|要不要|不足|不少于|不超过|不到|差不多|对不起|不止|了不起")
_NOT = re.compile(r"不|没有|并非|错|除了|除外|有误|以外|之外")


def negation(exercise: Exercise) -> Iterator[str]:
    """Say that what is asked is a negative that can be read over."""
    if not exercise.authoring.rights:
        return
    for sentence in _SENTENCE.findall(exercise.question):
        if "哪" not in sentence and "什么" not in sentence:
            continue
        found = _NOT.search(_EITHER_WAY.sub("", _EMPHASISED.sub("", sentence)))
        if found:
            asked = sentence.strip()
            yield f"“{asked}” asks for a negative; put **{found[0]}…** in bold, or ask for what is so"


def several(exercise: Exercise) -> Iterator[str]:
    """Say that a trainee cannot tell whether one option is right or several are."""
    said = exercise.spec["title"] + exercise.question
    if exercise.authoring.rights == "several" and SEVERAL not in said:
        yield f"write {SEVERAL} at the end of the question"
    elif exercise.authoring.rights == "one" and SEVERAL in said:
        yield f"exactly one option is right; take {SEVERAL} out"
