"""What panel.js shows, as plain data: the sliders, the task that is being done, the buttons below."""

from __future__ import annotations

from typing import Any

from shequ_lib import rulebook
from shequ_lib.play import frame
from shequ_lib.play.sheet import desk as sheet_desk
from shequ_lib.play.sheet import html as sheet_html
from shequ_lib.play.sheet import steps as sheet_steps
from shequ_lib.play.sheet.compare import CHOICES
from shequ_lib.play.sheet.desk import Desk
from shequ_lib.play.sheet.model import FIGURES
from shequ_lib.play.sheet.tasks import DONE, OPEN, OVER, Tasks

TITLE = "给一个社区算人、算钱、算房"
FREE_GOAL = (
    "拖动滑块，看这个社区该配多少人、多少钱、多大的房子。滑块下面的小竖线就是界线，"
    "跨过去，人或房的算法就变。也可以直接改数字；党组织和兼任也能改。"
)
MORE = "兼任的岗位不另计人数；先按每个社区算，再往上相加。"
STATES = {
    DONE: ("✓ 做到了", "shequ-good"),
    OVER: ("△ 还不是", "shequ-warn"),
    OPEN: ("● 还没到", ""),
}
TASK, FREELY, ENDED = "task", "free", "ended"  # what is done: a task, figures moved freely, the end is read
# Keys of the buttons.
HINT, NEXT, FREE, TASKS, AGAIN, ALL, PAPER = "hint", "next", "free", "tasks", "again", "all", "paper"
SURE = frame.sure("改过的都不要了？")
FLAGS = ("city_management_joint", "family_planning_joint", "one_shoulder")


def board() -> dict[str, Any]:
    """Return what never changes on the sliders."""
    kinds = list(rulebook.active().strings("staff.party.kinds"))
    return {
        "rows": [
            {
                "key": key,
                "label": figure.label,
                "unit": figure.unit,
                "end": figure.end,
                "step": figure.step,
                "marks": list(sheet_steps.steps(key)),
                "slider": f"{figure.label}，滑块",
                "less": f"{figure.label}，少 1 {figure.unit}",
                "more": f"{figure.label}，多 1 {figure.unit}",
                "marked": "小竖线是界线",
            }
            for key, figure in FIGURES.items()
        ],
        "party": {"key": "party", "label": CHOICES["party"], "options": kinds},
        "station": {"key": "station_staff", "label": f"{CHOICES['station_staff']}（可不填）", "unit": "人"},
        "flags": [{"key": key, "label": CHOICES[key]} for key in FLAGS],
    }


def state(desk: Desk, seq: int, *, bare: bool) -> dict[str, Any]:
    """Return what the sliders show; it always differs from the state before in its `seq`.

    Args:
        desk: The community.
        seq: Number of the message that this answers.
        bare: Whether it is to be found out where the thresholds lie.
    """
    hints = {key: sheet_html.hint(key, *desk.steps(key)) for key in FIGURES}
    crossed = desk.crossed.key if desk.crossed and desk.crossed.fresh else ""
    if desk.crossed and crossed in FIGURES:
        shorts = "；".join(change.short for change in desk.crossed.changes)
        hints[crossed] = f"⚑ 刚跨过：{shorts}" if shorts else hints[crossed]
    return {
        "seq": seq,
        "values": {key: getattr(desk.community, key) for key in (*FIGURES, *CHOICES)},
        "hints": dict.fromkeys(hints, "") if bare else hints,
        "crossed": crossed,
        "problems": dict(desk.problems),
        "other": {key: getattr(desk.pinned, key) for key in FIGURES} if desk.pinned else {},
    }


def task(tasks: Tasks, mode: str, turn: int) -> dict[str, Any]:
    """Return what is to be done, how it stands, and the buttons.

    Args:
        tasks: The tasks.
        mode: TASK, FREELY or ENDED.
        turn: Number of the page, by which a press says what it answers.
    """
    told, goal, progress = "", FREE_GOAL, ""
    only: list[str] = []
    bare = False
    if mode == ENDED:
        told, goal = sheet_html.ended(tasks, MORE), ""
        progress = sheet_html.progress(tasks, -1)
    elif mode == TASK:
        now = tasks.task
        goal, only, progress = now.goal, list(now.keys), sheet_html.progress(tasks, tasks.at)
        bare = not (tasks.hinted or now.name in tasks.reached)
        if tasks.verdict:
            told = sheet_html.verdict(tasks.verdict, *STATES[tasks.verdict.state])
        if tasks.hinted and now.name not in tasks.reached:
            told += sheet_html.tip(now)
    return {
        "turn": turn,
        "title": TITLE,
        "progress": progress,
        "goal": goal,
        "told": told,
        "mode": mode,
        "bare": bare,
        "only": only,
        "group": "接下来",
        "buttons": buttons(tasks, mode),
    }


def buttons(tasks: Tasks, mode: str) -> list[dict[str, str]]:
    """Return the buttons below the figures."""
    if mode == ENDED:
        return [
            _button(PAPER, "打印带走的话", "main"),
            _button(FREE, "自己摆弄"),
            _button(ALL, "三件再做一遍", **SURE),
        ]
    if mode == FREELY:
        changed = tasks.desk.community != sheet_desk.first() or tasks.desk.pinned is not None
        back = "再做一遍" if tasks.over else f"做第 {tasks.at + 1} 件事"
        again = [_button(AGAIN, "重来", **SURE)] if changed else []
        tries = [_button(ALL if tasks.over else TASKS, back)] if tasks.tasks else []
        return [*tries, *again]
    again = [_button(AGAIN, "重来", **SURE)] if tasks.moved else []
    if tasks.task.name in tasks.reached:
        word = "看结果" if tasks.over else f"下一件：{tasks.tasks[tasks.at + 1].name}"
        return [_button(NEXT, word, "main"), *again]
    hint = [] if tasks.hinted else [_button(HINT, "提示")]
    return [*hint, *again, _button(FREE, "先自己摆弄")]


def _button(key: str, label: str, kind: str = "", **ask: str) -> dict[str, str]:
    return {"key": key, "label": label, "kind": kind, **ask}
