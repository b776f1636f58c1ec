"""The hearing in a real browser, from its organiser to its published result: by mouse, by keyboard."""

from __future__ import annotations

import re

import lab
import play_drive
import pytest
import stage_drive
from stage_drive import PICTURE, STAGE
from test_play_hearing import SKIPPED, SOUND

from shequ_lib.play.hearing.model import Hearing

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address():
    """A notebook of the course that holds only the simulator."""
    with play_drive.opened("hearing_room") as address:
        yield address


def presses(moves):
    """The keys of the buttons to press for these moves; ticks come before what takes them along."""
    story, keys = Hearing(), []
    for key in moves.split():
        tick = next(move.tick for move in story.scene().moves if move.key == key)
        before = len(story.reactions)
        story.do(key)
        keys.append((key, tick))
        if len(story.reactions) > before:
            keys.append(("on", False))
    return keys


def play_on(page, keys, act):
    """Tick what is to be ticked, and do the rest by `act`."""
    for key, tick in keys:
        if tick:
            box = stage_drive.button(page, key)
            box.click()
            lab.expect(box).to_be_checked()
        else:
            act(page, [key])


def test_by_mouse_to_a_sound_hearing(chromium, address):
    with lab.browser_page(chromium, width=1100, height=800) as page:
        play = stage_drive.open_stage(page, address)
        play_drive.picture(page, "hearing-1100-0")
        stage_drive.asked_in_sight(page, PICTURE)
        assert play_drive.serious_findings(page) == []
        keys = presses(SOUND)
        guests = keys.index(("invited", False))
        play_on(page, keys[:guests], stage_drive.by_mouse)
        play_drive.picture(page, "hearing-1100-guests")
        assert play_drive.serious_findings(page) == []
        stage_drive.button(page, "seat-0").click()
        lab.expect(stage_drive.button(page, "seat-0")).not_to_be_checked()
        stage_drive.button(page, "seat-0").dblclick()  # counts once
        lab.expect(stage_drive.button(page, "seat-0")).to_be_checked()
        spoken = keys.index(("item-3", False))
        play_on(page, keys[guests:spoken], stage_drive.by_mouse)
        play_drive.picture(page, "hearing-1100-room")
        lab.expect(page.locator(PICTURE)).to_have_accessible_name(re.compile("正在说"))
        play_on(page, keys[spoken:], stage_drive.by_mouse)
        lab.expect(play).to_contain_text("这场听证站得住")
        play_drive.picture(page, "hearing-1100-end")
        assert stage_drive.no_overflow(page)


def test_by_keyboard_on_a_narrow_page_a_skipped_step_fails(chromium, address):
    with lab.browser_page(chromium, width=400, height=800) as page:
        play = stage_drive.open_stage(page, address)
        keys = presses(SKIPPED)
        guests = keys.index(("invited", False))
        play_on(page, keys[: guests - 6], stage_drive.by_keyboard)
        play_drive.picture(page, "hearing-400-guests")
        assert stage_drive.too_small(page) == []
        for key, _ in keys[guests - 6 : guests]:
            play_drive.tab_to(page, stage_drive.button(page, key))
            page.keyboard.press("Space")
            lab.expect(stage_drive.button(page, key)).to_be_checked()
        play_on(page, keys[guests:], stage_drive.by_keyboard)
        lab.expect(play).to_contain_text("这场听证没有站住")
        play_drive.picture(page, "hearing-400-end")
        assert stage_drive.no_overflow(page)
        stage_drive.by_keyboard(page, ["undo"])
        lab.expect(play).to_contain_text("怎样让居民知道？")
        stage_drive.button(page, "again").click()
        lab.expect(page.locator(STAGE)).to_contain_text("走过的都不要了？")
