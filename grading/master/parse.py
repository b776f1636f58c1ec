"""Split a master into its blocks, each with the line it starts on. Nothing is rendered or judged here."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from markdown_it import MarkdownIt

_DIRECTIVE = re.compile(r"\{([a-z-]+)\}\s*(.*)")
_OPTION = re.compile(r":([a-z-]+):\s*(.*)")
KINDS = ("exercise", "code-cell", "law", "facts")


class MasterError(ValueError):
    """A master is refused; the message names file, line, exercise (if any) and what to do."""

    def __init__(self, path: Path, line: int, message: str, exercise: str = "") -> None:
        where = f"{path.name}:{line}" + (f" [{exercise}]" if exercise else "")
        super().__init__(f"{where}: {message}")
        self._of = (path, line, message, exercise)

    def about(self, what: str) -> MasterError:
        """Return the same refusal with what it is about before its message."""
        path, line, message, exercise = self._of
        return MasterError(path, line, f"{what}: {message}", exercise)


@dataclass(frozen=True)
class Block:
    """A stretch of text (`kind` "text") or one fenced directive."""

    kind: str
    argument: str
    body: str
    line: int  # of the first line of `body` in the file, counted from 1
    options: dict[str, str] = field(default_factory=dict)
    vary: Block | None = None  # what an exercise draws its members from, of `kind` "vary"


@dataclass(frozen=True)
class Master:
    """A parsed master."""

    path: Path
    front: dict[str, str]
    blocks: tuple[Block, ...]

    @property
    def chapter(self) -> str:
        """The name of the chapter, of its notebook and of its nbgrader assignment."""
        return self.path.stem

    @property
    def number(self) -> int:
        """The number of the chapter, 0 if its file has none."""
        number = re.match(r"\d+", self.path.stem)
        return int(number[0]) if number else 0


def parse(path: Path) -> Master:
    """Read and split a master.

    Raises:
        MasterError: no front matter, or a directive that does not exist.
    """
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    front, first = _front_matter(path, lines)
    blocks: list[Block] = []
    after = first
    blocks_only = MarkdownIt("commonmark").disable("inline")
    for token in blocks_only.parse("\n".join([""] * first + lines[first:])):
        match = (
            _DIRECTIVE.fullmatch(token.info.strip()) if token.type == "fence" and token.level == 0 else None
        )
        if match is None or token.map is None:
            continue
        start, end = token.map
        if match[1] not in KINDS:
            raise MasterError(
                path, start + 1, f"unknown directive {{{match[1]}}}; there are {', '.join(KINDS)}"
            )
        blocks += _text(lines, after, start)
        blocks.append(_directive(match[1], match[2], token.content, start + 2))
        after = end
    blocks += _text(lines, after, len(lines))
    return Master(path, front, tuple(blocks))


def front_matter(path: Path) -> dict[str, str]:
    """Return what stands at the head of a master.

    Raises:
        MasterError: there is none, or no title in it.
    """
    return _front_matter(path, path.read_text(encoding="utf-8").splitlines())[0]


def _front_matter(path: Path, lines: list[str]) -> tuple[dict[str, str], int]:
    if not lines or lines[0] != "---" or "---" not in lines[1:]:
        raise MasterError(path, 1, "a master starts with front matter between two lines ---")
    end = lines.index("---", 1)
    try:
        front = yaml.load("\n".join(lines[1:end]), Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        raise MasterError(path, 1, f"the front matter is no YAML: {error}") from None
    if not isinstance(front, dict) or "title" not in front:
        raise MasterError(path, 1, "the front matter needs a title")
    return front, end + 1


def _text(lines: list[str], start: int, end: int) -> list[Block]:
    """Return the text between two directives, cut before each second-level heading."""
    cuts = [start, *(i for i in range(start + 1, end) if lines[i].startswith("## ")), end]
    blocks = []
    for first, last in itertools.pairwise(cuts):
        body = "\n".join(lines[first:last])
        if body.strip():
            blocks.append(Block("text", "", body, first + 1))
    return blocks


def _directive(kind: str, argument: str, content: str, line: int) -> Block:
    options: dict[str, str] = {}
    lines = content.splitlines()
    while kind == "code-cell" and lines and (match := _OPTION.fullmatch(lines[0])):
        options[match[1]] = match[2].strip()
        lines.pop(0)
        line += 1
    vary = None
    if kind == "exercise" and lines and lines[0].rstrip() == "vary:":
        # Down to the next line that stands at the left: the head, or a Jinja condition of the whole exercise.
        head = next((i for i in range(1, len(lines)) if lines[i][:1].strip()), len(lines))
        vary = Block("vary", argument.strip(), "\n".join(lines[:head]), line)
        lines, line = lines[head:], line + head
    return Block(kind, argument.strip(), "\n".join(lines), line, options, vary)
