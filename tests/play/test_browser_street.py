"""The street of words in a real browser, to its end: by mouse with double clicks, by keyboard, on paper."""

from __future__ import annotations

import lab
import play_drive
import pytest
import stage_drive
from stage_drive import PICTURE

from shequ_lib.play.street.model import PLACES, StreetWalk

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address():
    """A notebook of the course that holds only the simulator."""
    with play_drive.opened("street_of_words") as address:
        yield address


def keys(*, wrong=()):
    """The moves of a walk, wrong at the steps of these numbers."""
    walk, made = StreetWalk(), []
    while (scene := walk.scene()) is not None:
        options = walk.stops[walk.at].case["option"]
        good = [move.key for move in scene.moves if options[int(move.key)].get("right")]
        bad = [move.key for move in scene.moves if move.key not in good]
        made.append((bad if len(made) in wrong else good)[0])
        walk.do(made[-1])
    return made


def test_by_mouse_with_double_clicks_and_then_on_paper(chromium, address):
    pressed = stage_drive.presses(StreetWalk(), keys(wrong=(0,)))
    with lab.browser_page(chromium, width=1100, height=900) as page:
        stage_drive.listen_to_printing(page)
        play = stage_drive.open_stage(page, address)
        lab.expect(play).to_contain_text("你替小顾走一趟街")
        stage_drive.asked_in_sight(page, PICTURE)
        play_drive.picture(page, "street-1100-0")
        assert play_drive.serious_findings(page) == []

        label = stage_drive.button(page, pressed[0]).inner_text()
        stage_drive.slow_double_click(page, pressed[0])
        lab.expect(stage_drive.told(page)).to_contain_text(f"你：{label}")  # the second click did not go on
        lab.expect(page.locator(PICTURE)).to_have_attribute("aria-label", f"牌子：{label}")
        play_drive.picture(page, "street-1100-wrong")
        assert play_drive.serious_findings(page) == []
        stage_drive.by_mouse(page, pressed[1:2], twice=True)
        lab.expect(play.get_by_role("listitem").filter(has_text="牌子")).to_contain_text("✗")

        stage_drive.by_mouse(page, pressed[2:], twice=True)
        lab.expect(play).to_contain_text("绕了路，都改好了")
        lab.expect(play).to_contain_text(f"一次就定对的有 {len(PLACES) - 1} 处")
        play_drive.picture(page, "street-1100-end")
        assert play_drive.serious_findings(page) == []
        assert stage_drive.no_overflow(page)
        stage_drive.button(page, "paper").click()
        paper = stage_drive.printed(page)
        assert "绕了路，都改好了" in paper
        assert "写全称：社区居民委员会" in paper
        stage_drive.by_mouse(page, ["other"])
        lab.expect(page.locator(PICTURE)).to_have_attribute("aria-label", "牌子：清荷居委会")


def test_by_keyboard_on_a_phone_and_to_begin_anew_is_asked(chromium, address):
    pressed = stage_drive.presses(StreetWalk(), keys(wrong=(1, 4)))
    with lab.browser_page(chromium, width=400, height=800) as page:
        play = stage_drive.open_stage(page, address)
        for number in range(0, 6, 2):
            stage_drive.by_keyboard(page, pressed[number : number + 2])
            stage_drive.asked_in_sight(page)
        stage_drive.button(page, "again").click()
        lab.expect(page.get_by_role("button", name="留着")).to_be_focused()
        stage_drive.settled(page)
        page.keyboard.press("Enter")
        lab.expect(stage_drive.button(page, "again")).to_be_focused()
        stage_drive.settled(page)
        stage_drive.by_keyboard(page, pressed[6:])
        lab.expect(play).to_contain_text("街上还有没改好的")
        assert stage_drive.no_overflow(page)
        assert stage_drive.too_small(page) == []
        page.set_viewport_size({"width": 400, "height": 2400})
        play_drive.picture(page, "street-400-end")
        assert play_drive.serious_findings(page) == []
        stage_drive.by_mouse(page, ["undo"])
        lab.expect(stage_drive.button(page, pressed[-2])).to_be_visible()


def test_the_street_stands_still_for_those_who_want_no_motion(chromium, address):
    with lab.browser_page(chromium) as page:
        page.emulate_media(reduced_motion="reduce")
        stage_drive.open_stage(page, address)
        street = page.locator("[data-part]").first
        lab.expect(street).to_have_css("transition-duration", "0s")
        page.emulate_media(reduced_motion="no-preference")
        lab.expect(street).to_have_css("transition-duration", "0.7s")
