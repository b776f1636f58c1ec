"""Play what is told in scenes by its model, and wait in a real page until widgets take the next click."""

from __future__ import annotations

import random

from shequ_lib.play import frame


def played(story, moves):
    """The story after these moves, as one text."""
    for key in moves.split():
        story.do(key)
    return story


def wander(story, number):
    """Play to the end with moves by chance; calls nothing but what the view calls, too."""
    chance = random.Random(number)
    while (scene := story.scene()) is not None:
        moves = scene.moves
        story.do(moves[chance.randrange(len(moves))].key)
    return story


def drawn_to_the_end(story, number, plan):
    """Follow a good plan, but stray from it at about every sixth move; then go on by chance."""
    chance = random.Random(number)
    wanted = plan.split()
    while (scene := story.scene()) is not None:
        keys = [move.key for move in scene.moves]
        planned = [key for key in keys if key in wanted and chance.randrange(6)]
        story.do(min(planned, key=wanted.index) if planned else keys[chance.randrange(len(keys))])
    return story


def settle(page):
    """Wait as long as the next click would be taken for the second half of a double one."""
    page.wait_for_timeout(1000 * frame.SETTLING + 100)
