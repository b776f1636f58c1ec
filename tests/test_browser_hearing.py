"""The hearing in a real browser, from its organiser to its published result: by mouse, by keyboard."""

from __future__ import annotations

import lab
import play_drive
import pytest
import scene_drive
from test_play_hearing import SKIPPED, SOUND

from shequ_lib.play.hearing.model import Hearing

pytestmark = pytest.mark.browser


def test_by_mouse_to_a_sound_hearing(chromium):
    texts = scene_drive.labels(Hearing, SOUND)
    with (
        play_drive.opened("hearing_room") as address,
        lab.browser_page(chromium, width=1000, height=2200) as page,
    ):
        play = scene_drive.open_play(page, address)
        play_drive.picture(page, "hearing-1000-0")
        scene_drive.by_mouse(page, texts, "hearing-1000", (6, 16, 17, len(texts)))
        lab.expect(play).to_contain_text("这场听证站得住")
        play.get_by_role("button", name="换一个项目").click()
        lab.expect(play).to_contain_text("划停车位")
        play.get_by_role("button", name="重来").click()
        lab.expect(play).to_contain_text("这场听证会由谁组织？")
        assert play_drive.serious_findings(page) == []
        assert play_drive.no_overflow(page)


def test_by_keyboard_on_a_narrow_page_a_skipped_step_fails(chromium):
    texts = scene_drive.labels(Hearing, SKIPPED)
    with (
        play_drive.opened("hearing_room") as address,
        lab.browser_page(chromium, width=400, height=2600) as page,
    ):
        play = scene_drive.open_play(page, address)
        play_drive.picture(page, "hearing-400-0")
        scene_drive.by_keyboard(page, texts)
        lab.expect(play).to_contain_text("这场听证没有站住")
        play_drive.picture(page, "hearing-400-end")
        assert play_drive.no_overflow(page)
        lab.expect(page.locator(":focus")).to_have_text("退一步")
        page.keyboard.press("Enter")
        lab.expect(play).to_contain_text("怎样让居民知道？")
        play_drive.picture(page, "hearing-400-back")
