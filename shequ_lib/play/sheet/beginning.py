"""How the community sheet begins: the community as a picture, and the first thing to do."""

from __future__ import annotations

from shequ_lib.play.first import TEXT, WAY, First
from shequ_lib.play.sheet import desk as sheet_desk
from shequ_lib.play.sheet import picture as sheet_picture
from shequ_lib.play.sheet.panel import FREE_GOAL, TITLE
from shequ_lib.play.sheet.tasks import Tasks


def first(*, free: bool) -> First:
    """Return how it begins.

    Args:
        free: Whether the figures are moved freely from the beginning.
    """
    desk = sheet_desk.Desk()
    tasks = Tasks(desk)
    picture = sheet_picture.place(desk.community, desk.sheet)
    if free or not tasks.tasks:
        return First(TITLE, picture, [(TEXT, FREE_GOAL)], wide=True, room=(1862, 2756))
    way = [(WAY, f"第 {number} 件：{task.name}") for number, task in enumerate(tasks.tasks, 1)]
    return First(TITLE, picture, [*way, (TEXT, tasks.task.goal)], wide=True, room=(497, 496))
