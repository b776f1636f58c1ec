"""What stands in the place of a simulator until it runs: its first picture and its first words, no control.

They are drawn at release, so they are plain data: a picture that needs nothing around it, and lines of text.
Who shows them puts the picture in as an image and the words as text, so nothing in them can run.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from shequ_lib.script import localise_all

TEXT, SLIP, SAY, WAY = "text", "slip", "say", "way"  # kinds: told, on a paper, said, a step of the way

Line = tuple[str, str]
"""Its kind, and its text; line breaks are kept."""


@dataclass(frozen=True)
class First:
    """How a simulator begins.

    Attributes:
        title: What it is.
        picture: SVG as it stands within a page; says in words what it shows.
        lines: What is going on and what to do; lines of the kind WAY are the steps of the way.
        question: What is asked first.
        moves: What can be answered: kind of the button, as on the stage, and its words.
        wide: Whether the picture stands above the words where there is room beside it, too.
        room: How high it is when it runs, in pixels on a wide page and on a telephone; 0 if as high as this.
    """

    title: str
    picture: str
    lines: Sequence[Line]
    question: str = ""
    moves: Sequence[Line] = ()
    wide: bool = False
    room: tuple[int, int] = (0, 0)

    def data(self) -> dict[str, Any]:
        """Return all of it as plain data, in the active script."""
        from shequ_lib.play.still import standalone  # which only release needs

        picture, said, width, height = standalone(self.picture)
        made = {
            "title": self.title,
            "picture": picture,
            "alt": said,
            "size": [width, height],
            "way": [text for kind, text in self.lines if kind == WAY],
            "lines": [line for line in self.lines if line[0] != WAY],
            "question": self.question,
            "moves": self.moves,
            "wide": self.wide,
            "room": self.room if any(self.room) else None,
        }
        return localise_all({name: value for name, value in made.items() if value})  # type: ignore[no-any-return]
