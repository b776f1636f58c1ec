"""The mediation in a real browser, from the first complaint to the end: by mouse, by keyboard."""

from __future__ import annotations

import lab
import play_drive
import pytest
import scene_drive
from test_play_mediation import KEPT, SHUT

from shequ_lib.play.mediation.model import Mediation

pytestmark = pytest.mark.browser


def test_by_mouse_to_a_kept_agreement(chromium):
    texts = scene_drive.labels(Mediation, KEPT)
    with (
        play_drive.opened("mediation_scene") as address,
        lab.browser_page(chromium, width=1000, height=2200) as page,
    ):
        play = scene_drive.open_play(page, address)
        play_drive.picture(page, "mediation-1000-0")
        scene_drive.by_mouse(page, texts, "mediation-1000", (5, 13, len(texts)))
        lab.expect(play).to_contain_text("谈成了，也做到了")
        play.get_by_role("button", name="换一场纠纷").click()
        lab.expect(play).to_contain_text("何姐")
        play.get_by_role("button", name="重来").click()
        lab.expect(play).to_contain_text("由谁来召集、主持？")
        assert play_drive.serious_findings(page) == []
        assert play_drive.no_overflow(page)


def test_by_keyboard_on_a_narrow_page_to_another_ending(chromium):
    texts = scene_drive.labels(Mediation, SHUT)
    with (
        play_drive.opened("mediation_scene") as address,
        lab.browser_page(chromium, width=400, height=2600) as page,
    ):
        play = scene_drive.open_play(page, address)
        play_drive.picture(page, "mediation-400-0")
        scene_drive.by_keyboard(page, texts)
        lab.expect(play).to_contain_text("门关上了")
        play_drive.picture(page, "mediation-400-end")
        assert play_drive.no_overflow(page)
        lab.expect(page.locator(":focus")).to_have_text("退一步")
        page.keyboard.press("Enter")
        lab.expect(play).to_contain_text("你怎么收场？")
        play_drive.picture(page, "mediation-400-back")
