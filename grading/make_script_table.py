"""Make shequ_lib/script_table.json with OpenCC: `python -m grading.make_script_table [FILE]`.

Run it again after a change of what the library says or of a rulebook; a test tells when it is needed. The
table has two parts:

* `variants` -> `simplified`: every traditional character with the simplified one that answers are compared
  by (where several simplified characters may stand behind one, they are one);
* `characters` -> `traditional` and `words` -> `traditional_words`: what turns the texts of the library and
  its rulebooks into traditional ones and leaves a text alone that is traditional already. A character that
  always becomes the same one stands by itself; else the shortest stretch of text that decides stands as a
  word.

The characters come from OpenCC's dictionaries (Apache License 2.0, https://github.com/BYVoid/OpenCC).
"""

from __future__ import annotations

import ast
import json
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from grading.script import convert
from shequ_lib.script import TABLE

ROOT = Path(__file__).parent.parent
GAP = "\n"  # stands for what an f-string fills in
BLOCKS = ((0x3400, 0x4DC0), (0x4E00, 0xA000))  # of Chinese characters in Unicode
CONFIGS = ("t2s", "tw2s", "hk2s", "s2t", "s2tw", "s2hk")

# Simplified characters that are also traditional ones with a meaning of their own (皇后, 公里, 若干).
BOTH = set(
    "后里干台面制准系几于云谷斗朴丑卜征志借布才舍雕累姜咸沈党宁范冲松只涂游采折杰岳佣吁郁扎赞秋"
    "注丰仆曲升周旋致咨朱蔑蒙弥幸修熏岩洒胡划回伙家价局卷克夸困蜡了漓帘辟苹凭签纤确胜术他坛"
    "托万板表别并仿背仇暖据吃合占尽向着糊复沾"
)


class Undecided(ValueError):
    """OpenCC gives a character in two ways and the text around it does not tell which."""


def main() -> None:
    """Write the table."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else TABLE
    target.write_bytes(text().encode("utf-8"))


def text() -> str:
    """Return the table as JSON."""
    library = sorted(set(library_texts()))
    pairs = [(simplified, convert(simplified)) for simplified in library]
    masters = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "solutions").glob("*.md"))]
    variants = _variants([*pairs, *((master, convert(master)) for master in masters)])
    characters, words = _traditional(pairs)
    table = {
        "variants": "".join(sorted(variants)),
        "simplified": "".join(variants[character] for character in sorted(variants)),
        "characters": "".join(sorted(characters)),
        "traditional": "".join(characters[character] for character in sorted(characters)),
        "words": sorted(words),
        "traditional_words": [words[word] for word in sorted(words)],
    }
    return json.dumps(table, ensure_ascii=False, indent=1) + "\n"


def library_texts() -> Iterator[str]:
    """Yield every Chinese text that is shown: of the library, of its rulebooks, and of what frames a release."""
    files = [path for path in (ROOT / "shequ_lib").rglob("*.py") if "labextension" not in path.parts]
    files += [ROOT / "grading" / name for name in ("feedback.py", "run_table.py", "master/expand.py")]
    for path in files:
        yield from filter(_is_chinese, _literals(ast.parse(path.read_text(encoding="utf-8"))))
    for path in (ROOT / "shequ_lib" / "rulebooks").glob("*.toml"):
        yield from filter(_is_chinese, _strings(tomllib.loads(path.read_text(encoding="utf-8"))))
    for path in (ROOT / "grading" / "templates").glob("*.html.j2"):
        yield from filter(_is_chinese, path.read_text(encoding="utf-8").splitlines())


def _literals(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.JoinedStr):
        yield "".join(str(part.value) if isinstance(part, ast.Constant) else GAP for part in node.values)
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                yield from _literals(part)
    elif isinstance(node, ast.Constant):
        if isinstance(node.value, str):
            yield node.value
    else:
        for child in ast.iter_child_nodes(node):
            yield from _literals(child)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _strings(part)


def _is_chinese(part: str) -> bool:
    return any(_is_character(character) for character in part)


def _is_character(character: str) -> bool:
    return any(first <= ord(character) < end for first, end in BLOCKS)


def _variants(pairs: list[tuple[str, str]]) -> dict[str, str]:
    """Return each character with the one that stands for it and all its other forms, where they differ."""
    from opencc import OpenCC

    alphabet = "".join(chr(code) for first, end in BLOCKS for code in range(first, end))
    converted = {config: OpenCC(config) for config in CONFIGS}
    forms = {
        config: [converter.convert(character) for character in alphabet]
        for config, converter in converted.items()
    }
    same: dict[str, set[str]] = {}

    def join(a: str, b: str) -> None:
        if a != b:
            together = same.get(a, {a}) | same.get(b, {b})
            same.update(dict.fromkeys(together, together))

    for config in CONFIGS:
        for character, form in zip(alphabet, forms[config], strict=True):
            if len(form) == 1:
                join(character, form)
    for simplified, traditional in pairs:
        for character, form in zip(simplified, traditional, strict=True):
            join(character, form)

    simple = dict(zip(alphabet, forms["t2s"], strict=True))
    changed = {a for a, b in zip(alphabet, forms["s2tw"], strict=True) if a != b}

    def rank(character: str) -> tuple[bool, bool, str]:
        return simple.get(character) != character, character not in changed, character

    return {
        character: best
        for character, together in same.items()
        if (best := min(together, key=rank)) != character and _is_character(character)
    }


def _traditional(pairs: list[tuple[str, str]]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the characters and the words that turn each first text of `pairs` into its second."""
    outcomes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for simplified, traditional in pairs:
        for character, form in zip(simplified, traditional, strict=True):
            outcomes[character][form] += 1
    used = {character for _, traditional in pairs for character in traditional}
    characters: dict[str, str] = {}
    for character, forms in outcomes.items():
        if character not in BOTH and character not in used:
            best = max(forms, key=lambda form: (forms[form], form))
            if best != character:
                characters[character] = best
    words: dict[str, str] = {}
    whole, finished = "\n".join(a for a, _ in pairs), "\n".join(b for _, b in pairs)
    place = 0
    for character, form in zip(whole, finished, strict=True):
        if form != characters.get(character, character):
            _add_word(place, whole, finished, words)
        place += 1
    return characters, words


def _add_word(place: int, whole: str, finished: str, words: dict[str, str]) -> None:
    """Add the shortest stretch around a place that decides its character, unless one is there already."""
    for length in range(2, 13):
        for start in range(place - length + 1, place + 1):
            word, form = whole[start : start + length], finished[start : start + length]
            if word in words:
                return
            if GAP not in word and _decides(word, form, whole, finished):
                words[word] = form
                return
    raise Undecided(whole[max(place - 12, 0) : place + 12])


def _decides(word: str, form: str, whole: str, finished: str) -> bool:
    """Tell whether a stretch becomes `form` wherever it stands, and stands in no finished text."""
    if word in finished:
        return False
    start = whole.find(word)
    while start >= 0:
        if finished[start : start + len(word)] != form:
            return False
        start = whole.find(word, start + 1)
    return True


if __name__ == "__main__":
    main()
