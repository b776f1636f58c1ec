"""Make shequ_lib/script_table.json with OpenCC: `python -m grading.make_script_table [FOLDER]`.

Run it again after a change of what the library says or of a rulebook; a test tells when it is needed. The
table has two parts:

* `variants` -> `simplified`: every traditional character with the simplified one that answers are compared
  by (where several simplified characters may stand behind one, they are one);
* `characters` -> `traditional` and `words` -> `traditional_words`: what turns the texts of the library and
  its rulebooks into traditional ones and leaves a text alone that is traditional already. A character that
  no traditional text has stands by itself; where a character becomes another one than by itself, the
  shortest stretch of text that decides stands as a word.

What the page needs is written beside its sources (`labextension/src`): the first part, the synonyms of
answers, and every `texts.json` in traditional characters.

The characters come from OpenCC's dictionaries (Apache License 2.0, https://github.com/BYVoid/OpenCC).
"""

from __future__ import annotations

import ast
import functools
import json
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grading.common.script import convert
from shequ_lib.exercises.fold import SYNONYMS
from shequ_lib.script import TABLE

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "shequ_lib" / "labextension" / "src"
SCRIPT = "shequ_lib.script"
_NOT_SHOWN = {"make_script_table.py", "script.py"}  # they hold words in both scripts
GAP = "\n"  # takes the place of what an f-string fills in
BLOCKS = ((0x3400, 0x4DC0), (0x4E00, 0xA000))  # of Chinese characters in Unicode
CONFIGS = ("t2s", "tw2s", "hk2s", "s2t", "s2tw", "s2hk")

# Simplified characters that are also traditional ones with a meaning of their own (皇后, 公里, 若干).
BOTH = set(
    "后里干台面制准系几于云谷斗卜征志才舍雕累姜沈范冲松只涂游采折佣郁扎赞秋注仆曲升周旋致咨蔑"
    "修熏胡划回伙家局卷困蜡了帘苹托板表仿背暖吃合占向糊布借沾朱岳"
)


class Undecided(ValueError):
    """OpenCC gives a character in two ways and the text around it does not tell which."""


def main() -> None:
    """Write the files, in another folder than the project's if one is named."""
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT
    for path, content in files().items():
        target = root / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode("utf-8"))


def files() -> dict[Path, str]:
    """Return each file that is made here, with its text."""
    table = text()
    return {TABLE: table, **page_files(table)}


def page_files(table: str) -> dict[Path, str]:
    """Return the files that the page reads, with their texts."""
    made = {path.with_suffix(".hant.json"): _as_json(_converted(path)) for path in PAGE.rglob("*texts.json")}
    parts = {name: part for name, part in json.loads(table).items() if name in ("variants", "simplified")}
    rows = [f"  {json.dumps(row, ensure_ascii=False)}" for row in SYNONYMS]
    made[PAGE / "answers" / "synonyms.json"] = "[\n" + ",\n".join(rows) + "\n]\n"
    made[PAGE / "answers" / "characters.json"] = _as_json(parts)
    return made


def _converted(path: Path) -> Any:
    return {name: convert(said) for name, said in json.loads(path.read_text(encoding="utf-8")).items()}


def _as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def text() -> str:
    """Return the table as JSON."""
    library = sorted(set(library_texts()))
    pairs = [(simplified, convert(simplified)) for simplified in library]
    said = [*sorted((ROOT / "solutions").glob("*.md")), *sorted((ROOT / "grading" / "figures").glob("*.py"))]
    course = [(text, convert(text)) for text in (path.read_text(encoding="utf-8") for path in said)]
    variants = _variants([*pairs, *course])
    characters, words = _traditional(pairs, "\n".join(traditional for _, traditional in course))
    table = {
        "variants": "".join(sorted(variants)),
        "simplified": "".join(variants[character] for character in sorted(variants)),
        "characters": "".join(sorted(characters)),
        "traditional": "".join(characters[character] for character in sorted(characters)),
        "words": sorted(words),
        "traditional_words": [words[word] for word in sorted(words)],
    }
    return json.dumps(table, ensure_ascii=False, indent=1) + "\n"


@functools.cache
def library_texts() -> tuple[str, ...]:
    """Return every Chinese text of the library, of its rulebooks, and of what frames a release."""
    return tuple(_library_texts())


def _library_texts() -> Iterator[str]:
    files = [path for path in sorted((ROOT / "shequ_lib").rglob("*.py")) if "labextension" not in path.parts]
    files += sorted(speakers())
    for path in files:
        yield from filter(_is_chinese, _literals(_parsed(path)))
    for path in (ROOT / "shequ_lib").rglob("*.toml"):
        yield from filter(_is_chinese, _strings(tomllib.loads(path.read_text(encoding="utf-8"))))
    for path in (ROOT / "grading" / "feedback").glob("*.html.j2"):
        yield from filter(_is_chinese, path.read_text(encoding="utf-8").splitlines())


@functools.cache
def speakers() -> frozenset[Path]:
    """Return the files of `grading` whose texts may come before a trainee, in the script of the course.

    These are the files that turn texts into that script, and all that they import: what one of those says
    may pass through them, as what `sanitize.py` put right does on the page of feedback.
    """
    found: set[Path] = set()
    waiting = [path for path in (ROOT / "grading").rglob("*.py") if _localises(path)]
    while waiting:
        path = waiting.pop()
        if path not in found and path.name not in _NOT_SHOWN:
            found.add(path)
            waiting += [other for module in _imported(path) if (other := _file_of(module)) is not None]
    return frozenset(found)


def _localises(path: Path) -> bool:
    return any(name in (f"{SCRIPT}.localise", f"{SCRIPT}.localise_all") for name in _imported(path))


def _imported(path: Path) -> Iterator[str]:
    """Yield what a file imports: each module, and each name in one."""
    for node in ast.walk(_parsed(path)):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@functools.cache
def _parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _file_of(module: str) -> Path | None:
    path = ROOT.joinpath(*module.split(".")).with_suffix(".py")
    return path if module.startswith("grading.") and path.is_file() else None


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

    def rank(character: str) -> tuple[bool, bool, bool, str]:
        return (
            not _is_common(character),
            simple.get(character) != character,
            character not in changed,
            character,
        )

    return {
        character: best
        for character, together in same.items()
        if (best := min(together, key=rank)) != character and _is_character(character)
    }


def _is_common(character: str) -> bool:
    """Tell whether a character is in the national standard of simplified characters."""
    try:
        return bool(character.encode("gb2312"))
    except UnicodeEncodeError:
        return False


def _traditional(pairs: list[tuple[str, str]], course: str) -> tuple[dict[str, str], dict[str, str]]:
    """Return the characters and the words that turn each first text of `pairs` into its second.

    They leave alone the second texts, and the traditional text of the course.
    """
    used = {character for simplified, _ in pairs for character in simplified}
    characters = {character: convert(character) for character in used - BOTH - {*course}}
    for _, traditional in pairs:
        for character in traditional:
            characters.pop(character, None)
    characters = {character: form for character, form in characters.items() if form != character}
    words: dict[str, str] = {}
    texts = _Texts("\n".join(a for a, _ in pairs), "\n".join(b for _, b in pairs), course)
    for place, (character, form) in enumerate(zip(texts.simplified, texts.traditional, strict=True)):
        if form != characters.get(character, character):
            _add_word(place, texts, words)
    return characters, words


@dataclass(frozen=True)
class _Texts:
    """All texts of the library in one, in both scripts, and the traditional text of the course."""

    simplified: str
    traditional: str
    course: str

    def decided_by(self, word: str, form: str) -> bool:
        """Tell whether a stretch becomes `form` wherever it stands, and stands in no traditional text."""
        if GAP in word or word in self.traditional or word in self.course:
            return False
        start = self.simplified.find(word)
        while start >= 0:
            if self.traditional[start : start + len(word)] != form:
                return False
            start = self.simplified.find(word, start + 1)
        return True


def _add_word(place: int, texts: _Texts, words: dict[str, str]) -> None:
    """Add the shortest stretch around a place that decides its character, unless one is there already."""
    if not f"{GAP}{texts.simplified}{GAP}"[place : place + 3].strip(GAP)[1:]:
        return  # a character by itself is put together with others when it is shown
    stretches = [
        (start, start + length) for length in range(2, 13) for start in range(place - length + 1, place + 1)
    ]
    found = [
        (texts.simplified[start:end], texts.traditional[start:end]) for start, end in stretches if start >= 0
    ]
    if any(word in words for word, _ in found):
        return
    found.sort(key=lambda pair: not all(map(_is_character, pair[0])))  # rather no punctuation
    for word, form in found:
        if texts.decided_by(word, form):
            words[word] = form
            return
    raise Undecided(texts.simplified[max(place - 12, 0) : place + 12])


if __name__ == "__main__":
    main()
