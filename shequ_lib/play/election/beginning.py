"""How the election begins: the ways to elect, each with how many stand behind a ballot."""

from __future__ import annotations

from html import escape

from shequ_lib.play.election.story import ElectionTale, behind
from shequ_lib.play.election.view import TITLE
from shequ_lib.play.first import TEXT, WAY, First
from shequ_lib.play.stage.people import INK, figure, text

_WIDTH, _ROW = 560, 92
_COATS = ("#0b57d0", "#7a5cb5", "#b5534c", "#2e7d32", "#8a5a2b")
_MOST = 9  # people in a row; more are told by their number


def first(seed: int) -> First:
    """Return how it begins.

    Args:
        seed: Which community it is.
    """
    tale = ElectionTale(seed)
    scene = tale.scene()
    assert scene is not None
    way = [(WAY, f"{number} {name}") for number, name in enumerate(tale.phases, 1)]
    lines = [(TEXT, line) for line in (*scene.text.splitlines(), *scene.matter.splitlines()) if line]
    return First(
        TITLE,
        _ways(tale),
        [*way, *lines],
        question=scene.question,
        moves=[("last" if move.last else "", move.label) for move in scene.moves],
        wide=True,
        room=(706, 971),
    )


def _ways(tale: ElectionTale) -> str:
    place, rows, said = tale.community, "", []
    for row, way in enumerate(tale.ways):
        y, voters = row * _ROW, place.behind(way)
        people = min(round(voters), _MOST)
        folk = "".join(
            f'<g transform="translate({268 + 30 * one} {y + 82}) scale(.68)">'
            f"{figure(0, 0, coat=_COATS[one % len(_COATS)])}</g>"
            for one in range(people)
        )
        told = (tale.way_name(way), f"能投 {place.ballots(way):,} 张票", f"一张票背后 {behind(voters)} 人")
        said.append("，".join(told))
        rows += (
            f'<rect x="6" y="{y + 8}" width="220" height="78" rx="6" fill="#fff" stroke="{INK}"/>'
            f"{text(116, y + 30, 16, told[0])}{text(116, y + 52, 14, told[1])}"
            f"{text(116, y + 74, 14, told[2])}{folk}"
        )
    height = _ROW * len(tale.ways) + 6
    return (
        f'<svg viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="{escape("；".join(said))}">'
        f'<rect width="{_WIDTH}" height="{height}" fill="#eef1f4"/>{rows}</svg>'
    )
