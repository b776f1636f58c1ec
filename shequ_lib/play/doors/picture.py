"""The pictures of the six doors: the building with all of them, one of them near, and the evening."""

from __future__ import annotations

from html import escape

from shequ_lib.play.doors.model import CRACK, HALF, SHUT, WIDE, WORDS, Door, Doors
from shequ_lib.play.stage.people import CONTENT, INK, person, svg, text

_LEAF = {SHUT: 1.0, CRACK: 0.82, HALF: 0.5, WIDE: 0.2}  # how much of a doorway its leaf covers
_OWN = {"hair": "short", "tint": "#26303c", "coat": "#0b57d0"}  # how the one who knocks looks
_LEAF_TINT, _FRAME, _LIGHT, _DARK, _WALL = "#a5673f", "#6b4a35", "#fff3d6", "#3d332c", "#efe2c9"
_PLANT = (
    '<path d="M286,222 v-34 h44 v34 z" fill="#b5534c"/><path d="M308,188 c-26,-8 -22,-44 -4,-52 '
    'c2,18 6,26 4,52 c4,-30 14,-38 26,-40 c2,22 -8,38 -26,40" fill="#5f8f4e"/>'
)


def building(story: Doors) -> str:
    """Return the building with its doors, each as far open as it stands, as SVG."""
    doors = list(story.doors.values())
    said = "；".join(f"{door.flat} {door.name}，{WORDS[door.level]}" for door in doors)
    flats = "".join(
        _flat(door, 62 + 122 * (number % 2), 168 - 66 * (number // 2), story.worth(door) and story.left > 0)
        for number, door in enumerate(doors)
    )
    body = (
        '<rect width="360" height="250" fill="#dcecf7"/>'
        '<rect y="232" width="360" height="18" fill="#9fb08a"/>'
        '<polygon points="36,24 180,4 324,24" fill="#8a4f3d"/>'
        f'<rect x="46" y="24" width="268" height="208" fill="{_WALL}" stroke="{INK}"/>{_tree(20)}{_tree(342)}'
        f"{text(180, 21, 13, story.building, tint='#fff')}{flats}"
    )
    return svg(body, escape(f"{story.building}的六扇门：{said}"))


def near(door: Door) -> str:
    """Return one door near, with who lives there and who knocks, as SVG."""
    covered = round(96 * _LEAF[door.level])
    moving = ' class="shequ-moving"' if door.moved else ""
    resident = person(192, 118, 1.25, door.case["look"], door.level) if door.level > SHUT else ""
    body = (
        '<rect width="360" height="250" fill="#e9dfcb"/>'
        '<rect y="222" width="360" height="28" fill="#b9a888"/>'
        f'<rect x="138" y="34" width="108" height="192" fill="{_FRAME}"/>'
        f'<rect x="144" y="40" width="96" height="186" fill="{_LIGHT}"/>'
        '<clipPath id="shequ-doorway"><rect x="144" y="40" width="96" height="182"/></clipPath>'
        f'<g clip-path="url(#shequ-doorway)">{resident}</g>'
        f'<g{moving}><rect x="144" y="40" width="{covered}" height="186" fill="{_LEAF_TINT}" stroke="{INK}"/>'
        f'<circle cx="{144 + max(covered - 9, 6)}" cy="136" r="4" fill="#f3d37a"/></g>'
        f'<rect x="162" y="12" width="60" height="20" rx="4" fill="#fff" stroke="{INK}"/>'
        f"{text(192, 27, 14, door.flat)}{person(70, 128, 1.25, _OWN, CONTENT)}"
        f'<rect x="84" y="176" width="26" height="34" rx="3" fill="#fff" stroke="{INK}"/>'
        f'<path d="M88,184 h18 M88,191 h18 M88,198 h12" stroke="#8a8a8a"/>{_PLANT}'
        f"{text(192, 245, 14, f'{door.name}的门：{WORDS[door.level]}')}"
    )
    return svg(body, escape(f"{door.flat} {door.name}的门，{WORDS[door.level]}"))


def meeting(story: Doors) -> str:
    """Return the evening's meeting with those who came, as SVG."""
    came = [door.name for door in story.doors.values() if door.level >= HALF]
    seats = ""
    for number, door in enumerate(story.doors.values()):
        x, y = 76 + 104 * (number % 3), 68 + 94 * (number // 3)
        here = door.level >= HALF
        seats += (
            f"{person(x, y, 0.8, door.case['look'], door.level) if here else ''}"
            f'<rect x="{x - 26}" y="{y + 34}" width="52" height="14" rx="3" fill="#c9b48d" stroke="{INK}"/>'
            f"{text(x, y + 45, 11, door.name if here else '空着')}"
        )
    body = (
        '<rect width="360" height="250" fill="#f6f1e6"/>'
        '<rect y="206" width="360" height="44" fill="#d9c9a5"/>'
        '<rect x="40" y="10" width="280" height="26" fill="#b5534c"/>'
        f"{text(180, 28, 15, '社区成员代表会议', tint='#fff')}{seats}"
    )
    said = f"晚上的社区成员代表会议，下午敲过的六家里来旁听的：{'、'.join(came) or '没有人'}"
    return svg(body, escape(said))


def _flat(door: Door, x: int, y: int, alive: bool) -> str:
    """Return a door of the building; who may be knocked at can be clicked."""
    known = door.visits > 0
    covered = round(34 * _LEAF[door.level]) if known else 34
    face = person(x + 27, y + 27, 0.5, door.case["look"], door.level) if known and door.level > SHUT else ""
    press = f' data-press="{door.key}"' if alive else ""
    clip = f"shequ-door-{door.key}"
    level = "●" * (door.level + 1) + "○" * (WIDE - door.level) if known else ""
    inside = f'x="{x + 10}" y="{y + 6}" height="54"'
    return (
        f'<g{press}><rect x="{x}" y="{y}" width="114" height="60" fill="#f8efdc"/>'
        f'<rect x="{x + 8}" y="{y + 4}" width="38" height="56" fill="{_FRAME}"/>'
        f'<rect {inside} width="34" fill="{_LIGHT if known else _DARK}"/>'
        f'<clipPath id="{clip}"><rect {inside} width="34"/></clipPath><g clip-path="url(#{clip})">{face}</g>'
        f'<rect {inside} width="{covered}" fill="{_LEAF_TINT}" stroke="{INK}"/>'
        f"{text(x + 52, y + 24, 15, door.flat, anchor='start')}"
        f"{text(x + 52, y + 42, 14, door.name, anchor='start')}"
        f"{text(x + 52, y + 57, 11, level, anchor='start', tint='#5b3a1a')}</g>"
    )


def _tree(x: int) -> str:
    trunk = f'<rect x="{x - 3}" y="196" width="6" height="40" fill="#7a5a3a"/>'
    return f'{trunk}<circle cx="{x}" cy="180" r="17" fill="#7fa86a"/>'
