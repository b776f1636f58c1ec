"""A rare word of the stem that leads to the key.

What a word is comes from the course's own text, not from a segmenter: jieba, the usual one, has had no
release since 2020, takes about as long to start as the whole lint, and would be one more thing to install.
Two characters count as a word where the course has them between different neighbours; a cut across two words
(组|织领|导) has the same neighbour each time.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grading.master.chapter import Chapter
from grading.master.exercise import Exercise
from grading.master.item_lint.finding import shown

RARE = 5  # exercises of the course that have the word at most
NEIGHBOURS = 2  # that a word has on either side, at least

_HAN = re.compile(r"[\u4e00-\u9fff]{2,}")
_LIGHT = re.compile(  # no word that tells anything has one of these
    r"[的了是在有不我们你您他她它这那就也都和与个一几哪什么怎样吗呢吧可要会能来去到上下里把被给对为以及或还很最多少大小]"
)


@dataclass(frozen=True)
class Words:
    """The words of a course, as far as its own text shows them."""

    counts: Counter[str]  # in how many exercises two characters stand together
    text: str

    @classmethod
    def of(cls, chapters: Sequence[Chapter]) -> Words:
        """Read the words of a course."""
        counts: Counter[str] = Counter()
        texts: list[str] = []
        for chapter in chapters:
            texts += [part.text for part in chapter.parts]
            for exercise in chapter.exercises:
                asked = "\n".join(shown(exercise))
                counts.update(_pairs(asked))
                texts.append(asked)
        return cls(counts, "\n".join(texts))

    def is_rare(self, pair: str) -> bool:
        """Tell whether few exercises have two characters together."""
        return self.counts[pair] <= RARE

    def is_word(self, pair: str) -> bool:
        """Tell whether the course has two characters between different neighbours."""
        around = re.findall(f"(.)(?={pair}(.))", self.text, re.DOTALL)
        return all(len({two[side] for two in around}) >= NEIGHBOURS for side in (0, 1))


def echo(exercise: Exercise, words: Words) -> Iterator[str]:
    """Say that a rare word of the stem stands in what is right, and that nothing wrong has one.

    Where a distractor takes up another rare word of the stem, the echo leads there just as well.
    """
    right, wrong = exercise.authoring.right_and_wrong(exercise.spec, exercise.key)
    led = _rare(_echoes(exercise.question, right, wrong, words), words)
    if led and not _rare(_echoes(exercise.question, wrong, right, words), words):
        yield f"“{'、'.join(led)}” of the stem stands in the key and in no distractor; use another word"


def echo_in_match(exercise: Exercise, words: Words) -> Iterator[str]:
    """Say that most items of a match share a word with their own target, and with no other.

    However common the word is: among the targets it stands once.
    """
    answer, targets = exercise.authoring.pairs(exercise.spec, exercise.key)
    led = [
        _echoes(item, [target], [other for other in targets if other != target], words)
        for item, target in answer.items()
    ]
    if 2 * sum(map(bool, led)) > len(answer):
        told = "、".join(dict.fromkeys(word for each in led for word in each))
        yield f"most items name their target ({told}); tell what happens in other words"


def _echoes(stem: str, texts: Sequence[str], others: Sequence[str], words: Words) -> list[str]:
    """Return the words of a stem that stand in some texts and in none of the others."""
    shared = _pairs(stem) & _pairs("\n".join(texts))
    return sorted(
        word for word in shared if not any(word in other for other in others) and words.is_word(word)
    )


def _rare(found: Sequence[str], words: Words) -> list[str]:
    return [word for word in found if words.is_rare(word)]


def _pairs(text: str) -> set[str]:
    return {
        run[place : place + 2]
        for run in _HAN.findall(text)
        for place in range(len(run) - 1)
        if not _LIGHT.search(run[place : place + 2])
    }
