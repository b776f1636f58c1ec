"""Draws figures as SVG: boxes, lines, arrows, and text whose room is known before a browser draws it.

These few shapes stand on the standard library, which escapes by itself: a library of SVG would only name the
same elements once more, and measures no Chinese text.

`Drawing.faults` says where a text leaves its room, or lies on another text or on a line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise
from xml.etree import ElementTree

from grading.figures.words import FAINT, INK, LINE, TEXT, Words

WIDTH = 460  # of every figure: on a telephone of 400 px the smallest text still has 11 px
PAD = 9  # between the border of a box and its text
MARGIN = 6  # around everything
RULE = "#8c959f"  # the colour of a border
FONTS = "system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', sans-serif"
_HEAD = 7  # length of an arrow's head


@dataclass(frozen=True)
class Tone:
    """The colours of a shape; inverted with their hue kept, they serve a dark page."""

    fill: str
    border: str


PLAIN = Tone("#ffffff", RULE)
GREY = Tone("#f0f2f4", RULE)
BLUE = Tone("#dbeafb", "#3b78b8")
GREEN = Tone("#def1e3", "#3f8a57")
AMBER = Tone("#fdeecb", "#b07d1a")


@dataclass(frozen=True)
class Box:
    """A rectangle in the units of the drawing."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.height

    @property
    def centre(self) -> float:
        """Where its middle is from the left."""
        return self.x + self.width / 2

    @property
    def middle(self) -> float:
        """Where its middle is from the top."""
        return self.y + self.height / 2

    def holds(self, other: Box) -> bool:
        """Tell whether another one lies within this one."""
        close = 0.01
        return (
            other.x >= self.x - close
            and other.y >= self.y - close
            and other.right <= self.right + close
            and other.bottom <= self.bottom + close
        )

    def meets(self, other: Box) -> bool:
        """Tell whether two of them have room in common."""
        return (
            self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom
        )


Paragraph = str | Words


@dataclass(frozen=True)
class _Placed:
    """A paragraph in its place: the room that it was given, and the room that it takes."""

    words: Words
    lines: tuple[str, ...]
    room: Box
    taken: Box
    anchor: str  # start, middle, end
    clear: bool  # it stands on a ground of its own, so that a line may lie under it


@dataclass
class Drawing:
    """A figure as it is drawn; what stands first lies below what comes later."""

    width: int = WIDTH
    _shapes: list[tuple[str, dict[str, str]] | _Placed] = field(default_factory=list)
    _extent: list[Box] = field(default_factory=list)
    _lines: list[tuple[float, float, float, float]] = field(default_factory=list)

    # ---- shapes ----

    def box(
        self,
        x: float,
        y: float,
        width: float,
        *paragraphs: Paragraph,
        tone: Tone = PLAIN,
        height: float = 0,
        anchor: str = "middle",
        dashed: bool = False,
        thick: bool = False,
    ) -> Box:
        """Draw a box with text in it, as high as the text needs, at least `height`."""
        box = Box(x, y, width, max(height, self.needed(width, *paragraphs)))
        self._rect(box, tone, dashed=dashed, thick=thick, radius=5)
        taken = sum(words.height(width - 2 * PAD) for words in _words(paragraphs))
        top = box.middle - taken / 2
        for words in _words(paragraphs):
            room = Box(box.x + PAD, top, box.width - 2 * PAD, words.height(box.width - 2 * PAD))
            self._place(words, room, box, anchor)
            top = room.bottom
        return box

    def needed(self, width: float, *paragraphs: Paragraph) -> float:
        """Return how high a box of this width with this text is at least."""
        if not paragraphs:
            return 0
        return sum(words.height(width - 2 * PAD) for words in _words(paragraphs)) + PAD * 1.2

    def row(
        self,
        y: float,
        *cells: Sequence[Paragraph],
        x: float = MARGIN,
        width: float = WIDTH - 2 * MARGIN,
        gap: float = 10,
        tones: Sequence[Tone] = (PLAIN,),
        height: float = 0,
        anchor: str = "middle",
    ) -> list[Box]:
        """Draw boxes side by side, all of one width and one height."""
        each = (width - gap * (len(cells) - 1)) / len(cells)
        high = max(height, *(self.needed(each, *cell) for cell in cells), 0)
        return [
            self.box(
                x + place * (each + gap),
                y,
                each,
                *cell,
                tone=tones[place % len(tones)],
                height=high,
                anchor=anchor,
            )
            for place, cell in enumerate(cells)
        ]

    def text(
        self,
        x: float,
        y: float,
        width: float,
        *paragraphs: Paragraph,
        anchor: str = "start",
        clear: bool = False,
    ) -> Box:
        """Write text below `y`: from `x` on to the right, or to the left of it, or around it."""
        left = {"start": x, "middle": x - width / 2, "end": x - width}[anchor]
        top = y
        for words in _words(paragraphs):
            room = Box(left, top, width, words.height(width))
            self._place(words, room, room, anchor, clear=clear)
            top = room.bottom
        return Box(left, y, width, top - y)

    def labels(self, y: float, *places: tuple[float, Words]) -> float:
        """Write over places from left to right, each within the figure and where the others leave room.

        Args:
            y: where the highest line of labels begins.
            places: each with how far from the left it is, and what is said over it.

        Returns:
            where the lowest line ends.
        """
        ends: list[float] = []  # of the lines of labels, from the lowest to the highest
        lines = []
        for x, words in places:
            wide = words.width() + 1
            left = min(max(x - wide / 2, MARGIN), self.width - MARGIN - wide)
            line = next((number for number, end in enumerate(ends) if end <= left), len(ends))
            ends[line : line + 1] = [left + wide + 4]
            lines.append((line, left, wide, words))
        high = max(words.height(wide) for _, _, wide, words in lines)
        for line, left, wide, words in lines:
            self.text(left, y + (len(ends) - 1 - line) * high, wide, words)
        return y + len(ends) * high

    def bar(
        self, x: float, y: float, width: float, height: float, tone: Tone, *, dashed: bool = False
    ) -> Box:
        """Draw a part of a bar: a box without round corners and without text."""
        box = Box(x, y, width, height)
        self._rect(box, tone, dashed=dashed)
        return box

    def tiles(self, x: float, y: float, count: int, tone: Tone, *, each_row: int, size: float = 15) -> Box:
        """Draw as many small squares as there are things of a kind, in rows; return the room of them all."""
        step = size + 4
        path = "".join(
            f"M{_number(x + place % each_row * step)} {_number(y + place // each_row * step)}"
            f"h{_number(size)}v{_number(size)}h-{_number(size)}z"
            for place in range(count)
        )
        self._shapes.append(("path", {"d": path, "fill": tone.fill, "stroke": tone.border}))
        rows = -(-count // each_row)
        box = Box(x, y, min(count, each_row) * step - 4, rows * step - 4)
        self._extent.append(box)
        return box

    def area(self, *points: tuple[float, float], tone: Tone) -> None:
        """Fill what lies between points."""
        path = "M" + "L".join(f"{_number(x)} {_number(y)}" for x, y in points) + "Z"
        self._shapes.append(("path", {"d": path, "fill": tone.fill}))
        for x, y in points:
            self._extent.append(Box(x, y, 0, 0))

    def frame(self, box: Box, tone: Tone = GREY, *, dashed: bool = False) -> Box:
        """Draw a ground on which other shapes will stand."""
        self._rect(box, tone, dashed=dashed, radius=8)
        return box

    def line(
        self,
        *points: tuple[float, float],
        colour: str = FAINT,
        head: bool = False,
        tail: bool = False,
        dashed: bool = False,
        thick: bool = False,
    ) -> None:
        """Draw a line through points, with an arrow's head at its end (`head`) or its beginning (`tail`)."""
        shown = list(points)
        if head:
            shown[-1] = _towards(points[-1], points[-2], _HEAD - 1)
        if tail:
            shown[0] = _towards(points[0], points[1], _HEAD - 1)
        path = "M" + "L".join(f"{_number(x)} {_number(y)}" for x, y in shown)
        look = {"d": path, "fill": "none", "stroke": colour, "stroke-width": "2.2" if thick else "1.3"}
        if dashed:
            look["stroke-dasharray"] = "5 4"
        self._shapes.append(("path", look))
        for wanted, tip, before in ((head, points[-1], points[-2]), (tail, points[0], points[1])):
            if wanted:
                self._shapes.append(("path", {"d": _head(tip, before), "fill": colour}))
        for (x1, y1), (x2, y2) in pairwise(points):
            self._lines.append((x1, y1, x2, y2))
            self._extent.append(Box(min(x1, x2), min(y1, y2), abs(x1 - x2), abs(y1 - y2)))

    def dot(self, x: float, y: float, radius: float = 4, colour: str = INK) -> None:
        """Draw a point."""
        self._shapes.append(
            ("circle", {"cx": _number(x), "cy": _number(y), "r": _number(radius), "fill": colour})
        )
        self._extent.append(Box(x - radius, y - radius, 2 * radius, 2 * radius))

    # ---- what it is made of ----

    @property
    def height(self) -> float:
        """How high it is: what is drawn, and a margin below."""
        return round(max((box.bottom for box in self._extent), default=0) + MARGIN)

    @property
    def words(self) -> list[str]:
        """What it says, paragraph by paragraph."""
        return [one.words.text for one in self._placed]

    def faults(self) -> list[str]:
        """Return where a text leaves its room or the figure, or lies on another text or on a line."""
        return list(self._faults())

    def _faults(self) -> Iterator[str]:
        page = Box(0, 0, self.width, self.height)
        for box in self._extent:
            if not page.holds(box):
                yield f"something lies outside, at {box.x:g}, {box.y:g}"
        for one in self._placed:
            if not one.room.holds(one.taken):
                yield f"“{one.words.text}” is larger than its room"
        for one, other in combinations(self._placed, 2):
            if one.taken.meets(other.taken):
                yield f"“{one.words.text}” lies on “{other.words.text}”"
        for one in self._placed:
            for line in self._lines:
                if not one.clear and _crosses(line, one.taken):
                    yield f"a line runs through “{one.words.text}”"

    def svg(self, title: str, description: str, lang: str, convert: Callable[[str], str]) -> str:
        """Return it as the text of an SVG file.

        Args:
            title: its name.
            description: all that it says, in words.
            lang: the language of its text, such as "zh-Hans".
            convert: brings a text into the script of the course; as many characters come out as go in.
        """
        root = ElementTree.Element(
            "svg",
            {
                "xmlns": "http://www.w3.org/2000/svg",
                "width": str(self.width),
                "height": str(self.height),
                "viewBox": f"0 0 {self.width} {self.height}",
                "role": "img",
                "xml:lang": lang,
                "font-family": FONTS,
                "font-size": str(TEXT),
                "fill": INK,
            },
        )
        ElementTree.SubElement(root, "title").text = convert(title)
        ElementTree.SubElement(root, "desc").text = convert(description)
        # A ground of its own: it may be shown where nobody knows our colours.
        ElementTree.SubElement(root, "rect", {"width": "100%", "height": "100%", "fill": "#fff"})
        for shape in self._shapes:
            if isinstance(shape, _Placed):
                _write(root, shape, convert)
            else:
                ElementTree.SubElement(root, shape[0], shape[1])
        return ElementTree.tostring(root, encoding="unicode")

    @property
    def _placed(self) -> list[_Placed]:
        return [shape for shape in self._shapes if isinstance(shape, _Placed)]

    def _place(self, words: Words, room: Box, within: Box, anchor: str, *, clear: bool = False) -> None:
        lines = words.lines(room.width)
        wide = max(words.width(line) for line in lines)
        left = {"start": room.x, "middle": room.centre - wide / 2, "end": room.right - wide}[anchor]
        taken = Box(left, room.y, wide, len(lines) * words.size * LINE)
        if clear:
            ground = {"x": _number(left - 2), "y": _number(room.y), "fill": "#fff"}
            size = {"width": _number(wide + 4), "height": _number(taken.height)}
            self._shapes.append(("rect", ground | size))
        self._shapes.append(_Placed(words, tuple(lines), within, taken, anchor, clear))
        self._extent.append(taken)

    def _rect(
        self, box: Box, tone: Tone, *, dashed: bool = False, thick: bool = False, radius: float = 0
    ) -> None:
        look = {"x": _number(box.x), "y": _number(box.y), "width": _number(box.width)}
        look |= {"height": _number(box.height), "fill": tone.fill, "stroke": tone.border}
        if radius:
            look["rx"] = _number(radius)
        if dashed:
            look["stroke-dasharray"] = "5 4"
        if thick:
            look["stroke-width"] = "2.2"
        self._shapes.append(("rect", look))
        self._extent.append(box)


def _write(root: ElementTree.Element, placed: _Placed, convert: Callable[[str], str]) -> None:
    """Write the lines of a paragraph, converted as a whole: a word may stand in two lines."""
    text = "".join(placed.lines)
    converted = convert(text)
    if len(converted) != len(text):
        raise ValueError(f"“{text}” has another length in the other script")
    x = {
        "start": placed.taken.x,
        "middle": placed.taken.x + placed.taken.width / 2,
        "end": placed.taken.right,
    }
    look = {"x": _number(x[placed.anchor])}
    if placed.anchor != "start":
        look["text-anchor"] = placed.anchor
    if placed.words.size != TEXT:
        look["font-size"] = str(placed.words.size)
    if placed.words.bold:
        look["font-weight"] = "600"
    if placed.words.colour != INK:
        look["fill"] = placed.words.colour
    start = 0
    for number, line in enumerate(placed.lines):
        base = placed.taken.y + (number * LINE + LINE / 2 + 0.35) * placed.words.size
        element = ElementTree.SubElement(root, "text", look | {"y": _number(base)})
        element.text = converted[start : start + len(line)]
        start += len(line)


def _words(paragraphs: Sequence[Paragraph]) -> list[Words]:
    return [one if isinstance(one, Words) else Words(one) for one in paragraphs]


def _number(value: float) -> str:
    return f"{round(value, 1):g}"


def _towards(point: tuple[float, float], other: tuple[float, float], distance: float) -> tuple[float, float]:
    length = ((other[0] - point[0]) ** 2 + (other[1] - point[1]) ** 2) ** 0.5
    part = distance / length
    return point[0] + (other[0] - point[0]) * part, point[1] + (other[1] - point[1]) * part


def _head(tip: tuple[float, float], before: tuple[float, float]) -> str:
    """Return the path of an arrow's head."""
    back = _towards(tip, before, _HEAD)
    half = 0.55
    across = (back[1] - tip[1]) * half, (tip[0] - back[0]) * half
    corners = [tip, (back[0] + across[0], back[1] + across[1]), (back[0] - across[0], back[1] - across[1])]
    return "M" + "L".join(f"{_number(x)} {_number(y)}" for x, y in corners) + "Z"


def _crosses(line: tuple[float, float, float, float], box: Box) -> bool:
    """Tell whether a line runs through a box: is anything left of it between the edges?"""
    x1, y1, x2, y2 = line
    enter, leave = 0.0, 1.0
    for start, step, low, high in (
        (x1, x2 - x1, box.x, box.right),
        (y1, y2 - y1, box.y, box.bottom),
    ):
        if step == 0:
            if not low < start < high:
                return False
            continue
        first, second = sorted(((low - start) / step, (high - start) / step))
        enter, leave = max(enter, first), min(leave, second)
    return enter < leave
