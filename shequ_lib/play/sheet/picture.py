"""The community of the sheet as a picture: its houses, those who work there, the money, the premises."""

from __future__ import annotations

from html import escape

from shequ_lib.play.sheet.model import Sheet, number
from shequ_lib.play.stage.people import INK, figure
from shequ_lib.staffing import Community

HOMES, COINS = 100, 10_000  # households of a house, yuan of a coin
MOST_HOUSES, MOST_PEOPLE, MOST_COINS = 50, 30, 60  # of which there is room
_WIDTH, _HEIGHT, _GROUND = 720, 150, 62
_WALLS = ("#f3ddc0", "#efe2c9", "#e7d3b8", "#f6e7cf")
_COATS = ("#0b57d0", "#7a5cb5", "#b5534c", "#2e7d32", "#8a5a2b")
_ROOF, _HALL, _COIN = "#8a4f3d", "#fff7e3", "#f2c14e"


def place(community: Community, sheet: Sheet) -> str:
    """Return the community as it is now, as SVG."""
    plan = sheet.plan
    required, optional = plan.required_total, plan.optional_total
    houses = min(round(community.households / HOMES), MOST_HOUSES)
    coins = min(round(sheet.money.total / COINS), MOST_COINS)
    said = (
        f"一个社区：{community.households:,} 户；应配 {required:,} 人，可再配 {optional:,} 人；"
        f"经费每年 {sheet.money.total:,} 元；用房至少 {number(sheet.rooms.total_m2)} 平方米"
    )
    body = (
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#dcecf7"/>'
        f'<rect y="{_GROUND}" width="{_WIDTH}" height="{_HEIGHT - _GROUND}" fill="#c9d6b4"/>'
        f"{''.join(_house(one) for one in range(houses))}{_coins(coins)}{_hall(sheet.rooms.total_m2)}"
        f"{_staff(required, optional)}"
    )
    box = f"0 0 {_WIDTH} {_HEIGHT}"
    return f'<svg viewBox="{box}" role="img" aria-label="{escape(said)}">{body}</svg>'


def _house(one: int) -> str:
    x, height = 6 + one * 14.2, 22 + (one * 7) % 17
    top = _GROUND - height
    return (
        f'<rect x="{x}" y="{top}" width="12" height="{height}" fill="{_WALLS[one % len(_WALLS)]}" '
        f'stroke="{INK}" stroke-width=".7"/>'
        f'<path d="M{x - 1.5},{top} l7.5,-8 l7.5,8 z" fill="{_ROOF}"/>'
        f'<path d="M{x + 3},{top + 7} h2.5 m2,0 h2.5" stroke="#5b7f9a" stroke-width="3"/>'
    )


def _staff(required: int, optional: int) -> str:
    """Return those who work there in a row; those who may be added are pale."""
    shown = min(required + optional, MOST_PEOPLE)
    step = min(24, 400 / max(shown, 1))
    people = ""
    for one in range(shown):
        pale = ' opacity=".4"' if one >= required else ""
        look = figure(0, 0, coat=_COATS[one % len(_COATS)])
        people += f'<g transform="translate({18 + one * step} 140) scale(.6)"{pale}>{look}</g>'
    return people


def _coins(count: int) -> str:
    """Return the money as coins, five upon each other."""
    return "".join(
        f'<ellipse cx="{446 + 21 * (one // 5)}" cy="{138 - 6 * (one % 5)}" rx="9.5" ry="4" fill="{_COIN}" '
        'stroke="#8a6512"/>'
        for one in range(count)
    )


def _hall(area: float) -> str:
    """Return the premises, the wider the larger they are."""
    width = min(60 + area * 0.09, 250)
    x, top = _WIDTH - 8 - width, 52
    windows = "".join(
        f'<rect x="{x + 12 + 26 * one}" y="72" width="14" height="14" fill="#9cc4e0" stroke="{INK}"/>'
        for one in range(int((width - 14) // 26))
    )
    return (
        f'<rect x="{x}" y="{top}" width="{width}" height="48" fill="{_HALL}" stroke="{INK}"/>'
        f'<path d="M{x - 6},{top} l14,-16 h{width - 16} l14,16 z" fill="{_ROOF}" stroke="{INK}"/>{windows}'
        f'<rect x="{x + width / 2 - 8}" y="82" width="16" height="18" fill="#7a5230" stroke="{INK}"/>'
    )
