"""The mediation in a real browser, from the first complaint to the end: by mouse, by keyboard."""

from __future__ import annotations

import lab
import play_drive
import pytest
import stage_drive
from stage_drive import PICTURE
from test_play_mediation import HEARD, KEPT, SHUT

from shequ_lib.play.mediation.model import Mediation

pytestmark = pytest.mark.browser


def test_by_mouse_to_a_kept_agreement(chromium):
    keys = stage_drive.presses(Mediation(), KEPT.split())
    with (
        play_drive.opened("mediation_scene") as address,
        lab.browser_page(chromium, width=1100, height=800) as page,
    ):
        play = stage_drive.open_stage(page, address)
        stage_drive.asked_in_sight(page, PICTURE)
        play_drive.picture(page, "mediation-1100-0")
        stage_drive.by_mouse(page, keys[: 2 * len(HEARD.split())])
        stage_drive.asked_in_sight(page, PICTURE)
        play_drive.picture(page, "mediation-1100-heard")
        assert play_drive.serious_findings(page) == []
        stage_drive.by_mouse(page, keys[2 * len(HEARD.split()) :], twice=True)
        lab.expect(play).to_contain_text("谈成了，也做到了")
        play_drive.picture(page, "mediation-1100-end")
        assert play_drive.serious_findings(page) == []
        stage_drive.by_mouse(page, ["other"])
        lab.expect(page.locator(PICTURE)).to_contain_text("何姐")
        lab.expect(play).to_contain_text("由谁来召集、主持？")


def test_by_keyboard_on_a_narrow_page_to_another_ending(chromium):
    keys = stage_drive.presses(Mediation(), SHUT.split())
    with (
        play_drive.opened("mediation_scene") as address,
        lab.browser_page(chromium, width=400, height=800) as page,
    ):
        play = stage_drive.open_stage(page, address)
        stage_drive.by_keyboard(page, keys)
        lab.expect(play).to_contain_text("门关上了")
        assert stage_drive.no_overflow(page)
        assert stage_drive.too_small(page) == []
        assert play_drive.serious_findings(page) == []
        page.set_viewport_size({"width": 400, "height": 2400})
        play_drive.picture(page, "mediation-400-end")
        stage_drive.by_keyboard(page, ["undo"])
        lab.expect(play).to_contain_text("你怎么收场？")
        play_drive.picture(page, "mediation-400-back")
