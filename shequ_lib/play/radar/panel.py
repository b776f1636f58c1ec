"""What panel.js shows, as plain data: the goals with their indicators, the measures, the buttons."""

from __future__ import annotations

from typing import Any

from shequ_lib.play import frame
from shequ_lib.play.radar import html as radar_html
from shequ_lib.play.radar.html import SIGN, UNIT
from shequ_lib.play.radar.model import Harmony, Reaction, points
from shequ_lib.play.radar.solver import Measure
from shequ_lib.self_assessment import Assessment

MARKING, MEASURES, RESULT = range(3)  # the steps
STEPS = ("一　打分", "二　挑措施", "三　看结果")
ONWARD = ("下一步：挑措施", "下一步：看结果", "回去再挑一次")
TITLE = "和谐社区？给自己打打分"
TAKEAWAY = "先找最低的一块，再看补哪里、花多少。总平均再高，也填不平短板。"
ON, GIVEN, OTHER, AGAIN = "on", "given", "other", "again"  # keys of the buttons


def board(harmony: Harmony) -> dict[str, Any]:
    """Return what never changes."""
    goals: dict[str, list[str]] = {}
    for indicator in harmony.indicators:
        goals.setdefault(indicator.goal_name, []).append(indicator.name)
    return {
        "title": TITLE,
        "steps": STEPS,
        "stepsLabel": "分三步走",
        "cardsLabel": "可以挑的措施",
        "buttonsLabel": "接下来",
        "least": harmony.least,
        "most": harmony.most,
        "unit": UNIT,
        "goals": [{"name": name, "indicators": indicators} for name, indicators in goals.items()],
        "remember": ["记住", TAKEAWAY],
    }


def page(harmony: Harmony, step: int, turn: int, followed: Reaction | None) -> dict[str, Any]:
    """Return what changes.

    Args:
        harmony: The community.
        step: MARKING, MEASURES or RESULT.
        turn: Number of the page, by which a press says what it answers.
        followed: What followed from the last move.
    """
    before, after = harmony.before(), harmony.after() if harmony.taken else None
    called, inside = radar_html.weakest(harmony, after or before)
    return {
        "turn": turn,
        "step": step,
        "intro": radar_html.intro(harmony),
        "called": called,
        "inside": inside,
        "table": radar_html.table(before, after),
        "told": radar_html.reaction(followed),
        "notes": notes(before),
        "back": _back(harmony),
        "hands": radar_html.hands(harmony),
        "cards": [_card(harmony, measure) for measure in harmony.measures],
        "report": radar_html.ended(harmony, harmony.report()) if step == RESULT else "",
        "buttons": _buttons(harmony, step),
    }


def notes(assessment: Assessment) -> list[str]:
    """Say of each goal how it stands."""
    return [
        f"平均 {points(score.mean)} {UNIT}{f'　{SIGN} 短板' if score.name in assessment.weakest else ''}"
        for score in assessment.scores
    ]


def _card(harmony: Harmony, measure: Measure) -> dict[str, Any]:
    """Say what a measure does, and whether it is taken."""
    rises = "，".join(
        f"{rise.goal} +{points(rise.after - rise.before)}" for rise in harmony.rises(measure.key)
    )
    taken, note = measure.key in harmony.taken, ""
    if taken:
        gain = harmony.gain(measure.key)
        note = f"✓ 做，短板靠它 +{points(gain)}" if gain else "✓ 做，短板没动"
    elif measure.cost > harmony.left:
        note = f"人手不够，还差 {measure.cost - harmony.left} 人月"
    return {
        "key": measure.key,
        "name": f"{measure.name}　{measure.cost} 人月",
        "lines": [measure.does, rises or "已经到顶，提不高了", *([note] if note else [])],
        "taken": taken,
    }


def _back(harmony: Harmony) -> dict[str, str]:
    """Return the button that puts the marks of the community back; it asks where there are others."""
    sure = frame.sure("改过的分数都不要了？") if harmony.scores != harmony.given else {}
    return _button(GIVEN, "恢复给出的分数", "把滑块放回这个社区的自评", **sure)


def _buttons(harmony: Harmony, step: int) -> list[dict[str, str]]:
    """Return the buttons below all; those that throw something away ask first."""
    changed = harmony.taken or harmony.scores != harmony.given
    sure = frame.sure("改过的、挑好的都不要了？") if changed else {}
    return [
        _button(ON, ONWARD[step], "", "main"),
        _button(OTHER, "换一个社区", "换一个社区，从头来", **sure),
        _button(AGAIN, "重来", "恢复成刚打开时的样子", **sure),
    ]


def _button(key: str, label: str, hint: str, kind: str = "", **ask: str) -> dict[str, str]:
    return {"key": key, "label": label, "hint": hint, "kind": kind, **ask}
