"""What the options of a choice give away by their form: how long they are, which of them say "never"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from grading.master.exercise import Exercise
from grading.master.item_lint.finding import width

# Options stand one below the other, from the same left edge. An end that is two characters further out is
# seen without reading; one character is not, and to forbid it, too, would mean counting instead of writing.
MARGIN = 2.0

_NO_ABSOLUTE = re.compile(r"只要|不只|只是|只好|不一定|必须品|完全中学|不完全|一只|只不过")
_ABSOLUTE = re.compile(
    r"只|一律|必须|必定|所有|全部|完全|从不|从来|任何|绝不|绝对|永远|一概|唯一|一切|凡是|根本|一定|(?<!管)不管|非.{1,6}不可"
)


def longest(exercise: Exercise) -> Iterator[str]:
    """Say that what is right is longer than all that is wrong."""
    for right, wrong in exercise.authoring.by_question(exercise.spec, exercise.key):
        if wrong and min(map(width, right)) - max(map(width, wrong)) >= MARGIN:
            yield "the key stands out as the longest; shorten it, or give a distractor as much detail"


def shortest(exercise: Exercise) -> Iterator[str]:
    """Say that what is right is shorter than all that is wrong."""
    for right, wrong in exercise.authoring.by_question(exercise.spec, exercise.key):
        if wrong and min(map(width, wrong)) - max(map(width, right)) >= MARGIN:
            yield "the key stands out as the shortest; give it as much detail as a distractor has"


def absolute(exercise: Exercise) -> Iterator[str]:
    """Say that absolute words stand on one side only.

    One is enough: a rule of thumb ("what says only, always, never is wrong") is learnt item by item.
    """
    for right, wrong in exercise.authoring.by_question(exercise.spec, exercise.key):
        in_right = [word for text in right if (word := absolute_word(text))]
        in_wrong = [word for text in wrong if (word := absolute_word(text))]
        if right and in_wrong and not in_right:
            said = "、".join(dict.fromkeys(in_wrong))
            yield f"only distractors say {said}; take it out, or let a key say such a word, too"
        elif in_right and wrong and not in_wrong:
            said = "、".join(dict.fromkeys(in_right))
            yield f"only the key says {said}; take it out, or let a distractor say such a word, too"


def absolute_word(text: str) -> str:
    """Return the first absolute word of a text, empty if there is none."""
    found = _ABSOLUTE.search(_NO_ABSOLUTE.sub("", text))
    return found[0] if found else ""
