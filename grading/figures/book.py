"""Finds a figure by its number, and makes it part of a text.

A figure stands in the text itself, as an image whose address holds all of it. As an attachment of the cell it
would not be seen: JupyterLab shows no SVG that is attached, and what reads a cell's text looks for none.
"""

from __future__ import annotations

import base64
import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import TypeAlias

from grading import figures
from grading.common.script import convert
from grading.figures.drawing import Drawing
from shequ_lib.rulebook import Rulebook
from shequ_lib.script import HANS

MODULE = "chapter_"
_NO_ALT = "has no text alternative; say in words all that it shows"


class FigureError(ValueError):
    """A figure is refused; the message says what to do."""


@dataclass(frozen=True)
class Figure:
    """A drawn figure.

    Attributes:
        caption: what it shows, under it.
        alt: all that it shows, in a sentence or two, for those who do not see it.
        drawing: the figure itself.
    """

    caption: str
    alt: str
    drawing: Drawing


Draw: TypeAlias = Callable[[Rulebook], Figure]


def numbers() -> list[str]:
    """Return the numbers of all figures, "6-1", in their order."""
    return [
        f"{chapter}-{place}" for chapter in _chapters() for place in range(1, len(_figures_of(chapter)) + 1)
    ]


def draw(number: str, rules: Rulebook) -> Figure:
    """Draw a figure.

    Args:
        number: of the figure, such as "6-1".
        rules: the rulebook that it is drawn from.

    Raises:
        FigureError: there is none, it has no text alternative, or its text does not fit.
    """
    if number not in numbers():
        raise FigureError(f"there is no figure {number}; there are {', '.join(numbers())}")
    chapter, place = map(int, number.split("-"))
    figure = _figures_of(chapter)[place - 1](rules)
    if not figure.alt.strip() or not figure.caption.strip():
        raise FigureError(f"figure {number} {_NO_ALT}")
    faults = figure.drawing.faults()
    if faults:
        raise FigureError(f"figure {number} cannot be read: {'; '.join(faults)}")
    return figure


def svg(figure: Figure, script: str) -> str:
    """Return a figure as an SVG file, in a script."""
    lang, translate = ("zh-Hans", _same) if script == HANS else ("zh-Hant", convert)
    return figure.drawing.svg(figure.caption, figure.alt, lang, translate)


class Placer:
    """What a master calls to place the figures of its chapter: `{{ figure("6-1") }}`, each once, in order."""

    def __init__(self, chapter: int, rules: Rulebook, script: str) -> None:
        self._chapter, self._rules, self._script = chapter, rules, script
        self._placed = 0

    def __call__(self, number: str) -> str:
        """Return the figure as HTML; its caption and text alternative are in simplified characters.

        Raises:
            FigureError: it is not the next figure of this chapter, or cannot be drawn.
        """
        figure = draw(number, self._rules)
        expected = f"{self._chapter}-{self._placed + 1}"
        if number != expected:
            raise FigureError(
                f"figure {number} cannot stand here; the next one of this chapter is {expected}"
            )
        self._placed += 1
        data = base64.b64encode(svg(figure, self._script).encode("utf-8")).decode("ascii")
        size = f'width="{figure.drawing.width}" height="{figure.drawing.height:g}"'
        return (
            f'<figure class="shequ-figure"><img alt="{escape(figure.alt)}" {size} '
            f'src="data:image/svg+xml;base64,{data}">'
            f"<figcaption>图 {number}　{escape(figure.caption)}</figcaption></figure>"
        )


def _same(text: str) -> str:
    return text


def _chapters() -> list[int]:
    """Return the chapters that have figures: those with a module."""
    names = (module.name for module in pkgutil.iter_modules(figures.__path__))
    return sorted(int(name.removeprefix(MODULE)) for name in names if name.startswith(MODULE))


def _figures_of(chapter: int) -> tuple[Draw, ...]:
    drawn: tuple[Draw, ...] = importlib.import_module(f"{figures.__name__}.{MODULE}{chapter:02}").FIGURES
    return drawn
