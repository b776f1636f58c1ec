"""The glossary: a notebook of terms beside the chapters, and the links to it from their texts.

An author writes each term once, as a block `{term}` of the master whose head says `reference: true`.
Everything else is made here: the list of all terms, the way back to the chapters, and in each chapter a link
from the first place where a term stands. The links are put into notebooks that are proved already, so that no
link hides from the proofs what may not be shown.

The entries stand by topic, for whoever does not know yet what a thing is called, and next to what they are
easily taken for; the list before them is in the order of their sound, for whoever has read a word.
"""

from __future__ import annotations

import functools
import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from nbformat import NotebookNode

from grading.common.script import convert
from grading.master import expand
from grading.master.chapter import Chapter
from grading.master.parse import MasterError, front_matter, parse
from grading.master.proofs import prove_beside
from grading.master.render import Renderer
from shequ_lib import rulebook
from shequ_lib.script import HANS, simplify, using

LIST = "<!-- terms -->"  # where the master wants the list of all terms
_HEADING = re.compile(r"^(#{1,6}) +(.+?)\s*$", re.MULTILINE)
_FIGURE = re.compile(r"<(figure|svg)\b.*?</\1>", re.DOTALL)
# What no link may stand in: code, links and pictures, HTML.
_WHOLE = re.compile(r"`[^`]*`|!?\[[^\]]*\]\([^)]*\)|<[^>]*>")
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_HEAD_RULE = re.compile(r"\|[\s:|-]+\|?\s*")
# The first character of each letter in GB 2312, whose common characters stand in the order of their sound.
_FIRST = "啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝"
_LETTERS = "ABCDEFGHJKLMNOPQRSTWXYZ"
_LINKED = ("text", "law")


@dataclass(frozen=True)
class Entry:
    """One term.

    Attributes:
        name: The term, which is also the heading of its entry.
        names: All that it is called in the texts, the term itself first.
        others: Longer words that hold one of the names and mean something else.
        see: Where it is explained: name of a chapter and text of a heading there.
        line: Where it stands in the master.
    """

    name: str
    names: tuple[str, ...]
    others: tuple[str, ...]
    see: tuple[tuple[str, str], ...]
    line: int


@dataclass(frozen=True)
class Glossary:
    """All terms, and where their entries stand."""

    chapter: Chapter
    entries: tuple[Entry, ...]
    titles: dict[str, str]  # of the chapters, by name
    page: NotebookNode  # its notebook, without what is made here

    def missing_from(self, chapter: Chapter) -> list[str]:
        """Return a fault for each term that is said to be explained in a chapter and does not stand there."""
        text = "\n".join(part.text for part in chapter.parts if part.kind in _LINKED)
        return [
            f"{self.chapter.path.name}:{entry.line}: {entry.name} stands nowhere in {chapter.name}"
            for entry in self.entries
            if any(name == chapter.name for name, _ in entry.see)
            and not any(name in text for name in entry.names)
        ]

    def faults(self, chapter: Chapter) -> list[str]:
        """Return what is wrong between a chapter and the glossary, one line each."""
        return [*self.missing_from(chapter), *prove_beside(chapter, self.page)]

    def into(self, notebook: NotebookNode, chapter: Chapter) -> None:
        """Link the notebook of a chapter to its terms, or put into the glossary's own what is made for it."""
        if chapter.is_reference:
            self.complete(notebook)
        elif chapter.exercises:
            self.link(notebook)

    def complete(self, notebook: NotebookNode) -> None:
        """Put into the glossary's notebook the list of all terms, and under each where it is explained."""
        script = self.chapter.script
        by_name = {entry.name: entry for entry in self.entries}
        for cell in notebook["cells"]:
            if LIST in cell["source"]:
                cell["source"] = cell["source"].replace(LIST, self._list())
            heading = _HEADING.match(cell["source"])
            entry = by_name.get(heading[2]) if heading and len(heading[1]) == 3 else None
            if entry and cell["metadata"]["shequ"]["role"] == "text":
                links = "；".join(
                    f"[{self.titles[chapter].split()[0]} · {place}]({chapter}.ipynb#{anchor(place)})"
                    for chapter, place in entry.see
                )
                cell["source"] += f"\n\n{_in(script, '见')}{links}。"
        _renew(notebook)

    def link(self, notebook: NotebookNode) -> None:
        """Link the first place of each term in the text of a chapter to its entry."""
        linked: set[str] = set()
        for cell in notebook["cells"]:
            if cell["cell_type"] == "markdown" and cell["metadata"]["shequ"]["role"] in _LINKED:
                cell["source"] = self._linked(cell["source"], linked)
        if linked:
            _renew(notebook)

    @functools.cached_property
    def _by_name(self) -> dict[str, Entry]:
        return {name: entry for entry in self.entries for name in entry.names}

    @functools.cached_property
    def _terms(self) -> re.Pattern[str]:
        """Fits each name, and each longer word that means something else, the longest first."""
        others = (other for entry in self.entries for other in entry.others)
        return re.compile("|".join(map(re.escape, sorted([*self._by_name, *others], key=len, reverse=True))))

    def _linked(self, text: str, linked: set[str]) -> str:
        entries, terms = self._by_name, self._terms

        def put(plain: str, *, bold: bool = False) -> str:
            def one(found: re.Match[str]) -> str:
                entry = entries.get(found[0])
                # A link at the edge of bold text would leave the stars standing.
                at_edge = bold and (found.start() == 0 or found.end() == len(plain))
                if entry is None or entry.name in linked or at_edge:
                    return found[0]
                linked.add(entry.name)
                return f"[{found[0]}]({self._target(entry)})"

            return terms.sub(one, plain)

        def line(text: str) -> str:
            parts, last = [], 0
            for found in re.finditer(f"{_WHOLE.pattern}|{_BOLD.pattern}", text):
                parts.append(put(text[last : found.start()]))
                inner = found[1]
                if inner is None or _WHOLE.search(inner):
                    parts.append(found[0])
                elif (entry := entries.get(inner)) and entry.name not in linked:
                    linked.add(entry.name)
                    parts.append(f"[**{inner}**]({self._target(entry)})")
                else:
                    parts.append(f"**{put(inner, bold=True)}**")
                last = found.end()
            return "".join([*parts, put(text[last:])])

        return "\n".join(line(each) if may else each for each, may in _lines(text))

    def _target(self, entry: Entry) -> str:
        return f"{self.chapter.name}.ipynb#{anchor(entry.name)}"

    def _list(self) -> str:
        """Return all terms as links, in the order of their sound, a line for each letter.

        What else a term is called stands there, too, where its sound begins with another letter.
        """
        found = {
            name: f"[{name}](#{anchor(entry.name)})"
            for entry in self.entries
            for name in entry.names
            if name == entry.name or _letter(name) != _letter(entry.name)
        }
        by_letter: dict[str, list[str]] = {}
        for name in sorted(found, key=lambda name: simplify(name).encode("gb18030")):
            by_letter.setdefault(_letter(name), []).append(found[name])
        return "\n".join(f"- **{letter}**　{'　'.join(links)}" for letter, links in by_letter.items())


def anchor(heading: str) -> str:
    """Return how JupyterLab and Notebook call a heading in an address, which our pages do, too."""
    return heading.replace("*", "").replace(" ", "-")


def is_reference(path: Path) -> bool:
    """Tell whether a master is no chapter to be learnt but one to look things up in."""
    try:
        return front_matter(path).get("reference") == "true"
    except MasterError:  # which is told where it is read
        return False


def read(chapter: Chapter, masters: Iterable[Path]) -> Glossary:
    """Return the terms of a master.

    Args:
        chapter: the master with the terms, loaded.
        masters: those of the course, in which the terms are explained.

    Raises:
        MasterError: a term stands twice, or does not say where it is explained.
    """
    paths = {path.stem: path for path in masters}
    headings = {name: list(_headings(path, chapter.rules)) for name, path in paths.items()}
    titles = {name: _in(chapter.script, front_matter(path)["title"]) for name, path in paths.items()}
    entries: list[Entry] = []
    taken = {text for part in chapter.parts if part.kind == "text" for _, text in _HEADING.findall(part.text)}
    for part in chapter.parts:
        if part.kind != "term":
            continue
        options = dict(part.options)
        heading = _HEADING.match(part.text)
        assert heading is not None  # `chapter.load` wrote it
        names = (heading[2], *_words(chapter.script, options.get("also", "")))
        for name in names:
            if name in taken:
                raise MasterError(chapter.path, part.line, f"{name} is a term or a heading already")
            taken.add(name)
        see = tuple(
            _place(chapter, part.line, wanted.strip(), headings)
            for wanted in options.get("see", "").split(";")
            if wanted.strip()
        )
        if not see:
            raise MasterError(chapter.path, part.line, f"{names[0]} needs :see: chapter and heading")
        others = _words(chapter.script, options.get("not", ""))
        entries.append(Entry(names[0], names, others, see, part.line))
    with using(chapter.script):
        return Glossary(chapter, tuple(entries), titles, expand.notebook(chapter))


def _place(chapter: Chapter, line: int, wanted: str, headings: dict[str, list[str]]) -> tuple[str, str]:
    """Return the chapter and the heading that `03 做完了` means."""
    number, _, words = wanted.partition(" ")
    name = next((name for name in headings if name.startswith(f"{number}-")), None)
    found = [text for text in headings[name] if words and words in text] if name else []
    if name is None or len(found) != 1:
        raise MasterError(chapter.path, line, f":see: {wanted} fits {len(found)} headings; name one")
    return name, _in(chapter.script, found[0])


def _headings(path: Path, rules: rulebook.Rulebook) -> Iterator[str]:
    """Yield the headings of a master below its title, with their figures filled in."""
    master = parse(path)
    renderer = Renderer(master, rules)
    for block in master.blocks:
        if block.kind == "facts":
            renderer.render(block)
        for found in _HEADING.finditer(block.body) if block.kind == "text" else ():
            if len(found[1]) > 1:
                line = block.line + block.body.count("\n", 0, found.start())
                yield renderer.render(replace(block, body=found[2], line=line))


def _lines(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the lines of a text, and whether links may stand in them.

    None may in headings, figures, code, and the heads of tables.
    """
    figures = {place for found in _FIGURE.finditer(text) for place in range(*found.span())}
    lines = text.split("\n")
    at, fenced = 0, False
    for number, line in enumerate(lines):
        start = line.lstrip("> ")
        fence = start.startswith(("```", "~~~"))
        below = lines[number + 1].lstrip("> ") if number + 1 < len(lines) else ""
        head = start.startswith("|") and _HEAD_RULE.fullmatch(below) is not None
        yield line, not (fenced or fence or head or at in figures or start.startswith("#"))
        fenced ^= fence
        at += len(line) + 1


def _letter(name: str) -> str:
    codes = [character.encode("gb18030") for character in _FIRST]
    return _LETTERS[max(bisect_right(codes, simplify(name)[0].encode("gb18030")) - 1, 0)]


def _words(script: str, listed: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in _in(script, listed).split("、") if word.strip())


def _in(script: str, text: str) -> str:
    return text if script == HANS else convert(text)


def _renew(notebook: NotebookNode) -> None:
    """Let the release of a notebook be another one where its texts are."""
    ours = notebook["metadata"]["shequ"]
    texts = [cell["source"] for cell in notebook["cells"] if cell["metadata"]["shequ"]["role"] in _LINKED]
    ours["release"] = hashlib.sha256(repr([ours["release"], texts]).encode()).hexdigest()[:12]
