"""How the year to practise begins: its twelve months, the first of which is open."""

from __future__ import annotations

from shequ_lib.first_year import board_model
from shequ_lib.first_year.practice_model import PracticeYear
from shequ_lib.play.first import TEXT, First
from shequ_lib.play.stage.people import INK, text
from shequ_lib.play.still import words
from shequ_lib.play.year import board as year_board
from shequ_lib.play.year import html as year_html
from shequ_lib.play.year.view import HELP, TITLE

_TILE, _HIGH, _ROW = 92, 74, 6


def first(seed: int, exam: int | None) -> First:
    """Return how it begins, where no year was saved.

    Args:
        seed: Which year it is.
        exam: The seed of the examination.
    """
    game = PracticeYear(seed, exam=exam)
    name, year = game.year.community.name, game.year.year
    told = f"你到任的是{name}（虚构），从 {year} 年一月管到十二月。{HELP}"
    return First(
        TITLE,
        _months(game),
        [(TEXT, told), *words(year_html.gauge(game))],
        question="从一月开始。",
        wide=True,
        room=(1189, 1872),
    )


def _months(game: PracticeYear) -> str:
    made, tiles = board_model.tiles(game.year, game.record), ""
    for number, tile in enumerate(made):
        x, y = 4 + _TILE * (number % _ROW), 4 + _HIGH * (number // _ROW)
        now = tile.month == game.month
        look = f'fill="#cfe3fb" stroke="{INK}" stroke-width="2"' if now else 'fill="#fff" stroke="#9aa5b1"'
        word = f"{tile.decided}/{tile.total} 件" if now else "还没到"
        marks = ""
        if now:
            incidents = [*tile.incidents, *((one.kind, 1) for one in game.incidents(tile.month))]
            marks = year_board.incidents_text(incidents)
        middle = x + _TILE / 2
        tiles += (
            f'<rect x="{x + 2}" y="{y + 2}" width="{_TILE - 4}" height="{_HIGH - 4}" rx="6" {look}/>'
            f"{text(middle, y + 24, 16, f'{tile.month} 月')}{text(middle, y + 44, 14, word)}"
            f"{text(middle, y + 62, 12, marks, tint='#8a4b00') if marks else ''}"
        )
    rows = -(-len(made) // _ROW)
    width, height = _TILE * _ROW + 8, _HIGH * rows + 8
    first_month = made[game.month - 1]
    said = f"十二个月：{game.month} 月有 {first_month.total} 件事要定，后面的还没到"
    return (
        f'<svg viewBox="0 0 {width} {height}" role="img" aria-label="{said}">'
        f'<rect width="{width}" height="{height}" fill="#fbfaf6"/>{tiles}</svg>'
    )
