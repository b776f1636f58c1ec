"""The sewing corner and the scales above it: who is there, who does the work, and which side is heavier."""

from __future__ import annotations

import math
from html import escape

from shequ_lib.play.sewing.model import DECISIONS, DROP, ENOUGH, FULL, HOLD, MONTHS, SewingYear
from shequ_lib.play.stage.people import CONTENT, CROSS, GLAD, figure

WIDTH, HEIGHT = 560, 262
GROUND = 244
BEAM, PIVOT = 150, (280, 34)  # half of the beam's length; where it turns
TILT, STEEPEST = 1.6, 10  # degrees for each point that one side has more, and at most
MANY = 5  # residents in the room at most
CSS = ".shequ-sewing text { text-anchor: middle; font-family: inherit; font-weight: bold; fill: #1d2b3a; }"
COATS = ("#ef6c00", "#6a1b9a", "#00838f", "#c2185b", "#558b2f")
HAIR = ("#bdbdbd", "#5d4037", "#2b2b2b", "#424242", "#9e9e9e")
HELPER = {HOLD: 168, DROP: -88}  # where the committee's man stands after a choice of this kind
BESIDE = 0  # and else: beside the door


def corner(year: SewingYear, told: bool) -> str:
    """Return the room as SVG, which says in words what it shows.

    Args:
        year: The year.
        told: Whether what followed the last choice is shown, so that its month is still on the wall.
    """
    last = year.choices[-1].kind if year.choices else ""
    month = MONTHS[DECISIONS[max(year.number - (1 if told or year.ending else 0), 0)]["month"] - 1]
    there = max(1, min(MANY, round((year.service + year.autonomy) * MANY / (2 * FULL))))
    lowest = min(year.service, year.autonomy)
    mood = GLAD if lowest >= ENOUGH else CROSS if lowest < ENOUGH - 2 else CONTENT
    who = {HOLD: "小顾在机器旁边忙", DROP: "小顾不在屋里"}.get(last, "小顾站在门边")
    seen = f"来了 {there} 位居民，{who}"
    lamp = "#fff3b0" if year.service >= ENOUGH else "#c5ccd3"
    if not told and year.ending is not None and year.ending.key == "locked":
        there, seen, lamp = 0, "门锁着，一位居民也没有", "#c5ccd3"
    words = (
        f"{month}月的缝纫角，{seen}。天平上，{year.serving} {year.service}，{year.running} {year.autonomy}"
    )
    people = "".join(
        figure(300 + 56 * n, GROUND - 4, coat=COATS[n], tint=HAIR[n], mood=mood) for n in range(there)
    )
    to = HELPER.get(last, BESIDE)
    helper = (
        f'<g data-part="helper" data-to="translate({to}px, 0px)">{figure(84, GROUND, coat="#1565c0")}</g>'
    )
    return (
        f'<svg class="shequ-sewing" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(words)}">'
        f"<style>{CSS}</style>{_room(month, lamp)}{people}{_table()}{helper}{_scales(year)}</svg>"
    )


def _room(month: str, lamp: str) -> str:
    return (
        f'<rect x="-{WIDTH}" width="{3 * WIDTH}" height="{HEIGHT}" fill="#f7eedd"/>'
        f'<rect x="-{WIDTH}" y="{GROUND - 18}" width="{3 * WIDTH}" height="60" fill="#d7b98e"/>'
        f'<rect x="22" y="124" width="66" height="{GROUND - 142}" fill="#8d5b3b"/>'
        f'<rect x="112" y="132" width="62" height="58" fill="#fff" stroke="#5d4037" stroke-width="2"/>'
        f'<rect x="112" y="132" width="62" height="18" fill="#c62828"/>'
        f'<text x="143" y="178" font-size="{18 if len(month) > 1 else 21}">{month}月</text>'
        f'<path d="M500 104 V132" stroke="#5d4037" stroke-width="3"/>'
        f'<path d="M482 150 L492 130 H508 L518 150z" fill="{lamp}" stroke="#5d4037" stroke-width="2"/>'
    )


def _table() -> str:
    """Return a table with a sewing machine."""
    return (
        f'<rect x="196" y="{GROUND - 44}" width="92" height="10" rx="3" fill="#6d4c41"/>'
        f'<path d="M206 {GROUND - 34} V{GROUND} M278 {GROUND - 34} V{GROUND}" stroke="#6d4c41" '
        'stroke-width="7"/>'
        f'<path d="M212 {GROUND - 46} h54 v-12 h-12 v-22 h-36 v12 h22 v12 h-28z" fill="#263238"/>'
        f'<circle cx="262" cy="{GROUND - 66}" r="9" fill="none" stroke="#b0bec5" stroke-width="4"/>'
        f'<path d="M214 {GROUND - 46} q-18 4 -14 24 q16 4 26 -2 l4 -22z" fill="#f48fb1"/>'
    )


def _scales(year: SewingYear) -> str:
    """Return the scales; the heavier side hangs lower."""
    turn = max(-STEEPEST, min(STEEPEST, (year.autonomy - year.service) * TILT))
    x, y = PIVOT
    down = math.sin(math.radians(turn)) * BEAM
    pans = _pan(x - BEAM, -down, f"{year.serving} {year.service}", "#1565c0")
    pans += _pan(x + BEAM, down, f"{year.running} {year.autonomy}", "#2e7d32")
    return (
        f'<path d="M{x} 6 V{y}" stroke="#5d4037" stroke-width="5"/>'
        f'<g data-part="beam" data-to="rotate({turn:.1f}deg)" style="transform-origin: {x}px {y}px">'
        f'<rect x="{x - BEAM}" y="{y - 4}" width="{2 * BEAM}" height="8" rx="4" fill="#5d4037"/></g>'
        f'<circle cx="{x}" cy="{y}" r="9" fill="#8d6e63"/>{pans}'
    )


def _pan(x: float, down: float, text: str, colour: str) -> str:
    y = PIVOT[1]
    return (
        f'<g data-part="pan-{x:.0f}" data-to="translate(0px, {down:.1f}px)">'
        f'<path d="M{x} {y} L{x - 58} {y + 34} H{x + 58}z" fill="none" stroke="#5d4037" stroke-width="2"/>'
        f'<rect x="{x - 64}" y="{y + 32}" width="128" height="34" rx="8" fill="#fff" stroke="{colour}" '
        f'stroke-width="3"/><text x="{x}" y="{y + 56}" font-size="20">{escape(text)}</text></g>'
    )
