"""Points as people see them, in tables, pages and lines alike: two digits after the point at most."""

from __future__ import annotations

from typing import overload

DIGITS = 2
CLOSE = 1e-6  # what sums of fractions differ by in the last digits is no difference


@overload
def rounded(points: float) -> float: ...
@overload
def rounded(points: None) -> None: ...
def rounded(points: float | None) -> float | None:
    """Return points as a cell of a table holds them; None stays None."""
    return None if points is None else round(points, DIGITS) + 0.0  # no -0


def written(points: float) -> str:
    """Return points as a text: 4, 4.5 or 82.14."""
    return f"{rounded(points):.{DIGITS}f}".rstrip("0").rstrip(".")
