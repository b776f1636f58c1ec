"""A brand at its hearing in a real browser, from the first card to the end: by mouse, twice, by keyboard."""

from __future__ import annotations

import lab
import play_drive
import pytest
import stage_drive
from stage_drive import PICTURE, QUESTION, STAGE
from test_play_brand import winning

from shequ_lib.play.brand.model import SLOTS, Hearing

pytestmark = pytest.mark.browser
REFUSED = [*("card-1" for _ in SLOTS), *("keep" for _ in range(5)), "assembly"]


@pytest.fixture(scope="module")
def address():
    """A notebook of the course that holds only the simulator."""
    with play_drive.opened("brand_hearing") as address:
        yield address


def test_by_mouse_until_the_sign_hangs(chromium, address):
    with lab.browser_page(chromium, width=1100, height=800) as page:
        play = stage_drive.open_stage(page, address)
        play_drive.picture(page, "brand-1100-0")
        assert play_drive.serious_findings(page) == []
        keys = stage_drive.presses(Hearing(), winning(0))
        stage_drive.by_mouse(page, keys[: len(SLOTS) + 1])
        lab.expect(play).to_contain_text("听了这一问，改哪一格")
        stage_drive.asked_in_sight(page, PICTURE)
        play_drive.picture(page, "brand-1100-asked")
        assert play_drive.serious_findings(page) == []
        stage_drive.by_mouse(page, keys[len(SLOTS) + 1 :])
        lab.expect(play).to_contain_text("结局：立牌了")
        play_drive.picture(page, "brand-1100-end")
        assert play_drive.serious_findings(page) == []
        assert stage_drive.no_overflow(page)
        stage_drive.button(page, "paper").click()
        lab.expect(page.frame_locator(f"{STAGE} iframe").locator("h1")).to_contain_text("听证会")


def test_a_double_click_puts_one_card_down_and_another_brand_is_another(chromium, address):
    with lab.browser_page(chromium, width=400, height=800) as page:
        play = stage_drive.open_stage(page, address)
        stage_drive.by_mouse(page, ["card-0", "card-1"], twice=True)
        lab.expect(play).to_contain_text("第 3 格，共 6 格")
        stage_drive.button(page, "other").click()
        stage_drive.by_mouse(page, ["other-sure"])
        lab.expect(play).to_contain_text(Hearing(1).case["title"])
        lab.expect(play).to_contain_text("走了 0 步")


def test_by_keyboard_on_a_narrow_page_to_another_ending(chromium, address):
    with lab.browser_page(chromium, width=400, height=800) as page:
        play = stage_drive.open_stage(page, address)
        keys = stage_drive.presses(Hearing(), REFUSED)
        stage_drive.by_keyboard(page, keys[:2])
        stage_drive.asked_in_sight(page, PICTURE)
        stage_drive.by_keyboard(page, keys[2 : len(SLOTS) + 1])
        stage_drive.asked_in_sight(page, PICTURE)
        assert stage_drive.too_small(page) == []
        play_drive.picture(page, "brand-400-asked")
        stage_drive.by_keyboard(page, keys[len(SLOTS) + 1 :])
        lab.expect(play).to_contain_text("结局：会上没有通过")
        assert stage_drive.no_overflow(page)
        assert play_drive.serious_findings(page) == []
        play_drive.picture(page, "brand-400-end")
        stage_drive.by_keyboard(page, ["undo"])
        lab.expect(page.locator(QUESTION)).to_contain_text("下一步怎么办")
