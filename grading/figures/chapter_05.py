"""The figures of chapter 5, on the committee and the organisations around it."""

from __future__ import annotations

from collections.abc import Sequence

from grading.figures.book import Figure
from grading.figures.drawing import AMBER, BLUE, GREEN, MARGIN, WIDTH, Box, Drawing
from grading.figures.words import Words, small, strong
from shequ_lib.rulebook import Rulebook

_BODY = "organisations.body."
_RELATION = "organisations.relation."
_LABEL = 120.0  # the room beside an arrow that goes down
_OUTSIDE = ("agencies", "property", "units")


def inside(rules: Rulebook) -> Figure:
    """Show who leads, decides, executes and supervises within a community.

    Source: the relations of `organisations` between the committee and the party, the assembly, the council.
    """
    drawing = Drawing()
    middle, wide = WIDTH / 2, 122.0
    top = drawing.box(middle - wide / 2, MARGIN, wide, strong(_name(rules, "street_party")), tone=AMBER)
    party = drawing.box(middle - wide / 2, top.bottom + 30, wide, *_titled(rules, "party"), tone=AMBER)
    _down(drawing, top, party, [_relation(rules, "street_party_leads_party")])
    leads, supports = _relation(rules, "party_leads_committee"), _relation(rules, "party_supports_committee")
    decides, executes, reports, watches = (
        _relation(rules, key)
        for key in ("assembly_decides", "committee_executes", "committee_reports", "council_supervises")
    )
    left = MARGIN
    right = WIDTH - MARGIN - wide
    gap = (WIDTH - 2 * MARGIN - 3 * wide) / 2
    y = party.bottom + 14 + max(small(said).height(_LABEL) for said in (leads, supports))
    high = max(140.0, 3 * (20 + max(small(said).height(gap) for said in (decides, executes, reports))))
    committee = drawing.box(
        middle - wide / 2, y, wide, *_titled(rules, "committee"), tone=BLUE, height=high, thick=True
    )
    names = "\n或".join(rules.strings(f"{_BODY}assembly.names"))
    role = small(rules.string(f"{_BODY}assembly.role"))
    assembly = drawing.box(left, y, wide, strong(names), role, tone=GREEN, height=high)
    council = drawing.box(right, y, wide, *_titled(rules, "council"), height=high)
    _down(drawing, party, committee, [leads, supports])
    _across(drawing, assembly, committee, [(decides, True), (executes, False), (reports, False)])
    _across(drawing, committee, council, [(watches, False)])
    return Figure(
        "社区里面：谁领导，谁定，谁办，谁监督",
        f"从上往下：{_name(rules, 'street_party')}{_relation(rules, 'street_party_leads_party')}"
        f"{_name(rules, 'party')}，{_name(rules, 'party')}{leads}、{supports}{_name(rules, 'committee')}。"
        f"左边，{_name(rules, 'assembly')}{decides}大事，{_name(rules, 'committee')}{executes}，"
        f"并向它{reports}；"
        f"右边，{_name(rules, 'council')}{watches}{_name(rules, 'committee')}。"
        f"{_roles(rules, ('party', 'assembly', 'committee', 'council'))}。",
        drawing,
    )


def outside(rules: Rulebook) -> Figure:
    """Show what the committee and each organisation outside do for one another.

    Source: the relations of `organisations` between the committee and agencies, property, units.
    """
    drawing = Drawing()
    near, far, high = 96.0, 128.0, 34.0
    us = rules.string(f"{_BODY}committee.name")
    start, end = MARGIN + near, WIDTH - MARGIN - far
    y = float(MARGIN)
    told = []
    for key in _OUTSIDE:
        name = _name(rules, key)
        lines = _between(rules, us, name)
        box = drawing.box(end, y, far, *_titled(rules, key), height=high * len(lines) + 8)
        at = box.middle - high * len(lines) / 2
        for relation, from_us, mutual in lines:
            drawing.text((start + end) / 2, at + 3, end - start - 20, small(relation), anchor="middle")
            drawing.line(
                (start + 6, at + 27), (end - 6, at + 27), head=from_us or mutual, tail=not from_us or mutual
            )
            at += high
        ours = "、".join(relation for relation, from_us, mutual in lines if from_us and not mutual)
        theirs = "、".join(relation for relation, from_us, mutual in lines if not from_us and not mutual)
        both = "、".join(relation for relation, _, mutual in lines if mutual)
        told.append(
            f"{name}："
            + "；".join(
                said + parts
                for said, parts in (("双方是", both), ("对它", ours), ("它对居委会", theirs))
                if parts
            )
        )
        y = box.bottom + 14
    drawing.box(MARGIN, MARGIN, near, strong(us), tone=BLUE, height=y - 14 - MARGIN, thick=True)
    return Figure(
        "居委会外面的三家：箭头从谁出发，就是谁对谁；两头都有箭头的，是双方互相",
        f"左边是{us}，右边是三家。{'。'.join(told)}。",
        drawing,
    )


def _name(rules: Rulebook, body: str) -> str:
    return rules.string(f"{_BODY}{body}.name")


def _titled(rules: Rulebook, body: str) -> list[Words]:
    return [strong(_name(rules, body)), small(rules.string(f"{_BODY}{body}.role"))]


def _roles(rules: Rulebook, bodies: Sequence[str]) -> str:
    return "，".join(f"{_name(rules, body)}是{rules.string(f'{_BODY}{body}.role')}" for body in bodies)


def _relation(rules: Rulebook, key: str) -> str:
    return rules.string(f"{_RELATION}{key}.relation")


def _between(rules: Rulebook, us: str, them: str) -> list[tuple[str, bool, bool]]:
    """Return the relations of two, each with whether it goes from us, and whether it goes both ways."""
    found = []
    for key in rules.strings("organisations.order"):
        a, b = rules.string(f"{_RELATION}{key}.a"), rules.string(f"{_RELATION}{key}.b")
        if {a, b} == {us, them}:
            mutual = rules.string(f"{_RELATION}{key}.direction") == "mutual"
            found.append((_relation(rules, key), a == us, mutual))
    return found


def _down(drawing: Drawing, upper: Box, lower: Box, labels: Sequence[str]) -> None:
    """Draw an arrow down, with a label on its right and another one on its left."""
    drawing.line((upper.centre, upper.bottom), (upper.centre, lower.y), head=True)
    for place, label in enumerate(labels):
        x, words = upper.centre + (-10 if place else 10), small(label)
        y = (upper.bottom + lower.y - words.height(_LABEL)) / 2
        drawing.text(x, y, _LABEL, words, anchor="end" if place else "start")


def _across(drawing: Drawing, left: Box, right: Box, lines: Sequence[tuple[str, bool]]) -> None:
    """Draw arrows between two boxes side by side, each with its label above: to the right, or to the left."""
    each = left.height / len(lines)
    for place, (label, to_right) in enumerate(lines):
        gap = right.x - left.right
        words = small(label)
        high = words.height(gap)
        y = left.y + each * place + (each - high - 8) / 2
        drawing.text((left.right + right.x) / 2, y, gap, words, anchor="middle")
        line = (left.right + 2, y + high + 5), (right.x - 2, y + high + 5)
        drawing.line(*line, head=to_right, tail=not to_right)


FIGURES = (inside, outside)
