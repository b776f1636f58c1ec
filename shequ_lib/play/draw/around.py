"""What stands around the map and never changes, as plain data: the goal, what can be chosen, the buttons."""

from __future__ import annotations

from typing import Any

from shequ_lib import division, rulebook
from shequ_lib.play import style

SEEDS = range(1, 7)
TITLE = "划一划社区"
HELP = (
    "选一个社区，再点地块，就把地块划给它；再点一次取消。按住鼠标拖过去，可以连着划。"
    "用键盘：Tab 键到图上，方向键换地块，空格键划归，数字键直接划给那个社区，0 键取消，Ctrl+Z 退一步。"
)
GOAL = (
    "先选一个社区，再点图上的地块，把每块都划进一个社区：社区要连成一片，户数合口径，"
    "线要沿着大路或河，不从小区当中穿过。"
)
TAKEAWAY = "线照着居民区画，沿大路、沿河最清楚；户数够、连成一片、不留死角，几样要一起顾到。"
UNDO, SOLUTION, AGAIN = "undo", "solution", "again"  # keys of the buttons


def around() -> dict[str, Any]:
    """Return all of it."""
    rules = [(rule, rule_name(rule)) for rule in division.rules(rulebook=rulebook.active())]
    return {
        "style": f"<style>{style.CSS}</style>",
        "title": TITLE,
        "goal": GOAL,
        "maps": {"label": "换一张图", "options": [(str(seed), f"第 {seed} 张") for seed in SEEDS]},
        "rules": {"label": "户数按哪个口径", "options": rules},
        "buttons": [
            {"key": UNDO, "label": "退一步", "hint": "取消刚才那一笔"},
            {"key": SOLUTION, "label": "看一种画法", "hint": "在图上画出一种合适的画法，可以退回来"},
            {"key": AGAIN, "label": "重来", "hint": "把图清空，从头画起，可以退回来"},
        ],
        "help": ("怎样操作", HELP),
        "remember": ("记住", TAKEAWAY),
    }


def rule_name(rule: str) -> str:
    """Return what a rule of size is called."""
    return rulebook.active().string(f"division.sizes.{rule}.name")
