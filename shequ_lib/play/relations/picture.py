"""Where organisations and arrows stand in the picture of relations_model: geometry alone, no rule."""

from __future__ import annotations

from dataclasses import dataclass

from shequ_lib.play.relations.model import Line

Point = tuple[float, float]
Box = tuple[float, float, float, float]  # left, top, width, height

SIZE = (620, 785)
BODY = (140, 70)  # width and height of an organisation
LETTER, ROW = 21, 24  # room for a letter at an arrow, and for a row of them
GAP, HEAD, HALF_HEAD = 4, 15, 8  # between box and arrow; length and half width of an arrow's head

MIDDLES: dict[str, Point] = {
    "street_party": (310, 60),
    "authorities": (547, 60),
    "party": (310, 200),
    "assembly": (73, 210),
    "station": (547, 255),
    "committee": (310, 425),
    "government": (547, 500),
    "property": (73, 475),
    "council": (73, 745),
    "units": (310, 745),
    "agencies": (547, 745),
}


@dataclass(frozen=True)
class Course:
    """How an arrow runs.

    Attributes:
        shift: How far it runs to the right of the line from middle to middle, seen from its start.
        turn: How much farther to the right it ends.
        at: Where its words stand, from 0 (start) to 1 (end).
        aside: How far the words stand beside it.
        letters: How many letters of a word stand in a row.
    """

    shift: float = 0
    turn: float = 0
    at: float = 0.5
    aside: Point = (0, 0)
    letters: int = 4


# Arrows that are not here run from middle to middle.
COURSES = {
    "assembly_to_committee": Course(shift=15, at=0.42, aside=(-20, 12)),
    "committee_to_assembly": Course(shift=15, at=0.66, aside=(46, -10)),
    "committee_to_property": Course(shift=17, aside=(4, -44)),
    "property_to_committee": Course(shift=17, aside=(-4, 34)),
    "council_to_committee": Course(shift=-18, at=0.45),
    "units_and_committee": Course(letters=2),
    "units_to_committee": Course(shift=-38, at=0.28, aside=(-24, 0)),
    "committee_to_units": Course(shift=-38, at=0.25),
    "committee_to_station": Course(shift=-6, at=0.4, aside=(18, 14)),
    "station_to_committee": Course(shift=30, turn=-16, at=0.4, aside=(-8, -16)),
    "government_to_station": Course(shift=24, at=0.4),
    "station_to_government": Course(shift=24, aside=(-10, 0), letters=3),
    "units_to_station": Course(shift=32, turn=-50, at=0.22, aside=(26, 12)),
    "committee_to_agencies": Course(at=0.72),
    "committee_to_government": Course(at=0.4),
}


@dataclass(frozen=True)
class Arrow:
    """An arrow.

    Attributes:
        ends: Where its shaft starts and ends.
        heads: The corners of its heads, one at the end and for a mutual one at the start, too.
        rows: Its words, in rows.
        words: The room of the words.
    """

    ends: tuple[Point, Point]
    heads: tuple[tuple[Point, Point, Point], ...]
    rows: tuple[str, ...]
    words: Box


def box(body: str) -> Box:
    """Return the room of an organisation."""
    (x, y), (width, height) = MIDDLES[body], BODY
    return (x - width / 2, y - height / 2, width, height)


def arrow(line: Line) -> Arrow:
    """Return the arrow of a line, from box to box."""
    course = COURSES.get(line.key, Course())
    start, end = MIDDLES[line.start], MIDDLES[line.end]
    ahead = _direction(start, end)
    right = (-ahead[1], ahead[0])
    start, end = _moved(start, right, course.shift), _moved(end, right, course.shift + course.turn)
    start, end = _leaves(start, end, box(line.start)), _leaves(end, start, box(line.end))
    middle = (start[0] + (end[0] - start[0]) * course.at, start[1] + (end[1] - start[1]) * course.at)
    head, end_of_shaft = _head(start, end)
    heads = [head]
    if line.mutual:
        head, start = _head(end, start)
        heads.append(head)
    rows = _rows(line, course.letters)
    width, height = LETTER * max(map(len, rows)), ROW * len(rows)
    left, top = middle[0] + course.aside[0] - width / 2, middle[1] + course.aside[1] - height / 2
    return Arrow((start, end_of_shaft), tuple(heads), rows, (left, top, width, height))


def _rows(line: Line, letters: int) -> tuple[str, ...]:
    """Break the words of an arrow into rows: at a comma, or after so many letters."""
    parts = [part for word in line.label for part in word.split("、")]
    return tuple(part[start : start + letters] for part in parts for start in range(0, len(part), letters))


def _direction(start: Point, end: Point) -> Point:
    length = ((end[0] - start[0]) ** 2 + (end[1] - start[1]) ** 2) ** 0.5
    return ((end[0] - start[0]) / length, (end[1] - start[1]) / length)


def _moved(point: Point, way: Point, far: float) -> Point:
    return (point[0] + way[0] * far, point[1] + way[1] * far)


def _leaves(inside: Point, outside: Point, room: Box) -> Point:
    """Return where a line leaves a box, with a gap between."""
    ahead = _direction(inside, outside)
    far = [
        ((low - GAP if step < 0 else low + size + GAP) - place) / step
        for place, step, low, size in zip(inside, ahead, room[:2], room[2:], strict=True)
        if step
    ]
    return _moved(inside, ahead, min(far))


def _head(start: Point, end: Point) -> tuple[tuple[Point, Point, Point], Point]:
    """Return the corners of the head at the end of a line, and the middle of its base."""
    ahead = _direction(start, end)
    base, side = _moved(end, ahead, -HEAD), (-ahead[1], ahead[0])
    return (end, _moved(base, side, HALF_HEAD), _moved(base, side, -HALF_HEAD)), base
