"""The picture of a mediation: both parties and how they feel, who chairs, and what lies on the table."""

from __future__ import annotations

from html import escape

from shequ_lib.play.mediation.model import FIRST_MOOD, MOODS, Mediation, Party
from shequ_lib.play.stage.people import CONTENT, CROSS, DOUBTFUL, GLAD, INK, person, svg, text

_FACES = (CROSS, CROSS, DOUBTFUL, CONTENT, GLAD)  # by the place in MOODS
_STEP = 9  # units that a party comes nearer or goes away with each change of its mood
_CHAIR = {"hair": "short", "tint": "#26303c", "coat": "#0b57d0"}
_RECORDER = {"hair": "long", "tint": "#2b1d14", "coat": "#3f7d6e"}
_SEAL = '<circle cx="{0}" cy="187" r="4" fill="none" stroke="#c62828" stroke-width="2"/>'


def table(story: Mediation) -> str:
    """Return the room with both parties, as SVG that says in words what it shows."""
    first, second = story.parties
    said = "；".join(f"{party.name}（{party.home}）{MOODS[party.mood]}" for party in story.parties)
    chair = person(164, 62, 0.8, _CHAIR, CONTENT) if story.chair else ""
    recorder = person(222, 74, 0.6, _RECORDER, CONTENT) if story.recorded else ""
    body = (
        '<rect width="360" height="250" fill="#f6f1e6"/>'
        '<rect y="176" width="360" height="74" fill="#d9c9a5"/>'
        f"{text(180, 20, 13, story.chair or '谁来主持？')}"
        f"{chair}{recorder}{_seated(first, story, 60, 1)}{_seated(second, story, 300, -1)}"
        f'<path d="M96,150 h168 l22,60 h-212 z" fill="#c9a26d" stroke="{INK}"/>{_deed(story)}'
        f"{_plate(first, 88)}{_plate(second, 272)}"
    )
    return svg(body, escape(f"{story.case['title']}：{said}{_outcome(story)}"))


def _seated(party: Party, story: Mediation, x: int, towards: int) -> str:
    """Return a party, which moves towards the other as its mood gets better."""
    look = story.case[party.key]["look"]
    to = f"translate({towards * _STEP * (party.mood - FIRST_MOOD)}px, 0px)"
    return f'<g data-part="{party.key}" data-to="{to}">{person(x, 92, 1.05, look, _FACES[party.mood])}</g>'


def _plate(party: Party, x: int) -> str:
    """Return who a party is and how it feels, on the table in front of it."""
    dots = "●" * (party.mood + 1) + "○" * (len(MOODS) - 1 - party.mood)
    name = text(x, 218, 14, f"{party.name}（{party.home}）")
    mood = text(x, 238, 13, f"{dots} {MOODS[party.mood]}")
    return (
        f'<rect x="{x - 86}" y="198" width="172" height="50" rx="4" fill="#fff" stroke="{INK}"/>{name}{mood}'
    )


def _deed(story: Mediation) -> str:
    """Return the agreement on the table, with seals when it was signed."""
    if not story.written:
        return ""
    paper = f'<rect x="160" y="156" width="40" height="38" fill="#fff" stroke="{INK}"/>'
    lines = '<path d="M166,164 h28 M166,171 h28 M166,178 h20" stroke="#8a8a8a"/>'
    seals = "".join(_SEAL.format(x) for x in (170, 190)) if story.signed else ""
    return paper + lines + seals


def _outcome(story: Mediation) -> str:
    if not story.written:
        return ""
    return "；桌上是签好的协议" if story.signed else "；桌上是还没有签的协议"
